"""The server of the second comparison: our app, and beside it two handlers that do the same the obvious way.

They stand outside our app, so that our middleware costs them nothing.
"""

from __future__ import annotations

import time

import sympy
import torch
from fastapi import FastAPI
from pydantic import BaseModel
from sympy.parsing.sympy_parser import (
    convert_xor,
    implicit_multiplication,
    parse_expr,
    split_symbols,
    standard_transformations,
)

from app.main import create_app

torch.set_num_threads(1)

app = FastAPI()


class Request(BaseModel):
    source: str
    values: dict[str, float]


class Answer(BaseModel):
    output: str
    value: float
    gradients: dict[str, float]


@app.post("/bench/torch")
def with_torch(request: Request) -> Answer:
    """The formula is written in the handler: torch reads no text."""
    leaves = {
        name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in request.values.items()
    }
    J = 3 * (leaves["a"] + leaves["b"] * leaves["c"])
    J.backward()  # type: ignore[no-untyped-call]
    gradients = {name: leaf.grad.item() for name, leaf in leaves.items() if leaf.grad is not None}
    return Answer(output="J", value=J.item(), gradients=gradients)


TRANSFORMATIONS = (*standard_transformations, convert_xor, split_symbols, implicit_multiplication)


@app.post("/bench/sympy")
def with_sympy(request: Request) -> Answer:
    output, _, formula = request.source.partition("=")
    expression = parse_expr(formula, transformations=TRANSFORMATIONS)
    values = {sympy.Symbol(name): value for name, value in request.values.items()}
    gradients = {str(name): float(expression.diff(name).subs(values).evalf()) for name in values}
    return Answer(output=output.strip(), value=float(expression.subs(values).evalf()), gradients=gradients)


@app.get("/bench/clock")
def clock() -> float:
    """The processor time that this process has used, in seconds."""
    return time.process_time()


app.mount("/", create_app())
