"""What may be chosen of an optimiser, a schedule, a clip or a generator: names, symbols, defaults and bounds."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from app.errors import NameProblem, ValueProblem
from app.messages import Text


@dataclass(frozen=True, slots=True, eq=False)
class Option:
    """One choice. `symbol` is its letter in the rule, "" for a flag, which only chooses lines."""

    name: str
    symbol: str
    default: float | bool | None
    doc: Text
    lowest: float = -math.inf
    below: float = math.inf
    """a number must be less than this"""
    kind: Literal["number", "whole", "flag"] = "number"
    positive: bool = False
    """whether 0 itself is refused"""


Chosen = dict[str, float]
"""option -> its number; flags are 1 and 0"""


def read_options(owner: str, options: Collection[Option], given: Mapping[str, Any]) -> Chosen:
    """Every option with a number, given or by default.

    Raises training.option_unknown, training.option_missing, training.option (out of its bounds, or no number).
    """
    names = [option.name for option in options]
    for name in given:
        if name not in names:
            close = get_close_matches(name, names, 1)
            listed = ", ".join(close or names) or "-"
            raise NameProblem("training.option_unknown", owner=owner, name=str(name)[:40], names=listed)
    return {option.name: read_option(owner, option, given.get(option.name, option.default)) for option in options}


def read_option(owner: str, option: Option, value: Any) -> float:
    if value is None:
        raise ValueProblem("training.option_missing", owner=owner, name=option.name)
    right = type(value) is bool if option.kind == "flag" else type(value) in (int, float) and math.isfinite(value)
    if right and option.kind == "whole":
        right = value == int(value)
    if right and option.kind != "flag":
        right = option.lowest <= value < option.below and not (option.positive and value <= 0)
    if not right:
        raise ValueProblem("training.option", owner=owner, name=option.name, wanted=wanted(option))
    return float(value)


def wanted(option: Option) -> str:
    """What an option takes, in signs that need no translation: `0 ≤ momentum < 1`."""
    if option.kind == "flag":
        return "true | false"
    bounds = f"0 < {option.name}" if option.positive and option.lowest <= 0 else ""
    if not bounds and option.lowest > -math.inf:
        bounds = f"{option.lowest:g} ≤ {option.name}"
    if option.below < math.inf:
        bounds = f"{bounds or option.name} < {option.below:g}"
    kind = "0, 1, 2, …" if option.kind == "whole" else ""
    return "; ".join(part for part in (kind, bounds) if part) or "-∞ < x < ∞"
