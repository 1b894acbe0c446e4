"""What `/jacobian` and `/hessian` answer."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.web.schemas.answer import Answer, Numbers


class JacobianAnswer(Answer):
    """The derivative of every entry of the output by every entry of each input."""

    output: str = Field(description="The name of the output.")
    value: Numbers = Field(description="Its value.")
    inputs: list[str] = Field(description="The inputs, in the order of the source.")
    jacobian: dict[str, Numbers] = Field(
        description="Input -> nested arrays, the output's dimensions first, then the input's."
    )
    mode: Literal["reverse", "forward"] = Field(
        description="Reverse: one pass for each entry of the output. Forward: one for each entry of the inputs. "
        "Whichever needs fewer."
    )
    passes: int = Field(description="How many passes it took.")


class HessianAnswer(Answer):
    """The second derivatives of an output that is one number."""

    output: str = Field(description="The name of the output.")
    value: Numbers = Field(description="Its value.")
    inputs: list[str] = Field(description="The inputs, in the order of the source.")
    gradients: dict[str, Numbers] = Field(description="Input -> gradient, in the input's shape.")
    blocks: dict[str, dict[str, Numbers]] | None = Field(
        description="Input -> input -> nested arrays, the first input's dimensions first; null beside a vector."
    )
    product: dict[str, Numbers] | None = Field(
        description="Input -> its part of the Hessian times the vector, in the input's shape; null without one."
    )
