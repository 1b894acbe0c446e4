"""What an address says of the look of a picture. What cannot be meant is refused, so that nobody waits for it."""

from __future__ import annotations

import re
from typing import Any, get_args

from app.errors import RequestError
from app.limits import LIMITS
from app.messages import Language
from app.views.look import PARTS, Look, Phase, Theme

PHASES: tuple[Phase, ...] = get_args(Phase)
THEMES: tuple[Theme, ...] = get_args(Theme)
SHOWN = ("values", "gradients", "locals", "gates", "colours")
"""what `show` may say"""
HIDDEN = ("left", "right", "locals")
"""what `hide` may say: of these a picture has the last alone"""
NARROWEST = 16
"""pixels"""
SIDES = re.compile(r"(\d{1,6})x(\d{1,6})")


def read_look(query: dict[str, str], language: Language) -> Look:
    """The look of a picture. Raises request.field_type (422)."""
    theme: Theme | None = chosen(query, "theme", THEMES)
    phase: Phase | None = chosen(query, "phase", PHASES)
    show = several(query, "show", SHOWN)
    parts = PARTS.intersection(show) or PARTS
    parts -= PARTS.intersection(several(query, "hide", HIDDEN))
    predict = chosen(query, "predict", ("gradients", "values"))
    if predict:
        parts -= {"gradients"} if predict == "gradients" else {"gradients", "values"}
    return Look(
        theme=theme,
        language=language,
        step=whole(query, "step", 0, 999_999),
        phase=phase,
        parts=frozenset(parts),
        gates="gates" in show,
        colours="colours" in show,
        given=predict == "values",
        animate=chosen(query, "animate", ("0", "1")) == "1",
        frame=sides(query, "frame", NARROWEST, LIMITS.picture_width),
        width=whole(query, "width", NARROWEST, LIMITS.picture_width),
    )


def chosen(query: dict[str, str], name: str, words: tuple[Any, ...]) -> Any:
    """One of `words`; None where nothing is said."""
    written = query.get(name)
    if written and written not in words:
        raise RequestError("request.field_type", field=name, expected=" | ".join(words))
    return written or None


def several(query: dict[str, str], name: str, words: tuple[str, ...]) -> set[str]:
    """Some of `words`, split by commas."""
    found = set(filter(None, query.get(name, "").split(",")))
    if not found <= set(words):
        raise RequestError("request.field_type", field=name, expected=",".join(words))
    return found


def sides(query: dict[str, str], name: str, least: int, most: int) -> tuple[int, int] | None:
    """A width and a height, `1200x630`; None where nothing is said."""
    written = query.get(name)
    if not written:
        return None
    found = SIDES.fullmatch(written)
    lengths = [int(side) for side in found.groups()] if found else []
    if not (lengths and least <= min(lengths) and max(lengths) <= most):
        raise RequestError("request.field_type", field=name, expected=f"{least}x{least}, …, {most}x{most}")
    return lengths[0], lengths[1]


def whole(query: dict[str, str], name: str, least: int, most: int) -> int | None:
    """A whole number; None where nothing is said."""
    written = query.get(name)
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) < 8 and least <= int(written) <= most):
        raise RequestError("request.field_type", field=name, expected=f"{least}, {least + 1}, …, {most}")
    return int(written)
