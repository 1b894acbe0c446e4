"""When a refused request is sent again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

AGAIN = (429, 503)
"""too many requests, and a server that is busy: the only answers after which waiting helps"""


@dataclass(frozen=True, slots=True)
class Retries:
    """At most `attempts` requests for one answer, and no wait longer than `longest` seconds."""

    attempts: int
    longest: float

    def wait(self, status: int, retry_after: str | None, attempt: int) -> float | None:
        """Seconds until the next attempt after this one, the first being 1; None where there is none."""
        if status not in AGAIN or attempt >= self.attempts:
            return None
        asked = seconds(retry_after)
        wait = 0.25 * 2.0**attempt if asked is None else asked
        return wait if wait <= self.longest else None


def seconds(retry_after: str | None) -> float | None:
    """What Retry-After says (RFC 9110, 10.2.3), a number of seconds or a date; None where it says nothing."""
    if retry_after is None:
        return None
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        date = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (date - datetime.now(UTC)).total_seconds()) if date.tzinfo else None
