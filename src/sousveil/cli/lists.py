"""`sousveil lists`: what is loaded, and loading more."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from sousveil.cli.base import Moment, console, progress, workspace, workspace_option


@click.group(invoke_without_command=True)
@workspace_option
@click.pass_context
def lists(context: click.Context) -> None:
    """Show the lists that are loaded: source, entities, retrieved when, hash, how stale.

    All snapshots are shown; screening uses the newest of each list.
    """
    if context.invoked_subcommand is not None:
        return
    from sousveil.app.looking import list_states  # noqa: PLC0415  # slow to load
    from sousveil.report.terminal import print_lists  # noqa: PLC0415

    with workspace() as opened:
        print_lists(list_states(opened), console())


@lists.command("add")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--format", "format_name", metavar="F", help="Format, instead of recognising it.")
@click.option("--name", metavar="N", help="Dataset name, instead of the publisher's.")
@click.option(
    "--retrieved-at",
    type=Moment(),
    help="When the files were retrieved, if not now: what was known at an earlier time is "
    "answered from this.",
)
@workspace_option
def add(
    path: Path, format_name: str | None, name: str | None, retrieved_at: datetime | None
) -> None:
    """Load a list from PATH: a file, or a folder that holds a publisher's file set.

    The format is recognised by content. What was loaded before is kept: each load is a snapshot
    of its own.
    """
    from sousveil.app.loading import Origin, load_path  # noqa: PLC0415  # slow to load
    from sousveil.report.terminal import print_added  # noqa: PLC0415

    origin = Origin(retrieved_at=retrieved_at, name=name, format=format_name)
    with workspace() as opened, progress() as told:
        snapshots, unclaimed = load_path(opened.store, opened.catalogue, path, origin, told)
    print_added(snapshots, unclaimed, console())


@lists.command("update")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@workspace_option
@click.pass_context
def update(context: click.Context, names: tuple[str, ...]) -> None:
    """Fetch lists from their publishers: all that have an address, or those of that NAME.

    A publisher that fails, or sends a cut or absurdly small file, never replaces what is loaded,
    and the others still update; the exit code is then 1.
    """
    from sousveil.report.terminal import print_updates  # noqa: PLC0415  # slow to load

    with workspace() as opened, progress() as told:
        done = opened.lists.update(
            names, progress=lambda name, size, total: told(f"bytes of {name}", size, total)
        )
    print_updates(done, console())
    if any(item.error for item in done):
        context.exit(1)
