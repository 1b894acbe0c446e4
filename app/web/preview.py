"""What other programs read in the head of a page with a graph: its address, its picture (Open Graph), its oEmbed."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.types import Scope

SIDES = (1200, 630)
"""The size that messengers and social networks show at its best."""
PICTURE = f"frame={SIDES[0]}x{SIDES[1]}"


def preview(scope: Scope, query: str, *, drawn: bool) -> dict[str, str]:
    """{"url", "image", "oembed"}, all absolute, for the page at `scope` whose graph is that of `query`.

    `drawn`: whether there is a picture; a mistake has none. What a link holds is not said again.
    """
    home, path = str(Request(scope).base_url).rstrip("/"), quote(scope["path"])
    own = scope.get("own_query", scope["query_string"]).decode("latin-1")
    url = home + path + (f"?{own}" if own else "")
    at, asked = (path.removeprefix("/embed"), own) if "own_query" in scope else ("/graph", query)
    image = f"{home}{at}.png?" + "&".join(part for part in (asked, PICTURE) if part)
    return {"url": url, "image": image if drawn else "", "oembed": f"{home}/oembed?url={quote(url, safe='')}"}
