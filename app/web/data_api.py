"""/api/v1/datasets and /api/v1/table: samples that are made, and samples that are pasted."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.messages import Language
from app.training.generators import GENERATORS, ROWS, SAMPLES, SEED, generated
from app.training.options import Option
from app.training.table import read_table
from app.web.languages import language_of
from app.web.openapi import LANGUAGE, REFUSALS_OF_A_BODY, answers_with, body_of, parameter, text
from app.web.optimizers import options_listed
from app.web.query import query_of
from app.web.query_numbers import real
from app.web.routes import JSONAnswer
from app.web.train_api import NUMBER, route, training_of
from app.web.training_question import TABLE_EXPECTED, TableQuestion
from app.web.validation import question_in


async def datasets(request: Request) -> Response:
    """The data sets that can be made, with their options; with `name` in the query the samples of one.

    Its own options stand in the query by their names; the same options and seed give the same samples.
    """
    query = query_of(request.scope)
    if "name" not in query:
        return JSONAnswer({"datasets": datasets_listed(language_of(request.scope))})
    return JSONAnswer(await training_of(request).workers.run(dataset, query))


def dataset(query: dict[str, str]) -> dict[str, Any]:
    """The samples of one."""
    row = GENERATORS.get(query["name"])
    options: tuple[Option, ...] = (SAMPLES, SEED, *row.options) if row else ()
    given = {each.name: real(query, each.name, 0.0) for each in options if query.get(each.name)}
    columns = generated({"name": query["name"], **given})
    assert row
    return {"name": row.name, "target": row.target, "columns": columns}


@lru_cache(maxsize=2)
def datasets_listed(language: Language) -> list[dict[str, Any]]:
    return [
        {
            "name": row.name,
            "doc": row.doc[language],
            "target": row.target,
            "options": options_listed((SAMPLES, SEED, *row.options), language),
        }
        for row in ROWS
    ]


async def table(request: Request) -> Response:
    """Pasted text as columns of numbers, to be sent as `data`: cells split by commas, semicolons, tabs or blanks.

    A first row without numbers gives the names; else they are x and y, or x1, x2, … and y. A decimal comma is read
    where cells are split by something else. Words become classes: `classes` lists them in the order of their numbers.
    """
    question = await question_in(request, TableQuestion, TABLE_EXPECTED)
    return JSONAnswer(await training_of(request).workers.run(table_of, question.text))


def table_of(written: str) -> dict[str, Any]:
    found = read_table(written)
    count = len(next(iter(found.columns.values())))
    return {"samples": count, "columns": found.columns, "classes": found.classes}


TABLE_EXAMPLES = {
    "points": {"summary": "Two columns with names", "value": {"text": "x,y\n1,2\n2,4.5\n"}},
    "classes": {"summary": "Words, and decimal commas", "value": {"text": "1,5;2,5;cat\n2,0;1,0;dog\n"}},
}


def data_examples() -> dict[str, Any]:
    """What the examples are answered."""
    return {"dataset": {"datasets": datasets_listed("en")[:1]}, "table": table_of("x,y\n1,2\n2,4.5\n")}


ROUTES = [
    route(
        "/datasets",
        datasets,
        summary="Data sets that can be made",
        openapi_extra={
            "parameters": [
                parameter("name", "The data set whose samples are wanted.", "moons", text(enum=list(GENERATORS))),
                parameter("samples", "How many samples.", 4, NUMBER | {"maximum": 5000}),
                parameter("seed", "The seed.", 0, NUMBER | {"minimum": 0, "maximum": 2**32 - 1}),
                parameter("noise", "The standard deviation of the noise.", 0.1, {"type": "number", "minimum": 0}),
                LANGUAGE,
            ]
        },
        responses=answers_with("DatasetsAnswer", "dataset", 400, 414, 422, 429, 503),
    ),
    route(
        "/table",
        table,
        "POST",
        summary="Pasted text as data",
        openapi_extra=body_of("TableQuestion", TABLE_EXAMPLES),
        responses=answers_with("TableAnswer", "table", *REFUSALS_OF_A_BODY),
    ),
]
