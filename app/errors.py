"""What a user can do wrong: a code, a place in the source, and words in the reader's language.

    UserError                   status 422 unless its row in `messages/` says otherwise
    ├── SourceError             something in the source, with a span
    │   ├── FormulaSyntaxError  syntax.*   the text is not a formula
    │   ├── NameProblem         name.*     a name that is unknown, used twice, or goes in a circle
    │   ├── ShapeMismatch       shape.*    tensors that do not fit one another
    │   └── ValueProblem        value.*    a value or a parameter that cannot be used here
    ├── LimitExceeded           limit.*    too long, too deep, too large, too slow
    ├── LinkProblem             link.*     a link that leads nowhere; store.*  the place where short links are kept
    └── RequestError            request.*  the HTTP request itself

A user's mistake raises one of these; an impossible state asserts. The words stand in `messages/`, one row a code, so
an error is raised with the code and the facts only: `NameProblem("name.unknown", span, name="sine", suggestion="sin")`.
"""

from __future__ import annotations

from typing import Any

from app.messages import MESSAGES, Language, Text

Span = tuple[int, int]
"""Where in the source: start and end, counted in Unicode code points, the end not included."""


class UserError(Exception):
    """A mistake that its maker can mend. `code` is stable; `facts` fill the templates of its row in `messages/`."""

    def __init__(self, code: str, span: Span | None = None, **facts: Any) -> None:
        self.code = code
        self.span = span
        self.facts = facts
        self.message = MESSAGES[code]
        super().__init__(code, span, facts)

    @property
    def status(self) -> int:
        return self.message.status

    def title(self, language: Language) -> str:
        return self.message.title[language]

    def detail(self, language: Language) -> str:
        return self._filled(self.message.detail, language)

    def hint(self, language: Language) -> str | None:
        """What to write instead, or None where nothing better than `detail` can be said."""
        hint = self.message.hint
        return (self._filled(hint, language) or None) if hint else None

    def _filled(self, template: Text, language: Language) -> str:
        """The template with the facts; a fact that is itself words is taken in the same language."""
        facts = {name: fact[language] if isinstance(fact, dict) else fact for name, fact in self.facts.items()}
        return template[language].format(**facts)

    def __str__(self) -> str:
        return f"{self.code}: {self.detail('en')}"


class SourceError(UserError): ...


class FormulaSyntaxError(SourceError): ...


class NameProblem(SourceError): ...


class ShapeMismatch(SourceError): ...


class ValueProblem(SourceError): ...


class LimitExceeded(UserError): ...


class LinkProblem(UserError): ...


class RequestError(UserError): ...


def line_and_column(source: str, offset: int) -> tuple[int, int]:
    """The 1-based line and column of a code point in `source`."""
    before = source[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def pointed(source: str, span: Span) -> str:
    """The line of `source` that `span` starts in, with carets under the span, as a terminal shows it."""
    line, column = line_and_column(source, span[0])
    text = source.split("\n")[line - 1]
    width = max(1, min(span[1] - span[0], len(text) - column + 1))
    return f"{text}\n{' ' * (column - 1)}{'^' * width}"
