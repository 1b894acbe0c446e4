"""Gradients written by hand, held against how the loss really changes."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from app.listing.findings.by_hand.batches import of_a_batch
from app.listing.findings.by_hand.hints import asserted, hints
from app.listing.findings.by_hand.notes import Claim, Notes, Place
from app.listing.findings.by_hand.sites import Sites
from app.listing.findings.by_hand.trials import Trials
from app.listing.findings.by_hand.truth import (
    WRONG,
    all_right,
    by_shadows,
    instead,
)
from app.listing.findings.by_hand.verdicts import Verdict, held_against, matches, written
from app.listing.findings.finding import Evidence, Finding

SHORTEST, RUNS, LONGEST = 0.5, 6, 2.5
"""seconds that there are in any case; as many times what the run has taken, since it runs again; seconds at most"""
MOST = 3
"""wrong gradients of one listing"""
VAGUE = ("wrong_gradient", "constant_factor")
"""what may as well be so because the loss is of other examples: not said where it comes behind the update, nor of a
gradient that goes into an average
"""
LOOPS = 4
"""of one listing that are looked at"""


def by_hand(evidence: Evidence) -> Iterator[Finding]:
    """Each gradient that is not the slope of the loss, in the order in which they are computed; those that are wrong
    only because an earlier one is are passed over: the listing is run again with that one put right.
    """
    said = hints(evidence.source, evidence.tree)
    if said is None:
        return
    if not evidence.failed and not said.updated and len(said.gradients) <= asserted(evidence.tree):
        return
    deadline = time.monotonic() + min(LONGEST, SHORTEST + RUNS * evidence.machine.took)
    sites = Sites(evidence.source, evidence.tree)
    if sites.worth_a_look(said.words):
        # Where each gradient is one by which something is updated, none goes into another.
        apart = said.gradients <= sites.used()
        with np.errstate(all="ignore"):
            yield from Review(Trials(evidence, sites, deadline), apart=apart).findings()


Judged = tuple[set[Place], list[tuple[Claim, Verdict]]]


class Review:
    """One listing: run, looked at, and run again with what was wrong put right."""

    def __init__(self, trials: Trials, *, apart: bool) -> None:
        self.trials, self.apart = trials, apart
        self.patches: dict[Place, Any] = {}
        self.updates = False
        """whether gradients are known that an update uses"""
        self.passed: set[Place] = set()
        """wrong alone, but what is made of them is right: part of the factor comes later"""
        self.told: list[Finding] = []
        self.sites: set[int] = set()
        """the numbers of those that are told of, and of such as are alike"""

    def findings(self) -> Iterator[Finding]:
        """Loop by loop: each may have gradients of its own."""
        for _ in range(LOOPS):
            notes = self.run()
            if notes is None and self.trials.wait():
                notes = self.run()
            if notes is not None and not self.all_right(notes):
                yield from self.wrong(notes)
            if any(each.code == "wrong_gradient" for each in self.told) or not self.trials.go_on():
                return  # what is wrong behind it may be so for the same reason
            self.patches.clear()
            self.passed.clear()

    def wrong(self, notes: Notes) -> Iterator[Finding]:
        """What is wrong in one of them."""
        told, sites = self.told, self.sites
        found = self.judged(notes)
        while found is not None and len(told) < MOST:
            right, wrong = found
            first = next(((claim, verdict) for claim, verdict in wrong if claim.place not in self.passed), None)
            if first is None:
                return
            claim, (finding, gradient) = first
            if (finding.facts["times"] or 0) > 0 and all(map(self.on_the_way, notes.claims.values())):
                self.passed.add(claim.place)  # nobody knows what is made of it: the factor may come behind it
                continue
            if self.updates and (finding.facts["times"] or 0) > 0 and all(each.effective is None for each, _ in wrong):
                self.passed.add(claim.place)  # what updates use is right: the factor comes behind it
                continue
            after = None
            if gradient is not None and claim.place[1] > 0 and len(notes.claims) > 1:
                self.patches[claim.place] = instead(gradient)
                mended = self.run()
                after = None if mended is None else self.judged(mended)
                if after is not None and right & {each.place for each, _ in after[1]}:
                    del self.patches[claim.place]
                    self.passed.add(claim.place)
                    continue
            same = [] if self.apart else [each for each in told if alike(each, finding)]
            for each in same:
                if each.line == finding.line:
                    continue
                each.facts["times"] = None  # the factor is that of what arrives at both: it is not mended here
            if not same and claim.site.number not in sites:
                told.append(finding)
                yield finding
            sites.add(claim.site.number)
            if finding.code == "wrong_gradient":
                return
            found = after

    def on_the_way(self, claim: Claim) -> bool:
        """Whether it is of what is computed in the same loop (`dZ1`), and of no parameter."""
        if claim.origin is None or claim.origin[0] < 0 or claim.effective is not None:
            return False
        top = self.trials.probe.sites[claim.origin[0]].top
        return top is claim.site.top and isinstance(top, ast.For | ast.While)

    def of_a_batch(self, claim: Claim, verdict: Verdict, notes: Notes) -> bool:
        """Whether it comes of examples of which the loss does not."""
        loss = next((each.site for each in notes.losses if each.site.text == verdict.finding.facts["loss"]), None)
        return loss is not None and of_a_batch(claim.site.top, claim.site.statement, loss.statement)

    def run(self) -> Notes | None:
        """None where a run says nothing."""
        notes = self.trials.run(self.patches)
        return None if notes is None or notes.unrelated or not notes.losses or not notes.claims else notes

    def all_right(self, notes: Notes) -> bool:
        """Whether all gradients are right, told of all together in as few runs as will do."""
        claims = list(notes.claims.values())
        truths = by_shadows(claims, notes.losses)
        for place, truth in truths.items():
            claim, candidates = claims[place], truth.candidates()
            if not any(matches(ours, theirs, claim.held) for ours in written(claim) for _, theirs in candidates):
                return False
        others = [claim for place, claim in enumerate(claims) if place not in truths]
        return not others or all_right(self.trials, others, notes)

    def judged(self, notes: Notes) -> Judged | None:
        """The places of gradients that are right, and what is wrong with the others, in their order."""
        right: set[Place] = set()
        wrong = []
        late = self.trials.probe.late
        self.updates = any(each.effective is not None for each in notes.claims.values())
        for claim in sorted(notes.claims.values(), key=lambda each: each.order):
            if claim.place in self.patches or (late and claim.effective is None):
                continue
            if time.monotonic() > self.trials.deadline:
                return None
            verdict = held_against(self.trials, claim, notes, self.patches)
            if verdict is True:
                right.add(claim.place)
            elif isinstance(verdict, Verdict):
                vague = verdict.finding.code in VAGUE
                if vague and (late or claim.site.of or self.of_a_batch(claim, verdict, notes)):
                    continue
                wrong.append((claim, verdict))
        return right, wrong


def alike(one: Finding, other: Finding) -> bool:
    """Whether two gradients are wrong by one factor."""
    ours, theirs = one.facts["times"], other.facts["times"]
    return one.code == other.code and ours is not None and theirs is not None and abs(ours / theirs - 1) < WRONG
