"""The documentation checks, each on a small text or program with one fault."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import click
import pytest


@click.group()
@click.option("--workspace", help="Folder of the data.")
def shop(workspace: str) -> None:
    """Sell things."""


@shop.command()
@click.option("--limit", default=5, show_default=True, help="At most so many.")
def sell(limit: int) -> None:
    """Sell one thing."""


@shop.group()
def stock() -> None:
    """What there is."""


@stock.command()
@click.option("--silent", is_flag=True)
def add(silent: bool) -> None:
    pass


@stock.command(hidden=True)
def burn() -> None:
    """Not for everyone."""


def test_the_reference_holds_every_command_with_its_help(check_docs: ModuleType) -> None:
    page = check_docs.reference(shop, "shop")

    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert headings == ["## `shop`", "## `shop sell`", "## `shop stock`", "## `shop stock add`"]
    assert "Usage: shop stock add [OPTIONS]" in page
    assert "At most so many.  [default: 5]" in page
    assert all(line == line.rstrip() for line in page.splitlines())


def test_help_does_not_depend_on_the_terminal(
    check_docs: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = check_docs.reference(shop, "shop")
    monkeypatch.setenv("COLUMNS", "40")

    assert check_docs.reference(shop, "shop") == before


def test_a_stale_page_is_reported_and_rewritten(check_docs: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "cli.md"

    assert list(check_docs.check_generated(page, "new\n", write=False)) == [
        "cli.md: differs from what the program says; run `make docs`"
    ]
    assert list(check_docs.check_generated(page, "new\n", write=True)) == []
    assert page.read_text() == "new\n"
    assert list(check_docs.check_generated(page, "new\n", write=False)) == []


def test_only_the_readme_s_block_is_rewritten(check_docs: ModuleType, tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- help:begin -->\nold \\1\n<!-- help:end -->\nafter\n")

    assert len(list(check_docs.check_readme(readme, "new \\1", write=False))) == 1
    list(check_docs.check_readme(readme, "new \\1", write=True))

    assert readme.read_text() == (
        "before\n<!-- help:begin -->\n```text\nnew \\1\n```\n<!-- help:end -->\nafter\n"
    )


def test_a_readme_without_a_block_is_a_fault(check_docs: ModuleType, tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("nothing\n")

    assert "no help block" in next(check_docs.check_readme(readme, "help", write=True))


def test_commands_and_options_without_help_are_faults(check_docs: ModuleType) -> None:
    assert list(check_docs.check_documented(shop, "shop")) == [
        "shop stock add: the command has no help",
        "shop stock add: --silent has no help",
    ]


def test_links_must_lead_somewhere(check_docs: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# Big *Title*, twice\n")
    page = tmp_path / "page.md"
    page.write_text(
        "[ok](docs/a.md) [ok](docs/a.md#big-title-twice) [ok](https://example.org/x)\n"
        "`[code](nowhere.md)`\n\n```\n[fenced](nowhere.md)\n```\n\n"
        '[bad](docs/b.md) [bad](docs/a.md#small "title") [out](../../etc)\n'
    )

    assert list(check_docs.check_links(page, tmp_path)) == [
        "page.md: the link docs/b.md leads nowhere",
        "page.md: docs/a.md#small names a heading that is not there",
        "page.md: the link ../../etc leads nowhere",
    ]


def test_links_within_a_page(check_docs: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One\n\n[there](#one) [not there](#two)\n")

    assert list(check_docs.check_links(page, tmp_path)) == [
        "page.md: #two names a heading that is not there"
    ]


def test_verbs_that_one_is_told_to_type_are_there(check_docs: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text("BIN := x\n.PHONY: demo\ndemo: x\n\t@true\nmy-test:\n")
    page = tmp_path / "page.md"
    page.write_text(
        "They make nothing. Run `make demo` or `make my-test`, not `make tests`.\n"
        "```sh\nmake demo  # and make merry\nmake demos\n```\n"
    )

    assert list(check_docs.check_verbs(page, tmp_path / "Makefile")) == [
        "page.md: there is no verb `make tests`",
        "page.md: there is no verb `make demos`",
    ]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("# Changelog\n\n## [1.2.0] - 2026-01-01\n\n## [1.1.0]\n", 0),
        ("# Changelog\n\n## [1.1.0]\n\n## [1.2.0]\n", 1),
        ("# Changelog\n", 1),
    ],
)
def test_the_newest_heading_is_the_version(
    check_docs: ModuleType, tmp_path: Path, text: str, faults: int
) -> None:
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text(text)

    assert len(list(check_docs.check_changelog(changelog, "1.2.0"))) == faults


@dataclass
class Undocumented:
    price: int


@dataclass
class Documented:
    """What a thing costs."""

    price: int


def test_a_generated_signature_is_no_docstring(check_docs: ModuleType) -> None:
    assert check_docs.own_docstring(Undocumented) is None
    assert check_docs.own_docstring(Documented) == "What a thing costs."


def test_every_public_name_must_stand_in_the_python_page(
    check_docs: ModuleType, tmp_path: Path
) -> None:
    page = tmp_path / "python.md"
    page.write_text("`sousveil.__version__x` is another name.\n")

    assert "python.md: does not speak of sousveil.__version__" in check_docs.check_python(page)


def test_signatures_in_the_python_page_are_the_real_ones(
    check_docs: ModuleType, tmp_path: Path
) -> None:
    page = tmp_path / "python.md"
    page.write_text(
        "`sousveil.open(path=None)` `Workspace.search(text, *,\nlimit=10)` `other.call(x)`\n"
        "`sousveil.open(folder)` `Workspace.find(text)`\n"
        "```python\n`sousveil.open(1, 2)`\n```\n"
    )

    assert list(check_docs.check_signatures(page)) == [
        "python.md: sousveil.open takes path; not folder",
        "python.md: there is no Workspace.find",
    ]
