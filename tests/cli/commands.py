"""The commands as a shell calls them, in this process."""

from __future__ import annotations

from typing import Any

from typer.testing import CliRunner, Result

from app.cli import cli

RUNNER = CliRunner(env={"COLUMNS": "100"})


def call(*arguments: Any, given: str | bytes | None = None) -> Result:
    return RUNNER.invoke(cli, [str(each) for each in arguments], input=given, prog_name="chainlight")
