"""What the tools answer: the API's answers without what only a drawing needs, so that an assistant can read them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from app.mcp.links import Links
from app.web.schemas import gradients
from app.web.schemas.answer import Numbers, Told

__all__ = ["Explanation", "Gradients", "Graph", "ListingRun", "ShownGraph"]

LINKS = Field(description="Where the same graph is seen.")


class Gradients(gradients.Gradients):
    """The answer of POST /api/v1/gradients, and where its graph is seen."""

    links: Links = LINKS


class Node(BaseModel):
    """A value of the graph."""

    id: str = Field(description="Unique in this graph.")
    kind: Literal["input", "constant", "operation"] = Field(description="Where the value comes from.")
    formula: str = Field(description="`v = b·c`, or the name of an input.")
    value: Told = Field(description="Its value.")
    gradient: Told | None = Field(description="The gradient of the output by it; null where none arrives.")
    notes: list[str] = Field(description="What is special here: a kink, a tie, a domain, an overflow.")


class Edge(BaseModel):
    """An operand of an operation."""

    source: str = Field(description="The node whose value is used.")
    target: str = Field(description="The node that uses it.")
    local_derivative: str | None = Field(description="∂target/∂source as a rule.")
    local_value: Numbers | None = Field(description="Its number; null between tensors.")
    contribution: Told | None = Field(description="What it adds to the gradient of its source.")


class Graph(BaseModel):
    """A formula's computational graph with all its numbers."""

    formula: str = Field(description="The program with every sign and bracket written out.")
    latex: str = Field(description="The same in LaTeX.")
    output: str = Field(description="The name of the output.")
    value: Told = Field(description="Its value.")
    gradients: dict[str, Told] = Field(description="Input -> gradient of the output.")
    assumed: list[str] = Field(description="Inputs that had no value and got a small default.")
    readings: list[str] = Field(description="What was decided for the writer, a sentence each.")
    nodes: list[Node] = Field(description="In an order in which each follows its operands.")
    edges: list[Edge] = Field(description="Which value is used where.")


class ShownGraph(Graph):
    """A graph, and where it is seen."""

    links: Links = LINKS


class ExplainedStep(BaseModel):
    """One step of the run."""

    number: int = Field(description="From 1; `picture` takes it as `step`.")
    phase: Literal["forward", "backward"] = Field(description="A value, or a gradient.")
    node: str = Field(description="The node that receives it.")
    sentence: str = Field(description="What happens, with its numbers.")
    latex: str = Field(description="The same as a formula.")


class Explanation(BaseModel):
    """The run of a formula forward and backward, step by step."""

    output: str = Field(description="The name of the output.")
    value: Numbers = Field(description="Its value.")
    gradients: dict[str, Numbers] = Field(description="Input -> gradient of the output.")
    steps: list[ExplainedStep] = Field(description="All steps, in order.")
    chains: dict[str, str] = Field(description="Input -> its whole chain rule in LaTeX, with the number at the end.")
    links: Links = LINKS


class Remark(BaseModel):
    """What a reviewer says of a line."""

    line: int = Field(description="From 1.")
    text: str = Field(description="What is wrong, with the numbers of this run.")
    fix: str = Field(description="What to write instead.")


class ListingRun(BaseModel):
    """What a listing printed and left behind, up to where it ended or stopped."""

    console: str = Field(description="All that it printed.")
    error: str | None = Field(description="What stopped it, with the line and a caret; null where it ran to its end.")
    meaning: str | None = Field(description="What that message means, where it is known.")
    remarks: list[Remark] = Field(description="What a reviewer would say, by line.")
    episodes: list[dict[str, Any]] = Field(description="Each backward(): its line, what it was called on, its value.")
    variables: dict[str, str] = Field(description="Global names at the end -> what Python shows.")
    graph: Graph | None = Field(description="The graph of the chosen backward(); null where there is none.")
    links: Links = Field(description="Where the listing runs; the picture is of its graph.")


def graph_of(payload: dict[str, Any]) -> Graph:
    """The answer of POST /api/v1/graph, without places and steps."""
    return Graph(
        formula=payload["normalized"],
        latex=payload["latex"],
        output=payload["output"],
        value=payload["value"],
        gradients=payload["gradients"],
        assumed=payload["assumed"],
        readings=[reading["text"] for reading in payload["readings"]],
        nodes=[
            Node(
                id=node["id"],
                kind=node["kind"],
                formula=node["text"],
                value=node["value"],
                gradient=node["gradient"],
                notes=[note["text"] for note in node["notes"]],
            )
            for node in payload["nodes"]
        ],
        edges=[
            Edge(
                source=edge["source"],
                target=edge["target"],
                local_derivative=edge["local"] and edge["local"]["text"],
                local_value=edge["local"] and edge["local"]["value"],
                contribution=edge["contribution"],
            )
            for edge in payload["edges"]
        ],
    )


def explanation_of(payload: dict[str, Any], chains: list[dict[str, Any]], links: Links) -> Explanation:
    """The steps of POST /api/v1/graph and the chains of POST /api/v1/derivation."""
    return Explanation(
        output=payload["output"],
        value=payload["value"],
        gradients=payload["gradients"],
        steps=[
            ExplainedStep(
                number=step["index"] + 1,
                phase=step["phase"],
                node=step["node"],
                sentence=step["text"],
                latex=step["latex"],
            )
            for step in payload["steps"]
        ],
        chains={chain["input"]: chain["latex"] for chain in chains},
        links=links,
    )
