"""What torch says when a listing stops, and what it means."""

from __future__ import annotations

import re
from typing import Any

import pytest

from app.listing.lessons.words import LESSONS
from app.listing.recorded import run_recorded
from app.messages import LANGUAGES
from app.web.listings import finding_row

W = "import torch\nfrom torch import nn\nw = torch.tensor(1.0, requires_grad=True)\n"

# What stops, on line 4 where nothing else is said; a word of the explanation.
STOPS: list[tuple[str, str, str]] = [
    ("no_graph", "(torch.tensor(2.0) * 3).backward()", "numbers, not from tensors"),
    ("no_graph", "loss = (w * 3).detach() ** 2\nloss.backward()", "The chain broke at line 4: `detach`"),
    ("no_graph", "x = torch.tensor(2.0)\nloss = x * 3\nloss.backward()", "(`x`) requires a gradient"),
    ("no_graph", "with torch.no_grad():\n    loss = w * 3\nloss.backward()", "line 5: `mul` ran where gradients are"),
    ("no_graph", "loss = (w > 0).float()\nloss.backward()", "line 4: `gt` gives whole numbers or truth values"),
    ("not_scalar", "y = w * torch.ones(3)\ny.backward()", "`y` holds 3 numbers (shape [3])"),
    ("twice", "loss = w * w\nloss.backward()\nloss.backward()", "Compute `loss` anew"),
    ("changed_since", "y = w.exp()\ny += 1\ny.backward()", "changed in place since"),
    ("unused", "x = torch.ones(1, requires_grad=True)\ntorch.autograd.grad(w * 2, x)", "had no part in"),
    ("leaf_in_place", "w += 1", "with torch.no_grad()"),
    ("leaf_in_place", "x = torch.ones(3, requires_grad=True)\nx[0] = 2", "with torch.no_grad()"),
    ("not_a_leaf", "torch.optim.SGD([w * 2], lr=0.1)", "requires_grad_()"),
    ("whole_numbers", "torch.tensor([1, 2], requires_grad=True)", "dtype=torch.float32"),
    ("no_gradient_yet", "w.grad.zero_()", "`.grad` is None until"),
    ("no_gradient_yet", "x = w - 0.1 * w.grad", "`.grad` is None until"),
    ("left_torch", "loss = (w * 2).detach().numpy() ** 2\nloss.backward()", "`numpy.float32` and no tensor"),
    ("left_torch", "loss = (w * 2).item()\nloss.backward()", "`float` and no tensor"),
    ("unknown_member", "torch.ones(2).numpy().means()", "Did you mean `mean`?"),
    ("numpy", "(w * 2).numpy()", ".detach().numpy()"),
    ("matrices", "nn.Linear(3, 2)(torch.ones(4, 5))", "4×5 times 3×2"),
    ("sizes", "torch.ones(3) + torch.ones(4)", "dimension 0 is 3 in one and 4 in the other"),
    ("view", "torch.ones(6).view(4, 2)", "A tensor of 6 numbers cannot take the shape [4, 2]"),
    ("vectors", "torch.ones(2, 2).mv(torch.ones(3))", "vectors of one length"),
    ("kinds", "torch.ones(2, 2) @ torch.ones(2, 2).double()", "different kinds"),
    ("class_numbers", "nn.CrossEntropyLoss()(torch.ones(2, 3), torch.tensor([0.0, 1.0]))", "targets.long()"),
    ("mean_of_whole_numbers", "torch.tensor([1, 2]).mean()", ".float().mean()"),
    ("target_shape", "nn.BCELoss()(torch.ones(2, 1), torch.ones(2))", "prediction [2, 1] and target [2]"),
    ("target_dimensions", "nn.CrossEntropyLoss()(torch.ones(2, 3), torch.tensor([[0], [1]]))", "target.squeeze(1)"),
    ("class_out_of_bounds", "nn.CrossEntropyLoss()(torch.ones(2, 3), torch.tensor([1, 3]))", "3 is beyond that"),
    ("not_one_number", "torch.ones(3).item()", ".tolist()"),
    ("truth", "if torch.ones(3) > 0: pass", ".all()"),
    ("whole_indices", "nn.Embedding(4, 2)(torch.tensor([1.0]))", ".long()"),
    ("features", "nn.LSTM(4, 2)(torch.ones(3, 1, 5))", "made for 4 features a step and is given 5"),
    ("no_cuda", "w.cuda()", "torch.cuda.is_available()"),
    ("loss_is_a_class", "nn.MSELoss(torch.ones(2), torch.ones(2))", "`criterion = nn.MSELoss()`"),
    ("array_in_a_loss", "nn.MSELoss()(w, torch.ones(1).numpy())", "`torch.from_numpy(…)`"),
    ("text_in_a_tensor", "torch.tensor(['1'])", "A tensor holds numbers"),
    ("no_graph", "loss = torch.tensor((w * 2).item())\nloss.backward()", "numbers, not from tensors"),
    ("not_asked", "torch.autograd.grad(w * 2, torch.ones(1))", "torch has not followed"),
    ("flag_of_a_result", "y = w * 2\ny.requires_grad = False", ".detach()"),
    ("dimension", "torch.ones(3).sum(dim=1)", "none numbered 1: its numbers go from -1 to 0"),
    ("joined", "torch.cat([torch.ones(1, 2), torch.ones(1, 3)])", "but the one along which"),
    ("joined", "torch.stack([torch.ones(2), torch.ones(3)])", "`stack` wants all of one shape"),
    ("channels", "nn.Conv2d(1, 6, 3)(torch.ones(1, 3, 8, 8))", "made for 1 channels and is given 3"),
    ("picture", "nn.Conv2d(1, 6, 3)(torch.ones(8, 8))", "the shape [8, 8]"),
    ("batch_of_one", "nn.BatchNorm1d(3)(torch.ones(1, 3))", "drop_last=True"),
    ("indexed_table", "nn.Embedding(4, 2)(torch.tensor([4]))", "one row more than the largest index"),
    ("kept_kind", "n = torch.tensor([1, 2])\nn += 0.5", "a Float does not fit into a Long"),
    ("not_probabilities", "nn.BCELoss()(torch.tensor([1.5]), torch.ones(1))", "BCEWithLogitsLoss"),
    ("no_parameters", "torch.optim.SGD(nn.ReLU().parameters(), lr=0.1)", "nn.ModuleList"),
    (
        "init_first",
        "class A(nn.Module):\n    def __init__(self):\n        self.a = nn.Linear(1, 1)\nA()",
        "super().__init__()",
    ),
    ("list_of_layers", "nn.Sequential([nn.ReLU()])", "`nn.Sequential(*layers)`"),
    ("no_forward", "class A(nn.Module):\n    def foward(self, x): return x\nA()(w)", "`A` has none"),
    ("no_tensor", "nn.Linear(2, 1)([1.0, 2.0])", "`input` is given a `list`"),
    ("unknown_name", "loss = wieght * 2", "Check the spelling"),
    ("unknown_name", "weight = w\nloss = wieght * 2", "Did you mean `weight`?"),
    ("unknown_name", "x = np.ones(3)", "`import numpy as np`"),
    ("unknown_name", "loader = DataLoader([1, 2])", "`from torch.utils.data import DataLoader`"),
    ("unknown_name", "x = true", "written `True`"),
    ("unknown_name", "print(late)\nlate = 1", "its value in line 5 only"),
    ("unknown_name", "def f():\n    inner = 2\nf()\nprint(inner)", "inside `f` (line 5) only"),
    (
        "unknown_name",
        "class A:\n    def __init__(self): self.rate = 1\n    def g(self): return rate\nA().g()",
        "`self.rate` (line 5)",
    ),
    ("local_name", "total = 0\ndef f():\n    total += 1\nf()", "`global total`"),
    ("unknown_member", "torch.tenser([1.0])", "Did you mean `tensor`?"),
    ("unknown_member", "w.backwards()", "Did you mean `backward`?"),
    ("unknown_member", "torch.optim.sgd([w])", "Did you mean `SGD`?"),
    (
        "unknown_member",
        "class A(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.fc1 = 1\n"
        "    def forward(self): return self.fcl\nA()()",
        "Did you mean `fc1`?",
    ),
    (
        "unknown_member",
        "class A:\n    def __init__(self): fc = 1\n    def f(self): return self.fc\nA().f()",
        "Line 5 assigns `fc` without",
    ),
    ("not_applied", "nn.ReLU(torch.ones(2)) + 1", "`nn.ReLU()(x)`"),
    ("not_applied", "nn.MSELoss(True, False).backward()", "a layer itself"),
    ("other_layers", "nn.Linear(3, 1).load_state_dict(nn.Linear(2, 1).state_dict())", "have different layers"),
    ("by_zero", "1 / len([])", "is 0 here"),
    ("cannot_import", "from torch import optin", "Did you mean `optim`?"),
    ("class_itself", "class A:\n    def f(self): return 1\nA.f()", "`net = Net()`"),
    ("made_with", "nn.Linear(2)", "What `Linear(…)` is given"),
    ("made_with", "torch.optim.SGD([w], learning_rate=0.1)", "calls its rate `lr`"),
    ("not_called", "torch.optim.SGD(nn.Linear(1, 1).parameters, lr=0.1)", "`model.parameters()`"),
    ("not_called", "x = w.item * 2", "round brackets"),
    ("no_self", "class A:\n    def f(x): return x\nA().f(2)", "2 arrive, 1 have a name"),
    ("no_object", "class A:\n    def f(self, x): return x\nA.f(2)", "`m = A(…)`"),
    ("arguments", "def f(a, b): return a\nf(1)", "the names in its `def`"),
    ("no_function", "w(2)", "this is a `Tensor`"),
    ("returned_nothing", "def f(): pass\nf() * 2", "without `return`"),
    ("returned_nothing", "a, b = None", "without `return`"),
    ("too_deep", "def f(): return f()\nf()", "without end"),
    ("no_key", "{'W1': 1}['w1']", "no entry 'w1'"),
    ("no_place", "[1, 2][2]", "counted from 0"),
    ("no_place", "torch.ones(2)[5]", "counted from 0"),
    ("unpacked", "a, b = [1, 2, 3]", "On the left stand"),
    ("list_is_no_vector", "[1, 2] * 0.5", "`np.array([…])`"),
    ("list_is_no_vector", "[1, 2] - [1, 2]", "`np.array([…])`"),
    ("text_and_number", "'loss: ' + 3", "do not add up"),
    ("format_of_text", "f'{torch.ones(2):.4f}'", "`.item()`"),
    ("array_sizes", "import numpy as np\nnp.ones(3) + np.ones(4)", "(3,) and (4,)"),
    ("array_product", "import numpy as np\nnp.ones((2, 3)) @ np.ones((2, 3))", "often one of them needs `.T`"),
    ("array_product", "import numpy as np\nnp.ones((2, 3)).dot(np.ones((2, 3)))", "often one of them needs `.T`"),
    ("array_shape", "import numpy as np\nnp.ones(6).reshape(4, 2)", "6 numbers cannot be laid out as (4,2)"),
    (
        "no_graph",
        "x = torch.ones(2)\ny = x.sum()\nx.requires_grad = True\ny.backward()",
        "ran before `x` required a gradient",
    ),
    ("strides", "torch.ones(2, 3).t().view(6)", ".contiguous().view(…)"),
    ("matrix_wanted", "torch.ones(2, 3).mm(torch.ones(3))", "`torch.matmul`"),
    ("expanded", "torch.ones(2).expand(3, 3)", "this one has 2: it cannot become 3"),
    ("too_small", "nn.Conv2d(1, 1, 5)(torch.ones(1, 1, 3, 3))", "smaller than the window"),
    ("hidden_state", "nn.RNN(2, 3)(torch.ones(2, 1, 2), torch.ones(1, 2, 3))", "here (1, 1, 3)"),
    ("normalised_channels", "nn.BatchNorm1d(3)(torch.ones(4, 2))", "made for 3 channels and is given 2"),
    (
        "dimensions_wanted",
        "nn.BatchNorm2d(3)(torch.ones(4, 3))",
        "wants a tensor of 4D and is given one of 2 dimensions",
    ),
    ("not_invertible", "torch.linalg.inv(torch.zeros(2, 2))", "`pinv`"),
    ("points_wanted", "nn.BCELoss()(torch.tensor([0.5]), torch.tensor([1]))", "`.float()`"),
    ("no_class_numbers", "nn.functional.one_hot(torch.ones(2))", "`.long()`"),
    ("truth_values", "torch.tensor([True]) - torch.tensor([True])", "`~mask`"),
    ("batches", "nn.CrossEntropyLoss()(torch.ones(3, 2), torch.tensor([0, 1]))", "3 rows of scores and 2 targets"),
    ("pairs", "torch.utils.data.TensorDataset(torch.ones(2), torch.ones(3))", "as many examples each"),
    ("no_layer", "nn.Sequential(torch.relu)", "`nn.ReLU()` for `F.relu`"),
    ("no_parameter", "nn.Linear(1, 1).weight = torch.ones(1, 1)", "`layer.weight = nn.Parameter(…)`"),
    ("share_dropped", "nn.Dropout(2.0)", "not a count: 2.0"),
    ("ragged", "torch.tensor([[1, 2], [3]])", "of one length"),
    ("one_list", "torch.cat(w, w)", "`torch.cat([a, b])`"),
    ("other_arguments", "torch.max(1, 2)", "`max` is given (int, int)"),
    ("array_no_tensor", "torch.ones(2).numpy().unsqueeze(0)", "`unsqueeze` is what tensors have"),
    ("list_no_tensor", "[1, 2].shape", "`np.array(x)`"),
    ("one_thing", "torch.optim.SGD(nn.Linear(1, 1), lr=0.1)", "`model.parameters()`"),
    ("no_places", "nn.Linear(1, 1).parameters()[0]", "`list(model.parameters())[0]`"),
    ("whole_number_wanted", "[1, 2][1 / 1]", "write `//`"),
    ("never_changed", "a = (1, 2)\na[0] = 3", "A `tuple` never changes"),
    ("no_key_of_it", "{[1]: 2}", "`tuple(…)`"),
    ("not_in_order", "sorted([1, 'a'])", "have no order"),
    ("no_number", "int('1.5')", "`repr(…)`"),
    ("outside_the_domain", "import math\nmath.log(0)", "`math.log(p + 1e-8)`"),
    ("nothing_in_it", "max([])", "a filter let nothing through"),
    ("not_found", "[1].index(2)", "Ask first with `in`"),
    ("values_of_a_format", "'%d %d' % (1,)", "stand in brackets"),
    ("not_as_asserted", "assert w.sum() > 5", "`torch.allclose(a, b)`"),
    ("no_function", "w.shape(0)", "this is a `torch.Size`"),
    ("array_kind", "import numpy as np\na = np.array([1, 2])\na -= 0.5", "float64 does not fit into int64"),
]


def stopped(source: str) -> dict[str, Any]:
    events: list[dict[str, Any]] = []
    run_recorded(source, events.append)
    assert events[-1]["event"] == "done", events[-1]
    return events[-1]


@pytest.mark.parametrize(("code", "lines", "words"), STOPS)
def test_a_message_is_explained(code: str, lines: str, words: str) -> None:
    done = stopped(W + lines)
    assert done["error"]["code"] == "listing.exception"
    lesson = done["lesson"]
    assert lesson and lesson["code"] == code, done["error"]["facts"]
    for finding in done["findings"]:
        assert all(finding_row(finding, language)["text"] for language in LANGUAGES)
    assert words in lesson["text"]["en"]
    assert all("{" not in lesson["text"][language] and lesson["text"][language] for language in LANGUAGES)


def test_every_lesson_has_its_message_tried() -> None:
    assert {code for code, _, _ in STOPS} == {lesson.code for lesson in LESSONS}


def test_the_line_is_the_one_where_the_chain_broke() -> None:
    assert stopped(W + "y = (w * 2).detach()\nz = y + 1\nz.backward()")["lesson"]["line"] == 4


def test_an_exception_of_the_writers_own_is_left_as_it_is() -> None:
    assert stopped("raise ValueError('mine')")["lesson"] is None


def test_both_languages_use_the_same_facts() -> None:
    for lesson in LESSONS:
        facts = [set(re.findall(r"\{(\w+)\}", lesson.text[language])) for language in LANGUAGES]
        assert facts[0] == facts[1], lesson.code
