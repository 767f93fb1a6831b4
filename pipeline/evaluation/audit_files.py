"""The sample of an audit as a file for coders, XLSX or CSV, and such files read back."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.domain.data import load_toml
from pipeline.evaluation.audit import VERDICTS, Drawn, Judged
from pipeline.storage.archives import FIXED_TIME, without_times
from pipeline.storage.exports import plain_text, safe_text
from pipeline.storage.sheet_rows import cell_text

COLUMNS = (
    "number",
    "record_id",
    "kind",
    "canton",
    "program",
    "document",
    "page",
    "section",
    "quote",
    "says",
    "stratum_rows",
    "verdict",
    "remark",
)
"""Columns of a sample; coders fill in `verdict` and, if they like, `remark`."""

_NEEDED = ("number", "record_id", "kind", "canton", "stratum_rows", "verdict")
_WIDTHS = {"document": 34, "section": 30, "quote": 60, "says": 60, "remark": 40}
_DEFAULT_WIDTH = 12
_WRAPPED = ("section", "quote", "says", "remark")


class AuditFileError(Exception):
    """A file is no sample of an audit, or a verdict in it is none; the message is a sentence for people."""


def as_csv(sample: Iterable[Drawn]) -> bytes:
    """Return a sample as CSV for a Swiss Excel: `;`-separated, UTF-8 with BOM; no text is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    for drawn in sample:
        writer.writerow([safe_text(value) if isinstance(value, str) else value for value in _values(drawn)])
    return text.getvalue().encode("utf-8-sig")


def as_workbook(sample: Sequence[Drawn], language: str) -> bytes:
    """Return a sample as XLSX with a guide in a language (de, fr, it); the verdict is chosen from a list."""
    words = load_toml("audit")
    book = Workbook()
    book.properties.creator = "kip"
    book.properties.created = FIXED_TIME
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    sheet.title = words["titles"]["sheet"][language]
    _fill(sheet, sample)
    _offer_verdicts(sheet, len(sample), language)
    guide = book.create_sheet(words["titles"]["guide"][language])
    for line in words["guide"][language]:
        guide.append([line])
    written = io.BytesIO()
    book.save(written)
    return without_times(written.getvalue())


def read_judged(path: Path) -> list[Judged]:
    """Return the rows of a coder's file, XLSX or else CSV. Raises AuditFileError, OSError."""
    rows = list(_workbook_rows(path) if path.suffix.casefold() == ".xlsx" else _csv_rows(path))
    if not rows:
        raise AuditFileError(f"{path} holds no rows of a sample")
    judged = [_judged(path, number, row) for number, row in enumerate(rows, start=2)]
    if len({item.record_id for item in judged}) < len(judged):
        raise AuditFileError(f"{path} holds a row twice")
    return judged


def _values(drawn: Drawn) -> list[Any]:
    item = drawn.finding
    found = (item.record_id, item.kind, item.canton, item.program, item.document, item.page, item.section, item.quote)
    return [drawn.number, *found, item.says, drawn.stratum_rows, "", ""]


def _fill(sheet: Worksheet, sample: Sequence[Drawn]) -> None:
    for column, name in enumerate(COLUMNS, start=1):
        sheet.cell(1, column, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, _DEFAULT_WIDTH)
    for row, drawn in enumerate(sample, start=2):
        for column, value in enumerate(_values(drawn), start=1):
            if value in (None, ""):
                continue
            cell = sheet.cell(row, column, cell_text(value) if isinstance(value, str) else value)
            cell.alignment = Alignment(vertical="top", wrap_text=COLUMNS[column - 1] in _WRAPPED)
            if isinstance(value, str):
                # Text is text, whatever it begins with.
                cell.data_type = "s"
                cell.quotePrefix = True
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(sample) + 1}"


def _offer_verdicts(sheet: Worksheet, rows: int, language: str) -> None:
    offered = ",".join(load_toml("audit")["verdicts"][verdict][language] for verdict in VERDICTS)
    choice = DataValidation(type="list", formula1=f'"{offered}"', allow_blank=True)
    letter = get_column_letter(COLUMNS.index("verdict") + 1)
    choice.add(f"{letter}2:{letter}{rows + 1}")
    sheet.add_data_validation(choice)


def _workbook_rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        values = book.worksheets[0].iter_rows(values_only=True)
        lines = [["" if value is None else str(value) for value in row] for row in values]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, EOFError) as error:
        raise AuditFileError(f"{path} can't be read as a workbook ({error})") from error
    return _as_rows(path, lines)


def _csv_rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        # Some spreadsheets save with commas.
        delimiter = max(";,\t", key=text.partition("\n")[0].count)
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except (UnicodeDecodeError, csv.Error) as error:
        raise AuditFileError(f"{path} can't be read as CSV in UTF-8 ({error})") from error
    return _as_rows(path, [[plain_text(cell) for cell in line] for line in lines])


def _as_rows(path: Path, lines: Sequence[Sequence[str]]) -> Iterator[dict[str, str]]:
    header = [cell.strip() for cell in lines[0]] if lines else []
    missing = [name for name in _NEEDED if name not in header]
    if missing:
        raise AuditFileError(f"{path} is no sample of kip audit: it lacks the columns {', '.join(missing)}")
    return (dict(zip(header, line, strict=False)) for line in lines[1:] if any(line))


def _judged(path: Path, line: int, row: dict[str, str]) -> Judged:
    try:
        return Judged(
            number=int(row["number"]),
            record_id=row["record_id"],
            kind=row["kind"],
            canton=row["canton"],
            stratum_rows=int(row["stratum_rows"]),
            verdict=_verdict(row.get("verdict", "")),
        )
    except (ValueError, KeyError) as error:
        raise AuditFileError(f"{path}, row {line}: {error}") from error


def _verdict(written: str) -> str | None:
    """Return the verdict a coder wrote in any of the languages, null for none. Raises ValueError for another word."""
    word = written.strip().casefold()
    if not word:
        return None
    for verdict, words in load_toml("audit")["verdicts"].items():
        if word in (words["de"], words["fr"], words["it"], *words["others"]):
            return str(verdict)
    raise ValueError(f"«{written.strip()[:40]}» is no verdict")
