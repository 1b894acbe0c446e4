"""What `/derivation` answers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.web.schemas.answer import Answer, Numbers


class DerivationLine(Answer):
    """One line of the derivation."""

    step: int = Field(description="The step of POST /graph that it belongs to.")
    phase: Literal["forward", "backward"] = Field(description="An assignment, or a line of the chain rule.")
    node: str = Field(description="The node that receives a value or a gradient.")
    edge: str | None = Field(description="Backward: the edge it comes by; null for the first gradient.")
    latex: str = Field(description="The equation in the asked notation, first in symbols, then with numbers.")
    text: str = Field(description="The same as one sentence in the asked language.")


class Chain(Answer):
    """The whole chain rule of one input."""

    input: str = Field(description="The input.")
    latex: str = Field(
        description="Its gradient: all paths where they are few, else by the nodes that use it; ends with the number."
    )
    value: Numbers = Field(description="The gradient.")


class DerivationAnswer(Answer):
    """The derivation as a book prints it, from the trace that computed the numbers."""

    notation: Literal["partial", "bar", "delta"] = Field(description="As it was asked for.")
    lines: list[DerivationLine] = Field(description="One for each step: forward, then backward.")
    chains: list[Chain] = Field(description="One for each input that receives a gradient.")
