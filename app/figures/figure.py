"""What a writer wrote about one graph -> its payload, its picture, its address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any
from urllib.parse import quote

from app.engines import tape
from app.graph import build
from app.language import parse
from app.messages import Language
from app.views.alone import alone
from app.views.look import Look, Theme
from app.views.payload import payload
from app.views.svg import svg
from app.web.picture_query import read_look
from app.web.values import read_named

TOLD = re.compile(r"<(?:title|desc)\b[^>]*>([^<]*)<")

SPACE = (720.0, 540.0)
"""The window that a figure is laid out for: about the column of a page."""


@dataclass(frozen=True)
class Figure:
    """A graph at given values. `payload` is the answer of POST /api/v1/graph for it."""

    source: str
    payload: dict[str, Any] = field(repr=False)
    values: Mapping[str, Any] = field(default_factory=dict)
    step: int | None = None
    theme: Theme | None = None
    """None: as the page around it"""
    language: Language = "en"
    show: str | None = None
    predict: str | None = None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the picture, in pixels."""
        width, height = self.payload["size"]
        return width, height

    def svg(self, theme: Theme) -> str:
        return svg(self.payload, replace(self.look, theme=theme))

    @property
    def look(self) -> Look:
        return read_look(self.attributes, self.language)

    def page(self) -> str:
        """A document of its own that plays it and asks nobody anything."""
        return alone(self.payload, self.look)

    @property
    def told(self) -> str:
        """What the picture shows, for those who hear it: its own title and description."""
        return " ".join(unescape(found) for found in TOLD.findall(self.svg("light"))[:2])

    @property
    def attributes(self) -> dict[str, str]:
        """Those of the component `<computational-graph>`, and the query of `/embed`: all that was chosen."""
        chosen = {
            "source": self.source,
            "values": ",".join(f"{name}:{number(value)}" for name, value in self.values.items()) or None,
            "step": self.step,
            "theme": self.theme,
            "lang": self.language,
            "show": self.show,
            "predict": self.predict,
        }
        return {name: str(value) for name, value in chosen.items() if value is not None}

    def link(self, server: str) -> str:
        """Where a server shows it live. Its page keeps the step behind `#`."""
        told = {name: value for name, value in self.attributes.items() if name != "step"}
        query = "&".join(f"{name}={quote(value, safe='=:,/()[]')}" for name, value in told.items())
        step = "" if self.step is None else f"#step={self.step}"
        return f"{server.rstrip('/')}/?{query}{step}"


def number(value: Any) -> str:
    """A number or nested lists as an address writes them."""
    if isinstance(value, list):
        return f"[{','.join(map(number, value))}]"
    return repr(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)


def figure_of(source: str, options: Mapping[str, Any], language: Language = "en") -> Figure:
    """Run the formula. `options` are those of `OPTIONS`, read; `language` is the page's.

    Raises UserError for a source or values that cannot be run.
    """
    values = options.get("values", {})
    spoken: Language = options.get("lang", language)
    named = read_named(dict(values))
    run = tape.run(build(parse(source, values=named), named), named)
    theme = options.get("theme")
    return Figure(
        source,
        payload(run, language=spoken, direction="auto", space=SPACE),
        values,
        options.get("step"),
        None if theme == "auto" else theme,
        spoken,
        options.get("show"),
        options.get("predict"),
    )
