"""What a user error says."""

from __future__ import annotations

from typing import NamedTuple

from app.messages.words import Text


class Message(NamedTuple):
    status: int
    title: Text
    detail: Text
    hint: Text | None = None
