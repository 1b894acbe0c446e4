"""What the pages of help on courses tell people to copy: the same in both languages, whole, and at work."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.messages import LANGUAGES
from app.web.settings import Settings
from tests.live import ROOT

FOLDER = ROOT / "templates" / "help"
NAMES = ("canvas", "jupyter", "mkdocs", "moodle", "notion", "sphinx", "wordpress")
FENCE = re.compile(r"^(`{3,})(\w+)(?: live)?\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
ADDRESS = re.compile(r"^\{origin\}(/\S+)$", re.MULTILINE)


def page(language: str, name: str) -> str:
    return (FOLDER / language / f"{name}.md").read_text(encoding="utf-8")


class Frames(HTMLParser):
    """Every element with its attributes; `open` are those that are not closed again."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.open += [] if tag == "img" else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_surface_is_told_in_both_languages_with_the_same_texts_to_copy() -> None:
    for name in NAMES:
        english, chinese = page("en", name), page("zh-CN", name)
        assert [kind for _, kind, _ in FENCE.findall(english)] == [kind for _, kind, _ in FENCE.findall(chinese)]
        for text in (english, chinese):
            heading, lead, _ = text.split("\n\n", 2)
            assert heading.startswith("# ") and "\n" not in heading and not lead.startswith(("#", "`", "|"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_to_copy_is_whole_and_every_address_answers(language: str) -> None:
    with TestClient(create_app(Settings(rate_limit="", log_requests=False))) as client:
        for name in NAMES:
            for _, kind, text in FENCE.findall(page(language, name)):
                addresses = ADDRESS.findall(text) if kind == "text" else []
                if kind == "html":
                    frames = Frames()
                    frames.feed(text)
                    assert not frames.open
                    for tag, attributes in frames.found:
                        assert tag in ("iframe", "img")
                        assert tag == "img" or attributes["sandbox"] == "allow-scripts"
                        assert attributes.get("title") or attributes.get("alt")
                        addresses.append(str(attributes["src"]).removeprefix("{origin}"))
                for address in addresses:
                    answer = client.get(address)
                    assert answer.status_code == 200, address
                    assert "x-frame-options" not in answer.headers


def test_the_options_told_of_are_those_that_there_are() -> None:
    from app.figures import OPTIONS

    for language in LANGUAGES:
        rows = re.findall(r"^\| (`.*?) \|", page(language, "sphinx"), re.MULTILINE)
        assert set(re.findall(r"`(\w+)`", " ".join(rows))) == {*OPTIONS, "name"}


def test_what_a_notebook_is_told_to_run_runs() -> None:
    import inspect

    from app.notebook import graph

    for language in LANGUAGES:
        text = page(language, "jupyter")
        rows = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
        accepted = set(inspect.signature(graph).parameters)
        assert set(rows) == accepted - {"thing", "inputs", "named"}
        assert 'graph("J = 3(a+bc)", a=5, b=3, c=2)' in text


def test_the_fences_told_of_are_drawn() -> None:
    from markdown import Markdown

    for language in LANGUAGES:
        inside = [text for _, kind, text in FENCE.findall(page(language, "mkdocs")) if kind == "markdown"]
        assert len(inside) == 2
        for text in inside:
            assert 'values="a:5,b:3,c:2"' in Markdown(
                extensions=["chainlight_markdown"],
                extension_configs={"chainlight_markdown": {"server": "https://graphs.example.org"}},
            ).convert(text)
