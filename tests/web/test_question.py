from __future__ import annotations

from app.web.question import EXPECTED, QUESTIONS, Question
from app.web.validation import read_question


def test_only_the_source_is_required() -> None:
    question = read_question(Question, {"source": "y = x"}, {})
    assert (question.syntax, question.values, question.engine, question.check) == ("auto", {}, "tape", False)


def test_every_field_says_what_it_takes() -> None:
    fields = {name: field for model in QUESTIONS for name, field in model.model_fields.items()}
    assert fields.keys() == EXPECTED.keys()
    assert all(field.description for field in fields.values())
