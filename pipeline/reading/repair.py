"""Repair of German that a model of another language recognised: lost umlauts, acronyms, figures.

Noticed by what it does to the text: words that become common German by getting their umlauts back outnumber
those that have theirs. Every repair is an Edit and can be undone; a word that can't be settled stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from pipeline.domain.data import load_toml
from pipeline.reading.edits import Change
from pipeline.reading.encodings import encoding_changes
from pipeline.reading.language import detect_language
from pipeline.reading.mending import MARGIN_NONE_LEFT, MARGIN_SOME_LEFT, UMLAUT, asks_at_first_sight, mend
from pipeline.reading.quality import umlaut_rate
from pipeline.records import Document, Table

# German text has 3 umlauts among 100 letters, forms and tables 1; above this nothing is amiss.
SUSPICIOUS_UMLAUT_RATE = 0.012
# So many different words must ask for an umlaut, and at least this many for each that has one.
MIN_PROPOSALS = 3
MIN_PROPOSAL_RATIO = 0.5
# Up to this many intact words for each that asks, the page counts as one that lost all its umlauts.
SURVIVING_SHARE = 0.2
# A page with fewer words can't tell by itself: it goes the way of the document's other pages.
MIN_TELLING_WORDS = 60
SHORT_WORD = 3
MIN_ACRONYM_USES = 2

_WORD = re.compile(r"(?<![\w])[^\W_]*[^\W\d_][^\W_]*(?![\w])")
# The number of a footnote sticks to its word.
_NOTE = re.compile(r"(?<=[^\W\d_]{3})\d{1,2}$")
_CAPITALS = re.compile(r"(?<!\w)[A-Z]{2,5}(?!\w)")
_CODE = re.compile(r"(?<![\w.,'’/])[\w|!$]{2,5}(?![\w'’/]|[.,]\d)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*)$")


def repair_changes(document: Document) -> list[Change]:
    """Return the repairs a document needs; none for one that is sound."""
    changes = list(encoding_changes(document.text))
    acronyms = _acronyms_in(document.text)
    texts = [document.page_text(page) for page in document.pages]
    for page, text, lost in zip(document.pages, texts, _lost_umlauts(texts, document.language), strict=True):
        if lost or page.ocr_confidence is not None:
            found = [*acronym_changes(text, acronyms), *pattern_changes(text, misread=bool(lost)), *lost]
            changes += [Change(c.rule, c.start + page.start, c.end + page.start, c.after) for c in found]
        if page.ocr_confidence is not None:
            tables = [table for table in document.tables if table.page == page.number]
            changes += [change for table in tables for change in figure_changes(document.text, table)]
    return changes


def _lost_umlauts(texts: Sequence[str], language: str | None) -> list[list[Change]]:
    """Return the lost umlauts of each page; a short page goes the way of most of the others."""
    found = [list(umlaut_changes(text, language)) for text in texts]
    tells = [len(text.split()) >= MIN_TELLING_WORDS for text in texts]
    lost = sum(bool(changes) for changes, telling in zip(found, tells, strict=True) if telling)
    if 2 * lost <= sum(tells):
        return found
    return [
        changes if changes or telling else list(umlaut_changes(text, language, misread=True))
        for text, changes, telling in zip(texts, found, tells, strict=True)
    ]


# --- umlauts -----------------------------------------------------------------------------------


def umlaut_changes(text: str, language: str | None = "de", *, misread: bool = False) -> Iterator[Change]:
    """Yield the words of a German text that lost their umlauts, if it is a text that lost them.

    `misread` says that the text belongs to one that did; then a few words are evidence enough.
    """
    if (detect_language(text) or language) != "de":
        return
    rate = umlaut_rate(text)
    if (not misread and rate is None) or (rate or 0.0) >= SUSPICIOUS_UMLAUT_RATE:
        return
    words = list(_words(text))
    proposals = _proposals({word for _, word in words}, misread=misread)
    for start, word in words:
        if word in proposals:
            yield Change("umlaut", start, start + len(word), _with_case(proposals[word], word, text, start))


def _words(text: str) -> Iterator[tuple[int, str]]:
    for match in _WORD.finditer(text):
        yield match.start(), _NOTE.sub("", match.group())


def _proposals(words: Collection[str], *, misread: bool) -> dict[str, str]:
    """Return the words to be mended; none unless those that ask for umlauts are many beside those that have theirs."""
    intact = len({word.lower() for word in words if UMLAUT.search(word)})
    if not misread and sum(map(asks_at_first_sight, sorted(words))) < MIN_PROPOSALS:
        return {}
    eager = {word: mend(word, MARGIN_NONE_LEFT) for word in sorted(words)}
    asking = len({word.lower() for word, mended in eager.items() if mended != word and UMLAUT.search(mended)})
    if not misread and asking < max(MIN_PROPOSALS, MIN_PROPOSAL_RATIO * intact):
        return {}
    if intact > SURVIVING_SHARE * asking:
        eager = {word: mend(word, MARGIN_SOME_LEFT) for word in sorted(words)}
    return {word: mended for word, mended in eager.items() if mended != word}


@cache
def _function_words() -> frozenset[str]:
    return frozenset(load_toml("languages")["function_words"]["de"].split())


def _with_case(mended: str, printed: str, text: str, start: int) -> str:
    """Return a word small where its capital is a misread small letter (`Gber`, `Ubernimmt`) and no sentence begins."""
    lower = mended.lower()
    capital_misread = mended[:1] != printed[:1] and mended[:1].isupper()
    if not capital_misread or _SENTENCE_START.search(text[max(0, start - 4) : start]):
        return mended
    small = lower in _function_words() or (lower.startswith("ü") and not _is_noun(lower))
    return lower if small else mended


def _is_noun(lower: str) -> bool:
    forms = load_toml("repair")
    beginnings, parts = forms["nouns_with_ue"].split(), forms["noun_parts"].split()
    return lower.startswith(tuple(beginnings)) or any(part in lower for part in parts)


# --- acronyms, patterns, figures -----------------------------------------------------------------


@cache
def _lookalikes() -> dict[int, str]:
    return {ord(c): leader for leader, members in load_toml("repair")["lookalikes"].items() for c in members}


def _skeleton(text: str) -> str:
    return text.translate(_lookalikes())


def _acronyms_in(text: str) -> frozenset[str]:
    """Return the acronyms the document writes in plain capitals more than once."""
    uses = _CAPITALS.findall(text)
    return frozenset(word for word in uses if uses.count(word) >= MIN_ACRONYM_USES)


def acronym_changes(text: str, used: Iterable[str] = ()) -> Iterator[Change]:
    """Yield acronyms whose capitals were read as digits or small letters (`11Z`, `lIZ` for `IIZ`).

    The acronym must be known to the field or to the document (`used`); a form of digits alone (`112`) must
    stand in brackets right after the words that the acronym stands for.
    """
    expansions: dict[str, str] = load_toml("repair")["acronyms"]
    targets = {_skeleton(word): word for word in sorted({*used, *expansions})}
    for match in _CODE.finditer(text):
        printed = match.group()
        target = targets.get(_skeleton(printed))
        if target is None or printed == target or len(printed) < SHORT_WORD:
            continue
        if any(c.isalpha() for c in printed) or _explained(text, match.start(), expansions.get(target, "")):
            yield Change("acronym", match.start(), match.end(), target)


def _explained(text: str, start: int, expansion: str) -> bool:
    """Return whether an opening bracket and, before it, the words of the expansion precede a place."""
    before = text[:start].rstrip()
    words = re.findall(r"\w+", before[:-1].lower())[-2 * len(expansion.split()) :] if before.endswith("(") else []
    return bool(expansion) and all(any(word.startswith(part) for word in words) for part in expansion.split())


@cache
def _patterns(*, misread: bool) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    patterns = [p for p in load_toml("repair")["patterns"] if misread or not p.get("misread", False)]
    return tuple((p["rule"], re.compile(p["find"]), p["replace"]) for p in patterns)


def pattern_changes(text: str, *, misread: bool = False) -> Iterator[Change]:
    """Yield the forms that fixed patterns settle, such as `KIP 2°¥` for `KIP 2bis`; more in a misread text."""
    for rule, pattern, replacement in _patterns(misread=misread):
        for match in pattern.finditer(text):
            if (after := match.expand(replacement)) != match.group():
                yield Change(rule, match.start(), match.end(), after)


def figure_changes(text: str, table: Table) -> Iterator[Change]:
    """Yield table cells that are one figure read as a letter (`O` for 0) in a column of figures."""
    readings = {wrong: digit for digit, forms in load_toml("repair")["figures"].items() for wrong in forms.split()}
    cells = [(cell, text[cell.start : cell.end]) for cell in table.cells]
    for cell, printed in cells:
        if printed not in readings:
            continue
        column = [other for neighbour, other in cells if neighbour.col == cell.col and other and other != printed]
        if 2 * sum(other[0].isdigit() for other in column) > len(column):
            yield Change("figure", cell.start, cell.end, readings[printed])
