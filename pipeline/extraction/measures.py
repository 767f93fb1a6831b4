"""Measures in running text and lists: offers of integration promotion, named so that one can compare them.

A name is a head noun of the lexicon (`Deutschkurse`, `Anlaufstelle`) with the adjectives before it and
the complements after it (`für Erwachsene anderer Muttersprache`), or a name in quotation marks beside
a word such as Projekt or Programm. List items under a heading of offers are taken whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from pipeline.domain.areas import area_of_title, areas_named
from pipeline.domain.lexicon import alternatives, joined_pattern, lexicon, says
from pipeline.extraction.called import called_names
from pipeline.extraction.facts import Context
from pipeline.extraction.name_ends import up_to_limit, with_complement, with_name
from pipeline.extraction.offer_phrases import offer_phrases
from pipeline.extraction.passages import Passage, bullet_length, strip_bullet
from pipeline.extraction.told import told_offers

RULE = "measures/1"
CONFIDENCE_NAMED = 0.7
CONFIDENCE_HEAD = 0.65
CONFIDENCE_LIST = 0.75
CONFIDENCE_TOLD = 0.6
# A list item longer than this is a description.
LONGEST_ITEM = 16
# An enumeration within an item has so many names at least, none longer than so many words.
SHORTEST_ENUMERATION = 3
LONGEST_NAME = 4
# So many letters tell most words apart from heads.
TAIL = 3
_NAME_END = re.compile(r"(?<!-)[,;:](?=\s)|\s[–—]\s|(?<=[a-zäöü)])(?=[A-ZÄÖÜ][a-zäöü])")
# The sentence after a name describes it; shorter words before a full stop are abbreviations.
_SENTENCE_AFTER = re.compile(r"(?<=[a-zäöü»]{4})\.\s+(?=[A-ZÄÖÜ])")
_LABELLED = re.compile(r"(?P<area>[^:\n]{3,80}?)\s?:\s+(?=\S)")
# Letters and hyphens from the first on; a name in quotation marks is found as such.
_RUN = re.compile(r"(?<![\w«-])[\w-]+")
# A member of an enumeration; commas in brackets part none.
_MEMBER = re.compile(r"(?:[^,(]|\([^)]*\)?)+")


@dataclass(frozen=True, slots=True)
class Found:
    """A measure named at `text[start:end]` of a passage."""

    start: int
    end: int
    confidence: float
    generic: bool = False
    foerderbereich: str | None = None
    found_by: str = RULE


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of a sentence, from its adjectives to its complement; `alone` if it is a mere field of work."""

    start: int
    end: int
    alone: bool


@cache
def _heads(language: str) -> re.Pattern[str]:
    words = lexicon(language)["measures"]
    whole = rf"[\w-]*?(?:{alternatives(_with_datives(words['heads']))})"
    joined = rf"(?:{alternatives(words['modifiers'])})[\w-]{{0,3}}?(?:{alternatives(words['kinds'])})"
    named = rf"(?:{alternatives(words['named_kinds'])})(?=\s[A-ZÄÖÜ])"
    follows = "|".join(pattern.removeprefix("^") for pattern in words["bound_re"])
    bound = rf"(?:{alternatives(words['bound_heads'])})(?={follows})"
    more = rf"(?:-(?:{alternatives(words['joined_kinds'])}))?"
    head = rf"(?:{whole}|{joined}|{named}|{bound}){more}(?!-?\w)"
    return re.compile(rf"(?<![\w«-])(?P<head>{head})(?P<hyphen>-)?", re.IGNORECASE)


def _with_datives(nouns: list[str]) -> list[str]:
    """Return nouns with the dative of those that may be plurals in -e: `Hausbesuche`, `Hausbesuchen`."""
    return [*nouns, *(f"{noun}n" for noun in nouns if noun.endswith("e"))]


def heads_known(language: str) -> bool:
    """Tell whether a lexicon knows the nouns that head measures as German puts them: last, with their kind."""
    return "heads" in lexicon(language)["measures"]


@cache
def _introduced(language: str) -> re.Pattern[str]:
    """Return the pattern of a compound that names an offer where its sentence tells of one."""
    kinds = alternatives(lexicon(language)["measures"]["offered_kinds"])
    return re.compile(rf"(?P<head>[A-ZÄÖÜ][\w-]{{2,}}?(?i:{kinds}))(?!\w)(?P<hyphen>-)?")


@cache
def _endings(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return how words end that hold a head or begin one of several words: their last letters, and whole."""
    words = lexicon(language)["measures"]
    known = [*_with_datives(words["heads"]), *words["kinds"], *words["named_kinds"], *words["bound_heads"]]
    known += words["offered_kinds"]
    heads = (head.casefold().split()[0].split("-")[-1] for head in known)
    endings = tuple(sorted(set(heads)))
    return frozenset(ending[-TAIL:] for ending in endings), endings


def _found_heads(text: str, language: str) -> Iterator[re.Match[str]]:
    """Return the matches of heads in a text; only words that end as a head does are looked at closely."""
    tails, endings = _endings(language)
    telling = says(text, language, "measures", "offering_re")
    after = 0
    for run in _RUN.finditer(text):
        parts = run[0].casefold().split("-")
        if run.start() < after or not any(part[-TAIL:] in tails and part.endswith(endings) for part in parts):
            continue
        match = _heads(language).match(text, run.start())
        if match is None and telling and not says(run[0], language, "measures", "not_offered_re"):
            match = _introduced(language).match(text, run.start())
        if match is not None:
            after = match.end()
            yield match


def _has_head(text: str, language: str) -> bool:
    return heads_known(language) and next(_found_heads(text, language), None) is not None


@cache
def _adjective(language: str) -> re.Pattern[str]:
    return re.compile(str(lexicon(language)["measures"]["adjective_re"]))


def may_name_measures(passage: Passage, context: Context) -> bool:
    """Tell whether a passage is a place for measures: not a list of areas, a heading or the points of a decision."""
    if not context.may_name_offers or passage.area_list or passage.kind in ("toc", "table", "heading"):
        return False
    return not says(" ".join(passage.section[-1:]), context.language, "decisions", "dispositive_re")


def measures_in(passage: Passage, bounds: list[tuple[int, int]], context: Context) -> list[Found]:
    """Return the measures a passage names, in order, none overlapping; none in documents of other fields."""
    if not may_name_measures(passage, context):
        return []
    if passage.kind == "list_item":
        items = _enumerated(passage, context.language) or _list_item(passage, context)
        if items:
            return items
    taken = [(area.start, area.end) for area in areas_named(passage.text)]
    found: list[Found] = []
    for start, end in bounds:
        for candidate in _in_sentence(passage.text, start, end, context.language):
            places = [*taken, *((other.start, other.end) for other in found)]
            overlaps = any(candidate.start < last and first < candidate.end for first, last in places)
            if not overlaps and not (found and _goes_back(passage.text, candidate, context.language)):
                found.append(candidate)
    return sorted(found, key=lambda item: item.start)


def _goes_back(text: str, candidate: Found, language: str) -> bool:
    """`Die Tandems treffen sich …` after a measure: a simple noun with its article means what was named before."""
    simple = lexicon(language)["measures"].get("anaphoric_heads", ())
    name = text[candidate.start : candidate.end].casefold()
    before = text[max(0, candidate.start - 12) : candidate.start]
    return name in simple and says(before, language, "measures", "definite_re")


def _enumerated(passage: Passage, language: str) -> list[Found]:
    """An item that is itself a list of short names (`Beratung, Dolmetschen, Sprachkurse`) names each of them."""
    start, item = bullet_length(passage.text), strip_bullet(passage.text)
    if says(item, language, "measures", "evaluation_re"):
        return []
    parts = list(_MEMBER.finditer(item))
    if len(parts) < SHORTEST_ENUMERATION or any(len(part[0].split()) > LONGEST_NAME for part in parts):
        return []
    found = []
    for part in parts:
        name = part[0].lstrip(" \n\t0123456789").rstrip()
        first = start + part.start() + part[0].index(name)
        area = area_of_title(name)
        if area is not None or _has_head(name, language):
            found.append(Found(first, first + len(name), CONFIDENCE_LIST, generic=area is not None))
    return found


def _list_item(passage: Passage, context: Context) -> list[Found]:
    """The name at the head of an item, under a heading of offers or with the word for a service in it.

    What follows the name after a sign (`…, neu in allen Bezirken`, `…: Freiwillige leiten …`) describes it;
    an item that is a sentence is read as running text.
    """
    language, text = context.language, passage.text
    start, item = bullet_length(text), strip_bullet(text)
    if not item or says(item, language, "measures", "not_a_measure_re"):
        return []
    label = _area_label(item)
    if label is not None:
        start, item = start + label.end(), item[label.end() :]
    status = joined_pattern(language, "measures", "status_label_re").match(item)
    if status is not None:
        start, item = start + status.end(), item[status.end() :]
    name = item if says(item, language, "measures", "evaluation_re") else _name_in(item)
    if len(name.split()) > LONGEST_ITEM or says(name, language, "measures", "sentence_re"):
        return []
    cued = any(says(title, language, "measures", "section_re") for title in passage.section)
    offers = says(name, language, "measures", "service_words_re") or _has_head(name, language)
    if not (cued or offers or label):
        return []
    area = area_of_title(label["area"]) if label else None
    name = up_to_limit(name, language)
    return [Found(start, start + len(name), CONFIDENCE_LIST, area_of_title(name) is not None, area)]


def _area_label(item: str) -> re.Match[str] | None:
    """`Langue et formation: Cours de français`: the area an item begins with, before a colon; null without one."""
    label = _LABELLED.match(item)
    return label if label and area_of_title(label["area"]) is not None else None


def _name_in(item: str) -> str:
    """The name ends at a sign or where a description is glued on (`…stelle (AI)Beratung …`).

    A sign after a single word (`Evaluation: …`) or inside a half compound (`Sprach-, …`) does not end it.
    """
    if area_of_title(item) is not None:
        return item
    cuts = [match.start() for match in _NAME_END.finditer(item) if len(item[: match.start()].split()) > 1]
    cuts += [match.start() for match in _SENTENCE_AFTER.finditer(item)]
    name = item[: min(cuts)] if cuts else item
    # A sign in a bracket (`Deutschkurse (ECAP, Caritas)`) ends the name before it.
    opened = name.rfind("(")
    return name[:opened].rstrip() if opened > max(0, name.rfind(")")) else name


def _in_sentence(text: str, start: int, end: int, language: str) -> Iterator[Found]:
    sentence = text[start:end]
    if not heads_known(language):
        yield from (Found(start + a, start + b, CONFIDENCE_HEAD) for a, b in offer_phrases(sentence, language))
        yield from (Found(start + a, start + b, CONFIDENCE_NAMED) for a, b in called_names(sentence, language))
        return
    called = list(called_names(sentence, language))
    yield from (Found(start + a, start + b, CONFIDENCE_NAMED) for a, b in called)
    places = [found for match in _found_heads(sentence, language) if (found := _noun_phrase(sentence, match, language))]
    offered = [(place.start, place.end) for place in _offered(sentence, places, language)]
    yield from (Found(start + a, start + b, CONFIDENCE_HEAD) for a, b in offered)
    for a, b in told_offers(sentence, language, [*called, *offered]):
        yield Found(start + a, start + b, CONFIDENCE_TOLD)


def _offered(sentence: str, places: list[Phrase], language: str) -> list[Phrase]:
    """Return the phrases that name an offer: fields of work only beside one, `Deutschkurse, Mentoring und Beratung`."""
    kept = [not place.alone for place in places]
    between = [sentence[one.end : other.start] for one, other in pairwise(places)]
    coordinated = [says(gap, language, "measures", "coordinated_re") for gap in between]
    for order in (range(len(between)), reversed(range(len(between)))):
        for index in order:
            if coordinated[index] and (kept[index] or kept[index + 1]):
                kept[index] = kept[index + 1] = True
    return [place for place, offered in zip(places, kept, strict=True) if offered]


def _noun_phrase(sentence: str, match: re.Match[str], language: str) -> Phrase | None:
    """Return the place of the whole name around a head noun, or null where the noun is none here."""
    words = lexicon(language)["measures"]
    head = match["head"]
    if not (head[0].isupper() or " " in head or head.casefold() != head):
        return None
    if says(head, language, "measures", "not_a_measure_re") or (
        _is_none(head, words) and not _is_bound(sentence, match, language)
    ):
        return None
    if _is_said_of_another(sentence, match, language):
        return None
    alone = head.casefold() in words["field_heads"]
    start = _with_adjectives(sentence, match.start("head"), words, language)
    start = _with_elliptic_start(sentence, start)
    named = with_name(sentence, match.end(), head, words)
    end = with_complement(sentence, named, words, language, lambda noun: _has_head(noun, language))
    bare = (start, end) == match.span("head")
    if says(head, language, "measures", "examined_re") and end == match.end():
        return None
    if head.casefold() in words["named_kinds"] and head.casefold() not in words["heads"] and bare:
        return None
    offered = head.casefold() in words["article_heads"] and says(sentence[:start], language, "measures", "article_re")
    given = offered or says(sentence, language, "measures", "supported_re")
    return Phrase(start, end, alone=alone and bare and not given)


def _is_said_of_another(sentence: str, match: re.Match[str], language: str) -> bool:
    """Tell whether a head is part of an office's name, points back to a name or says what something named is."""
    before = sentence[: match.start("head")]
    if any(says(before, language, "measures", cue) for cue in ("office_re", "pointing_re")):
        return True
    if match["head"].casefold() not in lexicon(language)["measures"]["predicate_heads"]:
        return False
    first = not before.strip() and says(sentence, language, "measures", "predicate_first_re")
    return first or says(before, language, "measures", "predicate_re")


def _is_bound(sentence: str, match: re.Match[str], language: str) -> bool:
    """`ein Kurs für Flüchtlinge`: words that are no name by themselves are one with what follows."""
    bound = match["head"].casefold() in lexicon(language)["measures"]["bound_heads"]
    return bound and says(sentence[match.end("head") :], language, "measures", "bound_re")


def _is_none(head: str, words: dict[str, Any]) -> bool:
    return head.casefold() in words["never_heads"] or head.casefold() in words["not_offers"]


def _with_adjectives(sentence: str, start: int, words: dict[str, Any], language: str) -> int:
    """Take inflected adjectives before the noun, up to two; articles, verbs and quantities stay outside."""
    stop, after_en = words["not_adjective"], words["before_en"]
    for _ in range(2):
        before = re.search(r"(\S+)\s+$", sentence[:start])
        if before is None:
            break
        first = not sentence[: before.start(1)].strip()
        # A sentence begins with a capital, whatever its first word is.
        word = before[1].lower() if first and before[1].endswith(("e", "er", "es")) else before[1]
        if word in stop or not _adjective(language).match(word):
            break
        governed = re.search(r"(\S+)\s+$", sentence[: before.start(1)])
        if before[1].endswith(("en", "em")) and (governed is None or governed[1].casefold() not in after_en):
            break
        start = before.start(1)
    return start


def _with_elliptic_start(sentence: str, start: int) -> int:
    """`Informations- und Beratungsstellen`: the first half with its hyphen belongs to the name."""
    before = re.search(r"([A-ZÄÖÜ][\wäöü]+-\s+(?:und|oder|sowie)\s+)$", sentence[:start])
    return before.start(1) if before else start
