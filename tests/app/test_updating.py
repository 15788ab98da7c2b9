"""Updating: publishers that misbehave cost neither what is loaded nor the other lists."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sousveil.app.updating import Fetching, Update, update_lists
from sousveil.app.workspace import Workspace
from sousveil.errors import FetchError, InputError, NotFoundError, SousveilError, UsageError
from sousveil.sources.publishers import Publisher, RemoteFile
from support.fetching import QUICK, Waits
from support.lists import write_ftm
from support.server import Handler, Route, serve

Fetch = Callable[..., dict[str, Update]]


def publisher(dataset: str, url: str | None, *, least: int = 1) -> Publisher:
    return Publisher(
        dataset=dataset,
        title=dataset,
        publisher="Example",
        page=f"https://example.org/{dataset}",
        format="ftm-json",
        licence="CC0",
        cadence="daily",
        means="Nothing.",
        files=(RemoteFile(f"{dataset}.json", url),) if url else (),
        min_entities=least,
    )


@pytest.fixture
def content(tmp_path: Path) -> Callable[[int], bytes]:
    return lambda count: write_ftm(tmp_path / "list.json", count, dataset="d").read_bytes()


def sending(body: bytes, **headers: str) -> Route:
    return lambda handler: handler.answer(200, body, **headers)


def update(workspace: Workspace, routes: dict[str, Route], *names: str) -> dict[str, Update]:
    """Update the lists `a`, `b`, … from a server with these routes."""
    with serve(routes) as server:
        catalogue = [publisher(path.strip("/"), server.url(path)) for path in routes]
        fetching = Fetching(limits=QUICK, waiting=Waits().waiting)
        done = update_lists(workspace, names, catalogue=catalogue, fetching=fetching)
    return {item.dataset: item for item in done}


def loaded(workspace: Workspace) -> dict[str, int]:
    return {item.dataset: item.entities for item in workspace.lists.current()}


def test_lists_are_fetched_under_their_own_names(
    workspace: Workspace, content: Callable[[int], bytes]
) -> None:
    done = update(workspace, {"/a": sending(content(5)), "/b": sending(content(6))})
    assert loaded(workspace)["a"] == 5
    assert loaded(workspace)["b"] == 6
    snapshot = done["a"].snapshot
    assert snapshot is not None
    assert (snapshot.url, snapshot.licence) == ("https://example.org/a", "CC0")
    assert snapshot.files[0].name == "a.json"


def test_what_has_not_changed_is_not_fetched_again(
    workspace: Workspace, content: Callable[[int], bytes]
) -> None:
    body = content(5)

    def conditional(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.answer(304)
        else:
            handler.answer(200, body, ETag='"v1"')

    first = update(workspace, {"/a": conditional})["a"]
    before = workspace.lists.all()
    # The address is another one for each server, so the validators are put where it will look.
    with serve({"/a": conditional}) as server:
        workspace.catalogue.remember_validators("a", {server.url("/a"): ('"v1"', None)})
        [again] = update_lists(
            workspace,
            catalogue=[publisher("a", server.url("/a"))],
            fetching=Fetching(limits=QUICK, waiting=Waits().waiting),
        )
    assert first.snapshot is not None
    assert (again.snapshot, again.error) == (None, None)
    assert workspace.lists.all() == before
    checked = workspace.catalogue.checked_at("a")
    assert checked is not None
    assert checked >= first.snapshot.retrieved_at


def test_after_a_load_by_hand_the_publisher_is_asked_anew(
    workspace: Workspace, content: Callable[[int], bytes], tmp_path: Path
) -> None:
    asked: list[str | None] = []

    def answer(handler: Handler) -> None:
        asked.append(handler.headers.get("If-None-Match"))
        handler.answer(200, content(5), ETag='"v1"')

    with serve({"/a": answer}) as server:
        catalogue = [publisher("a", server.url("/a"))]
        fetching = Fetching(limits=QUICK, waiting=Waits().waiting)
        update_lists(workspace, catalogue=catalogue, fetching=fetching)
        workspace.lists.add(write_ftm(tmp_path / "old.json", 3), name="a")
        update_lists(workspace, catalogue=catalogue, fetching=fetching)
        update_lists(workspace, catalogue=catalogue, fetching=fetching)
    assert asked == [None, None, '"v1"']


def faults(whole: bytes) -> dict[str, tuple[Route, type[SousveilError], str]]:
    """Return the ways in which a publisher misbehaves, with the error each gives."""
    page = b"<!doctype html><title>Down for maintenance</title>" * 50
    return {
        "error": (lambda handler: handler.answer(500), FetchError, "500"),
        "missing": (lambda handler: handler.answer(404), FetchError, "404"),
        "cut off": (sending(whole[:300], Content_Length=str(len(whole))), FetchError, "a"),
        "cut in a line": (sending(whole[:-30]), InputError, "a.json"),
        "a web page": (sending(page), InputError, "not recognised"),
        "empty": (sending(b""), FetchError, "it is empty"),
        "half the entities": (
            sending(b"".join(whole.splitlines(keepends=True)[:9])),
            FetchError,
            "9 entities, after 20",
        ),
        "reset": (lambda handler: handler.reset(), FetchError, "a"),
        "gzip cut off": (sending(gzip.compress(whole)[:200]), InputError, "a.json"),
    }


@pytest.mark.parametrize("fault", list(faults(b"x")))
def test_a_publisher_that_fails_changes_nothing_and_the_others_update(
    workspace: Workspace, content: Callable[[int], bytes], fault: str
) -> None:
    whole = content(20)
    update(workspace, {"/a": sending(whole)})
    before = [item for item in workspace.lists if item.dataset == "a"]
    route, error, message = faults(whole)[fault]
    done = update(workspace, {"/a": route, "/b": sending(content(6))})
    assert isinstance(done["a"].error, error)
    assert message in str(done["a"].error)
    assert [item for item in workspace.lists if item.dataset == "a"] == before
    assert loaded(workspace)["b"] == 6
    assert not list(workspace.path.rglob(".writing-*"))


def test_fewer_than_the_catalogue_believes_are_refused(
    workspace: Workspace, content: Callable[[int], bytes]
) -> None:
    with serve({"/a": sending(content(5))}) as server:
        [done] = update_lists(
            workspace,
            catalogue=[publisher("a", server.url("/a"), least=1000)],
            fetching=Fetching(limits=QUICK, waiting=Waits().waiting),
        )
    assert "at least 1000 are expected" in str(done.error)
    assert "a" not in loaded(workspace)


def test_only_the_named_lists_are_fetched(
    workspace: Workspace, content: Callable[[int], bytes]
) -> None:
    done = update(workspace, {"/a": sending(content(5)), "/b": sending(content(6))}, "b")
    assert list(done) == ["b"]
    assert "a" not in loaded(workspace)


def test_names_that_are_unknown_or_have_no_address_are_told(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="us_ofac_sdm") as caught:
        update_lists(workspace, ["us_ofac_sdm"])
    assert "us_ofac_sdn" in caught.value.hint
    with pytest.raises(UsageError, match="cannot be fetched") as by_hand:
        update_lists(workspace, ["a"], catalogue=[publisher("a", None)])
    assert "https://example.org/a" in by_hand.value.hint


def test_progress_is_told(workspace: Workspace, content: Callable[[int], bytes]) -> None:
    heard: list[tuple[str, int, int | None]] = []
    body = content(50)
    with serve({"/a": sending(body)}) as server:
        update_lists(
            workspace,
            catalogue=[publisher("a", server.url("/a"))],
            fetching=Fetching(
                limits=QUICK,
                waiting=Waits().waiting,
                progress=lambda name, size, total: heard.append((name, size, total)),
            ),
        )
    assert heard[-1] == ("a.json", len(body), len(body))


def test_knowledge_begins_with_the_retrieval(
    workspace: Workspace, content: Callable[[int], bytes]
) -> None:
    began = datetime.now(UTC)
    snapshot = update(workspace, {"/a": sending(content(5))})["a"].snapshot
    assert snapshot is not None
    assert began <= snapshot.retrieved_at <= datetime.now(UTC)
