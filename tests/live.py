"""A server of the test's own, as anybody would start it: in another process, asked over HTTP."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(
    python: str | Path = sys.executable, cwd: Path = ROOT, seconds: float = 90, **environment: str
) -> Iterator[str]:
    """The base URL of a server of its own, `python -m uvicorn app.main:app` in `cwd`, that ends with the block.

    It limits no rate and logs no request, unless `environment` says otherwise.
    """
    port = free_port()
    command = [str(python), "-m", "uvicorn", "app.main:app", "--port", str(port), "--log-level", "warning"]
    ours = {"CHAINLIGHT_RATE_LIMIT": "", "CHAINLIGHT_LOG_REQUESTS": "false"}
    process = subprocess.Popen(command, cwd=cwd, env={**os.environ, **ours, **environment})
    try:
        base = f"http://127.0.0.1:{port}"
        wait_until_it_answers(base + "/healthz", seconds, process)
        yield base
    finally:
        process.terminate()
        process.wait(60)


def processor_seconds(pid: int) -> float:
    """What a process has used of a processor so far (Linux). On a busy machine it tells more than a clock does."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until_it_answers(url: str, seconds: float, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, f"the server ended with status {process.returncode} before it answered"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError as error:
            error.close()
            return
        except OSError:
            time.sleep(0.02)
    pytest.fail(f"{url} did not answer within {seconds} s")
