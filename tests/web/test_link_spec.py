from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import LinkProblem, UserError
from app.links import encode
from app.resources import resource
from app.web.link_spec import LINK_EXPECTED, LinkSpec, canonical, query_from, query_of_code
from app.web.query import query_of, read_spec, read_values

BODY: dict[str, Any] = {
    "source": "J = 3(a+bc)  # ½ & = ? + 名\nw = λ",
    "syntax": "formula",
    "values": {"a": 5, "λ": -0.0, "x": [[1.5, "NaN"], ["-Infinity", 1e300]], "odd:name": 2},
    "output": "J",
    "upstream": ["NaN", 1],
    "engine": "torch",
    "seed": 7,
    "collapsed": ["f", "g.1"],
    "direction": "down",
    "graph": "backward",
    "mode": "forward",
    "tangent": {"a": 1},
    "language": "zh-CN",
    "theme": "dark",
    "show": ["gates", "colours"],
    "hide": ["left"],
    "predict": "values",
    "present": True,
    "panel": "code",
    "notation": "bar",
    "part": 2,
    "episode": 3,
    "step": 4,
}


def read(query: str) -> dict[str, str]:
    return query_of({"type": "http", "query_string": query.encode("ascii")})


def test_every_choice_comes_back_as_the_query_says_it() -> None:
    assert BODY.keys() == LinkSpec.model_fields.keys() == LINK_EXPECTED.keys() & LinkSpec.model_fields.keys()
    query = read(query_of_code(encode(canonical(BODY, {}))))
    spec = read_spec(query)
    for name in ("source", "syntax", "values", "output", "upstream", "engine", "seed", "collapsed", "direction"):
        assert spec[name] == BODY[name], name
    assert str(spec["values"]["λ"]) == "-0.0"
    assert read_values(query["tangent"]) == {"a": 1}
    assert query | {
        "graph": "backward", "mode": "forward", "lang": "zh-CN", "theme": "dark", "show": "gates,colours",
        "hide": "left", "predict": "values", "present": "1", "panel": "code", "notation": "bar", "part": "2", "episode": "3", "step": "4",
    } == query  # fmt: skip


def test_every_choice_of_the_pages_address_has_its_field() -> None:
    script = resource("static/js/state.js").read_text("utf-8")
    named = re.findall(r'\{ name: "(\w+)"', script)
    assert len(named) > 15 and set(named) - LinkSpec.model_fields.keys() == set()


@pytest.mark.parametrize(
    "same",
    [
        {"source": "y = a", "values": {"b": 2, "a": 5}},
        {"values": {"a": 5.0, "b": 2.0}, "source": "y = a"},
        {"source": "y = a", "values": {"a": 5, "b": 2}, "syntax": "auto", "engine": "tape", "seed": 0, "show": []},
        {"source": "y = a", "values": {"a": 5, "b": 2}, "theme": None, "present": False, "collapsed": []},
    ],
)
def test_what_means_the_same_is_one_text(same: dict[str, Any]) -> None:
    assert canonical(same, {}) == '{"source":"y = a","values":{"a":5,"b":2}}'


def test_what_means_something_else_is_another_text() -> None:
    bodies: list[dict[str, Any]] = [
        {"source": "y"}, {"source": "y "}, {"source": "y", "values": {"y": 0}}, {"source": "y", "values": {"y": -0.0}},
        {"source": "y", "values": {"y": [0]}}, {"source": "y", "step": 0}, {"source": "y", "step": 1},
    ]  # fmt: skip
    assert len({canonical(body, {}) for body in bodies}) == len(bodies)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_every_source_and_every_name_comes_back(text: str) -> None:
    named = {text: 1} if text.strip() else {}
    body = {"source": text, "values": named}
    query = read(query_from(canonical(body, {})))
    assert query["source"] == text
    assert not named or "\x00" in text or read_values(query["values"]) == named


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ([], "request.object"),
        ({}, "request.field_missing"),
        ({"source": 3}, "request.field_type"),
        ({"source": "y", "them": "dark"}, "request.field_unknown"),
        ({"source": "y", "panel": "../x"}, "request.field_type"),
        ({"source": "名" * 30_000}, "limit.source"),
        ({"source": "y", "values": {"y": [1] * 200_000}}, "limit.body"),
        ({"source": "y", "values": {"y": "five"}}, "value.type"),
        ({"source": "y", "tangent": {"y": "1"}}, "value.type"),
        ({"source": "y", "upstream": []}, "value.empty"),
    ],
)
def test_what_no_link_can_hold_is_refused(body: Any, code: str) -> None:
    with pytest.raises(UserError) as caught:
        canonical(body, {})
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["", "[]", "{}", "no", '{"source":1}', '{"source":"y","z":1}', '{"source":"\\ud800"}'])
def test_a_code_that_holds_something_else_is_no_link(text: str) -> None:
    with pytest.raises(LinkProblem, match=r"link\.code"):
        query_of_code(encode(text))
