"""Names that a sentence gives to an offer: in quotation marks, or as what it says the offer is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.domain.lexicon import joined_pattern, lexicon, says

# What stands so near to a quotation says what it is the name of.
NEAR = 60
_QUOTED = re.compile(r"«[^«»]{2,60}»|„[^„“”]{2,60}[“”]")


def called_names(sentence: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the names an offer is given in a sentence, none overlapping."""
    taken: list[tuple[int, int]] = []
    for place in (*_quoted_names(sentence, language), *_unquoted_names(sentence, language)):
        if not any(place[0] < end and start < place[1] for start, end in taken):
            taken.append(place)
            yield place


def names_something_else(text: str, start: int, end: int, language: str) -> bool:
    """Tell whether a quotation at `text[start:end]` is a motto, a motion, a line of a budget or somebody's words."""
    return says(_around(text, start, end), language, "measures", "quoted_else_re")


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - NEAR) : end + NEAR]


def _quoted_names(sentence: str, language: str) -> Iterator[tuple[int, int]]:
    """Names in quotation marks near a word for a project; the kind of thing right before joins."""
    for match in _QUOTED.finditer(sentence):
        around = _around(sentence, *match.span())
        inner = match[0].strip("«»„“”")
        scheme = any(says(inner, language, "instruments", cue) for cue in ("kip_re", "status_s_re"))
        head = joined_pattern(language, "measures", "named_by_re").search(sentence[: match.start()])
        if scheme or not (head or says(around, language, "measures", "named_cue_re")):
            continue
        if head is None and inner.strip()[:1].islower() and "heads" not in lexicon(language)["measures"]:
            # `s'est dit «honoré»`: where nouns are small a name begins with a capital, other words are somebody's.
            continue
        if head is None and names_something_else(sentence, *match.span(), language):
            continue
        yield (head.start() if head else match.start()), match.end()


def _unquoted_names(sentence: str, language: str) -> Iterator[tuple[int, int]]:
    """`DeutschTreff heisst das Projekt`, `das Projekt Brückenschlag`, `der Espace Rencontre`."""
    for match in joined_pattern(language, "measures", "called_re").finditer(sentence):
        group = next(name for name, value in match.groupdict().items() if value is not None)
        yield match.span(group)
