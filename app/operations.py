"""THE TABLE: one row is everything that Chainlight knows of one operation.

What the columns mean:

    name        the operation in the API, in CSS and in `engines`; also a spelling wherever it is a word
    spellings   how it is written: words become functions of the language (`tanh`), signs become operators (`+`), two signs
                with a blank between them stand around the operand (`| |`)
    operands    how few and how many operands (None: any number)
    forward     the value, by NumPy, on float64 arrays; the row's parameters arrive as keywords
    back        the way back to each operand, in our own formula language: `a b c` the operands, `y` the result, `g` the
                gradient that arrives, the row's parameters by their names, `k` the operand's own place, `operands` all of
                them. The last text serves all further operands; None: no gradient ever flows there. `where(special,
                value at the special point, usual)` keeps torch's choices at kinks: printers show the usual branch.
                Broadcasting is undone in the walk, never here.
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
from typing import Any, Literal

import numpy as np

from app.kernels import arrangements, choices, creation, functions, losses, matrices, reductions
from app.messages import Text, text
from app.shapes import (
    Shape,
    along,
    broadcast,
    chosen,
    chosen_along,
    classes_marked,
    classified,
    classified_by_number,
    compared,
    concatenated,
    counted,
    created,
    cross_entropy_variant,
    embedded,
    indexed,
    inner_product,
    kept,
    matmul_variant,
    matrix_product,
    measured,
    outer_product,
    paired,
    part_of,
    recast,
    reduced,
    reshaped,
    respread,
    rows_counted,
    scattered,
    shared,
    spaced,
    stacked,
    summed,
    transpose_variant,
    transposed,
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
    accepts: Literal["whole", "wholes", "number", "index", "flag"]
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
    Operation("mul", ("*", "·", "×", "⋅"), TWO, np.multiply,   ("g b", "g a"),                    r"{a} \, {b}",          broadcast, "torch.mul(a, b)", "multiply",
              text("The product of a and b: each receives the gradient times the other.", "a 与 b 的积，两者各得到梯度乘以对方。"),
              scalar=operator.mul, binding=(20, 21), neutral=(1, 1), notes={"overflow": OVERFLOW_2}, said=text("{a} times {b}", "{a} 乘 {b}")),
    Operation("div", ("/", "÷"),           TWO, np.divide,     ("g / b", "-g over_square(a, b)"), r"\frac{{{a}}}{{{b}}}", broadcast, "torch.div(a, b)", "multiply",
              text("The quotient a divided by b.", "a 除以 b 的商。"),
              scalar=operator.truediv, binding=(20, 21), neutral=(None, 1), notes={"domain": "b == 0", "overflow": f"{OVERFLOW_2} (b != 0)"}, said=text("{a} divided by {b}", "{a} 除以 {b}")),
    Operation("pow", ("^", "**"),          TWO, functions.power, ("where(b == 0, 0, g (b a^(b - 1)))", "g where((a == 0) (b >= 0), 0, y log(a))"), "{a}^{{{b}}}",          broadcast, "torch.pow(a, b)", "multiply",
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
    Operation("log10",  ("log10",),      ONE, np.log10,     ("g / (a log(10))",), r"\log_{{10}} {a}",  broadcast, "torch.log10(a)",  "function",
              text("The logarithm to base 10, for a above 0.", "以 10 为底的对数，要求 a 大于 0。"), scalar=math.log10, notes={"domain": "a <= 0"}),
    Operation("sqrt",   ("sqrt", "√"),   ONE, np.sqrt,      ("g / (2 y)",),       r"\sqrt{{{a}}}",     broadcast, "torch.sqrt(a)",   "function",
              text("The square root; its slope at 0 is infinite.", "平方根，在 0 处斜率为无穷大。"), scalar=math.sqrt, notes={"kink": "a == 0", "domain": "a < 0"}, said=text("the square root of {a}", "{a} 的平方根")),
    Operation("square", ("square",),     ONE, np.square,    ("g (2 a)",),         "{a}^2",             broadcast, "torch.square(a)", "function",
              text("The product of a with itself.", "a 与自身的积。"), scalar=functions.square_scalar, notes={"overflow": OVERFLOW_1}, said=text("the square of {a}", "{a} 的平方")),
    Operation("abs",    ("abs", "| |"),  ONE, np.abs,       ("g sign(a)",),       r"\left|{a}\right|", broadcast, "torch.abs(a)",    "function",
              text("The distance of a from 0; the slope at 0 is taken as 0.", "a 到 0 的距离，在 0 处斜率取 0。"), scalar=math.fabs, notes={"kink": "a == 0"}),
    Operation("sign",   ("sign", "sgn"), ONE, functions.sign, ("0",),               r"\operatorname{{sign}}\left({a}\right)", broadcast, "torch.sign(a)",   "function",
              text("-1, 0 or 1 by the sign of a; flat, so its gradient is 0.", "a 的符号：-1、0 或 1；处处平坦，梯度为 0。"), scalar=functions.sign_scalar, notes={"kink": "a == 0"}),
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
    # ── activations ───────────────────────────────────────────────────────────────────────────────────────────────────
    Operation("sigmoid",    ("sigmoid", "σ"),  ONE, functions.sigmoid,    ("g y (1 - y)",),                           r"\sigma\left({a}\right)",               broadcast, "torch.sigmoid(a)",                      "function",
              text("The logistic function, from 0 to 1.", "逻辑函数，取值 0 到 1。"), scalar=functions.sigmoid_scalar),
    Operation("relu",       ("relu", "ReLU"),  ONE, functions.relu,       ("where(y <= 0, 0, g)",),                   r"\operatorname{{relu}}\left({a}\right)", broadcast, "torch.relu(a)",                         "function",
              text("a where it is positive, else 0; the slope at 0 is taken as 0.", "a 为正时取 a，否则取 0；在 0 处斜率取 0。"), scalar=functions.relu_scalar, notes={"kink": "a == 0"}),
    Operation("leaky_relu", ("leaky_relu",),   ONE, functions.leaky_relu, ("where(a > 0, g, slope g)",),              r"\operatorname{{leaky\_relu}}\left({a}\right)", broadcast, "F.leaky_relu(a, negative_slope=slope)", "function",
              text("a where it is positive, else a times a small slope.", "a 为正时取 a，否则取 a 乘以一个小斜率。"),
              scalar=functions.leaky_relu_scalar, parameters=(Parameter("slope", "number", 0.01),), notes={"kink": "a == 0"}),
    Operation("elu",        ("elu",),          ONE, functions.elu,        ("where(a <= 0, g alpha exp(a), g)",),      r"\operatorname{{elu}}\left({a}\right)", broadcast, "F.elu(a, alpha=alpha)",                 "function",
              text("a where it is positive, else alpha (exp(a) - 1).", "a 为正时取 a，否则取 alpha (exp(a) - 1)。"),
              scalar=functions.elu_scalar, parameters=(Parameter("alpha", "number", 1.0),), notes={"kink": "(a == 0) (alpha != 1)"}),
    Operation("softplus",   ("softplus",),     ONE, functions.softplus,   ("where(a > 20, g, g sigmoid(a))",),        r"\operatorname{{softplus}}\left({a}\right)", broadcast, "F.softplus(a)",                         "function",
              text("The smooth relu log(1 + exp(a)); its slope is sigmoid(a).", "平滑的 relu，即 log(1 + exp(a))，斜率为 sigmoid(a)。"), scalar=functions.softplus_scalar),
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
    Operation("prod",        ("prod",),                ONE, reductions.product,     ("where(max(a == 0), spread(g, a, dim, keepdim) * others(a, dim), spread(g y, a, dim, keepdim) / a)",), r"\operatorname{{prod}}\left({a}\right)", reduced,      "torch.prod(a, dim=dim, keepdim=keepdim)", "reduce",
              text("The product of all numbers, or along one dimension.", "所有元素之积，或沿某一维求积。"),
              scalar=reductions.same_scalar, parameters=DIM, assumed=VECTORS, notes={"overflow": OVERFLOW_ALL}),
    Operation("norm",        ("norm", "‖ ‖", "|| ||"), ONE, reductions.norm,        ("spread(g, a, dim, keepdim) * where(spread(y, a, dim, keepdim) == 0, 0, a / spread(y, a, dim, keepdim))",), r"\left\lVert {a} \right\rVert",         reduced,      "torch.linalg.vector_norm(a, dim=dim, keepdim=keepdim)", "reduce",
              text("The Euclidean length: the root of the sum of squares.", "欧几里得长度，即平方和的平方根。"),
              scalar=reductions.norm_scalar, parameters=DIM, assumed=VECTORS, notes={"kink": "y == 0", "overflow": OVERFLOW_ALL}),
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
    Operation("log_softmax", ("log_softmax",),         ONE, reductions.log_softmax, ("g - exp(y) * sum(g, dim=dim, keepdim=1)",), r"\operatorname{{log\_softmax}}\left({a}\right)", along,        "torch.log_softmax(a, dim=dim)",           "function",
              text("The logarithm of softmax, computed without overflow.", "softmax 的对数，计算时不会溢出。"), parameters=LAST, assumed=VECTORS),
    # ── matrices and vectors ──────────────────────────────────────────────────────────────────────────────────────────
    Operation("matmul",           ("@",),              TWO, np.matmul,         ("g @ b^T", "a^T @ g"),     r"{a} \, {b}",                          matrix_product, "torch.matmul(a, b)",  "matrix",
              text("The matrix product, rows times columns.", "矩阵乘积，行乘以列。"), binding=(20, 21), variant=matmul_variant, assumed=((2, 2), (2,)), said=text("the matrix product of {a} and {b}", "{a} 与 {b} 的矩阵乘积")),
    Operation("matrix_vector",    ("@",),              TWO, np.matmul,         ("outer(g, b)", "a^T @ g"), r"{a} \, {b}",                          matrix_product, "torch.mv(a, b)",      "matrix",
              text("A matrix times a vector.", "矩阵乘以向量。"), binding=(20, 21), variant=matmul_variant, public=False, said=text("the matrix product of {a} and {b}", "{a} 与 {b} 的矩阵乘积")),
    Operation("vector_matrix",    ("@",),              TWO, np.matmul,         ("b @ g", "outer(a, g)"),   r"{a}^\top {b}",                        matrix_product, "torch.matmul(a, b)",  "matrix",
              text("A vector times a matrix.", "向量乘以矩阵。"), binding=(20, 21), variant=matmul_variant, public=False, said=text("the matrix product of {a} and {b}", "{a} 与 {b} 的矩阵乘积")),
    Operation("dot",              ("dot",),            TWO, np.dot,            ("g b", "g a"),             r"\left\langle {a}, {b} \right\rangle", inner_product,  "torch.dot(a, b)",     "multiply",
              text("The inner product of two vectors.", "两个向量的内积。"), assumed=((3,), (3,))),
    Operation("outer",            ("outer",),          TWO, matrices.outer,     ("g @ b", "a @ g"),         r"{a} \, {b}^\top",                     outer_product,  "torch.outer(a, b)",   "matrix",
              text("Each entry of a vector times each of another.", "一个向量的每个元素乘以另一个向量的每个元素。"), assumed=((2,), (3,))),
    Operation("transpose",        ("transpose", "^T"), ONE, matrices.transpose, ("g^T",),                   r"{a}^\top",                            transposed,     "a.transpose(-1, -2)", "shape",
              text("The last two dimensions swapped; a vector stays as it is.", "交换最后两维；向量保持不变。"), binding=(40, None), variant=transpose_variant, assumed=((2, 3),)),
    Operation("transpose_vector", ("^T",),             ONE, arrangements.same,      ("g",),                     r"{a}^\top",                            broadcast,      "a",                   "shape",
              text("A vector or a scalar, which is its own transpose here.", "向量或标量，在这里转置就是自身。"), scalar=operator.pos, binding=(40, None), public=False),
    # ── the same numbers elsewhere ────────────────────────────────────────────────────────────────────────────────────
    Operation("reshape",  ("reshape",), ONE,  arrangements.reshape, ("reshape_as(g, a)",),                    r"\operatorname{{reshape}}\left({a}\right)", reshaped,     "torch.reshape(a, shape)",      "shape",
              text("The same numbers, row by row, in another shape.", "按行顺序把同样的元素放入另一个形状。"), parameters=(Parameter("shape", "wholes"),)),
    Operation("concat",   ("concat",),  MANY, arrangements.concat,  ("part(g, operands, place=k, dim=dim)",), r"\operatorname{{concat}}\left({operands}\right)", concatenated, "torch.cat(operands, dim=dim)", "shape",
              text("Tensors joined along a dimension.", "沿某一维拼接张量。"), parameters=(Parameter("dim", "whole", 0),), assumed=VECTORS * 8),
    Operation("stack",    ("stack",),   MANY, arrangements.stack,   ("index(g, k)",),                         r"\left[ {operands} \right]", stacked,      "torch.stack(operands)",        "shape",
              text("Tensors of one shape side by side in a new first dimension.", "把形状相同的张量排成新的第一维。")),
    Operation("index",    ("index",),   ONE,  arrangements.index,   ("scatter(g, a, index)",),                "{a}_{{{index}}}",            indexed,      "a[index]",                     "shape",
              text("One entry or one row, counted from 0.", "取一个元素或一行，从 0 开始计数。"), parameters=(Parameter("index", "index"),), assumed=VECTORS),
    Operation("identity", (),           ONE,  arrangements.same,    ("g",),                                   "{a}",                        broadcast,    "a",                            "add",
              text("The value itself, under another name.", "值本身，只是换了名字。"), scalar=operator.pos, public=False, said=text("{a} under another name", "{a}，只是换了个名字")),
    # ── losses: all give one number ───────────────────────────────────────────────────────────────────────────────────
    Operation("mse",                      ("mse",),           TWO, losses.mse,                      ("2 (a - b) g / count(a - b)", "2 (b - a) g / count(a - b)"), r"\operatorname{{mse}}\left({a}, {b}\right)", compared,             "F.mse_loss(a, b)",             "loss",
              text("The mean of the squared differences.", "差的平方的平均值。"), scalar=losses.mse_scalar, assumed=VECTORS * 2),
    Operation("cross_entropy",            ("cross_entropy",), TWO, losses.cross_entropy,            ("g (softmax(a) * sum(b, dim=-1, keepdim=1) - b) / rows(a)", "-g log_softmax(a) / rows(a)"), r"\operatorname{{CE}}\left({a}, {b}\right)", classified,           "F.cross_entropy(a, b)",        "loss",
              text("How badly the logits a tell the probabilities (or the class numbers) b, the mean over the rows.", "对数几率 a 与概率（或类别编号）b 的交叉熵，对各行取平均。"),
              variant=cross_entropy_variant, assumed=VECTORS * 2),
    Operation("cross_entropy_of_classes", (),                 TWO, losses.cross_entropy_of_classes, ("g (softmax(a) - one_hot(b, a)) / rows(a)", None), r"\operatorname{{CE}}\left({a}, {b}\right)", classified_by_number, "F.cross_entropy(a, b.long())", "loss",
              text("The mean of -log softmax(a) at the class numbers b, counted from 0.", "在类别编号 b（从 0 开始）处 -log softmax(a) 的平均值。"),
              notes={"domain": "(b < 0) + (b >= count(a, -1))"}, public=False),
    Operation("binary_cross_entropy",     ("binary_cross_entropy", "bce"), TWO, losses.binary_cross_entropy,     ("g (a - b) / max(a (1 - a), 10^-12) / count(a)", "g (max(log(1 - a), -100) - max(log(a), -100)) / count(a)"), r"\operatorname{{BCE}}\left({a}, {b}\right)", paired,               "F.binary_cross_entropy(a, b)", "loss",
              text("How badly the probabilities a tell the labels b, both from 0 to 1.", "概率 a 与标签 b 的二元交叉熵，两者都在 0 到 1 之间。"),
              scalar=losses.binary_cross_entropy_scalar, notes={"domain": "(a < 0) + (a > 1) + (b < 0) + (b > 1)"}),
    # ── new tensors ───────────────────────────────────────────────────────────────────────────────────────────────────
    Operation("randn",    ("randn",),    NONE, creation.randn,    (None,), r"\operatorname{{randn}}\left({shape}\right)", created, "torch.randn(shape, dtype=torch.float64)", "create",
              text("Standard normal random numbers.", "标准正态随机数。"), parameters=SIZES),
    Operation("rand",     ("rand",),     NONE, creation.rand,     (None,), r"\operatorname{{rand}}\left({shape}\right)", created, "torch.rand(shape, dtype=torch.float64)",  "create",
              text("Random numbers spread evenly from 0 to 1.", "0 到 1 之间均匀分布的随机数。"), parameters=SIZES),
    Operation("ones",     ("ones",),     NONE, creation.ones,     (None,), r"\operatorname{{ones}}\left({shape}\right)", created, "torch.ones(shape, dtype=torch.float64)",  "create",
              text("A tensor full of ones.", "全是 1 的张量。"), parameters=SIZES),
    Operation("zeros",    ("zeros",),    NONE, creation.zeros,    (None,), r"\operatorname{{zeros}}\left({shape}\right)", created, "torch.zeros(shape, dtype=torch.float64)", "create",
              text("A tensor full of zeros.", "全是 0 的张量。"), parameters=SIZES),
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
    Operation("others",      (), ONE,  reductions.others,      (None,),                                    r"\prod\nolimits_{{j \ne i}} {a}",       kept,           "",                           "reduce",
              text("For each number the product of all others.", "对每个元素，其余所有元素之积。"), scalar=reductions.others_scalar, parameters=(Parameter("dim", "whole"),), public=False),
    Operation("reshape_as",  (), TWO,  arrangements.reshape_as,  ("reshape_as(g, a)", None),                 "{a}",                                   recast,         "torch.reshape(a, b.size())", "shape",
              text("The numbers of a in the shape of b.", "把 a 的元素放入 b 的形状。"), scalar=arrangements.reshape_as_scalar, public=False),
    Operation("scatter",     (), TWO,  arrangements.scatter,     ("g[index]", None),                         "{a}",                                   scattered,      "",                           "shape",
              text("Zeros in the shape of b, with a at the index.", "形状同 b 的零张量，在索引处放入 a。"), parameters=(Parameter("index", "index"),), public=False),
    Operation("part",        (), SOME, arrangements.part,        ("embed(g, operands, place=place, dim=dim)", None), "{a}",                                   part_of,        "",                           "shape",
              text("The slice of a where one of its joined parts lies.", "a 中某一拼接部分所在的切片。"), parameters=PLACE, public=False),
    Operation("embed",       (), SOME, arrangements.embed,       (None,),                                    "{a}",                                   embedded,       "",                           "shape",
              text("Zeros with a in the place of one joined part.", "零张量，在某一拼接部分的位置放入 a。"), parameters=PLACE, public=False),
    Operation("one_hot",     (), TWO,  losses.one_hot,     (None, None),                               r"\operatorname{{one\_hot}}\left({a}\right)", classes_marked, "",                           "compare",
              text("1 at the class number a, else 0, for each row of b.", "对 b 的每一行，在类别编号 a 处为 1，其余为 0。"), public=False),
)
# fmt: on

OPERATIONS: dict[str, Operation] = {row.name: row for row in ROWS}
