from __future__ import annotations

import json
import re
from html import escape
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient


def data(html: str, id: str) -> Any:
    """What stands in a data block of a page."""
    match = re.search(rf'<script type="application/json" id="{id}">(.*?)</script>', html, re.DOTALL)
    assert match, id
    return json.loads(match[1])


@pytest.mark.parametrize("path", ["/", "/embed", "/train", "/lessons", "/operations", "/docs"])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_page_is_in_the_asked_language_and_leads_to_the_other(
    client: TestClient, path: str, language: str
) -> None:
    answer = client.get(f"{path}?lang={language}")
    assert answer.status_code == 200 and answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{language}"' in answer.text
    assert f"{path}?lang={'en' if language == 'zh-CN' else 'zh-CN'}" in answer.text


def test_the_browsers_language_is_taken_where_none_is_asked_for(client: TestClient) -> None:
    assert '<html lang="zh-CN"' in client.get("/", headers={"accept-language": "zh-TW,zh;q=0.9"}).text


@pytest.mark.parametrize("path", ["/", "/embed"])
def test_the_first_graph_is_in_the_page(client: TestClient, path: str) -> None:
    assert data(client.get(path).text, "payload")["value"] == 33
    html = client.get(path + "?source=y=x^2+1&values=x:3").text
    assert data(html, "payload")["gradients"] == {"x": 6}


def test_a_mistake_leaves_the_page_standing_with_the_problem_in_it(client: TestClient) -> None:
    answer = client.get("/?source=J=3(a+bc&lang=zh-CN")
    assert answer.status_code == 200
    assert data(answer.text, "payload") is None
    problem = data(answer.text, "problem-document")
    assert (problem["code"], problem["offset"]) == ("syntax.unclosed", 3)
    assert "J=3(a+bc</textarea>" in answer.text


@pytest.mark.parametrize(
    "query", ["source=%ff", "source=y=x&values=oops", "source=y=x&seed=-1", "source=y=x&values=x:1e999"]
)
def test_a_query_that_cannot_be_read_leaves_the_page_standing(client: TestClient, query: str) -> None:
    for path in ("/", "/embed"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 200 and 'id="stage"' in answer.text


def test_a_source_cannot_leave_its_place_in_the_page(client: TestClient) -> None:
    attack = "</textarea></script><script>alert(1)</script>{{7*7}}\"'<!--"
    for path in ("/", "/embed", "/train"):
        html = client.get(f"{path}?source={quote(attack)}&lang={quote(attack)}&values={quote(attack)}").text
        assert "<script>alert" not in html and "{{7*7}}</textarea>" not in html.replace("&", "")
        assert html.count("<!--") == client.get(path).text.count("<!--")


def test_no_page_has_a_script_that_stands_in_it(client: TestClient) -> None:
    for path in ("/", "/embed", "/train", "/lessons", "/operations", "/docs", "/lessons/" + first_lesson(client)):
        html = client.get(path).text
        for attributes, content in re.findall(r"<script\b([^>]*)>(.*?)</script>", html, re.DOTALL):
            assert "application/json" in attributes or ("src=" in attributes and not content.strip()), path
        assert not re.search(r"<[^>]+\son\w+\s*=", html), path
        # What other programs make of a page is named whole, as oEmbed wants it; all else of ours is asked for by its path.
        others = html.replace(str(client.base_url), "")
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", others), path


def first_lesson(client: TestClient) -> str:
    return str(client.get("/api/v1/lessons").json()["lessons"][0]["id"])


def test_a_lesson_is_a_playground_with_a_text(client: TestClient) -> None:
    lesson = client.get("/api/v1/lessons?lang=zh-CN").json()["lessons"][1]
    html = client.get(f"/lessons/{lesson['id']}?lang=zh-CN").text
    assert lesson["title"] in html
    assert data(html, "payload")["source"] == lesson["source"]


def test_a_lesson_that_does_not_exist_is_a_problem(client: TestClient) -> None:
    answer = client.get("/lessons/nothing")
    assert (answer.status_code, answer.json()["code"]) == (404, "request.lesson")


@pytest.mark.parametrize("path", ["/gallery", "/lessons/nothing", "/help/%3Cb%3E", "/train/nothing"])
def test_a_reader_who_went_astray_gets_a_page_that_leads_back_and_a_program_gets_the_document(
    client: TestClient, path: str
) -> None:
    answer = client.get(f"{path}?lang=zh-CN", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    document = client.get(f"{path}?lang=zh-CN").json()
    assert escape(document["title"]) in answer.text
    assert "/lessons?lang=zh-CN" in answer.text and "<b>" not in answer.text
    of_the_api = client.get("/api/v1/nothing", headers={"accept": "text/html"})
    assert of_the_api.headers["content-type"] == "application/problem+json"


def test_the_gallery_and_the_table_show_all_rows(client: TestClient) -> None:
    gallery, table = client.get("/lessons").text, client.get("/operations").text
    rows = client.get("/api/v1/lessons").json()
    for row in (*rows["lessons"], *rows["listings"], *rows["training"]):
        assert f"/lessons/{row['id']}" in gallery
    for row in client.get("/api/v1/operations").json()["operations"]:
        assert f'id="{row["name"]}"' in table


def test_a_page_that_opens_with_a_listing_holds_its_text_and_leaves_running_it_to_the_script(
    client: TestClient,
) -> None:
    row = client.get("/api/v1/lessons?lang=zh-CN").json()["listings"][0]
    assert "一个要求梯度的数" in row["source"]
    assert client.get("/graph.svg?" + row["query"]).status_code == 200
    addresses = (f"/lessons/{row['id']}?lang=zh-CN", f"/?source={quote(row['source'])}&lang=zh-CN")
    for html in (client.get(address).text for address in addresses):
        assert escape(row["source"]) in html
        assert 'class="desk listing"' in html and "listing.css" in html
        assert 'id="payload">null<' in html and 'id="problem-document">null<' in html
