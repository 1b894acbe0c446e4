"""`import` and `from ... import`: only of the modules in `library`. Nothing is imported on a listing's behalf."""

from __future__ import annotations

import ast

from app.listing.frames import Frame, Scope
from app.listing.library import Library, known, library
from app.listing.nodes import runs
from app.listing.outcomes import Execute
from app.listing.refusals import MODULE_ADVICE, NOTHING, Refusal
from app.listing.targets import Store, store_name


@runs(ast.Import)
def import_modules(node: ast.Import, scope: Scope) -> Execute:
    """`import torch`, `import torch.nn as nn`. Raises listing.module before anything runs."""
    stores: list[tuple[Store, str]] = []
    for each in node.names:
        if not known(each.name) and expected_to_fail(node, scope):
            return absent(each.name)
        check(each.name, node)
        if each.asname:
            stores.append((store_name(each.asname, scope), each.name))
        else:
            top = each.name.partition(".")[0]
            stores.append((store_name(top, scope), top))

    def run(frame: Frame) -> None:
        for store, name in stores:
            store(frame, library(name))

    return run


@runs(ast.ImportFrom)
def import_from(node: ast.ImportFrom, scope: Scope) -> Execute:
    """`from torch import nn`. Raises listing.module before anything runs."""
    module = node.module or ""
    if node.level:
        raise Refusal("listing.module", node, name="." * node.level + module, advice=NOTHING)
    if not known(module) and expected_to_fail(node, scope):
        return absent(module)
    check(module, node)
    pairs = [(each.name, store_name(each.asname or each.name, scope)) for each in node.names if each.name != "*"]
    everything = any(each.name == "*" for each in node.names)
    machine = scope.machine

    def run(frame: Frame) -> None:
        found = library(module)
        if everything:
            for name, value in found.members.items():
                if not name.startswith("_") and not isinstance(value, Library):
                    machine.globals[name] = value
        for name, store in pairs:
            store(frame, member(found, name))

    return run


def expected_to_fail(node: ast.stmt, scope: Scope) -> bool:
    """Whether it stands in a `try` that is ready for it: `except ImportError:`."""
    return any(
        isinstance(each, ast.Try) and node in each.body and any(catches_absence(handler) for handler in each.handlers)
        for each in ast.walk(scope.machine.tree)
    )


def catches_absence(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(each, ast.Name) and each.id in ("ImportError", "ModuleNotFoundError") for each in caught)


def absent(name: str) -> Execute:
    """The import of a module that is not there, as Python tells of it."""

    def run(frame: Frame) -> None:
        raise ModuleNotFoundError(f"No module named '{name.partition('.')[0]}'")

    return run


def check(name: str, node: ast.stmt) -> None:
    if not known(name):
        raise Refusal("listing.module", node, name=name, advice=MODULE_ADVICE.get(name.partition(".")[0], NOTHING))


def member(found: Library, name: str) -> object:
    """What `from found import name` binds: a row of the table, or a module under it."""
    if name in found.members:
        return found.members[name]
    if known(f"{found.name}.{name}"):
        return library(f"{found.name}.{name}")
    if found.has(name):
        return found.member(name)
    raise ImportError(f"cannot import name '{name}' from '{found.name}'")
