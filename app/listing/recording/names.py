"""The writer's names for tensors and modules, while these live."""

from __future__ import annotations

import weakref
from typing import Any, NamedTuple

MANY = 4096
"""names after which those of the dead are swept out"""


class Named(NamedTuple):
    reference: weakref.ref[Any]
    name: str
    depth: int
    """how many functions deep the name was given: the outer one is the one that readers know"""


class Names:
    def __init__(self) -> None:
        self.table: dict[int, Named] = {}
        self.most = MANY

    def give(self, thing: Any, name: str, depth: int = 0) -> None:
        """Of several names the one given in the outermost function stands, and there the first."""
        before = self.table.get(id(thing))
        if before is not None and before.depth <= depth and before.reference() is thing:
            return
        if len(self.table) >= self.most:
            self.table = {key: each for key, each in self.table.items() if each.reference() is not None}
            self.most = max(MANY, 2 * len(self.table))
        self.table[id(thing)] = Named(weakref.ref(thing), name, depth)

    def of(self, thing: Any) -> str | None:
        found = self.table.get(id(thing))
        return found.name if found is not None and found.reference() is thing else None
