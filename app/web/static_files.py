"""The page's own files, with an ETag each: asked for again at every visit, sent again only where they changed.

Their names carry no version, so only fonts, which never change under one name, may be kept without asking.
"""

from __future__ import annotations

from typing import Any

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from app.resources import resource

ASK = "public, no-cache"
KEEP = "public, max-age=31536000, immutable"


class PageFiles(StaticFiles):
    def __init__(self) -> None:
        super().__init__(directory=resource("static"))

    def file_response(self, full_path: Any, *rest: Any, **named: Any) -> Response:
        response = super().file_response(full_path, *rest, **named)
        response.headers["Cache-Control"] = KEEP if str(full_path).endswith(".woff2") else ASK
        return response
