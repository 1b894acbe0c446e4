"""The body of POST /api/v1/train, typed and documented."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.limits import LIMITS
from app.messages import LANGUAGES, Language
from app.training.generators import GENERATORS
from app.training.optimizers import OPTIMIZERS
from app.training.schedules import MOST, SCHEDULES
from app.web.question import Tensor


class Chosen(BaseModel):
    """A name and options. The options of each name are listed by GET /api/v1/optimizers."""

    model_config = ConfigDict(extra="allow", strict=True, defer_build=True)


class OptimizerChosen(Chosen):
    """An optimiser by its name, and its options by theirs: those of torch.optim."""

    name: Literal["sgd", "adam", "adamw", "rmsprop", "adagrad"] = Field(default="sgd", description="Which one.")


class ScheduleChosen(Chosen):
    """A schedule of the learning rate by its name, and its options by theirs: those of torch.optim.lr_scheduler."""

    name: Literal["step", "exponential", "cosine", "warm_up"] = Field(description="Which one.")
    per: Literal["epoch", "update"] = Field(default="epoch", description="What it counts.")


class GeneratorChosen(Chosen):
    """A data set by its name, with `samples`, `seed` and its own options; see GET /api/v1/datasets."""

    name: Literal["line", "parabola", "sine", "xor", "circles", "moons", "spirals", "classes"] = Field(
        description="Which one."
    )


class Clip(BaseModel):
    """A bound for gradients: one of the two."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    value: float | None = Field(default=None, description="No entry of a gradient leaves ± this.")
    norm: float | None = Field(default=None, description="The norm of all gradients together is not larger than this.")


class TrainQuestion(BaseModel):
    """A formula whose output is the loss, data, and how to descend. Only `source` is required."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    source: str = Field(
        description="The formula; its output is the loss. Where it is not one number, its mean.",
        examples=["L = (w x + b - y)^2"],
    )
    syntax: Literal["auto", "formula", "latex"] = Field(default="auto", description="How the source is written.")
    output: str | None = Field(
        default=None, description="The definition that is the loss; without it the one that no other uses."
    )
    values: dict[str, Tensor] = Field(
        default={},
        description="Where the parameters start, and the values of other inputs.",
        examples=[{"w": 0, "b": 0}],
    )
    parameters: list[str] | None = Field(
        default=None,
        max_length=200,
        description="The inputs to train. Without it, all that are no data; where there are no data, those that are "
        "named as weights and biases are (`w`, `W_1`, `theta`, and beside them `b`, `c`, `u`, `v`), or all if none is.",
    )
    data: dict[str, Tensor] = Field(
        default={},
        description="Names of the formula, and for each a list with one entry for each sample: numbers, or arrays of "
        "one shape. A name of data stands for a whole batch, the samples along its first dimension, where the formula "
        "holds for any number of samples; else for one sample, and the loss is the mean over the batch.",
        examples=[{"x": [1, 2, 3], "y": [2, 4, 6]}],
    )
    generator: GeneratorChosen | None = Field(
        default=None,
        description='Instead of `data`: samples `x` and `y` that are made, `{"name", "samples", "noise", "seed", …}`.',
    )
    batch: Literal["each", "full"] | Annotated[int, Field(ge=1, le=100_000)] = Field(
        default="full", description="Samples for each update: one, all, or so many."
    )
    shuffle: bool = Field(default=False, description="A new order of the samples in every epoch, by the seed.")
    optimizer: OptimizerChosen = Field(
        default_factory=OptimizerChosen, description='`{"name", "lr", …}`, see GET /api/v1/optimizers.'
    )
    schedule: list[ScheduleChosen] = Field(
        default=[],
        max_length=MOST,
        description="How the learning rate changes: each schedule goes on from what the one before it gives.",
    )
    clip: Clip | None = Field(
        default=None, description='Bounds gradients before the optimiser sees them: `{"value": c}` or `{"norm": c}`.'
    )
    epochs: int = Field(default=100, ge=1, le=LIMITS.updates, description="How often all samples are gone through.")
    seed: int = Field(default=0, ge=0, lt=2**32, description="The seed of `randn`, `rand` and of the order of samples.")
    engine: Literal["tape", "torch"] = Field(default="tape", description="What computes the gradients.")
    language: Language | None = Field(
        default=None,
        description="The language of sentences and errors; without it the query's `lang`, then Accept-Language.",
    )


TRAIN_EXAMPLES: dict[str, Any] = {
    "line": {
        "summary": "A line through three points, one sample at a time",
        "value": {
            "source": "p = w x + b; L = (p - y)^2",
            "values": {"w": 0, "b": 0},
            "parameters": ["w", "b"],
            "data": {"x": [1, 2, 3], "y": [2, 4, 6]},
            "batch": "each",
            "optimizer": {"name": "sgd", "lr": 0.05},
            "epochs": 2,
        },
    },
    "net": {
        "summary": "XOR by a hidden layer, with Adam and a warm-up",
        "value": {
            "source": "h = tanh(W x + b); p = dot(v, h) + c; L = (p - t)^2",
            "values": {"W": [[1, -1], [-1, 1]], "b": [0.1, -0.1], "v": [0.5, 0.5], "c": 0},
            "parameters": ["W", "b", "v", "c"],
            "data": {"x": [[0, 0], [0, 1], [1, 0], [1, 1]], "t": [0, 1, 1, 0]},
            "batch": 2,
            "shuffle": True,
            "optimizer": {"name": "adam", "lr": 0.05, "betas": [0.9, 0.99]},
            "schedule": [{"name": "warm_up", "total_iters": 5}],
            "clip": {"norm": 1},
            "epochs": 20,
        },
    },
    "ravine": {
        "summary": "A ravine without data, down which momentum runs",
        "value": {
            "source": "L = (a^2 + 20 b^2)/2",
            "values": {"a": 3, "b": 1},
            "optimizer": {"name": "sgd", "lr": 0.04, "momentum": 0.8},
            "epochs": 40,
        },
    },
}


class TableQuestion(BaseModel):
    """Text with a row for each sample, as it is pasted from a file or a spreadsheet."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    text: str = Field(
        description="Cells split by commas, semicolons, tabs or blanks, perhaps under a row of names.",
        examples=["x,y\n1,2\n2,4"],
    )
    language: Language | None = Field(
        default=None,
        description="The language of errors; without it the query's `lang`, then Accept-Language.",
    )


class FitQuestion(BaseModel):
    """What the formula gives at some updates for data of one's own: a curve, or the regions of a classifier."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)

    run: str = Field(description="The id of a run: the `run` of its `start` event.")
    updates: list[Annotated[int, Field(ge=1, le=LIMITS.updates + 1)]] = Field(
        min_length=1,
        max_length=200,
        description="Before which updates; one more than the last is the end of the run.",
        examples=[[1, 7]],
    )
    output: str = Field(description="The definition that is asked for, for example the prediction.", examples=["p"])
    at: dict[str, Tensor] = Field(
        min_length=1,
        description="Names of data, and for each a list with one entry for each point, as in `data`.",
        examples=[{"x": [0, 0.5, 1]}],
    )


TRAINING_QUESTIONS: tuple[type[BaseModel], ...] = (TrainQuestion, FitQuestion, TableQuestion)

TENSORS = "{name: number | number[] | number[][] | …}"
TRAINING_EXPECTED: dict[str, str] = {
    "source": "string",
    "syntax": '"auto" | "formula" | "latex"',
    "output": "string | null",
    "values": TENSORS,
    "parameters": "string[] | null",
    "data": "{name: number[] | number[][] | …}",
    "generator": '{"name": ' + " | ".join(f'"{name}"' for name in GENERATORS) + ', "samples": number, …} | null',
    "batch": '"each" | "full" | 1, 2, …, 100000',
    "shuffle": "true | false",
    "optimizer": '{"name": ' + " | ".join(f'"{name}"' for name in OPTIMIZERS) + ', "lr": number, …}',
    "schedule": '[{"name": ' + " | ".join(f'"{name}"' for name in SCHEDULES) + ', "per": "epoch" | "update", …}, …]',
    "clip": '{"value": number} | {"norm": number} | null',
    "epochs": f"1, 2, …, {LIMITS.updates}",
    "seed": "0, 1, …, 4294967295",
    "engine": '"tape" | "torch"',
    "language": " | ".join(f'"{language}"' for language in LANGUAGES),
}
"""What each field takes, in a notation that needs no translation; a test holds it against the model."""


TABLE_EXPECTED: dict[str, str] = {"text": "string", "language": TRAINING_EXPECTED["language"]}
FIT_EXPECTED: dict[str, str] = {
    "run": "string",
    "updates": "[1, 2, …]",
    "output": "string",
    "at": "{name: number[] | number[][] | …}",
}


def plain(question: TrainQuestion) -> dict[str, Any]:
    """All that a run depends on, and nothing else: without defaults, and without the language."""
    found = question.model_dump(exclude_defaults=True, exclude={"language"})
    if not found.get("optimizer"):
        found.pop("optimizer", None)
    if question.clip is not None:
        found["clip"] = question.clip.model_dump(exclude_none=True)
    return found
