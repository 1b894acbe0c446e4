"""What the process of a listing may still do, once it has torch: compute, and write to its one channel.

The interpreter gives a listing no way to files, to the network or to other processes. This is the second wall, for the
day on which the first has a hole: limits that the kernel keeps (setrlimit, setitimer), and a hook on every file,
socket and process that Python itself opens (PEP 578), which nothing can take away again.
"""

from __future__ import annotations

import fcntl
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

_READABLE = (".py", ".pyc", ".so", ".pth", ".json", ".txt", "METADATA")
_FORBIDDEN = (
    "socket.", "subprocess.", "shutil.", "ctypes.dlopen", "ctypes.dlsym", "ftplib.", "smtplib.", "urllib.", "pty.",
    "fcntl.", "signal.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.sys", "os.remove", "os.rename",
    "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.kill", "os.putenv", "os.truncate",
)  # fmt: skip


def contain(seconds: float, memory: int, lifeline: int) -> None:
    """From now on: `seconds` of time, `memory` bytes beyond what the process has, no new file, no socket, no child.

    `lifeline` is the end of a pipe that nobody writes to: when its other end closes, this process ends at once.
    """
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    for name in (signal.SIGIO, signal.SIGALRM, signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_DFL)
    end_in(seconds)
    limit(resource.RLIMIT_CPU, int(seconds) + 2)
    limit(resource.RLIMIT_AS, address_space() + memory)
    limit(resource.RLIMIT_FSIZE, 0)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_NPROC, 0)
    limit(resource.RLIMIT_NOFILE, 64)
    sys.addaudithook(guard(Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve(), Path(__file__).parents[2]))


def end_in(seconds: float) -> None:
    """The kernel ends this process after so much time, whatever it does then; what was said before holds no more."""
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.01))


def limit(which: int, most: int) -> None:
    resource.setrlimit(which, (most, most))


def address_space() -> int:
    """The bytes that are mapped into this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def guard(*roots: Path) -> Any:
    """An audit hook: libraries may still load their own code from `roots`, read-only; everything else is refused."""
    folders = tuple(str(root) + os.sep for root in roots)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            writing = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            text = path if isinstance(path, str) else os.fsdecode(path) if isinstance(path, bytes) else ""
            if writing or not text.startswith(folders) or not text.endswith(_READABLE):
                raise PermissionError("a listing opens no files")
        elif event.startswith(_FORBIDDEN):
            raise PermissionError("a listing has no files, no network and no processes")

    return hook
