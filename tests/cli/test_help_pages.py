"""What the pages of help show is what the commands do."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from app.messages import LANGUAGES, Language
from tests.cli.commands import call
from tests.cli.test_listing import LISTING
from tests.web.test_handbook import fences

LOADS_TORCH = "training.py"


def commands(language: Language) -> list[tuple[str, str | None]]:
    """Each command on the page, and what stands below it as its output."""
    found = fences("shell", language)
    following = [*found[1:], ("", "", "")]
    return [
        (text, after if kind == "output" else None)
        for (fence, _, text), (kind, _, after) in zip(found, following, strict=True)
        if fence == "bash"
    ]


def tried(language: Language, folder: Path, *, with_torch: bool) -> int:
    (folder / "formulas.txt").write_text("y = x^2\nJ = 3(a+bc)\n")
    (folder / LOADS_TORCH).write_text(LISTING)
    count = 0
    for text, output in commands(language):
        if (LOADS_TORCH in text) == with_torch:
            found = call(*shlex.split(text)[1:], "--lang", language)
            assert output in (None, found.output), text
            assert found.exit_code == (1 if "'J = 3(a+bc'" in text else 0), text
            count += 1
    return count


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_on_the_page_of_help_does_what_it_shows(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert tried(language, tmp_path, with_torch=False) == 5
    assert {"graph.svg", "graph.png", "pictures"} <= {file.name for file in tmp_path.iterdir()}


@pytest.mark.slow
def test_every_listing_on_the_page_of_help_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert tried("en", tmp_path, with_torch=True) == 2
