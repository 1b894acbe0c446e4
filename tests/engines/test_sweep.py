"""Many passes over one graph: what no seed reaches is computed once."""

from __future__ import annotations

import numpy as np
import pytest

from app.engines.sweep import Deadline, Sweep, basis, gathered
from app.errors import LimitExceeded
from app.growing import Growing
from app.operations import OPERATIONS
from tests.rows import graph_of


def columns() -> tuple[Growing, int, int, int]:
    """a, its sine, and that times a seed."""
    grown = Growing(graph_of(OPERATIONS["sin"], [0.5]))
    seed = grown.leaf(())
    product = grown.emit(OPERATIONS["mul"], (1, seed))
    return grown, 1, seed, product


def test_a_pass_computes_only_what_depends_on_the_seed() -> None:
    grown, sine, seed, product = columns()
    sweep = Sweep(grown, [product], {0: 0.5}, {seed}, Deadline())
    assert sweep.passing == [seed, product] and sweep.values[sine] == np.sin(0.5)
    assert [sweep.run({seed: number})[product] for number in (1.0, 2.0)] == [np.sin(0.5), 2 * np.sin(0.5)]


def test_all_passes_together_have_one_deadline() -> None:
    grown, _, seed, product = columns()
    with pytest.raises(LimitExceeded, match=r"limit\.time"):
        Sweep(grown, [product], {0: 0.5}, {seed}, Deadline(-1.0))


def test_a_basis_and_what_is_gathered_along_it_are_an_identity() -> None:
    assert np.array_equal(gathered(list(basis((2, 3))), (2, 3), (2, 3)), np.eye(6).reshape(2, 3, 2, 3))
    assert list(basis(())) == [1.0]
