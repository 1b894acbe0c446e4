"""The training page: a question is chosen, a run streams in, and one slider moves all that is shown."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytest.importorskip("playwright")
from playwright.sync_api import expect

from tests.browsing import at_rest, held, until

NewPage = Callable[..., "Page"]


@pytest.mark.slow
def test_a_run_is_there_at_once_and_one_slider_goes_through_it(page: Page) -> None:
    page.goto("/train")
    said, moment = page.locator("#said"), page.locator(".moment-said")
    expect(said).to_have_text("Finished after 60 updates.")
    expect(moment).to_contain_text("update 60 of 60 · epoch 12 of 12")
    for panel in ("loss", "parameters", "gradients"):
        expect(page.locator(f"#{panel} .lines path").first).to_have_attribute("d", re.compile("^M"))
    curve = page.locator("#fit svg:not(.waiting) .curves .now")
    expect(curve).to_have_count(1)
    finished = curve.get_attribute("d") or ""

    # Back and on again before the answer for the moment between is there: what is shown stays that of the present one.
    page.locator("#moment").focus()
    with held(page, "**/api/v1/train/fit") as late:
        page.keyboard.press("ArrowLeft")
        expect(moment).to_contain_text("update 59 of 60")
        until(page, lambda: len(late) > 0, True)
        page.keyboard.press("ArrowRight")
        expect(moment).to_contain_text("update 60 of 60")
    at_rest(page)
    expect(curve).to_have_attribute("d", finished)

    page.locator("#moment").focus()
    page.keyboard.press("Home")
    expect(moment).to_have_text("start, before 60 updates")
    expect(curve).not_to_have_attribute("d", finished)
    page.keyboard.press("ArrowRight")
    expect(moment).to_contain_text("update 1 of 60")
    expect(page.locator("#rule .rule-line")).to_contain_text("θ")
    expect(page).to_have_url(re.compile("#update=1$"))
    page.reload()
    expect(moment).to_contain_text("update 1 of 60")
    page.locator("#graph").scroll_into_view_if_needed()
    expect(page.locator('#graph g.node[data-id="L"]:not(.leaving)')).to_have_count(1)
    expect(page.locator("#graph h2")).to_have_text("The graph of update 1")
    # The same graph in the playground: the batch, and its part of the mean that arrives at each loss.
    address = page.locator("#graph .graph-open").get_attribute("href") or ""
    given = urllib.parse.parse_qs(address.partition("?")[2])
    assert (
        given["source"][0].endswith("(p - y)^2")
        and given["upstream"] == [f"[{','.join(['0.1'] * 10)}]"]
        and len(given["values"][0]) > 100
    )

    page.locator("#results").focus()
    page.keyboard.press(" ")
    expect(page.locator("#time .main")).to_have_attribute("aria-label", "Pause")
    page.keyboard.press(" ")
    expect(page.locator("#time .main")).to_have_attribute("aria-label", "Play the run")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#time .main")).to_have_attribute("aria-label", "Play the run")

    # A mistake is said at its field, and the last run stays; undo takes it back.
    rate = page.locator("#optimizer input").first
    rate.fill("-1")
    expect(page.locator("#optimizer .field-wrong")).to_contain_text("lr of sgd cannot be that")
    expect(page.locator("#results")).to_have_class(re.compile("stale"))
    rate.fill("oops")
    expect(page.locator("#optimizer .field-wrong")).to_have_text("Write a number: 0.1, −2, 1e-3.")
    rate.fill("40")
    expect(page.locator("#notes li[data-code=diverges]")).to_contain_text("the learning rate is too high")


@pytest.mark.slow
def test_two_runs_differ_in_one_thing_and_are_called_by_it(page: Page) -> None:
    source = "p%20=%20sigmoid(x%20@%20w%20%2B%20b)%0AL%20=%20binary_cross_entropy(p,%20y)"
    page.goto(f"/train?source={source}&values=w:[0,0],b:0&generator=moons&optimizer=sgd,lr:0.5&epochs=20#update=7")
    expect(page.locator(".moment-said")).to_contain_text("update 7 of 20")
    expect(page.locator("#fit svg:not(.waiting) .regions path").first).to_be_attached()
    page.locator("#beside select").first.select_option("optimizer")
    expect(page.locator("#fit .names text")).to_have_text(["─ SGD", "┄ Adam"])
    expect(page.locator("#loss .lines path")).to_have_count(2)
    expect(page.locator("#fit .levels path")).to_have_count(2)
    expect(page.locator(".moment-said")).to_contain_text("update 7 of 20")
    expect(page).to_have_url(re.compile("beside=optimizer:%22adam%22"))

    # What the second run cannot do is said at its own field; the first one stays.
    page.locator("#beside select").first.select_option("lr")
    page.locator("#beside input").fill("-1")
    expect(page.locator("#beside .field-wrong")).to_contain_text("lr of sgd cannot be that")
    page.locator("#beside select").first.select_option("")
    expect(page.locator("#loss .lines path")).to_have_count(1)

    # A point drawn by hand makes the data one's own; undo brings the moons back.
    page.locator("#fit .tools button").first.click()
    page.locator("#fit svg").click(position={"x": 200, "y": 100})
    expect(page).to_have_url(re.compile("#data=x:"))
    expect(page.locator("#data select").first).to_have_value("own")
    page.locator("#fit .tools button").nth(1).click()
    box = page.locator("#fit svg.plot").bounding_box()
    assert box
    page.mouse.move(box["x"] + 100, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 60, steps=20)
    page.mouse.up()
    expect(page.locator("#fit .dots .class-0")).to_have_count(1)
    page.locator("#go").focus()
    # A drag that takes its time is more than one step.
    for _ in range(30):
        if page.locator("#data select").first.input_value() == "moons":
            break
        page.keyboard.press("Control+z")
    expect(page.locator("#data select").first).to_have_value("moons")


@pytest.mark.slow
def test_a_long_run_stops_and_goes_on_where_it_stood(page: Page) -> None:
    source = "p%20=%20sigmoid(dot(w,%20tanh(x)))%0AL%20=%20binary_cross_entropy(p,%20y)"
    page.goto(f"/train?source={source}&values=w:[0,0]&generator=moons&batch=each&optimizer=sgd,lr:0.001&epochs=2000")
    said, go = page.locator("#said"), page.locator("#go")
    expect(said).to_contain_text("of 100000 …")
    go.click()
    expect(said).to_have_text(re.compile("^Stopped after [0-9]+ of 100000 updates"))
    stopped = int(re.findall("[0-9]+", said.inner_text())[0])
    expect(go).to_have_text("Go on")
    go.click()
    expect(said).to_contain_text("of 100000 …")
    go.click()
    expect(said).to_have_text(re.compile("^Stopped after"))
    assert int(re.findall("[0-9]+", said.inner_text())[0]) > stopped


@pytest.mark.slow
def test_the_playground_hands_its_formula_and_values_over(page: Page) -> None:
    page.goto("/?source=L=(w%20x-y)^2&values=w:5,x:2,y:4")
    page.locator("#train-link").click()
    expect(page.locator("#said")).to_contain_text("update")
    expect(page.locator("#values input[type=text]").first).to_have_value("5")
    expect(page).to_have_url(re.compile(r"/train\?source=L=\(w%20x-y\)%5E2&values=w:5,x:2,y:4"))
    # Without data what is named like a parameter is trained, and the page says so.
    checked = page.locator("#values input[type=checkbox]")
    expect(checked.nth(0)).to_be_checked()
    expect(checked.nth(1)).not_to_be_checked()
    expect(page.locator("#values .quiet")).to_have_text(re.compile("named like parameters are trained: w\\."))
    checked.nth(2).check()
    expect(page).to_have_url(re.compile("parameters=w,y"))

    # A number in the formula is changed there; what the formula computes gives way, and comes back.
    page.goto("/train?source=w=3;V=randn(2);L=w^2%2Bsum(V^2)")
    page.get_by_label("Starting value of w").fill("5")
    expect(page.locator("#editor")).to_contain_text("w=5;V=randn(2)")
    computed = page.get_by_label("Starting value of V")
    computed.fill("[1, 2]")
    expect(page).to_have_url(re.compile("values=V:%5B1,2%5D"))
    computed.fill("")
    expect(page).not_to_have_url(re.compile("values="))
    computed.blur()
    expect(page.get_by_label("Starting value of V")).to_have_value("[0.1257, −0.1321]")


@pytest.mark.slow
def test_a_lesson_sets_run_and_moment_and_waits_for_its_answer(page: Page) -> None:
    page.goto("/lessons/zero-grad?lang=en")
    lesson = page.locator("#lesson")
    expect(lesson.locator(".lesson-count")).to_have_text("part 1 of 3")
    expect(page.locator("#said")).to_have_text("Finished after 60 updates.")
    expect(page.locator("#parameters")).to_have_class(re.compile(r"\blit\b"))
    page.keyboard.press("n")
    expect(page.locator(".moment-said")).to_contain_text("update 1 of 60")
    expect(lesson.locator(".lesson-next")).to_be_disabled()
    answer = lesson.get_by_label("Your answer")
    answer.fill("-8.462")
    answer.press("Enter")
    expect(lesson.locator(".verdict")).to_contain_text("the new gradient alone")
    answer.fill("-17.8")
    answer.press("Enter")
    expect(lesson.locator(".verdict")).to_contain_text("Right.")
    lesson.get_by_role("button", name="Go on").click()
    expect(page.locator("#loss")).to_contain_text("momentum 1")
    expect(page).to_have_url(re.compile(r"momentum:1.*part=3"))
    page.get_by_label("Epochs").fill("20")
    expect(page.locator("#said")).to_have_text("Finished after 20 updates.")
    lesson.get_by_role("button", name="Back to this part").click()
    expect(page.locator("#said")).to_have_text("Finished after 60 updates.")


@pytest.mark.slow
def test_the_ground_under_a_run_and_a_promise_of_its_gradient(page: Page) -> None:
    page.goto("/lessons/ravine?lang=en&part=3")
    ground = page.locator("#surface")
    expect(ground.locator(".contours path").first).to_have_attribute("d", re.compile("^M"))
    expect(ground.locator(".ways path.done")).to_have_count(2)
    nudge = page.locator("#nudge")
    nudge.scroll_into_view_if_needed()
    page.locator("#moment").focus()
    page.keyboard.press("Home")
    # At the start a = 3: (4² − 3²)/2 = 3.5, and the gradient 3 promises 3.
    change = nudge.get_by_label("change", exact=True)
    change.fill("100")
    expect(nudge.locator(".nudge-said")).to_have_text("A change of 1: the gradient promised 3, and 3.5 happened.")
    nudge.get_by_label("What is changed").select_option("−g")
    expect(nudge.locator("path.taken")).to_have_count(1)


@pytest.mark.slow
def test_a_run_is_taken_away_as_numbers_program_and_pictures(page: Page, browser: Browser, tmp_path: Path) -> None:
    page.goto("/lessons/ravine?lang=en&part=3")
    expect(page.locator("#said")).to_have_text("Finished after 60 updates.")
    expect(page.locator("#loss .lines path").first).to_have_attribute("d", re.compile("^M"))
    page.locator("#export summary").click()
    menu = page.locator("#export .menu-list")

    def saved(file: str, button: Locator) -> bytes:
        with page.expect_download() as started:
            button.click()
        started.value.save_as(tmp_path / file)
        return (tmp_path / file).read_bytes()

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    menu.get_by_role("button", name="Copy the link").click()
    expect(menu.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert saved("run.csv", menu.get_by_role("link", name="CSV")).startswith(b"update,epoch,step,loss")
    assert b"SGD" in saved("run.py", menu.get_by_role("button", name="Program in PyTorch"))
    assert b"<title>" in saved("loss.svg", menu.get_by_role("button", name="Loss, SVG"))
    assert saved("loss.png", menu.get_by_role("button", name="Loss, PNG")).startswith(b"\x89PNG")
    film = saved("run.html", menu.get_by_role("button", name="Animation, one HTML file"))
    assert b"packed-data" in film
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    try:
        alone = context.new_page()
        complaints: list[str] = []
        alone.on("pageerror", lambda error: complaints.append(str(error)))
        alone.goto((tmp_path / "run.html").as_uri())
        moment = alone.locator(".moment-said")
        expect(moment).to_contain_text("update 60 of 60")
        expect(alone.locator("#loss .lines path")).to_have_count(2)
        alone.keyboard.press("ArrowLeft")
        expect(moment).to_contain_text("update 59 of 60")
        assert complaints == []
    finally:
        context.close()
