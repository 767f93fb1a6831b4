"""The dispositive of a decision (`Beschluss` with numbered points), and the minutes of a vote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.domain.cantons import executive_of
from pipeline.domain.lexicon import SUPPORTED, joined_pattern, lexicon, says
from pipeline.extraction.bodies import named_bodies
from pipeline.extraction.facts import Context
from pipeline.extraction.passages import Passage, evidence
from pipeline.extraction.points import begins_with_label, outcome_of, points_of
from pipeline.extraction.reasoned import revises
from pipeline.extraction.references import legal_references, references
from pipeline.extraction.scene import CONFIDENCE
from pipeline.extraction.vote_forms import FORM_RULE, vote_forms
from pipeline.records import Decision, Document, Facts, Funding, record_id

RULE = "dispositive/1"

# What a form says of its vote in words stands so near after the counts.
FORM_REACH = 300
# The formula that opens a dispositive is so long at most; it is quoted with the first point.
FORMULA = 220
# The body stands so near before a dispositive, or after its verb: `beschliesst der Regierungsrat:`.
OPENING = 200
OPENING_AFTER = 40
# The preamble of a decree, with the laws it rests on, is so long at most.
PREAMBLE = 1200
# Only a decision of the government decides by its dispositive; that of a bill is a motion.
DECISION = "government_decision"


def with_dispositive(
    document: Document, found: list[Passage], told: tuple[Decision, ...], context: Context, facts: Facts
) -> tuple[Decision, ...]:
    """Return the decisions told in the text with those of the dispositive, if there is one, and of vote forms added."""
    formal = vote_forms(document, context, facts)
    opening, items = _items(found, context) if context.dispositive is not None else (0, [])
    if items and context.doc_type == DECISION and not _is_draft(items[0], context):
        row = _formal(document, opening, items, context, facts)
        formal.append(replace(row, date=None) if _of_another(row, told) else row)
    elif not formal and not told and context.doc_type == DECISION and facts.number and found:
        formal.append(_by_title(document, found[0], context, facts))
    places = [(row.evidence.char_start, row.evidence.char_end) for row in formal]
    kept = [row for row in told if not any(_inside(row, place) or _repeats(row, place) for place in places)]
    return tuple(sorted([*kept, *formal], key=lambda row: row.evidence.char_start))


def dispositive_of(found: list[Passage], context: Context) -> int | None:
    """Return where the last dispositive of a document begins, in code points; null where it has none."""
    if context.language not in SUPPORTED:
        return None
    begins, items = _items(found, context)
    return begins if items else None


@revises("vote_on_it")
def settled_by_vote(rows: tuple[Funding, ...], decisions: Sequence[Decision]) -> tuple[Funding, ...]:
    """Return amounts with those approved that the minutes of a vote name before counts that carried them."""
    forms = [row for row in decisions if row.evidence.found_by.startswith(FORM_RULE) and row.outcome == "approved"]
    return tuple(
        replace(row, status="approved") if any(_voted_on(row, form) for form in forms) else row for row in rows
    )


def _voted_on(row: Funding, form: Decision) -> bool:
    asked = row.status == "requested" and row.evidence.page == form.evidence.page
    return asked and 0 <= form.evidence.char_start - row.evidence.char_end < FORM_REACH


def _by_title(document: Document, title: Passage, context: Context, facts: Facts) -> Decision:
    """A decision with a number whose points are not in the text is told by its title: `RRB Nr. 12/2024, …`."""
    body = _body(document.text, context)
    start, end = title.start, title.start + len(title.text.rstrip())
    place = evidence(document, start, end, title.section, RULE, CONFIDENCE / 2, needs_review=True)
    return Decision(
        decision_id=record_id(document.document_id, "decision", start, "title"),
        evidence=place,
        body=body[0],
        body_as_named=body[2],
        body_type=body[1],
        number=facts.number,
        date=facts.published,
        what=" ".join(title.text.split()),
        outcome=outcome_of(title.text, context.language),
        about_integration=context.about_integration,
    )


def _of_another(row: Decision, told: tuple[Decision, ...]) -> bool:
    """Tell whether the document's date is that of another body's act: `Am 26. April hat die Landsgemeinde …`."""
    before = [act for act in told if act.evidence.char_end <= row.evidence.char_start and act.body != row.body]
    return row.date is not None and row.date in {act.date for act in before}


def _inside(row: Decision, place: tuple[int, int]) -> bool:
    return row.evidence.char_start < place[1] and place[0] < row.evidence.char_end


def _repeats(row: Decision, place: tuple[int, int]) -> bool:
    """`Die Vorlage ist angenommen` right after the counts of a form, without a body and counts of its own."""
    near = 0 <= row.evidence.char_start - place[1] < FORM_REACH
    return near and row.evidence.needs_review and row.votes_yes is None


def _is_draft(passage: Passage, context: Context) -> bool:
    """A dispositive under the word Entwurf is a proposal, like that of a bill."""
    return says(" ".join(passage.section[-2:]), context.language, "decisions", "draft_re")


def _items(found: list[Passage], context: Context) -> tuple[int, list[Passage]]:
    """Return where the dispositive begins, and its passages: after `Beschluss` or `beschliesst:`, up to a heading."""
    items: list[Passage] = []
    inside, begins = False, 0
    for passage in found:
        opening = says(" ".join(passage.text.split()), context.language, "decisions", "dispositive_re")
        if opening and len(passage.text) < 200:
            inside, items = True, []
            begins = passage.start if passage.text.rstrip().endswith(":") else passage.end
        elif inside and passage.kind == "heading" and not begins_with_label(passage.text, context.language):
            break
        elif inside:
            items.append(passage)
        elif inline := joined_pattern(context.language, "decisions", "inline_dispositive_re").search(passage.text):
            inside, items, begins = True, [_after(passage, inline)], passage.start + inline.start()
    return begins, items


def _after(passage: Passage, opening: re.Match[str]) -> Passage:
    """The rest of a passage from the opening of a dispositive in running text: `beschliesst: 1. … 2. …`."""
    return replace(passage, start=passage.start + opening.start(), text=passage.text[opening.start() :])


def _formal(document: Document, opening: int, items: list[Passage], context: Context, facts: Facts) -> Decision:
    language = context.language
    points = points_of("\n".join(passage.text for passage in items), language)
    start = opening if items[0].start - opening < FORMULA else items[0].start
    first = points[0] if points else items[0].text
    end = items[0].start + _length(items[0].text, points)
    named = _preamble(document.text[: items[0].start], language) or _opening_body(document.text, start, language)
    body = named or _body(document.text, context)
    return Decision(
        decision_id=record_id(document.document_id, "decision", start, "dispositive"),
        evidence=evidence(document, start, end, items[0].section, RULE, CONFIDENCE),
        body=body[0],
        body_as_named=body[2],
        body_type=body[1],
        number=facts.number,
        date=facts.published,
        what=first,
        outcome=outcome_of(first, language),
        items=tuple(points),
        item_outcomes=tuple(outcome_of(point, language) for point in points),
        legal_references=legal_references(document.text, language),
        refers_to=references(document.text, language, facts.number),
        about_integration=context.about_integration,
    )


def _length(text: str, points: list[str]) -> int:
    """How much of the first passage the first point takes; of a dispositive in running text that is a part."""
    end = re.search(r"\s+".join(map(re.escape, points[0].split())), text) if points else None
    return end.end() if end else len(text.rstrip())


def _preamble(text: str, language: str) -> tuple[str, str, str] | None:
    """Return name, type and wording of the parliament that begins the preamble of a decree, null of any other act.

    `Le Parlement de la République et Canton du Jura, vu …, arrête :`; where a government begins a line it is the one.
    """
    before = text[-PREAMBLE:]
    heads = [body for body in named_bodies(before, language) if _begins_a_line(before[: body.start], language)]
    if any(body.body_type.endswith("executive") for body in heads):
        return None
    parliament = next((body for body in heads if body.body_type == "parliament"), None)
    if parliament is None:
        return None
    return parliament.body, parliament.body_type, before[parliament.start : parliament.end]


def _begins_a_line(before: str, language: str) -> bool:
    return says(before.rpartition("\n")[2], language, "payers", "takes_turn_re")


def _opening_body(text: str, start: int, language: str) -> tuple[str, str, str] | None:
    """Return name, type and wording of the executive named right before the points, or null."""
    before = text[max(0, start - OPENING) : start + OPENING_AFTER]
    named = [body for body in named_bodies(before, language) if body.body_type.endswith("executive")]
    nearest = min(named, key=lambda body: abs(body.end - min(start, OPENING)), default=None)
    return (nearest.body, nearest.body_type, before[nearest.start : nearest.end]) if nearest else None


def _body(text: str, context: Context) -> tuple[str, str, str | None]:
    """Return name, type and wording of the executive body named most often, else the canton's own."""
    counts: dict[tuple[str, str, str], int] = {}
    for body in named_bodies(text, context.language):
        if body.body_type == "executive":
            key = (body.body, body.body_type, text[body.start : body.end])
            counts[key] = counts.get(key, 0) + 1
    if counts:
        return max(counts, key=lambda key: counts[key])
    default = lexicon(context.language)["decisions"]["executive"]
    return executive_of(context.canton) or default, "executive", None
