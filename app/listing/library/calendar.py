"""`datetime`: the clock stands still, as in `time`."""

from __future__ import annotations

import datetime
from typing import Any

from app.listing.attributes import CLASS_METHODS
from app.listing.library import Library, named
from app.listing.library.python import NOON
from app.listing.rows import admit, table


def now(zone: Any = None) -> datetime.datetime:
    """`datetime.now()`."""
    return datetime.datetime.fromtimestamp(NOON, zone or datetime.UTC).replace(tzinfo=zone)


def today() -> datetime.date:
    return now().date()


def at(seconds: float, zone: Any = None) -> datetime.datetime:
    """`datetime.fromtimestamp(seconds)`, on the clock of Greenwich."""
    return datetime.datetime.fromtimestamp(seconds, zone or datetime.UTC).replace(tzinfo=zone)


def read(text: str, shape: str) -> datetime.datetime:
    """`datetime.strptime("2024-03-01", "%Y-%m-%d")`."""
    return datetime.datetime.strptime(text, shape)


CLASS_METHODS |= {
    (datetime.datetime, "fromtimestamp"): at,
    (datetime.datetime, "strptime"): read,
    (datetime.datetime, "now"): now,
    (datetime.datetime, "today"): now,
    (datetime.datetime, "utcnow"): now,
    (datetime.date, "today"): today,
}
LIBRARIES = {"datetime": Library("datetime", datetime, named(datetime, "date datetime timedelta timezone"))}

_DATE = "ctime isoformat isoweekday replace strftime weekday"
table(datetime.date, _DATE, "day month year")
table(datetime.datetime, "date time timestamp", "hour microsecond minute second")
table(datetime.timedelta, "total_seconds", "days microseconds seconds")
admit(at, now, read, today, datetime.date, datetime.datetime, datetime.timedelta, datetime.timezone)
