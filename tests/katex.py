"""KaTeX itself, the vendored one, in V8: what it cannot read is no LaTeX of ours."""

from __future__ import annotations

import atexit
import json
import re
from collections.abc import Iterable
from functools import cache

from py_mini_racer import MiniRacer

from app.resources import resource

READ: set[str] = set()
"""what it has read in this process: many tests ask for the same lessons and rows"""

EXPORTS = re.compile(r"export\s*\{([^}]*)\}\s*;?\s*$")


@cache
def loaded() -> MiniRacer:
    """V8 with KaTeX in it, once a process: reading KaTeX costs more than typesetting a hundred formulas."""
    source = resource("static/vendor/katex.js").read_text(encoding="utf-8")
    names = EXPORTS.search(source)
    assert names, "the vendored KaTeX is no longer a module with one list of exports"
    default = next(name.split(" as ")[0].strip() for name in names[1].split(",") if name.endswith("as default"))
    context = MiniRacer()
    atexit.register(loaded.cache_clear)  # at the very end its own end would find nothing that it needs
    atexit.register(context.close)  # an open one keeps the process from ending
    context.eval(EXPORTS.sub(f"; const katex = {default};", source))
    context.eval("""
        const tried = (formulas) => Object.fromEntries(formulas.flatMap((formula) => {
            try {
                katex.__renderToDomTree(formula, {trust: false, strict: "error", displayMode: true});
                return [];
            } catch (error) { return [[formula, String(error)]]; }
        }));
    """)
    return context


def refused(formulas: Iterable[str]) -> dict[str, str]:
    """formula -> KaTeX's complaint, for those that it does not render (unknown commands and warnings included)."""
    new = list(set(formulas) - READ)
    found: dict[str, str] = json.loads(str(loaded().eval(f"JSON.stringify(tried({json.dumps(new)}))")))
    READ.update(set(new) - found.keys())
    return found
