import abc
import copy
import functools
import json
import operator
import re
import statistics
from abc import ABC, abstractmethod
from collections import ChainMap, Counter, namedtuple
from contextlib import contextmanager, suppress
from enum import Enum
from functools import lru_cache, partial, wraps
from types import SimpleNamespace
from typing import NamedTuple

import torch
from torch import nn

Point = namedtuple("Point", ["x", "y"], defaults=[0])
p = Point(1)
print(p, p.y, p._replace(x=5), p._asdict(), Point._fields, Point._make([3, 4]), p == (1, 0), isinstance(p, tuple))
for wrong in (lambda: Point(), lambda: Point(1, 2, 3), lambda: p._replace(z=1), lambda: namedtuple("P", "x x")):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    p.x = 3
except AttributeError as error:
    print(error)


class Batch(NamedTuple):
    """What a loader gives."""

    inputs: torch.Tensor
    labels: list
    name: str = "train"

    def size(self) -> int:
        return len(self.labels)


batch = Batch(torch.zeros(2), [0, 1])
print(batch, batch.size(), batch[0], Batch.__doc__)


def logged(function):
    """Tells of each call."""

    @wraps(function)
    def wrapper(*args, **kwargs):
        print("calling", function.__name__, len(args))
        return function(*args, **kwargs)

    return wrapper


def repeat(times):
    def decorate(function):
        def wrapper(*args):
            return [function(*args) for _ in range(times)]

        return wrapper

    return decorate


@logged
def add(a, b=1):
    """a + b"""
    return a + b


@repeat(times=3)
@logged
def half(x):
    return x / 2


print(add(1, b=2), add.__name__, add.__doc__, half(3))


@lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


print(fibonacci(60), fibonacci.cache_info().hits)


class Shape(ABC):
    @property
    @abstractmethod
    def area(self): ...

    @abc.abstractmethod
    def name(self):
        pass


class Square(Shape):
    def __init__(self, side):
        self.side = side

    @property
    def area(self):
        return self.side**2

    @logged
    def name(self):
        return f"square of {super().__repr__ is not None and self.side}"


print(Square(3).area, Square(2).name(), vars(Square(4)), Square(5).__dict__)
try:
    Shape()
except TypeError as error:
    print(error)


class Mode(Enum):
    TRAIN = "train"
    TEST = 2

    def short(self):
        return self.name[0]


print(Mode.TRAIN, Mode.TEST.value, Mode("train").name, Mode["TEST"] is Mode.TEST, [m.short() for m in Mode])


@contextmanager
def evaluating(model):
    was = model.training
    model.eval()
    try:
        yield model
    finally:
        model.train(was)
        print("restored", model.training)


net = nn.Linear(2, 1)
with evaluating(net) as m:
    print(m.training)
with suppress(ZeroDivisionError):
    print(1 / 0)
args = SimpleNamespace(lr=0.1, epochs=3)
args.epochs += 1
print(args, args.lr, vars(args))
print(json.dumps({"loss": 0.5, "steps": [1, 2]}, indent=2), json.loads("[1, null, true]"))
print(re.findall(r"\d+", "a1b22"), re.sub(r"\s+", " ", "a   b"), re.match(r"(\w)=(\d)", "k=3").groups())
print(
    statistics.mean([1, 2, 4]),
    functools.reduce(operator.mul, [1, 2, 3]),
    sorted([(1, 2), (0, 3)], key=operator.itemgetter(1)),
)
print(ChainMap({"a": 1}, {"b": 2})["b"], Counter("abca").most_common(1), partial(pow, exp=2)(5))
torch.backends.cudnn.deterministic = True
torch.backends.cudnn.benchmark = False
print(torch.func.vjp(torch.sin, torch.zeros(2))[1](torch.ones(2)), copy.deepcopy(p))
y = torch.tensor([2.0], requires_grad=True) ** 3
print(y.grad_fn._saved_self, y.grad_fn._saved_exponent)
normal = torch.distributions.Normal(0.0, 1.0)
print(normal, normal.log_prob(torch.tensor(0.0)), torch.fft.fft(torch.ones(2)), torch.special.expit(torch.zeros(1)))
