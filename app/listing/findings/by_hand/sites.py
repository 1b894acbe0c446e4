"""A listing's tree -> the places to look at: behind assignments, before updates, where a loss is returned."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from app.listing.findings.by_hand.averages import averaged
from app.listing.findings.by_hand.hints import factors, is_about, is_function_of_torch, is_small, last_part
from app.listing.findings.by_hand.naming import (
    ATTRIBUTES,
    MOVING,
    RESIDUAL,
    holds_gradients,
    is_gradient_name,
    is_loss_name,
    is_rate,
    stems,
)
from app.listing.trees import directly_in, dotted, everything

REDUCED = re.compile(r"mean|sum|\*\* ?2|square|pow|norm|log", re.IGNORECASE)
LIMITED = re.compile(r"clip|clamp|minimum|maximum|norm", re.IGNORECASE)
NUMERIC = re.compile(r"numeric|approx|finite|num_grad|autograd|\.grad\b")
"""in the name or the text of a gradient that is not derived by hand"""

READ = ast.Load()
DEFINITIONS = (ast.FunctionDef, ast.ClassDef)

Kind = Literal["value", "argument", "update", "returned"]
"""behind an assignment, at the beginning of a function, before an update, on the way out of a function"""
Form = Literal["name", "attribute", "item"]


@dataclass(slots=True, eq=False)
class Site:
    """One place to look."""

    number: int
    kind: Kind
    statement: ast.stmt
    """where it is"""
    top: ast.stmt
    """the statement of the module in which that stands"""
    text: str
    """the target as it is written: `w1.g`, `grads["W1"]`, `dW1`"""
    name: str
    """its last part: the attribute, the key, the name; "" where the key is computed"""
    form: Form
    place: ast.expr
    """what is looked at"""
    loss: bool = False
    gradient: bool = False
    """whether it may hold a gradient by its name"""
    numeric: bool = False
    """whether what is assigned says that it was not derived by hand"""
    limited: bool = False
    """whether what is assigned is a gradient that was there before, clipped"""
    within: str = ""
    """the function that it stands in"""
    step: Step | None = None
    of: str = ""
    """what it is the gradient of, where its own name does not say so"""

    @property
    def line(self) -> int:
        return self.statement.lineno


@dataclass(frozen=True, slots=True)
class Step:
    """`w -= rate * g`: what is taken away, the rate in it, and the gradient where it has a name."""

    amount: ast.expr
    rate: ast.expr
    sign: float
    gradient: ast.expr | None


class Sites:
    """Walks through a listing; `found` are the places."""

    def __init__(self, source: str, tree: ast.Module) -> None:
        self.source, self.tree = source.split("\n"), tree
        self.found: list[Site] = []
        self.defined: set[str] = set()
        """the names of functions and classes"""
        self.functions: list[str] = []
        self.classes: list[str] = []
        self.within = ""
        self.averaged = averaged(tree)
        for self.top in tree.body:
            self.visit([self.top])

    def worth_a_look(self, words: set[str]) -> bool:
        """Whether there is a loss, and what might be a gradient of something that the listing names."""
        if not any(each.loss for each in self.found):
            return False
        if any(each.kind == "update" for each in self.found):
            return True
        return any(each.gradient and not each.numeric and may_be_of(each, words) for each in self.found)

    def used(self) -> set[str]:
        """The names of gradients by which something is updated."""
        return {each.step.gradient.id for each in self.found if each.step and isinstance(each.step.gradient, ast.Name)}

    def last(self) -> ast.stmt | None:
        """The last statement of the module that may compute a gradient."""
        tops = {each.top for each in self.found if each.gradient or each.kind == "update"}
        called = self.defined if any(isinstance(each, DEFINITIONS) for each in tops) else set()
        for node in reversed(self.tree.body):
            if not isinstance(node, DEFINITIONS) and (node in tops or mentions(node, called)):
                return node
        return None

    # ── where ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def visit(self, body: Iterable[ast.AST]) -> None:
        for node in body:
            match node:
                case ast.Assign():
                    self.assigned(node)
                case ast.AugAssign(target=place, op=sign, value=value):
                    if not self.stepping(node, place, value, sign):
                        self.looking(node, place, value)
                case ast.Expr(value=ast.Call(func=ast.Attribute(value=place, attr="sub_"), args=[amount], keywords=[])):
                    self.stepping(node, place, amount, ast.Sub())  # `w.data.sub_(rate * g)`
                case ast.Return():
                    self.returning(node)
                case ast.FunctionDef():
                    self.function(node)
                case ast.ClassDef():
                    self.defined.add(node.name)
                    if not is_function_of_torch(node):
                        self.enter(self.classes, node)
                case _:
                    self.visit(directly_in(node))

    def assigned(self, node: ast.Assign) -> None:
        value = node.value
        if isinstance(value, ast.BinOp) and len(node.targets) == 1:
            (place,) = node.targets
            if type(place) is type(value.left) and dotted(place) == dotted(value.left):
                self.stepping(node, place, value.right, value.op)  # `w = w - rate * g`
        for place in node.targets:
            self.looking(node, place, value)

    def returning(self, node: ast.Return) -> None:
        within = [*self.functions[-1:], *self.classes[-1:]]
        if node.value is None or isinstance(node.value, ast.Tuple) or not any(is_loss_name(each) for each in within):
            return
        text = self.functions[-1] if self.functions else "loss"
        self.add("returned", node, text, text, "name", node.value, loss=True)

    def function(self, node: ast.FunctionDef) -> None:
        self.defined.add(node.name)
        first = len(self.found)
        self.enter(self.functions, node)
        if not any(each.gradient or each.kind == "update" for each in self.found[first:]):
            return  # nobody asks where its arguments come from
        arguments = node.args
        for each in (*arguments.posonlyargs, *arguments.args):
            if each.arg not in ("self", "cls", "ctx"):
                self.add("argument", node.body[0], each.arg, each.arg, "name", ast.Name(each.arg, READ))

    def enter(self, names: list[str], node: ast.FunctionDef | ast.ClassDef) -> None:
        outer = self.within
        names.append(node.name)
        self.within = ".".join([*self.classes[-1:], *self.functions])
        self.visit(node.body)
        names.pop()
        self.within = outer

    # ── what ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def add(self, kind: Kind, node: ast.stmt, text: str, name: str, form: Form, place: ast.expr, **more: Any) -> None:
        self.found.append(
            Site(len(self.found), kind, node, self.top, text, name, form, place, within=self.within, **more)
        )

    def looking(self, node: ast.stmt, place: ast.expr, value: ast.expr) -> None:
        """Behind an assignment: once for each target."""
        if isinstance(place, ast.Tuple | ast.List):
            values = value.elts if isinstance(value, ast.Tuple) and len(value.elts) == len(place.elts) else None
            for number, each in enumerate(place.elts):
                self.looking(node, each, values[number] if values else value)
            return
        if isinstance(place, ast.Subscript) and stems(last_part(place.value)):
            # `dlogits[range(n), y] -= 1` is a change of `dlogits`.
            self.looking(node, place.value, value)
        form: Form
        match place:
            case ast.Name(id=name):
                form = "name"
                gradient = is_gradient_name(name)
            case ast.Attribute(attr=name):
                form = "attribute"
                gradient = name in ATTRIBUTES or bool(stems(name)) or holds_gradients(name)
            case ast.Subscript(value=of, slice=key):
                form = "item"
                name = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
                gradient = holds_gradients(last_part(of)) or bool(stems(name))
            case _:
                return
        if not is_steady(place):
            return
        text, loss = dotted(place), is_loss(name, value)
        if not gradient:
            self.add("value", node, text, name, form, place, loss=loss)
            return
        written = self.written(value)
        limited = bool(LIMITED.search(written)) and bool(re.search(rf"\b{re.escape(text)}\b", ast.unparse(value)))
        numeric = bool(NUMERIC.search("\n".join((text, written, *self.functions))))
        self.add(
            "value", node, text, name, form, place, loss=loss, gradient=not limited, limited=limited, numeric=numeric,
            of=self.averaged.get(name, "") if form == "name" else "",
        )  # fmt: skip

    def written(self, value: ast.expr) -> str:
        """The text of an expression."""
        line = self.source[value.lineno - 1]
        if value.lineno != value.end_lineno:
            return ast.unparse(value)
        if line.isascii():
            return line[value.col_offset : value.end_col_offset]
        return line.encode()[value.col_offset : value.end_col_offset].decode()  # columns are those of bytes

    def stepping(self, node: ast.stmt, place: ast.expr, amount: ast.expr, sign: ast.operator) -> bool:
        """Before an update by a rate times a gradient; False where it is nothing of the kind."""
        if not isinstance(sign, ast.Sub | ast.Add):
            return False
        way = 1.0 if isinstance(sign, ast.Sub) else -1.0
        if isinstance(amount, ast.UnaryOp) and isinstance(amount.op, ast.USub):
            amount, way = amount.operand, -way
        if isinstance(place, ast.Attribute) and place.attr == "data":
            place = place.value
        if calls(place):
            return False
        above, below = factors(amount)
        rate = next((each for each in above if is_rate(last_part(each))), None)
        if rate is None:
            rate = next((each for each in above if is_small(each)), None)
        if rate is None:
            return False
        rest = [each for each in above if each is not rate]
        for part in (part for each in (*rest, *below) for part in everything(each)):
            if isinstance(part, ast.Name | ast.Attribute):
                name = last_part(part)
                if MOVING.search(name) or "sqrt" in name:
                    return False
                if isinstance(part, ast.Attribute) and name.startswith("grad"):
                    return False
        if any(isinstance(each, ast.BinOp) and isinstance(each.op, ast.Add) for each in rest):
            return False  # a weight decay, or a sum of several: not a gradient alone
        named = [each for each in rest if isinstance(each, ast.Name | ast.Attribute | ast.Subscript)]
        step = Step(amount, rate, way, named[0] if len(named) == 1 and len(rest) == 1 else None)
        self.add("update", node, dotted(place), last_part(place), "name", place, step=step)
        return True


def is_steady(place: ast.expr) -> bool:
    """Whether it may be read once more, and is one value."""
    match place:
        case ast.Name():
            return True
        case ast.Attribute(value=owner) | ast.Subscript(value=owner, slice=ast.Constant() | ast.Name()):
            return is_steady(owner)
    return not (calls(place) or any(isinstance(each, ast.Starred | ast.Slice) for each in everything(place)))


def calls(place: ast.expr) -> bool:
    """Whether reading a target once more may do something; `grads["dW" + str(l)]` does not."""
    return not isinstance(place, ast.Name) and any(
        isinstance(each, ast.Call) and not (isinstance(each.func, ast.Name) and each.func.id == "str")
        for each in everything(place)
    )


def is_loss(name: str, value: ast.expr) -> bool:
    """Whether what is assigned calls itself a loss, or is what a function of such a name gives."""
    if is_loss_name(name):
        return True
    if isinstance(value, ast.Call) and is_loss_name(last_part(value.func)):
        return not isinstance(value.func, ast.Attribute) or value.func.attr not in ("item", "backward")
    return RESIDUAL in name.lower() and bool(REDUCED.search(ast.unparse(value)))


def mentions(node: ast.stmt, names: set[str]) -> bool:
    return bool(names) and any(
        isinstance(each, ast.Name | ast.Attribute) and last_part(each) in names for each in everything(node)
    )


def may_be_of(site: Site, words: set[str]) -> bool:
    """Whether a gradient's name is about something that there is."""
    if site.of or site.name in ATTRIBUTES or is_about(site.name, words):
        return True
    return holds_gradients(site.text.split("[")[0].rpartition(".")[2])
