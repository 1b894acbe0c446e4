"""What the API answers, as types. Written by `python -m tests.client.written` from the models that document the API."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

Number = float
"""NaN and infinities are floats here, although JSON has words for them"""
Numbers = float | list["Numbers"]
"""a number, or nested lists of numbers"""


class Summary(TypedDict):
    """In a listing's graph of many numbers: what stands in the place of a tensor too large to be told whole."""

    shape: list[int]
    min: NotRequired[Number]
    max: NotRequired[Number]
    mean: NotRequired[Number]
    std: NotRequired[Number]
    norm: NotRequired[Number]
    nonfinite: NotRequired[int]
    first: NotRequired[list[Number]]
    histogram: NotRequired[list[int]]


class Note(TypedDict):
    """A point where a derivative is a matter of choice, or a value left the ordinary."""

    code: str
    text: str


class CheckRow(TypedDict):
    """One input, three witnesses."""

    name: str
    tape: Numbers | Summary | None
    torch: Numbers | Summary | None
    finite_difference: Numbers | None
    relative_error: Number | None
    notes: list[Note]


class Check(TypedDict):
    """Whether the witnesses agree."""

    agrees: bool
    rows: list[CheckRow]


class GradientsAnswer(TypedDict):
    """The output, its value, and the gradient of each input by its first spelling in the source."""

    output: str
    value: Numbers
    gradients: dict[str, Numbers]
    engine: Literal["tape", "torch"]
    assumed: NotRequired[list[str]]
    check: NotRequired[Check | None]


class Alternative(TypedDict):
    """The other reading of something that was decided for the writer."""

    text: str
    source: str


class Reading(TypedDict):
    """Something that was decided for the writer."""

    code: str
    text: str
    span: list[int]
    alternative: Alternative | None


class Node(TypedDict):
    """One value of the graph, drawn as a card."""

    id: str
    kind: Literal["input", "constant", "operation"]
    operation: str | None
    name: str
    named: NotRequired[bool]
    role: NotRequired[str | None]
    collapses: NotRequired[str | None]
    label: str
    text: NotRequired[str]
    latex: str
    face: NotRequired[str]
    shape: list[int]
    value: Numbers | Summary
    gradient: Numbers | Summary | None
    tangent: NotRequired[Numbers | None]
    gates: NotRequired[list[Literal["add", "multiply", "scale", "route", "fan"]]]
    gradient_of: NotRequired[str | None]
    identifier: NotRequired[str]
    requires_grad: bool
    span: list[int] | None
    spans: NotRequired[list[list[int]]]
    line: NotRequired[int | None]
    leaf: NotRequired[dict[str, Any] | None]
    group: str | None
    x: float
    y: float
    width: float
    height: float
    header: NotRequired[float]
    grid: NotRequired[dict[str, Any] | None]
    notes: list[Note]


class Local(TypedDict):
    """A local derivative: that of an operation by one of its operands."""

    value: Numbers | None
    latex: str
    text: NotRequired[str]


class Spot(TypedDict):
    """A point of the drawing."""

    x: float
    y: float


class Made(TypedDict):
    """A tensor that makes a contribution."""

    node: str
    gradient: bool
    axes: list[int | None]


class Edge(TypedDict):
    """An operand of an operation."""

    id: str
    source: str
    target: str
    operand: int
    local: Local | None
    face: NotRequired[str]
    label: NotRequired[Spot | None]
    contribution: Numbers | Summary | None
    made: NotRequired[list[Made] | None]
    tangent: NotRequired[Numbers | None]
    points: list[list[float]]


class Group(TypedDict):
    """The nodes of one call of a function."""

    id: str
    label: str
    parent: str | None
    collapsed: bool
    x: NotRequired[float | None]
    y: NotRequired[float | None]
    width: NotRequired[float | None]
    height: NotRequired[float | None]


class Step(TypedDict):
    """One step of the animation."""

    index: int
    phase: Literal["forward", "backward", "tangent"]
    node: str
    edge: str | None
    latex: str
    bar: NotRequired[str]
    text: str
    value: Numbers | Summary


class GraphAnswer(TypedDict):
    """Everything about a formula at these values."""

    source: str
    syntax: str
    graph: NotRequired[Literal["forward", "backward"]]
    mode: NotRequired[Literal["reverse", "forward"]]
    engine: Literal["tape", "torch"]
    normalized: str
    latex: str
    readings: list[Reading]
    output: str
    value: Numbers | Summary
    gradients: dict[str, Numbers | Summary]
    tangent: NotRequired[Numbers | None]
    assumed: list[str]
    nodes: list[Node]
    edges: list[Edge]
    groups: list[Group]
    steps: list[Step]
    optimizers: NotRequired[list[dict[str, Any]] | None]
    spelling: NotRequired[dict[str, str] | None]
    formula: NotRequired[dict[str, Any] | None]
    check: Check | None
    size: list[float]
    direction: Literal["right", "down"]


class Path(TypedDict):
    """One way from the input to the output."""

    nodes: list[str]
    edges: list[str]
    product: Numbers | None
    latex: str


class Multiplications(TypedDict):
    """How many multiplications each way takes, beyond the forward pass. A product of tensors counts as one."""

    every_path: int
    symbolic: int
    backpropagation: int


class Repetition(TypedDict):
    """A node that a formula written out without names computes again and again."""

    node: str
    text: str
    values: int
    derivatives: int


class Cost(TypedDict):
    """Why the graph wins."""

    one_input: Multiplications
    all_inputs: Multiplications
    repeated: list[Repetition]


class PathsAnswer(TypedDict):
    """All ways from the input to the output; their products add up to the gradient."""

    input: str
    output: str
    count: int
    count_text: str
    listed: Literal["all", "largest"]
    paths: list[Path]
    sum: Numbers | None
    cost: Cost


class DerivationLine(TypedDict):
    """One line of the derivation."""

    step: int
    phase: Literal["forward", "backward"]
    node: str
    edge: str | None
    latex: str
    text: str


class Chain(TypedDict):
    """The whole chain rule of one input."""

    input: str
    latex: str
    value: Numbers


class DerivationAnswer(TypedDict):
    """The derivation as a book prints it, from the trace that computed the numbers."""

    notation: Literal["partial", "bar", "delta"]
    lines: list[DerivationLine]
    chains: list[Chain]


class CodeLine(TypedDict):
    """What a line of the program belongs to."""

    line: int
    phase: Literal["forward", "backward"]
    node: str
    edge: str | None


class CodeAnswer(TypedDict):
    """The graph as a program that runs alone and prints the same numbers."""

    target: Literal["numpy", "pytorch", "jax", "dot", "tikz"]
    filename: str
    code: str
    lines: list[CodeLine]


class JacobianAnswer(TypedDict):
    """The derivative of every entry of the output by every entry of each input."""

    output: str
    value: Numbers
    inputs: list[str]
    jacobian: dict[str, Numbers]
    mode: Literal["reverse", "forward"]
    passes: int


class HessianAnswer(TypedDict):
    """The second derivatives of an output that is one number."""

    output: str
    value: Numbers
    inputs: list[str]
    gradients: dict[str, Numbers]
    blocks: dict[str, dict[str, Numbers]] | None
    product: dict[str, Numbers] | None


class ConsolePiece(TypedDict):
    """What one call of print() wrote."""

    line: int
    text: str


class Episode(TypedDict):
    """One backward() of a listing."""

    index: int
    line: int
    output: str
    value: Numbers
    nodes: int


class EpisodeGraph(TypedDict):
    """One of the episodes around the chosen one."""

    episode: int
    graph: GraphAnswer


class ProblemDocument(TypedDict):
    """Every refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    line: int | None
    column: int | None
    offset: int | None
    length: int | None
    hint: str | None


class Replacement(TypedDict):
    """An edit of the source. Places count code points from 0."""

    start: int
    to: int
    insert: str


class Finding(TypedDict):
    """What a reviewer has to say about a line."""

    code: str
    line: int
    severity: Literal["error", "warning"]
    text: str
    fix: str
    replacement: Replacement | None


class LessonOfError(TypedDict):
    """What a message of torch or Python means."""

    code: str
    line: int
    text: str


class Curve(TypedDict):
    """Numbers that a listing made one after the other."""

    name: str
    kind: Literal["episode", "printed", "list"]
    line: int | None
    xlabel: str
    x: list[Number]
    y: list[Number]


class Variable(TypedDict):
    """A name that the listing leaves behind."""

    name: str
    type: str
    text: str
    shape: list[int] | None
    value: Numbers | None
    requires_grad: bool | None
    gradient: Numbers | None


class RunAnswer(TypedDict):
    """What a listing printed, drew and left behind, up to where it ended or stopped."""

    console: list[ConsolePiece]
    episodes: list[Episode]
    refused: Episode | None
    graph: GraphAnswer | None
    graphs: list[EpisodeGraph]
    graph_error: ProblemDocument | None
    findings: list[Finding]
    lesson: LessonOfError | None
    plots: list[dict[str, Any]]
    curves: list[Curve]
    variables: list[Variable]
    error: ProblemDocument | None


class Parameter(TypedDict):
    """What an operation takes beside its operands."""

    name: str
    accepts: str
    default: Any


class OperationRow(TypedDict):
    """One operation of the table."""

    name: str
    spellings: list[str]
    operands: list[int | int | None]
    kind: str
    role: str
    doc: str
    latex: str
    back: list[str | None]
    back_latex: list[str | None]
    torch: str
    parameters: list[Parameter]
    notes: list[str]


class OperationsAnswer(TypedDict):
    """The table."""

    operations: list[OperationRow]


class LessonChoice(TypedDict):
    """One of several answers."""

    words: str
    right: bool
    why: str


class LessonMistake(TypedDict):
    """A number that comes out where a classic mistake is made."""

    number: Numbers
    why: str


class LessonQuestion(TypedDict):
    """The one question of a lesson: choices, or a number."""

    words: str
    hint: str
    choices: list[LessonChoice]
    number: Numbers | None
    mistakes: list[LessonMistake]
    why: str | None


class LessonPart(TypedDict):
    """One page of a lesson. Mathematics stands between dollars, in LaTeX."""

    words: str
    source: str
    values: dict[str, Numbers]
    upstream: Numbers | None
    step: int
    lit: list[str]
    panel: str | None
    question: LessonQuestion | None
    query: str


class LessonRow(TypedDict):
    """One lesson of the gallery."""

    id: str
    theme: str
    title: str
    text: str
    source: str
    values: dict[str, Numbers]
    query: str
    parts: list[LessonPart]


class ListingRow(TypedDict):
    """One listing of the gallery."""

    id: str
    title: str
    text: str
    source: str
    query: str


class TrainingRow(TypedDict):
    """One lesson on training."""

    id: str
    title: str
    text: str
    run: dict[str, Any]
    query: str
    parts: int


class LessonsAnswer(TypedDict):
    """The gallery."""

    lessons: list[LessonRow]
    listings: list[ListingRow]
    training: list[TrainingRow]


class MistakeRow(TypedDict):
    """What one classic mistake would give."""

    code: str
    number: Numbers
    edge: str | None
    text: str


class AskedNode(TypedDict):
    """A node that a student may be asked about."""

    node: str
    answer: Numbers
    hint: str
    mistakes: list[MistakeRow]


class MistakesAnswer(TypedDict):
    """What may be asked, and what wrong answers mean."""

    asked: Literal["gradients", "values"]
    nodes: list[AskedNode]


class PermanentLink(TypedDict):
    """The addresses of a graph that need no keeping. Each begins where the server's own address ends."""

    code: str
    permanent: str
    readable: str


class ShortLink(TypedDict):
    """The same, and the short link that is kept."""

    code: str
    permanent: str
    readable: str
    id: str
    short: str


class Health(TypedDict):
    """The process lives."""

    status: Literal["ok"]
    version: str
    engines: dict[str, Literal["loaded", "available", "missing"]]


class UpdateRow(TypedDict):
    """One update."""

    update: int
    epoch: int
    step: int
    samples: list[int]
    loss: Number
    learning_rate: Number
    parameters: dict[str, Numbers] | None
    gradients: dict[str, Numbers] | None
    gradient_norm: Number
    state: dict[str, Any]
    next: dict[str, Numbers] | None


class UpdatesAnswer(TypedDict):
    """The full trace of some updates."""

    run: str
    updates: list[UpdateRow]


class OptionRow(TypedDict):
    """What may be chosen."""

    name: str
    symbol: str
    kind: Literal["number", "whole", "flag"]
    default: Any
    takes: str
    doc: str


class StateRow(TypedDict):
    """What an optimiser remembers of every parameter."""

    symbol: str
    name: str
    doc: str
    when: str


class RuleLine(TypedDict):
    """One definition of a rule."""

    text: str
    when: str
    becomes: str


class OptimizerRow(TypedDict):
    """One optimiser."""

    name: str
    torch: str
    doc: str
    options: list[OptionRow]
    states: list[StateRow]
    rule: list[str]
    latex: str
    lines: list[RuleLine]


class ScheduleRow(TypedDict):
    """One schedule of the learning rate."""

    name: str
    torch: str
    doc: str
    options: list[OptionRow]
    rule: list[str]
    latex: str


class ClipRow(TypedDict):
    """One way to bound gradients."""

    name: str
    rule: list[str]
    latex: str


class OptimizersAnswer(TypedDict):
    """All optimisers, schedules and clips."""

    optimizers: list[OptimizerRow]
    schedules: list[ScheduleRow]
    clips: list[ClipRow]


class Axis(TypedDict):
    """An entry of the parameters, and the values that it takes."""

    name: str
    values: list[Number]
    at: Number


class SurfaceAnswer(TypedDict):
    """The loss over two parameters, all others as they are."""

    update: int
    x: Axis
    y: Axis
    losses: list[list[Number]]


class SliceAnswer(TypedDict):
    """The loss along a line through the parameters, and what the gradient promises there."""

    update: int
    along: Literal["gradient", "step"]
    distances: list[Number]
    losses: list[Number]
    promised: list[Number]
    taken: Number


class NudgeAnswer(TypedDict):
    """What the gradient promises of a change of one parameter, and what happens."""

    update: int
    parameter: str
    at: Number
    change: Number
    loss: Number
    gradient: Number
    promised: Number
    happened: Number
    changes: list[Number]
    losses: list[Number]


class FitAnswer(TypedDict):
    """What the formula gives at some updates."""

    run: str
    output: str
    fits: list[dict[str, Any]]


class DatasetRow(TypedDict):
    """A data set that can be made."""

    name: str
    doc: str
    target: Literal["number", "binary", "classes"]
    options: list[OptionRow]


class DatasetsAnswer(TypedDict):
    """All data sets, or the samples of one."""

    datasets: NotRequired[list[DatasetRow] | None]
    name: NotRequired[str | None]
    target: NotRequired[Literal["number", "binary", "classes"] | None]
    columns: NotRequired[dict[str, Any] | None]


class TableAnswer(TypedDict):
    """Pasted text as data."""

    samples: int
    columns: dict[str, list[Number]]
    classes: dict[str, list[str]]


NUMERIC = frozenset(
    (
        "accumulated",
        "answer",
        "at",
        "blocks",
        "change",
        "changes",
        "columns",
        "contribution",
        "distances",
        "finite_difference",
        "first",
        "gradient",
        "gradient_norm",
        "gradients",
        "happened",
        "jacobian",
        "learning_rate",
        "loss",
        "losses",
        "max",
        "mean",
        "min",
        "next",
        "norm",
        "number",
        "parameters",
        "product",
        "promised",
        "rates",
        "relative_error",
        "state",
        "std",
        "sum",
        "taken",
        "tangent",
        "tape",
        "torch",
        "upstream",
        "value",
        "values",
        "x",
        "y",
    )
)
"""fields that hold numbers, wherever they stand"""
