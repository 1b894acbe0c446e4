"""Every lesson is true: it parses as it is meant, runs, is small enough to project, and asks one question that has an answer."""

from __future__ import annotations

import re

import numpy as np
import pytest

from app.drawing import drawing
from app.engines import pytorch
from app.lessons import LESSONS, THEMES, Lesson
from app.lessons.telling import PLACE, Scene, scene, told
from app.messages import LANGUAGES
from tests.katex import refused

each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)

EXPECTED_READINGS = {"product", "letter_function"}
"""`wx` is a product, σ is a function: nothing else has to be decided for the writer of a lesson"""

TOPICS = {
    "chain", "line", "quadratic", "logistic", "two-paths", "matrix-mean", "batch", "softmax", "ratios", "fan-out", "activations",
    "collapse", "layer", "vector-output", "numeric", "order", "cheaper", "vanishing", "batch-norm", "attention", "residual",
    "kink-in-software",
}  # fmt: skip
"""what a course asks for"""


def scenes(lesson: Lesson) -> list[Scene]:
    return [scene(lesson, part) for part in lesson.parts]


def words_of(lesson: Lesson, language: str) -> list[str]:
    """All that a reader of a lesson may read."""
    found = [lesson.title, lesson.summary]
    for part in lesson.parts:
        found.append(part.words)
        if question := part.question:
            found += [question.words, question.hint, *([question.why] if question.why else [])]
            found += [each for choice in question.choices for each in (choice.words, choice.why)]
            found += [mistake.why for mistake in question.mistakes]
    return [text[language] for text in found]  # type: ignore[index]


def test_there_are_at_least_twenty_by_theme_and_ids_are_unique() -> None:
    ids = [lesson.id for lesson in LESSONS]
    assert len(set(ids)) == len(ids) >= 20
    assert set(ids) >= TOPICS
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", id) for id in ids)
    order = list(THEMES)
    assert [lesson.theme for lesson in LESSONS] == sorted((lesson.theme for lesson in LESSONS), key=order.index)
    assert {lesson.theme for lesson in LESSONS} == set(THEMES)


@each_lesson
def test_every_part_runs_without_anything_assumed_or_unexpected(lesson: Lesson) -> None:
    for part in scenes(lesson):
        graph = part.run.graph
        assert graph.assumed == ()
        assert {reading.code for reading in graph.readings} <= EXPECTED_READINGS
        assert len(drawing(graph).cards) < 60
        assert set(part.values) == set(graph.inputs)


@each_lesson
def test_both_engines_agree_on_every_part(lesson: Lesson) -> None:
    for part in scenes(lesson):
        ours = part.run
        given = {name: ours.values[index] for name, index in ours.graph.inputs.items()}
        upstream = None if part.upstream is None else np.asarray(part.upstream, float)
        theirs = pytorch.run(ours.graph, given, upstream)
        np.testing.assert_allclose(ours.value, theirs.value, rtol=1e-12)
        for name, gradient in ours.gradients_by_name().items():
            np.testing.assert_allclose(gradient, theirs.gradients_by_name()[name], rtol=1e-12, atol=1e-14)


@each_lesson
def test_the_first_part_is_the_lessons_own_graph(lesson: Lesson) -> None:
    first = scene(lesson, lesson.parts[0])
    assert (first.source, dict(first.values), first.upstream) == (lesson.source, dict(lesson.values), None)


@each_lesson
def test_a_part_lights_what_is_drawn_and_opens_what_exists(lesson: Lesson) -> None:
    for part, shown in zip(lesson.parts, scenes(lesson), strict=True):
        drawn = drawing(shown.run.graph)
        assert set(part.lit) <= {card.id for card in drawn.cards} | {line.id for line in drawn.lines}, part.lit
        assert 0 <= shown.moment(part.at) <= len(shown.steps)


@each_lesson
def test_there_is_one_question_and_its_answer_follows(lesson: Lesson) -> None:
    assert 4 <= len(lesson.parts) <= 7
    asked = [place for place, part in enumerate(lesson.parts) if part.question]
    assert len(asked) == 1
    assert 0 < asked[0] < len(lesson.parts) - 1
    question = lesson.parts[asked[0]].question
    assert question
    if question.choices:
        assert len(question.choices) >= 3
        assert [choice.right for choice in question.choices].count(True) == 1
        assert question.number is None
        assert not question.mistakes
    else:
        assert question.number
        assert question.why
        assert question.mistakes


def test_the_right_choice_is_not_always_in_one_place() -> None:
    questions = [
        part.question for lesson in LESSONS for part in lesson.parts if part.question and part.question.choices
    ]
    places = [[choice.right for choice in question.choices].index(True) for question in questions]
    assert len(set(places)) >= 3


@each_lesson
def test_mistakes_differ_from_the_answer_and_from_each_other(lesson: Lesson) -> None:
    for part, shown in zip(lesson.parts, scenes(lesson), strict=True):
        if part.question and part.question.number:
            numbers = [
                shown.number(each) for each in (part.question.number, *(each.number for each in part.question.mistakes))
            ]
            assert all(isinstance(number, float) for number in numbers)
            for place, number in enumerate(numbers):
                for other in numbers[place + 1 :]:
                    assert abs(number - other) > 0.01 * max(abs(number), abs(other)), numbers


@each_lesson
def test_no_result_is_typed_by_hand(lesson: Lesson) -> None:
    """A decimal fraction in the words is computed, or it is a value that the part sets, or how far something is moved."""
    given = set(re.findall(r"\d+\.\d+", lesson.source + "".join(str(dict(part.values)) for part in lesson.parts)))
    for language in LANGUAGES:
        for words in words_of(lesson, language):
            assert set(re.findall(r"\d+\.\d+", PLACE.sub("", words))) <= given | {"0.1", "0.01", "0.001", "1.8"}, words


@each_lesson
def test_both_languages_fill_the_same_numbers_into_the_same_mathematics(lesson: Lesson) -> None:
    for english, chinese in zip(words_of(lesson, "en"), words_of(lesson, "zh-CN"), strict=True):
        assert {match[1] for match in PLACE.finditer(english)} == {match[1] for match in PLACE.finditer(chinese)}, (
            english
        )
        assert english.count("$") % 2 == chinese.count("$") % 2 == 0
        assert re.search("[\u4e00-\u9fff]", chinese) or not re.search(r"[a-z]{3,} [a-z]{3,}", chinese), chinese


@pytest.mark.slow
def test_katex_reads_all_the_mathematics() -> None:
    said = str([told(lesson, language) for lesson in LESSONS for language in LANGUAGES])
    assert "⟨" not in said
    formulas: set[str] = set()
    for lesson in LESSONS:
        for language in LANGUAGES:
            for part in told(lesson, language):
                question = part["question"] or {}
                texts = [part["words"], *(question.get(key) or "" for key in ("words", "hint", "why"))]
                texts += [each for choice in question.get("choices", []) for each in (choice["words"], choice["why"])]
                texts += [each["why"] for each in question.get("mistakes", [])]
                formulas |= {piece for text in texts for piece in text.split("$")[1::2]}
    assert len(formulas) > 300
    assert refused(sorted(formulas)) == {}
