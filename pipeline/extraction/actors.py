"""Who acts in a sentence: the bodies named with their case, the short names and pronouns that stand for them.

German tells subjects by articles: `der Rat` acts, `dem Rat` and `des Rats` are acted on, `die Regierung` may act,
`der Regierung` never; `vom Rat` and `durch den Rat` act in the passive, `im Rat` is where a vote was taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from pipeline.domain.cantons import parliament_of
from pipeline.domain.lexicon import lexicon
from pipeline.extraction.bodies import NamedBody, named_bodies
from pipeline.extraction.sentences import sentence_bounds
from pipeline.extraction.votes import Vote

SUBJECT, AGENT, PLACE, OBLIQUE = "subject", "agent", "place", "oblique"
# What was named so many characters before is still present to the reader.
MEMORY = 700
# A committee has fewer members than that, a parliament more.
LARGEST_COMMITTEE = 25
# Nobody casts more votes than the Federal Assembly has seats but the people and those assembled (Art. 149, 150 BV).
LARGEST_PARLIAMENT = 246
_ASSEMBLED = ("people", "municipal_parliament")
VOTING = ("parliament", "people", "committee", "federal_parliament", "municipal_parliament")
# A pronoun stands for what was named in the sentence before.
_BEFORE = 90


@dataclass(frozen=True, slots=True)
class Actor:
    """A body at its place, in its case; `clear` if its article cannot be that of an object."""

    body: NamedBody
    role: str
    clear: bool
    gender: str
    named: str


PEOPLE = Actor(NamedBody(-1, -1, "Volk", "people"), SUBJECT, False, "n", "")
"""The people as those who voted, where no word stands for them."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The text before a sentence, the body that acted last (with its wording) and the canton."""

    before: str
    last: Actor | None
    canton: str | None


def local_body(actor: Actor, canton: str | None, language: str) -> tuple[str, str]:
    """Return name and type of a body as its canton understands it: in Vaud the Conseil communal is a parliament."""
    for place, name, body, body_type in lexicon(language)["bodies"]["local"]:
        if place == canton and actor.named.casefold().startswith(name):
            return body, body_type
    return actor.body.body, actor.body.body_type


def actors(text: str, language: str, memory: Memory) -> list[Actor]:
    """Return the bodies of a text with their cases, short names resolved, in order."""
    bodies = list(named_bodies(text, language)) + _offices(text, language)
    found = [_actor(text, body, language) for body in _longest(bodies)]
    return _with_aliases(text, found, language, memory)


def _longest(bodies: list[NamedBody]) -> list[NamedBody]:
    kept: list[NamedBody] = []
    for body in sorted(bodies, key=lambda item: (item.start, -item.end)):
        if not kept or body.start >= kept[-1].end:
            kept.append(body)
    return kept


def _offices(text: str, language: str) -> list[NamedBody]:
    name, kind = lexicon(language)["bodies"]["office_body"]
    return [NamedBody(match.start(), match.end(), name, kind) for match in _office_pattern(language).finditer(text)]


@cache
def _office_pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{lexicon(language)['bodies']['office_re']})(?![\w-])")


def _actor(text: str, body: NamedBody, language: str) -> Actor:
    named = " ".join(text[body.start : body.end].split())
    gender = gender_of(named, language)
    role, clear = _case(text[max(0, body.start - _BEFORE) : body.start], gender, language)
    return Actor(body, role, clear, gender, named)


@cache
def _case_patterns(language: str) -> dict[str, re.Pattern[str]]:
    words = lexicon(language)["bodies"]
    names = ("part_of", "agent", "place", "oblique")
    tail = rf"\s+(?:{words['adjective_re']}\s+){{0,3}}$"
    found = {name: re.compile(rf"(?<![\w-]){words[f'{name}_re']}{tail}") for name in names}
    found["article"] = re.compile(rf"(?<![\w-])(?P<word>{words['article_re']}){tail}", re.IGNORECASE)
    return found


def _case(before: str, gender: str, language: str) -> tuple[str, bool]:
    patterns = _case_patterns(language)
    flat = before[:1].lower() + before[1:] if before else before
    lowered = re.sub(r"^(\W*)([A-ZÄÖÜ])(?=[a-z]{1,6}\s)", lambda match: match[1] + match[2].lower(), flat)
    if patterns["part_of"].search(before):
        return SUBJECT, False
    for role in (AGENT, PLACE, OBLIQUE):
        if patterns[role].search(lowered):
            return role, False
    article = patterns["article"].search(before)
    word = article["word"].casefold() if article else ""
    if word == lexicon(language)["bodies"]["oblique_article"]:
        return (SUBJECT, True) if gender == "m" else (OBLIQUE, False)
    return SUBJECT, False


@cache
def _genders(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = lexicon(language)["bodies"]["gender_re"]
    return tuple((gender, re.compile(pattern, re.IGNORECASE)) for gender, pattern in table.items())


def gender_of(named: str, language: str) -> str:
    """Return the gender of a name: m, f, n, or p for a plural."""
    return next((gender for gender, pattern in _genders(language) if pattern.search(named)), "m")


@dataclass(frozen=True, slots=True)
class _Alias:
    """A short name for bodies of these types; `members` if it names those who sit in one, and so is no name of it."""

    types: tuple[str, ...]
    pattern: re.Pattern[str]
    members: bool


@cache
def _aliases(language: str) -> tuple[_Alias, ...]:
    return tuple(
        _Alias(
            tuple(item["types"]),
            re.compile(rf"(?<![\w-])(?:{item['pattern']})(?![\w-])"),
            item.get("members", False),
        )
        for item in lexicon(language)["bodies"]["aliases"]
    )


def _with_aliases(text: str, found: list[Actor], language: str, memory: Memory) -> list[Actor]:
    """Put what a short name stands for in its place; one that stands for nothing named before is left out."""
    kept = {actor.body.start: actor for actor in found}
    for alias in _aliases(language):
        for match in alias.pattern.finditer(text):
            over = next((item for item in found if item.body.start <= match.start() < item.body.end), None)
            if over is not None and (over.body.start, over.body.end) != match.span():
                continue
            before = f"{memory.before}{text[: match.start()]}"[-MEMORY:]
            meant = _meant(before, alias, language, memory.canton)
            if meant is None:
                continue
            body = NamedBody(match.start(), match.end(), meant.body, meant.body_type)
            actor = _actor(text, body, language)
            name = before[meant.start : meant.end] if alias.members else ""
            kept[match.start()] = replace(actor, named=name) if name else actor
    return [kept[start] for start in sorted(kept)]


def _meant(before: str, alias: _Alias, language: str, canton: str | None) -> NamedBody | None:
    """The body a short name stands for: the last of these types before it, else the canton's own parliament."""
    known = [body for body in named_bodies(before, language) if body.body_type in alias.types]
    full = [body for body in known if not alias.pattern.fullmatch(before[body.start : body.end])]
    if full or known:
        return (full or known)[-1]
    name = parliament_of(canton)
    of_parliament = "parliament" in alias.types and "people" not in alias.types
    return NamedBody(0, 0, name, "parliament") if name and of_parliament else None


def remembered(before: str, language: str) -> tuple[NamedBody, ...]:
    """Return the bodies named in the text before, as far back as a reader remembers."""
    return named_bodies(before[-MEMORY:], language)


def by_pronoun(clause: str, finite_at: int, language: str, memory: Memory, vote: Vote | None) -> Actor | None:
    """Return who a pronoun beside the finite verb stands for: the subject of the sentence before, by its gender."""
    for gender, pattern in _pronouns(language):
        before, after, opening = pattern
        if not (before.search(clause, 0, finite_at) or after.match(clause, finite_at) or opening.match(clause)):
            continue
        found = voter(vote, language, memory) if gender == "we" and vote else _subject_before(gender, language, memory)
        if found is not None:
            return found
    return None


@cache
def _pronouns(language: str) -> tuple[tuple[str, tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]], ...]:
    """Return for each gender its pronouns before a finite verb, after it, and behind what opens a clause."""
    table = lexicon(language)["decisions"]["pronouns"]
    openers = lexicon(language)["decisions"].get("opener_re", "(?!)")
    return tuple(
        (
            gender,
            (
                re.compile(rf"(?<![\w-])(?:{'|'.join(words)})\s+$", re.IGNORECASE),
                re.compile(rf"\w+(?:\s+|-(?:t-)?)(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE),
                re.compile(rf"\s*(?:{openers})\s+(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE),
            ),
        )
        for gender, words in table.items()
    )


def _subject_before(gender: str, language: str, memory: Memory) -> Actor | None:
    found = last_subject(language, memory, gender)
    if found is not None:
        return found
    last = memory.last
    return last if last is not None and last.gender == gender else None


def last_subject(language: str, memory: Memory, gender: str | None = None) -> Actor | None:
    """Return the body the sentence before is about: its subject, if of this gender; for any also where it happened.

    Before a later clause it is the beginning of its own sentence; where that names nobody, the sentence before that.
    """
    text = memory.before[-MEMORY:]
    unfinished = not text.rstrip().endswith((".", "!", "?"))
    for start, end in sentence_bounds(text, language)[: -3 if unfinished else -2 : -1]:
        named = actors(text[start:end], language, replace(memory, before=text[:start]))
        for actor in named:
            if actor.role == SUBJECT and gender in (None, actor.gender):
                return actor
            if actor.role == PLACE and gender is None and actor.body.body_type in VOTING:
                return actor
        if named:
            return None
    return None


def parliament_at(canton: str | None) -> Actor:
    """Return the parliament of a canton as the one who voted, where no word stands for it; without one, unknown."""
    return Actor(NamedBody(-1, -1, parliament_of(canton) or "unknown", "parliament"), SUBJECT, False, "m", "")


def is_of_the_people(vote: Vote | None) -> bool:
    """Tell whether more people cast a vote than sit in any parliament."""
    return vote is not None and vote.unit == "votes" and vote.decided > LARGEST_PARLIAMENT


def voter(vote: Vote | None, language: str, memory: Memory) -> Actor | None:
    """Return who cast a vote told without a body: the last voting body named that is large enough, else the people."""
    known = _remembered_voter(vote, language, memory)
    return PEOPLE if known is None and is_of_the_people(vote) else known


def _remembered_voter(vote: Vote | None, language: str, memory: Memory) -> Actor | None:
    bodies = remembered(memory.before, language)
    able = [body for body in bodies if body.body_type in VOTING and can_cast(body, vote, bodies)]
    last = memory.last
    if last is not None and not any(body.body == last.body.body for body in able) and can_cast(last.body, vote, ()):
        return last
    return _as_actor(able[-1], memory, language) if able else None


def _as_actor(body: NamedBody, memory: Memory, language: str) -> Actor:
    text = memory.before[-MEMORY:]
    named = text[body.start : body.end]
    return Actor(body, PLACE, False, gender_of(named, language), named)


def can_cast(body: NamedBody, vote: Vote | None, rivals: tuple[NamedBody, ...]) -> bool:
    """Tell whether a body is large enough for a vote, and not too large where a committee is at hand."""
    if vote is None or vote.unit == "percent":
        return True
    if is_of_the_people(vote):
        return body.body_type in _ASSEMBLED
    if vote.decided > LARGEST_COMMITTEE:
        return body.body_type != "committee"
    return body.body_type == "committee" or all(rival.body_type != "committee" for rival in rivals)
