"""What was asked -> where it can be seen: links that a reader opens, and the picture as a resource of this server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from mcp_types import CallToolResult, ResourceLink, TextContent
from pydantic import BaseModel, Field

from app.links import encode
from app.web.link_spec import canonical, query_from

LONGEST = 15_000
"""characters of an address that servers and browsers take"""
PICTURE = "chainlight://graph/{code}.svg"


class Links(BaseModel):
    """Addresses of the same graph. Without a server (`CHAINLIGHT_ADDRESS`) they begin at its root, `/`."""

    readable: str | None = Field(description="The playground, everything in words; null where that is too long.")
    permanent: str | None = Field(description="The playground, packed; null where that is too long, too.")
    picture: str | None = Field(description="As SVG; null without a server, or where there is no picture.")
    embed: str | None = Field(description="For a frame (iframe) in somebody's page; null without a server.")


class Seen(NamedTuple):
    """Links, and the code that they pack: of the graph, and of what its picture shows."""

    links: Links
    code: str | None


def seen(home: str, body: Mapping[str, Any], pictured: Mapping[str, Any] | None) -> Seen:
    """Where `body`, the question of a link, is shown by the server at `home` (empty: nobody has said where one is).

    `pictured` is the formula that pictures are of: `body` itself, or what says the same as a listing's graph; None
    where there is none.
    """
    code, readable = packed(body)
    shown = code if pictured is body else packed(pictured)[0] if pictured else None
    asked = f"?{readable}" if len(readable) < LONGEST else f"/g/{code}" if len(code) < LONGEST else None
    return Seen(
        Links(
            readable=f"{home}/?{readable}" if len(readable) < LONGEST else None,
            permanent=f"{home}/g/{code}" if len(code) < LONGEST else None,
            picture=f"{home}/g/{shown}.svg" if home and shown and len(shown) < LONGEST else None,
            embed=f"{home}/embed{asked}" if home and asked else None,
        ),
        shown,
    )


def packed(body: Mapping[str, Any]) -> tuple[str, str]:
    """The code and the query of a question."""
    text = canonical({name: value for name, value in body.items() if value not in (None, {})}, {})
    return encode(text), query_from(text)


def answered(model: BaseModel, code: str | None) -> CallToolResult:
    """An answer as JSON, structured, and with the picture that a client may read."""
    content: list[Any] = [TextContent(type="text", text=model.model_dump_json(indent=1))]
    if code is not None:
        content.append(picture_link(code))
    return CallToolResult(content=content, structured_content=model.model_dump(mode="json"))


def picture_link(code: str) -> ResourceLink:
    return ResourceLink(
        type="resource_link",
        name="graph.svg",
        title="The computational graph",
        uri=PICTURE.replace("{code}", code),
        mime_type="image/svg+xml",
    )
