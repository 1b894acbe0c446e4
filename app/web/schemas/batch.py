"""What `/batch` answers."""

from __future__ import annotations

from pydantic import Field

from app.web.schemas.answer import Answer
from app.web.schemas.gradients import GradientsAnswer
from app.web.schemas.graph import GraphAnswer
from app.web.schemas.problem import Problem


class BatchAnswer(Answer):
    """An answer or a problem for each item."""

    items: list[GradientsAnswer | GraphAnswer | Problem] = Field(
        description="In the order of the question. A problem has a `status` and a `code`, an answer has neither."
    )
