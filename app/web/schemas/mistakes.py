"""What `/mistakes` answers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.web.schemas.answer import Answer, Numbers


class MistakeRow(Answer):
    """What one classic mistake would give."""

    code: str = Field(description="`path`, `operand`, `slope`, `factor`, `arriving`, `sign`, `mean`, `left_out` ...")
    number: Numbers = Field(description="The wrong answer, in the right one's shape.")
    edge: str | None = Field(description="The edge of POST /graph where it was made.")
    text: str = Field(description="The mistake in one sentence, in the asked language.")


class AskedNode(Answer):
    """A node that a student may be asked about."""

    node: str = Field(description="Its id.")
    answer: Numbers = Field(description="The right answer.")
    hint: str = Field(description="How to find it, in the asked language, without numbers.")
    mistakes: list[MistakeRow] = Field(description="The likeliest first; none is within a percent of the answer.")


class MistakesAnswer(Answer):
    """What may be asked, and what wrong answers mean."""

    asked: Literal["gradients", "values"] = Field(description="As it was asked for.")
    nodes: list[AskedNode] = Field(description="In the order of the steps; tensors of up to twelve numbers.")
