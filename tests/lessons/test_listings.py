"""The listings of the gallery: what they print is what Python prints; what the gallery draws is what they went through."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.lessons.listings import LISTINGS
from app.messages import LANGUAGES

pytest.importorskip("torch")
from app.listing.recorded import run_recorded
from app.listing.recording.formula import formula
from app.listing.recording.portable import restored

ONE_AFTER_THE_OTHER = "import runpy, sys\nfor path in sys.argv[1:]:\n    runpy.run_path(path)\n    print(chr(0))\n"


def told(source: str) -> tuple[str, dict[str, Any]]:
    events: list[dict[str, Any]] = []
    run_recorded(source, events.append)
    return "".join(each["text"] for each in events if each["event"] == "console"), events[-1]


@pytest.mark.slow
def test_every_listing_prints_what_python_prints(tmp_path: Path) -> None:
    paths = [tmp_path / f"{listing.id}.py" for listing in LISTINGS]
    for path, listing in zip(paths, LISTINGS, strict=True):
        path.write_text(listing.source("en"), "utf-8")
    python = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_THE_OTHER, *map(str, paths)], capture_output=True, text=True, check=True
    )
    ours = [told(listing.source("en")) for listing in LISTINGS]
    assert [console for console, _ in ours] == python.stdout.split("\0\n")[:-1]
    assert [done["error"] for _, done in ours] == [None] * len(LISTINGS)
    # A reviewer has something to say of the one with the mistake, and of no other.
    findings = {
        row.id: [each["code"] for each in done["findings"]] for row, (_, done) in zip(LISTINGS, ours, strict=True)
    }
    assert {id: codes for id, codes in findings.items() if codes} == {"forgotten-zero-grad": ["never_zeroed"]}
    for listing, (_, done) in zip(LISTINGS, ours, strict=True):
        found = formula(restored(done["whole"], listing.source("en")))
        assert found is not None, listing.id
        assert found["source"] == listing.formula, listing.id
        assert found.get("upstream") == pytest.approx(listing.upstream), listing.id
        assert flat(found["values"]) == pytest.approx(flat(listing.values), abs=0.006), listing.id


def flat(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [number for name in sorted(value) for number in flat(value[name])]
    return [number for each in value for number in flat(each)] if isinstance(value, list) else [float(value)]


def test_a_listing_is_the_same_program_in_every_language_and_its_comments_are_not() -> None:
    for listing in LISTINGS:
        english, chinese = (listing.source(language) for language in LANGUAGES)
        assert ast.dump(ast.parse(english)) == ast.dump(ast.parse(chinese)), listing.id
        assert "||" not in english + chinese and english.isascii(), listing.id
        assert (english != chinese) == ("||" in listing.code), listing.id
    assert len({listing.id for listing in LISTINGS}) == len(LISTINGS) >= 8
