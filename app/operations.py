"""THE TABLE: one row is everything that Chainlight knows of one operation.

What the columns mean:

    name        the operation in the API, in CSS and in `engines`; also a spelling wherever it is a word
    spellings   how it is written: words become functions of the language (`tanh`), signs become operators (`+`), two signs
                with a blank between them stand around the operand (`| |`)
    operands    how few and how many operands (None: any number)
    forward     the value, by NumPy, on float64 arrays; the row's parameters arrive as keywords
    back        the way back to each operand, in our own formula language: `a b c` the operands, `y` the result, `g` the
                gradient that arrives, the row's parameters by their names, `k` the operand's own place, `operands` all of
                them. The last text serves all further operands; None: no gradient ever flows there; "": one would, but
                is not known, which only third derivatives need. `where(special, value at the special point, usual)`
                keeps torch's choices at kinks: printers show the usual branch. A branch that is not taken must be finite
                there, or second derivatives are NaN. Broadcasting is undone in the walk, never here.
    latex       how it is typeset: {a} {b} the operands, {operands} all of them, {dim} a parameter. An operand inside braces or
                fences of the template needs no brackets of its own; for one that stands free they come from `binding`
    shape       the shape of the result from the operands' shapes and the parameters; raises ShapeMismatch
    torch       the torch call, as text: run by `engines/pytorch.py`, printed by code export. An argument that is None or
                False is left out. "" where torch has no one call: only for rows that are not public
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
    said        the operation in words, where a formula says it worse: `{a} times {b}`
    reads       what a reader sees instead, in our own formula language, where the row is only a more careful way to compute it
    public      whether writers may use it; the others serve ways back, and variants and notes of other rows
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

import numpy as np

from app.kernels import arrangements, choices, creation, functions, images, losses, matrices, networks, reductions
from app.messages import Text, text
from app.shapes import Shape, broadcast
from app.shapes.arrangements import (
    concatenated,
    copies_gathered,
    embedded,
    indexed,
    part_of,
    permuted,
    permuted_back,
    recast,
    repeated,
    reshaped,
    rolled,
    scattered,
    squeezed,
    stacked,
    unsqueezed,
)
from app.shapes.creation import counted, created, spaced, squared
from app.shapes.images import (
    convolved,
    convolved_1d,
    convolved_2d,
    convolved_to_input,
    convolved_to_weights,
    picked,
    pooled,
    pooled_1d,
    pooled_2d,
    unpooled,
)
from app.shapes.losses import (
    classes_marked,
    classified,
    classified_by_number,
    compared,
    compared_beyond,
    compared_to,
    cross_entropy_variant,
    likened,
    paired,
    rows_counted,
)
from app.shapes.matrices import (
    determined,
    einsum_variant,
    einsummed_to_first,
    einsummed_to_only,
    einsummed_to_second,
    inner_product,
    inverse_variant,
    matmul_variant,
    matrix_product,
    one_square,
    outer_product,
    square,
    squares,
    summed_products,
    traced,
    traced_like,
    transpose_variant,
    transposed,
    triangular,
)
from app.shapes.networks import (
    attended,
    attention_variant,
    batch_norm_variant,
    by_channel,
    channels_spread,
    channels_summed,
    layer_norm_variant,
    looked_back,
    looked_up,
    normalised,
    normalised_channels,
    scored,
)
from app.shapes.reductions import (
    along,
    chosen,
    chosen_along,
    kept,
    kept_along,
    measured,
    norm_variant,
    normed,
    paired_along,
    reduced,
    respread,
    shared,
    summed,
    varied,
)

__all__ = ["KINDS", "OPERATIONS", "ROWS", "Kind", "Operation", "Parameter", "Shape", "broadcast"]

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
    accepts: Literal["whole", "wholes", "number", "index", "flag", "equation"]
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
    said: Text | None = None
    reads: str | None = None
    public: bool = True

    def way_back(self, operand: int) -> str | None:
        """The text of the way back to the operand at this place."""
        return self.back[min(operand, len(self.back) - 1)]


# What many rows share: how many operands, what they take beside them, shapes for operands that nobody gave a value.
NONE, ONE, TWO, THREE = (0, 0), (1, 1), (2, 2), (3, 3)
MANY, SOME = (1, None), (2, None)
KEEP = Parameter("keepdim", "flag", False)
DIM = (Parameter("dim", "whole"), KEEP)
LAST = (Parameter("dim", "whole", -1),)
LAST_KEEP = (*LAST, KEEP)
SIZES = (Parameter("shape", "wholes", ()),)
PLACE = (Parameter("place", "whole"), Parameter("dim", "whole", 0))
P = (Parameter("p", "number", 2.0), *DIM)
P_1 = (Parameter("p", "number", 1.0), *DIM)
CORRECTION = Parameter("correction", "whole", 1)
AXIS = (Parameter("dim", "whole"),)
DIMS = (Parameter("dims", "wholes"),)
DIAGONAL = (Parameter("diagonal", "whole", 0),)
EPS = (Parameter("eps", "number", 1e-5),)
EQUATION = (Parameter("equation", "equation"),)
SLIDE = (Parameter("stride", "whole", 1), Parameter("padding", "whole", 0))
WINDOW = (Parameter("kernel_size", "whole"), Parameter("stride", "whole"), Parameter("padding", "whole", 0))
RANK_WINDOW = (Parameter("rank", "whole"), *WINDOW)
VECTORS = ((3,),)

# Conditions of notes: a value out of reach although the operands were not; several that are the extreme.
OVERFLOW_1 = "(abs(y) > 10^308) (abs(a) <= 10^308)"
OVERFLOW_2 = f"{OVERFLOW_1} (abs(b) <= 10^308)"
OVERFLOW_ALL = "(abs(y) > 10^308) (max(abs(a)) <= 10^308)"
TIE = "(shares(a, y, dim, keepdim) > 0) (shares(a, y, dim, keepdim) < 1)"

# fmt: off
ROWS = (
    # ── arithmetic ────────────────────────────────────────────────────────────────────────────────────────────────────
    Operation("add", ("+",),               TWO, np.add,        ("g", "g"),                        "{a} + {b}",            broadcast, "torch.add(a, b)", "add",
              text("The sum of a and b: each receives the whole gradient.", "a 与 b 的和，梯度原样传给两者。"),
              scalar=operator.add, binding=(10, 11), neutral=(0, 0), notes={"overflow": OVERFLOW_2}, said=text("{a} plus {b}", "{a} 加 {b}")),
    Operation("sub", ("-", "−"),           TWO, np.subtract,   ("g", "-g"),                       "{a} - {b}",            broadcast, "torch.sub(a, b)", "add",
              text("The difference of a and b: b receives the gradient with the sign turned.", "a 与 b 的差，传给 b 的梯度变号。"),
              scalar=operator.sub, binding=(10, 11), neutral=(None, 0), notes={"overflow": OVERFLOW_2}, said=text("{a} minus {b}", "{a} 减 {b}")),
    Operation("mul", ("*", "⊙", "·", "×", "⋅"), TWO, np.multiply,   ("g b", "g a"),                    r"{a} \, {b}",          broadcast, "torch.mul(a, b)", "multiply",
              text("The product of a and b: each receives the gradient times the other.", "a 与 b 的积，两者各得到梯度乘以对方。"),
              scalar=operator.mul, binding=(20, 21), neutral=(1, 1), notes={"overflow": OVERFLOW_2}, said=text("{a} times {b}", "{a} 乘 {b}")),
    Operation("div", ("/", "÷"),           TWO, np.divide,     ("g / b", "-g over_square(a, b)"), r"\frac{{{a}}}{{{b}}}", broadcast, "torch.div(a, b)", "multiply",
              text("The quotient a divided by b.", "a 除以 b 的商。"),
              scalar=operator.truediv, binding=(20, 21), neutral=(None, 1), notes={"domain": "b == 0", "overflow": f"{OVERFLOW_2} (b != 0)"}, said=text("{a} divided by {b}", "{a} 除以 {b}")),
    Operation("pow", ("^", "**"),          TWO, functions.power, ("where(b == 0, 0, g where(b == 0, 0, b a^(b - 1)))", "g where((a == 0) (b >= 0), 0, y log(a))"), "{a}^{{{b}}}",          broadcast, "torch.pow(a, b)", "multiply",
              text("The power a to the b.", "a 的 b 次幂。"),
              scalar=math.pow, binding=(31, 30), neutral=(None, 1), notes={"kink": "(a == 0) (b >= 0) (b < 1)", "domain": "(a == 0) (b < 0) + (y != y) (a == a) (b == b)", "overflow": f"{OVERFLOW_2} (a != 0)"}, said=text("{a} to the power {b}", "{a} 的 {b} 次方")),
    Operation("neg", ("-", "−"),           ONE, np.negative,   ("-g",),                           "-{a}",                 broadcast, "torch.neg(a)",    "add",
              text("The opposite of a.", "a 的相反数。"), scalar=operator.neg, binding=(None, 25), said=text("minus {a}", "{a} 的相反数")),
    # ── powers, logarithms, size ──────────────────────────────────────────────────────────────────────────────────────
    Operation("exp",    ("exp",),        ONE, np.exp,       ("g y",),             "e^{{{a}}}",         broadcast, "torch.exp(a)",    "function",
              text("The exponential, its own slope.", "以 e 为底的指数函数，斜率等于自身。"), scalar=math.exp, notes={"overflow": OVERFLOW_1}),
    Operation("log",    ("log", "ln"),   ONE, np.log,       ("g / a",),           r"\ln {a}",          broadcast, "torch.log(a)",    "function",
              text("The natural logarithm, for a above 0.", "自然对数，要求 a 大于 0。"), scalar=math.log, notes={"domain": "a <= 0"}),
    Operation("log2",   ("log2",),       ONE, np.log2,      ("g / (a log(2))",),  r"\log_2 {a}",       broadcast, "torch.log2(a)",   "function",
              text("The logarithm to base 2, for a above 0.", "以 2 为底的对数，要求 a 大于 0。"), scalar=math.log2, notes={"domain": "a <= 0"}),
    Operation("log10",  ("log10", "lg"), ONE, np.log10,     ("g / (a log(10))",), r"\log_{{10}} {a}",  broadcast, "torch.log10(a)",  "function",
              text("The logarithm to base 10, for a above 0.", "以 10 为底的对数，要求 a 大于 0。"), scalar=math.log10, notes={"domain": "a <= 0"}),
    Operation("expm1",  ("expm1",),      ONE, np.expm1,     ("g (y + 1)",),       r"\operatorname{{expm1}}\left({a}\right)", broadcast, "torch.expm1(a)",  "function",
              text("exp(a) - 1, exact for small a too.", "exp(a) - 1，对很小的 a 也精确。"), scalar=math.expm1, notes={"overflow": OVERFLOW_1}),
    Operation("log1p",  ("log1p",),      ONE, np.log1p,     ("g / (a + 1)",),     r"\operatorname{{log1p}}\left({a}\right)", broadcast, "torch.log1p(a)",  "function",
              text("log(1 + a), exact for small a too; for a above -1.", "log(1 + a)，对很小的 a 也精确，要求 a 大于 -1。"), scalar=math.log1p, notes={"domain": "a <= -1"}),
    Operation("sqrt",   ("sqrt", "√"),   ONE, np.sqrt,      ("g / (2 y)",),       r"\sqrt{{{a}}}",     broadcast, "torch.sqrt(a)",   "function",
              text("The square root; its slope at 0 is infinite.", "平方根，在 0 处斜率为无穷大。"), scalar=math.sqrt, notes={"kink": "a == 0", "domain": "a < 0"}, said=text("the square root of {a}", "{a} 的平方根")),
    Operation("rsqrt",  ("rsqrt",),      ONE, functions.rsqrt, ("-g y^3 / 2",),   r"\frac{{1}}{{\sqrt{{{a}}}}}", broadcast, "torch.rsqrt(a)",  "function",
              text("One over the square root, for a above 0.", "平方根的倒数，要求 a 大于 0。"), scalar=functions.rsqrt_scalar, notes={"domain": "a <= 0", "overflow": f"{OVERFLOW_1} (a != 0)"}),
    Operation("reciprocal", ("reciprocal",), ONE, functions.reciprocal, ("-g y^2",), r"\frac{{1}}{{{a}}}", broadcast, "torch.reciprocal(a)", "function",
              text("One divided by a.", "a 的倒数。"), scalar=functions.reciprocal, notes={"domain": "a == 0", "overflow": f"{OVERFLOW_1} (a != 0)"}),
    Operation("square", ("square",),     ONE, np.square,    ("g (2 a)",),         "{a}^2",             broadcast, "torch.square(a)", "function",
              text("The product of a with itself.", "a 与自身的积。"), scalar=functions.square_scalar, notes={"overflow": OVERFLOW_1}, said=text("the square of {a}", "{a} 的平方")),
    Operation("abs",    ("abs", "| |"),  ONE, np.abs,       ("g sign(a)",),       r"\left|{a}\right|", broadcast, "torch.abs(a)",    "function",
              text("The distance of a from 0; the slope at 0 is taken as 0.", "a 到 0 的距离，在 0 处斜率取 0。"), scalar=math.fabs, notes={"kink": "a == 0"}),
    Operation("sign",   ("sign", "sgn"), ONE, functions.sign, ("0",),               r"\operatorname{{sign}}\left({a}\right)", broadcast, "torch.sign(a)",   "function",
              text("-1, 0 or 1 by the sign of a; flat, so its gradient is 0.", "a 的符号：-1、0 或 1；处处平坦，梯度为 0。"), scalar=functions.sign_scalar, notes={"kink": "a == 0"}),
    Operation("floor",  ("floor",),      ONE, np.floor,     ("0",),               r"\left\lfloor {a} \right\rfloor", broadcast, "torch.floor(a)", "function",
              text("The largest whole number that is not above a; flat between its steps, so its gradient is 0.", "不大于 a 的最大整数；台阶之间平坦，梯度为 0。"), scalar=functions.floor_scalar, notes={"kink": "a == y"}),
    Operation("ceil",   ("ceil",),       ONE, np.ceil,      ("0",),               r"\left\lceil {a} \right\rceil",   broadcast, "torch.ceil(a)",  "function",
              text("The smallest whole number that is not below a; flat between its steps, so its gradient is 0.", "不小于 a 的最小整数；台阶之间平坦，梯度为 0。"), scalar=functions.ceil_scalar, notes={"kink": "a == y"}),
    Operation("round",  ("round",),      ONE, np.rint,      ("0",),               r"\operatorname{{round}}\left({a}\right)", broadcast, "torch.round(a)", "function",
              text("The whole number nearest to a, of two the even one; flat between its steps, so its gradient is 0.", "离 a 最近的整数，恰在中间时取偶数；台阶之间平坦，梯度为 0。"), scalar=functions.round_scalar, notes={"kink": "abs(a - y) == 0.5"}),
    # ── functions of two numbers ──────────────────────────────────────────────────────────────────────────────────────
    Operation("remainder", ("remainder",), TWO, np.mod,       ("g", "-g floor_divide(a, b)"),                                 r"{a} \bmod {b}",                           broadcast, "torch.remainder(a, b)", "function",
              text("What is left of a after whole multiples of b; it has the sign of b.", "a 除以 b 的余数，符号与 b 相同。"), scalar=operator.mod, notes={"kink": "(y == 0) (b != 0)", "domain": "b == 0"}),
    Operation("hypot",     ("hypot",),     TWO, np.hypot,     ("g a / y", "g b / y"),                                     r"\operatorname{{hypot}}\left({a}, {b}\right)", broadcast, "torch.hypot(a, b)", "function",
              text("The length of the vector (a, b): the root of a^2 + b^2.", "向量 (a, b) 的长度，即 a^2 + b^2 的平方根。"), scalar=math.hypot, notes={"kink": "y == 0", "overflow": OVERFLOW_2}),
    Operation("atan2",     ("atan2", "arctan2"), TWO, np.arctan2, ("where(a^2 + b^2 == 0, 0 g, g b / (a^2 + b^2))", "where(a^2 + b^2 == 0, 0 g, -g a / (a^2 + b^2))"),                r"\operatorname{{atan2}}\left({a}, {b}\right)", broadcast, "torch.atan2(a, b)", "function",
              text("The angle from -π to π of the point whose height is a and whose width is b.", "纵坐标为 a、横坐标为 b 的点的辐角，取值 -π 到 π。"), scalar=math.atan2, notes={"kink": "(a == 0) (b <= 0)"}),
    Operation("logaddexp", ("logaddexp",), TWO, np.logaddexp, ("g / (1 + exp(b - a))", "g / (1 + exp(a - b))"),               r"\operatorname{{logaddexp}}\left({a}, {b}\right)", broadcast, "torch.logaddexp(a, b)", "function",
              text("log(exp(a) + exp(b)) without overflow, a smooth maximum of two.", "不会溢出的 log(exp(a) + exp(b))，是两数的平滑最大值。"), scalar=functions.logaddexp_scalar),
    Operation("xlogy",     ("xlogy",),     TWO, functions.xlogy, ("where((a == 0) (b <= 0), 0, where((g == 0) (b == b), 0, g where((a == 0) (b <= 0), 0, log(b))))", "g a / b"),                           r"\operatorname{{xlogy}}\left({a}, {b}\right)", broadcast, "torch.xlogy(a, b)", "function",
              text("a log(b), and 0 where a is 0, as entropies need it.", "a log(b)，a 为 0 时取 0，计算熵时常用。"), scalar=functions.xlogy_scalar, notes={"domain": "(a != 0) (b <= 0)"}),
    # ── trigonometry and its inverses, hyperbolic functions ───────────────────────────────────────────────────────────
    Operation("sin",  ("sin",),           ONE, np.sin,    ("g cos(a)",),           r"\sin {a}",    broadcast, "torch.sin(a)",  "function",
              text("The sine of an angle in radians.", "正弦，角度以弧度计。"), scalar=math.sin),
    Operation("cos",  ("cos",),           ONE, np.cos,    ("-g sin(a)",),          r"\cos {a}",    broadcast, "torch.cos(a)",  "function",
              text("The cosine of an angle in radians.", "余弦，角度以弧度计。"), scalar=math.cos),
    Operation("tan",  ("tan",),           ONE, np.tan,    ("g (1 + y^2)",),        r"\tan {a}",    broadcast, "torch.tan(a)",  "function",
              text("The tangent of an angle in radians.", "正切，角度以弧度计。"), scalar=math.tan),
    Operation("asin", ("asin", "arcsin"), ONE, np.arcsin, ("g / sqrt(1 - a^2)",),  r"\arcsin {a}", broadcast, "torch.asin(a)", "function",
              text("The angle from -π/2 to π/2 whose sine is a.", "正弦值为 a 的角，取值 -π/2 到 π/2。"), scalar=math.asin, notes={"kink": "abs(a) == 1", "domain": "abs(a) > 1"}),
    Operation("acos", ("acos", "arccos"), ONE, np.arccos, ("-g / sqrt(1 - a^2)",), r"\arccos {a}", broadcast, "torch.acos(a)", "function",
              text("The angle from 0 to π whose cosine is a.", "余弦值为 a 的角，取值 0 到 π。"), scalar=math.acos, notes={"kink": "abs(a) == 1", "domain": "abs(a) > 1"}),
    Operation("atan", ("atan", "arctan"), ONE, np.arctan, ("g / (1 + a^2)",),      r"\arctan {a}", broadcast, "torch.atan(a)", "function",
              text("The angle from -π/2 to π/2 whose tangent is a.", "正切值为 a 的角，取值 -π/2 到 π/2。"), scalar=math.atan),
    Operation("sinh", ("sinh",),          ONE, np.sinh,   ("g cosh(a)",),          r"\sinh {a}",   broadcast, "torch.sinh(a)", "function",
              text("The hyperbolic sine, half of exp(a) - exp(-a).", "双曲正弦，即 exp(a) - exp(-a) 的一半。"), scalar=math.sinh, notes={"overflow": OVERFLOW_1}),
    Operation("cosh", ("cosh",),          ONE, np.cosh,   ("g sinh(a)",),          r"\cosh {a}",   broadcast, "torch.cosh(a)", "function",
              text("The hyperbolic cosine, half of exp(a) + exp(-a).", "双曲余弦，即 exp(a) + exp(-a) 的一半。"), scalar=math.cosh, notes={"overflow": OVERFLOW_1}),
    Operation("tanh", ("tanh",),          ONE, np.tanh,   ("g (1 - y^2)",),        r"\tanh {a}",   broadcast, "torch.tanh(a)", "function",
              text("The hyperbolic tangent, from -1 to 1.", "双曲正切，取值 -1 到 1。"), scalar=math.tanh),
    Operation("asinh", ("asinh", "arcsinh", "arsinh"), ONE, np.arcsinh, ("g / sqrt(a^2 + 1)",), r"\operatorname{{arsinh}} {a}", broadcast, "torch.asinh(a)", "function",
              text("The number whose hyperbolic sine is a.", "双曲正弦值为 a 的数。"), scalar=math.asinh),
    Operation("atanh", ("atanh", "arctanh", "artanh"), ONE, np.arctanh, ("g / (1 - a^2)",), r"\operatorname{{artanh}} {a}", broadcast, "torch.atanh(a)", "function",
              text("The number whose hyperbolic tangent is a, for a between -1 and 1.", "双曲正切值为 a 的数，要求 a 在 -1 与 1 之间。"), scalar=math.atanh, notes={"domain": "abs(a) >= 1"}),
    # ── activations ───────────────────────────────────────────────────────────────────────────────────────────────────
    Operation("sigmoid",    ("sigmoid", "σ"),  ONE, functions.sigmoid,    ("g y (1 - y)",),                           r"\sigma\left({a}\right)",               broadcast, "torch.sigmoid(a)",                      "function",
              text("The logistic function, from 0 to 1.", "逻辑函数，取值 0 到 1。"), scalar=functions.sigmoid_scalar),
    Operation("relu",       ("relu", "ReLU"),  ONE, functions.relu,       ("where(y <= 0, 0, g)",),                   r"\operatorname{{relu}}\left({a}\right)", broadcast, "torch.relu(a)",                         "function",
              text("a where it is positive, else 0; the slope at 0 is taken as 0.", "a 为正时取 a，否则取 0；在 0 处斜率取 0。"), scalar=functions.relu_scalar, notes={"kink": "a == 0"}),
    Operation("leaky_relu", ("leaky_relu",),   ONE, functions.leaky_relu, ("where(a > 0, g, slope g)",),              r"\operatorname{{leaky\_relu}}\left({a}\right)", broadcast, "F.leaky_relu(a, negative_slope=slope)", "function",
              text("a where it is positive, else a times a small slope.", "a 为正时取 a，否则取 a 乘以一个小斜率。"),
              scalar=functions.leaky_relu_scalar, parameters=(Parameter("slope", "number", 0.01),), notes={"kink": "a == 0"}),
    Operation("elu",        ("elu",),          ONE, functions.elu,        ("where(a < 0, g alpha exp(below_zero(a)), where(a == 0, alpha g, g))",),      r"\operatorname{{elu}}\left({a}\right)", broadcast, "F.elu(a, alpha=alpha)",                 "function",
              text("a where it is positive, else alpha (exp(a) - 1).", "a 为正时取 a，否则取 alpha (exp(a) - 1)。"),
              scalar=functions.elu_scalar, parameters=(Parameter("alpha", "number", 1.0),), notes={"kink": "(a == 0) (alpha != 1)"}),
    Operation("selu",       ("selu",),         ONE, functions.selu,       ("where(a < 0, g 1.0507009873554805 1.6732632423543772 exp(below_zero(a)), where(a == 0, 1.0507009873554805 1.6732632423543772 g, 1.0507009873554805 g))",), r"\operatorname{{selu}}\left({a}\right)", broadcast, "F.selu(a)",                             "function",
              text("The elu with the scale and the alpha that keep mean 0 and variance 1 through a deep network.", "缩放过的 elu，其系数使深层网络保持均值 0、方差 1。"), scalar=functions.selu_scalar, notes={"kink": "a == 0"}),
    Operation("celu",       ("celu",),         ONE, functions.celu,       ("where(a < 0, g exp(below_zero(a) / alpha), g)",),    r"\operatorname{{celu}}\left({a}\right)", broadcast, "F.celu(a, alpha=alpha)",                "function",
              text("a where it is positive, else alpha (exp(a / alpha) - 1): smooth for every alpha.", "a 为正时取 a，否则取 alpha (exp(a / alpha) - 1)，对任何 alpha 都光滑。"),
              scalar=functions.celu_scalar, parameters=(Parameter("alpha", "number", 1.0),)),
    Operation("clamp",      ("clamp", "clip"), ONE, functions.clamp,      ("where((a >= low) (a <= high), g, 0)",),   r"\operatorname{{clamp}}\left({a}, {low}, {high}\right)", broadcast, "torch.clamp(a, min=low, max=high)", "function",
              text("a held between two bounds; at a bound the gradient still passes.", "把 a 限制在两个界之间；恰在界上时梯度仍然通过。"),
              scalar=functions.clamp_scalar, parameters=(Parameter("low", "number", -math.inf), Parameter("high", "number", math.inf)), notes={"kink": "(a == low) + (a == high)"}),
    Operation("hardtanh",   ("hardtanh",),     ONE, functions.hardtanh,   ("where((a <= low) + (a >= high), 0, g)",), r"\operatorname{{hardtanh}}\left({a}\right)", broadcast, "F.hardtanh(a, min_val=low, max_val=high)", "function",
              text("a held between -1 and 1 (or two other bounds); at a bound the slope is taken as 0.", "把 a 限制在 -1 与 1（或另外两个界）之间，恰在界上时斜率取 0。"),
              scalar=functions.hardtanh_scalar, parameters=(Parameter("low", "number", -1.0), Parameter("high", "number", 1.0)), notes={"kink": "(a == low) + (a == high)"}),
    Operation("relu6",      ("relu6", "ReLU6"), ONE, functions.relu6,     ("where((a <= 0) + (a >= 6), 0, g)",),      r"\operatorname{{relu6}}\left({a}\right)", broadcast, "F.relu6(a)",                            "function",
              text("a held between 0 and 6; at a bound the slope is taken as 0.", "把 a 限制在 0 与 6 之间，恰在界上时斜率取 0。"), scalar=functions.relu6_scalar, notes={"kink": "(a == 0) + (a == 6)"}),
    Operation("hardsigmoid", ("hardsigmoid", "hard_sigmoid"), ONE, functions.hardsigmoid, ("where((a <= -3) + (a >= 3), 0, g / 6)",), r"\operatorname{{hardsigmoid}}\left({a}\right)", broadcast, "torch.div(F.relu6(torch.add(a, 3)), 6)", "function",
              text("A sigmoid of three straight lines: 0 up to -3, 1 from 3, a / 6 + 1 / 2 between.", "由三段直线组成的 sigmoid：-3 以下取 0，3 以上取 1，中间取 a / 6 + 1 / 2。"), scalar=functions.hardsigmoid_scalar, notes={"kink": "abs(a) == 3"}),
    Operation("hardswish",  ("hardswish", "hard_swish"), ONE, functions.hardswish, ("where(a <= -3, 0, where(a < 3, g (a / 3 + 1 / 2), g))",), r"\operatorname{{hardswish}}\left({a}\right)", broadcast, "F.hardswish(a)", "function",
              text("a times hardsigmoid(a), a cheap silu.", "a 乘以 hardsigmoid(a)，是计算量很小的 silu。"), scalar=functions.hardswish_scalar, notes={"kink": "abs(a) == 3"}),
    Operation("softsign",   ("softsign",),     ONE, functions.softsign,   ("(g - g abs(y)) / (1 + abs(a))",),                     r"\operatorname{{softsign}}\left({a}\right)", broadcast, "F.softsign(a)",                         "function",
              text("a / (1 + |a|), from -1 to 1, which approaches them slowly.", "a / (1 + |a|)，取值 -1 到 1，趋近得很慢。"), scalar=functions.softsign_scalar),
    Operation("softplus",   ("softplus",),     ONE, functions.softplus,   ("where(a > 20, g, g sigmoid(a))",),        r"\operatorname{{softplus}}\left({a}\right)", broadcast, "F.softplus(a)",                         "function",
              text("The smooth relu log(1 + exp(a)); its slope is sigmoid(a).", "平滑的 relu，即 log(1 + exp(a))，斜率为 sigmoid(a)。"), scalar=functions.softplus_scalar),
    Operation("log_sigmoid", ("log_sigmoid", "logsigmoid"), ONE, functions.log_sigmoid, ("g sigmoid(-a)",),            r"\operatorname{{log\_sigmoid}}\left({a}\right)", broadcast, "F.logsigmoid(a)",                       "function",
              text("The logarithm of sigmoid(a), computed without overflow.", "sigmoid(a) 的对数，计算时不会溢出。"), scalar=functions.log_sigmoid_scalar),
    Operation("mish",       ("mish",),         ONE, functions.mish,       ("g (tanh(softplus(a)) + a sigmoid(a) (1 - tanh(softplus(a))^2))",), r"\operatorname{{mish}}\left({a}\right)", broadcast, "F.mish(a)",                             "function",
              text("a times tanh(softplus(a)).", "a 乘以 tanh(softplus(a))。"), scalar=functions.mish_scalar),
    Operation("silu",       ("silu", "swish"), ONE, functions.silu,       ("g sigmoid(a) (1 + a (1 - sigmoid(a)))",), r"\operatorname{{silu}}\left({a}\right)", broadcast, "F.silu(a)",                             "function",
              text("a times sigmoid(a), also called swish.", "a 乘以 sigmoid(a)，也叫 swish。"), scalar=functions.silu_scalar),
    Operation("gelu",       ("gelu",),         ONE, functions.gelu,       ("g ((1 + erf(a / sqrt(2))) / 2 + a exp(-a^2 / 2) / sqrt(2 π))",), r"\operatorname{{gelu}}\left({a}\right)", broadcast, "F.gelu(a)",                             "function",
              text("a times the probability that a standard normal number is below a.", "a 乘以标准正态变量小于 a 的概率。"), scalar=functions.gelu_scalar),
    Operation("erf",        ("erf",),          ONE, functions.erf,        ("2 / sqrt(π) exp(-a^2) g",),               r"\operatorname{{erf}}\left({a}\right)", broadcast, "torch.erf(a)",                          "function",
              text("The error function, from -1 to 1.", "误差函数，取值 -1 到 1。"), scalar=math.erf),
    # ── choosing and comparing ────────────────────────────────────────────────────────────────────────────────────────
    Operation("maximum", ("max",),    TWO,   np.maximum,            ("where(a == b, g / 2, where(a < b, 0, g))", "where(a == b, g / 2, where(a > b, 0, g))"), r"\max\left({a}, {b}\right)", broadcast, "torch.maximum(a, b)",         "route",
              text("The larger of a and b receives the gradient; a tie halves it.", "a 与 b 中的较大者，梯度只传给它；相等时各得一半。"), scalar=choices.maximum_scalar, notes={"tie": "a == b"}),
    Operation("minimum", ("min",),    TWO,   np.minimum,            ("where(a == b, g / 2, where(a > b, 0, g))", "where(a == b, g / 2, where(a < b, 0, g))"), r"\min\left({a}, {b}\right)", broadcast, "torch.minimum(a, b)",         "route",
              text("The smaller of a and b receives the gradient; a tie halves it.", "a 与 b 中的较小者，梯度只传给它；相等时各得一半。"),
              scalar=choices.minimum_scalar, notes={"tie": "a == b"}),
    Operation("where",   ("where",),  THREE, choices.where,         (None, "where(a, g, 0)", "where(a, 0, g)"), r"\begin{{cases}} {b} & {a} \\ {c} & \end{{cases}}", broadcast, "torch.where(a.bool(), b, c)", "route",
              text("b where a is not 0, else c; the chosen one receives the gradient.", "a 非 0 时取 b，否则取 c；梯度只传给被选中者。"), scalar=choices.where_scalar, chooses=True),
    Operation("lt",      ("<",),      TWO,   choices.less,          (None,),                                    "{a} < {b}",                  broadcast, "torch.lt(a, b).double()",     "compare",
              text("1 where a is less than b, else 0.", "a 小于 b 时为 1，否则为 0。"), scalar=choices.less_scalar, binding=(5, 6)),
    Operation("gt",      (">",),      TWO,   choices.greater,       (None,),                                    "{a} > {b}",                  broadcast, "torch.gt(a, b).double()",     "compare",
              text("1 where a is greater than b, else 0.", "a 大于 b 时为 1，否则为 0。"), scalar=choices.greater_scalar, binding=(5, 6)),
    Operation("le",      ("<=", "≤"), TWO,   choices.less_equal,    (None,),                                    r"{a} \le {b}",               broadcast, "torch.le(a, b).double()",     "compare",
              text("1 where a is at most b, else 0.", "a 小于或等于 b 时为 1，否则为 0。"), scalar=choices.less_equal_scalar, binding=(5, 6)),
    Operation("ge",      (">=", "≥"), TWO,   choices.greater_equal, (None,),                                    r"{a} \ge {b}",               broadcast, "torch.ge(a, b).double()",     "compare",
              text("1 where a is at least b, else 0.", "a 大于或等于 b 时为 1，否则为 0。"), scalar=choices.greater_equal_scalar, binding=(5, 6)),
    Operation("eq",      ("==",),     TWO,   choices.equal,         (None,),                                    "{a} = {b}",                  broadcast, "torch.eq(a, b).double()",     "compare",
              text("1 where a equals b, else 0.", "a 等于 b 时为 1，否则为 0。"), scalar=choices.equal_scalar, binding=(5, 6)),
    Operation("ne",      ("!=", "≠"), TWO,   choices.not_equal,     (None,),                                    r"{a} \ne {b}",               broadcast, "torch.ne(a, b).double()",     "compare",
              text("1 where a differs from b, else 0.", "a 不等于 b 时为 1，否则为 0。"), scalar=choices.not_equal_scalar, binding=(5, 6)),
    # ── reductions: over all numbers, or along one dimension ──────────────────────────────────────────────────────────
    Operation("sum",         ("sum",),                 ONE, reductions.total,       ("spread(g, a, dim, keepdim)",),              r"\operatorname{{sum}}\left({a}\right)", reduced,      "torch.sum(a, dim=dim, keepdim=keepdim)",  "reduce",
              text("The sum of all numbers, or along one dimension.", "所有元素之和，或沿某一维求和。"),
              scalar=reductions.same_scalar, parameters=DIM, assumed=VECTORS, notes={"overflow": OVERFLOW_ALL}),
    Operation("mean",        ("mean",),                ONE, reductions.mean,        ("spread(g, a, dim, keepdim) / count(a, dim)",), r"\operatorname{{mean}}\left({a}\right)", reduced,      "torch.mean(a, dim=dim, keepdim=keepdim)", "reduce",
              text("The average of all numbers, or along one dimension.", "所有元素的平均值，或沿某一维求平均。"), scalar=reductions.same_scalar, parameters=DIM, assumed=VECTORS),
    Operation("var",         ("var",),                 ONE, reductions.var,      ("spread(2 g, a, dim, keepdim) * (a - spread(mean(a, dim, keepdim), a, dim, keepdim)) / (count(a, dim) - correction)",), r"\operatorname{{var}}\left({a}\right)", varied, "torch.var(a, dim=dim, correction=correction, keepdim=keepdim)", "reduce",
              text("The variance: squared distances from the mean, added up and divided by their number less the correction (1).", "方差：与均值之差的平方和，除以个数减去修正数（默认 1）。"),
              parameters=(*DIM, CORRECTION), assumed=VECTORS, notes={"domain": "y != y", "overflow": OVERFLOW_ALL}),
    Operation("std",         ("std",),                 ONE, reductions.std,      ("spread(where(y == 0, 0, g / where(y == 0, 1, y)), a, dim, keepdim) * (a - spread(mean(a, dim, keepdim), a, dim, keepdim)) / (count(a, dim) - correction)",), r"\operatorname{{std}}\left({a}\right)", varied, "torch.std(a, dim=dim, correction=correction, keepdim=keepdim)", "reduce",
              text("The standard deviation, the square root of the variance.", "标准差，即方差的平方根。"),
              parameters=(*DIM, CORRECTION), assumed=VECTORS, notes={"kink": "y == 0", "domain": "y != y", "overflow": OVERFLOW_ALL}),
    Operation("prod",        ("prod",),                ONE, reductions.product,  ("spread(g, a, dim, keepdim) * others(a, dim)",), r"\operatorname{{prod}}\left({a}\right)", reduced,      "torch.prod(a, dim=dim, keepdim=keepdim)", "reduce",
              text("The product of all numbers, or along one dimension.", "所有元素之积，或沿某一维求积。"),
              scalar=reductions.same_scalar, parameters=DIM, assumed=VECTORS, notes={"overflow": OVERFLOW_ALL}),
    Operation("norm",        ("norm", "‖ ‖", "|| ||"), ONE, reductions.norm,     ("spread(g, a, dim, keepdim) * where(spread(y, a, dim, keepdim) == 0, 0, a / spread(y, a, dim, keepdim))",), r"\left\lVert {a} \right\rVert",         normed,       "torch.linalg.vector_norm(a, dim=dim, keepdim=keepdim)", "reduce",
              text("The Euclidean length: the root of the sum of squares; with p the p-norm.", "欧几里得长度，即平方和的平方根；给出 p 时为 p 范数。"),
              scalar=reductions.norm_scalar, parameters=P, assumed=VECTORS, variant=norm_variant, notes={"kink": "y == 0", "overflow": OVERFLOW_ALL}),
    Operation("norm_1",      (),                       ONE, reductions.norm_1,   ("spread(g, a, dim, keepdim) * sign(a)",), r"\left\lVert {a} \right\rVert_1",        normed,       "torch.linalg.vector_norm(a, ord=1, dim=dim, keepdim=keepdim)", "reduce",
              text("The sum of the sizes of all numbers.", "所有元素绝对值之和。"), parameters=P_1, assumed=VECTORS, variant=norm_variant, notes={"kink": "min(abs(a)) == 0", "overflow": OVERFLOW_ALL}, public=False),
    Operation("norm_p",      (),                       ONE, reductions.norm_p,   ("where(a == 0, 0, sign(a) abs(a)^(p - 1) * spread(where(y == 0, 0, g / where(y == 0, 1, y)^(p - 1)), a, dim, keepdim))",), r"\left\lVert {a} \right\rVert_{{{p}}}",        normed,       "torch.linalg.vector_norm(a, ord=p, dim=dim, keepdim=keepdim)", "reduce",
              text("The p-th root of the sum of the p-th powers of all sizes.", "所有元素绝对值的 p 次幂之和的 p 次方根。"), parameters=P, assumed=VECTORS, variant=norm_variant, notes={"kink": "(y == 0) + (p < 2) (min(abs(a)) == 0)", "overflow": OVERFLOW_ALL}, public=False),
    Operation("max",         ("max",),                 ONE, reductions.largest,     ("spread(g, a, dim, keepdim) * shares(a, y, dim, keepdim)",), r"\max\left({a}\right)",                 chosen,       "torch.amax(a, dim=dim, keepdim=keepdim)", "route",
              text("The largest number, of all or along one dimension; those that tie share the gradient evenly, as in torch.amax.", "所有元素或沿某一维的最大值；并列者平分梯度，与 torch.amax 相同。"),
              scalar=reductions.same_scalar, parameters=DIM, assumed=VECTORS, notes={"tie": TIE}),
    Operation("min",         ("min",),                 ONE, reductions.smallest,    ("spread(g, a, dim, keepdim) * shares(a, y, dim, keepdim)",), r"\min\left({a}\right)",                 chosen,       "torch.amin(a, dim=dim, keepdim=keepdim)", "route",
              text("The smallest number, of all or along one dimension; those that tie share the gradient evenly, as in torch.amin.", "所有元素或沿某一维的最小值；并列者平分梯度，与 torch.amin 相同。"),
              scalar=reductions.same_scalar, parameters=DIM, assumed=VECTORS, notes={"tie": TIE}),
    Operation("logsumexp",   ("logsumexp",),           ONE, reductions.logsumexp,   ("spread(g, a, dim, keepdim) * exp(a - spread(y, a, dim, keepdim))",), r"\operatorname{{logsumexp}}\left({a}\right)", chosen_along, "torch.logsumexp(a, dim=dim, keepdim=keepdim)", "reduce",
              text("The logarithm of the sum of exp(a) along a dimension, a smooth maximum.", "沿某一维的 exp(a) 之和的对数，是平滑的最大值。"), parameters=LAST_KEEP, assumed=VECTORS),
    Operation("softmax",     ("softmax",),             ONE, reductions.softmax,     ("y (g - sum(g y, dim=dim, keepdim=1))",),    r"\operatorname{{softmax}}\left({a}\right)", along,        "torch.softmax(a, dim=dim)",               "function",
              text("exp(a) divided by its sum along a dimension: probabilities.", "exp(a) 除以其沿某一维的和，得到概率。"), parameters=LAST, assumed=VECTORS),
    Operation("softmin",     ("softmin",),             ONE, reductions.softmin,     ("y (sum(g y, dim=dim, keepdim=1) - g)",),    r"\operatorname{{softmin}}\left({a}\right)", along,        "F.softmin(a, dim=dim)",                   "function",
              text("The softmax of -a: the smallest number gets the most.", "-a 的 softmax，最小的数权重最大。"), parameters=LAST, assumed=VECTORS),
    Operation("log_softmax", ("log_softmax",),         ONE, reductions.log_softmax, ("g - exp(y) * sum(g, dim=dim, keepdim=1)",), r"\operatorname{{log\_softmax}}\left({a}\right)", along,        "torch.log_softmax(a, dim=dim)",           "function",
              text("The logarithm of softmax, computed without overflow.", "softmax 的对数，计算时不会溢出。"), parameters=LAST, assumed=VECTORS),
    Operation("cumsum",      ("cumsum",),              ONE, reductions.cumsum,   ("flip(cumsum(flip(g, dim), dim), dim)",),    r"\operatorname{{cumsum}}\left({a}\right)", kept_along,   "torch.cumsum(a, dim=dim)",                "reduce",
              text("Running sums along a dimension: each number plus all before it.", "沿某一维的累积和：每个数加上它前面的所有数。"), parameters=AXIS, assumed=VECTORS),
    # ── matrices and vectors ──────────────────────────────────────────────────────────────────────────────────────────
    Operation("matmul",           ("@",),              TWO, np.matmul,         ("g @ b^T", "a^T @ g"),     r"{a} \, {b}",                          matrix_product, "torch.matmul(a, b)",  "matrix",
              text("The matrix product, rows times columns.", "矩阵乘积，行乘以列。"), binding=(20, 21), variant=matmul_variant, assumed=((2, 2), (2,)), said=text("the matrix product of {a} and {b}", "{a} 与 {b} 的矩阵乘积")),
    Operation("matrix_vector",    ("@",),              TWO, np.matmul,         ("outer(g, b)", "a^T @ g"), r"{a} \, {b}",                          matrix_product, "torch.mv(a, b)",      "matrix",
              text("A matrix times a vector.", "矩阵乘以向量。"), binding=(20, 21), variant=matmul_variant, public=False, said=text("the matrix product of {a} and {b}", "{a} 与 {b} 的矩阵乘积")),
    Operation("vector_matrix",    ("@",),              TWO, np.matmul,         ("b @ g", "outer(a, g)"),   r"{a}^\top {b}",                        matrix_product, "torch.matmul(a, b)",  "matrix",
              text("A vector times a matrix.", "向量乘以矩阵。"), binding=(20, 21), variant=matmul_variant, public=False, said=text("the matrix product of {a} and {b}", "{a} 与 {b} 的矩阵乘积")),
    Operation("matrices_vector",  ("@",),              TWO, np.matmul,         ("unsqueeze(g, -1) b", "unsqueeze(g, -1) a"), r"{a} \, {b}",                 matrix_product, "torch.matmul(a, b)",  "matrix",
              text("Each matrix of a batch times one vector.", "批次中的每个矩阵乘以同一个向量。"), binding=(20, 21), variant=matmul_variant, assumed=((2, 3, 2), (2,)), public=False, said=text("the matrix product of {a} and {b}", "{a} 与 {b} 的矩阵乘积")),
    Operation("vector_matrices",  ("@",),              TWO, np.matmul,         ("sum(b unsqueeze(g, -2), -1)", "unsqueeze(a, -1) unsqueeze(g, -2)"), r"{a}^\top {b}", matrix_product, "torch.matmul(a, b)", "matrix",
              text("A vector times each matrix of a batch.", "一个向量乘以批次中的每个矩阵。"), binding=(20, 21), variant=matmul_variant, assumed=((2,), (3, 2, 2)), public=False, said=text("the matrix product of {a} and {b}", "{a} 与 {b} 的矩阵乘积")),
    Operation("dot",              ("dot",),            TWO, np.dot,            ("g b", "g a"),             r"\left\langle {a}, {b} \right\rangle", inner_product,  "torch.dot(a, b)",     "multiply",
              text("The inner product of two vectors.", "两个向量的内积。"), assumed=((3,), (3,))),
    Operation("outer",            ("outer",),          TWO, matrices.outer,     ("g @ b", "a @ g"),         r"{a} \, {b}^\top",                     outer_product,  "torch.outer(a, b)",   "matrix",
              text("Each entry of a vector times each of another.", "一个向量的每个元素乘以另一个向量的每个元素。"), assumed=((2,), (3,))),
    Operation("transpose",        ("transpose", "^T"), ONE, matrices.transpose, ("g^T",),                   r"{a}^\top",                            transposed,     "a.transpose(-1, -2)", "shape",
              text("The last two dimensions swapped; a vector stays as it is.", "交换最后两维；向量保持不变。"), binding=(40, None), variant=transpose_variant, assumed=((2, 3),)),
    Operation("transpose_vector", ("^T",),             ONE, arrangements.same,      ("g",),                     r"{a}^\top",                            broadcast,      "a",                   "shape",
              text("A vector or a scalar, which is its own transpose here.", "向量或标量，在这里转置就是自身。"), scalar=operator.pos, binding=(40, None), public=False),
    Operation("trace",            ("trace", "tr"),     ONE, np.trace,          ("g eye_like(a)",),         r"\operatorname{{tr}}\left({a}\right)", traced,         "torch.trace(a)",      "reduce",
              text("The sum of the diagonal of a matrix.", "矩阵对角线元素之和。"), assumed=((2, 2),)),
    Operation("det",              ("det",),            ONE, matrices.determinant, ("g cofactors(a)",),     r"\det\left({a}\right)",                determined,     "torch.linalg.det(a)", "function",
              text("The determinant of a square matrix; its gradient holds the cofactors.", "方阵的行列式，其梯度由余子式组成。"), assumed=((2, 2),)),
    Operation("inverse",          ("inverse", "inv"),  ONE, matrices.inverse,  ("-(y^T @ g @ y^T)",),      r"{a}^{{-1}}",                          square,         "torch.linalg.inv(a)", "function",
              text("The inverse of a square matrix, or of each one of a batch.", "方阵（或批次中每个方阵）的逆矩阵。"), assumed=((2, 2),), variant=inverse_variant, notes={"domain": "max(y != y)"}),
    Operation("einsum",           ("einsum",),         (1, 2), matrices.einsum, ("einsum_to_first(b, g, a, equation=equation)", "einsum_to_second(a, g, b, equation=equation)"), r"\operatorname{{einsum}}_{{{equation}}}\left({operands}\right)", summed_products, "torch.einsum(equation, a, b)", "function",
              text("Products summed over the indices that the result lacks: \"ij,jk->ik\" is the matrix product.", "对结果中没有的下标求和的乘积：\"ij,jk->ik\" 就是矩阵乘积。"), parameters=EQUATION, variant=einsum_variant),
    Operation("einsum_of_one",    (),                  ONE, matrices.einsum,   ("einsum_to_only(g, a, equation=equation)",), r"\operatorname{{einsum}}_{{{equation}}}\left({a}\right)", summed_products, "torch.einsum(equation, a)", "function",
              text("One tensor with its indices in another order, or summed over some of them.", "改变一个张量的下标顺序，或对其中一些求和。"), parameters=EQUATION, variant=einsum_variant, public=False),
    # ── the same numbers elsewhere ────────────────────────────────────────────────────────────────────────────────────
    Operation("reshape",  ("reshape",), ONE,  arrangements.reshape, ("reshape_as(g, a)",),                    r"\operatorname{{reshape}}\left({a}\right)", reshaped,     "torch.reshape(a, shape)",      "shape",
              text("The same numbers, row by row, in another shape.", "按行顺序把同样的元素放入另一个形状。"), parameters=(Parameter("shape", "wholes"),)),
    Operation("concat",   ("concat",),  MANY, arrangements.concat,  ("part(g, operands, place=k, dim=dim)",), r"\operatorname{{concat}}\left({operands}\right)", concatenated, "torch.cat(operands, dim=dim)", "shape",
              text("Tensors joined along a dimension.", "沿某一维拼接张量。"), parameters=(Parameter("dim", "whole", 0),), assumed=VECTORS * 8),
    Operation("repeat",   ("repeat",),  ONE,  arrangements.repeat,    ("copies_summed(g, a, sizes=sizes)",), r"\operatorname{{repeat}}\left({a}\right)", repeated,  "a.repeat(sizes)",           "shape",
              text("The tensor side by side with itself, so many times in each dimension.", "把张量在各维上重复排列若干次。"), parameters=(Parameter("sizes", "wholes"),), assumed=VECTORS),
    Operation("squeeze",  ("squeeze",), ONE,  arrangements.squeeze,   ("reshape_as(g, a)",),     r"\operatorname{{squeeze}}\left({a}\right)",   squeezed,   "torch.squeeze(a, dim=dim)",   "shape",
              text("Without a dimension whose size is 1.", "去掉大小为 1 的一维。"), parameters=AXIS),
    Operation("unsqueeze", ("unsqueeze",), ONE, arrangements.unsqueeze, ("reshape_as(g, a)",),   r"\operatorname{{unsqueeze}}\left({a}\right)", unsqueezed, "torch.unsqueeze(a, dim=dim)", "shape",
              text("With a new dimension of size 1.", "新增大小为 1 的一维。"), parameters=AXIS),
    Operation("permute",  ("permute",), ONE,  arrangements.permute,   ("permute_back(g, dims=dims)",), r"\operatorname{{permute}}\left({a}\right)", permuted, "torch.permute(a, dims)",     "shape",
              text("The dimensions in another order.", "调换各维的顺序。"), parameters=DIMS),
    Operation("flip",     ("flip",),    ONE,  arrangements.flip,      ("flip(g, dim)",),         r"\operatorname{{flip}}\left({a}\right)",      kept_along, "a.flip(dim)",                 "shape",
              text("Last first along a dimension.", "沿某一维前后颠倒。"), parameters=AXIS, assumed=VECTORS),
    Operation("roll",     ("roll",),    ONE,  arrangements.roll,      ("flip(roll(flip(g, dim), shift=shift, dim=dim), dim)",), r"\operatorname{{roll}}\left({a}\right)", rolled, "torch.roll(a, shift, dim)", "shape",
              text("Moved along a dimension; what falls off the end comes in at the start.", "沿某一维平移，移出末端的回到开头。"), parameters=(Parameter("shift", "whole"), Parameter("dim", "whole")), assumed=VECTORS),
    Operation("triu",     ("triu",),    ONE,  arrangements.triu,      ("triu(g, diagonal)",),    r"\operatorname{{triu}}\left({a}\right)",      triangular, "torch.triu(a, diagonal=diagonal)", "shape",
              text("The upper triangle of a matrix, zeros elsewhere.", "矩阵的上三角部分，其余为 0。"), parameters=DIAGONAL, assumed=((2, 2),)),
    Operation("tril",     ("tril",),    ONE,  arrangements.tril,      ("tril(g, diagonal)",),    r"\operatorname{{tril}}\left({a}\right)",      triangular, "torch.tril(a, diagonal=diagonal)", "shape",
              text("The lower triangle of a matrix, zeros elsewhere.", "矩阵的下三角部分，其余为 0。"), parameters=DIAGONAL, assumed=((2, 2),)),
    Operation("stack",    ("stack",),   MANY, arrangements.stack,   ("index(g, k)",),                         r"\left[ {operands} \right]", stacked,      "torch.stack(operands)",        "shape",
              text("Tensors of one shape side by side in a new first dimension.", "把形状相同的张量排成新的第一维。")),
    Operation("index",    ("index",),   ONE,  arrangements.index,   ("scatter(g, a, index)",),                "{a}_{{{index}}}",            indexed,      "a[index]",                     "shape",
              text("One entry or one row, counted from 0.", "取一个元素或一行，从 0 开始计数。"), parameters=(Parameter("index", "index"),), assumed=VECTORS),
    Operation("identity", (),           ONE,  arrangements.same,    ("g",),                                   "{a}",                        broadcast,    "a",                            "add",
              text("The value itself, under another name.", "值本身，只是换了名字。"), scalar=operator.pos, public=False, said=text("{a} under another name", "{a}，只是换了个名字")),
    # ── layers of neural networks ─────────────────────────────────────────────────────────────────────────────────────
    Operation("layer_norm",        ("layer_norm", "layernorm"), (1, 3), networks.layer_norm, ("(g - mean(g, -1, 1) - y mean(g y, -1, 1)) / sqrt(var(a, -1, 1, 0) + eps)",), r"\operatorname{{layer\_norm}}\left({operands}\right)", normalised, "F.layer_norm(a, a.shape[-1:], eps=eps)", "function",
              text("Each row with mean 0 and variance 1; then times a scale, plus a shift, where they are given.", "把每一行化为均值 0、方差 1；若给出缩放与平移，再乘以前者加上后者。"), parameters=EPS, variant=layer_norm_variant, assumed=VECTORS * 3),
    Operation("layer_norm_scaled", (), TWO, networks.layer_norm_scaled, ("(g b - mean(g b, -1, 1) - layer_norm(a, eps=eps) mean(g y, -1, 1)) / sqrt(var(a, -1, 1, 0) + eps)", "g layer_norm(a, eps=eps)"), r"\operatorname{{layer\_norm}}\left({operands}\right)", normalised, "F.layer_norm(a, a.shape[-1:], b, eps=eps)", "function",
              text("Each row with mean 0 and variance 1, times a scale.", "把每一行化为均值 0、方差 1，再乘以缩放。"), parameters=EPS, variant=layer_norm_variant, public=False),
    Operation("layer_norm_affine", (), THREE, networks.layer_norm_affine, ("(g b - mean(g b, -1, 1) - layer_norm(a, eps=eps) mean(g b layer_norm(a, eps=eps), -1, 1)) / sqrt(var(a, -1, 1, 0) + eps)", "g layer_norm(a, eps=eps)", "g"), r"\operatorname{{layer\_norm}}\left({operands}\right)", normalised, "F.layer_norm(a, a.shape[-1:], b, c, eps=eps)", "function",
              text("Each row with mean 0 and variance 1, times a scale, plus a shift.", "把每一行化为均值 0、方差 1，再乘以缩放加上平移。"), parameters=EPS, variant=layer_norm_variant, public=False),
    Operation("batch_norm",        ("batch_norm", "batchnorm"), (1, 3), networks.batch_norm, ("(g - channel_mean(g) - y channel_mean(g y)) / sqrt(channel_mean((a - channel_mean(a))^2) + eps)",), r"\operatorname{{batch\_norm}}\left({operands}\right)", normalised_channels, "F.batch_norm(a, None, None, training=True, eps=eps)", "function",
              text("Each channel with mean 0 and variance 1 over the batch; then times a scale, plus a shift, where they are given.", "在批次上把每个通道化为均值 0、方差 1；若给出缩放与平移，再乘以前者加上后者。"), parameters=EPS, variant=batch_norm_variant, assumed=((3, 2), (2,), (2,))),
    Operation("batch_norm_affine", (), THREE, networks.batch_norm_affine, ("channels(b, a, 1) (g - channel_mean(g) - batch_norm(a, eps=eps) channel_mean(g batch_norm(a, eps=eps))) / sqrt(channel_mean((a - channel_mean(a))^2) + eps)", "channel_sum(g batch_norm(a, eps=eps), 1)", "channel_sum(g, 1)"), r"\operatorname{{batch\_norm}}\left({operands}\right)", normalised_channels, "F.batch_norm(a, None, None, b, c, training=True, eps=eps)", "function",
              text("Each channel with mean 0 and variance 1 over the batch, times a scale, plus a shift.", "在批次上把每个通道化为均值 0、方差 1，再乘以缩放加上平移。"), parameters=EPS, variant=batch_norm_variant, assumed=((3, 2), (2,), (2,)), public=False),
    Operation("attention",         ("attention", "scaled_dot_product_attention"), (3, 4), networks.attention,
              ("(attention_weights(a, b) * (g @ c^T - sum(g y, -1, 1))) @ b / sqrt(count(a, -1))", "(attention_weights(a, b) * (g @ c^T - sum(g y, -1, 1)))^T @ a / sqrt(count(a, -1))", "attention_weights(a, b)^T @ g"), r"\operatorname{{attention}}\left({operands}\right)", attended, "F.scaled_dot_product_attention(a, b, c)", "function",
              text("softmax(a bᵀ / √k) c: each query a takes the values c whose keys b are like it; a mask of ones and zeros may say which.", "softmax(a bᵀ / √k) c：每个查询 a 按与键 b 的相似度取值 c；可用 0/1 掩码限定范围。"), variant=attention_variant, assumed=((2, 2), (3, 2), (3, 2), (2, 3))),
    Operation("masked_attention",  (), (4, 4), networks.masked_attention,
              ("(masked_attention_weights(a, b, d) * (g @ c^T - sum(g y, -1, 1))) @ b / sqrt(count(a, -1))", "(masked_attention_weights(a, b, d) * (g @ c^T - sum(g y, -1, 1)))^T @ a / sqrt(count(a, -1))", "masked_attention_weights(a, b, d)^T @ g", None), r"\operatorname{{attention}}\left({operands}\right)", attended, "F.scaled_dot_product_attention(a, b, c, attn_mask=d.bool())", "function",
              text("The same, each query only with the keys where the mask d is not 0.", "同上，每个查询只看掩码 d 不为 0 处的键。"), variant=attention_variant, assumed=((2, 2), (3, 2), (3, 2), (2, 3)), public=False),
    Operation("embedding",         ("embedding",), TWO, networks.embedding, (None, "embedding_back(g, a, b)"), r"{b}_{{{a}}}", looked_up, "F.embedding(a.long(), b)", "shape",
              text("The rows of the table b with the numbers a, counted from 0.", "取表 b 中编号为 a（从 0 开始）的各行。"), notes={"domain": "max(y != y)"}, assumed=((2,), (3, 2))),
    Operation("conv1d",            ("conv1d",), (2, 3), images.convolve, ("convolve_to_input(b, g, a, stride=stride, padding=padding)", "convolve_to_weights(a, g, b, stride=stride, padding=padding)", "channel_sum(g, -2)"), r"\operatorname{{conv1d}}\left({operands}\right)", convolved_1d, "F.conv1d(a, b, c, stride=stride, padding=padding)", "function",
              text("Weights b slide over the signals a, (n, channels, length) or (channels, length), and sum what they cover; a bias c may be added.", "权重 b 在信号 a（(n, 通道, 长度) 或 (通道, 长度)）上滑动并加权求和，可加偏置 c。"), parameters=SLIDE, assumed=((1, 2, 5), (2, 2, 3), (2,))),
    Operation("conv2d",            ("conv2d",), (2, 3), images.convolve, ("convolve_to_input(b, g, a, stride=stride, padding=padding)", "convolve_to_weights(a, g, b, stride=stride, padding=padding)", "channel_sum(g, -3)"), r"\operatorname{{conv2d}}\left({operands}\right)", convolved_2d, "F.conv2d(a, b, c, stride=stride, padding=padding)", "function",
              text("Weights b slide over the images a, (n, channels, height, width) or (channels, height, width), and sum what they cover; a bias c may be added.", "权重 b 在图像 a（(n, 通道, 高, 宽) 或 (通道, 高, 宽)）上滑动并加权求和，可加偏置 c。"), parameters=SLIDE, assumed=((1, 1, 4, 4), (2, 1, 2, 2), (2,))),
    Operation("max_pool1d",        ("max_pool1d",), ONE, partial(images.max_pool, rank=1), ("unpool(g, a, 1, kernel_size, stride, padding)",), r"\operatorname{{max\_pool1d}}\left({a}\right)", pooled_1d, "F.max_pool1d(a, kernel_size=kernel_size, stride=stride, padding=padding)", "route",
              text("The largest number of each window over signals; it alone receives the gradient.", "信号上每个窗口的最大值，梯度只传给它。"), parameters=WINDOW, assumed=((1, 2, 6),)),
    Operation("max_pool2d",        ("max_pool2d",), ONE, partial(images.max_pool, rank=2), ("unpool(g, a, 2, kernel_size, stride, padding)",), r"\operatorname{{max\_pool2d}}\left({a}\right)", pooled_2d, "F.max_pool2d(a, kernel_size=kernel_size, stride=stride, padding=padding)", "route",
              text("The largest number of each window over images; it alone receives the gradient.", "图像上每个窗口的最大值，梯度只传给它。"), parameters=WINDOW, assumed=((1, 1, 4, 4),)),
    Operation("avg_pool1d",        ("avg_pool1d",), ONE, partial(images.avg_pool, rank=1), ("avg_unpool(g, a, 1, kernel_size, stride, padding)",), r"\operatorname{{avg\_pool1d}}\left({a}\right)", pooled_1d, "F.avg_pool1d(a, kernel_size=kernel_size, stride=stride, padding=padding)", "reduce",
              text("The mean of each window over signals; beyond the edge there are zeros.", "信号上每个窗口的平均值，边界之外按 0 计。"), parameters=WINDOW, assumed=((1, 2, 6),)),
    Operation("avg_pool2d",        ("avg_pool2d",), ONE, partial(images.avg_pool, rank=2), ("avg_unpool(g, a, 2, kernel_size, stride, padding)",), r"\operatorname{{avg\_pool2d}}\left({a}\right)", pooled_2d, "F.avg_pool2d(a, kernel_size=kernel_size, stride=stride, padding=padding)", "reduce",
              text("The mean of each window over images; beyond the edge there are zeros.", "图像上每个窗口的平均值，边界之外按 0 计。"), parameters=WINDOW, assumed=((1, 1, 4, 4),)),
    # ── losses: all give one number ───────────────────────────────────────────────────────────────────────────────────
    Operation("mse",                      ("mse",),           TWO, losses.mse,                      ("2 (a - b) g / count(a - b)", "2 (b - a) g / count(a - b)"), r"\operatorname{{mse}}\left({a}, {b}\right)", compared,             "F.mse_loss(a, b)",             "loss",
              text("The mean of the squared differences.", "差的平方的平均值。"), scalar=losses.mse_scalar, assumed=VECTORS * 2),
    Operation("l1",                       ("l1_loss", "mae"), TWO, losses.l1,                       ("sign(a - b) g / count(a - b)", "sign(b - a) g / count(a - b)"), r"\operatorname{{L1}}\left({a}, {b}\right)", compared,             "F.l1_loss(a, b)",              "loss",
              text("The mean of the distances of a and b.", "a 与 b 之差的绝对值的平均值。"), scalar=losses.l1_scalar, assumed=VECTORS * 2, notes={"kink": "max(a == b)"}),
    Operation("huber",                    ("huber", "huber_loss"), TWO, losses.huber,               ("where(abs(a - b) >= delta, delta sign(a - b), a - b) g / count(a - b)", "where(abs(a - b) >= delta, delta sign(b - a), b - a) g / count(a - b)"), r"\operatorname{{huber}}\left({a}, {b}\right)", compared_to, "F.huber_loss(a, b, delta=delta)", "loss",
              text("Half the squared difference up to a distance of delta, a straight line beyond it; the mean of these.", "差不超过 delta 时取平方的一半，超过时取直线，再求平均。"), scalar=losses.huber_scalar, parameters=(Parameter("delta", "number", 1.0),), assumed=VECTORS * 2),
    Operation("smooth_l1",                ("smooth_l1", "smooth_l1_loss"), TWO, losses.smooth_l1,   ("where(abs(a - b) >= beta, sign(a - b), (a - b) / beta) g / count(a - b)", "where(abs(a - b) >= beta, sign(b - a), (b - a) / beta) g / count(a - b)"), r"\operatorname{{smooth\_L1}}\left({a}, {b}\right)", compared_beyond, "F.smooth_l1_loss(a, b, beta=beta)", "loss",
              text("The Huber loss divided by beta: as the distance of a and b far away, smooth where they meet.", "Huber 损失除以 beta：远处等同于绝对值，相近处光滑。"), scalar=losses.smooth_l1_scalar, parameters=(Parameter("beta", "number", 1.0),), assumed=VECTORS * 2),
    Operation("hinge",                    ("hinge", "hinge_loss"), TWO, losses.hinge,               ("where(a b >= 1, 0, -b) g / count(a b)", "where(a b >= 1, 0, -a) g / count(a b)"), r"\operatorname{{hinge}}\left({a}, {b}\right)", compared, "torch.relu(torch.rsub(torch.mul(a, b), 1)).mean()", "loss",
              text("How far the scores a are from the right side of the labels b, which are 1 or -1: the mean of max(0, 1 - a b).", "得分 a 距离标签 b（取 1 或 -1）正确一侧有多远：max(0, 1 - a b) 的平均值。"), scalar=losses.hinge_scalar, assumed=VECTORS * 2, notes={"kink": "max(a b == 1)"}),
    Operation("kl_div",                   ("kl_div",),        TWO, losses.kl_div,                   ("-b g / count(a - b)", "where(b == 0, b / b - a, log(b) + 1 - a) g / count(a - b)"), r"\operatorname{{KL}}\left({a}, {b}\right)", paired, "F.kl_div(a, b)", "loss",
              text("The mean of b (log b - a): how the probabilities b differ from those whose logarithms are a.", "b (log b - a) 的平均值：概率 b 与对数概率 a 之间的差异。"), scalar=losses.kl_div_scalar, assumed=VECTORS * 2, notes={"domain": "max(b < 0)", "kink": "min(abs(b)) == 0"}),
    Operation("nll",                      ("nll", "nll_loss"), TWO, losses.nll,                     ("-g one_hot(b, a) / rows(a)", None), r"\operatorname{{NLL}}\left({a}, {b}\right)", classified_by_number, "F.nll_loss(a, b.long())", "loss",
              text("The mean of -a at the class numbers b, counted from 0; a holds logarithms of probabilities.", "在类别编号 b（从 0 开始）处 -a 的平均值，a 为对数概率。"), notes={"domain": "(b < 0) + (b >= count(a, -1))"}, assumed=((3,), ())),
    Operation("cross_entropy",            ("cross_entropy",), TWO, losses.cross_entropy,            ("g (softmax(a) * sum(b, dim=-1, keepdim=1) - b) / rows(a)", "-g log_softmax(a) / rows(a)"), r"\operatorname{{CE}}\left({a}, {b}\right)", classified,           "F.cross_entropy(a, b)",        "loss",
              text("How badly the logits a tell the probabilities (or the class numbers) b, the mean over the rows.", "对数几率 a 与概率（或类别编号）b 的交叉熵，对各行取平均。"),
              variant=cross_entropy_variant, assumed=VECTORS * 2),
    Operation("cross_entropy_of_classes", (),                 TWO, losses.cross_entropy_of_classes, ("g (softmax(a) - one_hot(b, a)) / rows(a)", None), r"\operatorname{{CE}}\left({a}, {b}\right)", classified_by_number, "F.cross_entropy(a, b.long())", "loss",
              text("The mean of -log softmax(a) at the class numbers b, counted from 0.", "在类别编号 b（从 0 开始）处 -log softmax(a) 的平均值。"),
              notes={"domain": "(b < 0) + (b >= count(a, -1))"}, public=False),
    Operation("binary_cross_entropy",     ("binary_cross_entropy", "bce"), TWO, losses.binary_cross_entropy,     ("g odds_gap(a, b) / count(a)", "g (log(1 - a) - log(a)) / count(a)"), r"\operatorname{{BCE}}\left({a}, {b}\right)", paired,               "F.binary_cross_entropy(a, b)", "loss",
              text("How badly the probabilities a tell the labels b, both from 0 to 1.", "概率 a 与标签 b 的二元交叉熵，两者都在 0 到 1 之间。"),
              scalar=losses.binary_cross_entropy_scalar, notes={"domain": "(a < 0) + (a > 1) + (b < 0) + (b > 1)"}),
    Operation("binary_cross_entropy_with_logits", ("binary_cross_entropy_with_logits", "bce_with_logits"), TWO, losses.binary_cross_entropy_with_logits, ("g (sigmoid(a) - b) / count(a)", "-g a / count(a)"), r"\operatorname{{BCE}}\left(\sigma({a}), {b}\right)", paired, "F.binary_cross_entropy_with_logits(a, b)", "loss",
              text("The binary cross entropy of sigmoid(a) and the labels b, computed without overflow.", "sigmoid(a) 与标签 b 的二元交叉熵，计算时不会溢出。"), scalar=losses.binary_cross_entropy_with_logits_scalar),
    Operation("cosine_similarity",        ("cosine_similarity",), TWO, losses.cosine_similarity,
              ("unsqueeze(g, dim) (b / max(norm(b, dim=dim, keepdim=1), eps) - where(norm(a, dim=dim, keepdim=1) == 0, 0, a / norm(a, dim=dim, keepdim=1)) unsqueeze(y, dim)) / max(norm(a, dim=dim, keepdim=1), eps)",
               "unsqueeze(g, dim) (a / max(norm(a, dim=dim, keepdim=1), eps) - where(norm(b, dim=dim, keepdim=1) == 0, 0, b / norm(b, dim=dim, keepdim=1)) unsqueeze(y, dim)) / max(norm(b, dim=dim, keepdim=1), eps)"), r"\cos\left({a}, {b}\right)", likened, "F.cosine_similarity(a, b, dim=dim, eps=eps)", "reduce",
              text("The cosine of the angle between vectors: their inner product over their lengths.", "向量夹角的余弦：内积除以两者的长度。"), parameters=(Parameter("dim", "whole", -1), Parameter("eps", "number", 1e-8)), assumed=VECTORS * 2, notes={"kink": "min(norm(a, dim=dim, keepdim=1)) min(norm(b, dim=dim, keepdim=1)) == 0"}),
    # ── new tensors ───────────────────────────────────────────────────────────────────────────────────────────────────
    Operation("randn",    ("randn",),    NONE, creation.randn,    (None,), r"\operatorname{{randn}}\left({shape}\right)", created, "torch.randn(shape, dtype=torch.float64)", "create",
              text("Standard normal random numbers.", "标准正态随机数。"), parameters=SIZES),
    Operation("rand",     ("rand",),     NONE, creation.rand,     (None,), r"\operatorname{{rand}}\left({shape}\right)", created, "torch.rand(shape, dtype=torch.float64)",  "create",
              text("Random numbers spread evenly from 0 to 1.", "0 到 1 之间均匀分布的随机数。"), parameters=SIZES),
    Operation("ones",     ("ones",),     NONE, creation.ones,     (None,), r"\operatorname{{ones}}\left({shape}\right)", created, "torch.ones(shape, dtype=torch.float64)",  "create",
              text("A tensor full of ones.", "全是 1 的张量。"), parameters=SIZES),
    Operation("zeros",    ("zeros",),    NONE, creation.zeros,    (None,), r"\operatorname{{zeros}}\left({shape}\right)", created, "torch.zeros(shape, dtype=torch.float64)", "create",
              text("A tensor full of zeros.", "全是 0 的张量。"), parameters=SIZES),
    Operation("eye",      ("eye",),      NONE, creation.eye,     (None,), r"I_{{{n}}}", squared, "torch.eye(n, dtype=torch.float64)",  "create",
              text("The identity matrix: ones on the diagonal, zeros elsewhere.", "单位矩阵：对角线为 1，其余为 0。"), parameters=(Parameter("n", "whole"),)),
    Operation("arange",   ("arange",),   NONE, creation.arange,   (None,), r"\operatorname{{arange}}\left({start}, {stop}\right)", counted, "torch.arange(start, stop, step, dtype=torch.float64)", "create",
              text("Numbers from start (or 0) by a step (or 1), without the stop.", "从 start（默认 0）起按步长（默认 1）递增的数，不含 stop。"),
              parameters=(Parameter("start", "number"), Parameter("stop", "number", None), Parameter("step", "number", None))),
    Operation("linspace", ("linspace",), NONE, creation.linspace, (None,), r"\operatorname{{linspace}}\left({start}, {stop}, {steps}\right)", spaced,  "torch.linspace(start, stop, steps, dtype=torch.float64)", "create",
              text("Numbers at equal distances from start to stop, both included.", "从 start 到 stop（两端都包含）等间距的数。"),
              parameters=(Parameter("start", "number"), Parameter("stop", "number"), Parameter("steps", "whole"))),
    # ── what only ways back need: documented, but no words of the language ────────────────────────────────────────────
    Operation("over_square", (), TWO,  functions.over_square, ("over_square(g, b)", "-2 g y / b"),        r"\frac{{{a}}}{{{b}^2}}",                broadcast,      "",                           "multiply",
              text("a divided by b twice, so that the square of b need not be within reach.", "a 除以 b 两次，避免 b 的平方超出范围。"), scalar=functions.over_square_scalar, reads="a / b^2", public=False),
    Operation("sum_to",      (), ONE,  reductions.sum_to,      ("spread(g, a)",),                          r"\operatorname{{sum}}\left({a}\right)", summed,         "",                           "reduce",
              text("Undoes a broadcast: sums over the dimensions that were added or stretched.", "撤销广播：对新增或拉伸的维求和。"),
              scalar=reductions.sum_to_scalar, parameters=(Parameter("shape", "wholes"),), public=False),
    Operation("spread",      (), TWO,  reductions.spread,      ("sum(g, dim=dim, keepdim=keepdim)", None), "{a}",                                   respread,       "",                           "reduce",
              text("a, once reduced from the shape of b, over that shape again.", "把由 b 的形状归约得到的 a 重新铺满该形状。"), scalar=reductions.spread_scalar, parameters=DIM, public=False),
    Operation("count",       (), ONE,  reductions.count,       (None,),                                    "n",                                     measured,       "",                           "reduce",
              text("How many numbers there are, in all or along a dimension.", "元素个数，总数或沿某一维。"), scalar=reductions.count_scalar, parameters=(Parameter("dim", "whole"),), public=False),
    Operation("rows",        (), ONE,  reductions.rows,        (None,),                                    "n",                                     rows_counted,   "",                           "reduce",
              text("How many rows the last dimension makes.", "按最后一维计的行数。"), public=False),
    Operation("shares",      (), TWO,  reductions.shares,      (None, None),                               r"\left[ {a} = {b} \right]",             shared,         "",                           "compare",
              text("1 where a equals its extreme b, divided among those that tie; else 0.", "a 等于其最值 b 处为 1（并列者平分），其余为 0。"),
              scalar=reductions.shares_scalar, parameters=DIM, public=False),
    Operation("others",      (), ONE,  reductions.others,      ("others_changed(a, g, dim)",),            r"\prod\nolimits_{{j \ne i}} {a}",       kept,           "",                           "reduce",
              text("For each number the product of all others.", "对每个元素，其余所有元素之积。"), scalar=reductions.others_scalar, parameters=(Parameter("dim", "whole"),), public=False),
    Operation("others_changed", (), TWO, reductions.others_changed, ("", "others_changed(a, g, dim)"), r"\sum\nolimits_{{k \ne i}} {b} \prod\nolimits_{{j \ne i, k}} {a}", paired_along, "",                           "reduce",
              text("How much the products of all others change when a moves by b; its own slope at a is not known here.", "当 a 沿 b 变动时，其余元素之积的变化；此处不给出它对 a 的斜率。"), parameters=(Parameter("dim", "whole"),), public=False),
    Operation("reshape_as",  (), TWO,  arrangements.reshape_as,  ("reshape_as(g, a)", None),                 "{a}",                                   recast,         "torch.reshape(a, b.size())", "shape",
              text("The numbers of a in the shape of b.", "把 a 的元素放入 b 的形状。"), scalar=arrangements.reshape_as_scalar, public=False),
    Operation("permute_back", (), ONE, arrangements.permute_back, ("permute(g, dims=dims)",),           r"\operatorname{{permute}}^{{-1}}\left({a}\right)",                                   permuted_back,  "",                           "shape",
              text("The dimensions in the order that they had before `permute`.", "恢复 permute 之前的各维顺序。"), parameters=DIMS, public=False),
    Operation("copies_summed", (), TWO, arrangements.copies_summed, ("repeat(g, sizes=sizes)", None),   r"\operatorname{{sum}}\left({a}\right)", copies_gathered, "",                          "reduce",
              text("The sum of the copies that `repeat` made of b.", "repeat 对 b 产生的各份副本之和。"), parameters=(Parameter("sizes", "wholes"),), public=False, assumed=((6,), (3,))),
    Operation("scatter",     (), TWO,  arrangements.scatter,     ("g[index]", None),                         r"\operatorname{{scatter}}_{{{index}}}\left({a}\right)",                                   scattered,      "",                           "shape",
              text("Zeros in the shape of b, with a at the index.", "形状同 b 的零张量，在索引处放入 a。"), parameters=(Parameter("index", "index"),), public=False),
    Operation("part",        (), SOME, arrangements.part,        ("embed(g, operands, place=place, dim=dim)", None), r"\operatorname{{part}}_{{{place}}}\left({a}\right)",                                   part_of,        "",                           "shape",
              text("The slice of a where one of its joined parts lies.", "a 中某一拼接部分所在的切片。"), parameters=PLACE, public=False),
    Operation("embed",       (), SOME, arrangements.embed,       ("", None),                                    "{a}",                                   embedded,       "",                           "shape",
              text("Zeros with a in the place of one joined part.", "零张量，在某一拼接部分的位置放入 a。"), parameters=PLACE, public=False),
    Operation("one_hot",     (), TWO,  losses.one_hot,     (None, None),                               r"\operatorname{{one\_hot}}\left({a}\right)", classes_marked, "",                           "compare",
              text("1 at the class number a, else 0, for each row of b.", "对 b 的每一行，在类别编号 a 处为 1，其余为 0。"), public=False),
    Operation("odds_gap",    (), TWO,  losses.odds_gap, ("g (a^2 - 2 a b + b) / (a (1 - a) + 10^-12)^2", "-g / max(a (1 - a), 10^-12)"), r"\frac{{{a} - {b}}}{{{a} (1 - {a})}}", broadcast, "", "function",
              text("a - b divided by a (1 - a), which is kept above 10^-12: the slope of the binary cross entropy, and torch's own slope of it.", "(a - b) 除以 a (1 - a)（下限为 10^-12）：二元交叉熵的斜率，以及 torch 对该斜率的求导。"), reads="(a - b) / (a (1 - a))", public=False),
    Operation("below_zero",  (), ONE,  functions.below_zero, ("where(a < 0, g, 0)",), "{a}", broadcast, "", "function",
              text("a where it is below 0, else 0, so that exp(a) stays within reach where it is not wanted.", "a 小于 0 时取 a，否则取 0，使不需要的 exp(a) 不会溢出。"), scalar=functions.below_zero_scalar, reads="a", public=False),
    Operation("floor_divide", (), TWO, np.floor_divide,        ("0",),                                  r"\left\lfloor \frac{{{a}}}{{{b}}} \right\rfloor", broadcast, "",                           "function",
              text("How often b goes wholly into a.", "a 中含有多少个完整的 b。"), scalar=operator.floordiv, public=False),
    Operation("eye_like",    (), ONE,  matrices.eye_like,      (None,),                                   r"I_{{{a}}}",                                     traced_like,    "",                           "matrix",
              text("The identity matrix of this shape.", "这一形状的单位矩阵。"), assumed=((2, 2),), public=False),
    Operation("cofactors",   (), ONE,  matrices.cofactors,     ("cofactors_changed(a, g)",), r"\operatorname{{cof}}\left({a}\right)", one_square, "",                           "matrix",
              text("The cofactors of a square matrix: its determinant times its inverse, transposed.", "方阵的余子式矩阵：行列式乘以逆矩阵的转置。"), assumed=((2, 2),), reads="det(a) inverse(a)^T", public=False),
    Operation("cofactors_changed", (), TWO, matrices.cofactors_changed, ("", "cofactors_changed(a, g)"), r"\operatorname{{cof}}'_{{{a}}}\left({b}\right)", squares, "", "matrix",
              text("How much the cofactors change when a moves by b, for singular matrices too; its own slope at a is not known here.", "当 a 沿 b 变动时余子式矩阵的变化，奇异矩阵也适用；此处不给出它对 a 的斜率。"), assumed=((2, 2), (2, 2)), public=False),
    Operation("einsum_to_first",  (), THREE, matrices.einsum_to_first,  ("einsum_to_second(g, b, a, equation=equation)", "einsum(g, a, equation=equation)", None), r"\operatorname{{einsum}}^\top_{{{equation}}}\left({a}, {b}\right)", einsummed_to_first, "", "matrix",
              text("What reaches the first operand of einsum.", "einsum 的第一个操作数得到的梯度。"), parameters=EQUATION, public=False),
    Operation("einsum_to_second", (), THREE, matrices.einsum_to_second, ("einsum_to_first(g, b, a, equation=equation)", "einsum(a, g, equation=equation)", None), r"\operatorname{{einsum}}^\top_{{{equation}}}\left({a}, {b}\right)", einsummed_to_second, "", "matrix",
              text("What reaches the second operand of einsum.", "einsum 的第二个操作数得到的梯度。"), parameters=EQUATION, public=False),
    Operation("einsum_to_only",   (), TWO, matrices.einsum_to_only,     ("einsum(g, equation=equation)", None), r"\operatorname{{einsum}}^\top_{{{equation}}}\left({a}\right)", einsummed_to_only, "", "matrix",
              text("What reaches the only operand of einsum.", "einsum 唯一的操作数得到的梯度。"), parameters=EQUATION, public=False),
    Operation("channel_mean", (), ONE, networks.channel_mean,  ("channel_mean(g)",),                      r"\operatorname{{mean}}\left({a}\right)", by_channel,    "",                           "reduce",
              text("At each place the mean over all places of the same channel.", "每个位置取所在通道全部位置的平均值。"), public=False),
    Operation("channel_sum", (), ONE,  networks.channel_sum,   ("channels(g, a, dim)",),                  r"\operatorname{{sum}}\left({a}\right)", channels_summed, "",                           "reduce",
              text("The sum over everything but one dimension.", "对除某一维以外的所有维求和。"), parameters=AXIS, public=False),
    Operation("channels",    (), TWO,  networks.channels,      ("channel_sum(g, dim)", None),             "{a}",                                   channels_spread, "",                           "reduce",
              text("One number for each place in one dimension of b, over all of b.", "把与 b 某一维各位置对应的数铺满 b。"), parameters=AXIS, public=False),
    Operation("attention_weights", (), TWO, networks.attention_weights, ("(y (g - sum(g y, -1, 1))) @ b / sqrt(count(a, -1))", "(y (g - sum(g y, -1, 1)))^T @ a / sqrt(count(a, -1))"), r"\operatorname{{softmax}}\left(\frac{{{a} {b}^\top}}{{\sqrt{{k}}}}\right)", scored, "", "matrix",
              text("How much each query a attends to each key b.", "每个查询 a 对每个键 b 的注意力权重。"), assumed=((2, 2), (3, 2)), public=False),
    Operation("masked_attention_weights", (), THREE, networks.masked_attention_weights, ("(y (g - sum(g y, -1, 1))) @ b / sqrt(count(a, -1))", "(y (g - sum(g y, -1, 1)))^T @ a / sqrt(count(a, -1))", None), r"\operatorname{{softmax}}_{{{c}}}\left(\frac{{{a} {b}^\top}}{{\sqrt{{k}}}}\right)", scored, "", "matrix",
              text("The same where the mask is not 0, and 0 elsewhere.", "同上，仅在掩码不为 0 处，其余为 0。"), assumed=((2, 2), (3, 2), (2, 3)), public=False),
    Operation("embedding_back", (), THREE, networks.embedding_back, ("embedding(b, g)", None, None),      r"\operatorname{{scatter}}\left({a}\right)", looked_back, "",                           "shape",
              text("The rows of a added up at the places b of the table c.", "把 a 的各行累加到表 c 的 b 处。"), assumed=((2, 2), (2,), (3, 2)), public=False),
    Operation("convolve",    (), TWO,  images.convolve,        ("convolve_to_input(b, g, a, stride=stride, padding=padding)", "convolve_to_weights(a, g, b, stride=stride, padding=padding)"), "{a} * {b}", convolved, "", "matrix",
              text("Convolution in as many dimensions as the weights have.", "任意维数的卷积。"), parameters=SLIDE, assumed=((1, 2, 5), (2, 2, 3)), public=False),
    Operation("convolve_to_input", (), THREE, images.convolve_to_input, ("convolve_to_weights(g, b, a, stride=stride, padding=padding)", "convolve(g, a, stride=stride, padding=padding)", None), r"{a} *^\top {b}", convolved_to_input, "", "matrix",
              text("What reaches the input of a convolution from its weights a and its gradient b.", "由卷积的权重 a 与梯度 b 得到输入的梯度。"), parameters=SLIDE, assumed=((2, 2, 3), (1, 2, 3), (1, 2, 5)), public=False),
    Operation("convolve_to_weights", (), THREE, images.convolve_to_weights, ("convolve_to_input(g, b, a, stride=stride, padding=padding)", "convolve(a, g, stride=stride, padding=padding)", None), r"{a} *^\top {b}", convolved_to_weights, "", "matrix",
              text("What reaches the weights of a convolution from its input a and its gradient b.", "由卷积的输入 a 与梯度 b 得到权重的梯度。"), parameters=SLIDE, assumed=((1, 2, 5), (1, 2, 3), (2, 2, 3)), public=False),
    Operation("unpool",      (), TWO,  images.unpool,          ("picked(g, b, rank, kernel_size, stride, padding)", None), r"\operatorname{{unpool}}\left({a}\right)", unpooled, "", "route",
              text("Each number of a at the place of the largest one in its window of b.", "把 a 的每个数放到 b 的对应窗口中最大值所在处。"), parameters=RANK_WINDOW, assumed=((1, 2, 3), (1, 2, 6)), public=False),
    Operation("picked",      (), TWO,  images.picked,          ("unpool(g, b, rank, kernel_size, stride, padding)", None), r"\operatorname{{pool}}\left({a}\right)", picked, "", "route",
              text("The number of a at the place of the largest one in each window of b.", "在 b 的每个窗口最大值所在处取 a 的数。"), parameters=RANK_WINDOW, assumed=((1, 2, 6), (1, 2, 6)), public=False),
    Operation("avg_pool",    (), ONE,  images.avg_pool,        ("avg_unpool(g, a, rank, kernel_size, stride, padding)",), r"\operatorname{{avg\_pool}}\left({a}\right)", pooled, "", "reduce",
              text("The mean of each window.", "每个窗口的平均值。"), parameters=RANK_WINDOW, assumed=((1, 2, 6),), public=False),
    Operation("avg_unpool",  (), TWO,  images.avg_unpool,      ("avg_pool(g, rank, kernel_size, stride, padding)", None), r"\operatorname{{unpool}}\left({a}\right)", unpooled, "", "reduce",
              text("Each number of a spread evenly over its window of b.", "把 a 的每个数平均铺到 b 的对应窗口。"), parameters=RANK_WINDOW, assumed=((1, 2, 3), (1, 2, 6)), public=False),
)
# fmt: on

OPERATIONS: dict[str, Operation] = {row.name: row for row in ROWS}
