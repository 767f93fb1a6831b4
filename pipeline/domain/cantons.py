"""The 26 cantons and the Confederation: what in a text gives one away, and what their bodies are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pipeline.domain.data import load_toml, vocabulary
from pipeline.domain.expressions import Expression, expression
from pipeline.domain.lexicon import alternatives

FEDERAL = "CH"
# The language of cantons that state none.
GERMAN = ("de",)
# The canton shows in the first thirty pages or not at all.
READ_CHARACTERS = 60_000
# Body, name and what stands between them lie within so many characters.
REACH = 120
# Words no longer than this are abbreviations and have no endings.
SHORT_WORD = 3

_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?:e?[rnsm]|e)$")


@cache
def _signals() -> dict[str, float]:
    return {name: float(value) for name, value in load_toml("cantons")["signals"].items()}


@cache
def _patterns() -> tuple[tuple[str, str, Expression], ...]:
    """Return (canton, kind of signal, pattern) for everything in cantons.toml."""
    return tuple(entry for canton in vocabulary("canton") for entry in _canton_patterns(canton))


def _canton_patterns(canton: str) -> Iterator[tuple[str, str, Expression]]:
    data = load_toml("cantons")
    words, entry = data["words"], data[canton]
    name, adjective = f"(?:{alternatives(entry['names'])})", f"(?:{alternatives(entry['adjectives'])})"
    shapes = {"body_of": words["body_of"], "canton_name": words["canton_of"]} if canton != FEDERAL else {}
    for kind, templates in shapes.items():
        for template in templates:
            yield canton, kind, expression(template.replace("{name}", name))
    if entry["adjectives"]:
        for template in words["adjective_body"]:
            yield canton, "adjective_body", expression(template.replace("{adjective}", adjective))
        yield canton, "adjective", expression(rf"\b{adjective}(?:r|n|s|m|es)?\b")
    yield canton, "bare_name" if canton != FEDERAL else "canton_name", expression(rf"(?<![\w-]){name}(?![\w-])")
    yield from _name_lists(canton, entry)


def _name_lists(canton: str, entry: dict[str, Any]) -> Iterator[tuple[str, str, Expression]]:
    if entry["places"]:
        yield canton, "place", expression(rf"(?<!\w)(?:{alternatives(_with_adjectives(entry['places']))})(?!\w)")
    if entry["hosts"]:
        hosts = "|".join(re.escape(host) for host in entry["hosts"])
        yield (
            canton,
            "host",
            expression(rf"(?:\b|\.)(?:{hosts})(?![\w.-]*\w)|(?<![\w.-])[\w.-]{{1,80}}\.(?:{hosts})(?!\w)"),
        )
    if entry["laws"]:
        laws = alternatives(entry["laws"])
        yield (
            canton,
            "law",
            expression(rf"(?<!\w)(?:{laws})(?:[- ]Nummern|\)|\s+\d)|numéros (?:{laws})\)|\((?:{laws})[ -]"),
        )
    if entry["offices"]:
        kind = "office" if canton != FEDERAL else "federal_body"
        # Acronyms keep their case, names of offices may stand in capitals or begin a sentence.
        names = [office for office in entry["offices"] if not office.isupper()]
        acronyms = [office for office in entry["offices"] if office.isupper()]
        yield canton, kind, expression(rf"(?<!\w)(?:{alternatives(names)})(?!\w)", re.IGNORECASE)
        if acronyms:
            yield canton, kind, expression(rf"(?<!\w)(?:{alternatives(acronyms)})(?!\w)")


def _with_adjectives(places: list[str]) -> list[str]:
    """Return the names of towns with their German adjectives: `Winterthurer`, `Oltner`."""
    towns = [place for place in places if _WORD.fullmatch(place) and not place.endswith("er")]
    return [*places, *(f"{town[:-2]}ner" if town.endswith("en") else f"{town}er" for town in towns)]


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    """Return the cantons of each word that begins a name, an adjective, an office and so on, by its stem."""
    owners: dict[str, list[str]] = {}
    for canton in vocabulary("canton"):
        entry = load_toml("cantons")[canton]
        lists = [entry[name] for name in ("names", "adjectives", "hosts", "laws", "offices")]
        lists.append(_with_adjectives(entry["places"]))
        for phrase in (phrase for words in lists for phrase in words):
            word = _WORD.search(phrase)
            known = owners.setdefault(_stem(word[0] if word else phrase), [])
            if canton not in known:
                known.append(canton)
    return {word: tuple(cantons) for word, cantons in owners.items()}


def _stem(word: str) -> str:
    """Return a word without what inflection adds: `bernischen` and `bernische` are one."""
    return _ENDING.sub("", word.casefold()) if len(word) > SHORT_WORD else word.casefold()


@cache
def _misleading() -> Expression:
    words = load_toml("cantons")["words"]
    return expression("|".join([rf"(?<!\w)(?:{alternatives(words['not_canton'])})(?!\w)", *words["not_canton_re"]]))


def canton_scores(text: str) -> dict[str, float]:
    """Return how strongly a text points to each canton; cantons without any sign are left out."""
    signals = _signals()
    masked = _misleading().sub(lambda match: " " * len(match[0]), text[:READ_CHARACTERS])
    flat = re.sub(r"\s", " ", masked)
    places = _places(flat)
    head = int(signals["head_characters"])
    totals: dict[str, dict[str, float]] = {}
    for canton, kind, pattern in _patterns():
        for start, end in places.get(canton, ()):
            for match in pattern.finditer(flat, start, end):
                weight = signals[kind] * (signals["head_factor"] if match.start() < head else 1.0)
                kinds = totals.setdefault(canton, {})
                kinds[kind] = min(kinds.get(kind, 0.0) + weight, signals[kind] * signals["cap_per_kind"])
    for canton, kind, pattern in _numbers():
        found = sum(1 for _ in pattern.finditer(flat, 0, head if kind == "dateline" else len(flat)))
        if found:
            totals.setdefault(canton, {})[kind] = signals[kind] * min(found, signals["cap_per_kind"])
    return {canton: sum(kinds.values()) for canton, kinds in totals.items()}


@cache
def _numbers() -> tuple[tuple[str, str, Expression], ...]:
    """Return (canton, kind of signal, pattern): numbers of its business, dates of its news, towns with its bodies."""
    data = load_toml("cantons")
    found = [
        (canton, "number", expression(pattern))
        for canton in vocabulary("canton")
        for pattern in data[canton].get("numbers", ())
    ]
    for canton, entry in ((canton, data[canton]) for canton in vocabulary("canton") if canton != FEDERAL):
        towns = alternatives([*entry["names"], *entry["places"], *entry.get("capitals", ())])
        if canton not in data["words"]["no_dateline"]:
            template = data["words"]["dateline"].replace("{town}", f"(?:{towns})")
            found.append((canton, "dateline", expression(template)))
        for pattern in entry.get("town_with_body", ()):
            found.append((canton, "town_with_body", expression(pattern, re.DOTALL)))
    return tuple(found)


def _places(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return for each canton the stretches of a text around its words; nowhere else can a pattern of it match."""
    owners = _owners()
    places: dict[str, list[tuple[int, int]]] = {}
    for match in _WORD.finditer(text):
        for canton in owners.get(_stem(match[0]), ()):
            start, end = max(0, match.start() - REACH), min(len(text), match.end() + REACH)
            stretches = places.setdefault(canton, [])
            if stretches and start <= stretches[-1][1]:
                stretches[-1] = (stretches[-1][0], end)
            else:
                stretches.append((start, end))
    return places


def find_canton(text: str) -> str | None:
    """Return the canton a document is from, CH for the Confederation, or null if nothing says so clearly."""
    signals = _signals()
    scores = canton_scores(text)
    federal = scores.pop(FEDERAL, 0.0)
    best = max(sorted(scores), key=lambda canton: scores[canton], default=None)
    if best is None or scores[best] < signals["minimum"]:
        return FEDERAL if federal >= signals["federal_minimum"] else _named_otherwise(text)
    rivals = [score for canton, score in scores.items() if canton != best]
    if rivals and max(rivals) == scores[best]:
        return FEDERAL if federal >= signals["federal_minimum"] else None
    if federal >= signals["federal_minimum"] and scores[best] < federal * signals["canton_over_federal"]:
        return FEDERAL
    return best


def _named_otherwise(text: str) -> str | None:
    """Return the first canton, the Confederation last, by words that tell only where no other sign of one does."""
    data = load_toml("cantons")
    head = text[: int(_signals()["head_characters"])]
    named = (
        code
        for code in vocabulary("canton")
        if any(expression(pattern).search(head) for pattern in data[code].get("otherwise", ()))
    )
    return min(named, key=lambda code: code == FEDERAL, default=None)


def canton_by_seats(parliament: str, votes: float, language: str) -> str | None:
    """Return the only canton of a language whose parliament has this name and seats for so many votes, or null."""
    data = load_toml("cantons")
    able = [
        canton
        for canton in vocabulary("canton")
        if data[canton]["parliament"] == parliament
        and language in data[canton].get("languages", GERMAN)
        and votes <= data[canton].get("seats", 0)
    ]
    return able[0] if len(able) == 1 else None


def languages_of(canton: str | None) -> tuple[str, ...]:
    """Return the languages the authorities of a canton write, German alone where it is not known."""
    return tuple(load_toml("cantons")[canton].get("languages", GERMAN)) if canton else GERMAN


def executive_of(canton: str | None) -> str | None:
    """Return what the government of a canton is called, CH for the Federal Council; null for no canton."""
    return None if canton is None else str(load_toml("cantons")[canton]["executive"])


def parliament_of(canton: str | None) -> str | None:
    """Return what the parliament of a canton is called; null for the Confederation and for no canton."""
    return None if canton is None or canton == FEDERAL else str(load_toml("cantons")[canton]["parliament"])
