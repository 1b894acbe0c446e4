"""How a source was read -> rows for the answer: each decision in words, with the other reading where there is one.

The other reading is a whole source: what the writer would have written to be read so. Nothing is parsed here; LaTeX
is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from app.engines import Run
from app.language.names import ATOM, canonical, is_well_known
from app.language.readings import ALTERNATIVES, reading_text
from app.language.tree import Number, Program, Reading
from app.messages import Language

Other = Callable[[Reading, str, Run], str | None]


def reading_rows(run: Run, language: Language) -> list[dict[str, Any]]:
    """One row a decision, in the order of the source."""
    program = run.graph.program
    rows = []
    for reading in [*run.graph.readings, *defined_names(program)]:
        row: dict[str, Any] = {
            "code": reading.code,
            "text": reading_text(reading, language),
            "span": list(reading.span),
            "alternative": None,
        }
        other = OTHERS.get(reading.code) if program.syntax == "formula" else None
        source = other(reading, program.source, run) if other else None
        if source is not None:
            words = ALTERNATIVES[reading.code][language].format(**reading.facts)
            row["alternative"] = {"text": words, "source": source}
        rows.append(row)
    return rows


def defined_names(program: Program) -> list[Reading]:
    """Short names that would be products, were they not given a number: the way back from `product`."""
    found = []
    for name, definition in program.definitions.items():
        letters = ATOM.findall(name)
        given = isinstance(definition.body, Number)
        if given and 1 < len(letters) <= 3 and "".join(letters) == name and not is_well_known(name):
            product = "·".join(letters)
            found.append(Reading("defined_name", definition.span, {"name": name, "product": product}))
    return found


# ── the other readings ────────────────────────────────────────────────────────────────────────────────────────────


def as_name(reading: Reading, source: str, run: Run) -> str:
    """`bc` as one name: it gets the value that the product has, so that the numbers stay."""
    value = 1.0
    for factor in reading.facts["product"].split("·"):
        value *= scalar(run, factor)
    return f"{source.rstrip()}\n{reading.facts['run']} = {value:.12g}"


def scalar(run: Run, name: str) -> float:
    """The value of a name, 1 where it has none that is a number."""
    try:
        return float(name)
    except ValueError:
        found = {canonical(node.name): index for index, node in enumerate(run.graph.nodes) if node.named}
        found |= {canonical(each): index for each, index in run.graph.inputs.items()}
        index = found.get(canonical(name))
        value = None if index is None else run.values[index]
        return float(value) if value is not None and np.ndim(value) == 0 and np.isfinite(value) else 1.0


def as_letters(reading: Reading, source: str, run: Run) -> str:
    """`price` as p·r·i·c·e, wherever it stands."""
    name = reading.facts["name"]
    return everywhere(source, name, "·".join(ATOM.findall(name)))


def without_definition(reading: Reading, source: str, run: Run) -> str | None:
    """`bc` as b·c: without its definition it is read so."""
    statement = re.compile(rf"(?:^|(?<=\n)|;)[^\S\n]*{re.escape(reading.facts['name'])}\s*=[^;\n]*")
    left = re.sub(r"\n{2,}", "\n", statement.sub("", source, count=1)).strip(" ;\n")
    return left or None


def as_input(reading: Reading, source: str, run: Run) -> str:
    """`e` as an input of that name, with the same value."""
    return f"{source.rstrip()}\ne = 2.718281828459045"


def as_factor(reading: Reading, source: str, run: Run) -> str:
    """`σ(x)` as σ times x."""
    end = reading.span[1]
    return f"{source[:end]}·{source[end:]}"


def as_common_logarithm(reading: Reading, source: str, run: Run) -> str:
    return everywhere(source, "log", "log10")


def grouped_below(reading: Reading, source: str, run: Run) -> str | None:
    """`a/bc` as a/(bc)."""
    start, end = reading.span
    above, slash, below = source[start:end].partition("/")
    return f"{source[:start]}{above}{slash}({below}){source[end:]}" if slash and "/" not in below else None


def entry_by_entry(reading: Reading, source: str, run: Run) -> str | None:
    """`W x` as W * x, where those shapes can be multiplied so."""
    start, end = reading.span
    factors = re.fullmatch(rf"([^\s()\[\]]+)\s+([^\s()\[\]]+)|({ATOM.pattern})({ATOM.pattern})", source[start:end])
    nodes = run.graph.nodes
    product = next((node for node in nodes if node.span == reading.span and len(node.operands) == 2), None)
    if factors is None or product is None:
        return None
    try:
        np.broadcast_shapes(*(nodes[operand].shape for operand in product.operands))
    except ValueError:
        return None
    left, right = (part for part in factors.groups() if part is not None)
    return f"{source[:start]}{left} * {right}{source[end:]}"


def mixed(reading: Reading, source: str, run: Run) -> str:
    """`3½` as 3·½."""
    end = reading.span[1]
    return f"{source[: end - 1]}·{source[end - 1 :]}"


def everywhere(source: str, word: str, other: str) -> str:
    return re.sub(rf"(?<![^\W\d]){re.escape(word)}(?!\w)", other, source)


OTHERS: dict[str, Other] = {
    "product": as_name,
    "one_name": as_letters,
    "defined_name": without_definition,
    "euler": as_input,
    "letter_function": as_factor,
    "natural_logarithm": as_common_logarithm,
    "grouping": grouped_below,
    "matrix_product": entry_by_entry,
    "mixed_number": mixed,
}
