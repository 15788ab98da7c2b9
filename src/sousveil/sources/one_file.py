"""What readers of formats that are published as one file share: claiming it, and no second one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import ClassVar

from sousveil.errors import FormatError
from sousveil.model.statement import Statement
from sousveil.sources.base import Reader, ReadReport, Recognition, SourceFile


class OneFileReader(Reader):
    """A format that is published as one file.

    Class attributes:
        dataset: what it is published as; a format of several lists overrides `dataset_of` instead.
    """

    dataset: ClassVar[str]

    @abstractmethod
    def is_mine(self, file: SourceFile) -> bool:
        """Tell by its content whether the file is of this format."""

    def dataset_of(self, file: SourceFile) -> str:  # noqa: ARG002  # for those who override it
        """Return the dataset that a file of this format is."""
        return self.dataset

    @abstractmethod
    def statements(
        self, file: SourceFile, *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements of the file; what is raised is told by `Reader.read`."""

    def recognise(self, files: Sequence[SourceFile]) -> Recognition | None:
        """Claim the first file that is of this format."""
        mine = next(filter(self.is_mine, files), None)
        return Recognition(self.format, self.dataset_of(mine), (mine,)) if mine else None

    def read(self, source: Recognition, report: ReadReport) -> Iterator[Statement]:
        """Yield the statements of the one file.

        Raises:
            FormatError: there are none, or several, which would be different editions of one list;
                the rest as `Reader.read` says.
        """
        if len(source.files) != 1:
            names = ", ".join(file.name for file in source.files) or "none"
            raise FormatError(
                f"{self.title} is one file, given: {names}",
                hint="add each edition of a list by itself, in the order in which they appeared",
            )
        yield from self.statements(source.files[0], dataset=source.dataset, report=report)
