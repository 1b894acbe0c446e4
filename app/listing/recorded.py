"""A listing run under the recorder: the events of `running`, and with the last one what was recorded and found.

{"event": "episode", "index", "line", "output", "value", "nodes"}   as each backward() has run
{"event": "ran", ...}                                               `done` without what follows, which takes time
{"event": "done", ..., "whole", "refusal", "findings", "lesson"}    `whole`: the chosen episode as `portable` has it
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from app.errors import UserError
from app.limits import LIMITS, Limits
from app.listing.findings.finding import Evidence
from app.listing.findings.review import review
from app.listing.lessons.context import context
from app.listing.lessons.explaining import explanation
from app.listing.recording.episode import Episode, Whole
from app.listing.recording.history import FOLLOWED
from app.listing.recording.portable import portable
from app.listing.recording.recorder import Recorder
from app.listing.running import Emit, run


def run_recorded(
    source: str,
    emit: Emit,
    *,
    seed: int | None = None,
    episode: int = 0,
    limits: Limits = LIMITS,
    seconds: float | None = None,
    ended: Callable[[], None] = lambda: None,
) -> None:
    """Run `source`; `episode` is the backward() to keep whole, the last where there are fewer.

    `ended` is called when the listing has ended, before what was recorded is looked at.
    """

    def tell(found: Episode) -> None:
        emit({"event": "episode", **found.summary()})

    recorder = Recorder(source, keep=(episode,), tell=tell)
    began = time.monotonic()

    def told(event: dict[str, Any]) -> None:
        if event["event"] == "done":
            ended()
            event |= {"episodes": [each.summary() for each in recorder.episodes]}
            emit(event | {"event": "ran"})
            again = Again(source, seed, limits, began + (limits.listing_seconds if seconds is None else seconds))
            event |= recorded(recorder, event, episode, again)
        emit(event)

    run(source, told, seed=seed, recorder=recorder, limits=limits, seconds=seconds)


@dataclass(frozen=True, slots=True)
class Again:
    """The same run once more, for what the recorder did not see the first time."""

    source: str
    seed: int | None
    limits: Limits
    deadline: float

    @property
    def seconds(self) -> float:
        """What is left of the listing's time."""
        return self.deadline - time.monotonic()

    def recorder(self, episode: int, *, thorough: bool) -> Recorder:
        torch.set_default_dtype(torch.float32)
        recorder = Recorder(self.source, keep=(episode,), thorough=thorough)
        run(self.source, lambda _: None, seed=self.seed, recorder=recorder, limits=self.limits, seconds=self.seconds)
        return recorder


def chosen(recorder: Recorder, episode: int, again: Again) -> Whole | None:
    """The episode asked for, or the last one; run again where the recorder rested then, or had rested before."""
    index = min(episode, len(recorder.episodes) - 1)
    if index < 0:
        return None
    if index not in recorder.moments and again.seconds > 0:
        recorder = again.recorder(index, thorough=False)
    found = recorder.whole(index)
    if found is not None and found.cut and len(recorder.episodes) > FOLLOWED and again.seconds > 0:
        found = again.recorder(index, thorough=True).whole(index) or found
    return found


def recorded(recorder: Recorder, done: dict[str, Any], episode: int, again: Again) -> dict[str, Any]:
    """What the recorder adds to the last event."""
    error = done["error"]
    lesson = lesson_of(recorder, error)
    evidence = Evidence(
        source=recorder.source,
        recorder=recorder,
        seed=again.seed,
        stopped=lesson["code"] if lesson else None,
        stopped_line=recorder.line,
        stopped_facts=lesson["facts"] if lesson else None,
    )
    whole = refusal = None
    try:
        refused = recorder.broken() if recorder.failed is not None and error is not None else None
        found = refused or chosen(recorder, episode, again)
        whole = None if found is None else portable(found)
    except UserError as problem:
        refusal = {"code": problem.code, "facts": problem.facts, "span": problem.span}
    return {"whole": whole, "refusal": refusal, "findings": review(evidence), "lesson": lesson}


def lesson_of(recorder: Recorder, error: dict[str, Any] | None) -> dict[str, Any] | None:
    """{"code", "line", "text", "facts"} for an exception that is explained, `line` where the chain broke."""
    if error is None or error["code"] != "listing.exception":
        return None
    known = context(recorder)
    found = explanation(error["facts"]["message"], known.facts)
    if found is None:
        return None
    return {"code": found.code, "line": known.line or recorder.line, "text": found.text, "facts": known.facts}
