"""What `/run` answers of a listing."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from app.web.schemas.answer import Answer, Number, Numbers
from app.web.schemas.graph import GraphAnswer
from app.web.schemas.problem import Problem


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
    value: Numbers = Field(description="Its value; an empty list where it holds more than 1,000 numbers.")
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
    refused: Episode | None = Field(
        description="The backward() that torch refused, where that ended the listing: its index is behind all others."
    )
    graph: GraphAnswer | None = Field(
        description="The chosen episode as `/graph` has it, run again by our tape in float64 and held against torch by "
        "`check`; of one that torch refused, without gradients; null where there is none. Where values, "
        "gradients and steps have more than 100,000 numbers, tensors of more than 1,000 (of fewer where that is not "
        "enough) are summaries."
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
