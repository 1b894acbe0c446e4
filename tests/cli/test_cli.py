from __future__ import annotations

import subprocess
import sys

from app.cli import cli
from tests.cli.commands import call
from tests.live import ROOT


def test_every_command_and_every_option_has_a_help_text() -> None:
    help_text = call("--help").stdout
    for command in cli.registered_commands:
        name = command.name or str(getattr(command.callback, "__name__", ""))
        assert name in help_text
        lines = call(name, "--help").stdout.split("Options:")[1].splitlines()
        options = [line for line in lines if line.strip().startswith("-")]
        assert options and all(
            len(line.split("  ")) > 2 or following.startswith(" " * 10)
            for line, following in zip(options, lines[1:], strict=False)
        ), name


def test_the_version_is_told_and_no_command_at_all_tells_the_help() -> None:
    assert call("--version").stdout == "0.1.0\n"
    assert "Commands:" in call().output


def test_the_help_speaks_the_language_of_the_terminal() -> None:
    command = [sys.executable, "-m", "app.cli", "gradients", "--help"]
    found = subprocess.run(
        command, cwd=ROOT, env={"LANG": "zh_CN.UTF-8", "PYTHONPATH": ""}, capture_output=True, check=True
    )
    assert "求公式的值与梯度" in found.stdout.decode()
