"""/api/v1/train/…: the loss around any state of a run, and what the formula gives there."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from starlette.requests import Request
from starlette.responses import Response

from app.errors import LimitExceeded, ValueProblem
from app.limits import LIMITS
from app.training.landscape import Landscape, Over, entry_of, first_entries, fitted, landscape
from app.training.task import Task, check_lengths
from app.web.openapi import LANGUAGE, answers_with, body_of, parameter, text
from app.web.query import query_of
from app.web.query_numbers import Query, real, spaced, whole
from app.web.routes import JSONAnswer
from app.web.train_api import EXAMPLE_RUN, NUMBER, RUN, question_of, route, run_of, training_of
from app.web.training import Live, Training, column_of
from app.web.training_question import FIT_EXPECTED, TRAIN_EXAMPLES, FitQuestion, TrainQuestion
from app.web.validation import question_in
from app.web.values import read_named


async def surface(request: Request) -> Response:
    """The loss over two parameters, all others as they are: for contours with the path on them.

    Over the whole data, or, with `over=batch`, over the batch of the update. Without bounds 2 to either side.
    """
    run, question = run_of(request)
    training = training_of(request)
    return JSONAnswer(await surface_answer(training, await training.open(run, question), query_of(request.scope)))


async def slice_(request: Request) -> Response:
    """The loss along a line through the parameters: against the gradient, or the way that the update went."""
    run, question = run_of(request)
    training = training_of(request)
    return JSONAnswer(await slice_answer(training, await training.open(run, question), query_of(request.scope)))


async def nudge(request: Request) -> Response:
    """What the gradient promises of a change of one parameter, gradient × change, beside what happens."""
    run, question = run_of(request)
    training = training_of(request)
    return JSONAnswer(await nudge_answer(training, await training.open(run, question), query_of(request.scope)))


async def fit(request: Request) -> Response:
    """What the formula gives for a definition of it, before some updates, for data of one's own.

    A prediction over many points of x is the curve that is being fitted; over a grid, the regions of a classifier.
    """
    asked = await question_in(request, FitQuestion, FIT_EXPECTED)
    question = question_of(request, asked.run)
    training = training_of(request)
    return JSONAnswer(await fit_answer(training, await training.open(asked.run, question), asked))


# ── answers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


async def surface_answer(training: Training, live: Live, query: Query) -> dict[str, Any]:
    number = whole(query, "update", 1)
    at = await training.before(live, number)
    return await training.workers.run(surface_of, live.recording.task, number, at, query)


async def slice_answer(training: Training, live: Live, query: Query) -> dict[str, Any]:
    task, number = live.recording.task, whole(query, "update", 1)
    at = await training.before(live, number)
    land = landscape(task, samples_of(task, number), over_of(query))
    along: Literal["gradient", "step"] = "step" if query.get("along") == "step" else "gradient"
    if along == "step":
        direction, taken = (await training.update(live, number)).after.parameters - at, 1.0
    else:
        gradient = await training.workers.run(Landscape(task, samples_of(task, number)).gradient, at)
        direction, taken = -gradient, live.recording.trainer.rate(min(number, task.updates))
    distances = spaced(query, "", (taken or 1.0) * np.array([-1.0, 2.0]))
    found = await training.workers.run(land.slice, at, direction, distances)
    return {"update": number, "along": along, "distances": distances, **found, "taken": taken}


async def nudge_answer(training: Training, live: Live, query: Query) -> dict[str, Any]:
    task, number = live.recording.task, whole(query, "update", 1)
    at = await training.before(live, number)
    name = query.get("parameter") or first_entries(task)[0]
    entry, change = entry_of(task, name), real(query, "change", 0.1)
    land = landscape(task, samples_of(task, number), over_of(query))
    found = await training.workers.run(land.nudge, at, entry, change)
    return {"update": number, "parameter": name, "at": at[entry], "change": change, **found}


def samples_of(task: Task, number: int) -> np.ndarray:
    """The samples of an update; after the last one those of the last."""
    return task.batches.at(min(number, task.updates) - 1)


async def fit_answer(training: Training, live: Live, asked: FitQuestion) -> dict[str, Any]:
    at = {name: column_of(name, value) for name, value in read_named(asked.at).items()}
    check_lengths(at)
    fits: list[dict[str, Any]] = []
    for number in asked.updates:
        vector = await training.before(live, number)
        values = await training.workers.run(fitted, live.recording.task, vector, asked.output, at)
        if values.size * (len(fits) + 1) > LIMITS.answer_numbers:
            found = values.size * len(asked.updates)
            raise LimitExceeded("limit.answer", limit=LIMITS.answer_numbers, found=found)
        fits.append({"update": number, "values": values})
    return {"run": asked.run, "output": asked.output, "fits": fits}


# ── reading a query ─────────────────────────────────────────────────────────────────────────────────────────────────


def surface_of(task: Task, number: int, at: np.ndarray, query: Query) -> dict[str, Any]:
    """The answer of GET /train/surface before update `number`, where the parameters are `at`."""
    names = [query.get("x") or default_entry(task, 0), query.get("y") or default_entry(task, 1)]
    entries = entry_of(task, names[0]), entry_of(task, names[1])
    around = np.array([-2.0, 2.0])
    x, y = (spaced(query, f"{axis}_", at[entry] + around) for axis, entry in zip("xy", entries, strict=True))
    if len(x) * len(y) > LIMITS.surface_points or entries[0] == entries[1]:
        raise ValueProblem("training.grid", limit=LIMITS.surface_points)
    losses = rounded(landscape(task, samples_of(task, number), over_of(query)).surface(at, entries, x, y))
    axes = [
        {"name": name, "values": values, "at": at[entry]}
        for name, values, entry in zip(names, (x, y), entries, strict=True)
    ]
    return {"update": number, "x": axes[0], "y": axes[1], "losses": losses}


def rounded(values: np.ndarray, digits: int = 8) -> np.ndarray:
    """To so many significant digits, written by no more: a surface is a picture, and 40,000 numbers are long."""
    with np.errstate(all="ignore"):
        exponents = np.floor(np.log10(np.abs(values)))
        exponents = np.where(np.isfinite(exponents), digits - 1 - exponents, 0.0)
        small, large = 10.0 ** np.clip(exponents, 0, 22), 10.0 ** np.clip(-exponents, 0, 300)
        found: np.ndarray = np.where(np.isfinite(values), np.round(values * small / large) / small * large, values)
        return found


def default_entry(task: Task, place: int) -> str:
    """The first or the second number of the parameters."""
    names = [
        f"{each.name}[{','.join(map(str, index))}]" if each.shape else each.name
        for each in task.parameters[:2]
        for index in list(np.ndindex(each.shape))[:2]
    ]
    return names[min(place, len(names) - 1)]


def over_of(query: Query) -> Over:
    return "batch" if query.get("over") == "batch" else "data"


# ── routes ──────────────────────────────────────────────────────────────────────────────────────────────────────────

UPDATE = parameter("update", "Before which update; one more than the last is the end.", 2, NUMBER)
OVER = parameter("over", "The loss of all data, or of the batch of the update.", "data", text(enum=["data", "batch"]))
REAL = {"type": "number"}
SIZE = parameter("size", "How many values along each side.", 3, {"type": "integer", "minimum": 2, "maximum": 250})

BOUNDS = [
    parameter(f"{axis}_{end}", f"Where {axis} {word}.", value, REAL)
    for axis in "xy"
    for end, word, value in (("from", "starts", -1), ("to", "ends", 3))
]
SURFACE_PARAMETERS = [
    RUN,
    UPDATE,
    parameter("x", "The parameter along a row: `w`, or `W[0,1]`; without it the first.", "w"),
    parameter("y", "The parameter from row to row; without it the second.", "b"),
    *BOUNDS,
    SIZE,
    OVER,
    LANGUAGE,
]
SLICE_PARAMETERS = [
    RUN,
    UPDATE,
    parameter("along", "Against the gradient, or the way of the update.", "gradient", text(enum=["gradient", "step"])),
    parameter("from", "The first distance.", -0.1, REAL),
    parameter("to", "The last distance.", 0.2, REAL),
    SIZE,
    OVER,
    LANGUAGE,
]
NUDGE_PARAMETERS = [
    RUN,
    UPDATE,
    parameter("parameter", "The number that is changed: `w`, or `W[0,1]`; without it the first.", "w"),
    parameter("change", "By how much.", 0.1, REAL),
    OVER,
    LANGUAGE,
]
FIT_EXAMPLES = {
    "line": {
        "summary": "The line before the second update, and at the end",
        "value": {"run": EXAMPLE_RUN, "updates": [2, 7], "output": "p", "at": {"x": [0, 1, 2]}},
    }
}
REFUSALS = (400, 404, 414, 422, 429, 503)
ROUTES = [
    route(
        "/train/surface",
        surface,
        summary="The loss over two parameters",
        openapi_extra={"parameters": SURFACE_PARAMETERS},
        responses=answers_with("SurfaceAnswer", "surface", *REFUSALS),
    ),
    route(
        "/train/slice",
        slice_,
        summary="The loss along a line",
        openapi_extra={"parameters": SLICE_PARAMETERS},
        responses=answers_with("SliceAnswer", "slice", *REFUSALS),
    ),
    route(
        "/train/nudge",
        nudge,
        summary="What the gradient promised",
        openapi_extra={"parameters": NUDGE_PARAMETERS},
        responses=answers_with("NudgeAnswer", "nudge", *REFUSALS),
    ),
    route(
        "/train/fit",
        fit,
        "POST",
        summary="What the formula gives while it learns",
        openapi_extra=body_of("FitQuestion", FIT_EXAMPLES),
        responses=answers_with("FitAnswer", "fit", 400, 404, 413, 415, 422, 429, 503),
    ),
]


async def landscape_examples(training: Training) -> dict[str, Any]:
    """What the parameters' examples are answered."""
    asked = FitQuestion.model_validate(FIT_EXAMPLES["line"]["value"])
    live = await training.open(EXAMPLE_RUN, TrainQuestion.model_validate(TRAIN_EXAMPLES["line"]["value"]))

    def query(parameters: list[dict[str, Any]]) -> Query:
        return {each["name"]: str(each["example"]) for each in parameters}

    return {
        "surface": await surface_answer(training, live, query(SURFACE_PARAMETERS)),
        "slice": await slice_answer(training, live, query(SLICE_PARAMETERS)),
        "nudge": await nudge_answer(training, live, query(NUDGE_PARAMETERS)),
        "fit": await fit_answer(training, live, asked),
    }
