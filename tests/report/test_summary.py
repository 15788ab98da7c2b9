from __future__ import annotations

from dataclasses import replace

from sousveil.report.summary import group_rows, summarise, summary_sentence
from support.runs import EMPTY, NO_MATCH, ONE_MATCH, SUPPLIERS, many


def test_counts_add_up() -> None:
    counts = summarise(SUPPLIERS)
    assert (counts.rows, counts.unnamed, counts.matched, counts.matches) == (12, 1, 4, 5)
    assert counts.matched + counts.unmatched + counts.unnamed == counts.rows
    assert sum(tally.count for tally in counts.by_band) == counts.matches


def test_a_match_on_two_lists_counts_on_each_and_lists_without_any_are_told() -> None:
    assert {tally.key: tally.count for tally in summarise(SUPPLIERS).by_list} == {
        "us_trade_csl": 3,
        "us_ofac_cons": 2,
        "sousveil_register": 1,
    }
    assert [tally.count for tally in summarise(ONE_MATCH).by_list] == [1, 0, 0]


def test_bars_are_relative_to_the_longest() -> None:
    for run in (SUPPLIERS, ONE_MATCH, many(50)):
        counts = summarise(run)
        assert max(tally.share for tally in counts.by_list) == 1
        assert max(tally.share for tally in counts.by_band) == 1


def test_bands_below_the_threshold_are_told_only_when_something_lies_in_them() -> None:
    assert [tally.key for tally in summarise(SUPPLIERS).by_band] == [
        "very-likely",
        "likely",
        "possible",
    ]
    low = replace(SUPPLIERS, threshold=0.4)
    assert summarise(low).by_band[-1].key == "weak"
    assert summarise(low).by_band[-1].label == "weak, 0.00 to 0.69"


def test_rows_stay_in_order_and_the_best_comes_first() -> None:
    shuffled = replace(SUPPLIERS, matches=tuple(reversed(SUPPLIERS.matches)))
    groups = group_rows(shuffled)
    assert [group.row for group in groups] == [1, 2, 5, 7]
    assert groups[0].best.score == max(match.score for match in groups[0].matches)


def test_the_highest_scores_come_first() -> None:
    top = summarise(many(100)).top
    assert [match.score for match in top] == sorted((m.score for m in top), reverse=True)
    assert top[0].score == max(match.score for match in many(100).matches)


def test_sentences() -> None:
    assert summary_sentence(SUPPLIERS) == "12 rows screened: 4 have 5 matches at or above 0.70."
    assert summary_sentence(ONE_MATCH) == "12 rows screened: 1 has 1 match at or above 0.70."
    assert summary_sentence(NO_MATCH) == "12 rows screened: none has a match at or above 0.70."
    assert summary_sentence(EMPTY).startswith("0 rows screened")
