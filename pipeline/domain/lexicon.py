"""The words of a language: one TOML file each, and regular expressions made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any

from pipeline.domain.data import load_toml, vocabulary
from pipeline.domain.expressions import Expression, expression

# Languages whose lexicon knows money, decisions and measures: records are extracted from their texts.
SUPPORTED = ("de", "fr", "it")
# Languages whose lexicon knows dates, kinds of documents and the subject: enough for the facts of a document.
WITH_FACTS = ("de", "fr", "it")
# The lexicon that has every section and key: in the others a cue without words is said nowhere.
COMPLETE = "de"
# Stands in an expression for the names of all cantons.
CANTON = "<canton>"
# Stands in an expression for the names of the lump sum per head.
LUMP_SUM = "<lump_sum>"
_NOWHERE = "(?!)"


@cache
def lexicon(language: str) -> dict[str, Any]:
    """Return the lexicon of a language of `WITH_FACTS`; treat it as read-only. Raises KeyError for others."""
    if language not in WITH_FACTS:
        raise KeyError(language)
    return load_toml(f"lexicon_{language}")


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the literal words, the longest first; blanks match any space."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in ordered)


def _at_borders(patterns: Iterable[str]) -> Iterator[str]:
    """Yield the patterns in order, neighbours that begin at a word's border as one: inside a word none is tried."""
    for bordered, group in groupby(patterns, key=_begins_at_border):
        joined = "|".join(f"(?:{pattern})" for pattern in group)
        yield rf"\b(?:{joined})" if bordered else joined


def _begins_at_border(pattern: str) -> bool:
    """Tell whether all of a pattern stands after `\\b`; with an alternative outside of brackets it may not."""
    outside = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "", pattern)
    while (inner := re.sub(r"\([^()]*\)", "", outside)) != outside:
        outside = inner
    return pattern.startswith(r"\b") and "|" not in outside


@cache
def joined_pattern(language: str, section: str, key: str) -> Expression:
    """Return one expression for all of `[section] key` of a lexicon, case ignored; without words it matches nothing.

    Raises KeyError for a key that the complete lexicon lacks.
    """
    joined = "|".join(_at_borders(_patterns(language, section, key))) or _NOWHERE
    if CANTON in joined:
        joined = joined.replace(CANTON, f"(?:{_cantons(language)})")
    if LUMP_SUM in joined:
        joined = joined.replace(LUMP_SUM, lexicon(language)["lump_sum"]["name"])
    return expression(over_lines(joined), re.IGNORECASE, f"{section}.{key.removesuffix('_re')}")


def over_lines(pattern: str) -> str:
    """Return a pattern whose blanks match any white space: what it looks for may go on in the next line."""
    return pattern.replace(" ", r"\s")


@cache
def each_pattern(language: str, section: str, key: str) -> tuple[Expression, ...]:
    """Return an expression for each of `[section] key` of a lexicon, case ignored; their groups may bear one name.

    Raises KeyError for a key that the complete lexicon lacks.
    """
    return tuple(expression(pattern, re.IGNORECASE) for pattern in _patterns(language, section, key))


def _patterns(language: str, section: str, key: str) -> Iterable[str]:
    words = lexicon(language)
    found: Iterable[str] = words[section][key] if language == COMPLETE else words.get(section, {}).get(key, ())
    return found


@cache
def _cantons(language: str) -> str:
    entries = (load_toml("cantons")[canton] for canton in vocabulary("canton") if canton != "CH")
    left_out = lexicon(language)["payers"]["not_bare"]
    return alternatives(name for entry in entries for name in entry["names"] if name not in left_out)


def says(text: str, language: str, section: str, key: str) -> bool:
    """Tell whether a text holds any expression of `[section] key`."""
    return joined_pattern(language, section, key).search(text) is not None
