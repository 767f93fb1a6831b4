"""The one source of a sample: what stands in it, and what is true of it.

The fields of the truth bear the names of the columns in `pipeline/records.py`; ids come from
`pipeline/domain/vocabularies.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SAMPLE_MARKS = {
    "de": "Muster – erfundene Zahlen, kein amtliches Dokument",
    "fr": "Exemple – chiffres inventés, document non officiel",
    "it": "Esempio – cifre inventate, documento non ufficiale",
}


# What stands in a document: texts carry marks, see marks.py.


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `style` is body, title, subtitle, lead or small."""

    text: str
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Item:
    """A list item with its label: a dash, a number or a letter."""

    text: str
    label: str = "–"


@dataclass(frozen=True, slots=True)
class Merge:
    """A cell that covers its neighbours to the right and below; their own texts are empty."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class SumError:
    """A printed sum that is wrong on purpose, both figures in the table's own unit."""

    row: int
    column: int
    printed: float
    sums_to: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `header_rows` on top, `total_rows` at the end, relative column widths.

    `sums` is `exact` where the printed numbers add up, `rounded` where rounding shifts a printed total, `wrong`
    where a total errs on purpose (`sum_errors` tell by how much). `sum_columns` pairs a column with those it adds up.
    `unit` is what a printed 1 is worth in francs. `style` replaces the look's own; a table that is not kept together
    may go on over the page.
    """

    table_id: str
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    caption: str | None = None
    header_rows: int = 1
    total_rows: int = 0
    sums: str | None = None
    numeric: bool = False
    label_columns: int = 1
    merged: tuple[Merge, ...] = ()
    sum_columns: tuple[tuple[int, tuple[int, ...]], ...] = ()
    sum_errors: tuple[SumError, ...] = ()
    unit: int = 1
    style: str | None = None
    keep_together: bool = True


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents, made of the headings."""

    title: str


@dataclass(frozen=True, slots=True)
class Break:
    """A new page, upright or turned."""

    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Planted:
    """Something a comparison must find: a conflict, an agreement or a hole, with the records it rests on.

    `ids` are records of this sample, `with_ids` those of the sample `with_sample` (or of this one, where it is null).
    """

    kind: str
    note: str
    ids: tuple[str, ...] = ()
    with_sample: str | None = None
    with_ids: tuple[str, ...] = ()


Block = Heading | Paragraph | Item | Grid | Contents | Break


# What is true of it.


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true of the document as a whole."""

    media_type: str
    canton: str
    language: str
    doc_type: str
    title: str
    issuer: str
    program: str | None = None
    period_start: int | None = None
    period_end: int | None = None
    published: str | None = None
    number: str | None = None
    foerderbereiche_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """One mention of an amount; the quote and the place come from its mark."""

    amount_chf: float | None
    amount_max_chf: float | None = None
    qualifier: str = "exact"
    basis: str = "total"
    unit: str | None = None
    interval: str | None = None
    period_start: int | None = None
    period_end: int | None = None
    payer: str = "unknown"
    payers: tuple[str, ...] = ()
    payer_shares: tuple[float, ...] = ()
    recipient: str | None = None
    instrument: str = "kip_total"
    ip_scope: str = "unknown"
    scheme: str | None = None
    foerderbereich: str | None = None
    status: str = "planned"
    role: str = "level"
    side: str | None = None
    each: bool = False
    is_integration: bool = True
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure; every mark with its id is a mention of it."""

    title: str
    foerderbereich: str | None
    generic: bool = False
    no_area_reason: str | None = None
    target_groups: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    responsible: str | None = None
    schedule: str | None = None
    regelstruktur: tuple[str, ...] = ()
    status: str = "unknown"
    period_start: int | None = None
    period_end: int | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal, with indicator and values of the same row."""

    text: str
    level: str
    foerderbereich: str | None = None
    indicator: str | None = None
    target_value: float | None = None
    unit: str | None = None
    due: str | None = None
    responsible: str | None = None
    actual_value: float | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """An act taken, with its outcome; the mark holds the clause."""

    body: str
    body_as_named: str | None
    body_type: str
    outcome: str
    number: str | None = None
    date: str | None = None
    what: str | None = None
    votes_yes: float | None = None
    votes_no: float | None = None
    votes_abstain: float | None = None
    vote_unit: str | None = None
    items: tuple[str, ...] = ()
    item_outcomes: tuple[str, ...] = ()
    legal_references: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    about_integration: bool = True


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample: its name without suffix, its blocks and the records its marks point to.

    `pays_for` tells of an amount which measure alone it pays for.
    """

    name: str
    facts: Facts
    blocks: tuple[Block, ...]
    money: Mapping[str, Money] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    goals: Mapping[str, Goal] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    pays_for: Mapping[str, str] = field(default_factory=dict)
    planted: tuple[Planted, ...] = ()

    @property
    def sample_mark(self) -> str:
        """The line that says, in the language of the document, that all of it is invented."""
        return SAMPLE_MARKS[self.facts.language]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file and, where it has pages, the pages on which each mark and block was drawn.

    `pages` maps the id of a mark, `block:N` for the Nth block, or `row:N:M` for row M of a table, to 1-based
    pages; it is null without pages. `text_layer` is `exact`, `none` (pictures only), `partly` (some pages are
    pictures) or `garbled` (pictures over text that is wrong).
    """

    data: bytes
    pages: Mapping[str, tuple[int, ...]] | None = None
    page_count: int = 1
    text_layer: str = "exact"

    def page_of(self, mark: str, nth: int = 0) -> int | None:
        """Return the page of the nth place of a mark; null where the format has no pages."""
        return None if self.pages is None else self.pages[mark][nth]
