"""Text, bytes and numbers."""

from __future__ import annotations

from typing import Any

from app.listing.formatting import formatted_text
from app.listing.machine import running
from app.listing.rows import table


def formatted(template: str, *given: Any, **named: Any) -> str:
    return formatted_text(running(), template, given, named)


def formatted_by(template: str, mapping: Any) -> str:
    return formatted_text(running(), template, (), mapping)


table(
    str,
    """
    capitalize casefold center count encode endswith expandtabs find index isalnum isalpha isascii isdecimal isdigit
    isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition
    removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip
    swapcase title translate upper zfill
    """,
    own={"format": formatted, "format_map": formatted_by},
)
_BYTES = "count decode endswith find hex index join lower replace split startswith strip upper"
table(bytes, _BYTES)
table(bytearray, _BYTES + " append clear copy extend insert pop remove reverse")
table(int, "bit_length bit_count conjugate to_bytes as_integer_ratio", "real imag numerator denominator")
table(float, "is_integer as_integer_ratio hex conjugate", "real imag")
table(complex, "conjugate", "real imag")
table(BaseException, "with_traceback add_note", "args __cause__ __context__")
table(StopIteration, "", "value")
table(NameError, "", "name")
table(AttributeError, "", "name")
table(SystemExit, "", "code")
table(slice, "indices", "start stop step")
