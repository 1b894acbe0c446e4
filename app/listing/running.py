"""A listing from its text to its end: read, turned into closures, run; what it leaves is told as events.

{"event": "console", "line", "text"}      as it is printed
{"event": "refused", "code", "facts", "span"}    the source itself cannot run, and nothing has
{"event": "done", "error", "plots", "prints", "variables", "episodes"}
"""

from __future__ import annotations

import random
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from app.errors import LimitExceeded, UserError, ValueProblem
from app.limits import LIMITS, Limits
from app.listing import calls, comprehensions, imports, matching, methods, statements
from app.listing.catching import out_of_memory
from app.listing.frames import Scope
from app.listing.machine import Left, Machine, start
from app.listing.nodes import module
from app.listing.outcomes import Execute
from app.listing.prints import prints
from app.listing.recorder import Recorder
from app.listing.refusals import node_of
from app.listing.syntax import parsed, span_of, span_of_line
from app.listing.variables import variables

__all__ = ["calls", "comprehensions", "imports", "matching", "methods", "run", "statements"]

Emit = Callable[[dict[str, Any]], None]
PYTHON_CALLS = 12_000
"""Python's own limit while a listing runs: each of its calls takes several of ours"""


def run(
    source: str,
    emit: Emit,
    *,
    seed: int | None = None,
    recorder: Recorder | None = None,
    limits: Limits = LIMITS,
    seconds: float | None = None,
) -> None:
    """Run `source` and emit its events, `refused` or `done` last. Nothing that a listing does raises here.

    Random numbers start from `seed`, or from 0, so that a listing that seeds nothing gives the same again.
    """
    with warnings.catch_warnings():  # until all has been told: who hears of the end may run closures again
        warnings.simplefilter("ignore")
        machine = Machine(emit, recorder, limits, seconds)
        start(machine)
        try:
            execute = read(source, machine)
        except UserError as refusal:
            emit({"event": "refused", **told(refusal, source, machine)})
            return
        seed_all(seed, source)
        stopped = ran(execute, machine)
        machine.took = time.monotonic() - machine.began
        machine.console.flush()
        emit(
            {
                "event": "done",
                "error": stopped and told(stopped, source, machine),
                "plots": machine.plots.specifications(),
                "prints": prints(machine),
                "variables": variables(machine),
                "episodes": list(machine.recorder.episodes),
            }
        )


def ran(execute: Execute, machine: Machine) -> UserError | None:
    """Run to the end, or to what stopped it."""
    try:
        with np.errstate(all="ignore"), machine.recorder:
            execute(machine.globals)
    except Left:
        return None
    except UserError as refusal:
        return refusal
    except RecursionError:
        return exception(RecursionError("maximum recursion depth exceeded"))
    except Exception as raised:
        return LimitExceeded("limit.memory") if out_of_memory(raised) else exception(raised)
    return None


def read(source: str, machine: Machine) -> Execute:
    """The closure of the whole listing. Raises what refuses it before anything runs."""
    tree = machine.tree = parsed(source, machine.limits)
    sys.setrecursionlimit(PYTHON_CALLS)
    try:
        machine.execute = module(tree.body, Scope(machine, "module"))
        return machine.execute
    except RecursionError:
        raise LimitExceeded("limit.depth", limit=machine.limits.listing_depth) from None


def seed_all(seed: int | None, source: str) -> None:
    """Every generator that a listing may draw from, where it draws at all: there is none that is not torch's and not
    in a module called `random`.
    """
    if "torch" not in source and "rand" not in source:
        return
    seed = 0 if seed is None else seed
    # torch.manual_seed() seeds every kind of device too, and keeps three stack traces for those that are not here.
    torch.default_generator.manual_seed(seed)
    np.random.seed(seed)
    random.seed(seed)


def exception(raised: Exception) -> UserError:
    """An exception that the listing did not catch, with its own words."""
    try:
        message = str(raised)
    except Exception as failed:
        message = f"<{type(failed).__name__}>"
    return ValueProblem("listing.exception", exception=type(raised).__name__, message=message[:4_000])


def told(error: UserError, source: str, machine: Machine) -> dict[str, Any]:
    """An error as the other process can make it again. Its place: its own, its node's, or the line that ran."""
    span = error.span
    node = node_of(error)
    if span is None:
        span = span_of(source, node) if node is not None else span_of_line(source, machine.recorder.line)
    return {"code": error.code, "facts": error.facts, "span": list(span)}
