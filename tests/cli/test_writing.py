from __future__ import annotations

import os
from pathlib import Path

import pytest
import typer

from app.cli.writing import save


def test_a_file_is_written_whole_with_the_usual_rights_into_folders_that_are_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "graph.svg"
    old = os.umask(0o027)
    try:
        save(path, b"first")
        save(path, b"second")
    finally:
        os.umask(old)
    assert path.read_bytes() == b"second" and path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in path.parent.iterdir()] == ["graph.svg"]


def test_what_cannot_be_written_ends_the_command_and_leaves_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "graph.svg").mkdir()
    with pytest.raises(typer.Exit) as ended:
        save(tmp_path / "graph.svg", b"bytes")
    assert ended.value.exit_code == 3 and "cannot be written" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["graph.svg"]


def test_a_link_stays_a_link_and_a_pipe_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "real.svg").write_bytes(b"old")
    (tmp_path / "link.svg").symlink_to(tmp_path / "real.svg")
    save(tmp_path / "link.svg", b"new")
    assert (tmp_path / "link.svg").is_symlink() and (tmp_path / "real.svg").read_bytes() == b"new"
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    save(tmp_path / "pipe", b"bytes")
    assert os.read(reader, 99) == b"bytes" and (tmp_path / "pipe").is_fifo()
    os.close(reader)
