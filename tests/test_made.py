"""Which entries make an entry of a gradient."""

from __future__ import annotations

from typing import Any

import pytest

from app.made import made
from app.picture import picture
from tests.runs import run_of

X = [[1.0, 2.0], [-1.0, 1.0], [2.0, -1.0]]
W = [[1.0, -1.0, 0.5, 2.0], [0.5, 1.0, 0.0, 1.0]]


def parts(source: str, values: dict[str, Any], edge: str) -> list[tuple[str, bool, tuple[int | None, ...]]] | None:
    drawn = picture(run_of(source, values))
    found = made(drawn, drawn.passages[edge])
    return None if found is None else [(part.node, part.gradient, part.axes) for part in found]


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        ("v.0", [("v", True, (0, None)), ("W", False, (1, None))]),
        ("v.1", [("X", False, (None, 0)), ("v", True, (None, 1))]),
        ("Z.0", [("Z", True, (0, 1))]),
        ("Z.1", [("Z", True, (None, 0))]),
    ],
    ids=["rows of the other factor", "columns of the other factor", "entry by entry", "a broadcast undone"],
)
def test_a_layer_tells_rows_and_columns(edge: str, expected: list[Any]) -> None:
    values = {"X": X, "W": W, "b": [0.0, 0.5, 1.0, -1.0]}
    assert parts("Z = X @ W + b; y = sum(Z*Z)", values, edge) == expected


def test_a_gate_decides_and_makes_nothing() -> None:
    assert parts("h = relu(x); y = sum(h)", {"x": [1.0, -1.0]}, "h.0") == [("h", True, (0,))]


def test_softmax_makes_every_entry_of_all() -> None:
    assert parts("p = softmax(z); y = p[0]", {"z": [1.0, 2.0, 0.5]}, "p.0") == [
        ("p", False, (None,)),
        ("p", True, (None,)),
    ]


@pytest.mark.parametrize(
    ("source", "values", "edge"),
    [
        ("y = 3x", {"x": 2.0}, "y.1"),
        ("y = sum(reshape(x, 6))", {"x": X}, "u.0"),
        ("y = sum(x)", {"x": [[1.0] * 30] * 30}, "y.0"),
    ],
    ids=["a number", "entries that move", "too large to point at"],
)
def test_where_no_rows_and_columns_make_it_nothing_is_told(source: str, values: dict[str, Any], edge: str) -> None:
    assert parts(source, values, edge) is None


def test_a_way_back_may_mention_pi() -> None:
    assert parts("h = gelu(a); y = sum(h)", {"a": [1.0, 2.0]}, "h.0") is None
