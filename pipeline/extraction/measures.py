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

from pipeline.domain.areas import area_of_title, areas_named
from pipeline.domain.lexicon import alternatives, lexicon, says
from pipeline.extraction.facts import Context
from pipeline.extraction.passages import Passage, bullet_length, strip_bullet

RULE = "measures/1"
CONFIDENCE_NAMED = 0.7
CONFIDENCE_HEAD = 0.65
CONFIDENCE_LIST = 0.75
# A complement longer than this is a sentence of its own; a list item longer than this is a description.
LONGEST_COMPLEMENT = 9
LONGEST_ITEM = 16
_QUOTED = re.compile(r"«[^«»]{2,60}»|„[^„“”]{2,60}[“”]")
_WORD = re.compile(r"[^\W\d_](?:[\w'’.@-]*\w)?|«[^»]*»|\(|\)|[,;:.!?–]|\d[\d'’]*")


@dataclass(frozen=True, slots=True)
class Found:
    """A measure named at `text[start:end]` of a passage."""

    start: int
    end: int
    confidence: float
    generic: bool = False


@cache
def _heads(language: str) -> re.Pattern[str]:
    heads = lexicon(language)["measures"]["heads"]
    return re.compile(rf"(?<![\w«-])(?P<head>[\w-]*?(?:{alternatives(heads)}))(?![\w])(?P<hyphen>-)?", re.IGNORECASE)


@cache
def _adjective(language: str) -> re.Pattern[str]:
    return re.compile(str(lexicon(language)["measures"]["adjective_re"]))


def measures_in(passage: Passage, bounds: list[tuple[int, int]], context: Context) -> list[Found]:
    """Return the measures a passage names, in order, none overlapping; none in documents of other fields."""
    if not context.about_integration or passage.kind in ("toc", "table", "heading"):
        return []
    if passage.area_list or says(" ".join(passage.section[-1:]), context.language, "decisions", "dispositive_re"):
        return []
    if passage.kind == "list_item":
        item = _list_item(passage, context)
        if item is not None:
            return [item]
    taken = [(area.start, area.end) for area in areas_named(passage.text)]
    found: list[Found] = []
    for start, end in bounds:
        for candidate in _in_sentence(passage.text, start, end, context.language):
            places = [*taken, *((other.start, other.end) for other in found)]
            if not any(candidate.start < last and first < candidate.end for first, last in places):
                found.append(candidate)
    return sorted(found, key=lambda item: item.start)


def _list_item(passage: Passage, context: Context) -> Found | None:
    """A short item without a verb, under a heading of offers or with the word for a service in it."""
    language, text = context.language, passage.text
    start, item = bullet_length(text), strip_bullet(text)
    if not item or len(item.split()) > LONGEST_ITEM or says(item, language, "measures", "sentence_re"):
        return None
    if says(item, language, "measures", "not_a_measure_re"):
        return None
    cued = any(says(title, language, "measures", "section_re") for title in passage.section)
    offers = says(item, language, "measures", "service_words_re") or _heads(language).search(item) is not None
    if not (cued or offers):
        return None
    generic = area_of_title(item) is not None
    return Found(start, start + _name_length(item), CONFIDENCE_LIST, generic)


def _name_length(item: str) -> int:
    """The name ends where a description without a space or with a colon begins (`…stelle (AI)Beratung …`)."""
    glued = re.search(r"(?<=[a-zäöü)])(?=[A-ZÄÖÜ][a-zäöü])", item)
    if glued and glued.start() > 8:
        return glued.start()
    return len(item)


def _in_sentence(text: str, start: int, end: int, language: str) -> Iterator[Found]:
    sentence = text[start:end]
    yield from (Found(start + a, start + b, CONFIDENCE_NAMED) for a, b in _quoted_names(sentence, language))
    for match in _heads(language).finditer(sentence):
        place = _noun_phrase(sentence, match, language)
        if place is not None:
            yield Found(start + place[0], start + place[1], CONFIDENCE_HEAD)


def _quoted_names(sentence: str, language: str) -> Iterator[tuple[int, int]]:
    """Names in quotation marks near a word for a project; the word itself joins if it stands right before."""
    for match in _QUOTED.finditer(sentence):
        around = sentence[max(0, match.start() - 60) : match.end() + 60]
        inner = match[0].strip("«»„“”")
        if says(inner, language, "instruments", "kip_re") or not says(around, language, "measures", "named_cue_re"):
            continue
        head = re.search(r"(?:^|\s)((?:Gutscheine|Plattform|Webseite|Website|Broschüre)\s)$", sentence[: match.start()])
        yield (head.start(1) if head else match.start()), match.end()


def _noun_phrase(sentence: str, match: re.Match[str], language: str) -> tuple[int, int] | None:
    """Return the place of the whole name around a head noun, or null where the noun is none here."""
    words = lexicon(language)["measures"]
    head = match["head"]
    if not (head[0].isupper() or " " in head or head.casefold() != head):
        return None
    if says(head, language, "measures", "not_a_measure_re") or head.casefold() in words["never_heads"]:
        return None
    alone = head.casefold() in words["field_heads"]
    start = _with_adjectives(sentence, match.start("head"), words, language)
    start = _with_elliptic_start(sentence, start)
    end = _with_complement(sentence, match.end(), words)
    bare = (start, end) == match.span("head")
    if says(head, language, "measures", "examined_re") and end == match.end():
        return None
    if alone and bare and not says(sentence, language, "measures", "supported_re"):
        return None
    return start, end


def _with_adjectives(sentence: str, start: int, words: dict[str, object], language: str) -> int:
    """Take inflected adjectives before the noun, up to two; articles, verbs and quantities stay outside."""
    stop = words["not_adjective"]
    assert isinstance(stop, list)
    for _ in range(2):
        before = re.search(r"(\S+)\s+$", sentence[:start])
        if before is None or before[1] in stop or not _adjective(language).match(before[1]):
            break
        start = before.start(1)
    return start


def _with_elliptic_start(sentence: str, start: int) -> int:
    """`Informations- und Beratungsstellen`: the first half with its hyphen belongs to the name."""
    before = re.search(r"([A-ZÄÖÜ][\wäöü]+-\s+(?:und|oder|sowie)\s+)$", sentence[:start])
    return before.start(1) if before else start


def _with_complement(sentence: str, end: int, words: dict[str, object]) -> int:
    """Take `für …`, `gegen …`, `in …` after the noun, up to the next sign, conjunction or verb."""
    complement, stop = words["complement"], words["complement_stop"]
    assert isinstance(complement, list) and isinstance(stop, list)
    name = re.match(r"\s+(?:«[^»]{2,50}»|[A-ZÄÖÜ]{3,8}\b)", sentence[end:])
    if name:
        end += name.end()
    tokens = list(_WORD.finditer(sentence, end))
    if not tokens or tokens[0][0] not in complement or sentence[end : tokens[0].start()].strip():
        return end
    last = end
    for index, token in enumerate(tokens[:LONGEST_COMPLEMENT]):
        word = token[0]
        if word in stop or re.fullmatch(r"[,;:.!?–()]|\d[\d'’]*", word):
            break
        if index and re.fullmatch(r"[a-zäöü]+(?:t|te|ten|iert|ieren)", word) and word not in complement:
            break
        last = token.end()
    tail = re.search(rf"\s+(?:{alternatives(str(word) for word in complement)})$", sentence[end:last])
    return end + tail.start() if tail else last
