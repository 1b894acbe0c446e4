"""The names of tensors that stand in lists and dictionaries: `ws[0]`, `params['W1']`, `self.weights[1]`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import torch

from app.listing.machine import Machine, current
from app.listing.recording.names import Names

MOST = 64
"""entries of a container that has names for them: what holds more holds data"""


CONTAINERS = (list, tuple, dict)


def element_names(names: Names) -> dict[int, str]:
    """id of a tensor -> its name by where it stands, for those that have none, or share one with others there: what
    went through a loop (`for p in ws + bs`) is called `p` like all the rest.
    """
    machine = current()
    found = {} if machine is None else {id(tensor): (name, tensor) for name, tensor in elements(machine)}
    if not found:  # as in most listings, and this is asked at each pass
        return {}
    given = {key: names.of(tensor) for key, (_, tensor) in found.items()}
    shared = Counter(given.values())
    return {key: name for key, (name, _) in found.items() if given[key] is None or shared[given[key]] > 1}


def elements(machine: Machine) -> Iterator[tuple[str, Any]]:
    """Leaves that learn, in the containers of the module and in those of its own objects; the first name comes last."""
    found: list[tuple[str, Any]] = []
    for name, value in list(machine.globals.items()):
        own = type(value) in machine.classes
        if not (own or isinstance(value, CONTAINERS)) or name is None or name.startswith("__"):
            continue
        found += within(name, value)
        for inner, each in vars(value).items() if own and hasattr(value, "__dict__") else ():
            if isinstance(each, CONTAINERS) and not inner.startswith("_"):
                found += within(f"self.{inner}", each)
    yield from reversed(found)


def within(name: str, value: Any, depth: int = 2) -> Iterator[tuple[str, Any]]:
    if depth and isinstance(value, list | tuple) and len(value) <= MOST:
        pairs = [(f"{name}[{place}]", each) for place, each in enumerate(value)]
    elif depth and isinstance(value, dict) and len(value) <= MOST:
        pairs = [(f"{name}[{key!r}]", each) for key, each in value.items() if type(key) in (str, int)]
    else:
        return
    for written, each in pairs:
        if isinstance(each, torch.Tensor):
            if each.is_leaf and each.requires_grad and not isinstance(each, torch.nn.Parameter):
                yield written, each
        else:
            yield from within(written, each, depth - 1)
