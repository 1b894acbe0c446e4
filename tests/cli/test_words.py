from __future__ import annotations

import pytest

from app.cli.words import language_here, said


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh-CN"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh"}, "zh-CN"),
    ],
)
def test_the_first_variable_that_is_set_decides_the_language(environment: dict[str, str], language: str) -> None:
    assert language_here(environment) == language


def test_words_are_said_in_the_asked_language() -> None:
    assert (said("value", "值", "en"), said("value", "值", "zh-CN")) == ("value", "值")
