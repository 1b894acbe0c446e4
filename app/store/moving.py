"""All links of one database into another, byte for byte."""

from __future__ import annotations

from app.errors import LinkProblem
from app.store.database import connect, file_of, prepare, refusals

ROWS = 500
"""rows that are held at once"""


def move(source: str, target: str) -> tuple[int, int]:
    """Copy every link at the URL `source` to the URL `target`: all of them, or none.

    What is there already, to the byte, is left as it is. Afterwards every row is read back and compared. Returns how
    many were copied, and how many were there. Raises store.conflict where an id or a graph is kept otherwise at the
    target, store.down, store.read_only, store.full. The source is only read.
    """
    from sqlalchemy import insert, or_, select

    from app.store.tables import links

    copied = there = 0
    with refusals():
        origin, goal = connect(source), connect(target)
        file = file_of(origin)
        if file and not file.exists():
            raise LinkProblem("store.missing", path=str(file))
        prepare(origin)
        prepare(goal)
        everything = select(links).order_by(links.c.id)
        try:
            with origin.connect() as reading, goal.begin() as writing:
                for rows in reading.execution_options(yield_per=ROWS).execute(everything).partitions():
                    ids, hashes = [row.id for row in rows], [row.hash for row in rows]
                    same = select(links).where(or_(links.c.id.in_(ids), links.c.hash.in_(hashes)))
                    before = {tuple(row) for row in writing.execute(same)}
                    if strangers := before - {tuple(row) for row in rows}:
                        raise LinkProblem("store.conflict", id=min(strangers)[0])
                    new = [row._asdict() for row in rows if tuple(row) not in before]
                    if new:
                        writing.execute(insert(links), new)
                    copied, there = copied + len(new), there + len(before)
                    after = {tuple(row) for row in writing.execute(select(links).where(links.c.id.in_(ids)))}
                    if after != {tuple(row) for row in rows}:
                        raise LinkProblem("store.conflict", id=ids[0])
        finally:
            origin.dispose()
            goal.dispose()
    return copied, there
