"""Letters that programs took apart or wrote in the bytes of another encoding, put together again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.reading.edits import Change

# UTF-8 read as one byte per letter: each letter with an accent becomes two or three of these.
_MISTAKEN = re.compile(
    r"[\u00c2\u00c3\u00e2][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,2}"
)
# Dots printed beside their letter, as old typesetting programs left them.
_DOTS = re.compile(r"(?<=\w)[aouAOU] ?\u00a8(?=\w)|\u00a8 ?[aouAOU](?=\w)")
_LIGATURES = re.compile("[\ufb00-\ufb06]")


def encoding_changes(text: str) -> Iterator[Change]:
    """Yield the places of letters in a mistaken encoding (`MÃ¼ller`), dots beside their letter (`fu¨r`), ligatures."""
    for match in _MISTAKEN.finditer(text):
        if right := _as_utf8(match.group()):
            yield Change("encoding", match.start(), match.end(), right)
    for match in _DOTS.finditer(text):
        letter = next(character for character in match.group() if character.isalpha())
        composed = unicodedata.normalize("NFC", letter + "\u0308")
        yield Change("dots", match.start(), match.end(), composed)
    for match in _LIGATURES.finditer(text):
        yield Change("ligature", match.start(), match.end(), unicodedata.normalize("NFKC", match.group()))


def _as_utf8(mistaken: str) -> str | None:
    """Return the letter that such characters are the bytes of, or null; a character after it stays as it is."""
    for length in (len(mistaken), len(mistaken) - 1):
        try:
            letter = b"".join(map(_byte, mistaken[:length])).decode("utf-8")
        except UnicodeError:
            continue
        return letter + mistaken[length:]
    return None


def _byte(character: str) -> bytes:
    """Return the byte a character was read from: Windows leaves some of them without a letter of its own."""
    return character.encode("latin-1") if ord(character) < 0x100 else character.encode("cp1252")
