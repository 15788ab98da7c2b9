"""How fast rows are screened, beside rapidfuzz without an index, and nomenklatura if installed.

    python benchmarks/throughput.py --lists PATH... [--rows 10000]
    python benchmarks/throughput.py --index FOLDER [--rows 10000]

The rows are invented, seeded: companies and people of many cultures, of whom few are on any list,
and one in twenty a listed name with a letter lost. Rows a second are those of one process, by
processor time, from query to hits, without reading and writing files.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

import sousveil
from sousveil.index import Index, open_index
from sousveil.model.query import Query
from sousveil.screening import screen

SYLLABLES = (
    *("ka", "lo", "mi", "ter", "vex", "nor", "dan", "ri", "sol", "tan"),
    *("ba", "qui", "zen", "pol", "mar", "fi", "gra", "ost", "lin", "hu"),
)
TRADES = ("Trading", "Technology", "Electronics", "Logistics", "Foods", "Shipping", "Energy")
PLACES = ("Hong Kong", "Europe", "Dubai", "Asia", "", "", "", "")
FORMS = ("Ltd", "LLC", "GmbH", "Co., Ltd.", "S.A.", "Inc.", "B.V.", "AG", "S.p.A.", "")
GIVEN = ("Anna", "Piotr", "Yuki", "Chidi", "Omar", "Camille", "Raj", "Mei", "Carlos", "Oksana")
SURNAMES = ("Novak", "Okafor", "Tanaka", "Haddad", "Silva", "Hansen", "Gupta", "Tran", "Rossi")
PEER_ROWS = 200


def invented_rows(index: Index, count: int, seed: int = 1) -> list[Query]:
    chance = random.Random(seed)  # noqa: S311  (rows, not secrets)
    found = []
    for number in range(1, count + 1):
        kind = chance.random()
        if kind < 0.6:
            name, schema = _company(chance), "Company"
        elif kind < 0.95:
            middle = chance.choice(("", "", f"{chance.choice(GIVEN)} "))
            name = f"{chance.choice(GIVEN)} {middle}{chance.choice(SURNAMES)}"
            schema = "Person"
        else:
            entity = index.entity(chance.randrange(len(index)))
            name, schema = _garbled(entity.caption, chance), entity.schema
        found.append(Query(row=number, names=(name,), schema=schema))
    return found


def _company(chance: random.Random) -> str:
    brand = "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 3)))).title()
    words = (chance.choice(PLACES), brand, chance.choice(TRADES), chance.choice(FORMS))
    return " ".join(word for word in words if word)


def _garbled(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(2, len(name)))
    return name[:at] + name[at + 1 :]


def listed_names(index: Index) -> list[str]:
    return [name.text for number in range(len(index)) for name in index.entity(number).names]


def rows_a_second(count: int, work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return count / (time.process_time() - started)


def brute_force(queries: Sequence[Query], names: list[str]) -> None:
    """Compare every query with every name, as one would without an index."""
    asked = [query.names[0].casefold() for query in queries]
    known = [name.casefold() for name in names]
    for start in range(0, len(asked), 50):
        process.cdist(
            asked[start : start + 50], known, scorer=fuzz.ratio, score_cutoff=70, dtype=np.float32
        )


def nomenklatura(queries: Sequence[Query], index: Index) -> Iterator[str]:
    """Say how fast nomenklatura's logic-v2 compares, where it is installed."""
    if importlib.util.find_spec("nomenklatura") is None:
        yield "nomenklatura is not installed"
        return
    from followthemoney import EntityProxy, model  # noqa: PLC0415  (only where it is measured)
    from nomenklatura.matching.logic_v2.model import LogicV2  # noqa: PLC0415

    def entity(schema: str, key: str, names: Sequence[str]) -> EntityProxy:
        made = model.make_entity(schema)
        made.id = key
        made.add("name", names)
        return made

    few = [entity(query.schema, f"q{query.row}", query.names) for query in queries[:100]]
    listed = [index.entity(number) for number in range(min(100, len(index)))]
    known = [entity(item.schema, item.id, [item.caption]) for item in listed]
    config = LogicV2.default_config()
    pairs = [(one, two) for one in few for two in known][:2000]
    for one, two in pairs[::20]:  # loads tables of names for seconds, which is no part of it
        LogicV2.compare(one, two, config)
    rate = rows_a_second(len(pairs), lambda: [LogicV2.compare(a, b, config) for a, b in pairs])
    yield f"nomenklatura logic-v2: {1e6 / rate:.0f} µs a pair"


def measure(index: Index, count: int) -> None:
    queries = invented_rows(index, count)
    list(screen(index, queries[:10]))
    ours = rows_a_second(count, lambda: list(screen(index, queries)))
    few = queries[: min(count, PEER_ROWS)]
    names = listed_names(index)
    theirs = rows_a_second(len(few), lambda: brute_force(few, names))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(index)} entities, {len(names)} names, {count} rows, one process")
    print(f"sousveil:              {ours:9.0f} rows/s")
    print(f"rapidfuzz brute force: {theirs:9.0f} rows/s (plain ratio, no evidence, no reasons)")
    print(f"ratio:                 {ours / theirs:9.2f}")
    print(f"peak memory:           {peak:9.0f} MB")
    for line in nomenklatura(queries, index):
        print(line)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--lists", type=Path, nargs="+")
    source.add_argument("--index", type=Path)
    parser.add_argument("--rows", type=int, default=10_000)
    options = parser.parse_args()
    if options.index:
        measure(open_index(options.index), options.rows)
        return
    with tempfile.TemporaryDirectory() as folder, sousveil.open(folder) as workspace:
        for path in options.lists:
            workspace.lists.add(path)
        workspace.search("anything")  # builds the index
        artefact = next(path for path in (Path(folder) / "index").iterdir() if path.is_dir())
        measure(open_index(artefact), options.rows)


if __name__ == "__main__":
    main()
