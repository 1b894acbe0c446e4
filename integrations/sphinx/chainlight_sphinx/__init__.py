"""Sphinx: `.. computational-graph:: J = 3(a+bc)` draws the graph. See `docs/surfaces` for how to use it."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from app.figures import STYLE
from chainlight_sphinx.directive import ComputationalGraph
from chainlight_sphinx.node import computational_graph
from chainlight_sphinx.writers import html, latex, man, plain, texinfo

STYLE_SHEET = "chainlight.css"


def write_style(app: Sphinx) -> None:
    if app.builder.format == "html":
        folder = app.outdir / "_static"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / STYLE_SHEET).write_text(STYLE, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_config_value("chainlight_server", None, "env", (str, type(None)))
    app.add_config_value("chainlight_theme", "auto", "env", str)
    app.add_directive("computational-graph", ComputationalGraph)
    app.add_node(
        computational_graph,
        html=(html, None),
        latex=(latex, None),
        text=(plain, None),
        man=(man, None),
        texinfo=(texinfo, None),
    )
    app.add_css_file(STYLE_SHEET)
    app.connect("builder-inited", write_style)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
