"""A real HTTP server on loopback that answers as badly as a test asks it to.

A route is a function that gets the handler of one request and writes whatever it likes; the
server counts the requests and keeps their headers.
"""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Route = Callable[["Handler"], None]


@dataclass(slots=True)
class Requests:
    """What was asked of the server: paths in order, and the headers of each request."""

    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    """One request; `number` counts those of the same path from 1."""

    protocol_version = "HTTP/1.1"
    server: _Server
    number = 0

    def do_GET(self) -> None:
        seen = self.server.requests
        seen.paths.append(self.path)
        seen.headers.append(dict(self.headers.items()))
        self.number = seen.paths.count(self.path)
        self.close_connection = True
        # A client that has seen enough hangs up; that is not the server's fault.
        with suppress(ConnectionError, ssl.SSLError):
            self.server.routes[self.path](self)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Answer in good form; `_` in header names stands for `-`."""
        self.send_response(status)
        headers.setdefault("Content_Length", str(len(body)))
        # Said, because a client that meant to use the connection again would find it gone.
        headers.setdefault("Connection", "close")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def reset(self) -> None:
        """Break the connection so that the client sees a reset."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()

    def drip(self, piece: bytes, *, every: float, times: int) -> None:
        """Send a piece again and again, slowly."""
        for _ in range(times):
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(every)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base's name
        """Stay silent."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    routes: Mapping[str, Route]
    requests: Requests

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent: broken connections are what the tests are about."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server at work: its address without a path, and what was asked of it."""

    address: str
    requests: Requests

    def url(self, path: str) -> str:
        return self.address + path


@contextmanager
def serve(routes: Mapping[str, Route], *, tls: ssl.SSLContext | None = None) -> Iterator[Running]:
    """Run a server with these routes until the block is left."""
    server = _Server(("127.0.0.1", 0), Handler)
    server.routes, server.requests = routes, Requests()
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    scheme = "http" if tls is None else "https"
    try:
        yield Running(f"{scheme}://127.0.0.1:{server.server_port}", server.requests)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
