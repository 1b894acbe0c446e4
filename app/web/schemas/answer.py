"""What all answers are made of."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

_NUMBER: list[dict[str, Any]] = [{"type": "number"}, {"type": "string", "enum": ["NaN", "Infinity", "-Infinity"]}]
Number = Annotated[Any, WithJsonSchema({"anyOf": _NUMBER, "title": "A number"})]
Numbers = Annotated[
    Any, WithJsonSchema({"anyOf": [*_NUMBER, {"type": "array", "items": {}}], "title": "Number or arrays"})
]


class Answer(BaseModel):
    model_config = ConfigDict(extra="allow")


class Summary(Answer):
    """In a listing's graph of many numbers: what stands in the place of a tensor too large to be told whole."""

    shape: list[int] = Field(description="Of a sum that nobody kept this alone is told.")
    min: Number = Field(default=None, description="The smallest entry.")
    max: Number = Field(default=None, description="The largest.")
    mean: Number = Field(default=None, description="Of all entries.")
    std: Number = Field(default=None, description="Of all entries, with n − 1.")
    norm: Number = Field(default=None, description="The square root of the sum of their squares.")
    nonfinite: int = Field(default=0, description="How many are NaN or infinite.")
    first: list[Number] = Field(default=[], description="The first eight.")
    histogram: list[int] = Field(
        default=[], description="How many finite entries lie in each of equal parts from the smallest to the largest."
    )


Told = Numbers | Summary
