from __future__ import annotations

import math
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from app.errors import RequestError
from app.web.query import query_of, read_spec, read_values, with_language, write_query


def read(raw: str) -> dict[str, str]:
    return query_of({"type": "http", "query_string": raw.encode()})


def test_a_plus_is_a_plus() -> None:
    assert read("source=J=3(a+bc)")["source"] == "J=3(a+bc)"


@pytest.mark.parametrize("source", ["J = 3(a + bc)", "y = f(x) + 1; f = 2", "a+b == c", "x = 1: 2"])
def test_what_a_program_has_encoded_is_what_it_was_given(source: str) -> None:
    given = {"source": source, "values": "a:5, b:-3"}
    assert read(urlencode(given)) == given
    assert read(urlencode(given, quote_via=quote)) == given
    assert read(write_query(given)) == given


def test_in_a_form_sent_without_a_script_a_plus_is_a_space() -> None:
    assert read("form=1&source=J+%3D+3(a%2Bbc)")["source"] == "J = 3(a+bc)"


def test_percent_signs_are_decoded_as_utf_8() -> None:
    assert read(f"source={quote('y = λx²')}&lang=zh-CN") == {"source": "y = λx²", "lang": "zh-CN"}


def test_letters_that_were_not_escaped_are_read_as_utf_8() -> None:
    assert read("source=y=λx")["source"] == "y=λx"


def test_of_a_name_that_stands_twice_the_first_counts() -> None:
    assert read("source=a&source=b&flag") == {"source": "a", "flag": ""}


@pytest.mark.parametrize("raw", ["source=%ff", "%ff=1", "source=%ed%a0%80"])
def test_a_query_that_is_not_utf_8_is_refused(raw: str) -> None:
    with pytest.raises(RequestError) as caught:
        read(raw)
    assert (caught.value.code, caught.value.status) == ("request.query", 400)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a:5,b:3,c:2", {"a": 5.0, "b": 3.0, "c": 2.0}),
        (" a : .5 , b:-2e-3, c:+1. ", {"a": 0.5, "b": -0.002, "c": 1.0}),
        ("w1[1,1]:2,x:[[1,2],[3,4]]", {"w1[1,1]": 2.0, "x": [[1, 2], [3, 4]]}),
        ('{"a": 5, "x": [1, 2]}', {"a": 5, "x": [1, 2]}),
        ("x:-Infinity,y:inf", {"x": -math.inf, "y": math.inf}),
        ('x:"NaN"', {"x": "NaN"}),
        ("", {}),
        ("a:1,", {"a": 1.0}),
    ],
)
def test_values_are_written_short_or_as_json(text: str, values: dict[str, Any]) -> None:
    assert read_values(text) == values


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a", "request.query_values"),
        (":5", "request.query_values"),
        ("a:", "request.query_values"),
        ("a:five", "request.query_values"),
        ("a:5 6", "request.query_values"),
        ("x:[1,2", "request.query_values"),
        ("x:" + "[" * 100_000, "request.query_values"),
        ("a:1,a:2", "request.duplicate"),
        ("a:1e400", "request.number"),
        ('{"a": 1, "a": 2}', "request.duplicate"),
        ('{"a": NaN}', "request.constant"),
    ],
)
def test_values_that_cannot_be_read_are_refused(text: str, code: str) -> None:
    with pytest.raises(RequestError) as caught:
        read_values(text)
    assert (caught.value.code, caught.value.status) == (code, 400)


def test_nan_is_read_without_regard_to_case() -> None:
    assert math.isnan(read_values("x:nan")["x"])


def test_a_spec_is_typed_as_a_body_would_be() -> None:
    spec = read_spec(
        {
            "source": "f(x)",
            "values": "x:1",
            "check": "true",
            "seed": "7",
            "collapsed": "f,g",
            "upstream": "[1,2]",
            "utm": "x",
        }
    )
    assert spec == {
        "source": "f(x)", "values": {"x": 1.0}, "check": True, "seed": 7, "collapsed": ["f", "g"], "upstream": [1, 2]
    }  # fmt: skip


def test_what_cannot_be_typed_is_left_for_the_model_to_refuse() -> None:
    assert read_spec({"check": "perhaps", "seed": "-1"}) == {"check": "perhaps", "seed": "-1"}


def test_a_written_query_reads_back() -> None:
    spec = {"source": "E = 1/2(σ(wx+b) − t)^2; y = a%b & #", "values": {"w1[1,1]": 2, "x": [[1, -0.5]]}}
    assert read_spec(read(write_query(spec))) == spec


def test_a_query_changes_its_language_and_nothing_else() -> None:
    assert with_language("source=J=3(a+bc)&lang=en&values=a:1", "zh-CN") == "source=J=3(a+bc)&values=a:1&lang=zh-CN"
