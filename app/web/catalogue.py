"""The table of operations and the gallery of lessons, as the API lists them and the pages show them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from app.errors import RequestError
from app.json_values import json_value
from app.lessons import LESSONS, THEMES, TRAINING, Lesson, TrainingLesson
from app.lessons.listing import Listing
from app.lessons.listings import LISTINGS
from app.lessons.telling import told
from app.lessons.training_telling import first_sample, training_told
from app.messages import Language
from app.notation.shorten import shorten
from app.notation.trees import tree_latex
from app.operations import KINDS, OPERATIONS, Operation
from app.rules import way_back_tree
from app.web.json_text import write_json
from app.web.query import write_query


def operation_row(row: Operation, language: Language) -> dict[str, Any]:
    """One row of the table, in plain words."""
    return {
        "name": row.name,
        "spellings": list(row.spellings),
        "operands": list(row.operands),
        "kind": row.kind,
        "role": KINDS[row.kind][language],
        "doc": row.doc[language],
        "latex": row.latex,
        "back": list(row.back),
        "back_latex": [way_back_latex(row, place) for place in range(len(row.back))],
        "torch": row.torch,
        "parameters": [
            {"name": each.name, "accepts": each.accepts, "default": json_value(each.default)} for each in row.parameters
        ],
        "notes": list(row.notes),
    }


def operation_rows(language: Language) -> list[dict[str, Any]]:
    return [operation_row(row, language) for row in OPERATIONS.values()]


def way_back_latex(row: Operation, place: int) -> str | None:
    """The way back to the operand at `place`, typeset: what is usual, without what happens at single points."""
    tree = way_back_tree(row, place)
    return None if tree is None else tree_latex(shorten(tree))


def operations_by_kind(language: Language) -> list[dict[str, Any]]:
    """Kinds in their order, each with its rows."""
    rows = operation_rows(language)
    return [
        {"kind": kind, "doc": doc[language], "operations": [row for row in rows if row["kind"] == kind]}
        for kind, doc in KINDS.items()
        if any(row["kind"] == kind for row in rows)
    ]


def first_spec() -> dict[str, Any]:
    """What is shown where nothing was asked for: the first lesson's formula."""
    return {"source": LESSONS[0].source, "values": json_value(dict(LESSONS[0].values))}


@lru_cache(maxsize=256)
def lesson_row(lesson: Lesson, language: Language) -> dict[str, Any]:
    """One row of the gallery, its numbers filled in; computed once."""
    spec = {"source": lesson.source, "values": json_value(dict(lesson.values))}
    return {
        "id": lesson.id,
        "theme": lesson.theme,
        "title": lesson.title[language],
        "text": lesson.summary[language],
        **spec,
        "query": write_query(spec),
        "parts": [{**part, "query": write_query(spec_of(part))} for part in json_value(told(lesson, language))],
    }


def spec_of(part: dict[str, Any]) -> dict[str, Any]:
    """What of a part is a question to the server."""
    upstream = {} if part["upstream"] is None else {"upstream": part["upstream"]}
    return {"source": part["source"], "values": part["values"]} | upstream


def lesson_rows(language: Language) -> list[dict[str, Any]]:
    return [lesson_row(lesson, language) for lesson in LESSONS]


def lessons_by_theme(language: Language) -> list[dict[str, Any]]:
    """Themes in their order, each with its rows."""
    rows = lesson_rows(language)
    return [
        {"theme": theme, "title": title[language], "lessons": [row for row in rows if row["theme"] == theme]}
        for theme, title in THEMES.items()
    ]


@lru_cache(maxsize=64)
def listing_row(listing: Listing, language: Language) -> dict[str, Any]:
    """One listing of the gallery; `query` is what /graph.svg takes for the graph of its first backward()."""
    spec = {"source": listing.formula, "values": json_value(dict(listing.values))}
    if listing.upstream is not None:
        spec["upstream"] = listing.upstream
    return {
        "id": listing.id,
        "title": listing.title[language],
        "text": listing.summary[language],
        "source": listing.source(language),
        "query": write_query(spec),
    }


def listing_rows(language: Language) -> list[dict[str, Any]]:
    return [listing_row(listing, language) for listing in LISTINGS]


def listing_named(id: str, language: Language) -> dict[str, Any] | None:
    """Its row; None where no listing has this id."""
    return next((listing_row(each, language) for each in LISTINGS if each.id == id), None)


@lru_cache(maxsize=32)
def training_row(lesson: TrainingLesson, language: Language) -> dict[str, Any]:
    """One lesson on training; `query` is what /graph.svg takes for its formula with the first sample."""
    spec = {"source": lesson.run["source"], "values": json_value(first_sample(lesson.run))}
    return {
        "id": lesson.id,
        "title": lesson.title[language],
        "text": lesson.summary[language],
        "run": json_value(dict(lesson.run)),
        "query": write_query(spec),
        "parts": len(lesson.parts),
    }


def training_rows(language: Language) -> list[dict[str, Any]]:
    return [training_row(lesson, language) for lesson in TRAINING]


def training_lesson(id: str, language: Language) -> dict[str, Any] | None:
    """All of it, its numbers filled in from its runs, which take their time; None where no such lesson is there."""
    for lesson, after in zip(TRAINING, (*TRAINING[1:], None), strict=True):
        if lesson.id == id:
            following = after and {"id": after.id, "title": after.title[language]}
            parts = json_value(training_told(lesson, language))
            return training_row(lesson, language) | {"parts": parts, "following": following}
    return None


def is_training(id: str) -> bool:
    return any(lesson.id == id for lesson in TRAINING)


def lesson_named(id: str, language: Language) -> dict[str, Any]:
    """Its row, with the id and the title of the one after it. Raises request.lesson (404)."""
    for lesson, after in zip(LESSONS, (*LESSONS[1:], None), strict=True):
        if lesson.id == id:
            following = after and {"id": after.id, "title": after.title[language]}
            return lesson_row(lesson, language) | {"following": following}
    raise RequestError("request.lesson", id=id[:64])


@lru_cache(maxsize=2)
def operations_listed(language: Language) -> bytes:
    """The answer of GET /api/v1/operations."""
    return write_json({"operations": operation_rows(language)})


@lru_cache(maxsize=2)
def lessons_listed(language: Language) -> bytes:
    """The answer of GET /api/v1/lessons."""
    rows = {"lessons": lesson_rows(language), "listings": listing_rows(language), "training": training_rows(language)}
    return write_json(rows)
