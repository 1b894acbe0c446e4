"""A task -> the PyTorch program that repeats it and prints the same losses, one line an update."""

from __future__ import annotations

import ast

import numpy as np

from app.engines import Value, tape
from app.errors import ValueProblem
from app.language.names import canonical
from app.training.task import Task
from app.views.code.expressions import check_size, literal, torch_expression
from app.views.code.forward import Forward
from app.views.code.names import Names
from app.views.code.pytorch import tensor
from app.views.code.text import Text, heading

CLIPPING = {"value": "clip_grad_value_", "norm": "clip_grad_norm_"}
OWN_NAMES = ("data", "loss_of", "train", "optimizer", "schedulers", "epoch", "update", "order", "rows", "row", "loss")


def training_program(task: Task) -> Text:
    """Raises limit.answer, and training.export where torch's schedulers do not go together as ours do."""
    if len(task.rates.chosen) > 1 and not all(row.chained for row, _, _ in task.rates.chosen):
        raise ValueProblem("training.export")
    graph, batches, rule = task.first, task.batches, task.rule
    check_size([*task.data.values(), task.initial])
    values = {**task.values, **task.named(task.initial)}
    values |= task.columns(np.arange(batches.size), alone=not task.batched)
    run = tape.run(graph, values, task.upstream(graph))
    names, text, body = Names(OWN_NAMES), Text(), Text()
    forward = Forward(run, names, "torch", tensor, torch_expression)
    trained = {canonical(each.name) for each in task.parameters}
    data = [name for name in graph.inputs if canonical(name) in task.data]
    text.add(*heading(graph, "", "In PyTorch: one line an update, its number and its loss."))
    if batches.shuffled:
        text.add("import numpy")
    text.add("import torch", "import torch.nn.functional as F", "", "torch.set_default_dtype(torch.float64)", "")
    for name, index in graph.inputs.items():
        if canonical(name) in task.data:
            text.assign(f"data_{names.of(name)}", tensor(task.data[canonical(name)]))
        elif canonical(name) in trained:
            written = ast.unparse(tensor(run.values[index]))
            text.add(f"{names.of(name)} = {written[:-1]}, requires_grad=True)")
        else:
            text.assign(names.of(name), tensor(run.values[index]))
    forward.tensors(text)
    leaves = f"[{', '.join(names.of(each.name) for each in task.parameters)}]"
    options = ", ".join(f"{name}={ast.unparse(value)}" for name, value in options_of(task))
    text.add(f"optimizer = torch.optim.{rule.optimizer.torch}({leaves}, {options})")
    for per in ("epoch", "update"):
        made = [schedule_of(row.torch, {**chosen}) for row, chosen, each in task.rates.chosen if each == per]
        if made:
            text.add(f"{per}_schedulers = [{', '.join(made)}]")
    text.blank(2)
    text.add(f"def loss_of({', '.join(map(names.of, data))}):")
    forward.operations(body, "    ")
    text.add(*body.lines)
    averaged = ".mean()" if graph.table.shapes.get(graph.output) else ""
    text.add(f"    return {forward.output}{averaged}", "", "")
    text.add(*loop(task, [f"data_{names.of(name)}" for name in data], leaves))
    return text


def loop(task: Task, data: list[str], leaves: str) -> list[str]:
    """The function that trains, and its call."""
    batches, rule = task.batches, task.rule
    order = f"range({batches.samples})"
    if batches.shuffled:
        order = f"numpy.random.default_rng([{batches.seed}, epoch]).permutation({batches.samples})"
    if task.batched:
        loss = f"loss_of({', '.join(f'{each}[rows]' for each in data)})"
    elif batches.size == 1:
        loss = f"loss_of({', '.join(f'{each}[rows[0]]' for each in data)})"
    else:
        loss = f"torch.stack([loss_of({', '.join(f'{each}[row]' for each in data)}) for row in rows]).mean()"
    pers = {per for _, _, per in task.rates.chosen}
    lines = [
        "def train():",
        "    update = 0",
        f"    for epoch in range({task.epochs}):",
        f"        order = list({order})",
        f"        for start in range(0, {batches.samples}, {batches.size}):",
        f"            rows = order[start : start + {batches.size}]",
        "            optimizer.zero_grad()",
        f"            loss = {loss}",
        "            loss.backward()",
        *([f"            torch.nn.utils.{CLIPPING[rule.clip]}({leaves}, {rule.bound!r})"] if rule.clip else []),
        "            optimizer.step()",
        "            update += 1",
        "            print(update, loss.item())",
        "            if not torch.isfinite(loss):",
        "                return",
    ]
    for per, indent in (("update", " " * 12), ("epoch", " " * 8)):
        if per in pers:
            lines += [f"{indent}for scheduler in {per}_schedulers:", f"{indent}    scheduler.step()"]
    return [*lines, "", "", "train()"]


def options_of(task: Task) -> list[tuple[str, ast.expr]]:
    """The options that are not torch's defaults, the learning rate always."""
    found: list[tuple[str, Value | bool | tuple[float, float]]] = []
    chosen = task.rule.chosen
    for option in task.rule.optimizer.options:
        value = chosen[option.name]
        if option.name == "beta1":
            betas = value, chosen["beta2"]
            found += [("betas", betas)] if betas != TORCH_BETAS else []
        elif option.name != "beta2" and (option.name == "lr" or value != float(option.default or 0)):
            found.append((option.name, bool(value) if option.kind == "flag" else value))
    return [(name, literal(value, "torch")) for name, value in found]


def schedule_of(name: str, options: dict[str, float]) -> str:
    given = ", ".join(f"{key}={int(each) if key in WHOLE else each!r}" for key, each in options.items())
    return f"torch.optim.lr_scheduler.{name}(optimizer, {given})"


TORCH_BETAS = (0.9, 0.999)
WHOLE = {"step_size", "T_max", "total_iters"}
