"""torch's gradgradcheck on our engine: second derivatives of every row beside differences of its own gradients.

Here torch only asks the questions. Values, gradients, Hessian-vector products and tangents are all ours; what must fit
together are numeric differences of our gradients and what we say of their slopes.
"""

from __future__ import annotations

import os
import random
from typing import Any

import numpy as np
import pytest

from app.derivatives import hessian
from app.engines import forward, pytorch, tape
from app.operations import Operation
from tests.rows import OPERATIONS_WITH_TORCH, cases, operands
from tests.second_derivatives import Trial

pytestmark = pytest.mark.slow
torch: Any = pytorch.torch()

FULL = os.environ.get("CHAINLIGHT_CONFORMANCE") == "full"
CASES_OF_A_ROW = 3 if FULL else 1
MOST_NUMBERS = 16
"""of all operands together: in a full run each is moved twice, for each entry of the gradients; else all at random"""


def plain(tensor: Any) -> Any:
    array = tensor.detach().numpy()
    return array if array.ndim else float(array)


def tensor(value: Any) -> Any:
    return torch.tensor(np.array(value))


class OurValue(torch.autograd.Function):  # type: ignore[misc]  # torch has no types here
    """The operation of a trial, by the tape."""

    @staticmethod
    def forward(ctx: Any, trial: Trial, *leaves: Any) -> Any:
        ctx.trial = trial
        ctx.save_for_backward(*leaves)
        return tensor(tape.run(trial.graph, given(trial, leaves), trial.upstream).value)

    @staticmethod
    def backward(ctx: Any, *arriving: Any) -> Any:
        return None, *OurGradients.apply(ctx.trial, arriving[0], *ctx.saved_tensors)


class OurGradients(torch.autograd.Function):  # type: ignore[misc]
    """Its gradients for what arrives, by the tape; their slopes by our Hessian-vector product and our forward mode."""

    @staticmethod
    def forward(ctx: Any, trial: Trial, arriving: Any, *leaves: Any) -> Any:
        ctx.trial = trial
        ctx.save_for_backward(arriving, *leaves)
        found = tape.run(trial.graph, given(trial, leaves), plain(arriving)).gradients_by_name()
        return tuple(tensor(found[name]) for name in trial.names)

    @staticmethod
    def backward(ctx: Any, *directions: Any) -> Any:
        trial, (arriving, *leaves) = ctx.trial, ctx.saved_tensors
        values = given(trial, leaves)
        vector = dict(zip(trial.names, map(plain, directions), strict=True))
        product = hessian(trial.graph, values, inputs=trial.names, vector=vector, upstream=plain(arriving)).product
        assert product is not None
        tangent = forward.run(trial.graph, values, vector).tangent
        return None, tensor(tangent), *(tensor(product[name]) for name in trial.names)


def given(trial: Trial, leaves: Any) -> dict[str, Any]:
    return trial.given | dict(zip(trial.names, map(plain, leaves), strict=True))


def trials(row: Operation) -> list[Trial]:
    """A few small cases, drawn from all of them."""
    small = [case for case in cases(row) if sum(np.prod(shape, dtype=int) for shape in case.shapes) <= MOST_NUMBERS]
    small = small or list(cases(row))[:1]
    some = random.Random(1).sample(small, min(CASES_OF_A_ROW, len(small)))
    found = [Trial(row, list(operands(case)), case.parameters) for case in some]
    return [each for each in found if each.names and each.torch_takes_it() and each.gradients_are_finite()]


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::DeprecationWarning:torch")
@pytest.mark.parametrize("row", OPERATIONS_WITH_TORCH, ids=lambda row: row.name)
def test_second_derivatives_of_a_row_are_the_slopes_of_its_gradients(row: Operation) -> None:
    for trial in trials(row):
        leaves = [leaf.clone().requires_grad_() for leaf in trial.leaves]
        upstream = tensor(trial.upstream).requires_grad_()
        torch.manual_seed(0)
        assert torch.autograd.gradgradcheck(
            lambda *each, trial=trial: OurValue.apply(trial, *each), leaves, [upstream], fast_mode=not FULL
        )
