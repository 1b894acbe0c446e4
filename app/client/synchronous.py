"""`Client`: asks, waits, answers."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Self, Unpack

from app.client import answers, calls, options
from app.client.calls import Answer, BatchItem, Call, Suffix
from app.client.events import Event, Lines
from app.client.http import httpx
from app.client.retries import Retries

LOCAL = "http://127.0.0.1:8000"
"""where `chainlight serve` listens"""


class Client:
    """A Chainlight server. Close it, or use it in a `with` block.

    `language` (`en` or `zh-CN`) is that of sentences, where a question names none. `timeout` is seconds for an answer,
    or between two events of a stream. A server that is busy (503) or asked too often (429) is asked again when it says,
    at most `attempts` times in all, and never after more than `longest_wait` seconds. `http` is a client of HTTPX with
    settings of your own: proxies, certificates.

    Every method raises `Problem` where the server refuses, and what HTTPX raises where it cannot be reached.
    """

    def __init__(
        self,
        server: str = LOCAL,
        *,
        language: str | None = None,
        timeout: float = 60.0,
        attempts: int = 4,
        longest_wait: float = 30.0,
        http: httpx.Client | None = None,
    ) -> None:
        self.server = server.rstrip("/")
        self.language = language
        self.retries = Retries(attempts, longest_wait)
        self.timeout = timeout
        self.http = http or httpx.Client()

    def close(self) -> None:
        self.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ── how it is asked ─────────────────────────────────────────────────────────────────────────────────────────────

    def ask(self, call: Call[Answer]) -> Answer:
        attempt = 1
        while True:
            response = self.http.send(self._request(call))
            wait = self.retries.wait(response.status_code, response.headers.get("retry-after"), attempt)
            if wait is None:
                return call.answer(response)
            time.sleep(wait)
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

    def _events(self, call: Call[Any], lines: Lines) -> Iterator[Event]:
        """The events of one connection, after `lines.id` where there is one."""
        headers = {"accept": "text/event-stream", **({"last-event-id": lines.id} if lines.id else {})}
        attempt = 1
        while True:
            response = self.http.send(self._request(call, **headers), stream=True)
            try:
                wait = self.retries.wait(response.status_code, response.headers.get("retry-after"), attempt)
                if wait is None:
                    if not response.is_success:
                        response.read()
                        call.answer(response)
                    yield from filter(None, map(lines.take, response.iter_lines()))
                    return
            finally:
                response.close()
            time.sleep(wait)
            attempt += 1

    def _training(self, call: Call[Any], after: str | None) -> Iterator[Event]:
        """The events of a run to its end: a connection that breaks is made again, and the stream goes on."""
        broken = 0
        while True:
            lines = Lines(after)
            try:
                for event in self._events(call, lines):
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

    def gradients(self, source: str, **given: Unpack[options.GradientsOptions]) -> answers.GradientsAnswer:
        """Value and gradients; with `points` at n points at once.

        >>> client.gradients("J = 3(a+bc)", values={"a": 5, "b": 3, "c": 2})["gradients"]
        {'a': 3.0, 'b': 6.0, 'c': 9.0}
        >>> client.gradients("y = x^2", points={"x": [0, 1, 2]})["gradients"]
        {'x': [0.0, 2.0, 4.0]}
        """
        return self.ask(calls.gradients(source, **given))

    def graph(self, source: str, **given: Unpack[options.GraphOptions]) -> answers.GraphAnswer:
        """Everything: the graph with values, gradients and places, and its steps in order.

        >>> answer = client.graph("y = tanh(x)", values={"x": 0})
        >>> answer["steps"][0]["text"]
        'y is tanh(x): tanh(0) = 0.'
        """
        return self.ask(calls.graph(source, **given))

    def paths(
        self,
        source: str,
        input: str,  # noqa: A002 (the API's own name)
        **given: Unpack[options.PathsOptions],
    ) -> answers.PathsAnswer:
        """Every path from an input to the output, and the product of derivatives along each.

        >>> [path["product"] for path in client.paths("y = x*x + x", "x", values={"x": 3})["paths"]]
        [3.0, 3.0, 1.0]
        """
        return self.ask(calls.paths(source, input, **given))

    def derivation(self, source: str, **given: Unpack[options.DerivationOptions]) -> answers.DerivationAnswer:
        """The chain rule as a book prints it, line by line.

        >>> client.derivation("y = x^2", values={"x": 3})["chains"][0]["value"]
        6.0
        """
        return self.ask(calls.derivation(source, **given))

    def mistakes(self, source: str, **given: Unpack[options.MistakesOptions]) -> answers.MistakesAnswer:
        """What a student may be asked for, and the wrong numbers that the classic mistakes would give.

        >>> client.mistakes("y = x^2", values={"x": 3})["nodes"][0]["answer"]
        6.0
        """
        return self.ask(calls.mistakes(source, **given))

    def hessian(self, source: str, **given: Unpack[options.HessianOptions]) -> answers.HessianAnswer:
        """Second derivatives, or with `vector` the Hessian times it.

        >>> client.hessian("y = a b^2", values={"a": 1, "b": 2})["blocks"]["a"]["b"]
        4.0
        """
        return self.ask(calls.hessian(source, **given))

    def jacobian(self, source: str, **given: Unpack[options.JacobianOptions]) -> answers.JacobianAnswer:
        """The derivative of every entry of the output by every entry of each input.

        >>> client.jacobian("y = [a, a b]", values={"a": 2, "b": 3})["jacobian"]["a"]
        [1.0, 3.0]
        """
        return self.ask(calls.jacobian(source, **given))

    def code(self, source: str, **given: Unpack[options.CodeOptions]) -> answers.CodeAnswer:
        """The graph as a program: `target` is `numpy`, `pytorch`, `jax`, `dot` or `tikz`.

        >>> client.code("y = x^2", target="pytorch")["filename"]
        'chainlight_pytorch.py'
        """
        return self.ask(calls.code(source, **given))

    def batch(self, items: Iterable[options.GradientsItem | options.GraphItem]) -> list[BatchItem]:
        """Up to 100 questions in one request. A problem stands in its item's place; it is not raised.

        >>> good, bad = client.batch([{"source": "y = x^2", "values": {"x": 3}}, {"source": "y = sine(x)"}])
        >>> good["value"], bad.code, bad.hint
        (9.0, 'name.function', 'Did you mean `sin`?')
        """
        return self.ask(calls.batch(items))

    # ── pictures and links ──────────────────────────────────────────────────────────────────────────────────────────

    def picture(self, source: str, suffix: Suffix = "svg", **given: Unpack[options.PictureOptions]) -> bytes:
        r"""The graph as a file: `svg`, `png`, `html`, `json`, `dot` or `tex`.

        >>> client.picture("J = 3(a+bc)", "png", step=4, theme="dark")[:4]
        b'\x89PNG'
        """
        return self.ask(calls.picture(source, suffix, **given))

    def linked_picture(self, link: str, suffix: Suffix = "svg", **given: Unpack[options.LookOptions]) -> bytes:
        """The graph of a link, `/g/…` or `/s/…`, as a file.

        >>> link = client.permalink("y = x^2")
        >>> client.linked_picture(link["permanent"], "dot")[:7]
        b'digraph'
        """
        return self.ask(calls.linked_picture(link.removeprefix(self.server), suffix, **given))

    def permalink(self, source: str, **given: Unpack[options.LinkOptions]) -> answers.PermanentLink:
        """A link that holds the graph itself, and the readable one. Each is to follow the server's address.

        >>> client.permalink("y = x^2")["readable"]
        '/?source=y%20=%20x%5E2'
        """
        return self.ask(calls.permalink(source, **given))

    def link(self, source: str, **given: Unpack[options.LinkOptions]) -> answers.ShortLink:
        """A short link, kept on the server; the same graph always gets the same one.

        >>> client.link("y = x^2")["short"][:3]
        '/s/'
        """
        return self.ask(calls.link(source, **given))

    # ── listings ────────────────────────────────────────────────────────────────────────────────────────────────────

    def run(self, source: str, **given: Unpack[options.RunOptions]) -> answers.RunAnswer:
        r"""Run a PyTorch listing: what it printed, drew and left behind, and what stopped it, if anything did.

        >>> answer = client.run("import torch\nprint(torch.ones(2).sum())")
        >>> answer["console"][0]["text"]
        'tensor(2.)\n'
        """
        return self.ask(calls.run(source, **given))

    def run_events(self, source: str, **given: Unpack[options.RunOptions]) -> Iterator[Event]:
        r"""The same as it happens: `console` pieces and `episode`s, and last `done` with the whole answer.

        >>> for event in client.run_events("print(1)\nprint(2)"):
        ...     if event.name == "console":
        ...         print(event.data["text"], end="")
        1
        2
        """
        return self._events(calls.run(source, **given), Lines())

    # ── training ────────────────────────────────────────────────────────────────────────────────────────────────────

    def train(self, source: str, *, after: str | None = None, **given: Unpack[options.TrainOptions]) -> Iterator[Event]:
        """Train, as events: `start`, `update`s and `epoch`s, `done`. A connection that breaks goes on where it was.

        `after` is the id of an event: the stream begins behind it, whatever server and process made it.

        >>> data = {"x": [1, 2, 3], "y": [2, 4, 6]}
        >>> events = list(client.train("L = (w x - y)^2", values={"w": 0}, data=data, epochs=2))
        >>> [event.name for event in events]
        ['start', 'update', 'epoch', 'update', 'epoch', 'done']
        >>> run = events[0].data["run"]
        >>> [event.name for event in client.listen(run, after=events[2].id)]
        ['update', 'epoch', 'done']
        """
        return self._training(calls.train(source, **given), after)

    def listen(self, run: str, *, after: str | None = None) -> Iterator[Event]:
        """The events of a run by its id, the `run` of its `start`."""
        return self._training(calls.listen(run), after)

    def train_graph(
        self,
        run: str,
        update: int = 1,
        *,
        sample: int | None = None,
        collapsed: Sequence[str] | None = None,
        direction: str | None = None,
    ) -> answers.GraphAnswer:
        """The graph of one update, its numbers those that the update was made from."""
        return self.ask(calls.train_graph(run, update, sample, collapsed, direction))

    def train_rule(self, run: str, update: int = 1, *, parameter: str | None = None) -> answers.GraphAnswer:
        """The optimiser's rule as an update ran it, as a graph."""
        return self.ask(calls.train_rule(run, update, parameter))

    def train_updates(
        self, run: str, first: int | None = None, last: int | None = None, *, every: int = 1
    ) -> answers.UpdatesAnswer:
        """The full trace of a range of updates, `last` included; without one, of the whole run."""
        return self.ask(calls.train_updates(run, first, last, every))

    def train_code(self, run: str) -> answers.CodeAnswer:
        """The run as a PyTorch program."""
        return self.ask(calls.train_code(run))

    def surface(self, run: str, update: int = 1, **given: Unpack[options.SurfaceOptions]) -> answers.SurfaceAnswer:
        """The loss over two parameters."""
        return self.ask(calls.surface(run, update, **given))

    def slice(self, run: str, update: int = 1, **given: Unpack[options.SliceOptions]) -> answers.SliceAnswer:
        """The loss along a line, from the distance `first` to `last`."""
        return self.ask(calls.slice_(run, update, **given))

    def nudge(self, run: str, update: int = 1, **given: Unpack[options.NudgeOptions]) -> answers.NudgeAnswer:
        """What the gradient promises of a change of one parameter, and what happens."""
        return self.ask(calls.nudge(run, update, **given))

    def fit(self, run: str, updates: Sequence[int], output: str, at: Mapping[str, options.Tensor]) -> answers.FitAnswer:
        """What the formula gives before some updates for data of one's own."""
        return self.ask(calls.fit(run, updates, output, at))

    def datasets(self) -> answers.DatasetsAnswer:
        """The data sets that can be made, with their options."""
        return self.ask(calls.datasets())

    def dataset(self, name: str, **given: float) -> answers.DatasetsAnswer:
        """The samples of one.

        >>> len(client.dataset("moons", samples=4, seed=1)["columns"]["y"])
        4
        """
        return self.ask(calls.dataset(name, **given))

    def table(self, text: str) -> answers.TableAnswer:
        r"""Pasted text as columns of numbers.

        >>> client.table("x,y\n1,2\n2,4.5\n")["columns"]
        {'x': [1.0, 2.0], 'y': [2.0, 4.5]}
        """
        return self.ask(calls.table(text))

    # ── what there is ───────────────────────────────────────────────────────────────────────────────────────────────

    def operations(self) -> answers.OperationsAnswer:
        """The table of operations."""
        return self.ask(calls.operations())

    def lessons(self) -> answers.LessonsAnswer:
        """The gallery."""
        return self.ask(calls.lessons())

    def optimizers(self) -> answers.OptimizersAnswer:
        """Optimisers, schedules and clips."""
        return self.ask(calls.optimizers())

    def health(self) -> answers.Health:
        """Whether the server lives, its version, and the engines that it has."""
        return self.ask(calls.health())
