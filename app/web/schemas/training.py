"""What `/train` and its questions answer."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from app.web.schemas.answer import Answer, Number, Numbers


class UpdateRow(Answer):
    """One update."""

    update: int = Field(description="Its number, from 1.")
    epoch: int = Field(description="Its epoch, from 1.")
    step: int = Field(description="Its place in the epoch, from 1.")
    samples: list[int] = Field(description="Its batch: the places of its samples in the data, from 0.")
    loss: Number = Field(description="The loss of the batch, before the update.")
    learning_rate: Number = Field(description="The learning rate of this update.")
    parameters: dict[str, Numbers] | None = Field(description="The parameters before the update.")
    gradients: dict[str, Numbers] | None = Field(description="The gradient there, before any clip.")
    gradient_norm: Number = Field(description="The norm of all gradients together.")
    state: dict[str, Any] = Field(description="What the optimiser remembers after the update: symbol -> by parameter.")
    next: dict[str, Numbers] | None = Field(description="The parameters after the update.")


class UpdatesAnswer(Answer):
    """The full trace of some updates."""

    run: str = Field(description="The run's id.")
    updates: list[UpdateRow] = Field(description="One row each; those beyond the end of the run are missing.")


class OptionRow(Answer):
    """What may be chosen."""

    name: str = Field(description="Its name in a request: torch's.")
    symbol: str = Field(description="Its letter in the rule; empty for a flag, which chooses lines of it.")
    kind: Literal["number", "whole", "flag"] = Field(description="What it is.")
    default: Any = Field(description="What it is without being given; null where it must be.")
    takes: str = Field(description="Its bounds.")
    doc: str = Field(description="One sentence in the asked language.")


class StateRow(Answer):
    """What an optimiser remembers of every parameter."""

    symbol: str = Field(description="Its letter in the rule.")
    name: str = Field(description="Torch's name for it.")
    doc: str = Field(description="What it is, in the asked language.")
    when: str = Field(description="The options that it needs.")


class RuleLine(Answer):
    """One definition of a rule."""

    text: str = Field(description="In our formula language; `{g}` is what earlier lines have made of the gradient.")
    when: str = Field(description="The options that must not be 0; those with `!` must be.")
    becomes: str = Field(description="What `{g}` stands for in later lines.")


class OptimizerRow(Answer):
    """One optimiser."""

    name: str = Field(description="Its name in a request.")
    torch: str = Field(description="The class of PyTorch that does the same.")
    doc: str = Field(description="One sentence in the asked language.")
    options: list[OptionRow] = Field(description="What may be chosen.")
    states: list[StateRow] = Field(description="What it remembers.")
    rule: list[str] = Field(description="Its rule with the default options, in our formula language.")
    latex: str = Field(description="The same, typeset.")
    lines: list[RuleLine] = Field(description="All lines of its rule, with what each needs.")


class ScheduleRow(Answer):
    """One schedule of the learning rate."""

    name: str = Field(description="Its name in a request.")
    torch: str = Field(description="The class of PyTorch that does the same.")
    doc: str = Field(description="One sentence in the asked language.")
    options: list[OptionRow] = Field(description="What may be chosen.")
    rule: list[str] = Field(description="The rate η from η_0, n epochs or updates being finished.")
    latex: str = Field(description="The same, typeset.")


class ClipRow(Answer):
    """One way to bound gradients."""

    name: str = Field(description="Its name in a request.")
    rule: list[str] = Field(description="The bounded gradient k from g; c is the bound, n the norm of all gradients.")
    latex: str = Field(description="The same, typeset.")


class OptimizersAnswer(Answer):
    """All optimisers, schedules and clips."""

    optimizers: list[OptimizerRow] = Field(description="The optimisers.")
    schedules: list[ScheduleRow] = Field(description="The schedules.")
    clips: list[ClipRow] = Field(description="The clips.")


class Axis(Answer):
    """An entry of the parameters, and the values that it takes."""

    name: str = Field(description="A scalar parameter, or an entry `W[0,1]` of a tensor.")
    values: list[Number] = Field(description="From the first to the last, evenly.")
    at: Number = Field(description="Where it stands before the update.")


class SurfaceAnswer(Answer):
    """The loss over two parameters, all others as they are."""

    update: int = Field(description="Before which update.")
    x: Axis = Field(description="Along a row.")
    y: Axis = Field(description="From row to row.")
    losses: list[list[Number]] = Field(description="A row for each value of y; eight digits each.")


class SliceAnswer(Answer):
    """The loss along a line through the parameters, and what the gradient promises there."""

    update: int = Field(description="Before which update.")
    along: Literal["gradient", "step"] = Field(description="Against the gradient, or the way that the update went.")
    distances: list[Number] = Field(description="How often the direction is gone: 0 is before the update.")
    losses: list[Number] = Field(description="The loss at each.")
    promised: list[Number] = Field(description="The loss at 0 and the slope there, followed straight on.")
    taken: Number = Field(
        description="The distance that the update went: 1 along `step`; the learning rate along `gradient`."
    )


class NudgeAnswer(Answer):
    """What the gradient promises of a change of one parameter, and what happens."""

    update: int = Field(description="Before which update.")
    parameter: str = Field(description="The entry that is changed.")
    at: Number = Field(description="Where it stands.")
    change: Number = Field(description="By how much it is changed.")
    loss: Number = Field(description="The loss before the change.")
    gradient: Number = Field(description="The derivative of the loss by it.")
    promised: Number = Field(description="Gradient × change.")
    happened: Number = Field(description="The change of the loss.")
    changes: list[Number] = Field(description="Changes around none, for a curve.")
    losses: list[Number] = Field(description="The loss after each of them.")


class FitAnswer(Answer):
    """What the formula gives at some updates."""

    run: str = Field(description="The run's id.")
    output: str = Field(description="The definition that was asked for.")
    fits: list[dict[str, Any]] = Field(description="`update`, and `values`: one entry for each point.")


class DatasetRow(Answer):
    """A data set that can be made."""

    name: str = Field(description="Its name.")
    doc: str = Field(description="One sentence in the asked language.")
    target: Literal["number", "binary", "classes"] = Field(description="What y is.")
    options: list[OptionRow] = Field(description="What may be chosen.")


class DatasetsAnswer(Answer):
    """All data sets, or the samples of one."""

    datasets: list[DatasetRow] | None = Field(default=None, description="Without `name`: all of them.")
    name: str | None = Field(default=None, description="With `name`: which one.")
    target: Literal["number", "binary", "classes"] | None = Field(default=None, description="What y is.")
    columns: dict[str, Any] | None = Field(default=None, description="Its samples, as `data` takes them.")


class TableAnswer(Answer):
    """Pasted text as data."""

    samples: int = Field(description="How many rows there are.")
    columns: dict[str, list[Number]] = Field(description="Name -> a number for each row, as `data` takes them.")
    classes: dict[str, list[str]] = Field(description="Name -> the words that its numbers 0, 1, … stand for.")
