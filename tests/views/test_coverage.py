"""Which characters a face has."""

from __future__ import annotations

import struct

import pytest

from app.resources import resource
from app.views.coverage import covered

FOLDER = resource("static") / "vendor" / "pictures"


def face(table: bytes) -> bytes:
    """A face of nothing but a `cmap` with one subtable."""
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + table
    return struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0) + struct.pack(">4sIII", b"cmap", 0, 28, len(cmap)) + cmap


def test_segments_shift_code_points_or_go_through_an_array() -> None:
    # a..c by a shift; d..f through an array, in which e has no glyph; the segment that ends every table
    rows = [(0x63, 0x61, 1, 0), (0x66, 0x64, 0, 4), (0xFFFF, 0xFFFF, 1, 0)]
    ends, starts, shifts, ranges = (struct.pack(">3H", *column) for column in zip(*rows, strict=True))
    table = struct.pack(">7H", 4, 46, 0, 6, 4, 1, 2) + ends + b"\0\0" + starts + shifts + ranges
    assert covered(face(table + struct.pack(">3H", 7, 0, 9))) == {0x61, 0x62, 0x63, 0x64, 0x66}


def test_groups_reach_beyond_sixteen_bits() -> None:
    table = struct.pack(">HHIII", 12, 0, 28, 0, 1) + struct.pack(">III", 0x1F600, 0x1F602, 5)
    assert covered(face(table)) == {0x1F600, 0x1F601, 0x1F602}


@pytest.mark.parametrize(
    ("name", "has", "lacks"),
    [("inter-400.ttf", "aZé×", "λ损"), ("inter-greek-600.ttf", "λΩ", "a"), ("noto-sans-sc.otf", "损失梯度，□", "損a")],
)
def test_our_faces_have_what_they_are_there_for(name: str, has: str, lacks: str) -> None:
    found = covered((FOLDER / name).read_bytes())
    assert {ord(letter) for letter in has} <= found and not found & {ord(letter) for letter in lacks}
