"""A listing's tree -> the same with places to look: behind assignments, before updates, where a loss is returned.

An `Observed` is a statement of ours among the listing's; the interpreter runs it as any other, and the recorder of that
run (`probing.Probe`) hears of the value, and may put another in its place. Listings that are run for their own sake
have none of them.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from app.listing.findings.by_hand.naming import (
    ATTRIBUTES,
    GRADIENTS,
    MOVING,
    PLAIN,
    RESIDUALS,
    is_loss_name,
    is_rate,
    stems,
)
from app.listing.frames import Evaluate, Frame, Scope
from app.listing.nodes import expression, reads, runs
from app.listing.outcomes import Execute
from app.listing.targets import target
from app.listing.trees import dotted, everything

LONGEST = 40
"""characters of a name"""
REDUCED = re.compile(r"mean|sum|\*\* ?2|square|pow|norm|log", re.IGNORECASE)
LIMITED = re.compile(r"clip|clamp|minimum|maximum|norm", re.IGNORECASE)
NUMERIC = re.compile(r"numeric|approx|finite|num_grad|autograd|\.grad\b")
"""in the name or the text of a gradient that is not derived by hand"""


@dataclass(frozen=True, slots=True)
class Site:
    """One place to look."""

    number: int
    kind: Literal["value", "update", "returned"]
    line: int
    text: str
    """the target as it is written: `w1.g`, `grads["W1"]`, `dW1`"""
    name: str
    """its last part: the attribute, the key, the name; "" where the key is computed"""
    form: Literal["name", "attribute", "item"]
    loss: bool = False
    gradient: bool = False
    """whether it may hold a gradient by its name"""
    numeric: bool = False
    """whether what is assigned says that it was not derived by hand"""
    limited: bool = False
    """whether what is assigned is a gradient that was there before, clipped"""
    within: str = ""
    """the function that it stands in"""
    statement: ast.stmt | None = None
    """what is written there"""
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """`w -= rate * g`: what is taken away, the rate in it, and the gradient where it has a name."""

    amount: ast.expr
    rate: ast.expr
    sign: float
    gradient: ast.expr | None


class Observed(ast.stmt):
    """Look here. Nothing that walks the tree sees more of it than that."""

    _fields = ()
    site: Site
    read: ast.expr
    write: ast.expr | None
    owner: ast.expr | None
    key: ast.expr | None


class Returning(ast.expr):
    """A value on its way out of a function."""

    _fields = ("value",)
    site: Site
    value: ast.expr


@runs(Observed)
def observed(node: Observed, scope: Scope) -> Execute:
    """Tell of a value, and put another in its place where that is wanted."""
    seen: Callable[..., Any] = scope.machine.recorder.seen  # type: ignore[attr-defined]
    site, read = node.site, expression(node.read, scope)
    write = None if node.write is None else target(node.write, scope)
    owner, key = (None if each is None else expression(each, scope) for each in (node.owner, node.key))
    if site.step is not None:
        return update(site, read, owner, site.step, scope)

    def run(frame: Frame) -> None:
        found = read(frame)
        new = seen(site, found, None if owner is None else owner(frame), None if key is None else key(frame))
        if new is not found and write is not None:
            write(frame, new)

    return run


@reads(Returning)
def returning(node: Returning, scope: Scope) -> Evaluate:
    seen: Callable[..., Any] = scope.machine.recorder.seen  # type: ignore[attr-defined]
    site, value = node.site, expression(node.value, scope)
    return lambda frame: seen(site, value(frame))


def update(site: Site, read: Evaluate, owner: Evaluate | None, step: Step, scope: Scope) -> Execute:
    updated: Callable[..., Any] = scope.machine.recorder.updated  # type: ignore[attr-defined]
    amount, rate = expression(step.amount, scope), expression(step.rate, scope)
    gradient = None if step.gradient is None else expression(step.gradient, scope)

    def run(frame: Frame) -> None:
        updated(site, read(frame), amount(frame), rate(frame), None if gradient is None else gradient(frame))

    return run


class Sites(ast.NodeTransformer):
    """Rewrites a tree; `found` are the places."""

    def __init__(self, wanted: Container[str] | None = None) -> None:
        self.wanted = wanted
        """names whose values are looked at, besides losses and gradients; None for all"""
        self.found: list[Site] = []
        self.functions: list[str] = []
        self.classes: list[str] = []

    # ── where ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def visit_Assign(self, node: ast.Assign) -> Any:
        before = [self.updating(node, node.targets[0], node.value)] if len(node.targets) == 1 else []
        behind = [each for place in node.targets for each in self.looking(node, place, node.value)]
        return [*(each for each in before if each), node, *behind]

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        sign = {ast.Sub: 1.0, ast.Add: -1.0}.get(type(node.op))
        before = self.stepping(node, node.target, node.value, sign) if sign else None
        behind = [] if before is not None else list(self.looking(node, node.target, node.value))
        return [*([before] if before else []), node, *behind]

    def visit_Expr(self, node: ast.Expr) -> Any:
        """`w.data.sub_(rate * g)`."""
        match node.value:
            case ast.Call(func=ast.Attribute(value=place, attr="sub_"), args=[amount], keywords=[]):
                before = self.stepping(node, place, amount, 1.0)
                return [before, node] if before else node
        return node

    def visit_Return(self, node: ast.Return) -> Any:
        within = [*self.functions[-1:], *self.classes[-1:]]
        if node.value is None or not any(is_loss_name(each) for each in within) or isinstance(node.value, ast.Tuple):
            return node
        site = self.site(node, "returned", self.functions[-1] if self.functions else "loss", "name", loss=True)
        wrapped = Returning()
        wrapped.site, wrapped.value = site, node.value
        return ast.copy_location(ast.Return(ast.copy_location(wrapped, node.value)), node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        self.functions.append(node.name)
        self.generic_visit(node)
        self.functions.pop()
        arguments = node.args
        names = [
            each.arg for each in (*arguments.posonlyargs, *arguments.args) if each.arg not in ("self", "cls", "ctx")
        ]
        first = node.body[0] if node.body else node
        looks = [
            each
            for name in names
            for each in self.looking(first, ast.copy_location(ast.Name(name, ast.Store()), first), None)
        ]
        node.body = [*looks, *node.body]
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> Any:
        self.classes.append(node.name)
        self.generic_visit(node)
        self.classes.pop()
        return node

    def visit_Lambda(self, node: ast.Lambda) -> Any:
        return node

    # ── what ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def site(self, node: ast.stmt, kind: Any, text: str, form: Any, **more: Any) -> Site:
        name = more.pop("name", text)
        found = Site(
            len(self.found),
            kind,
            node.lineno,
            text,
            name,
            form,
            within=".".join([*self.classes[-1:], *self.functions]),
            statement=node,
            **more,
        )
        self.found.append(found)
        return found

    def looking(self, node: ast.stmt, place: ast.expr, value: ast.expr | None) -> Iterator[Observed]:
        """Behind an assignment: one for each target."""
        if isinstance(place, ast.Tuple | ast.List):
            values = value.elts if isinstance(value, ast.Tuple) and len(value.elts) == len(place.elts) else None
            for number, each in enumerate(place.elts):
                yield from self.looking(node, each, values[number] if values else value)
            return
        if isinstance(place, ast.Subscript) and stems(last_part(place.value)):
            # `dlogits[range(n), y] -= 1` is a change of `dlogits`.
            yield from self.looking(node, place.value, value)
        if any(isinstance(each, ast.Starred | ast.Slice) for each in ast.walk(place)) or calls(place):
            return
        owner: ast.expr | None = None
        key: ast.expr | None = None
        match place:
            case ast.Name(id=name):
                form = "name"
                gradient = bool(stems(name)) or bool(PLAIN.match(name)) or bool(GRADIENTS.match(name))
            case ast.Attribute(value=of, attr=name):
                owner = of
                form, gradient = "attribute", name in ATTRIBUTES or bool(stems(name)) or bool(GRADIENTS.match(name))
            case ast.Subscript(value=of, slice=at):
                form, owner, key = "item", of, at
                name = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
                gradient = bool(GRADIENTS.match(last_part(of))) or bool(stems(name))
            case _:
                return
        loss = is_loss(name, value)
        if not (gradient or loss or self.wanted is None or name in self.wanted):
            return
        text = ast.unparse(place)
        written = ast.unparse(value) if gradient and value is not None else ""
        limited = bool(LIMITED.search(written)) and re.search(rf"\b{re.escape(text)}\b", written) is not None
        site = self.site(
            node, "value", text, form, name=name, gradient=gradient and value is not None and not limited,
            loss=loss, limited=limited,
            numeric=bool(NUMERIC.search(f"{text} {written}")) or any(NUMERIC.search(each) for each in self.functions),
        )  # fmt: skip
        look = Observed()
        look.site, look.read, look.write = site, loaded(place), place
        look.owner, look.key = (None if each is None else loaded(each) for each in (owner, key))
        yield ast.copy_location(look, node)

    def updating(self, node: ast.Assign, place: ast.expr, value: ast.expr) -> Observed | None:
        """`w = w - rate * g`."""
        if not isinstance(value, ast.BinOp) or not isinstance(value.op, ast.Sub | ast.Add):
            return None
        if ast.unparse(place) != ast.unparse(value.left):
            return None
        return self.stepping(node, place, value.right, 1.0 if isinstance(value.op, ast.Sub) else -1.0)

    def stepping(self, node: ast.stmt, place: ast.expr, amount: ast.expr, sign: float) -> Observed | None:
        """Before an update by a rate times a gradient; None where it is nothing of the kind."""
        if isinstance(amount, ast.UnaryOp) and isinstance(amount.op, ast.USub):
            amount, sign = amount.operand, -sign
        if isinstance(place, ast.Attribute) and place.attr == "data":
            place = place.value
        if calls(place):
            return None
        above, below = factors(amount)
        rate = next((each for each in above if is_rate(last_part(each))), None)
        if rate is None:
            rate = next((each for each in above if is_small(each)), None)
        if rate is None:
            return None
        rest = [each for each in above if each is not rate]
        for each in (*rest, *below):
            for part in ast.walk(each):
                if isinstance(part, ast.Name | ast.Attribute) and MOVING.search(last_part(part)):
                    return None
        if any("sqrt" in ast.unparse(each) or ".grad" in ast.unparse(each) for each in (*rest, *below)):
            return None
        if any(isinstance(each, ast.BinOp) and isinstance(each.op, ast.Add) for each in rest):
            return None  # a weight decay, or a sum of several: not a gradient alone
        named = [each for each in rest if isinstance(each, ast.Name | ast.Attribute | ast.Subscript)]
        gradient = named[0] if len(named) == 1 and len(rest) == 1 else None
        step = Step(loaded(amount), loaded(rate), sign, None if gradient is None else loaded(gradient))
        site = self.site(node, "update", ast.unparse(place), "name", name=last_part(place), step=step)
        look = Observed()
        look.site, look.read, look.write, look.owner, look.key = site, loaded(place), None, None, None
        return ast.copy_location(look, node)


def calls(place: ast.expr) -> bool:
    """Whether reading a target once more may do something; `grads["dW" + str(l)]` does not."""
    return any(
        isinstance(each, ast.Call) and not (isinstance(each.func, ast.Name) and each.func.id == "str")
        for each in ast.walk(place)
    )


def is_loss(name: str, value: ast.expr | None) -> bool:
    """Whether what is assigned calls itself a loss, or is what a function of such a name gives."""
    if value is None:
        return False
    if is_loss_name(name):
        return True
    if isinstance(value, ast.Call) and is_loss_name(last_part(value.func)):
        return not isinstance(value.func, ast.Attribute) or value.func.attr not in ("item", "backward")
    return any(part in name.lower() for part in RESIDUALS) and bool(REDUCED.search(ast.unparse(value)))


def factors(tree: ast.expr) -> tuple[list[ast.expr], list[ast.expr]]:
    """What a product multiplies, and what it divides by."""
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Mult | ast.Div):
        (above, below), (others, under) = factors(tree.left), factors(tree.right)
        if isinstance(tree.op, ast.Div):
            others, under = under, others
        return above + others, below + under
    return [tree], []


def is_small(tree: ast.expr) -> bool:
    return isinstance(tree, ast.Constant) and isinstance(tree.value, float) and 0 < tree.value < 1


def last_part(tree: ast.expr) -> str:
    """`lr` of `self.lr`, `grads` of `self.grads`."""
    match tree:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=value):
            return last_part(value)
    return ""


def loaded(tree: ast.expr) -> ast.expr:
    """The same expression, to be read."""
    if isinstance(tree, ast.Name):
        return ast.copy_location(ast.Name(tree.id, ast.Load()), tree)
    found = copy.deepcopy(tree)
    for each in ast.walk(found):
        if isinstance(each, ast.Name | ast.Attribute | ast.Subscript | ast.Tuple | ast.List | ast.Starred):
            each.ctx = ast.Load()
    return found


TELLING = {ast.Name, ast.Attribute, ast.arg, ast.Constant, ast.Assign, ast.AugAssign}


class Hints(NamedTuple):
    """What a tree says of gradients, to be had without a change of it."""

    gradients: set[str]
    """targets that may hold some by their names, as they are written"""
    updated: set[str]
    """targets from which a rate times something is taken away"""
    wanted: set[str]
    """what the names of gradients are about"""
    known: set[str]
    """all names, attributes and texts"""


def hints(tree: ast.Module) -> Hints:
    targets: list[tuple[ast.expr, ast.expr, bool]] = []
    gradients: set[str] = set()
    updated: set[str] = set()
    wanted: set[str] = set()
    known: set[str] = set()
    texts: list[str] = []
    for each in everything(tree):
        if type(each) not in TELLING:
            continue
        match each:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                known.add(name)
            case ast.Constant(value=str() as name) if len(name) <= LONGEST:
                texts.append(name)
            case ast.Assign(targets=[place], value=value) if not isinstance(value, ast.Constant):
                targets.append((place, value, False))
            case ast.AugAssign(target=place, value=value):
                targets.append((place, value, True))
    known.update(texts)
    about = {name: [stem for stem in stems(name) if stem in known] for name in known}
    for name in texts:
        wanted.update([name], about[name])
        if about[name]:
            gradients.add(repr(name))
    for place, value, augmented in targets:
        for part in place.elts if isinstance(place, ast.Tuple | ast.List) else (place,):
            name = last_part(part)
            of_a_tensor = isinstance(part, ast.Attribute) and name in ATTRIBUTES
            wanted.update(about.get(name, ()))
            if about.get(name) or of_a_tensor or (isinstance(part, ast.Subscript) and GRADIENTS.match(name)):
                gradients.add(dotted(part))
        if not augmented:
            if not isinstance(value, ast.BinOp) or last_part(place) != last_part(value.left):
                continue
            value = value.right
        above, _ = factors(value)
        by_rate = len(above) > 1 and any(is_rate(last_part(factor)) or is_small(factor) for factor in above)
        if by_rate and not any(isinstance(part, ast.Attribute) and part.attr == "grad" for part in ast.walk(value)):
            updated.add(dotted(place))
            wanted.add(last_part(place))
    return Hints(gradients, updated, wanted, known)


def worth_a_look(sites: list[Site], known: set[str]) -> bool:
    """Whether there is a loss, and what might be a gradient of something that the listing names."""
    if not any(each.loss for each in sites):
        return False
    if any(each.kind == "update" for each in sites):
        return True
    return any(each.gradient and not each.numeric and may_be_of(each, known) for each in sites)


def may_be_of(site: Site, known: set[str]) -> bool:
    """Whether a gradient's name is about something that there is."""
    if site.name in ATTRIBUTES or any(stem in known for stem in stems(site.name)):
        return True
    return bool(GRADIENTS.match(site.text.split("[")[0].rpartition(".")[2]))
