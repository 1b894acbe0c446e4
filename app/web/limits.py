"""What is refused before anything is read: an address that is too long, an address that asks too often.

The numbers of a single request stand in `app/limits.py`; how often one may ask is the server's choice, in `Settings`.
"""

from __future__ import annotations

import re
import time
from ipaddress import ip_address, ip_network

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import LimitExceeded
from app.limits import LIMITS
from app.web.addresses import address_of
from app.web.pictures import FORMS, expect_picture, picture_of_problem
from app.web.problems import problem

PICTURED = re.compile(r"/(?:graph|[gs]/[^/]+)\.\w+\Z")


async def refused(error: LimitExceeded, scope: Scope) -> Response:
    """What says so: a picture, where the path is that of one."""
    suffix = scope["path"].rpartition(".")[2]
    if not (PICTURED.match(scope["path"]) and suffix in FORMS):
        return problem(error, scope)
    request = Request(scope)
    expect_picture(request, suffix)
    return await picture_of_problem(request, error)


class AddressLength:
    """414 where path and query are longer than `LIMITS.url_bytes`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and len(scope["query_string"]) + len(scope["path"]) > LIMITS.url_bytes:
            refusal = LimitExceeded("limit.url", limit=LIMITS.url_bytes // 1024)
            scope["query_string"] = b""  # nothing else shall read it
            await (await refused(refusal, scope))(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class Rate:
    """429 with Retry-After where one address asks more often than `rate` (`6000/minute`) allows.

    With `post` what is counted are the POST requests to that path alone.
    """

    def __init__(self, app: ASGIApp, rate: str, post: str | None = None) -> None:
        self.app = app
        self.rate = parse(rate)
        self.post = post
        self.limiter = FixedWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and self.counts(scope):
            who = household(scope["client"][0]) if scope.get("client") else "-"
            if not self.limiter.hit(self.rate, who):
                reset = self.limiter.get_window_stats(self.rate, who).reset_time
                wait = max(1, round(reset - time.time()))
                refusal = LimitExceeded("limit.rate", limit=str(self.rate), retry_after=wait)
                await (await refused(refusal, scope))(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def counts(self, scope: Scope) -> bool:
        """Whether a request is one of those that `rate` is about."""
        if self.post is not None:
            return bool(scope["method"] == "POST" and scope["path"] == self.post)
        return address_of(scope["path"]).counted


def household(address: str) -> str:
    """The address itself, or for IPv6 its /64 network: one subscriber has all addresses of one."""
    if ":" not in address:
        return address
    try:
        version = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(ip_network(f"{version}/64", strict=False).network_address)
