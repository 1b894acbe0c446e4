"""What was drawn is kept as long as there is room, in each encoding."""

from __future__ import annotations

import gzip

import brotli

from app.web.kept_pictures import KeptPicture, KeptPictures


def picture(letter: str, length: int = 2000) -> KeptPicture:
    return KeptPicture(letter.encode() * length, "image/svg+xml")


def test_each_encoding_says_the_same_and_short_or_packed_things_stay_as_they_are() -> None:
    found = picture("a")
    assert found.compresses and gzip.decompress(found.encoded("gzip")) == found.encoded("") == b"a" * 2000
    assert brotli.decompress(found.encoded("br")) == found.encoded("")
    assert not picture("a", 10).compresses and not KeptPicture(b"a" * 2000, "image/png").compresses


def test_the_tag_names_the_bytes() -> None:
    assert picture("a").tag == picture("a").tag != picture("b").tag


def test_the_one_that_nobody_asked_for_longest_goes_first() -> None:
    kept = KeptPictures(4 * 4000)
    for letter in "abcd":
        kept.keep(letter, picture(letter))
    assert kept.get("a") is not None
    kept.keep("e", picture("e"))
    assert [letter for letter in "abcde" if kept.get(letter)] == ["a", "c", "d", "e"]
    assert kept.taken == 4 * 4000


def test_what_would_drive_out_all_others_is_not_kept() -> None:
    kept = KeptPictures(10_000)
    kept.keep("large", picture("a", 9_000))
    assert kept.get("large") is None
