"""A source -> bytes in any form: the pictures of `app.web.pictures`, and programs.

A form's bytes are those that the server answers at `/graph.{suffix}`, so that a page and a terminal give the same file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from app.cli.gradients import run_of
from app.cli.listing import answer_of
from app.cli.sources import Source
from app.errors import ValueProblem
from app.messages import Language
from app.views.code import PROGRAMS
from app.views.look import Look
from app.web.answers import Answers
from app.web.picture_query import read_look
from app.web.pictures import FORMS, FRAME
from app.web.problems import document
from app.web.query import read_derived, read_space, read_spec
from app.web.question import GraphQuestion, Question
from app.web.settings import Settings
from app.web.validation import read_question

ASKED = frozenset(Question.model_fields)
"""what a program depends on; an address may say more"""

SUFFIXES = {"gv": "dot", "htm": "html", "py": "numpy"}
"""of files, where it is not the form's own name"""


def form_names() -> list[str]:
    return [*FORMS, *PROGRAMS]


def form_of(file: PurePath) -> str | None:
    """The form that a file's suffix asks for."""
    suffix = file.suffix[1:].lower()
    form = SUFFIXES.get(suffix, suffix)
    return form if form in form_names() else None


def file_name(stem: str, form: str) -> str:
    return f"{stem}_{form}.py" if form in PROGRAMS else f"{stem}.{form}"


def media_type(form: str) -> str:
    return "text/x-python" if form in PROGRAMS else FORMS[form].media_type


class Refused(Exception):
    """A listing that has no graph, with the problem document that says why."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(problem["code"])
        self.problem = problem


@dataclass
class Writer:
    """Writes sources in forms. `query` is what an address would say besides the source: `{"values": "a:5", ...}`."""

    query: Mapping[str, str]
    language: Language
    episode: int | None = None
    answers: Answers = field(default_factory=lambda: Answers(Settings()))

    async def write(self, source: Source, forms: list[str]) -> list[bytes]:
        """The source in each of the forms.

        Raises every error that a source, its values and options can have, and Refused.
        """
        look = read_look(dict(self.query), self.language)
        if source.is_listing or self.query.get("syntax") == "listing":
            return await self.of_listing(source, forms, look)
        spec = {**read_spec(dict(self.query)), **read_derived(dict(self.query)), "source": source.text}
        payloads: dict[bool, dict[str, Any]] = {}
        found = []
        for form in forms:
            if form in PROGRAMS:
                found.append(
                    PROGRAMS[form](run_of({name: spec[name] for name in spec if name in ASKED})).text().encode()
                )
                continue
            framed = FORMS[form].framed
            if framed not in payloads:
                payloads[framed] = await self.payload(spec, framed)
            found.append(FORMS[form].write(payloads[framed], look))
        return found

    async def payload(self, spec: dict[str, Any], framed: bool) -> dict[str, Any]:
        """The answer of POST /api/v1/graph, laid out for a window where the form has one."""
        if framed:
            spec = {"direction": "auto", "space": read_space(dict(self.query)) or FRAME, **spec}
        return await self.answers.graph(read_question(GraphQuestion, spec, {}), self.language)

    async def of_listing(self, source: Source, forms: list[str], look: Look) -> list[bytes]:
        """The graph of one backward() of a listing."""
        if not FORMS.keys() >= set(forms):
            raise ValueProblem("listing.program")
        answer = await answer_of(source, None, self.episode, self.language)
        if answer["graph"] is None:
            nothing = document(ValueProblem("listing.no_backward"), self.language)
            raise Refused(answer["graph_error"] or answer["error"] or nothing)
        return [FORMS[form].write(answer["graph"], look) for form in forms]
