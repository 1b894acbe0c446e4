"""A payload -> the same graph in the language of Graphviz, which lays it out by itself."""

from __future__ import annotations

from typing import Any

from app.messages import Language
from app.views.marks import THEMES
from app.views.shown import GRADIENT, VALUE, number_text

COLOURS = THEMES["light"]


def dot(payload: dict[str, Any], *, language: Language = "en", down: bool = False) -> str:
    """The picture of a payload (the answer of `POST /api/v1/graph`) as a DOT document."""
    lines = [
        "digraph chainlight {",
        f'  graph [rankdir={"TB" if down else "LR"}, bgcolor="{COLOURS.paper}", nodesep=0.4, ranksep=0.8];',
        f'  node [shape=box, style="rounded,filled", fillcolor="{COLOURS.card}", color="{COLOURS.edge}", '
        f'fontname="Helvetica", fontcolor="{COLOURS.ink}"];',
        f'  edge [color="{COLOURS.edge}", fontname="Helvetica", fontsize=11, fontcolor="{COLOURS.backward_text}"];',
        *grouped(payload, None, language),
        *(edge(row) for row in payload["edges"]),
        "}",
    ]
    return "\n".join(lines) + "\n"


def grouped(payload: dict[str, Any], parent: str | None, language: Language, indent: str = "  ") -> list[str]:
    """The nodes of a group, and the groups in it: a frame each."""
    framed = {group["id"] for group in payload["groups"] if "width" in group}
    lines = [
        indent + node(row, language)
        for row in payload["nodes"]
        if (row["group"] if row["group"] in framed else None) == parent
    ]
    for group in payload["groups"]:
        above = group["parent"] if group["parent"] in framed else None
        if group["id"] in framed and above == parent:
            lines.append(f"{indent}subgraph {quoted('cluster_' + group['id'])} {{")
            lines.append(f"{indent}  graph [label={quoted(group['label'])}, style=dashed, fontname=Helvetica];")
            lines += [*grouped(payload, group["id"], language, indent + "  "), indent + "}"]
    return lines


def node(row: dict[str, Any], language: Language) -> str:
    written = [row["text"], f"{VALUE[language]} {number_text(row['value'])}"]
    if row["gradient"] is not None:
        written.append(f"{GRADIENT[language]} {number_text(row['gradient'])}")
    look = f', fillcolor="{COLOURS.forward_wash}"' if row["kind"] == "input" else ""
    return f"{quoted(row['id'])} [label={quoted(*written)}{look}];"


def edge(row: dict[str, Any]) -> str:
    label = ""
    if row["local"]:
        text, value = row["local"]["text"], row["local"]["value"]
        number = None if value is None else number_text(value)
        label = f" [label={quoted(text if number in (None, text) else f'{text} = {number}')}]"
    return f"  {quoted(row['source'])} -> {quoted(row['target'])}{label};"


def quoted(*lines: str) -> str:
    """A text in quotes, perhaps of several lines; nothing in it is an escape of DOT's."""
    escaped = [line.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") for line in lines]
    return '"' + "\\n".join(escaped) + '"'
