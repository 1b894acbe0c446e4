"""The words for what each card does with gradients."""

from __future__ import annotations

import pytest

from app.gates import WORDS, gates
from app.picture import picture
from tests.runs import run_of


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("J = 3(a+bc)", {"J": ("scale",), "u": ("add",), "v": ("multiply",)}),
        ("y = max(a, b)", {"y": ("route",)}),
        ("y = x*x + x", {"y": ("add",), "u": ("multiply",), "x": ("fan",)}),
        ("y = a - b", {"y": ("add",)}),
        ("y = a / b", {}),
        ("y = (a-b)^2", {"u": ("add",)}),
        ("y = sin(x)", {}),
        ("f(x) = x*x; y = f(a) + f(a)", {"y": ("add",)}),
    ],
)
def test_a_gate_has_the_word_that_its_local_derivatives_bear_out(
    source: str, expected: dict[str, tuple[str, ...]]
) -> None:
    found = gates(picture(run_of(source)))
    assert {card: words for card, words in found.items() if card in expected} == expected
    assert expected or found == {}
    assert all(word in WORDS for words in found.values() for word in words)


def test_the_product_of_two_tensors_swaps_and_that_of_matrices_does_not() -> None:
    values = {"a": [1.0, 2.0], "b": [3.0, 4.0]}
    assert gates(picture(run_of("y = sum(a*b)", values)))["u"] == ("multiply",)
    matrices = {"W": [[1.0, 2.0], [3.0, 4.0]], "x": [1.0, 2.0]}
    assert "u" not in gates(picture(run_of("y = sum(W @ x)", matrices)))
