"""A source and values -> a run of our own engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from app.engines import Run, Value, tape
from app.graph import build
from app.graph.model import as_value
from app.language import parse


def run_of(source: str, values: Mapping[str, Any] | None = None, upstream: Any = None, seed: int = 0) -> Run:
    given: dict[str, Value] = {name: as_value(np.asarray(value, float)) for name, value in (values or {}).items()}
    graph = build(parse(source, values=given.keys()), given, seed=seed)
    return tape.run(graph, given, None if upstream is None else as_value(np.asarray(upstream, float)))


INTRODUCTION = ("J = 3(a+bc)", {"a": 5, "b": 3, "c": 2})
