"""THE OPTIMISERS: one row is everything about one, its update rule as text in our own formula language.

That text is typeset, explained and run. In it θ is a parameter, g its gradient, t the number of the update from 1, η
the learning rate of this update; a definition `m_t` gives the state m its next value, θ_t the parameter. A line stands
in the rule where the options that it names are not 0, and those with `!` are. `{g}` is what earlier lines have made of
the gradient, which a line with `becomes` replaces.

The rules are those of torch.optim, whose documentation gives them as algorithms; the papers are named by row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.messages import Text, text
from app.training.options import Chosen, Option


@dataclass(frozen=True, slots=True)
class Line:
    """One definition of a rule."""

    text: str
    when: str = ""
    becomes: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What an optimiser remembers of every parameter. `name` is torch's."""

    symbol: str
    name: str
    doc: Text
    when: str = ""
    initial: str = ""
    """the option that it starts from; "" starts from 0"""


@dataclass(frozen=True, slots=True, eq=False)
class Optimizer:
    """One row. `torch` is the name of the class in torch.optim."""

    name: str
    torch: str
    doc: Text
    options: tuple[Option, ...]
    states: tuple[State, ...]
    lines: tuple[Line, ...]

    def rule(self, chosen: Chosen, gradient: str = "g") -> tuple[str, ...]:
        """The definitions that these options need; `gradient` is the name of what arrives."""
        found, names = [], {"g": gradient}
        for line in self.lines:
            if holds(line.when, chosen):
                found.append(line.text.format_map(names))
                names["g"] = line.becomes or names["g"]
        return tuple(found)

    def remembers(self, chosen: Chosen) -> dict[str, float]:
        """Each state's symbol and where it starts."""
        held = (state for state in self.states if holds(state.when, chosen))
        return {state.symbol: chosen[state.initial] if state.initial else 0.0 for state in held}


def holds(when: str, chosen: Mapping[str, float]) -> bool:
    """Whether all options that are named are not 0, and those with `!` are."""
    return all(not chosen[word[1:]] if word.startswith("!") else chosen[word] for word in when.split())


LR = text("The learning rate: how far along the gradient.", "学习率：沿梯度方向走多远。")
DECAY = Option("weight_decay", "λ", 0.0, text("Pulls every parameter towards 0.", "权重衰减：把每个参数拉向 0。"), 0.0)
MAXIMIZE = Option("maximize", "", False, text("Climb instead of descending.", "改为上升而不是下降。"), kind="flag")
BETA_1 = Option(
    "beta1", "β_1", 0.9, text("How long the mean of gradients remembers.", "梯度均值的记忆长度。"), 0.0, 1.0
)
BETA_2 = Option(
    "beta2", "β_2", 0.999, text("How long the mean of squares remembers.", "平方均值的记忆长度。"), 0.0, 1.0
)
AMSGRAD = Option("amsgrad", "", False, text("Divide by the largest v so far.", "除以迄今最大的 v。"), kind="flag")
MOMENTUM = Option("momentum", "μ", 0.0, text("How much of the last step is kept.", "动量：保留多少上一步。"), 0.0)


def rate(default: float) -> Option:
    return Option("lr", "η", default, LR, 0.0)


def floor(default: float) -> Option:
    doc = text("Keeps the division away from 0.", "避免除以 0 的小数。")
    return Option("eps", "ε", default, doc, 0.0)


# fmt: off
DECAYED = (
    Line("h = -{g}",           "maximize",     "h"),
    Line("d = {g} + λ θ",      "weight_decay", "d"),
)
ADAM = (
    Line("m_t = β_1 m + (1 - β_1) {g}"),
    Line("v_t = β_2 v + (1 - β_2) {g}^2"),
    Line("M_t = max(M, v_t)",       "amsgrad"),
    Line("m̂ = m_t / (1 - β_1^t)"),
    Line("v̂ = M_t / (1 - β_2^t)",   "amsgrad"),
    Line("v̂ = v_t / (1 - β_2^t)",   "!amsgrad"),
)
ADAM_STATES = (
    State("m", "exp_avg",        text("the running mean of gradients", "梯度的滑动平均")),
    State("v", "exp_avg_sq",     text("the running mean of squared gradients", "梯度平方的滑动平均")),
    State("M", "max_exp_avg_sq", text("the largest v so far", "迄今最大的 v"), "amsgrad"),
)

ROWS = (
    Optimizer(
        "sgd", "SGD",
        text("Stochastic gradient descent: a step against the gradient, with momentum where it is wanted.",
             "随机梯度下降：沿梯度的反方向走一步，可带动量。"),
        (rate(1e-3), MOMENTUM,
         Option("dampening", "τ", 0.0, text("How much less of the new gradient momentum takes.", "动量中对新梯度的抑制。")),
         DECAY,
         Option("nesterov", "", False, text("Look ahead along the momentum (Nesterov, 1983).", "沿动量方向预看一步（Nesterov，1983）。"),
                kind="flag"),
         MAXIMIZE),
        (State("b", "momentum_buffer", text("the momentum: past gradients, fading", "动量：逐渐淡去的历史梯度"), "momentum"),),
        (*DECAYED,
         Line("b_t = μ b + {g}",                              "momentum !dampening"),
         Line("b_t = where(t > 1, μ b + (1 - τ) {g}, {g})",   "momentum dampening"),
         Line("θ_t = θ - η {g}",                              "!momentum"),
         Line("θ_t = θ - η b_t",                              "momentum !nesterov"),
         Line("θ_t = θ - η ({g} + μ b_t)",                    "momentum nesterov")),
    ),
    Optimizer(
        "adam", "Adam",
        text("A step of about the learning rate for every parameter: the mean gradient over its usual size (Kingma and Ba, 2015).",
             "每个参数的步长都接近学习率：平均梯度除以它通常的大小（Kingma 与 Ba，2015）。"),
        (rate(1e-3), BETA_1, BETA_2, floor(1e-8), DECAY, AMSGRAD, MAXIMIZE),
        ADAM_STATES,
        (*DECAYED, *ADAM, Line("θ_t = θ - η m̂ / (sqrt(v̂) + ε)")),
    ),
    Optimizer(
        "adamw", "AdamW",
        text("Adam whose weight decay does not go through the gradient (Loshchilov and Hutter, 2019).",
             "权重衰减不经过梯度的 Adam（Loshchilov 与 Hutter，2019）。"),
        (rate(1e-3), BETA_1, BETA_2, floor(1e-8),
         Option("weight_decay", "λ", 1e-2, DECAY.doc, 0.0), AMSGRAD, MAXIMIZE),
        ADAM_STATES,
        (DECAYED[0], *ADAM,
         Line("θ_t = (1 - η λ) θ - η m̂ / (sqrt(v̂) + ε)", "weight_decay"),
         Line("θ_t = θ - η m̂ / (sqrt(v̂) + ε)",           "!weight_decay")),
    ),
    Optimizer(
        "rmsprop", "RMSprop",
        text("The gradient over the root of its mean square (Hinton, lecture 6e, 2012).",
             "梯度除以它的均方根（Hinton，第 6e 讲，2012）。"),
        (rate(1e-2), Option("alpha", "α", 0.99, text("How long the mean of squares remembers.", "平方均值的记忆长度。"), 0.0, 1.0),
         floor(1e-8), DECAY, MOMENTUM,
         Option("centered", "", False, text("Divide by the spread around the mean gradient.", "除以围绕平均梯度的离散程度。"),
                kind="flag"),
         MAXIMIZE),
        (State("v", "square_avg",      text("the running mean of squared gradients", "梯度平方的滑动平均")),
         State("a", "grad_avg",        text("the running mean of gradients", "梯度的滑动平均"), "centered"),
         State("b", "momentum_buffer", text("the momentum: past steps, fading", "动量：逐渐淡去的历史步"), "momentum")),
        (*DECAYED,
         Line("v_t = α v + (1 - α) {g}^2"),
         Line("a_t = α a + (1 - α) {g}",      "centered"),
         Line("s = sqrt(v_t - a_t^2) + ε",    "centered"),
         Line("s = sqrt(v_t) + ε",            "!centered"),
         Line("b_t = μ b + {g} / s",          "momentum"),
         Line("θ_t = θ - η b_t",              "momentum"),
         Line("θ_t = θ - η {g} / s",          "!momentum")),
    ),
    Optimizer(
        "adagrad", "Adagrad",
        text("The gradient over the root of all its squares so far: steps that grow shorter (Duchi, Hazan and Singer, 2011).",
             "梯度除以迄今平方和的根：步子越来越短（Duchi、Hazan 与 Singer，2011）。"),
        (rate(1e-2), Option("lr_decay", "δ", 0.0, text("How fast the learning rate falls.", "学习率下降的快慢。"), 0.0), DECAY,
         Option("initial_accumulator_value", "s_0", 0.0, text("What the sum of squares starts from.", "平方和的初始值。"), 0.0),
         floor(1e-10), MAXIMIZE),
        (State("s", "sum", text("the sum of squared gradients", "梯度平方之和"), initial="initial_accumulator_value"),),
        (*DECAYED,
         Line("s_t = s + {g}^2"),
         Line("r = η / (1 + (t - 1) δ)",               "lr_decay"),
         Line("θ_t = θ - r {g} / (sqrt(s_t) + ε)",     "lr_decay"),
         Line("θ_t = θ - η {g} / (sqrt(s_t) + ε)",     "!lr_decay")),
    ),
)
# fmt: on

OPTIMIZERS = {row.name: row for row in ROWS}
