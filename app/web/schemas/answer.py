"""What all answers are made of."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, WithJsonSchema

_NUMBER: list[dict[str, Any]] = [{"type": "number"}, {"type": "string", "enum": ["NaN", "Infinity", "-Infinity"]}]
Number = Annotated[Any, WithJsonSchema({"anyOf": _NUMBER, "title": "A number"})]
Numbers = Annotated[
    Any, WithJsonSchema({"anyOf": [*_NUMBER, {"type": "array", "items": {}}], "title": "Number or arrays"})
]


class Answer(BaseModel):
    model_config = ConfigDict(extra="allow")
