"""The text of a listing -> Python's own syntax tree, by `ast.parse` alone."""

from __future__ import annotations

import ast
import re

from app.errors import FormulaSyntaxError, LimitExceeded, Span
from app.limits import LIMITS, Limits
from app.listing.misreadings import advice_for
from app.listing.refusals import NOTHING
from app.listing.trees import measured

_MAGIC = re.compile(r"\n[ \t]*[%!][^\n]*")
"""`%matplotlib inline` and `!pip install ...`, behind the end of a line: lines of a notebook, not of Python"""


def parsed(source: str, limits: Limits = LIMITS) -> ast.Module:
    """The tree of `source`.

    Raises listing.syntax with Python's own words and their place; limit.source, limit.tree, limit.depth.
    """
    size = len(source.encode("utf-8", "replace"))
    if size > limits.listing_bytes:
        raise LimitExceeded("limit.source", limit=limits.listing_bytes, found=size)
    if "\0" in source:
        place = source.index("\0")
        reason = "source code cannot contain null bytes"
        raise FormulaSyntaxError("listing.syntax", (place, place + 1), reason=reason, advice=NOTHING)
    try:
        tree = ast.parse(without_magic(source))
    except SyntaxError as error:
        span, reason = _place(source, error), error.msg.rstrip("?")
        advice = advice_for(reason, source.split("\n")[(error.lineno or 1) - 1 :][:1])
        raise FormulaSyntaxError("listing.syntax", span, reason=reason, advice=advice) from None
    except (RecursionError, MemoryError):
        raise LimitExceeded("limit.depth", limit=limits.listing_depth) from None
    except (ValueError, UnicodeError) as error:
        raise FormulaSyntaxError("listing.syntax", (0, 0), reason=str(error), advice=NOTHING) from None
    _check_size(tree, limits)
    return tree


def without_magic(source: str) -> str:
    """The same with comments in place of what is not Python, as long."""
    text = "\n" + source
    return _MAGIC.sub(lambda found: "\n" + "#" * (len(found[0]) - 1), text)[1:] if _MAGIC.search(text) else source


def _check_size(tree: ast.Module, limits: Limits) -> None:
    """Level by level: a listing is read before it runs, and this is done for each node of it."""
    for depth, count in enumerate(measured(tree)):
        if depth > limits.listing_depth:
            raise LimitExceeded("limit.depth", limit=limits.listing_depth)
        if count > limits.listing_nodes:
            raise LimitExceeded("limit.tree", limit=limits.listing_nodes, found=f"> {limits.listing_nodes}")


def _place(source: str, error: SyntaxError) -> Span:
    line = max(1, error.lineno or 1)
    start = min(_line_starts(source, line) + max(0, (error.offset or 1) - 1), len(source))
    end = start + 1
    if error.end_lineno == error.lineno and error.end_offset and error.offset and error.end_offset > error.offset:
        end = start + error.end_offset - error.offset
    return start, min(end, max(start, len(source)))


def _line_starts(source: str, line: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = source.find("\n", start) + 1
        if not start:
            return len(source)
    return start


def span_of_line(source: str, line: int) -> Span:
    """The text of a line, without what is blank around it."""
    lines = source.split("\n")
    line = min(max(line, 1), len(lines))
    text = lines[line - 1]
    start = _line_starts(source, line) + len(text) - len(text.lstrip())
    return start, start + max(len(text.strip()), 0)


def span_of(source: str, node: ast.AST) -> Span:
    """Where a node stands, in code points; `ast` counts columns in bytes of UTF-8."""
    line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    end_line, end_column = getattr(node, "end_lineno", None) or line, getattr(node, "end_col_offset", None) or column
    return _offset(source, line, column), _offset(source, end_line, end_column)


def _offset(source: str, line: int, column: int) -> int:
    start = _line_starts(source, line)
    end = source.find("\n", start)
    text = source[start:] if end < 0 else source[start:end]
    if text.isascii():
        return start + min(column, len(text))
    return start + len(text.encode("utf-8", "replace")[:column].decode("utf-8", "ignore"))
