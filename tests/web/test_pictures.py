from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient


def test_a_plus_in_the_address_is_a_plus(client: TestClient) -> None:
    answer = client.get("/graph.svg?source=J=3(a+bc)&values=a:5,b:3,c:2")
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("image/svg+xml")
    words = " ".join(ElementTree.fromstring(answer.content).itertext())
    assert "33" in words and "11" in words


def test_the_json_of_an_address_is_the_answer_of_the_api(client: TestClient) -> None:
    body = {"source": "y = sum(W @ x)", "values": {"W": [[1, 2], [3, 4]], "x": [1, -1]}}
    asked = client.post("/api/v1/graph", json=body).json()
    assert client.get("/graph.json?source=y%20=%20sum(W%20@%20x)&values=W:[[1,2],[3,4]],x:[1,-1]").json() == asked


def test_without_a_source_the_first_lesson_is_drawn(client: TestClient) -> None:
    assert client.get("/graph.json").json()["value"] == 33


@pytest.mark.parametrize("path", ["/graph.svg", "/graph.json", "/graph.dot", "/graph.tex"])
def test_a_mistake_is_a_problem_here(client: TestClient, path: str) -> None:
    answer = client.get(path + "?source=J=3(a+bc")
    assert (answer.status_code, answer.json()["code"]) == (422, "syntax.unclosed")
    answer = client.get(path + "?source=y=x&values=x")
    assert (answer.status_code, answer.json()["code"]) == (400, "request.query_values")


@pytest.mark.parametrize("suffix", ["gif", "exe", ""])
def test_a_format_that_we_do_not_make_is_not_found(client: TestClient, suffix: str) -> None:
    answer = client.get(f"/graph.{suffix}?source=y=x")
    assert (answer.status_code, answer.json()["code"]) == (404, "request.path")


def test_the_graph_comes_for_graphviz_and_for_tex(client: TestClient) -> None:
    address = "?source=J=3(a+bc)&values=a:5,b:3,c:2"
    answer = client.get("/graph.dot" + address + "&direction=down")
    assert answer.headers["content-type"].startswith("text/vnd.graphviz") and "rankdir=TB" in answer.text
    assert '"b" -> "v" [label="c = 2"];' in answer.text
    answer = client.get("/graph.tex" + address + "&lang=zh-CN")
    assert answer.headers["content-type"].startswith("application/x-tex")
    assert r"$v = b \, c$ \\ 值 $6$" in answer.text


def sides(picture: str) -> tuple[float, float]:
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
    assert found
    return float(found[1]), float(found[2])


def test_a_picture_flows_to_where_its_cards_are_larger_in_the_window(client: TestClient) -> None:
    """A chain of twelve links: across it would be thirty times as wide as high."""
    chain = "/graph.svg?source=" + "; ".join(["y = h_11^2", *(f"h_{k} = tanh(h_{k - 1})" for k in range(2, 12))])
    width, height = sides(client.get(chain).text)
    assert height > width
    width, height = sides(client.get(chain + "&space=1600x200").text)
    assert width > 4 * height
    width, height = sides(client.get(chain + "&direction=right").text)
    assert width > height
    assert client.get(chain).content == client.get(chain + "&space=960x640").content


@pytest.mark.parametrize("space", ["wide", "960", "0x0", "960x-1", "960x640x2"])
def test_a_window_that_is_none_is_refused(client: TestClient, space: str) -> None:
    answer = client.get(f"/graph.svg?source=y=x&space={space}")
    assert (answer.status_code, answer.json()["code"]) == (422, "request.field_type")
