"""The extension of Python-Markdown: fences of ours are taken out of the text before anything else reads it."""

from __future__ import annotations

import re
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from app.web.languages import language_named
from chainlight_markdown.drawing import assigned, drawn, styled

OPENING = re.compile(r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)$")
OURS = re.compile(r"(?:\{\s*\.?)?chainlight\b(?P<rest>.*?)\}?\s*$")


class Fences(Preprocessor):
    def __init__(self, md: Markdown, settings: dict[str, Any]) -> None:
        super().__init__(md)
        self.settings = settings

    def run(self, lines: list[str]) -> list[str]:
        """Each fence of ours becomes a place holder; other fences are left whole, whatever they hold."""
        found: list[str] = []
        place = 0
        while place < len(lines):
            opening = OPENING.match(lines[place])
            if opening is None:
                found.append(lines[place])
                place += 1
                continue
            end = closing(lines, place, opening)
            ours = OURS.fullmatch(opening["info"].strip())
            if ours is None or end is None:
                found += lines[place : len(lines) if end is None else end + 1]
            else:
                indent = opening["indent"]
                body = "\n".join(line.removeprefix(indent) for line in lines[place + 1 : end])
                figure = self.drawn(body, assigned(ours["rest"]), place + 1)
                found += ["", indent + self.md.htmlStash.store(figure), ""]
            place = len(lines) if end is None else end + 1
        return found

    def drawn(self, body: str, written: dict[str, str], line: int) -> str:
        language = language_named(self.settings["language"]) or "en"
        server, theme = self.settings["server"] or None, self.settings["theme"]
        told = f"fence at line {line}, "
        return styled(self.md, drawn(body, written, server=server, language=language, theme=theme, place=told))


def closing(lines: list[str], start: int, opening: re.Match[str]) -> int | None:
    """The line that ends the fence: of its own sign, and at least as long."""
    sign, length = opening["fence"][0], len(opening["fence"])
    ends = re.compile(rf"^[ \t]*{re.escape(sign)}{{{length},}}[ \t]*$")
    return next((place for place in range(start + 1, len(lines)) if ends.match(lines[place])), None)


class ChainlightExtension(Extension):
    def __init__(self, **settings: Any) -> None:
        self.config = {
            "server": ["", "The address of a Chainlight server; without one pictures stand alone."],
            "language": ["en", "The language of what figures say."],
            "theme": ["auto", "auto: as the page; light, dark or contrast."],
        }
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:
        # Before `fenced_code_block` (25), which both `fenced_code` and superfences register.
        md.preprocessors.register(Fences(md, self.getConfigs()), "chainlight", 28)


def makeExtension(**settings: Any) -> ChainlightExtension:
    return ChainlightExtension(**settings)
