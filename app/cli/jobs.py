"""Sources and outputs -> what is to be written where."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import NamedTuple

from app.cli.endings import USAGE, fail
from app.cli.forms import file_name, form_names, form_of
from app.cli.sources import STDIN, Source
from app.cli.words import said

MANIFEST = "manifest.json"


class Job(NamedTuple):
    """A source and the files that it is to be written to, each with its form. No path: standard output."""

    name: str
    source: Source
    files: list[tuple[str, Path | None]]


def jobs_of(sources: list[Source], outputs: list[str], forms: list[str]) -> tuple[list[Job], Path | None]:
    """What is to be written where, and the folder that it goes to, if any. What cannot be meant ends the command."""
    known = ", ".join(form_names())
    if not sources:
        fail(said("There is no source: write a formula.", "没有源文本：请给出公式。"), USAGE)
    if not outputs:
        fail(said("Say where to: -o graph.svg", "请指明输出位置：-o graph.svg"), USAGE)
    for form in forms:
        if form not in form_names():
            fail(
                said(f"There is no form {form}. The forms are: {known}.", f"没有格式 {form}。可用的格式：{known}。"),
                USAGE,
            )
    if len(sources) == 1 and not is_folder(outputs[0]):
        files: list[tuple[str, Path | None]] = []
        for output in outputs:
            asked = forms[0] if forms else form_of(PurePath(output))
            if asked is None:
                fail(
                    said(
                        f"The suffix of {output} names no form: {known}; or say it by -f.",
                        f"{output} 的后缀不对应任何格式：{known}；也可用 -f 指明。",
                    ),
                    USAGE,
                )
            files.append((asked, None if output == STDIN else Path(output)))
        return [Job(stem_of(sources[0], 1, 1), sources[0], files)], None
    if len(outputs) > 1 or not is_folder(outputs[0]):
        fail(said("Several sources need one folder: -o pictures", "多个源需要一个输出文件夹：-o pictures"), USAGE)
    folder = Path(outputs[0])
    jobs = []
    taken = {PurePath(MANIFEST).stem}
    for place, source in enumerate(sources, start=1):
        stem = free(stem_of(source, place, len(sources)), taken)
        named = [(form, folder / file_name(stem, form)) for form in forms or ["svg"]]
        jobs.append(Job(stem, source, [*named]))
    return jobs, folder


def is_folder(output: str) -> bool:
    """What is there already, or ends with a slash, or has no suffix."""
    return output != STDIN and (Path(output).is_dir() or output.endswith(("/", os.sep)) or not PurePath(output).suffix)


def stem_of(source: Source, place: int, count: int) -> str:
    """The name of its file without the suffix, else its number, as wide as the last one."""
    return source.stem or str(place).zfill(len(str(count)))


def free(stem: str, taken: set[str]) -> str:
    """A name that no other source has, whatever its case: some file systems know no difference."""
    name, number = stem, 2
    while name.casefold() in taken:
        name, number = f"{stem}-{number}", number + 1
    taken.add(name.casefold())
    return name
