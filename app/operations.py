"""THE TABLE: one row is everything that Chainlight knows of one operation.

What the columns mean:

    name        the operation in the API, in CSS and in `engines`; also a spelling wherever it is a word
    spellings   how it is written: words become functions of the language (`tanh`), signs become operators (`+`)
    operands    how few and how many operands (None: any number)
    forward     the value, by NumPy, on float64 arrays; the row's parameters arrive as keywords
    back        the way back to each operand, in our own formula language: `a b c` the operands, `y` the result, `g` the
                gradient that arrives, the row's parameters by their names, `k` the operand's own place, `operands` all of
                them. The last text serves all further operands; None: no gradient ever flows there. `where(special,
                value at the special point, usual)` keeps torch's choices at kinks: printers show the usual branch.
                Broadcasting is undone in the walk, never here.
    latex       how it is typeset: {a} {b} the operands, {dim} a parameter; brackets come from `binding`
    shape       the shape of the result from the operands' shapes and the parameters; raises ShapeMismatch
    torch       the torch call, as text: run by `engines/pytorch.py`, printed by code export
    kind        its role in a graph, and so its colour and its badge: see KINDS
    doc         one sentence in English and Chinese
    scalar      `forward` on Python floats, many times faster; it may raise ArithmeticError or ValueError, and then the whole
                run is repeated with `forward`, which never raises
    parameters  what it takes beside operands: name, what it may be, default
    binding     (left, right) binding powers of its sign; a higher one binds tighter; (None, n) prefix, (n, None) postfix
    notes       note code -> condition in our language that is nonzero where the note applies
    variant     picks a more special row by the operands' shapes (`@` of a matrix and a vector)
    neutral     for each operand the number that leaves the other unchanged, or None: simplification drops it
    chooses     whether the first operand, where it is a known number, decides which of the other two remains (`where`)
    assumed     the shape of each operand that is an input without a value, where a scalar would make no sense
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from app.errors import ShapeMismatch
from app.messages import Text, text

Shape = tuple[int, ...]
ShapeRule = Callable[..., Shape]
Kind = Literal["add", "multiply", "function", "route", "reduce", "matrix", "shape", "loss", "compare", "create"]

KINDS: dict[Kind, Text] = {
    "add": text("distributes the gradient unchanged", "加法：梯度原样分发"),
    "multiply": text("swaps: each factor receives the other", "乘法：互换，每个因子得到另一个因子"),
    "function": text("scales the gradient by its slope", "函数：梯度乘以斜率"),
    "route": text("routes the gradient to the one that won", "取最值：梯度只流向胜者"),
    "reduce": text("spreads the gradient over all that it gathered", "归约：梯度散布到各个元素"),
    "matrix": text("multiplies the gradient by the other matrix, transposed", "矩阵：梯度乘以另一矩阵的转置"),
    "shape": text("moves numbers; the gradient moves back", "变形：只搬动数字，梯度原路搬回"),
    "loss": text("measures an error", "损失：衡量误差"),
    "compare": text("gives 0 or 1; no gradient flows through", "比较：得 0 或 1，没有梯度"),
    "create": text("makes a tensor of constants", "生成常数张量"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an operation takes beside its operands, always known before anything runs."""

    name: str
    accepts: Literal["whole", "wholes", "number", "index"]
    default: Any = None


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One row. Two rows are the same only where they are the same object."""

    name: str
    spellings: tuple[str, ...]
    operands: tuple[int, int | None]
    forward: Callable[..., Any]
    back: tuple[str | None, ...]
    latex: str
    shape: ShapeRule
    torch: str
    kind: Kind
    doc: Text
    scalar: Callable[..., float] | None = None
    parameters: tuple[Parameter, ...] = ()
    binding: tuple[int | None, int | None] | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    variant: Callable[..., str] | None = None
    neutral: tuple[float | None, ...] = ()
    chooses: bool = False
    assumed: tuple[Shape, ...] = ()

    def way_back(self, operand: int) -> str | None:
        """The text of the way back to the operand at this place."""
        return self.back[min(operand, len(self.back) - 1)]


def broadcast(*shapes: Shape, **_: Any) -> Shape:
    """NumPy's rule: shapes are aligned at the right; 1 stretches."""
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        raise ShapeMismatch("shape.broadcast", left=shapes[0], right=shapes[-1]) from None


def matrix_product(a: Shape, b: Shape) -> Shape:
    """(…, n, k) @ (…, k, m) -> (…, n, m), the leading dimensions broadcast."""
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-2]:
        raise ShapeMismatch("shape.matmul", left=a, right=b)
    return (*broadcast(a[:-2], b[:-2]), a[-2], b[-1])


def matmul_variant(a: Shape, b: Shape) -> str:
    return {(1, 1): "dot", (2, 1): "matrix_vector", (1, 2): "vector_matrix"}.get((len(a), len(b)), "matmul")


# fmt: off
ROWS = (
    #         name   spellings      operands forward       back                    latex            shape      torch                 kind        doc
    Operation("add", ("+",),        (2, 2), np.add,        ("g", "g"),             "{a} + {b}",     broadcast, "torch.add(a, b)",    "add",      text("The sum of a and b.", "a 与 b 的和。"),
              scalar=operator.add, binding=(10, 11), neutral=(0, 0)),
    Operation("sub", ("-", "−"),    (2, 2), np.subtract,   ("g", "-g"),            "{a} - {b}",     broadcast, "torch.sub(a, b)",    "add",      text("The difference of a and b.", "a 与 b 的差。"),
              scalar=operator.sub, binding=(10, 11), neutral=(None, 0)),
    Operation("mul", ("*", "·", "×"), (2, 2), np.multiply, ("g b", "g a"),         r"{a} \, {b}",   broadcast, "torch.mul(a, b)",    "multiply", text("The product of a and b.", "a 与 b 的积。"),
              scalar=operator.mul, binding=(20, 21), neutral=(1, 1)),
    Operation("div", ("/", "÷"),    (2, 2), np.divide,     ("g / b", "-g a / b^2"), r"\frac{{{a}}}{{{b}}}", broadcast, "torch.div(a, b)", "multiply", text("a divided by b.", "a 除以 b。"),
              scalar=operator.truediv, binding=(20, 21), notes={"domain": "b == 0"}, neutral=(None, 1)),
    Operation("neg", ("-", "−"),    (1, 1), np.negative,   ("-g",),                "-{a}",          broadcast, "torch.neg(a)",       "add",      text("Minus a.", "a 的相反数。"),
              scalar=operator.neg, binding=(None, 25)),
    Operation("tanh", ("tanh",),    (1, 1), np.tanh,       ("g (1 - y^2)",),       r"\tanh {a}",    broadcast, "torch.tanh(a)",      "function", text("The hyperbolic tangent, from -1 to 1.", "双曲正切，取值 -1 到 1。"),
              scalar=math.tanh),
    Operation("matmul", ("@",),     (2, 2), np.matmul,     ("g @ b^T", "a^T @ g"), r"{a} \, {b}",   matrix_product, "torch.matmul(a, b)", "matrix", text("The matrix product.", "矩阵乘积。"),
              binding=(20, 21), variant=matmul_variant, assumed=((2, 2), (2,))),
)
# fmt: on

OPERATIONS: dict[str, Operation] = {row.name: row for row in ROWS}
