r"""What a lesson is: a formula with values, told in parts, with one question before its answer is shown.

Words hold mathematics between dollars (`$\bar b = \bar v c$`) and numbers between `⟨` and `⟩`: an expression in the
formula language over the names of the part's graph, `∂w` being the gradient that reached w (`⟨w − 0.1·∂w⟩`). Nobody
types a result: `telling` fills it in from the run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.messages import Text, text

Theme = Literal["rules", "scalars", "activations", "tensors", "practice", "depth"]

THEMES: dict[Theme, Text] = {
    "rules": text("The chain rule on a graph", "图上的链式法则"),
    "scalars": text("Models of one number", "标量模型"),
    "activations": text("What a nonlinearity does to a gradient", "非线性怎样改变梯度"),
    "tensors": text("Vectors, matrices, batches", "向量、矩阵与批次"),
    "practice": text("What software does", "软件是怎么做的"),
    "depth": text("Inside deep networks", "深度网络内部"),
}
"""In the order of the gallery."""

Panel = Literal["derivation", "paths", "code", "check", "hessian"]


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One of several answers, and what to say to the one who takes it."""

    words: Text
    why: Text
    right: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Mistake:
    """A number that comes out where a classic mistake is made."""

    number: str
    why: Text


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Either `choices`, one of them right, or a `number`: an expression as between `⟨` and `⟩`."""

    words: Text
    hint: Text
    """said where an answer is wrong and no more can be said of it"""
    choices: tuple[Choice, ...] = ()
    number: str | None = None
    mistakes: tuple[Mistake, ...] = ()
    why: Text | None = None
    """of a number: said to the one who finds it"""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One page of the path. What it does not set is as in the lesson, not as in the part before."""

    words: Text
    at: str = "end"
    """the moment: `start`, `values` (all of them, no gradient yet), `end`, `v` (v has its value), `∂b` (b has its
    gradient), `∂x 2` (the second contribution has reached x)"""
    lit: tuple[str, ...] = ()
    """ids of cards and edges"""
    source: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    """in place of the lesson's, name by name"""
    upstream: Any = None
    panel: Panel | None = None
    question: Question | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    id: str
    theme: Theme
    title: Text
    summary: Text
    """one or two sentences, without mathematics or numbers"""
    source: str
    values: Mapping[str, Any]
    parts: tuple[Part, ...]
