"""What a server refuses, as an exception."""

from __future__ import annotations

from app.client.answers import ProblemDocument


class Problem(Exception):
    """A refusal, as the server told it (RFC 9457), in the asked language.

    `code` is stable, for programs: `syntax.unclosed`, `name.cycle`, `limit.rate`; `http.502` and the like where not
    Chainlight but something on the way to it answered.
    """

    def __init__(self, document: ProblemDocument) -> None:
        self.document = document
        self.status: int = document["status"]
        self.code: str = document["code"]
        self.title: str = document["title"]
        self.detail: str = document["detail"]
        self.hint: str | None = document["hint"]
        """what to write instead, where that can be said"""
        self.line: int | None = document["line"]
        """in the source, from 1"""
        self.column: int | None = document["column"]
        """in code points, from 1"""
        super().__init__(document)

    @property
    def span(self) -> tuple[int, int] | None:
        """Where in the source, in code points, the end not included: `source[start:end]` is what it is about."""
        offset, length = self.document["offset"], self.document["length"]
        return None if offset is None or length is None else (offset, offset + length)

    def __str__(self) -> str:
        place = "" if self.line is None else f" (line {self.line}, column {self.column})"
        return f"{self.code}: {self.detail}{place}" + (f" {self.hint}" if self.hint else "")


def unexpected(status: int, reason: str) -> ProblemDocument:
    """The document of an answer that is none of Chainlight's."""
    return {
        "type": "about:blank",
        "title": reason,
        "status": status,
        "code": f"http.{status}",
        "detail": f"The server answered {status} {reason}".strip() + ".",
        "line": None,
        "column": None,
        "offset": None,
        "length": None,
        "hint": None,
    }
