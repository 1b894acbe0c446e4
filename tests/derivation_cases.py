"""Derivations as a lecturer would print them: a formula, and beside it every line that comes back, in each notation.

    in      J = 3(a+bc)                            the source
    with    {"a": 5, "b": 3, "c": 2}               values, as JSON
    partial \\frac{\\partial J}{\\partial u} = 3        lines of the way back in this notation, then the chains of the inputs

Blank lines part the cases; lines that begin with `#` are headings.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple, get_args

import numpy as np

from app.derivation import derivation
from app.engines import tape
from app.graph import build
from app.language import parse
from app.notation.gradients import Notation

FILE = Path(__file__).parent / "derivations.txt"
NOTATIONS: tuple[Notation, ...] = get_args(Notation)


class Case(NamedTuple):
    source: str
    values: dict[str, Any]
    text: str


def cases() -> list[Case]:
    """The cases of the file."""
    found = []
    for block in FILE.read_text().split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            source = "\n".join(line[8:] for line in lines if line.startswith("in "))
            values: dict[str, Any] = next((json.loads(line[8:]) for line in lines if line.startswith("with ")), {})
            found.append(Case(source, values, "\n".join(lines)))
    return found


def rendered(source: str, values: dict[str, Any]) -> str:
    """What comes back for a source, as the text of a case."""
    arrays = {name: float(value) if np.ndim(value) == 0 else np.array(value, float) for name, value in values.items()}
    run = tape.run(build(parse(source, values=values.keys()), arrays), arrays)
    told = [f"in      {line}" for line in source.split("\n")]
    told += [f"with    {json.dumps(values, ensure_ascii=False)}"] if values else []
    for notation in NOTATIONS:
        answer = derivation(run, notation, "en")
        lines = [line["latex"] for line in answer["lines"] if line["phase"] == "backward"][1:]
        told += [f"{notation:8}{line}" for line in lines]
        told += [f"{notation:8}{chain['latex']}" for chain in answer["chains"] if notation == "partial"]
    return "\n".join(told)
