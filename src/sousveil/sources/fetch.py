"""Fetching published files: the only module that reaches into the network.

What it insists on: verified TLS; plain http only to the own machine (127.0.0.0/8, ::1, localhost),
which mirrors and tests use; a few redirects that never leave https, and whose targets appear
neither in results nor in errors, for some publishers sign them; a cap on the size, also while
decompressing, and on the whole time, however slowly a server drips; and no half a file: what
comes back is complete as far as HTTP can tell (RFC 9112, section 8), or nothing is left behind.
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import IO

import httpx

from sousveil._version import __version__
from sousveil.errors import FetchError
from sousveil.sources.fetched import (
    FetchedFile,
    FetchedFiles,
    Limits,
    Progress,
    Validators,
    Waiting,
)
from sousveil.sources.http_body import Body, BodyError, TooLargeError
from sousveil.sources.publishers import RemoteFile

USER_AGENT = f"sousveil/{__version__} (screening against public restriction lists)"

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BY_HAND = "download it by hand from the publisher's page and load it with `sousveil lists add`"
_HINTS = {
    401: f"the publisher asks for a login; {_BY_HAND}",
    403: f"the publisher refuses programs; {_BY_HAND}",
    404: f"the list may have moved; {_BY_HAND}",
    410: "the list is no longer published there; see the publisher's page",
}
_TLS_HINT = (
    "the server could not prove who it is, so nothing was read from it; behind a proxy that opens "
    "TLS, set SSL_CERT_FILE to its certificate"
)


class _Again(Exception):  # noqa: N818  # not an error yet: what may pass when asked again
    """A fault that may pass; `wait` is what the server asks for, in seconds."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


def fetch(
    files: Sequence[RemoteFile],
    *,
    into: Path,
    previous: Mapping[str, Validators] | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
    waiting: Waiting | None = None,
) -> FetchedFiles:
    """Fetch the files of one list, one after the other, into new files in the folder `into`.

    A list whose files come from different minutes is at odds with itself, so validators are used
    only when there are some for every file, and when one of them turns out changed, those found
    unchanged before are fetched after all: either all files come back, or all are unchanged.

    It runs an event loop of its own and must not be called from within another one.

    Args:
        files: names and addresses, as the catalogue has them.
        into: an existing folder; whoever calls moves or removes the files in it.
        previous: validators by URL, from the last fetching.
        limits: bounds for each file.
        progress: told of every piece that arrives.
        waiting: how to wait between attempts.

    Raises:
        FetchError: a file could not be had whole; none is left in `into`.
    """
    job = _Job(
        into=into, limits=limits or Limits(), progress=progress, waiting=waiting or Waiting()
    )
    known = previous or {}
    conditional = all(file.url in known for file in files)
    try:
        found = asyncio.run(job.all(files, known if conditional else {}))
    except BaseException:
        for path in job.written:
            path.unlink(missing_ok=True)
        raise
    return FetchedFiles(tuple(found))


@dataclass(slots=True, kw_only=True)
class _Job:
    """One call of `fetch`; `written` are the files that must go if it fails."""

    into: Path
    limits: Limits
    progress: Progress | None
    waiting: Waiting
    written: list[Path] = field(default_factory=list)

    async def all(
        self, files: Sequence[RemoteFile], previous: Mapping[str, Validators]
    ) -> list[FetchedFile]:
        timeout = httpx.Timeout(self.limits.read, connect=self.limits.connect)
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"}
        # The own machine is never asked through a proxy.
        direct = {f"all://{host}": None for host in ("127.0.0.1", "[::1]", "localhost")}
        async with httpx.AsyncClient(timeout=timeout, headers=headers, mounts=direct) as client:
            found = [await self._one(client, file, previous.get(file.url)) for file in files]
            if all(file.unchanged for file in found):
                return found
            return [
                await self._one(client, file, None) if first.unchanged else first
                for file, first in zip(files, found, strict=True)
            ]

    async def _one(
        self, client: httpx.AsyncClient, file: RemoteFile, validators: Validators | None
    ) -> FetchedFile:
        """Fetch one file within the time for it, asking again where that may help."""
        try:
            async with asyncio.timeout(self.limits.total):
                for attempt in range(1, self.limits.attempts + 1):
                    try:
                        return await self._attempt(client, file, validators)
                    except _Again as fault:
                        await self._wait(attempt, file, fault)
        except TimeoutError as error:
            seconds = f"{self.limits.total:g} seconds"
            raise FetchError(f"{file.url}: not complete after {seconds}") from error
        raise FetchError(f"{file.url}: no attempt was allowed")

    async def _wait(self, attempt: int, file: RemoteFile, fault: _Again) -> None:
        wait = self.limits.wait(attempt, fault.wait, self.waiting.jitter())
        if wait is None:
            asked = f", asks to wait {fault.wait:.0f} seconds" if fault.wait else ""
            tries = f" ({attempt} attempts)" if attempt > 1 else ""
            raise FetchError(f"{file.url}: {fault}{asked}{tries}") from fault
        await self.waiting.sleep(wait)

    async def _attempt(
        self, client: httpx.AsyncClient, file: RemoteFile, validators: Validators | None
    ) -> FetchedFile:
        try:
            response = await _answer(client, file, validators, self.limits.redirects)
            try:
                return await self._received(response, file, validators)
            finally:
                await response.aclose()
        except httpx.TransportError as error:
            if _untrusted(error):
                message = f"{file.url}: the server's certificate is not valid"
                raise FetchError(message, hint=_TLS_HINT) from error
            raise _Again(_fault(error)) from error

    async def _received(
        self, response: httpx.Response, file: RemoteFile, validators: Validators | None
    ) -> FetchedFile:
        given = Validators(response.headers.get("ETag"), response.headers.get("Last-Modified"))
        if response.status_code == 304 and validators is not None and validators.headers:
            return FetchedFile(
                name=file.name,
                url=file.url,
                path=None,
                sha256=None,
                size=0,
                validators=Validators(
                    given.etag or validators.etag, given.last_modified or validators.last_modified
                ),
                retrieved_at=datetime.now(UTC),
            )
        _check_status(response, file)
        path, sha256, size = await self._stored(response, file)
        return FetchedFile(
            name=file.name,
            url=file.url,
            path=path,
            sha256=sha256,
            size=size,
            validators=given,
            retrieved_at=datetime.now(UTC),
        )

    async def _stored(self, response: httpx.Response, file: RemoteFile) -> tuple[Path, str, int]:
        """Write the body to a new file; return it with its SHA-256 (hex) and size in bytes."""
        try:
            with tempfile.NamedTemporaryFile(dir=self.into, prefix="fetch-", delete=False) as out:
                self.written.append(Path(out.name))
                sha256, size = await self._copied(response, file, out)
        except OSError as error:
            raise FetchError(
                f"{file.url}: cannot be written: {error.strerror}",
                hint="check the folder's permissions and free space",
            ) from error
        except (_Again, httpx.TransportError):
            self.written.pop().unlink()
            raise
        return self.written[-1], sha256, size

    async def _copied(
        self, response: httpx.Response, file: RemoteFile, out: IO[bytes]
    ) -> tuple[str, int]:
        """Copy the body, piece by piece; return its SHA-256 (hex) and size in bytes."""
        encoding = response.headers.get("Content-Encoding", "")
        length = response.headers.get("Content-Length", "")
        total = int(length) if length.isdecimal() and not encoding else None
        digest = hashlib.sha256()
        try:
            body = Body(encoding, max_bytes=self.limits.max_bytes)
            body.expect(total)
            async for piece in response.aiter_raw():
                for content in body.feed(piece):
                    digest.update(content)
                    out.write(content)
                if self.progress is not None:
                    self.progress(file.name, body.size, total)
            body.finish()
        except TooLargeError as error:
            raise FetchError(f"{file.url}: {error}", hint=_BY_HAND) from error
        except BodyError as error:
            raise _Again(f"{error}") from error
        return digest.hexdigest(), body.size


async def _answer(
    client: httpx.AsyncClient, file: RemoteFile, validators: Validators | None, redirects: int
) -> httpx.Response:
    """Ask, following redirects; return the answer with its body still to be read."""
    headers = validators.headers if validators is not None else {}
    try:
        url = httpx.URL(file.url)
    except httpx.InvalidURL as error:
        raise FetchError(f"{file.url!r} is not a web address", hint=_HINTS[404]) from error
    if not _allowed(url):
        raise FetchError(
            f"{file.url}: only https addresses are asked", hint="http is for this machine only"
        )
    for _ in range(redirects + 1):
        request = client.build_request("GET", url, headers=headers)
        response = await client.send(request, stream=True, follow_redirects=False)
        if response.status_code not in _REDIRECTS:
            return response
        await response.aclose()
        url = _redirected(url, response.headers.get("Location", ""), file)
    raise FetchError(f"{file.url}: more than {redirects} redirects", hint=_HINTS[404])


def _redirected(url: httpx.URL, location: str, file: RemoteFile) -> httpx.URL:
    """Return the target of a redirect, unless it leads out of https or onto this machine."""
    try:
        target = url.join(location)
    except httpx.InvalidURL as error:
        raise FetchError(f"{file.url}: redirects to no web address") from error
    if not location or not _allowed(target) or (url.scheme, target.scheme) == ("https", "http"):
        raise FetchError(f"{file.url}: redirects to an address that is not https")
    if _own_machine(target) and not _own_machine(url):
        raise FetchError(f"{file.url}: redirects onto this machine")
    return target


def _allowed(url: httpx.URL) -> bool:
    """Tell whether an address may be asked: https anywhere, http on the own machine."""
    return bool(url.host) and (
        url.scheme == "https" or (url.scheme == "http" and _own_machine(url))
    )


def _own_machine(url: httpx.URL) -> bool:
    if url.host == "localhost":
        return True
    try:
        return ip_address(url.host).is_loopback
    except ValueError:
        return False


def _check_status(response: httpx.Response, file: RemoteFile) -> None:
    """Pass a complete answer (200); for others raise what says whether to ask again."""
    status = response.status_code
    if status == 200:
        return
    reason = f"answered {status} {response.reason_phrase}".rstrip()
    if status == 429 or status >= 500:
        raise _Again(reason, _retry_after(response.headers.get("Retry-After", "")))
    raise FetchError(f"{file.url}: {reason}", hint=_HINTS.get(status))


def _retry_after(text: str) -> float | None:
    """Return the seconds that a Retry-After header asks for (RFC 9110, section 10.2.3)."""
    if text.strip().isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _untrusted(error: BaseException) -> bool:
    """Tell whether a fault comes from a certificate that is not valid."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLCertVerificationError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _fault(error: httpx.TransportError) -> str:
    """Say a fault of the connection in words."""
    match error:
        case httpx.ConnectTimeout() | httpx.ConnectError():
            return "no connection to the server"
        case httpx.ReadTimeout():
            return "the server stopped sending"
        case httpx.RemoteProtocolError():
            return "the answer was cut off or is no HTTP"
        case _:
            return "the connection broke"
