"""The body of an answer, against the standard library's own decompression."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.sources.http_body import STEP, Body, BodyError, TooLargeError


def take(pieces: list[bytes], encoding: str, max_bytes: int = 10**6) -> bytes:
    body = Body(encoding, max_bytes=max_bytes)
    content = b"".join(step for piece in pieces for step in body.feed(piece))
    body.finish()
    assert body.size == len(content)
    return content


@given(
    members=st.lists(st.binary(max_size=500), min_size=1, max_size=3).filter(any),
    cuts=st.lists(st.integers(1, 60), max_size=20),
)
def test_however_it_is_cut_it_is_what_gzip_says(members: list[bytes], cuts: list[int]) -> None:
    packed = b"".join(gzip.compress(member) for member in members)
    pieces, rest = [], packed
    for cut in cuts:
        pieces.append(rest[:cut])
        rest = rest[cut:]
    assert take([*pieces, rest], "gzip") == gzip.decompress(packed)


@given(data=st.binary(min_size=1, max_size=2000), short=st.integers(1, 30))
def test_a_cut_off_body_never_passes(data: bytes, short: int) -> None:
    with pytest.raises(BodyError):
        take([gzip.compress(data)[:-short]], "x-gzip")


@given(st.binary(min_size=1, max_size=300), st.integers(0, 400))
def test_the_cap_is_exact(data: bytes, cap: int) -> None:
    if len(data) <= cap:
        assert take([data], "identity", cap) == data
    else:
        with pytest.raises(TooLargeError):
            take([data], "", cap)


def test_a_bomb_takes_no_more_memory_than_a_few_steps() -> None:
    bomb = gzip.compress(bytes(256 * STEP), 1)
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            for _ in (body := Body("gzip", max_bytes=32 * STEP)).feed(bomb):
                pass
        assert tracemalloc.get_traced_memory()[1] < 8 * STEP
    finally:
        tracemalloc.stop()
    assert body.size == 33 * STEP


def test_what_is_announced_is_believed_when_too_large() -> None:
    body = Body("", max_bytes=10)
    body.expect(10)
    body.expect(None)
    with pytest.raises(TooLargeError):
        body.expect(11)


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip"])
def test_other_encodings_were_not_asked_for(encoding: str) -> None:
    with pytest.raises(BodyError, match=encoding):
        Body(encoding, max_bytes=10)
