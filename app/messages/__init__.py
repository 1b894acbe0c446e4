"""Every user error's words, one row a code: status, title, detail, hint, in English and Chinese.

The templates are filled by `str.format` with the facts of the error. Add a row to its area, then raise its code; a test
holds every raised code against this table, and every template against the other language's fields.
"""

from __future__ import annotations

from app.messages.derivatives import DERIVATIVES
from app.messages.limits import LIMITS
from app.messages.links import LINKS
from app.messages.listings import LISTINGS
from app.messages.message import Message
from app.messages.names import NAMES
from app.messages.requests import REQUESTS
from app.messages.shapes import SHAPES
from app.messages.syntax import SYNTAX
from app.messages.training import TRAINING
from app.messages.values import VALUES
from app.messages.words import LANGUAGES, Language, Text, text

__all__ = ["LANGUAGES", "MESSAGES", "Language", "Text", "text"]

MESSAGES: dict[str, Message] = {
    **SYNTAX, **NAMES, **SHAPES, **VALUES, **DERIVATIVES, **LIMITS, **TRAINING, **LISTINGS, **REQUESTS, **LINKS,
}  # fmt: skip
