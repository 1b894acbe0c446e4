from functools import cached_property, total_ordering

import numpy as np
import torch
from torch import nn

REGISTRY = {}


def register(name):
    def dress(kind):
        REGISTRY[name] = kind
        return kind

    return dress


@register("step")
class Step:
    def __call__(self, x):
        return (x > 0).float()


@total_ordering
class Version:
    def __init__(self, major, minor):
        self._major, self.minor = major, minor

    def __eq__(self, other):
        return (self.major, self.minor) == (other.major, other.minor)

    def __lt__(self, other):
        return (self.major, self.minor) < (other.major, other.minor)

    @property
    def major(self):
        return self._major

    @major.setter
    def major(self, value):
        self._major = value

    @major.deleter
    def major(self):
        print("forgotten")
        self._major = 0

    @cached_property
    def text(self):
        print("made once")
        return f"{self.major}.{self.minor}"


old, new = Version(1, 9), Version(2, 0)
print(old >= new, old <= new, max(old, new).text, new.text)
del new.major
new.major += 3
print(new.major, new.text, old != new)
print(REGISTRY["step"]()(torch.tensor([-1.0, 2.0])), list(REGISTRY))

matrix = torch.arange(4).view(2, 2)
turned = matrix.t()
print(matrix.untyped_storage().data_ptr() == turned.untyped_storage().data_ptr(), matrix.storage().tolist())

for value in (np.ones(2), np.float32(1), torch.ones(1), torch.Size([1]), nn.Linear(1, 1), 1.0, {}.items()):
    try:
        value.nothing
    except AttributeError as error:
        print(error)
try:
    np.ones(2).nothing = 1
except AttributeError as error:
    print(error)
