"""What a text cites: articles of law in their short form, and other decisions by their number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.domain.expressions import Expression, expression
from pipeline.domain.lexicon import joined_pattern, lexicon, says

# `58`, `121a`, `14bis`, and a range of them.
_ARTICLE = r"\d{1,4}(?:bis|ter|quater|[a-z](?:bis|ter)?)?(?!\w)"
# Of a paragraph or letter; what has a part of its own is the next article: `Abs. 2 und 16 Abs. 3`.
_VALUE = r"(?:\d{1,3}(?:bis|ter|[a-z])?|[a-z])(?![\w'’])"
# The name of a law in words is so long at most, up to its abbreviation in brackets.
LONGEST_NAME = 160
# A decision is cited so near after the words that cite it.
_CITED_REACH = 60
_YEARS = re.compile(r"(?:19|20)\d\d[/–-](?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The patterns of one language: a sign with its articles, one article of them, and the law after them."""

    cited: Expression
    item: re.Pattern[str]
    value: re.Pattern[str]
    short_law: re.Pattern[str]
    long_law: re.Pattern[str]
    named_law: re.Pattern[str]
    signs: tuple[tuple[str, re.Pattern[str]], ...]
    parts: tuple[tuple[str, re.Pattern[str]], ...]


def _short_forms(table: list[list[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((short, re.compile(pattern, re.IGNORECASE)) for short, pattern in table)


@cache
def _grammar(language: str) -> _Grammar:
    words = lexicon(language)["law"]
    sign, part = ("|".join(pattern for _, pattern in words[key]) for key in ("articles", "parts"))
    joint = rf"(?:\s*,\s*(?:(?:{words['and_re']})\s+)?|\s+(?:{words['and_re']})\s+)"
    article = rf"{_ARTICLE}(?:(?:\s*[–-]\s*|\s+(?:{words['to_re']})\s+){_ARTICLE})?(?:\s*{words['following_re']})?"
    values = rf"{_VALUE}(?:{joint}{_VALUE}(?!\s*,?\s*(?:{part})))*"
    item = rf"{article}(?:\s*,?\s*(?:{part})\s*{values})*"
    cited = rf"(?i:(?<![\w.])(?:{sign})\s*{item}(?:{joint}(?:(?:{sign})\s*)?{item})*)"
    law, of_law = words["law_re"], rf"(?:{words['of_law_re']})"
    return _Grammar(
        cited=expression(cited),
        item=re.compile(
            rf"(?i:(?P<sign>{sign})?\s*(?P<article>{article})(?P<parts>(?:\s*,?\s*(?:{part})\s*{values})*))"
        ),
        value=re.compile(rf"(?i:(?P<part>{part})\s*(?P<values>{values}))"),
        short_law=re.compile(rf"\s*,?\s*(?:{of_law}\s*)?(?P<law>{law})(?![\w/])"),
        long_law=re.compile(
            rf"\s*,?\s*{of_law}\s*(?P<name>(?:[^.;:()§]|(?<=\d)\.|(?<=\bSt)\.){{3,{LONGEST_NAME}}}?)\s*"
            rf"[(\[]\s*(?:[^()]{{0,80}}?[\s,;])??(?P<law>{law})(?![\w/])"
        ),
        named_law=re.compile(rf"\s*,?\s*(?P<law>{of_law}\s*{words['named_law_re']})"),
        signs=_short_forms(words["articles"]),
        parts=_short_forms(words["parts"]),
    )


def legal_references(text: str, language: str) -> tuple[str, ...]:
    """Return the articles of law a text names in their short form, as `Art. 58 Abs. 3 AIG`, each once.

    Articles and paragraphs of a list stand one by one: `Art. 17 und 18 AIG` are two. A law named in words has the
    abbreviation in brackets after it, or else its words; an article of no named law is left out, for nobody could
    look it up.
    """
    grammar = _grammar(language)
    found: list[str] = []
    for match in grammar.cited.finditer(text):
        law = _law(text, match.end(), grammar, language)
        if law:
            found += [f"{article} {law}" for article in _articles(match[0], grammar)]
    return tuple(dict.fromkeys(found))


def _law(text: str, start: int, grammar: _Grammar, language: str) -> str | None:
    """Return the law named right after its articles, or null."""
    short = grammar.short_law.match(text, start)
    if short and not says(short["law"], language, "law", "no_law_re"):
        law = _flat(short["law"])
        return str(lexicon(language)["law"].get("misread", {}).get(law, law))
    long = grammar.long_law.match(text, start)
    if long and not grammar.cited.search(long["name"]) and says(long["name"], language, "law", "law_noun_re"):
        return _flat(long["law"])
    named = grammar.named_law.match(text, start)
    return _flat(named["law"]) if named else None


def _flat(text: str) -> str:
    return " ".join(text.split())


def _articles(text: str, grammar: _Grammar) -> Iterator[str]:
    """Yield each article of a list, with each of its paragraphs or letters, in short form."""
    sign = ""
    for item in grammar.item.finditer(text):
        sign = _short(item["sign"], grammar.signs) if item["sign"] else sign
        heads = [f"{sign} {_flat(item['article'])}"]
        for part in grammar.value.finditer(item["parts"]):
            short = _short(part["part"], grammar.parts)
            values = re.findall(rf"(?<!\w){_VALUE}", part["values"])
            heads = [f"{head} {short} {value}" for head in heads for value in values]
        yield from heads


def _short(written: str, forms: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    return next(short for short, pattern in forms if pattern.fullmatch(written))


@dataclass(frozen=True, slots=True)
class Cited:
    """A decision named by its number at `text[start:end]`; `own` if the words around may tell the number of an act."""

    start: int
    end: int
    name: str
    number: str
    own: bool


def cited_decisions(text: str, language: str) -> list[Cited]:
    """Return the decisions a text names by number, in order; `RRB Nr. 2020/1522` has the name `RRB 2020/1522`."""
    found = [
        Cited(match.start(), match.end(), _name(match), _flat(match["number"]), _may_be_own(text, match, language))
        for pattern in _patterns(language)
        for match in pattern.finditer(text)
        if not _YEARS.fullmatch(match["number"])
    ]
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[Cited] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


@cache
def _patterns(language: str) -> tuple[Expression, ...]:
    return tuple(expression(pattern) for pattern in lexicon(language)["decisions"]["citations"])


def _name(match: re.Match[str]) -> str:
    return _flat(f"{match['kind']} {match['number']}")


def _may_be_own(text: str, match: re.Match[str], language: str) -> bool:
    """`(vgl. RRB 2020/1317)` and a motion are of others than the act told beside them."""
    before = text[max(0, match.start() - _CITED_REACH) : match.start()]
    moved = says(match["kind"], language, "decisions", "never_own_re")
    return not moved and not joined_pattern(language, "decisions", "cites_re").search(before)


def references(text: str, language: str, own: str | None = None) -> tuple[str, ...]:
    """Return the names of the decisions a text names by number, without the one whose number is `own`, each once."""
    cited = cited_decisions(text, language)
    return tuple(dict.fromkeys(item.name for item in cited if own is None or item.number != own))
