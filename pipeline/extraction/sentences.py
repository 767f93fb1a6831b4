"""Sentence boundaries of official German: `Art. 58 Abs. 3`, `8. Juni`, `rund 1.5 Mio. Franken`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.domain.expressions import Expression
from pipeline.domain.lexicon import alternatives, joined_pattern, lexicon
from pipeline.extraction.tokenizer import text_of

# The rules of one passage ask for its sentences several times over.
PASSAGES_KEPT = 64
# A full stop, exclamation or question mark, closing quotes, then white space before something printable.
_BOUNDARY = re.compile(r"(?P<end>[.!?…]+[»”\"')]*)(?P<gap>\s+)(?=\S)|\n(?=\s*\n)")

_ROUGH = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÀ-ÖØ-Þ«\d])")


@cache
def _abbreviated(language: str) -> re.Pattern[str]:
    short = alternatives(lexicon(language)["sentences"]["abbreviations"])
    return re.compile(rf"(?:(?:^|[\s(«])(?:{short})|(?<!\w)\w|\d)\.$")


@cache
def month_ahead(language: str) -> re.Pattern[str]:
    """Return the pattern of white space and a month, which makes a date of the number before."""
    return re.compile(rf"\s+(?:{alternatives(lexicon(language)['months'])})\b", re.IGNORECASE)


def sentence_bounds(text: str, language: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence of a passage, in code points, without outer white space."""
    return list(_bounds(text, language))


def bounds_or_whole(text: str, language: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence of a passage, of the whole passage where it has none."""
    return sentence_bounds(text, language) or [(0, len(text))]


@lru_cache(maxsize=PASSAGES_KEPT)
def _bounds(text: str, language: str) -> tuple[tuple[int, int], ...]:
    cuts = [0]
    for match in _BOUNDARY.finditer(text):
        if _is_end(text, match, language):
            cuts.append(match.end())
    cuts.append(len(text))
    spans = ((start, end) for start, end in pairwise(cuts) if text[start:end].strip())
    return tuple(_trim(text, start, end) for start, end in spans)


def _is_end(text: str, match: re.Match[str], language: str) -> bool:
    """A full stop after an abbreviation, an ordinal or a single letter ends nothing; `!` and `?` always do."""
    if match["end"] is None or not match["end"].startswith("."):
        return True
    before = text[max(0, match.start() - 12) : match.start() + 1]
    following = text[match.end() : match.end() + 1]
    if following.islower():
        return False
    if not _abbreviated(language).search(before):
        return True
    if before[-2].isdigit():
        return _ends_after_number(text, match, language)
    # `… kostet 3 Mio. Die Regierung …`: a noun after the unit would go on with the amount, these words can't.
    opens = _openers(language).match(text, match.end()) or _year_opens(language).match(text[match.end() :])
    return opens is not None and _amount_ended(language).search(before) is not None


def _ends_after_number(text: str, match: re.Match[str], language: str) -> bool:
    """`im Jahr 2023. Der` ends a sentence, `8. Juni` and `1. Lesung` don't: ordinals are short, without an article."""
    digits = re.search(r"(\d+)\.$", text[: match.start() + 1])
    if month_ahead(language).match(text, match.end() - len(match["gap"])):
        return False
    if digits is None:
        return False
    named = _numbered(language).search(text, max(0, digits.start() - 12), digits.start()) is not None
    return named or len(digits[1]) > 2 or _sentence_ahead(text, match, digits.start(), language)


@cache
def _numbered(language: str) -> re.Pattern[str]:
    """Return the pattern of a name that has a number after it."""
    names = lexicon(language)["sentences"].get("numbered", ())
    return re.compile(rf"(?<!\w)(?:{alternatives(names)})[ \u00a0]$" if names else r"(?!)")


def _sentence_ahead(text: str, match: re.Match[str], number_at: int, language: str) -> bool:
    """`ins KIP 3. Die` ends a sentence; the numbers of points, after a colon, a full stop or nothing, don't."""
    after_word = re.search(r"[\w%][ \u00a0]$|\d[,:]$", text[max(0, number_at - 2) : number_at])
    return after_word is not None and _openers(language).match(text, match.end()) is not None


@cache
def _amount_ended(language: str) -> re.Pattern[str]:
    """Return the pattern of a number with an abbreviated unit of money after it: `3 Mio.`, `500 Fr.`"""
    units = lexicon(language)["sentences"].get("units", ())
    return re.compile(rf"\d\s*(?:{alternatives(units)})\.$" if units else r"(?!)")


@cache
def _openers(language: str) -> re.Pattern[str]:
    words = lexicon(language)["sentences"].get("openers", ())
    return re.compile(rf"(?:{alternatives(words)})\b" if words else r"(?!)")


@cache
def _year_opens(language: str) -> Expression:
    """Return the pattern of a year and its verb: `… kostet 3 Mio. 2018 werden es mehr sein.`"""
    return joined_pattern(language, "sentences", "year_opens_re")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def rough_sentences(text: str) -> list[str]:
    """Return a text in parts that end with a full stop, `!`, `?` or colon before a capital, a quotation or a number.

    Abbreviations part it too: for looking back over what was told, where the words count and not the borders.
    """
    return _ROUGH.split(text)


@Language.factory("kip_sentences")
def make_sentences(nlp: Language, name: str) -> SentenceMarker:
    """Return the component that sets sentence starts."""
    return SentenceMarker(str(nlp.lang))


class SentenceMarker:
    """Set `is_sent_start` from the rules of this module."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, doc: Doc) -> Doc:
        """Mark the first token of each sentence."""
        # As one array: a Python object for each token takes longer than all the rest of the component.
        starts = [0, *(start for start, _ in sentence_bounds(text_of(doc), self.language))]
        first = np.isin(doc.to_array("IDX"), starts)
        marks = np.where(first, 1, -1).astype(np.uint64)
        return doc.from_array(["SENT_START"], marks)  # type: ignore[arg-type] # one column may be flat
