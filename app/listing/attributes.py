"""`value.name`, read, written and called: through the tables and the dicts of the listing's own objects alone."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from enum import Enum
from itertools import chain
from operator import attrgetter, methodcaller
from types import FunctionType, MethodType
from typing import Any

import numpy as np
import torch
from torch import nn

from app.listing import descriptors
from app.listing.functions import Bound, CachedFunction, Function, written
from app.listing.library import Library
from app.listing.machine import Machine, running
from app.listing.making import GROW, GROWING, VALUES, new, object_new
from app.listing.namespaces import HOLDERS
from app.listing.records import refuse_frozen
from app.listing.refusals import NOTHING, Refusal
from app.listing.rows import CALLABLE, admit, rows_of
from app.listing.special import HOOKS, METHODS, READ, hook_of, refuse_outside_slots


def special_of(kind: type, name: str) -> Callable[..., Any]:
    """A special method of one of Python's own kinds, or of torch's and NumPy's: `name` is one of `METHODS`."""
    if name in GROWING and kind in GROW:
        return GROWING[name]
    found: Callable[..., Any] = next(vars(each)[name] for each in kind.__mro__ if name in vars(each))
    return found


_UNSPOKEN = {"__new__", "__init__", "__get__", "__set__", "__delete__", "__set_name__", "__copy__", "__deepcopy__"}
SPOKEN: dict[type, dict[str, Callable[..., Any]]] = {
    kind: {
        name: special_of(kind, name)
        for name in sorted(METHODS - _UNSPOKEN)
        if any(callable(vars(each).get(name)) for each in kind.__mro__)
    }
    for kind in (*VALUES, bytes, range, torch.Tensor, nn.Parameter, np.ndarray)
}
"""special methods that may be called by name on Python's own values: `x.__add__(y)`, as lessons on operators do"""

MISSING = object()
MODULE_INTERNALS = {name for name in vars(nn.Module()) if name.startswith("_")} | {
    name for name in vars(nn.Module) if name.startswith("_")
}


def check_attribute_name(node: ast.Attribute) -> None:
    check_name(node.attr, node)


def check_name(name: str, node: ast.AST) -> None:
    """Names with double underscores lead into Python itself; the few harmless ones are listed."""
    if name.startswith("__") and name.endswith("__") and name not in READ:
        raise Refusal("listing.special", node, name=name)


class Super:
    """`super()`: the attributes of the classes after `owner` in the order of resolution of `instance`."""

    __slots__ = ("instance", "owner")

    def __init__(self, owner: type, instance: Any) -> None:
        self.owner = owner
        self.instance = instance


def attribute(machine: Machine, value: Any, name: str) -> Any:
    """What `value.name` is. Raises Python's own AttributeError, or listing.attribute where Python has it and we not."""
    kind = type(value)
    if kind is Library:
        return value.member(name)
    if kind in machine.classes:
        found = _of_instance(machine, value, name)
        if found is not MISSING:
            return found
    rows = rows_of(kind)
    method = rows.methods.get(name)
    if method is not None:
        return Bound(method, value, name)
    row = rows.properties.get(name)
    if row is not None:
        return row.read(value)
    if name == "__class__":
        return shown_class(value)
    if name in SPOKEN.get(kind, ()):
        return Bound(SPOKEN[kind][name], value, name)
    if name == "__dict__":
        if kind in HOLDERS:
            return value.__dict__
        raise Refusal("listing.special", name=name)
    if isinstance(value, type):
        return _of_class(machine, value, name)
    if kind is Super:
        return _of_super(machine, value, name)
    if kind is Function:
        return _of_function(value, name)
    if kind is MethodType and type(value.__func__) is Function:
        return value.__self__ if name == "__self__" else _of_function(value.__func__, name)
    if name == "__name__" and id(value) in CALLABLE:
        return value.__name__
    found = _of_library_object(value, name)
    if found is not MISSING:
        return found
    hook = hook_of(machine, kind, "__getattr__") if machine.hooks else None
    if hook is not None:
        return hook(value, name)
    raise _absent(machine, value, name)


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def in_classes(machine: Machine, kind: type, name: str) -> Any:
    """What the listing's own classes say of `name`, in the order of resolution."""
    for each in kind.__mro__:
        if each in machine.classes and name in vars(each):
            # What an enumeration keeps for itself stands beside what the listing has defined.
            return MISSING if name.startswith("_") and issubclass(each, Enum) else written(vars(each)[name])
    return MISSING


def _of_instance(machine: Machine, value: Any, name: str) -> Any:
    """An attribute of an object of the listing's own class."""
    if name == "__class__":
        return type(value)
    found = in_classes(machine, type(value), name)
    if isinstance(found, property):
        return _got(found, value)
    if name == "__dict__":
        return _own_dict(value)
    if name == "__module__":
        return "__main__"
    if descriptors.is_data(machine, found):
        return descriptors.read(machine, found, value, type(value))
    own = getattr(value, "__dict__", {})
    if name in own and not (name in MODULE_INTERNALS and isinstance(value, nn.Module)):
        return own[name]
    if descriptors.is_descriptor(machine, found):
        return descriptors.read(machine, found, value, type(value))
    return bound(found, value)


def _own_dict(value: Any) -> dict[str, Any]:
    """`self.__dict__` of an object that holds nothing but what the listing has put there."""
    if isinstance(value, (nn.Module, torch.optim.Optimizer, torch.autograd.Function, Exception, tuple)):
        raise Refusal("listing.special", name="__dict__")
    found: dict[str, Any] = value.__dict__
    return found


def _got(found: property, value: Any) -> Any:
    if found.fget is None:
        raise AttributeError(f"property of '{type(value).__name__}' object has no getter")
    return found.fget(value)


def bound(found: Any, value: Any) -> Any:
    """A name of a class as its instance has it."""
    match found:
        case Function() | FunctionType() | CachedFunction():
            return MethodType(found, value)
        case staticmethod():
            return found.__func__
        case classmethod():
            return MethodType(found.__func__, value if isinstance(value, type) else type(value))
    return found


def _of_class(machine: Machine, value: type, name: str) -> Any:
    """An attribute of a class, of the listing or of a library."""
    if name in ("__name__", "__qualname__"):
        return value.__name__ if name == "__name__" else value.__qualname__
    if name == "__doc__":
        return value.__doc__
    if value in machine.classes:
        if issubclass(value, Enum) and name in value.__members__:
            return value.__members__[name]
        found = in_classes(machine, value, name)
        if name in CLASS_FACTS:
            return CLASS_FACTS[name](value)
        if found is not MISSING and not (name == "__new__" and type(_unbound(found)) is FunctionType):
            if descriptors.is_descriptor(machine, found):
                return descriptors.read(machine, found, None, value)
            return MethodType(found.__func__, value) if isinstance(found, classmethod) else _unbound(found)
        if name == "__members__" and issubclass(value, Enum):
            return dict(value.__members__)
        if name == "apply" and issubclass(value, torch.autograd.Function):
            return Bound(machine.recorder.applied, value, name)
    if name == "__init__":
        return Bound(_initialize, value, name)
    method = CLASS_METHODS.get((value, name)) or rows_of(value).methods.get(name)
    if method is not None:
        return method
    if name in dir(value) or name in dir(type):
        raise Refusal("listing.attribute", name=name, kind=value.__name__, advice=NOTHING)
    raise AttributeError(f"type object '{value.__name__}' has no attribute '{name}'")


def set_plainly(value: Any, name: str, new: Any) -> None:
    """`super().__setattr__(name, new)`, inside a `__setattr__` of the listing's own."""
    if name.startswith("__") and name.endswith("__"):
        raise Refusal("listing.special", name=name)
    set_attribute(running(), value, name, new, plainly=True)


admit(set_plainly)


def shown_class(value: Any) -> Any:
    """`value.__class__`: what `type(value)` gives."""
    from app.listing.builtin_names import type_of

    return type_of(value)


def shown_kinds(kinds: tuple[type, ...]) -> tuple[Any, ...]:
    """Classes as `type(x)` would give them: those of no table may be looked at only."""
    from app.listing.builtin_names import shown_kind

    return tuple(shown_kind(each) for each in kinds)


CLASS_FACTS: Mapping[str, Callable[[type], Any]] = {
    "__bases__": lambda kind: shown_kinds(kind.__bases__),
    "__module__": lambda kind: "__main__",
    "__mro__": lambda kind: shown_kinds(kind.__mro__),
}
"""what may be read of a class of the listing"""

FUNCTION_PROPERTIES: Mapping[str, Callable[[Function], Any]] = {
    "__name__": lambda function: function.name,
    "__qualname__": lambda function: function.qualified,
    "__doc__": lambda function: function.documented,
    "__module__": lambda function: "__main__",
    "__defaults__": lambda function: tuple(function.defaults) or None,
    "__kwdefaults__": lambda function: dict(function.named_defaults) or None,
}

NODE_PROPERTIES = {
    name: attrgetter(name)
    for name in (
        "next_functions", "variable", "_saved_self", "_saved_other", "_saved_result", "_saved_exponent", "_saved_mat1",
        "_saved_mat2", "_saved_weight", "_saved_target", "_saved_dim", "_saved_base",
    )
}  # fmt: skip
"""what may be read of a node of torch's own graph (`loss.grad_fn`), whose types have no common class"""

CLASS_METHODS: dict[tuple[type, str], Callable[..., Any]] = {
    (bytes, "fromhex"): bytes.fromhex,
    (chain, "from_iterable"): chain.from_iterable,
    (dict, "fromkeys"): dict.fromkeys,
    (float, "fromhex"): float.fromhex,
    (int, "from_bytes"): int.from_bytes,
    (str, "join"): str.join,
    (nn.Embedding, "from_pretrained"): nn.Embedding.from_pretrained,
    (nn.Module, "forward"): nn.Module.forward,
    (nn.Module, "__setattr__"): set_plainly,
    (object, "__setattr__"): set_plainly,
    (object, "__new__"): object_new,
}
"""what may be called on a class itself"""

admit(*CLASS_METHODS.values())


def _unbound(found: Any) -> Any:
    return found.__func__ if isinstance(found, staticmethod) else found


def _initialize(kind: type, instance: Any, *given: Any, **named: Any) -> None:
    """`Base.__init__(self, ...)` of a library's class."""
    if not isinstance(instance, kind):
        raise TypeError(f"descriptor '__init__' requires a '{kind.__name__}' object")
    initializer = next(vars(each)["__init__"] for each in kind.__mro__ if "__init__" in vars(each))
    initializer(instance, *given, **named)


def _made(maker: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """`super().__new__(cls, ...)` of a named tuple."""
    return maker(*given, **named)


def _nothing(instance: Any, *given: Any, **named: Any) -> None:
    """`super().__init__()` where nothing but `object` is left."""


_OF_BASES = ("__call__", "__repr__", "__str__", "__len__", "__getitem__")
"""special methods that `super()` gives of any class of the tables; of lists and numbers it gives all of them"""


def _of_super(machine: Machine, value: Super, name: str) -> Any:
    order = type(value.instance).__mro__ if not isinstance(value.instance, type) else value.instance.__mro__
    for each in order[order.index(value.owner) + 1 :]:
        if each in machine.classes and name not in HOOKS:
            if name in vars(each):
                found = written(vars(each)[name])
                if name == "__new__":
                    maker = _unbound(found)
                    return maker if type(maker) is Function else Bound(_made, maker, name)
                return _got(found, value.instance) if isinstance(found, property) else bound(found, value.instance)
        elif name in machine.hooks.get(each, {}):
            return Bound(machine.hooks[each][name], value.instance, name)
        elif each in machine.classes:
            continue
        elif name == "__init_subclass__":
            return Bound(_nothing, value.instance, name)
        elif name == "__setattr__":
            return Bound(set_plainly, value.instance, name)
        elif name == "__new__":
            return Bound(new, each, name)
        elif name == "__init__":
            if each is object:
                return Bound(_nothing, value.instance, name)
            if "__init__" in vars(each):
                return Bound(vars(each)["__init__"], value.instance, name)
        elif name in _OF_BASES and name in vars(each):
            return Bound(vars(each)[name], value.instance, name)
        elif each in VALUES and name in METHODS and name in vars(each):
            return Bound(special_of(each, name), value.instance, name)
        else:
            method = rows_of(each).methods.get(name)
            if method is not None:
                return Bound(method, value.instance, name)
    raise AttributeError(f"'super' object has no attribute '{name}'")


def _of_function(value: Function, name: str) -> Any:
    if name in FUNCTION_PROPERTIES:
        return FUNCTION_PROPERTIES[name](value)
    if name in value.attributes:
        return value.attributes[name]
    raise AttributeError(f"'function' object has no attribute '{name}'")


def _of_library_object(value: Any, name: str) -> Any:
    """An attribute that a tensor was given, or a parameter, buffer, submodule or setting of a module."""
    if isinstance(value, nn.Module):
        for place in ("_parameters", "_buffers", "_modules"):
            found = value.__dict__.get(place, {})
            if name in found:
                return found[name]
        if name in value.__dict__["_modules"].get("parametrizations", ()):
            return value.__dict__["_modules"]["parametrizations"][name]()
        if not name.startswith("_") and name in value.__dict__:
            return value.__dict__[name]
    elif isinstance(value, (torch.Tensor, torch.autograd.function.FunctionCtx, *HOLDERS)) and not name.startswith("_"):
        return value.__dict__.get(name, MISSING)
    elif isinstance(value, torch.autograd.graph.Node):
        if name == "name":
            return Bound(methodcaller("name"), value, name)
        if name in NODE_PROPERTIES:
            return NODE_PROPERTIES[name](value)
    return MISSING


def _absent(machine: Machine, value: Any, name: str) -> Exception:
    kind = type(value)
    inside = isinstance(value, nn.Module) and name in MODULE_INTERNALS
    if inside or (kind not in machine.classes and any(name in vars(each) for each in kind.__mro__)):
        return Refusal("listing.attribute", name=name, kind=kind.__name__, advice=NOTHING)
    return AttributeError(f"'{told_as(value)}' object has no attribute '{name}'")


def told_as(value: Any) -> str:
    """How Python's own messages call the type of a value: `numpy.ndarray` with its module, `Net` without."""
    try:
        object.__getattribute__(value, "(none)")
    except AttributeError as told:
        return str(told).split("'")[1]
    return type(value).__name__


# ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def set_attribute(machine: Machine, value: Any, name: str, new: Any, *, plainly: bool = False) -> None:
    """`value.name = new`; `plainly`: past what the object's own class says of it."""
    kind = type(value)
    if kind in machine.classes:
        if machine.hooks and not plainly:
            hook = hook_of(machine, kind, "__setattr__")
            if hook is not None:
                hook(value, name, new)
                return
            refuse_outside_slots(machine, kind, name)
        found = in_classes(machine, kind, name)
        if isinstance(found, property):
            if found.fset is None:
                raise AttributeError(f"property '{name}' of '{kind.__name__}' object has no setter")
            found.fset(value, new)
            return
        if descriptors.is_data(machine, found):
            descriptors.write(machine, found, value, new)
            return
    row = rows_of(kind).properties.get(name)
    if row is not None and row.write is not None:
        row.write(value, new)
    elif isinstance(value, nn.Module) and name not in MODULE_INTERNALS and not name.startswith("__"):
        nn.Module.__setattr__(value, name, new)
    elif value in machine.classes if isinstance(value, type) else kind in machine.classes:
        operator = isinstance(value, type) and name in METHODS and type(new) is Function
        if (name.startswith("__") and not operator) or isinstance(value, nn.Module):
            raise Refusal("listing.attribute", name=name, kind=kind.__name__, advice=NOTHING)
        if isinstance(value, type):
            type.__setattr__(value, name, new)
            machine.class_changes += 1
        elif isinstance(value, tuple) and not hasattr(value, "__dict__"):
            raise AttributeError(f"'{kind.__name__}' object has no attribute '{name}'")
        else:
            if not plainly:
                refuse_frozen(value, name)
            value.__dict__[name] = new
    elif kind is Function and not name.startswith("__"):
        value.attributes[name] = new
    elif kind is Library and name in value.assigned:
        value.members[name] = new
    elif kind is Library:
        raise Refusal("listing.member", name=f"{value.name}.{name}", advice=NOTHING)
    elif _takes_attributes(value, name):
        value.__dict__[name] = new
    elif row is not None:
        raise AttributeError(f"attribute '{name}' of '{kind.__name__}' objects is not writable")
    elif isinstance(value, (type, nn.Module)) or any(name in vars(each) for each in kind.__mro__):
        raise Refusal("listing.attribute", name=name, kind=kind.__name__, advice=NOTHING)
    else:
        raise AttributeError(f"'{told_as(value)}' object has no attribute '{name}'")


def _takes_attributes(value: Any, name: str) -> bool:
    """Tensors (`outp.g = ...`), the contexts of one's own autograd functions and namespaces take any new attribute."""
    if not isinstance(value, (torch.Tensor, torch.autograd.function.FunctionCtx, *HOLDERS)) or name.startswith("_"):
        return False
    return not any(name in vars(each) for each in type(value).__mro__)


def delete_attribute(machine: Machine, value: Any, name: str) -> None:
    """`del value.name`, of what the listing itself has put there."""
    if isinstance(value, nn.Module) and name not in MODULE_INTERNALS and not name.startswith("__"):
        nn.Module.__delattr__(value, name)
    elif type(value) in machine.classes or _takes_attributes(value, name):
        found = in_classes(machine, type(value), name)
        if isinstance(found, property):
            if found.fdel is None:
                raise AttributeError(f"property '{name}' of '{type(value).__name__}' object has no deleter")
            found.fdel(value)
            return
        if descriptors.is_data(machine, found):
            descriptors.delete(machine, found, value)
            return
        if name not in value.__dict__:
            raise AttributeError(f"'{type(value).__name__}' object has no attribute '{name}'")
        refuse_frozen(value, name, "delete")
        del value.__dict__[name]
    else:
        raise Refusal("listing.attribute", name=name, kind=type(value).__name__, advice=NOTHING)
