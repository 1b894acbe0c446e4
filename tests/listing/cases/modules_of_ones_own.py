import torch
from torch import nn


class A(nn.Module):
    def __init__(self, *args):
        nn.Module.__init__(self)
        for i, m in enumerate(args):
            self._modules[str(i)] = m

    def forward(self, X):
        for block in self._modules.values():
            X = block(X)
            print(block.__class__.__name__, "output shape:\t", X.shape)
        return X


a = A(nn.Linear(2, 3), nn.ReLU(), A(nn.Linear(3, 1)))
y = a(torch.ones(1, 2))
print(a, type(y), a.__class__.__name__)


class MySGD(torch.optim.Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, dict(lr=lr))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                p -= group["lr"] * p.grad


w = torch.ones(2, requires_grad=True)
o = MySGD([w], lr=0.5)
(w**2).sum().backward()
o.step()
o.zero_grad()
print(w, w.grad)
import numpy as np

print(np.c_[np.ones(2), np.zeros(2)], torch.func.grad(lambda x: x**2)(torch.tensor(3.0)))
tqdm = lambda x, desc: x
for i in tqdm([1, 2], desc="x"):
    print(i)


class Custom(nn.Linear):
    def forward(self, x):
        return super().forward(x) * 2


torch.manual_seed(0)
print(Custom(1, 1)(torch.ones(1, 1)), Custom(1, 1))


class Base:
    def __init__(self):
        self.v = 1

    def hello(self):
        return "base"


class Child(Base):
    def hello(self):
        return super().hello() + " child"

    def __format__(self, spec):
        return "fmt" + spec

    def __hash__(self):
        return 5


print(Child().hello(), f"{Child():abc}", hash(Child()), Child().v)
import math


def g(x):
    return math.sqrt(x)


print(list(map(g, [1, 4])), str.upper("a"), list(map(str.strip, [" a "])), [*map(int, "12")])
print(torch.tensor([1.0]).__class__.__name__)
try:
    raise ZeroDivisionError("z")
except Exception as e:
    print(e.__class__.__name__, type(e).__name__)
x = {"a": [1, 2]}
x["a"][0] += 5
x["a"] += [3]
print(x)
