"""Kernels as definitions of a program: without types, with all that they use, and nothing else."""

from __future__ import annotations

import ast
from types import FunctionType
from typing import Any

import numpy as np
import pytest

from app.kernels import functions, losses, matrices, reductions
from app.views.code.definitions import Definitions, only_call


def written(*kernels: Any, **options: Any) -> str:
    definitions = Definitions(**options)
    for kernel in kernels:
        definitions.need(kernel)
    return "\n".join(ast.unparse(statement) for statement in definitions.statements())


def test_a_definition_has_no_types() -> None:
    assert written(functions.sigmoid) == "def sigmoid(a):\n    return 1 / (1 + np.exp(-a))"


def test_what_a_kernel_uses_is_defined_before_it() -> None:
    text = written(losses.cross_entropy, reductions.log_softmax)
    places = [text.index(f"def {name}(") for name in ("largest", "log_softmax", "cross_entropy")]
    assert places == sorted(places)
    assert text.count("def log_softmax(") == 1


def test_numbers_of_a_module_come_along_as_they_are_written_there() -> None:
    definitions = Definitions()
    definitions.need(functions.gelu)  # type: ignore[arg-type]
    text = "\n".join(ast.unparse(statement) for statement in definitions.statements())
    assert "SQRT_HALF = math.sqrt(0.5)" in text
    assert definitions.modules == {"math"}
    assert "SELU" not in text


def test_refusals_are_left_out_with_what_only_they_need() -> None:
    text = written(matrices.einsum_to_only)
    assert "raise" not in text and "known" not in text


def test_another_library_may_stand_for_numpy_and_have_words_of_its_own() -> None:
    text = written(functions.gelu, library="jnp", replaced={"erf": "from jax.scipy.special import erf"})
    assert "np.frompyfunc" not in text and "from jax.scipy.special import erf" in text
    assert "np." not in text.replace("jnp.", "")


@pytest.mark.parametrize(
    ("kernel", "call"),
    [
        (reductions.total, "np.sum(a, axis=dim, keepdims=keepdim)"),
        (matrices.transpose, "np.swapaxes(a, -1, -2)"),
        (functions.sigmoid, None),
        (np.tanh, None),
    ],
)
def test_a_kernel_that_is_one_call_of_numpy_is_known(kernel: Any, call: str | None) -> None:
    found = only_call(kernel)
    assert (found and ast.unparse(found[1])) == call


def test_every_kernel_of_ours_can_be_defined() -> None:
    from app.operations import ROWS

    for row in ROWS:
        kernel = getattr(row.forward, "func", row.forward)
        if isinstance(kernel, FunctionType) and row.kind != "create":
            assert f"def {kernel.__name__}(" in written(kernel)
