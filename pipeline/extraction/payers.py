"""Whose money an amount is: payers named beside it, implied by an instrument or by the body that decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.domain.lexicon import joined_pattern, says
from pipeline.domain.reasons import is_listening

# `… vom Bund`, `… von Kanton und Gemeinden`: who pays stands within so many characters of the preposition.
REACH_OF_AGENT = 24
# Several rules ask who is named in the same clause.
CLAUSES_KEPT = 64
# A noun is told from others only where several payers are named.
MIN_NAMED = 2
PAYERS = ("bund", "kanton", "gemeinden", "dritte")

# Who pays where a body of this type approves, asks for or grants an amount and no payer is named.
_PAYER_OF_BODY = {
    "executive": "kanton",
    "parliament": "kanton",
    "people": "kanton",
    "federal_executive": "bund",
    "federal_parliament": "bund",
    "federal_office": "bund",
    "municipal_executive": "gemeinden",
    "municipal_parliament": "gemeinden",
}


@dataclass(frozen=True, slots=True)
class NamedPayer:
    """A payer named at `text[start:end]`."""

    start: int
    end: int
    payer: str


def _masked(text: str, language: str) -> str:
    """Blank out names in which a payer's word means something else (`im Kanton`)."""
    return joined_pattern(language, "payers", "not_payer_re").sub(lambda match: " " * len(match[0]), text)


def named_payers(text: str, language: str) -> tuple[NamedPayer, ...]:
    """Return the payers named in a text, in order; at one place the longest word wins."""
    # Who asks for reasons must hear the words again.
    return _named(text, language) if is_listening() else _remembered(text, language)


@lru_cache(maxsize=CLAUSES_KEPT)
def _remembered(text: str, language: str) -> tuple[NamedPayer, ...]:
    return _named(text, language)


def _named(text: str, language: str) -> tuple[NamedPayer, ...]:
    masked = _masked(text, language)
    found: list[NamedPayer] = []
    for payer in PAYERS:
        for match in joined_pattern(language, "payers", f"{payer}_re").finditer(masked):
            found.append(NamedPayer(match.start(), match.end(), payer))
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[NamedPayer] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)


def payer_set(text: str, language: str) -> tuple[str, ...]:
    """Return the distinct payers of a text in the fixed order bund, kanton, gemeinden, dritte."""
    seen = {item.payer for item in named_payers(text, language)}
    return tuple(payer for payer in PAYERS if payer in seen)


def combined(payers: tuple[str, ...]) -> str:
    """Return the value of the column `payer` for the payers named."""
    if not payers:
        return "unknown"
    if len(payers) == 1:
        return payers[0]
    return "bund_kanton" if set(payers) == {"bund", "kanton"} else "mixed"


def payers_beside(before: str, after: str, language: str) -> tuple[str, ...]:
    """Return the payers nearest to an amount: in its comma clause, else after it, else in the sentence.

    `before` and `after` are the sentence up to the neighbouring amounts; in brackets an amount has its bracket only.
    """
    after = _within_bracket(before, after)
    if told := _right_after(after, language):
        return told
    if paying := _subject_before(before, language):
        return paying
    near_before, near_after = _clause_before(before, language), _clause_after(after, language)
    if given := _giver(near_before, near_after, language):
        return given
    if source := _source(near_before, language) or _source(near_after, language) or _head(near_before, language):
        return source
    if _takes_its_turn(before, near_after, language):
        return payer_set(near_after, language)
    parts = (after.split("; ")[0], after, before.rsplit("; ", maxsplit=1)[-1], before)
    for piece in (near_before, near_after, _described(before, near_before, language), *parts):
        payers = payer_set(piece, language)
        if payers:
            return payers
    return ()


def _right_after(after: str, language: str) -> tuple[str, ...]:
    """`3 Mio. vom Bund`, `3 Mio. Franken Bundesgelder`, `3 Mio., die der Kanton aufbringt`."""
    agent = joined_pattern(language, "payers", "agent_re").match(after)
    if agent and (paying := payer_set(after[: agent.end() + REACH_OF_AGENT], language)):
        return paying
    relative = joined_pattern(language, "payers", "relative_after_re").match(after)
    return payer_set(_clause_after(after[relative.end() :], language), language) if relative else ()


def _subject_before(before: str, language: str) -> tuple[str, ...]:
    """`la même somme vient des communes et la Confédération verse ¤`: who pays it stands right before with the verb."""
    told = joined_pattern(language, "payers", "subject_before_re").search(before)
    return payer_set(told["payer"] or told["payers"], language) if told else ()


def _giver(before: str, after: str, language: str) -> tuple[str, ...]:
    """`Die Gemeinden erhalten vom Kanton …`, `… werden vom Kanton bezahlt`: who gives, not who is given."""
    clause = f"{before} ¤ {after}"
    if not says(clause, language, "payers", "given_re"):
        return ()
    for match in joined_pattern(language, "payers", "giver_re").finditer(clause):
        if paying := _first_named(clause[match.end() : match.end() + REACH_OF_AGENT], language):
            return paying
    return ()


def _first_named(text: str, language: str) -> tuple[str, ...]:
    """Return the first payer of a text, with those named together with it."""
    found = named_payers(text, language)
    kept = list(found[:1])
    for before, item in pairwise(found):
        if not says(text[before.end : item.start], language, "payers", "together_re"):
            break
        kept.append(item)
    return tuple(payer for payer in PAYERS if any(item.payer == payer for item in kept))


def _source(clause: str, language: str) -> tuple[str, ...]:
    """`der Kanton hat aus dem Bundesbeitrag 1,2 Mio. verwendet`: the purse it is taken from, whoever takes it."""
    for match in joined_pattern(language, "payers", "source_re").finditer(clause):
        if paying := payer_set(clause[match.end() : match.end() + REACH_OF_AGENT], language):
            return paying
    return ()


def _head(clause: str, language: str) -> tuple[str, ...]:
    """`… dass der Kanton den Bundesbeitrag von 13'000 Franken`: the noun whose size the amount is."""
    found = named_payers(clause, language)
    if len(found) < MIN_NAMED or not says(clause[found[-1].end :], language, "payers", "of_size_re"):
        return ()
    joined = says(clause[found[-2].end : found[-1].start], language, "payers", "joins_re")
    return () if joined else (found[-1].payer,)


def _described(before: str, near_before: str, language: str) -> str:
    """`vom Bundesbeitrag, der 7 Mio. ausmacht, hat der Kanton …`: a relative clause tells of the noun before it."""
    if not says(near_before, language, "payers", "relative_re"):
        return ""
    found = named_payers(before[: len(before) - len(near_before)], language)
    return before[found[-1].start : found[-1].end] if found else ""


def _within_bracket(before: str, after: str) -> str:
    """`der Garten (9'400 Franken), ein Kurs der Gemeinde`: what follows the bracket tells of something else."""
    return after.split(")", maxsplit=1)[0] if before.rfind("(") > before.rfind(")") else after


def _takes_its_turn(before: str, after: str, language: str) -> bool:
    """`2 Mio. trägt der Kanton und 900'000 Franken die Gemeinden`: who pays follows, for the verb was told before."""
    found = named_payers(after, language)
    begins = bool(found) and says(after[: found[0].start], language, "payers", "takes_turn_re")
    signs = [sign.end() for sign in joined_pattern(language, "payers", "list_sign_re").finditer(before)]
    return begins and not payer_set(before[signs[-1] if signs else 0 :], language)


def _clause_after(after: str, language: str) -> str:
    """Return the comma clause after an amount, and no list of payers cut in two."""
    pieces = re.split(r"([,;:.])(?=\s|$)", after)
    clause = pieces[0]
    for comma, piece in zip(pieces[1::2], pieces[2::2], strict=False):
        if comma != "," or not (_ends_with_payer(clause, language) and _starts_with_payer(piece, language)):
            break
        clause += comma + piece
    return clause


def _clause_before(before: str, language: str) -> str:
    """Return the comma clause before an amount, and no list of payers cut in two: `Bund, Kanton und Gemeinden`."""
    pieces = re.split(r"([,;:–])(?=\s)", before)
    clause = pieces.pop()
    while len(pieces) > 1 and pieces[-1] == "," and _starts_with_payer(clause, language):
        if not _ends_with_payer(pieces[-2], language):
            break
        comma, piece = pieces.pop(), pieces.pop()
        clause = piece + comma + clause
    return clause


def _starts_with_payer(text: str, language: str) -> bool:
    found = named_payers(text, language)
    return bool(found) and not text[: found[0].start].strip()


def _ends_with_payer(text: str, language: str) -> bool:
    found = named_payers(text, language)
    return bool(found) and not text[found[-1].end :].strip()


def payer_of_body(body_type: str | None) -> str | None:
    """Return whose money a body decides on, or null for bodies without a purse."""
    return _PAYER_OF_BODY.get(body_type or "")


def payer_of_instrument(instrument: str) -> str | None:
    """Return `bund` for the federal instruments IFK, IP and Programm S (Art. 58 AIG), else null."""
    return "bund" if instrument in ("ifk", "ip", "status_s") else None


def payers_of_pronoun(sentence: str, previous: str, language: str) -> tuple[str, ...]:
    """Return whom the sentence before is about, where a pronoun pays in this one: `Er zahlt`, `dafür zahlt sie`."""
    for number in ("m", "p"):
        if says(sentence.strip(), language, "payers", f"pronoun_{number}_re"):
            subject = joined_pattern(language, "payers", f"subject_{number}_re").search(previous)
            if subject is not None:
                return payer_set(subject[0], language)
    return ()


def own_funds(text: str, language: str) -> bool:
    """Tell whether a text speaks of somebody's own means."""
    return says(text, language, "payers", "own_funds_re")
