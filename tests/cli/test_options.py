from __future__ import annotations

import pytest
import typer

from app.cli.options import language_of, spec_of, values_of
from app.cli.words import HERE
from app.errors import RequestError


@pytest.mark.parametrize(
    ("written", "values"),
    [
        (None, None),
        ([], None),
        (["a:5,b:3"], "a:5,b:3"),
        (["a=5", "b = 3"], "a:5,b : 3"),
        (["x=[1,2],w_1=-2"], "x:[1,2],w_1:-2"),
        (['{"a": 5, "b": [1, 2]}'], '{"a": 5, "b": [1, 2]}'),
    ],
)
def test_values_are_read_as_shells_write_them(written: list[str] | None, values: str | None) -> None:
    assert values_of(written) == values


def test_options_become_the_body_of_a_request() -> None:
    spec = spec_of("y = a x", values="a:5,x:[1,2]", output=None, engine="tape", seed=7, upstream="[1,0]")
    assert spec == {
        "source": "y = a x", "values": {"a": 5.0, "x": [1, 2]}, "engine": "tape", "seed": 7, "upstream": [1, 0]
    }  # fmt: skip
    with pytest.raises(RequestError, match=r"request\.query_values"):
        spec_of("y = x", values="x")


def test_a_language_is_one_of_ours_or_that_of_the_terminal() -> None:
    assert [language_of(each) for each in ("en", "zh", "zh-Hans-CN", None)] == ["en", "zh-CN", "zh-CN", HERE]
    with pytest.raises(typer.BadParameter):
        language_of("fr")
