"""Repair of German that a model of another language recognised: lost umlauts, acronyms, figures.

Noticed by what it does to the text: words that become common German by getting their umlauts back outnumber
those that have theirs. Every repair is an Edit and can be undone; a word that can't be settled stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.domain.data import load_toml
from pipeline.reading.edits import Change
from pipeline.reading.language import detect_language
from pipeline.reading.lexicon import UNKNOWN, listed_zipf, zipf
from pipeline.reading.quality import umlaut_rate
from pipeline.records import Document, Table

# German text has 3 umlauts among 100 letters, forms and tables 1; above this nothing is amiss.
SUSPICIOUS_UMLAUT_RATE = 0.012
# So many different words must ask for an umlaut, and at least this many for each that has one.
MIN_PROPOSALS = 3
MIN_PROPOSAL_RATIO = 0.5
# Up to this many intact words for each that asks, the page counts as one that lost all its umlauts.
SURVIVING_SHARE = 0.2
# How much more common (Zipf scale) the repaired word must be: 5 times where the page has no umlaut at all,
# 30 times where some survived and the printed form may be right.
MARGIN_NONE_LEFT = 0.7
MARGIN_SOME_LEFT = 1.5
# A candidate rarer than this (once in 10 million) is no evidence against an unknown word.
MIN_ZIPF = 2.0
MAX_SUBSTITUTIONS = 3
MAX_CANDIDATES = 600
SUBSTITUTION_COST = 0.15
SHORT_WORD = 3
MIN_ACRONYM_USES = 2

_WORD = re.compile(r"(?<![\w])[^\W_]*[^\W\d_][^\W_]*(?![\w])")
_UMLAUT = re.compile(r"[äöüÄÖÜ]")
_CAPITALS = re.compile(r"(?<!\w)[A-Z]{2,5}(?!\w)")
_CODE = re.compile(r"(?<![\w.,'’/])[\w|!$]{2,5}(?![\w'’/]|[.,]\d)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*)$")


@dataclass(frozen=True, slots=True)
class Substitution:
    """A way to mangle: `wrong` stands where `right` was printed; `cost` on the Zipf scale."""

    wrong: str
    right: str
    cost: float


@cache
def _substitutions() -> tuple[Substitution, ...]:
    groups = load_toml("repair")["substitutions"]
    return tuple(
        Substitution(wrong, right, float(group["cost"]))
        for group in groups
        for wrong, right in (pair.split() for pair in group["pairs"])
    )


def repair_changes(document: Document) -> list[Change]:
    """Return the repairs a document needs; none for one that is sound."""
    changes: list[Change] = []
    acronyms = _acronyms_in(document.text)
    for page in document.pages:
        text = document.page_text(page)
        lost = list(umlaut_changes(text, document.language))
        if lost or page.ocr_confidence is not None:
            found = [*acronym_changes(text, acronyms), *pattern_changes(text), *lost]
            changes += [Change(c.rule, c.start + page.start, c.end + page.start, c.after) for c in found]
        if page.ocr_confidence is not None:
            tables = [table for table in document.tables if table.page == page.number]
            changes += [change for table in tables for change in figure_changes(document.text, table)]
    return changes


# --- umlauts -----------------------------------------------------------------------------------


def umlaut_changes(text: str, language: str | None = "de") -> Iterator[Change]:
    """Yield the words of a German text that lost their umlauts, if it is a text that lost them."""
    if (detect_language(text) or language) != "de":
        return
    rate = umlaut_rate(text)
    if rate is None or rate >= SUSPICIOUS_UMLAUT_RATE:
        return
    words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    proposals = _proposals({word for _, _, word in words})
    for start, end, word in words:
        if word in proposals:
            yield Change("umlaut", start, end, _with_case(proposals[word], text, start))


def _proposals(words: Collection[str]) -> dict[str, str]:
    """Return the words that ask for umlauts; none unless they are many beside those that have theirs."""
    intact = len({word.lower() for word in words if _UMLAUT.search(word)})
    if sum(map(_asks_at_first_sight, sorted(words))) < MIN_PROPOSALS:
        return {}
    eager = {word: mend(word, MARGIN_NONE_LEFT) for word in sorted(words)}
    asking = len({word.lower() for word, mended in eager.items() if mended != word})
    if asking < max(MIN_PROPOSALS, MIN_PROPOSAL_RATIO * intact):
        return {}
    if intact > SURVIVING_SHARE * asking:
        eager = {word: mend(word, MARGIN_SOME_LEFT) for word in sorted(words)}
    return {word: mended for word, mended in eager.items() if mended != word}


def _asks_at_first_sight(word: str) -> bool:
    """Return whether one substitution makes a listed word of it: a cheap look before the thorough one."""
    if len(word) < SHORT_WORD or word.isupper() or _UMLAUT.search(word):
        return False
    needed = max(MIN_ZIPF, listed_zipf(word.lower()) + MARGIN_NONE_LEFT)
    return any(listed_zipf(changed.lower()) - cost >= needed for changed, _, cost in _steps(word, 0))


@lru_cache(maxsize=20_000)
def mend(word: str, margin: float) -> str:
    """Return the word with its umlauts where that is more common by the margin (Zipf scale), else unchanged."""
    if len(word) < SHORT_WORD or word.isupper() or _UMLAUT.search(word):
        return word
    printed = zipf(word)
    scored = sorted((-(zipf(candidate) - cost), candidate) for candidate, cost in _candidates(word).items())
    if not scored:
        return word
    score, best = -scored[0][0], scored[0][1]
    needed = MIN_ZIPF if printed == UNKNOWN else printed + margin
    return best if score >= needed else word


def _candidates(word: str) -> dict[str, float]:
    """Return the readings with up to three substitutions and what they cost."""
    found: dict[str, float] = {}
    level: dict[tuple[str, int], float] = {(word, 0): 0.0}
    for _ in range(MAX_SUBSTITUTIONS):
        following: dict[tuple[str, int], float] = {}
        for (reading, done), cost in level.items():
            for changed, place, extra in _steps(reading, done):
                total = cost + extra + SUBSTITUTION_COST
                found[changed] = min(total, found.get(changed, total))
                following[changed, place] = total
        level = following
        if len(found) > MAX_CANDIDATES:
            break
    return found


def _steps(reading: str, done: int) -> Iterator[tuple[str, int, float]]:
    """Yield each reading with one substitution more, to the right of those already made."""
    for substitution in _substitutions():
        place = reading.find(substitution.wrong, done)
        while place >= 0:
            # Inside a word a capital is a misread small letter.
            right = substitution.right if place == 0 else substitution.right.lower()
            changed = reading[:place] + right + reading[place + len(substitution.wrong) :]
            yield changed, place + len(right), substitution.cost
            place = reading.find(substitution.wrong, place + 1)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(load_toml("languages")["function_words"]["de"].split())


def _with_case(word: str, text: str, start: int) -> str:
    """Return a function word small unless a sentence begins: a capital was misread for its umlaut (`Gber`)."""
    if word.lower() in _function_words() and not _SENTENCE_START.search(text[max(0, start - 4) : start]):
        return word.lower()
    return word


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
def _patterns() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple((p["rule"], re.compile(p["find"]), p["replace"]) for p in load_toml("repair")["patterns"])


def pattern_changes(text: str) -> Iterator[Change]:
    """Yield the forms that fixed patterns settle, such as `KIP 2°¥` for `KIP 2bis`."""
    for rule, pattern, replacement in _patterns():
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
