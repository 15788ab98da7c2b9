"""Fetching, against a real server on loopback: answers, patience, redirects, certificates."""

from __future__ import annotations

import hashlib
import re
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

import sousveil
from sousveil.errors import FetchError
from sousveil.sources.fetch import USER_AGENT, fetch
from sousveil.sources.fetched import Validators
from sousveil.sources.publishers import RemoteFile
from support.fetching import LIST, QUICK, Waits, failing, fault, get, good
from support.server import Handler, Route, serve


def conditional(handler: Handler) -> None:
    if handler.headers.get("If-None-Match") == '"v1"':
        handler.answer(304)
    else:
        good(handler)


def redirect(target: str, status: int = 302) -> Route:
    return lambda handler: handler.answer(status, Location=target)


def test_a_file_comes_whole_with_hash_and_validators(tmp_path: Path) -> None:
    with serve({"/list.csv": good}) as server:
        before = datetime.now(UTC)
        (file,) = get(server, "/list.csv", into=tmp_path).files
        assert server.requests.headers[0]["User-Agent"] == USER_AGENT
    assert file.path is not None
    assert file.path.parent == tmp_path
    assert file.path.read_bytes() == LIST
    assert (file.size, file.sha256) == (len(LIST), hashlib.sha256(LIST).hexdigest())
    assert file.validators == Validators('"v1"', "Wed, 07 Oct 2026 10:00:00 GMT")
    assert before <= file.retrieved_at <= datetime.now(UTC)
    assert (file.name, file.url, file.unchanged) == ("list.csv", server.url("/list.csv"), False)


def test_progress_tells_bytes_and_total(tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    with serve({"/list.csv": good}) as server:
        fetch(
            [RemoteFile("list.csv", server.url("/list.csv"))],
            into=tmp_path,
            progress=lambda *args: told.append(args),
        )
    assert told[-1] == ("list.csv", len(LIST), len(LIST))
    assert [step[1] for step in told] == sorted(step[1] for step in told)


def test_unchanged_files_are_not_sent_again(tmp_path: Path) -> None:
    with serve({"/list.csv": conditional}) as server:
        known = {server.url("/list.csv"): Validators('"v1"', None)}
        found = get(server, "/list.csv", into=tmp_path, previous=known)
    assert found.unchanged
    assert found.files[0].validators == Validators('"v1"', None)
    assert list(tmp_path.iterdir()) == []


def test_a_set_is_never_mixed_from_two_minutes(tmp_path: Path) -> None:
    with serve({"/a": conditional, "/b": good, "/c": conditional}) as server:
        known = {server.url(path): Validators('"v1"') for path in ("/a", "/b", "/c")}
        found = get(server, "/a", "/b", "/c", into=tmp_path, previous=known)
        assert server.requests.paths == ["/a", "/b", "/c", "/a", "/c"]
    assert [file.name for file in found.files] == ["a", "b", "c"]
    assert all(file.path and file.path.read_bytes() == LIST for file in found.files)


def test_validators_for_a_part_of_a_set_are_not_used(tmp_path: Path) -> None:
    with serve({"/a": conditional, "/b": good}) as server:
        known = {server.url("/a"): Validators('"v1"')}
        found = get(server, "/a", "/b", into=tmp_path, previous=known)
        assert server.requests.paths == ["/a", "/b"]
    assert not any(file.unchanged for file in found.files)


def test_not_modified_without_being_asked_is_a_fault(tmp_path: Path) -> None:
    with serve({"/x": lambda handler: handler.answer(304)}) as server:
        assert "304" in str(fault(server, "/x", tmp_path))


def test_a_failing_file_takes_its_set_with_it(tmp_path: Path) -> None:
    routes = {"/a": good, "/b": failing(9, 404)}
    with serve(routes) as server, pytest.raises(FetchError, match="404"):
        get(server, "/a", "/b", into=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("status", "hint"),
    [(401, "login"), (403, "refuses"), (404, "moved"), (410, "no longer"), (204, "still in use")],
)
def test_other_answers_are_final_and_say_what_to_do(tmp_path: Path, status: int, hint: str) -> None:
    with serve({"/x": failing(9, status)}) as server:
        error = fault(server, "/x", tmp_path)
        assert len(server.requests.paths) == 1
    assert str(status) in str(error)
    assert hint in error.hint


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_fault_is_met_with_patience(tmp_path: Path, status: int) -> None:
    waits = Waits()
    with serve({"/x": failing(2, status)}) as server:
        (file,) = get(server, "/x", into=tmp_path, waits=waits).files
    assert file.size == len(LIST)
    assert waits.seconds == [1.0, 2.0]


def test_patience_ends(tmp_path: Path) -> None:
    with serve({"/x": failing(99, 500)}) as server:
        error = fault(server, "/x", tmp_path)
        assert len(server.requests.paths) == QUICK.attempts
    assert "500" in str(error)
    assert "4 attempts" in str(error)


def test_the_server_says_how_long_to_wait(tmp_path: Path) -> None:
    waits = Waits()
    with serve({"/x": failing(1, 429, Retry_After="7")}) as server:
        get(server, "/x", into=tmp_path, waits=waits)
    assert waits.seconds == [7.0]


def test_the_server_says_until_when_to_wait(tmp_path: Path) -> None:
    waits = Waits()
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    with serve({"/x": failing(1, 503, Retry_After=until)}) as server:
        get(server, "/x", into=tmp_path, waits=waits)
    assert 25 < waits.seconds[0] <= 30


def test_waiting_an_hour_is_refused(tmp_path: Path) -> None:
    with serve({"/x": failing(1, 429, Retry_After="3600")}) as server:
        assert "3600 seconds" in str(fault(server, "/x", tmp_path))
        assert len(server.requests.paths) == 1


def test_a_senseless_retry_after_is_passed_over(tmp_path: Path) -> None:
    waits = Waits()
    with serve({"/x": failing(1, 503, Retry_After="soon")}) as server:
        get(server, "/x", into=tmp_path, waits=waits)
    assert waits.seconds == [1.0]


def test_redirects_are_followed_and_forgotten(tmp_path: Path) -> None:
    routes = {"/x": redirect("/y?sig=s3cret", 307), "/y?sig=s3cret": good}
    with serve(routes) as server:
        (file,) = get(server, "/x", into=tmp_path).files
    assert file.size == len(LIST)
    assert file.url == server.url("/x")
    assert "s3cret" not in repr(file)


def test_a_signed_target_stays_out_of_errors(tmp_path: Path) -> None:
    routes = {"/x": redirect("/y?sig=s3cret"), "/y?sig=s3cret": failing(9, 403)}
    with serve(routes) as server:
        assert "s3cret" not in str(fault(server, "/x", tmp_path))


def test_validators_go_along_with_redirects(tmp_path: Path) -> None:
    with serve({"/x": redirect("/y"), "/y": conditional}) as server:
        known = {server.url("/x"): Validators('"v1"')}
        assert get(server, "/x", into=tmp_path, previous=known).unchanged


def test_a_redirect_loop_ends(tmp_path: Path) -> None:
    with serve({"/x": redirect("/y"), "/y": redirect("/x")}) as server:
        error = fault(server, "/x", tmp_path)
        assert len(server.requests.paths) == QUICK.redirects + 1
    assert "more than 5 redirects" in str(error)


@pytest.mark.parametrize(
    "target", ["http://example.test/list.csv", "ftp://127.0.0.1/x", "file:///etc/passwd", "", "//["]
)
def test_redirects_lead_nowhere_else(tmp_path: Path, target: str) -> None:
    with serve({"/x": redirect(target)}) as server:
        assert "redirects to" in str(fault(server, "/x", tmp_path))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.test/sdn.csv",
        "http://127.0.0.1.example.test/sdn.csv",
        "http://10.0.0.1/sdn.csv",
        "file:///etc/passwd",
        "sdn.csv",
        "https:///sdn.csv",
        "http://[::1",
    ],
)
def test_only_https_is_asked_beyond_this_machine(tmp_path: Path, url: str) -> None:
    with pytest.raises(FetchError):
        fetch([RemoteFile("x", url)], into=tmp_path)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 with its key, in one file, that nobody trusts."""
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    names = "subjectAltName=IP:127.0.0.1"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-addext", names, "-keyout", str(path), "-out", "-"]
    try:
        made = subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    with path.open("ab") as file:
        file.write(made.stdout)
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_server_that_cannot_prove_who_it_is_is_not_read(
    tmp_path: Path, tls: ssl.SSLContext
) -> None:
    with serve({"/x": good}, tls=tls) as server:
        error = fault(server, "/x", tmp_path)
        assert server.requests.paths == []
    assert "certificate" in str(error)
    assert "SSL_CERT_FILE" in error.hint


def test_https_is_never_left(
    tmp_path: Path,
    tls: ssl.SSLContext,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serve({"/plain": good}) as plain:
        routes = {"/x": redirect(plain.url("/plain")), "/good": good}
        with serve(routes, tls=tls) as server:
            assert get(server, "/good", into=tmp_path).files[0].size == len(LIST)
            with pytest.raises(FetchError, match="not https"):
                get(server, "/x", into=tmp_path)
        assert plain.requests.paths == []


def test_nothing_else_reaches_into_the_network() -> None:
    source = Path(sousveil.__file__).parent
    network = re.compile(
        r"^\s*(?:import|from)\s+(?:httpx|requests|socket|urllib\.request|urllib3|http\.client)\b",
        re.MULTILINE,
    )
    found = [path.name for path in source.rglob("*.py") if network.search(path.read_text("utf-8"))]
    assert found == ["fetch.py"]
