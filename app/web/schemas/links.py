"""What `/links` and oEmbed answer."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.web.schemas.answer import Answer


class PermanentLink(Answer):
    """The addresses of a graph that need no keeping. Each begins where the server's own address ends."""

    code: str = Field(description="A version character, then the graph's spec as JSON, raw deflate, in base64url.")
    permanent: str = Field(description="The permanent link, `/g/` and the code.")
    readable: str = Field(description="The same as a query of the playground.")


class ShortLink(PermanentLink):
    """The same, and the short link that is kept."""

    id: str = Field(description="Twelve letters and digits; the same for the same graph.")
    short: str = Field(description="The short link, `/s/` and the id.")


class OEmbed(Answer):
    """An answer of oEmbed 1.0 (oembed.com)."""

    version: Literal["1.0"] = Field(description="Of oEmbed.")
    type: Literal["rich"] = Field(description="A text to put into a page.")
    title: str = Field(description="The formula on one line.")
    provider_name: str = Field(description="Always `Chainlight`.")
    provider_url: str = Field(description="The playground.")
    html: str = Field(description="The frame, its sandbox included.")
    width: int = Field(description="Of the frame, in pixels.")
    height: int = Field(description="Of the frame, in pixels.")
    thumbnail_url: str = Field(description="A PNG of the finished run; of a listing, its first lines.")
    thumbnail_width: int = Field(description="Of the PNG, no wider than `maxwidth`.")
    thumbnail_height: int = Field(description="Of the PNG, no higher than `maxheight`.")
