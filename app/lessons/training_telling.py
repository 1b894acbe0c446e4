"""A lesson on training -> its parts with every number filled in from the run of that part."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from app.graph import as_value
from app.language.names import canonical
from app.lessons.telling import Spelled, evaluated, filled, told_question
from app.lessons.training import TrainingLesson, TrainingPart
from app.messages import Language
from app.notation.names import bar
from app.training.description import task_of
from app.training.generators import generated
from app.training.task import Task
from app.training.trainer import Trainer


@dataclass(frozen=True)
class Course:
    """One run, as the numbers of a lesson ask for it."""

    run: Mapping[str, Any]
    """the body of POST /api/v1/train"""
    known: dict[int, Spelled] = field(default_factory=dict)

    @cached_property
    def task(self) -> Task:
        values = {name: as_value(value) for name, value in arrays(self.run["values"]).items()}
        return task_of(self.run, values=values, data=arrays(self.run.get("data", {})))

    @cached_property
    def trainer(self) -> Trainer:
        trainer = Trainer(self.task)
        trainer.advance(self.task.updates)
        return trainer

    def at(self, moment: str) -> Spelled:
        """The parameters after so many updates, and the gradients and the loss of the last of them."""
        number = self.trainer.end if moment == "end" else int(moment)
        if number not in self.known:
            found = dict(self.task.named(self.trainer.at(number).parameters))
            if number:
                update = self.trainer.update(number)
                found |= {bar(name): value for name, value in self.task.named(update.gradient).items()}
                found[self.task.first.nodes[self.task.first.output].name or ""] = update.loss
            self.known[number] = Spelled((canonical(name), value) for name, value in found.items())
        return self.known[number]


def first_sample(run: Mapping[str, Any]) -> dict[str, Any]:
    """Where the parameters start, and the first of the data: what the formula is drawn with."""
    data = generated(run["generator"]) if "generator" in run else run.get("data", {})
    return dict(run["values"]) | {name: as_value(np.asarray(column[0], float)) for name, column in data.items()}


def arrays(given: Mapping[str, Any]) -> dict[str, np.ndarray]:
    return {canonical(name): np.asarray(value, float) for name, value in given.items()}


@dataclass(frozen=True)
class Scene:
    """The run of a part, and the second one where there is one."""

    course: Course
    beside: Course | None

    def number(self, written: str) -> Any:
        """`expression @ moment`, or `expression @ moment beside`."""
        expression, _, when = written.rpartition("@")
        moment, _, which = when.strip().partition(" ")
        course = self.beside if which else self.course
        assert course
        return evaluated(expression, course.at(moment))


def run_of(lesson: TrainingLesson, part: TrainingPart) -> dict[str, Any]:
    return {**lesson.run, **part.run}


def changed(run: Mapping[str, Any], thing: str, to: Any) -> dict[str, Any]:
    """A run with one thing changed: `batch`, `seed`, or an option of its optimiser."""
    if thing in ("batch", "seed"):
        return {**run, thing: to}
    return {**run, "optimizer": {**run["optimizer"], thing: to}}


def scene(lesson: TrainingLesson, part: TrainingPart) -> Scene:
    run = run_of(lesson, part)
    return Scene(course_of(json.dumps(run)), part.beside and course_of(json.dumps(changed(run, *part.beside))))


@lru_cache(maxsize=64)
def course_of(run: str) -> Course:
    """Parts and languages share a run."""
    return Course(json.loads(run))


@lru_cache(maxsize=64)
def training_told(lesson: TrainingLesson, language: Language) -> list[dict[str, Any]]:
    """The parts of a lesson as its page has them."""
    return [told_part(lesson, part, language) for part in lesson.parts]


def told_part(lesson: TrainingLesson, part: TrainingPart, language: Language) -> dict[str, Any]:
    shown = scene(lesson, part)
    return {
        "words": filled(part.words[language], shown),
        "run": run_of(lesson, part),
        "update": part.update,
        "beside": part.beside and {"thing": part.beside[0], "to": part.beside[1]},
        "log": part.log,
        "lit": list(part.lit),
        "question": part.question and told_question(part.question, shown, language),
    }
