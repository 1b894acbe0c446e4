"""The tools: each reads its question as the API reads a body, asks the same answers, tells a mistake with a caret."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Annotated, Any, Literal

from mcp.server.mcpserver import Image, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from app.cli.sources import Source
from app.cli.telling import told
from app.errors import UserError
from app.mcp.answers import Explanation, GradientsAnswer, Graph, ListingRun, Remark, explanation_of, graph_of
from app.messages import Language
from app.views.look import Look
from app.web.answers import Answers
from app.web.json_text import plain
from app.web.listings import Listings
from app.web.pictures import FORMS, FRAME
from app.web.problems import document
from app.web.question import (
    DerivationQuestion,
    GradientsQuestion,
    GraphQuestion,
    RunQuestion,
    Tensor,
    read_question,
)
from app.web.settings import Settings

INSTRUCTIONS = """\
Chainlight turns a formula into its computational graph and runs it forward and backward with exact numbers.
A formula is written as people write it: `J = 3(a+bc)`, `E = 1/2(σ(wx+b) − t)^2 + λ/2 w^2`, `y = sum(W @ x)`; LaTeX is
read too. Several statements are split by `;` or lines. Letters side by side multiply. `gradients` gives numbers alone,
`graph` every value, gradient and local derivative, `explain` the steps in words, `picture` shows it. A PyTorch listing
is run by `run_listing`, in a sandbox. A mistake is answered with its code, its place and what to write instead.
"""

READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Formula = Annotated[str, Field(description="The formula, for example `J = 3(a+bc)`; plain text or LaTeX.")]
Values = Annotated[
    dict[str, Tensor],
    Field(description="Input -> a number or nested arrays. Inputs without a value get a small default."),
]
Output = Annotated[str | None, Field(description="The definition that is the output; else the one that no other uses.")]
Spoken = Annotated[Language, Field(description="The language of sentences.")]
NO_VALUES: dict[str, Any] = {}

server = MCPServer(
    "chainlight",
    title="Chainlight",
    version=version("chainlight"),
    instructions=INSTRUCTIONS,
    log_level="WARNING",
)
answers = Answers(Settings())
listings = Listings(1, 4)


HERE = {"POST /api/v1/run": "`run_listing`", "/api/v1/gradients": "`gradients`"}
"""addresses that hints name -> the tool that does the same"""


@contextmanager
def mistakes_told(source: str, language: Language) -> Iterator[None]:
    """A user's mistake as a failure of the tool, in words that an assistant can act on."""
    try:
        yield
    except UserError as mistake:
        raise ToolError(told(document(mistake, language, source), Source(source), here=HERE)) from None


async def payload_of(source: str, values: dict[str, Any], output: str | None, language: Language) -> dict[str, Any]:
    """The answer of POST /api/v1/graph, for a window of a slide."""
    body = {"source": source, "values": values, "output": output, "direction": "auto", "space": FRAME}
    with mistakes_told(source, language):
        return await answers.graph(read_question(GraphQuestion, body, {}), language)


@server.tool(title="Value and gradients", annotations=READS)
async def gradients(
    source: Formula,
    values: Values = NO_VALUES,
    output: Output = None,
    points: Annotated[
        dict[str, list[float]] | None,
        Field(description="Scalar inputs at n points at once: value and gradients are then lists of n."),
    ] = None,
    language: Spoken = "en",
) -> GradientsAnswer:
    """The value of a formula and the gradient of its output by every input."""
    body = {"source": source, "values": values, "output": output, "points": points}
    with mistakes_told(source, language):
        found = await answers.gradients(read_question(GradientsQuestion, body, {}))
    return GradientsAnswer(**plain(found))


@server.tool(title="The computational graph", annotations=READS)
async def graph(source: Formula, values: Values = NO_VALUES, output: Output = None, language: Spoken = "en") -> Graph:
    """The computational graph of a formula: each node's value and gradient, each edge's local derivative."""
    return graph_of(await payload_of(source, values, output, language))


@server.tool(title="The run, step by step", annotations=READS)
async def explain(
    source: Formula, values: Values = NO_VALUES, output: Output = None, language: Spoken = "en"
) -> Explanation:
    """How the formula is evaluated forward and how gradients come back: a sentence and a formula for each step."""
    payload = await payload_of(source, values, output, language)
    body = {"source": source, "values": values, "output": output}
    derivation = await answers.derivation(read_question(DerivationQuestion, body, {}), language)
    return explanation_of(payload, derivation["chains"])


@server.tool(title="A picture of the graph", annotations=READS)
async def picture(
    source: Formula,
    values: Values = NO_VALUES,
    output: Output = None,
    step: Annotated[
        int | None, Field(ge=0, description="How many steps are finished, as `explain` counts them; else all.")
    ] = None,
    theme: Annotated[Literal["light", "dark", "contrast"], Field(description="The ground.")] = "light",
    width: Annotated[int, Field(ge=200, le=2000, description="Pixels.")] = 1000,
    language: Spoken = "en",
) -> Image:
    """The computational graph as a PNG picture, with all values, gradients and local derivatives."""
    payload = await payload_of(source, values, output, language)
    look = Look(theme=theme, language=language, step=step, width=width)
    with mistakes_told(source, language):
        drawn = await answers.workers.run(FORMS["png"].write, payload, look)
    return Image(data=drawn, format="png")


@server.tool(title="Run a PyTorch listing", annotations=READS)
async def run_listing(
    source: Annotated[str, Field(description="Python with PyTorch, as tutorials print it. At most 64 KiB.")],
    seed: Annotated[
        int | None, Field(ge=0, description="What random numbers start from where the listing sets no seed.")
    ] = None,
    episode: Annotated[int, Field(ge=0, description="Which backward() the graph is of, from 0.")] = 0,
    language: Spoken = "en",
) -> ListingRun:
    """Run a PyTorch listing in a sandbox without files and network: its console, what a reviewer says, its graph."""
    with mistakes_told(source, language):
        question = read_question(RunQuestion, {"source": source, "seed": seed, "episode": episode}, {})
        answer = await listings.run(question, language)
    error = answer["error"]
    return ListingRun(
        console="".join(piece["text"] for piece in answer["console"]),
        error=error and told(error, Source(source, "listing"), here=HERE),
        meaning=answer["lesson"] and answer["lesson"]["text"],
        remarks=[Remark(line=each["line"], text=each["text"], fix=each["fix"]) for each in answer["findings"]],
        episodes=answer["episodes"],
        variables={each["name"]: each["text"] for each in plain(answer["variables"])},
        graph=answer["graph"] and graph_of(answer["graph"]),
    )
