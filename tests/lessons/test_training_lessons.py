from __future__ import annotations

import re
from typing import Any

import pytest

from app.lessons import LESSONS, TRAINING, TrainingLesson
from app.lessons.training_telling import course_of, first_sample, scene, training_told
from app.messages import LANGUAGES
from app.training.optimizers import OPTIMIZERS

pytestmark = pytest.mark.slow
IDS = [lesson.id for lesson in TRAINING]


def numbers(part: dict[str, Any]) -> list[str]:
    """Those in the words, whatever stands around them."""
    return sorted(re.findall(r"\d+(?:\.\d+)?", part["words"]))


def test_there_are_nine_of_them_and_no_other_lesson_has_their_ids() -> None:
    assert len(set(IDS)) == 9
    assert not set(IDS) & {lesson.id for lesson in LESSONS}


@pytest.mark.parametrize("lesson", TRAINING, ids=IDS)
def test_a_lesson_is_told_with_the_numbers_of_its_runs_in_both_languages(lesson: TrainingLesson) -> None:
    english, chinese = (training_told(lesson, language) for language in LANGUAGES)
    for part, other in zip(english, chinese, strict=True):
        assert "⟨" not in part["words"] + other["words"]
        assert (part["run"], part["update"], part["beside"]) == (other["run"], other["update"], other["beside"])
        computed = {each for each in numbers(part) if len(each) > 4}
        assert computed <= set(numbers(other)), "each of four digits and more stands in both"


@pytest.mark.parametrize("lesson", TRAINING, ids=IDS)
def test_a_lesson_asks_one_question_with_an_answer_that_no_mistake_gives(lesson: TrainingLesson) -> None:
    (question,) = (part["question"] for part in training_told(lesson, "en") if part["question"])
    if question["number"] is None:
        assert sum(choice["right"] for choice in question["choices"]) == 1
    else:
        assert all(abs(each["number"] - question["number"]) > 1e-3 for each in question["mistakes"])


@pytest.mark.parametrize("lesson", TRAINING, ids=IDS)
def test_a_part_changes_what_its_optimiser_has_and_stays_within_its_run(lesson: TrainingLesson) -> None:
    for part in lesson.parts:
        course = scene(lesson, part).course
        assert part.update is None or 0 <= part.update <= course.task.updates
        options = {option.name for option in OPTIMIZERS[course.run["optimizer"]["name"]].options}
        assert part.beside is None or part.beside[0] in options | {"batch", "seed", "lr"}
        assert set(first_sample(course.run)) >= set(course.run["values"])


def test_never_zeroing_the_gradient_is_momentum_of_one() -> None:
    lesson = next(each for each in TRAINING if each.id == "zero-grad")
    told = scene(lesson, lesson.parts[-1])
    gradient = total = 0.0
    w = 1.0
    for number in range(1, 21):
        gradient = sum(2 * x * (w * x - 2 * x) for x in (1, 2, 3)) / 3
        total += gradient  # what backward() adds to w.grad
        w -= 0.01 * total
        assert told.number(f"w @ {number}") == pytest.approx(w, rel=1e-12)


def test_parts_share_the_runs_that_they_have_in_common() -> None:
    lesson = TRAINING[0]
    assert scene(lesson, lesson.parts[0]).course is scene(lesson, lesson.parts[1]).course
    assert course_of.cache_info().hits
