"""`sousveil compare`, `search` and `show`: looking at pairs and into the lists."""

from __future__ import annotations

from difflib import get_close_matches

import click

from sousveil.cli.base import console, workspace, workspace_option
from sousveil.errors import UsageError


@click.command()
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@click.option(
    "--schema",
    default="LegalEntity",
    show_default=True,
    metavar="S",
    help="FollowTheMoney schema of both: Person, Company, Organization, Vessel, …",
)
def compare(left: str, right: str, schema: str) -> None:
    """Compare the names A and B; print the score and its reasons."""
    from sousveil.names.schemata import SCREENED  # noqa: PLC0415  # slow to load
    from sousveil.report.terminal import print_comparison  # noqa: PLC0415
    from sousveil.screening import compare_names  # noqa: PLC0415

    if schema not in SCREENED:
        meant = get_close_matches(schema, SCREENED, n=1)
        hint = f"did you mean {meant[0]}?" if meant else f"one of {', '.join(SCREENED)}"
        raise UsageError(f"{schema!r} is no schema of parties", hint=hint)
    print_comparison(compare_names(left, right, schema=schema), console())


@click.command()
@click.argument("text")
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help="At most so many entities.",
)
@workspace_option
def search(text: str, limit: int) -> None:
    """Find entities on the lists whose names come closest to TEXT."""
    from sousveil.report.terminal import print_found  # noqa: PLC0415  # slow to load

    if not text.strip():
        raise UsageError("there is nothing to search for", hint="give a name, or a part of one")
    with workspace() as opened:
        print_found(opened.search(text, limit=limit), console())


@click.command()
@click.argument("entity_id", metavar="ID")
@workspace_option
def show(entity_id: str) -> None:
    """Show all that the lists say of the entity ID, each value with its source."""
    from sousveil.app.looking import look_up  # noqa: PLC0415  # slow to load
    from sousveil.report.terminal import print_entity  # noqa: PLC0415

    with workspace() as opened:
        print_entity(look_up(opened, entity_id), console())
