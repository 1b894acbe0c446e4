"""A listing that has run is run again, to the end of its first round, with looks in it and values changed."""

from __future__ import annotations

import torch

from app.errors import UserError
from app.listing.findings.by_hand.definitions import keep_definitions
from app.listing.findings.by_hand.looks import given_up, watch
from app.listing.findings.by_hand.probing import Changes, Fruitless, Loss, Notes, Probe, Reached
from app.listing.findings.by_hand.shadows import Shadows, TooMuch
from app.listing.findings.by_hand.sites import Sites
from app.listing.findings.finding import Evidence
from app.listing.machine import Left, start
from app.listing.running import seed_all


class Trials:
    """Its closures stand already, and are run once more: nothing is read again."""

    def __init__(self, evidence: Evidence, sites: Sites, deadline: float) -> None:
        machine = self.machine = evidence.machine
        self.source, self.seed, self.deadline = evidence.source, evidence.seed, deadline
        self.shadowed = "torch" in evidence.source
        """whether there may be tensors"""
        self.probe = Probe(deadline, sites.found)
        watch(machine.blocks, sites.found, self.probe)
        nodes, lines, _ = machine.blocks[-1]
        last = sites.last()
        for place in range(nodes.index(last) if last is not None else 0):
            lines[place] = given_up(lines[place], Fruitless)
        self.kept = keep_definitions(machine)

    def run(self, changes: Changes) -> Notes | None:
        """What a run says; None where it takes too long."""
        return self.ran(changes, Shadows(self.deadline) if self.shadowed else None)

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
            return None
        except (Reached, Fruitless, Left, UserError, Exception):
            return probe.notes  # what was said until then was said
        finally:
            if self.shadowed:
                torch.set_grad_enabled(True)
        return probe.notes
