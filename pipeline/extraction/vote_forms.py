"""The minutes of a vote as a form: `JA: 147`, `NEIN: 18`, `Enthalten: 0`; the parts must add up to the total."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.domain.cantons import parliament_of
from pipeline.domain.lexicon import joined_pattern, lexicon, says
from pipeline.extraction.facts import Context
from pipeline.extraction.numbers import NUMBER, parse_number
from pipeline.extraction.passages import evidence, with_sum_check
from pipeline.extraction.periods import find_dates
from pipeline.extraction.references import cited_decisions
from pipeline.extraction.scene import CONFIDENCE
from pipeline.records import Decision, Document, Facts, record_id

FORM_RULE = "vote_form/1"
# Between the name of a field and its number: colon, cell border, rule; never a new line.
_FIELD_SIGNS = r"(?:[^\S\n]|[:|_])*"
# A form counts heads; shares beside the counts of a ballot are no counts.
_NO_SHARE = r"(?![\d.,]*\s*%)"
_FIELDS = ("yes", "no", "abstain", "total")
# Yes and no stand so near each other, and the date so near after them.
_COUNTS_REACH = 200
_DATE_REACH = 400
# What was voted on stands in the lines before the counts.
_MATTER_REACH = 800


def vote_forms(document: Document, context: Context, facts: Facts) -> list[Decision]:
    """Return the decision that the minutes of a vote tell, with what was voted on; none for other documents."""
    words = lexicon(context.language)["decisions"]
    if "vote_form_yes_re" not in words:
        return []
    text = document.text
    count = rf"{_FIELD_SIGNS}(?P<n>{NUMBER}){_NO_SHARE}"
    yes, no, abstain, total = (re.search(f"{words[f'vote_form_{field}_re']}{count}", text) for field in _FIELDS)
    if yes is None or no is None or not 0 < no.start() - yes.start() < _COUNTS_REACH:
        return []
    counts = [_count(match) for match in (yes, no, abstain)]
    rule, adds_up = _checked(counts, _count(total))
    body = _body(text, words["vote_form_body_re"])
    dates = find_dates(text[: yes.start() + _DATE_REACH], context.language)
    before = text[max(0, yes.start() - _MATTER_REACH) : yes.start()]
    matter = _matter(before, context.language)
    confidence = CONFIDENCE if adds_up else CONFIDENCE / 2
    return [
        Decision(
            decision_id=record_id(document.document_id, "decision", yes.start(), "form"),
            evidence=evidence(document, yes.start(), no.end(), (), rule, confidence, needs_review=not adds_up),
            body=body or parliament_of(context.canton) or "unknown",
            body_as_named=body,
            body_type="parliament",
            number=_number(matter, before, context.language) or facts.number,
            date=dates[0].iso if dates else None,
            what=_without_number(matter, context.language),
            outcome="approved" if (counts[0] or 0) > (counts[1] or 0) else "rejected",
            votes_yes=counts[0],
            votes_no=counts[1],
            votes_abstain=counts[2],
            vote_unit="votes",
            about_integration=context.about_integration,
        )
    ]


def _count(match: re.Match[str] | None) -> float | None:
    return float(parse_number(match["n"])) if match else None


def _checked(counts: list[float | None], total: float | None) -> tuple[str, bool]:
    """Return the rule, with by how much a total errs, and whether the counts add up to one."""
    if total is None:
        return FORM_RULE, False
    off = total - sum(value or 0 for value in counts)
    return (FORM_RULE, True) if off == 0 else (with_sum_check(FORM_RULE, Decimal(off)), False)


def _body(text: str, pattern: str) -> str | None:
    """Return the parliament named on the form, or null."""
    match = re.search(pattern, text)
    return match[1] if match else None


def _matter(before: str, language: str) -> str:
    """Return the line that names what was voted on: one with the word for it, else the last that heads nothing."""
    lines = [" ".join(line.split()) for line in before.splitlines() if line.strip()]
    named = [line for line in lines if says(line, language, "decisions", "vote_form_matter_re")]
    if named:
        return named[-1]
    plain = [line for line in lines if not says(line, language, "decisions", "vote_form_head_re")]
    return plain[-1] if plain else ""


def _number(matter: str, before: str, language: str) -> str | None:
    """Return the number beside what was voted on, or one cited before the counts."""
    label = joined_pattern(language, "decisions", "vote_form_matter_re").search(matter)
    bare = re.match(r"\s*(?P<number>\d[\w./-]*\d)(?=[\s:,])", matter[label.end() :]) if label else None
    if bare:
        return bare["number"]
    return next((cited.number for cited in cited_decisions(before, language)), None)


def _without_number(matter: str, language: str) -> str | None:
    """`Vorlage 12.3: Kredit für …` is about the `Kredit für …`."""
    label = joined_pattern(language, "decisions", "vote_form_matter_re").search(matter)
    told = matter[label.end() :] if label else matter
    end = joined_pattern(language, "decisions", "vote_form_end_re").search(told)
    told = told[: end.start()] if end else told
    return re.sub(r"^[\s\d./#:,|–-]+(?=\D)", "", told).strip(" ,;:") or None
