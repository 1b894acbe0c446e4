"""What `graph(...)` gives: it shows itself wherever it is displayed, and answers to a program."""

from __future__ import annotations

from functools import cached_property
from importlib.util import find_spec
from typing import Any

from app.messages import Language
from app.notebook.subjects import Subject
from app.notebook.table import table
from app.views.look import Look, Theme
from app.views.svg import svg


class Shown:
    """A graph at its first values."""

    def __init__(self, subject: Subject, *, step: int | None = None, theme: Theme | None = None) -> None:
        self.subject, self.step, self.theme = subject, step, theme
        self.payload = subject.payload({})

    @property
    def language(self) -> Language:
        return self.subject.language

    @property
    def value(self) -> Any:
        """Of the output: a number or nested lists; of a large tensor what `app.summaries` tells of it."""
        return self.payload["value"]

    @property
    def gradients(self) -> dict[str, Any]:
        """Of every input that has one, by name."""
        found: dict[str, Any] = self.payload["gradients"]
        return found

    def svg(self, theme: Theme | None = None) -> str:
        """The picture."""
        return svg(self.payload, self.look(theme))

    def look(self, theme: Theme | None = None) -> Look:
        return Look(theme=theme or self.theme or "light", language=self.language, step=self.step)

    def __repr__(self) -> str:
        return table(self.payload, self.language)

    @cached_property
    def widget(self) -> Any:
        """The player, which asks this process for other values. Needs the extra `notebook`."""
        from app.notebook.widget import player

        return player(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        """Text for terminals, a picture where no script runs, the player where one does."""
        bundle = {"text/plain": repr(self), "image/svg+xml": self.svg()}
        if find_spec("anywidget") is None:
            return bundle
        live = self.widget._repr_mimebundle_(include=include, exclude=exclude)
        data, metadata = live if isinstance(live, tuple) else (live, {})
        return ({**(data or {}), **bundle}, metadata) if data else bundle
