from __future__ import annotations

import base64
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import LinkProblem
from app.links import VERSIONS, decode, encode


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_every_text_comes_back_from_its_code(text: str) -> None:
    assert decode(encode(text)) == text


GIVEN_OUT = {
    "1q1Yqzi8tSk5VslLyUrBVMNZI1E5K1lTSUSpLzClNLVayqlZKVLIy1VFKUrIy1lFKVrIyqq0FAA": '{"source":"J = 3(a+bc)","values":{"a":5,"b":3,"c":2}}',
}  # fmt: skip


@pytest.mark.parametrize("code", GIVEN_OUT)
def test_a_code_that_was_given_out_opens_for_ever(code: str) -> None:
    assert decode(code) == GIVEN_OUT[code]


def test_every_version_has_one_given_out_code_here() -> None:
    assert {code[0] for code in GIVEN_OUT} == VERSIONS.keys()


def packed(raw: bytes) -> str:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.urlsafe_b64encode(deflate.compress(raw) + deflate.flush()).rstrip(b"=").decode()


WHOLE = encode("J = 3(a+bc)" * 9)


@pytest.mark.parametrize(
    "code",
    [
        "", "1", "x" + WHOLE[1:], WHOLE[1:], WHOLE[:-3], WHOLE + "AAAA", "1" + WHOLE, "1A", "1====", "1é", "1 a", "1\n",
        WHOLE + "\n", "1" + packed(b"\xff\xfe"), "1" + base64.urlsafe_b64encode(zlib.compress(b"with a header")).decode().rstrip("="),
    ],
)  # fmt: skip
def test_what_is_no_code_is_refused_in_one_shape(code: str) -> None:
    with pytest.raises(LinkProblem) as caught:
        decode(code)
    assert (caught.value.code, caught.value.status) == ("link.code", 404)


def test_a_code_that_would_be_a_gigabyte_costs_no_more_than_the_limit() -> None:
    bomb = "1" + packed(b"a" * 64_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(LinkProblem):
            decode(bomb)
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


def test_the_limit_itself_still_opens() -> None:
    assert decode(encode("a" * 1000), limit=1000) == "a" * 1000
    with pytest.raises(LinkProblem):
        decode(encode("a" * 1001), limit=1000)
