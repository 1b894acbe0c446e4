"""Methods that are named where they were meant to be called: `optimizer.step` without its brackets does nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.listing.findings.finding import Evidence, Finding

ACTING = {"backward", "eval", "requires_grad_", "retain_grad", "show", "step", "train", "zero_", "zero_grad"}
"""methods that are called for what they do"""


def not_called(evidence: Evidence) -> Iterator[Finding]:
    """A statement that is nothing but the name of such a method."""
    for nodes, _, _ in evidence.machine.blocks:
        for node in nodes:
            match node:
                case ast.Expr(value=ast.Attribute(attr=name) as method) if name in ACTING:
                    yield Finding("only_named", method.lineno, {"name": ast.unparse(method)})
