"""`torch.nn.utils.parametrizations` and `parametrize`: weights computed from others.

Each takes the name of a parameter, which is looked for among those of the module before torch does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

import torch.nn.utils.parametrizations
import torch.nn.utils.parametrize
from torch import nn

from app.listing.library import Library
from app.listing.rows import admit


def of_parameter(function: Callable[..., Any], module: Any, name: str = "weight", *given: Any, **named: Any) -> Any:
    """`function(module, name, ...)`. Raises ValueError, as torch does, where the module has no such parameter."""
    if not isinstance(module, nn.Module):
        raise TypeError(f"{type(module).__name__} is not a Module subclass")
    name = str.__str__(name)
    parametrized = module._modules.get("parametrizations") or nn.Module()
    known = {*module._parameters, *module._buffers, *parametrized._modules}
    # The older ones keep a parameter under another name.
    if not known & {name, f"{name}_v", f"{name}_orig"}:
        raise ValueError(
            f"Module '{module}' does not have a parameter, a buffer, or a parametrized element with name '{name}'"
        )
    return function(module, name, *given, **named)


def rows(real: Any, names: str) -> dict[str, Callable[..., Any]]:
    return {name: _row(getattr(real, name)) for name in names.split()}


def _row(function: Callable[..., Any]) -> Callable[..., Any]:
    return wraps(function)(partial(of_parameter, function))


UTILITIES = rows(torch.nn.utils, "remove_spectral_norm remove_weight_norm spectral_norm weight_norm")
"""those of `torch.nn.utils` itself, which are older"""

PARAMETRIZATIONS = Library(
    "torch.nn.utils.parametrizations",
    torch.nn.utils.parametrizations,
    rows(torch.nn.utils.parametrizations, "orthogonal spectral_norm weight_norm"),
)
PARAMETRIZE = Library(
    "torch.nn.utils.parametrize",
    torch.nn.utils.parametrize,
    {
        **rows(torch.nn.utils.parametrize, "register_parametrization remove_parametrizations"),
        "is_parametrized": torch.nn.utils.parametrize.is_parametrized,
    },
)
LIBRARIES = {each.name: each for each in (PARAMETRIZATIONS, PARAMETRIZE)}

for _library in LIBRARIES.values():
    admit(*_library.members.values())
admit(*UTILITIES.values())
