from __future__ import annotations

from typing import Any

import pytest

from app.errors import RequestError
from app.web.question import EXPECTED, GradientsQuestion, PathsQuestion, Question
from app.web.validation import read_question


def refused(body: Any, model: type[Question] = GradientsQuestion) -> RequestError:
    with pytest.raises(RequestError) as caught:
        read_question(model, body, {})
    return caught.value


@pytest.mark.parametrize("body", [[], "text", 1, None, True])
def test_a_body_that_is_no_object_is_refused(body: Any) -> None:
    assert refused(body).code == "request.object"


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("source", 1, "source"),
        ("source", None, "source"),
        ("syntax", "python", "syntax"),
        ("values", [1], "values"),
        ("output", 1, "output"),
        ("engine", "jax", "engine"),
        ("check", 1, "check"),
        ("check", "true", "check"),
        ("collapsed", "f", "collapsed"),
        ("collapsed", ["f", 2], "collapsed[1]"),
        ("language", "fr", "language"),
        ("seed", -1, "seed"),
        ("seed", 1.5, "seed"),
        ("seed", 2**32, "seed"),
        ("points", [1], "points"),
        ("points", {"x": 1}, "points.x"),
    ],
)
def test_a_field_of_the_wrong_kind_is_named_with_what_it_takes(field: str, value: Any, place: str) -> None:
    error = refused({"source": "y = x", field: value})
    assert (error.code, error.facts["field"], error.facts["expected"]) == ("request.field_type", place, EXPECTED[field])


def test_a_missing_field_is_named() -> None:
    error = refused({"source": "y = x"}, PathsQuestion)
    assert (error.code, error.facts["field"]) == ("request.field_missing", "input")


@pytest.mark.parametrize(
    ("field", "suggestion"),
    [("sorce", "source"), ("Values", "values"), ("grad_output", "output"), ("__proto__", None), ("x" * 9000, None)],
)
def test_an_unknown_field_is_refused_with_the_nearest_one(field: str, suggestion: str | None) -> None:
    error = refused({"source": "y = x", field: 1})
    assert error.code == "request.field_unknown"
    assert suggestion in (None, error.facts["suggestion"])
    assert len(error.detail("en")) < 200


def test_an_unknown_field_is_told_before_the_missing_one_that_it_was_meant_to_be() -> None:
    assert refused({"sorce": "y = x"}).facts == {
        "field": "sorce", "suggestion": "source", "fields": ", ".join(GradientsQuestion.model_fields)
    }  # fmt: skip


def test_points_are_for_gradients_alone() -> None:
    assert refused({"source": "y = x", "points": {"x": [1]}}, Question).code == "request.field_unknown"


def test_a_body_tells_errors_its_language_and_its_source() -> None:
    scope: dict[str, Any] = {}
    with pytest.raises(RequestError):
        read_question(Question, {"source": "y = x", "language": "zh-CN", "seed": "x"}, scope)
    assert scope == {"language": "zh-CN", "source": "y = x"}
