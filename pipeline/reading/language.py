"""Which language a text is in, by its function words, or by the nouns of forms where there are none."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from pipeline.domain.data import load_toml

# Of running text in any of the five languages a third or more are listed words, of other text few.
MIN_HITS = 4
MIN_SHARE = 0.08
# The best language must have this much more than the next: neighbours share words such as `la` and `per`.
LEAD = 1.25
# Enough to be sure of, little enough to be free.
SAMPLE_WORDS = 4_000

# A short text has no more words than this; two words that only one language forms so are enough, and half as many
# again as of the next.
MAX_SHORT = 30
MIN_SHORT_WORDS = 2
SHORT_LEAD = 1.5
MIN_FORMED = 4

# A form or list has so many different listed words of one language at least, and twice as many as of the next.
MIN_FORM_WORDS = 4
FORM_LEAD = 2

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def word_lists(name: str) -> dict[str, frozenset[str]]:
    """Return a list of `languages.toml` by language."""
    return {language: frozenset(words.split()) for language, words in load_toml("languages")[name].items()}


def detect_language(text: str) -> str | None:
    """Return de, fr, it, rm or en, or null where the text gives too little evidence."""
    words = Counter(_sample(text))
    total = sum(words.values())
    lists = word_lists("function_words").items()
    hits = {language: sum([words[word] for word in words.keys() & known]) for language, known in lists}
    running = _leader(hits, max(MIN_HITS, MIN_SHARE * total), LEAD) or _form_language(set(words))
    return running or (_short_language(set(words)) if total <= MAX_SHORT else None)


def _form_language(words: set[str]) -> str | None:
    hits = {language: len(words & known) for language, known in _listed_words().items()}
    return _leader(hits, MIN_FORM_WORDS, FORM_LEAD)


@cache
def _listed_words() -> dict[str, frozenset[str]]:
    """Return the nouns of forms and the words of grammar by language."""
    grammar = word_lists("function_words")
    return {language: nouns | grammar[language] for language, nouns in word_lists("form_words").items()}


def _short_language(words: set[str]) -> str | None:
    """Return the language of a title or single sentence, by its words of grammar and the way its words are formed."""
    grammar, nouns = word_lists("function_words"), word_lists("form_words")
    hits = {
        language: sum(
            word in known or word in nouns.get(language, ()) or (len(word) >= MIN_FORMED and _is_formed(word, language))
            for word in words
        )
        for language, known in grammar.items()
    }
    return _leader(hits, MIN_SHORT_WORDS, SHORT_LEAD)


def _is_formed(word: str, language: str) -> bool:
    ends, parts = _word_forms(language)
    return word.endswith(ends) or any(part in word for part in parts)


@cache
def _word_forms(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ends and the parts by which words of a language are known."""
    forms = load_toml("languages")["word_forms"][language].split()
    return tuple(f for f in forms if f[0] != "*"), tuple(f[1:] for f in forms if f[0] == "*")


def _leader(hits: dict[str, int], least: float, lead: float) -> str | None:
    ranked = sorted(hits, key=lambda language: (-hits[language], language))
    best, second = hits[ranked[0]], hits[ranked[1]]
    return ranked[0] if best >= least and best >= lead * second else None


def _sample(text: str) -> list[str]:
    """Return words from the whole of the text, elided articles (`l’`, `d'`) as words of their own."""
    words: list[str] = []
    for word in _WORD.findall(text.lower()):
        words += word.replace("’", "'").replace("'", "' ").split() if "'" in word or "’" in word else (word,)
    step = max(1, len(words) // SAMPLE_WORDS)
    return words[::step]
