"""PyTorch as a second engine: the same Graph on float64 tensors, with torch's autograd. Only this file imports torch.

Each row's torch text is read by Python's `ast` and turned into closures once. Names, dotted paths below `torch` and
`F`, calls, methods of operands, constants and subscripts are all that it may hold; Python itself evaluates nothing.
"""

from __future__ import annotations

import ast
import time
import warnings
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np

from app.engines import Run, Value
from app.engines.tape import check_upstream
from app.errors import LimitExceeded, RequestError, ValueProblem
from app.graph import Graph, Node, as_value
from app.language.names import canonical
from app.limits import LIMITS
from app.operations import Operation

Tensor = Any
Environment = dict[str, Any]
"""what the names of a torch text stand for: operands by letter, `operands`, parameters"""
Closure = Callable[[Environment], Any]


@cache
def torch() -> Any:
    """The library, imported when first asked for. One thread: graphs of lessons are small, and servers have many.

    Raises RequestError where it is not installed.
    """
    try:
        import torch
    except ImportError:
        raise RequestError("server.no_torch") from None
    library: Any = torch
    library.set_num_threads(1)
    library.ones((), requires_grad=True).exp().backward()  # its first use is slow, and is nobody's evaluation
    return library


# ── a row's torch text -> a closure ─────────────────────────────────────────────────────────────────────────────────


@cache
def forward(row: Operation) -> Callable[..., Tensor]:
    """The torch call of a row, taking the operands, and the parameters as keywords."""
    closure = closed(ast.parse(row.torch, mode="eval").body)
    defaults = {parameter.name: parameter.default for parameter in row.parameters}

    def call(*operands: Tensor, **parameters: Any) -> Tensor:
        letters = dict.fromkeys("abcd") | dict(zip("abcd", operands, strict=False))
        return closure({**letters, "operands": operands, **defaults, **parameters})

    return call


def closed(node: ast.expr) -> Closure:
    """The closure of one expression of a torch text."""
    match node:
        case ast.Constant(value):
            return lambda _: value
        case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() as value)):
            return lambda _: -value
        case ast.Name("torch" | "F"):
            library = torch().nn.functional if node.id == "F" else torch()
            return lambda _: library
        case ast.Name(name):
            return lambda environment: environment[name]
        case ast.Attribute(owner, name):
            owned = closed(owner)
            return lambda environment: getattr(owned(environment), name)
        case ast.Slice(ast.expr() as lower, None, None):
            start = closed(lower)
            return lambda environment: slice(start(environment), None)
        case ast.Subscript(owner, place):
            owned, index = closed(owner), closed(place)
            return lambda environment: owned(environment)[index(environment)]
        case ast.Call(function, arguments, keywords):
            return closed_call(closed(function), arguments, keywords)
    raise AssertionError(f"a torch text may not hold {ast.dump(node)}")


def closed_call(function: Closure, arguments: list[ast.expr], keywords: list[ast.keyword]) -> Closure:
    """A call; names that stand for None or False, or for an operand that is not there, are left out as arguments."""
    positional = [(closed(each), isinstance(each, ast.Constant)) for each in arguments]
    named = [(str(keyword.arg), closed(keyword.value)) for keyword in keywords]

    def call(environment: Environment) -> Any:
        values = [(each(environment), literal) for each, literal in positional]
        given_values = [value for value, literal in values if literal or given(value)]
        options = {name: value for name, each in named if given(value := each(environment))}
        return function(environment)(*given_values, **options)

    return call


def given(argument: Any) -> bool:
    return argument is not None and argument is not False


# ── the engine ──────────────────────────────────────────────────────────────────────────────────────────────────────


def run(graph: Graph, values: Mapping[str, Value], upstream: Value | None = None) -> Run:
    """Values, gradients, contributions and local derivatives, all by torch.

    Raises ValueProblem where torch refuses a value that our engine answers with NaN (a class that does not exist), and
    LimitExceeded where it takes too long.
    """
    check_upstream(graph, upstream)
    named = {canonical(name): value for name, value in values.items()}
    inputs = {index: named.get(canonical(name), graph.nodes[index].value) for name, index in graph.inputs.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch()
        deadline = time.thread_time() + LIMITS.evaluation_seconds
        tensors = evaluate(graph, inputs, deadline)
        gradients = backward(graph, tensors, upstream)
        contributions, slopes = edges(graph, tensors, gradients, deadline)
    return Run(
        graph=graph,
        engine="torch",
        values=[number(each) for each in tensors],
        gradients=[None if each is None else number(each) for each in gradients],
        contributions=contributions,
        locals=slopes,
    )


def evaluate(graph: Graph, inputs: Mapping[int, Value], deadline: float) -> list[Tensor]:
    """The tensor of every node; `inputs` by node index."""
    tensors: list[Tensor] = []
    for node in graph.nodes:
        check_time(deadline)
        if node.operation:
            tensors.append(apply(node, [tensors[each] for each in node.operands]))
        else:
            value = np.array(inputs.get(node.index, node.value), dtype=np.float64)
            tensors.append(torch().tensor(value, requires_grad=node.requires_grad))
    return tensors


def apply(node: Node, operands: list[Tensor]) -> Tensor:
    assert node.operation
    try:
        return forward(node.operation)(*operands, **node.parameters)
    except (IndexError, RuntimeError) as refusal:
        raise ValueProblem("value.torch", node.span, reason=str(refusal).partition("\n")[0]) from None


def check_time(deadline: float) -> None:
    """In this thread's own time: a busy machine refuses nobody's formula."""
    if time.thread_time() > deadline:
        raise LimitExceeded("limit.time", seconds=LIMITS.evaluation_seconds)


def backward(graph: Graph, tensors: list[Tensor], upstream: Value | None) -> list[Tensor | None]:
    """The gradient of the output with respect to every node that requires one."""
    gradients: list[Tensor | None] = [None] * len(tensors)
    output = tensors[graph.output]
    wanted = [node.index for node in graph.nodes if node.requires_grad and tensors[node.index].requires_grad]
    if wanted and output.requires_grad:
        seed = torch().ones_like(output) if upstream is None else tensor(upstream)
        found = torch().autograd.grad(output, [tensors[each] for each in wanted], seed, allow_unused=True)
        for index, gradient in zip(wanted, found, strict=True):
            gradients[index] = gradient
    return gradients


def edges(
    graph: Graph, tensors: list[Tensor], gradients: list[Tensor | None], deadline: float
) -> tuple[dict[tuple[int, int], Value], dict[tuple[int, int], float]]:
    """Contributions and local derivatives: each operation once more, alone, on copies of its operands."""
    contributions: dict[tuple[int, int], Value] = {}
    slopes: dict[tuple[int, int], float] = {}
    for node in graph.nodes:
        gradient = gradients[node.index]
        row = node.operation
        if gradient is None or row is None:
            continue
        check_time(deadline)
        places = [
            place
            for place, operand in enumerate(node.operands)
            if graph.nodes[operand].requires_grad and row.way_back(place) is not None
        ]
        leaves = [tensors[operand].detach().clone() for operand in node.operands]
        wanted = [leaves[place].requires_grad_() for place in places]
        result = apply(node, leaves)
        found = torch().autograd.grad(result, wanted, gradient, retain_graph=True)
        contributions |= {(node.index, place): number(each) for place, each in zip(places, found, strict=True)}
        scalars = [place for place in places if not node.shape and not tensors[node.operands[place]].ndim]
        if scalars:
            found = torch().autograd.grad(result, [leaves[place] for place in scalars])
            slopes |= {(node.index, place): float(each) for place, each in zip(scalars, found, strict=True)}
    return contributions, slopes


def tensor(value: Value) -> Tensor:
    return torch().tensor(np.array(value, dtype=np.float64))


def number(value: Tensor) -> Value:
    """A float or an array of our own, which shares no memory with torch."""
    return as_value(value.detach().numpy().copy())
