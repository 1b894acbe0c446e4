"""What `/operations` answers."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from app.web.schemas.answer import Answer


class Parameter(Answer):
    """What an operation takes beside its operands."""

    name: str = Field(description="Its name.")
    accepts: str = Field(description="`whole`, `wholes`, `number` or `index`.")
    default: Any = Field(description="What it is where it is not written.")


class OperationRow(Answer):
    """One operation of the table."""

    name: str = Field(description="Its name, unique.")
    spellings: list[str] = Field(description="How it may be written.")
    operands: tuple[int, int | None] = Field(description="How few and how many operands; null: any number.")
    kind: str = Field(description="Its role in a graph.")
    role: str = Field(description="What that role does with a gradient, in the asked language.")
    doc: str = Field(description="One sentence in the asked language.")
    latex: str = Field(description="How it is typeset, operands by their letters.")
    back: list[str | None] = Field(
        description="The way back to each operand, in our formula language; null: no gradient flows there."
    )
    back_latex: list[str | None] = Field(
        description="The same typeset: what is usual, without what happens at single points."
    )
    torch: str = Field(description="The same in PyTorch.")
    parameters: list[Parameter] = Field(description="What it takes beside its operands.")
    notes: list[str] = Field(description="Which notes a node of it may carry.")


class OperationsAnswer(Answer):
    """The table."""

    operations: list[OperationRow] = Field(description="All rows, in the order of the table.")
