from __future__ import annotations

from typing import Any

import pytest
import uvicorn

from tests.cli.commands import call


def test_the_server_listens_where_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: asked.update(options, app=app))
    assert call("serve", "--host", "0.0.0.0", "--port", 8123, "--workers", 2).exit_code == 0
    assert (asked["app"], asked["host"], asked["port"], asked["workers"]) == ("app.main:app", "0.0.0.0", 8123, 2)
    assert call("serve", "--port", 70000).exit_code == 2
