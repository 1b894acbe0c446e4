"""Drawings that the tests of the layout and of the pictures share."""

from __future__ import annotations

import random

from app.layout import Box, Drawn, Frame, Wire


def drawing(boxes: str, wires: str, groups: dict[str, str] | None = None) -> Drawn:
    """`boxes`: names, inputs with a `?` behind, shapes as `W:2x3`; `wires`: `a>b` or `a>b:latex`. In reading order."""
    found = []
    for word in boxes.split():
        name, _, shape = word.rstrip("?").partition(":")
        sizes = tuple(int(size) for size in shape.split("x")) if shape else ()
        kind = "input" if word.endswith("?") else "operation"
        found.append(
            Box(name, kind, name if kind == "input" else f"{name} = f(x)", sizes, group=(groups or {}).get(name))
        )
    places: dict[str, int] = {}
    lines = []
    for word in wires.split():
        ends, _, latex = word.partition(":")
        source, target = ends.split(">")
        operand = places[target] = places.get(target, -1) + 1
        lines.append(Wire(f"{source}-{target}-{operand}", source, target, operand, latex or "1"))
    return Drawn(
        tuple(found), tuple(lines), tuple(Frame(name, name) for name in dict.fromkeys((groups or {}).values()))
    )


def tangle(size: int, seed: int = 1) -> Drawn:
    """A random graph of `size` operations of two operands, a fifth of them inputs."""
    chance = random.Random(seed)
    inputs = max(size // 5, 2)
    names = [f"x{k}" for k in range(inputs)]
    boxes = [f"{name}?" for name in names]
    wires = []
    for k in range(size - inputs):
        for _ in range(2):
            back = min(int(chance.expovariate(0.15)), len(names) - 1)
            wires.append(f"{names[len(names) - 1 - back]}>h{k}:h_{{{k}}}")
        names.append(f"h{k}")
        boxes.append(f"h{k}")
    return drawing(" ".join(boxes), " ".join(wires))


INTRO = drawing("a? b? c? v u J", "b>v:c c>v:b a>u v>u u>J:3")
SQUARE = drawing("x? u y", "x>u:x x>u:x u>y x>y")
NET = drawing(
    "x? w1? b1? w2? b2? w3? b3? t? p1 z1 h1 p2 z2 h2 p3 z3 h3 d L",
    "w1>p1 x>p1 p1>z1 b1>z1 z1>h1:1-h_1^2 w2>p2 h1>p2 p2>z2 b2>z2 z2>h2 w3>p3 h2>p3 p3>z3 b3>z3 z3>h3 h3>d t>d d>L",
)
LOGISTIC = drawing(
    "x? w? b? t? λ? p z s d q l r m J",
    r"w>p x>p p>z b>z z>s:s\,(1-s) s>d t>d d>q q>l:\frac{1}{2} w>r r>m λ>m:\frac{r}{2} l>J m>J",
)
SOFTMAX = drawing("W:3x4? x:4? b:3? z:3 s:3 p:3 L", r"W>z:\bar{z}\,x^\top x>z:W^\top\,\bar{z} z>s b>s s>p p>L")
CALL = drawing("x? w? u s q y", "x>u w>u u>s s>q w>q q>y", {"u": "f", "s": "f"})

DRAWINGS = {
    "intro": INTRO,
    "square": SQUARE,
    "net": NET,
    "logistic": LOGISTIC,
    "softmax": SOFTMAX,
    "call": CALL,
    "tangle": tangle(40),
}
