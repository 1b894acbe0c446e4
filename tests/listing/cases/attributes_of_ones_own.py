class P:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


p = P(1, 2)
p.x = 5
print(p.x, p.y)
try:
    p.z = 3
except AttributeError as e:
    print(e)


class Q(P):
    pass


q = Q(1, 2)
q.z = 3
print(q.z)


class L:
    def __init__(self):
        self._params = set()
        self.w = 3

    def __setattr__(self, name, value):
        if isinstance(value, int):
            self._params.add(name)
        super().__setattr__(name, value)

    def __getattr__(self, name):
        if name.startswith("get_"):
            return lambda: getattr(self, name[4:])
        raise AttributeError(f"no {name}")


l = L()
print(l.w, l._params, l.get_w(), hasattr(l, "q"), getattr(l, "zz", 7))
try:
    l.foo
except AttributeError as e:
    print(e)


class D:
    def __setattr__(self, k, v):
        object.__setattr__(self, k, v * 2)


d = D()
d.a = 4
d.a += 1
print(d.a)


class W:
    def __init__(self, m):
        self.m = m

    def __getattr__(self, k):
        return getattr(self.m, k)


print(W([1, 2, 1]).count(1))


class V:
    def __init__(self, v):
        self.v = v


def add(a, b):
    return V(a.v + b.v)


V.__add__ = add
V.__radd__ = lambda a, b: V(a.v + b)
V.__repr__ = lambda self: f"V({self.v})"
print(V(1) + V(2), sum([V(3), V(4)]), V(1).__add__(V(5)), V.__add__(V(1), V(1)))
from dataclasses import dataclass


@dataclass(frozen=True)
class F:
    a: int
    b: int = 0

    def __post_init__(self):
        object.__setattr__(self, "b", self.a * 2)


print(F(3))


class Sub(V):
    def __add__(self, o):
        return super().__add__(o)


print(Sub(1) + V(2))
import torch


class Mod:
    def __init__(self):
        self.mods = {}

    def __setattr__(self, k, v):
        if not k.startswith("_") and k != "mods":
            self.mods[k] = v
        super().__setattr__(k, v)

    def parameters(self):
        for m in self.mods.values():
            yield from m.parameters()

    def __repr__(self):
        return f"{self.mods}"


class N(Mod):
    def __init__(self):
        super().__init__()
        self.l1 = torch.nn.Linear(2, 3)
        self.l2 = torch.nn.Linear(3, 1)


n = N()
print(n, [tuple(p.shape) for p in n.parameters()])
