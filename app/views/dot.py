"""A payload -> the same graph in the language of Graphviz, which lays it out by itself."""

from __future__ import annotations

from typing import Any

from app.views.look import Look
from app.views.marks import THEMES, Colours
from app.views.moment import moment_of
from app.views.shown import GRADIENT, TANGENT, VALUE, number_text


def dot(payload: dict[str, Any], look: Look = Look()) -> str:  # noqa: B008 (it is frozen)
    """The picture of a payload (the answer of `POST /api/v1/graph`) as a DOT document."""
    return _Writer(payload, look).document()


class _Writer:
    """The lines of one payload at one moment."""

    def __init__(self, payload: dict[str, Any], look: Look) -> None:
        self.payload, self.look = payload, look
        self.now = moment_of(payload, look)
        self.colours: Colours = THEMES[look.ground]
        self.beside = TANGENT if payload.get("mode") == "forward" else GRADIENT

    def document(self) -> str:
        colours = self.colours
        back = colours.tangent if self.beside is TANGENT else colours.backward_text
        lines = [
            "digraph chainlight {",
            f"  graph [rankdir={'TB' if self.payload.get('direction') == 'down' else 'LR'}, "
            f'bgcolor="{colours.paper}", nodesep=0.4, ranksep=0.8];',
            f'  node [shape=box, style="rounded,filled", fillcolor="{colours.card}", color="{colours.edge}", '
            f'fontname="Helvetica", fontcolor="{colours.ink}"];',
            f'  edge [color="{colours.edge}", fontname="Helvetica", fontsize=11, fontcolor="{back}"];',
            *self.grouped(None),
            *(self.edge(row) for row in self.payload["edges"]),
            "}",
        ]
        return "\n".join(lines) + "\n"

    def grouped(self, parent: str | None, indent: str = "  ") -> list[str]:
        """The nodes of a group, and the groups in it: a frame each."""
        groups = self.payload["groups"]
        framed = {group["id"] for group in groups if "width" in group}
        lines = [
            indent + self.node(row)
            for row in self.payload["nodes"]
            if (row["group"] if row["group"] in framed else None) == parent
        ]
        look = f'style=dashed, color="{self.colours.line}", fontname=Helvetica, fontcolor="{self.colours.soft}"'
        for group in groups:
            above = group["parent"] if group["parent"] in framed else None
            if group["id"] in framed and above == parent:
                lines.append(f"{indent}subgraph {quoted('cluster_' + group['id'])} {{")
                lines.append(f"{indent}  graph [label={quoted(group['label'])}, {look}];")
                lines += [*self.grouped(group["id"], indent + "  "), indent + "}"]
        return lines

    def node(self, row: dict[str, Any]) -> str:
        written, language = [row["text"]], self.look.language
        value, beside = self.now.values.get(row["id"]), self.now.gradients.get(row["id"])
        if value is not None and self.look.tells_value(row["kind"]):
            written.append(f"{VALUE[language]} {number_text(value)}")
        if beside is not None and "gradients" in self.look.parts:
            written.append(f"{self.beside[language]} {number_text(beside)}")
        look = f', fillcolor="{self.colours.forward_wash}"' if row["kind"] == "input" else ""
        if row["id"] == self.now.node:
            look += f', color="{self.present}", penwidth=2.5'
        return f"{quoted(row['id'])} [label={quoted(*written)}{look}];"

    def edge(self, row: dict[str, Any]) -> str:
        marks = []
        if row["local"] and "locals" in self.look.parts:
            text, value = row["local"]["text"], row["local"]["value"]
            number = None if value is None or not self.look.tells_value("operation") else number_text(value)
            marks.append(f"label={quoted(text if number in (None, text) else f'{text} = {number}')}")
        if row["id"] in self.now.edges:
            marks.append(f'color="{self.present}", penwidth=2.5')
        looks = f" [{', '.join(marks)}]" if marks else ""
        return f"  {quoted(row['source'])} -> {quoted(row['target'])}{looks};"

    @property
    def present(self) -> str:
        """The colour of the present step's phase."""
        phases = {"backward": self.colours.backward, "tangent": self.colours.tangent}
        return phases.get(self.now.phase or "", self.colours.forward)


def quoted(*lines: str) -> str:
    """A text in quotes, perhaps of several lines; nothing in it is an escape of DOT's."""
    escaped = [line.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") for line in lines]
    return '"' + "\\n".join(escaped) + '"'
