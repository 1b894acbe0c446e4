"""The widget: what it holds, what the kernel answers, and how it plays in a browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from app.notebook import Shown, graph
from tests.browsing import PATIENCE
from tests.integrations.pages import needs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MOUNT = """async ([script, state]) => {
  const view = (await import("data:text/javascript;charset=utf-8," + encodeURIComponent(script))).default;
  const listeners = {};
  const model = {
    get: (name) => state[name],
    on: (event, listener) => { listeners[event] = listener; },
    off: () => {},
    send: (message) => window.kernel(message).then((answer) => answer && listeners["msg:custom"](answer)),
  };
  view.render({model, el: document.querySelector("#out")});
}"""
"""A notebook's part: a fake model of ipywidgets, with the real kernel's side behind it."""


@pytest.fixture(scope="module")
def shown() -> Shown:
    needs("anywidget")
    return graph("J = 3(a+bc)", a=5, b=3, c=2, step=5)


def test_a_notebook_is_given_the_player_a_picture_and_a_table(shown: Shown) -> None:
    data, _ = shown._repr_mimebundle_()
    assert set(data) == {"application/vnd.jupyter.widget-view+json", "image/svg+xml", "text/plain"}
    assert data["image/svg+xml"].startswith("<svg")
    assert data["text/plain"] == repr(shown)
    state = shown.widget.get_state()
    assert "sandbox" in state["_esm"]
    # Everything is inside: no address of another host, and none of ours.
    assert "http:" not in state["page"].replace("http://www.w3.org/", "") and "https:" not in state["page"]
    assert 'src="' not in state["page"]


def test_the_kernel_answers_with_the_payload_of_other_values_or_with_what_is_wrong(shown: Shown) -> None:
    from app.notebook.widget import answer

    assert answer(shown, {"type": "hello"}) == {"type": "live"}
    asked = {"values": {"b": 4}, "space": [900, 400], "previous": {"direction": "right", "order": ["a", "b", "c"]}}
    found = answer(shown, {"type": "ask", "id": 7, "question": asked})
    assert found["id"] == 7 and found["payload"]["value"] == 39.0
    assert found["payload"]["gradients"] == {"a": 3.0, "b": 6.0, "c": 12.0}
    wrong = answer(shown, {"type": "ask", "id": 8, "question": {"values": {"b": "?"}}})
    assert wrong["problem"]["code"] == "value.type"
    strange = answer(shown, {"type": "ask", "id": 9, "question": {"space": ["x"], "previous": 3}})
    assert strange["payload"]["value"] == 33.0


def open_widget(browser: Browser, shown: Shown, *, kernel: bool, **options: Any) -> tuple[Any, list[str]]:
    from app.notebook.widget import answer

    complaints: list[str] = []
    page = browser.new_page(**options)
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(("data:", "about:", "blob:")) else complaints.append(request.url)
        ),
    )
    page.expose_function("kernel", lambda message: json.loads(json.dumps(answer(shown, message))) if kernel else None)
    page.set_content('<body data-jp-theme-light="false"><div id="out"></div></body>')
    widget = shown.widget
    page.evaluate(
        MOUNT,
        [widget.get_state()["_esm"], {name: getattr(widget, name) for name in ("page", "title", "height", "theme")}],
    )
    page.frame_locator("iframe").locator("#stage .node[data-id=J]:not(.leaving)").wait_for()
    return page, complaints


@pytest.mark.slow
def test_it_plays_in_the_notebooks_theme_and_a_slider_asks_the_kernel(shown: Shown, browser: Browser) -> None:
    page, complaints = open_widget(browser, shown, kernel=True, viewport={"width": 1000, "height": 700})
    frame = page.frame_locator("iframe")
    frame.locator("html[data-theme=dark]").wait_for()
    frame.get_by_text("step 5 of 9").wait_for()
    slider = frame.locator(".input[data-name=b] input[type=range]")
    slider.wait_for()
    slider.fill("4")
    frame.locator(".node[data-id=J]:not(.leaving)", has_text="39").wait_for()
    frame.get_by_role("button", name="One step forward").click()
    frame.get_by_text("step 6 of 9").wait_for()
    assert complaints == []
    page.close()


@pytest.mark.slow
def test_without_a_kernel_it_plays_what_it_has_and_promises_no_slider(shown: Shown, browser: Browser) -> None:
    page, complaints = open_widget(browser, shown, kernel=False, viewport={"width": 390, "height": 800})
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="One step forward").click()
    frame.get_by_text("step 6 of 9").wait_for()
    assert frame.locator("#values").is_hidden()
    assert complaints == []
    page.close()
