"""Checks what linters do not: sizes of files and functions, and words that must not stand.

A file says how one idea is carried out, and a function fits a screen. No file names a folder of
the machine it was written on, or the registry its dependencies came from: both are nobody else's.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MANY_LINES_OF_FILE, MOST_LINES_OF_FILE = 400, 600
MOST_LINES_OF_FUNCTION = 60
FORBIDDEN = {
    re.compile(r"(?<![\w.~-])/(?:home|root|work|Users)/\w"): "a folder of somebody's machine",
    re.compile(r"\bpypi\.org|\bpythonhosted\.org|\bregistry\.npmjs\."): "a package registry",
}


def tracked_files(root: Path) -> list[Path]:
    """Return the files that git tracks or would, without those that were deleted."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
        text=True,
    )
    found = (root / name for name in listing.stdout.split("\0") if name)
    return sorted(path for path in found if path.is_file())


def forbidden_words(path: Path, text: str) -> Iterator[str]:
    """Find words that must not stand in any file."""
    for number, line in enumerate(text.splitlines(), start=1):
        for pattern, meaning in FORBIDDEN.items():
            if found := pattern.search(line):
                yield f"{path}:{number}: {found[0]!r} names {meaning}"


def long_functions(path: Path, text: str) -> Iterator[str]:
    """Find functions that no screen holds; their docstrings are not counted."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        docstring = ast.get_docstring(node, clean=False) or ""
        lines = (node.end_lineno or 0) - node.lineno + 1 - len(docstring.splitlines())
        if lines > MOST_LINES_OF_FUNCTION:
            most = f"{MOST_LINES_OF_FUNCTION} are the most"
            yield f"{path}:{node.lineno}: {node.name} has {lines} lines; {most}"


def check(root: Path) -> tuple[list[str], list[str]]:
    """Return the faults, and the warnings, of all files that git tracks or would."""
    faults: list[str] = []
    warnings: list[str] = []
    for file in tracked_files(root):
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a workbook, a picture, or a fixture in another encoding
        path = file.relative_to(root)
        faults += forbidden_words(path, text)
        if path.suffix != ".py":
            continue
        faults += long_functions(path, text)
        lines = text.count("\n")
        if lines > MOST_LINES_OF_FILE:
            faults.append(f"{path}: {lines} lines; {MOST_LINES_OF_FILE} are the most")
        elif lines > MANY_LINES_OF_FILE:
            warnings.append(f"{path}: {lines} lines; think of parting it at {MANY_LINES_OF_FILE}")
    return faults, warnings


def main() -> int:
    faults, warnings = check(ROOT)
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
