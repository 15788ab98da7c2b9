"""The errors of the program: one root, and for each class an exit code, an HTTP status and a hint.

SousveilError              1  500  a fault of ours
├── UsageError             2  400  the call is wrong
│   └── NotFoundError      2  404  no such entity, list or file format
├── InputError             4  422  the data given is bad: file, row and column are named
│   ├── UnreadableError    4  422  missing, empty, truncated or undecodable
│   ├── FormatError        4  422  not the format it claims, or none we know
│   └── HostileInputError  4  422  refused: bombs, entity expansion, absurd sizes
├── StaleListError         5  409  list data is missing or too old
├── FetchError             1  502  a publisher did not answer, or not with its list
└── WorkspaceError         1  500  the workspace cannot be opened or written
"""

from __future__ import annotations

from typing import ClassVar


class SousveilError(Exception):
    """Root of everything the program raises on purpose.

    `str()` gives the message alone; `hint` says what to do about it.
    """

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500
    default_hint: ClassVar[str] = "please report it, with the command that was run"

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint or self.default_hint


class UsageError(SousveilError):
    """The call cannot be carried out as it was made."""

    exit_code = 2
    http_status = 400
    default_hint = "see `sousveil --help`"


class NotFoundError(UsageError):
    """What the call names does not exist."""

    http_status = 404
    default_hint = "`sousveil lists` shows what is loaded, `sousveil search` looks for names"


class InputError(SousveilError):
    """Data from outside is bad. The message begins with its place: file, line or row, column.

    Lines are those of a text file, as editors count them; rows those of a table, without its
    header; both from 1.
    """

    exit_code = 4
    http_status = 422
    default_hint = "correct the file and run the command again; nothing was written"

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        row: int | None = None,
        column: str | int | None = None,
        hint: str | None = None,
    ) -> None:
        self.path, self.line, self.row, self.column = path, line, row, column
        place = [path] if path else []
        if line is not None:
            place.append(f"line {line}")
        if row is not None:
            place.append(f"row {row}")
        if column is not None:
            place.append(f"column {column}")
        super().__init__(f"{', '.join(place)}: {message}" if place else message, hint=hint)


class UnreadableError(InputError):
    """The file is missing, empty, cut off or in no encoding that we can read."""

    default_hint = "check that the file is complete and can be opened by the program that made it"


class FormatError(InputError):
    """The content is not what its format demands, or of no format that we know."""

    default_hint = "`sousveil lists add --help` names the formats that can be read"


class HostileInputError(InputError):
    """The content would harm whoever reads it naively, so it was refused."""

    default_hint = "get the file again from its publisher; do not open it with other programs"


class StaleListError(SousveilError):
    """List data that the call needs is missing or older than it allows."""

    exit_code = 5
    http_status = 409
    default_hint = "run `sousveil lists update`, or leave --require-fresh out"


class FetchError(SousveilError):
    """A publisher did not answer, or answered with something that is not its list."""

    http_status = 502
    default_hint = "what was loaded before is still in use; try again later"


class WorkspaceError(SousveilError):
    """The workspace cannot be opened, read or written."""

    default_hint = "check the folder's permissions and free space, or name another with --workspace"
