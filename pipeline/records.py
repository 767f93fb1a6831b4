"""The records: what the stages hand on, and what a run writes.

Everything here is immutable and knows its place in the source. Offsets count code points of
`Document.text`: the text of the pages in order, joined by a form feed. Boxes are in points, origin
top left, page rotation applied. The meaning of each column stands beside it; the codebook and the
table schemas are made from these definitions, so they cannot drift.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, field
from typing import Any

Box = tuple[float, float, float, float]

PAGE_BREAK = "\f"

# The tables of findings, each with the column that names its rows.
IDENTITIES = {"funding": "funding_id", "measures": "measure_id", "goals": "goal_id", "decisions": "decision_id"}


def record_id(document_id: str, kind: str, *place: object) -> str:
    """Return the stable id of a record: a hash of its document, kind and place, parts kept apart by U+001F."""
    parts = "\x1f".join([document_id, kind, *(str(part) for part in place)])
    return hashlib.sha256(parts.encode("utf-8")).hexdigest()[:24]


def means(
    meaning: str,
    *,
    default: Any = MISSING,
    unit: str | None = None,
    vocabulary: str | None = None,
    source: str | None = None,
) -> Any:
    """Declare a column of an output table with its meaning for the codebook.

    `vocabulary` names a list of `domain/vocabularies.toml`; `source` is the rule or text the value rests on.
    """
    metadata = {"meaning": meaning, "unit": unit, "vocabulary": vocabulary, "source": source}
    if default is MISSING:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)


# ---------------------------------------------------------------------------------------------
# What reading makes of bytes
# ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edit:
    """One reversible repair: `text[start:end]` reads `after` where the source reads `before`."""

    rule: str
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word; `confidence` (0-1) is null where the text was not recognised from an image.

    `state` says how sure the digits of a recognised number are (verified, single, conflict, repaired), and
    `alternatives` what else was read; it is null for other words and for text that needs no recognition.
    """

    start: int
    end: int
    box: Box
    confidence: float | None = None
    state: str | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item and so on; `level` is 1 for the highest heading, 0 for no heading.

    `kind`: heading, paragraph, list_item, table, caption, header, footer, footnote, toc, menu.
    """

    kind: str
    level: int
    page: int
    start: int
    end: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell at a 0-based row and column, with its spans; its text is `text[start:end]`."""

    row: int
    col: int
    start: int
    end: int
    row_span: int = 1
    col_span: int = 1
    header: bool = False
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page; `caption` is the line above it that names it, if there is one."""

    table_id: str
    page: int
    start: int
    end: int
    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    caption: str | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page and how it was read; a document without pages has one, number 1, without a size."""

    number: int
    start: int
    end: int
    route: str
    reasons: tuple[str, ...] = ()
    width_pt: float | None = None
    height_pt: float | None = None
    words: tuple[Word, ...] = ()
    ocr_confidence: float | None = None
    umlaut_rate: float | None = None
    dictionary_rate: float | None = None
    edits: tuple[Edit, ...] = ()
    duration_ms: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader made of the bytes: text with places, blocks in reading order, tables."""

    document_id: str
    media_type: str
    reader: str
    language: str | None
    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    title: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    paginated: bool = False

    def page_text(self, page: Page) -> str:
        """Return the normalised text of one page."""
        return self.text[page.start : page.end]

    def page_at(self, offset: int) -> Page:
        """Return the page that holds a code point; an offset on a page break belongs to the page before it."""
        return self.pages[max(0, bisect_right(self.pages, offset, key=lambda page: page.start) - 1)]

    def box_of(self, start: int, end: int) -> Box | None:
        """Return the smallest box around the words that touch `text[start:end]`, or null without boxes."""
        words = self.page_at(start).words
        first = bisect_left(words, start + 1, key=lambda word: word.end)
        boxes = []
        for word in words[first:]:
            if word.start >= end:
                break
            boxes.append(word.box)
        return union(boxes)

    def section_at(self, offset: int) -> tuple[str, ...]:
        """Return the heading path above an offset, highest level first."""
        path: list[tuple[int, str]] = []
        for block in self.blocks:
            if block.start > offset:
                break
            if block.kind == "heading" and block.end <= offset:
                path = [(level, text) for level, text in path if level < block.level]
                path.append((block.level, " ".join(self.text[block.start : block.end].split())))
        return tuple(text for _, text in path)

    def original(self, page: Page) -> str:
        """Return the page's text as the source had it, all repairs undone."""
        text, shift = self.page_text(page), page.start
        for edit in sorted(page.edits, key=lambda item: item.start, reverse=True):
            text = text[: edit.start - shift] + edit.before + text[edit.end - shift :]
        return text


def union(boxes: Iterable[Box]) -> Box | None:
    """Return the smallest box around all boxes, or null if there is none."""
    found = list(boxes)
    if not found:
        return None
    if len(found) == 1:
        return found[0]
    lefts, tops, rights, bottoms = zip(*found, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


# ---------------------------------------------------------------------------------------------
# What extraction finds: rows of the output tables
# ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place of a value in its source, and how it was found."""

    document_id: str = means("sha256 of the document's bytes")
    page: int | None = means("1-based page; null for documents without pages")
    x0: float | None = means("left edge of the place on the page", unit="pt")
    y0: float | None = means("top edge, from the top of the page", unit="pt")
    x1: float | None = means("right edge", unit="pt")
    y1: float | None = means("bottom edge, from the top of the page", unit="pt")
    char_start: int = means("first code point in the document's normalised text (pages joined by a form feed)")
    char_end: int = means("code point after the last one")
    quote: str = means("exactly the text from char_start to char_end: the shortest passage that says it")
    section: str | None = means("heading path above the place, levels joined by ' › '")
    found_by: str = means("id and version of the rule or model that found it")
    confidence: float = means("how sure the finder is, 0 to 1")
    needs_review: bool = means("true where a person should look before the value is used", default=False)
    reviewed: str | None = means("what a person said of the row", vocabulary="reviewed", default=None)
    machine_values: tuple[str, ...] = means(
        "what kip had found, where a person corrected it: `column=value` in JSON", default=()
    )


@dataclass(frozen=True, slots=True)
class Funding:
    """One mention of an amount of money, in text or table."""

    funding_id: str = means("id of the row")
    evidence: Evidence = means("place in the source, its columns side by side")
    amount_chf: float | None = means(
        "amount in francs; the lower bound of a range; null when the text is vague. "
        "Increases and decreases are positive, `role` gives the direction",
        unit="CHF",
    )
    amount_max_chf: float | None = means("upper bound of a range, else null", unit="CHF", default=None)
    qualifier: str = means("how exact the text says the amount is", vocabulary="qualifier", default="exact")
    basis: str = means(
        "what the amount is for: the whole, a year, a head, a unit", vocabulary="basis", default="unknown"
    )
    unit: str | None = means("what is counted where the basis is per_person or per_unit", default=None)
    interval: str | None = means("how often it is paid", vocabulary="interval", default=None)
    period_start: int | None = means(
        "first year stated, or of the programme named by number", unit="year", default=None
    )
    period_end: int | None = means("last year; null for an open end", unit="year", default=None)
    payer: str = means("whose money it originally is", vocabulary="payer", default="unknown")
    payers: tuple[str, ...] = means("all payers named", vocabulary="payer", default=())
    payer_shares: tuple[float, ...] = means("share of each payer where stated, in the order of payers", default=())
    recipient: str | None = means("who gets it, as named", default=None)
    instrument: str = means("the credit or lump sum it is part of", vocabulary="instrument", default="other")
    ip_scope: str = means(
        "whether the Integrationspauschale is in the figure", vocabulary="ip_scope", default="unknown"
    )
    scheme: str | None = means("a scheme with a name of its own", vocabulary="scheme", default=None)
    foerderbereich: str | None = means("area the money is for", vocabulary="foerderbereich", default=None)
    status: str = means("planned, requested, approved or spent", vocabulary="funding_status", default="unknown")
    role: str = means("only `level` enters the comparison", vocabulary="role", default="level")
    side: str | None = means("sources (Mittelherkunft) or uses (Mittelverwendung)", vocabulary="side", default=None)
    each: bool = means("true where each of several pays or gets this amount", default=False)
    is_integration: bool = means("true for money of integration promotion, false for every other field", default=False)
    is_total: bool = means("true for the sum of other rows", default=False)
    found_in: str = means("where the amount stands", vocabulary="found_in", default="text")
    table_id: str | None = means("table it stands in", default=None)
    row: int | None = means("0-based row of that table", default=None)
    column: int | None = means("0-based column of that table", default=None)
    row_label: str | None = means("text that heads the row", default=None)
    column_label: str | None = means("text that heads the column", default=None)
    verification: str = means(
        "whether the digits are sure: digital text is verified, one reading of an image is single",
        vocabulary="verification",
        default="verified",
    )
    alternatives: tuple[str, ...] = means("other readings of the digits", default=())
    measure_id: str | None = means("the measure it pays for", default=None)


@dataclass(frozen=True, slots=True)
class Measure:
    """An offer, project, service or activity of integration promotion; evidence is that of its first mention."""

    measure_id: str = means("id of the row")
    evidence: Evidence = means("place in the source, its columns side by side")
    title: str = means("name of the measure")
    description: str | None = means("what the document says of it", default=None)
    generic: bool = means("true where only the name of an area stands in a list of offers", default=False)
    foerderbereich: str | None = means(
        "area; null if it fits none or the classifier is unsure", vocabulary="foerderbereich", default=None
    )
    foerderbereich_confidence: float | None = means("how sure the area is, 0 to 1", default=None)
    second_foerderbereich: str | None = means(
        "a second area that can be defended", vocabulary="foerderbereich", default=None
    )
    assigned_by: str | None = means("what the area rests on", vocabulary="assigned_by", default=None)
    no_area_reason: str | None = means("why there is no area", vocabulary="no_area_reason", default=None)
    providers: tuple[str, ...] = means("who offers it, as named", default=())
    target_groups: tuple[str, ...] = means("whom it is for", vocabulary="target_group", default=())
    goals: tuple[str, ...] = means("ids of the goals it serves", default=())
    responsible: str | None = means("body in the lead, as named", default=None)
    schedule: str | None = means("time table, as written", default=None)
    regelstruktur: tuple[str, ...] = means("ordinary structures it works with", vocabulary="regelstruktur", default=())
    status: str = means("new, continued and so on", vocabulary="measure_status", default="unknown")
    period_start: int | None = means("first year stated", unit="year", default=None)
    period_end: int | None = means("last year stated", unit="year", default=None)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place at which a measure is named."""

    mention_id: str = means("id of the row")
    measure_id: str = means("the measure named")
    evidence: Evidence = means("place in the source, its columns side by side")


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its indicator and values, kept paired as in its row of the Zielraster."""

    goal_id: str = means("id of the row")
    evidence: Evidence = means("place in the source, its columns side by side")
    level: str = means("strategic, outcome, output or ias", vocabulary="goal_level")
    text: str = means("the goal as written")
    foerderbereich: str | None = means("area", vocabulary="foerderbereich", default=None)
    indicator: str | None = means("what is measured, as written", default=None)
    target_value: float | None = means("value aimed at", default=None)
    unit: str | None = means("unit of target and actual value", default=None)
    due: str | None = means("date or year by which it is due, as precise as the text", default=None)
    actual_value: float | None = means("value reached", default=None)
    responsible: str | None = means("body in the lead, as named", default=None)
    verification: str = means(
        "whether the digits of its values are sure: printed text is verified, one reading of an image is single",
        vocabulary="verification",
        default="verified",
    )
    alternatives: tuple[str, ...] = means("other readings of the digits", default=())


@dataclass(frozen=True, slots=True)
class Decision:
    """An act taken, with a stated outcome."""

    decision_id: str = means("id of the row")
    evidence: Evidence = means("place in the source, its columns side by side")
    body: str = means("who decided, normalised", vocabulary="body")
    body_as_named: str | None = means("who decided, as written")
    body_type: str = means("kind of body", vocabulary="body_type")
    number: str | None = means("number of the decision, as written", default=None)
    date: str | None = means("ISO date, as precise as the text: 2023-06-08, 2023-11, 2023", default=None)
    what: str | None = means("what was decided on, in the words of the text", default=None)
    outcome: str = means("what came of it", vocabulary="outcome", default="other")
    votes_yes: float | None = means(
        "votes the text calls Yes, else those for the outcome as worded; null where none are given", default=None
    )
    votes_no: float | None = means("votes against", default=None)
    votes_abstain: float | None = means("abstentions", default=None)
    vote_unit: str | None = means("votes or percent", vocabulary="vote_unit", default=None)
    items: tuple[str, ...] = means("points of the dispositive", default=())
    item_outcomes: tuple[str, ...] = means(
        "outcome of each point, in the order of items", vocabulary="outcome", default=()
    )
    legal_references: tuple[str, ...] = means("articles it rests on", default=())
    refers_to: tuple[str, ...] = means("other decisions it names", default=())
    measures: tuple[str, ...] = means("ids of the measures its clause or its points name", default=())
    about_integration: bool = means("false for decisions of other fields", default=False)
    verification: str = means(
        "whether the digits of its votes are sure: printed text is verified, one reading of an image is single",
        vocabulary="verification",
        default="verified",
    )
    alternatives: tuple[str, ...] = means("other readings of the digits", default=())


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of a document as a whole; part of its row in the table `documents`."""

    document_id: str = means("sha256 of the document's bytes")
    media_type: str = means("type found in the bytes, never from the name")
    canton: str | None = means("AG to ZH, CH for the Confederation, null if unknown", vocabulary="canton", default=None)
    canton_from: str | None = means(
        "what tells the canton: the text, else the address it came from, else the name of the file or its folder",
        vocabulary="canton_from",
        default=None,
    )
    language: str | None = means("language of most of the text", vocabulary="language", default=None)
    doc_type: str = means("kind of document", vocabulary="doc_type", default="other")
    title: str | None = means("title", default=None)
    program: str | None = means(
        "programme by its number or years, never from an ordinal", vocabulary="program", default=None
    )
    period_start: int | None = means("first year of the programme or period treated", unit="year", default=None)
    period_end: int | None = means("last year", unit="year", default=None)
    published: str | None = means("ISO date of publication, as precise as the text", default=None)
    issuer: str | None = means("office or body that issued it, as named", default=None)
    number: str | None = means("number of the decision or bill", default=None)
    page_count: int = means("pages; 1 for documents without pages", default=1)
    pages_ocr: int = means("pages read from an image", default=0)
    text_quality: float = means("share of the text that reads as words, 0 to 1", default=0.0)
    foerderbereiche_named: tuple[str, ...] = means("areas the document names", vocabulary="foerderbereich", default=())
    relevance: float = means("whether it is about integration promotion, 0 to 1", default=0.0)
    pipeline_version: str = means("version of kip that read it", default="")


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page as the table `pages` has it."""

    document_id: str = means("sha256 of the document's bytes")
    page: int = means("1-based page; 1 for documents without pages")
    route: str = means("how the page was read", vocabulary="route")
    reasons: tuple[str, ...] = means("why it was read that way")
    width_pt: float | None = means("width", unit="pt")
    height_pt: float | None = means("height", unit="pt")
    text: str = means("normalised text")
    chars: int = means("code points of the text")
    ocr_confidence: float | None = means("mean confidence of the recognised words, 0 to 1; null if not recognised")
    umlaut_rate: float | None = means("umlauts among the letters, 0 to 1")
    dictionary_rate: float | None = means("words known to a word list, 0 to 1")
    edits: int = means("count of reversible repairs")
    duration_ms: int = means("time reading took", unit="ms")
    repairs: tuple[str, ...] = means(
        "each reversible repair, in the order of the text: what the source reads → what the text reads", default=()
    )


@dataclass(frozen=True, slots=True)
class Records:
    """Everything kip found in one document."""

    facts: Facts
    pages: tuple[PageRow, ...] = ()
    funding: tuple[Funding, ...] = ()
    measures: tuple[Measure, ...] = ()
    mentions: tuple[Mention, ...] = ()
    goals: tuple[Goal, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one requested input ended; part of its row in the table `documents`."""

    input_id: str = means("hash of the path or URL as requested")
    path: str | None = means("path as requested")
    url: str | None = means("address it came from", default=None)
    retrieved_at: str | None = means("ISO time of retrieval, for documents fetched", default=None)
    document_id: str | None = means("sha256 of the bytes; null if they could not be read", default=None)
    duplicate_of: str | None = means(
        "input_id of the first input with the same bytes; this one is skipped", default=None
    )
    state: str = means("done, empty, failed or skipped", vocabulary="state", default="failed")
    failure_code: str | None = means("why it failed or was skipped", vocabulary="failure_code", default="not_finished")
    failure_reason: str | None = means("one sentence: what, where, what to do", default=None)
    duration_ms: int | None = means("time spent on it", unit="ms", default=None)


# ---------------------------------------------------------------------------------------------
# What a corpus says together
# ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """What one canton's documents say together for one programme, year, area, payer and so on."""

    canton: str = means("AG to ZH, CH for the Confederation", vocabulary="canton")
    program: str | None = means("programme", vocabulary="program")
    year: int | None = means("year; null for the whole period", unit="year")
    foerderbereich: str | None = means("area; null for all", vocabulary="foerderbereich")
    payer: str | None = means("payer; null for all", vocabulary="payer")
    instrument: str | None = means("instrument", vocabulary="instrument")
    ip_scope: str | None = means("whether the Integrationspauschale is in the figure", vocabulary="ip_scope")
    side: str | None = means("sources or uses", vocabulary="side")
    status: str | None = means("planned, requested, approved or spent", vocabulary="funding_status")
    amount_chf: float | None = means("amount; null where unknown, never zero for unknown", unit="CHF")
    amount_per_year_chf: float | None = means("amount per year of the period", unit="CHF")
    figures: int = means("statements behind the row")
    funding_ids: tuple[str, ...] = means("rows of `funding` behind the amount")
    measures: int | None = means("measures of the area; only where payer is null")
    state: str = means("reported, derived or conflict", vocabulary="comparison_state")
    alternatives: tuple[str, ...] = means("other statements of the same figure, with their source")
    note: str | None = means("how a derived amount was made, what a conflict is between")
    remarks: tuple[str, ...] = means(
        "note and alternatives by code, each a JSON object, so that they can be told in another language",
        default=(),
        source="sentences in pipeline/domain/remarks.toml",
    )


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """What is known of one canton, programme and area, and why a hole is a hole."""

    canton: str = means("AG to ZH", vocabulary="canton")
    program: str = means("programme", vocabulary="program")
    foerderbereich: str = means("area", vocabulary="foerderbereich")
    documents: int = means("documents of the canton and programme")
    pages: int = means("their pages")
    figures: int = means("figures of the area that enter the comparison")
    measures: int = means("measures of the area")
    state: str = means("known, partly or empty", vocabulary="coverage_state")
    why_empty: str | None = means("why nothing is known", vocabulary="why_empty")


@dataclass(frozen=True, slots=True)
class CoFinancingRow:
    """Whether the stated money of canton and municipalities reaches the stated federal credit."""

    canton: str = means("AG to ZH", vocabulary="canton")
    program: str = means("programme", vocabulary="program")
    year: int | None = means("year; null for the whole period", unit="year")
    ifk_chf: float | None = means("stated Integrationsförderkredit", unit="CHF")
    canton_chf: float | None = means("stated money of the canton", unit="CHF")
    gemeinden_chf: float | None = means("stated money of the municipalities", unit="CHF")
    together_chf: float | None = means(
        "money of canton and municipalities: their sum, or stated of both together; null where one is unknown",
        unit="CHF",
    )
    reached: str = means("yes, no or unknown", vocabulary="reached", source="Art. 16 Abs. 3 VIntA")
