"""A reader of PNG for the tests: eight bits a channel, no interlace (https://www.w3.org/TR/png-3/)."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import cached_property

CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}


@dataclass(frozen=True)
class Drawn:
    width: int
    height: int
    channels: int
    packed: bytes
    resolution: tuple[int, int] | None
    """dots a metre"""

    @cached_property
    def rows(self) -> list[bytes]:
        return unfiltered(zlib.decompress(self.packed), self.width * self.channels, self.channels)

    def pixel(self, x: int, y: int) -> tuple[int, ...]:
        return tuple(self.rows[y][x * self.channels : (x + 1) * self.channels])

    def colours(self) -> set[tuple[int, ...]]:
        return {self.pixel(x, y) for y in range(self.height) for x in range(self.width)}


def read_png(data: bytes) -> Drawn:
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    place, packed, resolution = 8, b"", None
    width = height = channels = 0
    while place < len(data):
        length, name = struct.unpack(">I4s", data[place : place + 8])
        body = data[place + 8 : place + 8 + length]
        (check,) = struct.unpack(">I", data[place + 8 + length : place + 12 + length])
        assert check == zlib.crc32(name + body), name
        if name == b"IHDR":
            width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", body)
            assert (depth, interlaced) == (8, 0)
            channels = CHANNELS[kind]
        elif name == b"pHYs":
            across, down, unit = struct.unpack(">IIB", body)
            assert unit == 1
            resolution = across, down
        elif name == b"IDAT":
            packed += body
        place += 12 + length
    return Drawn(width, height, channels, packed, resolution)


def unfiltered(raw: bytes, length: int, step: int) -> list[bytes]:
    """Each row without its filter: nothing, left, above, their mean, or Paeth's choice of three."""
    rows: list[bytes] = []
    above = bytes(length)
    for start in range(0, len(raw), length + 1):
        kind, row = raw[start], bytearray(raw[start + 1 : start + 1 + length])
        for k in range(length):
            left, up = (row[k - step] if k >= step else 0), above[k]
            corner = above[k - step] if k >= step else 0
            guess = (0, left, up, (left + up) // 2, paeth(left, up, corner))[kind]
            row[k] = (row[k] + guess) & 255
        above = bytes(row)
        rows.append(above)
    return rows


def paeth(left: int, up: int, corner: int) -> int:
    found = left + up - corner
    return min((left, up, corner), key=lambda each: abs(found - each))
