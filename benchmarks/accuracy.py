"""How well names are matched: precision, recall and F1 on labelled pairs.

    python benchmarks/accuracy.py PAIRS.csv [--threshold 0.7] [--worst 10]

The file has the columns `schema`, `name1`, `name2` and `is_match` (`true` or `false`).
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sousveil.screening import compare_names, sentence


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled pair with the score it got."""

    schema: str
    left: str
    right: str
    same: bool
    score: float
    why: str

    def wrong_by(self, threshold: float) -> float:
        """Return by how much the score lies on the wrong side; 0 or less where it is right."""
        return threshold - self.score if self.same else self.score - threshold


def judge(path: Path) -> list[Judged]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [_judged(row) for row in csv.DictReader(stream)]


def _judged(row: dict[str, str]) -> Judged:
    found = compare_names(row["name1"], row["name2"], schema=row["schema"])
    same = row["is_match"].strip().lower() == "true"
    return Judged(row["schema"], row["name1"], row["name2"], same, found.score, sentence(found))


def figures(pairs: Iterable[Judged], threshold: float) -> str:
    kept = list(pairs)
    hits = [pair for pair in kept if pair.score >= threshold]
    right = sum(pair.same for pair in hits)
    wanted = sum(pair.same for pair in kept)
    precision = right / len(hits) if hits else 0.0
    recall = right / wanted if wanted else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return f"{len(kept):6d} {precision:10.3f} {recall:8.3f} {f1:7.3f}"


def reliability(pairs: Iterable[Judged]) -> None:
    """Print, for bands of the score, how many of the pairs are the same."""
    print("\nscore        pairs   the same")
    kept = list(pairs)
    for low in range(10):
        band = [pair for pair in kept if low <= pair.score * 10 < low + 1]
        share = sum(pair.same for pair in band) / len(band) if band else 0.0
        print(f"{low / 10:.1f}-{(low + 1) / 10:.1f} {len(band):9d} {share:9.0%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--threshold", type=float, default=0.7)
    parser.add_argument("--worst", type=int, default=10)
    options = parser.parse_args()
    pairs = judge(options.pairs)
    print(f"at {options.threshold}        pairs  precision   recall      F1")
    print(f"{'all':13}{figures(pairs, options.threshold)}")
    for schema in sorted({pair.schema for pair in pairs}):
        chosen = [pair for pair in pairs if pair.schema == schema]
        print(f"{schema:13}{figures(chosen, options.threshold)}")
    reliability(pairs)
    print("\nthe worst errors")
    worst = sorted(pairs, key=lambda pair: -pair.wrong_by(options.threshold))
    for pair in worst[: options.worst]:
        if pair.wrong_by(options.threshold) > 0:
            label = "same" if pair.same else "different"
            print(f"{pair.score:.2f} {label:9} {pair.left} | {pair.right}: {pair.why}")


if __name__ == "__main__":
    main()
