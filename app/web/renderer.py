"""The renderer's version: what a picture looks like can change only where one of these files has changed."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from app.resources import PACKAGE, resource

FILES = ("vendor/dagre.js", "vendor/manifest.json")
"""beside the code: what places the cards, and the record of everything vendored, fonts too"""


@lru_cache(maxsize=1)
def renderer() -> str:
    """Twelve characters. An address with `v=` these may be kept for ever: it means the same picture everywhere."""
    digest = hashlib.sha256()
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.js")]):
        if "static" not in path.relative_to(PACKAGE).parts:
            digest.update(path.read_bytes())
    for name in FILES:
        digest.update((resource("static") / name).read_bytes())
    return digest.hexdigest()[:12]
