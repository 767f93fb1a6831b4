"""Bytes of a text in any common encoding → text."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

# With the longest marks first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# The single-byte encodings Swiss offices have used; more candidates make short texts a lottery.
_SINGLE_BYTE = ["cp1252", "mac_roman"]

# Of ASCII text in UTF-16 without a mark every second byte is zero; of an accented one nearly so.
UTF16_ZERO_SHARE = 0.3

# C0 controls other than tab, line feed, form feed and carriage return do not occur in text.
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}
CONTROL_SHARE = 0.002


def decode(data: bytes) -> tuple[str, str] | None:
    """Return the text and the name of its encoding, or null if the bytes are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if guess := _utf16_without_mark(data):
        return _strictly(data, guess)
    if decoded := _strictly(data, "utf-8"):
        return decoded
    return _single_byte(data)


def _strictly(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    controls = sum(ord(character) in _CONTROLS for character in text)
    return None if controls > CONTROL_SHARE * len(text) else (text, encoding)


def _utf16_without_mark(data: bytes) -> str | None:
    half = max(1, len(data) // 2)
    odd, even = data[1::2].count(0) / half, data[::2].count(0) / half
    if max(odd, even) < UTF16_ZERO_SHARE or min(odd, even) > UTF16_ZERO_SHARE / 3:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _single_byte(data: bytes) -> tuple[str, str] | None:
    best = from_bytes(data, cp_isolation=_SINGLE_BYTE).best()
    encoding = best.encoding if best else "cp1252"
    # cp1252 leaves five bytes undefined; latin-1, the same but for the range 80-9F, leaves none.
    return _strictly(data, encoding) or _strictly(data, "latin-1")


def unify_line_ends(text: str) -> str:
    """Return the text with CRLF and CR as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
