"""What one run of a listing says of losses and gradients."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from app.listing.findings.by_hand.kinds import is_array, plain
from app.listing.findings.by_hand.shadows import Seen
from app.listing.findings.by_hand.sites import Site

Place = tuple[int, int]
"""a site, and the how-manieth time that it was passed"""
Changes = Mapping[Place, Callable[[Any], Any]]
"""what becomes of the values there"""


@dataclass(slots=True)
class Loss:
    site: Site
    value: float
    shadow: Any
    shadows: Mapping[int, Any]
    """id of a tensor -> its shadow, when the loss was computed"""
    order: int
    coarse: bool = False
    """whether it may have been computed in float32"""


@dataclass(slots=True)
class Claim:
    """`value` is said to be the gradient of `of`."""

    site: Site
    place: Place
    name: str
    """of what, as it is written"""
    of: Any
    origin: Place | None
    """where it came into the world"""
    value: Any
    live: Any = None
    """the value itself, which may be changed in place later"""
    effective: Any = None
    """what an update used in its place: the same, divided by a count"""
    order: int = 0
    held: Any = None
    """what `of` held then"""

    def changed(self, names: Mapping[str, Bound]) -> bool:
        """Whether what it is the gradient of is another by now: a new round has begun."""
        bound = names.get(self.name)
        if bound is not None and bound.value is not self.of and not np.array_equal(plain(bound.value), self.held):
            return True
        return is_array(self.of) and not np.array_equal(plain(self.of), self.held)


@dataclass(slots=True)
class Bound:
    value: Any
    place: Place
    text: str
    within: str = ""
    """the function where it was named"""
    many: bool = False
    """whether the name has stood for another value before, in another function"""


@dataclass(slots=True)
class Notes:
    """What one run said."""

    losses: list[Loss] = field(default_factory=list)
    claims: dict[Any, Claim] = field(default_factory=dict)
    names: dict[str, Bound] = field(default_factory=dict)
    then: dict[str, Bound] = field(default_factory=dict)
    """the names, when the last loss was computed"""
    attributes: dict[tuple[int, str], Bound] = field(default_factory=dict)
    items: dict[str, Bound] = field(default_factory=dict)
    origins: dict[int, Place] = field(default_factory=dict)
    born: dict[int, int] = field(default_factory=dict)
    """id of an array -> when it was first seen"""
    assigned: dict[int, tuple[Site, Place]] = field(default_factory=dict)
    """id of a value -> where it was last given a name of a gradient"""
    alive: list[Any] = field(default_factory=list)
    steps: set[str] = field(default_factory=set)
    counts: dict[int, int] = field(default_factory=dict)
    calls: list[Seen] = field(default_factory=list)
    """in shadows"""
    order: int = 0
    computed: int = 0
    """how often a loss was"""
    fruitless: set[int] = field(default_factory=set)
    """the same, when a statement was given up"""
    later: int = 0
    """the same, since there is a gradient"""
    enough: int = 0
    """the same, when the last of `losses` was"""
    unrelated: bool = False
    """whether something was updated again before any of `losses` was computed again: a gradient of one example beside a
    loss of all, which says nothing of it"""
