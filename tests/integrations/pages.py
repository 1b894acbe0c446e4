"""What the tests of built pages share: a build in another process, and how a page looks in a browser."""

from __future__ import annotations

import http.server
import importlib.util
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.live import ROOT

PATHS = (ROOT, ROOT / "integrations" / "sphinx", ROOT / "integrations" / "markdown")


def needs(*modules: str) -> None:
    """Skip, and say so loudly, where a tool is not installed."""
    missing = [module for module in modules if importlib.util.find_spec(module) is None]
    if missing:
        skip_loudly(f"no {', '.join(missing)} here, so no page was built with it")


def skip_loudly(reason: str) -> None:
    print(f"\n!! SKIPPED LOUDLY: {reason}\n", file=sys.__stderr__)
    pytest.skip(f"SKIPPED LOUDLY: {reason}")


def run(*command: str | Path, cwd: Path, seconds: float = 240) -> subprocess.CompletedProcess[str]:
    """A tool that finds our own packages, as where they are installed, and that says what it says without colours."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "FORCE_COLOR"},
        "PYTHONPATH": os.pathsep.join(map(str, PATHS)), "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1",
    }  # fmt: skip
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=seconds, check=False
    )


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A built site as somebody else's server has it: the base URL of an origin of its own."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{host.server_address[1]}"
        host.shutdown()


SEEN = """() => [...document.querySelectorAll(".chainlight img")]
  .filter((image) => image.checkVisibility())
  .map((image) => ({theme: image.className, drawn: image.complete && image.naturalWidth > 0, wide: image.clientWidth}))"""


def pictures_seen(page: Any) -> list[dict[str, Any]]:
    """The pictures that a reader sees, once they are loaded."""
    page.evaluate("() => document.querySelectorAll('img').forEach((image) => (image.loading = 'eager'))")
    page.wait_for_function("() => [...document.images].every((image) => image.complete)")
    found: list[dict[str, Any]] = page.evaluate(SEEN)
    return found
