"""A run -> the same graph as a program that runs alone and prints the same numbers: NumPy, PyTorch, JAX.

Programs are made as Python's own syntax trees and written out by `ast.unparse`: it knows where brackets belong.
"""

from __future__ import annotations

from typing import Any, Literal

from app.engines import Run
from app.views.code.jax import jax_program
from app.views.code.numpy import numpy_program
from app.views.code.pytorch import pytorch_program
from app.views.code.text import Text

__all__ = ["Target", "code"]

Target = Literal["numpy", "pytorch", "jax"]

PROGRAMS = {"numpy": numpy_program, "pytorch": pytorch_program, "jax": jax_program}


def code(run: Run, target: Target) -> dict[str, Any]:
    """{"target", "filename", "code", "lines"}, as POST /api/v1/code answers it. Raises LimitExceeded `limit.answer`."""
    program: Text = PROGRAMS[target](run)
    return {"target": target, "filename": f"chainlight_{target}.py", "code": program.text(), "lines": program.marked}
