"""Which encoding a text file is in: decided over the whole file, the same way every time.

Byte order marks decide first; then NUL bytes, which only the wide Unicode encodings hold in number;
then whether the whole file is UTF-8. What is none of these is judged by chardet, from those lines
alone that are not ASCII, among the encodings that offices of the last decades wrote.
"""

from __future__ import annotations

import codecs

from sousveil.tables.raw import RawFile

_MARKS = (  # UTF-32 before UTF-16, whose little-endian mark it begins with
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    ("\ufeff".encode("gb18030"), "gb18030"),
)
_WINDOWS = ("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257")
_EASTERN = ("gb18030", "big5", "cp932", "cp949", "euc-jp")
_SAMPLE_BYTES = 65536
_HEAD_BYTES = 4096


def detect_encoding(raw: RawFile) -> str:
    """Return the name of the Python codec that reads the file.

    The codec is a judgement for legacy encodings, which nothing marks: whoever reads must say
    which was taken, and decode strictly. A file that is UTF-8 but for some damaged bytes is given
    as `utf-8`, so that strict decoding names their place.

    Raises:
        UnreadableError: the file cannot be read.
        HostileInputError: it is a packing bomb.
    """
    head = raw.head(_HEAD_BYTES)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    wide = _wide(head)
    if wide:
        return wide
    if _is_utf8(raw):
        return "utf-8"
    if _is_damaged_utf8(raw):
        return "utf-8"
    return _legacy(raw)


def _wide(head: bytes) -> str | None:
    """Recognise UTF-16 and UTF-32 without a mark by where their NUL bytes stand."""
    whole = head[: len(head) // 4 * 4] or head
    if whole.count(0) * 10 < len(whole):
        return None
    planes = [whole[offset::4] for offset in range(4)]
    even, odd = whole[0::2].count(0), whole[1::2].count(0)
    if not any(planes[3]) and planes[2] and max(planes[2]) <= 0x10:
        guess = "utf-32-le"
    elif not any(planes[0]) and planes[1] and max(planes[1]) <= 0x10:
        guess = "utf-32-be"
    else:
        guess = "utf-16-le" if odd > even else "utf-16-be"
    try:
        codecs.getincrementaldecoder(guess)("strict").decode(head, final=len(head) < _HEAD_BYTES)
    except UnicodeDecodeError:
        return None
    return guess


def _is_utf8(raw: RawFile) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    try:
        for block in raw.blocks():
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


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
    return valid > broken


def _legacy(raw: RawFile) -> str:
    import chardet  # noqa: PLC0415 (takes 50 ms, and most files are UTF-8)

    found = chardet.detect(
        _sample(raw),
        include_encodings=(*_WINDOWS, *_EASTERN),
        prefer_superset=True,
        compat_names=False,
    )
    return found["encoding"] or "cp1252"


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
