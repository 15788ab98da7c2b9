"""Which encoding a text file is in: decided over the whole file, the same way every time.

Byte order marks decide first; then NUL bytes, which only the wide Unicode encodings hold in number;
then whether the whole file is UTF-8. What is none of these is judged by chardet, from those lines
alone that are not ASCII, among the encodings that offices of the last decades wrote.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import chain

from sousveil.errors import UnreadableError
from sousveil.tables.raw import RawFile

_MARKS = (  # UTF-32 before UTF-16, whose little-endian mark it begins with
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
    ("\ufeff".encode("gb18030"), "gb18030"),
)
_MARKUP = re.compile(r"[\n\r\t,;|{]")  # what a table in any language has
_WINDOWS = ("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257")
_EASTERN = ("gb18030", "big5", "cp932", "cp949", "euc-jp")
_USUAL = ("cp1252", "gb18030")
_TIE = 0.95
_OTHER_LETTER = re.compile(r"[\u0370-\u06ff]")  # Greek, Cyrillic, Hebrew, Arabic
_MIXED = re.compile(r"(?<=[A-Za-z])[\u0370-\u06ff]|[\u0370-\u06ff](?=[A-Za-z])")
_SAMPLE_BYTES = 65536
_HEAD_BYTES = 4096


def detect_encoding(raw: RawFile) -> str:
    """Return the name of the Python codec that reads the whole file strictly.

    The codec is a judgement for legacy encodings, which nothing marks: whoever reads must say
    which was taken. A file that is UTF-8 but for some damaged bytes is not taken for another.

    Raises:
        UnreadableError: the file cannot be read, or a byte is no text; its line is named.
        HostileInputError: it is a packing bomb.
    """
    head = raw.head(_HEAD_BYTES)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None) or _wide(head)
    if marked:
        return _verified(raw, marked)
    try:
        return _verified(raw, "utf-8")
    except UnreadableError:
        if _is_damaged_utf8(raw):
            raise
    return _verified(raw, _legacy(raw))


def decoded(raw: RawFile, encoding: str) -> Iterator[str]:
    """Yield the text in blocks, without the byte order mark that it may begin with.

    Raises:
        UnreadableError: a byte is no text in that encoding, its line is named; or the file
            cannot be read.
    """
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line, first, broken = 1, True, False
    for block in chain(raw.blocks(), (b"",)):
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            line += line_ends(error.object[: error.start].decode(encoding, "ignore"))
            bad = error.object[error.start : error.end][:4].hex(" ")
            raise UnreadableError(
                f"line {line}: the bytes {bad} cannot be read as {encoding}",
                path=raw.name,
                hint="save the table as UTF-8 with the program that made it",
            ) from error
        line += line_ends(text) - (broken and text.startswith("\n"))  # a CR LF over two blocks
        broken = text.endswith("\r") or (broken and not text)
        yield text.removeprefix("\ufeff") if first else text
        first = first and not text


def line_ends(text: str) -> int:
    """Count the line ends of a block: LF, CR LF and CR."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _verified(raw: RawFile, encoding: str) -> str:
    for _ in decoded(raw, encoding):
        pass
    return encoding


def _wide(head: bytes) -> str | None:
    """Recognise UTF-16 and UTF-32 without a mark by where the NUL bytes of their ASCII stand."""
    whole = head[: len(head) // 4 * 4] or head
    if whole.count(0) * 100 < len(whole) or not any(whole):
        return None
    planes = [whole[offset::4] for offset in range(4)]
    if not any(planes[3]) and max(planes[2], default=17) <= 16:
        guess = "utf-32-le"
    elif not any(planes[0]) and max(planes[1], default=17) <= 16:
        guess = "utf-32-be"
    else:
        little = whole[1::2].count(0) > whole[0::2].count(0)
        guess = "utf-16-le" if little else "utf-16-be"
    decoder = codecs.getincrementaldecoder(guess)("strict")
    try:
        text = decoder.decode(head, final=len(head) < _HEAD_BYTES)
    except UnicodeDecodeError:
        return None
    return guess if _MARKUP.search(text) else None


def _is_damaged_utf8(raw: RawFile) -> bool:
    """Tell damaged UTF-8 from a legacy encoding.

    Text in a legacy encoding seldom holds a valid multi-byte sequence; in UTF-8 most are.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    valid = broken = 0
    for block in raw.blocks():
        text = decoder.decode(block)
        bad = text.count("\ufffd")
        broken += bad
        valid += len(text) - len(text.encode("ascii", "ignore")) - bad
    return 0 < valid >= broken


def _legacy(raw: RawFile) -> str:
    """Rank the legacy encodings, and take a usual one before a rarer one that fits no better."""
    import chardet  # noqa: PLC0415 (takes 50 ms, and most files are UTF-8)

    sample = _sample(raw)
    ranked = chardet.detect_all(
        sample,
        ignore_threshold=True,
        include_encodings=(*_WINDOWS, *_EASTERN),
        prefer_superset=True,
        compat_names=False,
    )
    fits = {
        str(each["encoding"]): float(each["confidence"])
        for each in ranked
        if each["encoding"] and not _mixes_scripts(sample, each["encoding"])
    }
    best = max(fits.values(), default=0.0)
    usual = (name for name in _USUAL if fits.get(name, -1.0) >= _TIE * best)
    chosen = next(usual, max(fits, key=lambda name: fits[name], default="cp1252"))
    text = sample.decode(chosen, "ignore")
    # Where another encoding says the very same, as Central European does of French, it is no news.
    return next((name for name in _USUAL if sample.decode(name, "ignore") == text), chosen)


def _mixes_scripts(sample: bytes, encoding: str) -> bool:
    """Tell whether words come out of Latin and other letters, as in `Nestlι`: a wrong guess."""
    text = sample.decode(encoding, "ignore")
    others = len(_OTHER_LETTER.findall(text))
    return len(_MIXED.findall(text)) * 4 > others


def _sample(raw: RawFile) -> bytes:
    """Collect the lines that are not ASCII, up to 64 KiB."""
    sample = bytearray()
    for block in raw.blocks():
        if block.isascii():
            continue
        for line in block.splitlines(keepends=True):
            if not line.isascii():
                sample += line[: _SAMPLE_BYTES - len(sample)]
        if len(sample) >= _SAMPLE_BYTES:
            break
    return bytes(sample)
