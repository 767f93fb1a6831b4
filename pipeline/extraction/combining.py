"""Rules and the trained recogniser together find more than either alone.

The rules know heads of names (`…kurse`, `…stelle`) and are precise; the recogniser knows what a measure looks like in
its sentence and finds names without such a head. A name by rule stands as it is; a trained one joins where no rule
found any. Providers and audiences are what the recogniser is sure of and what the rules read beside a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc

from pipeline.domain.areas import area_of_title, areas_named
from pipeline.domain.data import load_toml
from pipeline.domain.lexicon import lexicon, says
from pipeline.extraction.called import names_something_else
from pipeline.extraction.details import details_of
from pipeline.extraction.facts import Context
from pipeline.extraction.measures import CONFIDENCE_LIST, Found, may_name_measures, measures_in
from pipeline.extraction.name_ends import without_predicate
from pipeline.extraction.naming import Place
from pipeline.extraction.passages import Passage, is_item
from pipeline.extraction.recogniser import Recognised, recognised_spans, word_class
from pipeline.extraction.snapping import QUOTES
from pipeline.extraction.surroundings import surroundings_of

RULE = "recogniser/1"
# Calibrated shares of right spans; below them a span is left out (see models/de_kip/README.md). The passages the
# calibration rests on name measures more often than documents do, so that a measure must be surer than one in two;
# from 0.7 on, texts of the press lost no precision against the rules alone.
MEASURE_THRESHOLD = 0.7
# Surer than one in two is enough where the noun is a kind of offer besides.
LIKELY_THRESHOLD = 0.5
# What says that a name is none stands so near before it: `Kein Geld gab es für ein Filmfestival`.
POINTED_REACH = 60


def places_in(
    passage: Passage, doc: Doc, bounds: Sequence[tuple[int, int]], context: Context, lead: str = ""
) -> list[Place]:
    """Return the places of a passage that name a measure, each with what is said of it beside its name.

    `lead` is the sentence with a colon that a list goes on from.
    """
    if not may_name_measures(passage, context):
        return []
    spans = [span for span in recognised_spans(doc) if _may_be_name(doc, span)]
    ruled = measures_in(passage, list(bounds), context)
    # The rest of an item describes the one it names.
    trained = [] if any(_is_item(item) for item in ruled) else trained_names(passage.text, spans, context.language)
    found = combined(ruled, trained)
    around = surroundings_of(passage.text, found, bounds, context.language, lead if is_item(passage) else "")
    return [
        Place(passage, name, details_of(name, where, spans, passage, context.language))
        for name, where in zip(found, around, strict=True)
    ]


def _is_item(found: Found) -> bool:
    return found.confidence == CONFIDENCE_LIST


def _may_be_name(doc: Doc, span: Recognised) -> bool:
    """Where there are tags, a name has a noun in it."""
    if not doc.has_annotation("TAG"):
        return True
    tokens = doc.char_span(span.start, span.end) or ()
    return any(token.tag_ in load_toml("recogniser_de")["tags"]["noun"] for token in tokens)


def trained_names(text: str, spans: Sequence[Recognised], language: str) -> list[Found]:
    """Return the measures among recognised spans: sure enough, no area, and more than a word for any offer."""
    areas = [(area.start, area.end) for area in areas_named(text)]
    names = []
    for span in spans:
        if span.label != "MEASURE" or span.confidence < LIKELY_THRESHOLD:
            continue
        if span.confidence < MEASURE_THRESHOLD and not _is_kind(text[span.start : span.end], language):
            continue
        end = _without_open_end(text, span.start, span.end, language)
        name = text[span.start : end]
        if name[:1] in QUOTES and names_something_else(text, span.start, end, language):
            continue
        before = text[max(0, span.start - POINTED_REACH) : span.start]
        if any(says(before, language, "measures", cue) for cue in ("field_before_re", "pointing_re")):
            continue
        in_area = any(span.start < last and first < end for first, last in areas)
        if end > span.start and not in_area and area_of_title(name) is None and not _is_none(name, language):
            names.append(Found(span.start, end, span.confidence, found_by=RULE))
    return names


def _is_kind(name: str, language: str) -> bool:
    """Tell whether the first noun of a name is a compound of a kind of offer: `Weiterbildungstage für Tagesmütter`."""
    words = lexicon(language)["measures"]
    nouns = [word.casefold() for word in re.findall(r"[^\W\d_][\w-]*", name) if word[0].isupper()]
    if not nouns or nouns[0] in words["field_heads"] or nouns[0] in words["not_offers"]:
        return False
    several = len(name.split()) > 1
    return any(nouns[0].endswith(kind) and (several or nouns[0] != kind) for kind in words["kinds"])


def _without_open_end(text: str, start: int, end: int, language: str) -> int:
    """Leave out prepositions, conjunctions and verbs at the end: nobody's name ends in `für` or `und`."""
    words = lexicon(language)["measures"]
    while (last := re.search(r"(?:^|\s+)(\S+)$", text[start:end])) and (
        last[1] in words["complement"] or last[1] in words["complement_stop"]
    ):
        end = start + last.start()
    return without_predicate(text, start, _with_noun(text, start, end, words), words)


def _with_noun(text: str, start: int, end: int, words: dict[str, Any]) -> int:
    """`Fonds für freiwillige`: an adjective after a preposition or article goes on with its noun."""
    loose = re.search(rf"\s(\w+)\s{words['adjective_re']}$", text[start:end])
    noun = re.compile(r"\s[A-ZÄÖÜ][\w-]+").match(text, end)
    return noun.end() if loose and noun and loose[1] in words["complement"] else end


def _is_none(name: str, language: str) -> bool:
    """Tell whether a name is that of the programme or of a scheme in quotation marks, or says nothing."""
    schemes = (says(name, language, "instruments", cue) for cue in ("kip_re", "status_s_re"))
    none = says(name, language, "measures", "not_a_measure_re")
    return none or (name[:1] in QUOTES and any(schemes)) or _says_nothing(name, language)


def _says_nothing(name: str, language: str) -> bool:
    """Tell whether the nouns of a name are words for any offer (`niederschwellige Projekte`) or none at all."""
    generic = {*load_toml("recogniser_de")["generic"]["words"], *lexicon(language)["measures"]["never_heads"]}
    nouns = [word.casefold() for word in re.findall(r"[^\W\d_][\w-]*", name) if word[0].isupper()]
    if nouns and name[:1] not in QUOTES:
        # Who comes to an offer or provides it is none, nor is what is said of one.
        about = nouns[0] in load_toml("recogniser_de")["generic"]["about"]
        money = nouns[0].endswith(tuple(lexicon(language)["measures"].get("money_tails", ())))
        if about or money or word_class(nouns[0])[1] in ("people", "name"):
            return True
    return all(noun in generic for noun in nouns)


def combined(ruled: Sequence[Found], trained: Sequence[Found]) -> list[Found]:
    """Return the measures found by rule, and the trained ones that touch none of them, in order."""
    joining = [
        item for item in trained if not any(item.start < other.end and other.start < item.end for other in ruled)
    ]
    return sorted([*ruled, *joining], key=lambda item: item.start)
