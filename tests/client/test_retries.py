from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from app.client.retries import Retries, seconds

RETRIES = Retries(attempts=3, longest=10)


@pytest.mark.parametrize(
    ("status", "header", "attempt", "wait"),
    [
        (503, "2", 1, 2.0),
        (429, "10", 2, 10.0),
        (429, "11", 1, None),  # longer than anybody wants to wait
        (503, "2", 3, None),  # the last attempt
        (503, None, 1, 0.5),
        (503, "soon", 2, 1.0),
        (200, "2", 1, None),
        (422, "2", 1, None),
        (500, None, 1, None),
    ],
)
def test_only_a_busy_server_is_asked_again_and_not_for_ever(
    status: int, header: str | None, attempt: int, wait: float | None
) -> None:
    assert RETRIES.wait(status, header, attempt) == wait


def test_a_date_says_how_long_to_wait() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert 50 < (seconds(soon) or 0) <= 60
    assert seconds("Wed, 21 Oct 2015 07:28:00 GMT") == 0
