"""Cantons or programmes side by side out of the tables, as `kip compare` puts them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from explorer.data import Place, Tables, records_of
from explorer.selection import Selection
from pipeline.comparison.reference import Population
from pipeline.comparison.side_by_side import (
    Column,
    Material,
    SideBySide,
    known_programs,
    latest_program,
    side_by_side,
)
from pipeline.domain.data import vocabulary
from pipeline.records import CoFinancingRow, ComparisonRow, CoverageRow

if TYPE_CHECKING:
    from pipeline.comparison.similar import Named

_BY_AREA = ("areas", "measures")


def beside(tables: Tables, selection: Selection, population: Population) -> SideBySide:
    """Return the chosen cantons side by side, or the programmes of one of them per year; without columns if unknown.

    Several cantons are shown in the latest programme chosen, or in the latest that all of them have. Similar measures
    have functions of their own.
    """
    material = _material(tables, selection.cantons, population)
    columns = _columns(material, selection)
    shown = side_by_side(material, columns, annual=len(selection.cantons) == 1)
    areas = selection.areas or vocabulary("foerderbereich")
    left_out = {area for area in vocabulary("foerderbereich") if area not in areas}
    lines = tuple(line for line in shown.lines if line.section not in _BY_AREA or line.name not in left_out)
    return replace(shown, lines=lines)


def _material(tables: Tables, cantons: Sequence[str], population: Population) -> Material:
    frames = {
        name: tables[name][tables[name]["canton"].isin(cantons)] for name in ("comparison", "coverage", "co_financing")
    }
    return Material(
        rows=records_of(frames["comparison"], "comparison", ComparisonRow),
        coverage=records_of(frames["coverage"], "coverage", CoverageRow),
        co_financing=records_of(frames["co_financing"], "co_financing", CoFinancingRow),
        population=population,
    )


def _columns(material: Material, selection: Selection) -> list[Column]:
    cantons, chosen = selection.cantons, selection.programs
    if len(cantons) == 1:
        known = known_programs(material, cantons)
        return [Column(cantons[0], program) for program in known if not chosen or program in chosen]
    program = max(chosen, key=vocabulary("program").index) if chosen else latest_program(material, cantons)
    return [Column(canton, program) for canton in cantons] if program else []


def similar(tables: Tables, columns: Sequence[Column], areas: Sequence[str]) -> Iterator[tuple[str, list[list[Named]]]]:
    """Yield the name of each group of similar measures that two columns have, with its measures by column."""
    for name, places in tables.groups_at:
        cells = [_in_areas(places.get(column, ()), areas) for column in columns]
        if sum(bool(cell) for cell in cells) > 1:
            yield name, cells


def without_partner(tables: Tables, columns: Sequence[Column], areas: Sequence[str]) -> list[list[Named]]:
    """Return for each column the measures that have nothing alike in any other column; bare names of areas left out."""
    partners = {item.measure_id for _, places in tables.groups_at for item in _shared(places, columns)}
    measures = tables["measures"]
    left_out = partners.union(measures["measure_id"][measures["generic"]])
    found = [_in_areas(tables.named_at.get(column, ()), areas) for column in columns]
    return [[item for item in items if item.measure_id not in left_out] for items in found]


def _shared(places: Mapping[Place, Sequence[Named]], columns: Sequence[Column]) -> Iterator[Named]:
    """Yield the measures of a group in the columns, if more than one of these has any."""
    there = [column for column in columns if column in places]
    if len(there) > 1:
        yield from (item for column in there for item in places[column])


def _in_areas(measures: Sequence[Named], areas: Sequence[str]) -> list[Named]:
    return [item for item in measures if not areas or item.foerderbereich in areas]
