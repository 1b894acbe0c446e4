"""A listing that has run is run again, to the end of its first round, with looks in it and values changed."""

from __future__ import annotations

import ast
from functools import partial

import torch

from app.errors import UserError
from app.listing.findings.by_hand.definitions import keep_definitions
from app.listing.findings.by_hand.looks import announced, watch
from app.listing.findings.by_hand.notes import Changes, Loss, Notes
from app.listing.findings.by_hand.probing import Fruitless, Probe, Reached
from app.listing.findings.by_hand.shadows import Shadows, TooMuch
from app.listing.findings.by_hand.sites import Sites
from app.listing.findings.finding import Evidence
from app.listing.machine import Left, start
from app.listing.running import seed_all

LOOPS = (ast.For, ast.While, ast.With, ast.Expr)
"""statements of a module that may go round: a call may, too"""


class Trials:
    """Its closures stand already, and are run once more: nothing is read again."""

    def __init__(self, evidence: Evidence, sites: Sites, deadline: float) -> None:
        machine = self.machine = evidence.machine
        self.source, self.seed, self.deadline = evidence.source, evidence.seed, deadline
        self.shadowed = "torch" in evidence.source
        """whether there may be tensors"""
        self.probe = probe = Probe(deadline, sites.found)
        watch(machine.blocks, sites.found, probe)
        nodes, lines, _ = machine.blocks[-1]
        last = sites.last()
        self.last = nodes.index(last) if last is not None else -1
        self.end = -1
        """the statement of the module in which the first round was over"""
        probe.loops = {place for place, node in enumerate(nodes) if isinstance(node, LOOPS)}
        for place, line in enumerate(lines):
            lines[place] = announced(line, partial(probe.enter, place), Fruitless if place < self.last else ())
        self.kept = keep_definitions(machine)

    def run(self, changes: Changes) -> Notes | None:
        """What a run says; None where it takes too long."""
        self.end = -1
        return self.ran(changes, Shadows(self.deadline) if self.shadowed else None)

    def go_on(self) -> bool:
        """From now on runs are to the end of the first round of the next loop; False where there is none."""
        if self.end not in self.probe.loops or self.end >= self.last:
            return False
        self.probe.since = self.end + 1
        self.probe.late = False
        return True

    def wait(self) -> bool:
        """From now on runs make no updates, where the last has found that a loss comes only behind them."""
        probe = self.probe
        if probe.late or not probe.over or probe.notes.losses or not probe.notes.steps:
            return False
        probe.late = True
        return True

    def losses(self, changes: Changes, notes: Notes) -> list[Loss] | None:
        """Those of `notes` with values changed, fewer where the run ends before the last; None as above."""
        changed = self.ran(changes, None, notes)
        return None if changed is None else changed.losses

    def ran(self, changes: Changes, shadows: Shadows | None, like: Notes | None = None) -> Notes | None:
        probe, machine = self.probe, self.machine
        assert machine.execute is not None
        machine.begin_again(self.kept, self.deadline)
        start(machine)
        probe.begin(changes, shadows, like)
        if self.shadowed:
            torch.set_default_dtype(torch.float32)
            torch.set_grad_enabled(True)
        seed_all(self.seed, self.source)
        try:
            if shadows is None:
                machine.execute(machine.globals)
            else:
                with shadows:
                    machine.execute(machine.globals)
        except TooMuch:
            return probe.notes if probe.over else None
        except Reached:
            self.end = probe.at
            return probe.notes
        except (Fruitless, Left, UserError, Exception):
            return probe.notes  # what was said until then was said
        finally:
            if self.shadowed:
                torch.set_grad_enabled(True)
        return probe.notes
