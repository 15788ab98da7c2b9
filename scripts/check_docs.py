"""Checks that the documentation says what the program does; with --write, rewrites what it can.

Its rules:

- `docs/cli.md` holds the help of every command, as the program prints it.
- The README's help block (between `<!-- help:begin -->` and `<!-- help:end -->`) is the program's.
- Every public name of `sousveil` has a docstring and stands in `docs/python.md`, and the signatures
  written there are the real ones.
- Relative links and their anchors resolve in every Markdown file.
- Every `make` verb that a Markdown file tells to type is in the Makefile.
- The newest heading of the changelog is the version.
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

import sousveil
from sousveil.cli import main as program

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 78  # what click uses in a terminal of 80 columns or more
HELP_BLOCK = re.compile(r"<!-- help:begin -->\n.*?<!-- help:end -->", re.DOTALL)
FENCE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
INLINE_CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
SIGNATURE = re.compile(r"`(sousveil|[A-Z]\w+)\.(\w+)\(([^)`]*)\)`")
PARAMETER = re.compile(r"(?:^|,)\s*(\w+)")
TOLD_VERB = re.compile(r"(?:^|`)make ([a-z][a-z-]*)", re.MULTILINE)
MADE_VERB = re.compile(r"^([a-z][a-z-]*):(?!=)", re.MULTILINE)
VERSION = re.compile(r"^## \[(.+?)\]", re.MULTILINE)

INTRODUCTION = """\
# The command line

This page is written by `make docs` from the program itself; `make check` compares them.

Results go to stdout or to the file that `-o` names, messages to stderr. Exit codes:

| code | meaning |
|---|---|
| 0 | done |
| 1 | a fault of ours, or of the network or the workspace |
| 2 | the call is wrong |
| 3 | done, and something matched (only with `--fail-on-match`) |
| 4 | bad input data: file, row and column are named, and nothing was written |
| 5 | list data is missing or too old (only with `--require-fresh`) |
"""


def commands(group: click.Group, prefix: str) -> Iterator[tuple[str, click.Command]]:
    """Yield the program and each of its commands with its full name, subcommands included."""
    yield prefix, group
    for name, command in sorted(group.commands.items()):
        if command.hidden:
            continue
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", command


def help_of(name: str, command: click.Command) -> str:
    """Return the help text as a terminal of 80 columns shows it, without trailing blanks."""
    context = command.make_context(name, [], resilient_parsing=True, terminal_width=WIDTH)
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def reference(group: click.Group, name: str) -> str:
    """Return the whole of `docs/cli.md`."""
    sections = (
        f"## `{full}`\n\n```text\n{help_of(full, command)}\n```\n"
        for full, command in commands(group, name)
    )
    return "\n".join((INTRODUCTION, *sections))


def with_help_block(readme: str, help_text: str) -> str:
    """Return the README with the help text between its markers."""
    block = f"<!-- help:begin -->\n```text\n{help_text}\n```\n<!-- help:end -->"
    return HELP_BLOCK.sub(lambda _: block, readme)


def check_generated(path: Path, expected: str, *, write: bool) -> Iterator[str]:
    """Compare a file with what it must hold, or write it."""
    actual = path.read_text(encoding="utf-8") if path.exists() else ""
    if actual == expected:
        return
    if write:
        path.write_text(expected, encoding="utf-8")
    else:
        yield f"{path.name}: differs from what the program says; run `make docs`"


def check_readme(path: Path, help_text: str, *, write: bool) -> Iterator[str]:
    """Compare the README's help block with the program's help."""
    readme = path.read_text(encoding="utf-8")
    if not HELP_BLOCK.search(readme):
        yield f"{path.name}: has no help block between <!-- help:begin --> and <!-- help:end -->"
        return
    yield from check_generated(path, with_help_block(readme, help_text), write=write)


def check_documented(group: click.Group, name: str) -> Iterator[str]:
    """Find commands and options whose help says nothing."""
    for full, command in commands(group, name):
        if not command.help:
            yield f"{full}: the command has no help"
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not (parameter.help or parameter.hidden):
                yield f"{full}: {parameter.opts[-1]} has no help"


def check_python(page: Path) -> Iterator[str]:
    """Find public names that lack a docstring of their own or a place in the Python page."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    for name in sousveil.__all__:
        value = getattr(sousveil, name)
        if callable(value) and not own_docstring(value):
            yield f"sousveil.{name}: has no docstring"
        if not re.search(rf"\bsousveil\.{re.escape(name)}\b", text):
            yield f"{page.name}: does not speak of sousveil.{name}"


def check_signatures(page: Path) -> Iterator[str]:
    """Find calls of public names in the Python page whose parameters are not the real ones.

    Only spans of code that begin with `sousveil.` or with a public class are looked at; those in
    fenced blocks are examples, not signatures.
    """
    text = FENCE.sub("", page.read_text(encoding="utf-8")) if page.exists() else ""
    for owner, name, listed in SIGNATURE.findall(text):
        target = sousveil if owner == "sousveil" else getattr(sousveil, owner, None)
        if not hasattr(target, name):
            yield f"{page.name}: there is no {owner}.{name}"
            continue
        real = [key for key in inspect.signature(getattr(target, name)).parameters if key != "self"]
        if real != (stated := PARAMETER.findall(listed)):
            yield f"{page.name}: {owner}.{name} takes {', '.join(real)}; not {', '.join(stated)}"


def own_docstring(value: object) -> str | None:
    """Return the docstring written for the value itself, not one that it inherits.

    Dataclasses and named tuples get their signature as a docstring when none is written; that
    says nothing and does not count.
    """
    text = getattr(value, "__dict__", {}).get("__doc__") or getattr(value, "__doc__", None)
    name = getattr(value, "__name__", "")
    return None if not text or text.startswith(f"{name}(") else text


def check_links(path: Path, root: Path) -> Iterator[str]:
    """Find relative links of a Markdown file that lead nowhere."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    for target in LINK.findall(INLINE_CODE.sub("", text)):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        if not found.exists() or not found.is_relative_to(root):
            yield f"{path.relative_to(root)}: the link {target} leads nowhere"
        elif anchor and found.suffix == ".md" and anchor not in anchors(found):
            yield f"{path.relative_to(root)}: {target} names a heading that is not there"


def anchors(path: Path) -> set[str]:
    """Return the anchors that a Markdown file's headings get on GitHub and its like."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.replace(" ", "-") for heading in plain}


def check_verbs(path: Path, makefile: Path) -> Iterator[str]:
    """Find verbs of `make` that a Markdown file tells to type and that are not there."""
    verbs = set(MADE_VERB.findall(makefile.read_text(encoding="utf-8")))
    for verb in TOLD_VERB.findall(path.read_text(encoding="utf-8")):
        if verb not in verbs:
            yield f"{path.name}: there is no verb `make {verb}`"


def check_changelog(path: Path, version: str) -> Iterator[str]:
    """Compare the changelog's newest heading with the version."""
    newest = VERSION.search(path.read_text(encoding="utf-8"))
    if newest is None or newest[1] != version:
        stated = newest[1] if newest else "nothing"
        yield f"{path.name}: its newest heading says {stated}, the program {version}"


def markdown_files(root: Path) -> list[Path]:
    """Return the project's Markdown files."""
    folders = ("docs", "examples", "benchmarks", "tests")
    nested = (path for folder in folders for path in (root / folder).rglob("*.md"))
    return sorted((*root.glob("*.md"), *nested))


def faults(root: Path, *, write: bool) -> Iterator[str]:
    """Yield one line for each thing that is wrong."""
    yield from check_documented(program, "sousveil")
    yield from check_generated(
        root / "docs" / "cli.md", reference(program, "sousveil"), write=write
    )
    yield from check_readme(root / "README.md", help_of("sousveil", program), write=write)
    yield from check_python(root / "docs" / "python.md")
    yield from check_signatures(root / "docs" / "python.md")
    for path in markdown_files(root):
        yield from check_links(path, root)
        yield from check_verbs(path, root / "Makefile")
    yield from check_changelog(root / "CHANGELOG.md", sousveil.__version__)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="rewrite the generated parts")
    found = list(faults(ROOT, write=parser.parse_args().write))
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
