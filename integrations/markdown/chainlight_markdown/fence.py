"""For `pymdownx.superfences`: its `custom_fences` take these."""

from __future__ import annotations

from typing import Any

from app.figures import OPTIONS
from app.messages import Language
from chainlight_markdown.drawing import drawn, styled


def validator(language: str, inputs: dict[str, str], options: dict[str, Any], attrs: dict[str, Any], md: Any) -> bool:
    """Which words behind the fence's name are options of ours."""
    for name, value in inputs.items():
        (options if name in OPTIONS else attrs)[name] = value
    return True


def custom_fence(server: str | None = None, language: Language = "en", theme: str = "auto") -> Any:
    """A `format` with settings, for a configuration that is Python."""

    def format_fence(source: str, name: str, css_class: str, options: dict[str, Any], md: Any, **_: Any) -> str:
        return styled(md, drawn(source, options, server=server, language=language, theme=theme))

    return format_fence


fence = custom_fence()
