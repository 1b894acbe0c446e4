"""Every reading has words in both languages, with the same facts."""

from __future__ import annotations

from string import Formatter

import pytest

from app.language.readings import READINGS, reading_text
from app.language.tree import Reading
from app.messages import LANGUAGES
from tests.language.cases import FOLDER


def fields(template: str) -> set[str | None]:
    return {field for _, field, _, _ in Formatter().parse(template) if field}


@pytest.mark.parametrize("code", READINGS)
def test_a_reading_says_the_same_in_all_languages(code: str) -> None:
    texts = READINGS[code]
    assert set(texts) == set(LANGUAGES)
    assert fields(texts["en"]) == fields(texts["zh-CN"])


@pytest.mark.parametrize(
    "code",
    sorted(
        set(READINGS)
        - {
            "cut",
            "defined_name",
            "entrywise",
            "reciprocals",
            "matrix_product",
            "not_drawn",
            "opaque",
            "own_backward",
            "unused_value",
        }
    ),
)
def test_every_reading_of_the_parser_stands_in_a_case(code: str) -> None:
    assert any(f" {code}: " in file.read_text() for file in FOLDER.glob("*.txt"))


def test_a_reading_is_one_sentence_in_the_asked_language() -> None:
    reading = Reading("product", (8, 10), {"run": "bc", "product": "b·c"})
    assert reading_text(reading, "en") == "`bc` is the product b·c."
    assert reading_text(reading, "zh-CN") == "`bc` 读作乘积 b·c。"
