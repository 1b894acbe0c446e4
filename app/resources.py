"""Where the page's own files are: beside the package in a checkout, inside it in an installed wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The folder or file `name` ("static", "templates/base.html") of this checkout or of the installed wheel.

    `name` is a constant of our own, never a part of a request. A missing file is an impossible state: the wheel's
    test asserts that they are all there.
    """
    installed = PACKAGE / name
    return installed if installed.exists() else PACKAGE.parent / name
