"""`torch.utils.tensorboard`: scalars are recorded as curves, one figure a tag; all else is passed over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.listing.library import Library
from app.listing.library.python import ignored
from app.listing.machine import running
from app.listing.rows import admit, table


class SummaryWriter:
    """`SummaryWriter("logs")`: no file is written."""

    def __init__(self, *given: Any, **options: Any) -> None:
        self.curves: dict[tuple[str, str], tuple[list[Any], list[Any]]] = {}
        """(tag, label) -> the steps and the numbers of its mark"""
        self.figures: dict[str, Any] = {}

    def __enter__(self) -> SummaryWriter:
        return self

    def __exit__(self, *failure: Any) -> None:
        pass


def add_scalar(writer: SummaryWriter, tag: Any, value: Any, global_step: Any = None, *given: Any, **more: Any) -> None:
    """`writer.add_scalar("loss", loss.item(), step)`."""
    add(writer, str(tag), "", value, global_step)


def add_scalars(
    writer: SummaryWriter, tag: Any, values: Mapping[Any, Any], global_step: Any = None, *given: Any, **more: Any
) -> None:
    """`writer.add_scalars("loss", {"train": a, "test": b}, step)`."""
    for label, value in values.items():
        add(writer, str(tag), str(label), value, global_step)


def add(writer: SummaryWriter, tag: str, label: str, value: Any, step: Any) -> None:
    plots = running().plots
    (number,) = plots.numbers(float(value))
    if (tag, label) not in writer.curves:
        if tag not in writer.figures:
            writer.figures[tag] = plots.apart().at(1, 1, 1)
            writer.figures[tag].set("title", tag[:500])
        steps: list[Any] = []
        numbers: list[Any] = []
        writer.figures[tag].mark(
            "line", x=steps, y=numbers, style="", label=label[:200], color=None, width=None, alpha=None
        )
        writer.figures[tag].set("legend", bool(label))
        writer.curves[tag, label] = steps, numbers
    steps, numbers = writer.curves[tag, label]
    steps.append(len(steps) if step is None else float(step))
    numbers.append(number)


_PASSED_OVER = """
    add_embedding add_figure add_graph add_histogram add_hparams add_image add_images add_text add_video close flush
"""
table(
    SummaryWriter,
    own={"add_scalar": add_scalar, "add_scalars": add_scalars, **dict.fromkeys(_PASSED_OVER.split(), ignored)},
)
LIBRARIES = {
    "torch.utils.tensorboard": Library("torch.utils.tensorboard", None, {"SummaryWriter": SummaryWriter}),
}
admit(SummaryWriter)
