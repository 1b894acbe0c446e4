from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from app.web.pages import PANELS
from tests.png import read_png

HOME = "http://testserver"


def asked(client: TestClient, address: str, more: str = "") -> Any:
    return client.get(f"/oembed?url={quote(address, safe='')}{more}")


def framed(answer: Any) -> str:
    """The address of the frame in an answer."""
    match = re.fullmatch(
        r'<iframe src="([^"<>]*)" title=[^<>]* sandbox="allow-scripts" [^<>]*></iframe>', answer["html"]
    )
    assert match, answer["html"]
    return html.unescape(match[1])


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/?source=J=3(a%2Bbc)&values=a:1&lang=en", "J=3(a+bc)"),
        ("/embed?source=y=x^2&step=2", "y=x^2"),
        ("/?source=u=a%0AJ=u%22%3E%3Cscript%3E", 'u=a; J=u"><script>'),
        ("/lessons/chain", "J = 3(a+bc)"),
        ("/lessons/first-gradient", "import torch"),
        ("/lessons/sgd", "p = w x; L = (p - y)^2"),
        ("/", "J = 3(a+bc)"),
    ],
)
def test_an_address_of_ours_becomes_a_frame_that_opens(client: TestClient, path: str, title: str) -> None:
    answer = asked(client, HOME + path)
    assert answer.status_code == 200 and answer.headers["access-control-allow-origin"] == "*"
    assert (answer.json()["type"], answer.json()["version"]) == ("rich", "1.0")
    assert answer.json()["title"].startswith(title)
    address = framed(answer.json())
    assert address.startswith(HOME + "/embed?") and client.get(address).status_code == 200
    assert html.escape(title.split(";")[0]) in client.get(address + "&panels=formula").text


def test_a_link_becomes_the_graph_that_it_holds(client: TestClient) -> None:
    made = client.post("/api/v1/links", json={"source": "y = x+1", "values": {"x": 2}, "theme": "dark"}).json()
    for link in (made["short"], made["permanent"]):
        assert framed(asked(client, HOME + link).json()) == f"{HOME}/embed?source=y%20=%20x%2B1&values=x:2&theme=dark"


def test_the_step_behind_the_hash_is_the_frames_too(client: TestClient) -> None:
    assert framed(asked(client, HOME + "/?source=y=x#step=1").json()) == f"{HOME}/embed?source=y=x&step=1"


def test_the_frame_is_no_larger_than_there_is_room(client: TestClient) -> None:
    answer = asked(client, HOME + "/", "&maxwidth=300&maxheight=9999").json()
    assert (answer["thumbnail_width"], answer["thumbnail_height"]) == (300, 158)
    thumbnail = client.get(answer["thumbnail_url"])
    assert thumbnail.status_code == 200 and (read_png(thumbnail.content).width, read_png(thumbnail.content).height) == (
        300,
        158,
    )
    assert (answer["width"], answer["height"]) == (300, 480) and 'width="300" height="480"' in answer["html"]
    assert asked(client, HOME + "/", "&maxwidth=wide").json()["width"] == 760


def test_the_same_is_written_as_xml(client: TestClient) -> None:
    written = asked(client, HOME + "/?source=y=a<b", "&format=xml")
    assert written.headers["content-type"].startswith("text/xml")
    found = {child.tag: child.text for child in ET.fromstring(written.text)}
    assert found == {name: str(value) for name, value in asked(client, HOME + "/?source=y=a<b").json().items()}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("", 404), ("https://example.org/?source=y=x", 404), ("javascript:alert(1)", 404), ("http://[", 404), (HOME + "/docs", 404),
        (HOME + "/s/aaaaaaaaaaaa", 404), (HOME + "/g/9", 404), (HOME + "/lessons/none", 404), (HOME + "/g/a/b", 404),
    ],
)  # fmt: skip
def test_another_address_is_not_found(client: TestClient, address: str, status: int) -> None:
    answer = asked(client, address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_another_format_is_not_written(client: TestClient) -> None:
    assert asked(client, HOME + "/", "&format=yaml").status_code == 501


def test_a_page_names_its_picture_and_its_oembed(client: TestClient) -> None:
    link = client.post("/api/v1/permalink", json={"source": "y = x^2", "theme": "dark"}).json()["permanent"]
    source = "import torch\nx = torch.ones(2, requires_grad=True)\nx.sum().backward()\n# " + "1 " * 5000
    listing = client.post("/api/v1/permalink", json={"source": source}).json()["permanent"]
    for path in ("/?source=y=x%5E2&lang=en", "/lessons/chain", link, link + "?lang=zh-CN", listing):
        page = client.get(path).text
        named = {
            name: html.unescape(value)
            for name, value in re.findall(r'<meta property="og:(\w+)" content="([^"]*)"', page)
        }
        assert named["url"] == HOME + path and named["title"]
        picture = client.get(named["image"])
        assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
        assert 'og:image:width" content="1200"' in page and 'og:image:height" content="630"' in page
        drawn = read_png(picture.content)
        assert (drawn.width, drawn.height) == (1200, 630)
        discovered = re.findall(r'type="(application/json|text/xml)\+oembed" href="([^"]*)"', page)
        assert [kind for kind, _ in discovered] == ["application/json", "text/xml"]
        assert all(client.get(html.unescape(href)).status_code == 200 for _, href in discovered)
    assert "og:image" not in client.get("/?source=J=3(a").text


def test_the_component_is_one_file_for_everybody(client: TestClient) -> None:
    answer = client.get("/embed.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert not re.search(r"^(import|export)\b", answer.text, re.MULTILINE)
    again = client.get("/embed.js", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_only_the_frame_and_pictures_may_be_framed(client: TestClient) -> None:
    link = client.post("/api/v1/permalink", json={"source": "y = x^2"}).json()["permanent"]
    for path in ("/embed", "/embed" + link, "/graph.svg", link + ".png"):
        headers = client.get(path).headers
        # `*` would shut out a page on a disk, which has no network address.
        assert "frame-ancestors" not in headers["content-security-policy"] and "x-frame-options" not in headers, path
    for path in ("/", link, "/lessons", "/docs", "/operations", "/oembed?url=x", "/embed.js", "/static/js/main.js"):
        assert "frame-ancestors 'none'" in client.get(path).headers["content-security-policy"], path


def test_a_frame_takes_a_listing_and_what_a_link_holds(client: TestClient) -> None:
    listing = "import torch\nx = torch.tensor(2.0, requires_grad=True)\n(x * x).backward()\n" + "# and more\n" * 3000
    made = client.post("/api/v1/links", json={"source": listing}).json()
    for link in (made["short"], made["permanent"]):
        page = client.get(f"/embed{link}?panels=console")
        assert page.status_code == 200 and 'id="console"' in page.text and f'href="{link}?panels=console"' in page.text
        assert 'id="payload">null<' in page.text and 'id="problem-document">null<' in page.text
        assert f"{link}.png" not in page.text  # it is drawn when it has run
        frame = framed(asked(client, HOME + link).json())
        assert frame == f"{HOME}/embed{link}"  # written out it would be longer than an address
        assert client.get(frame).status_code == 200
    assert client.get("/embed/s/aaaaaaaaaaaa").status_code == client.get("/embed/g/9").status_code == 404


def test_help_may_show_frames_of_ours_and_other_pages_none(client: TestClient) -> None:
    for path, shows in (("/help/embeds", True), ("/help", True), ("/", False), ("/lessons", False)):
        assert ("frame-src 'self'" in client.get(path).headers["content-security-policy"]) is shows, path


@pytest.mark.parametrize("panel", PANELS)
def test_a_frame_has_the_panels_that_its_address_names(client: TestClient, panel: str) -> None:
    page = client.get(f"/embed?panels={panel},nothing").text
    assert f'data-panels="{panel}"' in page
    assert ('id="inputs"' in page, 'id="gradients"' in page) == (panel == "inputs", panel == "gradients")


def test_a_frame_without_a_choice_has_the_player(client: TestClient) -> None:
    for path in ("/embed", "/embed?panels=", "/embed?panels=x"):
        assert 'data-panels="player"' in client.get(path).text
