"""Verbs of decision: their forms in a clause, with their separated particles, and whether they tell an act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.domain.lexicon import alternatives, joined_pattern, lexicon, over_lines, says
from pipeline.extraction.bodies import named_bodies

PARTICIPLE, PAST, PRESENT = "participle", "past", "present"
ACTIVE, PASSIVE = "active", "passive"
# Forms of a verb in the lexicon: kind, plural.
_KINDS = ((PARTICIPLE, False), (PAST, False), (PAST, True), (PRESENT, False), (PRESENT, True))
_PARTICLE = len(_KINDS)
# An auxiliary so close after its participle belongs to it: `genehmigt hat`.
_CLOSE = 12
_WORD = re.compile(r"[\w-]+")
# So far before a verb at the end of its clause stands what belongs to it: `Nein zu den beantragten 3 Millionen gesagt`.
_REACH_OF_HEAD = 160
# Between words that belong together others may stand: `grünes und klares Licht`, `sich einstimmig hinter`.
_FEW_WORDS = r"(?:\s+[\w-]+){0,3}?\s+"

# What stands in brackets or quotation marks parts no clauses.
_ENCLOSED = re.compile(r"\([^()]*\)|«[^«»]*»|„[^„“]*“")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a verb at `text[start:end]`; `until` is the end of its particle; `lemma` its participle."""

    start: int
    end: int
    until: int
    lemma: str
    outcome: str
    kind: str
    plural: bool


@dataclass(frozen=True, slots=True)
class Carrier:
    """The finite form that carries a verb: the voice, the clause it stands in and its place."""

    voice: str
    clause: int
    at: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A form of a verb; `particle` stands somewhere after it, `head` somewhere before it."""

    lemma: str
    outcome: str
    kind: str
    plural: bool
    particle: str = ""
    head: str = ""


def clauses_of(text: str, language: str) -> tuple[Span, ...]:
    """Return the clauses of a sentence, parted by commas, colons, dashes and conjunctions before a verb."""
    hidden = [match.span() for match in _ENCLOSED.finditer(text)]
    hidden += [(body.start, body.end) for body in named_bodies(text, language)]
    asides = joined_pattern(language, "decisions", "aside_re").finditer(text)
    hidden += [(aside.start() - 1, aside.end()) for aside in asides]
    signs = joined_pattern(language, "decisions", "clause_sign_re").finditer(text)
    found = sorted([*signs, *_coordinated(language).finditer(text)], key=lambda cut: cut.start())
    cuts = [cut for cut in found if not any(start < cut.start() < end for start, end in hidden)]
    edges = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), max(edges[-1], len(text.rstrip(" .!?\n")))]
    return tuple(zip(edges, ends, strict=True))


@cache
def _coordinated(language: str) -> re.Pattern[str]:
    """Return the pattern of the blank before a second verb: `trat auf die Vorlage ein und genehmigte den Kredit`.

    Before a noun the same form is an adjective: `der geprüfte und genehmigte Kredit`.
    """
    words = lexicon(language)["decisions"].get("coordinating", ())
    past = [form for form, entries in _entries(language).items() if all(entry.kind == PAST for entry in entries)]
    if not words:
        return re.compile("(?!)")
    return re.compile(rf"\s(?=(?:{alternatives(words)})\s(?:{alternatives(past)})(?!\w)(?!\s[A-ZÄÖÜ]))")


def clause_at(clauses: Sequence[Span], place: int) -> int:
    """Return the index of the clause a place lies in."""
    return max(index for index, (start, _) in enumerate(clauses) if start <= place or index == 0)


@cache
def _entries(language: str) -> dict[str, tuple[_Entry, ...]]:
    table: dict[str, list[_Entry]] = {}
    for outcome, rows in lexicon(language)["decisions"]["verbs"].items():
        for row in rows:
            particle = row[_PARTICLE] if len(row) > _PARTICLE else ""
            for written, (kind, plural) in zip(row[:_PARTICLE], _KINDS, strict=True):
                entry = _Entry(row[0], outcome, kind, plural, "" if kind == PARTICIPLE else particle)
                for form in _inflected(written, kind, language):
                    table.setdefault(form.casefold(), []).append(entry)
                for form, parted in _parted(written, particle, entry) if not agrees(language) else ():
                    table.setdefault(form.casefold(), []).append(parted)
    return {form: tuple(dict.fromkeys(entries)) for form, entries in table.items()}


def _parted(written: str, particle: str, entry: _Entry) -> Iterator[tuple[str, _Entry]]:
    """Yield the forms in which a verb stands at the end of its clause, and what belongs to it before it.

    `hat Nein zur Vorlage gesagt`; `nachdem der Rat den Kredit guthiess`, `… grünes Licht für den Kredit gab`.
    """
    if entry.kind == PARTICIPLE and " " in written:
        head, _, form = written.rpartition(" ")
        yield form, replace(entry, head=head)
    elif entry.kind == PAST and written and particle:
        joined = " " not in particle and particle.islower()
        yield (particle + written if joined else written), replace(entry, particle="", head="" if joined else particle)


def _inflected(form: str, kind: str, language: str) -> tuple[str, ...]:
    """Return a form, and a participle in all genders and numbers where it agrees with its object."""
    endings = lexicon(language)["decisions"].get("participles")
    if not form or kind != PARTICIPLE or endings is None or not form.endswith(endings["ending"]):
        return (form,) if form else ()
    stem = form.removesuffix(endings["ending"])
    return tuple(stem + ending for ending in endings["forms"])


def agrees(language: str) -> bool:
    """Tell whether participles agree with what was decided, and stand after their auxiliary in one clause with it."""
    return "participles" in lexicon(language)["decisions"]


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives(_entries(language))})(?![\w-])", re.IGNORECASE)


@cache
def _first_words(language: str) -> frozenset[str]:
    return frozenset(form.split()[0] for form in _entries(language))


def has_verb(text: str, language: str) -> bool:
    """Tell whether any form of a verb of decision stands in a text."""
    if _first_words(language).isdisjoint(_WORD.findall(text.casefold())):
        return False
    return _pattern(language).search(text) is not None


def find_verbs(text: str, language: str) -> list[list[Verb]]:
    """Return the verbs of decision in a text, at each place the readings of its form, the likeliest first."""
    found = []
    for match in _pattern(language).finditer(text):
        entries = _entries(language)[" ".join(match[0].casefold().split())]
        readings = [verb for entry in entries if (verb := _reading(text, match, entry, language))]
        if readings:
            # `stimmte … zu` says more than `sprach` alone, and `sagte Nein` what its next particle does.
            found.append(
                sorted(readings, key=lambda verb: (verb.until == verb.end, verb.kind != PARTICIPLE, verb.until))
            )
    return found


def _reading(text: str, match: re.Match[str], entry: _Entry, language: str) -> Verb | None:
    until = match.end()
    if entry.kind == PAST and _is_attribute(text, match, language):
        return None
    if entry.head and not _headed(text, match, entry, language):
        return None
    if entry.plural and says(text[: match.start()], language, "decisions", "infinitive_re"):
        return None
    if entry.particle:
        particle = _particle(text, match.end(), entry.particle)
        if particle is None:
            return None
        until = particle
    words = lexicon(language)["decisions"]
    if entry.lemma in words["needs_re"] and not _any(text, language, "needs_re", entry.lemma):
        return None
    if entry.lemma in words["never_re"] and _any(text, language, "never_re", entry.lemma):
        return None
    return Verb(match.start(), match.end(), until, entry.lemma, entry.outcome, entry.kind, entry.plural)


def _is_attribute(text: str, match: re.Match[str], language: str) -> bool:
    """`das vom Landrat genehmigte Programm`: a participle before a noun looks like a past tense."""
    noun = re.match(r"\s+[A-ZÄÖÜ]", text[match.end() :])
    return noun is not None and says(text[: match.start()], language, "decisions", "attribute_re")


@cache
def _end_of_clause(language: str) -> re.Pattern[str]:
    words = alternatives(lexicon(language)["decisions"].get("coordinating", ()))
    return re.compile(rf"\s*(?:[.,;:–—()!?»]|$)|\s+(?:{words})\b")


def _headed(text: str, match: re.Match[str], entry: _Entry, language: str) -> bool:
    """Tell whether what belongs to a verb stands before it, and a finite one at the end of its clause."""
    final = entry.kind == PARTICIPLE or _end_of_clause(language).match(text, match.end()) is not None
    return final and _gapped(entry.head, rf"\b[^;:?!]{{0,{_REACH_OF_HEAD}}}$").search(text[: match.start()]) is not None


@cache
def _gapped(words: str, after: str) -> re.Pattern[str]:
    """Return a pattern of words that belong together with few others between: `grünes (und klares) Licht`."""
    parts = (re.escape(word) for word in words.split())
    flags = re.IGNORECASE if words.islower() else re.NOFLAG
    return re.compile(rf"\b{_FEW_WORDS.join(parts)}{after}", flags)


def _particle(text: str, start: int, particle: str) -> int | None:
    """Return where a particle ends that closes the clause; one of two words or with a capital stands anywhere."""
    closing = r"(?=\s*(?:[.,;:–—()!?»]|$)|\s+(?:und|sowie|aber|mit|bei|wie|ohne|als)\b)"
    free = " " in particle or particle[0].isupper()
    # `11'305 Ja` is a count.
    before = r"(?<!\d\s)" if particle[0].isupper() else ""
    pattern = rf"{before}\b{_FEW_WORDS.join(map(re.escape, particle.split()))}\b" + ("" if free else closing)
    found = re.compile(pattern).search(text, start)
    return found.end() if found else None


@cache
def _condition(language: str, key: str, lemma: str) -> re.Pattern[str]:
    patterns = lexicon(language)["decisions"][key][lemma]
    return re.compile(over_lines("|".join(f"(?:{pattern})" for pattern in patterns)), re.IGNORECASE | re.DOTALL)


def _any(text: str, language: str, key: str, lemma: str) -> bool:
    return _condition(language, key, lemma).search(text) is not None


def carrier_of(text: str, verb: Verb, clauses: Sequence[Span], language: str) -> Carrier | None:
    """Return the finite form a verb goes with: itself, or the auxiliary of its participle, or null for none."""
    own = clause_at(clauses, verb.start)
    start, end = clauses[own]
    if verb.kind != PARTICIPLE:
        # `wurde beauftragt` is no `beauftragt` of the present.
        looks_alike = text[verb.start : verb.end].casefold() == verb.lemma.casefold()
        alone = not looks_alike or _auxiliary(text, clauses[own], verb, language) is None
        return Carrier(ACTIVE, own, verb.start) if alone else None
    # After a comma `der Motion zugestimmt` may go on with `hat der Rat, wenn auch knapp, …`.
    subordinate = says(text[start:end].lstrip(), language, "decisions", "subordinate_re")
    closed = agrees(language) or subordinate or says(text[start:end], language, "decisions", "relative_re")
    reach = [own] if closed else [own, *range(own - 1, -1, -1), *range(own + 1, len(clauses))]
    for index in reach:
        found = _auxiliary(text, clauses[index], verb, language)
        if found:
            return Carrier(found[0], index, found[1])
    return None


def _auxiliary(text: str, clause: Span, verb: Verb, language: str) -> tuple[str, int] | None:
    found = []
    for key, voice in (("active_re", ACTIVE), ("passive_re", PASSIVE), ("sein_re", PASSIVE)):
        for match in joined_pattern(language, "decisions", key).finditer(text, *clause):
            intransitive = key == "sein_re" and verb.lemma in lexicon(language)["decisions"]["with_sein"]
            found.append((match.start(), ACTIVE if intransitive else voice))
    if agrees(language):
        found = [item for item in found if item[0] < verb.start]
    if not found:
        return None
    close = [item for item in found if 0 <= item[0] - verb.end <= _CLOSE]
    before = [item for item in found if item[0] < verb.start]
    at, voice = min(close) if close else max(before) if before else min(found)
    return voice, at


def tells_an_act(text: str, spans: Sequence[Span], language: str, *, counted: bool, after: int | None = None) -> bool:
    """Tell whether nothing in these clauses says that the act is asked for, planned, supposed or did not happen.

    From `after` on, the end of the verb, a clause may go on with what was decided: `la motion qui demandait …`.
    """
    for start, end in spans:
        clause = text[start : _end_of_act(text, (start, end), after, language)]
        if says(clause, language, "decisions", "not_an_act_re"):
            return False
        if not counted and says(clause, language, "decisions", "uncounted_re"):
            return False
    return True


def _end_of_act(text: str, clause: Span, after: int | None, language: str) -> int:
    """Return where a clause ends, or where it begins to tell of what was decided behind its verb."""
    start, end = clause
    if after is None or not start <= after <= end:
        return end
    told = joined_pattern(language, "decisions", "object_clause_re").search(text, after, end)
    return told.start() if told else end


def is_rule(text: str, verb: Verb, clause: Span, language: str) -> bool:
    """Tell whether a present form tells what is done again and again, by rule, or if: not what was done."""
    words = text[clause[0] : clause[1]].lstrip()
    if any(says(words, language, "decisions", key) for key in ("habitual_re", "subordinate_re")):
        return True
    follows = text[: clause[0]].endswith(",")
    said_of = any(says(words, language, "decisions", key) for key in ("relative_re", "said_of_re"))
    final = follows and clause[1] - verb.until <= 1 and said_of
    return final or says(text, language, "decisions", "paragraph_re")


def is_negated(text: str, verb: Verb, clause: Span, language: str) -> bool:
    """Tell whether a verb that can be negated and still tell an act is: `nicht erheblich erklärt`, `stimmte gegen`."""
    words = lexicon(language)["decisions"]
    opposed = verb.lemma in words.get("opposed_re", ())
    if opposed and _any(text[clause[0] : clause[1]], language, "opposed_re", verb.lemma):
        return True
    if verb.lemma not in words["negatable"]:
        return False
    # At the end of its clause a verb has the word before it: `nachdem der Rat nicht eintrat`.
    last = verb.kind == PARTICIPLE or verb.until == verb.end
    before = text[clause[0] : verb.start] if last else text[verb.start : verb.until]
    return re.search(rf"\b{words['negation']}\b", before) is not None
