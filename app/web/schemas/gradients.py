"""What `/gradients` answers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.web.schemas.answer import Answer, Numbers
from app.web.schemas.graph import Check


class Gradients(Answer):
    """The output, its value, and the gradient of each input by its first spelling in the source."""

    output: str = Field(description="The name of the output.")
    value: Numbers = Field(description="Its value; with `points` a list of n.")
    gradients: dict[str, Numbers] = Field(
        description="Input -> gradient of the output, in the input's shape; with `points` a list of n."
    )
    engine: Literal["tape", "torch"] = Field(description="What computed it.")


class GradientsAnswer(Gradients):
    """The output, its value, and the gradient of each input by its first spelling in the source."""

    assumed: list[str] = Field(default=[], description="Inputs that had no value and got a default, if any.")
    check: Check | None = Field(default=None, description="Where it was asked for, and not for many `points`.")
