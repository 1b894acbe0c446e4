"""What the page never does: parse HTML, run text as code, ask another host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.resources import resource

STATIC, TEMPLATES = resource("static"), resource("templates")
SCRIPTS = sorted((STATIC / "js").rglob("*.js"))
SHEETS = sorted((STATIC / "css").glob("*.css"))
PAGES = sorted(TEMPLATES.glob("*.html"))

AS_HTML = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\.html\(")
AS_CODE = re.compile(r"\beval\(|new Function\(|setTimeout\(\s*[\"'`]")
SCHEME = re.compile(r"https?://(?!www\.w3\.org/)[^\s\"'`)]+")
"""An address of another host; the name of the SVG namespace is none."""


def named(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_script_never_parses_html_nor_runs_text(path: Path) -> None:
    text = path.read_text("utf-8")
    assert AS_HTML.findall(text) + AS_CODE.findall(text) == []


@pytest.mark.parametrize("path", [*SCRIPTS, *SHEETS, *PAGES], ids=named)
def test_a_file_of_the_page_names_no_other_host(path: Path) -> None:
    assert SCHEME.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_template_lets_nothing_through_unescaped_and_has_no_script_of_its_own(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.findall(r"\|\s*safe\b|autoescape\s+false", text) == []
    scripts = re.findall(r"<script\b[^>]*>", text)
    assert [tag for tag in scripts if "src=" not in tag and 'type="application/json"' not in tag] == []
    assert re.findall(r"\son\w+=", text) == []
