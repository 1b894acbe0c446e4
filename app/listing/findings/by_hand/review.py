"""Gradients written by hand, held against how the loss really changes."""

from __future__ import annotations

import ast
import math
import time
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from app.listing.findings.by_hand.causes import Cause, Known, cause
from app.listing.findings.by_hand.hints import asserted, hints
from app.listing.findings.by_hand.probing import Claim, Notes, Place, copied
from app.listing.findings.by_hand.sites import Sites
from app.listing.findings.by_hand.trials import Trials
from app.listing.findings.by_hand.truth import (
    COARSE,
    DIRECTIONS,
    TRIED,
    WRONG,
    Truth,
    all_right,
    along,
    by_shadows,
    close,
    instead,
    is_coarse,
    largest,
    length,
    spread,
)
from app.listing.findings.finding import SHOWN, Evidence, Finding, number_text

SHORTEST, RUNS, LONGEST = 0.5, 6, 2.5
"""seconds that there are in any case; as many times what the run has taken, since it runs again; seconds at most"""
MOST = 3
"""wrong gradients of one listing"""
LOOPS = 4
"""of one listing that are looked at"""
ALL = 9
"""entries that are all differentiated one by one"""


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


class Verdict(NamedTuple):
    finding: Finding
    right: np.ndarray | None
    """the gradient as it should be, where all of it is known"""


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
        self.updates = any(each.effective is not None for each in notes.claims.values())
        for claim in sorted(notes.claims.values(), key=lambda each: each.order):
            if claim.place in self.patches:
                continue
            if time.monotonic() > self.trials.deadline:
                return None
            verdict = held_against(self.trials, claim, notes, self.patches)
            if verdict is True:
                right.add(claim.place)
            elif isinstance(verdict, Verdict):
                wrong.append((claim, verdict))
        return right, wrong


def alike(one: Finding, other: Finding) -> bool:
    """Whether two gradients are wrong by one factor."""
    ours, theirs = one.facts["times"], other.facts["times"]
    return one.code == other.code and ours is not None and theirs is not None and abs(ours / theirs - 1) < WRONG


def held_against(trials: Trials, claim: Claim, notes: Notes, patches: dict[Place, Any]) -> Verdict | bool:
    """Whether a gradient is right: True, False where that is not known, or what is to be said."""
    losses = notes.losses
    shape = claim.held.shape
    versions = written(claim)
    truth = by_shadows([claim], losses).get(0)
    if truth is not None:
        candidates = truth.candidates()
        if any(matches(ours, theirs, claim.held) for ours in versions for _, theirs in candidates):
            return True
        loss, theirs = primary(claim, candidates)
        if not np.any(theirs) or before_activation(versions, theirs, claim.held):
            return False
        shadow = loss.shadows.get(id(claim.of))
        known = Known(versions[0], notes, WRONG, None, shadow, loss.shadow)
        return told(claim, loss, known, theirs)
    if claim.origin is None or claim.origin[1] < 1:
        return False
    within = COARSE if is_coarse(claim, losses) else WRONG
    differentiate = along(trials, claim, notes, patches, shape)
    fitting = [ours for ours in versions if ours.shape == shape]
    few = claim.held.size <= DIRECTIONS
    directions = units(shape, range(claim.held.size)) if few else signs(shape)
    rows: list[list[float] | None] = []
    for each in directions:
        row = differentiate(each)
        if row is None or (not few and not any(row)):
            return False  # it does not tell, or does not lead to any loss
        rows.append(row)
    found = Truth(losses, [column(rows, place) for place in range(len(losses))])
    candidates = [(loss, slope) for loss, slope in found.candidates() if largest(slope)]
    if not candidates or not all(math.isfinite(largest(slope)) for _, slope in candidates):
        return False
    for ours in fitting:
        along_ours = np.array([np.vdot(ours, each) for each in directions])
        decay = np.array([np.vdot(claim.held, each) for each in directions])
        size = length(ours)
        for _, slope in candidates:
            if largest(along_ours - slope) <= within * max(size, largest(slope)):
                return True
            if len(directions) > 1 and proportional_to(along_ours - slope, decay):
                return True
    loss, _ = primary(claim, candidates)
    place = losses.index(loss)
    ours = fitting[0] if fitting else versions[0]
    entries = None
    if not few:
        if claim.held.size > ALL:
            entries = np.argsort(-abs(turned(ours, shape)).reshape(-1))[:TRIED].tolist()
        rows = [differentiate(each) for each in units(shape, range(claim.held.size) if entries is None else entries)]
    if any(row is None for row in rows):
        return False
    theirs = column(rows, place)
    if not largest(theirs) or not math.isfinite(largest(theirs)):
        return False
    if entries is None:
        theirs = theirs.reshape(shape)
        if before_activation(versions, theirs, claim.held):
            return False
    return told(claim, loss, Known(ours, notes, within, entries), theirs)


def units(shape: tuple[int, ...], entries: Iterable[int]) -> list[np.ndarray]:
    """The directions in which one entry alone changes."""
    found = [np.zeros(shape) for _ in entries]
    for each, entry in zip(found, entries, strict=True):
        each.reshape(-1)[entry] = 1.0
    return found


def signs(shape: tuple[int, ...]) -> list[np.ndarray]:
    """Directions in which all entries change, each by as much."""
    return [np.sign(spread(shape, number)) for number in range(DIRECTIONS)]


def written(claim: Claim) -> list[np.ndarray]:
    """The gradient as an update used it, as it is by now, as it was when it was given its name."""
    versions = (claim.effective, copied(claim.live), claim.value)
    return [fitted(each, claim.held.shape) for each in versions if each is not None]


def column(rows: list[Any], place: int) -> np.ndarray:
    return np.array([row[place] for row in rows])


def matches(ours: np.ndarray, theirs: np.ndarray, held: np.ndarray) -> bool:
    """Whether it is the gradient, or the gradient with a decay of the parameter."""
    if close(ours, theirs):
        return True
    if ours.shape != theirs.shape or held.shape != ours.shape or held.size < 2:
        return False
    rest = (ours - theirs).reshape(-1)
    return proportional_to(rest, held.reshape(-1)) and not proportional_to(theirs.reshape(-1), held.reshape(-1))


def before_activation(versions: list[np.ndarray], theirs: np.ndarray, held: np.ndarray) -> bool:
    """Whether `d_o = (o - t) * o * (1 - o)` goes on to what the sigmoid, tanh or relu was given: the delta of a layer,
    which many name after the layer's output.
    """
    for slope in (held * (1 - held), 1 - held * held, (held > 0) * 1.0):
        if largest(slope - 1) and any(close(ours, theirs * slope) for ours in versions):
            return True
    return False


def proportional_to(rest: np.ndarray, held: np.ndarray) -> bool:
    square = float(held @ held)
    if not square:
        return False
    factor = float(rest @ held) / square
    return factor > 0 and largest(rest - factor * held) <= 1e-3 * largest(rest)


def primary(claim: Claim, candidates: list[tuple[Any, np.ndarray]]) -> tuple[Any, np.ndarray]:
    """The loss that the gradient is most likely meant for: the last that was computed before it."""
    before = [each for each in candidates if each[0].order < claim.order] or candidates[:1]
    latest = max(each[0].order for each in before)
    return next(each for each in before if each[0].order == latest)


def fitted(ours: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """In the shape of what it is the gradient of, where only dimensions of one number differ."""
    if ours.shape != shape and [each for each in ours.shape if each != 1] == [each for each in shape if each != 1]:
        return ours.reshape(shape)
    return ours


def shape_text(shape: tuple[int, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def turned(ours: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    return ours if ours.shape == shape else ours.T if ours.T.shape == shape else np.broadcast_to(np.zeros(()), shape)


def told(claim: Claim, loss: Any, known: Known, theirs: np.ndarray) -> Verdict | bool:
    ours, shape, line = known.ours, claim.held.shape, claim.site.line
    step = claim.site.step
    gradient = claim.site.text if step is None else ast.unparse(step.amount)
    facts: dict[str, Any] = {"name": claim.name, "loss": loss.site.text, "gradient": gradient, "times": None}
    whole = theirs if known.entries is None else None
    if ours.shape != shape:
        facts |= {"ours": shape_text(ours.shape), "theirs": shape_text(shape)}
        flipped = ours.T if known.entries is None else ours.T.reshape(-1)
        if ours.T.shape == shape and close(flipped if known.entries is None else flipped[known.entries], theirs):
            return Verdict(Finding("transposed_gradient", line, facts), ours.T)
        for axis in range(ours.ndim):
            for summed in (ours.sum(axis), ours.sum(axis, keepdims=True)):
                if summed.shape == shape and known.entries is None and close(summed, theirs):
                    return Verdict(Finding("unsummed_gradient", line, facts | {"axis": axis}), summed)
        return False
    why: Cause = cause(known, theirs)
    picked = ours.reshape(-1)[known.entries] if known.entries is not None else ours
    if picked.size > SHOWN:
        at = int(np.argmax(np.abs(picked - theirs)))
        picked, theirs = picked.reshape(-1)[at : at + 1], theirs.reshape(-1)[at : at + 1]
    facts |= {"ours": number_text(picked), "theirs": number_text(theirs), "times": why.factor}
    right = whole if whole is not None else ours / why.factor if why.factor else why.right
    return Verdict(Finding(why.code, line, {**facts, **why.facts}), right)
