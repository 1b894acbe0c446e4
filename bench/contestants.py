"""Everybody who computes the value and all gradients of the same text: ourselves, torch, micrograd, HIPS autograd.

A peer takes the text through Python's own `compile` into a function of its numbers. "From the text" is compile, run
forward, run backward, read all gradients; "again" is its usual rerun, which calls the compiled function with new
values and so builds its graph again: that is how these libraries work. We parse, build and differentiate once, and
only run again.
"""

from __future__ import annotations

import math
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

import autograd.numpy
import numpy as np
import torch
from autograd.extend import defvjp, primitive
from micrograd.engine import Value

from app.differentiate import differentiate
from app.engines import tape
from app.graph import build
from app.language import parse
from app.limits import LIMITS
from bench.graphs import Program

Answer = tuple[float, dict[str, float]]

WIDE = replace(LIMITS, formula_bytes=10**7, tree_nodes=10**6, graph_nodes=10**6, live_elements=10**7)
"""the limits of the server, lifted: the largest program has 10,000 operations"""


class Contestant(ABC):
    name: ClassVar[str]

    @abstractmethod
    def prepared(self, program: Program) -> Any:
        """What is done once for a text."""

    @abstractmethod
    def run(self, prepared: Any, values: Mapping[str, float]) -> Answer:
        """Value and gradients, once it is prepared."""


class Chainlight(Contestant):
    name = "chainlight"

    def prepared(self, program: Program) -> Any:
        tree = parse(program.text, syntax="formula", values=program.inputs, limits=WIDE)
        return tape.Program(differentiate(build(tree, program.made_with, output=program.output, limits=WIDE)))

    def run(self, prepared: Any, values: Mapping[str, float]) -> Answer:
        value, gradients = prepared.gradients(values)
        return value, gradients


class Peer(Contestant):
    """One that runs the statements as Python on numbers of its own."""

    functions: ClassVar[Mapping[str, Callable[..., Any]]]

    def prepared(self, program: Program) -> Any:
        body = "\n ".join(program.text.splitlines())
        source = f"def run({', '.join(program.inputs)}):\n {body}\n return {program.output}\n"
        names: dict[str, Any] = dict(self.functions)
        exec(compile(source, "<bench>", "exec"), names)
        return names["run"]


class Torch(Peer):
    """float64 tensors of no dimension."""

    name = "torch"
    functions: ClassVar = {"tanh": torch.tanh, "exp": torch.exp, "sigmoid": torch.sigmoid, "relu": torch.relu}

    def run(self, prepared: Any, values: Mapping[str, float]) -> Answer:
        leaves = [torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in values.values()]
        output = prepared(*leaves)
        gradients = torch.autograd.grad(output, leaves)
        return output.item(), {name: gradient.item() for name, gradient in zip(values, gradients, strict=True)}


def micrograd_function(
    forward: Callable[[float], float], slope: Callable[[float, float], float]
) -> Callable[[Value], Value]:
    """An operation of one operand written as micrograd writes its `relu`; `slope` is of operand and result."""

    def apply(self: Value) -> Value:
        out = Value(forward(self.data), (self,), forward.__name__)

        def _backward() -> None:
            self.grad += slope(self.data, out.data) * out.grad

        out._backward = _backward
        return out

    return apply


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


class Micrograd(Peer):
    """Its own Value, with the functions that it lacks added in its own way; its `backward` recurses deeply."""

    name = "micrograd"
    functions: ClassVar = {
        "tanh": micrograd_function(math.tanh, lambda x, y: 1 - y * y),
        "exp": micrograd_function(math.exp, lambda x, y: y),
        "sigmoid": micrograd_function(sigmoid, lambda x, y: y * (1 - y)),
        "relu": Value.relu,
    }

    def __init__(self) -> None:
        sys.setrecursionlimit(1_000_000)

    def run(self, prepared: Any, values: Mapping[str, float]) -> Answer:
        leaves = [Value(value) for value in values.values()]
        output = prepared(*leaves)
        output.backward()
        return output.data, {name: leaf.grad for name, leaf in zip(values, leaves, strict=True)}


hips_sigmoid: Any = primitive(lambda x: 1 / (1 + np.exp(-x)))
hips_relu: Any = primitive(lambda x: x if x > 0 else 0.0)
defvjp(hips_sigmoid, lambda y, x: lambda g: g * y * (1 - y))
defvjp(hips_relu, lambda y, x: lambda g: g if x > 0 else 0.0)


class Hips(Peer):
    """HIPS autograd, with a primitive each for what its numpy lacks."""

    name = "autograd"
    functions: ClassVar = {
        "tanh": autograd.numpy.tanh,
        "exp": autograd.numpy.exp,
        "sigmoid": hips_sigmoid,
        "relu": hips_relu,
    }

    def run(self, prepared: Any, values: Mapping[str, float]) -> Answer:
        both = autograd.value_and_grad(lambda numbers: prepared(*numbers))
        value, gradients = both(tuple(values.values()))
        return float(value), {name: float(gradient) for name, gradient in zip(values, gradients, strict=True)}


CONTESTANTS: tuple[Contestant, ...] = (Chainlight(), Torch(), Micrograd(), Hips())


def assert_same(ours: Answer, theirs: Answer, who: str) -> None:
    """Nobody may be fast with other numbers."""

    def close(a: float, b: float) -> bool:
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)

    assert close(ours[0], theirs[0]), (who, ours[0], theirs[0])
    for name, gradient in theirs[1].items():
        assert close(ours[1].get(name, 0.0), gradient), (who, name, ours[1].get(name), gradient)
