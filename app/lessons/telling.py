"""A lesson -> its parts with every number filled in from the run of that part, and every moment counted in steps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Protocol

import numpy as np

from app.engines import Run, tape
from app.graph import as_value, build
from app.language import parse
from app.language.formula import parse_rule
from app.language.names import canonical
from app.lessons.lesson import Lesson, Part, Question
from app.messages import Language
from app.notation.formulas import Formulas, value_latex, value_text
from app.notation.names import bar
from app.notes import value_of
from app.numbers import DIGITS, short, short_latex
from app.steps import Step, steps

PLACE = re.compile(r"⟨([^⟨⟩|]+)(?:\|(\d))?⟩")
"""`⟨expression⟩`, or `⟨expression|digits⟩` where four are too many"""

GRADIENT = re.compile(r"∂(\w+)")


class Spelled(dict[str, Any]):
    """Values by canonical name, found by any spelling."""

    def __missing__(self, name: str) -> Any:
        if canonical(name) == name:
            raise KeyError(name)
        return self[canonical(name)]


class Numbers(Protocol):
    """Whatever the numbers in words are asked of."""

    def number(self, expression: str) -> Any:
        """What stands between `⟨` and `⟩`."""


def evaluated(expression: str, known: Mapping[str, Any]) -> Any:
    """The value of an expression over known names, `∂w` among them. Raises what `parse_rule` raises."""
    written = GRADIENT.sub(lambda match: bar(match[1]), expression)
    with np.errstate(all="ignore"):
        return as_value(np.asarray(value_of(parse_rule(written, tuple(known), ()), known)))


@dataclass(frozen=True)
class Scene:
    """What a part sets: a source, all its values, the gradient that arrives."""

    source: str
    values: Mapping[str, Any]
    upstream: Any

    @cached_property
    def run(self) -> Run:
        given = {canonical(name): as_value(np.asarray(value, float)) for name, value in self.values.items()}
        graph = build(parse(self.source, values=given.keys()), given)
        return tape.run(graph, given, None if self.upstream is None else as_value(np.asarray(self.upstream, float)))

    @cached_property
    def steps(self) -> list[Step]:
        return steps(self.run, "en")

    @cached_property
    def known(self) -> dict[str, Any]:
        return Spelled((canonical(name), value) for name, value in Formulas(self.run).known.items())

    def number(self, expression: str) -> Any:
        """The value of an expression over the graph's names, `∂w` among them. Raises what `parse_rule` raises."""
        return evaluated(expression, self.known)

    def moment(self, at: str) -> int:
        """How many steps are finished then."""
        forward = sum(step.phase == "forward" for step in self.steps)
        fixed = {"start": 0, "values": forward, "end": len(self.steps)}
        if at in fixed:
            return fixed[at]
        name, _, count = at.removeprefix("∂").partition(" ")
        phase = "backward" if at.startswith("∂") else "forward"
        found = [step.index + 1 for step in self.steps if (step.phase, step.node) == (phase, name)]
        return found[int(count or 0) - 1]


def scene(lesson: Lesson, part: Part) -> Scene:
    source = lesson.source if part.source is None else part.source
    values = {**(lesson.values if part.source is None else {}), **part.values}
    return Scene(source, values, part.upstream)


def filled(words: str, numbers: Numbers) -> str:
    """`words` with its numbers: as LaTeX between dollars, as plain text outside."""
    pieces = words.split("$")
    for place, piece in enumerate(pieces):
        write = latex_of if place % 2 else text_of
        pieces[place] = PLACE.sub(lambda match, write=write: write(numbers.number(match[1]), match[2]), piece)  # type: ignore[misc]
    return "$".join(pieces)


def latex_of(value: Any, digits: str | None) -> str:
    return short_latex(value, int(digits or DIGITS)) if isinstance(value, float) else str(value_latex(value))


def text_of(value: Any, digits: str | None) -> str:
    return short(value, int(digits or DIGITS)) if isinstance(value, float) else str(value_text(value))


@lru_cache(maxsize=64)
def told(lesson: Lesson, language: Language) -> list[dict[str, Any]]:
    """The parts as GET /api/v1/lessons has them."""
    return [told_part(part, scene(lesson, part), language) for part in lesson.parts]


def told_part(part: Part, scene: Scene, language: Language) -> dict[str, Any]:
    return {
        "words": filled(part.words[language], scene),
        "source": scene.source,
        "values": dict(scene.values),
        "upstream": scene.upstream,
        "step": scene.moment(part.at),
        "lit": list(part.lit),
        "panel": part.panel,
        "question": part.question and told_question(part.question, scene, language),
    }


def told_question(question: Question, numbers: Numbers, language: Language) -> dict[str, Any]:
    def say(words: Mapping[Language, str]) -> str:
        return filled(words[language], numbers)

    return {
        "words": say(question.words),
        "hint": say(question.hint),
        "choices": [
            {"words": say(choice.words), "right": choice.right, "why": say(choice.why)} for choice in question.choices
        ],
        "number": None if question.number is None else numbers.number(question.number),
        "mistakes": [{"number": numbers.number(each.number), "why": say(each.why)} for each in question.mistakes],
        "why": question.why and say(question.why),
    }
