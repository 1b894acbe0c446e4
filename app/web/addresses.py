"""What each address is: what a browser may do with its answers, whether it is read by people, whether it is counted."""

from __future__ import annotations

from typing import NamedTuple

from app.web.policies import DATA, FILES, PAGE, PICTURES, Headers, policy


class Address(NamedTuple):
    start: str
    """what the path begins with"""
    policy: Headers
    """what its answers are sent with"""
    for_readers: bool
    """opened in a browser: where a page was asked for, a mistake is answered with one, else with a document"""
    counted: bool
    """counts towards the rate limit and stands in the log"""


# fmt: off
ADDRESSES = (
    #       start            policy                                       for_readers counted
    Address("/api/",         policy(DATA, open_to_all=True),              False,      True),
    Address("/graph.",       PICTURES,                                    True,       True),
    Address("/openapi.json", policy(DATA, open_to_all=True),              False,      True),
    Address("/embed.js",     policy(DATA, open_to_all=True),              False,      True),
    Address("/oembed",       policy(DATA, open_to_all=True),              False,      True),
    Address("/embed",        policy(PAGE, framed=True),                   False,      True),
    Address("/static/",      FILES,                                       False,      False),
    Address("/help",         policy(f"{PAGE}; frame-src 'self'"),         True,       True),  # shows embeds at work
    Address("/healthz",      policy(DATA),                                False,      False),
    Address("/metrics",      policy(DATA),                                False,      False),
    Address("/",             policy(PAGE),                                True,       True),
)
# fmt: on
"""The first that begins a path counts; the last begins every path."""


def address_of(path: str) -> Address:
    """The row of `ADDRESSES` that a path belongs to."""
    return next((address for address in ADDRESSES if path.startswith(address.start)), ADDRESSES[-1])
