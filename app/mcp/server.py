"""The tools: each reads its question as the API reads a body, asks the same answers, tells a mistake with a caret."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Annotated, Any, Literal

from mcp.server.mcpserver import Image, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, EmbeddedResource, TextContent, TextResourceContents, ToolAnnotations
from pydantic import Field

from app.cli.sources import Source
from app.cli.telling import told
from app.errors import UserError
from app.json_values import json_value
from app.mcp.answers import Explanation, Gradients, ListingRun, Remark, ShownGraph, explanation_of, graph_of
from app.mcp.links import PICTURE, Seen, answered, seen
from app.messages import Language
from app.views.look import Look
from app.web.answers import Answers
from app.web.languages import language_named
from app.web.link_spec import query_of_code
from app.web.listings import Listings
from app.web.picture_query import read_look
from app.web.pictures import FORMS, FRAME
from app.web.problems import document
from app.web.query import read_query, read_spec
from app.web.question import DerivationQuestion, GradientsQuestion, GraphQuestion, RunQuestion, Tensor
from app.web.settings import Settings
from app.web.validation import read_question

INSTRUCTIONS = """\
Chainlight turns a formula into its computational graph and runs it forward and backward with exact numbers.
A formula is written as people write it: `J = 3(a+bc)`, `E = 1/2(σ(wx+b) − t)^2 + λ/2 w^2`, `y = sum(W @ x)`; LaTeX is
read too. Several statements are split by `;` or lines. Letters side by side multiply. `gradients` gives numbers alone,
`graph` every value, gradient and local derivative, `explain` the steps in words, `picture` shows it. A PyTorch listing
is run by `run_listing`, in a sandbox. A mistake is answered with its code, its place and what to write instead. Every
answer has `links`: hand the readable one to the reader, who can play the graph and change it there.
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
settings = Settings()
answers = Answers(settings)
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


def where(source: str, values: dict[str, Any], output: str | None, language: Language, step: int | None = None) -> Seen:
    """Where a formula is seen."""
    body = {"source": source, "values": values, "output": output, "step": step}
    if language != "en":
        body["language"] = language
    return seen(settings.address, body, body)


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
) -> Gradients:
    """The value of a formula and the gradient of its output by every input."""
    body = {"source": source, "values": values, "output": output, "points": points}
    with mistakes_told(source, language):
        found = await answers.gradients(read_question(GradientsQuestion, body, {}))
    return Gradients(**json_value(found), links=where(source, values, output, language).links)


@server.tool(title="The computational graph", annotations=READS)
async def graph(
    source: Formula, values: Values = NO_VALUES, output: Output = None, language: Spoken = "en"
) -> Annotated[CallToolResult, ShownGraph]:
    """The computational graph of a formula: each node's value and gradient, each edge's local derivative."""
    found = graph_of(await payload_of(source, values, output, language))
    links, code = where(source, values, output, language)
    return answered(ShownGraph(**found.model_dump(), links=links), code)


@server.tool(title="The run, step by step", annotations=READS)
async def explain(
    source: Formula, values: Values = NO_VALUES, output: Output = None, language: Spoken = "en"
) -> Annotated[CallToolResult, Explanation]:
    """How the formula is evaluated forward and how gradients come back: a sentence and a formula for each step."""
    payload = await payload_of(source, values, output, language)
    body = {"source": source, "values": values, "output": output}
    derivation = await answers.derivation(read_question(DerivationQuestion, body, {}), language)
    links, code = where(source, values, output, language)
    return answered(explanation_of(payload, derivation["chains"], links), code)


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
    form: Annotated[Literal["png", "svg"], Field(description="`svg` is text, sharp at any size.")] = "png",
    language: Spoken = "en",
) -> list[Image | EmbeddedResource | TextContent]:
    """The computational graph as a picture, with all values, gradients and local derivatives, and its links."""
    payload = await payload_of(source, values, output, language)
    look = Look(theme=theme, language=language, step=step, width=width)
    with mistakes_told(source, language):
        drawn = await answers.workers.run(FORMS[form].write, payload, look)
    links, code = where(source, values, output, language, step)
    told = TextContent(type="text", text=links.model_dump_json(exclude_none=True))
    if form == "png":
        return [Image(data=drawn, format="png"), told]
    uri = PICTURE.replace("{code}", code or "")
    svg = TextResourceContents(uri=uri, mime_type="image/svg+xml", text=drawn.decode())
    return [EmbeddedResource(type="resource", resource=svg), told]


@server.resource(PICTURE, title="A picture of a graph", mime_type="image/svg+xml")
async def graph_svg(code: str) -> str:
    """The graph that a code holds, as answers name it: an SVG with all values and gradients at its step."""
    query = read_query(query_of_code(code))
    question = read_question(GraphQuestion, {"direction": "auto", "space": FRAME, **read_spec(query)}, {})
    language: Language = language_named(query.get("lang", "")) or "en"
    payload = await answers.graph(question, language)
    drawn: bytes = await answers.workers.run(FORMS["svg"].write, payload, read_look(query, language))
    return drawn.decode()


@server.tool(title="Run a PyTorch listing", annotations=READS)
async def run_listing(
    source: Annotated[str, Field(description="Python with PyTorch, as tutorials print it. At most 64 KiB.")],
    seed: Annotated[
        int | None, Field(ge=0, description="What random numbers start from where the listing sets no seed.")
    ] = None,
    episode: Annotated[
        int | None,
        Field(
            ge=0, description="Which backward() the graph is of, from 0; without it the refused one, else the first."
        ),
    ] = None,
    language: Spoken = "en",
) -> Annotated[CallToolResult, ListingRun]:
    """Run a PyTorch listing in a sandbox without files and network: its console, what a reviewer says, its graph."""
    with mistakes_told(source, language):
        question = read_question(RunQuestion, {"source": source, "seed": seed, "episode": episode}, {})
        answer = await listings.run(question, language)
    error = answer["error"]
    body = {"source": source, "seed": seed, "episode": episode}
    links, code = seen(settings.address, body, answer["graph"] and answer["graph"].get("formula"))
    told_of = ListingRun(
        console="".join(piece["text"] for piece in answer["console"]),
        error=error and told(error, Source(source, "listing"), here=HERE),
        meaning=answer["lesson"] and answer["lesson"]["text"],
        remarks=[Remark(line=each["line"], text=each["text"], fix=each["fix"]) for each in answer["findings"]],
        episodes=answer["episodes"],
        variables={each["name"]: each["text"] for each in json_value(answer["variables"])},
        graph=answer["graph"] and graph_of(answer["graph"]),
        links=links,
    )
    return answered(told_of, code)
