"""The error tree: what it says of itself, and what every class promises."""

from __future__ import annotations

import inspect
import pickle
import re

import pytest

from sousveil import errors
from sousveil.errors import FormatError, InputError, SousveilError

RAISED = [value for value in vars(errors).values() if inspect.isclass(value)]
CLASSES = [value for value in RAISED if issubclass(value, SousveilError)]
LINE = re.compile(r"^(?P<branch>[│├└─ ]*)(?P<name>\w+Error)\s+(?P<code>\d)\s+(?P<status>\d{3})  \S")
EXIT_CODES = {1, 2, 4, 5}  # 0 is done, 3 is a match; neither is an error


def printed_tree() -> dict[str, tuple[str | None, int, int]]:
    """The tree as the module's docstring draws it: name to parent, exit code and status."""
    found: dict[str, tuple[str | None, int, int]] = {}
    line_of_descent: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if entry := LINE.match(line):
            depth = len(entry["branch"]) // 4
            parent = line_of_descent[depth - 1] if depth else None
            line_of_descent[depth:] = [entry["name"]]
            found[entry["name"]] = (parent, int(entry["code"]), int(entry["status"]))
    return found


def test_the_printed_tree_is_the_real_one() -> None:
    bases = {error: error.__base__ if error is not SousveilError else None for error in CLASSES}
    real = {
        error.__name__: (base and base.__name__, error.exit_code, error.http_status)
        for error, base in bases.items()
    }

    assert printed_tree() == real


def test_there_is_one_root() -> None:
    strays = [value for value in RAISED if issubclass(value, BaseException)]

    assert strays == CLASSES


@pytest.mark.parametrize("error", CLASSES)
def test_every_class_says_what_to_do(error: type[SousveilError]) -> None:
    raised = error("it went wrong")

    assert str(raised) == raised.message == "it went wrong"
    assert raised.hint == error.default_hint
    assert error.exit_code in EXIT_CODES
    assert 400 <= error.http_status < 600


@pytest.mark.parametrize("error", CLASSES)
def test_a_raised_error_carries_the_numbers_of_its_own_class(error: type[SousveilError]) -> None:
    raised = error("it went wrong", hint="do this")

    assert (raised.exit_code, raised.http_status) == (error.exit_code, error.http_status)
    assert raised.hint == "do this"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({}, "no number"),
        ({"path": "a.csv"}, "a.csv: no number"),
        ({"path": "a.csv", "row": 0}, "a.csv, row 0: no number"),
        ({"path": "a.csv", "row": 7, "column": "dob"}, "a.csv, row 7, column dob: no number"),
        ({"row": 7, "column": 2}, "row 7, column 2: no number"),
    ],
)
def test_bad_input_is_named_with_its_place(place: dict[str, object], expected: str) -> None:
    error = FormatError("no number", **place)  # type: ignore[arg-type]  # cases of every shape

    assert str(error) == expected


def test_the_place_of_bad_input_can_be_asked_for() -> None:
    error = InputError("no number", path="a.csv", row=7, column="dob")

    assert (error.path, error.row, error.column) == ("a.csv", 7, "dob")


@pytest.mark.parametrize("error", CLASSES)
def test_errors_pass_between_processes(error: type[SousveilError]) -> None:
    copy = pickle.loads(pickle.dumps(error("it went wrong", hint="do this")))  # noqa: S301  # ours

    assert (str(copy), copy.hint) == ("it went wrong", "do this")


def test_bad_input_keeps_its_place_between_processes() -> None:
    error = FormatError("no number", path="a.csv", row=7)

    copy = pickle.loads(pickle.dumps(error))  # noqa: S301  # ours

    assert (str(copy), copy.path, copy.row) == (str(error), "a.csv", 7)
