"""What a link holds: the spec of a graph and how the page shows it, typed; as canonical text, and as a query."""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.types import Scope

from app.errors import LimitExceeded, LinkProblem, RequestError
from app.json_values import json_value
from app.limits import LIMITS
from app.links import decode
from app.messages import Language
from app.web.json_text import read_json
from app.web.query import write_query
from app.web.question import EXPECTED, Tensor
from app.web.validation import read_question
from app.web.values import read_named, read_upstream


class LinkSpec(BaseModel):
    """A graph and how it is shown. Only `source` is required; the rest is what the page's address may say."""

    model_config = ConfigDict(extra="forbid", strict=True)

    source: str = Field(
        description="The formula or the listing, as it was written; mistakes in it are kept too. At most 64 KiB.",
        examples=["J = 3(a+bc)"],
    )
    syntax: Literal["auto", "formula", "latex", "listing"] = Field(default="auto", description="How it is written.")
    values: dict[str, Tensor] = Field(
        default={}, description="A number or nested arrays for each input.", examples=[{"a": 5, "b": 3, "c": 2}]
    )
    output: str | None = Field(default=None, description="The definition that is the output.")
    upstream: Tensor | None = Field(default=None, description="The gradient that arrives at the output.")
    engine: Literal["tape", "torch"] = Field(default="tape", description="What computes it.")
    seed: int = Field(default=0, ge=0, lt=2**32, description="The seed of `randn` and `rand`.")
    collapsed: list[str] | None = Field(default=None, description="Ids of the groups that are drawn as one node.")
    direction: Literal["right", "down", "auto"] | None = Field(default=None, description="Where values flow.")
    graph: Literal["forward", "backward"] = Field(default="forward", description="The graph, or its backward pass.")
    mode: Literal["reverse", "forward"] = Field(default="reverse", description="Gradients backwards, or tangents.")
    tangent: dict[str, Tensor] | None = Field(default=None, description="How fast inputs change, with forward mode.")
    language: Language | None = Field(default=None, description="Without it, that of whoever opens the link.")
    theme: Literal["light", "dark", "contrast"] | None = Field(default=None, description="Else the browser's.")
    show: list[str] = Field(default=[], description="What is shown beyond the usual: `gates`, `colours`.")
    hide: list[str] = Field(default=[], description="What of the usual is not: `left`, `right`, `locals`.")
    predict: Literal["gradients", "values"] | None = Field(
        default=None, description="What is hidden until a student types it into the cards."
    )
    present: bool = Field(default=False, description="As before an audience: large, without controls.")
    panel: str | None = Field(default=None, pattern="^[a-z]{1,16}$", description="The open tab.")
    notation: Literal["partial", "bar", "delta"] | None = Field(default=None, description="How gradients are written.")
    part: int | None = Field(default=None, ge=1, lt=1_000_000, description="The part of a lesson.")
    episode: int | None = Field(default=None, ge=0, lt=1_000_000, description="Which backward() of a listing.")
    step: int | None = Field(default=None, ge=0, lt=1_000_000, description="Finished steps; without it all of them.")


LINK_EXPECTED = EXPECTED | {
    "direction": '"right" | "down" | "auto" | null',
    "tangent": f"{EXPECTED['tangent']} | null",
    "theme": '"light" | "dark" | "contrast" | null',
    "show": "string[]",
    "hide": "string[]",
    "predict": '"gradients" | "values" | null',
    "present": "true | false",
    "panel": "string | null",
    "notation": f"{EXPECTED['notation']} | null",
    "episode": f"{EXPECTED['episode']} | null",
    "part": "1, 2, … | null",
    "step": "0, 1, 2, … | null",
}
"""What each field takes; a test holds it against the model."""


def canonical(body: Any, scope: Scope) -> str:
    """The one text of all bodies that mean the same: what is usual left out, names in order, 5.0 as 5.

    Raises what `read_question` and `read_named` do, limit.source (422), and limit.body (413).
    """
    spec = read_question(LinkSpec, body, scope, LINK_EXPECTED)
    size = len(spec.source.encode("utf-8"))
    if size > LIMITS.listing_bytes:
        raise LimitExceeded("limit.source", limit=LIMITS.listing_bytes, found=size)
    chosen = _shortest(json_value(spec.model_dump(exclude_defaults=True) | {"source": spec.source}))
    text = json.dumps(chosen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if len(text.encode("utf-8")) > LIMITS.body_bytes:
        raise LimitExceeded("limit.body", limit=LIMITS.body_bytes // 1024)
    read_named(spec.values)
    read_named(spec.tangent or {})
    read_upstream(spec.upstream)
    return text


def _shortest(value: Any) -> Any:
    """Whole numbers without a point, and nothing that says nothing."""
    if isinstance(value, dict):
        return {name: _shortest(each) for name, each in value.items() if each is not None and each != []}
    if isinstance(value, list):
        return [_shortest(each) for each in value]
    # -0.0 is not 0: 1/x tells them apart.
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 and str(value) != "-0.0":
        return int(value)
    return value


def query_from(text: str) -> str:
    """The query of a canonical text. Raises link.code (404) where it is none."""
    try:
        body = read_json(text.encode("utf-8"))
        spec = read_question(LinkSpec, body, {}, LINK_EXPECTED)
    except RequestError:
        raise LinkProblem("link.code") from None
    chosen = spec.model_dump(exclude_defaults=True) | {"source": spec.source}
    if "language" in chosen:
        chosen["lang"] = chosen.pop("language")
    return write_query({name: value for name, value in chosen.items() if value is not None})


def query_of_code(code: str) -> str:
    """The query that a permanent link holds. Raises link.code (404)."""
    return query_from(decode(code))
