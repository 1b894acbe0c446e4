"""Scopes of the run -> groups of the graph: modules and functions, each entry a group of its own."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import count

from app.graph import Group
from app.graph.columns import Columns
from app.graph.model import Table
from app.listing.recording.calls import Scope

SIGNS = {"function": "()"}
"""behind the label of a scope, so that a function and what it gives are two"""


class Grouping:
    def __init__(self, columns: Columns, outside: Scope | None) -> None:
        self.columns = columns
        self.outside = {id(scope) for scope in outside.chain()} if outside else set()
        """scopes that the backward pass itself stood in: no part of the graph is in them more than another"""
        self.known: dict[int, str] = {}

    def enter(self, scope: Scope | None) -> None:
        """New nodes belong to this scope."""
        self.columns.group = self.group(scope)

    def group(self, scope: Scope | None) -> str | None:
        if scope is None or id(scope) in self.outside:
            return None
        if id(scope) not in self.known:
            parent = self.group(scope.parent)
            self.known[id(scope)] = self.add(scope.label + SIGNS.get(scope.kind, ""), scope.label, parent)
        return self.known[id(scope)]

    def add(self, wanted: str, label: str, parent: str | None) -> str:
        """A new group, under an id that no other has."""
        taken = {group.id for group in self.columns.groups}
        id = next(each for number in count(1) if (each := wanted if number == 1 else f"{wanted}_{number}") not in taken)
        self.columns.groups.append(Group(id, label, parent))
        return id


def closed(
    groups: Sequence[Group], table: Table, output: int, opaque: Container[str] = ()
) -> tuple[tuple[Group, ...], dict[int, str]]:
    """The groups that one value alone leaves, since only such a group can be drawn as one node; and who is in them.

    The others are dissolved, and with them those of a single operation and those that hold all that the group around
    them holds: their nodes belong to that one.
    """
    parents = {group.id: group.parent for group in groups}
    inside = dict(table.groups)

    def members(id: str) -> set[int]:
        return {node for node, owner in inside.items() if id in around(owner, parents)}

    def dissolve(id: str) -> None:
        parent = parents.pop(id)
        for node, owner in list(inside.items()):
            if owner == id:
                if parent is None:
                    del inside[node]
                else:
                    inside[node] = parent
        for each, above in parents.items():
            if above == id:
                parents[each] = parent

    for group in reversed(groups):
        own, parent = members(group.id), parents[group.id]
        leaving = own & {output}
        for node, operands in enumerate(table.operands):
            if node not in own:
                leaving.update(own.intersection(operands))
        worth = sum(table.operations[node] is not None for node in own) > 1
        worth &= parent is None or members(parent) != own
        if len(leaving) != 1 or not (worth or group.id in opaque):
            dissolve(group.id)
    return tuple(Group(each.id, each.label, parents[each.id]) for each in groups if each.id in parents), inside


def around(group: str | None, parents: Mapping[str, str | None]) -> Iterator[str]:
    """A group and all that it is in."""
    while group is not None:
        yield group
        group = parents.get(group)
