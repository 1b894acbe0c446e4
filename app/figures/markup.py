"""A figure -> HTML: the component of `/embed.js`, and inside it the picture for pages without the server."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from app.figures.figure import Figure
from app.messages import text
from app.views.look import Theme

OPEN = text("Open in Chainlight", "在 Chainlight 中打开")

STYLE = """\
.chainlight{margin:1.5em auto;max-width:100%}
.chainlight-figure .chainlight{margin:0 auto}
.chainlight computational-graph,.chainlight .chainlight-still{display:block}
.chainlight img{display:block;max-width:100%;height:auto;margin:0 auto;border-radius:12px}
.chainlight figcaption{margin:.6em auto 0;text-align:center;font-style:normal}
.chainlight.align-left{margin-left:0}.chainlight.align-left img{margin-left:0}
.chainlight.align-right{margin-right:0}.chainlight.align-right img{margin-right:0}
.chainlight .chainlight-dark{display:none}
[data-theme=dark] .chainlight .chainlight-dark,
[data-md-color-scheme=slate] .chainlight .chainlight-dark{display:block}
[data-theme=dark] .chainlight .chainlight-light,
[data-md-color-scheme=slate] .chainlight .chainlight-light{display:none}
@media (prefers-color-scheme:dark){
[data-theme=auto] .chainlight .chainlight-dark{display:block}
[data-theme=auto] .chainlight .chainlight-light{display:none}
}
@media print{
.chainlight .chainlight-light{display:block!important}
.chainlight .chainlight-dark{display:none!important}
}
"""
"""For figures that follow the page: `data-theme` is what Furo and the PyData theme say, the other Material's word."""


@dataclass(frozen=True, slots=True)
class Looks:
    """How a figure stands in its page. Lengths are CSS."""

    width: str | None = None
    height: str | None = None
    align: str | None = None
    caption: str | None = None
    """HTML"""


def themes(figure: Figure) -> tuple[Theme, ...]:
    """The pictures that a page needs: both, where it may change its own theme."""
    return (figure.theme,) if figure.theme else ("light", "dark")


def data_uri(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def markup(
    figure: Figure, looks: Looks, *, server: str | None = None, pictures: Mapping[str, str] | None = None
) -> str:
    """A `<figure>` where there is a caption, else a `<div>`. `server` has the component and the live page; without one
    the picture stands alone.

    `pictures` are the addresses of the pictures by theme; without them they are inside the page.
    """
    sources = pictures or {theme: data_uri(figure.svg(theme)) for theme in themes(figure)}
    width, height = (round(side) for side in figure.size)
    told = escape(figure.told, quote=True)
    still = "".join(
        f'<img class="chainlight-{theme if len(sources) > 1 else "only"}" src="{escape(source, quote=True)}" '
        f'alt="{told}" width="{width}" height="{height}" loading="lazy">'
        for theme, source in sources.items()
    )
    if server:
        link = escape(figure.link(server), quote=True)
        still = f'<a class="chainlight-still" href="{link}" title="{OPEN[figure.language]}">{still}</a>'
        attributes = "".join(f' {name}="{escape(value, quote=True)}"' for name, value in figure.attributes.items())
        tall = f' style="height:{looks.height}"' if looks.height else ""
        script = f'<script type="module" async src="{escape(server.rstrip("/"), quote=True)}/embed.js"></script>'
        still = f"<computational-graph{attributes}{tall}>{still}</computational-graph>{script}"
    else:
        still = f'<div class="chainlight-still">{still}</div>'
    tag = "figure" if looks.caption else "div"
    classes = "chainlight" + (f" align-{looks.align}" if looks.align else "")
    wide = f' style="width:{looks.width}"' if looks.width else ""
    caption = f"<figcaption>{looks.caption}</figcaption>" if looks.caption else ""
    return f'<{tag} class="{classes}"{wide}>{still}{caption}</{tag}>'
