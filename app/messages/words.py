"""The languages that we speak, and words in all of them."""

from __future__ import annotations

from typing import Literal, get_args

Language = Literal["en", "zh-CN"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Text = dict[Language, str]


def text(en: str, zh: str) -> Text:
    """The same words in both languages."""
    return {"en": en, "zh-CN": zh}
