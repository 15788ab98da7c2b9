"""Prose in the UN list's cells, read: several names in one, document numbers in sentences.

All shapes are those of the Consolidated List as generated on 27 February 2026. Nothing here throws
text away: callers keep the published text beside what is read out of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sousveil.names.dates import parse_date

COMMITTEES = {
    "CD": "Committee established pursuant to resolution 1533 (2004)",
    "CF": "Committee established pursuant to resolution 2745 (2024)",
    "GB": "Committee established pursuant to resolution 2048 (2012)",
    "HT": "Committee established pursuant to resolution 2653 (2022)",
    "IQ": "Committee established pursuant to resolution 1518 (2003)",
    "IR": "Committee established pursuant to resolution 1737 (2006)",
    "KP": "Committee established pursuant to resolution 1718 (2006)",
    "LY": "Committee established pursuant to resolution 1970 (2011)",
    "QD": "Committee pursuant to resolutions 1267 (1999), 1989 (2011) and 2253 (2015)",
    "SD": "Committee established pursuant to resolution 1591 (2005)",
    "SO": "Committee pursuant to resolution 2713 (2023)",
    "SS": "Committee established pursuant to resolution 2206 (2015)",
    "TA": "Committee established pursuant to resolution 1988 (2011)",
    "YE": "Committee established pursuant to resolution 2140 (2014)",
}
"""Sanctions committees of the Security Council, by the first letters of reference numbers."""

_SEPARATOR = re.compile(r"\s*;\s*|\s+[b-h]\)\s+")
_FORMER = re.compile(r"\(?\b(?:previously|formerly)\s+listed\s+as\b\)?", re.IGNORECASE)
_QUALIFIER = re.compile(
    r"\s*\((?:original script|combat name|birth name)\)|\s+-\s+sub-unit name|original script:\s*",
    re.IGNORECASE,
)
_PROSE = re.compile(r"\s*(?:,\s*born\b|\((?=[^)]*\d{4})).*$")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1cff\u2c80-\ua95f\uac00-\ud7ff\uf900-\ufdff\ufe70-\ufeff]")
_SCRIPT_IN_NOTE = re.compile(
    r"\b(?:in arabic(?: script)?|original script)\s*:\s*(.+)$", re.IGNORECASE
)

_MARKER = re.compile(r"(?:\bnumber\b|\bno\b\.?|\bcode\b|:)\s*:?\s*(?=.*\d)", re.IGNORECASE)
_AFTER_NUMBER = re.compile(
    r"\s*(?:,|;|\b(?:issued|born|expire[sd]?|valid|dated|under)\b).*$", re.IGNORECASE
)
_LEADING_WORD = re.compile(r"^(?:[^\W\d_]{3,}|[^\W\d_]+’[^\W\d_]+)\s+")
_NUMBER = re.compile(r"^(?!.*[a-z]{2})[^\W_][\w ./°’-]*$")
_LONGEST_PROSE = 2000  # beyond any published cell; keeps the patterns' work bounded
_NOT_THEIRS = re.compile(r"\b(?:false|fraudulent|counterfeit|forged)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Alias:
    """The names held by one ALIAS_NAME, and whether the party was listed under them before."""

    names: tuple[str, ...]
    former: bool = False


def split_names(text: str) -> tuple[str, ...]:
    """Return the names joined by `;` or by `b)`, `c)` … in one cell."""
    return tuple(part.strip() for part in _SEPARATOR.split(text) if part and part.strip())


def read_alias(text: str, note: str = "") -> Alias:
    """Read ALIAS_NAME and its NOTE.

    Brackets are opened where they hold the same name in another script or several spellings of it
    (`حسن غول (Hassan Ghul; Hassan Gul)`); abbreviations and places in brackets stay in the name.
    """
    text, note = " ".join(text.split()), " ".join(note.split())
    if len(text) > _LONGEST_PROSE or len(note) > _LONGEST_PROSE:
        return Alias((text,))
    former = bool(_FORMER.search(text) or _FORMER.match(note))
    bare = _QUALIFIER.sub(lambda found: "" if found[0].strip()[0] in "(-" else " ", text)
    bare = _PROSE.sub("", _FORMER.sub("", bare)).strip(" ,")
    outside, inside = _last_brackets(bare)
    pieces = (outside, inside) if _is_same_name(outside, inside) else (bare,)
    names = [name for piece in pieces for name in split_names(piece)]
    names += _names_in_note(text, note)
    return Alias(tuple(dict.fromkeys(names)), former)


def is_own_document(*texts: str) -> bool:
    """Tell whether nothing says that the document is false, counterfeit or forged."""
    return not any(_NOT_THEIRS.search(text) for text in texts)


def document_number(text: str) -> str:
    """Return the number in a cell that may be prose, or an empty string.

    `CAR diplomatic passport no. D00000898` gives `D00000898`, `Libya B/002210` gives `B/002210`.
    """
    if len(text) > _LONGEST_PROSE:
        return ""
    rest = re.sub(r"\([^)]*\)", " ", " ".join(text.split()))
    marker = _MARKER.search(rest)
    if marker:
        rest = rest[marker.end() :]
    rest = _AFTER_NUMBER.sub("", rest).strip()
    while shorter := _LEADING_WORD.match(rest):
        rest = rest[shorter.end() :]
    rest = " ".join(rest.removeprefix("N°").split())
    digits = sum(char.isdigit() for char in rest)
    is_number = digits >= 3 or (digits >= 1 and " " not in rest and len(rest) >= 5)
    is_date = parse_date(rest) is not None and not (marker and rest.isdigit())
    return rest if is_number and _NUMBER.match(rest) and not is_date else ""


def _last_brackets(text: str) -> tuple[str, str]:
    """Return what stands before the brackets that end the text, and what stands inside them."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[place], 0)
        if depth <= 0:
            break
    else:
        return text, ""
    inside = text[place + 1 : -1] if text.endswith(")") else ""
    return (text[:place].strip(), inside.strip()) if inside else (text, "")


def _is_same_name(outside: str, inside: str) -> bool:
    """Tell whether the two are one name in two scripts, or the brackets hold several."""
    if not outside or not inside:
        return False
    foreign = [bool(_OTHER_SCRIPT.search(part)) for part in (outside, inside)]
    return any(foreign) and (foreign != [True, True] or ";" in inside)


def _names_in_note(text: str, note: str) -> list[str]:
    """Return names that stand in the note: in original script, or Latin forms of such a name."""
    if found := _SCRIPT_IN_NOTE.search(note):
        script = found[1].strip(" .")
        return [script] if _OTHER_SCRIPT.search(script) and not _LATIN.search(script) else []
    note = note[1:].partition(")")[0] if note.startswith("(") else note
    is_list = ";" in note and not re.search(r"[\d:.]", note)
    if is_list and _OTHER_SCRIPT.search(text) and not _LATIN.search(text):
        return list(split_names(note))
    return []
