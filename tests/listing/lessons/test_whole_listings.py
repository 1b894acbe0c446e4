"""Whole listings of beginners, each with one slip: what is said leads to it, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from app.listing.recorded import run_recorded
from app.messages import LANGUAGES

NET = """\
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self, width=4):
        super().__init__()
        self.hidden = nn.Linear(2, width)
        self.out = nn.Linear(width, 1)

    def forward(self, x):
        return self.out(torch.relu(self.hidden(x)))


torch.manual_seed(0)
net = Net()
x, y = torch.randn(6, 2), torch.randn(6, 1)
criterion = nn.MSELoss()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(3):
    optimizer.zero_grad()
    loss = criterion(net(x), y)
    loss.backward()
    optimizer.step()
    print(f"{epoch} {loss.item():.4f}")
"""

SLIPS = [
    ("import torch.nn as nn\n", "\n", 5, "`from torch import nn`", "`from torch import nn`"),
    ("self.hidden = ", "hidden = ", 12, "Line 8 assigns `hidden` without `self.`", "第 8 行赋值时没有写 `self.`"),
    ("self.hidden(x)", "self.hiden(x)", 12, "Did you mean `hidden`?", "是不是想写 `hidden`？"),
    ("        super().__init__()\n", "", 7, "`super().__init__()`", "写在第一行"),
    ("def forward(self, x)", "def forward(x)", 22, "Write `self` first", "把 `self` 写在第一个"),
    ("def forward", "def foward", 22, "Check the spelling", "请检查拼写和缩进"),
    ("        return self.out", "        self.out", 22, "without `return`", "没有 `return`"),
    ("nn.Linear(width, 1)", "nn.Linear(3, 1)", 12, "expects 3 features and received 4", "需要 3 个特征，却收到 4 个"),
    ("net.parameters()", "net.parameters", 19, "round brackets behind", "写上圆括号"),
    ("lr=0.1", "learning_rate=0.1", 19, "calls its rate `lr`", "学习率叫 `lr`"),
    ("nn.MSELoss()\n", "nn.MSELoss\n", 22, "`criterion = nn.MSELoss()`", "先创建：`criterion = nn.MSELoss()`"),
    ("net = Net()", "net = Net", 19, "`net = Net()`", "`net = Net()`"),
    ("{loss.item():.4f}", "{net(x):.4f}", 25, "`.4f` wants one number", "`.4f` 需要一个数"),
    ("torch.randn(6, 1)", "torch.randn(6, 1).double().numpy()", 22, "`torch.from_numpy(…)`", "`torch.from_numpy(…)`"),
    ("range(3)", "rang(3)", 20, "Did you mean `range`?", "是不是想写 `range`？"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "line", "english", "chinese"), SLIPS)
def test_a_slip_in_a_whole_listing_is_explained(right: str, wrong: str, line: int, english: str, chinese: str) -> None:
    assert NET.count(right) == 1
    events: list[dict[str, object]] = []
    run_recorded(NET.replace(right, wrong), events.append)
    lesson = events[-1]["lesson"]
    assert isinstance(lesson, dict), events[-1]["error"]
    assert english in lesson["text"]["en"] and chinese in lesson["text"]["zh-CN"], lesson
    assert lesson["line"] == line
    assert all("{" not in lesson["text"][language] for language in LANGUAGES)


@pytest.mark.parametrize(
    "slip", ["g, = torch.autograd.grad(y, x)\n(g * g).backward()", "y.backward()\nx.grad.backward()"]
)
def test_a_gradient_without_a_graph_is_known_by_the_line_that_made_it(slip: str) -> None:
    events: list[dict[str, Any]] = []
    run_recorded(f"import torch\nx = torch.tensor(2.0, requires_grad=True)\ny = x ** 3\n{slip}\n", events.append)
    lesson = events[-1]["lesson"]
    assert (lesson["code"], lesson["line"]) == ("no_graph", 4)
    assert "line 4" in lesson["text"]["en"] and "create_graph=True" in lesson["text"]["en"]
    assert "第 4 行" in lesson["text"]["zh-CN"] and "create_graph=True" in lesson["text"]["zh-CN"]
