r"""A payload -> a LaTeX document of its own with the graph in TikZ: the page's places and curves, formulas set by TeX.

pdfLaTeX and XeLaTeX compile it; XeLaTeX alone where a name has letters of Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from app.notation.names import name_latex
from app.views.dye import dyer
from app.views.look import Look
from app.views.marks import THEMES, length
from app.views.moment import Moment, moment_of
from app.views.shown import GRADIENT, TANGENT, VALUE, number_latex

NAMED = ("paper", "card", "ink", "soft", "line", "edge", "forward", "backward", "tangent")
"""tokens that the drawing uses, by their names"""
UNIT = "0.75pt"
"""a pixel of the layout"""

PREAMBLE = r"""\documentclass[tikz,border=6pt]{standalone}
\usepackage{amsmath}
\usepackage{amssymb}
"""
CHINESE = r"""\usepackage[fontset=fandol]{ctex} % compile with XeLaTeX
"""
STYLES = rf"""\begin{{tikzpicture}}[
  x={UNIT}, y=-{UNIT},
  card/.style={{draw=edge, fill=card, text=ink, rounded corners=6pt, align=center, inner sep=1pt, font=\footnotesize}},
  input/.style={{card, draw=forward}},
  frame/.style={{draw=line, dashed, rounded corners=8pt}},
  flow/.style={{draw=edge, line width=0.9pt, ->, >=latex}},
  present/.style={{line width=1.8pt, draw=#1}},
  slope/.style={{text=soft, fill=paper, inner sep=1.5pt, font=\footnotesize}},
]
"""
OUTSIDE_LATIN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def tikz(payload: dict[str, Any], look: Look = Look()) -> str:  # noqa: B008 (it is frozen)
    """The picture of a payload (the answer of `POST /api/v1/graph`) as a standalone document."""
    now = moment_of(payload, look)
    beside = "tangent" if payload.get("mode") == "forward" else "backward"
    names = {node["id"]: f"n{place}" for place, node in enumerate(payload["nodes"])}
    traces = {f"trace{k}": hue for k, hue in enumerate(THEMES[look.ground].traces, start=1)} if look.colours else {}
    dyed = dyer(payload, tuple(traces)) if look.colours else str
    body = [
        *(frame(group) for group in payload["groups"] if "width" in group),
        *(flow(edge, now) for edge in payload["edges"]),
        *(card(node, names[node["id"]], now, look, beside, dyed) for node in payload["nodes"]),
        *(slope(edge, look, dyed) for edge in payload["edges"] if edge["local"] and "locals" in look.parts),
    ]
    drawing = STYLES + "".join(f"  {line}\n" for line in body) + "\\end{tikzpicture}\n"
    tokens = asdict(THEMES[look.ground]) | traces | ({} if look.ground == "dark" else {"paper": "#ffffff"})
    colours = "".join(
        f"\\definecolor{{{name}}}{{HTML}}{{{tokens[name].removeprefix('#').upper()}}}\n" for name in (*NAMED, *traces)
    )
    chinese = CHINESE if OUTSIDE_LATIN.search(drawing) else ""
    # White paper stays as it is: most documents have it.
    page = "" if look.ground != "dark" else "\\pagecolor{paper}\n"
    return f"{PREAMBLE}{chinese}{colours}\\begin{{document}}\n{page}{drawing}\\end{{document}}\n"


def card(node: dict[str, Any], name: str, now: Moment, look: Look, beside: str, dyed: Callable[[str], str]) -> str:
    lines = [rf"{{\normalsize ${dyed(node['latex'])}$}}"]
    value, gradient = now.values.get(node["id"]), now.gradients.get(node["id"])
    if value is not None and look.tells_value(node["kind"]):
        lines.append(rf"\textcolor{{forward}}{{{VALUE[look.language]} ${number_latex(value)}$}}")
    if gradient is not None and "gradients" in look.parts:
        word = TANGENT if beside == "tangent" else GRADIENT
        lines.append(f"\\textcolor{{{beside}}}{{{word[look.language]} ${number_latex(gradient)}$}}")
    size = f"minimum width={points(node['width'])}, minimum height={points(node['height'])}"
    kind = "input" if node["kind"] == "input" else "card"
    if node["id"] == now.node:
        kind += f", present={now.phase}"
    text = r" \\ ".join(lines)
    return rf"\node[{kind}, {size}] ({name}) at {place(node['x'], node['y'])} {{{text}}};"


def flow(edge: dict[str, Any], now: Moment) -> str:
    """The curve of an edge: a first point, then two controls and an end for each piece."""
    present = edge["id"] in now.edges
    way = edge["points"][::-1] if present and now.phase == "backward" else edge["points"]
    first, *rest = [place(x, y) for x, y in way]
    pieces = [f".. controls {rest[k]} and {rest[k + 1]} .. {rest[k + 2]}" for k in range(0, len(rest), 3)]
    look = f", present={now.phase}" if present else ""
    return rf"\draw[flow{look}] {first} {' '.join(pieces)};"


def slope(edge: dict[str, Any], look: Look, dyed: Callable[[str], str]) -> str:
    """The local derivative, with its number where it has one that may be told."""
    written, value = edge["local"]["latex"], edge["local"]["value"]
    number = number_latex(value) if value is not None and look.tells_value("operation") else None
    formula = written if number in (None, written) else f"{written} = {number}"
    return rf"\node[slope] at {place(edge['label']['x'], edge['label']['y'])} {{${dyed(formula)}$}};"


def frame(group: dict[str, Any]) -> str:
    left, top = group["x"] - group["width"] / 2, group["y"] - group["height"] / 2
    right, bottom = left + group["width"], top + group["height"]
    name = name_latex(group["label"])
    label = rf"node[anchor=north west, text=soft, font=\scriptsize] at {place(left, top)} {{${name}$}}"
    return rf"\draw[frame] {place(left, top)} rectangle {place(right, bottom)} {label};"


def place(x: float, y: float) -> str:
    return f"({length(x)},{length(y)})"


def points(pixels: float) -> str:
    return f"{length(pixels * 0.75)}pt"
