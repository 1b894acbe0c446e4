"""Gradients written by hand in the styles of tutorials: right ones, of which nothing is said, and wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.listing.findings.by_hand import review
from app.listing.findings.finding import Evidence, Finding
from app.listing.findings.fixes import fix_of
from app.listing.machine import running
from app.listing.recording.recorder import Recorder
from app.listing.running import run
from app.messages import LANGUAGES
from app.web.listings import finding_row

HERE = Path(__file__).parent.parent / "cases" / "by_hand"
CASES = {each.stem: each.read_text("utf-8") for each in HERE.glob("*.py")}

MISTAKES = [
    # attributes of tensors, by functions
    ("attributes", "/ inp.shape[0]", "", "missing_factor"),
    ("attributes", "2. * diff", "diff", "half_gradient"),
    ("attributes", "2. * diff", "-2. * diff", "wrong_sign"),
    ("attributes", "(l1 > 0).float() * l2.g", "l2.g", "activation_left_out"),
    ("attributes", "out.g.sum(0)", "out.g.mean(0)", "divided_twice"),
    ("attributes", "inp.t() @ out.g", "out.g.t() @ inp", "transposed_gradient"),
    ("attributes", "inp.t() @ out.g", "inp.cos().t() @ out.g", "wrong_gradient"),
    # layers with a backward() of their own
    ("layers", " / self.targ.shape[0]", "", "missing_factor"),
    ("layers", "(self.inp > 0).float() * self.out.g", "self.out.g", "activation_left_out"),
    # what NumPy computes: a dict of gradients, attributes of layers
    ("dictionary", "1 / m * np.dot(dZ2, A1.T)", "np.dot(dZ2, A1.T)", "missing_factor"),
    ("dictionary", "np.multiply(np.dot(W2.T, dZ2), 1 - np.power(A1, 2))", "np.dot(W2.T, dZ2)", "activation_left_out"),
    ("own_attributes", "grad.sum(axis=0)", "grad.mean(axis=0)", "divided_twice"),
    ("own_attributes", "2 * self.diff / self.diff.size", "2 * self.diff", "missing_factor"),
    ("deep", "1 / m * np.dot(dZ, A_prev.T)", "np.dot(dZ, A_prev.T)", "missing_factor"),
    # lists, updates, names of other kinds
    ("pairs", " / y.numel()", "", "missing_factor"),
    ("pairs", "(g_h * (1 - h**2))", "g_h", "activation_left_out"),
    ("pairs", "h.t() @ g_out", "(out - y).expand(-1, 4).t() @ g_out", "wrong_gradient"),
    ("softmax", "    dlogits /= 12\n", "", "missing_factor"),
    ("logistic", " / m  # mean", "", "missing_factor"),
    ("logistic", "(h - y)", "(y - h)", "wrong_sign"),
    ("cost", "dj_dw = (", "dj_dw = 2 * (", "double_gradient"),
    ("inline", "2 * np.mean((y_hat - y) * x)", "2 * np.sum((y_hat - y) * x)", "missing_factor"),
    ("recurrent", "(1 - hs[t] * hs[t]) * dh", "dh", "wrong_gradient"),
]  # fmt: skip
WITHOUT_FIX = ("activation_left_out", "wrong_gradient")
"""what no one line mends"""


def evidence(source: str) -> Evidence:
    recorder = Recorder(source)
    run(source, lambda _: None, recorder=recorder)
    return Evidence(source, running(), recorder)


def found(source: str) -> list[Finding]:
    return list(review.by_hand(evidence(source)))


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "SHORTEST", 20.0)
    monkeypatch.setattr(review, "LONGEST", 20.0)


@pytest.mark.parametrize("case", sorted(CASES))
def test_nothing_is_said_of_gradients_that_are_right(case: str) -> None:
    assert found(CASES[case]) == []


@pytest.mark.parametrize(("case", "right", "wrong", "code"), MISTAKES)
def test_a_wrong_gradient_is_named_where_it_is_computed_with_its_cause(
    case: str, right: str, wrong: str, code: str
) -> None:
    source = CASES[case].replace(right, wrong)
    line = CASES[case][: CASES[case].index(right)].count("\n") + 1
    (finding,) = found(source)
    assert finding.code == code
    # Where what is wrong arrives at a named gradient only later, that one is named.
    assert abs(finding.line - line) <= 1 or case in ("own_attributes", "recurrent", "pairs", "dictionary", "deep")
    edit = fix_of(evidence(source), finding)
    for language in LANGUAGES:
        row = finding_row({"code": code, "line": finding.line, "facts": finding.facts, "replacement": edit}, language)
        assert finding.facts["ours"] in row["text"] and "{" not in row["text"] + row["fix"]
    if edit is not None:
        assert found(source[: edit["from"]] + edit["insert"] + source[edit["to"] :]) == []
    else:
        assert code in WITHOUT_FIX or case in ("own_attributes", "deep")


def test_a_listing_without_gradients_of_its_own_is_not_run_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review.Review, "findings", lambda self: pytest.fail("it was run again"))
    source = "import torch\nw = torch.tensor(1.0, requires_grad=True)\nloss = (w - 2) ** 2\nloss.backward()\nw.data -= 0.1 * w.grad\n"
    assert found(source) == []


def test_what_is_decided_on_purpose_is_no_mistake() -> None:
    clipped = CASES["logistic"].replace("    theta =", "    gradient = np.clip(gradient, -0.01, 0.01)\n    theta =")
    later = CASES["logistic"].replace(" / m  # mean", "").replace("alpha * gradient", "alpha * gradient / m")
    decayed = CASES["logistic"].replace(" / m  # mean", " / m + 0.1 * theta")
    averaged = CASES["logistic"].replace("    theta =", "    v = 0.9 * v + 0.1 * gradient\n    theta =").replace(
        "alpha * gradient", "alpha * v"
    ).replace("m = len", "v = 0\nm = len")  # fmt: skip
    for source in (clipped, later, decayed, averaged):
        assert source != CASES["logistic"]
        assert found(source) == []


SWEPT = """\
w = 0.0
for w in [0.5 * k for k in range(30)]:
    loss = (3 * w - 6) ** 2
w = 1.0
for epoch in range(3):
    loss = (3 * w - 6) ** 2
    dw = {factor} * 3 * (3 * w - 6)
    w = w - 0.01 * dw
{end}"""


@pytest.mark.parametrize("end", ["", "exit()\n", "for i in range(10**5):\n    w = w + 1\n"])
def test_neither_losses_before_a_gradient_nor_what_comes_behind_it_hide_it(end: str) -> None:
    assert found(SWEPT.format(factor=2, end=end)) == []
    (finding,) = found(SWEPT.format(factor=1, end=end))
    assert (finding.code, finding.line, finding.facts["ours"]) == ("half_gradient", 7, "−9")


def test_a_long_way_to_the_first_gradient_gets_time_to_be_gone_again(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "for i in range(20_000):\n    v = i\n" + SWEPT.format(factor=1, end="")
    monkeypatch.setattr(review, "SHORTEST", 0.0)
    for runs, codes in ((0, []), (100, ["half_gradient"])):
        monkeypatch.setattr(review, "RUNS", runs)
        assert [each.code for each in found(source)] == codes


IN_TURNS = """\
import numpy as np
X, Y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])
{start}
def train(w, lr):
    for epoch in range(3):
        loss = ((w * X - Y) ** 2).mean()
        dw = {first} * ((w * X - Y) * X).mean() + np.zeros_like(w)
        w -= lr * dw
    return w
print(train(w, 0.1))
{again}
for epoch in range(3):
    loss = ((w * X - Y) ** 2).mean()
    {name} = {second} * ((w * X - Y) * X).mean() + np.zeros_like(w)
    w -= 0.1 * {name}
for x, y in zip(X, Y):
    loss = (w * x - y) ** 2
    dw = {third} * (w * x - y) * x
    w = w - 0.01 * dw
"""


@pytest.mark.parametrize("start", ["w = 0.5", "w = np.array([0.5])", "w = np.array(0.5)"])
@pytest.mark.parametrize("again", ["", "w = w * 0 + 0.25"])
@pytest.mark.parametrize("name", ["dw", "grad"])
def test_each_loop_is_judged_by_its_own_losses(start: str, again: str, name: str) -> None:
    def lines(*factors: str) -> list[tuple[str, int]]:
        first, second, third = factors
        source = IN_TURNS.format(start=start, again=again, name=name, first=first, second=second, third=third)
        return [(each.code, each.line) for each in found(source)]

    assert lines("2", "2", "2") == []
    assert lines("2", "1", "2") == [("half_gradient", 14)]
    assert lines("2", "2", "-2") == [("wrong_sign", 18)]
    assert lines("4", "2", "1") == [("double_gradient", 7), ("half_gradient", 18)]


ONE_BY_ONE = """\
import numpy as np
X, Y = np.array([1.0, 2.0, 3.0]), np.array([2.5, 4.0, 7.0])
def cost(w):
    return np.mean((w * X - Y) ** 2)
{start}
v = 0.0
print(cost(w))
for epoch in range(3):
    {loss_of_all}
    for x, y in zip(X, Y):
        {loss_of_one}
        grad_w = {factor} * x * (w * x - y)
        {update}
    print(epoch)
"""


@pytest.mark.parametrize("start", ["w = 1.0", "w = np.array([1.0])"])
@pytest.mark.parametrize(
    "update", ["w -= 0.1 * grad_w", "w = w - 0.1 * grad_w", "v = 0.9 * v + grad_w; w = w - 0.1 * v"]
)
def test_the_gradient_of_one_example_is_not_held_against_the_loss_of_all(start: str, update: str) -> None:
    for loss_of_all in ("pass", "loss = cost(w)"):
        given = {"start": start, "update": update, "loss_of_all": loss_of_all}
        assert found(ONE_BY_ONE.format(**given, loss_of_one="pass", factor=2)) == []
        one = "l = float(((w * x - y) ** 2).sum())" if "array" in start else "l = (w * x - y) ** 2"
        assert found(ONE_BY_ONE.format(**given, loss_of_one=one, factor=2)) == []
        (finding,) = found(ONE_BY_ONE.format(**given, loss_of_one=one, factor=1))
        assert (finding.code, finding.facts["loss"]) == ("half_gradient", "l")


LOSS_BEHIND = """\
import numpy as np
X, Y = np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 0.5]]), np.array([2.5, 4.0, 7.0])
X_test, Y_test = X[::-1] * 1.7, Y * 0.3
w = np.array([0.5, -0.25])
for epoch in range(3):
    for x, y in zip(X, Y):
        grad = {factor} * x * (x @ w - y)
        {update}
        l = {loss}
    print(epoch, l)
"""


@pytest.mark.parametrize("update", ["w -= 0.1 * grad", "w = w - 0.1 * grad"])
def test_a_loss_behind_the_update_is_held_against_the_gradient_before_it(update: str) -> None:
    own, other = "(x @ w - y) ** 2", "((X_test @ w - Y_test) ** 2).mean()"
    assert found(LOSS_BEHIND.format(factor=2, update=update, loss=own)) == []
    (finding,) = found(LOSS_BEHIND.format(factor=1, update=update, loss=own))
    assert (finding.code, finding.line) == ("half_gradient", 7)
    for factor in (1, 2):
        assert found(LOSS_BEHIND.format(factor=factor, update=update, loss=other)) == []


def test_the_loss_that_is_meant_is_told_from_that_of_other_examples() -> None:
    source = """\
import numpy as np
rng = np.random.default_rng(0)
X, y, X_test, y_test = rng.normal(size=(30, 2)), rng.normal(size=30), rng.normal(size=(9, 2)), rng.normal(size=9)
w = np.zeros(2)
for epoch in range(3):
    train_loss = ((X @ w - y) ** 2).mean()
    test_loss = ((X_test @ w - y_test) ** 2).mean()
    dw = {factor} * X.T @ (X @ w - y) / 30
    w = w - 0.1 * dw
"""
    assert found(source.format(factor=2)) == []
    (finding,) = found(source.format(factor=1))
    assert (finding.code, finding.facts["loss"]) == ("half_gradient", "train_loss")


def test_the_backward_of_a_function_for_torch_is_no_matter_of_names() -> None:
    assert (
        found("""\
import torch
class Through(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x): return x.round()
    @staticmethod
    def backward(ctx, g):
        x = torch.ones(2)
        grad_x = 3 * g
        loss = (x * x).sum()
        return grad_x
x = torch.tensor([0.4, 1.7], requires_grad=True)
loss = Through.apply(x).sum()
loss.backward()
""")
        == []
    )


AVERAGED = """\
import {library} as np
x = np.linspace(-1, 1, 6); y = 3 * x
w, v, m, rate = np.zeros(1), np.zeros(1), np.zeros(1), 0.1
for t in range(1, 5):
    loss = ((w * x - y) ** 2).mean()
    {name} = ({factor} * (w * x - y) * x).mean()
    {update}
"""


@pytest.mark.parametrize(("library", "name"), [("numpy", "g"), ("torch", "grad")])
@pytest.mark.parametrize(
    "update",
    [
        "v = 0.9 * v + {name}; w = w - rate * v",
        "v = 0.9 * v + 0.1 * {name}; w -= rate * v",
        "m = 0.9 * m + 0.1 * {name}; v = 0.99 * v + 0.01 * {name} ** 2; w = w - rate * m / (v ** 0.5 + 1e-8)",
    ],
)
def test_a_gradient_that_goes_into_an_average_is_of_what_moves_by_it(library: str, name: str, update: str) -> None:
    def codes(factor: str) -> list[tuple[str, int]]:
        written = AVERAGED.format(library=library, name=name, factor=factor, update=update.format(name=name))
        return [(each.code, each.line) for each in found(written)]

    assert codes("2") == []
    assert codes("1") == [("half_gradient", 6)]
    assert codes("-2") == [("wrong_sign", 6)]


def test_a_gradient_that_is_taken_ahead_of_where_the_loss_is_is_left_alone() -> None:
    source = AVERAGED.format(library="numpy", name="g", factor=2, update="v = 0.9 * v - rate * g; w = w + v")
    assert found(source.replace("(2 * (w ", "(2 * ((w + 0.9 * v) ")) == []


LAYERED = """\
import numpy as np
np.random.seed(0)
x, y = np.random.randn(8, 3), np.random.rand(8, 1)
V, W = np.random.randn(3, 4), np.random.randn(4, 1)
for i in range(2):
    h = {forward}
    out = h @ W
    loss = np.mean((out - y) ** 2)
    d_out = 2 * (out - y) / len(x)
    dW = h.T @ d_out
    dh = d_out @ W.T
    dV = x.T @ dh
    V -= 0.1 * dV
    W -= 0.1 * dW
"""


@pytest.mark.parametrize(
    ("forward", "function"),
    [("1 / (1 + np.exp(-(x @ V)))", "sigmoid"), ("np.tanh(x @ V)", "tanh"), ("np.maximum(0, x @ V)", "relu")],
)
def test_an_activation_without_its_slope_is_told_behind_a_product_too(forward: str, function: str) -> None:
    (finding,) = found(LAYERED.format(forward=forward))
    assert (finding.code, finding.line, finding.facts["function"]) == ("activation_left_out", 12, function)


ON_THE_WAY = """\
import numpy as np
np.random.seed(0)
X, Y = np.random.randn(9, 2), np.ones((9, 1))
P = {"W1": np.random.randn(2, 3), "W2": np.random.randn(3, 1)}
V = {k: 0 * v for k, v in P.items()}
for i in range(3):
    Z1 = X @ P["W1"]
    A1 = np.tanh(Z1)
    A2 = A1 @ P["W2"]
    cost = np.mean((A2 - Y) ** 2)
    dA2 = 2 * (A2 - Y)
    grads = {"W2": A1.T @ dA2 / 9}
    dZ1 = dA2 @ P["W2"].T * (1 - A1 ** 2)
    grads["W1"] = X.T @ dZ1 / 9
    for k in P:
        V[k] = 0.9 * V[k] + grads[k]
        P[k] -= 0.1 * V[k]
"""


def test_a_factor_may_come_behind_what_is_on_the_way() -> None:
    assert found(ON_THE_WAY) == []


def test_noise_in_what_is_averaged_is_no_wrong_gradient() -> None:
    update = "g = g + t / 7; v = 0.9 * v + g; w = w - rate * v"
    assert found(AVERAGED.format(library="numpy", name="g", factor=2, update=update)) == []


def test_a_gradient_of_some_rows_is_not_held_against_the_loss_of_all() -> None:
    source = """\
import numpy as np
np.random.seed(0)
X = np.random.randn(40, 2); y = X @ np.array([1.0, 2.0]); w = np.zeros(2)
for t in range(4):
    rows = np.random.choice(40, 8, replace=False)
    xb, yb = X[rows], y[rows]
    loss = np.mean(({x} @ w - {y}) ** 2)
    grad = 2 * xb.T @ (xb @ w - yb) * np.array([1, {factor}]) / 8
    w -= 0.1 * grad
"""
    assert found(source.format(x="X", y="y", factor=1)) == []
    assert found(source.format(x="xb", y="yb", factor=1)) == []
    (finding,) = found(source.format(x="xb", y="yb", factor=3))
    assert (finding.code, finding.line) == ("wrong_gradient", 8)
