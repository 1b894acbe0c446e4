"""What the page never does: parse HTML, run text as code, ask another host."""

from __future__ import annotations

import re
from pathlib import Path

from app.resources import resource

STATIC, TEMPLATES = resource("static"), resource("templates")
SCRIPTS = sorted((STATIC / "js").rglob("*.js"))
SHEETS = sorted((STATIC / "css").glob("*.css"))
PAGES = sorted(TEMPLATES.glob("*.html"))
WRITTEN = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())

AS_HTML = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\.html\(")
AS_CODE = re.compile(r"\beval\(|new Function\b|setTimeout\(\s*[\"'`]")
SCHEME = re.compile(r"https?://(?!www\.w3\.org/)[^\s\"'`)]+")
"""An address of another host; the name of the SVG namespace is none."""
ASKED = re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//[^\"']*")
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false|\son\w+=")


def found(paths: list[Path], *patterns: re.Pattern[str]) -> dict[str, list[str]]:
    """file -> what of the patterns stands in it, where any does"""
    words = {path.name: [word for each in patterns for word in each.findall(path.read_text("utf-8"))] for path in paths}
    return {name: some for name, some in words.items() if some}


def test_what_is_looked_for_is_found() -> None:
    assert AS_HTML.search("x.innerHTML = y") and AS_CODE.search("new Function(x)") and SCHEME.search("https://a.org/x")
    assert ASKED.search("<a href='//a.org'>") and UNESCAPED.search("{{ x | safe }}")


def test_a_script_never_parses_html_nor_runs_text() -> None:
    assert found(SCRIPTS, AS_HTML, AS_CODE) == {}


def test_a_file_of_the_page_names_no_other_host() -> None:
    assert found([*SCRIPTS, *SHEETS, *PAGES], SCHEME) == {}
    assert found(WRITTEN, ASKED) == {}


def test_a_template_lets_nothing_through_unescaped_and_has_no_script_of_its_own() -> None:
    assert found(PAGES, UNESCAPED) == {}
    scripts = [tag for path in PAGES for tag in re.findall(r"<script\b[^>]*>", path.read_text("utf-8"))]
    assert [tag for tag in scripts if "src=" not in tag and 'type="application/json"' not in tag] == []
