"""What the writer may have meant."""

from __future__ import annotations

import pytest

from app.language.grammar import CALLED, FUNCTIONS
from app.language.suggestions import ELSEWHERE, did_you_mean, nearest_function


@pytest.mark.parametrize(
    ("word", "function"),
    [
        ("sine", "sin"), ("tanhh", "tanh"), ("bestmax", "max"), ("supertanh", "tanh"), ("sofmax", "softmax"),
        ("Crossentropy", "cross_entropy"), ("avg", "mean"), ("lnn", "ln"), ("zzzz", None), ("csc", None), ("sen", "sin"),
    ],
)  # fmt: skip
def test_the_nearest_function_is_suggested(word: str, function: str | None) -> None:
    assert nearest_function(word) == function


def test_the_program_s_own_functions_are_suggested_too() -> None:
    assert nearest_function("sqaure_it", ["square_it"]) == "square_it"


@pytest.mark.parametrize("word", ELSEWHERE)
def test_words_of_other_languages_lead_to_ours(word: str) -> None:
    suggestion = ELSEWHERE[word]
    assert suggestion is None or suggestion in FUNCTIONS or suggestion in CALLED


def test_the_hint_names_the_suggestion_or_says_what_to_do() -> None:
    assert did_you_mean("sin")["en"] == "Did you mean `sin`?"
    assert did_you_mean(None)["zh-CN"] == "可以先定义它，例如 `f(x) = x^2`；如果想写乘积，请写出 `*`。"
