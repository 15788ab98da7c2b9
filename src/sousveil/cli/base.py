"""What all commands share: errors as text and exit code, types of options, the workspace."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time
from time import monotonic
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from sousveil.errors import SousveilError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from sousveil.app.progress import Progress
    from sousveil.app.workspace import Workspace

DEBUG_VARIABLE = "SOUSVEIL_DEBUG"
MATCHED = 3
STOPPED = 130  # as shells say it of a program that SIGINT ended
DISK_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
QUIET_SECONDS = 1.0
F = TypeVar("F", bound=Callable[..., Any])


class Program(click.Group):
    """A group of commands that turns the program's errors into messages and exit codes."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the program; a disk that is full, also behind stdout, ends it with a message."""
        try:
            return super().main(*args, **kwargs)
        except OSError as error:
            if error.errno not in DISK_FULL:
                raise
            _fail(
                f"{error.filename or 'the output'} cannot be written: {error.strerror}",
                "make room, or name another place; what was there before still stands",
                SousveilError.exit_code,
            )

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of ours ends the program with its exit code."""
        try:
            return super().invoke(ctx)
        except SousveilError as error:
            _fail(error.message, error.hint, error.exit_code)
        except BrokenPipeError:
            # The reader of our output went away (`| head`); what is left has no one to go to.
            sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115  # lives until the end
            raise SystemExit(0) from None
        except KeyboardInterrupt:
            click.echo("stopped; nothing is left half-written", err=True)
            raise SystemExit(STOPPED) from None
        except (click.exceptions.Exit, click.ClickException, click.Abort, SystemExit):
            raise
        except Exception as error:
            full = isinstance(error, OSError) and error.errno in DISK_FULL
            if full or os.environ.get(DEBUG_VARIABLE):
                raise
            _fail(
                f"unexpected {type(error).__name__}: {error}",
                f"this is a fault of ours: run it again with {DEBUG_VARIABLE}=1 and report it",
                SousveilError.exit_code,
            )


def _fail(message: str, hint: str, code: int) -> NoReturn:
    from sousveil.report.untrusted import inert  # noqa: PLC0415  # only when something fails

    click.echo(f"error: {inert(message, limit=2000)}", err=True)
    click.echo(f"hint: {inert(hint, limit=2000)}", err=True)
    raise SystemExit(code)


class Day(click.ParamType[date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or fail with what was expected."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date such as 2021-07-15", param, ctx)


class Moment(click.ParamType[datetime]):
    """A time as ISO 8601; without zone UTC; a date alone is the end of that day."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the time with its zone, or fail with what was expected."""
        if isinstance(value, datetime):
            return value
        with suppress(ValueError):
            return datetime.combine(date.fromisoformat(value), time.max, UTC)
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no time such as 2021-07-15T08:30", param, ctx)
        return found if found.tzinfo else found.replace(tzinfo=UTC)


class Pairs(click.ParamType[dict[str, str]]):
    """`field=Column` pairs joined by commas, each in quotes where a column's title has a comma."""

    name = "field=column,…"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dict[str, str]:
        """Return the pairs, or fail with what was expected."""
        from sousveil.tables import parse_mapping  # noqa: PLC0415  # slow to load

        try:
            return parse_mapping(value)
        except UsageError as error:
            self.fail(f"{error.message}, {error.hint}", param, ctx)


class Names(click.ParamType[frozenset[str]]):
    """Names joined by commas."""

    name = "a,b,…"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[str]:
        """Return the names, or fail when there are none."""
        names = frozenset(name.strip() for name in value.split(",") if name.strip())
        return names or self.fail("names no list", param, ctx)


def workspace_option(command: F) -> F:
    """Add `--workspace`, which every command takes, before or after its name."""

    def remember(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        if value is not None:
            ctx.find_root().meta["workspace"] = value

    return click.option(
        "--workspace",
        metavar="DIR",
        expose_value=False,
        callback=remember,
        type=click.Path(file_okay=False),
        help="Folder that holds the data. [env: SOUSVEIL_WORKSPACE; default: the platform's "
        "user data folder]",
    )(command)


@contextmanager
def workspace() -> Iterator[Workspace]:
    """Open the workspace that the call or the environment names."""
    from sousveil.app.workspace import open_workspace  # noqa: PLC0415  # slow to load

    named = click.get_current_context().find_root().meta.get("workspace")
    with open_workspace(named) as opened:
        yield opened


def console() -> Console:
    """Return the console on stdout, as wide as the terminal; 80 columns into a pipe."""
    from rich.console import Console  # noqa: PLC0415  # slow to load

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            """Leave it to `Program.invoke`, which ends the program in peace."""
            raise BrokenPipeError

    return Piped()


@contextmanager
def progress() -> Iterator[Progress]:
    """Show how far the work has come, on stderr when that is a terminal; yield what is told.

    Nothing is drawn in the first second, so that quick work stays quiet.
    """
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # noqa: PLC0415  # slow to load
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415

    columns = (BarColumn(), TextColumn("{task.completed:,} {task.description}"))
    err = Console(stderr=True)
    bars = Bars(*columns, TimeElapsedColumn(), console=err, transient=True)
    task = bars.add_task("", total=None)
    begun = monotonic()

    def told(what: str, done: int, total: int | None) -> None:
        if not bars.live.is_started and monotonic() - begun > QUIET_SECONDS:
            bars.start()
        bars.update(task, completed=done, total=total, description=what)

    try:
        yield told
    finally:
        bars.stop()
