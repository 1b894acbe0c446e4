"""The page's words are complete in both languages, and every word on the page comes from their table."""

from __future__ import annotations

import json
import re
from pathlib import Path
from string import Formatter

import pytest

from app.messages import LANGUAGES
from app.operations import KINDS
from app.resources import resource

PAGE: dict[str, dict[str, str]] = json.loads(resource("static/texts.json").read_text("utf-8"))
PANELS: dict[str, dict[str, str]] = json.loads(resource("static/panels.json").read_text("utf-8"))
"""What the panels say; the page asks for it when the first of them is opened."""
TRAIN: dict[str, dict[str, str]] = json.loads(resource("static/train.json").read_text("utf-8"))
"""What only the training page says."""
HELP: dict[str, dict[str, str]] = json.loads(resource("static/help.json").read_text("utf-8"))
"""What only the pages of help say."""
TEXTS = PAGE | PANELS | TRAIN | HELP
TEMPLATES = sorted(resource("templates").glob("*.html"))
SCRIPTS = sorted(resource("static/js").rglob("*.js"))
SECTIONS = {key.split(".")[0] for key in TEXTS}

IN_TEMPLATES = re.compile(r"""\bt\[\s*["']([\w.]+)["']\s*\]""")
IN_SCRIPTS = re.compile(rf"""["'`]((?:{"|".join(SECTIONS)})(?:\.\w+)+)["'`]""")
COMPOSED = (
    "kind.", "share.file.", "share.kind.", "listing.curve.", "listing.mark.", "derivation.", "phase.", "ways.",
    "check.regime.", "paths.cost.", "hessian.", "gate.", "train.example.", "train.done.", "help.",
)  # fmt: skip
"""Keys whose last word is made from data: a kind, a phase, how good a step is, a way, a curvature, a gate, a mark."""
MADE_BY_JINJA = re.compile(r"{% block body_class %}\w*{% endblock %}|{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
NOT_OURS = {"Chainlight", "API"}
"""Names that are the same in every language."""


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_a_text_is_there_in_every_language_with_the_same_holes() -> None:
    assert {key for key, words in TEXTS.items() if set(words) != set(LANGUAGES)} == set()
    assert {key for key, words in TEXTS.items() if not all(each.strip() for each in words.values())} == set()
    assert {key for key, words in TEXTS.items() if holes(words["en"]) != holes(words["zh-CN"])} == set()


def test_a_text_is_in_one_table() -> None:
    assert len(TEXTS) == len(PAGE) + len(PANELS) + len(TRAIN) + len(HELP)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_asks_only_for_texts_that_are_there(path: Path) -> None:
    assert set(IN_TEMPLATES.findall(path.read_text("utf-8"))) <= set(
        PAGE | {"train.html": TRAIN, "help.html": HELP}.get(path.name, {})
    )


def test_a_script_asks_only_for_texts_that_are_there() -> None:
    asked = {(path.name, key) for path in SCRIPTS for key in IN_SCRIPTS.findall(path.read_text("utf-8"))}
    assert {(name, key) for name, key in asked if key not in TEXTS} == set()


def test_every_kind_of_operation_has_a_heading() -> None:
    assert {f"kind.{kind}" for kind in KINDS} <= set(TEXTS)


def test_every_text_is_used_somewhere() -> None:
    everything = "".join(path.read_text("utf-8") for path in [*TEMPLATES, *SCRIPTS])
    unused = [key for key in TEXTS if f'"{key}"' not in everything and not key.startswith(COMPOSED)]
    assert unused == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_words_of_its_own(path: Path) -> None:
    html = MADE_BY_JINJA.sub("", path.read_text("utf-8"))
    spoken = re.findall(r"""\b(?:aria-label|alt|title|placeholder)="([^"]*[^\W\d_][^"]*)\"""", html)
    words = re.findall(r"[^\W\d_]+", re.sub(r"<[^>]*>", " ", html))
    assert set(words + spoken) <= NOT_OURS
