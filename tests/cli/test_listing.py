from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.commands import call

LISTING = """\
import torch
w = torch.tensor(1.0, requires_grad=True)
for i in range(2):
    loss = (w * 3 - 2) ** 2
    loss.backward()
    print(i, w.grad)
    with torch.no_grad():
        w -= 0.01 * w.grad
"""


@pytest.mark.slow
def test_a_listing_prints_as_python_prints_and_its_graphs_can_be_drawn(tmp_path: Path) -> None:
    path = tmp_path / "training.py"
    path.write_text(LISTING)
    found = call("run", path)
    assert (found.exit_code, found.stdout) == (0, "0 tensor(6.)\n1 tensor(10.9200)\n")
    assert found.stderr.startswith("training.py:5: ")  # gradients are added up
    assert call("run", path, "-q").stderr == ""
    assert len(json.loads(call("run", path, "--json").stdout)["episodes"]) == 2
    drawn = call("render", path, "--episode", 1, "-o", tmp_path / "graph.dot")
    assert (drawn.exit_code, (tmp_path / "graph.dot").read_text()[:7]) == (0, "digraph")
    assert "listing.program" in call("render", path, "-o", tmp_path / "graph.py").stderr
    path.write_text("print(1)")
    assert "listing.no_backward" in call("render", path, "-o", tmp_path / "none.svg").stderr
    failed = call("run", "-", given="print('first')\nopen('x')\n")
    assert (failed.exit_code, failed.stdout[:6]) == (1, "" if "first" not in failed.stdout else "first\n")
    assert "  open('x')\n" in failed.stderr


def test_a_listing_that_is_not_there_ends_with_status_3() -> None:
    assert call("run", "nowhere_at_all").exit_code == 3
