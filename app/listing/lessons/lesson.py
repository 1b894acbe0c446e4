"""A row of the lessons.

code      stable, for programs
pattern   what the exception says, as a regular expression on its name, its message and, below them, the line that ran;
          its named groups are facts of the paragraph
text      one paragraph, filled with those facts, the name of the `output` that backward() was called on, what `context`
          found out about this run, and what was probably `meant`
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.messages import Text, text


@dataclass(frozen=True, slots=True)
class Lesson:
    code: str
    pattern: re.Pattern[str]
    text: Text


def lesson(code: str, pattern: str, en: str, zh: str) -> Lesson:
    return Lesson(code, re.compile(pattern, re.DOTALL), text(en, zh))
