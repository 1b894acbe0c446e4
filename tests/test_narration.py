"""The sentences: complete in both languages, with the same facts, and the right one for each role."""

from __future__ import annotations

from string import Formatter
from typing import Any

import pytest

from app.messages import LANGUAGES
from app.narration import SENTENCES, nth, times
from app.operations import KINDS
from app.roles import ROLES, TENSOR_ROLES
from app.steps import steps
from tests.runs import run_of


def fields(template: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(template) if field}


@pytest.mark.parametrize("key", SENTENCES)
def test_both_languages_tell_what_happens_with_the_same_names(key: str) -> None:
    told = [fields(SENTENCES[key][language]) for language in LANGUAGES]
    assert told[0] == told[1] or {"said", "v", "x"} >= told[0] ^ told[1]


def test_every_kind_has_a_role() -> None:
    assert ROLES.keys() == TENSOR_ROLES.keys() == KINDS.keys()


@pytest.mark.parametrize(
    ("source", "values", "node", "sentence"),
    [
        ("y = a - b", {"a": 3, "b": 1}, "b", "y is a minus b, so b receives what reached y with the sign turned: −1."),
        ("y = -a", {"a": 3}, "a", "y is minus a, so a receives what reached y with the sign turned: −1."),
        ("y = a/b", {"a": 1, "b": 2}, "a", "y is a divided by b, so a receives what reached y, 1, times 1/b = 0.5, which makes 0.5."),
        ("y = x^2", {"x": 3}, "x", "y is the square of x, so x receives what reached y, 1, times 2x = 6, which makes 6."),
        ("y = x^3", {"x": 2}, "x", "y is x to the power 3, so x receives what reached y, 1, times 3x² = 12, which makes 12."),
        ("a = tanh(z)", {"z": 0.5}, "z", "a = tanh(z) scales what reached it, 1, by its slope 1 − a² = 0.7864, so z receives 0.7864."),
        ("y = relu(x)", {"x": -1}, "x", "y = relu(x) scales what reached it, 1, by its slope, here 0, so x receives 0."),
        ("m = max(a, b)", {"a": 2, "b": 1}, "a", "m = max(a, b) took a, so all that reached m goes to a: 1."),
        ("m = max(a, b)", {"a": 2, "b": 1}, "b", "m = max(a, b) did not take b, so b receives nothing of what reached m: 0."),
        ("m = max(a, b)", {"a": 1, "b": 1}, "b", "m = max(a, b) is a tie, so what reached m, 1, is shared: b receives 0.5."),
        ("L = mse(p, t)", {"p": 3, "t": 1}, "p", "L = mse(p, t) measures an error; its slope with respect to p is 2(p − t) = 4, times what reached it, 1, makes 4."),
        ("y = x", {"x": 3}, "x", "y is x under another name, so x receives what reached y unchanged: 1."),
    ],
)  # fmt: skip
def test_between_numbers_the_role_is_told(source: str, values: dict[str, Any], node: str, sentence: str) -> None:
    found = [step.text for step in steps(run_of(source, values), "en") if step.phase == "backward"]
    assert sentence in found, node


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("h = relu(x); y = sum(h)", "h = relu(x) lets through what reached it where h > 0, and nothing elsewhere: [1, 0]."),
        ("h = leaky_relu(x); y = sum(h)", "h = leaky_relu(x) has two slopes: x receives h̄ where x > 0, and 0.01h̄ elsewhere: [1, 0.01]."),
        ("y = sum(x)", "y = sum(x) gathers the numbers of x, so what reached y is spread over all of them: each receives ȳ: [1, 1]."),
        ("y = mean(x)", "y = mean(x) gathers the numbers of x, so what reached y is spread over all of them: each receives ȳ/2: [0.5, 0.5]."),
        ("y = max(x)", "y = max(x) chose, so what reached y goes only to the numbers of x that were taken: [1, 0]."),
        ("u = x k; y = sum(u)", "u is x times k, and k was repeated to fit, so k receives what reached u times x, summed over the copies: 0."),
        ("u = x - k; y = sum(u)", "u is x minus k, and k was repeated to fit, so k receives what reached u with the signs turned, summed over the copies: −2."),
        ("u = x[0]; y = 2u", "u = x[0] only moves numbers, so what reached u moves back to where they came from in x: [2, 0]."),
    ],
)  # fmt: skip
def test_between_tensors_the_role_is_told(source: str, sentence: str) -> None:
    found = [step.text for step in steps(run_of(source, {"x": [1, -1], "k": 2}), "en") if step.phase == "backward"]
    assert sentence in found


def test_counts_are_words_while_they_are_few() -> None:
    assert [times(2, "en"), times(7, "en"), times(2, "zh-CN"), times(7, "zh-CN")] == [
        "twice",
        "7 times",
        "两次",
        " 7 次",
    ]
    assert [nth(2, "en"), nth(7, "en"), nth(2, "zh-CN"), nth(7, "zh-CN")] == ["second", "7th", "二", " 7 "]
