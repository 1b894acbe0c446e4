"""What a browser may do with an answer: who may frame it, who may read it, what it may load.

Pages run scripts of our own files only (data blocks are `application/json` and not run); styles may stand inline,
because KaTeX and the editor place glyphs by style. Pictures, `/embed` and the API belong in other people's pages: they
may be framed or fetched from anywhere, and set no cookies.
"""

from __future__ import annotations

Headers = list[tuple[bytes, bytes]]

PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'self'"
)
DATA = "default-src 'none'"
PICTURE = "default-src 'none'; style-src 'unsafe-inline'"


def policy(content: str, *, framed: bool = False, open_to_all: bool = False) -> Headers:
    """The headers of one kind of answer; `framed`: by whoever likes.

    That is said by naming no `frame-ancestors`: `*` would leave out what has no network address, and a teacher's page
    on a disk, a slide deck and the output of a notebook are such.
    """
    named = {
        "content-security-policy": content if framed else f"{content}; frame-ancestors 'none'",
        "x-content-type-options": "nosniff",
        "vary": "accept-encoding, accept-language",
        "referrer-policy": "strict-origin-when-cross-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cross-origin-resource-policy": "cross-origin" if open_to_all or framed else "same-origin",
    }
    if not framed:
        named |= {"x-frame-options": "DENY", "cross-origin-opener-policy": "same-origin"}
    if open_to_all:
        named["access-control-allow-origin"] = "*"
    return [(name.encode(), value.encode()) for name, value in named.items()]


NEEDED_BY_FILES = (
    b"content-security-policy", b"x-content-type-options", b"vary", b"cross-origin-resource-policy",
    b"access-control-allow-origin",
)  # fmt: skip
"""A first visit asks for seventy files: what only documents heed would be twenty kilobytes of it."""

PICTURES = policy(PICTURE, framed=True, open_to_all=True)
"""What a picture is sent with, whatever its address: an answer says so by `scope["picture"]`."""

ALONE = policy(
    "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; sandbox allow-scripts",
    framed=True,
    open_to_all=True,
)
"""A file that stands alone is one of nobody's: it may reach neither our pages nor the network. Its own policy, which
holds on a disk too, names its scripts by their hashes; a browser obeys both."""

# A frame whose sandbox gives it no origin is a stranger to its own modules and fonts.
FILES = [header for header in policy(DATA, open_to_all=True) if header[0] in NEEDED_BY_FILES]
"""What the page's own files are sent with."""
