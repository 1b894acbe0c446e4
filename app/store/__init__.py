"""Short links: the canonical text of a graph's spec, kept under an id of twelve characters.

A SQLite file, or PostgreSQL where a URL says so. SQLAlchemy and alembic are imported when the first link is asked for:
a server that keeps none starts without them. Every call blocks: ask from a thread.
"""

from app.store.database import database_url
from app.store.links import ID, Store

__all__ = ["ID", "Store", "database_url"]
