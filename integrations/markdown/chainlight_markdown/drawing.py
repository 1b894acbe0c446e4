"""The text of a fence and its options -> HTML. A mistake is a warning of the build, and told in the page."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from app.errors import UserError, line_and_column, pointed
from app.figures import FOLLOW, OPTIONS, STYLE, Looks, figure_of, markup, read_options
from app.messages import Language

# MkDocs counts the warnings under its own name, and stops at them where it is strict.
LOG = logging.getLogger("mkdocs.plugins.chainlight")

ASSIGNED = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")
OPTION_LINE = re.compile(rf":({'|'.join(OPTIONS)}):[ \t]*(.*)")


def split(body: str) -> tuple[str, dict[str, str], int]:
    """The formula, the options that stand before it as `:values: a=5, b=3`, and how many lines they take."""
    lines = body.split("\n")
    written = {}
    taken = 0
    while taken < len(lines) and (found := OPTION_LINE.fullmatch(lines[taken].strip())):
        written[found[1]] = found[2]
        taken += 1
    while taken < len(lines) and not lines[taken].strip():
        taken += 1
    return "\n".join(lines[taken:]).rstrip(), written, taken


def assigned(header: str) -> dict[str, str]:
    """`values="a=5, b=3" step=4`, as it stands behind the fence's name."""
    return {name: double or single or bare for name, double, single, bare in ASSIGNED.findall(header)}


def drawn(
    body: str,
    written: Mapping[str, str],
    *,
    server: str | None,
    language: Language = "en",
    theme: str = "auto",
    place: str = "",
) -> str:
    """The figure. `place` says where the fence stands, for a warning; `theme` and `language` are the site's."""
    source, inside, taken = split(body)
    try:
        options: dict[str, Any] = {"theme": theme, **read_options({**written, **inside})}
    except ValueError as error:
        return refused(str(error), body, place)
    try:
        figure = figure_of(source, options, language)
    except UserError as error:
        spoken = options.get("lang", language)
        text, line = source, 1
        if error.span and not error.code.startswith(("value.", "request.")):
            text, line = pointed(source, error.span), line_and_column(source, error.span[0])[0]
        told = ("" if spoken == "zh-CN" else " ").join(filter(None, (error.detail(spoken), error.hint(spoken))))
        return refused(told, text, f"{place}line {taken + line} of the fence: ", error.code)
    caption = options.get("caption")
    looks = Looks(options.get("width"), options.get("height"), options.get("align"), caption and escape(caption))
    return markup(figure, looks, server=server)


def refused(told: str, text: str, place: str, code: str = "option") -> str:
    LOG.warning("chainlight: %s%s [%s]", place, told, code)
    return (
        f'<div class="admonition failure chainlight-error"><p class="admonition-title">{escape(told)}</p>'
        f"<pre><code>{escape(text)}</code></pre></div>"
    )


def styled(md: Any, html: str) -> str:
    """With what all figures of a page share before the first of them."""
    # Every conversion has a list of lines of its own.
    if getattr(md, "chainlight_styled", None) is md.lines:
        return html
    md.chainlight_styled = md.lines
    return f"<style>{STYLE}</style><script>\n{FOLLOW}</script>{html}"
