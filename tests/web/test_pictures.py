from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from tests.png import read_png


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


def test_a_mistake_is_told_in_the_form_that_was_asked_for(client: TestClient) -> None:
    unclosed, values = "?source=J=3(a+bc", "?source=y=x&values=x"
    answer = client.get("/graph.svg" + unclosed)
    assert answer.status_code == 422 and answer.headers["content-type"].startswith("image/svg+xml")
    told = shown(answer.text)
    assert "A bracket is never closed" in told and "J=3(a+bc" in told and "Write “)” where it ends." in told
    assert client.get("/graph.svg" + values).status_code == 400
    answer = client.get("/graph.html" + unclosed)
    assert answer.status_code == 422 and "<svg" in answer.text and "never closed" in answer.text
    answer = client.get("/graph.dot" + unclosed)
    assert answer.status_code == 422 and answer.text.startswith("digraph") and "never closed" in answer.text
    answer = client.get("/graph.tex" + unclosed)
    assert (
        answer.status_code == 422
        and "never closed" in answer.text
        and r"\texttt{chainlight: syntax.unclosed}" in answer.text
    )
    answer = client.get("/graph.json" + unclosed)
    assert (answer.status_code, answer.json()["code"]) == (422, "syntax.unclosed")
    assert answer.headers["content-type"] == "application/problem+json"
    answer = client.get("/graph.png" + unclosed, headers={"accept": "image/png, application/problem+json"})
    assert (answer.status_code, answer.json()["code"], answer.json()["offset"]) == (422, "syntax.unclosed", 3)


def test_a_picture_of_a_problem_speaks_the_language_and_wears_the_theme(client: TestClient) -> None:
    answer = client.get("/graph.svg?source=y=sine(x)&lang=zh-CN&theme=dark")
    assert answer.status_code == 422 and "#14161b" in answer.text and 'lang="zh-CN"' in answer.text
    assert "max-age=60" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "asked", ["width=9", "width=5000", "width=1e3", "phase=sideways", "theme=drak", "step=-1", "show=value", "hide=all"]
)
def test_a_look_that_cannot_be_meant_is_refused(client: TestClient, asked: str) -> None:
    answer = client.get(f"/graph.svg?source=y=x&{asked}")
    assert answer.status_code == 422 and f"“{asked.partition('=')[0]}”" in answer.text


ADDRESS = "?source=J=3(a+bc)&values=a:5,b:3,c:2"


def shown(picture: str) -> list[str]:
    return [
        "".join(text.itertext()) for text in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_a_picture_shows_how_far_the_run_is_and_what_it_is_asked_to(client: TestClient) -> None:
    def texts(look: str) -> list[str]:
        return shown(client.get(f"/graph.svg{ADDRESS}&{look}").text)

    assert "33" in texts("") and "9" in texts("")
    assert "33" not in texts("phase=none") and "5" in texts("phase=none")
    assert "33" in texts("phase=forward") and "9" not in texts("phase=forward")
    assert texts("phase=backward") == texts("")
    assert texts("phase=backward&step=0") == texts("step=3") != texts("step=4") == texts("phase=backward&step=1")
    assert texts("phase=forward&step=99") == texts("step=3")
    assert "33" not in texts("show=gradients,locals") and "9" in texts("show=gradients,locals")
    assert set(texts("show=gates")) - set(texts("")) == {"swaps", "distributes", "scales"}
    assert texts("hide=locals") == texts("show=values,gradients")
    assert "9" not in texts("predict=gradients") and "33" in texts("predict=gradients")
    assert "33" not in texts("predict=values") and "5" in texts("predict=values")
    told = ElementTree.fromstring(client.get(f"/graph.svg{ADDRESS}&predict=values").text)
    assert told.findtext("{http://www.w3.org/2000/svg}desc") == ""


def test_a_picture_is_as_wide_as_it_is_asked_to_be(client: TestClient) -> None:
    tree = ElementTree.fromstring(client.get(f"/graph.svg{ADDRESS}&width=405").content)
    assert (tree.get("width"), tree.get("viewBox")) == ("405", "0 0 810 372.9")


def test_the_same_address_gives_the_same_bytes_and_a_known_one_no_bytes(client: TestClient) -> None:
    for suffix in ("svg", "png", "json", "dot", "tex", "html"):
        address = f"/graph.{suffix}{ADDRESS}"
        first = client.get(address)
        assert re.fullmatch(r'"[0-9a-f]{24}[bg]?"', first.headers["etag"])
        again = client.get(address, headers={"if-none-match": f'"other", W/{first.headers["etag"]}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        assert client.get(address, headers={"if-none-match": '"other"'}).content == first.content
        plain = client.get(address, headers={"accept-encoding": "identity"})
        compressed = "content-encoding" in first.headers
        assert plain.content == first.content and (plain.headers["etag"] != first.headers["etag"]) == compressed


def test_values_that_json_has_no_number_for_have_pictures_of_their_own(client: TestClient) -> None:
    answers = [client.get(f"/graph.json?source=y=1/x&values=x:{x}").json() for x in ("Infinity", "NaN", "-Infinity")]
    assert [(answer["value"], answer["nodes"][0]["value"]) for answer in answers] == [
        (0.0, "Infinity"),
        ("NaN", "NaN"),
        (-0.0, "-Infinity"),
    ]


def test_only_an_address_that_names_the_renderer_is_kept_for_a_year(client: TestClient) -> None:
    usual = client.get(f"/graph.svg{ADDRESS}")
    assert usual.headers["cache-control"] == "public, max-age=300"
    version = usual.headers["chainlight-renderer"]
    assert "immutable" in client.get(f"/graph.svg{ADDRESS}&v={version}").headers["cache-control"]
    assert "immutable" not in client.get(f"/graph.svg{ADDRESS}&v=000000000000").headers["cache-control"]


def test_pictures_may_be_shown_by_others_and_run_nothing(client: TestClient) -> None:
    for answer in (client.get(f"/graph.svg{ADDRESS}"), client.get("/graph.svg?source=(")):
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "script-src" not in answer.headers["content-security-policy"]
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")


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
    assert r"$v = b \, c$} \\ \textcolor{forward}{值 $6$}" in answer.text


def test_a_png_has_the_width_that_was_asked_for_and_a_mistake_is_one_too(client: TestClient) -> None:
    answer = client.get(f"/graph.png{ADDRESS}&width=300&theme=dark")
    assert answer.headers["content-type"] == "image/png"
    drawn = read_png(answer.content)
    assert (drawn.width, drawn.height) == (300, 138)
    assert drawn.pixel(1, 1) == (0x14, 0x16, 0x1B, 255) == drawn.pixel(299, 137)
    answer = client.get("/graph.png?source=J=3(a+bc&width=300&lang=zh-CN")
    assert answer.status_code == 422 and read_png(answer.content).width == 300


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
    assert answer.status_code == 422 and "“space" in answer.text
