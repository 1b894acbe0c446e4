"""The frame and the component where they live: in a page of another origin, in a sandbox that lets scripts run and nothing else."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

pytest.importorskip("playwright")
from playwright.sync_api import expect

from tests.browsing import PATIENCE, held, until

COURSE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A course</title><link rel="icon" href="data:,">
<script>
  const heard = [];
  addEventListener("message", ({ data }) => heard.push(typeof data === "string" ? JSON.parse(data) : data));
  for (const name of ["ready", "step", "episode", "values", "answer", "problem"]) {
    addEventListener(`graph-${name}`, ({ target, detail }) => heard.push({ on: target.id, name, ...detail }));
  }
</script>
<body style="height: 3000px">"""


@pytest.fixture
def course(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """A page of another origin with a body of one's own. Errors, refused content and strangers' requests are told off."""
    pages: dict[str, tuple[str, str]] = {}

    class Course(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, policy = pages.get(self.path, ("", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write((COURSE + body).encode())

        def log_message(self, *_: Any) -> None: ...

    host = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Course)
    threading.Thread(target=host.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{host.server_address[1]}"
    contexts = []
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # What policies refuse is an error of its own; a refused formula is none.
        if message.type == "error" and not message.text.startswith("Failed to load resource: the server responded"):
            complaints.append(message.text)

    def open_page(body: str, policy: str = "", **options: Any) -> Page:
        context = browser.new_context(viewport={"width": 900, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", on_console)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((origin, server, "data:")) else complaints.append(request.url)
            ),
        )
        path = f"/{len(pages)}"
        pages[path] = body.replace("SERVER", server), policy
        page.goto(origin + path, wait_until="commit")
        return page

    yield open_page
    for context in contexts:
        context.close()
    host.shutdown()
    host.server_close()
    assert complaints == []


def frame(query: str, more: str = 'width="800" height="700"') -> str:
    return f'<iframe id="frame" src="SERVER/embed?{query}" sandbox="allow-scripts" {more}></iframe>'


def heard(page: Page, kind: str, which: str = "true") -> Any:
    """The last message of a kind of which `which` is true, waited for: one from before may still be on its way."""
    asked = f"kind => heard.findLast((message) => [message.type, message.subject].includes(kind) && {which})"
    return page.wait_for_function(asked, arg=kind).json_value()


def tell(page: Page, **message: Any) -> None:
    page.evaluate(
        "message => { heard.length = 0; document.querySelector('#frame').contentWindow.postMessage(message, '*') }",
        message,
    )


def test_a_frame_without_an_origin_plays_obeys_and_reports(course: Callable[..., Page]) -> None:
    page = course(frame("source=J=3(a%2Bbc)&values=a:5,b:3,c:2&step=2&panels=formula,inputs,narration,player"))
    inside = page.frame_locator("#frame")
    expect(inside.locator(".node[data-id=J]:not(.leaving)")).to_be_visible()
    assert heard(page, "chainlight:ready")["length"] == 9
    height = heard(page, "chainlight:height")["height"]
    assert 200 < height < 900 and heard(page, "lti.frameResize")["height"] == height

    tell(page, type="chainlight:step", step=5)
    told = heard(page, "chainlight:step", "message.step === 5")
    assert (told["step"], told["length"], told["phase"], told["node"]) == (5, 9, "backward", "u") and "3" in told[
        "text"
    ]
    tell(page, type="chainlight:values", values={"c": 4})
    told = heard(page, "chainlight:values", "message.values.c === 4")
    assert (told["output"], told["value"], told["values"]) == ("J", 51, {"a": 5, "b": 3, "c": 4})
    assert told["gradients"] == {"a": 3, "b": 12, "c": 9}
    tell(page, type="chainlight:values", values={"c": [[1, 2], [3]]})
    assert heard(page, "chainlight:problem")["detail"]
    page.evaluate("heard.length = 0")
    inside.get_by_role("slider", name="a").first.press("ArrowRight")
    assert heard(page, "chainlight:values", "message.values.a !== 5")["values"]["c"] == 4

    tell(page, type="chainlight:step", step=0)
    tell(page, type="chainlight:play")
    page.wait_for_function("() => heard.some(({ type, step }) => type === 'chainlight:step' && step > 0)")
    tell(page, type="chainlight:pause")

    # The wheel is the page's around.
    zoom = "view => view.getAttribute('transform').split(' scale')[1]"
    before = inside.locator(".stage-view").evaluate(zoom)
    page.locator("#frame").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_function("() => scrollY > 100")
    assert inside.locator(".stage-view").evaluate(zoom) == before
    # Without an origin a frame opens nothing; there is no link that would not.
    expect(inside.locator("#open")).to_be_hidden()

    # Of two sources in a row the second one counts: the answer to the first one is no sign that it is there.
    with held(page, "**/api/v1/graph") as late:
        tell(page, type="chainlight:source", source="y = x^2")
        until(page, lambda: len(late), 1)
        tell(page, type="chainlight:source", source="z = a + b")
        until(page, lambda: len(late), 2)
    expect(inside.locator(".node[data-id=z]:not(.leaving)")).to_be_visible()
    heard(page, "chainlight:ready")
    lengths = "heard.filter(({ type }) => type === 'chainlight:ready').map(({ length }) => length)"
    assert page.evaluate(lengths) == [4]

    # On paper the frame is as large as it was: graph and inputs are within it.
    page.emulate_media(media="print")
    expect(inside.locator("#timeline")).to_be_hidden()
    page.frames[1].wait_for_function("document.querySelector('#inputs').getBoundingClientRect().bottom <= innerHeight")


def test_a_frame_tells_what_a_student_answers(course: Callable[..., Page]) -> None:
    page = course(frame("source=J=3(a%2Bbc)&values=a:5,b:3,c:2&predict=values"))
    field = page.frame_locator("#frame").locator(".ask[data-node=v] input")
    field.fill("5")
    field.press("Enter")
    wrong = heard(page, "chainlight:answer")
    assert (wrong["node"], wrong["asked"], wrong["given"], wrong["correct"]) == ("v", "values", "5", False)
    page.evaluate("heard.length = 0")
    field.fill("6")
    field.press("Enter")
    assert heard(page, "chainlight:answer")["correct"] is True


def test_the_component_is_a_frame_whose_attributes_follow(course: Callable[..., Page]) -> None:
    page = course(
        '<script type="module" src="SERVER/embed.js"></script>'
        '<computational-graph id="graph" source="J = 3(a+bc)" values="a:5,b:3,c:2" lang="zh-CN"><img alt=""></computational-graph>'
    )
    graph = page.locator("#graph[data-ready]")
    inside = page.frame_locator("#graph iframe")
    expect(inside.locator(".node[data-id=J]:not(.leaving)")).to_be_visible()
    expect(inside.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(graph.locator("iframe")).to_have_attribute("sandbox", "allow-scripts")
    expect(graph.locator("> img")).to_be_hidden()
    page.wait_for_function(
        "() => graph.step === 9 && parseInt(graph.shadowRoot.querySelector('iframe').style.height) > 200"
    )
    page.evaluate("graph.step = 4")
    page.wait_for_function("() => heard.some(({ on, name, step }) => on === 'graph' && name === 'step' && step === 4)")
    page.evaluate("graph.values = { ...graph.values, c: '4' }")
    page.wait_for_function(
        "() => heard.some(({ on, name, value }) => on === 'graph' && name === 'values' && value === 51)"
    )
    assert page.evaluate("[graph.step, graph.values]") == [4, {"a": 5, "b": 3, "c": 4}]
    read = (
        "Object.assign(document.createElement('computational-graph'), { values: 'w1[1,1]:2, x:[[1,2],[3,4]]' }).values"
    )
    assert page.evaluate(read) == {"w1[1,1]": 2, "x": [[1, 2], [3, 4]]}
    with page.context.expect_page() as opened:
        inside.locator("#open").click()
    expect(opened.value.locator(".node[data-id=J]:not(.leaving)")).to_be_attached()
    page.evaluate("graph.source = 'y = x^2'; graph.values = null; graph.step = null; graph.theme = 'dark'")
    expect(inside.locator(".node[data-id=y]:not(.leaving)")).to_be_visible()
    expect(inside.locator("html")).to_have_attribute("data-theme", "dark")


def test_where_scripts_are_refused_the_picture_stays(course: Callable[..., Page]) -> None:
    query = quote("J = 3(a+bc)")
    body = f'<computational-graph source="J = 3(a+bc)"><img src="SERVER/graph.svg?source={query}" alt="J"></computational-graph>'
    page = course(body, java_script_enabled=False)
    expect(page.get_by_role("img", name="J")).to_be_visible()
    page = course(f'<script type="module" src="SERVER/embed.js"></script>{body.replace("3(a+bc)", "3(a", 1)}')
    expect(page.frame_locator("computational-graph iframe").locator("#notice")).to_have_text("This ( is never closed.")


LISTING = """import torch

w = torch.tensor(1.0, requires_grad=True)
for step in range(3):
    loss = (w * 2 - 5) ** 2
    loss.backward()
    print(step, loss.item())
"""


def test_a_listing_of_any_length_runs_in_a_page_on_a_disk(browser: Browser, server: str, tmp_path: Path) -> None:
    """A file has no origin at all; its component takes a source that no address would hold."""
    named = "&#10;".join(escape(LISTING + "# and more of it\n" * 3000, quote=True).split("\n"))
    graph = f'<computational-graph id="graph" panels="formula,console,player" source="{named}"></computational-graph>'
    path = tmp_path / "lesson.html"
    path.write_text(f'{COURSE}<script type="module" src="{server}/embed.js"></script>{graph}', "utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(path.as_uri())
    inside = page.frame_locator("#graph iframe")
    expect(inside.locator(".episode-name")).to_contain_text("Backward 1 of 3", timeout=60_000)
    expect(inside.locator(".node[data-id=loss]:not(.leaving)")).to_be_visible()
    expect(inside.locator(".console-text")).to_have_text("0 9.0\n1 9.0\n2 9.0\n")
    page.evaluate("graph.episode = 2; graph.step = 1")
    expect(inside.locator(".episode-name")).to_contain_text("Backward 3 of 3")
    expect(inside.locator(".listing-text .forward")).to_have_text("    loss = (w * 2 - 5) ** 2")
    told = page.wait_for_function("() => heard.findLast(({ on, name }) => on && name === 'episode')").json_value()
    assert (told["episode"], told["count"], told["line"], told["value"]) == (2, 3, 6, 9)
    # In a narrow column the graph flows down, and the frame is as high as that wants.
    page.set_viewport_size({"width": 380, "height": 900})
    page.frames[1].wait_for_function(
        """() => {
          const [w, loss] = ["w", "loss"].map((id) => document.querySelector(`.node[data-id=${id}]:not(.leaving)`)?.getBoundingClientRect());
          return w && loss && loss.top > w.bottom && loss.bottom < document.querySelector("#stage").getBoundingClientRect().bottom;
        }"""
    )
    message = {"type": "chainlight:source", "source": "y = x^2", "values": {"x": 3}, "step": 2}
    page.evaluate(
        "message => graph.shadowRoot.querySelector('iframe').contentWindow.postMessage(message, '*')", message
    )
    expect(inside.locator(".node[data-id=y]:not(.leaving)")).to_be_visible()
    expect(inside.locator(".episodes")).to_be_hidden()
    page.wait_for_function("() => graph.step === 2")
    context.close()
