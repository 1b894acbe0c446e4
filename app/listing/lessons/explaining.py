"""A message that stopped a listing -> what it means, in plain words. Knows no torch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from app.listing.lessons.words import LESSONS
from app.messages import LANGUAGES, Text


class Explanation(NamedTuple):
    """`code` is stable, for programs; the text is one paragraph."""

    code: str
    text: Text


def explanation(message: str, facts: Mapping[str, Any]) -> Explanation | None:
    """The lesson of a message, with the exception's name before it and the line that ran below; `facts` are those of
    `context`. None where there is none.
    """
    for lesson in LESSONS:
        found = lesson.pattern.search(message)
        if found:
            groups = {name: value for name, value in found.groupdict().items() if value is not None}
            words = {
                language: lesson.text[language].format(**(told(facts, language) | groups)) for language in LANGUAGES
            }
            return Explanation(lesson.code, words)
    return None


def told(facts: Mapping[str, Any], language: Any) -> dict[str, Any]:
    """The facts in one language: some are words themselves."""
    return {name: fact[language] if isinstance(fact, dict) else fact for name, fact in facts.items()}
