"""The fence, by itself and in sites that MkDocs and Zensical build."""

from __future__ import annotations

import logging
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import TestCase

import pytest

from tests.integrations.pages import needs, pictures_seen, run, served, skip_loudly

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SERVER = "http://127.0.0.1:9"
PAGE = """\
# Backpropagation

```chainlight values="a=5, b=3, c=2" step="5"
J = 3(a+bc)
```

!!! note "A chain"

    ```chainlight
    :caption: 链式法则，一步一步
    :lang: zh

    L = (w x + b - t)^2
    w = 2; x = 3
    ```

````markdown
```chainlight
J = 3(a+bc)
```
````
"""
SITE = f"""\
site_name: Course
site_dir: SITE
use_directory_urls: false
theme: {{name: material, font: false}}
plugins: []
markdown_extensions:
  - admonition
  - pymdownx.superfences
  - chainlight_markdown: {{server: "{SERVER}"}}
"""
COMPONENT = '<computational-graph source="J = 3(a+bc)" values="a:5,b:3,c:2" step="5" lang="en" data-follows>'


def converted(text: str, *extensions: str, **configuration: dict[str, object]) -> str:
    needs("markdown")
    from markdown import Markdown

    html: str = Markdown(extensions=list(extensions), extension_configs=configuration).convert(text)
    return html


def test_the_extension_draws_fences_of_ours_wherever_they_stand_and_no_others() -> None:
    html = converted(PAGE, "admonition", "fenced_code", "chainlight_markdown", chainlight_markdown={"server": SERVER})
    assert html.count("<computational-graph ") == 2
    assert COMPONENT in html
    assert html.count("<style>") == 1
    assert "<figcaption>链式法则，一步一步</figcaption>" in html
    assert re.search(r'class="admonition note".*w = 2; x = 3.*</figure>\s*</div>', html, re.DOTALL)
    assert "```chainlight\nJ = 3(a+bc)\n```\n</code>" in html


def test_superfences_draws_it_too() -> None:
    needs("pymdownx")
    import chainlight_markdown as ours

    fence = {
        "name": "chainlight",
        "class": "chainlight",
        "validator": ours.validator,
        "format": ours.custom_fence(SERVER),
    }
    configuration: dict[str, object] = {"custom_fences": [fence]}
    html = converted(PAGE, "admonition", "pymdownx.superfences", **{"pymdownx.superfences": configuration})
    assert html.count("<computational-graph ") == 2
    assert COMPONENT in html
    assert html.count("<style>") == 1


@pytest.mark.parametrize(
    ("fence", "warned", "shown"),
    [
        ("```chainlight\n\ny = 1\nJ = 3(a+\n```",
         "chainlight: fence at line 3, line 3 of the fence: This `(` is never closed. Write `)` where it ends. [syntax.unclosed]",
         "<code>J = 3(a+\n     ^</code>"),
        ("```chainlight lang=zh\ny = sine(x)\n```",
         "chainlight: fence at line 3, line 1 of the fence: 没有函数 `sine`。是不是想写 `sin`？ [name.function]",
         "<code>y = sine(x)\n    ^^^^</code>"),
        ("```chainlight\n:theme: blue\ny = <b>\n```",
         "chainlight: fence at line 3, option theme: one of auto, light, dark, contrast is expected [option]",
         "y = &lt;b&gt;"),
    ],
)  # fmt: skip
def test_a_mistake_is_a_warning_of_the_build_and_stands_in_the_page(fence: str, warned: str, shown: str) -> None:
    with TestCase().assertLogs(level=logging.WARNING) as logged:
        html = converted(f"Text.\n\n{fence}\n", "chainlight_markdown")
    assert [record.getMessage() for record in logged.records] == [warned]
    assert shown in html
    assert "<img" not in html


def test_a_fence_that_is_never_closed_is_left_as_it_is() -> None:
    assert "computational-graph" not in converted("```chainlight\nJ = 3a\n", "chainlight_markdown")


def site(folder: Path, configuration: str) -> Path:
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text(PAGE, encoding="utf-8")
    path = folder / configuration
    path.write_text(SITE.replace("SITE", "site"), encoding="utf-8")
    return path


@pytest.mark.slow
def test_mkdocs_builds_a_page_that_shows_its_pictures_without_the_server(tmp_path: Path, browser: Browser) -> None:
    needs("mkdocs", "material", "pymdownx")
    configuration = site(tmp_path, "mkdocs.yml")
    built = run(sys.executable, "-m", "mkdocs", "build", "--strict", "-f", configuration, cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    html = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert COMPONENT in html
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((tmp_path / "site" / "index.html").as_uri())
    seen = pictures_seen(page)
    assert [each["theme"] for each in seen] == ["chainlight-light"] * 2
    assert all(each["drawn"] and 200 < each["wide"] <= 390 for each in seen)
    page.evaluate("() => document.body.setAttribute('data-md-color-scheme', 'slate')")
    assert [each["theme"] for each in pictures_seen(page)] == ["chainlight-dark"] * 2
    page.close()


@pytest.mark.slow
def test_zensical_builds_the_same_page(tmp_path: Path) -> None:
    needs("zensical")
    zensical = shutil.which("zensical", path=str(Path(sys.executable).parent)) or shutil.which("zensical")
    if zensical is None:
        skip_loudly("no zensical command here, so no page was built with it")
    assert zensical
    configuration = site(tmp_path, "zensical.yml")
    built = run(zensical, "build", "-f", configuration, cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    html = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert COMPONENT in html
    assert html.count("<computational-graph ") == 2


@pytest.mark.slow
def test_with_the_server_the_graph_plays_in_the_page_and_follows_its_theme(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    html = converted(PAGE, "admonition", "fenced_code", "chainlight_markdown", chainlight_markdown={"server": server})
    text = f'<!doctype html><meta charset="utf-8"><body data-md-color-scheme="default">{html}</body>'
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    page = browser.new_page(viewport={"width": 900, "height": 900})
    page.set_default_timeout(30_000)
    with served(tmp_path) as origin:
        page.goto(f"{origin}/index.html")
        page.locator("computational-graph[data-ready]").first.wait_for()
        first = page.locator("computational-graph").first
        frame = first.locator("iframe").content_frame
        frame.locator("html[data-theme=light]").wait_for()
        frame.get_by_text("step 5 of 9").wait_for()
        assert not page.locator(".chainlight-light").first.is_visible()
        # After five steps u has its gradient, and a has not: nothing of it shows.
        assert frame.locator(".node[data-id=u]:not(.leaving) path.backward").is_visible()
        assert not frame.locator(".node[data-id=a]:not(.leaving) path.backward").is_visible()
        page.evaluate("() => document.body.setAttribute('data-md-color-scheme', 'slate')")
        frame.locator("html[data-theme=dark]").wait_for()
    page.close()
