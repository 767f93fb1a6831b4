"""How sure it is that a text is about integration promotion; loads nothing heavy, so that a look can afford it."""

from __future__ import annotations

import re

from pipeline.domain.expressions import expression
from pipeline.domain.lexicon import SUPPORTED, WITH_FACTS, joined_pattern, lexicon, says

# Topic words per thousand words at which a text is surely about integration; one strong word adds this much.
FULL_TOPIC_RATE = 12.0
STRONG_SHARE = 0.5
# Fewer distinct strong words make a mention in passing, not a document about the subject.
RELEVANT = 0.5
# A text of so few words that names so many kinds of everyday help tells of an offer, whatever words it lacks.
SHORT_TEXT = 150
KINDS_OF_HELP = 2


def relevance(text: str, language: str | None) -> float:
    """Return how sure it is that a text is about integration promotion, 0 to 1.

    Counts the words of the field per thousand words; a name of the programme itself or of its parts weighs half.
    """
    if language is not None and language not in WITH_FACTS:
        return 0.0
    language = language or SUPPORTED[0]
    words = max(len(text.split()), 40)
    topic = _count(text, language, "topic_re")
    strong = {match.casefold() for match in _strong(text, language)}
    against = _count(text, language, "foreign_field_re")
    share = min(1.0, topic * 1000 / words / FULL_TOPIC_RATE)
    score = STRONG_SHARE * share + STRONG_SHARE * min(1.0, len(strong) * 1000 / words / 2 + 0.3 * bool(strong))
    return round(max(0.0, min(1.0, score - 0.2 * against)), 3)


def offers_help(text: str, language: str) -> bool:
    """Tell whether a short text speaks of everyday help in several ways, and of no other field."""
    words = lexicon(language)["integration"]
    if "soft_re" not in words or len(text.split()) > SHORT_TEXT:
        return False
    if any(says(text, language, "integration", key) for key in ("foreign_field_re", "other_field_re")):
        return False
    return sum(expression(kind, re.IGNORECASE).search(text) is not None for kind in words["soft_re"]) >= KINDS_OF_HELP


def _count(text: str, language: str, key: str) -> int:
    return sum(1 for _ in joined_pattern(language, "integration", key).finditer(text))


def _strong(text: str, language: str) -> list[str]:
    return [match[0] for match in joined_pattern(language, "integration", "strong_re").finditer(text)]
