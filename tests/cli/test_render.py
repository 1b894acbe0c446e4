from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.cli.render import summary
from app.main import create_app
from app.web.pictures import FORMS
from app.web.settings import Settings
from tests.cli.commands import call

INTRODUCTION = ("J = 3(a+bc)", "-v", "a:5,b:3,c:2")


@pytest.fixture(scope="module")
def server() -> TestClient:
    return TestClient(create_app(Settings(rate_limit="", log_requests=False)))


@pytest.mark.parametrize("form", FORMS)
def test_a_file_has_the_very_bytes_that_the_server_answers(form: str, server: TestClient, tmp_path: Path) -> None:
    options = {"step": "4", "theme": "dark", "hide": "locals", "direction": "down"}
    written = [part for name, value in options.items() for part in (f"--{name}", value)]
    path = tmp_path / f"graph.{form}"
    assert call("render", *INTRODUCTION, *written, "-o", path).exit_code == 0
    query = "&".join(f"{name}={value}" for name, value in options.items())
    assert path.read_bytes() == server.get(f"/graph.{form}?source=J%20=%203(a+bc)&values=a:5,b:3,c:2&{query}").content


def test_several_outputs_take_their_forms_from_their_suffixes(tmp_path: Path) -> None:
    files = [tmp_path / "new" / name for name in ("j.svg", "j.gv", "j.tex", "j.py")]
    outputs = [part for file in files for part in ("-o", file)]
    found = call("render", *INTRODUCTION, *outputs, "--json")
    starts = [file.read_text()[:12] for file in files]
    assert starts[:2] == ['<svg xmlns="', "digraph chai"] and "import numpy" in files[3].read_text()
    report = json.loads(found.stdout)
    assert [each["format"] for each in report["files"]] == ["svg", "dot", "tex", "numpy"]
    assert [each["bytes"] for each in report["files"]] == [file.stat().st_size for file in files]
    assert report["files"][3]["sha256"] == hashlib.sha256(files[3].read_bytes()).hexdigest()
    assert sorted(file.name for file in (tmp_path / "new").iterdir()) == ["j.gv", "j.py", "j.svg", "j.tex"]


def test_a_picture_may_go_to_standard_output() -> None:
    found = call("render", "y = x", "-o", "-", "-f", "dot")
    assert (found.exit_code, found.stdout[:18]) == (0, "digraph chainlight")


def test_a_file_of_formulas_fills_a_folder_and_a_mistake_stops_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    found = call("render", "--lines", "-", "-o", out, "-f", "dot,pytorch", given="y = x^2\nz = sine(x)\nq = a b\n")
    assert found.exit_code == 1
    assert found.stderr.startswith(
        "stdin:2:5: There is no function `sine`. [name.function]\n  z = sine(x)\n      ^^^^\n"
    )
    assert found.stderr.endswith(f"4 files in {out}, 1 problem.\n")
    files = ["1.dot", "1_pytorch.py", "3.dot", "3_pytorch.py"]
    assert sorted(file.name for file in out.iterdir()) == [*files, "manifest.json"]
    report = json.loads((out / "manifest.json").read_text())
    assert [each["file"] for each in report["files"]] == files
    (problem,) = report["problems"]
    assert (problem["name"], problem["source"], problem["problem"]["code"]) == ("2", "z = sine(x)", "name.function")


def test_a_folder_of_sources_keeps_their_names_and_gives_no_name_twice(tmp_path: Path) -> None:
    for name in ("loss.txt", "Loss.tex", "manifest.txt"):
        (tmp_path / name).write_text("L = (y-t)^2")
    out = tmp_path / "out"
    assert call("render", tmp_path, "x y", "-o", f"{out}/", "-f", "json", "-q").exit_code == 0
    assert {file.name for file in out.iterdir()} == {
        "Loss.json", "loss-2.json", "manifest-2.json", "4.json", "manifest.json"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ([], 2, "There is no source"),
        (["y = x"], 2, "Say where to"),
        (["y = x", "-o", "graph.gif"], 2, "names no form"),
        (["y = x", "-o", "-"], 2, "names no form"),
        (["y = x", "-o", "pictures", "-f", "gif"], 2, "There is no form gif"),
        (["y = x", "z = x", "-o", "graph.svg"], 2, "Several sources need one folder"),
        (["y = x", "-o", "graph.svg", "--theme", "pink"], 2, "request.field_type"),
        (["y = sine(x)", "-o", "graph.svg"], 1, "name.function"),
        (["nowhere.txt", "-o", "graph.svg"], 3, "There is no file"),
        (["y = x", "-o", "/proc/nowhere/graph.svg"], 3, "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    arguments: list[str], status: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = call("render", *arguments)
    assert (found.exit_code, found.stdout) == (status, "") and words in found.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_summary_counts_in_words() -> None:
    report = {"files": [1], "problems": []}
    assert summary(report, Path("out")) == "1 file in out, 0 problems."
