"""Listings with one mistake each, and what a reviewer says of them; clean listings, of which he says nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from app.listing.findings.words import FINDINGS
from app.listing.recorded import run_recorded
from app.messages import LANGUAGES
from app.web.listings import finding_row

HERE = Path(__file__).parent
CLEAN = [*sorted((HERE.parent / "cases").glob("*.py"))]

MISTAKES: dict[str, list[tuple[int, str]]] = {
    "never_zeroed": [(7, "never_zeroed")],
    "data_zeroed": [(5, "never_zeroed"), (7, "data_zeroed")],
    "vector": [(4, "not_scalar")],
    "detached": [(6, "no_graph")],
    "no_require": [(4, "no_graph")],
    "never_reached": [(18, "never_reached"), (18, "never_reached")],
    "leaf_in_place": [(5, "leaf_in_place")],
    "update_recorded": [(6, "update_recorded")],
    "update_replaces": [(5, "no_graph"), (7, "update_replaces")],
    "integers": [(2, "whole_numbers")],
    "softmax_twice": [(6, "softmax_twice")],
    "stretched": [(6, "stretched")],
    "too_fast": [(7, "loss_grew")],
    "step_first": [(6, "step_first")],
    "missing_factor": [(19, "missing_factor")],
    "wrong_gradient": [(9, "wrong_gradient")],
    "zeroed_before_step": [(8, "zeroed_before_step")],
}


def findings(source: str) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    run_recorded(source, events.append)
    found: list[dict[str, Any]] = events[-1]["findings"]
    return found


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_at_its_line_and_told_in_both_languages(name: str) -> None:
    found = findings((HERE / "cases" / f"{name}.py").read_text("utf-8"))
    assert [(each["line"], each["code"]) for each in found] == MISTAKES[name]
    for each in found:
        for language in LANGUAGES:
            row = finding_row(each, language)
            assert row["text"] and row["fix"] and "{" not in row["text"] + row["fix"]


MENDED = [
    ("never_zeroed", "never_zeroed", "    w.grad = None\n    loss.backward()"),
    ("data_zeroed", "data_zeroed", "w.grad.zero_()"),
    ("vector", "not_scalar", "y.mean().backward()"),
    ("leaf_in_place", "leaf_in_place", "with torch.no_grad():\n    w -= 0.1 * w.grad"),
    ("update_recorded", "update_recorded", "    with torch.no_grad():\n        w -= 0.1 * w.grad"),
    ("update_replaces", "update_replaces", "        w -= 0.1 * w.grad"),
    ("integers", "whole_numbers", "[1, 2, 3], dtype=torch.float32, requires_grad=True)"),
    ("too_fast", "loss_grew", "lr=0.06)"),
]


@pytest.mark.parametrize(("case", "code", "written"), MENDED)
def test_a_fix_in_one_click_mends_what_was_found(case: str, code: str, written: str) -> None:
    source = (HERE / "cases" / f"{case}.py").read_text("utf-8")
    edit = next(each["replacement"] for each in findings(source) if each["code"] == code)
    mended = source[: edit["from"]] + edit["insert"] + source[edit["to"] :]
    assert written in mended
    assert code not in [each["code"] for each in findings(mended)]


def test_the_optimizer_that_has_the_parameter_zeroes_its_gradient() -> None:
    source = """import torch
w = torch.tensor(0.0, requires_grad=True)
opt = torch.optim.SGD([w], lr=0.01)
for epoch in range(3):
    loss = (w - 1) ** 2
    loss.backward()
    opt.step()
"""
    two = source.replace("for epoch", "other = torch.optim.SGD([w.detach()], lr=1.0)\nfor epoch")
    assert findings(two)[0]["replacement"]["insert"] == "opt.zero_grad()\n    "
    edit = findings(source)[0]["replacement"]
    assert edit == {
        "from": source.index("loss.backward"),
        "to": source.index("loss.backward"),
        "insert": "opt.zero_grad()\n    ",
    }


def test_every_listing_with_a_mistake_is_tried() -> None:
    assert {each.stem for each in (HERE / "cases").glob("*.py")} == set(MISTAKES)


@pytest.mark.parametrize("case", CLEAN, ids=lambda case: case.stem)
def test_nothing_is_said_of_a_clean_listing(case: Path) -> None:
    assert findings(case.read_text("utf-8")) == []


def test_gradients_that_are_accumulated_on_purpose_are_no_mistake() -> None:
    source = """
import torch
x = torch.tensor([1., 2., 3., 4.])
w = torch.tensor(0.0, requires_grad=True)
opt = torch.optim.SGD([w], lr=0.01)
for epoch in range(3):
    opt.zero_grad()
    for part in x.split(2):
        loss = ((w * part - 2 * part) ** 2).mean() / 2
        loss.backward()
    opt.step()
"""
    assert findings(source) == []


def test_a_tensor_that_is_written_to_between_two_passes_is_not_updated() -> None:
    source = "import torch\na = torch.ones(2, requires_grad=True)\na.sum().backward()\na.data[0] = 7\n(a * a).sum().backward()"
    assert findings(source) == []


def test_the_numbers_of_the_run_are_told() -> None:
    (found,) = findings((HERE / "cases" / "never_zeroed.py").read_text("utf-8"))
    assert finding_row(found, "en")["text"] == (
        "`w.grad` is never set to zero, so gradients pile up: in pass 2 it still held −30, −25.5 was added, and the "
        "update used −55.5."
    )
    assert "第 2 次反传时它还留着 −30" in finding_row(found, "zh-CN")["text"]


def test_a_missing_factor_is_named() -> None:
    (found,) = findings((HERE / "cases" / "missing_factor.py").read_text("utf-8"))
    assert finding_row(found, "en")["text"] == (
        "The gradient written by hand for `w` is 4 times that of `value`: −120 here, −30 by differentiation. `value` is a "
        "mean over 4, and the 1/4 is missing."
    )


ROUNDS = """\
import numpy as np
np.random.seed(0)
x, y = np.arange(6.0), 3 * np.arange(6.0)
w, seen, rate = 0.0, [], 0.001
for epoch in range(3):
    seen.append(w)
    print(epoch, len(seen))
    {picked}
    a, b = x[i], y[i]
    loss = np.mean((w * a - b) ** 2)
    dw = np.sum(2 * (w * a - b) * a)
    w -= rate * dw
print(len(seen))
"""


@pytest.mark.parametrize(
    ("picked", "factor"),
    [("i = [0, 1, 2]", "3"), ("i = np.random.permutation(6)[:3]", "3"), ("i = slice(0, 4)", "4")],
)
def test_a_round_that_is_run_again_picks_the_same_and_prints_nothing(picked: str, factor: str) -> None:
    events: list[dict[str, Any]] = []
    run_recorded(ROUNDS.format(picked=picked), events.append)
    (found,) = events[-1]["findings"]
    assert (found["code"], found["line"], found["facts"]["factor"]) == ("missing_factor", 11, factor)
    printed = "".join(each["text"] for each in events if each["event"] == "console")
    assert printed == "0 1\n1 2\n2 3\n3\n"


def test_a_notebook_with_magic_words_is_reviewed_like_any_other() -> None:
    source = "%matplotlib inline\n" + (HERE / "cases" / "never_zeroed.py").read_text("utf-8")
    assert [each["code"] for each in findings(source)] == ["never_zeroed"]


def test_every_row_speaks_of_the_same_facts_in_both_languages() -> None:
    for words in FINDINGS.values():
        for text in (words.text, words.fix):
            facts = [set(re.findall(r"\{(\w+)\}", text[language])) for language in LANGUAGES]
            assert facts[0] == facts[1]


ASSERTED = """\
import torch
x, y = torch.arange(4.0), 2 * torch.arange(4.0)
w = torch.tensor(0.5)
out = w * x
loss = ((out - y) ** 2).mean()
out.g = {factor} * (out - y)
w.g = (out.g * x).sum()
v = torch.tensor(0.5, requires_grad=True)
other = ((v * x - y) ** 2).mean()
other.backward()
{check} torch.allclose(w.g, v.grad)
{check} w.g.shape == v.grad.shape
"""


@pytest.mark.parametrize(
    ("factor", "check", "lines"), [("2 / 4", "assert", []), ("2", "assert", [6]), ("2", "print()\nz =", [6])]
)
def test_a_gradient_that_the_listing_itself_asserts_is_looked_at_where_the_assertion_fails(
    factor: str, check: str, lines: list[int]
) -> None:
    assert [each["line"] for each in findings(ASSERTED.format(factor=factor, check=check))] == lines
