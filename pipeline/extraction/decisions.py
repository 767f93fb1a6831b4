"""Decisions: acts taken by a body, with a stated outcome, votes, date and number.

An act is a sentence (or the clauses of it) in which a body stands with a verb of decision in a past
or completed form, or with a vote. Proposals (`beantragt`, `soll genehmigen`) are none. A dispositive
(`Beschluss` with numbered points) is one decision with its points as items; the minutes of a vote are
a form with its own rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.domain.lexicon import joined_pattern, lexicon, says
from pipeline.extraction.bodies import NamedBody, named_bodies
from pipeline.extraction.facts import Context
from pipeline.extraction.passages import Passage, evidence
from pipeline.extraction.periods import find_dates, find_day_months
from pipeline.extraction.votes import Vote, find_votes
from pipeline.records import Decision, Document, record_id

RULE = "decisions/1"
CONFIDENCE = 0.8
CONFIDENCE_INHERITED = 0.65

_CLAUSE = re.compile(r"[;:–—](?=\s)|,(?=\s)|\s(?=und hat\b|und haben\b)")
_YEAR = re.compile(r"(?<![\d/.])(19[89]\d|20[0-4]\d)(?![\d/–-])")


@dataclass(frozen=True, slots=True)
class _Verb:
    start: int
    end: int
    outcome: str
    finite: bool


@dataclass(frozen=True, slots=True)
class _Act:
    """An act found in a sentence: places are offsets in the sentence."""

    start: int
    end: int
    body: NamedBody | None
    outcome: str
    vote: Vote | None
    confidence: float


def decisions_in(
    document: Document,
    passage: Passage,
    bounds: list[tuple[int, int]],
    context: Context,
    previous: Decision | None = None,
) -> list[Decision]:
    """Return the decisions told in a passage of running text, in order.

    `previous` is the last decision before the passage: an act without a body of its own may go on with its body.
    """
    rows: list[Decision] = []
    last = NamedBody(0, 0, previous.body, previous.body_type) if previous else None
    for start, end in bounds:
        sentence = passage.text[start:end]
        for act in _acts(sentence, last, context.language):
            last = act.body or last
            rows.append(_row(document, passage, start, act, context, passage.text[:start]))
    return rows


def _acts(sentence: str, last: NamedBody | None, language: str) -> list[_Act]:
    bodies = _deciding(sentence, language)
    verbs = _verbs(sentence, language)
    votes = find_votes(sentence, language)
    ballots = _ballots(sentence, votes, language)
    if ballots:
        return ballots
    acts = [act for verb in verbs if (act := _act_of(sentence, verb, bodies, votes, last, language))]
    acts += _committee_acts(sentence, bodies, votes, language) + _noun_acts(sentence, language)
    if not acts and votes and (present := named_bodies(sentence, language)):
        acts = [_vote_act(sentence, present, votes[0], language)]
    return _distinct(acts)


def _committee_acts(sentence: str, bodies: Sequence[NamedBody], votes: list[Vote], language: str) -> list[_Act]:
    """`Die Finanzkommission empfiehlt mit 9 zu 2 Stimmen …`: the recommendation is an act of the committee."""
    acts = []
    for body in (body for body in bodies if body.body_type == "committee"):
        verb = joined_pattern(language, "decisions", "committee_re").search(sentence, body.end)
        if verb is None or any(body.end < other.start < verb.start() for other in bodies):
            continue
        end = _clause_bounds(sentence, verb.start(), verb.end())[1]
        vote = _nearest_vote(votes, _Verb(verb.start(), verb.end(), "approved", finite=True))
        start = _clause_bounds(sentence, body.start, body.end)[0]
        acts.append(_Act(start + _lead(sentence[start:]), end, body, "approved", vote, CONFIDENCE))
    return acts


def _noun_acts(sentence: str, language: str) -> list[_Act]:
    """`ein Beschluss des Kantonsrats vom 26. April 2010`: a noun with its body and its date."""
    words = lexicon(language)["decisions"]
    acts = []
    for body in named_bodies(sentence, language):
        noun = re.search(words["noun_re"], sentence[: body.start])
        if noun and re.match(words["noun_after_re"], sentence[body.end :]):
            dates = find_dates(sentence[body.end :], language)
            end = body.end + dates[0].end if dates else body.end
            acts.append(_Act(noun.start(), end, body, "approved", None, CONFIDENCE_INHERITED))
    return acts


def _deciding(sentence: str, language: str) -> list[NamedBody]:
    """Bodies that act here: not those in a genitive or after a preposition that makes them addressees."""
    kept = []
    for body in named_bodies(sentence, language):
        before = sentence[max(0, body.start - 30) : body.start]
        if not joined_pattern(language, "decisions", "not_agent_re").search(before):
            kept.append(body)
    return kept


@cache
def _verb_table(language: str) -> tuple[tuple[str, str, bool], ...]:
    words = lexicon(language)["decisions"]
    past = [(verb, outcome, False) for outcome, verbs in words["outcomes"].items() for verb in verbs]
    present = [(verb, outcome, True) for outcome, verbs in words["present"].items() for verb in verbs]
    return tuple(sorted(past + present, key=lambda entry: (-len(entry[0]), entry[2])))


@cache
def _verb_pattern(language: str) -> re.Pattern[str]:
    verbs = {verb for verb, _, _ in _verb_table(language)}
    ordered = sorted(verbs, key=lambda verb: (-len(verb), verb))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?![\w-])", re.IGNORECASE)


def _verbs(sentence: str, language: str) -> list[_Verb]:
    table = _verb_table(language)
    found = []
    for match in _verb_pattern(language).finditer(sentence):
        entries = [entry for entry in table if entry[0].casefold() == match[0].casefold()]
        for _, outcome, present in entries:
            if _counts(sentence, match, present, language):
                found.append(_Verb(match.start(), match.end(), outcome, present))
                break
    return found


def _counts(sentence: str, match: re.Match[str], present: bool, language: str) -> bool:
    """Tell whether a verb form says that the act has happened."""
    words = lexicon(language)["decisions"]
    clause_start, clause_end = _clause_bounds(sentence, match.start(), match.end())
    clause = sentence[clause_start:clause_end]
    particle = words["particles"].get(match[0].casefold())
    if particle:
        return re.search(rf"\b{particle}(?=[\s.,;:]|$)", sentence[match.end() :]) is not None
    if _is_attribute(sentence, match) or joined_pattern(language, "decisions", "not_an_act_re").search(clause):
        return False
    if present:
        return bool(named_bodies(sentence[max(0, match.start() - 40) : match.start()], language)) or bool(
            named_bodies(sentence[match.end() : match.end() + 40], language)
        )
    if match[0].casefold().endswith(("te", "ten")) or match[0].casefold() in words["strong_past"]:
        return True
    auxiliaries = "|".join(words["auxiliaries"])
    return re.search(rf"\b(?:{auxiliaries})\b", sentence, re.IGNORECASE) is not None or _by_body(
        sentence, match, language
    )


def _is_attribute(sentence: str, match: re.Match[str]) -> bool:
    """`der genehmigte Kredit`: a participle between an article and a noun tells no act."""
    before = re.search(r"\b(?:der|die|das|den|dem|des|ein|eine|einen|einem)\s+$", sentence[: match.start()])
    return before is not None and re.match(r"\s+[A-ZÄÖÜ]", sentence[match.end() :]) is not None


def _by_body(sentence: str, match: re.Match[str], language: str) -> bool:
    """`verabschiedet vom Regierungsrat`, `von der Regierung verabschiedet`: a participle with its agent."""
    around = sentence[max(0, match.start() - 60) : match.end() + 60]
    return any(
        joined_pattern(language, "decisions", "agent_re").search(around[: body.start])
        for body in named_bodies(around, language)
    )


def _clause_bounds(sentence: str, start: int, end: int) -> tuple[int, int]:
    first = max([0, *(cut.end() for cut in _CLAUSE.finditer(sentence, 0, start))])
    cut = _CLAUSE.search(sentence, end)
    return first, cut.start() if cut else len(sentence.rstrip(" .!?"))


def _act_of(
    sentence: str,
    verb: _Verb,
    bodies: Sequence[NamedBody],
    votes: list[Vote],
    last: NamedBody | None,
    language: str,
) -> _Act | None:
    vote = votes[0] if len(votes) == 1 else _nearest_vote(votes, verb)
    body = _nearest_body(sentence, bodies, verb)
    if body is None:
        inherits = last is not None and (bool(votes) or says(sentence, language, "decisions", "inherit_re"))
        if not inherits:
            return None
        start, end = _clause_bounds(sentence, verb.start, verb.end)
        return _Act(start + _lead(sentence[start:end]), end, last, verb.outcome, vote, CONFIDENCE_INHERITED)
    places = [(verb.start, verb.end), (body.start, body.end)]
    if vote is not None and abs(vote.start - verb.start) < 160:
        places.append((vote.start, vote.end))
    start = _clause_bounds(sentence, *min(places))[0]
    end = _clause_bounds(sentence, *max(places))[1]
    return _Act(start + _lead(sentence[start:end]), end, body, verb.outcome, vote, CONFIDENCE)


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip())


def _nearest_body(sentence: str, bodies: Sequence[NamedBody], verb: _Verb) -> NamedBody | None:
    """The nearest body with no other finite clause between it and the verb."""
    reachable = [body for body in bodies if "; " not in sentence[min(body.end, verb.end) : max(body.start, verb.start)]]
    return min(reachable, key=lambda body: min(abs(body.end - verb.start), abs(verb.end - body.start)), default=None)


def _nearest_vote(votes: list[Vote], verb: _Verb) -> Vote | None:
    return min(votes, key=lambda vote: abs(vote.start - verb.start), default=None)


def _vote_act(sentence: str, bodies: Sequence[NamedBody], vote: Vote, language: str) -> _Act:
    body = min(bodies, key=lambda item: abs(item.start - vote.start))
    start = _clause_bounds(sentence, min(body.start, vote.start), max(body.end, vote.end))[0]
    rejected = says(sentence, language, "decisions", "rejected_re")
    end = _clause_bounds(sentence, vote.start, vote.end)[1]
    return _Act(
        start + _lead(sentence[start:]),
        max(end, body.end),
        body,
        "rejected" if rejected else "approved",
        vote,
        CONFIDENCE,
    )


def _ballots(sentence: str, votes: list[Vote], language: str) -> list[_Act]:
    """`62,00 % Ja zur Pflegeinitiative, 65,99 % Nein zur …`: each share is a vote of the people on its own."""
    shares = [vote for vote in votes if vote.unit == "percent" and (vote.votes_yes is None or vote.votes_no is None)]
    acts = []
    for vote in shares:
        if re.search(r"\d\s*\(\s*$|\($", sentence[max(0, vote.start - 3) : vote.start]):
            continue
        start, end = _clause_bounds(sentence, vote.start, vote.end)
        body = NamedBody(vote.start, vote.end, "Volk", "people")
        outcome = "approved" if vote.votes_yes is not None else "rejected"
        if max(vote.votes_yes or 0.0, vote.votes_no or 0.0) <= 50:
            outcome = "other"
        acts.append(_Act(start + _lead(sentence[start:end]), end, body, outcome, vote, CONFIDENCE))
    return acts


def _distinct(acts: list[_Act]) -> list[_Act]:
    """Acts that share their clause are one; the first stated verb decides its outcome."""
    kept: list[_Act] = []
    for act in sorted(acts, key=lambda item: (item.start, item.end)):
        if not any(act.start < other.end and other.start < act.end for other in kept):
            kept.append(act)
    return kept


def _row(document: Document, passage: Passage, offset: int, act: _Act, context: Context, text_before: str) -> Decision:
    start, end = passage.start + offset + act.start, passage.start + offset + act.end
    quote = document.text[start:end]
    sentence = passage.text[offset : offset + act.end]
    body = act.body
    named = passage.text[offset + body.start : offset + body.end] if body and act.confidence == CONFIDENCE else None
    vote = act.vote
    kind = _body_kind(body, vote)
    return Decision(
        decision_id=record_id(document.document_id, "decision", start, end),
        evidence=evidence(
            document, start, end, passage.section, RULE, act.confidence, needs_review=act.confidence < CONFIDENCE
        ),
        body=kind[0],
        body_as_named=named,
        body_type=kind[1],
        number=_number(sentence, context.language),
        date=_date(quote, sentence, text_before, context),
        what=" ".join(quote.split()),
        outcome=act.outcome,
        votes_yes=vote.votes_yes if vote else None,
        votes_no=vote.votes_no if vote else None,
        votes_abstain=vote.votes_abstain if vote else None,
        vote_unit=vote.unit if vote else None,
        legal_references=legal_references(quote, context.language),
        refers_to=(),
        about_integration=_about_integration(quote, passage, context),
    )


def _body_kind(body: NamedBody | None, vote: Vote | None) -> tuple[str, str]:
    if body is not None:
        return body.body, body.body_type
    return ("Volk", "people") if vote is not None else ("unknown", "executive")


def _about_integration(quote: str, passage: Passage, context: Context) -> bool:
    language = context.language
    if says(quote, language, "integration", "topic_re") or says(quote, language, "integration", "strong_re"):
        return True
    return context.about_integration and says(quote, language, "decisions", "anaphora_re")


def _number(sentence: str, language: str) -> str | None:
    for pattern in lexicon(language)["decisions"]["reference_re"]:
        match = re.search(pattern, sentence)
        if match:
            digits = re.search(r"\d[\d/.]*\d|\d", match[0])
            return digits[0] if digits else None
    return None


def _date(quote: str, sentence: str, text_before: str, context: Context) -> str | None:
    """The date in the clause, else in its sentence, else a date line before it; a bare year counts."""
    language = context.language
    for text in (quote, sentence):
        dates = find_dates(text, language)
        if dates:
            return dates[0].iso
    if says(quote, language, "decisions", "weekday_re"):
        dates = find_dates(text_before, language)
        if dates:
            return dates[-1].iso
    return _bare_year(quote, language)


def _bare_year(quote: str, language: str) -> str | None:
    if find_day_months(quote, language):
        return None
    match = re.search(joined_pattern(language, "decisions", "act_year_re"), quote)
    year = _YEAR.search(match[0]) if match else None
    return year[1] if year else None


def legal_references(text: str, language: str) -> tuple[str, ...]:
    """Return the articles of law a text names, as `Art. 58 Abs. 3 AIG`; white space is normalised."""
    pattern = joined_pattern(language, "law", "reference_re")
    return tuple(dict.fromkeys(" ".join(match[0].split()) for match in pattern.finditer(text)))


def references(text: str, language: str) -> tuple[str, ...]:
    """Return the decisions a text names by number, as `RRB 2020/1522`; `Nr.` is left out."""
    found: list[tuple[int, str]] = []
    for pattern in lexicon(language)["decisions"]["reference_re"]:
        for match in re.finditer(pattern, text):
            found.append((match.start(), re.sub(r"\s*Nr\.\s*", " ", " ".join(match[0].split()))))
    return tuple(dict.fromkeys(name for _, name in sorted(found)))
