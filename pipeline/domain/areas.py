"""The Förderbereiche: titles, the crosswalk between programmes, and where a text names an area.

The words are in `foerderbereiche.toml`. An area is known by its title, never by a chapter number:
cantons number freely (Zürich's KIP 2bis prints 3.5 for the area with code 2.2).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pipeline.domain.data import load_toml, vocabulary

# Everyday words need company to be areas: so many different areas side by side name areas without a cue.
AREAS_WITHOUT_CUE = 3
AREAS_WITH_CUE = 2
# Lines that are nothing but an everyday word count where another area's title stands this near.
LINES_AROUND = 30
PILLAR_REACH = 300
CUE_REACH = 60
# Longer texts are sentences, not headings, even if they start with a code.
TITLE_WORDS = 14
# The labels of rows and columns come again with every cell.
LABELS_KEPT = 2048
# The rules of one passage ask for its areas several times over.
TEXTS_KEPT = 32

_DASH = r"\-\u00ad\u2010\u2011\u2012\u2013\u2014"
_QUOTE = "\"'«»„“”‹›‘’"
_APOSTROPHE = "['’‘`]"
_CODE = r"(?:FB|F\.B\.|DE|AP)\s?([1-3])\s?\.\s?([1-3])(?![\d.])"


@dataclass(frozen=True, slots=True)
class NamedArea:
    """A place in a text, `text[start:end]`, that names a Förderbereich."""

    start: int
    end: int
    foerderbereich: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place that may name an area; `full` names do so anywhere, the others need company."""

    start: int
    end: int
    foerderbereich: str
    full: bool
    pillar: bool


def area_title(foerderbereich: str, language: str = "de") -> str:
    """Return the official title of an area in KIP 3, in de, fr or it. Raises KeyError for anything else."""
    return str(_words()["areas"][foerderbereich]["titles"][language])


def area_of_code(code: str, program: str | None = None) -> str | None:
    """Return the area of a code of KIP 1, 2 or 2bis such as `2.2`, or null if no programme has it."""
    for entry in _words()["earlier"]:
        if entry["code"] == code and (program is None or program in entry["programs"]):
            return str(entry["foerderbereich"])
    return None


@lru_cache(maxsize=LABELS_KEPT)
def area_of_title(text: str) -> str | None:
    """Return the area that a heading, label or cell names, or null if it is anything else.

    Numbering, codes, the word Förderbereich, quotes, case and page numbers do not matter; a title wins
    over a code, and a code counts only with its letters (`FB 2.2`).
    """
    stripped = " ".join(text.split())
    if not stripped or len(stripped.split()) > TITLE_WORDS or _is_pillar_title(stripped):
        return None
    for core in _cores(stripped):
        name = _names().fullmatch(core)
        if name:
            return _area_of(name)
    return _area_of_codes(stripped)


def names_pillar(title: str) -> bool:
    """Tell whether a heading or label names one of the three pillars of KIP 1 to 2bis, which are no areas."""
    return _is_pillar_title(" ".join(title.split()))


def areas_named(text: str) -> list[NamedArea]:
    """Return the places at which a text names an area as an area, in order and without overlaps.

    Full titles count anywhere. Everyday words (Sprache, Beratung) count after a word for area, in an
    enumeration of areas, or as a whole line beside other areas. A pillar names no area.
    """
    return list(_areas_named(text))


@lru_cache(maxsize=TEXTS_KEPT)
def _areas_named(text: str) -> tuple[NamedArea, ...]:
    candidates = [item for item in _candidates(text) if not _is_pillar_here(text, item)]
    kept = {item for item in candidates if item.full}
    for chain in _chains(text, candidates):
        if _names_areas(text, chain):
            kept.update(chain)
    kept.update(_title_lines(text, candidates))
    return tuple(NamedArea(item.start, item.end, item.foerderbereich) for item in candidates if item in kept)


# ---------------------------------------------------------------------------------------------
# Patterns, built from the words
# ---------------------------------------------------------------------------------------------


def _words() -> dict[str, Any]:
    return load_toml("foerderbereiche")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(_phrase(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _phrase(name: str) -> str:
    """Return a regex for a name: white space, dashes, commas, connectors and endings may vary."""
    parts = [_word(part) for part in re.findall(r"[^\s,]+", name)]
    gap = rf"\s*,?\s*(?:[{_DASH}]\s*)?"
    pattern = parts[0]
    for part in parts[1:]:
        joined = pattern.endswith(_APOSTROPHE)
        pattern += (r"\s?" if joined else rf"(?:\s|,){gap}") + part
    return pattern


def _word(word: str) -> str:
    grammar = _words()["grammar"]
    if word in grammar["connectors"]:
        others = "|".join(re.escape(item) for item in sorted(grammar["connectors"], key=len, reverse=True))
        return rf"(?:{others}|[&/+])"
    pattern = re.escape(word.rstrip("*")).replace(r"\-", rf"[{_DASH}\s]?").replace("'", _APOSTROPHE + r"\s?")
    return pattern + (f"(?:{'|'.join(grammar['endings'])})?" if word.endswith("*") else "")


@cache
def _names() -> re.Pattern[str]:
    """Return the regex of all names, one group per area and kind; longer names first."""
    grouped = [
        (name, f"{'full' if kind != 'short' else 'short'}_{area}")
        for area in vocabulary("foerderbereich")
        for kind, name in _names_of(area)
    ]
    grouped.sort(key=lambda item: (-len(item[0]), item[0]))
    alternatives = "|".join(f"(?P<{group}_{number}>{_phrase(name)})" for number, (name, group) in enumerate(grouped))
    follows = _alternatives(_words()["grammar"]["not_before"])
    return re.compile(rf"(?<![\w{_DASH}])(?:{alternatives})(?![\w]|[{_DASH}]\w|\s+(?:{follows}))", re.IGNORECASE)


def _names_of(area: str) -> Iterator[tuple[str, str]]:
    """Yield kind and name: official titles of several words are full names, single words are short ones."""
    entry = _words()["areas"][area]
    short = set(entry["short"])
    titles = [*entry["titles"].values()]
    for earlier in _words()["earlier"]:
        if earlier["foerderbereich"] == area:
            titles.extend(earlier[language] for language in ("de", "fr", "it"))
    seen: set[str] = set()
    for name in [*titles, *entry["names"], *entry["short"]]:
        if name not in seen:
            seen.add(name)
            everyday = name in short or " " not in name or name in (word.replace("*", "e") for word in short)
            full = name in entry["names"] or not everyday
            yield ("full" if full else "short"), name


def _area_of(match: re.Match[str]) -> str:
    return _group(match)[1]


def _group(match: re.Match[str]) -> tuple[str, str]:
    kind, _, rest = str(match.lastgroup).partition("_")
    return kind, rest.rpartition("_")[0]


@cache
def _pillars() -> re.Pattern[str]:
    names = [pillar[language] for pillar in _words()["pillars"] for language in ("de", "fr", "it")]
    return re.compile(rf"(?<!\w)(?:{_alternatives(names)})(?!\w)", re.IGNORECASE)


@cache
def _pillar_cue() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(_words()['grammar']['pillar_cues'])})(?!\w)", re.IGNORECASE)


@cache
def _cue(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(_words()['grammar'][f'{kind}_cues'])})(?!\w)", re.IGNORECASE)


@cache
def _article() -> str:
    return rf"(?:(?:{_alternatives(_words()['grammar']['articles'])})(?:\s+|(?<=['’‘`])))"


# ---------------------------------------------------------------------------------------------
# Titles
# ---------------------------------------------------------------------------------------------


@cache
def _lead() -> re.Pattern[str]:
    """Return the regex of one thing that may stand before a title: a number, code, cue, lead word or article."""
    grammar = _words()["grammar"]
    leads = _alternatives([*grammar["title_leads"], *grammar["strong_cues"], *grammar["weak_cues"]])
    number = r"(?:\d+(?:\s?\.\s?\d+)*|[ivx]+|[a-h])\s?[.):]?"
    return re.compile(
        rf"(?:{_CODE}|(?:{leads})(?!\w)|(?:{number})(?=\s|[^\w\s])|{_article()}|[^\w\s])[\s:|.]*", re.IGNORECASE
    )


@cache
def _trail() -> re.Pattern[str]:
    """Return the regex of one thing that may stand after a title: a bracketed code, dots, a page number."""
    return re.compile(rf"[\s(\[]*(?:{_CODE}|(?<=[\s.])\d{{1,3}}|[^\w\s])[)\]]?\s*$", re.IGNORECASE)


def _cores(title: str) -> Iterator[str]:
    """Yield a title and what is left of it as numbering and lead words are taken off, one by one."""
    rest = title
    while rest:
        tail = rest
        while tail:
            yield tail
            shorter = _trail().sub("", tail)
            if shorter == tail:
                break
            tail = shorter
        lead = _lead().match(rest)
        if not lead or not lead.end():
            break
        rest = rest[lead.end() :]


def _is_pillar_title(title: str) -> bool:
    """Tell whether a title names a pillar: with a word for pillar, or one that is no area's name as well."""
    cue = _pillar_cue().search(title)
    if cue:
        return bool(_pillars().search(title, cue.end()))
    return any(_pillars().fullmatch(core) and not _names().fullmatch(core) for core in _cores(title))


def _area_of_codes(title: str) -> str | None:
    """Return the area of the code a title starts with or ends with in brackets; codes that disagree give none."""
    codes = {f"{first}.{second}" for first, second in re.findall(_CODE, title, re.IGNORECASE)}
    placed = re.match(_CODE, title, re.IGNORECASE) or re.search(rf"[(\[]{_CODE}[)\]]$", title, re.IGNORECASE)
    return area_of_code(codes.pop()) if len(codes) == 1 and placed else None


# ---------------------------------------------------------------------------------------------
# Running text
# ---------------------------------------------------------------------------------------------


def _candidates(text: str) -> list[_Candidate]:
    found: list[_Candidate] = []
    firsts, end = _first_words(), 0
    for word in re.finditer(r"[^\W\d_]+", text):
        # Trying all names at every word is two hundred times slower than asking a set first.
        if word.start() < end or word.group().casefold() not in firsts:
            continue
        match = _names().match(text, word.start())
        if match:
            end = match.end()
            found.append(_candidate(match))
    return found


def _candidate(match: re.Match[str]) -> _Candidate:
    kind, area = _group(match)
    return _Candidate(match.start(), match.end(), area, kind == "full", bool(_pillars().fullmatch(match.group())))


@cache
def _first_words() -> frozenset[str]:
    """Return the words a name can start with, in lower case, with their endings."""
    endings = ["", *_words()["grammar"]["endings"]]
    words: set[str] = set()
    for area in vocabulary("foerderbereich"):
        for _, name in _names_of(area):
            first = name.split()[0].rstrip(",")
            stem = re.split(r"[-'*]", first)[0].casefold()
            words.update(stem + ending for ending in (endings if first.endswith("*") else [""]))
    return frozenset(words)


def _is_pillar_here(text: str, item: _Candidate) -> bool:
    """Tell whether a name that an area and a pillar share means the pillar: another pillar or the word stands by."""
    if _pillar_cue().search(text, max(0, item.start - CUE_REACH), item.start) and not item.full:
        return bool(item.pillar or _pillars().search(text, item.end, item.end + PILLAR_REACH))
    if not item.pillar:
        return _inside_pillar(text, item)
    around = [*_pillars().finditer(text, max(0, item.start - PILLAR_REACH), item.end + PILLAR_REACH)]
    return any(match.group().casefold() != text[item.start : item.end].casefold() for match in around)


def _inside_pillar(text: str, item: _Candidate) -> bool:
    """Tell whether a short name is only a part of a pillar's name (`Integration` of the third pillar)."""
    around = _pillars().finditer(text, max(0, item.start - CUE_REACH), item.end + CUE_REACH)
    return any(match.start() <= item.start and item.end <= match.end() for match in around)


@cache
def _between() -> re.Pattern[str]:
    """Return the regex of what joins two items of an enumeration; one or two unknown items may stand between."""
    words = sorted(_words()["grammar"]["connectors"], key=len, reverse=True)
    connectors = "|".join(re.escape(word) for word in words)
    code = rf"(?:\({_CODE}\)|\([\w.]{{1,6}}\))?"
    sign = rf"[,;/|•·&+]|[{_DASH}]\s|\b(?:{connectors})\b|(?<=\s)\d{{1,2}}\s?[.)](?=\s)"
    joint = rf"(?:\s*[{_QUOTE}]?\s*{code}\s*(?:{sign})\s*)+"
    marks = rf"[{_QUOTE}\s]*(?:\(?[a-h\d]{{1,2}}\)\s*)?(?:{_CODE}[\s:]*)?{_article()}?[{_QUOTE}]?"
    unknown = rf"(?:[\w'’{_DASH}]+(?:\s+[\w'’{_DASH}]+){{0,3}}{joint})?"
    return re.compile(rf"{joint}{marks}{unknown}{marks}", re.IGNORECASE)


def _chains(text: str, candidates: list[_Candidate]) -> Iterator[list[_Candidate]]:
    """Yield the enumerations: candidates with nothing but separators, articles and codes between them."""
    chain: list[_Candidate] = []
    for item in candidates:
        if chain and not _between().fullmatch(text, chain[-1].end, item.start):
            yield chain
            chain = []
        chain.append(item)
    if chain:
        yield chain


def _names_areas(text: str, chain: list[_Candidate]) -> bool:
    """Tell whether an enumeration, or a single word, is meant as areas."""
    areas = len({item.foerderbereich for item in chain})
    if areas >= AREAS_WITHOUT_CUE or _has_cue_before(text, chain[0].start):
        return True
    cued = any(item.full for item in chain) or _cue("strong").search(_sentence_after(text, chain[-1].end))
    return areas >= AREAS_WITH_CUE and bool(cued)


def _has_cue_before(text: str, start: int) -> bool:
    """Tell whether a word for area stands right before, with at most an article, a code, quotes or a colon between."""
    before = text[max(0, start - CUE_REACH) : start]
    for kind in ("strong", "weak"):
        for cue in _cue(kind).finditer(before):
            if _after_cue().fullmatch(before, cue.end()):
                return True
    return False


@cache
def _after_cue() -> re.Pattern[str]:
    sign = rf"[\s:{_QUOTE}(]|[{_DASH}]\s"
    unknown = rf"(?:[\w'’{_DASH}]+(?:\s+[\w'’{_DASH}]+){{0,2}}\s*,\s*)?"
    return re.compile(rf"(?:{sign}|\d(?:\.\d)?[.)]?)*{unknown}{_article()}?(?:{sign})*", re.IGNORECASE)


def _sentence_after(text: str, start: int) -> str:
    return re.split(r"[.!?\n](?:\s|$)", text[start : start + 2 * CUE_REACH], maxsplit=1)[0]


def _title_lines(text: str, candidates: list[_Candidate]) -> Iterator[_Candidate]:
    """Yield candidates that are a whole line (heading, list item, table of contents) near another area's line."""
    lines = list(_with_lines(text, candidates))
    numbers = [number for number, _, _ in lines]
    for number, item, cued in lines:
        near = slice(bisect_left(numbers, number - LINES_AROUND), bisect_right(numbers, number + LINES_AROUND))
        others = {other.foerderbereich for _, other, _ in lines[near]}
        if cued or len(others) >= AREAS_WITH_CUE:
            yield item


def _with_lines(text: str, candidates: list[_Candidate]) -> Iterator[tuple[int, _Candidate, bool]]:
    """Yield line number, candidate and whether the line has a word for area, for lines that are a title."""
    # Looked up once: to search each candidate's line anew takes time by the square of the text.
    breaks = [match.start() for match in re.finditer(r"[\n\f]", text)] if candidates else []
    for item in candidates:
        number, after = bisect_left(breaks, item.start), bisect_left(breaks, item.end)
        first = breaks[number - 1] + 1 if number else 0
        line = text[first : breaks[after] if after < len(breaks) else len(text)]
        if area_of_title(line) == item.foerderbereich:
            yield number, item, bool(_cue("strong").search(line))
