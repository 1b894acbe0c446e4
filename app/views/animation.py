"""A payload -> an SVG that plays the whole run by itself: forward, then backward, one change a beat, then a rest.

Style sheets do it, not scripts, so that it plays inside `<img>` too. Every mark stands where the finished run has it;
what is seen for a time only is transparent until the style says otherwise. So a viewer that knows no animation, and a
reader who wants none (`prefers-reduced-motion`), see the finished run.
"""

from __future__ import annotations

from typing import Any

from app.views.cards import Shown, Time, timed
from app.views.look import Look
from app.views.marks import element, length
from app.views.moment import moment
from app.views.svg import Picture, description_of, document, title_of
from app.views.wires import curve

LEAD, REST = 1.5, 4.0
"""beats before the first step and behind the last"""
BEAT, SHORTEST, WHOLE = 1.0, 0.3, 60.0
"""seconds a beat; a run of many steps takes shorter ones, so that all of it takes about a minute"""
TRAVEL = 0.6
"""of a beat, until what travels has arrived"""
FADE = 0.12
"""of a beat"""
DOT = 5.5


def animated(payload: dict[str, Any], look: Look) -> str:
    """The run of a payload (the answer of `POST /api/v1/graph`) as an SVG document that plays for ever."""
    finished = moment(payload, None)
    clock = Clock(len(payload["steps"]))
    picture = Film(payload, look, clock)
    marks = [
        *picture.grounds(),
        *(picture.frame(group) for group in payload["groups"]),
        *(picture.wire(edge) for edge in payload["edges"]),
        *(part for k in range(clock.steps) for part in step_below(payload, k, look, clock)),
        *(picture.card(node) for node in payload["nodes"]),
        *(picture.label(edge) for edge in payload["edges"]),
        *(part for k in range(clock.steps) for part in step_above(payload, k, look, clock)),
    ]
    title, told = title_of(payload, look.language), description_of(payload, finished, look)
    return document([clock.style(), *marks], payload["size"], look, title, told)


class Clock:
    """Times of the loop, in beats, and the rules of the style sheet that stand for them."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.beats = LEAD + steps + REST
        self.seconds = self.beats * min(BEAT, max(SHORTEST, WHOLE / self.beats))
        self.rules: dict[str, str] = {}

    def begins(self, step: int) -> float:
        return LEAD + step

    def arrives(self, step: int) -> float:
        return LEAD + step + TRAVEL

    def during(self, start: float, end: float | None) -> Time:
        """What is seen from `start` to `end`, or to the end of the loop."""
        name = f"t{length(start)}-{length(end)}" if end is not None else f"t{length(start)}"
        name = name.replace(".", "_")
        a, b = self.share(start), self.share(start + FADE)
        frames = f"0%,{a}{{opacity:0}}{b}"
        if end is None:
            frames += ",100%{opacity:1}"
        else:
            frames += f",{self.share(end - FADE)}{{opacity:1}}{self.share(end)},100%{{opacity:0}}"
        self.rules[name] = f"@keyframes {name}{{{frames}}}.{name}{{animation-name:{name}}}"
        return Time(f"t {name}", passes=end is not None)

    def travels(self, step: int) -> Time:
        """What goes along its path in a step."""
        name = f"d{step}"
        start, end = self.begins(step), self.arrives(step)
        frames = (
            f"0%,{self.share(start)}{{offset-distance:0%;opacity:0}}{self.share(start + 0.02)}{{opacity:1}}"
            f"{self.share(end)}{{offset-distance:100%;opacity:1;animation-timing-function:linear}}"
            f"{self.share(end + FADE)},100%{{offset-distance:100%;opacity:0}}"
        )
        self.rules[name] = f"@keyframes {name}{{{frames}}}.{name}{{animation-name:{name}}}"
        return Time(f"t {name}", passes=True)

    def share(self, beats: float) -> str:
        return f"{length(100 * beats / self.beats)}%"

    def style(self) -> str:
        """The sheet, with all times that were asked for: so it is written last."""
        every = f".t{{animation-duration:{length(self.seconds)}s;animation-iteration-count:infinite}}"
        calm = "@media (prefers-reduced-motion:reduce){.t{animation-name:none!important}}"
        return element("style", every + "".join(self.rules.values()) + calm)


class Film(Picture):
    """The cards of the finished run, each number with the time in which it stands there."""

    def __init__(self, payload: dict[str, Any], look: Look, clock: Clock) -> None:
        super().__init__(payload, moment(payload, None), look)
        self.clock = clock
        self.told: dict[str, list[tuple[int, Any]]] = {}
        self.received: dict[str, list[tuple[int, Any]]] = {}
        for k, step in enumerate(payload["steps"]):
            table = self.told if step["phase"] == "forward" else self.received
            table.setdefault(step["node"], []).append((k, step["value"]))

    def values_of(self, node: dict[str, Any]) -> list[Shown]:
        if not super().values_of(node) or node["id"] not in self.told:
            return super().values_of(node)
        return self.in_turn(self.told[node["id"]])

    def gradients_of(self, node: dict[str, Any]) -> list[Shown]:
        if not super().gradients_of(node):
            return []
        return self.in_turn(self.received.get(node["id"], []))

    def in_turn(self, steps: list[tuple[int, Any]]) -> list[Shown]:
        """Each number from its arrival to that of the next one."""
        ends = [self.clock.arrives(k) + FADE for k, _ in steps[1:]]
        return [
            (value, self.clock.during(self.clock.arrives(k), end))
            for (k, value), end in zip(steps, [*ends, None], strict=True)
        ]


def step_below(payload: dict[str, Any], k: int, look: Look, clock: Clock) -> list[str]:
    """What a step lays under the cards: its edges, and the light around its card."""
    picture = Picture(payload, moment(payload, k + 1), look)
    present = [edge for edge in payload["edges"] if picture.is_present(edge)]
    wires = [picture.wire(edge) for edge in present]
    halos = [picture.halo(node) for node in payload["nodes"] if node["id"] == picture.now.node]
    return [timed(clock.during(clock.begins(k), clock.begins(k + 1)), *wires, *halos)]


def step_above(payload: dict[str, Any], k: int, look: Look, clock: Clock) -> list[str]:
    """What a step lays over the cards: the ring, the dots that travel, the products."""
    picture = Picture(payload, moment(payload, k + 1), look)
    present = [edge for edge in payload["edges"] if picture.is_present(edge)]
    rings = [picture.ring(node) for node in payload["nodes"] if node["id"] == picture.now.node]
    labels = [picture.label(edge) for edge in present if picture.travelling(edge)]
    dots = [
        element(
            "circle", r=DOT, fill=picture.bright, stroke=picture.colours.paper, stroke_width=2.0, opacity="0",
            class_=clock.travels(k).classes, style=f"offset-path:path('{curve(picture.way(edge))}')",
        )
        for edge in present
    ]  # fmt: skip
    return [timed(clock.during(clock.begins(k), clock.begins(k + 1)), *rings, *labels), *dots]
