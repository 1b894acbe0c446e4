"""The writer's names for tensors and modules, while these live."""

from __future__ import annotations

import weakref
from typing import Any

MANY = 4096
"""names after which those of the dead are swept out"""


Named = tuple[weakref.ref[Any], str, int]
"""whom it names, the name, and how many functions deep it was given: the outer one is the one that readers know"""


class Names:
    def __init__(self) -> None:
        self.table: dict[int, Named] = {}
        self.most = MANY

    def give(self, thing: Any, name: str, depth: int = 0) -> None:
        """Of several names the one given in the outermost function stands, and there the first."""
        before = self.table.get(id(thing))
        if before is not None and before[2] <= depth and before[0]() is thing:
            return
        if len(self.table) >= self.most:
            self.table = {key: each for key, each in self.table.items() if each[0]() is not None}
            self.most = max(MANY, 2 * len(self.table))
        self.table[id(thing)] = (weakref.ref(thing), name, depth)

    def of(self, thing: Any) -> str | None:
        found = self.table.get(id(thing))
        return found[1] if found is not None and found[0]() is thing else None
