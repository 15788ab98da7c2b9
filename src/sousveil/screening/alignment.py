"""Which parts of two names met which."""

from __future__ import annotations

from dataclasses import dataclass, field

from sousveil.names.acronyms import acronyms, is_acronym
from sousveil.names.analysis import Name, Part
from sousveil.names.schemata import Mode
from sousveil.names.weights import LEAST, LEAST_JOINED, LONGEST_RUN, MOST_OF_A_RUN
from sousveil.screening.similarity import Likeness, likeness, spelling

_ACRONYM = Likeness(0.8, "acronym")


@dataclass(frozen=True, slots=True)
class Pair:
    """Parts of the left name that met parts of the right one; one of the two is a single part."""

    left: tuple[Part, ...]
    right: tuple[Part, ...]
    likeness: Likeness

    @property
    def weight(self) -> float:
        """What the pair says at most: the mean of both sides, an initial as little as it is."""
        left, right = (
            min(MOST_OF_A_RUN, sum(p.weight for p in side)) for side in (self.left, self.right)
        )
        return min(left, right) if self.likeness.rule == "initial" else (left + right) / 2


@dataclass(slots=True)
class Alignment:
    """Pairs, and the parts of either side that met nothing."""

    pairs: list[Pair] = field(default_factory=list)
    left: list[Part] = field(default_factory=list)
    right: list[Part] = field(default_factory=list)


def align(left: Name, right: Name) -> Alignment:
    """Align two names of the same mode: same words first, then joined ones, then the most alike."""
    found = Alignment(left=list(left.parts), right=list(right.parts))
    _same(found)
    if found.left and found.right:
        _joined(found)
        _acronyms(found, left, right)
    if found.left and found.right:
        _alike(found, left.mode)
    return found


def _same(found: Alignment) -> None:
    places: dict[str, list[Part]] = {}
    for part in found.right:
        places.setdefault(part.latin, []).append(part)
    rest = []
    for part in found.left:
        others = places.get(part.latin)
        if not others:
            rest.append(part)
            continue
        other = others.pop(0)
        found.right.remove(other)
        crossing = part.form.isascii() != other.form.isascii()
        met = Likeness(0.99, "transliteration") if crossing else Likeness(1.0, "same")
        found.pairs.append(Pair((part,), (other,), met))
    found.left = rest


def _joined(found: Alignment) -> None:
    for part in [p for p in found.left if len(p.latin) > 3]:
        run, met = _best_run(part, found.right)
        if run and part in found.left:
            found.pairs.append(Pair((part,), run, met))
            found.left.remove(part)
            found.right = [other for other in found.right if other not in run]
    for part in [p for p in found.right if len(p.latin) > 3]:
        run, met = _best_run(part, found.left)
        if run:
            found.pairs.append(Pair(run, (part,), met))
            found.right.remove(part)
            found.left = [other for other in found.left if other not in run]


def _acronyms(found: Alignment, left: Name, right: Name) -> None:
    """Pair acronyms with the words that they stand for, none of which has met another."""
    for part in [p for p in found.left if is_acronym(p)]:
        words = _expansion(part, right, found.right)
        if words:
            found.pairs.append(Pair((part,), words, _ACRONYM))
            found.left.remove(part)
            found.right = [other for other in found.right if other not in words]
    for part in [p for p in found.right if is_acronym(p)]:
        words = _expansion(part, left, found.left)
        if words:
            found.pairs.append(Pair(words, (part,), _ACRONYM))
            found.right.remove(part)
            found.left = [other for other in found.left if other not in words]


def _expansion(part: Part, name: Name, free: list[Part]) -> tuple[Part, ...]:
    for acronym in acronyms(name):
        words = name.parts[: acronym.end]
        if acronym.letters == part.latin and all(word in free for word in words):
            return words
    return ()


def _best_run(part: Part, others: list[Part]) -> tuple[tuple[Part, ...], Likeness]:
    """Return the neighbouring parts that read together like the one part, if any do."""
    best: tuple[tuple[Part, ...], Likeness] = ((), Likeness(0.0, "joined"))
    for start in range(len(others) - 1):
        text = others[start].latin
        for end in range(start + 1, min(start + LONGEST_RUN, len(others))):
            text += others[end].latin
            if len(text) > len(part.latin) + 2:
                break
            if len(text) < len(part.latin) - 2:
                continue
            value = 0.98 if text == part.latin else 0.96 * spelling(*sorted((text, part.latin)))
            if value >= LEAST_JOINED and value > best[1].value:
                best = (tuple(others[start : end + 1]), Likeness(value, "joined"))
    return best


def _alike(found: Alignment, mode: Mode) -> None:
    candidates = []
    for i, one in enumerate(found.left):
        for j, two in enumerate(found.right):
            met = likeness(one, two, mode)
            if met.value >= LEAST:
                candidates.append(
                    (met.value * (one.weight + two.weight), met.value, -abs(i - j), i, j, met)
                )
    candidates.sort(key=lambda item: (-item[0], -item[1], -item[2], min(item[3], item[4])))
    left: set[int] = set()
    right: set[int] = set()
    for _, _, _, i, j, met in candidates:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.pairs.append(Pair((found.left[i],), (found.right[j],), met))
    found.left = [part for i, part in enumerate(found.left) if i not in left]
    found.right = [part for j, part in enumerate(found.right) if j not in right]
