"""`sousveil screen`: each row of a table against the lists."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sousveil.cli.base import (
    MATCHED,
    Day,
    Moment,
    Names,
    Pairs,
    console,
    progress,
    workspace,
    workspace_option,
)
from sousveil.errors import UsageError

if TYPE_CHECKING:
    from sousveil.model.run import ScreeningRun


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="OUT",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the matches to OUT, by its extension: .csv .tsv .xlsx .parquet .jsonl .html. "
    "May be given more than once.",
)
@click.option("--lists", type=Names(), help="Screen against these lists only.")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.7,
    show_default=True,
    help="Least score of a match.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=5,
    show_default=True,
    help="At most so many matches a row.",
)
@click.option("--as-of", type=Day(), help="Count only listings that hold on that day.")
@click.option("--known-at", type=Moment(), help="Use only what was known at that time.")
@click.option(
    "--map",
    "columns",
    type=Pairs(),
    help="Which column holds what, e.g. name=Supplier,country=Land.",
)
@click.option(
    "--details", is_flag=True, help="Print every reason with its weight, and what a listing means."
)
@click.option("--fail-on-match", is_flag=True, help="Exit with 3 if anything matched.")
@click.option(
    "--require-fresh",
    is_flag=True,
    help="Exit with 5 if a list is older than its publisher's cadence allows.",
)
@workspace_option
@click.pass_context
def screen(
    context: click.Context, /, file: Path, outputs: tuple[Path, ...], **settings: Any
) -> None:
    """Screen each row of FILE against the lists.

    FILE is a table: CSV, TSV, XLSX, Parquet, JSON lines or FollowTheMoney JSON, also gzipped.
    The usual column names are recognised (name, supplier, company, full_name, vendor; schema or
    type; country, nationality; date_of_birth; lei, registration_number, tax_id; address; id);
    --map says what they cannot. Without -o the matches are printed.
    """
    from sousveil.app.screening import Options, screen_table  # noqa: PLC0415  # slow to load
    from sousveil.tables import check_output  # noqa: PLC0415

    for output in outputs:
        check_output(output, also=(".html", ".htm"))
        _spare_input(file, output)
    fail_on_match, details = settings.pop("fail_on_match"), settings.pop("details")
    options = Options(**settings)
    with workspace() as opened, progress() as told:
        result = screen_table(opened, file, options, progress=told)
    for output in outputs:
        result.write(output)
    if outputs:
        _tell(result.run, outputs)
    else:
        from sousveil.report.terminal import print_run  # noqa: PLC0415  # slow to load

        print_run(result.run, console(), details=details)
    if fail_on_match and result:
        context.exit(MATCHED)


def _spare_input(file: Path, output: Path) -> None:
    """Refuse to write the matches over the table that is being screened."""
    if file.exists() and output.exists() and file.samefile(output):
        raise UsageError(
            f"{output} is the table to be screened, which the matches would replace",
            hint="name another file behind -o",
        )


def _tell(run: ScreeningRun, outputs: Sequence[Path]) -> None:
    """Say on stderr what came of the run, and what in the table was odd."""
    from sousveil.report.summary import summary_sentence  # noqa: PLC0415  # slow to load
    from sousveil.report.untrusted import inert  # noqa: PLC0415
    from sousveil.report.words import count_text  # noqa: PLC0415

    written = ", ".join(inert(str(output), limit=2000) for output in outputs)
    click.echo(f"{summary_sentence(run)} Written: {written}", err=True)
    if run.unnamed_rows:
        passed = count_text(run.unnamed_rows, "row")
        click.echo(f"Warning: {passed} passed over, without a name or identifier.", err=True)
    for warning in run.warnings:
        click.echo(f"Warning: {inert(warning)}", err=True)
