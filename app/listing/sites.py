"""What one place of a source does with every value of one type: looked up once there, since it nearly always meets one.

Each function gives None where that cannot be said beforehand; `attributes` then says it value by value. What is found
holds until a class of the listing is changed (`Machine.class_changes`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torch import nn

from app.listing.attributes import MISSING, MODULE_INTERNALS, attribute, bound, in_classes, set_attribute
from app.listing.descriptors import is_descriptor
from app.listing.functions import Function
from app.listing.library import Library
from app.listing.machine import Machine
from app.listing.records import is_frozen
from app.listing.rows import rows_of
from app.listing.special import hook_of, outside_slots

_PLACES = ("_parameters", "_buffers", "_modules")


def itself(value: Any) -> Any:
    return value


def reading(owner_of: Callable[[Any], Any], machine: Machine, name: str) -> Callable[[Any], Any]:
    """What reads `value.name` at one place of a source: `owner_of` gives the value in a frame."""
    known: type | None = None
    known_read: Callable[[Any], Any] | None = None
    held = False
    seen = 0

    def read(frame: Any) -> Any:
        nonlocal known, seen, known_read, held
        owner = owner_of(frame)
        kind = type(owner)
        if kind is not known or seen != machine.class_changes:
            known, seen, known_read = kind, machine.class_changes, reader_of(machine, kind, name)
            held = known_read is not None and kind in machine.classes
        if held:
            own = owner.__dict__
            if name in own:
                return own[name]
        return attribute(machine, owner, name) if known_read is None else known_read(owner)

    return read


def writing(owner_of: Callable[[Any], Any], machine: Machine, name: str) -> Callable[[Any, Any], None]:
    """What does `value.name = new` at one place of a source."""
    known: type | None = None
    known_write: Callable[[Any, Any], None] | None = None
    held = False
    seen = 0

    def write(frame: Any, new: Any) -> None:
        nonlocal known, seen, known_write, held
        owner = owner_of(frame)
        kind = type(owner)
        if kind is not known or seen != machine.class_changes:
            known, seen, held = kind, machine.class_changes, holds(machine, kind, name)
            known_write = None if held else writer_of(machine, kind, name)
        if held:
            owner.__dict__[name] = new
        elif known_write is None:
            set_attribute(machine, owner, name, new)
        else:
            known_write(owner, new)

    return write


def reader_of(machine: Machine, kind: type, name: str) -> Callable[[Any], Any] | None:
    """What reads `value.name`."""
    rows = rows_of(kind)
    if kind not in machine.classes:
        row = rows.properties.get(name)
        if row is not None:
            return row.read
        inside = issubclass(kind, nn.Module) and name not in rows.methods and not name.startswith("_")
        return of_module(machine, name) if inside else of_library(name) if kind is Library else None
    if name in MODULE_INTERNALS or name.startswith("__") or not kind.__dictoffset__:
        return None
    found = in_classes(machine, kind, name)
    if isinstance(found, property) or is_descriptor(machine, found):
        return None
    if found is not MISSING:
        return of_class(found, name)
    if name in rows.methods or name in rows.properties:
        return None
    return of_module(machine, name) if issubclass(kind, nn.Module) else of_object(machine, name)


def of_library(name: str) -> Callable[[Any], Any]:
    return lambda value: value.member(name)


def of_class(found: Any, name: str) -> Callable[[Any], Any]:
    """What the class says of a name, unless the object has its own."""

    def read(value: Any) -> Any:
        own = value.__dict__
        return own[name] if name in own else bound(found, value)

    return read


def of_object(machine: Machine, name: str) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        own = value.__dict__
        return own[name] if name in own else attribute(machine, value, name)

    return read


def of_module(machine: Machine, name: str) -> Callable[[Any], Any]:
    """A setting, a parameter, a buffer, a part of a module."""

    def read(value: Any) -> Any:
        own = value.__dict__
        if name in own:
            return own[name]
        for place in _PLACES:
            found = own.get(place)
            if found is not None and name in found:
                return found[name]
        return attribute(machine, value, name)

    return read


def writer_of(machine: Machine, kind: type, name: str) -> Callable[[Any, Any], None] | None:
    """What does `value.name = new`."""
    if kind in machine.classes and _decides(machine, kind, name):
        return None
    row = rows_of(kind).properties.get(name)
    return None if row is None else row.write


def holds(machine: Machine, kind: type, name: str) -> bool:
    """Whether `value.name = new` only puts it into the object."""
    if kind not in machine.classes or name.startswith("__") or issubclass(kind, nn.Module) or not kind.__dictoffset__:
        return False
    row = rows_of(kind).properties.get(name)
    return (row is None or row.write is None) and not _decides(machine, kind, name)


def _decides(machine: Machine, kind: type, name: str) -> bool:
    """Whether a class of the listing itself says what becomes of an attribute that is set."""
    if machine.hooks and (hook_of(machine, kind, "__setattr__") or outside_slots(machine, kind, name)):
        return True
    found = in_classes(machine, kind, name)
    return isinstance(found, property) or is_descriptor(machine, found) or is_frozen(kind)


def function_of_class(machine: Machine, kind: type, name: str) -> Function | None:
    """The listing's own function that `value.name` is, unless the object has another thing of that name."""
    if kind not in machine.classes or name in MODULE_INTERNALS or not kind.__dictoffset__:
        return None
    found = in_classes(machine, kind, name)
    return found if type(found) is Function else None
