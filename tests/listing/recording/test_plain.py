"""Following a chain back where no gradient flows."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from app.listing.recording.plain import REMEMBERED
from app.listing.recording.recorder import Recorder


def refused(code: Any) -> Recorder:
    with Recorder() as recorder, pytest.raises(RuntimeError):
        code(recorder)
    return recorder


def detached(recorder: Recorder) -> None:
    w, x = torch.tensor(2.0, requires_grad=True), torch.tensor(3.0)
    recorder.named(w, "w")
    recorder.named(x, "x")
    y = (w * x).detach()
    recorder.named(y, "y")
    loss: Any = (y - 1) ** 2
    recorder.named(loss, "loss")
    loss.backward()


def test_the_graph_of_a_refused_backward_goes_through_what_cut_it_and_has_no_gradients() -> None:
    found = refused(detached).broken()
    assert found
    assert [node.name for node in found.graph.nodes if node.named] == ["w", "x", "y", "loss"]
    assert found.run.value == 25.0 and found.run.gradients_by_name() == {}
    assert not any(found.graph.requires_grad)
    assert found.leaves["w"].requires_grad and not found.leaves["x"].requires_grad


def test_a_vector_whose_gradient_is_not_given_is_drawn_without_gradients() -> None:
    def vector(recorder: Recorder) -> None:
        y: Any = torch.ones(3, requires_grad=True) * 2
        y.backward()

    found = refused(vector).broken()
    assert found and found.graph.nodes[found.graph.output].shape == (3,) and found.run.gradients_by_name() == {}


def test_a_bounded_number_of_calls_is_remembered() -> None:
    with Recorder() as recorder:
        total = torch.zeros(2)
        for _ in range(2 * REMEMBERED):
            total = total + 1
    assert len(recorder.plain.table) == REMEMBERED
