"""What `/lessons` answers."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from app.web.schemas.answer import Answer, Numbers


class LessonChoice(Answer):
    """One of several answers."""

    words: str = Field(description="The answer.")
    right: bool = Field(description="Whether it is right.")
    why: str = Field(description="What to say to the one who takes it.")


class LessonMistake(Answer):
    """A number that comes out where a classic mistake is made."""

    number: Numbers = Field(description="The wrong answer.")
    why: str = Field(description="Which mistake it is.")


class LessonQuestion(Answer):
    """The one question of a lesson: choices, or a number."""

    words: str = Field(description="The question.")
    hint: str = Field(description="A hint.")
    choices: list[LessonChoice] = Field(description="Empty where a number is asked for.")
    number: Numbers | None = Field(description="The right number; null beside choices.")
    mistakes: list[LessonMistake] = Field(description="Wrong numbers that can be explained.")
    why: str | None = Field(description="What to say to the one who finds the number.")


class LessonPart(Answer):
    """One page of a lesson. Mathematics stands between dollars, in LaTeX."""

    words: str = Field(description="In the asked language; paragraphs are split by empty lines.")
    source: str = Field(description="The formula that it is about.")
    values: dict[str, Numbers] = Field(description="All values.")
    upstream: Numbers | None = Field(description="The gradient that arrives at a tensor output.")
    step: int = Field(description="How many steps of the run are finished.")
    lit: list[str] = Field(description="Ids of the nodes and edges that it speaks of.")
    panel: str | None = Field(description="The panel that it opens.")
    question: LessonQuestion | None = Field(description="One part of each lesson has one, and its answer follows.")
    query: str = Field(description="The graph as a query, for `/`, `/embed` and `/graph.svg`.")


class LessonRow(Answer):
    """One lesson of the gallery."""

    id: str = Field(description="Its page is /lessons/{id}.")
    theme: str = Field(description="The group that it belongs to.")
    title: str = Field(description="In the asked language.")
    text: str = Field(description="What it is about, in the asked language.")
    source: str = Field(description="The formula.")
    values: dict[str, Numbers] = Field(description="Its values.")
    query: str = Field(description="The same as a query, for `/`, `/embed` and `/graph.svg`.")
    parts: list[LessonPart] = Field(description="Its path, page by page.")


class ListingRow(Answer):
    """One listing of the gallery."""

    id: str = Field(description="Its page is /lessons/{id}.")
    title: str = Field(description="In the asked language.")
    text: str = Field(description="What it is about, in the asked language.")
    source: str = Field(description="The listing, for `/run`; its comments in the asked language.")
    query: str = Field(description="The graph of its first backward() as a query for `/graph.svg`.")


class TrainingRow(Answer):
    """One lesson on training."""

    id: str = Field(description="Its page is /lessons/{id}.")
    title: str = Field(description="In the asked language.")
    text: str = Field(description="What it is about, in the asked language.")
    run: dict[str, Any] = Field(description="What it trains, for `/train`.")
    query: str = Field(description="Its formula with the first sample as a query for `/graph.svg`.")
    parts: int = Field(description="How many pages its path has.")


class LessonsAnswer(Answer):
    """The gallery."""

    lessons: list[LessonRow] = Field(description="All lessons, theme by theme, the simplest first.")
    listings: list[ListingRow] = Field(description="Listings in PyTorch, the simplest first.")
    training: list[TrainingRow] = Field(description="Lessons on training.")
