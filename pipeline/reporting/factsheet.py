"""A canton's sheet: its figures, measures by area, decisions and gaps, each statement with its source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline import __version__
from pipeline.comparison.remarks import OTHER, content, tell_statement
from pipeline.domain.data import load_toml, vocabulary
from pipeline.domain.labels import LANGUAGES, label
from pipeline.domain.programs import program_of_years, years_of
from pipeline.reporting.charts import charts
from pipeline.reporting.plain import one_line, swiss, swiss_day
from pipeline.reporting.sheet import Block, Heading, Listing, Sheet, Statement
from pipeline.reporting.sources import Sources, word

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]

TABLES = ("documents", "funding", "measures", "goals", "decisions", "comparison", "coverage", "co_financing")
"""The tables a sheet is made of."""

WHAT_LIMIT = 300
"""Characters of what a decision was about; the tables have all of it."""
_FOUND = ("funding", "measures", "goals", "decisions")
_REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class _Canton:
    """All that is known of one canton: its rows by table, without what people rejected."""

    canton: str
    rows: Mapping[str, Sequence[Row]]
    sources: Sources

    @property
    def language(self) -> str:
        return self.sources.language

    def of_program(self, table: str, program: str | None) -> list[Row]:
        """Return the rows of comparison, coverage or co_financing of a programme."""
        return [row for row in self.rows[table] if row["program"] == program]

    def found_in(self, table: str, program: str | None) -> list[Row]:
        """Return the finds of a programme: of the years they state, else of that of their document."""
        return [row for row in self.rows[table] if self._program_of(row) == program]

    def has_document(self, program: str | None) -> bool:
        """Tell whether a document is about a programme."""
        return any(row["program"] == program for row in self.rows["documents"])

    def searched(self, program: str | None) -> tuple[str, ...]:
        """Return the documents in which something of a programme was looked for: its own, else all of the canton."""
        own = [row["document_id"] for row in self.rows["documents"] if row["program"] == program]
        return self.sources.of_documents(own or self.sources.documents)

    def _program_of(self, row: Row) -> str | None:
        stated = program_of_years(row.get("period_start"), row.get("period_end"))
        return stated or self.sources.documents[row["document_id"]]["program"]


def make_factsheet(tables: Tables, runs: Mapping[str, str], canton: str, language: str | None = None) -> Sheet | None:
    """Return the sheet of a canton, or null if there is no document of it.

    `tables` has the rows of TABLES, `runs` the run of each input. Without a language (de, fr, it) it is that of most of
    the canton's documents.
    """
    documents = [row for row in tables["documents"] if row["canton"] == canton and not row["duplicate_of"]]
    if not documents:
        return None
    spoken = language or _language_of(documents)
    by_id = {row["document_id"]: row for row in documents}
    rows = {name: [row for row in tables[name] if row["canton"] == canton] for name in TABLES if name not in _FOUND}
    rows["documents"] = documents
    for name in _FOUND:
        rows[name] = [row for row in tables[name] if row["document_id"] in by_id and row["reviewed"] != _REJECTED]
    own_runs = {row["input_id"]: runs[row["input_id"]] for row in documents if row["input_id"] in runs}
    known = _Canton(canton, rows, Sources(by_id, own_runs, spoken))
    return Sheet(word("title", spoken, canton=_name(canton, spoken)), spoken, tuple(_blocks(known)))


def _language_of(documents: Sequence[Row]) -> str:
    counts = Counter(row["language"] for row in documents)
    return max(LANGUAGES, key=lambda language: (counts[language], -LANGUAGES.index(language)))


def _name(canton: str, language: str) -> str:
    if language == LANGUAGES[0]:
        return str(load_toml("cantons")[canton]["names"][0])
    return str(load_toml("factsheet")["cantons"][canton][language])


def _blocks(known: _Canton) -> Iterator[Block]:
    count = len(known.rows["documents"])
    about = word("about", known.language, documents=count, version=__version__)
    yield Statement(about, known.sources.of_documents(known.sources.documents))
    missing = []
    for program in (*reversed(vocabulary("program")), None):
        if _knows(known, program):
            yield from _program_blocks(known, program)
        elif program:
            missing.append(program)
    if missing:
        yield Heading(word("missing", known.language), 1)
        yield Listing(tuple(Statement(_program_name(item, known), known.sources.of_runs()) for item in missing))


def _knows(known: _Canton, program: str | None) -> bool:
    if known.has_document(program) or known.of_program("comparison", program):
        return True
    return any(known.found_in(name, program) for name in ("measures", "decisions"))


def _program_name(program: str | None, known: _Canton) -> str:
    if program is None:
        return word("no_program", known.language)
    years = years_of(program)
    return f"{program} ({years[0]}–{years[-1]})"


def _program_blocks(known: _Canton, program: str | None) -> Iterator[Block]:
    yield Heading(_program_name(program, known), 1)
    rows = {row["funding_id"]: row for row in known.rows["funding"]}
    drawn = list(charts(known.of_program("comparison", program), rows, known.sources))
    parts: dict[str, Sequence[Block]] = {
        "funding": drawn,
        "measures": list(_measures(known, program)),
        "decisions": list(_decisions(known, program)),
        "gaps": list(_gaps(known, program)),
    }
    for name, blocks in parts.items():
        yield Heading(word(name, known.language), 2)
        yield from blocks or [Statement(word("nothing", known.language), known.searched(program))]


def _measures(known: _Canton, program: str | None) -> Iterator[Block]:
    """Yield the measures of each area; one that several places name by the same title stands once."""
    areas: dict[str | None, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in known.found_in("measures", program):
        areas[row["foerderbereich"]][one_line(row["title"]).casefold()].append(row)
    for area in (*vocabulary("foerderbereich"), None):
        if area in areas:
            title = label("foerderbereich", area, known.language) if area else word("no_area", known.language)
            yield Heading(f"{title} ({len(areas[area])})", 3)
            yield Listing(tuple(_measure(rows, known) for _, rows in sorted(areas[area].items())))


def _measure(rows: Sequence[Row], known: _Canton) -> Statement:
    providers = list(dict.fromkeys(name for row in rows for name in row["providers"] or ()))
    by = f" ({one_line(', '.join(providers))})" if providers else ""
    return Statement(f"{one_line(rows[0]['title'])}{by}", known.sources.of_rows(rows))


def _decisions(known: _Canton, program: str | None) -> Iterator[Block]:
    rows = [row for row in known.found_in("decisions", program) if row["about_integration"]]
    rows.sort(key=lambda row: (row["date"] or "", row["decision_id"]))
    if rows:
        yield Listing(tuple(Statement(_decision(row, known), known.sources.of_rows([row])) for row in rows))


def _decision(row: Row, known: _Canton) -> str:
    head = (
        swiss_day(row["date"]),
        row["body_as_named"] or row["body"],
        row["number"],
        label("outcome", row["outcome"], known.language),
    )
    what = f": {one_line(row['what'], WHAT_LIMIT)}" if row["what"] else ""
    return one_line(" · ".join(part for part in head if part)) + what + _votes(row)


def _votes(row: Row) -> str:
    if row["votes_yes"] is None or row["votes_no"] is None:
        return ""
    unit = " %" if row["vote_unit"] == "percent" else ""
    return f" ({row['votes_yes']:g} : {row['votes_no']:g}{unit})"


def _gaps(known: _Canton, program: str | None) -> Iterator[Block]:
    items = [*_holes(known, program), *_conflicts(known, program), *_co_financing(known, program)]
    items += _waiting(known, program)
    if items:
        yield Listing(tuple(items))


def _holes(known: _Canton, program: str | None) -> Iterator[Statement]:
    sources = known.searched(program)
    for row in known.of_program("coverage", program):
        if row["state"] != "known":
            area = label("foerderbereich", row["foerderbereich"], known.language)
            why = label("why_empty", row["why_empty"], known.language) if row["why_empty"] else None
            state = label("coverage_state", row["state"], known.language)
            counts = {"figures": row["figures"], "measures": row["measures"]}
            told = word("known_of", known.language, **counts) if row["state"] == "partly" else why
            yield Statement(f"{area}: {', '.join(part for part in (state, told) if part)}", sources)


def _conflicts(known: _Canton, program: str | None) -> Iterator[Statement]:
    figures = {row["funding_id"]: row for row in known.rows["funding"]}
    for row in known.of_program("comparison", program):
        if row["state"] == "conflict":
            others = [content(item)["statement"] for item in row["remarks"] or () if content(item)["code"] == OTHER]
            chosen = known.sources.of_rows(figures[item] for item in row["funding_ids"] if item in figures)
            against = (one_line(tell_statement(other, known.language)) for other in others)
            yield Statement(_conflict(row, others, known.language), (*chosen, *against))


def _conflict(row: Row, others: Sequence[Mapping[str, Any]], language: str) -> str:
    """Return what a conflict is about, the amount chosen, and those stated against it."""
    names = ("payer", "instrument", "ip_scope", "side", "funding_status", "foerderbereich")
    values = (row["status"] if name == "funding_status" else row[name] for name in names)
    told = [label(name, value, language) for name, value in zip(names, values, strict=True) if value]
    told.append(str(row["year"] or word("whole_period", language)))
    text = f"{word('conflict', language)}: {' · '.join(told)}: CHF {swiss(row['amount_chf'])}"
    amounts = ", ".join(f"CHF {swiss(other['amount'])}" for other in others)
    return f"{text} ({word('against', language, amounts=amounts)})" if others else text


def _co_financing(known: _Canton, program: str | None) -> Iterator[Statement]:
    sources = known.searched(program)
    for row in known.of_program("co_financing", program):
        if row["reached"] != "yes":
            year = row["year"] or word("whole_period", known.language)
            text = f"{word('co_financing', known.language)}, {year}: {label('reached', row['reached'], known.language)}"
            yield Statement(text, sources)


def _waiting(known: _Canton, program: str | None) -> Iterator[Statement]:
    rows = [row for name in _FOUND for row in known.found_in(name, program) if row["needs_review"]]
    if rows:
        yield Statement(word("review", known.language, count=len(rows)), known.sources.of_rows(rows))
