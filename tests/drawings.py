"""Drawings that the tests of the layout and of the pictures share."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from app.layout import Box, BoxKind, Drawn, Frame, Wire, layout


def drawing(boxes: str, wires: str, groups: dict[str, str] | None = None) -> Drawn:
    """`boxes`: names, inputs with a `?` behind, shapes as `W:2x3`; `wires`: `a>b` or `a>b:latex`. In reading order."""
    found = []
    for word in boxes.split():
        name, _, shape = word.rstrip("?").partition(":")
        sizes = tuple(int(size) for size in shape.split("x")) if shape else ()
        kind: BoxKind = "input" if word.endswith("?") else "operation"
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


def crowd(size: int, uses: int) -> Drawn:
    """A chain of `size` operations; each uses as many of the cards before it."""
    names = ["x", *(f"h{k}" for k in range(size))]
    wires = [f"{source}>{name}" for k, name in enumerate(names[1:], 1) for source in names[max(k - uses, 0) : k]]
    return drawing(" ".join(["x?", *names[1:]]), " ".join(wires))


def comb(size: int) -> Drawn:
    """A chain of `size` operations, each with an input of its own."""
    names = [f"h{k}" for k in range(size)]
    wires = [
        f"{source}>{name} w{k}>{name}:h" for k, (source, name) in enumerate(zip(["x", *names], names, strict=False))
    ]
    return drawing(" ".join(["x?", *(f"w{k}?" for k in range(size)), *names]), " ".join(wires))


def bus(size: int) -> Drawn:
    """A chain of `size` operations that all use one input."""
    names = [f"h{k}" for k in range(size)]
    wires = [f"{source}>{name} x>{name}" for source, name in zip(["x", *names], names, strict=False)]
    return drawing(" ".join(["x?", *names]), " ".join(wires))


CROWDS = {
    "a chain": crowd(299, 1),
    "a comb": comb(149),
    "one input for all": bus(299),
    "each uses ten": crowd(299, 10),
    "each uses all before": crowd(60, 60),
}
"""As much as is ever drawn, in the shapes that are hard to lay out."""


def payload_of(
    drawn: Drawn,
    values: dict[str, Any],
    gradients: dict[str, Any],
    steps: Iterable[tuple[str, str, str | None, Any]] = (),
    **rest: Any,
) -> dict[str, Any]:
    """What `POST /api/v1/graph` would answer, as far as a picture needs it; `steps`: phase, node, edge, value."""
    placed = layout(drawn)
    cards = {name: asdict(box) for name, box in placed.boxes.items()}
    nodes = [
        {
            "id": box.id,
            "kind": box.kind,
            "label": box.latex,
            "latex": box.latex,
            "shape": list(box.shape),
            "value": values[box.id],
            "gradient": gradients.get(box.id),
            "named": True,
            "collapses": None,
            "requires_grad": box.has_gradient,
            "notes": [],
            **cards[box.id],
        }
        for box in drawn.boxes
    ]
    edges = [
        {
            "id": wire.id,
            "source": wire.source,
            "target": wire.target,
            "operand": wire.operand,
            "local": {"value": None, "latex": wire.latex},
            "contribution": gradients.get(wire.source),
            "points": [list(point) for point in placed.wires[wire.id].points],
            "label": dict(zip("xy", placed.wires[wire.id].label, strict=True)),
            "face": placed.wires[wire.id].face,
        }
        for wire in drawn.wires
    ]
    output = drawn.boxes[-1].id
    keys = ("phase", "node", "edge", "value")
    return {
        "normalized": "",
        "output": output,
        "value": values[output],
        "gradients": {box.id: gradients[box.id] for box in drawn.boxes if box.kind == "input" and box.id in gradients},
        "nodes": nodes,
        "edges": edges,
        "groups": [
            {"id": name, "label": name, "parent": None, "collapsed": False, **asdict(region)}
            for name, region in placed.groups.items()
        ],
        "steps": [{"index": k, **dict(zip(keys, step, strict=True))} for k, step in enumerate(steps)],
        "size": list(placed.size),
        **rest,
    }


INTRO_STEPS = (
    ("forward", "v", None, 6.0),
    ("forward", "u", None, 11.0),
    ("forward", "J", None, 33.0),
    ("backward", "J", None, 1.0),
    ("backward", "u", "u-J-0", 3.0),
    ("backward", "a", "a-u-0", 3.0),
    ("backward", "v", "v-u-1", 3.0),
    ("backward", "b", "b-v-0", 6.0),
    ("backward", "c", "c-v-1", 9.0),
)


def intro_payload() -> dict[str, Any]:
    """J = 3(a + bc) at a = 5, b = 3, c = 2, worked by hand."""
    values = {"a": 5.0, "b": 3.0, "c": 2.0, "v": 6.0, "u": 11.0, "J": 33.0}
    gradients = {"a": 3.0, "b": 6.0, "c": 9.0, "v": 3.0, "u": 3.0, "J": 1.0}
    return payload_of(INTRO, values, gradients, INTRO_STEPS, normalized="J = 3*(a + b*c)")
