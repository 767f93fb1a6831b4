"""Decisions: acts taken by a body, with a stated outcome, votes, date and number.

An act is a sentence (or the clauses of it) in which a body stands with a verb of decision in a past
or completed form, or with a vote. Proposals (`beantragt`, `soll genehmigen`) are none. A dispositive
(`Beschluss` with numbered points) is one decision with its points as items; the minutes of a vote are
a form with its own rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.domain.cantons import executive_of
from pipeline.domain.lexicon import joined_pattern, lexicon, says
from pipeline.extraction.actors import MEMORY, SUBJECT, VOTING, Actor, Memory, gender_of, local_body
from pipeline.extraction.acts import acts_in
from pipeline.extraction.bodies import NamedBody, named_bodies
from pipeline.extraction.facts import Context
from pipeline.extraction.led import led_acts
from pipeline.extraction.passages import Passage, evidence
from pipeline.extraction.periods import find_day_months
from pipeline.extraction.published import act_dates
from pipeline.extraction.references import cited_decisions, legal_references, references
from pipeline.extraction.scene import CONFIDENCE, Act
from pipeline.extraction.votes import Vote, find_votes
from pipeline.records import Decision, Document, record_id

RULE = "decisions/2"
# Bodies whose acts of one sitting the news of it tell.
SITTING = ("executive", "parliament", "municipal_executive", "municipal_parliament")
# The news of a session say whose they are at the top.
HEAD_CHARACTERS = 300

# No headline is longer.
LONGEST_HEADLINE = 100
# So few characters after another act a sentence goes on with it.
NEXT_SENTENCE = 40

_YEAR = re.compile(r"(?<![\d/.])(19[89]\d|20[0-4]\d)(?![\d/–-])")


def decisions_in(
    document: Document,
    passage: Passage,
    bounds: list[tuple[int, int]],
    context: Context,
    previous: Decision | None = None,
    lead: str = "",
) -> list[Decision]:
    """Return the decisions told in a passage of running text, in order.

    `previous` is the last decision before the passage: an act without a body of its own may go on with its body.
    `lead` are the words that the list goes on from which the passage is an item of.
    """
    rows: list[Decision] = []
    words = lexicon(context.language)["decisions"]
    session = _session(document, context)
    news = session is not None or context.doc_type in words["news_in"]
    for (before, _), (start, end) in pairwise([*bounds[:1], *bounds]):
        memory = _memory(document, passage.start + start, rows[-1] if rows else previous, context)
        sentence = passage.text[start:end]
        told = bool(rows) and rows[-1].evidence.char_end > passage.start + before
        tally = None if told else _tally(passage.text[before:start], context)
        led = led_acts(sentence, lead, context.language, memory) if start == bounds[0][0] else []
        acts = led or acts_in(sentence, context.language, memory, news=news, session=session)
        for act, stretch in zip(acts, _stretches(sentence, acts), strict=True):
            if _is_motion(passage.text[start + act.start : start + act.end], context):
                continue
            row = _row(document, passage, start, act, context, passage.text[:start])
            row = replace(row, refers_to=references(stretch, context.language, row.number))
            row = _dated(_counted(row, tally), rows[-1] if rows else previous, context)
            tally = None
            if rows and _tells_the_vote(rows[-1], row, start + act.start - before, sentence, context):
                rows[-1] = _with_vote(rows[-1], row)
                continue
            if act.again and rows and _same_act(rows[-1], row):
                rows.pop()
            rows.append(row)
    return rows


def without_headlines(rows: Sequence[Decision], text: str) -> list[Decision]:
    """Return the decisions of a document with this text, in order, without those that only a headline tells again."""
    kept: list[Decision] = []
    for number, row in enumerate(rows):
        below = next((other for other in rows[number + 1 :] if _is_reported(row, other)), None)
        if below is None or not _is_headline(row, text):
            kept.append(row)
    return kept


def _is_headline(row: Decision, text: str) -> bool:
    """Tell whether an act is all of a short line, the first one or the second, with more text below."""
    start, end = row.evidence.char_start, row.evidence.char_end
    line, _, rest = text[end:].partition("\n")
    first = start < HEAD_CHARACTERS and "\n" not in text[:start].strip() and end - start < LONGEST_HEADLINE
    return first and bool(rest.strip()) and len(line.strip()) <= 1


def _is_reported(row: Decision, other: Decision) -> bool:
    """Tell whether the report below a headline tells its act: of the same body, with the same outcome and more."""
    near = other.evidence.char_start - row.evidence.char_end < HEAD_CHARACTERS
    return near and row.votes_yes is None and (row.body, row.outcome) == (other.body, other.outcome)


def _stretches(sentence: str, acts: Sequence[Act]) -> list[str]:
    """Return for each act the words of the sentence that tell of it alone: from the act before it to the next one."""
    starts = [0, *(act.end for act in acts[:-1])]
    ends = [*(act.start for act in acts[1:]), len(sentence)]
    return [sentence[start:end] for start, end in zip(starts, ends, strict=True)] if acts else []


def _tally(text: str, context: Context) -> Vote | None:
    """Return the one vote of a sentence that only gives the counts: `Schlussabstimmung: Ja 79, Nein 27.`"""
    votes = find_votes(text, context.language) if says(text, context.language, "decisions", "tally_re") else []
    return votes[0] if len(votes) == 1 else None


def _counted(row: Decision, tally: Vote | None) -> Decision:
    """Return an act of a parliament or the people with the counts told right before it."""
    if tally is None or row.votes_yes is not None or row.body_type not in VOTING:
        return row
    return _with_vote(row, tally)


def _with_vote(row: Decision, told: Vote | Decision) -> Decision:
    """Return an act with the counts of a vote, or with those of an act that only tells how its vote ended."""
    return replace(
        row,
        votes_yes=told.votes_yes,
        votes_no=told.votes_no,
        votes_abstain=told.votes_abstain,
        vote_unit=told.unit if isinstance(told, Vote) else told.vote_unit,
    )


def _tells_the_vote(before: Decision, row: Decision, reach: int, sentence: str, context: Context) -> bool:
    """Tell whether a sentence only says how the vote on an act ended that the sentence before, in reach, tells."""
    near = 0 < row.evidence.char_start - before.evidence.char_start <= reach
    own = row.votes_yes is not None and before.votes_yes is None
    told = any(says(text, context.language, "decisions", "echo_re") for text in (row.evidence.quote, sentence))
    return near and own and told


def _is_motion(quote: str, context: Context) -> bool:
    """Tell whether an act is the formula of a bill: `Der Grosse Rat beschliesst:`."""
    words = lexicon(context.language)["decisions"]
    formula = f"{quote.rstrip(': ')}:"
    return context.doc_type in words["motions_in"] and says(formula, context.language, "decisions", "formula_re")


def _dated(row: Decision, before: Decision | None, context: Context) -> Decision:
    """Of the day of the act before is one that goes on with its body and names none, of the sitting any other."""
    goes_on = before is not None and row.evidence.needs_review and row.date is None and row.body == before.body
    near = before is not None and row.evidence.char_start - before.evidence.char_end < MEMORY
    same_day = row.date is None and says(row.evidence.quote, context.language, "decisions", "same_day_re")
    if before is not None and near and (goes_on or same_day):
        return replace(row, date=before.date)
    of_sitting = row.date is None and context.sitting is not None and row.body_type in SITTING
    # What a decision or bill tells of before its motion was decided earlier.
    return replace(row, date=context.sitting) if of_sitting and not context.of_one_matter else row


def _same_act(before: Decision, row: Decision) -> bool:
    """Tell whether a sentence right after another tells its act again, with its vote: `Er hiess ihn mit … gut.`"""
    near = row.evidence.char_start - before.evidence.char_end < NEXT_SENTENCE
    return near and before.votes_yes is None and (before.body, before.outcome) == (row.body, row.outcome)


def _memory(document: Document, place: int, previous: Decision | None, context: Context) -> Memory:
    near = previous is not None and place - previous.evidence.char_end < MEMORY
    last = _known(previous.body, previous.body_type, previous.body_as_named, context) if previous and near else None
    return Memory(document.text[max(0, place - MEMORY) : place], last, context.canton)


def _known(body: str, body_type: str, named: str | None, context: Context) -> Actor:
    gender = gender_of(named or body, context.language)
    return Actor(NamedBody(-1, -1, body, body_type), SUBJECT, False, gender, named or "")


def _session(document: Document, context: Context) -> Actor | None:
    """Return whose session the document reports on, or null for other documents."""
    head = document.text[:HEAD_CHARACTERS]
    if minutes := _of_minutes(head, context):
        return minutes
    if not says(head, context.language, "decisions", "session_re"):
        return None
    named = [body for body in named_bodies(head, context.language) if body.body_type.endswith("executive")]
    if named:
        return _known(named[0].body, named[0].body_type, head[named[0].start : named[0].end], context)
    default = lexicon(context.language)["decisions"]["executive"]
    return _known(executive_of(context.canton) or default, "executive", None, context)


def _of_minutes(head: str, context: Context) -> Actor | None:
    """Return the parliament whose minutes begin so: `Kantonsrat, Protokoll der Sitzung vom …`, null of others."""
    if not says(head, context.language, "decisions", "minutes_re"):
        return None
    body = next((body for body in named_bodies(head, context.language) if body.body_type.endswith("parliament")), None)
    return _known(body.body, body.body_type, head[body.start : body.end], context) if body else None


def _row(document: Document, passage: Passage, offset: int, act: Act, context: Context, text_before: str) -> Decision:
    start, end = passage.start + offset + act.start, passage.start + offset + act.end
    quote = document.text[start:end]
    told = passage.text[offset + act.told_from : offset + act.end]
    sentence = passage.text[offset : offset + act.end]
    # What a semicolon parts tells its own matter.
    part = sentence[sentence.rfind("; ", 0, act.start) + 1 :]
    body, body_type = local_body(act.actor, context.canton, context.language)
    row = Decision(
        decision_id=record_id(document.document_id, "decision", start, end),
        evidence=evidence(
            document, start, end, passage.section, RULE, act.confidence, needs_review=act.confidence < CONFIDENCE
        ),
        body=body,
        body_as_named=act.actor.named or None,
        body_type=body_type,
        number=_number(quote, part, context.language),
        date=_date(quote, sentence, text_before, context),
        what=" ".join(quote.split()),
        outcome=act.outcome,
        legal_references=legal_references(quote, context.language),
        about_integration=_about_integration(told, context),
    )
    return _with_vote(row, act.vote) if act.vote else row


def _about_integration(quote: str, context: Context) -> bool:
    language = context.language
    if says(quote, language, "integration", "topic_re") or says(quote, language, "integration", "strong_re"):
        return True
    if not context.about_integration:
        return False
    # A press release tells of several matters; a concept, bill or report is about one, as long as it names no other.
    own = context.of_one_matter and not says(quote, language, "integration", "foreign_field_re")
    return own or says(quote, language, "decisions", "anaphora_re")


def _number(quote: str, sentence: str, language: str) -> str | None:
    """The number in the clause, else in its sentence; that of a decision only cited is never the act's own."""
    for text in (quote, sentence):
        found = next((cited for cited in cited_decisions(text, language) if cited.own), None)
        if found:
            return found.number
    return None


def _date(quote: str, sentence: str, text_before: str, context: Context) -> str | None:
    """The date in the clause, else in its sentence, else a date line before it; a bare year counts."""
    language = context.language
    for text in (quote, sentence):
        dates = act_dates(text, language)
        if dates:
            return _of_its_year(quote, dates[0].iso, language) if text is sentence else dates[0].iso
    if says(quote, language, "decisions", "weekday_re"):
        dates = act_dates(text_before, language)
        if dates:
            return dates[-1].iso
    if says(quote, language, "decisions", "today_re") and context.published:
        return context.published
    return _bare_year(quote, language)


def _of_its_year(quote: str, iso: str, language: str) -> str:
    """`… le 23 mars 2018, le Conseil fédéral le 25 avril`: a day without a year is of the year told beside it."""
    days = find_day_months(quote, language)
    return f"{iso[:4]}-{days[0][2]:02d}-{days[0][3]:02d}" if days else iso


def _bare_year(quote: str, language: str) -> str | None:
    if find_day_months(quote, language):
        return None
    match = joined_pattern(language, "decisions", "act_year_re").search(quote)
    year = _YEAR.search(match[0]) if match else None
    return year[1] if year else None
