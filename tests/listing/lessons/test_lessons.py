"""What torch says when a listing stops, and what it means."""

from __future__ import annotations

import re
from typing import Any

import pytest

from app.listing.lessons.words import LESSONS
from app.listing.recorded import run_recorded
from app.messages import LANGUAGES

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
