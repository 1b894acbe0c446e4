"""Lessons on Python's operators call them by name, and ask any value for its class."""
import enum
from dataclasses import dataclass, field

import numpy as np
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x.__mul__(3).__add__(x)
y.sum().backward()
print(x.grad, x.__len__(), x.__getitem__(0), x.detach().__eq__(x.detach()), x.__class__.__name__)
print((1.5).__add__(2), (7).__floordiv__(2), "ab".__len__(), [1, 2].__contains__(2), "a".__mul__(3), (2).__pow__(5))
print([1].__class__, "a".__class__.__name__, (3).__class__ is int, np.arange(3).__class__, np.ones(2).__add__(1))
for value in (1, 1.0, "s", [1], {"a": 1}, None, len, lambda: 0, map(abs, [-1]), range(3)):
    print(value.__class__.__name__, type(value) == value.__class__)


class Celsius(float):
    def __mul__(self, other):
        return Celsius(super().__mul__(other))

    def __pow__(self, other):
        return Celsius(super().__pow__(other))


class Whole(int):
    def __mul__(self, other):
        return Whole(super().__mul__(other))

    def __pow__(self, other):
        return Whole(super().__pow__(other) + 1)


print(Celsius(2.5) * 2, Celsius(2.0) ** 3, Whole(3) * 4, Whole(3) ** 2, type(Whole(3) * 4).__name__)


@dataclass(kw_only=True, slots=True)
class Settings:
    lr: float = 0.1
    layers: list = field(default_factory=list)
    name: str


print(Settings(name="net"), Settings(lr=1.0, name="b") == Settings(name="b", lr=1.0))
for wrong in (lambda: Settings(), lambda: Settings(0.1), lambda: setattr(Settings(name="n"), "other", 1)):
    try:
        wrong()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


class Mode(enum.Flag):
    TRAIN = enum.auto()
    DEBUG = enum.auto()


print(Mode.TRAIN | Mode.DEBUG, Mode.TRAIN in (Mode.TRAIN | Mode.DEBUG), bool(Mode.TRAIN & Mode.DEBUG))
