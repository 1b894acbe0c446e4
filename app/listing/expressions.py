"""An expression of Python's tree -> a closure that computes it in a frame. One function a kind of node."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from app.listing.arithmetic import BINARY, COMPARISONS, UNARY, by_constant
from app.listing.attributes import check_attribute_name
from app.listing.builtin_names import BUILTINS, builtin
from app.listing.formatting import formatted_value
from app.listing.frames import Evaluate, Frame, Scope, bound_by, own_nodes, yielding
from app.listing.functions import Function, Parameters
from app.listing.nodes import elements, expression, reads
from app.listing.refusals import unsupported
from app.listing.sites import reading
from app.listing.targets import store_name
from app.messages import text

# ── names and constants ─────────────────────────────────────────────────────────────────────────────────────────────


@reads(ast.Constant)
def constant(node: ast.Constant, scope: Scope) -> Evaluate:
    value = node.value
    return lambda frame: value


@reads(ast.Name)
def name(node: ast.Name, scope: Scope) -> Evaluate:
    written = scope.mangled(node.id)
    depth = scope.depth(written)
    if depth is None:
        return read_global(written, scope.machine.globals)
    if depth:
        return read_outer(written, depth)
    return read_local(written) if scope.kind != "class" else read_own_or_global(written, scope.machine.globals)


def read_global(written: str, values: Frame) -> Evaluate:
    if written in BUILTINS:
        known = BUILTINS[written]
        # What hardly anybody assigns: to ask costs less than to fail.
        return lambda frame: values.get(written, known)

    def read(frame: Frame) -> Any:
        try:
            return values[written]
        except KeyError:
            return builtin(written)

    return read


def read_local(written: str) -> Evaluate:
    def read(frame: Frame) -> Any:
        try:
            return frame[written]
        except KeyError:
            message = f"cannot access local variable '{written}' where it is not associated with a value"
            raise UnboundLocalError(message) from None

    return read


def read_own_or_global(written: str, values: Frame) -> Evaluate:
    otherwise = read_global(written, values)
    return lambda frame: frame[written] if written in frame else otherwise(frame)


def read_outer(written: str, depth: int) -> Evaluate:
    def absent() -> NameError:
        message = f"cannot access free variable '{written}' where it is not associated with a value"
        return NameError(message + " in enclosing scope")

    def read_next(frame: Frame) -> Any:
        try:
            return frame[None][written]
        except KeyError:
            raise absent() from None

    def read(frame: Frame) -> Any:
        for _ in range(depth):
            frame = frame[None]
        try:
            return frame[written]
        except KeyError:
            raise absent() from None

    return read_next if depth == 1 else read


@reads(ast.Attribute)
def attribute_of(node: ast.Attribute, scope: Scope) -> Evaluate:
    check_attribute_name(node)
    return reading(expression(node.value, scope), scope.machine, scope.mangled(node.attr))


# ── operators ───────────────────────────────────────────────────────────────────────────────────────────────────────


@reads(ast.BinOp)
def binary(node: ast.BinOp, scope: Scope) -> Evaluate:
    a, b = expression(node.left, scope), expression(node.right, scope)
    if isinstance(node.right, ast.Constant):
        right = node.right.value
        apply_right = by_constant(type(node.op), right)
        return lambda frame: apply_right(a(frame), right)
    apply = BINARY[type(node.op)]
    if isinstance(node.left, ast.Constant):
        left = node.left.value
        return lambda frame: apply(left, b(frame))
    return lambda frame: apply(a(frame), b(frame))


@reads(ast.UnaryOp)
def unary(node: ast.UnaryOp, scope: Scope) -> Evaluate:
    apply = UNARY[type(node.op)]
    a = expression(node.operand, scope)
    return lambda frame: apply(a(frame))


@reads(ast.BoolOp)
def boolean(node: ast.BoolOp, scope: Scope) -> Evaluate:
    operands = [expression(each, scope) for each in node.values]
    stops_at = isinstance(node.op, ast.Or)

    def run(frame: Frame) -> Any:
        for operand in operands[:-1]:
            value = operand(frame)
            if bool(value) is stops_at:
                return value
        return operands[-1](frame)

    return run


@reads(ast.Compare)
def comparison(node: ast.Compare, scope: Scope) -> Evaluate:
    first = expression(node.left, scope)
    rest = [
        (COMPARISONS[type(sign)], expression(each, scope))
        for sign, each in zip(node.ops, node.comparators, strict=True)
    ]
    if len(rest) == 1:
        apply, second = rest[0]
        if isinstance(node.comparators[0], ast.Constant):
            constant_second = node.comparators[0].value
            return lambda frame: apply(first(frame), constant_second)
        return lambda frame: apply(first(frame), second(frame))

    def run(frame: Frame) -> Any:
        a = first(frame)
        result: Any = True
        for apply, operand in rest:
            b = operand(frame)
            result = apply(a, b)
            if not result:
                return result
            a = b
        return result

    return run


@reads(ast.IfExp)
def conditional(node: ast.IfExp, scope: Scope) -> Evaluate:
    test, then, other = expression(node.test, scope), expression(node.body, scope), expression(node.orelse, scope)
    return lambda frame: then(frame) if test(frame) else other(frame)


# ── containers ──────────────────────────────────────────────────────────────────────────────────────────────────────


@reads(ast.List)
def list_of(node: ast.List, scope: Scope) -> Evaluate:
    return elements(node.elts, scope)


@reads(ast.Tuple)
def tuple_of(node: ast.Tuple, scope: Scope) -> Evaluate:
    parts = elements(node.elts, scope)
    return lambda frame: tuple(parts(frame))


@reads(ast.Set)
def set_of(node: ast.Set, scope: Scope) -> Evaluate:
    parts = elements(node.elts, scope)
    return lambda frame: set(parts(frame))


@reads(ast.Dict)
def dict_of(node: ast.Dict, scope: Scope) -> Evaluate:
    pairs = [
        (None if key is None else expression(key, scope), expression(value, scope))
        for key, value in zip(node.keys, node.values, strict=True)
    ]

    def run(frame: Frame) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key, value in pairs:
            if key is None:
                found.update(value(frame))
            else:
                found[key(frame)] = value(frame)
        return found

    return run


@reads(ast.Subscript)
def subscript(node: ast.Subscript, scope: Scope) -> Evaluate:
    value, place = expression(node.value, scope), expression(node.slice, scope)
    if isinstance(node.slice, ast.Constant):
        fixed = node.slice.value
        return lambda frame: value(frame)[fixed]
    return lambda frame: value(frame)[place(frame)]


@reads(ast.Slice)
def slice_of(node: ast.Slice, scope: Scope) -> Evaluate:
    lower, upper, step = (
        constant(ast.Constant(None), scope) if each is None else expression(each, scope)
        for each in (node.lower, node.upper, node.step)
    )
    return lambda frame: slice(lower(frame), upper(frame), step(frame))


# ── text, functions ─────────────────────────────────────────────────────────────────────────────────────────────────


@reads(ast.JoinedStr)
def joined_text(node: ast.JoinedStr, scope: Scope) -> Evaluate:
    """An f-string."""
    parts = [expression(each, scope) for each in node.values]
    return lambda frame: "".join([part(frame) for part in parts])


@reads(ast.FormattedValue)
def formatted(node: ast.FormattedValue, scope: Scope) -> Evaluate:
    value = expression(node.value, scope)
    conversion = chr(node.conversion) if node.conversion > 0 else ""
    if node.format_spec is None:
        return lambda frame: formatted_value(value(frame), conversion, "")
    match node.format_spec:
        case ast.JoinedStr(values=[ast.Constant(value=str(written))]) if not conversion:
            return lambda frame: format(value(frame), written)
    specification = expression(node.format_spec, scope)
    return lambda frame: formatted_value(value(frame), conversion, specification(frame))


@reads(ast.Lambda)
def lambda_of(node: ast.Lambda, scope: Scope) -> Evaluate:
    nodes = list(own_nodes([node.body]))
    if yielding(nodes):
        raise unsupported(
            node,
            text("yield in a lambda", "lambda 里的 yield"),
            "Write a function with `def`.",
            "请用 `def` 写成函数。",
        )
    return function_of(node, "<lambda>", node.args, nodes, scope, lambda inner: expression(node.body, inner))


def function_of(
    node: ast.AST,
    written: str,
    arguments: ast.arguments,
    nodes: list[ast.AST],
    scope: Scope,
    compiled: Callable[[Scope], Evaluate],
    generator: bool = False,
) -> Evaluate:
    """The closure that makes a function: its defaults are computed now, its body each time that it is called.

    `nodes` are those of its body, as `frames.own_nodes` gives them.
    """
    machine = scope.machine
    parameters = Parameters.of(arguments, scope.mangled)
    assigned, declared_global, declared_nonlocal = bound_by(nodes)
    qualified = scope.inside(written)
    names = ({scope.mangled(each) for each in assigned} | parameters.names) - declared_nonlocal
    inner = scope.within("function", names, qualified=qualified)
    inner.declared_global = declared_global
    inner.parameters = parameters.in_order
    if scope.kind == "class":
        inner.bound.add("__class__")
    run = compiled(inner)
    defaults = [expression(each, scope) for each in arguments.defaults]
    named_defaults = {
        scope.mangled(parameter.arg): expression(default, scope)
        for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is not None
    }
    in_class = scope.kind == "class"
    documented = ast.get_docstring(node, clean=False) if isinstance(node, ast.FunctionDef) else None

    def make(frame: Frame) -> Function:
        made = Function(
            machine,
            written,
            qualified,
            parameters,
            [each(frame) for each in defaults] if defaults else (),
            {name: each(frame) for name, each in named_defaults.items()} if named_defaults else {},
            frame[None] if in_class else frame,
            run,
            run if generator else None,
        )
        made.documented = documented
        return made

    return make


@reads(ast.NamedExpr)
def walrus(node: ast.NamedExpr, scope: Scope) -> Evaluate:
    value, store = expression(node.value, scope), store_name(node.target.id, scope)

    def run(frame: Frame) -> Any:
        found = value(frame)
        store(frame, found)
        return found

    return run


# ── what there is not ───────────────────────────────────────────────────────────────────────────────────────────────


@reads(ast.Yield, ast.YieldFrom)
def refused_yield(node: ast.expr, scope: Scope) -> Evaluate:
    raise unsupported(
        node,
        text("yield inside an expression", "表达式里的 yield"),
        "Let `yield value` stand alone on its line, or write `x = yield value`.",
        "请让 `yield 值` 独占一行，或写成 `x = yield 值`。",
    )


@reads(ast.Await)
def refused_await(node: ast.expr, scope: Scope) -> Evaluate:
    raise unsupported(node, "await", "Write ordinary functions.", "请写成普通函数。")


@reads(ast.Starred)
def refused_star(node: ast.expr, scope: Scope) -> Evaluate:
    raise unsupported(
        node,
        text("a star in this place", "这个位置的星号"),
        "A star may stand in a call, a list, a tuple or an assignment.",
        "星号只能出现在调用、列表、元组或赋值中。",
    )
