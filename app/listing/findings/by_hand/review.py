"""Gradients written by hand, held against how the loss really changes."""

from __future__ import annotations

import ast
import time
from collections.abc import Container, Iterator
from typing import Any, NamedTuple

import numpy as np

from app.errors import UserError
from app.listing.findings.by_hand.causes import Cause, Known, cause
from app.listing.findings.by_hand.first_round import settled
from app.listing.findings.by_hand.probing import Claim, Notes, Place, Probe, Trials, copied, machine_of
from app.listing.findings.by_hand.sites import Hints, Sites, hints, worth_a_look
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
)
from app.listing.findings.finding import SHOWN, Evidence, Finding, number_text
from app.listing.frames import Scope
from app.listing.nodes import block
from app.listing.syntax import parsed_again
from app.listing.trees import dotted, everything

LONGEST = 0.5
"""seconds"""
MOST = 3
"""wrong gradients of one listing"""
ALL = 9
"""entries that are all differentiated one by one"""


def by_hand(evidence: Evidence) -> Iterator[Finding]:
    """Each gradient that is not the slope of the loss, in the order in which they are computed; those that are wrong
    only because an earlier one is are passed over: the listing is run again with that one put right.
    """
    began = time.monotonic()
    said = hints(evidence.tree)
    if not said.gradients and not said.updated:
        return
    if not evidence.failed and not said.updated and len(said.gradients) <= asserted(evidence.tree):
        return
    claims = evidence.rounds.claims
    if said.gradients <= {each.gradient for each in claims} and said.updated <= {each.parameter for each in claims}:
        found = settled(evidence)
        if found is not None:
            yield from found
            return
    tree = parsed_again(evidence.source)
    trials = trials_of(tree, said, said.wanted, evidence, began)
    if trials is None or Review(trials, evidence, began + LONGEST).all_right():
        return
    trials = trials_of(parsed_again(evidence.source), said, None, evidence, began)
    if trials is not None:
        yield from Review(trials, evidence, began + LONGEST).findings()


def trials_of(
    tree: ast.Module, said: Hints, wanted: Container[str] | None, evidence: Evidence, began: float
) -> Trials | None:
    """The listing with places to look, `wanted` or all; None where there is nothing to be tried."""
    sites = Sites(wanted)
    tree = sites.visit(tree)
    if not worth_a_look(sites.found, said.known):
        return None
    probe = Probe(began + LONGEST)
    probe.sites = sites.found
    machine = machine_of(probe, LONGEST)
    try:
        return Trials(block(tree.body, Scope(machine, "module")), machine, probe, evidence.seed)
    except (UserError, RecursionError):
        return None


def asserted(tree: ast.Module) -> int:
    """In how many places a listing itself holds something against a `.grad` of torch, and ends where they differ."""
    found = 0
    for each in everything(tree):
        claims = isinstance(each, ast.Assert)
        if isinstance(each, ast.Expr) and isinstance(each.value, ast.Call):
            claims = dotted(each.value.func).rpartition(".")[2].startswith("assert_")
        found += claims and any(isinstance(part, ast.Attribute) and part.attr == "grad" for part in everything(each))
    return found


class Verdict(NamedTuple):
    finding: Finding
    right: np.ndarray | None
    """the gradient as it should be, where all of it is known"""


class Review:
    """One listing: run, looked at, and run again with what was wrong put right."""

    def __init__(self, trials: Trials, evidence: Evidence, deadline: float) -> None:
        self.trials, self.deadline = trials, deadline
        self.shadowed = "torch" in evidence.source
        self.patches: dict[Place, Any] = {}
        self.updates = False
        """whether gradients are known that an update uses"""
        self.passed: set[Place] = set()
        """wrong alone, but what is made of them is right: part of the factor comes later"""

    def all_right(self) -> bool:
        """The short way, for listings in which there is nothing to find: as few runs as will do."""
        notes = self.trials.run({}, shadowed=self.shadowed)
        if notes is None or not notes.losses or not notes.claims:
            return True
        claims, losses = list(notes.claims.values()), list(notes.losses)
        truths = by_shadows(claims, losses)
        for place, truth in truths.items():
            claim, candidates = claims[place], truth.candidates()
            if not any(matches(ours, theirs, claim.held) for ours in written(claim) for _, theirs in candidates):
                return False
        others = [claim for place, claim in enumerate(claims) if place not in truths]
        return not others or all_right(self.trials, others, losses)

    def findings(self) -> Iterator[Finding]:
        told: list[Finding] = []
        sites: set[int] = set()
        found = self.look()
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
            if gradient is not None and claim.place[1] > 0:
                self.patches[claim.place] = instead(gradient)
                after = self.look()
                if after is not None and right & {each.place for each, _ in after[1]}:
                    del self.patches[claim.place]
                    self.passed.add(claim.place)
                    continue
            same = [each for each in told if alike(each, finding)]
            for each in same:
                if each.line == finding.line:
                    continue
                each.facts["times"] = None  # the factor is that of what arrives at both: it is not mended here
            if not same and claim.site.number not in sites:
                told.append(finding)
                yield finding
            sites.add(claim.site.number)
            if finding.code == "wrong_gradient":
                return  # what is wrong behind it may be so for the same reason
            found = after

    def look(self) -> tuple[set[Place], list[tuple[Claim, Verdict]]] | None:
        """The places of gradients that are right, and what is wrong with the others, in their order."""
        notes = self.trials.run(self.patches, shadowed=self.shadowed)
        if notes is None or not notes.losses or not notes.claims:
            return None
        shadows = self.trials.probe.shadows
        calls = [] if shadows is None else shadows.calls
        right: set[Place] = set()
        wrong = []
        self.updates = any(each.effective is not None for each in notes.claims.values())
        losses = list(notes.losses)
        for claim in sorted(notes.claims.values(), key=lambda each: each.order):
            if claim.place in self.patches:
                continue
            if time.monotonic() > self.deadline:
                return None
            verdict = held_against(self.trials, claim, notes, losses, self.patches, calls)
            if verdict is True:
                right.add(claim.place)
            elif isinstance(verdict, Verdict):
                wrong.append((claim, verdict))
        return right, wrong


def alike(one: Finding, other: Finding) -> bool:
    """Whether two gradients are wrong by one factor."""
    ours, theirs = one.facts["times"], other.facts["times"]
    return one.code == other.code and ours is not None and theirs is not None and abs(ours / theirs - 1) < WRONG


def held_against(
    trials: Trials, claim: Claim, notes: Notes, losses: list[Any], patches: dict[Place, Any], calls: list[Any]
) -> Verdict | bool:
    """Whether a gradient is right: True, False where that is not known, or what is to be said."""
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
        known = Known(versions[0], notes, WRONG, None, shadow, loss.shadow, calls)
        return told(claim, loss, known, theirs)
    if claim.origin is None or claim.origin[1] < 1:
        return False
    within = COARSE if is_coarse(claim, losses) else WRONG
    differentiate = along(trials, claim, losses, patches, shape)
    fitting = [ours for ours in versions if ours.shape == shape]
    random = np.random.default_rng(0)
    directions = [
        random.choice((-1.0, 1.0), size=shape) * (1 if shape else 1.0) for _ in range(DIRECTIONS if shape else 1)
    ]
    rows = [differentiate(np.asarray(each)) for each in directions]
    if any(row is None for row in rows):
        return False
    found = Truth(losses, [column(rows, place) for place in range(len(losses))])
    candidates = [(loss, slope) for loss, slope in found.candidates() if np.any(slope)]
    if not candidates or any(not np.all(np.isfinite(slope)) for _, slope in candidates):
        return False
    for ours in fitting:
        along_ours = np.array([float(np.sum(ours * each)) for each in directions])
        decay = np.array([float(np.sum(claim.held * each)) for each in directions])
        size = float(np.linalg.norm(ours))
        for _, slope in candidates:
            if np.max(np.abs(along_ours - slope)) <= within * max(size, float(np.max(np.abs(slope)))):
                return True
            if len(directions) > 1 and proportional_to(along_ours - slope, decay):
                return True
    loss, _ = primary(claim, candidates)
    place = losses.index(loss)
    ours = fitting[0] if fitting else versions[0]
    entries = (
        list(range(claim.held.size))
        if claim.held.size <= ALL
        else np.argsort(-np.abs(turned(ours, shape)).reshape(-1))[:TRIED].tolist()
    )
    slopes = []
    for entry in entries:
        unit = np.zeros(claim.held.size)
        unit[entry] = 1.0
        row = differentiate(unit.reshape(shape))
        if row is None or not np.isfinite(row[place]):
            return False
        slopes.append(row[place])
    theirs = np.array(slopes)
    if not np.any(theirs):
        return False
    whole = len(entries) == claim.held.size
    if whole:
        theirs = theirs.reshape(shape)
        if before_activation(versions, theirs, claim.held):
            return False
    known = Known(ours, notes, within, None if whole else entries)
    return told(claim, loss, known, theirs)


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
    for slope in (held * (1 - held), 1 - held * held, (held > 0).astype(np.float64)):
        if np.any(slope != 1) and any(close(ours, theirs * slope) for ours in versions):
            return True
    return False


def proportional_to(rest: np.ndarray, held: np.ndarray) -> bool:
    square = float(held @ held)
    if not square:
        return False
    factor = float(rest @ held) / square
    return factor > 0 and float(np.max(np.abs(rest - factor * held))) <= 1e-3 * float(np.max(np.abs(rest)))


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
