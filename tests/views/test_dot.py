"""The DOT document: every card, curve and frame of the payload; Graphviz itself reads it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from app.lessons import LESSONS
from app.views.dot import dot, quoted
from app.views.look import Look
from app.views.payload import payload
from tests.runs import INTRODUCTION, run_of

GROUPED = ("f(x) = x^2 + 1; 损失 = f(a) f(2a) + sum(b)", {"a": 3, "b": [1, 2]})
SOURCES = [INTRODUCTION, GROUPED, *((lesson.source, dict(lesson.values)) for lesson in LESSONS)]


def test_the_introduction_is_six_cards_and_five_edges() -> None:
    lines = dot(payload(run_of(*INTRODUCTION))).splitlines()
    assert lines[0] == "digraph chainlight {" and lines[-1] == "}"
    assert '  "v" [label="v = b·c\\nvalue 6\\ngradient 3"];' in lines
    assert '  "b" -> "v" [label="c = 2"];' in lines
    assert sum(" -> " in line for line in lines) == 5


def test_labels_come_in_the_asked_language() -> None:
    assert '[label="v = b·c\\n值 6\\n梯度 3"]' in dot(payload(run_of(*INTRODUCTION)), Look(language="zh-CN"))


def test_an_expanded_group_is_a_frame_around_its_nodes() -> None:
    lines = dot(payload(run_of(*GROUPED))).splitlines()
    start = lines.index('  subgraph "cluster_f" {')
    assert [line.strip()[:3] for line in lines[start + 2 : start + 4]] == ['"s"', '"w"']
    assert lines[start + 4] == "  }"


def test_nothing_in_a_text_is_an_escape() -> None:
    assert quoted('a"b', "c\\N") == '"a\\"b\\nc\\\\N"'


@pytest.mark.parametrize("case", SOURCES, ids=lambda case: case[0])
def test_graphviz_draws_every_node_and_edge(case: tuple[str, dict[str, object]]) -> None:
    if shutil.which("dot") is None:
        reason = "SKIPPED LOUDLY: no Graphviz here, so it read none of our documents"
        print(f"\n!! {reason}\n", file=sys.__stderr__)
        pytest.skip(reason)
    shown = payload(run_of(*case))
    done = subprocess.run(["dot", "-Tsvg"], input=dot(shown).encode(), check=True, capture_output=True)
    classes = [element.get("class") for element in ElementTree.fromstring(done.stdout).iter() if element.get("class")]
    assert (classes.count("node"), classes.count("edge")) == (len(shown["nodes"]), len(shown["edges"]))
