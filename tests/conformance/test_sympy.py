"""Random expressions beside SymPy's derivatives, evaluated to 40 digits, fed as SymPy prints them: as text and as LaTeX."""

from __future__ import annotations

import os
from collections.abc import Callable

import mpmath
import numpy as np
import pytest
import sympy

from app.engines import tape
from app.engines.finite_difference import largest
from app.graph import build
from app.language import AnySyntax, parse
from tests.conformance.expressions import DIGITS, Case, as_text, case

pytestmark = pytest.mark.slow

FULL = os.environ.get("CHAINLIGHT_CONFORMANCE") == "full"
CASES, GROUPS = (1000, 40) if FULL else (400, 16)

WRITTEN: dict[AnySyntax, Callable[[sympy.Expr], str]] = {"formula": as_text, "latex": sympy.latex}

CLOSE = 1e-12
"""relative to the largest number on the way: that many digits a double can keep"""


@pytest.mark.parametrize("group", range(GROUPS))
def test_values_and_slopes_equal_sympy_s_to_the_last_digits(group: int) -> None:
    for seed in range(group, CASES, GROUPS):
        found = case(seed)
        for syntax, write in WRITTEN.items():
            agree(found, write(found.expression), syntax)


def agree(case: Case, source: str, syntax: AnySyntax) -> None:
    graph = build(parse(source, syntax=syntax, values=case.values.keys()), case.values)
    run = tape.run(graph, case.values)
    gradients = run.gradients_by_name()
    assert gradients.keys() == case.values.keys(), source
    bound = CLOSE * max(case.size, largest(run.values), largest([*run.gradients, *run.contributions.values()]))
    with mpmath.workdps(DIGITS):
        assert abs(mpmath.mpf(run.value) - case.value) <= bound, (source, case.values)
        for name, slope in case.slopes.items():
            assert not np.ndim(gradients[name])
            assert abs(mpmath.mpf(gradients[name]) - slope) <= bound, (source, case.values, name)
