"""POST /api/v1/run: a listing runs in a process of its own; its console and episodes come as they happen.

A bounded number run at once, a bounded number wait; one more is refused with server.busy (503).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from app.errors import RequestError, UserError, ValueProblem
from app.json_values import json_value
from app.listing.curves import curves
from app.listing.findings.words import FINDINGS
from app.listing.nursery import Event, events
from app.listing.recording.portable import restored
from app.messages import Language
from app.views.episode import episode_payload
from app.web.answers import DIRECTIONS, order_of
from app.web.json_text import write_json
from app.web.kept_listings import KeptListings, Told
from app.web.problems import document
from app.web.question import RunQuestion

EVENT_STREAM = "text/event-stream"


class Listings:
    """`at_once` listings run, `waiting` wait behind them."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self.at_once = at_once
        self.most = at_once + waiting
        self.now = 0
        self.free: asyncio.Semaphore | None = None
        self.kept = KeptListings()

    async def run(self, question: RunQuestion, language: Language) -> dict[str, Any]:
        """The whole answer, when the listing has ended. Raises what refuses the listing before anything runs."""
        answer: dict[str, Any] = {}
        async for name, value in self.stream(question, language):
            if name == "done":
                answer = value
        return answer

    async def graph(self, question: RunQuestion, language: Language) -> dict[str, Any]:
        """The graph alone, as a picture shows it. Raises what refuses or stops the listing before there is one,
        listing.undrawn, and listing.no_backward (422).
        """
        done: Event = {}
        async for name, value in self._told(question):
            if name == "done":
                _, done = value
        return await asyncio.to_thread(graph_of, question, language, done)

    async def stream(self, question: RunQuestion, language: Language) -> AsyncIterator[tuple[str, Any]]:
        """("console", piece) and ("episode", row) as they happen, then ("done", the whole answer)."""
        async for name, value in self._told(question):
            if name == "done":
                yield name, await asyncio.to_thread(answer_of, question, language, *value)
            else:
                yield name, value

    async def _told(self, question: RunQuestion) -> AsyncIterator[tuple[str, Any]]:
        """What a run tells on its way, now or when it ran, then ("done", all of that and its last event)."""
        kept = self.kept.found(question)
        if kept is not None:
            for each in kept[0]:
                yield each
            yield "done", kept
            return
        told: Told = []
        async for event in self._events(question):
            kind = event.pop("event")
            if kind == "refused":
                raise error_of(event)
            if kind == "done":
                self.kept.keep(question, told, event)
                yield kind, (told, event)
            else:
                told.append((kind, event))
                yield kind, event

    async def _events(self, question: RunQuestion) -> AsyncIterator[Event]:
        if self.now >= self.most:
            raise RequestError("server.busy", retry_after=5)
        if self.free is None:  # it belongs to the event loop that runs now
            self.free = asyncio.Semaphore(self.at_once)
        self.now += 1
        try:
            async with self.free:
                async for event in events(
                    question.source, seed=question.seed, episode=question.episode, near=question.near
                ):
                    yield event
        finally:
            self.now -= 1


def error_of(event: Event) -> UserError:
    """An error that another process has told of."""
    span = event["span"]
    return UserError(event["code"], None if span is None else (span[0], span[1]), **event["facts"])


def answer_of(question: RunQuestion, language: Language, told: Told, done: Event) -> dict[str, Any]:
    """The answer of POST /api/v1/run."""
    console, episodes = ([event for kind, event in told if kind == name] for name in ("console", "episode"))
    error = None if done["error"] is None else document(error_of(done["error"]), language, question.source)
    lesson = done["lesson"]
    if error is not None and lesson is not None:
        error["hint"] = lesson["text"][language]
    graph, refusal = None, done["refusal"]
    try:
        graph = None if done["whole"] is None else drawn(done["whole"], question, language)
    except UserError as problem:
        refusal = {"code": problem.code, "facts": problem.facts, "span": problem.span}
    return {
        "console": console,
        "episodes": json_value(episodes),
        "refused": json_value(done["refused"]),
        "graph": graph,
        "graphs": graphs(done["around"], question, language),
        "graph_error": None if refusal is None else document(error_of(refusal), language, question.source),
        "findings": [finding_row(each, language) for each in done["findings"]],
        "lesson": lesson and {"code": lesson["code"], "line": lesson["line"], "text": lesson["text"][language]},
        "plots": done["plots"],
        "curves": json_value(curves(console, episodes, done["variables"], done["prints"])),
        "variables": done["variables"],
        "error": error,
    }


def graph_of(question: RunQuestion, language: Language, done: Event) -> dict[str, Any]:
    """The graph that a run was asked for. Raises why there is none."""
    if done["whole"] is not None:
        return drawn(done["whole"], question, language)
    for mistake in (done["refusal"], done["error"]):
        if mistake is not None:
            raise error_of(mistake)
    raise ValueProblem("listing.no_backward")


def drawn(whole: dict[str, Any], question: RunQuestion, language: Language) -> dict[str, Any]:
    """An episode as the question wants it drawn."""
    return episode_payload(
        restored(whole, question.source),
        language,
        collapsed=question.collapsed,
        direction=DIRECTIONS[question.direction],
        space=None if question.space is None else (question.space[0], question.space[1]),
        previous=order_of(question),
    )


def graphs(around: dict[str, Any], question: RunQuestion, language: Language) -> list[dict[str, Any]]:
    """The episodes beside the chosen one; one that is too large to be drawn is left out."""
    found = []
    for index, whole in around.items():
        with suppress(UserError):
            found.append({"episode": int(index), "graph": drawn(whole, question, language)})
    return found


def finding_row(finding: dict[str, Any], language: Language) -> dict[str, Any]:
    """{"code", "line", "severity", "text", "fix", "replacement"} in one language; so are facts that are words."""
    words = FINDINGS[finding["code"]]
    facts = {name: fact[language] if isinstance(fact, dict) else fact for name, fact in finding["facts"].items()}
    return {
        "code": finding["code"],
        "line": finding["line"],
        "severity": words.severity,
        "text": words.text[language].format(**facts),
        "fix": words.fix[language].format(**facts),
        "replacement": finding["replacement"],
    }


async def as_event_stream(stream: AsyncIterator[tuple[str, Any]]) -> AsyncIterator[bytes]:
    """Server-sent events (HTML Standard, 9.2): a name, and JSON on one line."""
    async for name, value in stream:
        yield b"event: %s\ndata: %s\n\n" % (name.encode(), write_json(value))


async def begun(stream: AsyncIterator[tuple[str, Any]]) -> AsyncIterator[tuple[str, Any]]:
    """The same stream once its first event is there: what refuses a listing is raised now, and not in mid-stream."""
    first = await anext(stream)

    async def whole() -> AsyncIterator[tuple[str, Any]]:
        yield first
        async for event in stream:
            yield event

    return whole()
