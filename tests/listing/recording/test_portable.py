"""An episode on its way between processes."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import torch
from torch import nn

from app.language.printer import print_program
from app.listing.recording.portable import portable, restored
from app.listing.recording.recorder import Recorder


def sent(code: Any) -> tuple[Any, Any]:
    with Recorder("a = 1\nb = 2") as recorder:
        recorder.line = 2
        code(recorder)
    whole = recorder.whole(0)
    assert whole
    return whole, restored(json.loads(json.dumps(portable(whole))), "a = 1\nb = 2")


def network(recorder: Recorder) -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 2))
    recorder.named(model, "model")
    x = torch.randn(4, 2)
    recorder.named(x, "x")
    y: Any = (model(x))[1:3, 0].sort().values.sum()
    y.backward(torch.tensor(2.0))


def test_an_episode_arrives_as_it_was() -> None:
    before, after = sent(network)
    assert (
        after.check["agrees"] and before.check["agrees"] and len(after.check["rows"]) == len(before.check["rows"]) == 4
    )
    assert print_program(after.graph.program) == print_program(before.graph.program)
    assert [node._replace(tree=None, value=None) for node in after.graph.nodes] == [
        node._replace(tree=None, value=None) for node in before.graph.nodes
    ]
    assert after.graph.groups == before.graph.groups and after.opaque == before.opaque == {"sort"}
    assert [reading.code for reading in after.graph.readings] == ["opaque"]
    assert after.upstream == 2.0
    for ours, theirs in zip(after.run.values, before.run.values, strict=True):
        assert np.array_equal(ours, theirs)


def test_numbers_that_json_lacks_arrive_too() -> None:
    def code(recorder: Recorder) -> None:
        w = torch.tensor([1.0, float("inf")], requires_grad=True)
        recorder.named(w, "w")
        total: Any = w.sum()
        total.backward()

    before, after = sent(code)
    assert after.run.value == before.run.value == float("inf")
