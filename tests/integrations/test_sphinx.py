"""The directive, in sites that Sphinx itself builds."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.integrations.pages import needs, pictures_seen, run, skip_loudly

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

SERVER = "http://127.0.0.1:9"
"""where nobody answers"""
CONF = f"""\
project = "Course"
extensions = ["chainlight_sphinx", "myst_parser"]
chainlight_server = "{SERVER}"
html_theme = "basic"
latex_documents = [("index", "course.tex", "Course", "Somebody", "howto")]
# Fonts that every TeX has, and a PDF that can be searched.
latex_elements = {{"fontpkg": "", "fontenc": "", "preamble": r"\\pdfcompresslevel=0 \\pdfobjcompresslevel=0"}}
"""
INDEX = """\
Backpropagation
===============

.. computational-graph:: J = 3(a+bc)
   :values: a=5, b=3, c=2
   :step: 5
   :caption: The chain rule, *step five*.
   :name: first-graph
   :height: 320

See :ref:`first-graph`.

.. computational-graph::
   :lang: zh
   :theme: dark
   :width: 80%

   L = (w x + b - t)^2
   w = 2; x = 3

.. computational-graph:: y = sine(x)

.. computational-graph::
   :step: 1

   J = 3 a
   K = 2(J + )

.. computational-graph:: J = 3a
   :step: 2
   :values: a=[1,[2]]

.. toctree::

   myst
"""
MYST = """\
# MyST

```{computational-graph} J = 3(a+bc)
:values: a=5, b=3, c=2
:predict: gradients
```

```{computational-graph}
:step: 2

J = 3(a+
```
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needs("sphinx", "myst_parser")
    folder = tmp_path_factory.mktemp("course")
    for name, text in (("conf.py", CONF), ("index.rst", INDEX), ("myst.md", MYST)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(course: Path) -> tuple[Path, str]:
    """The built HTML, and what Sphinx warned of."""
    built = run(sys.executable, "-m", "sphinx", "-q", "-b", "html", course, course / "html", cwd=course)
    assert built.returncode == 0, built.stderr
    return course / "html", built.stderr


def test_html_gets_the_component_with_the_pictures_and_mistakes_are_warnings_at_their_lines(
    site: tuple[Path, str],
) -> None:
    page = (site[0] / "index.html").read_text(encoding="utf-8")
    first, second = re.findall(r'<div class="chainlight"[^>]*>.*?</div>', page, re.DOTALL)
    assert (
        '<computational-graph source="J = 3(a+bc)" values="a:5,b:3,c:2" step="5" lang="en" height="320px" data-follows>'
        in first
    )
    assert f'<script type="module" async src="{SERVER}/embed.js"></script>' in first
    assert first.count("<img ") == 2
    assert 'class="chainlight" style="width:80%"' in second
    assert 'lang="zh-CN"' in second and "L 的梯度" in second
    for image in re.findall(r'src="(_images/chainlight-\w+\.svg)"', page):
        assert (site[0] / image).read_text(encoding="utf-8").startswith("<svg")
    assert re.search(r'<figure class="[^"]*" id="first-graph">', page)
    assert "The chain rule, <em>step five</em>." in page
    assert 'predict="gradients"' in (site[0] / "myst.html").read_text(encoding="utf-8")
    # Each mistake is a warning at its own line.
    lines = INDEX.splitlines()
    told = [line.split("WARNING: ") for line in site[1].splitlines() if "WARNING" in line]
    found = {(Path(place).name.rstrip(": "), text) for place, text in told}
    begin = "computational-graph: "
    assert found == {
        (f"index.rst:{lines.index('.. computational-graph:: y = sine(x)') + 1}",
         f"{begin}There is no function `sine`. Did you mean `sin`? [name.function] [chainlight.formula]"),
        (f"index.rst:{lines.index('   K = 2(J + )') + 1}",
         f"{begin}`)` cannot stand here; a number, a name or a bracket was expected. [syntax.unexpected] [chainlight.formula]"),
        (f"index.rst:{lines.index('   :values: a=[1,[2]]') + 1}",
         f"{begin}All rows of a tensor must have the same length. Complete the shorter rows. [shape.ragged] [chainlight.formula]"),
        (f"myst.md:{MYST.splitlines().index('J = 3(a+') + 1}",
         f"{begin}This `(` is never closed. Write `)` where it ends. [syntax.unclosed] [chainlight.formula]"),
    }  # fmt: skip
    page = (site[0] / "index.html").read_text(encoding="utf-8")
    assert "There is no function <code" in page and "    ^^^^" in page


def test_the_page_shows_its_pictures_without_the_server_light_dark_and_narrow(
    site: tuple[Path, str], browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto((site[0] / "index.html").as_uri())
    seen = pictures_seen(page)
    assert [each["theme"] for each in seen] == ["chainlight-light", "chainlight-only"]
    assert all(each["drawn"] and 200 < each["wide"] <= 390 for each in seen)
    page.evaluate("() => document.documentElement.setAttribute('data-theme', 'dark')")
    assert [each["theme"] for each in pictures_seen(page)] == ["chainlight-dark", "chainlight-only"]
    page.close()


def test_latex_gets_the_picture_and_a_link_and_becomes_a_pdf(course: Path) -> None:
    built = run(sys.executable, "-m", "sphinx", "-q", "-b", "latex", course, course / "latex", cwd=course)
    assert built.returncode == 0, built.stderr
    text = (course / "latex" / "course.tex").read_text(encoding="utf-8")
    pictures = re.findall(r"\\sphinxincludegraphics\[([^]]+)\]\{\{(chainlight-\w+)\}\.png\}", text)
    assert [width for width, _ in pictures][1] == r"width=0.800\linewidth,height=0.8\textheight,keepaspectratio"
    for _, name in pictures:
        assert (course / "latex" / f"{name}.png").read_bytes().startswith(b"\x89PNG")
    assert rf"\sphinxhref{{{SERVER}/?source=J\%20=\%203(a\%2Bbc)\&values=a:5,b:3,c:2\&lang=en\#step=5}}" in text
    if shutil.which("pdflatex") is None:
        skip_loudly("no pdflatex here, so the LaTeX of Sphinx was not compiled")
    if shutil.which("kpsewhich") and run("kpsewhich", "tabulary.sty", cwd=course).returncode:
        skip_loudly("this TeX lacks what Sphinx needs (texlive-latex-extra), so its LaTeX was not compiled")
    made = run("pdflatex", "-interaction=nonstopmode", "course.tex", cwd=course / "latex")
    pdf: Any = course / "latex" / "course.pdf"
    assert pdf.exists(), made.stdout[-2000:]
    written = pdf.read_bytes()
    assert len(re.findall(rb"/Subtype\s*/Image", written)) >= len(pictures)
    assert b"/?source=J%20=%203(a%2Bbc)&values=a:5,b:3,c:2&lang=en#step=5" in written.replace(b"\\(", b"(").replace(
        b"\\)", b")"
    )


def test_without_a_server_each_picture_opens_a_file_that_plays_it(course: Path, browser: Browser) -> None:
    command = (sys.executable, "-m", "sphinx", "-q", "-b", "html", "-D", "chainlight_server=")
    built = run(*command, course, course / "alone", cwd=course)
    assert built.returncode == 0, built.stderr
    page = browser.new_page()
    page.set_default_timeout(30_000)
    page.goto((course / "alone" / "index.html").as_uri())
    assert page.locator("computational-graph, script[src*=embed]").count() == 0
    player = page.locator(".chainlight a").first
    assert player.inner_text() == "Play"
    page.goto((course / "alone" / str(player.get_attribute("href"))).as_uri())
    page.get_by_text("step 5 of 9").wait_for()
    page.close()


def test_plain_text_gets_the_formula_and_what_it_gives(course: Path) -> None:
    built = run(sys.executable, "-m", "sphinx", "-q", "-b", "text", course, course / "text", cwd=course)
    assert built.returncode == 0, built.stderr
    text = (course / "text" / "index.txt").read_text(encoding="utf-8")
    assert "J = 3(a+bc)" in text
    assert "J has the value\n" in text or "J has the value 33" in text
