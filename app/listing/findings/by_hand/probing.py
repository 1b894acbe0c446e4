"""Hears a listing that runs once more to the end of its first round, and notes what it says of gradients."""

from __future__ import annotations

import ast
import time
from typing import Any

import numpy as np
import torch
from torch import nn

from app.listing.findings.by_hand.kinds import copied, is_array, is_number, is_numeric, is_single, plain
from app.listing.findings.by_hand.naming import ATTRIBUTES, holds_gradients, stems, strong
from app.listing.findings.by_hand.notes import Bound, Changes, Claim, Loss, Notes, Place
from app.listing.findings.by_hand.shadows import Shadows, TooMuch
from app.listing.findings.by_hand.sites import Site
from app.listing.trees import everything

MOST_LOSSES = 24
FRUITLESS = 3
"""times that a loss is computed without a gradient by hand, after which none is expected"""
MOST_CLAIMS = 24


class Reached(BaseException):
    """The end of what is looked at. No `except` of a listing catches it."""


class Fruitless(BaseException):
    """Losses come and no gradients by hand, or such as have been judged: the statement of the module that runs is not
    worth its end.
    """


class Probe:
    """Hears of every look. `changes` are values that take the place of others."""

    def __init__(self, deadline: float, sites: list[Site]) -> None:
        self.deadline, self.sites = deadline, sites
        self.loops: set[int] = set()
        """the statements of the module that may compute losses again and again"""
        self.since = 0
        """the statement from which on losses and gradients count: those before it have been judged"""
        self.at = 0
        """the statement that runs"""
        self.over = False
        """whether the round is over, and it is only waited for what the next begins with"""
        self.late = False
        """whether losses come behind updates: these are not made, so that the loss is of what the gradient is of"""
        self.begin({}, None, None)

    def enter(self, place: int) -> None:
        if self.over and place != self.at:
            raise Reached
        self.at = place
        self.muted = place < self.since

    def begin(self, changes: Changes, shadows: Shadows | None, like: Notes | None) -> None:
        """Notes are taken of all, or of the losses alone that `like` has, and it is over behind the last."""
        self.changes, self.shadows, self.like = changes, shadows, like
        self.muted = self.over = False
        self.notes = Notes(calls=[] if shadows is None else shadows.calls)

    def seen(self, site: Site, value: Any, owner: Any = None, key: Any = None) -> Any:
        notes = self.notes
        count = notes.counts.get(site.number, 0) + 1
        notes.counts[site.number] = count
        notes.order += 1
        if notes.order % 256 == 0 and time.monotonic() > self.deadline:
            raise TooMuch
        place = (site.number, count)
        if self.changes and place in self.changes:
            value = self.changes[place](value)
        if site.loss and is_number(value):
            if not self.muted:
                self.lost(site, value)
            elif self.at in self.loops:
                raise Fruitless  # before anything is updated: what follows shall not depend on it
        if self.like is not None or self.over:
            return value
        if isinstance(value, dict) and site.gradient and not self.muted:
            for each, held in value.items():
                if isinstance(each, str) and is_numeric(held) and not site.numeric:
                    self.claimed(site, (site.number, -count), held, None, each, "item")
            return value
        array = is_array(value)
        if not array and not isinstance(value, float | np.floating):
            return value
        if array:
            notes.alive.append(value)
            notes.origins.setdefault(id(value), place)
            notes.born.setdefault(id(value), notes.order)
        bound = Bound(value, place, site.text, site.within)
        match site.form:
            case "name" if self.muted and (site.within or site.kind == "argument"):
                pass  # a function's own names are gone when it ends
            case "name":
                before = notes.names.get(site.name)
                if before is not None and site.kind == "argument" and before.value is value:
                    bound = before  # passed on under its own name
                elif before is not None:
                    bound.many = before.many or (before.within != site.within and before.value is not value)
                notes.names[site.name] = bound
            case "attribute":
                notes.alive.append(owner)
                notes.attributes[id(owner), site.name] = bound
            case "item" if isinstance(key, str):
                notes.items[key] = bound
        if site.gradient and site.kind == "value":
            if array:
                notes.assigned[id(value)] = (site, place)
            if not site.numeric and not self.muted:
                self.claimed(site, place, value, owner, key if isinstance(key, str) else site.name, site.form)
        return value

    def lost(self, site: Site, value: Any) -> None:
        notes = self.notes
        notes.computed += 1
        behind = self.late and bool(notes.steps) and not notes.losses
        moved = notes.steps or any(each.changed(notes.names) for each in notes.claims.values())
        if notes.claims and moved and not behind:
            if self.like is not None or any(each.site is site for each in notes.losses):
                raise Reached
            self.over = True
        if self.over:
            return
        if isinstance(site.statement, ast.AugAssign):
            # A sum that grows: what it holds at last is the loss.
            notes.losses[:] = [each for each in notes.losses if each.site is not site]
        elif self.like is not None:
            if notes.computed in self.like.fruitless:
                raise Fruitless
        elif notes.claims:
            notes.later += 1
            if notes.later > MOST_LOSSES:
                raise Reached
        elif sum(each.site is site for each in notes.losses) >= FRUITLESS:
            notes.fruitless.add(notes.computed)
            raise Fruitless
        if len(notes.losses) >= MOST_LOSSES:
            del notes.losses[0]
        notes.then = dict(notes.names)
        shadow, shadows = None, {}
        if self.shadows is not None:
            if isinstance(value, torch.Tensor):
                shadow = self.shadows.known(value)
            else:
                shadow = self.shadows.items.get(float(value))
            shadows = {} if shadow is None else dict(self.shadows.of)
        number = float(np.asarray(plain(value)).reshape(-1)[0])
        coarse = is_single(value) or (float(np.float32(number)) == number and number != round(number))
        notes.losses.append(Loss(site, number, shadow, shadows, notes.order, coarse))
        notes.enough = notes.computed
        if behind or (self.like is not None and notes.computed == self.like.enough):
            raise Reached

    def claimed(self, site: Site, place: Place, value: Any, owner: Any, name: str, form: str) -> None:
        """Find what a value that calls itself a gradient is one of."""
        notes = self.notes
        of: Bound | None = None
        if form == "attribute" and isinstance(owner, torch.Tensor):
            if name not in ATTRIBUTES:
                return
            known = next((found.text for found in notes.names.values() if found.value is owner), None)
            written = site.text.rpartition(".")[0]
            of = Bound(owner, notes.origins.get(id(owner), (-1, 0)), known or written)
        else:
            entry = form == "item" and holds_gradients(site.text.split("[")[0].rpartition(".")[2])
            for stem in [site.of] if site.of else stems(name) or ([name] if entry else []):
                of = self.found(stem, owner, form, site.within)
                if of is not None:
                    break
        if of is None or not is_numeric(of.value) or of.value is value:
            return
        weak = form == "name" and not strong(name)
        if weak and isinstance(value, torch.Tensor) and value.requires_grad:
            return
        self.note(site, place, of, value)

    def found(self, stem: str, owner: Any, form: str, within: str) -> Bound | None:
        notes = self.notes
        if form == "attribute" and owner is not None:
            bound = notes.attributes.get((id(owner), stem))
            held = vars(owner).get(stem) if hasattr(owner, "__dict__") else None
            if isinstance(owner, nn.Module):
                held = owner._parameters.get(stem, held)
            if held is not None and is_numeric(held):
                return bound if bound is not None and bound.value is held else Bound(
                    held, notes.origins.get(id(held), (-1, 0)), f"self.{stem}")  # fmt: skip
            return None
        if form == "item" and stem in notes.items:
            return notes.items[stem]
        bound = notes.names.get(stem)
        if bound is not None and bound.within != within and (bound.many or ("." in within and bound.within)):
            return None  # a name of another function: of several, or of a method's, nobody knows which is meant
        return bound or notes.items.get(stem)

    def note(self, site: Site, place: Place, of: Bound, value: Any) -> None:
        notes = self.notes
        key = id(of.value) if is_array(of.value) else of.text
        if len(notes.claims) >= MOST_CLAIMS and key not in notes.claims:
            return
        origin = notes.origins.get(id(of.value)) if is_array(of.value) else of.place
        before = notes.claims.get(key)
        again = before is not None and before.live is value and is_array(value) and before.site is not site
        if again and not changes_a_part(site.statement):
            return  # the same under another name, or on its way out of a function
        if any(
            each.site is site and each.name == of.text and self.moved(each, of.value) for each in notes.claims.values()
        ):
            notes.unrelated = True
            raise Reached
        order = notes.order if before is None else before.order
        held = copied(of.value) if before is None else before.held
        notes.claims[key] = Claim(site, place, of.text, of.value, origin, copied(value), value, None, order, held)

    def moved(self, before: Claim, value: Any) -> bool:
        """Whether an array has been updated since a gradient of it was found: no loss came in between."""
        if not is_array(value):
            return False
        if value is before.of:
            return not np.array_equal(plain(value), before.held)
        return self.notes.born.get(id(value), 0) > before.order

    def updated(self, site: Site, parameter: Any, amount: Any, rate: Any, gradient: Any) -> None:
        """Just before an update by `amount`, which is `rate` times a gradient."""
        notes = self.notes
        if self.muted and self.at in self.loops:
            raise Fruitless
        if self.muted or self.like is not None:
            return
        if not is_numeric(parameter) or not is_numeric(amount) or not is_number(rate):
            return
        assert site.step
        notes.order += 1
        key = id(parameter) if is_array(parameter) else site.text
        again = f"{site.number}:{key if is_array(parameter) else site.text}"
        made = notes.origins.get(id(parameter)) if is_array(parameter) else None
        if again in notes.steps or (made is not None and self.sites[made[0]].statement is site.statement):
            notes.unrelated = True
            raise Reached
        if self.over:
            return
        notes.steps.add(again)
        scale = float(np.asarray(plain(rate)).reshape(-1)[0])
        if not scale:
            return
        effective = plain(amount) * (site.step.sign / scale)
        known = notes.claims.get(key)
        if known is not None:
            known.effective = copied(effective)
            return
        where = notes.assigned.get(id(gradient)) if gradient is not None and is_array(gradient) else None
        if where is None and site.step.gradient is not None:
            name = getattr(site.step.gradient, "id", getattr(site.step.gradient, "attr", ""))
            bound = notes.names.get(name)
            if bound is not None:
                where = (self.sites[bound.place[0]], bound.place)
        if gradient is not None and (where is None or where[0].numeric or where[0].limited):
            return
        said, place = where or (site, (-1, 0))
        origin = notes.origins.get(id(parameter)) if is_array(parameter) else None
        if origin is None and not is_array(parameter) and site.text in notes.names:
            origin = notes.names[site.text].place
        value = copied(plain(gradient) * site.step.sign if gradient is not None else effective)
        known_as = (*notes.names.values(), *notes.items.values(), *notes.attributes.values())
        text = next((each.text for each in known_as if each.value is parameter and is_array(parameter)), site.text)
        if "[" in text and said.form == "item" and said.name:
            text = said.name
        notes.claims[key] = Claim(
            said,
            place,
            text,
            parameter,
            origin,
            value,
            value,
            copied(effective),
            notes.order,
            copied(parameter),
        )


def changes_a_part(statement: ast.stmt) -> bool:
    """Whether an assignment is to what was there before."""
    match statement:
        case ast.AugAssign():
            return True
        case ast.Assign(targets=[place]):
            return any(isinstance(each, ast.Subscript) for each in everything(place))
    return False
