"""Ways back that only compute, and such as would tell that they were asked."""

from __future__ import annotations

import ast
import textwrap

from app.listing.recording.harmless import harmless

ONLY_COMPUTE = (
    "x, = ctx.saved_tensors\nreturn g * 1.5 * (5 * x ** 2 - 1)",
    "grad = g.clone()\ngrad[ctx.saved_tensors[0] < 0] = 0\nreturn grad, None",
    "'''of a layer'''\na = b = None\nif ctx.needs_input_grad[0]:\n    a = g @ ctx.w\nreturn a, b",
    "r = g * 2\nr *= 3\nreturn torch.where(ctx.mask, r, torch.zeros_like(r)) if len(ctx.shape) else r.sum(0)",
)
WOULD_TELL = (
    "print(g)\nreturn g",
    "calls.append(1)\nreturn g",
    "ctx.count += 1\nreturn g",
    "Twice.count = 1\nreturn g",
    "global n\nn = n + 1\nreturn g",
    "counts['n'] = 1\nreturn g",
    "g *= 2\nreturn g",
    "g[0] = 0\nreturn g",
    "return g.mul_(2)",
    "return g * torch.rand_like(g)",
    "return mine(g)",
    "return g * stack.pop()",
    "raise ValueError",
)


def tree(body: str) -> ast.Module:
    method = "@staticmethod\ndef backward(ctx, g):\n" + textwrap.indent(body, "    ")
    return ast.parse("class Twice(torch.autograd.Function):\n" + textwrap.indent(method, "    "))


def test_a_way_back_that_only_computes_is_harmless() -> None:
    assert [body for body in ONLY_COMPUTE if not harmless(tree(body))] == []


def test_a_way_back_that_prints_counts_draws_or_changes_is_not() -> None:
    assert [body for body in WOULD_TELL if harmless(tree(body))] == []
