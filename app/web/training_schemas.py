"""What the API answers of training, as models: read only by the OpenAPI document and by tests."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from app.web.schemas import Answer, Number, Numbers


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


TRAINING_ANSWERS: tuple[type[BaseModel], ...] = (UpdatesAnswer, OptimizersAnswer)
