"""What `/graph` answers: the cards, the curves, the steps."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from app.web.schemas.answer import Answer, Number, Numbers, Told


class Alternative(Answer):
    """The other reading of something that was decided for the writer."""

    text: str = Field(description="What it would be, in the asked language.")
    source: str = Field(description="The source that is read so.")


class Reading(Answer):
    """Something that was decided for the writer."""

    code: str = Field(description="Which decision; stable.")
    text: str = Field(description="One sentence in the asked language.")
    span: tuple[int, int] = Field(description="Where in the source: start and end in code points.")
    alternative: Alternative | None = Field(description="The other reading; null where there is none to choose.")


class Note(Answer):
    """A point where a derivative is a matter of choice, or a value left the ordinary."""

    code: str = Field(description="`kink`, `tie`, `domain`, `overflow` or `stable`.")
    text: str = Field(description="One sentence in the asked language.")


class Node(Answer):
    """One value of the graph, drawn as a card."""

    id: str = Field(description="Unique in this graph; edges and steps name nodes by it.")
    kind: Literal["input", "constant", "operation"] = Field(description="Where the value comes from.")
    operation: str | None = Field(description="The row of /operations; null for inputs and constants.")
    name: str = Field(description="The writer's name, or one that was given.")
    named: bool = Field(default=True, description="Whether the writer named it.")
    role: str | None = Field(default=None, description="The operation's kind, which is its colour; null for others.")
    collapses: str | None = Field(default=None, description="The group that the card stands for; null for others.")
    label: str = Field(description="The formula on the card as plain text.")
    text: str = Field(default="", description="The same, for readers that hear the page.")
    latex: str = Field(description="The formula on the card as LaTeX.")
    face: str = Field(default="", description="The same, shortened where the card has no room for all of it.")
    shape: list[int] = Field(description="Empty for a scalar.")
    value: Told = Field(description="The value.")
    gradient: Told | None = Field(
        description="The gradient of the output by this node; null where none arrives, never 0."
    )
    tangent: Numbers | None = Field(
        default=None,
        description="With `mode: forward`: how fast the value changes; null where nothing that changes leads here.",
    )
    gates: list[Literal["add", "multiply", "scale", "route", "fan"]] = Field(
        default=[], description="What it does with gradients, in a word: distributes, swaps, scales, routes, sums."
    )
    gradient_of: str | None = Field(
        default=None,
        description="With `graph: backward`: the node of the graph itself whose gradient this is; else null.",
    )
    identifier: str = Field(default="", description="Its name in programs: `y_hat` for ŷ.")
    requires_grad: bool = Field(description="Whether a gradient can arrive.")
    span: tuple[int, int] | None = Field(description="Where in the source it was written.")
    spans: list[tuple[int, int]] = Field(
        default=[],
        description="All its places in the source, in order: what computes it, its name where it is defined, and every "
        "use of that name.",
    )
    line: int | None = Field(default=None, description="Of a listing: the line that made it, from 1.")
    leaf: dict[str, Any] | None = Field(
        default=None,
        description="Of a listing's input: `requires_grad`, and `accumulated`, its `.grad` after this pass.",
    )
    group: str | None = Field(description="The innermost group that it belongs to.")
    x: float = Field(description="The centre of the card.")
    y: float = Field(description="The centre of the card, downwards.")
    width: float = Field(description="The card's width.")
    height: float = Field(description="The card's height.")
    header: float = Field(default=0, description="The height of the formula's part of the card.")
    grid: dict[str, Any] | None = Field(
        default=None, description="Of a tensor: `rows`, `columns` and the size of a `cell`."
    )
    notes: list[Note] = Field(description="What is special about the node at these values.")


class Made(Answer):
    """A tensor that makes a contribution."""

    node: str = Field(description="The node that it stands on.")
    gradient: bool = Field(description="Whether it is the node's gradient, not its value.")
    axes: list[int | None] = Field(
        description="For each of its axes the axis of the contribution that it runs along with; null: summed over."
    )


class Local(Answer):
    """A local derivative: that of an operation by one of its operands."""

    value: Numbers | None = Field(description="Its number; null between tensors, and where the rule is no number.")
    latex: str = Field(description="Its rule.")
    text: str = Field(default="", description="The same as plain text.")


class Spot(Answer):
    """A point of the drawing."""

    x: float = Field(description="To the right.")
    y: float = Field(description="Downwards.")


class Edge(Answer):
    """An operand of an operation."""

    id: str = Field(description="Unique in this graph.")
    source: str = Field(description="The node whose value is used.")
    target: str = Field(description="The node that uses it.")
    operand: int = Field(description="Which operand of the target, from 0.")
    local: Local | None = Field(description="The local derivative; null where no gradient can come back.")
    face: str = Field(default="", description="Its rule, shortened where there is no room for all of it.")
    label: Spot | None = Field(default=None, description="The centre of the place where it is written.")
    contribution: Told | None = Field(description="What the edge adds to the gradient of its source.")
    made: list[Made] | None = Field(
        default=None,
        description="Of a contribution with rows and columns: the tensors whose rows and columns make an entry of it.",
    )
    tangent: Numbers | None = Field(
        default=None,
        description="With `mode: forward`: what the edge adds to its target's tangent: local derivative × tangent.",
    )
    points: list[tuple[float, float]] = Field(
        description="A first point, then control, control, end for each cubic Bézier curve."
    )


class Group(Answer):
    """The nodes of one call of a function."""

    id: str = Field(description="Name it in `collapsed` to draw it as one node.")
    label: str = Field(description="The function's name.")
    parent: str | None = Field(description="The group around it.")
    collapsed: bool = Field(description="Whether it is drawn as one node.")
    x: float | None = Field(default=None, description="The centre of its frame; only a group with a frame has it.")
    y: float | None = Field(default=None, description="The centre of its frame, downwards.")
    width: float | None = Field(default=None, description="The frame's width.")
    height: float | None = Field(default=None, description="The frame's height.")


class Step(Answer):
    """One step of the animation."""

    index: int = Field(description="Its place, from 0.")
    phase: Literal["forward", "backward", "tangent"] = Field(
        description="Values go forward, gradients go back; with `mode: forward` tangents go forward beside the values."
    )
    node: str = Field(description="The node that receives a value, a gradient or a tangent.")
    edge: str | None = Field(description="Backward, tangent: the edge it comes by; null where the pass starts.")
    latex: str = Field(description="The formula of the step with its numbers.")
    bar: str = Field(default="", description="The same as a line of a derivation, gradients written with bars.")
    text: str = Field(description="One sentence in the asked language.")
    value: Told = Field(description="The value; backward, tangent: what has gathered so far.")


class CheckRow(Answer):
    """One input, three witnesses."""

    name: str = Field(description="The input.")
    tape: Told | None = Field(
        description="Our own engine's gradient; null where the graph of a listing ends before it."
    )
    torch: Told | None = Field(description="PyTorch's; null where this server has none.")
    finite_difference: Numbers | None = Field(description="A central difference; null where none was tried.")
    relative_error: Number | None = Field(description="The largest relative difference between them.")
    notes: list[Note] = Field(
        description="What stands on the way to the output and excuses a difference; whether only a sample was tried."
    )


class Check(Answer):
    """Whether the witnesses agree."""

    agrees: bool = Field(description="Whether all rows agree.")
    rows: list[CheckRow] = Field(description="One for each input.")


class GraphAnswer(Answer):
    """Everything about a formula at these values."""

    source: str = Field(description="The source as it came.")
    syntax: str = Field(description="How it was read.")
    graph: Literal["forward", "backward"] = Field(
        default="forward", description="Which graph this is: the one written, or its backward pass."
    )
    mode: Literal["reverse", "forward"] = Field(
        default="reverse", description="Whether gradients go back, or tangents go forward."
    )
    engine: Literal["tape", "torch"] = Field(description="What computed it.")
    normalized: str = Field(description="The program with every sign and bracket written out.")
    latex: str = Field(description="The program as LaTeX.")
    readings: list[Reading] = Field(description="What was decided for the writer.")
    output: str = Field(description="The name of the output.")
    value: Told = Field(description="Its value.")
    gradients: dict[str, Told] = Field(description="Input -> gradient, in the input's shape.")
    tangent: Numbers | None = Field(
        default=None, description="With `mode: forward`: how fast the output changes; 0 where nothing reaches it."
    )
    assumed: list[str] = Field(description="Inputs that had no value and got a default.")
    nodes: list[Node] = Field(description="The cards.")
    edges: list[Edge] = Field(description="The curves between them.")
    groups: list[Group] = Field(description="Calls of functions.")
    steps: list[Step] = Field(description="The animation, in order.")
    optimizers: list[dict[str, Any]] | None = Field(
        default=None,
        description="Of a listing's episode: each optimizer that has made a step, its `type`, `rates`, and of each of "
        "its `parameters` the `state` by torch's names.",
    )
    spelling: dict[str, str] | None = Field(
        default=None,
        description="Of a listing's episode: names that are spelled otherwise in `formula`, as `self.fc1.weight` is.",
    )
    formula: dict[str, Any] | None = Field(
        default=None, description="Of a listing's episode: `source` and `values` of a formula that does the same."
    )
    check: Check | None = Field(description="Null unless it was asked for.")
    size: tuple[float, float] = Field(description="Width and height of the drawing.")
    direction: Literal["right", "down"] = Field(description="Where values flow in the drawing.")
