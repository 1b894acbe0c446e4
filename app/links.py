"""A text <-> a code for an address: the permanent link `/g/{code}`, which holds all that it names.

A code is a version character and, in version 1, the text in UTF-8 as raw deflate (RFC 1951) in base64url (RFC 4648,
section 5) without padding. What was given out once must open for ever: a new way of writing gets a new character, and
the old ones stay in `VERSIONS`.
"""

from __future__ import annotations

import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable

from app.errors import LinkProblem
from app.limits import LIMITS

_CODE = re.compile(r"[A-Za-z0-9_-]+")


def encode(text: str) -> str:
    """`text` in the newest version."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    packed = deflate.compress(text.encode("utf-8")) + deflate.flush()
    return "1" + urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")


def decode(code: str, limit: int = LIMITS.body_bytes) -> str:
    """The text of a code of any version, of at most `limit` bytes. Raises link.code (404)."""
    read = VERSIONS.get(code[:1])
    if read is None or not _CODE.fullmatch(code):
        raise LinkProblem("link.code")
    try:
        return read(code[1:], limit).decode("utf-8")
    except ValueError:  # what base64 and UTF-8 raise
        raise LinkProblem("link.code") from None


def _deflated(body: str, limit: int) -> bytes:
    inflate = zlib.decompressobj(-15)
    try:
        # Never more than one byte beyond the limit is made, however much a code says of itself.
        text = inflate.decompress(urlsafe_b64decode(body + "=" * (-len(body) % 4)), limit + 1)
    except zlib.error:
        raise ValueError from None
    if len(text) > limit or not inflate.eof or inflate.unused_data:
        raise ValueError
    return text


VERSIONS: dict[str, Callable[[str, int], bytes]] = {"1": _deflated}
"""version character -> what reads the rest"""
