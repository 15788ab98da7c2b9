from __future__ import annotations

from sousveil.model.match import COLUMNS, Comparison, Reason

PUBLISHED_COLUMNS = (
    "row", "query_id", "query_name", "score", "entity_id", "entity_name", "matched_name", "schema",
    "datasets", "programs", "listed_since", "listed_until", "reason", "source_url",
)  # fmt: skip


def test_the_columns_that_other_programs_read_stay_put() -> None:
    assert COLUMNS == PUBLISHED_COLUMNS


def test_an_explanation_reads_back_in_one_sentence() -> None:
    reasons = (
        Reason("same", 0.6, "hikvision", "hikvision", "“hikvision” is in both names"),
        Reason("left over", -0.1, "", "hangzhou", "“hangzhou” stands in the listed name alone"),
    )

    assert str(Comparison(0.876, "Hikvision", "Hangzhou Hikvision", reasons)) == (
        "score 0.88: “hikvision” is in both names; “hangzhou” stands in the listed name alone"
    )


def test_an_explanation_without_reasons_says_so() -> None:
    assert str(Comparison(0.0, "A", "B", ())) == "score 0.00: nothing in common"
