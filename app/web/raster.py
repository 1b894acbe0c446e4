"""PNG drawn in a process of its own: resvg keeps Python's lock while it draws, and nobody else would be answered.

The process is `python -m app.views.png`. A server starts it soon after itself (`Raster.start`), so that nobody waits
while it reads its faces; what is no server, when the first PNG is asked for; both again should it ever end. It takes
about 25 MB.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from functools import lru_cache

from app.errors import RequestError

SECONDS = 20.0
"""after which a drawing is given up"""
MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(2**25), "MALLOC_TRIM_THRESHOLD_": str(2**26)}
"""To glibc: keep up to 64 MiB for the next picture. Its pixels come in new pages each time else, which take a sixth of
the time."""


class Raster:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Let the process be there, and get ready by itself."""
        with self._lock, suppress(OSError):
            self._process = self._process or started()

    def end(self) -> None:
        """Let it end; the next drawing would start another."""
        with self._lock:
            self._end()

    def draw(self, svg: str, size: tuple[float, float], width: int | None) -> bytes:
        """`app.views.png.png`, elsewhere; one at a time. Raises server.busy (503) where the process ends or hangs."""
        body = svg.encode()
        question = struct.pack(">ddII", *size, width or 0, len(body)) + body
        with self._lock:
            for _ in range(2):  # the process may have ended since the last picture
                with suppress(OSError):
                    return self._asked(question)
                self._end()
        raise RequestError("server.busy", retry_after=5)

    def _asked(self, question: bytes) -> bytes:
        process = self._process = self._process or started()
        assert process.stdin is not None and process.stdout is not None
        patience = threading.Timer(SECONDS, process.kill)
        patience.start()
        try:
            process.stdin.write(question)
            process.stdin.flush()
            (length,) = struct.unpack(">I", exactly(process, 4))
            return exactly(process, length)
        finally:
            patience.cancel()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._process = None


def started() -> subprocess.Popen[bytes]:
    """It ends by itself when the server does: then its input ends."""
    return subprocess.Popen(
        [sys.executable, "-m", "app.views.png"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={
            **{name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ},
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            **MEMORY,
        },
    )


def exactly(process: subprocess.Popen[bytes], length: int) -> bytes:
    """The next `length` bytes that it says. Raises OSError where it ends before."""
    assert process.stdout is not None
    found = process.stdout.read(length)
    if len(found) < length:
        raise OSError
    return found


@lru_cache(maxsize=1)
def raster() -> Raster:
    """The one of this process."""
    return Raster()
