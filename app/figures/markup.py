"""A figure -> HTML: the component of `/embed.js`, and inside it the picture for pages without the server."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from app.figures.figure import Figure
from app.messages import text
from app.views.look import Theme

PLAY = text("Play", "播放")
OPEN = text("Open in Chainlight", "在 Chainlight 中打开")

STYLE = """\
.chainlight{margin:1.5em auto;max-width:100%}
.chainlight .chainlight-still{width:fit-content;max-width:100%;margin:0 auto}
.chainlight-play{display:block;width:fit-content;margin:4px 0 0 auto;padding:1px 10px;border:1px solid;
border-radius:8px;font:500 13px/1.7 Inter,system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif}
.chainlight-figure .chainlight{margin:0 auto}
.chainlight computational-graph,.chainlight .chainlight-still{display:block}
.chainlight computational-graph{border-radius:12px;overflow:hidden}
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


FOLLOW = """\
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  function follow() {
    const { body, documentElement: root } = document;
    const said = body.dataset.mdColorScheme ?? body.dataset.theme ?? root.dataset.theme ?? "light";
    const theme = said === "slate" || said === "dark" || (said === "auto" && dark.matches) ? "dark" : "light";
    for (const graph of document.querySelectorAll("computational-graph[data-follows]")) {
      if (graph.getAttribute("theme") !== theme) graph.setAttribute("theme", theme);
    }
  }
  const watched = { attributes: true, attributeFilter: ["data-theme", "data-md-color-scheme"] };
  for (const each of [document.documentElement, document.body]) new MutationObserver(follow).observe(each, watched);
  dark.addEventListener("change", follow);
  document.addEventListener("DOMContentLoaded", follow);
  follow();
})();
"""
"""The script that tells the same to live graphs."""


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
    figure: Figure,
    looks: Looks,
    *,
    server: str | None = None,
    pictures: Mapping[str, str] | None = None,
    player: str | None = None,
) -> str:
    """A `<figure>` where there is a caption, else a `<div>`. `server` has the component and the live page; without one
    the picture stands alone, with a link to `player`, the address of a document that plays it.

    `pictures` are the addresses of the pictures by theme; without them they are inside the page.
    """
    sources = pictures or {theme: data_uri(figure.svg(theme)) for theme in themes(figure)}
    width, height = (round(side) for side in figure.size)
    words = escape(figure.told, quote=True)
    still = "".join(
        f'<img class="chainlight-{theme if len(sources) > 1 else "only"}" src="{escape(source, quote=True)}" '
        f'alt="{words}" width="{width}" height="{height}" loading="lazy">'
        for theme, source in sources.items()
    )
    if server:
        link = escape(figure.link(server), quote=True)
        still = f'<a class="chainlight-still" href="{link}" title="{OPEN[figure.language]}">{still}</a>'
        told = dict(figure.attributes) | ({"height": looks.height} if looks.height else {})
        attributes = "".join(f' {name}="{escape(value, quote=True)}"' for name, value in told.items())
        follows = "" if figure.theme else " data-follows"
        script = f'<script type="module" async src="{escape(server.rstrip("/"), quote=True)}/embed.js"></script>'
        still = f"<computational-graph{attributes}{follows}>{still}</computational-graph>{script}"
    elif player:
        play = f'<span class="chainlight-play" lang="{figure.language}">{PLAY[figure.language]}</span>'
        still = f'<a class="chainlight-still" href="{escape(player, quote=True)}" target="_blank">{still}{play}</a>'
    else:
        still = f'<div class="chainlight-still">{still}</div>'
    tag = "figure" if looks.caption else "div"
    classes = "chainlight" + (f" align-{looks.align}" if looks.align else "")
    # Sites make figures as narrow as what is in them; a frame is as wide as it may be.
    width_wished = looks.width or ("100%" if looks.caption else None)
    wide = f' style="width:{width_wished}"' if width_wished else ""
    caption = f"<figcaption>{looks.caption}</figcaption>" if looks.caption else ""
    return f'<{tag} class="{classes}"{wide}>{still}{caption}</{tag}>'
