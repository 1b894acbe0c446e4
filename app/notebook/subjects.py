"""What is shown, and can be asked again: a formula, or the frozen graph behind tensors of PyTorch."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from app.engines import Run, Value, tape
from app.graph import build
from app.json_values import json_value
from app.language import parse
from app.layout import Order
from app.messages import Language
from app.views.episode import of_any_size
from app.views.payload import payload

if TYPE_CHECKING:
    from app.listing.recording.episode import Whole

Space = tuple[float, float]

SPACE: Space = (760.0, 420.0)
"""The window that is laid out for before anybody has seen the real one: an output cell's."""

DRAWN_APART = 60
"""nodes; where there are more, groups are drawn as one node each"""


TURNED = 12
"""numbers of a graph of PyTorch's that can be turned one by one; where there are more, the graph gets their room"""


class Subject(Protocol):
    @property
    def language(self) -> Language: ...

    @property
    def source(self) -> str: ...

    @property
    def asks(self) -> bool:
        """Whether other values can be tried."""

    def payload(
        self, values: Mapping[str, Value], space: Space = SPACE, previous: Order | None = None
    ) -> dict[str, Any]:
        """The answer of POST /api/v1/graph, with these values in the place of the first ones."""


@dataclass(frozen=True)
class Formula:
    """`values` are the writer's, by canonical names."""

    source: str
    values: Mapping[str, Value]
    language: Language = "en"
    asks: bool = True

    def run(self, values: Mapping[str, Value]) -> Run:
        named = {**self.values, **values}
        return tape.run(build(parse(self.source, values=named), named), named)

    def payload(
        self, values: Mapping[str, Value], space: Space = SPACE, previous: Order | None = None
    ) -> dict[str, Any]:
        return payload(self.run(values), language=self.language, direction="auto", space=space, previous=previous)


@dataclass(frozen=True)
class Tensors:
    """A graph of PyTorch's, in float64 once its inputs change."""

    whole: Whole
    language: Language = "en"
    source: str = ""

    @property
    def asks(self) -> bool:
        # A stand-in is true at the values of its moment alone.
        graph = self.whole.graph
        numbers = sum(math.prod(graph.nodes[index].shape) for index in graph.inputs.values())
        return not self.whole.opaque and not self.whole.cut and numbers <= TURNED

    @property
    def collapsed(self) -> set[str]:
        graph = self.whole.graph
        many = len(graph.table.operations) > DRAWN_APART
        return {group.id for group in graph.groups if many or group.id in self.whole.opaque}

    def run(self, values: Mapping[str, Value]) -> Run:
        return tape.run(self.whole.graph, values, self.whole.upstream) if values else self.whole.run

    def payload(
        self, values: Mapping[str, Value], space: Space = SPACE, previous: Order | None = None
    ) -> dict[str, Any]:
        with of_any_size(self.whole):
            found = payload(
                self.run(values),
                language=self.language,
                collapsed=self.collapsed,
                direction="auto",
                space=space,
                previous=previous,
            )
        found["check"] = None if values else json_value(self.whole.check)
        return found
