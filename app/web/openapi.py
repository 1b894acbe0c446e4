"""The OpenAPI document: what routes say of themselves, the models of bodies and answers, and examples for all.

FastAPI derives the routes; the bodies and answers it cannot see, because handlers read and write them by themselves.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from app.errors import UserError
from app.messages import MESSAGES
from app.web.json_text import write_json
from app.web.problems import MEDIA_TYPE, document

DESCRIPTION = """\
Send a formula, get its computational graph: values, gradients, the local derivative on every edge, positions, and the
steps of the forward and the backward pass.

* The formula language takes what people write: `J = 3(a+bc)`, `E = 1/2(σ(wx+b) − t)^2 + λ/2 w^2`, `y = sum(W @ x)`.
* NaN and infinities are the strings `"NaN"`, `"Infinity"`, `"-Infinity"`, in answers and in values.
* Every refusal is `application/problem+json` of one shape, with a stable `code` and the place in the source.
* Sentences come in English and Chinese: the body's `language`, else the query's `lang`, else Accept-Language.
* In a query a `+` is a plus: `/graph.svg?source=J=3(a+bc)` means what it says. What a program has
  encoded (`%3D`, `%2B`) is read as forms are: there a `+` is a space.
"""

TAGS = [
    {"name": "api", "description": "For programs: JSON in, JSON out."},
    {"name": "training", "description": "Learning from data: one update after another, and any of them again."},
    {"name": "links", "description": "A graph under one address, with all that was chosen to be shown."},
    {"name": "pictures", "description": "The same graph for other people's pages, by address alone."},
    {"name": "pages", "description": "For readers."},
    {"name": "server", "description": "For the one who runs it."},
]


def text(**schema: Any) -> dict[str, Any]:
    return {"type": "string", **schema}


LANGUAGE = {
    "name": "lang", "in": "query",
    "description": "The language of sentences, `en` or `zh-CN`; without one of them Accept-Language decides.",
    "schema": text(), "example": "en",
}  # fmt: skip


def parameter(name: str, description: str, example: Any, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema or text(), "example": example}


SPEC_PARAMETERS = [
    parameter("source", "The formula, or the listing; without it, the first lesson's.", "J = 3(a+bc)"),
    parameter("values", "`a:5,b:3,x:[1,2]`, or a JSON object.", "a:5,b:3,c:2"),
    parameter("syntax", "How the source is written.", "auto", text(enum=["auto", "formula", "latex", "listing"])),
    parameter("output", "The definition that is the output.", "J"),
    parameter("upstream", "The gradient that arrives at a tensor output, as JSON.", "1", text()),
    parameter("engine", "What computes it.", "tape", text(enum=["tape", "torch"])),
    parameter("check", "Beside PyTorch and a central difference.", "false", text(enum=["true", "false", "1", "0"])),
    parameter("collapsed", "Ids of groups to draw as one node, split by commas.", "f", text()),
    parameter(
        "direction",
        "Where values flow; a picture and the pages choose it where it is not said.",
        "down",
        text(enum=["right", "down", "auto"]),
    ),
    parameter("seed", "The seed of `randn` and `rand`.", 0, {"type": "integer", "minimum": 0, "maximum": 2**32 - 1}),
    LANGUAGE,
]

PREDICT = parameter(
    "predict",
    "What is hidden until a student types it into the cards.",
    "gradients",
    text(enum=["gradients", "values"]),
)

PANELS_PARAMETER = parameter(
    "panels",
    "What stands beside the graph, split by commas: `formula`, `inputs`, `gradients`, `narration`, `console` (of a "
    "listing), `player`.",
    "formula,player",
)

DERIVED_PARAMETERS = [
    parameter("graph", "The graph itself, or its backward pass.", "backward", text(enum=["forward", "backward"])),
    parameter("mode", "Gradients backwards, or tangents forward.", "forward", text(enum=["reverse", "forward"])),
    parameter("tangent", "With `mode=forward`: how fast inputs change, written as `values`.", "b:1"),
]

EPISODE_PARAMETER = parameter(
    "episode",
    "Of a listing: which `backward()`, from 0. Without it the one that torch refused, else the first.",
    0,
    {"type": "integer", "minimum": 0, "maximum": 2**31 - 1},
)

VERSION_PARAMETER = parameter(
    "v",
    "The renderer's version, as the header `Chainlight-Renderer` tells it: an address that names the present one may "
    "be kept for a year.",
    "0123456789ab",
)

ANIMATE_PARAMETER = parameter(
    "animate",
    "`1`: it plays the whole run by itself, for ever, without script; the finished run for readers who want no motion.",
    "1",
    text(enum=["0", "1"]),
)

LOOK_PARAMETERS = [
    parameter(
        "step",
        "How many steps are finished, of the run or of `phase`; the last of them is marked. Without it all of them.",
        3,
        {"type": "integer", "minimum": 0, "maximum": 999_999},
    ),
    parameter(
        "phase",
        "How far it has run: not at all, to the end of the forward pass, to the end of the backward pass.",
        "forward",
        text(enum=["none", "forward", "backward"]),
    ),
    parameter("theme", "The ground that the picture stands on.", "light", text(enum=["light", "dark", "contrast"])),
    parameter(
        "show",
        "What stands beside the formulas, split by commas: some of `values`, `gradients`, `locals`, else all of "
        "them; `gates`, what each card does with gradients; `colours`, a colour for each quantity in all "
        "formulas. Graphviz draws neither of the last two, TeX not the first of them.",
        "values,gradients,locals",
    ),
    parameter("hide", "`locals`: no derivatives on the edges.", "locals"),
    PREDICT,
]

PICTURE_PARAMETERS = [
    *SPEC_PARAMETERS,
    *DERIVED_PARAMETERS,
    EPISODE_PARAMETER,
    *LOOK_PARAMETERS,
    parameter("space", "Width and height of the window that it is laid out for.", "960x640"),
    parameter(
        "width",
        "How wide the picture is in pixels; without it as wide as its layout. A PNG has two pixels for each of the "
        "layout then; a large one fewer, so that there are about 1.2 million, but never less than one. One of more "
        "than 16 million is drawn smaller.",
        640,
        {"type": "integer", "minimum": 16, "maximum": 4096},
    ),
    parameter(
        "frame",
        "Width and height in pixels of the sheet in whose middle the picture stands, as previews of links want it; "
        "it is laid out for that, at most twice as large as its layout, and `width` says nothing. As PNG a listing, "
        "which has no graph before it runs, is shown by its first lines there.",
        "1200x630",
    ),
    VERSION_PARAMETER,
]

INTRODUCTION = {"source": "J = 3(a+bc)", "values": {"a": 5, "b": 3, "c": 2}}

BODY_EXAMPLES: dict[str, dict[str, Any]] = {
    "gradients": {
        "introduction": {"summary": "The formula of the introduction", "value": INTRODUCTION},
        "points": {
            "summary": "Three points at once",
            "value": {"source": "y = x^2 + c", "values": {"c": 1}, "points": {"x": [0, 1, 2]}},
        },
        "tensors": {
            "summary": "A matrix product",
            "value": {"source": "y = sum(W @ x)", "values": {"W": [[1, 2], [3, 4]], "x": [1, -1]}},
        },
    },
    "graph": {
        "introduction": {"summary": "The formula of the introduction", "value": INTRODUCTION},
        "chinese": {
            "summary": "A logistic loss, told in Chinese",
            "value": {
                "source": "E = 1/2(σ(wx+b) − t)^2 + λ/2 w^2",
                "values": {"w": 0, "x": 1, "b": 0, "t": 1, "λ": 2},
                "language": "zh-CN",
            },
        },
        "backward": {
            "summary": "The backward pass as a graph",
            "value": {**INTRODUCTION, "graph": "backward"},
        },
        "tangents": {
            "summary": "Forward mode: how fast everything changes with b",
            "value": {**INTRODUCTION, "mode": "forward", "tangent": {"b": 1}},
        },
    },
    "paths": {
        "two paths": {
            "summary": "Two paths from one input",
            "value": {"source": "y = x*x + x", "values": {"x": 3}, "input": "x"},
        }
    },
    "code": {
        "introduction": {"summary": "In NumPy, with its backward pass", "value": INTRODUCTION},
        "pytorch": {
            "summary": "In PyTorch",
            "value": {
                "source": "y = sum(σ(W @ x))",
                "values": {"W": [[1, 2], [3, 4]], "x": [1, -1]},
                "target": "pytorch",
            },
        },
        "tikz": {"summary": "As a LaTeX document", "value": {**INTRODUCTION, "target": "tikz"}},
    },
    "mistakes": {
        "introduction": {"summary": "Gradients of the introduction", "value": INTRODUCTION},
        "values": {
            "summary": "Values, told in Chinese",
            "value": {**INTRODUCTION, "asked": "values", "language": "zh-CN"},
        },
    },
    "derivation": {
        "introduction": {"summary": "With partial derivatives", "value": INTRODUCTION},
        "matrices": {
            "summary": "A matrix product with bars",
            "value": {
                "source": "y = sum(W @ x)",
                "values": {"W": [[1, 2], [3, 4]], "x": [1, -1]},
                "notation": "bar",
            },
        },
    },
    "hessian": {
        "introduction": {"summary": "The formula of the introduction", "value": INTRODUCTION},
        "tensors": {
            "summary": "A loss of a matrix and a vector, by the vector alone",
            "value": {
                "source": "y = sum(tanh(W x))",
                "values": {"W": [[1, 2], [3, 4]], "x": [1, -1]},
                "inputs": ["x"],
            },
        },
        "vector": {
            "summary": "The Hessian times a vector, in one pass",
            "value": {**INTRODUCTION, "vector": {"b": 1}},
        },
    },
    "run": {
        "gradient": {
            "summary": "A first gradient",
            "value": {
                "source": "import torch\n\nw = torch.tensor(1.0, requires_grad=True)\nloss = (w * 3 - 2) ** 2\n"
                "loss.backward()\nprint(w.grad)\n"
            },
        },
    },
    "links": {
        "introduction": {"summary": "The formula of the introduction", "value": INTRODUCTION},
        "lecture": {
            "summary": "In the middle of a run, dark, for an audience",
            "value": {**INTRODUCTION, "step": 4, "theme": "dark", "present": True, "language": "en"},
        },
    },
    "jacobian": {
        "vector": {
            "summary": "Three outputs, two inputs",
            "value": {"source": "y = [a, a b, b^2]", "values": {"a": 2, "b": 3}},
        },
        "softmax": {"summary": "Of a softmax", "value": {"source": "p = softmax(z)", "values": {"z": [1, 2, 3]}}},
    },
}

ANSWER_EXAMPLES: dict[str, Any] = {
    "gradients": {"output": "J", "value": 33.0, "gradients": {"a": 3.0, "b": 6.0, "c": 9.0}, "engine": "tape"},
    "jacobian": {
        "output": "y",
        "value": [2.0, 6.0, 9.0],
        "inputs": ["a", "b"],
        "jacobian": {"a": [1.0, 3.0, 0.0], "b": [0.0, 2.0, 6.0]},
        "mode": "forward",
        "passes": 2,
    },
    "oembed": {
        "version": "1.0",
        "type": "rich",
        "title": "J = 3(a+bc)",
        "provider_name": "Chainlight",
        "provider_url": "http://127.0.0.1:8000/",
        "html": '<iframe src="http://127.0.0.1:8000/embed?source=J%20=%203(a%2Bbc)" …></iframe>',
        "width": 760,
        "height": 480,
        "thumbnail_url": "http://127.0.0.1:8000/graph.png?source=J%20=%203(a%2Bbc)&frame=1200x630",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    },
    "health": {"status": "ok", "version": "0.1.0", "engines": {"tape": "loaded", "torch": "available"}},
    "openapi": {"openapi": "3.1.0"},
}
"""Short ones. Long ones are computed when the document is made: see `server.openapi`."""

RUN_ANSWER: dict[str, Any] = {
    "console": [{"line": 6, "text": "tensor(6.)\n"}],
    "episodes": [{"index": 0, "line": 5, "output": "loss", "value": 1.0, "nodes": 4}],
    "refused": None,
    "graph": None,
    "graphs": [],
    "graph_error": None,
    "findings": [],
    "lesson": None,
    "plots": [],
    "curves": [],
    "variables": [
        {
            "name": "w",
            "type": "Tensor",
            "text": "tensor(1., requires_grad=True)",
            "shape": [],
            "value": 1.0,
            "requires_grad": True,
            "gradient": 6.0,
        },
        {
            "name": "loss",
            "type": "Tensor",
            "text": "tensor(1., grad_fn=<PowBackward0>)",
            "shape": [],
            "value": 1.0,
            "requires_grad": True,
            "gradient": None,
        },
    ],
    "error": None,
}
"""the answer to the first example of a listing: what would be null in it, FastAPI leaves out of its own examples"""

_REFUSALS = {
    400: "request.json", 404: "request.path", 413: "limit.body", 414: "limit.url", 415: "request.media_type",
    422: "name.cycle", 429: "limit.rate", 503: "server.busy", 501: "request.oembed_format", 507: "store.full",
}  # fmt: skip
_FACTS: dict[str, dict[str, Any]] = {
    "request.path": {"path": "/nowhere"},
    "limit.body": {"limit": 256},
    "limit.url": {"limit": 16},
    "request.media_type": {"found": "text/plain"},
    "name.cycle": {"cycle": "a → b → a"},
    "limit.rate": {"limit": "6000 per 1 minute", "retry_after": 20},
    "request.oembed_format": {"found": "yaml"},
    "server.busy": {"retry_after": 1},
}


def refusal(status: int) -> dict[str, Any]:
    """How a status is documented: what it means, and one problem document as an example."""
    code = _REFUSALS[status]
    place = (4, 5) if status in (400, 422) else None
    example = document(UserError(code, place, **_FACTS.get(code, {})), "en", "a = b; b = a" if status == 422 else None)
    return {
        "description": MESSAGES[code].title["en"] if status != 422 else "The source or a field cannot be used",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}},
    }


REFUSALS_OF_A_BODY = (400, 413, 415, 422, 429, 503)
"""what whoever posts a question may be refused with: no JSON, too large, another type, a mistake, too often, busy"""


def answers_with(model: str, example: str, *refusals: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers JSON of `model`."""
    content = {"schema": {"$ref": f"#/components/schemas/{model}"}, "example": ANSWER_EXAMPLES.get(example, example)}
    return {
        200: {"description": "The answer.", "content": {"application/json": content}},
        **{status: refusal(status) for status in refusals},
    }


def answers_text(
    media_type: str, example: Any, *refusals: int, problem: str | None = None
) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers something other than JSON; `problem`: a mistake in the same form."""
    content = {media_type: {"schema": text(), "example": example}}
    found: dict[int | str, dict[str, Any]] = {200: {"description": "The answer.", "content": content}}
    for status in refusals:
        found[status] = refusal(status)
        if problem is not None:
            found[status]["content"] |= {media_type: {"schema": text(), "example": problem}}
    return found


def answers_events(example: str, *refusals: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that streams Server-Sent Events; the schema is that of one event."""
    fields = {"id": text(), "event": text(), "data": {"type": "string", "description": "A JSON object."}}
    content = {"text/event-stream": {"schema": {"type": "object", "properties": fields}, "example": example}}
    return {200: {"description": "The events.", "content": content}, **{status: refusal(status) for status in refusals}}


def body_of(model: str, examples: dict[str, Any]) -> dict[str, Any]:
    """The `openapi_extra` of a route that reads a JSON body of `model`."""
    content = {"schema": {"$ref": f"#/components/schemas/{model}"}, "examples": examples}
    return {"requestBody": {"required": True, "content": {"application/json": content}}, "parameters": [LANGUAGE]}


@lru_cache(maxsize=1)
def components() -> dict[str, Any]:
    from app.web.batch import BATCH_MODELS
    from app.web.link_spec import LinkSpec
    from app.web.question import QUESTIONS
    from app.web.schemas import ANSWERS
    from app.web.training_question import TRAINING_QUESTIONS

    models: list[Any] = [(model, "validation") for model in (*QUESTIONS, LinkSpec, *BATCH_MODELS, *TRAINING_QUESTIONS)]
    models += [(model, "serialization") for model in ANSWERS]
    _, schema = models_json_schema(models, ref_template="#/components/schemas/{model}")
    return dict(schema["$defs"])


def openapi_document(app: FastAPI, examples: dict[str, Any]) -> bytes:
    """The whole document as JSON. `examples` are the long answers, by the word that routes name them by."""
    found = get_openapi(
        title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes, tags=TAGS,
        license_info={"name": "MIT", "identifier": "MIT"}, openapi_version="3.1.0",
    )  # fmt: skip
    found.setdefault("components", {}).setdefault("schemas", {}).update(components())
    for path in found["paths"].values():
        for operation in path.values():
            for content in operation["responses"]["200"]["content"].values():
                if isinstance(content["example"], str):
                    content["example"] = examples.get(content["example"], content["example"])
    return write_json(found)
