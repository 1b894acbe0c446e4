from __future__ import annotations

import io
from pathlib import Path

import pytest
import typer

from app.cli.sources import Source, read_lines, read_source, read_sources


def test_an_argument_is_a_formula_unless_a_file_has_that_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("loss.txt").write_text("\ufeffL = (y - t)^2\n", encoding="utf-8")
    Path("x").write_text("not asked")
    assert read_source("loss.txt") == Source("L = (y - t)^2\n", "loss.txt")
    assert read_source("J = 3(a+bc)") == Source("J = 3(a+bc)")
    assert read_source("x") == Source("x")
    assert read_source("a" * 5000).text == "a" * 5000
    assert read_source("y = 1/3\n").file is None


def test_a_folder_is_its_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.py", ".hidden"):
        (tmp_path / name).write_text(name)
    (tmp_path / "folder").mkdir()
    found = read_sources(str(tmp_path))
    assert found == [Source("a.py", "a.py"), Source("b.txt", "b.txt")]
    assert [each.is_listing for each in found] == [True, False]
    assert [each.stem for each in found] == ["a", "b"]


def test_a_file_of_lines_gives_a_formula_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "y = x\n\n# a comment\n  z = 2x  # another\n"
    (tmp_path / "many.txt").write_text(text)
    found = [Source("y = x", "many.txt", 1), Source("  z = 2x  # another", "many.txt", 4)]
    assert read_lines(str(tmp_path / "many.txt")) == found
    assert [each.stem for each in found] == [None, None]
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert [each.text for each in read_lines("-")] == ["y = x", "  z = 2x  # another"]


def test_a_file_that_is_not_there_or_no_text_ends_the_command(tmp_path: Path) -> None:
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe\x00")
    for argument in ("nowhere/at_all.txt", str(tmp_path / "bytes.txt")):
        with pytest.raises(typer.Exit) as ended:
            read_source(argument)
        assert ended.value.exit_code == 3
