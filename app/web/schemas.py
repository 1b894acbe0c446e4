"""What the API answers, as models: read only by the OpenAPI document and by tests, and imported only for them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

_NUMBER: list[dict[str, Any]] = [{"type": "number"}, {"type": "string", "enum": ["NaN", "Infinity", "-Infinity"]}]
Number = Annotated[Any, WithJsonSchema({"anyOf": _NUMBER, "title": "A number"})]
Numbers = Annotated[
    Any, WithJsonSchema({"anyOf": [*_NUMBER, {"type": "array", "items": {}}], "title": "Number or arrays"})
]


class Answer(BaseModel):
    model_config = ConfigDict(extra="allow")


class GradientsAnswer(Answer):
    """The output, its value, and the gradient of each input by its first spelling in the source."""

    output: str = Field(description="The name of the output.")
    value: Numbers = Field(description="Its value; with `points` a list of n.")
    gradients: dict[str, Numbers] = Field(
        description="Input -> gradient of the output, in the input's shape; with `points` a list of n."
    )
    engine: Literal["tape", "torch"] = Field(description="What computed it.")


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
    value: Numbers = Field(description="The value.")
    gradient: Numbers | None = Field(
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
        default=None, description="Of a tensor with few numbers: `rows`, `columns` and the size of a `cell`."
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
    contribution: Numbers | None = Field(description="What the edge adds to the gradient of its source.")
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
    value: Numbers = Field(description="The value; backward, tangent: what has gathered so far.")


class CheckRow(Answer):
    """One input, three witnesses."""

    name: str = Field(description="The input.")
    tape: Numbers | None = Field(
        description="Our own engine's gradient; null where the graph of a listing ends before it."
    )
    torch: Numbers | None = Field(description="PyTorch's; null where this server has none.")
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
    value: Numbers = Field(description="Its value.")
    gradients: dict[str, Numbers] = Field(description="Input -> gradient, in the input's shape.")
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
    formula: dict[str, Any] | None = Field(
        default=None, description="Of a listing's episode: `source` and `values` of a formula that does the same."
    )
    check: Check | None = Field(description="Null unless it was asked for.")
    size: tuple[float, float] = Field(description="Width and height of the drawing.")
    direction: Literal["right", "down"] = Field(description="Where values flow in the drawing.")


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


class Problem(BaseModel):
    """Every refusal (RFC 9457)."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="A URN that names the kind of problem.")
    title: str = Field(description="The kind of problem in a few words, in the asked language.")
    status: int = Field(description="The HTTP status.")
    code: str = Field(
        description="Stable, for programs: `syntax.unexpected`, `name.cycle`, `shape.matmul`, `limit.nodes` ..."
    )
    detail: str = Field(description="One sentence in the asked language.")
    line: int | None = Field(description="The line in the source, from 1; null where the problem has no place in it.")
    column: int | None = Field(description="The column, from 1, in code points.")
    offset: int | None = Field(description="Code points before it in the source (in the body where that is not JSON).")
    length: int | None = Field(description="How many code points it is about.")
    hint: str | None = Field(description="What to write instead, where that can be said.")


class BatchAnswer(Answer):
    """An answer or a problem for each item."""

    items: list[GradientsAnswer | GraphAnswer | Problem] = Field(
        description="In the order of the question. A problem has a `status` and a `code`, an answer has neither."
    )


class ConsolePiece(Answer):
    """What one call of print() wrote."""

    line: int = Field(description="The line of the listing, from 1.")
    text: str = Field(description="The text with its own line end: all of them joined are the output.")


class Variable(Answer):
    """A name that the listing leaves behind."""

    name: str = Field(description="As it is written.")
    type: str = Field(description="The type in Python: `Tensor`, `float`, `list` ...")
    text: str = Field(description="As Python shows it; shortened where it is long.")
    shape: list[int] | None = Field(description="Of a tensor or array.")
    value: Numbers | None = Field(description="The numbers, where they are few.")
    requires_grad: bool | None = Field(description="Of a tensor.")
    gradient: Numbers | None = Field(description="The `.grad` of a leaf; null where there is none.")


class Curve(Answer):
    """Numbers that a listing made one after the other."""

    name: str = Field(description="What the listing calls them; empty where it does not.")
    kind: Literal["episode", "printed", "list"] = Field(
        description="`episode`: the value of each backward(). `printed`: a number in a line's prints. `list`: a list."
    )
    line: int | None = Field(description="The line that made them; null for a list.")
    xlabel: str = Field(description="What the listing calls `x`; empty where they are counted.")
    x: list[Number] = Field(description="Where they stand: an episode, an epoch that was printed too, a place.")
    y: list[Number] = Field(description="The numbers.")


class Episode(Answer):
    """One backward() of a listing."""

    index: int = Field(description="Its place, from 0: ask for it by `episode`.")
    line: int = Field(description="The line that called it.")
    output: str = Field(description="What it was called on.")
    value: Numbers = Field(description="Its value.")
    nodes: int = Field(description="How many operations and leaves lead to it.")


class EpisodeGraph(Answer):
    """One of the episodes around the chosen one."""

    episode: int = Field(description="Its index.")
    graph: GraphAnswer = Field(description="As `graph` of the answer.")


class Replacement(Answer):
    """An edit of the source. Places count code points from 0."""

    start: int = Field(alias="from", description="Where it begins.")
    to: int = Field(description="Where what it replaces ends.")
    insert: str = Field(description="What stands there afterwards.")


class Finding(Answer):
    """What a reviewer has to say about a line."""

    code: str = Field(description="Stable, for programs.")
    line: int = Field(description="The line of the listing, from 1.")
    severity: Literal["error", "warning"] = Field(
        description="`error`: it stops, learns nothing, or computes something else than it says. `warning`: it works, "
        "badly."
    )
    text: str = Field(description="What is wrong, with the numbers of this run, in the asked language.")
    fix: str = Field(description="What to write instead.")
    replacement: Replacement | None = Field(description="The edit that does so; null where it is a matter of choice.")


class LessonOfError(Answer):
    """What a message of torch or Python means."""

    code: str = Field(description="Stable, for programs.")
    line: int = Field(description="Where the chain broke, where it did; else the line that stopped.")
    text: str = Field(description="One paragraph in the asked language.")


class RunAnswer(Answer):
    """What a listing printed, drew and left behind, up to where it ended or stopped."""

    console: list[ConsolePiece] = Field(description="What was printed, in order.")
    episodes: list[Episode] = Field(description="One for each backward() that was recorded.")
    graph: GraphAnswer | None = Field(
        description="The chosen episode as `/graph` has it, run again by our tape in float64 and held against torch by "
        "`check`; after a backward() that torch refused, its graph without gradients; null where there is none."
    )
    graphs: list[EpisodeGraph] = Field(description="The graphs of the episodes around it, where `near` asks for them.")
    graph_error: Problem | None = Field(description="Why there is no graph although there is an episode.")
    findings: list[Finding] = Field(description="What a reviewer would say, by line.")
    lesson: LessonOfError | None = Field(description="What the message in `error` means; null where nothing is known.")
    plots: list[dict[str, Any]] = Field(
        description="Figures as specifications: axes with their titles, and marks with their numbers."
    )
    curves: list[Curve] = Field(
        description="What was printed, appended or differentiated again and again, as curves; those of losses first."
    )
    variables: list[Variable] = Field(description="The global names at the end, functions and modules left out.")
    error: Problem | None = Field(description="What stopped the listing, with its line; null where it ran to its end.")


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


class LessonChoice(Answer):
    """One of several answers."""

    words: str = Field(description="The answer.")
    right: bool = Field(description="Whether it is right.")
    why: str = Field(description="What to say to the one who takes it.")


class LessonMistake(Answer):
    """A number that comes out where a classic mistake is made."""

    number: Numbers = Field(description="The wrong answer.")
    why: str = Field(description="Which mistake it is.")


class LessonQuestion(Answer):
    """The one question of a lesson: choices, or a number."""

    words: str = Field(description="The question.")
    hint: str = Field(description="A hint.")
    choices: list[LessonChoice] = Field(description="Empty where a number is asked for.")
    number: Numbers | None = Field(description="The right number; null beside choices.")
    mistakes: list[LessonMistake] = Field(description="Wrong numbers that can be explained.")
    why: str | None = Field(description="What to say to the one who finds the number.")


class LessonPart(Answer):
    """One page of a lesson. Mathematics stands between dollars, in LaTeX."""

    words: str = Field(description="In the asked language; paragraphs are split by empty lines.")
    source: str = Field(description="The formula that it is about.")
    values: dict[str, Numbers] = Field(description="All values.")
    upstream: Numbers | None = Field(description="The gradient that arrives at a tensor output.")
    step: int = Field(description="How many steps of the run are finished.")
    lit: list[str] = Field(description="Ids of the nodes and edges that it speaks of.")
    panel: str | None = Field(description="The panel that it opens.")
    question: LessonQuestion | None = Field(description="One part of each lesson has one, and its answer follows.")
    query: str = Field(description="The graph as a query, for `/`, `/embed` and `/graph.svg`.")


class LessonRow(Answer):
    """One lesson of the gallery."""

    id: str = Field(description="Its page is /lessons/{id}.")
    theme: str = Field(description="The group that it belongs to.")
    title: str = Field(description="In the asked language.")
    text: str = Field(description="What it is about, in the asked language.")
    source: str = Field(description="The formula.")
    values: dict[str, Numbers] = Field(description="Its values.")
    query: str = Field(description="The same as a query, for `/`, `/embed` and `/graph.svg`.")
    parts: list[LessonPart] = Field(description="Its path, page by page.")


class ListingRow(Answer):
    """One listing of the gallery."""

    id: str = Field(description="Its page is /lessons/{id}.")
    title: str = Field(description="In the asked language.")
    text: str = Field(description="What it is about, in the asked language.")
    source: str = Field(description="The listing, for `/run`; its comments in the asked language.")
    query: str = Field(description="The graph of its first backward() as a query for `/graph.svg`.")


class TrainingRow(Answer):
    """One lesson on training."""

    id: str = Field(description="Its page is /lessons/{id}.")
    title: str = Field(description="In the asked language.")
    text: str = Field(description="What it is about, in the asked language.")
    run: dict[str, Any] = Field(description="What it trains, for `/train`.")
    query: str = Field(description="Its formula with the first sample as a query for `/graph.svg`.")
    parts: int = Field(description="How many pages its path has.")


class LessonsAnswer(Answer):
    """The gallery."""

    lessons: list[LessonRow] = Field(description="All lessons, theme by theme, the simplest first.")
    listings: list[ListingRow] = Field(description="Listings in PyTorch, the simplest first.")
    training: list[TrainingRow] = Field(description="Lessons on training.")


class PermanentLink(Answer):
    """The addresses of a graph that need no keeping. Each begins where the server's own address ends."""

    code: str = Field(description="A version character, then the graph's spec as JSON, raw deflate, in base64url.")
    permanent: str = Field(description="The permanent link, `/g/` and the code.")
    readable: str = Field(description="The same as a query of the playground.")


class ShortLink(PermanentLink):
    """The same, and the short link that is kept."""

    id: str = Field(description="Twelve letters and digits; the same for the same graph.")
    short: str = Field(description="The short link, `/s/` and the id.")


class OEmbed(Answer):
    """An answer of oEmbed 1.0 (oembed.com)."""

    version: Literal["1.0"] = Field(description="Of oEmbed.")
    type: Literal["rich"] = Field(description="A text to put into a page.")
    title: str = Field(description="The formula on one line.")
    provider_name: str = Field(description="Always `Chainlight`.")
    provider_url: str = Field(description="The playground.")
    html: str = Field(description="The frame, its sandbox included.")
    width: int = Field(description="Of the frame, in pixels.")
    height: int = Field(description="Of the frame, in pixels.")


class Health(BaseModel):
    """The process lives."""

    status: Literal["ok"] = Field(description="Always `ok`.")
    version: str = Field(description="The release.")
    engines: dict[str, Literal["loaded", "available", "missing"]] = Field(
        description="Engine -> whether it is in memory yet."
    )


class Document(BaseModel):
    """An OpenAPI document."""

    model_config = ConfigDict(extra="allow")

    openapi: str = Field(description="The version of OpenAPI that it is written in.")


ANSWERS: tuple[type[BaseModel], ...] = (
    GradientsAnswer, GraphAnswer, PathsAnswer, DerivationAnswer, CodeAnswer, JacobianAnswer, HessianAnswer,
    RunAnswer, OperationsAnswer, LessonsAnswer, MistakesAnswer, BatchAnswer, PermanentLink, ShortLink, OEmbed, Problem,
    Health,
    Document,
)  # fmt: skip
