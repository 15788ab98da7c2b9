"""Building an index artefact from listed entities."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa

from sousveil.errors import UsageError
from sousveil.index.entities import to_table
from sousveil.index.keys import (
    Word,
    near_slight,
    run_keys,
    runs,
    slight,
    slights,
    stable_hash,
    telling,
    word_keys,
)
from sousveil.index.layout import MODES, Array, write_arrays, write_manifest, write_table
from sousveil.model.listed import ListedEntity
from sousveil.names.analysis import SLIGHT, Name, analyse
from sousveil.names.dates import parse_date
from sousveil.names.identifiers import is_decisive, normal_value
from sousveil.names.keys import one_vowel, sound
from sousveil.names.schemata import Mode, modes

_Value = TypeVar("_Value", bound=Hashable)


def build_index(entities: Iterable[ListedEntity], directory: Path) -> None:
    """Write the index of the entities into a new folder.

    Equal entities in equal order give equal bytes.

    Raises:
        UsageError: the folder exists and holds something.
    """
    directory.mkdir(parents=True, exist_ok=True)
    if any(directory.iterdir()):
        raise UsageError(f"{directory} is not empty", hint="build the index into a new folder")
    known = list(entities)
    write_table(directory, "entities", to_table(known))
    write_arrays(directory, {"years": _years(known), **_identifiers(known)})
    counts = {"entities": len(known)}
    for mode in MODES:
        counts[f"{mode}_names"] = _build_half(known, mode, directory)
    write_manifest(directory, counts)


def _build_half(entities: Sequence[ListedEntity], mode: Mode, folder: Path) -> int:
    """Write what is needed to find names read in one mode; return how many there are."""
    places = [
        (number, at)
        for number, entity in enumerate(entities)
        if mode in modes(entity.schema)
        for at in range(len(entity.names))
    ]
    names = [analyse(entities[number].names[at].text, mode) for number, at in places]
    words = _numbered(
        Word.of(part) for name in names for part in name.parts if part.weight > SLIGHT
    )
    joined = _numbered(text for name in names for text, _ in runs(name))
    arrays = {
        "name_entity": np.array([number for number, _ in places], dtype=np.int32),
        "name_at": np.array([at for _, at in places], dtype=np.int32),
        "name_slight": np.array([slight(name) for name in names], dtype=np.float32),
        "name_slights": np.array([slights(name) for name in names], dtype=np.int32),
        "name_weight": np.array([telling(name) for name in names], dtype=np.float32),
        **_postings(names, words, joined),
        **_keys(names, words, joined, mode),
        **_hashed(
            "joined", [(stable_hash(n.joined), at) for at, n in enumerate(names) if n.joined]
        ),
    }
    write_arrays(folder, {f"{mode}.{name}": array for name, array in arrays.items()})
    write_table(folder, f"{mode}.words", _vocabulary(list(words), list(joined)))
    write_table(
        folder, f"{mode}.names", pa.table({"text": pa.array([n.text for n in names], pa.string())})
    )
    return len(names)


def _numbered(values: Iterable[_Value]) -> dict[_Value, int]:
    found: dict[_Value, int] = {}
    for value in values:
        found.setdefault(value, len(found))
    return found


def _vocabulary(words: Sequence[Word], joined: Sequence[str]) -> pa.Table:
    """Return the distinct words, and behind them the runs, in the forms that are measured."""
    texts = [word.latin for word in words] + list(joined)
    return pa.table(
        {
            "text": pa.array(texts, pa.string()),
            "length": pa.array([len(text) for text in texts], pa.int32()),
            "vowels": pa.array([one_vowel(text) for text in texts], pa.string()),
            "sound": pa.array([sound(text) for text in texts], pa.string()),
            "abjad": pa.array([word.abjad for word in words] + [False] * len(joined), pa.bool_()),
        }
    )


def _postings(
    names: Sequence[Name], words: dict[Word, int], joined: dict[str, int]
) -> dict[str, Array]:
    """Return for each word, and behind the words for each run, the names in which it stands."""
    found: list[tuple[int, int, float]] = []
    for at, name in enumerate(names):
        found.extend((words[Word.of(p)], at, p.weight) for p in name.parts if p.weight > SLIGHT)
        found.extend((len(words) + joined[text], at, weight) for text, weight in runs(name))
    found.sort()
    word = np.array([item[0] for item in found], dtype=np.int64)
    owner = np.array([item[1] for item in found], dtype=np.int64)
    order = np.argsort(owner, kind="stable")
    counts = np.bincount(word, minlength=len(words) + len(joined))
    return {
        "posting_words": np.array([len(words)], dtype=np.int64),
        "posting_offset": np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        "posting_word": word.astype(np.int32),
        "posting_name": owner.astype(np.int32),
        "name_posting": order.astype(np.int32),
        "name_offset": np.searchsorted(owner[order], np.arange(len(names) + 1)).astype(np.int64),
        "posting_weight": np.array([item[2] for item in found], dtype=np.float32),
    }


def _keys(
    names: Sequence[Name], words: dict[Word, int], joined: dict[str, int], mode: Mode
) -> dict[str, Array]:
    """Return the words under each key, and what each name has that a slight word may meet."""
    hashes, places, _ = word_keys(list(words), mode, listed=True)
    more, behind = run_keys(list(joined))
    everything = np.concatenate([hashes, more])
    owner = np.concatenate([places, behind + len(words)])
    known = [*words, *(Word(text) for text in joined)]
    slight = near_slight(everything, owner, known, mode, listed=True)
    faint = [
        sum(p.weight for p in name.parts if p.weight > SLIGHT and slight[words[Word.of(p)]])
        + sum(weight for text, weight in runs(name) if slight[len(words) + joined[text]])
        for name in names
    ]
    order = np.lexsort((owner, everything))
    everything, owner = everything[order], owner[order]
    fresh = np.ones(len(everything), dtype=bool)
    fresh[1:] = (everything[1:] != everything[:-1]) | (owner[1:] != owner[:-1])
    everything, owner = everything[fresh], owner[fresh]
    distinct, first = np.unique(everything, return_index=True)
    return {
        "key_hash": distinct,
        "key_offset": np.append(first, len(everything)).astype(np.int64),
        "key_word": owner.astype(np.int32),
        "name_faint": np.array(faint, dtype=np.float32),
    }


def _hashed(name: str, pairs: list[tuple[int, int]]) -> dict[str, Array]:
    pairs = sorted(set(pairs))
    return {
        f"{name}_hash": np.array([key for key, _ in pairs], dtype=np.uint64),
        f"{name}_of": np.array([of for _, of in pairs], dtype=np.int32),
    }


def _identifiers(entities: Sequence[ListedEntity]) -> dict[str, Array]:
    pairs = [
        (stable_hash(normal_value(identifier.value)), number)
        for number, entity in enumerate(entities)
        for identifier in entity.identifiers
        if is_decisive(identifier)
    ]
    return _hashed("identifier", pairs)


def _years(entities: Sequence[ListedEntity]) -> Array:
    """Return the first and last year of birth that each entity may have; 0 where none is stated."""
    years = np.zeros((len(entities), 2), dtype=np.int16)
    for number, entity in enumerate(entities):
        dates = [found for text in entity.birth_dates if (found := parse_date(text))]
        if dates:
            years[number] = (
                min(found.earliest.year for found in dates),
                max(found.latest.year for found in dates),
            )
    return years
