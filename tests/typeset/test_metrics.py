"""Widths of characters."""

from __future__ import annotations

import pytest

from app.typeset.metrics import INTER, ITALIC, MAIN, fitting_size, mathematics_width, words_width


def test_widths_are_those_of_the_fonts() -> None:
    assert mathematics_width("x", True, 100) == pytest.approx(57.2)
    assert mathematics_width("x", False, 100) == pytest.approx(52.8)
    assert words_width("0123", 10) == pytest.approx(26)


def test_letters_and_figures_are_all_known() -> None:
    letters = [chr(code) for code in (*range(65, 91), *range(97, 123))]
    assert all(letter in font for font in (MAIN, ITALIC, INTER) for letter in letters)
    assert all(letter in ITALIC for letter in "αβγδεζηθικλμνξπρστυφχψω")
    assert all(figure in INTER for figure in "0123456789.−·∞⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def test_a_chinese_character_is_an_em_and_a_combining_mark_nothing() -> None:
    assert words_width("梯度", 10) == 20
    assert mathematics_width("v\N{COMBINING MACRON}", True, 100) == mathematics_width("v", True, 100)


def test_a_text_that_fits_keeps_its_size_and_a_wide_one_is_set_smaller() -> None:
    assert fitting_size("33", 17, 60) == 17
    small = fitting_size("−1.235·10⁻³⁰⁰", 17, 60)
    assert small < 17
    assert words_width("−1.235·10⁻³⁰⁰", small) == pytest.approx(60)
