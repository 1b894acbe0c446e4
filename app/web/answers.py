"""A question -> its answer, through the whole house: parse, build, run, tell, lay out.

One `Answers` serves all requests of a process. What is small runs at once; everything else on a thread of `Workers`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any, Literal

import numpy as np

from app.derivation import derivation
from app.engines import Run, Value, engine
from app.errors import LimitExceeded, NameProblem, ValueProblem
from app.graph import Graph
from app.language.names import canonical
from app.layout import Direction, Order
from app.limits import LIMITS
from app.messages import Language
from app.mistakes import mistakes
from app.paths import paths
from app.views.code import code
from app.views.dot import dot
from app.views.look import Look
from app.views.payload import checked, payload
from app.views.tikz import tikz
from app.web.compiled import Compiled, CompiledCache, compile_source, shapes_of
from app.web.derivatives import derived_answer, hessian_answer, jacobian_answer
from app.web.question import (
    CodeQuestion,
    DerivationQuestion,
    GradientsQuestion,
    GraphQuestion,
    HessianQuestion,
    JacobianQuestion,
    MistakesQuestion,
    PathsQuestion,
    Question,
    RunQuestion,
)
from app.web.settings import Settings
from app.web.values import read_named, read_upstream, read_value
from app.web.workers import Workers

DRAWINGS: dict[str, tuple[str, Callable[..., str]]] = {"dot": ("dot", dot), "tikz": ("tex", tikz)}
"""target -> how its files end, and what writes it from a payload"""

EngineName = Literal["tape", "torch"]

DIRECTIONS: dict[str, Direction | Literal["auto"]] = {"right": "LR", "down": "TB", "auto": "auto"}


class Answers:
    def __init__(self, settings: Settings) -> None:
        self.compiled = CompiledCache(settings.compiled_nodes)
        self.workers = Workers(settings.threads, settings.waiting)

    async def gradients(self, question: GradientsQuestion, language: Language = "en") -> dict[str, Any]:
        """The answer of POST /api/v1/gradients; `language` is that of the notes of a check."""
        values = read_named(question.values)
        if question.points is not None:
            return await self.workers.run(self._gradients_at, question, values)
        key = key_of(question, values)
        if question.check:
            return await self.workers.run(self._checked_gradients, question, values, key, language)
        compiled = self.compiled.get(key, values)
        if compiled is not None and compiled.quick and question.engine == "tape":
            return self._gradients(question, values, compiled)
        return await self.workers.run(self._compile_and_run, question, values, key)

    async def graph(self, question: Question, language: Language, told: bool = True) -> dict[str, Any]:
        """The answer of POST /api/v1/graph; not `told`: as far as a picture shows it."""
        return await self.workers.run(self._graph, question, language, told)

    async def paths(self, question: PathsQuestion) -> dict[str, Any]:
        """The answer of POST /api/v1/paths."""
        return await self.workers.run(self._paths, question)

    async def derivation(self, question: DerivationQuestion, language: Language) -> dict[str, Any]:
        """The answer of POST /api/v1/derivation."""
        return await self.workers.run(self._derivation, question, language)

    async def mistakes(self, question: MistakesQuestion, language: Language) -> dict[str, Any]:
        """The answer of POST /api/v1/mistakes."""
        return await self.workers.run(self._mistakes, question, language)

    async def hessian(self, question: HessianQuestion) -> dict[str, Any]:
        """The answer of POST /api/v1/hessian."""
        return await self.workers.run(self._hessian, question)

    async def jacobian(self, question: JacobianQuestion) -> dict[str, Any]:
        """The answer of POST /api/v1/jacobian."""
        return await self.workers.run(self._jacobian, question)

    async def code(self, question: CodeQuestion, language: Language) -> dict[str, Any]:
        """The answer of POST /api/v1/code."""
        return await self.workers.run(self._code, question, language)

    # ── on a thread ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _compiled(self, question: Question, values: dict[str, Value], key: Hashable) -> Compiled:
        return self.compiled.get_or_make(
            key,
            lambda: compile_source(question.source, question.syntax, question.output, values, question.seed),
            values,
        )

    def _compile_and_run(self, question: GradientsQuestion, values: dict[str, Value], key: Hashable) -> dict[str, Any]:
        return self._gradients(question, values, self._compiled(question, values, key))

    def _checked_gradients(
        self, question: GradientsQuestion, values: dict[str, Value], key: Hashable, language: Language
    ) -> dict[str, Any]:
        compiled = self._compiled(question, values, key)
        run = engine("tape").run(compiled.graph, values, read_upstream(question.upstream))
        return self._gradients(question, values, compiled) | {"check": checked(run, language)}

    def _run(self, question: Question) -> Run:
        values = read_named(question.values)
        upstream = read_upstream(question.upstream)
        compiled = self._compiled(question, values, key_of(question, values))
        return engine(question.engine).run(compiled.graph, values, upstream)

    def _graph(self, question: Question, language: Language, told: bool = True) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "language": language,
            "syntax": question.syntax,
            "collapsed": question.collapsed,
            "direction": DIRECTIONS[question.direction],
            "space": None if question.space is None else (question.space[0], question.space[1]),
            "previous": order_of(question),
            "check": question.check,
            "told": told,
        }
        if isinstance(question, GraphQuestion) and question.tangent and question.mode != "forward":
            raise ValueProblem("derivative.tangent")
        if not isinstance(question, GraphQuestion) or (question.graph, question.mode) == ("forward", "reverse"):
            return payload(self._run(question), **shown)
        values = read_named(question.values)
        upstream = read_upstream(question.upstream)
        return derived_answer(
            question, self._compiled(question, values, key_of(question, values)).graph, values, upstream, shown
        )

    def _hessian(self, question: HessianQuestion) -> dict[str, Any]:
        values = read_named(question.values)
        upstream = read_upstream(question.upstream)
        graph = self._compiled(question, values, key_of(question, values)).graph
        return hessian_answer(question, graph, values, upstream)

    def _jacobian(self, question: JacobianQuestion) -> dict[str, Any]:
        values = read_named(question.values)
        return jacobian_answer(question, self._compiled(question, values, key_of(question, values)).graph, values)

    def _derivation(self, question: DerivationQuestion, language: Language) -> dict[str, Any]:
        return derivation(self._run(question), question.notation, language, question.collapsed)

    def _mistakes(self, question: MistakesQuestion, language: Language) -> dict[str, Any]:
        found = mistakes(self._run(question), question.asked, language, question.collapsed)
        return {"asked": question.asked, "nodes": found}

    def _code(self, question: CodeQuestion, language: Language) -> dict[str, Any]:
        if question.target == "dot" or question.target == "tikz":
            shown = self._graph(question, language)
            suffix, write = DRAWINGS[question.target]
            text = write(shown, Look(language=language))
            return {"target": question.target, "filename": f"chainlight.{suffix}", "code": text, "lines": []}
        return code(self._run(question), question.target)

    def _paths(self, question: PathsQuestion) -> dict[str, Any]:
        run = self._run(question)
        wanted = canonical(question.input)
        for name in run.graph.inputs:
            if canonical(name) == wanted:
                return paths(run, name, question.collapsed, question.most)
        raise NameProblem("name.input", name=question.input[:64], names=", ".join(run.graph.inputs) or "-")

    def _gradients(self, question: Question, values: dict[str, Value], compiled: Compiled) -> dict[str, Any]:
        upstream = read_upstream(question.upstream)
        if question.engine == "tape":
            value, gradients = compiled.gradients(values, upstream)
        else:
            run = engine(question.engine).run(compiled.graph, values, upstream)
            value, gradients = run.value, run.gradients_by_name()
        graph = compiled.graph
        name = graph.nodes[graph.output].name
        return {"output": name, "value": value, "gradients": gradients, "engine": question.engine, **assumed_in(graph)}

    def _gradients_at(self, question: GradientsQuestion, values: dict[str, Value]) -> dict[str, Any]:
        """Value and gradients at n points: lists of n."""
        if question.upstream is not None:
            raise ValueProblem("value.upstream_points")
        points = read_points(question.points or {})
        # A name with points is an input with a value, whatever the source says of it.
        named = values | {name: numbers[0] for name, numbers in points.items()}
        compiled = self._compiled(question, named, key_of(question, named))
        graph = compiled.graph
        scalars = {canonical(name): name for name, index in graph.inputs.items() if not graph.nodes[index].shape}
        for name in points:
            if name not in scalars:
                raise ValueProblem("value.points_shape", name=name, names=", ".join(scalars.values()) or "-")
        node = graph.nodes[graph.output]
        if node.shape:
            raise ValueProblem("value.points_output", node.span, name=node.name, shape=list(node.shape))
        if question.engine == "tape":
            value, gradients = compiled.tape.gradients_at(named, points)
        else:
            value, gradients = one_by_one(graph, question.engine, named, points)
        found = {"output": node.name, "value": value, "gradients": gradients, "engine": question.engine}
        return found | assumed_in(graph)


def assumed_in(graph: Graph) -> dict[str, list[str]]:
    """Which inputs had no value, where there are such: a name spelt wrongly shall not pass for a number."""
    return {"assumed": list(graph.assumed)} if graph.assumed else {}


def read_points(named: dict[str, list[Any]]) -> dict[str, list[float]]:
    """Each name's numbers, all lists of one length. Raises value.points, and what `read_value` raises."""
    points: dict[str, list[float]] = {}
    for name, numbers in named.items():
        count = len(next(iter(named.values())))
        if not numbers or len(numbers) != count:
            raise ValueProblem("value.points", name=name, found=len(numbers), wanted=max(count, 1))
        array = read_value(numbers, name)
        if not isinstance(array, np.ndarray) or array.ndim != 1:
            raise ValueProblem("value.type", name=name, found="[…]")
        points[canonical(name)] = array.tolist()
    if not points:
        raise ValueProblem("value.points", name="points", found=0, wanted=1)
    return points


def one_by_one(
    graph: Graph, name: EngineName, values: dict[str, Value], points: dict[str, list[float]]
) -> tuple[list[Value], dict[str, list[Value]]]:
    """Points on an engine that takes one at a time. Raises limit.time."""
    deadline: float | None = None
    found: list[Value] = []
    gradients: dict[str, list[Value]] = {}
    for point in zip(*points.values(), strict=True):
        if deadline is not None and time.monotonic() > deadline:
            raise LimitExceeded("limit.time", seconds=LIMITS.evaluation_seconds)
        run = engine(name).run(graph, values | dict(zip(points, point, strict=True)))
        found.append(run.value)
        for input_name, gradient in run.gradients_by_name().items():
            gradients.setdefault(input_name, []).append(gradient)
        # The first point may have had to load PyTorch, which is none of the formula's time.
        deadline = deadline or time.monotonic() + LIMITS.evaluation_seconds
    return found, gradients


def order_of(question: Question | RunQuestion) -> Order | None:
    """How the drawing lay before, in the layout's words."""
    if question.previous is None:
        return None
    return Order("TB" if question.previous.direction == "down" else "LR", tuple(question.previous.order))


def key_of(question: Question, values: dict[str, Value]) -> Hashable:
    """All that a compiled graph depends on."""
    return question.source, question.syntax, question.output, question.seed, shapes_of(values)
