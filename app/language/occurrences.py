"""A parsed source -> where each of its names stands: where it is defined, and wherever it is used."""

from __future__ import annotations

from collections.abc import Iterator

from app.errors import Span
from app.language.tree import Name, Program, Tree, walk


def occurrences(program: Program) -> dict[str, tuple[Span, ...]]:
    """Name (in its first spelling) -> its places in the source, in order, without repetition.

    A parameter inside its function's body stands for something else at every call, and is left out.
    """
    found: dict[str, set[Span]] = {}
    for definition in program.definitions.values():
        if not definition.bare:
            found.setdefault(definition.name, set()).add(definition.span)
        for name, span in uses(definition.body):
            found.setdefault(name, set()).add(span)
    for function in program.functions.values():
        for name, span in uses(function.body):
            if name not in function.parameters:
                found.setdefault(name, set()).add(span)
    return {name: tuple(sorted(span for span in spans if span[0] < span[1])) for name, spans in found.items()}


def uses(tree: Tree) -> Iterator[tuple[str, Span]]:
    """Every name that a tree uses, and where."""
    for each in walk(tree):
        if isinstance(each, Name):
            yield each.name, each.span
