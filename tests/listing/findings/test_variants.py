"""The same mistakes as others write them: each is found at its line, and one click mends it."""

from __future__ import annotations

from typing import Any

import pytest

from app.listing.recorded import run_recorded
from app.messages import LANGUAGES
from app.web.listings import finding_row

NET = """\
import torch
from torch import nn
import torch.nn.functional as F
net = nn.Sequential(nn.Linear(2, 3), nn.Softmax(dim=1))
lin = nn.Linear(2, 3)
opt = torch.optim.SGD(lin.parameters(), lr=0.1)
x, t = torch.ones(4, 2), torch.tensor([0, 1, 2, 0])
"""

MODES = """\
import torch
from torch import nn
import torch.nn.functional as F
net = nn.Sequential(nn.Linear(2, 3), nn.Dropout(0.5), nn.Linear(3, 3))
opt = torch.optim.SGD(net.parameters(), lr=0.1)
x, t = torch.ones(4, 2), torch.tensor([0, 1, 2, 0])

for i in range(3):
    opt.zero_grad()
    loss = F.cross_entropy(net(x), t)
    loss.backward()
    opt.step()
"""

VARIANTS: list[tuple[str, int, str]] = [
    ("softmax_twice", 8, NET + "loss = nn.CrossEntropyLoss()(net(x), t)\nloss.backward()\n"),
    ("softmax_twice", 9, NET + "p = F.softmax(lin(x), dim=1)\nloss = F.cross_entropy(p, t)\nloss.backward()\n"),
    ("log_missing", 9, NET + "p = lin(x).softmax(1)  # 概率\nloss = F.nll_loss(p, t)\nloss.backward()\n"),
    (
        "step_first", 10,
        NET + "for i in range(3):\n    loss = F.cross_entropy(lin(x), t)\n    opt.step()\n    opt.zero_grad()\n    loss.backward()\n",
    ),
    (
        "zeroed_before_step", 12,
        NET + "for i in range(3):\n    loss = F.cross_entropy(lin(x), t)\n    loss.backward()\n    lin.zero_grad()\n    opt.step()\n",
    ),
    (
        "frozen", 6,
        "import torch\nw = torch.zeros(2)\nb = torch.zeros(1, requires_grad=True)\nopt = torch.optim.SGD([w], lr=0.1)\n"
        "((w * 2 + b) ** 2).sum().backward()\nopt.step()\n",
    ),
    (
        "never_zeroed", 6,
        "import torch\na = torch.ones(1, requires_grad=True)\nb = torch.zeros(1, requires_grad=True)\nfor t in range(4):\n"
        "    l = (a * 2 + b - 5).pow(2).sum()\n    l.backward()\n    with torch.no_grad():\n"
        "        a -= 1e-3 * a.grad\n        b -= 1e-3 * b.grad\n",
    ),
    (
        "never_zeroed", 5,
        "import torch\na = torch.ones(1, requires_grad=True)\nb = torch.ones(1, requires_grad=True)\nfor x, y in [(1, 2), (2, 4)] * 3:\n"
        "    (a * x ** 2 + b * x - y).pow(2).backward()\n    a.data -= 0.01 * a.grad\n    b.data -= 0.01 * b.grad\n"
        "    a.grad.zero_()\n",
    ),
    (
        "update_recorded", 8,
        "import torch\nclass Model:\n    def __init__(self):\n        self.w = torch.tensor(0.5, requires_grad=True)\n"
        "model = Model()\nfor i in range(3):\n    (model.w * 2 - 4).pow(2).backward()\n"
        "    model.w = model.w - 0.1 * model.w.grad\n",
    ),
    (
        "update_recorded", 7,
        "import torch\nW = torch.ones(2, requires_grad=True)\nb = torch.zeros(1, requires_grad=True)\nlr = 0.01\n"
        "for i in range(2):\n    ((W + b) ** 2).sum().backward()\n    W = W - lr * W.grad\n    b = b - lr * b.grad\n",
    ),
    ("leaf_in_place", 4, "import torch\nb = torch.ones(2, requires_grad=True)\n(b * 2).sum().backward()\nb.sub_(0.1 * b.grad)\n"),
    ("whole_numbers", 3, "import torch\nn = torch.tensor([[1, 2], [3, 4]])\nn.requires_grad = True\n"),
    ("whole_numbers", 3, "import torch\nn = torch.tensor(5)\nn.requires_grad_(True)\n"),
    ("softmax_twice", 13, NET.replace("from torch import nn", "from torch import nn\nclass Net(nn.Module):\n"
        "    def __init__(self):\n        super().__init__()\n        self.softmax = nn.Softmax(dim=1)\n"
        "    def forward(self, x):  return self.softmax(x)") + "F.cross_entropy(Net()(lin(x)), t).backward()\n"),
    (
        "frozen", 6,
        "import torch\nw, x = torch.ones(2, requires_grad=True), 3.0\nb = torch.zeros(1)\nopt = torch.optim.Adam([w, b])\n"
        "(w.sum() * x + b).sum().backward()\nopt.step()\n",
    ),
    ("softmax_twice", 13, NET.replace("from torch import nn", "from torch import nn\nclass Net(nn.Module):\n"
        "    def __init__(self):\n        super().__init__()\n        self.act = nn.Sigmoid()\n"
        "    def forward(self, x):  return self.act(x)") + "F.cross_entropy(Net()(lin(x)), t).backward()\n"),
    ("softmax_twice", 9, NET + "p = F.softmax(input=lin(x), dim=1)\nF.cross_entropy(p, t).backward()\n"),
    (
        "plain_tensor", 6,
        "import torch\nfrom torch import nn\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.w = torch.zeros(2, requires_grad=True)\n        self.b = nn.Parameter(torch.zeros(1))\n"
        "    def forward(self, x): return x @ self.w + self.b\nnet = Net()\nopt = torch.optim.SGD(net.parameters(), lr=0.1)\n"
        "for i in range(3):\n    opt.zero_grad()\n    (net(torch.ones(3, 2)) - 1).pow(2).mean().backward()\n    opt.step()\n",
    ),
    ("softmax_twice", 8, NET + "F.cross_entropy(lin(x).softmax(1).view(4, -1), t).backward()\n"),
    ("log_softmax_twice", 9, NET + "p = F.log_softmax(lin(x), dim=1)\nF.cross_entropy(p, t).backward()\n"),
    ("log_missing", 8, NET + "F.nll_loss(net(x), t).backward()\n"),
    ("no_log_probabilities", 9, NET + "loss_fn = nn.NLLLoss()\nloss_fn(lin(x), t).backward()\n"),
    ("stretched", 8, NET + "F.mse_loss(lin(x)[:, :1], t.float()).backward()\n"),
    ("stretched", 9, NET + "out = lin(x)[:, :1]\n((t - out) ** 2).mean().backward()\n"),
    (
        "never_zeroed", 6,
        "import torch\nws = [torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)]\nfor i in range(3):\n"
        "    l = (ws[0].sum() * ws[1] - 1).pow(2).sum()\n\n    l.backward()\n    with torch.no_grad():\n        for w in ws: w -= 0.01 * w.grad\n",
    ),
    (
        "never_zeroed", 11,
        NET + "two = torch.optim.SGD(net.parameters(), lr=0.1)\nfor i in range(3):\n    two.zero_grad()\n"
        "    F.cross_entropy(lin(x) + net(x), t).backward()\n    opt.step(); two.step()\n",
    ),
    (
        "climbs", 8,
        "import torch\nw, lr = torch.tensor(0.5, requires_grad=True), 0.01\nfor i in range(4):\n    w.grad = None\n"
        "    loss = (w * 2 - 3) ** 2\n    loss.backward()\n    with torch.no_grad():\n        w += lr * w.grad\n",
    ),
    (
        "zeroed_before_step", 11,
        NET + "for i in range(3):\n    F.cross_entropy(lin(x), t).backward()\n    opt.zero_grad(set_to_none=False)  # 清零\n    opt.step()\n",
    ),
    (
        "zeroed_before_update", 7,
        "import torch\nw = torch.tensor(1.0, requires_grad=True)\nfor i in range(3):\n    (w * 2).pow(2).backward()\n"
        "    w.grad.zero_()  # forget\n    with torch.no_grad():\n        w -= 0.1 * w.grad\n",
    ),
    ("never_stepped", 11, NET + "for i in range(3):\n    opt.zero_grad()\n    loss = F.cross_entropy(lin(x), t)\n    loss.backward()\n"),
    (
        "replaced", 9,
        NET + "two = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 9))\nopt = torch.optim.SGD(two.parameters(), lr=0.1)\n"
        "two[1] = nn.Linear(2, 3)  # ours\nfor i in range(3):\n    opt.zero_grad()\n    F.cross_entropy(two(x), t).backward()\n    opt.step()\n",
    ),
    (
        "plain_list", 7,
        "import torch\nfrom torch import nn\n\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.inner = [nn.Linear(2, 2), nn.Linear(2, 2)]\n        self.out = nn.Linear(2, 1)\n    def forward(self, x):\n"
        "        for each in self.inner: x = each(x)\n        return self.out(x)\nnet = Net()\nopt = torch.optim.SGD(net.parameters(), lr=0.1)\n"
        "for i in range(2):\n    opt.zero_grad()\n    net(torch.ones(3, 2)).pow(2).mean().backward()\n    opt.step()\n",
    ),
    ("eval_left_on", 12, MODES + "    net.eval()\n    with torch.no_grad(): net(x)\n"),
    ("eval_forgotten", 15, MODES + "\nwith torch.no_grad():\n    print(net(x).argmax(1))\n"),
    ("graph_kept", 14, MODES.replace("for i", "total = 0\nfor i") + "    total += loss * len(x)\nprint(total / 3)\n"),
    ("graph_kept", 14, MODES.replace("for i", "all = []\nfor i") + "    all.append(loss)\nprint(all[-1].item())\n"),
    ("only_named", 9, NET + "F.cross_entropy(lin(x), t).backward()\nopt.step\n"),
    ("only_named", 9, NET + "for i in range(2):\n    opt.zero_grad\n    F.cross_entropy(lin(x), t).backward()\n"),
]  # fmt: skip


def done(source: str) -> dict[str, Any]:
    events: list[dict[str, Any]] = []
    run_recorded(source, events.append)
    return events[-1]


@pytest.mark.parametrize(("code", "line", "source"), VARIANTS)
def test_a_variant_is_found_and_mended(code: str, line: int, source: str) -> None:
    found = next(each for each in done(source)["findings"] if (each["code"], each["line"]) == (code, line))
    for language in LANGUAGES:
        row = finding_row(found, language)
        assert row["text"] and row["fix"] and "{" not in row["text"] + row["fix"]
    edit = found["replacement"]
    after = done(source[: edit["from"]] + edit["insert"] + source[edit["to"] :])
    assert after["error"] is None
    assert code not in [each["code"] for each in after["findings"]]


def test_one_number_that_is_some_multiple_of_another_misses_no_factor() -> None:
    source = (
        "import numpy as np\nx = np.array([1., 2., 3.]); y = 2 * x ** 2 + 3 * x + 1\nw = v = 0.0\nfor i in range(9):\n"
        "    error = w * x ** 2 + v * x - y\n    loss = np.mean(error ** 2)\n    dw = np.mean(2 * error * x)\n"
        "    dv = np.mean(2 * error * x)\n    w -= 0.01 * dw\n    v -= 0.01 * dv\n    print(loss)\n"
    )
    (found,) = done(source)["findings"]
    assert (found["code"], found["line"], found["replacement"]) == ("wrong_gradient", 7, None)


def test_a_parameter_of_a_module_that_was_never_called_has_its_name() -> None:
    source = NET + "other = nn.Linear(2, 3)\nF.cross_entropy(other(x), t).backward()\nopt.step()\n"
    found = [(each["code"], each["facts"]["name"]) for each in done(source)["findings"]]
    assert found == [("never_reached", "lin.bias"), ("never_reached", "lin.weight")]


def test_layers_that_are_frozen_to_train_the_others_are_no_finding() -> None:
    source = NET + "lin.bias.requires_grad_(False)\nF.cross_entropy(lin(x), t).backward()\nopt.step()\n"
    assert done(source)["findings"] == []


def test_steps_in_a_wrong_order_are_told_of_once() -> None:
    source = "for i in range(3):\n    loss = F.cross_entropy(lin(x), t)\n    opt.zero_grad()\n    opt.step()\n    loss.backward()\n"
    assert [each["code"] for each in done(NET + source)["findings"]] == ["step_first"]


CLEAN = {
    "clipped, with a schedule": """\
import torch
from torch import nn
torch.manual_seed(0)
net = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.2), nn.Linear(8, 3))
opt = torch.optim.AdamW(net.parameters(), lr=1e-2)
X, y = torch.randn(24, 4), torch.randint(0, 3, (24,))
for i in range(0, 24, 8):
    opt.zero_grad(set_to_none=True)
    nn.functional.cross_entropy(net(X[i:i + 8]), y[i:i + 8]).backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    opt.step()
net.eval()
with torch.no_grad():
    acc = (torch.softmax(net(X), 1).argmax(1) == y).float().mean()
""",
    "a closure": """\
import torch
w = torch.tensor(5.0, requires_grad=True)
opt = torch.optim.LBFGS([w], lr=0.5)
def closure():
    opt.zero_grad()
    loss = (w - 1) ** 2
    loss.backward()
    return loss
for i in range(3):
    opt.step(closure)
""",
    "Adam by hand": """\
import numpy as np
np.random.seed(0)
X = np.random.randn(64, 3); y = X @ np.array([1., -1., 2.])
w, m, v = np.zeros(3), np.zeros(3), np.zeros(3)
for t in range(1, 9):
    rows = np.random.permutation(64)[:16]
    err = X[rows] @ w - y[rows]
    loss = np.mean(err ** 2)
    g = 2 * X[rows].T @ err / len(rows)
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g ** 2
    w -= 0.05 * (m / (1 - 0.9 ** t)) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
""",
    "a penalty in loss and gradient": """\
import numpy as np
X = np.linspace(-1, 1, 20).reshape(10, 2); y = (X.sum(1) > 0).astype(int)
w, b, lr, lam = np.zeros(2), 0.0, 0.5, 0.01
for epoch in range(5):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) + lam / 2 * np.sum(w ** 2)
    dz = (p - y) / len(y)
    dw = X.T @ dz + lam * w
    db = dz.sum()
    w -= lr * dw
    b -= lr * db
""",
}


STEPS = """import torch
w = torch.tensor(5.0, requires_grad=True)
for i in range(12):
    y = {value}
    w.grad = None
    y.backward()
    {update}
"""

CLEAN |= {
    "a value that is climbed": STEPS.format(value="w ** 2", update="w.data += 0.5 * w.grad"),
    "a loss of one odd batch": STEPS.format(
        value="(w * (20.0 if i == 11 else 0.1)) ** 2", update="w.data -= 1e-3 * w.grad"
    ),
    "a loss that may be negative": STEPS.format(value="0.1 - w ** 2", update="w.data -= 0.5 * w.grad"),
    "a new leaf": STEPS.format(value="w ** 2", update="w = w - 0.1 * w.grad; w = w.detach().requires_grad_()"),
    "a new leaf, under no_grad()": STEPS.format(
        value="w ** 2", update="with torch.no_grad():\n        w = w - 0.1 * w.grad\n        w.requires_grad = True"
    ),
    "the image that pleases a network": """\
import torch
from torch import nn
net, x, lr = nn.Linear(4, 2), torch.zeros(1, 4, requires_grad=True), 0.1
for i in range(4):
    x.grad = None
    loss = net(x).sum()
    loss.backward()
    x.data += lr * x.grad
""",
    "a network that is asked many times to see how far its answers differ": (
        MODES + "with torch.no_grad():\n    print(torch.stack([net(x) for _ in range(9)]).std(0))\n"
    ),
    "eval() where it is asked and train() where it learns": (
        MODES.replace("    opt.zero", "    net.train()\n    opt.zero")
        + "    net.eval()\n    with torch.no_grad(): net(x)\n"
    ),
    "losses that are added up to be differentiated, and such as are numbers": (
        MODES.replace("for i", "all = total = 0\nfor i")
        + "    total += loss.item()\n    loss = loss.detach()\n    all += loss\n"
    ),
    "gradients that are only looked at": (
        "import torch\nw = torch.ones(3, requires_grad=True)\nopt = torch.optim.SGD([w])\nfor i in range(2):\n"
        "    out = (w * 3).sum()\n    out.backward()\n    print(w.grad)\n    opt.zero_grad()\n"
    ),
    "each compared with each": (
        "import torch\nx = torch.arange(6.0, requires_grad=True)\n((x.unsqueeze(1) - x) ** 2).mean().backward()\n"
    ),
    "an objective that is climbed": STEPS.replace("y = ", "objective = ")
    .replace("y.back", "objective.back")
    .format(value="-(w - 8) ** 2", update="w.data += 0.1 * w.grad"),
    "a task that grows": STEPS.format(
        value="sum((w * k) ** 2 for k in range(1, 4 * i + 2))", update="w.data -= 1e-6 * w.grad"
    ),
    "a head that is trained alone": MODES.replace("net.parameters()", "net[2].parameters()"),
    "a logarithm of probabilities": NET + "F.nll_loss((net(x) + 1e-8).log(), t).backward()\n",
}


def test_a_search_over_learning_rates_is_told_of_the_one_at_which_the_loss_grew() -> None:
    source = """import torch
for rate in [0.01, 0.1, 1.5]:
    w = torch.tensor(3.0, requires_grad=True)
    opt = torch.optim.SGD([w], lr=rate)
    for i in range(4):
        loss = (w - 1) ** 2
        opt.zero_grad(); loss.backward(); opt.step()
"""
    (found,) = done(source)["findings"]
    assert (found["code"], found["line"]) == ("loss_grew", 7)
    assert [found["facts"][each] for each in ("first", "last", "count", "rate")] == ["4", "256", 4, "1.5"]


def test_a_smaller_rate_is_one_that_is_small_enough() -> None:
    source = "import torch\nw = torch.tensor(1.0, requires_grad=True)\nfor i in range(9):\n    l = (99 * w) ** 2\n    w.grad = None\n    l.backward()\n    w.data -= {rate} * w.grad\n"
    (found,) = done(source.format(rate=0.01))["findings"]
    assert found["facts"]["less"] == "5e-05" and done(source.format(rate=5e-05))["findings"] == []


def test_the_softmax_of_one_score_is_told_of() -> None:
    (found,) = done(NET + "F.cross_entropy(lin(x)[:, :1], t * 0).backward()\n")["findings"]
    assert (found["code"], found["line"], found["replacement"]) == ("one_class", 8, None)


@pytest.mark.parametrize("case", CLEAN)
def test_nothing_is_said_of_what_is_right(case: str) -> None:
    last = done(CLEAN[case])
    assert last["error"] is None and last["findings"] == []
