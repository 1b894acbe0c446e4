"""What listings did that were run a moment ago: the same one asked for again (another window, another episode, a folded
group) is drawn again and not run again. A listing gives the same each time: its random numbers have a seed, its clock
stands still.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from app.web.question import RunQuestion

MOST = 64 * 1024 * 1024
"""characters that all runs may take together"""
PASSING = ("limit.listing_time", "limit.memory", "listing.ended", "server.")
"""what stopped a run and may not stop the next one"""

Event = dict[str, Any]
Told = list[tuple[str, Event]]
"""what a run told on its way, with its kind, in order"""


@dataclass(slots=True)
class KeptRun:
    told: Told
    episodes: int
    """how many there were, with one that was refused"""
    done: Event
    wholes: dict[int, Any] = field(default_factory=dict)
    """index -> the episode as `portable` has it"""
    size: int = 0


class KeptListings:
    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.size = 0
        self.runs: OrderedDict[tuple[str, int | None], KeptRun] = OrderedDict()

    def found(self, question: RunQuestion) -> tuple[Told, Event] | None:
        """All that a question asks for, its last event beside the others; or nothing."""
        kept = self.runs.get((question.source, question.seed))
        if kept is None:
            return None
        at, wanted = place(question, kept.episodes, kept.done)
        if not kept.wholes.keys() >= set(wanted):
            return None
        self.runs.move_to_end((question.source, question.seed))
        around = {index: kept.wholes[index] for index in wanted if index != at}
        return kept.told, kept.done | {"whole": kept.wholes.get(at), "around": around}

    def keep(self, question: RunQuestion, told: Told, done: Event) -> None:
        """Remember a run, unless it might end otherwise next time; the oldest are forgotten."""
        error, refusal = done["error"], done["refusal"]
        if refusal is not None or (error is not None and error["code"].startswith(PASSING)):
            return
        key = (question.source, question.seed)
        episodes = sum(kind == "episode" for kind, _ in told) + (done["refused"] is not None)
        kept = self.runs.setdefault(key, KeptRun(told, episodes, done))
        at, _ = place(question, episodes, done)
        found = {int(index): whole for index, whole in done["around"].items()}
        if done["whole"] is not None:
            found[at] = done["whole"]
        new = found.keys() - kept.wholes.keys()
        kept.wholes |= found
        # One whole is weighed for all: those of one run are alike.
        weight = len(json.dumps(done["whole"])) * len(new)
        if not kept.size:
            weight += len(question.source) + sum(100 + len(event.get("text", "")) for _, event in told)
        kept.size += weight
        self.size += weight
        self.runs.move_to_end(key)
        while self.size > self.most:
            _, gone = self.runs.popitem(last=False)
            self.size -= gone.size


def place(question: RunQuestion, episodes: int, done: Event) -> tuple[int, range]:
    """The index that a question is about, and all that are to come with it."""
    last = episodes - 1
    first = last if done["refused"] is not None else 0
    at = min(first if question.episode is None else question.episode, last)
    return at, range(max(at - question.near, 0), min(at + question.near, last) + 1)
