from __future__ import annotations

import importlib

import pytest

from tests.cli.commands import call

links = importlib.import_module("app.cli.links")  # the package has a command of the same name


def test_where_the_driver_is_missing_the_command_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "find_spec", lambda name: None)
    found = call("links", "move", "--to", "postgresql://nobody@127.0.0.1:1/none")
    assert (found.exit_code, found.stdout) == (2, "") and "pip install 'chainlight[postgres]'" in found.stderr
