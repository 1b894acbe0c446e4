"""The application in the test's own process, and one in a process of its own that can be weighed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.web.settings import Settings


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """Asks an app that limits no rate and writes no log. An error that nobody handled comes back as status 500."""
    app = create_app(Settings(rate_limit="", log_requests=False))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
