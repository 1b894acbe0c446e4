"""Pictures that were drawn, as they are sent: in each encoding, with an ETag each. The oldest go where room ends."""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Hashable

import brotli

from app.web.workers import Workers

SMALLEST = 1000
"""bytes that are worth compressing"""
WAITING = 2, 32
"""threads that wait for another process to draw, and requests that wait for one of them"""
TEXT = ("image/svg+xml", "text/", "application/json", "application/x-tex")


class KeptPicture:
    """One picture. `tag` names its bytes."""

    def __init__(self, body: bytes, media_type: str) -> None:
        self.media_type = media_type
        self.tag = hashlib.sha256(body).hexdigest()[:24]
        self.bodies = {"": body}
        self.compresses = media_type.startswith(TEXT) and len(body) >= SMALLEST

    def encoded(self, encoding: str) -> bytes:
        """In `br`, `gzip` or "": compressed once. The fast levels: an answer waits for it."""
        if encoding not in self.bodies:
            plain = self.bodies[""]
            self.bodies[encoding] = (
                gzip.compress(plain, 6, mtime=0)
                if encoding == "gzip"
                else brotli.compress(plain, mode=brotli.MODE_TEXT, quality=5)
            )
        return self.bodies[encoding]

    @property
    def size(self) -> int:
        """Bytes that it takes, or may take."""
        return 2 * len(self.bodies[""])


class KeptPictures:
    """By what they depend on; `room` is in bytes. And the threads that wait while one is drawn elsewhere."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.workers = Workers(*WAITING)
        self.taken = 0
        self.kept: OrderedDict[Hashable, KeptPicture] = OrderedDict()

    def get(self, key: Hashable) -> KeptPicture | None:
        found = self.kept.get(key)
        if found is not None:
            self.kept.move_to_end(key)
        return found

    def keep(self, key: Hashable, picture: KeptPicture) -> None:
        if picture.size > self.room // 4 or key in self.kept:
            return
        self.kept[key] = picture
        self.taken += picture.size
        while self.taken > self.room:
            self.taken -= self.kept.popitem(last=False)[1].size
