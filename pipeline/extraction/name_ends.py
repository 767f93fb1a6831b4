"""Where the name of an offer ends: after the complement that belongs to its head, before what the sentence says of it.

A complement is a preposition with its noun, or a genitive. After a noun only another preposition, a genitive or a
second noun joined to it goes on with the name; any other word without a capital is a verb or adverb of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from pipeline.domain.lexicon import alternatives, joined_pattern, lexicon, says

# A complement longer than this is a sentence of its own.
LONGEST_COMPLEMENT = 9
_NAME = re.compile(r"\s[A-ZÄÖÜ][\w-]{2,}(?:\s(?:und|&|plus)\s[A-ZÄÖÜ][\w-]{2,})?")
_APPOSITION = re.compile(r"\s+(?:«[^»]{2,50}»|[A-ZÄÖÜ]{3,8}\b)")
_WORD = re.compile(r"[^\W\d_](?:[\w'’.@-]*\w)?|«[^»]*»|\(|\)|[,;:.!?–]|\d[\d'’]*")
_SIGN = re.compile(r"[,;:.!?–()]")
# Few are counted in a name (`in 15 Sprachen`).
_COUNT = re.compile(r"\d{1,2}")
_VERB = re.compile(r"[a-zäöü]+(?:t|te|ten|iert|ieren)")

Tokens = Sequence[re.Match[str]]


def with_name(sentence: str, end: int, head: str, words: dict[str, Any]) -> int:
    """`Café Kunterbunt`, `Vorlehre Gastronomie`: a word with a capital right after some kinds is their name."""
    lowered = head.casefold()
    if lowered not in words["named_kinds"] and not lowered.endswith(tuple(words["name_follows"])):
        return end
    name = _NAME.match(sentence, end)
    return name.end() if name else end


def with_complement(
    sentence: str, end: int, words: dict[str, Any], language: str, names_offer: Callable[[str], bool]
) -> int:
    """Return where the name that goes on at `end` ends; `names_offer` tells of a noun whether it heads another one."""
    for more in (_APPOSITION, joined_pattern(language, "measures", "level_re")):
        if found := more.match(sentence, end):
            end = found.end()
    tokens = list(_WORD.finditer(sentence, end))
    if not tokens or sentence[end : tokens[0].start()].strip():
        return end
    if not _begins(tokens, words) and not _tells_subject(sentence[:end], tokens, words):
        return end
    last, noun = end, True
    for index, token in enumerate(tokens[:LONGEST_COMPLEMENT]):
        word, after = token[0], tokens[index + 1 : index + 3]
        if word in words["joins_nouns"] and noun and _joins(after, words, names_offer):
            noun = False
            continue
        subject = index > 0 and tokens[index - 1][0] in words["topic_links"]
        if (not subject and _stops(word, index, words, language)) or not _goes_on(word, noun, after, words):
            break
        last, noun = token.end(), word[0].isupper() or word[0] in "«„"
    limited = end + len(up_to_limit(sentence[end:last], language))
    return _without_loose_end(sentence, end, limited, words)


def up_to_limit(name: str, language: str) -> str:
    """Return a name without what tells where, when and with whom: `Eltern-Kind-Treff in Zusammenarbeit mit …`."""
    if "limit_re" not in lexicon(language)["measures"]:
        return name
    limit = joined_pattern(language, "measures", "limit_re").search(name)
    return name[: limit.start()] if limit else name


def without_predicate(text: str, start: int, end: int, words: dict[str, Any]) -> int:
    """Return where the name at `text[start:end]` ends before a verb or adverb that follows one of its nouns."""
    tokens = list(_WORD.finditer(text, start, end))
    noun = False
    for index, token in enumerate(tokens):
        word = token[0]
        loose = word.isalpha() and word not in words["joins_nouns"]
        if noun and loose and not _goes_on(word, noun, tokens[index + 1 : index + 2], words):
            return _without_loose_end(text, start, tokens[index - 1].end(), words)
        noun = word[0].isupper() or word[0] in "«„"
    return end


def _begins(tokens: Tokens, words: dict[str, Any]) -> bool:
    """Tell whether a complement begins: not one of time, nor `hilft die Stelle beim Ausfüllen`."""
    first, after = tokens[0][0], tokens[1:2]
    if first not in words["complement"]:
        return _is_genitive(first, after, words)
    if not after:
        return True
    if _leads_infinitive(first, after, words):
        return False
    occasion = first in words["complement_occasion"] and after[0][0].endswith(words["infinitive"])
    return after[0][0] not in words["complement_time"] and not occasion


def _tells_subject(named: str, tokens: Tokens, words: dict[str, Any]) -> bool:
    """`Informationsabende über das Schulsystem`: what a course or an evening is about."""
    about = tokens[0][0] in words["topic_links"] and len(tokens) > 1 and not tokens[1][0][0].isdigit()
    return about and named.casefold().endswith(tuple(words["topic_tails"]))


def _stops(word: str, index: int, words: dict[str, Any], language: str) -> bool:
    if word in words["complement_stop"] or (index and word in words["complement_break"]) or _SIGN.fullmatch(word):
        return True
    verb = _VERB.fullmatch(word) and word not in words["complement"]
    return bool(index) and (bool(verb) or says(word, language, "measures", "complement_end_re"))


def _goes_on(word: str, noun: bool, after: Tokens, words: dict[str, Any]) -> bool:
    """Tell whether a word can follow a noun, or something else, within a name."""
    if word[0].isdigit():
        return not noun and bool(_COUNT.fullmatch(word)) and bool(after) and after[0][0] in words["counted_in_names"]
    if not noun or word[0].isupper() or word[0] in "«„":
        return True
    links = (*words["complement"], *words["inner_links"], *words["genitive_articles"])
    if _leads_infinitive(word, after, words):
        return False
    return word in links or _is_genitive(word, after, words)


def _leads_infinitive(word: str, after: Tokens, words: dict[str, Any]) -> bool:
    """`die Praktika zu gewinnen`: the particle of a verb, not a preposition."""
    verb = after[0][0] if after else ""
    return word == words["infinitive_particle"] and verb.islower() and verb.endswith("n")


def _is_genitive(word: str, after: Tokens, words: dict[str, Any]) -> bool:
    """`Kurse anerkannter Schulen`: an adjective in -er with its noun, without an article."""
    adjective = word.endswith("er") and word.islower() and word not in words["not_adjective"]
    return adjective and bool(after) and after[0][0][0].isupper()


def _joins(after: Tokens, words: dict[str, Any], names_offer: Callable[[str], bool]) -> bool:
    """`gegen Rassismus und Diskriminierung`: a second noun of the complement, which begins nothing of its own."""
    if not after or not after[0][0][0].isupper() or names_offer(after[0][0]) or _is_half(after[0]):
        return False
    follows = after[1][0] if len(after) > 1 else "."
    return follows not in words["complement"] and not follows[0].isupper()


def _is_half(token: re.Match[str]) -> bool:
    """`sowie Beschäftigungs- und …angebote`: the first half of a compound."""
    return token.string.startswith("-", token.end())


def _without_loose_end(sentence: str, end: int, last: int, words: dict[str, Any]) -> int:
    """Leave out articles, prepositions and particles of verbs that have lost their noun."""
    lost = (*words["complement"], *words["inner_links"], *words["particles"], *words["loose_words"])
    loose = alternatives(str(word) for word in lost)
    while tail := re.search(rf"\s+(?:{loose})$", sentence[end:last]):
        last = end + tail.start()
    return last
