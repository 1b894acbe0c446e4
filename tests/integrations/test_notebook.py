"""A notebook, executed by a real kernel."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.integrations.pages import PATHS, needs

CELLS = (
    'from app.notebook import graph\ngraph("J = 3(a+bc)", a=5, b=3, c=2)',
    "import torch\nmodel = torch.nn.Linear(2, 1)\nx = torch.ones(3, 2)\nloss = model(x).pow(2).mean()\ngraph(loss)",
    "graph(model, x)",
)
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.mark.slow
def test_an_executed_notebook_holds_player_picture_and_table_of_each_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("nbclient", "nbformat", "ipykernel", "anywidget")
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, PATHS)))
    # The kernel writes where its user lives, who may have no place.
    for name in ("HOME", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    made: Any = nbformat.v4
    notebook = made.new_notebook(cells=[made.new_code_cell(cell) for cell in CELLS])
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    found = [cell.outputs[-1].data for cell in notebook.cells]
    states = notebook.metadata["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    for data in found:
        assert data["image/svg+xml"].startswith("<svg")
        assert states[data[VIEW]["model_id"]]["state"]["page"].startswith("<!doctype html>")
    formula, tensor, module = (data["text/plain"].splitlines() for data in found)
    assert formula[-1] == "J = 3u        33         1"
    assert [line.split("  ")[0] for line in tensor[1:]] == [
        "bias", "x", "weight", "z = weightᵀ", "w = x @ z", "v = bias + w", "u = v²", "loss = mean(u)",
    ]  # fmt: skip
    assert "output = u + bias" in module[-1]
