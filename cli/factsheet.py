"""`kip factsheet`: a canton's sheet as DOCX."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from cli.exits import NOTHING_TO_DO, USAGE, CommandError
from cli.outputs import rows_of, writing
from pipeline.domain.data import vocabulary
from pipeline.domain.labels import LANGUAGES
from pipeline.reporting.docx_sheet import as_docx
from pipeline.reporting.factsheet import TABLES, make_factsheet
from pipeline.storage.stored import runs_of_inputs

_CONFEDERATION = "CH"


def write_factsheet(canton: str, out: Path, target: Path | None, language: str | None) -> None:
    """Write the sheet of a canton and say where. Raises CommandError."""
    code = canton.upper()
    if code not in vocabulary("canton") or code == _CONFEDERATION:
        known = ", ".join(item for item in vocabulary("canton") if item != _CONFEDERATION)
        raise CommandError(USAGE, f"{canton} is no canton; known are {known}.")
    if language not in (None, *LANGUAGES):
        raise CommandError(USAGE, f"A sheet is written in {', '.join(LANGUAGES)}, not in {language}.")
    tables = {name: rows_of(out, name) for name in TABLES}
    sheet = make_factsheet(tables, runs_of_inputs(out), code, language)
    if sheet is None:
        raise CommandError(NOTHING_TO_DO, f"Nothing to do: there is no document of {code} in {out}.")
    path = target or Path("outputs") / f"factsheet-{code.lower()}.docx"
    with writing(path) as draft:
        draft.write_bytes(as_docx(sheet))
    Console().print(f"{sheet.title}: {path}", highlight=False, markup=False, soft_wrap=True)
