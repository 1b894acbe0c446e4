"""The page's own files, with an ETag each: asked for again at every visit, sent again only where they changed.

Their names carry no version, so only fonts, which never change under one name, may be kept without asking. Text is
compressed once and kept, and large libraries lie beside themselves compressed; of our own scripts what is said to
readers of the code is left out.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from pathlib import Path

import brotli
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from app.resources import resource
from app.views.scripts import without_comments

ASK = "public, no-cache"
KEEP = "public, max-age=31536000, immutable"
TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
"""What is text: the suffix and its media type."""

SMALL = 32_768
"""Bytes up to which the last few per cent are worth the time: brotli's best is ten times as slow as its second best."""


class Kept:
    """One text as it is sent, in each encoding."""

    def __init__(self, path: Path, stamp: tuple[int, int]) -> None:
        self.stamp = stamp
        body = path.read_bytes()
        if path.suffix == ".js" and path.parent.name != "vendor":
            body = without_comments(body.decode("utf-8")).encode("utf-8")
        self.tag = hashlib.sha256(body).hexdigest()[:20]
        self.bodies = {"": body}
        if (packed := path.with_name(path.name + ".br")).exists():
            self.bodies["br"] = packed.read_bytes()

    def encoded(self, encoding: str) -> bytes:
        if encoding not in self.bodies:
            body = self.bodies[""]
            small = len(body) <= SMALL
            self.bodies[encoding] = (
                gzip.compress(body, 9, mtime=0)
                if encoding == "gzip"
                else brotli.compress(body, mode=brotli.MODE_TEXT, quality=11 if small else 9)
            )
        return self.bodies[encoding]


class PageFiles(StaticFiles):
    def __init__(self) -> None:
        super().__init__(directory=resource("static"))
        self.kept: dict[str, Kept] = {}

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        path = Path(full_path)
        if path.suffix not in TYPES:
            response = super().file_response(full_path, stat_result, scope, status_code)
            response.headers["Cache-Control"] = KEEP if path.suffix == ".woff2" else ASK
            return response
        stamp = stat_result.st_mtime_ns, stat_result.st_size
        kept = self.kept.get(str(path))
        if kept is None or kept.stamp != stamp:
            kept = self.kept[str(path)] = Kept(path, stamp)
        encoding = accepted(scope)
        headers = {"etag": f'"{kept.tag}{encoding[:1]}"', "cache-control": ASK}
        if encoding:
            headers["content-encoding"] = encoding
        response = Response(kept.encoded(encoding), status_code, headers, TYPES[path.suffix])
        if self.is_not_modified(response.headers, Headers(scope=scope)):
            return NotModifiedResponse(response.headers)
        return response


def accepted(scope: Scope) -> str:
    """The best encoding that a client takes, "" for none."""
    taken = b",".join(value for name, value in scope["headers"] if name == b"accept-encoding")
    words = {part.partition(b";")[0].strip(): part for part in taken.split(b",")}
    for encoding in ("br", "gzip"):
        part = words.get(encoding.encode())
        if part is not None and not re.search(rb";\s*q=0(\.0*)?\s*$", part):
            return encoding
    return ""
