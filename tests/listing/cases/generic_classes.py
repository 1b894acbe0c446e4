from __future__ import annotations
import functools, itertools, operator, math, collections, statistics, bisect, heapq, string, textwrap, copy, time, datetime
from typing import TypeVar, Generic, Protocol, TypedDict, Iterator, Sequence, cast, overload
import torch
T = TypeVar("T")
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: list[T] = []
    def push(self, x: T) -> None: self.items.append(x)
    def pop(self) -> T: return self.items.pop()
s = Stack[int](); s.push(3); print(s.pop())
class HasArea(Protocol):
    def area(self) -> float: ...
class Sq:
    def area(self) -> float: return 4.0
def total(shapes: Sequence[HasArea]) -> float: return sum(x.area() for x in shapes)
print(total([Sq(), Sq()]), cast(int, 3))
compose = lambda *fs: functools.reduce(lambda f, g: lambda x: g(f(x)), fs)
print(compose(torch.relu, torch.sum, lambda t: t.item())(torch.tensor([-1., 2.])))
print(list(itertools.accumulate([1, 2, 3], operator.mul)), list(itertools.zip_longest("ab", [1])), list(itertools.groupby("aab"))[0][0], list(itertools.permutations([1, 2, 3], 2))[:2], list(itertools.repeat(1, 2)))
print(heapq.nsmallest(2, [3, 1, 2]), bisect.bisect([1, 3, 5], 3), statistics.median([1, 3, 2]), string.ascii_lowercase[:3], math.prod([1, 2, 3]), math.comb(5, 2))
print(sorted(["b", "A"], key=str.lower), list(map(str.upper, "ab")), max(map(len, ["a", "bb"])), sum(map(math.sqrt, [1, 4])))
print(list(zip(*[[1, 2], [3, 4]])), dict(enumerate("ab")), dict(zip("ab", itertools.count(1))), [*map(torch.tensor, [1, 2])])
