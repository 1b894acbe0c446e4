"""Episodes with tensors too large to be told number by number: drawn all the same, and honest about it."""

from __future__ import annotations

import json
import math
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch

from app.listing.recorded import run_recorded
from app.listing.recording.portable import restored
from app.summaries import Summary
from app.views.dot import dot
from app.views.episode import episode_payload
from app.views.look import Look
from app.views.svg import svg
from app.views.tikz import tikz

CLASSIFIER = """\
import torch
from torch import nn
torch.manual_seed(0)
X = torch.randn(64, 784)
y = torch.randint(0, 10, (64,))
model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
for step in range(2):
    loss = nn.functional.cross_entropy(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
"""
IMAGES = """\
import torch
from torch import nn
torch.manual_seed(0)
x, y = torch.randn(8, 1, 28, 28), torch.randint(0, 10, (8,))
model = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(676, 10))
nn.functional.cross_entropy(model(x), y).backward()
"""
WORDS = """\
import torch
from torch import nn
torch.manual_seed(0)
table, head = nn.Embedding(5000, 64), nn.Linear(64, 1)
v = table(torch.randint(0, 5000, (32, 20))).mean(dim=1)
head(v).pow(2).mean().backward()
"""


@cache
def done(source: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = []
    run_recorded(source, found.append, near=2)
    told: dict[str, Any] = json.loads(json.dumps(found[-1]))
    return told


def graph(source: str) -> dict[str, Any]:
    assert done(source)["refusal"] is None
    return episode_payload(restored(done(source)["whole"], source), "en")


def by_name(payload: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {node["name"]: node for node in payload["nodes"]}


@pytest.mark.parametrize("source", [CLASSIFIER, IMAGES, WORDS], ids=["classifier", "images", "words"])
def test_a_graph_with_large_tensors_is_drawn_whole_small_and_true(source: str) -> None:
    payload = graph(source)
    assert len(json.dumps(payload)) < 2_000_000
    assert payload["check"]["agrees"] and len(payload["check"]["rows"]) >= 3
    assert not any(reading["code"] in ("cut", "opaque") for reading in payload["readings"])
    for node in payload["nodes"]:
        size = math.prod(node["shape"])
        for value in (node["value"], node["gradient"]):
            if isinstance(value, dict):
                assert value["shape"] == node["shape"] and size > 1_000
                assert value["min"] <= value["mean"] <= value["max"] and sum(value["histogram"]) == size
            elif value is not None:
                assert np.shape(value) == tuple(node["shape"]) and size <= 1_000
    assert any(isinstance(node["value"], dict) for node in payload["nodes"])
    assert payload["formula"] is None
    assert [step["phase"] for step in payload["steps"]].count("backward") == 1 + sum(
        edge["contribution"] is not None for edge in payload["edges"]
    )


def test_a_summary_tells_what_torch_has() -> None:
    torch.manual_seed(0)
    torch.randn(64, 784), torch.randint(0, 10, (64,))
    weight = torch.nn.Linear(784, 128).weight.detach()
    told = by_name(graph(CLASSIFIER))["model.0.weight"]["value"]
    expected = {
        "min": weight.min(),
        "max": weight.max(),
        "mean": weight.mean(),
        "std": weight.std(),
        "norm": weight.norm(),
    }
    assert {name: told[name] for name in expected} == pytest.approx(
        {n: float(x) for n, x in expected.items()}, rel=1e-5, abs=1e-6
    )
    assert told["first"] == pytest.approx(weight.flatten()[:8].tolist()) and told["nonfinite"] == 0


def test_the_choice_of_relu_is_not_made_up_where_its_numbers_are_not_told() -> None:
    bars = [step["bar"] for step in graph(CLASSIFIER)["steps"]]
    assert any(r"\odot" in bar and "> 0" in bar for bar in bars)


def test_the_episodes_beside_it_come_too() -> None:
    assert list(done(CLASSIFIER)["around"]) == ["1"]
    beside = restored(done(CLASSIFIER)["around"]["1"], CLASSIFIER)
    assert beside.check["agrees"] and beside.run.value != restored(done(CLASSIFIER)["whole"], CLASSIFIER).run.value


def test_every_picture_shows_the_summary_and_no_number_of_a_large_tensor() -> None:
    payload = graph(CLASSIFIER)
    weight = by_name(payload)["model.0.weight"]["value"]
    pictures = [
        svg(payload, Look()),
        svg(payload, Look(language="zh-CN", step=3)),
        dot(payload, Look()),
        tikz(payload, Look()),
    ]
    assert "128 × 784" in pictures[0] and "mean" in pictures[0] and "均值" in pictures[1]
    assert "128 × 784, ‖·‖" in pictures[2] and r"128 \times 784" in pictures[3]
    assert all(str(weight["first"][0])[:6].replace("-", "−") not in picture for picture in pictures)


def test_each_sum_on_the_way_is_told_and_one_that_nobody_made_is_a_shape() -> None:
    source = WORDS.replace("v = table(", "v = table.weight[:32] + table.weight[32:64] + table(")
    payload = graph(source)
    steps = [step["value"] for step in payload["steps"] if step["node"] == "table.weight"]
    assert len(steps) == 3 and steps[2] == by_name(payload)["table.weight"]["gradient"]
    brought = [edge["contribution"] for edge in payload["edges"] if edge["source"] == "table.weight"]
    means = [each["mean"] for each in brought]
    assert any(steps[1]["mean"] == pytest.approx(steps[0]["mean"] + each) for each in means)
    assert steps[2]["mean"] == pytest.approx(sum(means)) and "norm" in steps[1]
    one, two = (Summary.of(np.ones((2, 3))) for _ in range(2))
    assert (one + two).row() == {"shape": [2, 3]}


def test_torchs_own_names_for_layers_of_networks_are_drawn_at_any_size() -> None:
    source = """\
import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
q, k, v = (torch.randn(4, 40, 32, requires_grad=True) for _ in range(3))
mask = torch.rand(40, 40) > 0.3
a = F.scaled_dot_product_attention(q, k, v, is_causal=True) + F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
image = torch.randn(8, 16, 12, 18, requires_grad=True)
b = nn.AdaptiveAvgPool2d(1)(image).sum() + nn.AdaptiveAvgPool2d((2, 3))(image).pow(2).sum()
c = F.adaptive_avg_pool1d(image[0], 1).pow(2).sum() + nn.AdaptiveMaxPool2d((4, 6))(image).pow(2).sum()
(a.pow(2).sum() + b + c).backward()
"""
    payload = graph(source)
    assert payload["check"]["agrees"] and not payload["readings"], payload["readings"]
    rows = {node["operation"] for node in payload["nodes"]}
    assert rows >= {"masked_attention", "mean", "avg_pool2d", "max_pool2d"}


def test_a_recurrent_layer_too_large_for_a_stand_in_is_drawn_as_what_torch_makes_of_it() -> None:
    source = """\
import torch
from torch import nn
torch.manual_seed(0)
table, rnn, cell = nn.Embedding(500, 32), nn.LSTM(32, 48, batch_first=True), nn.GRU(48, 48, batch_first=True)
states, (h, c) = rnn(table(torch.randint(0, 500, (8, 3))))
(h[-1].pow(2).mean() + c.pow(2).mean() + cell(states)[0].sum()).backward()
"""
    payload = graph(source)
    assert payload["check"]["agrees"] and len(payload["check"]["rows"]) == 9
    assert not any(reading["code"] in ("cut", "opaque") for reading in payload["readings"])
    assert {"lstm", "cell"} == {group["label"] for group in payload["groups"]} and len(payload["nodes"]) < 60


def test_numbers_that_are_none_are_counted_and_not_hidden() -> None:
    source = WORDS.replace("v = table(", "table.weight.data[0] = float('nan')\nv = table(")
    told = by_name(graph(source))["table.weight"]["value"]
    assert told["nonfinite"] == 64 and told["mean"] == told["norm"] == "NaN"
    assert sum(told["histogram"]) == 5000 * 64 - 64


def test_a_tensor_beyond_all_limits_is_named_and_what_to_do() -> None:
    source = "import torch\nw = torch.ones(4_000_001, requires_grad=True)\n(w * 2).sum().backward()\n"
    refusal = done(source)["refusal"]
    assert refusal["code"] == "limit.recorded" and refusal["facts"]["name"] == "w"
