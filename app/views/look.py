"""How a picture of a payload is to look: what an address may say of it besides the graph itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.messages import Language

Theme = Literal["light", "dark", "contrast"]
Phase = Literal["none", "forward", "backward"]
Part = Literal["values", "gradients", "locals"]

PARTS: frozenset[Part] = frozenset(("values", "gradients", "locals"))


@dataclass(frozen=True, slots=True)
class Look:
    """All of it, with what is meant where an address says nothing."""

    theme: Theme | None = None
    """None: light, and what the reader prefers in a form that can ask them"""
    language: Language = "en"
    step: int | None = None
    """finished steps of the run, or of `phase` where that is named; the last of them is marked. None: all, unmarked"""
    phase: Phase | None = None
    """none: nothing has run. forward: values alone. backward: the finished run"""
    parts: frozenset[Part] = PARTS
    """what stands beside the formulas: numbers on the cards, local derivatives on the edges"""
    gates: bool = False
    """whether cards say what they do with gradients"""
    colours: bool = False
    """whether each quantity has a colour of its own in all formulas"""
    given: bool = False
    """whether the values of inputs stand there even where `values` is not among the parts: for practice"""
    animate: bool = False
    """whether it plays the whole run, in a form that can"""
    width: int | None = None
    """in pixels; None: the width of the layout"""
    frame: tuple[int, int] | None = None
    """width and height in pixels of the sheet in whose middle the picture stands; None: it has no other than itself"""

    @property
    def ground(self) -> Theme:
        """The theme of a form that cannot ask."""
        return self.theme or "light"

    def tells_value(self, kind: str) -> bool:
        """Whether the value of a node of this kind is to be seen, once there is one."""
        return "values" in self.parts or kind == "constant" or (self.given and kind == "input")
