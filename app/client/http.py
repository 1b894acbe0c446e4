"""HTTPX: its continuation `httpx2`, or `httpx` itself where only that is installed. They have one interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx2 as httpx
else:
    try:
        import httpx2 as httpx
    except ImportError:
        try:
            import httpx
        except ImportError:
            raise ImportError("The client needs HTTPX: pip install 'chainlight[client]'") from None

__all__ = ["httpx"]
