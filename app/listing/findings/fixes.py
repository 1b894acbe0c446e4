"""A finding and its listing -> the edit that mends it, where one line says it: {"from", "to", "insert"} in code points.

Text is changed at its place and the rest stays as it was written; nothing here runs. Where a fix is a matter of taste,
or of more than one line, there is none, and the finding's words stand alone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

from app.listing.findings.finding import Evidence, Finding
from app.listing.syntax import span_of, span_of_line
from app.listing.trees import dotted, statements

Edit = dict[str, Any]
UNDER = "with torch.no_grad():"


def fix_of(evidence: Evidence, finding: Finding) -> Edit | None:
    """The edit of one finding; None where there is none."""
    write = FIXES.get(finding.code)
    return None if write is None or finding.line < 1 else write(evidence, finding)


def edit(start: int, end: int, insert: str) -> Edit:
    return {"from": start, "to": end, "insert": insert}


def replaced(evidence: Evidence, finding: Finding, pattern: str, insert: str) -> Edit | None:
    """What stands once in the finding's line, written otherwise."""
    start, end = span_of_line(evidence.source, finding.line)
    found = list(re.finditer(pattern, evidence.source[start:end]))
    if len(found) != 1:
        return None
    return edit(start + found[0].start(), start + found[0].end(), found[0].expand(insert))


def statement(evidence: Evidence, line: int) -> ast.stmt | None:
    """The one statement that begins and ends in a line."""
    found = [each for each in statements(evidence.tree) if each.lineno == line == each.end_lineno]
    return found[0] if len(found) == 1 else None


def indent(evidence: Evidence, node: ast.stmt) -> str:
    return evidence.source.split("\n")[node.lineno - 1][: node.col_offset]


def optimizers(tree: ast.Module) -> list[str]:
    """Names that are given an optimizer where they are assigned: `optim.SGD(…)`, `torch.optim.Adam(…)`."""
    found = []
    for each in ast.walk(tree):
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Call) and isinstance(each.targets[0], ast.Name):
            called = ast.unparse(each.value.func)
            if re.search(r"\boptim\.[A-Z]", called) or called in ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad"):
                found.append(each.targets[0].id)
    return found


# ── one function a fix ──────────────────────────────────────────────────────────────────────────────────────────────


def zero_first(evidence: Evidence, finding: Finding) -> Edit | None:
    """A line before backward() that forgets the last pass."""
    node, names = statement(evidence, finding.line), optimizers(evidence.tree)
    name = str(finding.facts.get("name", ""))
    if node is None or (not names and not name.isidentifier()):
        return None
    start, _ = span_of(evidence.source, node)
    words = f"{names[0]}.zero_grad()" if len(names) == 1 else f"{name}.grad = None" if not names else ""
    return edit(start, start, f"{words}\n{indent(evidence, node)}") if words else None


def zero_gradient(evidence: Evidence, finding: Finding) -> Edit | None:
    return replaced(evidence, finding, r"\.data\.zero_\(\)", ".grad.zero_()")


def reduce_first(evidence: Evidence, finding: Finding) -> Edit | None:
    return replaced(evidence, finding, r"(?<=[\w)\]])\.backward\(\)", ".mean().backward()")


def with_points(evidence: Evidence, finding: Finding) -> Edit | None:
    line = evidence.source.split("\n")[finding.line - 1]
    if "dtype" in line:
        return None
    return replaced(evidence, finding, r"requires_grad\s*=\s*True", "dtype=torch.float32, requires_grad=True")


def without_graph(evidence: Evidence, finding: Finding) -> Edit | None:
    """The update in place, under no_grad()."""
    node = statement(evidence, finding.line)
    words = node and (in_place(evidence, node) or ast.get_source_segment(evidence.source, node))
    if node is None or words is None or not isinstance(node, ast.Assign | ast.AugAssign):
        return None
    start, end = span_of(evidence.source, node)
    return edit(start, end, f"{UNDER}\n{indent(evidence, node)}    {words}")


def same_tensor(evidence: Evidence, finding: Finding) -> Edit | None:
    node = statement(evidence, finding.line)
    words = node and in_place(evidence, node)
    return edit(*span_of(evidence.source, node), words) if node is not None and words else None


def in_place(evidence: Evidence, node: ast.stmt) -> str | None:
    """`w -= rate * w.grad` for `w = w - rate * w.grad`."""
    if not isinstance(node, ast.Assign) or len(node.targets) != 1 or not isinstance(node.value, ast.BinOp):
        return None
    target, value = node.targets[0], node.value
    sign = {ast.Sub: "-=", ast.Add: "+="}.get(type(value.op))
    if sign is None or ast.unparse(target) != ast.unparse(value.left):
        return None
    return f"{ast.unparse(target)} {sign} {ast.get_source_segment(evidence.source, value.right)}"


def slower(evidence: Evidence, finding: Finding) -> Edit | None:
    """A tenth of the learning rate, where it is written once."""
    rate, less = str(finding.facts["rate"]), str(finding.facts["less"])
    written = [
        each
        for each in ast.walk(evidence.tree)
        if isinstance(each, ast.Constant) and isinstance(each.value, int | float) and f"{each.value:g}" == rate
    ]
    return edit(*span_of(evidence.source, written[0]), less) if len(written) == 1 else None


def by_factor(evidence: Evidence, finding: Finding) -> Edit | None:
    """What is assigned, divided by what it is too large by."""
    times, node = finding.facts["times"], statement(evidence, finding.line)
    if times is None:
        return None
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Subscript):
        return divided_behind(evidence, node, node.target, times)
    if times == -1.0:
        return around(evidence, finding, "-(", ")")
    if times < 1 and near_whole(1 / times):
        return around(evidence, finding, f"{round(1 / times)} * (", ")")
    return around(evidence, finding, "(", f") / {round(times) if near_whole(times) else f'{times:.4g}'}")


def divided_behind(evidence: Evidence, node: ast.stmt, place: ast.Subscript, times: float) -> Edit | None:
    """A line behind a change of a part, which divides the whole."""
    if times < 1 or not isinstance(place.value, ast.Name):
        return None
    _, end = span_of(evidence.source, node)
    by = round(times) if near_whole(times) else f"{times:.4g}"
    return edit(end, end, f"\n{indent(evidence, node)}{place.value.id} /= {by}")


def near_whole(number: float) -> bool:
    return abs(number - round(number)) < 1e-6 * abs(number)


def turned(evidence: Evidence, finding: Finding) -> Edit | None:
    return around(evidence, finding, "(", ").T")


def summed(evidence: Evidence, finding: Finding) -> Edit | None:
    return around(evidence, finding, "(", f").sum({finding.facts['axis']})")


def around(evidence: Evidence, finding: Finding, before: str, behind: str) -> Edit | None:
    """Something around the value of the line's assignment; of `w = w - …` around what is taken away."""
    node = statement(evidence, finding.line)
    if not isinstance(node, ast.Assign | ast.AugAssign) or isinstance(node.value, ast.Tuple | ast.List | ast.Dict):
        return None
    value = node.value
    if isinstance(node, ast.Assign):
        if isinstance(node.targets[0], ast.Tuple | ast.List):
            return None
        if isinstance(value, ast.BinOp) and dotted(value.left) == dotted(node.targets[0]):
            value = value.right
    start, end = span_of(evidence.source, value)
    written = evidence.source[start:end]
    return edit(start, end, f"{before}{written}{behind}")


FIXES: dict[str, Callable[[Evidence, Finding], Edit | None]] = {
    "never_zeroed": zero_first,
    "data_zeroed": zero_gradient,
    "not_scalar": reduce_first,
    "whole_numbers": with_points,
    "leaf_in_place": without_graph,
    "update_recorded": without_graph,
    "update_replaces": same_tensor,
    "loss_grew": slower,
    "missing_factor": by_factor,
    "half_gradient": by_factor,
    "double_gradient": by_factor,
    "divided_twice": by_factor,
    "scaled_gradient": by_factor,
    "constant_factor": by_factor,
    "wrong_sign": by_factor,
    "transposed_gradient": turned,
    "unsummed_gradient": summed,
}
