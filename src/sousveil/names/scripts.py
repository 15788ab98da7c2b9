"""Scripts: a comparable form and a Latin form of any word.

Transliteration is that of ICU as `rigour` applies it (Cyrillic, Greek, Armenian, Georgian and
Hangul by rigour's own tables, the others by ICU's `Any-Latin`). A word that ICU cannot carry over
completely is compared as it stands; Tibetan, and text with the letters that only Uyghur and its
neighbours write, always is. There are deliberately no tables of our own that lead personal names
from one script to another.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_AYN_AND_HAMZA = str.maketrans("", "", "ءعٴ")
_ALEFS = str.maketrans("أإآٱىئؤیکےہ", "ااااييويكيه")
_ONLY_AS_IT_STANDS = frozenset("ۇۆۈۋېەڭھ")
_ABJADS = ("ARABIC", "HEBREW", "SYRIAC")
_UNSPACED = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
TSHEG = "\u0f0b"
"""The point between two Tibetan syllables, as between two words: syllables are no words."""


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """Return the first word of the character's Unicode name: `LATIN`, `CJK`, `ARABIC`, …."""
    return unicodedata.name(char, "UNKNOWN").split(" ", 1)[0]


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the word in the form in which it is compared within its own script.

    Compatibility forms are unified (NFKC) and case is folded; apostrophes and marks that are only
    decoration of a Latin, Greek or Cyrillic letter go, those that carry vowels elsewhere stay.
    """
    if word.isascii():
        return "".join(char for char in word.lower() if char.isalnum() or char == "?")
    text = unicodedata.normalize("NFKC", word).casefold()
    kept = [char for char in unicodedata.normalize("NFC", text) if _is_kept(char)]
    return unicodedata.normalize("NFC", "".join(kept)).replace("\ufffd", "?")


def _is_kept(char: str) -> bool:
    category = unicodedata.category(char)
    if category in {"Mn", "Me"}:
        return script_of(char) not in {"COMBINING", "ARABIC", "HEBREW"}
    return (category[0] in "LN" and category != "Lm") or category == "Mc" or char in "?\ufffd"


@lru_cache(maxsize=65536)
def latin(form: str) -> str:
    """Return the folded word in plain ASCII letters and digits, or as it stands if ICU cannot."""
    if form.isascii():
        return form
    if not _ONLY_AS_IT_STANDS.isdisjoint(form) or script_of(form[0]) == "TIBETAN":
        return form
    # Loading ICU takes 70 ms: only for those who meet a word that is not ASCII.
    from rigour.text.translit import ascii_text  # noqa: PLC0415  (for the reason above)

    masked = form.replace("?", "").translate(_ALEFS).translate(_AYN_AND_HAMZA)
    found = ascii_text(masked) if masked else ""
    if not found or "?" in found:
        return form
    return "".join(char for char in found.lower() if char.isalnum()) or form


@lru_cache(maxsize=65536)
def is_abjad(form: str) -> bool:
    """Tell whether the word stands in a script that leaves vowels out."""
    return not form.isascii() and script_of(form[0]) in _ABJADS


@lru_cache(maxsize=65536)
def is_unspaced(form: str) -> bool:
    """Tell whether the script writes names without blanks, so that one word is a whole name."""
    return not form.isascii() and script_of(form[0]) in _UNSPACED


@lru_cache(maxsize=65536)
def is_whole_name(text: str) -> bool:
    """Tell whether one unspaced word is long enough to hold a surname and a given name.

    Three Chinese or Korean syllables, or four Tibetan ones; fewer may be a given name alone.
    """
    script = script_of(text[0])
    if script == "TIBETAN":
        return len([syllable for syllable in text.split(TSHEG) if syllable]) >= 4
    return script in {"CJK", "HANGUL"} and len(text) >= 3
