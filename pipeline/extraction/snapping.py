"""Ends of recognised spans put where a name can end: whole words, whole quotations, no stray signs.

The recogniser decides token by token, and a token of kip is smaller than a word (`B2-Kurs` has four), so that a span
may begin or end within one.
"""

from __future__ import annotations

from spacy.tokens import Doc

QUOTES = {"«": "»", "„": "“", "“": "”", "‹": "›"}
HYPHENS = frozenset("-‐‑")
# Inside names these signs may stand at an end.
AT_ENDS = frozenset("«»„“”‹›()")
# A quotation of more tokens is speech, not a name.
LONGEST_QUOTATION = 14

Ends = tuple[int, int]


def snapped(doc: Doc, first: int, last: int) -> Ends | None:
    """Return the ends of a span `doc[first:last]` as a name has them; null where no word is left."""
    first, last = _trimmed(doc, first, last)
    if first == last:
        return None
    first, last = _whole_words(doc, first, last)
    first, last = _whole_quotation(doc, first, last)
    first, last = _without_half_quotation(doc, first, last)
    return (first, last) if any(token.text[:1].isalpha() for token in doc[first:last]) else None


def _trimmed(doc: Doc, first: int, last: int) -> Ends:
    def stray(index: int) -> bool:
        text = doc[index].text
        return not text.isalnum() and text not in AT_ENDS and text not in HYPHENS

    while first < last and stray(first):
        first += 1
    while first < last and stray(last - 1):
        last -= 1
    return first, last


def _whole_words(doc: Doc, first: int, last: int) -> Ends:
    """Take in what letters, digits or a hyphen without spaces join to either end."""
    while first > 0 and _joins(doc, first - 1):
        first -= 1
    while last < len(doc) and _joins(doc, last - 1):
        last += 1
    return first, last


def _joins(doc: Doc, index: int) -> bool:
    """Tell whether a token and the one after it are of one word, such as `B` and `2`, `Velo` and `-`."""
    here, after = doc[index], doc[index + 1]
    if here.whitespace_ or not (here.text.isalnum() or after.text.isalnum()):
        return False
    if here.text in HYPHENS:
        return index > 0 and not doc[index - 1].whitespace_ and after.text.isalnum()
    if after.text in HYPHENS:
        return not after.whitespace_ and index + 2 < len(doc) and doc[index + 2].text.isalnum()
    return here.text.isalnum() and after.text.isalnum()


def _whole_quotation(doc: Doc, first: int, last: int) -> Ends:
    """Take in the whole of a quotation whose signs lie in the span or touch it."""
    for opened in range(max(0, first - 1), last):
        if doc[opened].text in QUOTES and (closed := _closing(doc, opened)) is not None:
            return min(first, opened), max(last, closed + 1)
    for closed in range(first, min(len(doc), last + 1)):
        if doc[closed].text in QUOTES.values() and (opened_before := _opening(doc, closed)) is not None:
            return min(first, opened_before), max(last, closed + 1)
    return first, last


def _without_half_quotation(doc: Doc, first: int, last: int) -> Ends:
    """Leave out a sign at an end whose partner is not in the span."""
    texts = [token.text for token in doc[first:last]]
    if texts and texts[0] in QUOTES and QUOTES[texts[0]] not in texts:
        first += 1
    if texts and texts[-1] in QUOTES.values() and not any(QUOTES.get(text) == texts[-1] for text in texts):
        last -= 1
    return first, max(first, last)


def _closing(doc: Doc, opened: int) -> int | None:
    places = range(opened + 1, min(len(doc), opened + LONGEST_QUOTATION))
    return next((i for i in places if doc[i].text == QUOTES[doc[opened].text]), None)


def _opening(doc: Doc, closed: int) -> int | None:
    places = range(closed - 1, max(-1, closed - LONGEST_QUOTATION), -1)
    return next((i for i in places if QUOTES.get(doc[i].text) == doc[closed].text), None)
