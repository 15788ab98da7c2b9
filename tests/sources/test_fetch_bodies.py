"""Fetching bodies that are cut off, endless, slow, compressed, damaged or no list at all."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from pathlib import Path
from time import monotonic

import pytest

from sousveil.errors import FetchError
from sousveil.sources.base import SourceFile
from sousveil.sources.fetched import Limits
from sousveil.sources.registry import READERS
from support.fetching import LIST, QUICK, fault, get, good
from support.server import Handler, Route, serve


def truncated(handler: Handler) -> None:
    handler.answer(200, LIST[:1000], Content_Length=str(len(LIST)))


def reset(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(LIST[:1000])
    handler.reset()


def no_http(handler: Handler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")


def silent(handler: Handler) -> None:
    handler.drip(b"", every=0.5, times=4)


@pytest.mark.parametrize(
    ("route", "words"),
    [(truncated, "cut off"), (reset, "broke"), (no_http, "cut off or is no HTTP")],
)
def test_half_a_file_is_no_file(tmp_path: Path, route: Route, words: str) -> None:
    with serve({"/x": route}) as server:
        error = fault(server, "/x", tmp_path)
        assert len(server.requests.paths) == QUICK.attempts
    assert words in str(error)


def test_half_a_file_then_a_whole_one(tmp_path: Path) -> None:
    def route(handler: Handler) -> None:
        truncated(handler) if handler.number == 1 else good(handler)

    with serve({"/x": route}) as server:
        (file,) = get(server, "/x", into=tmp_path).files
    assert file.sha256 == hashlib.sha256(LIST).hexdigest()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [LIST]


def test_nobody_listens(tmp_path: Path) -> None:
    with serve({}) as server:
        pass
    error = fault(server, "/x", tmp_path)
    assert "no connection" in str(error)


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(LIST)


def test_an_endless_body_is_stopped_at_the_cap(tmp_path: Path) -> None:
    with serve({"/x": endless}) as server:
        error = fault(server, "/x", tmp_path, Limits(max_bytes=2**20, total=10))
        assert len(server.requests.paths) == 1
    assert "larger than 1048576 bytes" in str(error)


def test_an_announced_giant_is_not_even_begun(tmp_path: Path) -> None:
    def route(handler: Handler) -> None:
        handler.answer(200, b"", Content_Length=str(10**12))

    with serve({"/x": route}) as server:
        assert "larger than" in str(fault(server, "/x", tmp_path))
        assert len(server.requests.paths) == 1


def slow_body(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.drip(b"x", every=0.02, times=500)


def slow_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    handler.drip(b"x", every=0.02, times=500)


@pytest.mark.parametrize("route", [slow_body, slow_headers])
def test_a_slow_drip_ends_with_the_time(tmp_path: Path, route: Route) -> None:
    with serve({"/x": route}) as server:
        started = monotonic()
        error = fault(server, "/x", tmp_path, Limits(total=0.4, read=5))
    assert monotonic() - started < 3
    assert "not complete after 0.4 seconds" in str(error)


def test_silence_is_a_fault(tmp_path: Path) -> None:
    with serve({"/x": silent}) as server:
        error = fault(server, "/x", tmp_path, Limits(read=0.1, attempts=1))
    assert "stopped sending" in str(error)


def test_gzip_is_undone(tmp_path: Path) -> None:
    packed = gzip.compress(LIST[:50000]) + gzip.compress(LIST[50000:])

    with serve(
        {"/x": lambda handler: handler.answer(200, packed, Content_Encoding="gzip")}
    ) as server:
        (file,) = get(server, "/x", into=tmp_path).files
    assert file.sha256 == hashlib.sha256(LIST).hexdigest()


def test_a_published_archive_stays_as_it_is(tmp_path: Path) -> None:
    packed = gzip.compress(LIST)
    with serve({"/x.gz": lambda handler: handler.answer(200, packed)}) as server:
        (file,) = get(server, "/x.gz", into=tmp_path).files
    assert file.sha256 == hashlib.sha256(packed).hexdigest()


def test_a_gzip_bomb_is_stopped_at_the_cap(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(64 * 2**20), 9)

    with serve(
        {"/x": lambda handler: handler.answer(200, bomb, Content_Encoding="gzip")}
    ) as server:
        error = fault(server, "/x", tmp_path, Limits(max_bytes=3 * 2**20, total=10))
        assert len(server.requests.paths) == 1
    assert "larger than" in str(error)


@pytest.mark.parametrize(
    ("body", "encoding", "words"),
    [
        (gzip.compress(LIST)[:-20], "gzip", "cut off"),
        (b"not gzip at all", "gzip", "damaged"),
        (zlib.compress(LIST), "deflate", "not asked for"),
        (b"", "", "empty"),
        (gzip.compress(b""), "gzip", "empty"),
    ],
)
def test_damaged_bodies(tmp_path: Path, body: bytes, encoding: str, words: str) -> None:
    with serve(
        {"/x": lambda handler: handler.answer(200, body, Content_Encoding=encoding)}
    ) as server:
        assert words in str(fault(server, "/x", tmp_path))


def test_an_error_page_is_handed_on_and_no_reader_takes_it(tmp_path: Path) -> None:
    page = b"<!DOCTYPE html>\n<html><body><h1>Service unavailable</h1></body></html>"
    with serve({"/x": lambda handler: handler.answer(200, page)}) as server:
        (file,) = get(server, "/x", into=tmp_path).files
    assert file.path is not None
    assert all(reader.recognise([SourceFile(file.path, "sdn.csv")]) is None for reader in READERS)


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    with serve({"/x": good}) as server, pytest.raises(FetchError, match="cannot be written"):
        get(server, "/x", into=tmp_path / "missing")
