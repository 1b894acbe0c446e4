"""The directive: formula and options -> a node; what is wrong with them -> a warning at its line."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from app.errors import UserError, line_and_column, pointed
from app.figures import OPTIONS, Looks, figure_of
from app.messages import Language
from app.web.languages import language_named
from chainlight_sphinx.node import computational_graph

LOG = logging.getLogger(__name__)


class ComputationalGraph(SphinxDirective):
    r"""The formula is the argument, the content, or both, one after the other.

    A formula may hold `\` and `|`: nothing of it is markup.
    """

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {**OPTIONS, "name": lambda written: nodes.fully_normalize_name(written or ""), "class": str}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        source = "\n".join([*self.arguments, *self.content]).strip("\n")
        options: dict[str, Any] = {"theme": self.config.chainlight_theme, **self.options}
        try:
            figure = figure_of(source, options, self.language())
        except UserError as error:
            return self.refused(source, error)
        looks = Looks(options.get("width"), options.get("height"), options.get("align"))
        graph = computational_graph("", figure=figure, looks=looks)
        self.set_source_info(graph)
        if "caption" not in options:
            self.add_name(graph)
            return [graph]
        written, messages = self.parse_inline(options["caption"], lineno=self.line_of_option("caption"))
        around = nodes.figure("", graph, nodes.caption(options["caption"], "", *written))
        around["align"] = options.get("align", "default")
        around["classes"].append("chainlight-figure")
        self.set_source_info(around)
        self.add_name(around)
        return [around, *messages]

    def language(self) -> Language:
        return language_named(self.config.language or "") or "en"

    def refused(self, source: str, error: UserError) -> list[nodes.Node]:
        """A warning where the mistake stands, and in the document the formula with carets under it."""
        spoken = self.options.get("lang", self.language())
        told = error.detail(spoken)
        hint = error.hint(spoken)
        line = self.line_of(source, error)
        place, number = self.state_machine.get_source_and_line(line)
        LOG.warning(
            "computational-graph: %s [%s]", told if hint is None else f"{told} {hint}", error.code,
            location=f"{place}:{number}", type="chainlight", subtype="formula",
        )  # fmt: skip
        text = pointed(source, error.span) if error.span else source
        box = nodes.error("", paragraph(told), nodes.literal_block(text, text, language="none"))
        if hint:
            box += paragraph(hint)
        return [box]

    def line_of(self, source: str, error: UserError) -> int:
        """The line of the document that the mistake stands in."""
        if error.code.startswith(("value.", "request.")) or error.span is None:
            return self.line_of_option("values")
        line, _ = line_and_column(source, error.span[0])
        arguments = sum(argument.count("\n") + 1 for argument in self.arguments)
        if line <= arguments:
            return self.lineno + line - 1
        # MyST counts from the line of the directive, docutils from the start of the document.
        relative = type(self.state_machine).__module__.startswith("myst_parser.")
        start = self.lineno if relative else 0
        return start + self.content_offset + line - arguments

    def line_of_option(self, name: str) -> int:
        """The line that an option stands in, else that of the directive."""
        for place, line in enumerate(self.block_text.splitlines()):
            if re.match(rf"\s*:{name}:", line):
                return self.lineno + place
        return self.lineno


def paragraph(text: str) -> nodes.paragraph:
    """A sentence with `code` in it."""
    parts = text.split("`")
    return nodes.paragraph(
        "", "", *(nodes.literal(part, part) if place % 2 else nodes.Text(part) for place, part in enumerate(parts))
    )
