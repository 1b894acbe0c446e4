"""The page's words, from the tables that scripts, templates and pictures share."""

from __future__ import annotations

import json
from functools import lru_cache

from app.messages import Language, Text
from app.resources import resource


@lru_cache(maxsize=8)
def texts(language: Language, *tables: str) -> dict[str, str]:
    """Key -> words, from the table that all pages and the server share; `tables`: what one page has beside it."""
    rows: dict[str, Text] = {}
    for name in ("texts", *tables):
        rows |= json.loads(resource(f"static/{name}.json").read_text("utf-8"))
    return {key: words[language] for key, words in rows.items()}
