"""What the name of a gradient says it is the gradient of: `dW1`, `grad_W1`, `W1_grad`, `dL_dW1` are all of `W1`."""

from __future__ import annotations

import re

LOSSES = ("loss", "cost", "mse", "sse", "nll", "bce", "criterion", "objective", "损失")
LOSS = re.compile("|".join(LOSSES), re.IGNORECASE)
RESIDUAL = "err"
"""what calls itself an error may as well be a difference that is squared later"""
SHORT = ("l", "J", "L", "C", "E", "j")

ATTRIBUTES = frozenset({"g", "grad", "gradient", "deriv", "derivative"})
"""attributes of a tensor that hold its gradient"""

GRADIENTS = re.compile(
    r"^_?(?:grads?|gradients?|params?_?grads?|grads?_?\w{0,6}|dparams|derivatives?)_?$", re.IGNORECASE
)
"""names of what holds the gradients of many"""

OF_A_LOSS = re.compile(r"^d_?(?:[LlJjCE]|loss|cost|error|err|mse)_?(?:by_?|over_?)?d_?(?P<of>.+)$")
BEFORE = re.compile(
    r"^(?P<how>gradients|gradient|grads|grad|gr|g|d|nabla|diff)_?(?:of_|wrt_)?(?P<of>.+)$", re.IGNORECASE
)
BEHIND = re.compile(
    r"^(?P<of>.+?)(?:_(?P<how>g|bar|d)|_?(?P<long>grad|gradient|grads|deriv|derivative))$", re.IGNORECASE
)
BEGINNINGS = ("g", "d", "nabla")
ENDS = ("_g", "_bar", "_d", "grad", "grads", "gradient", "deriv", "derivative")
"""no other name says of what it is the gradient: most names of a program are done with before a pattern is tried"""
PLAIN = re.compile(r"^_?(?:grad|gradient|gradients|grads|g|梯度)$", re.IGNORECASE)
"""a gradient that does not say of what"""

MOVING = re.compile(
    r"^(?:v|m|s)$|^(?:v|m|s)_|_(?:v|m|s)$|vel|mom|m_hat|cache|update|avg|step|direction|^v[dwb]", re.IGNORECASE
)
"""names of what optimizers keep: averages of gradients, which are none themselves"""

RATES = frozenset(
    {"lr", "learning_rate", "alpha", "eta", "rate", "step_size", "lrate", "learningrate", "lr_rate", "η", "α", "学习率"}
)

BETWEEN = re.compile(r"[_\d]+")
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def stems(name: str) -> tuple[str, ...]:
    """The names that a gradient's own name may be about, the likeliest first."""
    lower = name.lower()
    patterns = [BEFORE] if lower.startswith(BEGINNINGS) else []
    patterns += [BEHIND] if lower.endswith(ENDS) else []
    if not patterns:
        return ()
    found = OF_A_LOSS.match(name)
    if found:
        return (found["of"],)
    said = [match["of"] for match in [pattern.match(name) for pattern in patterns] if match]
    return tuple(each for each in said if not is_loss_name(each) and each not in ("_", ""))


def is_gradient_name(name: str) -> bool:
    """Whether what has that name may be a gradient, or hold some."""
    return bool(stems(name)) or bool(PLAIN.match(name)) or holds_gradients(name)


def holds_gradients(name: str) -> bool:
    return any(each in name.lower() for each in ("grad", "deriv", "dparams")) and bool(GRADIENTS.match(name))


def strong(name: str) -> bool:
    """Whether a name says in words that it is a gradient, or of a loss; `d` or `g` alone may be anything."""
    return bool(OF_A_LOSS.match(name)) or "grad" in name.lower() or "nabla" in name.lower()


def is_rate(name: str) -> bool:
    return name.lower().lstrip("_") in RATES


def is_loss_name(name: str) -> bool:
    """Whether a name calls what it holds a loss."""
    if not LOSS.search(name):
        return name in SHORT
    words = BETWEEN.split(CAPITAL.sub("_", name).lower())
    return name in SHORT or any(part in words or (len(part) > 3 and part in name.lower()) for part in LOSSES)
