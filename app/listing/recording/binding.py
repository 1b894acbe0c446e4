"""A call of torch and a form -> what the names in the form's text stand for."""

from __future__ import annotations

from typing import Any

from app.listing.recording.calls import Call
from app.listing.recording.derived import Bound, Unfit
from app.listing.recording.forms import Argument, Form
from app.operations import Parameter

SPELLINGS = {
    "self": ("input",), "input": ("a", "tensors"), "x": ("input", "a"), "axis": ("dim",), "keepdims": ("keepdim",),
    "other": ("b", "exponent", "vec2"), "target": ("b",), "tensors": ("operands",), "mat2": ("other",),
    "vec": ("other",), "tensor": ("other",), "weight": ("b",), "mat1": ("input",), "size": ("sizes",),
}  # fmt: skip
"""other words that torch has for the same parameter"""


def bind(form: Form, call: Call, output: int) -> Bound:
    """The values of the form's parameters, and what it derives from the call. Raises Unfit where it does not apply."""
    bound: Bound = {each.name: each.default for each in form.takes}
    for argument, value in positioned(form, call.arguments):
        bound[argument.name] = value
    known = {each.name for each in form.takes}
    for spelled, value in call.options.items():
        name = spelled.strip("_")
        if name == "inplace":
            continue
        found = next((each for each in (name, *SPELLINGS.get(name, ())) if each in known), None)
        if found is not None:
            bound[found] = value
        elif value is not None and value is not False:
            raise Unfit
    for each in form.takes:
        if not each.idle and each.name not in form.mentions and not same(bound[each.name], each.default):
            raise Unfit
    bound |= {"shape": call.shapes[output], "shapes": call.shapes, "output": output, "slope": call.slope}
    for name, derive in form.derived.items():
        try:
            bound[name] = derive(bound)
        except (AttributeError, IndexError, KeyError, TypeError):
            raise Unfit from None
    return bound


def positioned(form: Form, arguments: tuple[Any, ...]) -> list[tuple[Argument, Any]]:
    """Each argument with the parameter that takes it."""
    found: list[tuple[Argument, Any]] = []
    for place, value in enumerate(arguments):
        if place < len(form.takes) and form.takes[place].rest:
            return [*found, (form.takes[place], arguments[place:])]
        if place < len(form.takes):
            found.append((form.takes[place], value))
        elif value is not None and value is not False:
            raise Unfit
    return found


def same(value: Any, default: Any) -> bool:
    """Whether an argument is its default; `(1, 1)` is 1."""
    if isinstance(value, tuple | list) and value and isinstance(default, int):
        return all(each == default for each in value)
    numbers = isinstance(value, int | float) and isinstance(default, int | float)
    return (numbers or type(value) is type(default)) and bool(value == default)


def parameter_value(parameter: Parameter, value: Any) -> Any:
    """An argument of torch as the value of a row's parameter. Raises Unfit where the row cannot take it."""
    if value is None:
        if parameter.default is None:
            return None
        raise Unfit
    match parameter.accepts:
        case "whole":
            if isinstance(value, tuple | list) and value and all(each == value[0] for each in value):
                value = value[0]
            if isinstance(value, int):
                return int(value)
        case "wholes":
            if isinstance(value, tuple | list) and all(isinstance(each, int) for each in value):
                return tuple(value)
        case "number":
            if isinstance(value, int | float):
                return float(value)
        case "flag":
            return bool(value)
        case "index" | "equation":
            return value
    raise Unfit
