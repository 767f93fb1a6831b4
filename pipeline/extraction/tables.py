"""Tables to records: finance tables to funding, tables of measures to measures, a Zielraster to goals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.domain.areas import area_of_title, areas_named
from pipeline.domain.lexicon import says
from pipeline.extraction.amounts import find_amounts
from pipeline.extraction.facts import Context
from pipeline.extraction.goals import goals_in
from pipeline.extraction.grid import Grid, grid_of, is_year, number_of
from pipeline.extraction.measures import Found
from pipeline.extraction.naming import Details, Place
from pipeline.extraction.passages import Passage, evidence
from pipeline.extraction.payers import combined, payer_of_instrument, payer_set
from pipeline.extraction.periods import find_periods
from pipeline.records import Document, Funding, Goal, Table, record_id

RULE = "finance_table/1"
CONFIDENCE_DIGITAL = 0.9
CONFIDENCE_IMAGE = 0.6
CONFIDENCE_MEASURE = 0.85
# So many different payers or areas among the rows tell the side of a table.
ROWS_FOR_A_SIDE = 2
# How much text before a table may state its unit or its side, in characters and lines.
LEAD = 400
LEAD_LINES = 3


@dataclass(frozen=True, slots=True)
class TableFindings:
    """What the tables of a document hold."""

    funding: tuple[Funding, ...]
    measures: tuple[Place, ...]
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is true of a whole finance table."""

    factor: Decimal
    side: str | None
    first: int | None
    last: int | None
    caption: str
    heading: str
    has_lump_sum: bool
    row_payers: tuple[str, ...]
    section: tuple[str, ...]
    context: Context


def read_tables(document: Document, context: Context) -> TableFindings:
    """Return the funding, measures and goals of all tables of a document."""
    funding: list[Funding] = []
    measures: list[Place] = []
    goals: list[Goal] = []
    grid: Grid | None = None
    for table in document.tables:
        grid = grid_of(document, table, grid)
        section = document.section_at(table.start)
        found = goals_in(document, grid, section, context)
        goals += found
        measures += _measures(document, grid, section, context)
        funding += [] if found else _funding(document, grid, section, context)
    return TableFindings(tuple(funding), tuple(measures), tuple(goals))


def _labels(grid: Grid) -> list[str]:
    return [grid.column_label(col) for col in range(grid.table.n_cols)]


def column_of(grid: Grid, context: Context, key: str) -> int | None:
    """Return the first column whose heading says `[columns] key`, or null."""
    for col, label in enumerate(_labels(grid)):
        if label and says(label, context.language, "columns", f"{key}_re"):
            return col
    return None


# --- measures ------------------------------------------------------------------------------------


def _measures(document: Document, grid: Grid, section: tuple[str, ...], context: Context) -> list[Place]:
    col = column_of(grid, context, "measure")
    if col is None or not context.about_integration or _mostly_numbers(grid, col):
        return []
    columns = {key: column_of(grid, context, key) for key in ("responsible", "due", "audience", "provider")}
    places = []
    for row in grid.body_rows:
        cell = grid.cells.get((row, col))
        text = grid.text(row, col)
        if cell is None or cell.row != row or len(text) < 4 or number_of(text) is not None:
            continue
        if says(text, context.language, "totals", "label_re"):
            continue
        details = _details(grid, row, columns, section, col)
        passage = Passage("table", cell.start, cell.end, document.text[cell.start : cell.end], section)
        places.append(Place(passage, Found(0, _name_end(passage.text), CONFIDENCE_MEASURE), details))
    return places


def _name_end(text: str) -> int:
    """A cell names the measure in its first line; more lines describe it."""
    first = text.split(": ", maxsplit=1)[0] if 4 < len(text.split(": ", maxsplit=1)[0]) < 80 else text
    return len(first.rstrip())


def _mostly_numbers(grid: Grid, col: int) -> bool:
    values = [grid.text(row, col) for row in grid.body_rows]
    numbers = sum(number_of(value) is not None for value in values)
    return numbers * 2 > len(values)


def _details(grid: Grid, row: int, columns: dict[str, int | None], section: tuple[str, ...], name_col: int) -> Details:
    def cell(key: str) -> str | None:
        col = columns[key]
        return (grid.text(row, col) or None) if col is not None and col != name_col else None

    area = next((a for c in range(grid.table.n_cols) if (a := _area(grid.text(row, c))) and c != name_col), None)
    by = "table" if area else None
    if area is None:
        area = next((a for title in reversed(section) if (a := area_of_title(title))), None)
        by = "heading" if area else None
    providers = tuple(part.strip() for part in (cell("provider") or "").split(",") if part.strip())
    return Details(None, area, by, providers, cell("responsible"), cell("due"), cell("audience") or "")


def _area(text: str) -> str | None:
    return area_of_title(text) if text else None


# --- funding -------------------------------------------------------------------------------------


def _funding(document: Document, grid: Grid, section: tuple[str, ...], context: Context) -> list[Funding]:
    frame = _frame(document, grid, section, context)
    rows: list[Funding] = []
    if frame is None:
        return rows
    for row in grid.body_rows:
        for col in range(grid.table.n_cols):
            cell = grid.cells.get((row, col))
            if cell is None or (cell.row, cell.col) != (row, col) or is_year(grid.text(row, col)):
                continue
            value = number_of(grid.text(row, col))
            if value is not None and _is_money_column(grid, row, col, frame):
                rows.append(_row(document, grid, frame, row, col, value))
    return rows


def _frame(document: Document, grid: Grid, section: tuple[str, ...], context: Context) -> _Frame | None:
    """Return the frame of a finance table, or null where no unit in francs is stated for its numbers."""
    labels = " ".join(_labels(grid))
    heading = " ".join(filter(None, [grid.table.caption, labels]))
    near = f"{_lead(document, grid.table, context.language)} {heading}"
    unit_text = heading if says(heading, context.language, "columns", "unit_re") else near
    if not says(unit_text, context.language, "columns", "unit_re"):
        return None
    stated = unit_text == heading
    if not stated and not says(f"{near} {' '.join(section)}", context.language, "columns", "finance_re"):
        return None
    side = next((s for text in (heading, near, *reversed(section)) if (s := _side(text, context))), None)
    side = side or _side_of_rows(grid, context)
    years = [p for p in find_periods(f"{labels} {grid.table.caption or ''}", context.language) if p.first]
    first = min((p.first for p in years if p.first), default=None)
    last = max((p.last for p in years if p.last), default=None)
    lump_sum = any(says(grid.row_label(row), context.language, "instruments", "ip_re") for row in grid.body_rows)
    return _Frame(
        _factor(unit_text, context),
        side,
        first,
        last,
        heading,
        near,
        lump_sum,
        _row_payers(grid, context),
        section,
        context,
    )


def _lead(document: Document, table: Table, language: str) -> str:
    """Return the lines right before a table, which may state its unit; one with an amount of its own tells a figure."""
    lines = document.text[max(0, table.start - LEAD) : table.start].rstrip().splitlines()[-LEAD_LINES:]
    return " ".join(line for line in lines if not find_amounts(line, language))


def _factor(text: str, context: Context) -> Decimal:
    if says(text, context.language, "columns", "thousand_re"):
        return Decimal(1000)
    return Decimal(1_000_000) if says(text, context.language, "columns", "million_re") else Decimal(1)


def _side(text: str, context: Context) -> str | None:
    return next((side for side in ("sources", "uses") if says(text, context.language, "sides", f"{side}_re")), None)


def _side_of_rows(grid: Grid, context: Context) -> str | None:
    """Rows headed by several payers say where money comes from, rows headed by areas what it is for."""
    areas = {area for row in grid.body_rows if (area := _area(grid.row_label(row)))}
    if len(areas) >= ROWS_FOR_A_SIDE:
        return "uses"
    return "sources" if len(_row_payers(grid, context)) >= ROWS_FOR_A_SIDE else None


def _row_payers(grid: Grid, context: Context) -> tuple[str, ...]:
    """Return the payers that head rows; a total below them is money of all of them."""
    return payer_set(" | ".join(grid.row_label(row) for row in grid.body_rows), context.language)


def _is_money_column(grid: Grid, row: int, col: int, frame: _Frame) -> bool:
    """Percentages, head counts and running numbers stand under headings of their own."""
    label = grid.column_label(col)
    return not says(f"{label} {grid.row_label(row)}", frame.context.language, "columns", "not_money_re")


def _row(document: Document, grid: Grid, frame: _Frame, row: int, col: int, value: Decimal) -> Funding:
    cell = grid.cells[(row, col)]
    row_label, column_label = grid.row_label(row), grid.column_label(col)
    labels = f"{row_label} | {column_label}"
    language = frame.context.language
    years = _years(column_label, row_label, frame)
    instrument = _instrument(labels, frame)
    payers = _payers(row_label, column_label, frame, instrument)
    scanned = document.page_at(cell.start).route in ("ocr", "mixed")
    yearly = (years[0] is not None and years[0] == years[1]) or says(
        f"{labels} {frame.caption}", language, "intervals", "year_re"
    )
    return Funding(
        funding_id=record_id(document.document_id, "funding", cell.start, cell.end),
        evidence=evidence(
            document,
            cell.start,
            cell.end,
            frame.section,
            RULE,
            CONFIDENCE_IMAGE if scanned else CONFIDENCE_DIGITAL,
            needs_review=scanned,
        ),
        amount_chf=float(abs(value) * frame.factor),
        basis="per_year" if yearly else "total",
        interval="year" if yearly else None,
        period_start=years[0],
        period_end=years[1],
        payer=combined(payers),
        payers=payers,
        instrument=instrument,
        ip_scope=_ip_scope(frame, instrument, _is_total(row_label, language)),
        foerderbereich=_area(row_label) or _area(column_label) or _one_area(labels),
        status=_status(labels, frame),
        role="revenue" if says(labels, language, "roles", "revenue_re") else "level",
        side=frame.side,
        is_integration=_is_integration(labels, frame, instrument),
        is_total=_is_total(row_label, language) or _is_total(column_label, language),
        found_in="table",
        table_id=grid.table.table_id,
        row=row,
        column=col,
        row_label=row_label or None,
        column_label=column_label or None,
        verification="single" if scanned else "verified",
    )


def _years(column_label: str, row_label: str, frame: _Frame) -> tuple[int | None, int | None]:
    for label in (column_label, row_label):
        found = find_periods(label, frame.context.language)
        if found:
            return found[0].first, found[0].last
    return frame.first, frame.last


def _instrument(labels: str, frame: _Frame) -> str:
    for instrument in ("status_s", "ifk", "ip"):
        if says(labels, frame.context.language, "instruments", f"{instrument}_re"):
            return instrument
    return "kip_total" if frame.context.about_integration and frame.context.program else "other"


def _payers(row_label: str, column_label: str, frame: _Frame, instrument: str) -> tuple[str, ...]:
    implied = payer_of_instrument(instrument)
    if implied:
        return (implied,)
    for label in (row_label, column_label):
        payers = payer_set(label, frame.context.language)
        if payers:
            return payers
    return frame.row_payers if _is_total(row_label, frame.context.language) else ()


def _ip_scope(frame: _Frame, instrument: str, total: bool) -> str:
    """A total under a row of the lump sum includes it, the other rows don't; else caption and lead say it."""
    if instrument in ("ip", "ifk"):
        return "only" if instrument == "ip" else "excluded"
    if frame.has_lump_sum:
        return "included" if total else "excluded"
    for text in (frame.caption, frame.heading):
        for scope in ("excluded", "included"):
            if says(text, frame.context.language, "ip_scope", f"{scope}_re"):
                return scope
    return "unknown"


def _one_area(labels: str) -> str | None:
    areas = {named.foerderbereich for named in areas_named(labels)}
    return areas.pop() if len(areas) == 1 else None


def _status(labels: str, frame: _Frame) -> str:
    """Stated in label, caption or heading; else a table is a budget, in a report an account."""
    for text in (labels, frame.caption, " ".join(frame.section[-1:])):
        for status in ("spent", "approved", "requested", "planned"):
            if says(text, frame.context.language, "table_status", f"{status}_re"):
                return status
    return "spent" if frame.context.doc_type == "report" else "planned"


def _is_integration(labels: str, frame: _Frame, instrument: str) -> bool:
    if instrument != "other":
        return frame.context.about_integration
    return frame.context.about_integration and says(labels, frame.context.language, "integration", "money_re")


def _is_total(label: str, language: str) -> bool:
    return says(label.strip(), language, "totals", "label_re")
