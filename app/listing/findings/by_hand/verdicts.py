"""One gradient that is written by hand, beside how the loss really changes -> whether it is right, or what is wrong."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

from app.listing.findings.by_hand.causes import Cause, Known, cause
from app.listing.findings.by_hand.kinds import copied
from app.listing.findings.by_hand.notes import Claim, Loss, Notes, Place
from app.listing.findings.by_hand.trials import Trials
from app.listing.findings.by_hand.truth import (
    COARSE,
    DIRECTIONS,
    TRIED,
    WRONG,
    Truth,
    along,
    by_shadows,
    close,
    is_coarse,
    largest,
    length,
    spread,
)
from app.listing.findings.finding import SHOWN, Finding, number_text

ALL = 9
"""entries that are all differentiated one by one"""


class Verdict(NamedTuple):
    finding: Finding
    right: np.ndarray | None
    """the gradient as it should be, where all of it is known"""


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

        def said_of_shadows(loss: Loss, theirs: np.ndarray) -> Verdict | bool:
            if not np.any(theirs) or before_activation(versions, theirs, claim.held):
                return False
            shadow = loss.shadows.get(id(claim.of))
            return told(claim, loss, Known(versions[0], notes, WRONG, None, shadow, loss.shadow), theirs)

        return likeliest(claim, candidates, said_of_shadows)
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
    ours = fitting[0] if fitting else versions[0]
    entries = None
    if not few:
        if claim.held.size > ALL:
            entries = np.argsort(-abs(turned(ours, shape)).reshape(-1))[:TRIED].tolist()
        rows = [differentiate(each) for each in units(shape, range(claim.held.size) if entries is None else entries)]
    if any(row is None for row in rows):
        return False

    def said(loss: Loss, _: np.ndarray) -> Verdict | bool:
        theirs = column(rows, losses.index(loss))
        if not largest(theirs) or not math.isfinite(largest(theirs)):
            return False
        if entries is None:
            theirs = theirs.reshape(shape)
            if before_activation(versions, theirs, claim.held):
                return False
        return told(claim, loss, Known(ours, notes, within, entries), theirs)

    return likeliest(claim, candidates, said)


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
    versions = [claim.value, copied(claim.live)]
    if versions[0].tobytes() == versions[1].tobytes():  # hardly anything is changed once it has its name
        versions.pop()
    if claim.effective is not None:
        versions.append(claim.effective)
    return [fitted(each, claim.held.shape) for each in reversed(versions)]


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


def meant(claim: Claim, candidates: list[tuple[Loss, np.ndarray]]) -> list[tuple[Loss, np.ndarray]]:
    """Each loss once, that first for which the gradient is most likely meant: the last that was computed before it."""
    before = [each for each in candidates if each[0].order < claim.order] or candidates[:1]
    latest: dict[int, tuple[Loss, np.ndarray]] = {}
    for each in before:
        if each[0].order > (latest[each[0].site.number][0].order if each[0].site.number in latest else -1):
            latest[each[0].site.number] = each
    return sorted(latest.values(), key=lambda each: -each[0].order)


def likeliest(
    claim: Claim, candidates: list[tuple[Loss, np.ndarray]], say: Callable[[Loss, np.ndarray], Verdict | bool]
) -> Verdict | bool:
    """What there is to say of the loss that is meant; of another, where that explains what is wrong and the first does
    not: one is of other examples.
    """
    first: Verdict | bool = False
    for loss, theirs in meant(claim, candidates):
        said = say(loss, theirs)
        if isinstance(said, Verdict) and said.finding.code != "wrong_gradient":
            return said
        if not isinstance(said, Verdict) and first is False:
            return False
        first = first or said
    return first


def fitted(ours: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """In the shape of what it is the gradient of, where only dimensions of one number differ."""
    if ours.shape != shape and [each for each in ours.shape if each != 1] == [each for each in shape if each != 1]:
        return ours.reshape(shape)
    return ours


def shape_text(shape: tuple[int, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def turned(ours: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    return ours if ours.shape == shape else ours.T if ours.T.shape == shape else np.broadcast_to(np.zeros(()), shape)


def told(claim: Claim, loss: Loss, known: Known, theirs: np.ndarray) -> Verdict | bool:
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
