"""What nobody saw being called is in the graph nevertheless: gradients of gradients, own functions, views, attention."""

from __future__ import annotations

from typing import Any

import pytest

from app.listing.recorded import run_recorded
from app.listing.recording.episode import Whole
from app.listing.recording.portable import restored

OWN = """\
import torch
class MyReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)
    @staticmethod
    def backward(ctx, g):
        print('back')
        (x,) = ctx.saved_tensors
        return g * (x > 0)
x = torch.tensor([1.0, -2.0, 3.0], requires_grad=True)
y = MyReLU.apply(x * 2)
y.sum().backward()
"""

CASES: dict[str, tuple[str, int, set[str]]] = {
    "own": (OWN, 0, {"MyReLU"}),
    "own, twice": (OWN.replace("print('back')", "pass").replace("x * 2)", "MyReLU.apply(x) - 1)"), 0, {"MyReLU", "MyReLU_2"}),
    "second": (
        "import torch\nx = torch.tensor(2.0, requires_grad=True)\ny = x ** 3\n"
        "g, = torch.autograd.grad(y, x, create_graph=True)\ng.backward()\n",
        1,
        set(),
    ),
    "penalty": (
        "import torch\nx = torch.tensor([1.0, 2.0], requires_grad=True)\nw = torch.tensor([0.5, -1.0], requires_grad=True)\n"
        "y = torch.tanh(w @ x)\ny.backward(create_graph=True)\n(x.grad ** 2).sum().backward()\n",
        1,
        {"tanhbackward"},
    ),
    "view": (
        "import torch\nm = torch.ones(2, 2, requires_grad=True)\nz = m * 3\nz[:, 1].mul_(2)\n(z * z).sum().backward()\n",
        0,
        {"setitem"},
    ),
    "row": (
        "import torch\nc = torch.ones(2, 2, requires_grad=True)\nd = c * 1\nrow = d[0]\nrow += 5 * c[1]\n"
        "(d * d).sum().backward()\n",
        0,
        {"setitem"},
    ),
    "attention": (
        "import torch\nfrom torch import nn\ntorch.manual_seed(0)\natt = nn.MultiheadAttention(4, 2, dropout=0.5)\n"
        "x = torch.randn(3, 1, 4)\nout, _ = att(x, x, x)\nout.pow(2).sum().backward()\n",
        0,
        set(),
    ),
}  # fmt: skip


def done(source: str, episode: int = 0) -> tuple[dict[str, Any], str]:
    events: list[dict[str, Any]] = []
    run_recorded(source, events.append, episode=episode)
    return events[-1], "".join(each["text"] for each in events if each["event"] == "console")


@pytest.mark.parametrize("case", CASES)
def test_the_graph_goes_to_its_leaves_and_agrees_with_torch(case: str) -> None:
    source, episode, stand_ins = CASES[case]
    last, printed = done(source, episode)
    assert last["error"] is None
    whole: Whole = restored(last["whole"], source)
    assert not whole.cut and whole.opaque == stand_ins
    assert whole.check["agrees"] and whole.check["rows"]
    assert printed == ("back\n" if case == "own" else "")


def test_a_function_of_the_listing_stands_at_its_line_and_a_wrong_backward_is_told() -> None:
    last, _ = done(OWN)
    assert [(code, OWN[slice(*span)]) for code, span, _ in last["whole"]["readings"]] == [
        ("own_backward", "y = MyReLU.apply(x * 2)")
    ]
    assert last["findings"] == []
    wrong, printed = done(OWN.replace("g * (x > 0)", "g"))
    assert [(each["code"], each["line"]) for each in wrong["findings"]] == [("own_backward", 8)]
    assert printed == "back\n"
    # What is no derivative on purpose: a straight-through estimate, a reversal of gradients.
    assert done(OWN.replace("x.clamp(min=0)", "x.sign()"))[0]["findings"] == []
    reversal = OWN.replace("x.clamp(min=0)", "x.view_as(x)").replace("g * (x > 0)", "-g")
    assert done(reversal)[0]["findings"] == []
    # At a kink there is a slope on each side, and either is right.
    for way_back in ("g * (x > 0)", "g * (x >= 0)"):
        assert done(OWN.replace("-2.0", "0.0").replace("g * (x > 0)", way_back))[0]["findings"] == []


def test_a_function_of_the_listing_is_called_as_often_as_torch_calls_it() -> None:
    counted = OWN.replace("print('back')", "calls.append(g.tolist())").replace(
        "import torch\n", "import torch\ncalls = []\n"
    )
    last, printed = done(counted + "print(len(calls), calls)\n")
    assert printed == "1 [[1.0, 1.0, 1.0]]\n"
    assert last["whole"]["opaque"] and last["episodes"][0]["nodes"] > 3
    raising = OWN.replace("(x,) = ctx.saved_tensors", "raise KeyError('mine')")
    assert done(raising)[0]["error"]["facts"] == {"exception": "KeyError", "message": "'mine'"}


def test_only_gradients_that_were_asked_for_are_compared() -> None:
    last, _ = done(
        "import torch\nx = torch.tensor(2.0, requires_grad=True)\nw = torch.tensor(3.0, requires_grad=True)\n"
        "torch.autograd.grad(w * x, x)\n"
    )
    whole = restored(last["whole"], "")
    assert whole.check["agrees"] and [row["name"] for row in whole.check["rows"]] == ["x"]
    last, _ = done(
        "import torch\nx = torch.tensor(2.0, requires_grad=True)\nw = torch.tensor(3.0, requires_grad=True)\n"
        "(w * x).backward(inputs=[x])\n"
    )
    whole = restored(last["whole"], "")
    assert whole.check["agrees"] and [row["name"] for row in whole.check["rows"]] == ["x"]
