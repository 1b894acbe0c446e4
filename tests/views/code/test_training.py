"""Programs that repeat a run, run in an interpreter of their own that knows nothing of ours."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.errors import UserError
from app.training.trainer import Trainer
from app.views.code.training import training_program
from tests.training.tasks import LINE, NET, task
from tests.training.test_trainer import XOR

RUNS: dict[str, dict[str, Any]] = {
    "line": {**LINE, "batch": "each", "shuffle": True, "seed": 3, "optimizer": {"name": "adam", "lr": 0.1}},
    "mean": {**LINE, "optimizer": {"name": "sgd", "momentum": 0.9, "nesterov": True, "lr": 0.01}},
    "net": {**NET, "batch": 16, "shuffle": True, "clip": {"norm": 0.5}, "optimizer": {"name": "rmsprop", "centered": True}},
    "samples": {**XOR, "batch": 3, "clip": {"value": 0.1}, "optimizer": {"name": "adamw", "amsgrad": True}},
    "no data": {"source": "L = a^2 + 20 b^2; # λ", "values": {"a": 3.0, "b": 1.0}, "optimizer": {"name": "adagrad"}},
    "steep": {**LINE, "optimizer": {"name": "sgd", "lr": 10.0}, "epochs": 300},
    "names": {"source": "ŷ = ŵ λ x; loss = sum((ŷ - data)^2)", "values": {"ŵ": 1.0, "λ": 2.0},
              "data": {"x": [1.0, 2.0], "data": [3.0, 4.0]}, "parameters": ["ŵ"]},
    "step": {**LINE, "schedule": [{"name": "warm_up", "per": "update"}, {"name": "step", "step_size": 3}], "batch": 2},
    "cosine": {**LINE, "schedule": [{"name": "cosine", "T_max": 8, "eta_min": 0.001}]},
}  # fmt: skip


def joined(programs: dict[str, str]) -> str:
    """One script that runs them all, each in names of its own: torch is slow to import."""
    parts = ["import sys"]
    for name, program in programs.items():
        parts.append(f"print({name!r})\nexec(compile({program!r}, {name!r}, 'exec'), {{'__name__': '__main__'}})")
    return "\n".join(parts)


@pytest.mark.slow
def test_the_program_in_pytorch_prints_the_losses_of_the_run(tmp_path: Path) -> None:
    tasks = {name: task(**given) for name, given in RUNS.items()}
    path = tmp_path / "all.py"
    path.write_text(joined({name: training_program(each).text() for name, each in tasks.items()}))
    done = subprocess.run([sys.executable, "-I", path], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    said: dict[str, list[float]] = {}
    for line in done.stdout.splitlines():
        if line in tasks:
            found = said.setdefault(line, [])
        else:
            number, loss = line.split()
            found.append(float(loss))
            assert int(number) == len(found)
    for name, each in tasks.items():
        trainer = Trainer(each)
        trainer.advance(each.updates)
        np.testing.assert_allclose(said[name], trainer.losses[: trainer.end], rtol=1e-9, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("name", RUNS)
def test_a_program_is_python_that_imports_nothing_of_ours(name: str) -> None:
    tree = ast.parse(training_program(task(**RUNS[name])).text())
    imported = {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    assert imported <= {"torch", "numpy", "torch.nn.functional"}


def test_what_torch_s_schedulers_cannot_say_is_refused() -> None:
    both = [{"name": "cosine", "T_max": 5, "eta_min": 0.1}, {"name": "exponential", "gamma": 0.9}]
    with pytest.raises(UserError) as caught:
        training_program(task(**LINE, schedule=both))
    assert caught.value.code == "training.export"
