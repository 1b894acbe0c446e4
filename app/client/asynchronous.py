"""`AsyncClient`: the same questions for programs that do something else while they wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any, Self, Unpack

from app.client import answers, calls, options
from app.client.calls import Answer, BatchItem, Call, Suffix
from app.client.events import Event, Lines
from app.client.http import httpx
from app.client.retries import Retries
from app.client.synchronous import LOCAL


class AsyncClient:
    """A Chainlight server, as `Client` has it: each method is to be awaited, each stream read by `async for`.

    async with AsyncClient("http://127.0.0.1:8000") as client:
        answer = await client.gradients("y = x^2", values={"x": 3})
        async for event in client.train("L = (w - 3)^2", epochs=10):
            print(event.name)
    """

    def __init__(
        self,
        server: str = LOCAL,
        *,
        language: str | None = None,
        timeout: float = 60.0,
        attempts: int = 4,
        longest_wait: float = 30.0,
        http: httpx.AsyncClient | None = None,
    ) -> None:
        self.server = server.rstrip("/")
        self.language = language
        self.retries = Retries(attempts, longest_wait)
        self.timeout = timeout
        self.http = http or httpx.AsyncClient()

    async def close(self) -> None:
        await self.http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # ── how it is asked ─────────────────────────────────────────────────────────────────────────────────────────────

    async def ask(self, call: Call[Answer]) -> Answer:
        attempt = 1
        while True:
            response = await self.http.send(self._request(call))
            wait = self.retries.wait(response.status_code, response.headers.get("retry-after"), attempt)
            if wait is None:
                return call.answer(response)
            await asyncio.sleep(wait)
            attempt += 1

    def _request(self, call: Call[Any], **headers: str) -> httpx.Request:
        headers = {"accept": calls.ACCEPT, **headers}
        if call.body is not None:
            headers["content-type"] = "application/json"
        return self.http.build_request(
            call.method,
            self.server + call.address(self.language),
            content=call.content(),
            headers=headers,
            timeout=self.timeout,
        )

    async def _events(self, call: Call[Any], lines: Lines) -> AsyncIterator[Event]:
        """The events of one connection, after `lines.id` where there is one."""
        headers = {"accept": "text/event-stream", **({"last-event-id": lines.id} if lines.id else {})}
        attempt = 1
        while True:
            response = await self.http.send(self._request(call, **headers), stream=True)
            try:
                wait = self.retries.wait(response.status_code, response.headers.get("retry-after"), attempt)
                if wait is None:
                    if not response.is_success:
                        await response.aread()
                        call.answer(response)
                    async for line in response.aiter_lines():
                        event = lines.take(line)
                        if event:
                            yield event
                    return
            finally:
                await response.aclose()
            await asyncio.sleep(wait)
            attempt += 1

    async def _training(self, call: Call[Any], after: str | None) -> AsyncIterator[Event]:
        """The events of a run to its end: a connection that breaks is made again, and the stream goes on."""
        broken = 0
        while True:
            lines = Lines(after)
            try:
                async for event in self._events(call, lines):
                    yield event
                    if event.name == "done":
                        return
            except httpx.TransportError:
                broken = 1 if lines.id != after else broken + 1
                if broken >= self.retries.attempts:
                    raise
                after = lines.id
            else:
                return  # the server ended the stream by itself

    # ── a formula ───────────────────────────────────────────────────────────────────────────────────────────────────

    async def gradients(self, source: str, **given: Unpack[options.GradientsOptions]) -> answers.GradientsAnswer:
        """Value and gradients; with `points` at n points at once."""
        return await self.ask(calls.gradients(source, **given))

    async def graph(self, source: str, **given: Unpack[options.GraphOptions]) -> answers.GraphAnswer:
        """Everything: the graph with values, gradients and places, and its steps in order."""
        return await self.ask(calls.graph(source, **given))

    async def paths(
        self,
        source: str,
        input: str,  # noqa: A002 (the API's own name)
        **given: Unpack[options.PathsOptions],
    ) -> answers.PathsAnswer:
        """Every path from an input to the output, and the product of derivatives along each."""
        return await self.ask(calls.paths(source, input, **given))

    async def derivation(self, source: str, **given: Unpack[options.DerivationOptions]) -> answers.DerivationAnswer:
        """The chain rule as a book prints it, line by line."""
        return await self.ask(calls.derivation(source, **given))

    async def mistakes(self, source: str, **given: Unpack[options.MistakesOptions]) -> answers.MistakesAnswer:
        """What a student may be asked for, and the wrong numbers that the classic mistakes would give."""
        return await self.ask(calls.mistakes(source, **given))

    async def hessian(self, source: str, **given: Unpack[options.HessianOptions]) -> answers.HessianAnswer:
        """Second derivatives, or with `vector` the Hessian times it."""
        return await self.ask(calls.hessian(source, **given))

    async def jacobian(self, source: str, **given: Unpack[options.JacobianOptions]) -> answers.JacobianAnswer:
        """The derivative of every entry of the output by every entry of each input."""
        return await self.ask(calls.jacobian(source, **given))

    async def code(self, source: str, **given: Unpack[options.CodeOptions]) -> answers.CodeAnswer:
        """The graph as a program: `target` is `numpy`, `pytorch`, `jax`, `dot` or `tikz`."""
        return await self.ask(calls.code(source, **given))

    async def batch(self, items: Iterable[options.GradientsItem | options.GraphItem]) -> list[BatchItem]:
        """Up to 100 questions in one request. A problem stands in its item's place; it is not raised."""
        return await self.ask(calls.batch(items))

    # ── pictures and links ──────────────────────────────────────────────────────────────────────────────────────────

    async def picture(self, source: str, suffix: Suffix = "svg", **given: Unpack[options.PictureOptions]) -> bytes:
        """The graph as a file: `svg`, `png`, `html`, `json`, `dot` or `tex`."""
        return await self.ask(calls.picture(source, suffix, **given))

    async def linked_picture(self, link: str, suffix: Suffix = "svg", **given: Unpack[options.LookOptions]) -> bytes:
        """The graph of a link, `/g/…` or `/s/…`, as a file."""
        return await self.ask(calls.linked_picture(link.removeprefix(self.server), suffix, **given))

    async def permalink(self, source: str, **given: Unpack[options.LinkOptions]) -> answers.PermanentLink:
        """A link that holds the graph itself, and the readable one. Each is to follow the server's address."""
        return await self.ask(calls.permalink(source, **given))

    async def link(self, source: str, **given: Unpack[options.LinkOptions]) -> answers.ShortLink:
        """A short link, kept on the server; the same graph always gets the same one."""
        return await self.ask(calls.link(source, **given))

    # ── listings ────────────────────────────────────────────────────────────────────────────────────────────────────

    async def run(self, source: str, **given: Unpack[options.RunOptions]) -> answers.RunAnswer:
        """Run a PyTorch listing: what it printed, drew and left behind, and what stopped it, if anything did."""
        return await self.ask(calls.run(source, **given))

    def run_events(self, source: str, **given: Unpack[options.RunOptions]) -> AsyncIterator[Event]:
        """The same as it happens: `console` pieces and `episode`s, and last `done` with the whole answer."""
        return self._events(calls.run(source, **given), Lines())

    # ── training ────────────────────────────────────────────────────────────────────────────────────────────────────

    def train(
        self, source: str, *, after: str | None = None, **given: Unpack[options.TrainOptions]
    ) -> AsyncIterator[Event]:
        """Train, as events: `start`, `update`s and `epoch`s, `done`. A connection that breaks goes on where it was."""
        return self._training(calls.train(source, **given), after)

    def listen(self, run: str, *, after: str | None = None) -> AsyncIterator[Event]:
        """The events of a run by its id, the `run` of its `start`."""
        return self._training(calls.listen(run), after)

    async def train_graph(
        self,
        run: str,
        update: int = 1,
        *,
        sample: int | None = None,
        collapsed: Sequence[str] | None = None,
        direction: str | None = None,
    ) -> answers.GraphAnswer:
        """The graph of one update, its numbers those that the update was made from."""
        return await self.ask(calls.train_graph(run, update, sample, collapsed, direction))

    async def train_rule(self, run: str, update: int = 1, *, parameter: str | None = None) -> answers.GraphAnswer:
        """The optimiser's rule as an update ran it, as a graph."""
        return await self.ask(calls.train_rule(run, update, parameter))

    async def train_updates(
        self, run: str, first: int | None = None, last: int | None = None, *, every: int = 1
    ) -> answers.UpdatesAnswer:
        """The full trace of a range of updates, `last` included; without one, of the whole run."""
        return await self.ask(calls.train_updates(run, first, last, every))

    async def train_code(self, run: str) -> answers.CodeAnswer:
        """The run as a PyTorch program."""
        return await self.ask(calls.train_code(run))

    async def surface(
        self, run: str, update: int = 1, **given: Unpack[options.SurfaceOptions]
    ) -> answers.SurfaceAnswer:
        """The loss over two parameters."""
        return await self.ask(calls.surface(run, update, **given))

    async def slice(self, run: str, update: int = 1, **given: Unpack[options.SliceOptions]) -> answers.SliceAnswer:
        """The loss along a line, from the distance `first` to `last`."""
        return await self.ask(calls.slice_(run, update, **given))

    async def nudge(self, run: str, update: int = 1, **given: Unpack[options.NudgeOptions]) -> answers.NudgeAnswer:
        """What the gradient promises of a change of one parameter, and what happens."""
        return await self.ask(calls.nudge(run, update, **given))

    async def fit(
        self, run: str, updates: Sequence[int], output: str, at: Mapping[str, options.Tensor]
    ) -> answers.FitAnswer:
        """What the formula gives before some updates for data of one's own."""
        return await self.ask(calls.fit(run, updates, output, at))

    async def datasets(self) -> answers.DatasetsAnswer:
        """The data sets that can be made, with their options."""
        return await self.ask(calls.datasets())

    async def dataset(self, name: str, **given: float) -> answers.DatasetsAnswer:
        """The samples of one."""
        return await self.ask(calls.dataset(name, **given))

    async def table(self, text: str) -> answers.TableAnswer:
        """Pasted text as columns of numbers."""
        return await self.ask(calls.table(text))

    # ── what there is ───────────────────────────────────────────────────────────────────────────────────────────────

    async def operations(self) -> answers.OperationsAnswer:
        """The table of operations."""
        return await self.ask(calls.operations())

    async def lessons(self) -> answers.LessonsAnswer:
        """The gallery."""
        return await self.ask(calls.lessons())

    async def optimizers(self) -> answers.OptimizersAnswer:
        """Optimisers, schedules and clips."""
        return await self.ask(calls.optimizers())

    async def health(self) -> answers.Health:
        """Whether the server lives, its version, and the engines that it has."""
        return await self.ask(calls.health())
