"""The node in each kind of output: HTML gets the component with the picture in it, LaTeX the picture and a link."""

from __future__ import annotations

import hashlib
import posixpath
import re
from html import escape
from pathlib import Path
from typing import Any, NoReturn

from docutils import nodes
from sphinx.builders import Builder

from app.figures import Figure, markup
from app.figures.markup import OPEN, themes
from app.views.look import Theme
from app.views.png import png
from app.web.languages import language_named
from chainlight_sphinx.node import computational_graph

PAGES = ("html", "dirhtml", "singlehtml")
"""builders of sites, where one file may open another"""

NOT_TALLER = r"height=0.8\textheight,keepaspectratio"
"""so that a caption has room below a picture that flows downwards"""

DENSITY = 3.0
"""pixels of a printed picture for one of the screen: 288 a inch"""


def picture(builder: Builder, figure: Figure, theme: Theme, suffix: str) -> str:
    """Write the picture beside the other images, once; its name there."""
    svg = figure.svg(theme)
    wide = round(DENSITY * figure.size[0])
    return written(builder, svg.encode() if suffix == "svg" else png(svg, figure.size, wide), suffix)


def written(builder: Builder, content: bytes, suffix: str) -> str:
    """The name of a file beside the other images that holds this."""
    name = f"chainlight-{hashlib.sha256(content).hexdigest()[:16]}.{suffix}"
    path = Path(builder.outdir) / builder.imagedir / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return name


def server(self: Any) -> str | None:
    return self.builder.config.chainlight_server or None


def html(self: Any, node: computational_graph) -> NoReturn:
    builder, figure = self.builder, node.figure
    sources: dict[str, str] = {
        theme: posixpath.join(builder.imgpath, picture(builder, figure, theme, "svg")) for theme in themes(figure)
    }
    player = None
    if server(self) is None and builder.name in PAGES and builder.config.chainlight_player and not figure.predict:
        player = posixpath.join(builder.imgpath, written(builder, figure.page().encode(), "html"))
    found = markup(figure, node.looks, server=server(self), pictures=sources, player=player)
    ids = "".join(f'<span id="{escape(each, quote=True)}"></span>' for each in node["ids"])
    self.body.append(ids + found)
    raise nodes.SkipNode


def latex(self: Any, node: computational_graph) -> NoReturn:
    figure = node.figure
    name = picture(self.builder, figure, "light", "png")
    lines = [rf"\noindent\sphinxincludegraphics[{width_of(node)},{NOT_TALLER}]{{{{{Path(name).stem}}}.png}}"]
    if address := server(self):
        # In the words of the document, whose fonts may have no others.
        words = OPEN[language_named(self.config.language or "") or "en"]
        url = self.encode_uri(figure.link(address))
        lines.append(rf"\par\noindent{{\small\sphinxhref{{{url}}}{{{self.encode(words)}}}}}")
    around = [r"\begin{center}", *lines, r"\end{center}"]
    inside = isinstance(node.parent, nodes.figure)
    self.body.append("\n".join(["", *(lines if inside else around), ""]))
    raise nodes.SkipNode


def width_of(node: computational_graph) -> str:
    r"""The option of \includegraphics: as wide as is wished, else as on the screen, never wider than the line."""
    wished = node.looks.width
    if wished and wished.endswith("%"):
        return rf"width={float(wished[:-1]) / 100:.3f}\linewidth"
    wide = f"{node.figure.size[0] / 96:.3f}in"
    if wished and (absolute := re.fullmatch(r"([\d.]+)(px|pt|pc|in|cm|mm|em|ex)", wished)):
        number, unit = absolute.groups()
        wide = f"{float(number) / 96:.3f}in" if unit == "px" else f"{number}{unit}"
    return rf"width=\ifdim{wide}>\linewidth\linewidth\else{wide}\fi"


def plain(self: Any, node: computational_graph) -> NoReturn:
    for text, wrap in ((node.figure.source, False), (node.figure.told, True)):
        self.new_state(0)
        self.add_text(text)
        self.end_state(wrap=wrap)
    raise nodes.SkipNode


def man(self: Any, node: computational_graph) -> NoReturn:
    self.body.append(f"{self.deunicode(node.figure.source)}\n{self.deunicode(node.figure.told)}\n")
    raise nodes.SkipNode


def texinfo(self: Any, node: computational_graph) -> NoReturn:
    self.body.append(f"\n{self.escape(node.figure.source)}\n{self.escape(node.figure.told)}\n")
    raise nodes.SkipNode
