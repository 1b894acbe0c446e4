"""A listing run under the recorder: the events of `running`, and with the last one what was recorded and found.

{"event": "episode", "index", "line", "output", "value", "nodes"}   as each backward() has run
{"event": "ran", ...}                                               `done` without what follows, which takes time
{"event": "done", ..., "whole", "around", "refused", "refusal", "findings", "lesson"}
    `whole`: the chosen episode as `portable` has it; `around`: index -> those beside it; `refused`: a row, as
    `episode` has it, of the backward() that torch refused and that ended the listing: its index is behind all others
"""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import torch

from app.errors import UserError
from app.limits import LIMITS, Limits
from app.listing.findings.finding import Evidence
from app.listing.findings.review import review
from app.listing.lessons.context import context
from app.listing.lessons.explaining import explanation
from app.listing.lessons.meant import meant
from app.listing.machine import Machine, running
from app.listing.recording.digest import numbers_in
from app.listing.recording.episode import Episode, Whole
from app.listing.recording.portable import portable
from app.listing.recording.recorder import Recorder
from app.listing.running import Emit, run
from app.listing.syntax import span_of_line

NEAR_SECONDS = 1.0
"""that the episodes beside the chosen one may take together"""


def run_recorded(
    source: str,
    emit: Emit,
    *,
    seed: int | None = None,
    episode: int | None = None,
    near: int = 0,
    limits: Limits = LIMITS,
    seconds: float | None = None,
    ended: Callable[[], None] = lambda: None,
) -> None:
    """Run `source`; `episode` is the backward() to keep whole, the last where there are fewer, with the `near` ones
    before and after it; None for the one that torch refused, else the first.

    `ended` is called when the listing has ended, before what was recorded is looked at.
    """

    def tell(found: Episode) -> None:
        emit({"event": "episode", **found.summary()})

    first = episode or 0
    kept = range(max(first - near, 0), first + near + 1)
    recorder = Recorder(source, keep=kept, tell=tell, quiet=True, idle="torch" not in source, chosen=first)
    began = time.monotonic()

    def told(event: dict[str, Any]) -> None:
        if event["event"] == "done":
            ended()
            machine = running()
            event |= {"episodes": [each.summary() for each in recorder.episodes]}
            emit(event | {"event": "ran"})
            again = Again(source, seed, limits, began + (limits.listing_seconds if seconds is None else seconds))
            event |= recorded(recorder, machine, event, episode, near, again)
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

    def recorder(self, episodes: Collection[int], *, thorough: bool, chosen: int = 0) -> Recorder:
        torch.set_default_dtype(torch.float32)
        recorder = Recorder(self.source, keep=episodes, thorough=thorough, chosen=chosen)
        run(self.source, lambda _: None, seed=self.seed, recorder=recorder, limits=self.limits, seconds=self.seconds)
        return recorder


def chosen(recorder: Recorder, episode: int, near: int, again: Again) -> tuple[Whole | None, dict[int, Whole]]:
    """The episode asked for, or the last one, and those around it; run again where the recorder rested then, or had
    rested before.
    """
    last = len(recorder.episodes) - 1
    index = min(episode, last)
    if index < 0:
        return None, {}
    wanted = range(max(index - near, 0), min(index + near, last) + 1)
    if not recorder.moments.keys() | recorder.dropped >= set(wanted) and again.seconds > 0:
        recorder = again.recorder(wanted, thorough=False, chosen=index)
    found = recorder.whole(index)
    if found is not None and found.cut and recorder.rested and again.seconds > 0:
        recorder = again.recorder(wanted, thorough=True, chosen=index)
        found = recorder.whole(index) or found
    return found, {} if found is None else around(recorder, index, wanted, found)


def around(recorder: Recorder, index: int, wanted: Collection[int], found: Whole) -> dict[int, Whole]:
    """The nearest of the episodes beside `index`, as many as may be told of and can be had in little time; none that is
    too large to be drawn.
    """
    most = LIMITS.listing_near_numbers // max(numbers_in(found.run), 1)
    enough = time.monotonic() + NEAR_SECONDS
    nearest = sorted(set(wanted) & recorder.moments.keys() - {index}, key=lambda each: abs(each - index))
    beside: dict[int, Whole] = {}
    for each in nearest[:most]:
        if time.monotonic() > enough:
            break
        with suppress(UserError, MemoryError):
            whole = recorder.whole(each)
            if whole is not None:
                beside[each] = whole
    return beside


def recorded(
    recorder: Recorder, machine: Machine, done: dict[str, Any], episode: int | None, near: int, again: Again
) -> dict[str, Any]:
    """What the recorder adds to the last event."""
    error = done["error"]
    if error is not None and recorder.missed and again.seconds > 0:
        recorder = again.recorder(recorder.keep, thorough=True)
    elif recorder.unasked and again.seconds > 0:
        recorder = again.recorder(recorder.keep, thorough=False, chosen=recorder.chosen)
    lesson = lesson_of(recorder, error, machine.tree)
    evidence = Evidence(
        source=recorder.source,
        machine=machine,
        recorder=recorder,
        seed=again.seed,
        failed=error is not None,
        stopped=lesson["code"] if lesson else None,
        stopped_line=recorder.line,
        stopped_facts=lesson["facts"] if lesson else None,
    )
    whole = refusal = None
    beside: dict[int, Whole] = {}
    count = len(recorder.episodes)
    refused = recorder.refused_row(count) if error is not None else None
    try:
        if refused is not None and (episode is None or episode >= count):
            found = recorder.broken()
            if found is not None and near and count:
                _, beside = chosen(recorder, count - 1, near, again)
                with suppress(UserError):
                    beside |= {count - 1: last} if (last := recorder.whole(count - 1)) else {}
        else:
            found, beside = chosen(recorder, episode or 0, near, again)
            if refused is not None and (episode or 0) + near >= count:
                with suppress(UserError):
                    beside |= {count: last} if (last := recorder.broken()) else {}
        whole = None if found is None else portable(found)
    except UserError as problem:
        refusal = {"code": problem.code, "facts": problem.facts, "span": problem.span}
    except MemoryError:
        refusal = {"code": "listing.undrawn", "facts": {}, "span": None}
    return {
        "episodes": [each.summary() for each in recorder.episodes],
        "whole": whole,
        "around": {index: portable(each) for index, each in sorted(beside.items())},
        "refused": refused,
        "refusal": refusal,
        "findings": review(evidence),
        "lesson": lesson,
    }


def lesson_of(recorder: Recorder, error: dict[str, Any] | None, tree: ast.Module) -> dict[str, Any] | None:
    """{"code", "line", "text", "facts"} for an exception that is explained, `line` where the chain broke."""
    if error is None or error["code"] != "listing.exception":
        return None
    known = context(recorder)
    said = f"{error['facts']['exception']}: {error['facts']['message']}"
    facts = known.facts | {"meant": meant(said, tree, recorder.line)}
    found = explanation(f"{said}\n{line_of(recorder.source, recorder.line)}", facts)
    if found is None:
        return None
    return {"code": found.code, "line": known.line or recorder.line, "text": found.text, "facts": known.facts}


def line_of(source: str, line: int) -> str:
    start, end = span_of_line(source, line)
    return source[start:end]
