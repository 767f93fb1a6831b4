"""How sure it is that a text is about integration promotion; loads nothing heavy, so that a look can afford it."""

from __future__ import annotations

from pipeline.domain.lexicon import SUPPORTED, WITH_FACTS, joined_pattern

# Topic words per thousand words at which a text is surely about integration; one strong word adds this much.
FULL_TOPIC_RATE = 12.0
STRONG_SHARE = 0.5
# Fewer distinct strong words make a mention in passing, not a document about the subject.
RELEVANT = 0.5


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


def _count(text: str, language: str, key: str) -> int:
    return sum(1 for _ in joined_pattern(language, "integration", key).finditer(text))


def _strong(text: str, language: str) -> list[str]:
    return [match[0] for match in joined_pattern(language, "integration", "strong_re").finditer(text)]
