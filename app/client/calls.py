"""Every question as a request that is still to be sent, with how its answer is to be read. Nothing is sent here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar, Unpack, cast
from urllib.parse import quote

from app.client import answers, options
from app.client.http import httpx
from app.client.problem import Problem, unexpected
from app.client.values import incoming, outgoing

Answer = TypeVar("Answer")
Suffix = Literal["svg", "png", "html", "json", "dot", "tex"]
ACCEPT = "*/*, application/problem+json"
"""Where a picture cannot be drawn the reason is wanted, not a picture of it."""
BatchItem = answers.GradientsAnswer | answers.GraphAnswer | Problem


def read_json(response: httpx.Response) -> Any:
    content = response.content
    found = json.loads(content)
    return incoming(found) if b'"NaN"' in content or b'Infinity"' in content else found


def read_bytes(response: httpx.Response) -> bytes:
    return response.content


def read_batch(response: httpx.Response) -> list[BatchItem]:
    return [Problem(item) if "status" in item else item for item in read_json(response)["items"]]


@dataclass(frozen=True, slots=True)
class Call(Generic[Answer]):
    method: Literal["GET", "POST"]
    path: str
    body: Any = None
    query: Mapping[str, str] = field(default_factory=dict)
    read: Callable[[httpx.Response], Answer] = read_json

    def address(self, language: str | None = None) -> str:
        """Path and query. Everything is escaped: in Chainlight's queries a plus is a plus."""
        query = {**({"lang": language} if language else {}), **self.query}
        said = "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())
        return f"{self.path}?{said}" if said else self.path

    def content(self) -> bytes | None:
        return None if self.body is None else json.dumps(outgoing(self.body), ensure_ascii=False).encode()

    def answer(self, response: httpx.Response) -> Answer:
        """What was asked for. Raises Problem."""
        if response.is_success:
            return self.read(response)
        raise problem_of(response)


def problem_of(response: httpx.Response) -> Problem:
    """What the server refused, or what came instead of an answer of Chainlight's."""
    if response.headers.get("content-type", "").startswith("application/problem+json"):
        return Problem(cast(answers.ProblemDocument, json.loads(response.content)))
    return Problem(unexpected(response.status_code, response.reason_phrase))


def post(path: str, body: Mapping[str, Any], given: Mapping[str, Any] | None = None) -> Call[Any]:
    """A POST to the API; what is given as None is left out."""
    more = {name: each for name, each in (given or {}).items() if each is not None}
    return Call("POST", f"/api/v1{path}", {**body, **more})


def get(path: str, **query: Any) -> Call[Any]:
    return Call("GET", f"/api/v1{path}", query=in_query(query))


def in_query(given: Mapping[str, Any]) -> dict[str, str]:
    """As a query says it: texts as they are, names by commas, all else as JSON; what is None is left out."""
    return {name: written(each) for name, each in given.items() if each is not None}


def written(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence) and all(isinstance(each, str) for each in value):
        return ",".join(value)
    return json.dumps(outgoing(value), ensure_ascii=False)


# ── a formula ───────────────────────────────────────────────────────────────────────────────────────────────────────


def gradients(source: str, **given: Unpack[options.GradientsOptions]) -> Call[answers.GradientsAnswer]:
    return post("/gradients", {"source": source}, given)


def graph(source: str, **given: Unpack[options.GraphOptions]) -> Call[answers.GraphAnswer]:
    return post("/graph", {"source": source}, given)


def paths(
    source: str,
    input: str,  # noqa: A002 (the API's own name)
    **given: Unpack[options.PathsOptions],
) -> Call[answers.PathsAnswer]:
    return post("/paths", {"source": source, "input": input}, given)


def derivation(source: str, **given: Unpack[options.DerivationOptions]) -> Call[answers.DerivationAnswer]:
    return post("/derivation", {"source": source}, given)


def mistakes(source: str, **given: Unpack[options.MistakesOptions]) -> Call[answers.MistakesAnswer]:
    return post("/mistakes", {"source": source}, given)


def hessian(source: str, **given: Unpack[options.HessianOptions]) -> Call[answers.HessianAnswer]:
    return post("/hessian", {"source": source}, given)


def jacobian(source: str, **given: Unpack[options.JacobianOptions]) -> Call[answers.JacobianAnswer]:
    return post("/jacobian", {"source": source}, given)


def code(source: str, **given: Unpack[options.CodeOptions]) -> Call[answers.CodeAnswer]:
    return post("/code", {"source": source}, given)


def batch(items: Iterable[options.GradientsItem | options.GraphItem]) -> Call[list[BatchItem]]:
    return Call("POST", "/api/v1/batch", {"items": list(items)}, read=read_batch)


# ── pictures and links ──────────────────────────────────────────────────────────────────────────────────────────────


def picture(source: str, suffix: Suffix, **given: Unpack[options.PictureOptions]) -> Call[bytes]:
    query = in_query({"source": source, **renamed(given)})
    return Call("GET", f"/graph.{suffix}", query=query, read=read_bytes)


def linked_picture(link: str, suffix: Suffix, **given: Unpack[options.LookOptions]) -> Call[bytes]:
    return Call("GET", f"{link}.{suffix}", query=in_query(renamed(given)), read=read_bytes)


def renamed(given: Mapping[str, Any]) -> dict[str, Any]:
    """`language` is `lang` in a query; `space` is written `960x640`, and `animate` `1` or `0`."""
    found = {"lang" if name == "language" else name: each for name, each in given.items()}
    if found.get("animate") is not None:
        found["animate"] = str(int(found["animate"]))
    if found.get("space") is not None:
        found["space"] = "x".join(str(int(side)) for side in found["space"])
    return found


def permalink(source: str, **given: Unpack[options.LinkOptions]) -> Call[answers.PermanentLink]:
    return post("/permalink", {"source": source}, given)


def link(source: str, **given: Unpack[options.LinkOptions]) -> Call[answers.ShortLink]:
    return post("/links", {"source": source}, given)


# ── listings, training ──────────────────────────────────────────────────────────────────────────────────────────────


def run(source: str, **given: Unpack[options.RunOptions]) -> Call[answers.RunAnswer]:
    return post("/run", {"source": source}, given)


def train(source: str, **given: Unpack[options.TrainOptions]) -> Call[Any]:
    return post("/train", {"source": source}, given)


def listen(run: str) -> Call[Any]:
    return get("/train", run=run)


def train_graph(
    run: str, update: int, sample: int | None, collapsed: Sequence[str] | None, direction: str | None
) -> Call[answers.GraphAnswer]:
    return get("/train/graph", run=run, update=update, sample=sample, collapsed=collapsed, direction=direction)


def train_rule(run: str, update: int, parameter: str | None) -> Call[answers.GraphAnswer]:
    return get("/train/rule", run=run, update=update, parameter=parameter)


def train_updates(run: str, first: int | None, last: int | None, every: int) -> Call[answers.UpdatesAnswer]:
    return get("/train/updates", run=run, **{"from": first, "to": last}, every=every)


def train_code(run: str) -> Call[answers.CodeAnswer]:
    return get("/train/code", run=run)


def surface(run: str, update: int, **given: Unpack[options.SurfaceOptions]) -> Call[answers.SurfaceAnswer]:
    return get("/train/surface", run=run, update=update, **renamed(given))


def slice_(run: str, update: int, **given: Unpack[options.SliceOptions]) -> Call[answers.SliceAnswer]:
    named = {{"first": "from", "last": "to"}.get(name, name): each for name, each in given.items()}
    return get("/train/slice", run=run, update=update, **renamed(named))


def nudge(run: str, update: int, **given: Unpack[options.NudgeOptions]) -> Call[answers.NudgeAnswer]:
    return get("/train/nudge", run=run, update=update, **renamed(given))


def fit(run: str, updates: Sequence[int], output: str, at: Mapping[str, options.Tensor]) -> Call[answers.FitAnswer]:
    return post("/train/fit", {"run": run, "updates": updates, "output": output, "at": at})


def table(text: str) -> Call[answers.TableAnswer]:
    return post("/table", {"text": text})


def dataset(name: str, **given: float) -> Call[answers.DatasetsAnswer]:
    return get("/datasets", name=name, **given)


# ── what there is ───────────────────────────────────────────────────────────────────────────────────────────────────


def datasets() -> Call[answers.DatasetsAnswer]:
    return get("/datasets")


def operations() -> Call[answers.OperationsAnswer]:
    return get("/operations")


def lessons() -> Call[answers.LessonsAnswer]:
    return get("/lessons")


def optimizers() -> Call[answers.OptimizersAnswer]:
    return get("/optimizers")


def health() -> Call[answers.Health]:
    return Call("GET", "/healthz")
