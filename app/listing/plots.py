"""What a listing draws, as specifications: figures of axes, axes of marks, each mark with its numbers and its line.

{"figure", "width", "height", "title", "axes": [{"rows", "columns", "place", "title", "xlabel", "ylabel", "xlim",
 "ylim", "legend", "grid", "marks": [{"kind", "line", "x", "y", "label", "color", "style", ...}]}]}

A mark also has `width` and `alpha`, and what its kind needs: `bins`, `z`, `y2`, `colors`, `marker`, `text`, `map`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.errors import LimitExceeded
from app.listing.recorder import Recorder

MOST_FIGURES = 50
MOST_NUMBERS = 200_000


class Artist:
    """A part of a picture: what a call that draws gives back, a spine, an axis. No specification tells of it."""

    def __init__(self, x: float = 0.0, y: float = 0.0, width: float = 0.0, height: float = 0.0) -> None:
        self.box = (x, y, width, height)

    def __getitem__(self, place: Any) -> Artist:
        """`ax.spines["top"]`, `ax.spines[["top", "right"]]`."""
        return self

    def __iter__(self) -> Iterator[Artist]:
        """`for spine in ax.spines.values()`: nothing to go through."""
        return iter(())


class Axes:
    """One coordinate system, at `place` (from 1) of a grid of rows and columns."""

    def __init__(self, plots: Plots, rows: int = 1, columns: int = 1, place: int = 1) -> None:
        self.plots = plots
        self.specification: dict[str, Any] = {
            "rows": rows, "columns": columns, "place": place, "title": "", "xlabel": "", "ylabel": "", "zlabel": "",
            "xlim": None, "ylim": None, "xscale": "linear", "yscale": "linear", "legend": False, "grid": False,
            "marks": [],
        }  # fmt: skip

    def set(self, name: str, value: Any) -> None:
        self.specification[name] = value

    def mark(self, kind: str, **facts: Any) -> None:
        """Add a mark: `line`, `scatter`, `bar`, `hist`, `image`, `hline`, `vline`, `fill`, `text`, `contour`."""
        self.specification["marks"].append({"kind": kind, "line": self.plots.recorder.line, **facts})


class Figure:
    def __init__(self, plots: Plots, number: int, size: tuple[float, float]) -> None:
        self.plots = plots
        self.number = number
        self.size = size
        self.title = ""
        self.axes: list[Axes] = []

    def at(self, rows: int, columns: int, place: int) -> Axes:
        """The axes at a place of a grid; made where there are none."""
        for each in self.axes:
            found = each.specification
            if (found["rows"], found["columns"], found["place"]) == (rows, columns, place):
                return each
        if not 1 <= place <= rows * columns:
            raise ValueError(f"num must be an integer with 1 <= num <= {rows * columns}, not {place}")
        made = Axes(self.plots, rows, columns, place)
        self.axes.append(made)
        return made


class Plots:
    """All figures of a run, and the one that is drawn into now."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder
        self.figures: list[Figure] = []
        self.current: Axes | None = None
        self._open: Figure | None = None
        self._numbers = 0

    def figure(self, size: Any = None) -> Figure:
        """A new figure; `size` in inches, as matplotlib takes it."""
        if len(self.figures) >= MOST_FIGURES:
            raise LimitExceeded("limit.plots")
        width, height = (float(each) for each in (size or (6.4, 4.8)))
        made = Figure(self, len(self.figures) + 1, (width, height))
        self.figures.append(made)
        self._open, self.current = made, None
        return made

    def apart(self) -> Figure:
        """A new figure that calls of `plt` do not draw into."""
        before = self._open, self.current
        made = self.figure()
        self._open, self.current = before
        return made

    def open_figure(self) -> Figure:
        return self._open or self.figure()

    def here(self) -> Axes:
        """The axes that a call of `plt` draws into."""
        if self.current is None:
            self.current = self.open_figure().at(1, 1, 1)
        return self.current

    def go_to(self, axes: Axes) -> Axes:
        self.current = axes
        return axes

    def close(self) -> None:
        """After `show` the next call begins a new figure."""
        self._open = self.current = None

    def numbers(self, values: Any) -> list[Any]:
        """Whatever matplotlib would draw, as nested lists of numbers or texts. Raises limit.plots."""
        found = _listed(values)
        self._numbers += _count(found)
        if self._numbers > MOST_NUMBERS:
            raise LimitExceeded("limit.plots")
        return found if isinstance(found, list) else [found]

    def specifications(self) -> list[dict[str, Any]]:
        """The figures that hold a mark."""
        return [
            {
                "figure": each.number,
                "width": each.size[0],
                "height": each.size[1],
                "title": each.title,
                "axes": [axes.specification for axes in each.axes],
            }
            for each in self.figures
            if any(axes.specification["marks"] for axes in each.axes)
        ]


def _listed(values: Any) -> Any:
    """Tensors, arrays, ranges and lists as lists of plain numbers."""
    import numpy as np
    import torch

    if isinstance(values, torch.Tensor):
        if values.requires_grad:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
        return values.tolist()
    if isinstance(values, (np.ndarray, np.generic)):
        return values.tolist()
    if isinstance(values, bool):
        return int(values)
    if isinstance(values, (int, float, str)) or values is None:
        return values
    if isinstance(values, (list, tuple, range, set, zip, map, filter)) or hasattr(type(values), "__iter__"):
        return [_listed(each) for each in values]
    return str(values)


def _count(values: Any) -> int:
    return sum(_count(each) for each in values) if isinstance(values, list) else 1
