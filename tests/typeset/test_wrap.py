"""Words in lines that fit."""

from __future__ import annotations

from app.typeset import words_width, wrap


def test_words_stay_whole_and_lines_fit() -> None:
    text = "There is no function of this name, as far as anybody here knows."
    lines = wrap(text, 14, 200)
    assert " ".join(lines) == text and len(lines) > 2
    assert all(words_width(line, 14) <= 200 for line in lines)


def test_chinese_breaks_anywhere_but_before_a_sign() -> None:
    lines = wrap("这里没有这个名字的函数，请检查拼写。" * 2, 14, 14 * 7)
    assert all(words_width(line, 14) <= 14 * 8 for line in lines)
    assert not any(line.startswith(("，", "。")) for line in lines)


def test_a_word_that_is_too_long_is_cut_and_nothing_is_lost() -> None:
    lines = wrap("x" * 100, 14, 100)
    assert "".join(lines) == "x" * 100 and all(words_width(line, 14) <= 100 for line in lines)
    assert wrap("", 14, 100) == [""]
