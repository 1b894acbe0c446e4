"""/api/v1/train and what belongs to it. Each handler reads, asks, answers; mistakes fly past to the one handler."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from app.errors import RequestError
from app.limits import LIMITS
from app.training.landscape import first_entries
from app.training.task import Task
from app.views.code.training import training_program
from app.web.answers import DIRECTIONS
from app.web.languages import language_of
from app.web.openapi import LANGUAGE, REFUSALS_OF_A_BODY, answers_events, answers_with, body_of, parameter, text
from app.web.optimizers import optimizers_listed
from app.web.query import query_of
from app.web.query_numbers import whole
from app.web.routes import JSONAnswer, PlainRoute
from app.web.runs import id_of
from app.web.training import Live, Training, place_of
from app.web.training_question import TRAIN_EXAMPLES, TRAINING_EXPECTED, TrainQuestion, plain
from app.web.validation import question_in

EXAMPLE_RUN = id_of(TRAIN_EXAMPLES["line"]["value"])[0]

STREAM = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
"""proxies are to pass events on at once"""
DOWNLOAD = {"Content-Disposition": 'attachment; filename="chainlight.csv"'}
NUMBERS_A_CHUNK = 10_000


async def train(request: Request) -> Response:
    """Train, as a stream of events: `start`, then `update` and `epoch`, thinned to what a screen can show, then `done`.

    A run is a function of its request: the same body gives the same numbers, bit for bit. Send it again with the header
    `Last-Event-ID`, to this server or to one that was started since, and the stream goes on after that event. Who goes
    away stops the work. At most 100,000 updates and 60 seconds of work.
    """
    question = await question_in(request, TrainQuestion, TRAINING_EXPECTED)
    return await events_of(request, training_of(request).runs.id_of(plain(question)), question)


async def listen(request: Request) -> Response:
    """The events of a run by its id (the `run` of its `start`), as POST /api/v1/train gives them."""
    run, question = run_of(request)
    return await events_of(request, run, question)


async def events_of(request: Request, run: str, question: TrainQuestion) -> Response:
    after = place_of(request.headers.get("last-event-id"))
    if request.scope.get("head"):
        return Response(None, 200, STREAM, "text/event-stream")
    live = await training_of(request).open(run, question)
    events = training_of(request).stream(run, live, after, language_of(request.scope))
    return StreamingResponse(events, 200, STREAM, "text/event-stream")


async def state(request: Request) -> Response:
    """The graph of one update: what POST /api/v1/graph answers for the pass that the update was made from.

    `training` beside it is the update: its samples, the learning rate, what the optimiser remembers, and the parameters
    after it. Where the formula is that of one sample and the batch has several, `sample` chooses which is shown.
    """
    run, question = run_of(request)
    query = query_of(request.scope)
    shown = {
        "collapsed": [each for each in query["collapsed"].split(",") if each] if query.get("collapsed") else None,
        "direction": DIRECTIONS.get(query.get("direction", ""), "LR"),
    }
    sample = whole(query, "sample", 0) if "sample" in query else None
    number = whole(query, "update", 1)
    language = language_of(request.scope)
    return JSONAnswer(await training_of(request).graph(run, question, number, sample, language, shown))


async def rule(request: Request) -> Response:
    """The optimiser's rule as one update ran it, for one number of the parameters: its graph, with values and steps.

    The rule is a formula like any other, so it is drawn and told like one: θ is the parameter, g its gradient, η the
    learning rate, t the number of the update; θ_t is what comes out. `training.lines` are its definitions: each
    typeset, the same with numbers, and its value.
    """
    run, question = run_of(request)
    query = query_of(request.scope)
    live = await training_of(request).open(run, question)
    name = query.get("parameter") or first_entries(live.recording.task)[0]
    shown = {"direction": DIRECTIONS.get(query.get("direction", ""), "LR")}
    number, language = whole(query, "update", 1), language_of(request.scope)
    return JSONAnswer(await training_of(request).rule(live, number, name, language, shown))


async def updates(request: Request) -> Response:
    """The full trace of a range of updates, `to` included: JSON, or CSV with a column for every number.

    Without `from` and `to` the whole run. JSON holds 500,000 numbers at most; CSV has no end but that of the run.
    """
    run, question = run_of(request)
    query = query_of(request.scope)
    live = await training_of(request).open(run, question)
    first = whole(query, "from", 1)
    last = whole(query, "to", first if "from" in query else live.recording.task.updates)
    every = max(1, whole(query, "every", 1))
    if query.get("format") == "csv":
        start = await training_of(request).updates(live, first, first, 1)
        rows = table_of(training_of(request), live, start, last, every)
        return StreamingResponse(rows, headers=DOWNLOAD, media_type="text/csv")
    return JSONAnswer({"run": run, "updates": await training_of(request).updates(live, first, last, every)})


async def program(request: Request) -> Response:
    """The run as a PyTorch program that stands alone and prints the same losses, one line an update."""
    run, question = run_of(request)
    live = await training_of(request).open(run, question)
    return JSONAnswer(await training_of(request).workers.run(program_of, live.recording.task))


def program_of(task: Task) -> dict[str, Any]:
    """The answer of GET /api/v1/train/code."""
    text = training_program(task).text()
    return {"target": "pytorch", "filename": "chainlight_training.py", "code": text, "lines": []}


async def optimizers(request: Request) -> Response:
    """Optimisers, schedules and clips: options with defaults, and the rule of each in our own formula language."""
    return JSONAnswer(optimizers_listed(language_of(request.scope)))


def training_of(request: Request) -> Training:
    found: Training = request.app.state.training
    return found


def run_of(request: Request) -> tuple[str, TrainQuestion]:
    """The run that the query names. Raises training.run (404)."""
    run = query_of(request.scope).get("run", "")
    return run, question_of(request, run)


def question_of(request: Request, run: str) -> TrainQuestion:
    """The request that a run is made from. Raises training.run (404)."""
    found = training_of(request).runs.request(run)
    try:
        question = TrainQuestion.model_validate(found)
    except ValidationError:
        raise RequestError("training.run") from None
    request.scope["source"] = question.source
    return question


async def table_of(
    training: Training, live: Live, start: list[dict[str, Any]], last: int, every: int
) -> AsyncIterator[bytes]:
    """The rows of `start`, which is one update, and of every so many after it."""
    yield as_csv(start, heading=True)
    step = max(1, NUMBERS_A_CHUNK // len(cells(start[0])))
    number, end = start[0]["update"] + every, live.recording.trainer.end
    while number <= min(last, end):
        chunk_end = min(last, number + every * (step - 1))
        found = await training.updates(live, number, chunk_end, every)
        yield as_csv(found)
        number, end = number + every * step, live.recording.trainer.end


def as_csv(updates: list[dict[str, Any]], heading: bool = False) -> bytes:
    """One row an update; `w[0,1]` is an entry of a tensor, `gradient w` its gradient."""
    rows = [dict(cells(update)) for update in updates]
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    if heading:
        writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def cells(update: dict[str, Any]) -> list[tuple[str, Any]]:
    found = [(name, update[name]) for name in ("update", "epoch", "step", "loss", "learning_rate", "gradient_norm")]
    found.append(("samples", " ".join(map(str, update["samples"]))))
    groups = {"": update["parameters"], "gradient ": update["gradients"], "next ": update["next"]}
    groups |= {f"{symbol} ": held for symbol, held in update["state"].items()}
    for start, named in groups.items():
        for name, value in named.items():
            found += [(start + name + place, number) for place, number in entries(value)]
    return found


def entries(value: Any, place: tuple[int, ...] = ()) -> list[tuple[str, float]]:
    """Every number of a value with its place, `[0,1]`."""
    if isinstance(value, float):
        return [(f"[{','.join(map(str, place))}]" if place else "", value)]
    return [
        each
        for index, part in enumerate(value.tolist() if not place else value)
        for each in entries(part, (*place, index))
    ]


def route(path: str, endpoint: Any, method: str = "GET", **documented: Any) -> PlainRoute:
    return PlainRoute(f"/api/v1{path}", endpoint, methods=[method], tags=["training"], **documented)


async def train_examples(training: Training) -> dict[str, Any]:
    """What the parameters' examples are answered."""
    live = await training.open(EXAMPLE_RUN, TrainQuestion.model_validate(TRAIN_EXAMPLES["line"]["value"]))
    return {
        "updates": {"run": EXAMPLE_RUN, "updates": await training.updates(live, 1, 6, 2)},
        "training_code": program_of(live.recording.task),
        "optimizers": {name: rows[:1] for name, rows in json.loads(optimizers_listed("en")).items()},
    }


RUN = parameter("run", "The id of a run: the `run` of its `start` event.", EXAMPLE_RUN)
HEADER = {
    "name": "Last-Event-ID", "in": "header", "description": "The id of the last event that was received.",
    "schema": text(), "example": "2u",
}  # fmt: skip
DIRECTION = parameter("direction", "Where values flow in the drawing.", "down", text(enum=["right", "down", "auto"]))
NUMBER = {"type": "integer", "minimum": 1, "maximum": LIMITS.updates}
EVENTS = 'id: 1u\nevent: update\ndata: {"update":1,"epoch":1,"step":1,"samples":[0],"loss":4.0,…}\n\n'
UPDATES = answers_with("UpdatesAnswer", "updates", 400, 404, 414, 422, 429, 503)
UPDATES[200]["content"]["text/csv"] = {"schema": text(), "example": "update,epoch,step,loss,…,w,gradient w,next w\n"}
TRAIN_BODY = body_of("TrainQuestion", TRAIN_EXAMPLES)

ROUTES = [
    route(
        "/train",
        train,
        "POST",
        summary="Train, and watch",
        openapi_extra=TRAIN_BODY | {"parameters": [HEADER, *TRAIN_BODY["parameters"]]},
        responses=answers_events(EVENTS, *REFUSALS_OF_A_BODY),
    ),
    route(
        "/train",
        listen,
        summary="The events of a run",
        openapi_extra={"parameters": [RUN, HEADER, LANGUAGE]},
        responses=answers_events(EVENTS, 400, 404, 414, 422, 429, 503),
    ),
    route(
        "/train/graph",
        state,
        summary="The graph of one update",
        openapi_extra={
            "parameters": [
                RUN,
                parameter("update", "Which one, from 1.", 2, NUMBER),
                parameter(
                    "sample",
                    "Which sample of the batch, where the formula is that of one.",
                    1,
                    {**NUMBER, "minimum": 0},
                ),
                parameter("collapsed", "Ids of groups to draw as one node, split by commas.", "f"),
                DIRECTION,
                LANGUAGE,
            ]
        },
        responses=answers_with("GraphAnswer", "graph", 400, 404, 414, 422, 429, 503),
    ),
    route(
        "/train/rule",
        rule,
        summary="The rule, as an update ran it",
        openapi_extra={
            "parameters": [
                RUN,
                parameter("update", "Which one, from 1.", 2, NUMBER),
                parameter("parameter", "Which number: `w`, or `W[0,1]`; without it the first.", "w"),
                DIRECTION,
                LANGUAGE,
            ]
        },
        responses=answers_with("GraphAnswer", "graph", 400, 404, 414, 422, 429, 503),
    ),
    route(
        "/train/updates",
        updates,
        summary="The full trace of some updates",
        openapi_extra={
            "parameters": [
                RUN,
                parameter("from", "The first update, from 1.", 1, NUMBER),
                parameter("to", "The last update.", 6, NUMBER),
                parameter("every", "Only every so many of them.", 2, NUMBER),
                parameter("format", "How they are written.", "json", text(enum=["json", "csv"])),
                LANGUAGE,
            ]
        },
        responses=UPDATES,
    ),
    route(
        "/train/code",
        program,
        summary="The run as a program",
        openapi_extra={"parameters": [RUN, LANGUAGE]},
        responses=answers_with("CodeAnswer", "training_code", 400, 404, 414, 422, 429, 503),
    ),
    route(
        "/optimizers",
        optimizers,
        summary="Optimisers, schedules and clips",
        openapi_extra={"parameters": [LANGUAGE]},
        responses=answers_with("OptimizersAnswer", "optimizers", 429),
    ),
]
