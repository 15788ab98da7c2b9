"""The command line: a thin shell over `sousveil.app`. Heavy modules load inside the commands."""

from __future__ import annotations

import click

from sousveil._version import __version__
from sousveil.cli.base import Program, workspace_option
from sousveil.cli.lists import lists
from sousveil.cli.look import compare, search, show
from sousveil.cli.screen import screen

WELCOME = """\
sousveil tells whether you deal with the companies that build mass surveillance: it screens
suppliers against public restriction lists, offline, and gives each match its reasons and source.

  sousveil screen suppliers.csv                     screen each row, print the matches
  sousveil screen suppliers.csv -o report.html      the same, as a report to hand on
  sousveil compare "Hikvision" "Hangzhou Hikvision Digital Technology Co., Ltd."
  sousveil lists add consolidated.xml               load a list that you have
  sousveil lists update                             fetch the lists from their publishers

All commands: sousveil --help. Guide: docs/cli.md in the source, or README.md."""


@click.group(cls=Program, invoke_without_command=True)
@click.version_option(__version__, prog_name="sousveil")
@workspace_option
@click.pass_context
def main(context: click.Context) -> None:
    """Screen suppliers against public restrictions on surveillance technology.

    Every match carries its reasons and its source. What the program holds, it holds as statements
    with the place where they stand, the date from which they hold and the date on which they
    became known.
    """
    if context.invoked_subcommand is None:
        click.echo(WELCOME)


for command in (screen, compare, search, show, lists):
    main.add_command(command)
