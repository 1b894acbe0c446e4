"""`graph(...)` in a program."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.notebook import graph
from app.notebook.widget import answer


def test_a_formula_takes_numbers_lists_and_arrays_by_name() -> None:
    shown = graph("J = 3(a+bc)", a=5, b=np.float64(3), values={"c": 2})
    assert shown.value == 33.0
    assert shown.gradients == {"a": 3.0, "b": 6.0, "c": 9.0}
    assert graph("y = sum(x)", x=np.arange(3)).gradients == {"x": [1.0, 1.0, 1.0]}


def test_a_mistake_is_told_with_its_place() -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (its whole text is asserted)
        graph("J = sine(x)")
    assert str(caught.value) == "There is no function `sine`.\nDid you mean `sin`?\n\nJ = sine(x)\n    ^^^^"
    with pytest.raises(ValueError, match="没有函数"):
        graph("J = sine(x)", lang="zh")
    with pytest.raises(ValueError, match="lang is en or zh-CN"):
        graph("J = 3a", lang="fr")
    with pytest.raises(TypeError, match="takes a formula"):
        graph(3)


def test_a_tensor_is_drawn_with_the_names_of_the_calling_program() -> None:
    import torch

    w = torch.tensor(2.0, requires_grad=True)
    x = torch.tensor(3.0)
    loss = (w * x - 1) ** 2
    shown = graph(loss)
    assert [node["text"] for node in shown.payload["nodes"]] == ["w", "x", "v = w·x", "u = v − 1", "loss = u²"]
    assert shown.gradients["w"] == 30.0
    assert shown.payload["check"]["agrees"]
    # Other values are tried on the frozen graph.
    tried = answer(shown, {"type": "ask", "id": 1, "question": {"values": {"w": 1}}})["payload"]
    assert tried["value"] == 4.0 and tried["gradients"]["w"] == 12.0
    assert w.grad is None


def test_a_module_is_run_and_its_parts_are_groups() -> None:
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.fc1, self.fc2 = nn.Linear(2, 3), nn.Linear(3, 1)

        def forward(self, x: Any) -> Any:
            return self.fc2(torch.relu(self.fc1(x)))

    shown = graph(Net(), torch.ones(1, 2))
    assert [(group["label"], group["parent"]) for group in shown.payload["groups"]] == [
        ("Net", None), ("fc1", "Net"), ("fc2", "Net"),
    ]  # fmt: skip
    assert set(shown.gradients) >= {"fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias"}
    assert not shown.subject.asks
    with pytest.raises(TypeError, match="takes a formula"):
        graph(Net(), torch.ones(1, 2), a=5)


def test_a_network_with_too_many_numbers_is_drawn_with_summaries() -> None:
    import torch
    from torch import nn

    model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    shown = graph(model, torch.randn(64, 784))
    assert shown.gradients["0.weight"]["shape"] == [128, 784] and len(shown.gradients["2.bias"]) == 10
    assert shown.payload["check"]["agrees"] and not shown.subject.asks
    assert "128×784: −0.0" in repr(shown) and "‖·‖" in shown.svg()
    loss = nn.functional.cross_entropy(model(torch.randn(64, 784)), torch.randint(0, 10, (64,)))
    assert graph(loss, params=model).payload["check"]["agrees"]


def test_what_torch_has_let_go_of_is_told() -> None:
    import torch

    w = torch.tensor(2.0, requires_grad=True)
    loss: Any = (w * 3) ** 2
    loss.backward()
    with pytest.raises(ValueError, match="retain_graph=True"):
        graph(loss)
