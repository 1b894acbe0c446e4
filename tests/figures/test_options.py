"""The options of a figure, as course pages write them."""

from __future__ import annotations

from typing import Any

import pytest

from app.figures import read_options


@pytest.mark.parametrize(
    ("name", "written", "read"),
    [
        ("values", "a=5, b=3.5", {"a": 5.0, "b": 3.5}),
        ("values", "a:5,b:-3", {"a": 5.0, "b": -3.0}),
        ("values", "W = [[1,2],[3,4]], x=[1, 2]", {"W": [[1, 2], [3, 4]], "x": [1, 2]}),
        ("values", '{"a": 5}', {"a": 5}),
        ("step", " 4 ", 4),
        ("theme", "Dark", "dark"),
        ("lang", "zh", "zh-CN"),
        ("lang", "zh_CN", "zh-CN"),
        ("show", "values, gradients", "values,gradients"),
        ("predict", "gradients", "gradients"),
        ("caption", " The chain rule ", "The chain rule"),
        ("height", "320", "320px"),
        ("width", "80 %", "80%"),
        ("align", "left", "left"),
    ],
)
def test_an_option_is_read_as_a_writer_means_it(name: str, written: str, read: Any) -> None:
    assert read_options({name: written}) == {name: read}


@pytest.mark.parametrize(
    ("name", "written", "told"),
    [
        ("values", "a", "option values: The values of the query cannot be read from here on: `a`. Write values as a=5, b=3"),
        ("values", "", "option values: values are written as a=5, b=3"),
        ("step", "-1", "option step: a whole number is expected, 0 or larger"),
        ("theme", "blue", "option theme: one of auto, light, dark, contrast is expected"),
        ("lang", "fr", "option lang: a language is expected: en or zh-CN"),
        ("show", "<b>", "option show: some of values, gradients, locals, gates, colours are expected, with commas between them"),
        ("caption", " ", "option caption: a text is expected"),
        ("height", "1;color:red", "option height: a length is expected, such as 320, 20em or 80%"),
        ("heigth", "1", "unknown option heigth; did you mean height?"),
        ("zz", "1", "unknown option zz; there are values, step, theme, lang, show, predict, caption, width, height, align"),
    ],
)  # fmt: skip
def test_what_an_option_does_not_take_is_told_with_what_it_takes(name: str, written: str, told: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (its whole text is asserted)
        read_options({name: written})
    assert str(caught.value) == told
