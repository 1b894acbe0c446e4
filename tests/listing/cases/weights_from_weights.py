"""Weights that are computed from others, and what else of Python's own library tutorials reach for."""
import functools
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import torch
import torch.nn.utils.parametrize as parametrize
from torch import nn
from torch.nn.utils.parametrizations import orthogonal, spectral_norm, weight_norm

torch.manual_seed(0)
x = torch.ones(1, 2)
layer = weight_norm(nn.Linear(2, 1), name="weight")
print(layer)
layer(x).sum().backward()
print(layer.parametrizations.weight.original0.grad, layer.weight.shape, [name for name, _ in layer.named_parameters()])
older = nn.utils.weight_norm(nn.Linear(2, 1))
older(x).sum().backward()
print(older.weight_g.grad, older.weight_v.grad, older.weight.shape)
nn.utils.remove_weight_norm(older)
print(sorted(older.state_dict()), spectral_norm(nn.Linear(2, 2))(x).shape, orthogonal(nn.Linear(2, 2))(x).shape)


class Symmetric(nn.Module):
    def forward(self, weight):
        return weight.triu() + weight.triu(1).transpose(-1, -2)


square = nn.Linear(3, 3)
parametrize.register_parametrization(square, "weight", Symmetric())
print(torch.allclose(square.weight, square.weight.T), parametrize.is_parametrized(square))
try:
    parametrize.register_parametrization(square, "weigth", Symmetric())
except ValueError as error:
    print(str(error).split("\n")[0])


class Counted:
    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function, self.calls = function, 0

    def __call__(self, *given):
        self.calls += 1
        return self.function(*given)


@Counted
def double(value):
    """Twice."""
    return value * 2


print(double(3), double(4), double.calls, double.__name__, double.__doc__)


def told(function=None, *, prefix=""):
    if function is None:
        return functools.partial(told, prefix=prefix)

    @functools.wraps(function)
    def inner(*given):
        print(prefix + function.__qualname__, given)
        return function(*given)

    return inner


@told(prefix="> ")
def half(value):
    return value / 2


print(half(3))


def batches():
    try:
        yield 1
    except ValueError as error:
        print("caught", error)
        yield 2
    finally:
        print("closed")


made = batches()
print(next(made), made.throw(ValueError("bad batch")))
made.close()
print(Fraction(1, 3) + Fraction(1, 6), float(Fraction(1, 4)), Fraction(0.5), Fraction("2/6").denominator)
print(Decimal("0.1") + Decimal("0.2"), Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP), 0.1 + 0.2)
