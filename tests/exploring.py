"""How many random cases are tried: few of them every day, many where CHAINLIGHT_EXPLORE=1 looks for what nobody found."""

from __future__ import annotations

import os

EXPLORES = bool(os.environ.get("CHAINLIGHT_EXPLORE"))


def examples(everyday: int, exploring: int) -> int:
    return exploring if EXPLORES else everyday
