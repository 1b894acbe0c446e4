"""The characters that a face of OpenType can draw: its `cmap` table (formats 4 and 12 of the specification)."""

from __future__ import annotations

import struct
from collections.abc import Iterator


def covered(face: bytes) -> set[int]:
    """The code points that the face has a glyph for."""
    (tables,) = struct.unpack_from(">H", face, 4)
    rows = [struct.unpack_from(">4sIII", face, 12 + 16 * row) for row in range(tables)]
    start = next(offset for name, _, offset, _ in rows if name == b"cmap")
    (count,) = struct.unpack_from(">H", face, start + 2)
    found: set[int] = set()
    for record in range(count):
        (offset,) = struct.unpack_from(">I", face, start + 8 + 8 * record)
        (kind,) = struct.unpack_from(">H", face, start + offset)
        if kind == 4:
            found.update(of_segments(face, start + offset))
        elif kind == 12:
            found.update(of_groups(face, start + offset))
    return found


def of_segments(face: bytes, start: int) -> Iterator[int]:
    """Format 4: segments of code points below U+10000, each shifted into glyphs, or through an array of them."""
    (size,) = struct.unpack_from(">H", face, start + 6)
    segments = size // 2
    ends = struct.unpack_from(f">{segments}H", face, start + 14)
    first = start + 16 + size
    starts = struct.unpack_from(f">{segments}H", face, first)
    shifts = struct.unpack_from(f">{segments}H", face, first + size)
    ranges = struct.unpack_from(f">{segments}H", face, first + 2 * size)
    for k in range(segments):
        for point in range(starts[k], ends[k] + 1):
            glyph = point
            if ranges[k]:
                (glyph,) = struct.unpack_from(
                    ">H", face, first + 2 * size + 2 * k + ranges[k] + 2 * (point - starts[k])
                )
            if point != 0xFFFF and glyph and (glyph + shifts[k]) & 0xFFFF:
                yield point


def of_groups(face: bytes, start: int) -> Iterator[int]:
    """Format 12: groups of consecutive code points and glyphs."""
    (count,) = struct.unpack_from(">I", face, start + 12)
    for row in range(count):
        first, last, glyph = struct.unpack_from(">III", face, start + 16 + 12 * row)
        yield from range(first + (glyph == 0), last + 1)
