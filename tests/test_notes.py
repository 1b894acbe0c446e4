"""Which notes stand on which nodes, by the conditions in the rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.engines import tape
from app.graph import build
from app.language import parse
from app.messages import LANGUAGES
from app.notes import NOTES, notes


def codes(source: str, **values: Any) -> list[str]:
    """The notes on the output."""
    arrays = {name: np.array(value, float) if np.ndim(value) else float(value) for name, value in values.items()}
    graph = build(parse(source, values=values.keys()), arrays)
    upstream = np.ones(graph.nodes[graph.output].shape) if graph.nodes[graph.output].shape else None
    return list(notes(graph, tape.run(graph, arrays, upstream).values).get(graph.output, ()))


@pytest.mark.parametrize(
    ("source", "values", "expected"),
    [
        ("y = relu(x)", {"x": 0}, ["kink"]),
        ("y = relu(x)", {"x": 1e-300}, []),
        ("y = relu(x)", {"x": [1, 0, 2]}, ["kink"]),
        ("y = |x|", {"x": 0}, ["kink"]),
        ("y = √x", {"x": 0}, ["kink"]),
        ("y = √x", {"x": -1}, ["domain"]),
        ("y = ln(x)", {"x": 0}, ["domain"]),
        ("y = ln(x)", {"x": 0.1}, []),
        ("y = a/b", {"a": 1, "b": 0}, ["domain"]),
        ("y = a/b", {"a": 1e200, "b": 1e-200}, ["overflow"]),
        ("y = a^b", {"a": 0, "b": 0}, ["kink"]),
        ("y = a^b", {"a": 0, "b": 2}, []),
        ("y = a^b", {"a": 0, "b": -1}, ["domain"]),
        ("y = a^b", {"a": -2, "b": 0.5}, ["domain"]),
        ("y = a^b", {"a": 9, "b": 387420489}, ["overflow"]),
        ("y = exp(x)", {"x": 1000}, ["overflow"]),
        ("y = exp(x)", {"x": 700}, []),
        ("y = max(a, b)", {"a": 2, "b": 2}, ["tie"]),
        ("y = max(x)", {"x": [1, 3, 3]}, ["tie"]),
        ("y = max(x)", {"x": [1, 3, 2]}, []),
        ("y = max(x, dim=1)", {"x": [[1, 2], [3, 3]]}, ["tie"]),
        ("y = norm(x)", {"x": [0, 0]}, ["kink"]),
        ("y = elu(x)", {"x": 0}, []),
        ("y = elu(x, alpha=2)", {"x": 0}, ["kink"]),
        ("y = cross_entropy(z, t)", {"z": [1, 2, 3], "t": 3}, ["domain"]),
        ("y = cross_entropy(z, t)", {"z": [1, 2, 3], "t": 2}, []),
        ("y = binary_cross_entropy(p, t)", {"p": 1.5, "t": 1}, ["domain"]),
        ("y = x + 1", {"x": 0}, []),
    ],
)
def test_a_note_stands_where_its_condition_holds(source: str, values: dict[str, Any], expected: list[str]) -> None:
    assert codes(source, **values) == expected


def test_every_note_has_words_in_every_language() -> None:
    assert all(words[language] for words in NOTES.values() for language in LANGUAGES)
