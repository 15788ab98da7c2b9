"""Comparison with its reasons, and screening of tables."""

from sousveil.screening.batch import screen
from sousveil.screening.comparison import compare, compare_names
from sousveil.screening.wording import sentence

__all__ = ["compare", "compare_names", "screen", "sentence"]
