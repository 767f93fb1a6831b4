"""Offers named in running text of languages whose nouns come first: a head with what follows it.

`ateliers de conversation pour les parents`, `sportello di consulenza`: the name is the head noun, its adjectives and up
to three complements. Without a complement or adjective a head names an offer only where the lexicon says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.domain.lexicon import alternatives, lexicon, says

# A name has no more complements than these; what follows belongs to the sentence.
COMPLEMENTS = 3


def offer_phrases(sentence: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each offer named in a sentence, in order; none in a language without such heads."""
    pattern = _pattern(language)
    if pattern is None:
        return
    alone = {word.casefold() for word in lexicon(language)["measures"]["phrases"]["alone"]}
    for match in pattern.finditer(sentence):
        if says(sentence[: match.start()], language, "measures", "office_re"):
            continue
        if says(match[0], language, "measures", "not_a_measure_re"):
            continue
        if match.end() > match.end("head") or match["head"].casefold() in alone:
            yield match.start(), match.end()


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """Return the pattern of a name with its head in the group `head`, null where a lexicon knows no heads."""
    words = lexicon(language)["measures"].get("phrases")
    if words is None:
        return None
    adjective = rf"\s(?:{words['adjective_re']})(?![\w-])"
    links = "|".join(re.escape(link) + ("" if link[-1] in "'’" else r"\s") for link in _longest_first(words["links"]))
    noun = rf"(?:«[^«»]{{2,40}}»|(?!(?:{alternatives(words['no_complement'])})(?!\w))[^\W\d_][\w-]*)"
    name = r"\s(?:«[^«»]{2,40}»|(?-i:[A-ZÀ-Þ])[\w-]+)"
    complement = rf"\s(?:{links}){noun}(?:{adjective}){{0,2}}"
    heads = alternatives(words["heads"])
    return re.compile(
        rf"(?<![\w-])(?P<head>{heads})(?![\w-])(?:{name})?(?:{adjective}){{0,2}}(?:{complement}){{0,{COMPLEMENTS}}}",
        re.IGNORECASE,
    )


def _longest_first(links: list[str]) -> list[str]:
    return sorted(links, key=lambda link: (-len(link), link))
