"""The TikZ document: complete, balanced, its formulas ones that KaTeX reads; and TeX compiles it where there is one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.lessons import LESSONS
from app.views.look import Look
from app.views.payload import payload
from app.views.problem import problem_tex
from app.views.tikz import tikz
from tests.katex import refused
from tests.runs import INTRODUCTION, run_of

GROUPED = ("f(x) = x^2 + 1; y_out = f(a) f(2a) + sum(b) + w_1", {"a": 3, "b": [1, 2]})
CHINESE = ("损失 = (ŷ - y)^2", {"ŷ": 1, "y": 2})
SOURCES: list[tuple[str, dict[str, Any]]] = [
    INTRODUCTION,
    GROUPED,
    *((lesson.source, dict(lesson.values)) for lesson in LESSONS),
]

FORMULA = re.compile(r"\$([^$]*)\$")


def test_the_introduction_stands_where_the_page_has_it() -> None:
    shown = payload(run_of(*INTRODUCTION))
    lines = tikz(shown).splitlines()
    node = next(node for node in shown["nodes"] if node["id"] == "v")
    place = f"({node['x']:g},{node['y']:g})"
    (line,) = [line for line in lines if r"$v = b \, c$" in line]
    assert f"at {place} " in line
    words = r"{{\normalsize $v = b \, c$} \\ \textcolor{forward}{value $6$} \\ \textcolor{backward}{gradient $3$}};"
    assert line.endswith(words)
    assert sum(r"\draw[flow" in line for line in lines) == 5
    assert any(r"{$c = 2$};" in line for line in lines)


def test_a_document_without_chinese_needs_no_package_for_it() -> None:
    assert "ctex" not in tikz(payload(run_of(*INTRODUCTION)))
    assert "ctex" in tikz(payload(run_of(*CHINESE)))
    assert "ctex" in tikz(payload(run_of(*INTRODUCTION)), Look(language="zh-CN"))


@pytest.mark.parametrize("case", [*SOURCES, CHINESE], ids=lambda case: case[0])
def test_braces_and_environments_close_and_formulas_can_be_read(case: tuple[str, dict[str, object]]) -> None:
    document = tikz(payload(run_of(*case)))
    depth = 0
    for character in re.sub(r"\\[{}\\]", "", document):
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0
    opened, closed = (re.findall(rf"\\{word}\{{(\w+)\}}", document) for word in ("begin", "end"))
    assert sorted(opened) == sorted(closed)
    assert document.count("$") % 2 == 0
    assert refused(dict.fromkeys(FORMULA.findall(document))) == {}


def compiled(document: str, tool: str, folder: Path) -> bytes:
    file = folder / "graph.tex"
    file.write_text(document, "utf-8")
    command = [tool, "-interaction=nonstopmode", "-halt-on-error", file.name]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout[-2000:]
    return (folder / "graph.pdf").read_bytes()


def skip_loudly(reason: str) -> None:
    print(f"\n!! SKIPPED LOUDLY: {reason}\n", file=sys.__stderr__)
    pytest.skip(f"SKIPPED LOUDLY: {reason}")


def together(documents: list[str]) -> str:
    """All pictures as pages of one document: TeX takes as long to start as to draw ten of them."""
    begin, end = "\\begin{document}\n", "\\end{document}\n"
    pages = [document.partition(begin)[2].removesuffix(end) for document in documents]
    return documents[0].partition(begin)[0] + begin + "".join(pages) + end


@pytest.mark.slow
def test_tex_compiles_every_lesson(tmp_path: Path) -> None:
    if shutil.which("pdflatex") is None:
        skip_loudly("no pdflatex here, so it compiled none of our documents")
    documents = [tikz(payload(run_of(*case))) for case in SOURCES]
    dark = tikz(payload(run_of(*INTRODUCTION)), Look(theme="dark", step=5))
    pdf = compiled(together([*documents, dark]), "pdflatex", tmp_path)
    assert pdf.startswith(b"%PDF")


@pytest.mark.slow
def test_a_problem_compiles_too(tmp_path: Path) -> None:
    if shutil.which("pdflatex") is None:
        skip_loudly("no pdflatex here, so it compiled no problem")
    problem = {
        "title": "Not % that",
        "detail": "There is\nno \\input{x} of yours.",
        "hint": None,
        "code": "name.unknown_name",
    }
    assert compiled(problem_tex(problem), "pdflatex", tmp_path).startswith(b"%PDF")


@pytest.mark.slow
def test_xelatex_compiles_chinese(tmp_path: Path) -> None:
    if shutil.which("xelatex") is None or not (shutil.which("kpsewhich") and subprocess.run(
        ["kpsewhich", "ctex.sty"], capture_output=True
    ).stdout):  # fmt: skip
        skip_loudly("no XeLaTeX with ctex here, so nothing Chinese was compiled")
    assert compiled(tikz(payload(run_of(*CHINESE)), Look(language="zh-CN")), "xelatex", tmp_path).startswith(b"%PDF")
