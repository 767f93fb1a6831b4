"""`kip compare`: cantons, or the programmes of one canton, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyarrow import ArrowInvalid
from rich.console import Console

from cli.comparison_page import as_markdown, as_table, notes_of
from cli.comparison_sheet import write_sheet
from cli.exits import NOTHING_TO_DO, USAGE, CommandError
from pipeline.comparison.reference import Population, ReferenceDataError, load_population
from pipeline.comparison.side_by_side import Column, Material, SideBySide, known_programs, latest_program, side_by_side
from pipeline.comparison.similar import Named, similar_measures
from pipeline.domain.data import data_path, vocabulary
from pipeline.records import CoFinancingRow, ComparisonRow, CoverageRow
from pipeline.storage.rows import read_columns, read_rows

LANGUAGES = ("en", "de", "fr", "it")
SUFFIXES = (".md", ".xlsx")
SOURCE = ("funding_id", "document_id", "page", "quote", "amount_chf", "basis", "period_start", "period_end")
_MEASURES = ("measure_id", "document_id", "title", "description", "foerderbereich")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: cantons, one programme or all of them, where to write, in which language."""

    cantons: tuple[str, ...]
    program: str | None
    programs: bool
    to: Path | None
    language: str
    reference: Path | None


def compare_cantons(request: Request, out: Path) -> None:
    """Print or write the comparison asked for. Raises CommandError for what can't be compared."""
    _check(request)
    material = _material(out, request.reference)
    shown = side_by_side(material, _columns(request, material), annual=request.programs)
    if request.to is None:
        console = Console()
        console.print(as_table(shown, request.language))
        for note in notes_of(shown, request.language, conflicts_only=True):
            console.print(note, highlight=False, markup=False, soft_wrap=True)
        return
    try:
        _write(shown, request.to, request.language, out)
    except OSError as error:
        raise CommandError(USAGE, f"{request.to} cannot be written ({error}).") from error


def _check(request: Request) -> None:
    unknown = [canton for canton in request.cantons if canton not in vocabulary("canton") or canton == "CH"]
    if unknown:
        raise CommandError(USAGE, f"No canton is called {', '.join(unknown)}; give two letters, such as BE.")
    if request.program and request.program not in vocabulary("program"):
        raise CommandError(USAGE, f"No programme is called {request.program}: {', '.join(vocabulary('program'))}.")
    if request.programs and (len(request.cantons) > 1 or request.program):
        raise CommandError(USAGE, "--programs takes one canton and no --program.")
    if request.language not in LANGUAGES:
        raise CommandError(USAGE, f"--language takes {', '.join(LANGUAGES)}.")
    if request.to and request.to.suffix not in SUFFIXES:
        raise CommandError(USAGE, f"--to takes a file that ends with {' or '.join(SUFFIXES)}.")


def _material(out: Path, reference: Path | None) -> Material:
    try:
        return Material(
            rows=read_rows(out, "comparison", ComparisonRow),
            coverage=read_rows(out, "coverage", CoverageRow),
            co_financing=read_rows(out, "co_financing", CoFinancingRow),
            groups=similar_measures(_measures(out)),
            population=_population(reference),
        )
    except (FileNotFoundError, NotADirectoryError) as error:
        raise CommandError(USAGE, f"There is no comparison in {out}; begin with: kip run PATH --out {out}") from error
    except ArrowInvalid as error:
        sentence = f"Another version of kip wrote the tables in {out}; bring them up to date with: kip run --out {out}"
        raise CommandError(USAGE, sentence) from error
    except ReferenceDataError as error:
        raise CommandError(USAGE, f"{error}.") from error


def _population(reference: Path | None) -> Population:
    if reference and not reference.is_file():
        raise CommandError(USAGE, f"There is no file {reference}.")
    return load_population(reference or data_path("corpus", "reference", "population.csv"))


def _measures(out: Path) -> list[Named]:
    """Return the measures with canton and programme of their document."""
    documents = read_columns(out, "documents", ("document_id", "canton", "program"))
    places = {row["document_id"]: (row["canton"], row["program"]) for row in documents if row["canton"]}
    return [
        Named(row["measure_id"], *places[row["document_id"]], row["title"], row["description"], row["foerderbereich"])
        for row in read_columns(out, "measures", _MEASURES)
        if row["document_id"] in places
    ]


def _columns(request: Request, material: Material) -> Sequence[Column]:
    """Return what to show: all programmes of the canton, or one programme of all cantons.

    Where none is named, it is the latest of which anything is known for all of them, else for any.
    """
    known = known_programs(material, request.cantons)
    if not known and not request.program:
        raise CommandError(NOTHING_TO_DO, f"Nothing is known of {', '.join(request.cantons)} yet.")
    if request.programs:
        return [Column(request.cantons[0], program) for program in known]
    program = request.program or latest_program(material, request.cantons) or ""
    return [Column(canton, program) for canton in request.cantons]


def _write(shown: SideBySide, path: Path, language: str, out: Path) -> None:
    if path.suffix == ".md":
        path.write_text(as_markdown(shown, language), encoding="utf-8", newline="\n")
    else:
        write_sheet(shown, path, language, _sources(out))


def _sources(out: Path) -> dict[str, dict[str, Any]]:
    """Return the amounts of a run by id, each with the path of its document."""
    documents = read_columns(out, "documents", ("document_id", "path", "url"))
    paths = {row["document_id"]: row["path"] or row["url"] for row in documents}
    return {
        row["funding_id"]: row | {"path": paths.get(row["document_id"])} for row in read_columns(out, "funding", SOURCE)
    }
