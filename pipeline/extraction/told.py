"""Offers told by a verb alone: `schult Mitarbeitende der Verwaltung`, `üben Mütter im Pfarreisaal Französisch`.

The lexicon says which verbs with which objects tell of one; where a goal could be told the same way (`Zugewanderte
lernen Deutsch`), a time or a place must say that it happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.domain.lexicon import joined_pattern, lexicon, says
from pipeline.extraction.name_ends import with_complement

# What parts one clause from the next.
_CLAUSE = re.compile(r"[,;:–]")


def told_offers(sentence: str, language: str, named: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the places of the offers a sentence tells by a verb; none in a language without such verbs.

    `named` are the places of those it names by a noun: in the clause of one a verb says what happens there.
    """
    words = lexicon(language)["measures"]
    if "told_re" not in words:
        return
    for match in joined_pattern(language, "measures", "told_re").finditer(sentence):
        here = any(end <= match.start() and not _CLAUSE.search(sentence[end : match.start()]) for _, end in named)
        if not here and _happens(sentence, match, language):
            yield match.start(), with_complement(sentence, match.end(), words, language, lambda noun: False)


def _happens(sentence: str, match: re.Match[str], language: str) -> bool:
    """Tell whether what a verb tells happens somewhere or at a time, and not in school."""
    if says(sentence, language, "measures", "told_else_re"):
        return False
    return not says(match[0], language, "measures", "told_goal_re") or says(
        sentence, language, "measures", "told_when_re"
    )
