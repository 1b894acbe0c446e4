"""The table of operations and the gallery of lessons, as the API lists them and the pages show them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from app.errors import RequestError
from app.lessons import LESSONS
from app.messages import Language
from app.notation.shorten import shorten
from app.notation.trees import tree_latex
from app.operations import KINDS, OPERATIONS, Operation
from app.rules import way_back_tree
from app.web.json_text import plain, write_json
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
            {"name": each.name, "accepts": each.accepts, "default": plain(each.default)} for each in row.parameters
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


def lesson_row(lesson: Any, language: Language) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "title": lesson.title[language],
        "text": lesson.text[language],
        "source": lesson.source,
        "values": plain(dict(lesson.values)),
        "query": write_query({"source": lesson.source, "values": plain(dict(lesson.values))}),
    }


def lesson_rows(language: Language) -> list[dict[str, Any]]:
    return [lesson_row(lesson, language) for lesson in LESSONS]


def lesson_named(id: str, language: Language) -> dict[str, Any]:
    """Raises request.lesson (404)."""
    for lesson in LESSONS:
        if lesson.id == id:
            return lesson_row(lesson, language)
    raise RequestError("request.lesson", id=id[:64])


@lru_cache(maxsize=2)
def operations_listed(language: Language) -> bytes:
    """The answer of GET /api/v1/operations."""
    return write_json({"operations": operation_rows(language)})


@lru_cache(maxsize=2)
def lessons_listed(language: Language) -> bytes:
    """The answer of GET /api/v1/lessons."""
    return write_json({"lessons": lesson_rows(language)})
