"""Jobs -> files, and a report of what was written."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.cli.endings import FILE, MISTAKE, complain, fail
from app.cli.forms import Refused, Writer, media_type
from app.cli.jobs import Job
from app.cli.sources import STDIN, Source
from app.cli.telling import status_of, told
from app.cli.words import said
from app.errors import UserError
from app.messages import Language
from app.web.problems import document


async def write_all(
    jobs: list[Job], writer: Writer, report: dict[str, Any], folder: Path | None, shows_bar: bool
) -> int:
    """Write every file and note it in `report`. A source with a mistake is told of, and the others are written."""
    status = 0
    with progress(jobs, shows_bar) as each_job:
        for name, source, files in each_job:
            try:
                written = await writer.write(source, [form for form, _ in files])
            except (UserError, Refused) as mistake:
                problem = problem_of(mistake, writer.language, source.text)
                report["problems"].append({"name": name, "source": source.text, "problem": problem})
                complain(told(problem, source, f"#{name}" if len(jobs) > 1 else None))
                status = status_of(problem) if len(jobs) == 1 else MISTAKE
                continue
            for (form, path), content in zip(files, written, strict=True):
                save(path, content)
                seen = path.relative_to(folder) if path and folder else path
                report["files"].append(record(source, name, form, seen, content))
    return status


def problem_of(mistake: UserError | Refused, language: Language, source: str) -> dict[str, Any]:
    return mistake.problem if isinstance(mistake, Refused) else document(mistake, language, source)


def record(source: Source, name: str, form: str, path: Path | None, content: bytes) -> dict[str, Any]:
    """What a manifest says of a file; `path` as seen from the manifest's folder."""
    return {
        "file": STDIN if path is None else path.as_posix(),
        "name": name,
        "source": source.text,
        "format": form,
        "media_type": media_type(form),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


@contextmanager
def progress(jobs: list[Job], shown: bool) -> Iterator[Iterable[Job]]:
    """The jobs, one by one, with a bar on standard error."""
    if not shown:
        yield jobs
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
                  console=console, transient=True) as bar:  # fmt: skip
        yield bar.track(jobs, description=said("Drawing", "绘制"))


def save(path: Path | None, content: bytes) -> None:
    """Write a file whole or not at all; None: standard output. A device or a pipe is written to, never replaced."""
    if path is None:
        sys.stdout.buffer.write(content)
        return
    written: Path | None = None
    try:
        path = path.resolve()  # a link stays a link
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            written = Path(file.name)
            file.write(content)
        written.chmod(0o666 & ~umask())
        written.replace(path)
    except OSError as error:
        if written:
            written.unlink(missing_ok=True)
        fail(said(f"{path} cannot be written: {error.strerror}", f"无法写入 {path}：{error.strerror}"), FILE)


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
