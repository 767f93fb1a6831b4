"""What a line looks like: numbered, listed, a caption, an entry of a table of contents, the end of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.domain.data import load_toml

# A heading longer than this is a sentence without its full stop.
MAX_HEADING = 110
MAX_HEADING_WORDS = 14
# A number alone (`3 Finanzierung`, no dot) counts less, so its heading must be shorter.
MAX_BARE_HEADING = 70
# Of the characters besides years: `KIP 3 (2024–2027)` is a heading, `Fr. 385'000` is not.
MIN_LETTER_SHARE = 0.4
MIN_LETTERS = 3
# So many page numbers that only grow, none above the limit, are those of a table of contents.
MIN_TOC_ROWS = 4
MAX_PAGE_NUMBER = 999

_BULLET = re.compile(r"(?:[-–—•·»▪■●◦‣➢➔✓*\uf0b7\uf0a7]|[a-z]\)|\(?[ivx]{1,4}\))[ \t\u00a0]+(?=\S)")
_COUNTED = re.compile(r"\d{1,2}[.)][ \t\u00a0]+(?=[^\W\d_])")
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})(\.|\))?[ \t\u00a0]+(?=\S)")
_ROMAN = re.compile(r"(?:[IVX]{1,5})\.[ \t\u00a0]+(?=[^\W\d_])")
_LEADER = re.compile(r"(?:[.·_–—-]\s?){4,}\s*\d{1,4}\s*$|…\s*\d{1,4}\s*$|\s{3,}\d{1,3}\s*$|\t\d{1,3}\s*$")
_SENTENCE_END = re.compile(r"[.!?:;][)»\"”’]?\s*$")
_YEARS = re.compile(r"\(?\b(?:19|20)\d\d\b(?:\s?[-–—/]\s?(?:19|20)?\d\d\b)?\)?")
# Abbreviations of two letters (`z. B.`, `d. h.`) are no items.
_LETTERED = re.compile(r"[a-z]\.[ \t\u00a0]+(?!\w\.)(?=[^\W\d_(«„\"])")
_LETTER = re.compile(r"[A-Z][.)][ \t\u00a0]+(?=[^\W\d_]{2})")
_NAMED = re.compile(r"([^\W\d_]+)\.?[ \u00a0]+(\d{1,2}(?:\.\d{1,2}){0,4})[.:)]?[ \t\u00a0]+(?=\S)")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


@cache
def _words_of(section: str) -> frozenset[str]:
    return frozenset(word for words in load_toml("languages")[section].values() for word in words.split())


def is_list_item(text: str) -> bool:
    """Return whether the text starts with a bullet, a dash, `a)`, `(ii)`, or `1.` before a small letter."""
    if _BULLET.match(text):
        return True
    counted = _COUNTED.match(text)
    return counted is not None and text[counted.end()].islower() and not _is_date(text, counted.end())


def is_lettered(text: str) -> bool:
    """Return whether the text starts with `a.` as items of laws do; abbreviations may look the same."""
    return _LETTERED.match(text) is not None


def numbering(text: str) -> int:
    """Return the depth of a number at the start (`2.1 Inhaltlich` → 2, roman → 1), or 0; a date is no number."""
    if _ROMAN.match(text):
        return 1
    match = _NUMBER.match(text)
    if not match:
        return 0
    first = _FIRST_WORD.match(text, match.end())
    if not first or not first.group()[0].isupper() or _is_date(text, match.end()):
        return 0
    return match.group(1).count(".") + 1


def _is_date(text: str, offset: int) -> bool:
    month = _FIRST_WORD.match(text, offset)
    return month is not None and month.group().lower() in _words_of("months")


def is_bare_number(text: str) -> bool:
    """Return whether the number at the start is a single one without a dot, as in `12 Kantone`."""
    match = _NUMBER.match(text)
    return bool(match and "." not in match.group(1) and not match.group(2))


def ends_sentence(text: str) -> bool:
    """Return whether the text ends with a full stop, colon or the like."""
    return bool(_SENTENCE_END.search(text))


def is_caption(text: str) -> bool:
    """Return whether the text starts as captions do: `Tabelle 3:`, `Abb. 2`."""
    first = _FIRST_WORD.match(text)
    if not first or first.group().lower() not in _words_of("captions"):
        return False
    return bool(re.match(r"\.?[ \u00a0]?\d{1,3}\b", text[first.end() :]))


def is_toc_entry(text: str) -> bool:
    """Return whether the text ends with a leader or a wide gap and a page number."""
    return bool(_LEADER.search(text)) and any(character.isalpha() for character in text)


def are_page_numbers(texts: Sequence[str]) -> bool:
    """Return whether texts one below the other read as the page numbers of a table of contents: they only grow."""
    if len(texts) < MIN_TOC_ROWS or not all(text.isdecimal() for text in texts):
        return False
    numbers = [int(text) for text in texts]
    return numbers == sorted(numbers) and numbers[-1] <= MAX_PAGE_NUMBER


def plain_kind(text: str) -> str:
    """Return list_item for text with a bullet or a number that counts, else paragraph; headings are told before."""
    counted = numbering(text) > 0 and not is_bare_number(text)
    return "list_item" if is_list_item(text) or counted else "paragraph"


def is_short_line(text: str) -> bool:
    """Return whether the text could be a heading by its looks: short, capital first, no full stop, mostly letters."""
    plain = text.strip()
    if not plain or len(plain) > MAX_HEADING or len(plain.split()) > MAX_HEADING_WORDS or ends_sentence(plain):
        return False
    bare = _YEARS.sub("", plain).replace(" ", "")
    letters = sum(character.isalpha() for character in bare)
    starts = plain.lstrip('«"“„(')[:1]
    mostly_letters = letters >= max(MIN_LETTERS, MIN_LETTER_SHARE * len(bare))
    return (starts.isupper() or starts.isdigit()) and mostly_letters and plain[-1] != ","


def heading_depth(text: str) -> int:
    """Return the depth of a numbered heading, or 0 for anything else."""
    depth = numbering(text)
    if not depth or not is_short_line(text):
        return 0
    return 0 if is_bare_number(text) and len(text) > MAX_BARE_HEADING else depth


def chapter_depth(text: str) -> int:
    """Return the depth of a heading that begins with a letter (`B. Ziele`) or a named number (`FB 2.1 Sprache`), or 0.

    Sentences begin so too: it takes type that sets it off to make it a heading, and tells its level better.
    """
    if not is_short_line(text):
        return 0
    named = _NAMED.match(text)
    if named and named.group(1).lower() in _words_of("chapters"):
        return named.group(2).count(".") + 1
    return 1 if _LETTER.match(text) else 0
