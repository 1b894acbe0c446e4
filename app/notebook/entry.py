"""`graph(...)`: whatever it is given -> what a notebook shows."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from app.errors import UserError, pointed
from app.language.names import canonical
from app.notebook.shown import Shown
from app.notebook.subjects import Formula, Subject, Tensors
from app.views.look import Theme
from app.web.languages import language_named
from app.web.values import read_named


def graph(
    thing: Any,
    *inputs: Any,
    values: Mapping[str, Any] | None = None,
    params: Any = None,
    upstream: Any = None,
    step: int | None = None,
    theme: Theme | None = None,
    lang: str = "en",
    **named: Any,
) -> Shown:
    """The computational graph of a formula, of a tensor of PyTorch, or of a module run on `inputs`.

    `named` and `values` are a formula's inputs: numbers, nested lists, arrays. `params` names a tensor's leaves: a
    module, or what `named_parameters()` gives; without it variables of the calling program do. `upstream` is the
    gradient that arrives at an output that is a tensor (ones, unless it is given). `step` is how many steps are done,
    `theme` light, dark or contrast (else as the notebook), `lang` en or zh-CN.

    Raises ValueError with the words and the place of a mistake in a formula; where nothing can be drawn, the reason.
    """
    language = language_named(lang)
    if language is None:
        raise ValueError("lang is en or zh-CN")
    given = {**(values or {}), **named}
    torch = sys.modules.get("torch")
    try:
        if isinstance(thing, str):
            numbers = {canonical(name): value for name, value in read_named(listed(given)).items()}
            subject: Subject = Formula(thing, numbers, language)
        elif torch and isinstance(thing, torch.nn.Module) and not given:
            from app.listing.autograd import of_module

            subject = Tensors(of_module(thing, inputs, upstream), language)
        elif torch and isinstance(thing, torch.Tensor) and not given and not inputs:
            from app.listing.autograd import of_tensor

            subject = Tensors(of_tensor(thing, variables(sys._getframe(1)), params, upstream), language)
        else:
            raise TypeError("graph() takes a formula and its values, a tensor of PyTorch, or a module and its inputs")
        return Shown(subject, step=step, theme=theme)
    except UserError as error:
        told = "\n".join(filter(None, (error.detail(language), error.hint(language))))
        if error.span and isinstance(thing, str):
            told = f"{told}\n\n{pointed(thing, error.span)}"
        raise ValueError(told) from None


def listed(given: Mapping[str, Any]) -> dict[str, Any]:
    """Arrays and tensors as nested lists."""
    return {name: value.tolist() if hasattr(value, "tolist") else value for name, value in given.items()}


def variables(frame: Any) -> dict[str, Any]:
    """The calling program's, the local ones first; what IPython keeps under `_` is nobody's name."""
    found = {**frame.f_globals, **frame.f_locals} if frame.f_locals is not frame.f_globals else frame.f_locals
    return {name: value for name, value in found.items() if not name.startswith("_")}
