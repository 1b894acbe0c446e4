"""The stage and the timeline in a real browser, on the answers of the real API.

`new_page` asserts for each page that nothing was logged as an error and no other host was asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytest.importorskip("playwright")
from playwright.sync_api import expect

from tests.browsing import at_rest, until, watched

NewPage = Callable[..., "Page"]

INTRO = "J = 3(a+bc)"
INTRO_VALUES = {"a": 5, "b": 3, "c": 2}
LAST = 9
B_RECEIVES = 8
"""k with the step finished in which b receives its gradient"""

OWN_STAGE = """async ({ source, values }) => {
  const [{ createStage }, { createTexts, embedded }] = await Promise.all(
    ["draw/stage.js", "texts.js"].map((file) => import(`/static/js/${file}`)));
  const ask = async (source, values) => (await fetch("/api/v1/graph", { method: "POST",
    headers: { "Content-Type": "application/json" }, body: JSON.stringify({ source, values, direction: "auto", space: [innerWidth, innerHeight] }) })).json();
  const texts = (window.texts_told ??= createTexts(embedded("texts")));
  const place = document.createElement("div");
  place.className = "stage";
  place.style.cssText = "position: fixed; inset: 0; z-index: 9";
  window.stage?.destroy?.();
  document.body.replaceChildren(place);
  window.selected = undefined;
  const stage = createStage(place, { texts, onSelect: (target) => { window.selected = target; } });
  const payload = await ask(source, values);
  stage.update(payload);
  Object.assign(window, { stage, ask, payload, show: (k, t = 0) => stage.show({ k, t, playing: t > 0 }) });
}"""


def embedded(new_page: NewPage, source: str = INTRO, values: dict[str, Any] | None = None, **options: Any) -> Page:
    """The embed of a formula: stage and timeline alone, opened finished."""
    page = new_page(**options)
    chosen = INTRO_VALUES if values is None and source == INTRO else values or {}
    page.goto(f"/embed?source={quote(source)}&values={quote(json.dumps(chosen))}")
    expect(page.locator(".node").first).to_be_attached()
    return page


def own_stage(new_page: NewPage, source: str = INTRO, values: dict[str, Any] | None = None, **options: Any) -> Page:
    """A stage of the test's own: `show(k, t)` and `stage` stand on the window. The page under it is opened once."""
    page = new_page(kept="stage", **options)
    if not page.url.endswith("/embed"):
        page.goto("/embed")
        expect(page.locator(".node").first).to_be_attached()
    page.mouse.move(0, 0)
    chosen = INTRO_VALUES if values is None and source == INTRO else values or {}
    page.evaluate(OWN_STAGE, {"source": source, "values": chosen})
    return page


def card(page: Page, name: str) -> Locator:
    return page.locator(f'g.node[data-id="{name}"]:not(.leaving)')


def edge(page: Page, source: str, target: str) -> str:
    """What selects an edge's own elements by: its id."""
    found: str = page.evaluate(
        "([source, target]) => payload.edges.find((e) => e.source === source && e.target === target).id",
        [source, target],
    )
    return f'[data-id="{found}"]'


def show(page: Page, k: int, t: float = 0) -> None:
    page.evaluate("([k, t]) => show(k, t)", [k, t])


def middle(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


# ── what a frame shows ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_card_says_its_formula_its_value_and_its_gradient(new_page: NewPage) -> None:
    page = own_stage(new_page)
    expect(card(page, "v")).to_have_attribute("aria-label", "v = b·c, value 6, gradient 3")
    show(page, 0)
    expect(card(page, "v")).to_have_attribute(
        "aria-label", "v = b·c, value not computed yet, gradient not computed yet"
    )


def test_a_gradient_that_is_not_computed_yet_is_an_empty_half_and_not_zero(new_page: NewPage) -> None:
    page = own_stage(new_page)
    show(page, B_RECEIVES)
    expect(card(page, "b").locator(".node-figure.backward text")).to_have_text("6")
    expect(card(page, "c").locator(".node-figure.backward *")).to_have_count(0)
    expect(card(page, "c").locator(".node-wash.backward")).to_be_hidden()


def test_the_present_step_has_the_ring_the_thick_edge_the_dot_and_the_product(new_page: NewPage) -> None:
    page = own_stage(new_page)
    show(page, B_RECEIVES)
    assert page.locator("g.node.backward, g.node.forward").evaluate_all("all => all.map(n => n.dataset.id)") == ["b"]
    expect(page.locator(".edge-present")).to_have_count(1)
    expect(page.locator(".tag.backward")).to_have_text("3×c=6")
    expect(page.locator(f".edge-face{edge(page, 'b', 'v')} > span")).to_be_hidden()


def test_a_gradient_travels_from_the_targets_card_to_the_sources(new_page: NewPage) -> None:
    page = own_stage(new_page)
    places = []
    for t in (0.05, 0.3, 0.59):
        show(page, B_RECEIVES - 1, t)
        places.append(middle(page.locator(f".edge{edge(page, 'b', 'v')} circle"))[0])
    v, b = card(page, "v").bounding_box(), card(page, "b").bounding_box()
    assert v is not None
    assert b is not None
    assert v["x"] + 12 > places[0] > places[1] > places[2] > b["x"] + b["width"]
    expect(card(page, "b").locator(".node-figure.backward *")).to_have_count(0)


def test_values_travel_forward_along_every_incoming_edge_at_once(new_page: NewPage) -> None:
    page = own_stage(new_page)
    show(page, 1, 0.3)
    expect(page.locator(".edge-present.forward circle")).to_have_count(2)
    assert sorted(page.locator(".tag.forward").all_text_contents()) == ["5", "6"]


def test_a_second_gradient_is_shown_adding_to_the_first(new_page: NewPage) -> None:
    page = own_stage(new_page, "y = x*x", {"x": 3})
    steps = page.evaluate("payload.steps.length")
    show(page, steps)
    assert "3+3=6" in page.locator(".tag.backward").all_text_contents()


def test_the_product_hides_no_card(new_page: NewPage) -> None:
    page = own_stage(new_page)
    for k in range(1, LAST + 1):
        show(page, k)
        for tag in page.locator(".tag > span").all():
            t = tag.bounding_box()
            assert t is not None
            for name in "abcuvJ":
                n = card(page, name).locator(".node-card").bounding_box()
                assert n is not None
                across = min(t["x"] + t["width"], n["x"] + n["width"]) - max(t["x"], n["x"])
                down = min(t["y"] + t["height"], n["y"] + n["height"]) - max(t["y"], n["y"])
                assert min(across, down) < 6, f"step {k} covers {name}"


def test_a_short_number_has_every_digit_in_its_title(new_page: NewPage) -> None:
    page = own_stage(new_page, "y = x/3", {"x": -1})
    text = card(page, "y").locator(".node-figure.forward text")
    assert text.evaluate("text => text.firstChild.data") == "−0.3333"
    assert text.locator("title").text_content() == "−0.3333333333333333"


def test_figures_that_are_not_finite_are_written_as_people_write_them(new_page: NewPage) -> None:
    page = own_stage(new_page, "y = log(x)", {"x": 0})
    expect(card(page, "y").locator(".node-figure.forward text")).to_have_text("−∞")
    expect(card(page, "y").locator(".node-badge title")).not_to_be_empty()


def test_a_tensor_is_a_grid_and_what_does_not_fit_is_an_ellipsis(new_page: NewPage) -> None:
    rows = [[i + j / 10 for j in range(6)] for i in range(8)]
    page = own_stage(new_page, "y = mean(X)", {"X": rows})
    grid = card(page, "X").locator(".node-figure.forward")
    expect(grid.locator("title").first).to_be_attached()  # what draws tensors comes when there is one
    texts = grid.locator("text").all_text_contents()
    assert texts[:4] == ["0", "0.1", "0.2", "⋯"]
    assert texts[-1] == "⋱"
    assert grid.locator("title").first.text_content() == "[0, 0] = 0"
    expect(card(page, "X").locator(".node-note")).to_have_text("8 × 6")


def test_latex_that_cannot_be_typeset_appears_as_text(new_page: NewPage) -> None:
    page = own_stage(new_page)
    page.evaluate(
        r"""() => stage.update({ ...payload,
              nodes: payload.nodes.map((node) => ({ ...node, face: "\\href{javascript:alert(1)}{<img src=x>" })) })"""
    )
    expect(page.locator(".node-face .stage-raw").first).to_contain_text("<img src=x>")
    expect(page.locator(".node-face img, .node-face a")).to_have_count(0)


# ── the view ────────────────────────────────────────────────────────────────────────────────────────────────────────


def scale(page: Page) -> float:
    return float(page.locator(".stage-faces").evaluate("layer => new DOMMatrix(getComputedStyle(layer).transform).a"))


@pytest.mark.parametrize("size", [(1440, 900), (800, 420), (390, 700)])
def test_the_graph_is_fitted_whole_and_never_larger_than_is_good(new_page: NewPage, size: tuple[int, int]) -> None:
    width, height = size
    page = own_stage(new_page, width=width, height=height)
    assert scale(page) <= 1.25
    for name in "abcuvJ":
        box = card(page, name).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height


def test_formulas_stand_on_their_cards_at_every_scale(new_page: NewPage) -> None:
    page = own_stage(new_page)
    for wheel in (0, -400, 700):
        page.mouse.move(700, 450)
        page.mouse.wheel(0, wheel)
        at_rest(page)
        face = page.locator(".node-face").nth(3)
        name = page.locator("g.node").nth(3)
        assert abs(middle(face)[0] - middle(name.locator(".node-card"))[0]) < 1.5


def test_the_view_is_kept_once_the_reader_has_zoomed_until_it_is_fitted_again(new_page: NewPage) -> None:
    page = own_stage(new_page)
    fitted = scale(page)
    expect(page.locator(".stage-fit:not(.stage-home)")).to_be_hidden()
    page.mouse.move(700, 450)
    page.mouse.wheel(0, -300)
    expect(page.locator(".stage-fit:not(.stage-home)")).to_be_visible()
    at_rest(page)
    zoomed = scale(page)
    assert zoomed > fitted
    page.set_viewport_size({"width": 1200, "height": 800})
    at_rest(page)
    assert scale(page) == zoomed
    page.locator(".stage-fit:not(.stage-home)").click()
    expect(page.locator(".stage-fit:not(.stage-home)")).to_be_hidden()
    until(page, lambda: scale(page) < zoomed, True)


def test_a_resized_window_fits_the_graph_again(new_page: NewPage) -> None:
    page = own_stage(new_page)
    before = scale(page)
    page.set_viewport_size({"width": 500, "height": 500})
    until(page, lambda: scale(page) < before, True)


def test_a_zoomed_view_follows_the_run(new_page: NewPage) -> None:
    page = own_stage(new_page, width=800, height=500)
    show(page, 0)
    page.mouse.move(20, 250)
    for _ in range(6):
        page.mouse.wheel(0, -300)
    at_rest(page)
    show(page, 3)
    at_rest(page)
    box = card(page, "J").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 800


def test_a_dragged_card_takes_its_edges_along_and_a_double_click_brings_it_home(new_page: NewPage) -> None:
    page = own_stage(new_page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    line = page.locator(f".edge{edge(page, 'v', 'u')} .edge-line")
    home, route = middle(card(page, "u")), line.get_attribute("d")
    page.mouse.move(*home)
    page.mouse.down()
    page.mouse.move(home[0] + 30, home[1] + 90, steps=4)
    page.mouse.up()
    away = middle(card(page, "u"))
    assert abs(away[1] - home[1] - 90) < 3
    assert line.get_attribute("d") != route
    assert page.evaluate("window.selected ?? null") is None, "a drag is no click"
    page.mouse.dblclick(*away)
    assert abs(middle(card(page, "u"))[1] - home[1]) < 1
    assert line.get_attribute("d") == route
    assert asked == []


def test_dragged_cards_all_go_home_by_one_button(new_page: NewPage) -> None:
    page = own_stage(new_page)
    back = page.get_by_role("button", name="Put the cards back")
    expect(back).to_be_hidden()
    homes = {name: middle(card(page, name)) for name in ("a", "u")}
    for home in homes.values():
        page.mouse.move(*home)
        page.mouse.down()
        page.mouse.move(home[0] + 20, home[1] + 70, steps=3)
        page.mouse.up()
    back.click()
    expect(back).to_be_hidden()
    for name, home in homes.items():
        assert abs(middle(card(page, name))[1] - home[1]) < 1


# ── a new answer ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_cards_that_stay_glide_new_ones_come_and_gone_ones_leave(new_page: NewPage) -> None:
    page = own_stage(new_page)
    kept = card(page, "a").element_handle()
    seen = page.evaluate(
        """async () => {
          const next = await ask("J = 3(a+bc) + d", { a: 5, b: 3, c: 2, d: 1 });
          const place = () => document.querySelector('g.node[data-id="J"]').getAttribute("transform");
          const { x, y } = next.nodes.find(({ id }) => id === "J");
          const [from, to] = [place(), `translate(${x.toFixed(2)},${y.toFixed(2)})`];
          // On a busy machine frames are rare: its time goes by more slowly, so that some fall between.
          const { now } = performance;
          const began = performance.now();
          performance.now = () => began + (now.call(performance) - began) / 4;
          stage.update(next);
          const seen = new Set();
          while (place() !== to && now.call(performance) - began < 30_000) {
            await new Promise(requestAnimationFrame);
            seen.add(place());
          }
          delete performance.now;
          return { between: [...seen].filter((each) => each !== from && each !== to).length, there: place() === to };
        }"""
    )
    assert seen["there"]
    assert seen["between"] > 2, "J did not glide"
    expect(page.locator(".leaving")).to_have_count(0)
    expect(card(page, "d")).to_have_count(1)
    assert page.evaluate("([a]) => a.isConnected", [kept])


def test_new_values_move_nothing(new_page: NewPage) -> None:
    page = own_stage(new_page)
    before = page.locator("g.node").evaluate_all("all => all.map(n => n.getAttribute('transform'))")
    page.evaluate("async () => stage.update(await ask(payload.source, { a: 1, b: 1, c: 1 }))")
    expect(card(page, "J").locator(".node-figure.forward text")).to_have_text("6")
    assert page.locator("g.node").evaluate_all("all => all.map(n => n.getAttribute('transform'))") == before


def test_with_reduced_motion_cards_are_at_their_new_places_at_once(new_page: NewPage) -> None:
    page = own_stage(new_page, reduced_motion="reduce")
    places = page.evaluate(
        """async () => {
          const next = await ask("J = 3(a+bc) + d", { a: 5, b: 3, c: 2, d: 1 });
          stage.update(next);
          return ["J", "u"].map((id) => {
            const { x, y } = next.nodes.find((node) => node.id === id);
            return [document.querySelector(`g.node[data-id="${id}"]`).getAttribute("transform"),
                    `translate(${x.toFixed(2)},${y.toFixed(2)})`];
          });
        }"""
    )
    for drawn, wanted in places:
        assert drawn == wanted


# ── keys and names ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_tab_reaches_every_card_and_every_edge_by_name(new_page: NewPage) -> None:
    page = own_stage(new_page)
    names = []
    for _ in range(11):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert names[0] == "a, value 5, gradient 3"
    assert "J = 3u, value 33, gradient 1" in names
    assert "edge from b to v, local derivative c = 2" in names
    assert len(set(names)) == 11
    page.keyboard.press("Enter")
    assert page.evaluate("selected.kind") == "edge"


def test_the_stage_speaks_chinese(new_page: NewPage) -> None:
    page = own_stage(new_page, locale="zh-CN")
    expect(card(page, "v")).to_have_attribute("aria-label", "v = b·c，值为 6，梯度为 3")


# ── time ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def segments(page: Page) -> list[str]:
    found: list[str] = page.locator(".timeline-track i").evaluate_all(
        "all => all.map(i => i.className.replace(/ (forward|backward)/, ''))"
    )
    return found


def test_the_timeline_has_one_segment_a_step_done_present_and_to_come(new_page: NewPage) -> None:
    page = embedded(new_page)
    slider = page.get_by_role("slider")
    assert segments(page) == ["done"] * 8 + ["present"]
    slider.press("ArrowLeft")
    until(page, lambda: segments(page), ["done"] * 7 + ["present", "to-come"])
    expect(page.locator(".timeline-count")).to_have_text("step 8 of 9")
    present = page.locator(".timeline-track i.present")
    at_rest(page)
    heights = [segment.bounding_box() for segment in (present, page.locator(".timeline-track i.done").first)]
    assert heights[0] is not None
    assert heights[1] is not None
    assert heights[0]["height"] > 2 * heights[1]["height"] - 1


def test_the_slider_tells_the_step_in_words_and_takes_keys(new_page: NewPage) -> None:
    page = embedded(new_page)
    slider = page.get_by_role("slider")
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuenow", "0")
    slider.press("PageUp")
    expect(slider).to_have_attribute("aria-valuenow", "9")
    slider.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuenow", "8")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("^step 8 of 9: .*b"))
    slider.press("End")
    expect(slider).to_have_attribute("aria-valuemax", "9")
    expect(slider).to_have_attribute("aria-valuenow", "9")


def test_a_click_and_a_drag_on_the_segments_scrub_at_once(new_page: NewPage) -> None:
    page = embedded(new_page)
    count = page.locator(".timeline-count")
    second = page.locator(".timeline-track i").nth(1)
    page.mouse.move(*middle(second))
    page.mouse.down()
    expect(count).to_have_text("step 2 of 9")
    page.mouse.move(*middle(page.locator(".timeline-track i").nth(5)), steps=6)
    expect(count).to_have_text("step 6 of 9")
    page.mouse.up()
    expect(page.locator(".timeline-hint")).to_be_visible()
    expect(card(page, "v").locator(".node-figure.backward *")).to_have_count(0)


def test_play_runs_to_the_end_and_the_button_changes(new_page: NewPage) -> None:
    page = embedded(new_page)
    page.get_by_role("combobox").select_option("4")
    said = watched(page.locator(".timeline-button.main"), "it.getAttribute('aria-label')")
    page.get_by_role("button", name="Play").click()
    until(page, lambda: "Pause" in said(), True)
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.locator(".timeline-count")).to_have_text("step 9 of 9")
    expect(card(page, "c").locator(".node-figure.backward text")).to_have_text("9")


def test_the_buttons_step_forward_and_back(new_page: NewPage) -> None:
    page = embedded(new_page)
    back, forward = (page.get_by_role("button", name=f"One step {way}") for way in ("back", "forward"))
    expect(forward).to_be_disabled()
    back.click()
    expect(page.locator(".timeline-count")).to_have_text("step 8 of 9")
    forward.click()
    expect(page.locator(".timeline-count")).to_have_text("step 9 of 9")


def test_with_reduced_motion_nothing_travels(new_page: NewPage) -> None:
    page = embedded(new_page, reduced_motion="reduce")
    page.get_by_role("slider").press("Home")
    places = page.evaluate(
        """async () => {
          const places = new Set();
          document.querySelector(".timeline-button.main").click();
          const start = performance.now();
          while (performance.now() - start < 1600) {
            await new Promise(requestAnimationFrame);
            for (const dot of document.querySelectorAll(".edge-present circle"))
              places.add(`${dot.closest(".edge").dataset.id} ${dot.getAttribute("cx")}`);
          }
          return [...places].map((place) => place.split(" ")[0]);
        }"""
    )
    assert places
    assert len(places) == len(set(places)), "a dot was seen at two places of its edge"


def test_hundreds_of_steps_become_one_bar_a_phase(new_page: NewPage) -> None:
    page = embedded(new_page, " + ".join(f"tanh({k}x)" for k in range(2, 30)), {"x": 0.5}, width=700)
    assert set(segments(page)) == {"bar to-come", "bar done", "bar present"}
    page.get_by_role("slider").press("Home")
    expect(page.locator(".timeline-track i.done").first).to_have_css("width", "0px")


# ── size ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_frame_of_three_hundred_cards_costs_less_than_half_a_frame_of_time(new_page: NewPage) -> None:
    page = own_stage(new_page)
    median = page.evaluate(
        """() => {
          const copies = Array.from({ length: 50 }, (_, i) => i);
          const name = (id, i) => `${id} ${i}`;
          const [right, down] = [(i) => (i % 7) * 760, (i) => Math.floor(i / 7) * 360];
          stage.update({ ...payload,
            nodes: copies.flatMap((i) => payload.nodes.map((node) =>
              ({ ...node, id: name(node.id, i), x: node.x + right(i), y: node.y + down(i) }))),
            edges: copies.flatMap((i) => payload.edges.map((edge) =>
              ({ ...edge, id: name(edge.id, i), source: name(edge.source, i), target: name(edge.target, i),
                 points: edge.points.map(([x, y]) => [x + right(i), y + down(i)]),
                 label: { x: edge.label.x + right(i), y: edge.label.y + down(i) } }))),
            steps: copies.flatMap((i) => payload.steps.map((step) =>
              ({ ...step, node: name(step.node, i), edge: step.edge && name(step.edge, i) }))) });
          const times = [];
          for (let frame = 0; frame < 200; frame++) {
            const start = performance.now();
            show(100 + Math.floor(frame / 10), (frame % 10) / 10);
            times.push(performance.now() - start);
          }
          return times.sort((a, b) => a - b)[100];
        }"""
    )
    assert page.locator("g.node:not(.leaving)").count() == 300
    assert median < 8
