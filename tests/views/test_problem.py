"""A problem in the form of a picture."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest

from app.views.look import Look
from app.views.problem import WIDTH, problem_dot, problem_html, problem_svg, problem_tex

SPACE = "{http://www.w3.org/2000/svg}"


def problem(**given: Any) -> dict[str, Any]:
    usual = {"title": "Not so", "detail": "There is no `sine`.", "hint": "Write `sin`.", "code": "name.unknown"}
    return usual | {"offset": None, "length": None} | given


def texts(picture: str) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(picture).iter(f"{SPACE}text")]


def test_it_says_what_is_wrong_where_and_what_to_write_instead() -> None:
    picture = problem_svg(problem(offset=4, length=4), "y = sine(x)", Look())
    assert texts(picture) == ["!", "Not so", "There is no “sine”.", "y\u00a0=\u00a0sine(x)", "Write “sin”."]
    (marked,) = [part for part in ElementTree.fromstring(picture).iter(f"{SPACE}tspan") if part.get("text-decoration")]
    assert marked.text == "sine"


@pytest.mark.parametrize(
    "source", ["a" * 5000 + "?" + "b" * 5000, "?", "\n\n?\n", "甲" * 300 + "?" + "乙" * 300, "\x00<&?"]
)
def test_only_what_is_around_the_place_is_shown_of_a_long_source(source: str) -> None:
    picture = problem_svg(problem(offset=source.index("?"), length=1), source, Look())
    (line,) = [text for text in texts(picture) if "?" in text]
    assert len(line) < 60 and "\n" not in line
    assert float(ElementTree.fromstring(picture).get("width") or 0) == WIDTH


def test_a_place_behind_the_last_character_and_a_whole_source_can_be_marked() -> None:
    assert "y" in "".join(texts(problem_svg(problem(offset=3, length=0), "y =", Look())))
    assert problem_svg(problem(offset=0, length=4000), "x" * 4000, Look()).count("…") == 1


def test_letters_of_a_user_are_text_in_every_form() -> None:
    hostile = problem(detail='"];\n} </svg><script>\\write18{ls}', title="T", hint=None)
    assert "<script" not in problem_svg(hostile, None, Look()) + problem_html(hostile, None, Look())
    assert problem_dot(hostile).count("\n") == 3 and '\\"];' in problem_dot(hostile)
    body = problem_tex(hostile).partition("\\documentclass")[2]
    assert "write18" not in body and all(line.startswith("%") for line in problem_tex(hostile).splitlines()[:3])
