from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sousveil.index.hashing import TWO_FROM, WIDTH, deletions, letters, whole

words = st.text(st.sampled_from("abcdéж漢"), min_size=1, max_size=10)


def without(word: str) -> set[str]:
    """Return the slow and obvious forms of a word with letters left out."""
    if len(word) < 3:
        return {word}
    once = {word[:i] + word[i + 1 :] for i in range(len(word))}
    if len(word) < TWO_FROM:
        return {word} | once
    return {word} | once | {w[:i] + w[i + 1 :] for w in once for i in range(len(w))}


@given(words)
def test_hashes_are_those_of_the_words_with_letters_left_out(word: str) -> None:
    hashes, rows = deletions(letters([word]), 7, two=True)
    expected = whole(letters(sorted(without(word))), 7)
    assert set(hashes.tolist()) == set(expected.tolist())
    assert set(rows.tolist()) == {0}


@given(words, words)
def test_words_one_edit_apart_share_a_hash(left: str, right: str) -> None:
    one, _ = deletions(letters([left]), 7, two=False)
    two, _ = deletions(letters([right]), 7, two=False)
    close = len(left) > 2 and right in {left[:i] + left[i + 1 :] for i in range(len(left))}
    if left == right or close:
        assert not set(one.tolist()).isdisjoint(two.tolist())


def test_kinds_of_keys_stay_apart() -> None:
    matrix = letters(["im", "wm", "maria"])
    found = [value for salt in range(0x51, 0x56) for value in whole(matrix, salt).tolist()]
    assert len(set(found)) == len(found)


def test_long_words_are_cut_and_no_words_give_no_hashes() -> None:
    assert whole(letters(["a" * WIDTH]), 1) == whole(letters(["a" * 99]), 1)
    hashes, rows = deletions(letters([]), 1, two=True)
    assert len(hashes) == len(rows) == 0
