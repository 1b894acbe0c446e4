"""A server of the Model Context Protocol, so that an assistant can ask for a graph: `chainlight mcp`, over stdio.

It needs the package `mcp` (`pip install 'chainlight[mcp]'`) and asks no other server: everything runs in its process.
"""

from __future__ import annotations

from app.mcp.server import server

__all__ = ["server"]
