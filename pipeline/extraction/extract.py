"""Document → Records: facts, funding, decisions and measures, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Doc

from pipeline.domain.lexicon import SUPPORTED, says
from pipeline.extraction.combining import places_in
from pipeline.extraction.decisions import decisions_in, without_headlines
from pipeline.extraction.dispositive import dispositive_of, settled_by_vote, with_dispositive
from pipeline.extraction.facts import Context, context_of, document_facts
from pipeline.extraction.funding import funding_in
from pipeline.extraction.joint_payers import with_joint_payers
from pipeline.extraction.led import lead_of
from pipeline.extraction.linking import link_measures
from pipeline.extraction.listed_amounts import unit_after, with_lines
from pipeline.extraction.meanings import of_this_field
from pipeline.extraction.naming import Place, named_measures
from pipeline.extraction.nlp import pipeline_for
from pipeline.extraction.passages import Passage, passages
from pipeline.extraction.scope import with_scopes
from pipeline.extraction.sentences import bounds_or_whole
from pipeline.extraction.spans import get_values
from pipeline.extraction.spoken import context_at, spoken_contexts
from pipeline.extraction.surroundings import opening_of
from pipeline.extraction.tables import read_tables
from pipeline.extraction.told_again import with_sums_told_again
from pipeline.extraction.told_measures import link_decisions, with_measures_before
from pipeline.extraction.verification import with_verification
from pipeline.records import Decision, Document, Edit, Funding, PageRow, Records

# Kinds of block whose text is running text; tables are read cell by cell, a table of contents says nothing of its own.
_PROSE = ("paragraph", "list_item", "heading", "caption", "footnote")
# The rules find sentences, periods and dates where they need them; these components are for whoever reads the docs.
UNREAD = ("kip_sentences", "kip_periods")


def extract_records(document: Document) -> Records:
    """Return everything found in a document; one in a language without a lexicon has facts and pages only."""
    found = of_this_field(passages(document), document.language)
    facts = document_facts(document, found)
    records = Records(facts=facts, pages=tuple(_page_row(document, index) for index in range(len(document.pages))))
    if document.language is not None and document.language not in SUPPORTED:
        return records
    context = context_of(document, facts)
    context = replace(context, dispositive=dispositive_of(found, context), all_yearly=_all_yearly(found, context))
    return _with_findings(records, document, found, context)


def _all_yearly(found: list[Passage], context: Context) -> bool:
    """Tell whether a note of the document says that all amounts are paid each year: `Alle Angaben pro Jahr.`"""
    return any(says(passage.text, context.language, "intervals", "all_yearly_re") for passage in found)


def _with_findings(records: Records, document: Document, found: list[Passage], context: Context) -> Records:
    prose = [passage for passage in found if passage.kind in _PROSE]
    spoken = spoken_contexts(prose, context)
    funding: list[Funding] = []
    decisions: list[Decision] = []
    named: list[Place] = []
    chapter, lead, opening = 0, "", ""
    unit: Decimal | None = None
    for passage, doc, here in zip(prose, _read(prose, spoken), spoken, strict=True):
        bounds = bounds_or_whole(passage.text, here.language)
        amounts = with_lines(get_values(doc, "amounts"), passage.text, unit, here.language)
        funding += funding_in(document, passage, amounts, bounds, here, chapter)
        unit = unit_after(passage.text, unit, here.language)
        chapter = passage.start if passage.kind == "heading" else chapter
        decisions += decisions_in(document, passage, bounds, here, decisions[-1] if decisions else None, lead)
        lead = lead_of(passage, lead, here.language)
        named += places_in(passage, doc, bounds, here, opening)
        opening = opening_of(passage, opening, here.language)
    funding = with_joint_payers(with_scopes(funding, prose, context.language, context.program), prose, context)
    tables = read_tables(document, context, lambda place: context_at(place, prose, spoken, context))
    money = with_sums_told_again((*funding, *tables.funding), document.text)
    measures, mentions = named_measures(document, [*named, *tables.measures], context)
    told = tuple(without_headlines(decisions, document.text))
    acts = with_dispositive(document, found, told, context, records.facts)
    linked = link_measures(settled_by_vote(money, acts), measures, mentions, document)
    complete = replace(
        records,
        funding=with_measures_before(linked, mentions, document.text, context.language),
        measures=measures,
        mentions=mentions,
        goals=tables.goals,
        decisions=link_decisions(acts, mentions),
    )
    return with_verification(document, complete)


def _read(prose: Sequence[Passage], contexts: Sequence[Context]) -> Iterator[Doc]:
    """Yield the passages in order, each read by the pipeline of its language."""
    texts: dict[str, list[str]] = {}
    for passage, context in zip(prose, contexts, strict=True):
        texts.setdefault(context.language, []).append(passage.text)
    streams = {language: pipeline_for(language).pipe(own, disable=UNREAD) for language, own in texts.items()}
    return (next(streams[context.language]) for context in contexts)


def _page_row(document: Document, index: int) -> PageRow:
    page = document.pages[index]
    text = document.page_text(page)
    return PageRow(
        document_id=document.document_id,
        page=page.number,
        route=page.route,
        reasons=page.reasons,
        width_pt=page.width_pt,
        height_pt=page.height_pt,
        text=text,
        chars=len(text),
        ocr_confidence=page.ocr_confidence,
        umlaut_rate=page.umlaut_rate,
        dictionary_rate=page.dictionary_rate,
        edits=len(page.edits),
        duration_ms=page.duration_ms,
        repairs=tuple(_repair(edit) for edit in sorted(page.edits, key=lambda edit: edit.start)),
    )


def _repair(edit: Edit) -> str:
    """Return a repair on one line; what a line break or a blank was shows as such."""
    before, after = (text.replace("\n", "⏎").replace(" ", "␣") for text in (edit.before, edit.after))
    return f"{before or '∅'} → {after or '∅'}"
