"""Training over HTTP: a request -> a task, kept under its id; its events as a stream; the state of any update.

Work is done only when a listener waits for it, a slice at a time on few threads of its own: who goes away stops it, and
many are served in turn. Listeners of one run share it.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import numpy as np

from app.engines import Run, Value, engine, tape
from app.errors import LimitExceeded, RequestError, ValueProblem
from app.graph import build
from app.limits import LIMITS
from app.messages import LANGUAGES, Language
from app.notation.formulas import Formulas
from app.notation.names import name_latex
from app.training.description import task_of
from app.training.landscape import entry_of
from app.training.recording import Event, Recording, read_id, told
from app.training.rule import GRADIENT, NORM, RATE, THETA, TIME, Rule
from app.training.task import Task
from app.training.trainer import Update
from app.views.payload import payload
from app.web.json_text import write_json
from app.web.optimizers import rule_latex
from app.web.problems import document
from app.web.runs import Runs
from app.web.settings import Settings
from app.web.training_question import TrainQuestion, plain
from app.web.values import read_named
from app.web.workers import Workers

SLICE = 0.03
"""seconds of work between two looks at who else waits"""
PLACES = 200
"""runs that go on at once; the others wait for a place, their listeners with them"""
PATIENCE = 10.0
"""seconds that a run keeps its place while nobody reads"""
NUMBERS_AT_ONCE = 16_000_000
"""numbers in the events of all runs that go on, at most about so many"""
RUNS_KEPT = 16
"""runs that nobody listens to are kept in memory, so that their updates can be asked for"""


class Live:
    """A run in memory."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.messages: list[dict[Language, bytes] | bytes] = []
        """the events of the recording, written out once for all listeners; by language where they have notes"""
        self.lock = asyncio.Lock()
        """only one thread works on it"""
        self.listeners = 0
        self.has_place = False
        self.moved = 0.0
        """when somebody last asked for more of it"""

    def message(self, run: str, place: int, language: Language) -> bytes:
        """An event as it is sent. Once it is written out, its numbers are let go."""
        events, rule = self.recording.events, self.recording.task.rule
        while len(self.messages) <= place:
            event = events[len(self.messages)]
            if event.body.get("notes") or "problem" in event.body:
                self.messages.append({each: message(event, run, rule, each) for each in LANGUAGES})
            else:
                self.messages.append(message(event, run, rule, language))
            events[len(self.messages) - 1] = event._replace(body={})
        found = self.messages[place]
        return found if isinstance(found, bytes) else found[language]


class Training:
    """All runs of a process."""

    def __init__(self, settings: Settings) -> None:
        self.runs = Runs(settings.runs)
        self.workers = Workers(settings.training_threads, settings.listeners)
        self.live: OrderedDict[str, Live] = OrderedDict()
        self.making: dict[str, asyncio.Future[Live]] = {}

    async def open(self, run: str, question: TrainQuestion) -> Live:
        """The run in memory, made if need be. Raises whatever is wrong with the request; server.busy."""
        if run in self.live:
            self.live.move_to_end(run)
            return self.live[run]
        if run in self.making:
            return await asyncio.shield(self.making[run])
        making = self.making[run] = asyncio.ensure_future(self.make(run, question))
        making.add_done_callback(lambda _: self.making.pop(run))
        return await asyncio.shield(making)

    async def make(self, run: str, question: TrainQuestion) -> Live:
        recording = await self.workers.run(lambda: Recording(task_asked(question)))
        held = sum(each.recording.weight for each in self.live.values() if each.has_place)
        if held + recording.weight > NUMBERS_AT_ONCE:
            raise RequestError("server.busy", retry_after=10)
        live = self.live[run] = Live(recording)
        idle = [name for name, each in self.live.items() if not each.listeners and each is not live]
        for name in idle[: max(0, len(idle) - RUNS_KEPT)]:
            del self.live[name]
        return live

    async def stream(
        self, run: str, live: Live, after: tuple[int, int] | None, language: Language = "en"
    ) -> AsyncIterator[bytes]:
        """The events of a run after a place, as a text/event-stream."""
        live.listeners += 1
        recording, told = live.recording, 0
        try:
            while True:
                events = recording.events
                while told < len(events):
                    if after is None or events[told].place > after:
                        yield live.message(run, told, language)
                    told += 1
                if recording.finished:
                    return
                async with live.lock:
                    await self.take_place(live)
                    if told == len(events) and not recording.finished:
                        await self.workers.run(recording.advance, SLICE)
        finally:
            live.listeners -= 1
            live.has_place = live.has_place and live.listeners > 0

    async def take_place(self, live: Live) -> None:
        """Wait until fewer than PLACES other runs go on. One whose listeners do not read loses its place meanwhile."""
        live.moved = time.monotonic()
        while not live.has_place:
            held = [each for each in self.live.values() if each.has_place]
            for each in held:
                each.has_place = time.monotonic() - each.moved < PATIENCE
            if sum(each.has_place for each in held) < PLACES:
                live.has_place = True
            else:
                await asyncio.sleep(0.1)
        live.moved = time.monotonic()

    async def graph(
        self,
        run: str,
        question: TrainQuestion,
        number: int,
        sample: int | None,
        language: Language,
        shown: dict[str, Any],
    ) -> dict[str, Any]:
        """The answer of POST /api/v1/graph at update `number`, from 1: the pass that this update was made from."""
        live = await self.open(run, question)
        update = await self.update(live, number)
        return await self.workers.run(partial(graph_at, live.recording.task, update, sample, language, shown))

    async def rule(
        self, live: Live, number: int, name: str, language: Language, shown: dict[str, Any]
    ) -> dict[str, Any]:
        """The graph of the optimiser's rule, as update `number` ran it for one entry of the parameters."""
        update = await self.update(live, number)
        return await self.workers.run(partial(rule_at, live.recording.task, update, name, language, shown))

    async def update(self, live: Live, number: int) -> Update:
        """Raises training.update where there is none, limit.time where it would take too long to get there."""
        await self.reach(live, number)
        async with live.lock:
            return await self.workers.run(live.recording.trainer.update, number)

    async def before(self, live: Live, number: int) -> np.ndarray:
        """All parameters before an update; one more than the last is the end of the run. Raises as `update`."""
        if number > 1:
            await self.reach(live, number - 1)
        elif number < 1:
            raise ValueProblem("training.update", found=number, last=live.recording.trainer.end)
        async with live.lock:
            held = await self.workers.run(live.recording.trainer.at, number - 1)
        return held.parameters

    async def reach(self, live: Live, number: int) -> None:
        """Work, a slice at a time, until an update is known. Raises training.update, limit.time."""
        trainer, spent = live.recording.trainer, 0.0
        while trainer.known < number <= trainer.end:
            if spent > LIMITS.training_seconds:
                raise LimitExceeded("limit.time", seconds=LIMITS.training_seconds)
            async with live.lock:
                await self.workers.run(trainer.advance, number, SLICE)
            spent += SLICE
        if not 1 <= number <= trainer.end:
            raise ValueProblem("training.update", found=number, last=trainer.end)

    async def updates(self, live: Live, first: int, last: int, every: int) -> list[dict[str, Any]]:
        """A range, `last` included. Raises training.update, training.range, limit.time, limit.answer."""
        task, trainer = live.recording.task, live.recording.trainer
        wanted = range(first, last + 1, every)
        numbers = len(wanted) * (len(task.initial) * (3 + len(task.rule.states)) + 8)
        if not wanted:
            raise ValueProblem("training.range", first=first, last=last)
        if numbers > LIMITS.answer_numbers:
            raise LimitExceeded("limit.answer", limit=LIMITS.answer_numbers, found=numbers)
        await self.reach(live, first)
        await self.reach(live, min(last, trainer.end))
        found: list[dict[str, Any]] = []

        def some() -> None:
            stop = time.monotonic() + SLICE
            while len(found) < len(wanted) and wanted[len(found)] <= trainer.end and time.monotonic() < stop:
                found.append(told(task, trainer.update(wanted[len(found)]), LIMITS.tensor_elements))

        while len(found) < len(wanted) and wanted[len(found)] <= trainer.end:
            async with live.lock:
                await self.workers.run(some)
        return found


def message(event: Event, run: str, rule: Rule, language: Language) -> bytes:
    """One event of the stream."""
    body = event.body
    if event.kind == "start":
        body = {"run": run, **body, "rule_latex": rule_latex(rule)}
    if "notes" in body:
        body = {**body, "notes": [note.told(language) for note in body["notes"]]}
    if "problem" in body:
        body = {**body, "problem": document(body["problem"], language)}
    return f"id: {event.id}\nevent: {event.kind}\ndata: ".encode() + write_json(body) + b"\n\n"


def place_of(header: str | None) -> tuple[int, int] | None:
    """The place of the event that Last-Event-ID names. Raises training.event_id."""
    if not header:
        return None
    place = read_id(header.strip())
    if place is None:
        raise RequestError("training.event_id", found=header[:40])
    return place


def task_asked(question: TrainQuestion) -> Task:
    """Everything that is known before the first update. Raises whatever is wrong with it."""
    run = question.model_dump() | {"clip": plain(question).get("clip")}
    data = {name: column_of(name, value) for name, value in read_named(question.data).items()}
    task = task_of(run, values=read_named(question.values), data=data)
    task.check()
    return task


def column_of(name: str, value: Value) -> np.ndarray:
    if not isinstance(value, np.ndarray):
        raise ValueProblem("training.column", name=name)
    return value


def rule_at(task: Task, update: Update, name: str, language: Language, shown: dict[str, Any]) -> dict[str, Any]:
    """The payload of the rule for one entry of the parameters. Raises training.entry."""
    entry, rule = entry_of(task, name), task.rule
    held = zip(rule.states, update.start.states, strict=True)
    with np.errstate(all="ignore"):
        norm = float(np.sqrt(np.sum(np.square(update.gradient))))
    values: dict[str, Value] = {THETA: float(update.before[entry]), GRADIENT: float(update.gradient[entry])}
    values |= {RATE: update.rate, TIME: float(update.number), NORM: norm}
    values |= {symbol: float(vector[entry]) for symbol, vector in held} | rule.constants
    run = tape.run(build(rule.program, values, output=f"{THETA}_{TIME}"), values)
    return payload(run, language=language, syntax="formula", **shown) | {
        "training": told(task, update, LIMITS.tensor_elements) | {"parameter": name, "lines": rule_lines(rule, run)}
    }


def rule_lines(rule: Rule, run: Run) -> list[dict[str, Any]]:
    r"""Each definition of the rule: `b_{t} = \mu \, b + g`, the same with numbers `0.9 \cdot 2 + 3`, and its value."""
    formulas = Formulas(run)
    return [
        {
            "name": name,
            "latex": f"{name_latex(name)} = {formulas.written(definition.body)}",
            "numbers": formulas.numbers(definition.body),
            "value": formulas.values[name],
        }
        for definition in rule.program.definitions.values()
        for name in [definition.name]
    ]


def graph_at(
    task: Task, update: Update, sample: int | None, language: Language, shown: dict[str, Any]
) -> dict[str, Any]:
    """The payload of the pass that an update was made from. Raises training.sample."""
    samples, alone = update.samples, not task.batched
    if alone:
        found = samples[0] if sample is None else sample
        if found not in samples:
            raise ValueProblem("training.sample", found=found, samples=", ".join(map(str, samples[:20].tolist())))
        samples = np.array([found])
    graph = task.graph(0 if alone else len(samples))
    values: dict[str, Value] = {**task.values, **task.named(update.before), **task.columns(samples, alone=alone)}
    run = engine(task.engine).run(graph, values, task.upstream(graph))
    answer = payload(run, language=language, syntax=task.syntax, **shown)
    return answer | {"training": told(task, update, LIMITS.tensor_elements) | {"shown": samples.tolist()}}
