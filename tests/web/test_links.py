from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.errors import LinkProblem
from app.main import create_app
from app.web.pictures import FORMS
from app.web.settings import Settings
from tests.web.test_pages import data

SPEC = {"source": "J = 3(a+bc)", "values": {"a": 5, "b": 3, "c": 4}, "step": 4, "theme": "dark", "language": "zh-CN"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("links")
    app = create_app(Settings(rate_limit="", link_rate_limit="", log_requests=False, data_folder=folder))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
    app.state.links.store.close()


@pytest.fixture(scope="module")
def links(client: TestClient) -> Any:
    return client.post("/api/v1/links", json=SPEC).json()


def test_the_same_graph_has_the_same_links(client: TestClient, links: Any) -> None:
    again = client.post("/api/v1/links", json=dict(reversed(SPEC.items())))
    assert again.status_code == 200 and again.json() == links
    alone = client.post("/api/v1/permalink", json=SPEC).json()
    assert {**alone, "id": links["id"], "short": links["short"]} == links
    assert links["permanent"] == "/g/" + links["code"] and links["code"][0] == "1"


@pytest.mark.parametrize("kind", ["permanent", "short", "readable"])
def test_every_link_opens_what_was_shared(client: TestClient, links: Any, kind: str) -> None:
    page = client.get(links[kind])
    assert page.status_code == 200 and page.headers["content-type"] == "text/html; charset=utf-8"
    assert data(page.text, "payload")["value"] == 51
    assert '<html lang="zh-CN" data-theme="dark"' in page.text
    assert "step=4" in page.text.partition('data-query="')[2].partition('"')[0]
    assert (" data-linked" in page.text) == (kind != "readable")


def test_what_the_address_says_beside_the_link_counts_first(client: TestClient, links: Any) -> None:
    page = client.get(links["short"] + "?lang=en&theme=light&values=a:0,b:0,c:0").text
    assert '<html lang="en" data-theme="light"' in page and data(page, "payload")["value"] == 0
    # The other language is the same link in it, not a long address.
    assert f'href="{links["short"]}?theme=light&amp;values=a:0,b:0,c:0&amp;lang=zh-CN"' in page


def test_a_mistake_is_shared_as_it_was_written(client: TestClient) -> None:
    link = client.post("/api/v1/permalink", json={"source": "J = 3(a+bc"}).json()["permanent"]
    page = client.get(link)
    assert page.status_code == 200 and data(page.text, "problem-document")["code"] == "syntax.unclosed"


def test_a_listing_is_kept_with_its_episode_and_opens_as_one(client: TestClient) -> None:
    listing = (
        "import torch\nw = torch.tensor(1.0, requires_grad=True)\n(w * w).backward()\n" + "# a long listing\n" * 1500
    )
    links = client.post("/api/v1/links", json={"source": listing, "episode": 1, "step": 2}).json()
    page = client.get(links["short"]).text
    assert '<main class="desk listing"' in page and "episode=1" in page.partition('data-query="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/s/aaaaaaaaaaaa", "link.unknown"),
        ("/s/short", "link.unknown"),
        ("/s/aaaaaaaaaaa'", "link.unknown"),
        ("/g/1", "link.code"),
        ("/g/9abc", "link.code"),
        ("/g/%00%ff", "link.code"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_page_that_says_so(client: TestClient, path: str, code: str) -> None:
    page = client.get(path, headers={"accept-language": "zh"})
    assert page.status_code == 404 and data(page.text, "payload") is None
    problem = data(page.text, "problem-document")
    assert (problem["code"], problem["status"]) == (code, 404) and problem["detail"] in page.text


@pytest.mark.parametrize("body", [{}, {"source": 1}, {"source": "y", "unknown": 1}])
@pytest.mark.parametrize("path", ["/api/v1/links", "/api/v1/permalink"])
def test_what_is_no_spec_is_refused(client: TestClient, path: str, body: Any) -> None:
    assert client.post(path, json=body).status_code == 422


def test_where_nothing_can_be_kept_everything_else_works_and_keeping_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    app = create_app(Settings(rate_limit="", log_requests=False, data_folder=tmp_path / "file"))
    with TestClient(app, raise_server_exceptions=False) as client:
        refused = client.post("/api/v1/links", json=SPEC | {"language": "en"})
        assert (refused.status_code, refused.headers["content-type"]) == (503, "application/problem+json")
        assert refused.json()["code"] == "store.down" and "permanent" in refused.json()["hint"]
        assert client.get(client.post("/api/v1/permalink", json=SPEC).json()["permanent"]).status_code == 200
        assert client.get("/").status_code == 200 and client.get("/healthz").json()["status"] == "ok"


def test_a_full_disk_is_507(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: str) -> str:
        raise LinkProblem("store.full")

    monkeypatch.setattr(client.app.state.links.store, "keep", full)  # type: ignore[attr-defined]
    refused = client.post("/api/v1/links", json=SPEC, headers={"accept-language": "zh"})
    assert (refused.status_code, refused.json()["title"]) == (507, "空间已满")


def test_a_database_that_hangs_keeps_nobody_waiting(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()

    def hang(text: str) -> str:
        assert let_go.wait(20)
        return "a" * 12

    monkeypatch.setattr(client.app.state.links.store, "keep", hang)  # type: ignore[attr-defined]
    kept = client.portal.start_task_soon(client.app.state.links.keep, "{}")  # type: ignore[attr-defined, union-attr]
    assert client.get("/graph.json").status_code == 200 and not kept.done()
    let_go.set()
    assert kept.result(20) == "a" * 12


def test_how_many_links_one_address_makes_is_limited_and_nothing_else_with_it(tmp_path: Path) -> None:
    app = create_app(Settings(rate_limit="", link_rate_limit="2/minute", log_requests=False, data_folder=tmp_path))
    with TestClient(app) as client:
        asked = [client.post("/api/v1/links", json={"source": f"y = {i}x"}) for i in range(3)]
        assert [answer.status_code for answer in asked] == [200, 200, 429]
        assert asked[2].json()["code"] == "limit.rate" and int(asked[2].headers["retry-after"]) > 0
        assert client.get(asked[0].json()["short"]).status_code == 200
        assert client.post("/api/v1/permalink", json=SPEC).status_code == 200
    app.state.links.store.close()


def test_two_who_share_a_store_see_each_others_links(tmp_path: Path) -> None:
    settings = Settings(rate_limit="", log_requests=False, data_folder=tmp_path)
    apps = create_app(settings), create_app(settings)
    id = asyncio.run(apps[0].state.links.keep('{"source":"y = x"}'))
    assert asyncio.run(apps[1].state.links.query(id)) == "source=y%20=%20x"
    for app in apps:
        app.state.links.store.close()


@pytest.mark.parametrize("kind", ["permanent", "short"])
def test_a_link_has_every_picture_of_its_graph(client: TestClient, links: Any, kind: str) -> None:
    query = links["readable"].removeprefix("/?")
    for suffix in FORMS:
        by_link, by_query = client.get(f"{links[kind]}.{suffix}"), client.get(f"/graph.{suffix}?{query}")
        assert by_link.status_code == 200 and by_link.content == by_query.content, suffix
        assert by_link.headers["content-type"] == by_query.headers["content-type"]
        assert by_link.headers["content-security-policy"] == by_query.headers["content-security-policy"]
    light = client.get(links[kind] + ".svg?theme=light&step=1").content
    assert light not in (client.get(links[kind] + ".svg").content, client.get(links[kind] + ".svg?theme=light").content)


@pytest.mark.parametrize("path", ["/g/1x", "/s/aaaaaaaaaaaa"])
def test_a_link_that_leads_nowhere_is_a_picture_that_says_so(client: TestClient, path: str) -> None:
    for suffix, form in FORMS.items():
        answer = client.get(f"{path}.{suffix}")
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith(
            form.media_type if form.write_problem else "application/problem+json"
        )
        assert answer.headers["access-control-allow-origin"] == "*"
    assert client.get(path + ".gif").status_code == 404
