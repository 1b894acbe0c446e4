"""A listing on the page: its console, the graphs of its episodes, what is wrong with it; `new_page` asserts no error is logged."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright")
pytest.importorskip("torch")
from playwright.sync_api import expect

from tests.browsing import at_rest, until

NewPage = Callable[..., "Page"]
LOADING_TORCH = 60_000
"""the first listing makes the server load it"""

BROKEN = """\
import torch
w = torch.tensor(0.5, requires_grad=True)
x = torch.tensor([1.0, 2.0])
p = w * x
p = p.detach()
loss = (p ** 2).mean()
loss.backward()
"""
ENDLESS = "import torch\nfor i in range(900000):\n    if i % 1000 == 0:\n        print('at', i)\n    x = torch.ones(3).sum()\n"
DRAWN = """\
import matplotlib.pyplot as plt
plt.figure()
plt.plot([0, 1, 2], [3, 1, 2], "r--", label="a")
plt.scatter([0, 1], [2, 3], label="b")
plt.title("Two marks")
plt.legend()
plt.show()
plt.imshow([[0, 1], [2, 3]])
plt.show()
"""
CLASSIFIER = """\
import torch
from torch import nn
model = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
loss = nn.functional.cross_entropy(model(torch.randn(64, 784)), torch.randint(0, 10, (64,)))
loss.backward()
"""


IN_SIGHT = """() => {
  const [line, lines] = [".cm-step", ".cm-scroller"].map((each) => document.querySelector(each).getBoundingClientRect());
  return line.top - line.height > lines.top - 2 && line.bottom + line.height < lines.bottom + 2;
}"""


GRAPH_IN_SIGHT = """() => {
  const [stage, sheet] = ["#stage", "#sheet"].map((each) => document.querySelector(each).getBoundingClientRect());
  const cards = [...document.querySelectorAll(".stage g.node:not(.leaving)")].map((each) => each.getBoundingClientRect());
  return Math.min(stage.bottom, sheet.top) - stage.top > 200 && cards.some((card) => card.top >= stage.top && card.bottom <= sheet.top);
}"""


def card(page: Page, name: str) -> str:
    """All that stands on a card."""
    return "".join(page.locator(f'.stage g.node[data-id="{name}"]:not(.leaving) text').all_text_contents())


def paste(page: Page, source: str) -> None:
    page.locator(".cm-content").first.click()
    page.keyboard.press("ControlOrMeta+A")
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        source,
    )


@pytest.mark.slow
def test_a_listing_runs_and_its_episodes_are_a_slider_away(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/lessons/line-by-hand?lang=en")
    console, range_ = page.locator(".console-text"), page.get_by_role("slider", name="Backward pass")
    expect(console).to_contain_text("epoch 40: w = 2.0021, b = 0.9955, loss = 0.000008\n", timeout=LOADING_TORCH)
    expect(page.locator(".episode-name")).to_have_text("Backward 1 of 40line 13 · loss = 21")
    expect(page.locator('.stage g.node[data-id="w"]:not(.leaving)')).to_be_attached()
    until(page, lambda: "−17" in card(page, "w"), True)
    expect(page.locator("#witnesses")).to_contain_text("own engine and PyTorch agree")
    # The line of the present step; the line that printed what the reader points at; and back by the keyboard.
    expect(page.locator(".cm-step")).to_have_attribute("data-number", "12")
    console.locator("span").nth(2).hover()
    expect(page.locator(".cm-pointed")).to_have_attribute("data-number", "22")
    console.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".console-state")).to_have_text("from line 22")
    # Episodes by the keyboard: the graph and its numbers are another one's.
    range_.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".episode-name")).to_contain_text("Backward 2 of 40")
    page.wait_for_function(
        """() => [...document.querySelectorAll('.stage g.node[data-id="w"]:not(.leaving) text')].some((each) => each.textContent.startsWith("1.7"))""",
        timeout=LOADING_TORCH,
    )
    page.get_by_role("tab", name="State").click()
    expect(page.locator("#state table").first).to_contain_text("w1.7", timeout=LOADING_TORCH)
    page.get_by_role("tab", name="Curves").click()
    expect(page.locator("#curves svg.figure").first).to_have_attribute(
        "aria-label", re.compile("^loss: 40 numbers, from 21")
    )
    expect(page.locator("#curves svg.figure")).to_have_count(4)  # each backward(), and three numbers of each print
    # To where a curve is pressed, and after a reload there again.
    page.locator("#curves svg.figure").first.click(position={"x": 200, "y": 60})
    expect(page.locator(".episode-name")).not_to_contain_text("Backward 2 of")
    name = page.locator(".episode-name").inner_text()
    expect(page).to_have_url(re.compile(r"/lessons/line-by-hand\?lang=en#panel=curves&episode=\d+"))
    page.reload()
    expect(page.locator(".episode-name")).to_contain_text(name.split("\n")[0], timeout=LOADING_TORCH)
    expect(page.get_by_role("tab", name="Curves")).to_have_attribute("aria-selected", "true", timeout=LOADING_TORCH)
    # On a phone the listing has a few lines of room: the present one, and those beside it, come into sight.
    page.set_viewport_size({"width": 390, "height": 844})
    at_rest(page)
    page.locator(".cm-scroller").first.evaluate("each => each.scrollTo(0, 0)")
    page.get_by_role("button", name="One step back").click()
    page.wait_for_function(IN_SIGHT)
    page.set_viewport_size({"width": 1440, "height": 900})
    # The episode as a formula to play with, and undo.
    page.get_by_role("button", name="As a formula").click()
    expect(page.locator(".cm-content").first).to_contain_text("loss = mean(u)")
    expect(page.locator("#inputs .name").first).to_be_visible(timeout=LOADING_TORCH)
    expect(page.locator(".console")).to_be_hidden()
    page.keyboard.press("ControlOrMeta+Z")
    expect(console).to_contain_text("epoch 40", timeout=LOADING_TORCH)
    expect(page.locator(".episodes")).to_be_visible(timeout=LOADING_TORCH)
    # The derivation is the episode's again: a formula's would end with the chain of each input.
    page.wait_for_function("() => document.querySelector('#derivation .line.present')")
    expect(page.locator("#derivation .chain")).to_have_count(0)


@pytest.mark.slow
def test_what_is_wrong_with_a_listing_is_shown_at_its_line_and_mended(new_page: NewPage) -> None:
    page = new_page(locale="zh-CN")
    page.goto("/lessons/forgotten-zero-grad?lang=zh-CN")
    mark = page.locator(".finding-mark.warning")
    expect(mark).to_have_attribute("aria-label", re.compile(r"w\.grad.*从未清零"), timeout=LOADING_TORCH)
    # On a phone a finding is one line until it is asked for: the graph is in sight.
    page.set_viewport_size({"width": 390, "height": 844})
    head = page.locator(".findings-head")
    expect(head).to_have_attribute("aria-expanded", "false")
    expect(head).to_contain_text("从未清零")
    page.wait_for_function(GRAPH_IN_SIGHT)
    head.click()
    expect(page.locator(".finding")).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    mark.click()
    expect(page.locator(".finding button").first).to_be_focused()
    page.get_by_role("button", name="修正").click()
    expect(page.locator(".cm-content").first).to_contain_text("optimizer.zero_grad()")
    expect(page.locator(".finding")).to_have_count(0, timeout=LOADING_TORCH)
    # An error is a lesson: torch's words, plain ones, and the place where the chain broke.
    paste(page, BROKEN)
    expect(page.locator("#problem")).to_contain_text(
        "element 0 of tensors does not require grad", timeout=LOADING_TORCH
    )
    expect(page.locator(".finding.error")).to_contain_text("链条断在第 5 行", timeout=LOADING_TORCH)
    expect(page.locator(".chain-broken")).to_have_text("链条在这里断开，第 5 行")
    expect(page.locator(".cm-stopped")).to_have_attribute("data-number", "7")
    expect(page.locator("#problem .finding-line")).to_have_text("第 7 行")
    # A listing that differentiates nothing has figures all the same.
    paste(page, DRAWN)
    expect(page.locator("#notice")).to_contain_text("没有调用 backward()", timeout=LOADING_TORCH)
    expect(page.locator("#curves svg.figure")).to_have_count(2, timeout=LOADING_TORCH)
    expect(page.locator("#curves .figure-title").first).to_have_text("Two marks")
    expect(page.locator("#curves .mark.image rect")).to_have_count(4)
    # A network of every course: what is too large to be shown number by number is summed up, and says that it is.
    paste(page, CLASSIFIER)
    page.locator('.stage g.node[data-id="model.0.weight"]:not(.leaving) .summary').first.wait_for(timeout=LOADING_TORCH)
    until(page, lambda: card(page, "model.0.weight").count("\u2225"), 4)
    told = card(page, "model.0.weight")
    assert "均值" in told and "128 × 784" in told, told
    assert "均值" not in card(page, "model.2.bias") + card(page, "loss")
    expect(page.locator(".episode-play")).to_be_disabled()
    expect(page.locator(".episode-play")).to_have_attribute("title", re.compile("数字太多"))
    page.locator('.stage g.node[data-id="model.0.weight"]:not(.leaving)').dblclick()
    expect(page.locator(".detail .histogram")).to_have_count(2)
    expect(page.locator(".detail dl").first).to_contain_text("标准差")
    page.get_by_role("button", name="关闭").click()
    # One that goes on and on says how far it is, and can be stopped.
    paste(page, ENDLESS)
    expect(page.locator(".console-text")).to_contain_text("at 1000\n", timeout=LOADING_TORCH)
    page.get_by_role("button", name="停止").click()
    expect(page.locator("#notice")).to_contain_text("已停止", timeout=LOADING_TORCH)
    expect(page.get_by_role("button", name="重新运行")).to_be_visible()
    # What cannot run at all is refused at its place, and the formula is a formula again.
    paste(page, "import os\nos.remove('x')")
    expect(page.locator("#problem")).to_contain_text("os", timeout=LOADING_TORCH)
    expect(page.locator("#problem .finding-line")).to_have_text("第 2 行")
    expect(page.locator(".finding-mark.error")).to_be_visible()
    paste(page, "y = 3x")
    expect(page.locator("#inputs .name")).to_be_visible(timeout=LOADING_TORCH)
    expect(page.locator("#problem")).to_be_empty()
    expect(page.locator("#main.listing")).to_have_count(0)
