"""What is true of a finance table as a whole: its caption, heading and the lines before it speak for every figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from pipeline.domain.areas import area_of_title
from pipeline.domain.lexicon import joined_pattern, says
from pipeline.extraction.facts import Context
from pipeline.extraction.grid import Grid
from pipeline.extraction.payers import payer_set
from pipeline.extraction.table_axes import (
    Meaning,
    factor_of,
    instrument_of,
    scope_of,
    side_of,
    status_of,
    years_of_label,
)
from pipeline.extraction.table_lines import Axis
from pipeline.extraction.table_money import corner_of
from pipeline.extraction.table_notes import is_told_yearly
from pipeline.records import Document

# So many different payers or areas on one axis tell the side of a table.
LABELS_FOR_A_SIDE = 2

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Frame:
    """What is true of a whole finance table; `meaning` holds for a figure whose labels say nothing."""

    meaning: Meaning
    has_lump_sum: bool
    has_grant: bool
    yearly: bool
    context: Context


def frame_of(document: Document, grid: Grid, near: str, rows: Axis, columns: Axis, context: Context) -> Frame:
    """Return what caption, title, corner, headings and the text say of all figures; `near` is what stands around."""
    language = context.language
    lines = [*rows.meanings.values(), *columns.meanings.values()]
    head = f"{grid.table.caption or ''} | {grid.title} | {corner_of(grid)}"
    near = f"{near} | {corner_of(grid)}"
    texts = (head, near, *reversed(grid.section))
    meaning = Meaning(
        years=_first(years_of_label(text, language) for text in (*texts, document.title or "")),
        payers=_payer_of_caption(head, language),
        area=_area_of_frame(grid, head) if not any(line.area for line in lines) else None,
        instrument=_instrument_of_frame(grid, head, language),
        scope=_first(scope_of(text, language) for text in texts) or _scope_of_text(document.text, language),
        side=_first(side_of(text, language) for text in (head, *reversed(grid.section))),
        status=_first(status_of(text, language) for text in (head, *grid.section[-1:])),
        factor=_first(
            factor_of(text, language) for text in (head, near, *grid.section[-1:], _unit_of_all(document, language))
        ),
    )
    meaning = replace(meaning, side=meaning.side or _side_of_axes(meaning, lines) or side_of(near, language))
    instruments = {line.instrument for line in lines}
    yearly = says(head, language, "intervals", "year_re") and not says(head, language, "totals", "within_re")
    yearly = yearly or is_told_yearly(document, grid, language)
    return Frame(meaning, "ip" in instruments, "ifk" in instruments, yearly, context)


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _payer_of_caption(head: str, language: str) -> tuple[str, ...]:
    """`Beitrag des Kantons` over a table tells whose money all of it is."""
    match = joined_pattern(language, "columns", "payer_caption_re").search(head)
    return payer_set(head[match.end() :].split("|", maxsplit=1)[0], language) if match else ()


def _area_of_frame(grid: Grid, head: str) -> str | None:
    """The area a caption names in one of its parts, else that of the nearest heading."""
    pieces = [piece for piece in re.split(r"\s*[:|–(),]\s*", head) if piece]
    named = _first(area_of_title(piece) for piece in pieces)
    return named or _first(area_of_title(title) for title in reversed(grid.section))


def _instrument_of_frame(grid: Grid, head: str, language: str) -> str | None:
    for text in (head, *grid.section[-1:]):
        if scope_of(text, language) is None and (instrument := instrument_of(text, language)):
            return instrument
    return None


@lru_cache(maxsize=1)
def _scope_of_text(text: str, language: str) -> str | None:
    """What the text of a document says of the lump sum, where it says the same everywhere; each table asks for it."""
    rest = joined_pattern(language, "ip_scope", "excluded_re").sub(" ", text)
    excluded = rest != text
    included = says(rest, language, "ip_scope", "included_re")
    return "included" if included and not excluded else "excluded" if excluded and not included else None


def _unit_of_all(document: Document, language: str) -> str:
    match = joined_pattern(language, "columns", "all_amounts_re").search(document.text)
    return match[0] if match else ""


def _side_of_axes(meaning: Meaning, lines: Sequence[Meaning]) -> str | None:
    """Areas say what money is for, also whatever money of one source is broken down by; payers say where it is from."""
    if meaning.area or len({line.area for line in lines} - {None}) >= LABELS_FOR_A_SIDE:
        return "uses"
    payers = {line.payers for line in lines if not line.total} - {()}
    if len(payers) >= LABELS_FOR_A_SIDE:
        return "sources"
    return "uses" if meaning.instrument and not payers else None
