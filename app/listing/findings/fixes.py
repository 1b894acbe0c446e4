"""A finding and its listing -> the edit that mends it, where one line says it: {"from", "to", "insert"} in code points.

Text is changed at its place and the rest stays as it was written; nothing here runs. Where a fix is a matter of taste,
or of more than one line, there is none, and the finding's words stand alone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import Any

from app.listing.findings.finding import Evidence, Finding
from app.listing.findings.kept import keepings
from app.listing.syntax import span_of, span_of_line
from app.listing.trees import directly_in, dotted, everything, statements_at

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
    found = [each for each in statements_at(evidence.tree, line) if each.lineno == line == each.end_lineno]
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
    lines = [f"{names[0]}.zero_grad()"] if len(names) == 1 else finding.facts["forgetting"]
    if node is None or not lines:
        return None
    start, _ = span_of(evidence.source, node)
    return edit(start, start, "".join(f"{line}\n{indent(evidence, node)}" for line in lines))


def as_parameter(evidence: Evidence, finding: Finding) -> Edit | None:
    owner = "nn" if re.search(r"\b(?:import nn\b|as nn\b)", evidence.source) else "torch.nn"
    return around(evidence, statement(evidence, finding.line), f"{owner}.Parameter(", ")")


def with_brackets(evidence: Evidence, finding: Finding) -> Edit | None:
    node = statement(evidence, finding.line)
    if not isinstance(node, ast.Expr):
        return None
    _, end = span_of(evidence.source, node)
    return edit(end, end, "()")


def zero_gradient(evidence: Evidence, finding: Finding) -> Edit | None:
    return replaced(evidence, finding, r"\.data\.(?:zero_\(\)|fill_\(0(?:\.0?)?\))", ".grad.zero_()")


def reduce_first(evidence: Evidence, finding: Finding) -> Edit | None:
    return replaced(evidence, finding, r"(?<=[\w)\]])\.backward\(\)", ".mean().backward()")


def with_points(evidence: Evidence, finding: Finding) -> Edit | None:
    line = evidence.source.split("\n")[finding.line - 1]
    if "dtype" in line:
        return None
    node = statement(evidence, finding.line)
    match node:
        case (
            ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="requires_grad_")))
            | ast.Assign(targets=[ast.Attribute(value=ast.Name(id=name), attr="requires_grad")])
        ):
            start, _ = span_of(evidence.source, node)
            return edit(start, start, f"{name} = {name}.float()\n{indent(evidence, node)}")
    return replaced(evidence, finding, r"requires_grad\s*=\s*True", "dtype=torch.float32, requires_grad=True")


def without_graph(evidence: Evidence, finding: Finding) -> Edit | None:
    """The update in place, under no_grad()."""
    node = statement(evidence, finding.line)
    if not isinstance(node, ast.Assign | ast.AugAssign | ast.Expr):
        return None
    together: list[ast.stmt] = [node]
    if in_place(evidence, node):
        # Updates stand in rows: one `with` is for all of them.
        body = block_of(evidence, node)
        place = body.index(node)
        together = [*reversed(list(updates(evidence, reversed(body[:place])))), *updates(evidence, body[place:])]
    node = together[0]
    margin = indent(evidence, node)
    lines = [in_place(evidence, each) or ast.get_source_segment(evidence.source, each) for each in together]
    start, end = span_of(evidence.source, node)[0], span_of(evidence.source, together[-1])[1]
    return edit(start, end, "".join([UNDER, *(f"\n{margin}    {words}" for words in lines)]))


def updates(evidence: Evidence, body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Those that come first, as far as they are such."""
    return takewhile(lambda each: in_place(evidence, each) is not None, body)


def block_of(evidence: Evidence, node: ast.stmt) -> list[ast.stmt]:
    """The statements among which one stands."""
    for each in ast.walk(evidence.tree):
        for name in ("body", "orelse", "finalbody"):
            found = getattr(each, name, None)
            if isinstance(found, list) and node in found:
                return found
    return [node]


def step_last(evidence: Evidence, finding: Finding) -> Edit | None:
    """step() behind backward()."""
    node = statement(evidence, finding.line)
    body = [] if node is None else block_of(evidence, node)
    behind = [each for each in body[body.index(node) + 1 :] if calls(each, "backward")] if node in body else []
    return reordered(evidence, body, node, behind[0], first=False) if node is not None and behind else None


def zero_before(evidence: Evidence, finding: Finding) -> Edit | None:
    """zero_grad() before backward()."""
    node = statement(evidence, finding.line)
    body = [] if node is None else block_of(evidence, node)
    before = body[: body.index(node)] if node in body else []
    zeroed = [each for each in before if calls(each, "zero_grad")]
    passes = [each for each in before if calls(each, "backward")]
    if len(zeroed) != 1 or len(passes) != 1 or before.index(passes[0]) > before.index(zeroed[0]):
        return None
    return reordered(evidence, body, zeroed[0], passes[0], first=True)


def calls(node: ast.stmt, name: str) -> bool:
    """Whether a statement is `….name(…)`."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=found))):
            return found == name
    return False


def reordered(
    evidence: Evidence, body: list[ast.stmt], moved: ast.stmt, other: ast.stmt, *, first: bool
) -> Edit | None:
    """The statements from one to the other, with `moved` before all of them, or behind: whole lines, with what is said
    of them.
    """
    low, high = sorted((body.index(moved), body.index(other)))
    between = body[low : high + 1]
    lines = evidence.source.split("\n")
    pieces: dict[ast.stmt, list[str]] = {}
    done = between[0].lineno - 1
    for each in between:
        end = each.end_lineno or each.lineno
        if each.lineno <= done:
            return None  # two in one line
        pieces[each] = lines[done:end]
        done = end
    rest = [each for each in between if each is not moved]
    order = [moved, *rest] if first else [*rest, moved]
    start, end = span_of_line(evidence.source, between[0].lineno)[0], span_of_line(evidence.source, done)[1]
    return edit(start, end, "\n".join("\n".join(pieces[each]) for each in order).strip())


def update_last(evidence: Evidence, finding: Finding) -> Edit | None:
    """`w.grad.zero_()` behind the update."""
    for owner in everything(evidence.tree):
        body = [each for each in directly_in(owner) if isinstance(each, ast.stmt)]
        zeroed = [each for each in body if ast.unparse(each) == f"{finding.facts['name']}.grad.zero_()"]
        behind = [each for each in body if each.lineno <= finding.line <= (each.end_lineno or each.lineno)]
        if len(zeroed) == 1 and behind and zeroed[0].lineno < behind[0].lineno:
            return reordered(evidence, body, zeroed[0], behind[0], first=False)
    return None


def optimizer_later(evidence: Evidence, finding: Finding) -> Edit | None:
    """The optimizer behind the last change of what it is given."""
    node = statement(evidence, finding.line)
    body = [] if node is None else block_of(evidence, node)
    behind = [
        each
        for each in body[body.index(node) + 1 :]
        if isinstance(each, ast.Assign) and f"`{root_of(each.targets[0])}." in str(finding.facts["names"])
    ] if node in body else []  # fmt: skip
    return reordered(evidence, body, node, behind[-1], first=False) if node is not None and behind else None


def root_of(place: ast.expr) -> str:
    while isinstance(place, ast.Attribute | ast.Subscript):
        place = place.value
    return place.id if isinstance(place, ast.Name) else ""


def step_behind(evidence: Evidence, finding: Finding) -> Edit | None:
    node = statement(evidence, finding.line)
    if node is None or not calls(node, "backward"):
        return None
    _, end = span_of_line(evidence.source, finding.line)
    return edit(end, end, f"\n{indent(evidence, node)}{finding.facts['name']}.step()")


def train_again(evidence: Evidence, finding: Finding) -> Edit | None:
    """`net.train()` where a round of the outermost loop begins that learns."""
    name = str(finding.facts["name"])
    for node in everything(evidence.tree):
        if isinstance(node, ast.For | ast.While) and node.lineno < finding.line <= (node.end_lineno or 0):
            first = node.body[0]
            if first.lineno == node.lineno or not name.isidentifier():
                return None
            start, _ = span_of(evidence.source, first)
            return edit(start, start, f"{name}.train()\n{indent(evidence, first)}")
    return None


def eval_first(evidence: Evidence, finding: Finding) -> Edit | None:
    """`net.eval()` before the block in which it is asked, where nothing is learned any more."""
    for node in evidence.tree.body:
        if isinstance(node, ast.With) and node.lineno < finding.line <= (node.end_lineno or 0):
            start, _ = span_of(evidence.source, node)
            return edit(start, start, f"{finding.facts['name']}.eval()\n")
    return None


def number_alone(evidence: Evidence, finding: Finding) -> Edit | None:
    """`.item()` behind the loss that is kept, or `.detach()`."""
    for each in keepings(evidence.tree):
        if (each.name, each.loss.id, each.loss.lineno) == (
            finding.facts["name"], finding.facts["loss"], finding.line,
        ):  # fmt: skip
            _, end = span_of(evidence.source, each.loss)
            return edit(end, end, f".{finding.facts['how']}()")
    return None


def as_module_list(evidence: Evidence, finding: Finding) -> Edit | None:
    node = statement(evidence, finding.line)
    if not isinstance(node, ast.Assign):
        return None
    owner = "nn" if re.search(r"\b(?:import nn\b|as nn\b)", evidence.source) else "torch.nn"
    start, end = span_of(evidence.source, node.value)
    return edit(start, end, f"{owner}.{finding.facts['kind']}({evidence.source[start:end]})")


def without_softmax(evidence: Evidence, finding: Finding) -> Edit | None:
    """What a softmax was given, in its place; a layer of its own is left out of its row."""
    name = str(finding.facts["before"])
    layers_of_self = normalising(evidence.tree)
    found: list[tuple[ast.Call, ast.expr]] = []
    for each in ast.walk(evidence.tree):
        if isinstance(each, ast.Call) and each.lineno == finding.facts["before_line"]:
            match each.func:
                # A function or a layer is given what it works on; a method has it before the point.
                case ast.Attribute(value=ast.Name(id="self"), attr=called) if called in layers_of_self:
                    found += [(each, inner) for inner in given_to(each)]
                case ast.Attribute(value=of, attr=called) if called == name:
                    library = ast.unparse(of) in ("F", "torch", "nn.functional", "torch.nn.functional")
                    found += [(each, inner) for inner in (given_to(each) if library else [of])]
                case ast.Name(id=called) if called == name:
                    found += [(each, inner) for inner in given_to(each)]
    if len(found) == 1:
        call, inner = found[0]
        words = ast.get_source_segment(evidence.source, inner)
        return None if words is None else edit(*span_of(evidence.source, call), words)
    layers = list(re.finditer(r",\s*(?:torch\.)?nn\.(?:Log)?(?:Softmax|Sigmoid)\([^()]*\)", evidence.source))
    return edit(*layers[0].span(), "") if not found and len(layers) == 1 else None


def log_softmax(evidence: Evidence, finding: Finding) -> Edit | None:
    """Its logarithm in the place of a softmax."""
    at = Finding(finding.code, int(finding.facts["before_line"]), {})
    found = replaced(evidence, at, r"\bsoftmax(?=\()", "log_softmax") or replaced(
        evidence, at, r"\bnn\.Softmax(?=\()", "nn.LogSoftmax"
    )
    if found is None:
        layers = list(re.finditer(r"\bnn\.Softmax(?=\()", evidence.source))
        found = edit(*layers[0].span(), "nn.LogSoftmax") if len(layers) == 1 else None
    return found


def with_cross_entropy(evidence: Evidence, finding: Finding) -> Edit | None:
    for old, new in (("nll_loss", "cross_entropy"), ("NLLLoss", "CrossEntropyLoss")):
        found = list(re.finditer(rf"\b{old}\b", evidence.source))
        if len(found) == 1:
            return edit(*found[0].span(), new)
    return None


def as_column(evidence: Evidence, finding: Finding) -> Edit | None:
    """`.view(-1, 1)` behind the row."""
    node = statement(evidence, finding.line)
    found: list[ast.expr] = []
    for each in [] if node is None else everything(node):
        match each:
            case ast.BinOp(op=ast.Sub(), left=left, right=right):
                found.append((left, right)[finding.facts["place"]])
            case ast.Call(args=[left, right], keywords=[]):
                found.append((left, right)[finding.facts["place"]])
    if len(found) != 1 or not isinstance(found[0], ast.Name | ast.Attribute | ast.Call | ast.Subscript):
        return None
    _, end = span_of(evidence.source, found[0])
    return edit(end, end, ".view(-1, 1)")


def normalising(tree: ast.Module) -> set[str]:
    """What a listing calls its layers of this kind: `self.act = nn.Sigmoid()`."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)], value=ast.Call(func=made)):
                if re.search(r"\b(?:(?:Log)?Softmax|Sigmoid)$", ast.unparse(made)):
                    found.add(name)
    return found


def given_to(call: ast.Call) -> list[ast.expr]:
    """What a function or a layer works on: its first argument."""
    return [*call.args, *(each.value for each in call.keywords if each.arg == "input")][:1]


def learned(evidence: Evidence, finding: Finding) -> Edit | None:
    """`requires_grad=True` where the tensor is made."""
    made = [
        each.value
        for each in ast.walk(evidence.tree)
        if isinstance(each, ast.Assign)
        and ast.unparse(each.targets[0]) == finding.facts["name"]
        and isinstance(each.value, ast.Call)
        and re.fullmatch(r"torch\.(?:tensor|zeros|ones|randn|rand|empty|full)", ast.unparse(each.value.func))
    ]
    if len(made) != 1 or any(each.arg == "requires_grad" for each in made[0].keywords):
        return None
    _, end = span_of(evidence.source, made[0])
    return edit(end - 1, end - 1, ", requires_grad=True")


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


def downhill(evidence: Evidence, finding: Finding) -> Edit | None:
    """Minus for plus."""
    match statement(evidence, finding.line):
        case ast.AugAssign(target=before, value=behind) | ast.Assign(value=ast.BinOp(left=before, right=behind)):
            start, end = span_of(evidence.source, before)[1], span_of(evidence.source, behind)[0]
            between = evidence.source[start:end]
            return edit(start, end, between.replace("+", "-")) if between.count("+") == 1 else None
    return None


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
        return around(evidence, node, "-(", ")")
    if times < 1 and near_whole(1 / times):
        return around(evidence, node, f"{round(1 / times)} * (", ")")
    return around(evidence, node, "(", f") / {round(times) if near_whole(times) else f'{times:.4g}'}")


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
    return around(evidence, statement(evidence, finding.line), "(", ").T")


def summed(evidence: Evidence, finding: Finding) -> Edit | None:
    return around(evidence, statement(evidence, finding.line), "(", f").sum({finding.facts['axis']})")


def around(evidence: Evidence, node: ast.stmt | None, before: str, behind: str) -> Edit | None:
    """Something around the value of an assignment; of `w = w - …` around what is taken away."""
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
    "step_first": step_last,
    "zeroed_before_step": zero_before,
    "only_named": with_brackets,
    "plain_tensor": as_parameter,
    "softmax_twice": without_softmax,
    "log_softmax_twice": without_softmax,
    "log_missing": log_softmax,
    "no_log_probabilities": with_cross_entropy,
    "stretched": as_column,
    "frozen": learned,
    "update_replaces": same_tensor,
    "climbs": downhill,
    "zeroed_before_update": update_last,
    "replaced": optimizer_later,
    "never_stepped": step_behind,
    "eval_left_on": train_again,
    "eval_forgotten": eval_first,
    "graph_kept": number_alone,
    "plain_list": as_module_list,
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
