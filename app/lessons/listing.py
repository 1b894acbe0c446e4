"""What a listing of the gallery is: PyTorch that runs as it is, with its comments in two languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.messages import LANGUAGES, Language, Text

_TWO = re.compile(r"# (?P<en>[^\n]*?) \|\| (?P<zh>[^\n]*)")


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    id: str
    title: Text
    summary: Text
    code: str
    """comments as `# in English || 中文`: what runs is written once"""
    formula: str
    """what its first backward() went through, as the run says it: the gallery draws that"""
    values: Mapping[str, Any]
    """rounded"""
    upstream: Any = None

    def source(self, language: Language) -> str:
        """As it is pasted: the comments in one language."""
        place = LANGUAGES.index(language)
        return _TWO.sub(lambda match: f"# {match.groups()[place]}", self.code)
