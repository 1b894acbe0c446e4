"""What `/paths` answers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.web.schemas.answer import Answer, Numbers


class Path(Answer):
    """One way from the input to the output."""

    nodes: list[str] = Field(description="Node ids from the input to the output.")
    edges: list[str] = Field(description="Edge ids in the same order.")
    product: Numbers | None = Field(description="The product of the local derivatives along it.")
    latex: str = Field(description="That product, written out.")


class Repetition(Answer):
    """A node that a formula written out without names computes again and again."""

    node: str = Field(description="The node.")
    text: str = Field(description="Its formula as plain text.")
    values: int = Field(description="How often its value stands in the derivative, written out in the inputs alone.")
    derivatives: int = Field(description="How often its own derivative stands in it.")


class Multiplications(Answer):
    """How many multiplications each way takes, beyond the forward pass. A product of tensors counts as one."""

    every_path: int = Field(
        description="Every path multiplied out on its own, the local derivatives known: exact, however large."
    )
    symbolic: int = Field(description="The derivative written out as one formula in the inputs, nothing shared.")
    backpropagation: int = Field(
        description="Backwards through the graph: one for each edge, and the local derivatives."
    )


class Cost(Answer):
    """Why the graph wins."""

    one_input: Multiplications = Field(description="For the gradient of the input that was asked for.")
    all_inputs: Multiplications = Field(description="For the gradients of all inputs: backpropagation goes only once.")
    repeated: list[Repetition] = Field(
        description="What the written-out formula of this input computes more than once, the most frequent first."
    )


class PathsAnswer(Answer):
    """All ways from the input to the output; their products add up to the gradient."""

    input: str = Field(description="The input that was asked for.")
    output: str = Field(description="The output.")
    count: int = Field(description="How many paths there are, listed or not: exact, however large.")
    count_text: str = Field(description="The same in digits, for readers whose numbers lose some.")
    listed: Literal["all", "largest"] = Field(
        description="`all`: every path, in the order of the edges. `largest`: there are more than were asked for; "
        "these have the largest products, the largest first (between tensors: the first ones)."
    )
    paths: list[Path] = Field(description="The paths, 200 at most.")
    sum: Numbers | None = Field(
        description="The sum of the products of all paths: the gradient; null where none arrives."
    )
    cost: Cost = Field(description="Multiplications by three ways to the same gradient.")
