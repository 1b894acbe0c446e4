from __future__ import annotations

import pytest

from app.cli import assistant
from tests.cli.commands import call


def test_where_the_package_is_missing_the_command_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant, "find_spec", lambda name: None)
    found = call("mcp")
    assert (found.exit_code, found.stdout) == (2, "") and "pip install 'chainlight[mcp]'" in found.stderr
