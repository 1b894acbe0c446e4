"""How a command ends."""

from __future__ import annotations

from typing import NoReturn

import typer

MISTAKE, USAGE, FILE = 1, 2, 3
"""exit statuses, as `words.EXITS` tells them"""


def complain(text: str) -> None:
    typer.echo(text, err=True)


def fail(text: str, status: int) -> NoReturn:
    complain(text)
    raise typer.Exit(status)
