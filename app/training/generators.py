"""THE DATA SETS: one row a generator of samples, a function of its options and its seed alone.

Every one gives `x` and `y`. `x` is one number a sample, or two; `y` a number to be fitted, 0 or 1, or the number of a
class. Two-dimensional shapes are those of every tutorial: points on two circles, two half moons, two spirals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from app.errors import NameProblem
from app.messages import Text, text
from app.training.options import Option, read_options

Columns = dict[str, np.ndarray]
Draw = Callable[..., Columns]


@dataclass(frozen=True, slots=True, eq=False)
class Generator:
    """One row. `draw` takes NumPy's generator, the number of samples, and the options by name."""

    name: str
    doc: Text
    target: str
    """what y is: `number`, `binary` or `classes`"""
    draw: Draw
    options: tuple[Option, ...]


if TYPE_CHECKING:  # numpy.random takes its time, and is not needed before the first sample
    Random = np.random.Generator


def curve(function: Callable[..., Any]) -> Draw:
    """y = function(x) and noise, x spread evenly from -`width` to `width`, in a random order."""

    def draw(random: Random, samples: int, noise: float, width: float, **given: float) -> Columns:
        x = random.permutation(np.linspace(-width, width, samples)) if samples > 1 else np.zeros(1)
        return {"x": x, "y": function(x, **given) + noise * random.standard_normal(samples)}

    return draw


def line(x: np.ndarray, slope: float, intercept: float) -> Any:
    return slope * x + intercept


def parabola(x: np.ndarray) -> Any:
    return np.square(x)


def sine(x: np.ndarray, frequency: float) -> Any:
    return np.sin(frequency * x)


def xor(random: Random, samples: int, noise: float) -> Columns:
    """The four corners of the unit square in turn; 1 where the coordinates differ."""
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])[np.arange(samples) % 4]
    y = np.not_equal(corners[:, 0], corners[:, 1]) * 1.0
    return {"x": corners + noise * random.standard_normal(corners.shape), "y": y}


def circles(random: Random, samples: int, noise: float, ratio: float) -> Columns:
    """A circle of radius 1 (0), and one of `ratio` in it (1)."""
    y = np.arange(samples) % 2
    angle = random.uniform(0, 2 * np.pi, samples)
    radius = np.where(y == 1, ratio, 1.0)
    return spread(random, radius * np.cos(angle), radius * np.sin(angle), y, noise)


def moons(random: Random, samples: int, noise: float) -> Columns:
    """Two half circles that reach into each other."""
    y = np.arange(samples) % 2
    angle = random.uniform(0, np.pi, samples)
    first = np.where(y == 0, np.cos(angle), 1 - np.cos(angle))
    second = np.where(y == 0, np.sin(angle), 0.5 - np.sin(angle))
    return spread(random, first, second, y, noise)


def spirals(random: Random, samples: int, noise: float, turns: float) -> Columns:
    """Two arms that wind around the origin."""
    y = np.arange(samples) % 2
    along = np.sqrt(random.uniform(0.01, 1, samples))
    angle = 2 * np.pi * turns * along + np.pi * y
    return spread(random, along * np.cos(angle), along * np.sin(angle), y, noise)


def classes(random: Random, samples: int, noise: float) -> Columns:
    """Three clouds around the corners of a triangle, numbered 0, 1, 2."""
    y = np.arange(samples) % 3
    angle = 2 * np.pi * y / 3 + np.pi / 2
    return spread(random, np.cos(angle), np.sin(angle), y, noise)


def spread(random: Random, first: np.ndarray, second: np.ndarray, y: np.ndarray, noise: float) -> Columns:
    x = np.stack([first, second], axis=1)
    return {"x": x + noise * random.standard_normal(x.shape), "y": y * 1.0}


def noise(default: float) -> Option:
    doc = text("The standard deviation of the noise.", "噪声的标准差。")
    return Option("noise", "", default, doc, 0.0, 1e6)


SAMPLES = Option("samples", "", 50, text("How many samples.", "样本数。"), 1, 5_001, kind="whole")
SEED = Option("seed", "", 0, text("The seed.", "随机种子。"), 0, 2**32, kind="whole")
WIDTH = Option(
    "width", "", 2.0, text("x goes from minus this to this.", "x 的范围：从负的该值到该值。"), 0.0, 1e6, positive=True
)

# fmt: off
ROWS = (
    Generator("line",     text("A straight line with noise.", "带噪声的直线。"), "number", curve(line),
              (noise(0.3), WIDTH,
               Option("slope", "", 2.0, text("Its slope.", "斜率。"), -1e6, 1e6),
               Option("intercept", "", 0.5, text("Where it crosses x = 0.", "截距。"), -1e6, 1e6))),
    Generator("parabola", text("The square of x with noise.", "带噪声的抛物线。"), "number", curve(parabola), (noise(0.2), WIDTH)),
    Generator("sine",     text("A sine wave with noise.", "带噪声的正弦波。"), "number", curve(sine),
              (noise(0.1), Option("width", "", 3.0, WIDTH.doc, 0.0, 1e6, positive=True),
               Option("frequency", "", 1.0, text("How fast it goes.", "频率。"), -1e6, 1e6))),
    Generator("xor",      text("The corners of a square; 1 where the coordinates differ.", "正方形的四角：坐标不同为 1（异或）。"), "binary", xor, (noise(0.0),)),
    Generator("circles",  text("A circle inside a circle.", "圆中有圆。"), "binary", circles,
              (noise(0.05), Option("ratio", "", 0.5, text("The inner radius over the outer one.", "内外半径之比。"), 0.0, 1.0))),
    Generator("moons",    text("Two half moons that reach into each other.", "两个互相嵌入的半月。"), "binary", moons, (noise(0.1),)),
    Generator("spirals",  text("Two spirals around one centre.", "绕同一中心的两条螺线。"), "binary", spirals,
              (noise(0.03), Option("turns", "", 1.0, text("How often they go around.", "绕几圈。"), 0.0, 20.0))),
    Generator("classes",  text("Three clouds, one for each class.", "三团点，各为一类。"), "classes", classes, (noise(0.25),)),
)
# fmt: on

GENERATORS = {row.name: row for row in ROWS}


def generated(given: Mapping[str, Any]) -> Columns:
    """`given`: {"name", "samples", "seed", and options}. Raises training.generator, and what `read_options` raises."""
    row = GENERATORS.get(str(given.get("name")))
    if row is None:
        raise NameProblem("training.generator", name=str(given.get("name"))[:40], names=", ".join(GENERATORS))
    options = {name: value for name, value in given.items() if name != "name"}
    chosen = read_options(row.name, (SAMPLES, SEED, *row.options), options)
    samples, seed = int(chosen.pop("samples")), int(chosen.pop("seed"))
    # The name is part of the seed: two data sets of one seed have nothing in common.
    random = np.random.default_rng([seed, *row.name.encode()])
    return row.draw(random, samples, **chosen)
