"""What stands in the document's tree: the figure with all that was computed for it."""

from __future__ import annotations

from docutils import nodes

from app.figures import Figure, Looks


class computational_graph(nodes.General, nodes.Element):  # noqa: N801 (docutils names its nodes so)
    """`figure` and `looks`; its children are none."""

    @property
    def figure(self) -> Figure:
        found: Figure = self["figure"]
        return found

    @property
    def looks(self) -> Looks:
        found: Looks = self["looks"]
        return found
