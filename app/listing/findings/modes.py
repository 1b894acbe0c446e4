"""Dropout and batch normalisation in the wrong mode: `eval()` left on while learning, or forgotten when asking."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from torch import nn
from torch.nn.modules.batchnorm import _BatchNorm
from torch.nn.modules.dropout import _DropoutNd

from app.listing.findings.finding import Evidence, Finding
from app.listing.findings.owners import named, parameters_of
from app.listing.findings.updates import switches_off
from app.listing.trees import dotted, everything


def eval_left_on(evidence: Evidence) -> Iterator[Finding]:
    """A module was trained in training mode first, and later not: `eval()` in a loop, and no `train()`."""
    for module, line, passes in evidence.history.resting.values():
        layers = sorted({type(each).__name__ for each in module.modules() if switched(each) and not each.training})
        learned = set().union(*map(parameters_of, evidence.history.optimizers.values()))
        if layers and learned & set(map(id, module.parameters())):
            name = evidence.recorder.names.of(module) or type(module).__name__
            facts = {"name": name, "layers": ", ".join(layers), "number": passes}
            yield Finding("eval_left_on", line, facts)


def eval_forgotten(evidence: Evidence) -> Iterator[Finding]:
    """A trained network with dropout is asked under no_grad(), in a listing that never speaks of modes.

    Where it is asked over and over, in a loop of its own, that may be done to see how far its answers differ.
    """
    history = evidence.history
    if not history.steps or any(
        isinstance(each, ast.Attribute) and each.attr in ("eval", "train") for each in everything(evidence.tree)
    ):
        return
    learned = set().union(*map(parameters_of, history.optimizers.values()))
    for name, value in named(evidence):
        if isinstance(value, nn.Module) and value.training and learned & set(map(id, value.parameters())):
            drops = any(isinstance(each, _DropoutNd) and each.p > 0 for each in value.modules())
            lines = [node.lineno for node in asked(evidence.tree, name) if node.lineno > history.steps[0].line]
            if drops and lines:
                yield Finding("eval_forgotten", lines[0], {"name": name})


def switched(module: Any) -> bool:
    """Whether a layer works otherwise in training."""
    return (isinstance(module, _DropoutNd) and module.p > 0) or isinstance(module, _BatchNorm)


def asked(tree: ast.Module, name: str) -> Iterator[ast.Call]:
    """The calls of `name` under no_grad(), none of those in loops that only count."""
    for block in everything(tree):
        if isinstance(block, ast.With) and any(map(switches_off, block.items)):
            counted = {
                inner
                for loop in everything(block)
                if isinstance(loop, ast.ListComp | ast.GeneratorExp)
                or (isinstance(loop, ast.For) and ast.unparse(loop.iter).startswith("range("))
                for inner in everything(loop)
            }
            for each in everything(block):
                if isinstance(each, ast.Call) and each not in counted and dotted(each.func) == name:
                    yield each
