"""Results in a terminal or a pipe: the same text, with colour only where the reader has it."""

from sousveil.report.terminal.comparison import print_comparison
from sousveil.report.terminal.entity import print_entity, print_found
from sousveil.report.terminal.lists import print_added, print_lists, print_updates
from sousveil.report.terminal.run import print_run

__all__ = [
    "print_added",
    "print_comparison",
    "print_entity",
    "print_found",
    "print_lists",
    "print_run",
    "print_updates",
]
