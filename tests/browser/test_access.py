"""For everyone: axe finds nothing, no raw key and no word of the other language is shown, and all of it can be heard."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from app.resources import resource
from tests.live import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright")
from playwright.sync_api import expect

from tests.browsing import at_rest

NewPage = Callable[..., "Page"]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TENSORS = "/?source=Z=X@W%2Bb;y=sum(relu(Z))&values=X:[[1,2],[-1,1]],W:[[1,-1],[0.5,1]],b:[0,0.5]"
NAMED_BY_NUMBERS = "label-content-name-mismatch"
"""Wants a card's name to hold its two numbers side by side, `53`; it holds both in a sentence, `a, value 5, gradient 3`."""
WIDE, PHONE = (1440, 900), (390, 844)


def press(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(selector).first.click()


def enter(selector: str) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        expect(page.locator(selector).first).to_be_visible()  # a button is hidden until it does something
        page.locator(selector).first.focus()
        page.keyboard.press("Enter")
        page.locator("dialog").wait_for()

    return do


def listed(page: Page) -> None:
    """A listing has run; the first one makes the server load torch."""
    expect(page.locator(".episodes")).to_be_visible(timeout=60_000)
    expect(page.locator("#curves svg, #state table").first).to_be_attached()


VIEWS: dict[str, tuple[str, tuple[int, int], Callable[[Page], None] | None]] = {
    "first view": ("/", WIDE, None),
    "first view in Chinese, dark": ("/?lang=zh-CN&theme=dark", WIDE, None),
    "high contrast, gates, menu": ("/?theme=contrast&show=gates", WIDE, press("#view summary")),
    "middle of a run": ("/?source=y=x*x%2Bx#step=3", WIDE, None),
    "a mistake": ("/?source=J=3(a%2Bbc", WIDE, None),
    "presentation": ("/?present=1", WIDE, None),
    "lesson": ("/lessons/batch", WIDE, None),
    "telephone": ("/", PHONE, None),
    "telephone, sheet open, dark": ("/lessons/logistic?theme=dark", PHONE, press("#sheet-handle")),
    "tensors": (TENSORS, WIDE, None),
    "a card, large": (TENSORS, WIDE, enter('.stage g.node[data-id="W"]:not(.leaving)')),
    "paths": ("/#panel=paths", WIDE, None),
    "code": ("/#panel=code", WIDE, None),
    "check": ("/?theme=dark#panel=check", WIDE, None),
    "transcript": ("/?lang=zh-CN#panel=transcript", WIDE, None),
    "embed": ("/embed?source=y=ab", (760, 480), None),
    "embed with every panel": (
        "/embed?source=J=3(a%2Bbc)&panels=formula,inputs,gradients,narration,player&step=5&theme=dark&lang=zh-CN",
        (390, 600),
        None,
    ),
    "share": ("/?lang=zh-CN", PHONE, enter("#share")),
    "a question, answered wrongly": ("/lessons/activations?theme=dark#part=4", WIDE, press(".choices button")),
    "a question in Chinese": ("/lessons/chain?lang=zh-CN#part=4", PHONE, None),
    "practice": ("/?predict=gradients", WIDE, press(".predict-help")),
    "practice with values, dark": ("/?predict=values&theme=dark&lang=zh-CN", PHONE, None),
    "practice in an embed": ("/embed?source=y=mean(x)&values=x:[[1,2],[3,4]]&predict=gradients", (760, 480), None),
    "a listing with a finding": ("/lessons/forgotten-zero-grad#panel=curves", WIDE, listed),
    "a listing in Chinese, dark": ("/lessons/xor-adam?lang=zh-CN&theme=dark#panel=state", PHONE, listed),
    "gallery": ("/lessons?lang=zh-CN", WIDE, None),
    "gallery, places open, dark": ("/lessons?theme=dark", PHONE, press(".places-open")),
    "help, themes open, contrast": ("/help?theme=contrast", PHONE, press("#view summary")),
    "operations": ("/operations", WIDE, None),
    "training, a finding": ("/train?source=p=w*x;L=(p-y)^2&generator=line&optimizer=adam,lr:9&beside=lr:1", WIDE, None),
    "training in Chinese, dark": ("/train?lang=zh-CN&theme=dark", PHONE, None),
}

OFTEN = ("first view", "high contrast, gates, menu", "a mistake", "telephone, sheet open, dark", "a card, large", "check", "share",
         "a question, answered wrongly", "practice with values, dark", "gallery, places open, dark", "a listing with a finding", "training, a finding")  # fmt: skip
"""What axe sees each time; CHAINLIGHT_CONFORMANCE=full shows it every view."""


def viewed(new_page: NewPage, view: str, **options: Any) -> Page:
    address, (width, height), do = VIEWS[view]
    page = new_page(width=width, height=height, **options)
    page.goto(address)
    at_rest(page)
    if do:
        do(page)
        at_rest(page)
    return page


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS if os.environ.get("CHAINLIGHT_CONFORMANCE") == "full" else OFTEN)
def test_axe_finds_nothing(new_page: NewPage, view: str) -> None:
    if not AXE.exists():
        pytest.skip("SKIPPED LOUDLY: no node_modules here, so axe was not asked")
    page = viewed(new_page, view, reduced_motion="reduce")
    page.evaluate(AXE.read_text("utf-8") + "; undefined")
    found = page.evaluate(
        """async () => (await axe.run(document, { resultTypes: ['violations'], rules: { RULE: { enabled: false } } })).violations.map((rule) =>
          `${rule.id}: ${rule.nodes.slice(0, 3).map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).join(' | ')}`)""".replace(
            "RULE", f"'{NAMED_BY_NUMBERS}'"
        )
    )
    assert found == []


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────────

TABLES: dict[str, dict[str, str]] = {
    key: words
    for name in ("texts", "panels", "train")
    for key, words in json.loads(resource(f"static/{name}.json").read_text("utf-8")).items()
}
SECTIONS = "|".join(sorted({key.split(".")[0] for key in TABLES}))
RAW = re.compile(rf"(?<![\w./])(?:{SECTIONS})(?:\.[a-z]+)+(?![\w(])|\{{[a-z_]+\}}")
CJK = re.compile(r"[一-鿿]")
ENGLISH = re.compile(r"[A-Za-z]{3,}\s+[A-Za-z]{2,}")
SAID = """() => {
  const own = '.katex, .katex-mathml, code, pre, .cm-editor, textarea, script, style, noscript, .stage-raw, [lang]:not(html), annotation';
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim();
    if (text && !walk.currentNode.parentElement.closest(own)) found.push(text);
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [alt], [placeholder], [aria-valuetext]')) {
    if (element.closest('[lang]:not(html)')) continue;
    for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'aria-valuetext']) if (element.getAttribute(name)) found.push(element.getAttribute(name));
  }
  return found;
}"""
SAYING = (
    "high contrast, gates, menu",
    "a mistake",
    "lesson",
    "a card, large",
    "paths",
    "code",
    "check",
    "transcript",
    "embed",
    "training, a finding",
    "a listing with a finding",
    "gallery",
)
"""The views that have words of their own."""


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_no_raw_key_and_no_word_of_the_other_language_is_shown(new_page: NewPage, language: str) -> None:
    other = {"en": "zh-CN", "zh-CN": "en"}[language]
    foreign = {row[other] for row in TABLES.values() if row[other] != row[language]} - {
        row[language] for row in TABLES.values()
    }
    wrong = []
    page = new_page(locale=language)
    for view in SAYING:
        address, (width, height), do = VIEWS[view]
        page.set_viewport_size({"width": width, "height": height})
        path, _, fragment = re.sub(r"lang=[\w-]+&?", "", address).partition("#")
        joint = "&" if "?" in path else "?"
        page.goto(f"{path}{joint}lang={language}" + (f"#{fragment}" if fragment else ""))
        at_rest(page)
        if do:
            do(page)
        for text in page.evaluate(SAID):
            strange = CJK.search(text) if language == "en" else ENGLISH.search(text) and not CJK.search(text)
            if RAW.search(text) or (len(text) > 1 and text in foreign) or strange:
                wrong.append((view, text))
    assert wrong == []


# ── heard ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_transcript_has_every_step_in_words_and_goes_to_each(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/?source=J=3(a%2Bbc)#panel=transcript")
    lines = page.locator(".transcript li button")
    expect(lines).to_have_count(9)
    assert page.locator(".transcript h3").all_text_contents() == ["Forward", "Backward"]
    expect(lines.last).to_have_attribute("aria-current", "step")
    lines.nth(1).click()
    expect(page.locator(".timeline-count")).to_have_text("step 2 of 9")
    expect(lines.nth(1)).to_have_attribute("aria-current", "step")
    assert page.locator("#narration").text_content() == lines.nth(1).text_content()
    expect(page.locator("#narration")).to_have_attribute("aria-live", "polite")


@pytest.mark.slow
def test_where_the_system_forces_its_colours_the_scrubber_and_what_is_chosen_are_seen(new_page: NewPage) -> None:
    page = new_page()
    page.emulate_media(forced_colors="active")
    page.goto("/#step=4")
    at_rest(page)
    ground = "each => getComputedStyle(each).backgroundColor"
    paper = page.locator("body").evaluate(ground)
    for shown in (".timeline-track i.present", ".choice [aria-checked=true]"):
        assert page.locator(shown).first.evaluate(ground) not in (paper, "rgba(0, 0, 0, 0)"), shown
    assert page.locator(".line.present").evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    # Behind text lies a plate there, and that of a bar would hide its letter.
    assert page.locator(".line .katex").first.evaluate("each => getComputedStyle(each).forcedColorAdjust") == "none"


SMALL = """() => [...document.querySelectorAll('button, a[href], input, select, textarea, summary, [role=slider], label:has(input)')]
  .filter((item) => item.checkVisibility({ visibilityProperty: true }) && !item.closest('.stage, .article, .visually-hidden, label:not(:scope)'))
  .filter((item) => !item.matches('.readings button, .finding-mark')) // pressed beside what is seen of them as well
  .map((item) => [item, item.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.height < 39.5 || box.width < 39.5))
  .map(([item, box]) => `${item.id || item.className || item.tagName} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
HANDHELD: dict[str, tuple[str, tuple[str, ...]]] = {
    "the sheet and its panels": ("/", ("#sheet-handle", *(f"#tab-{name}" for name in ("paths", "code", "check", "transcript")))),
    "the menu": ("/", ("#view summary",)),
    "sharing": ("/", ("#share",)),
    "a question": ("/lessons/chain?theme=dark#part=4", ("#sheet-handle",)),
    "training": ("/train?lang=zh-CN", (".train-form details > summary",)),
    "an embed": ("/embed?source=J=3(a%2Bbc)&panels=formula,inputs,gradients,narration,player", ()),
    "operations": ("/operations", (".places-open",)),
    "a listing": ("/?source=import os", ()),
    "an address where nothing is": ("/nowhere", ()),
}  # fmt: skip
"""What a student holds in one hand: the address, and what is pressed there one after the other."""


@pytest.mark.slow
def test_on_a_telephone_everything_to_press_is_as_large_as_a_thumb_and_no_field_magnifies_the_page(
    new_page: NewPage,
) -> None:
    page = new_page(width=320, height=568, has_touch=True, is_mobile=True)
    small = []
    for view, (address, presses) in HANDHELD.items():
        page.goto(address)
        at_rest(page)
        for press in ("", *presses):
            if press:
                page.locator(press).first.tap()
                at_rest(page)
            small += [(view, press, each) for each in page.evaluate(SMALL)]
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, (view, press)
            sizes = page.locator("input, select, textarea, [contenteditable=true]").evaluate_all(
                "all => all.filter(each => each.checkVisibility() && !['range', 'radio', 'checkbox'].includes(each.type))"
                ".map(each => parseFloat(getComputedStyle(each).fontSize))"
            )
            assert min(sizes, default=16) >= 16, (view, press)
    assert small == []
