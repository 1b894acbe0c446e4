r"""What a lesson on training is: a run, told in parts, with one question before its answer is shown.

Words are written as in `lesson.py`, but a number says of which moment it is: `⟨w @ 3⟩` is w after three updates,
`⟨∂w @ 3⟩` the gradient of update 3, `⟨L @ 3⟩` the loss that it was made from; `@ end` is the last one, and
`@ 3 beside` update 3 of the second run, which has one thing changed. The run of the part gives them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.lessons.lesson import Question
from app.messages import Text

Panel = Literal["loss", "fit", "parameters", "gradients", "surface", "nudge", "rule", "graph", "notes"]


@dataclass(frozen=True, slots=True, eq=False)
class TrainingPart:
    """One page of the path. What it does not set is as in the lesson, not as in the part before."""

    words: Text
    run: Mapping[str, Any] = field(default_factory=dict)
    """in place of the lesson's, name by name"""
    update: int | None = None
    """after so many updates; None: after all"""
    beside: tuple[str, Any] | None = None
    """a second run, with this changed: an option of the optimiser, `batch` or `seed`"""
    log: bool = False
    """the loss on a logarithmic scale"""
    lit: tuple[Panel, ...] = ()
    """what of the page the words are about"""
    question: Question | None = None


@dataclass(frozen=True, slots=True, eq=False)
class TrainingLesson:
    id: str
    title: Text
    summary: Text
    """one or two sentences, without mathematics or numbers"""
    run: Mapping[str, Any]
    """the body of POST /api/v1/train"""
    parts: tuple[TrainingPart, ...]
