"""The project around the code: what is packaged, pinned, forbidden, and how the image is made."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Collection
from importlib.metadata import requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.live import ROOT, serving

PYTHON_SOURCES = sorted((ROOT / "app").rglob("*.py"))


# ── the wheel ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT], check=True, capture_output=True
    )
    (built,) = folder.glob("chainlight-*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_carries_every_file_of_the_package_and_the_page(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "app", "static", "templates"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    expected = {name if name.startswith("app/") else f"app/{name}" for name in tracked}
    expected |= {"chainlight_sphinx/__init__.py", "chainlight_markdown/__init__.py"}
    with zipfile.ZipFile(wheel) as archive:
        assert expected <= set(archive.namelist())


@pytest.mark.slow
def test_the_wheel_runs_from_a_temporary_folder_without_torch(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    install: list[str | Path] = ["install", "--quiet", "--no-compile", "--constraint", ROOT / "constraints.txt", wheel]
    subprocess.run([sys.executable, "-m", "pip", "--python", python, *install], check=True)
    with serving(python, cwd=tmp_path, PYTHONPATH="") as base:
        from tests.test_tiny import (
            test_a_formula_gives_its_value_and_its_gradients,
            test_the_graph_is_three_steps_forward_and_six_back,
            test_the_page_and_the_picture_answer,
        )

        test_a_formula_gives_its_value_and_its_gradients(base)
        test_the_graph_is_three_steps_forward_and_six_back(base)
        test_the_page_and_the_picture_answer(base)
    command = tmp_path / "venv" / "bin" / "chainlight"
    picture = tmp_path / "graph.png"
    subprocess.run([command, "render", "J = 3(a+bc)", "-o", picture], cwd=tmp_path, check=True)
    assert picture.read_bytes()[:4] == b"\x89PNG"
    wanting: dict[str, list[str | Path]] = {"client": [python, "-c", "import app.client"], "mcp": [command, "mcp"]}
    for extra, program in wanting.items():
        refused = subprocess.run(program, cwd=tmp_path, capture_output=True, text=True)
        assert refused.returncode and f"pip install 'chainlight[{extra}]'" in refused.stderr


# ── versions ────────────────────────────────────────────────────────────────────────────────────────────────────────
def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_constraints_pin_every_requirement_exactly() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    pins = {}
    for line in lines:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", line), f"not one exact version: {line}"
        name, version = line.split("==")
        pins[canonical(name)] = version
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *(row for rows in project["optional-dependencies"].values() for row in rows)]
    names = {canonical(re.split(r"[\[<>=~! ]", row)[0]) for row in wanted}
    assert names <= pins.keys()
    assert pins["torch"] == "2.13.0"


def needed(name: str, extras: Collection[str], found: dict[str, str]) -> None:
    """Put into `found` what `name[extras]` needs here, itself included: canonical name -> installed version."""
    found[canonical(name)] = version(name).split("+")[0]
    for row in map(Requirement, requires(name) or ()):
        wanted = row.marker is None or any(row.marker.evaluate({"extra": extra}) for extra in ("", *extras))
        if wanted and canonical(row.name) not in found:
            needed(row.name, row.extras, found)


def test_what_the_project_needs_is_installed_as_it_is_pinned() -> None:
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    pins = {canonical(name): pin for name, _, pin in (line.partition("==") for line in lines)}
    found: dict[str, str] = {}
    needed("chainlight", ("test", "torch"), found)
    del found["chainlight"]
    assert {name: pins.get(name) for name in found} == found


# ── words that may not stand here ───────────────────────────────────────────────────────────────────────────────────
FORBIDDEN = re.compile(r"(?<![\w.])(?:eval|exec|compile|__import__)\(|\bpickle\b|\btorch\.load\b|\bos\.system\b")


def runs_text(source: str) -> set[str]:
    """What a source calls or imports that runs texts as Python. A sentence may name it."""
    if not FORBIDDEN.search(source):
        return set()
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(f"{node.func.id}(")
        elif isinstance(node, ast.Attribute):
            found.add(ast.unparse(node))
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{each.name}" for each in node.names}
    return {each for each in found if FORBIDDEN.search(each)}


def test_no_source_runs_text_as_python() -> None:
    found = {str(path.relative_to(ROOT)): runs_text(path.read_text()) for path in PYTHON_SOURCES}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "text",
    [
        "eval(x)", "y = exec(s)", "import pickle", "from pickle import loads", "from torch import load", "torch.load(f)",
        "compile(s, '', 'exec')", "f'{eval(x)}'",
    ],
)  # fmt: skip
def test_the_forbidden_words_are_found(text: str) -> None:
    assert runs_text(text + "  # torch.load")


@pytest.mark.parametrize("text", ["re.compile(x)", "model.eval()", "evaluate(x)", "my_exec(x)", "'eval(x)'  # exec()"])
def test_harmless_words_are_not(text: str) -> None:
    assert not runs_text(text)


# ── the image ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def dockerfile() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile: (word, the rest), continued lines joined."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word.upper(), rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def test_the_image_starts_from_an_exact_slim_python(dockerfile: list[tuple[str, str]]) -> None:
    bases = [rest.split()[0] for word, rest in dockerfile if word == "FROM"]
    assert bases
    for base in bases:
        assert re.match(r"python:3\.\d+[\w.-]*slim", base), base


def test_the_image_does_not_run_as_root(dockerfile: list[tuple[str, str]]) -> None:
    users = [rest for word, rest in dockerfile if word == "USER"]
    assert users
    assert users[-1].split(":")[0] not in ("root", "0")
    words = [word for word, _ in dockerfile]
    assert words.index("USER") < words.index("CMD")


def test_the_image_checks_its_own_health(dockerfile: list[tuple[str, str]]) -> None:
    (check,) = [rest for word, rest in dockerfile if word == "HEALTHCHECK"]
    assert "/healthz" in check


def test_the_image_installs_by_the_constraints_and_writes_nothing(dockerfile: list[tuple[str, str]]) -> None:
    installs = [rest for word, rest in dockerfile if word == "RUN" and "pip install" in rest]
    assert installs
    assert all("constraints.txt" in install for install in installs)
    assert any(word == "ENV" and "PYTHONDONTWRITEBYTECODE=1" in rest for word, rest in dockerfile)


def test_what_the_image_copies_is_there(dockerfile: list[tuple[str, str]]) -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    for rest in (rest for word, rest in dockerfile if word == "COPY" and "--from" not in rest):
        for name in rest.split()[:-1]:
            assert (ROOT / name).exists(), name
            assert name not in ignored


# ── the shelf ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_changelog_is_one_line_a_change() -> None:
    lines = (ROOT / "CHANGELOG.md").read_text().splitlines()
    assert all(line == "" or line.startswith(("# ", "## ", "- ")) for line in lines)


def test_every_file_that_the_readme_points_to_is_there() -> None:
    text = (ROOT / "README.md").read_text()
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", text) + re.findall(r"src=\"(?!https?:)([^\"]+)\"", text)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
