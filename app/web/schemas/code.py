"""What `/code` answers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.web.schemas.answer import Answer


class CodeLine(Answer):
    """What a line of the program belongs to."""

    line: int = Field(description="Its number, from 1.")
    phase: Literal["forward", "backward"] = Field(description="Whether it computes a value or a gradient.")
    node: str = Field(description="The node of POST /graph that receives it.")
    edge: str | None = Field(description="Backward: the edge it comes by.")


class CodeAnswer(Answer):
    """The graph as a program that runs alone and prints the same numbers."""

    target: Literal["numpy", "pytorch", "jax", "dot", "tikz"] = Field(description="As it was asked for.")
    filename: str = Field(description="A name for the file.")
    code: str = Field(description="The whole text.")
    lines: list[CodeLine] = Field(description="Which lines belong to which nodes and edges.")
