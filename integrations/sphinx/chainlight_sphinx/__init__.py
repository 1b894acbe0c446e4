"""Sphinx: `.. computational-graph:: J = 3(a+bc)` draws the graph. `/help/sphinx` of the app tells how to use it."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from app.figures import FOLLOW, STYLE
from chainlight_sphinx.directive import ComputationalGraph
from chainlight_sphinx.node import computational_graph
from chainlight_sphinx.writers import html, latex, man, plain, texinfo

FILES = {"chainlight.css": STYLE, "chainlight.js": FOLLOW}
"""what all figures of a site share"""


def write_files(app: Sphinx) -> None:
    if app.builder.format == "html":
        folder = app.outdir / "_static"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in FILES.items():
            (folder / name).write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_config_value("chainlight_server", None, "env", (str, type(None)))
    app.add_config_value("chainlight_player", True, "html", bool)
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
    app.add_css_file("chainlight.css")
    # Not a module: those are refused to pages that are opened from a disk.
    app.add_js_file("chainlight.js", loading_method="defer")
    app.connect("builder-inited", write_files)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
