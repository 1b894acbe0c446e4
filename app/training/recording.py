"""A run -> what a listener is told of it: events in order, thinned to what a screen can show, made when asked for.

The same request gives the same events, bit for bit, whenever and wherever they are made again. So nothing need be
saved: who has seen an event takes up after it, in a process that never saw the run before.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import numpy as np

from app.errors import UserError
from app.limits import LIMITS
from app.training.diagnosis import LOOKS, Note, Watch
from app.training.task import Task
from app.training.trainer import Trainer, Update

MOST_UPDATES = 1_000
MOST_EPOCHS = 500
MOST_NUMBERS = 200_000
"""numbers in all update events of a run, at most about so many"""
MOST_PARAMETERS = 2_000
"""an event of a run that trains more does not list them; any update can be asked for by itself"""
FEWEST = 20

Kind = Literal["start", "update", "epoch", "done"]
Reason = Literal["finished", "diverged", "time", "failed"]

ORDER: dict[str, int] = {"start": 0, "update": 1, "epoch": 2, "done": 3}
LETTERS = {"start": "s", "update": "u", "epoch": "e", "done": "d"}


class Event(NamedTuple):
    """Something that happened with update `number`."""

    number: int
    kind: Kind
    body: dict[str, Any]

    @property
    def place(self) -> tuple[int, int]:
        """Events are sorted by it."""
        return self.number, ORDER[self.kind]

    @property
    def id(self) -> str:
        return f"{self.number}{LETTERS[self.kind]}"


def read_id(text: str) -> tuple[int, int] | None:
    """The place of an event from its id; None where it is no id of ours."""
    kinds = [kind for kind, letter in LETTERS.items() if text[-1:] == letter]
    digits = text[:-1]
    if not kinds or not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        return None
    return int(digits), ORDER[kinds[0]]


class Recording:
    """One run and its events so far. Not for two threads at once."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.trainer = Trainer(task)
        self.events: list[Event] = []
        self.seconds = 0.0
        """work so far"""
        size = len(task.initial)
        numbers = size * (3 + len(task.rule.states)) if size <= MOST_PARAMETERS else 0
        most = min(MOST_UPDATES, max(FEWEST, MOST_NUMBERS // (numbers + 8)))
        self.stride = max(1, -(-task.updates // most))
        self.epoch_stride = max(1, -(-task.epochs // MOST_EPOCHS))
        self.weight = (numbers + 8) * min(most, task.updates)
        """numbers that its events will hold, about"""
        self.next = 1
        """the update whose event comes next"""
        self.told_to = 0
        """up to this update all events are made"""
        self.watch = Watch(task)
        self.notes: list[Note] = []
        looks = min(most, task.updates)
        self.look_stride = max(1, -(-looks // LOOKS))
        """of so many update events one looks at gradients and units"""
        self.looks = 0
        """update events so far"""
        self.add(0, "start", self.started())

    @property
    def finished(self) -> bool:
        return self.events[-1].kind == "done"

    def advance(self, seconds: float) -> None:
        """Work for about so many seconds, or until the run is finished."""
        start = time.monotonic()
        trainer = self.trainer
        while not self.finished and (left := start + seconds - time.monotonic()) > 0:
            if self.told_to >= trainer.end:
                self.finish("finished" if trainer.diverged is None else "diverged")
            elif self.seconds + seconds - left > LIMITS.training_seconds:
                self.finish("time")
            else:
                try:
                    self.record(left)
                except UserError as problem:
                    self.finish("failed", problem)
        self.seconds += time.monotonic() - start

    def record(self, seconds: float) -> None:
        """Go to the next update that is told, and tell it."""
        trainer, batches = self.trainer, self.task.batches
        wanted = min(self.next, self.epoch_end())
        if trainer.advance(wanted - 1, seconds) == "later":
            return
        wanted = min(wanted, trainer.end)
        update = trainer.update(wanted)
        self.told_to, last = wanted, wanted == trainer.end
        if wanted == self.next or last:
            notes = [*self.seen(update)]
            self.notes += notes
            self.add(wanted, "update", told(self.task, update) | ({"notes": notes} if notes else {}))
        if wanted == self.next:
            # The first, then the multiples of the stride, then the last.
            self.next = min((wanted // self.stride + 1) * self.stride, self.task.updates)
        epoch, rest = divmod(wanted, batches.in_epoch)
        if not rest and (epoch % self.epoch_stride == 0 or last):
            self.add(wanted, "epoch", self.epoch(epoch))

    def seen(self, update: Update) -> Iterator[Note]:
        """What is to be named at an update."""
        in_epoch = self.task.batches.in_epoch
        losses = self.trainer.losses
        if np.isfinite(update.loss):
            start = float(np.max(losses[: min(in_epoch, update.number)]))
            yield from self.watch.loss(update.number, update.loss, start)
            if self.looks % self.look_stride == 0:
                yield from self.watch.state(update.number, update.before)
            self.looks += 1
        else:
            yield from self.watch.end(update.number, update.before, update.samples)

    def epoch_end(self) -> int:
        """The next end of an epoch that is told."""
        in_epoch = self.task.batches.in_epoch
        epoch = self.told_to // in_epoch + 1
        told = min(-(-epoch // self.epoch_stride) * self.epoch_stride, self.task.epochs)
        return told * in_epoch

    def add(self, number: int, kind: Kind, body: dict[str, Any]) -> None:
        self.events.append(Event(number, kind, body))

    def finish(self, reason: Reason, problem: UserError | None = None) -> None:
        """The last event. `problem`: what an update raised, where it `failed`."""
        trainer = self.trainer
        number = trainer.known if reason != "failed" else self.told_to
        held = trainer.at(number)
        self.add(number, "done", {
            "update": number,
            "reason": reason,
            "loss": float(trainer.losses[number - 1]) if number else None,
            "parameters": named(self.task, held.parameters),
            "notes": self.notes,
            **({"problem": problem} if problem else {}),
        })  # fmt: skip

    # ── bodies ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def started(self) -> dict[str, Any]:
        task = self.task
        return {
            "updates": task.updates,
            "epochs": task.epochs,
            "updates_in_epoch": task.batches.in_epoch,
            "samples": task.batches.samples,
            "stride": self.stride,
            "reading": "batch" if task.batched else "sample",
            "rule": list(task.rule.lines),
            "parameters": named(task, task.initial),
        }

    def epoch(self, epoch: int) -> dict[str, Any]:
        """An epoch, counted from 1: the mean loss of its samples, each taken before its own update."""
        batches, trainer = self.task.batches, self.trainer
        end = epoch * batches.in_epoch
        losses = trainer.losses[end - batches.in_epoch : end]
        sizes = np.full(len(losses), batches.size)
        sizes[-1] = batches.samples - batches.size * (len(losses) - 1)
        loss = float(np.average(losses, weights=sizes))
        return {"epoch": epoch, "update": end, "loss": loss, "learning_rate": trainer.rate(end)}


def told(task: Task, update: Update, most: int = MOST_PARAMETERS) -> dict[str, Any]:
    """An update as JSON has it; parameters are listed where there are no more than `most`."""
    states = zip(task.rule.states, update.after.states, strict=True)
    with np.errstate(all="ignore"):
        norm = float(np.sqrt(np.sum(np.square(update.gradient))))
    return {
        "update": update.number,
        "epoch": update.epoch,
        "step": update.step,
        "samples": update.samples.tolist(),
        "loss": update.loss,
        "learning_rate": update.rate,
        "parameters": named(task, update.before, most),
        "gradients": named(task, update.gradient, most),
        "gradient_norm": norm,
        "state": {symbol: named(task, vector, most) for symbol, vector in states},
        "next": named(task, update.after.parameters, most),
    }


def named(task: Task, vector: np.ndarray, most: int = MOST_PARAMETERS) -> dict[str, Any] | None:
    """Parameters by name; None where there are too many to list."""
    return task.named(vector) if len(vector) <= most else None
