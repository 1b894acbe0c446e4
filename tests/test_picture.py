"""What each line carries back, collapsed groups included."""

from __future__ import annotations

from typing import Any

import pytest

from app.picture import Picture, picture
from tests.runs import INTRODUCTION, run_of


def carried(found: Picture) -> dict[str, tuple[float | None, Any]]:
    return {id: (passage.slope, passage.contribution) for id, passage in found.passages.items()}


def test_every_line_has_its_slope_and_its_contribution() -> None:
    assert carried(picture(run_of(*INTRODUCTION))) == {
        "v.0": (2.0, 6.0), "v.1": (3.0, 9.0), "u.0": (1.0, 3.0), "u.1": (1.0, 3.0), "J.1": (3.0, 3.0)
    }  # fmt: skip


def test_a_line_that_no_gradient_passes_carries_nothing() -> None:
    found = picture(run_of("loss = cross_entropy(z, t)", {"z": [1, 2, 3], "t": 0}))
    assert [line.source for line in found.drawing.lines] == ["z", "t"]
    assert [passage.line.source for passage in found.passages.values()] == ["z"]


def test_a_collapsed_group_has_the_slope_of_its_inside() -> None:
    found = picture(run_of("f(x) = x*x + x; y = 2 f(a)", {"a": 3}), ["f"])
    (passage,) = [passage for passage in found.passages.values() if passage.line.source == "a"]
    assert passage.slope == pytest.approx(7)
    assert passage.contribution == pytest.approx(14)
    assert passage.text == "∂u/∂a"
    card = next(card for card in found.drawing.cards if card.collapsed)
    assert found.card_latex(card) == "u = f(a)"
    assert found.card_text(card) == "u = f(a)"


def test_gradients_are_partial_derivatives_only_of_one_number() -> None:
    assert picture(run_of(*INTRODUCTION)).partial
    assert not picture(run_of("y = 2x", {"x": [1, 2]}, upstream=[1, 1])).partial
