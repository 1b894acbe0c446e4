"""A stream of server-sent events, line by line -> events (HTML Standard, 9.2)."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from app.client.values import incoming


class Event(NamedTuple):
    """Something that happened."""

    name: str
    """`console`, `episode`, `done` of a listing; `start`, `update`, `epoch`, `done` of a training run"""
    data: dict[str, Any]
    id: str | None
    """of a training run: to go on after it, the `after` of another request"""


class Lines:
    """Takes the lines of a stream, gives an event whenever one is whole."""

    def __init__(self, after: str | None = None) -> None:
        self.id = after
        """of the last whole event that had one"""
        self._id = after
        self._name = "message"
        self._data: list[str] = []

    def take(self, line: str) -> Event | None:
        if line:
            field, _, value = line.partition(":")
            value = value.removeprefix(" ")
            if field == "data":
                self._data.append(value)
            elif field == "event":
                self._name = value
            elif field == "id":
                self._id = value
            return None
        name, data = self._name, self._data
        self._name, self._data, self.id = "message", [], self._id
        return Event(name, incoming(json.loads("\n".join(data))), self.id) if data else None
