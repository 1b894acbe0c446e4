"""What is wrong on one edge is carried back to every gradient that is made from it, as a gradient is."""

from __future__ import annotations

import numpy as np
import pytest

from app.mistakes.beyond import carried, mistakes_beyond
from app.mistakes.gradients import uses_of
from app.picture import picture
from tests.runs import run_of

TENSORS = ("u = W @ x + b\nh = tanh(u)\ny = sum(h h)", {"W": [[1, 2], [0, 1]], "x": [0.5, -1], "b": [0.1, 0.2]})
SCALARS = ("h = tanh(w x)\ny = h x + h²", {"w": 0.5, "x": 2})


@pytest.mark.parametrize(("source", "values"), [TENSORS, SCALARS])
def test_the_gradient_itself_is_carried_back_to_the_gradients_of_what_only_it_feeds(
    source: str, values: dict[str, object]
) -> None:
    drawn = picture(run_of(source, values))
    cards = {card.id: card.node for card in drawn.drawing.cards}
    gradient = drawn.run.gradients[cards["h"]]
    assert gradient is not None
    arrived = carried(drawn, "h", gradient)
    only = {id: arrived[id] for id in arrived if id != "x" or source == TENSORS[0]}
    assert len(only) >= 1
    for id, effect in only.items():
        np.testing.assert_allclose(effect, drawn.run.gradients[cards[id]], rtol=1e-12)  # type: ignore[arg-type]


def test_what_is_no_part_of_a_node_is_not_touched() -> None:
    drawn = picture(run_of("h = a²\ny = h b", {"a": 2, "b": 3}))
    assert set(carried(drawn, "h", 1.0)) == {"a"}


def test_large_graphs_are_left_alone() -> None:
    source = "\n".join(f"h_{{{k}}} = tanh({f'h_{{{k - 1}}}' if k else 'x'} + b)" for k in range(60))
    drawn = picture(run_of(source, {"x": 0.1, "b": 0.2}))
    assert not any(mistakes_beyond(drawn, uses_of(drawn)).values())
