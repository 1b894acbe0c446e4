"""Every row beside torch on torch's own sample inputs: equal, refused by name, or out of scope for a stated reason."""

from __future__ import annotations

import os
import warnings
from collections import Counter
from typing import Any

import numpy as np
import pytest

from app.engines import tape
from app.engines.finite_difference import largest, relative_error
from app.errors import UserError
from app.operations import OPERATIONS, ROWS, Operation
from tests.conformance.opinfo import COMPARED_ROWS, REASONS, WITHOUT_OPINFO, OutOfScope, adapted, samples_of
from tests.rows import graph_of

pytestmark = pytest.mark.slow

FULL = os.environ.get("CHAINLIGHT_CONFORMANCE") == "full"
MOST, LOOKED_AT = (10**6, 10**6) if FULL else (8, 250)
"""samples of one row that are compared, and that are looked at, in a usual run"""

STEEP = {"det": 1e-9, "inverse": 1e-9, "prod": 1e-11}
"""rows whose last digits hang on the order of operations, and how far they may differ from torch"""


@pytest.mark.parametrize("row", COMPARED_ROWS, ids=lambda row: row.name)
def test_a_row_equals_torch_on_torch_s_own_samples(row: Operation) -> None:
    told: Counter[str] = Counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, sample in enumerate(samples_of(row)):
            told[outcome(row, sample, f"{row.name}, sample {number}")] += 1
            if told["equal"] >= MOST or number >= LOOKED_AT:
                break
    assert told["equal"] > 0, told


def outcome(row: Operation, sample: Any, title: str) -> str:
    """What became of a sample."""
    import torch

    try:
        operands, parameters, call = adapted(row, sample)
    except OutOfScope as left_out:
        return left_out.reason
    leaves = [torch.as_tensor(each).detach().clone() for each in operands]
    if any(leaf.is_complex() for leaf in leaves):
        return "dtype"
    leaves = [leaf.requires_grad_() if leaf.is_floating_point() else leaf for leaf in leaves]
    arrays = [leaf.detach().numpy().astype(np.float64)[()] for leaf in leaves]
    try:
        graph = graph_of(row, arrays, parameters)
        theirs = call(*leaves)
        upstream = np.random.default_rng(0).standard_normal(theirs.shape)
        ours = tape.run(graph, dict(zip("abcd", arrays, strict=False)), upstream)
    except UserError as refusal:
        return refusal.code
    where = f"{title}: shapes {[each.shape for each in arrays]}, {parameters}"
    bound = STEEP.get(row.name, 1e-12)
    size = 1e-2 * largest(ours.values)
    assert np.shape(ours.value) == tuple(theirs.shape), where
    assert relative_error(np.asarray(ours.value), theirs.detach().double().numpy(), size) <= bound, where
    gradients = ours.gradients_by_name()
    wanted = [place for place, leaf in enumerate(leaves) if leaf.requires_grad]
    if not theirs.requires_grad:
        assert not any(np.any(gradient) for gradient in gradients.values()), where
        return "equal"
    found: Any = torch.autograd.grad(
        theirs, [leaves[place] for place in wanted], torch.as_tensor(upstream), allow_unused=True
    )
    for place, gradient in zip(wanted, found, strict=True):
        mine = gradients.get("abcd"[place])
        if mine is None or gradient is None:
            # No gradient is ours to give (a mask), or none arrived in torch (a comparison).
            assert mine is None or not np.any(mine), where
            continue
        scale = 1e-2 * largest([*ours.gradients, *ours.contributions.values()])
        assert relative_error(np.asarray(mine), gradient.numpy(), scale) <= bound, (where, "abcd"[place])
    return "equal"


def test_every_public_row_is_compared_or_says_why_not() -> None:
    left_out = {row.name for row in ROWS if row.public and row.kind != "create"} - {row.name for row in COMPARED_ROWS}
    assert left_out <= WITHOUT_OPINFO.keys()
    assert WITHOUT_OPINFO.keys() <= OPERATIONS.keys()


def test_every_reason_is_explained() -> None:
    assert all(len(words) > 10 for words in REASONS.values())
