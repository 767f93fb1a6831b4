"""Finance tables to funding: one row per number, its meaning from the labels of its row, its column and the table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipeline.domain.lexicon import lexicon, says
from pipeline.extraction.facts import Context
from pipeline.extraction.grid import Grid, Place, Value
from pipeline.extraction.offers import offers_in
from pipeline.extraction.passages import evidence, with_sum_check
from pipeline.extraction.payers import combined, payer_of_instrument
from pipeline.extraction.reasoned import settle_labels
from pipeline.extraction.table_axes import Meaning, Years, over, payer_order
from pipeline.extraction.table_frame import Frame, frame_of
from pipeline.extraction.table_lines import Axis, columns_of, rows_of
from pipeline.extraction.table_measures import (
    MeasureColumns,
    column_of,
    measure_columns,
    name_of_row,
    receiving_columns,
)
from pipeline.extraction.table_money import is_money, money_places, near_table, panels_of
from pipeline.records import Document, Evidence, Funding, record_id

RULE = "finance_table/2"
CONFIDENCE_DIGITAL = 0.9
CONFIDENCE_IMAGE = 0.6


def funding_of(document: Document, grid: Grid, context: Context) -> list[Funding]:
    """Return a row for each amount of a table of money in francs; none of a table of other numbers."""
    near = near_table(document, grid, context.language)
    found: list[Funding] = []
    if not is_money(grid, near, context):
        return found
    measures, recipient = measure_columns(grid, context), column_of(grid, context, "recipient")
    receiving = receiving_columns(measures, recipient)
    for cols in panels_of(grid, context.language):
        money = money_places(grid, cols, context.language)
        columns = columns_of(grid, cols, money, context.language)
        rows = rows_of(grid, money, context.language, receiving)
        frame = frame_of(document, grid, near, rows, columns, context)
        for place in money:
            figure = _received(_row(document, grid, frame, rows, columns, place), grid, place[0], recipient)
            found.append(_of_measure(figure, grid, place[0], measures, context.language))
    return sorted(found, key=lambda row: row.evidence.char_start)


def _row(document: Document, grid: Grid, frame: Frame, rows: Axis, columns: Axis, place: Place) -> Funding:
    row, col = place
    value, cell = grid.values[place], grid.cells[place]
    labels = replace(over(rows.of(row), columns.of(col)), years=_narrower(rows.of(row).years, columns.of(col).years))
    table, own_row = grid.origins[row]
    said = _resolved(labels, rows.of(row), columns.of(col), frame)
    factor = Decimal(1) if value.francs else said.factor or Decimal(1)
    years = said.years or (None, None)
    texts = (" ".join(grid.row_parts(row, col)), grid.column_label(col))
    instrument = _instrument(said, frame)
    basis = _basis(said, labels, frame)
    scope = _ip_scope(instrument, said, labels, frame)
    settle_labels(cell.start, (rows.of(row), texts[0]), (columns.of(col), texts[1]), frame.meaning)
    return Funding(
        funding_id=record_id(document.document_id, "funding", cell.start, cell.end),
        evidence=_evidence(document, grid, cell.start, cell.end, _error(rows, columns, place), factor),
        amount_chf=float(abs(value.amount) * factor),
        amount_max_chf=float(value.high) if value.high is not None else None,
        qualifier=value.qualifier,
        basis=basis,
        unit=said.unit,
        interval="year" if basis == "per_year" and not said.single_year else None,
        period_start=years[0],
        period_end=years[1],
        payer=combined(said.payers),
        payers=said.payers,
        instrument=_grant_if_excluded(instrument, said, scope),
        ip_scope=scope,
        foerderbereich=said.area,
        status=_status(said, frame.context),
        role=_role(value, said),
        side=said.side,
        is_integration=_is_integration(" ".join(texts), frame.context, instrument, said),
        is_total=labels.total,
        found_in="table",
        table_id=table.table_id,
        row=own_row,
        column=col,
        row_label=texts[0] or None,
        column_label=texts[1] or None,
    )


def _received(figure: Funding, grid: Grid, row: int, recipient: int | None) -> Funding:
    """Return a figure with who receives it, as the column for it says; null without one, and for totals."""
    name = grid.text(row, recipient) if recipient is not None and not figure.is_total else ""
    return replace(figure, recipient=name if any(map(str.isalpha, name)) else None)


def _of_measure(figure: Funding, grid: Grid, row: int, columns: MeasureColumns | None, language: str) -> Funding:
    """Return a figure of a table of measures with the measure's name as its label, and the area that tells."""
    name = name_of_row(grid, columns, row) if columns is not None else ""
    if not name:
        return figure
    areas = set() if figure.foerderbereich or figure.is_total else offers_in(name, language)
    return replace(figure, row_label=name, foerderbereich=areas.pop() if len(areas) == 1 else figure.foerderbereich)


def _narrower(first: Years | None, second: Years | None) -> Years | None:
    """Return the period of both labels: the year of one inside the years of the other."""
    if first is None or second is None:
        return first or second
    lengths = [last - start if start is not None and last is not None else None for start, last in (first, second)]
    return second if lengths[1] is not None and (lengths[0] is None or lengths[1] < lengths[0]) else first


def _resolved(labels: Meaning, row: Meaning, column: Meaning, frame: Frame) -> Meaning:
    """Return what holds for a figure: its labels, then the table; federal instruments are federal money."""
    said = over(labels, frame.meaning)
    implied = payer_of_instrument(said.instrument or "")
    payers = ("dritte",) if labels.price else labels.payers or ((implied,) if implied else said.payers)
    unit = labels.unit or frame.meaning.unit
    factor = column.factor or row.factor or frame.meaning.factor
    return replace(said, payers=payer_order(payers), unit=unit, factor=factor)


def _basis(said: Meaning, labels: Meaning, frame: Frame) -> str:
    if said.unit is not None:
        words = lexicon(frame.context.language)["unit_kinds"]["person_like"]
        return "per_person" if said.unit in words else "per_unit"
    if (labels.years and labels.single_year) or labels.yearly:
        return "per_year"
    if labels.years is None and (frame.yearly or said.single_year):
        return "per_year"
    return "total"


def _instrument(said: Meaning, frame: Frame) -> str:
    if said.price:
        return "other"
    if said.instrument:
        return said.instrument
    return "kip_total" if frame.context.about_integration and frame.context.program else "other"


def _grant_if_excluded(instrument: str, said: Meaning, scope: str) -> str:
    """Federal programme money without the lump sum is that of the grant for integration (Art. 58 Abs. 3 AIG)."""
    return "ifk" if instrument == "kip_total" and said.payers == ("bund",) and scope == "excluded" else instrument


def _ip_scope(instrument: str, said: Meaning, labels: Meaning, frame: Frame) -> str:
    """A sum over a line of the lump sum includes it, the other figures don't; else label, caption or text say it."""
    if instrument in ("ip", "ifk"):
        return "only" if instrument == "ip" else "excluded"
    if instrument == "other":
        return "unknown"
    if labels.scope:
        return labels.scope
    if said.side and said.payers and "bund" not in said.payers:
        # The lump sum is the Confederation's (Art. 58 Abs. 2 AIG): what others pay is without it.
        return "excluded"
    if frame.has_lump_sum:
        return "included" if labels.with_lump_sum else "excluded"
    if said.scope:
        return said.scope
    return "excluded" if frame.has_grant else "unknown"


def _status(said: Meaning, context: Context) -> str:
    """Stated in label, caption or heading; a bill asks for the canton's money; else a report tells accounts."""
    if said.status:
        return said.status
    if context.doc_type == "parliament_bill" and said.payers == ("kanton",):
        return "requested"
    return "spent" if context.doc_type == "report" else "planned"


def _role(value: Value, said: Meaning) -> str:
    if said.difference or value.amount < 0:
        return "decrease" if value.amount < 0 else "increase"
    return "revenue" if said.revenue or said.price else "level"


def _is_integration(labels: str, context: Context, instrument: str, said: Meaning) -> bool:
    if not context.about_integration:
        return False
    return instrument != "other" or said.area is not None or says(labels, context.language, "integration", "money_re")


def _error(rows: Axis, columns: Axis, place: Place) -> Decimal | None:
    """Return printed less added where a figure is a sum of its column or row that does not add up."""
    row, col = place
    for total, across in ((rows.sums.get(row), col), (columns.sums.get(col), row)):
        if total is not None and (off := dict(total.errors).get(across)) is not None:
            return off
    return None


def _evidence(document: Document, grid: Grid, start: int, end: int, error: Decimal | None, factor: Decimal) -> Evidence:
    """Return the place of a figure; a sum that does not add up needs review, and the rule tells by how much it errs."""
    recognised = document.page_at(start).route in ("ocr", "mixed")
    rule = RULE if error is None else with_sum_check(RULE, error * factor)
    confidence = CONFIDENCE_IMAGE if recognised else CONFIDENCE_DIGITAL
    return evidence(document, start, end, grid.section, rule, confidence, needs_review=error is not None)
