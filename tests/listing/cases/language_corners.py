from math import *
import math as m
import random
from typing import List, Optional
from itertools import product, chain, islice, count
from functools import reduce, partial
from collections import defaultdict, Counter, deque


def mean(values: List[float], default: Optional[float] = None) -> float:
    """the mean"""
    if not values:
        return default
    return sum(values) / len(values)


rate: float = 0.5
unset: int
print(mean([1, 2, 3.5]), mean([]), rate, sqrt(2), m.floor(2.7), pi, m.factorial(10), e)
random.seed(7)
print(random.random(), random.randint(1, 6), random.choice("abc"), random.sample(range(10), 3), random.gauss(0, 1))
items = list(range(5))
random.shuffle(items)
print(items)
print(
    list(product("ab", [1, 2])),
    list(chain([1], [2, 3])),
    list(islice(count(5), 3)),
    reduce(lambda a, b: a * b, [1, 2, 3, 4]),
)
power = partial(pow, 2)
print(power(5), partial(mean, default=-1)([]))
groups = defaultdict(list)
for word in "the quick brown fox jumps over the lazy dog".split():
    groups[len(word)].append(word)
print(dict(groups), Counter("mississippi").most_common(2), deque([1, 2, 3], maxlen=2))
matrix = [[1, 2, 3], [4, 5, 6]]
print(list(zip(*matrix)), [x for row in matrix for x in row if x % 2 == 0], [[r[i] for r in matrix] for i in range(3)])
a = [1, 2, 3, 4, 5]
a[1:3] = [9]
a += [7]
a *= 2
print(a, a.count(9), a[::2], a[-2:])
del a[0], a[-1]
print(a)
x, y = 1, 2
x, y = y, x
x += 1
x -= 2
x *= 6
x /= 4
x **= 2
x //= 1
x %= 5
print(x, y, 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, 256 >> 2, 7 if x else 8, x is not None, not x == y)
z = 3 + 4j
print(z * 2, abs(z), z.real, z.imag, z.conjugate())
print(
    1e16, 1e-5, 123456789.123, 0.1 + 0.2, 1 / 3, 2.0, 1e22, float("inf"), -float("inf"), float("nan"), 10**25, -7 // 2.0
)
print(
    'tab\tquote\'s "d" \\ ünïcödé 中文 😀', "%s %r %5d %-5s| %+.2e %x %o %%" % ("a", "b", 42, "l", 12345.6789, 255, 8)
)
print(
    "{:*^20}|{:+d}|{:#x}|{:.1%}|{:>10.3g}|{!r:>6}".format("mid", 5, 255, 0.256, 1234.5678, "q"),
    "%(n)s=%(v).1f" % {"n": "w", "v": 2},
)
width = 8
print(
    f"{'x':>{width}}|{3.14159:{width}.2f}|{1000000:,}|{0.5:%}|{255:b}|{'a' if width > 5 else 'b'}|{[i * 2 for i in range(3)]}|{dict(k=1)['k']}"
)
s = "Hello, World"
print(
    s[7:],
    s.lower(),
    s.swapcase(),
    s.count("o"),
    s.startswith("He"),
    s.index("W"),
    s.zfill(15),
    s.center(20, "."),
    s.partition(", "),
    s.isalpha(),
    s.title(),
)
print(
    " ".join(reversed(s.split())),
    s.encode("utf-8"),
    ord("a"),
    chr(97),
    s.rjust(15, "*"),
    "a-b_c".replace("-", "_").split("_"),
    "\n".join(["l1", "l2"]).splitlines(),
)
print(
    sorted(["bb", "a", "ccc"], key=len, reverse=True),
    sorted({"b": 1, "a": 2}),
    max(["aa", "b"], key=len),
    min(3, 1, 2),
    max({"x": 3, "y": 5}.items(), key=lambda kv: kv[1]),
)
print(
    any(v > 2 for v in [1, 2, 3]),
    all(isinstance(v, int) for v in [1, 2]),
    sum(1 for _ in range(5)),
    list(map(lambda p, q: p + q, [1, 2], [3, 4])),
    list(filter(lambda v: v % 2, range(6))),
)
for i, (p, q) in enumerate(zip([1, 2], "ab"), 1):
    print(i, p, q, end=" / ")
print()
n = 10
while n > 0:
    n -= 3
    if n == 4:
        continue
    print(n, end=",")
else:
    print("end")
for i in range(10, 0, -3):
    print(i, end=" ")
print(*[1, 2, 3], sep=" < ", end=" !\n")


def outer():
    total = 0

    def inner(v):
        nonlocal total
        total += v
        return total

    return [inner(v) for v in (1, 2, 3)]


print(outer(), (lambda *args, k=2, **kw: (args, k, kw))(1, 2, k=3, z=4))
first, *middle, last = range(6)
print(first, middle, last)
{"a": 1}.get("b") or print("default")
print({**{"a": 1}, **{"b": 2}} | {"c": 3}, {1: "x", "y": [1]}, (1,), (), set(), {2, 1}, frozenset([1]), None, True, ...)
print(
    type(1),
    type(1.0),
    type("s"),
    type([]),
    type(None),
    type(print),
    type(mean),
    type(range(3)),
    type({}.keys()),
    type(lambda: 0),
    type(Exception("x")),
)
print(
    bin(10),
    hex(255),
    oct(8),
    round(-2.5),
    round(1234.5678, -2),
    divmod(-7, 3),
    int("ff", 16),
    int(3.99),
    bool("False"),
    complex(1, 2),
    repr("it's"),
)
print(
    range(5),
    range(1, 10, 2)[2],
    len(range(0, 100, 7)),
    list(range(3))[::-1],
    3 in range(5),
    [1, 2] < [1, 3],
    (1, "a") == (1, "a"),
    "abc" < "abd",
)
try:
    [][0]
except IndexError:
    print("caught", end=" ")
else:
    print("no")
finally:
    print("cleanup")


def echo():
    received = None
    while True:
        received = yield received
        if received == "stop":
            return


g = echo()
next(g)
print(g.send("hello"), g.send(5))
print([v for v in (k * k for k in range(4)) if v], next((v for v in [1, 5, 9] if v > 3), None))
if __name__ == "__main__":
    print("main")
