from __future__ import annotations

import re
import shlex
from html.parser import HTMLParser
from itertools import product

import pytest
from starlette.testclient import TestClient

from app.messages import LANGUAGES, Language
from app.resources import resource
from app.web.handbook import ORIGIN, PAGES
from app.web.settings import Settings

NAMES = [name for names in PAGES.values() for name in names]
FENCE = re.compile(r"^(?:`{3,})(\w*)(?: (live))?\n(.*?)^`{3,}$", re.DOTALL | re.MULTILINE)


def fences(name: str, language: Language) -> list[tuple[str, str, str]]:
    return FENCE.findall(resource(f"templates/help/{language}/{name}.md").read_text("utf-8"))


class Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attributes if name in ("href", "src") and value]


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_lists_all_its_pages(client: TestClient, language: Language) -> None:
    html = client.get(f"/help?lang={language}").text
    files = {file.stem for file in resource(f"templates/help/{language}").iterdir()}
    assert files == set(NAMES)
    assert all(f'href="/help/{name}?lang={language}"' in html for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_help_has_the_same_examples_in_both_languages(name: str) -> None:
    english, chinese = fences(name, "en"), fences(name, "zh-CN")
    assert [each[:2] for each in english] == [each[:2] for each in chinese]


@pytest.mark.slow
def test_every_address_on_a_page_of_help_answers(client: TestClient) -> None:
    asked = {"/docs"}
    for name, language in product(NAMES, LANGUAGES):
        answer = client.get(f"/help/{name}?lang={language}")
        assert answer.status_code == 200
        addresses = Addresses()
        addresses.feed(answer.text)
        inside = {each for each in addresses.found if each.startswith("/") and not each.startswith("/static/")}
        for address in inside - asked:
            assert client.get(address).status_code == 200, (name, language, address)
        asked |= inside
        assert ORIGIN not in answer.text


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_call_on_a_page_of_help_is_answered(client: TestClient, name: str, language: Language) -> None:
    for kind, _, text in fences(name, language):
        if kind == "bash" and text.startswith("curl "):
            words = shlex.split(text.replace(ORIGIN, ""))
            address = next(each for each in words if each.startswith("/"))
            body = words[words.index("-d") + 1] if "-d" in words else None
            if body is None:
                answer = client.get(address)
            else:
                answer = client.post(address, content=body, headers={"content-type": "application/json"})
            mistaken = "sine(x)" in text
            assert answer.status_code == (422 if mistaken else 200), answer.text


def test_what_is_copied_names_this_server_unless_its_name_is_none_that_a_browser_would_send(client: TestClient) -> None:
    html = client.get("/help/api", headers={"host": "graphs.example:8080"}).text
    assert "curl -s http://graphs.example:8080/api/v1/gradients" in html
    html = client.get("/help/api", headers={"host": "<script>"}).text
    assert "curl -s /api/v1/gradients" in html


def test_a_page_of_help_that_is_not_there_is_refused(client: TestClient) -> None:
    assert client.get("/help/nothing").status_code == 404
    assert client.get("/help/..%2f..%2fbase").status_code == 404


def test_help_names_settings_that_there_are() -> None:
    for language in LANGUAGES:
        named = re.findall(r"`CHAINLIGHT_(\w+)`", resource(f"templates/help/{language}/server.md").read_text("utf-8"))
        assert len(named) > 5 and {each.lower() for each in named} <= set(Settings.model_fields)
