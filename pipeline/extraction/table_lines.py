"""The rows and columns of a finance table: what each of them says, what stands over them, and which add up others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.domain.areas import names_pillar
from pipeline.extraction.grid import Grid, Place
from pipeline.extraction.table_axes import NOTHING, Meaning, Years, common, meaning_of, over
from pipeline.extraction.table_sums import Line, Sum, adds_up, find_sums

# A span of years is the sum of the single years beside it from so many on.
YEARS_OF_A_SPAN = 2
# A difference is that of two others.
COMPARED = 2


@dataclass(frozen=True, slots=True)
class Axis:
    """Rows or columns of a table: what each line says, and the sums among them."""

    meanings: dict[int, Meaning]
    sums: dict[int, Sum]

    def of(self, line: int) -> Meaning:
        """Return what a row or column says."""
        return self.meanings.get(line, NOTHING)


def columns_of(grid: Grid, panel: Sequence[int], money: Sequence[Place], language: str) -> Axis:
    """Return the columns of a panel with what their headings say; one without any amount still names its payer."""
    cols = [col for col in panel if grid.heads[col] or any(col == other for _, other in money)]
    meanings = {col: _column_meaning(grid, col, language) for col in cols}
    lines = [
        Line(
            col,
            {row: grid.values[(row, col)].amount for row, other in money if other == col},
            _kind(grid.column_label(col), meanings, col),
            grid.heads[col][:-1],
            _is_named(meanings[col]),
        )
        for col in cols
    ]
    return _summed(lines, meanings, meanings)


def _column_meaning(grid: Grid, col: int, language: str) -> Meaning:
    """The heading of a column, and what its label column says of side and unit (`Mittelverwendung | CHF`)."""
    own = meaning_of(grid.heads[col], language)
    corner = meaning_of(tuple(grid.column_label(other) for other in grid.label_run(col)), language)
    return over(own, replace(NOTHING, side=corner.side, factor=corner.factor, instrument=corner.instrument))


def rows_of(grid: Grid, money: Sequence[Place], language: str, receiving: Collection[int] = ()) -> Axis:
    """Return the rows with amounts, with what their labels and the rows of words above them say.

    Labels in the columns of those `receiving` the money or working with it name nobody who pays.
    """
    numbers: dict[int, dict[int, Decimal]] = {}
    for row, col in money:
        numbers.setdefault(row, {})[col] = grid.values[(row, col)].amount
    labels = {row: grid.row_parts(row, min(numbers[row])) for row in numbers}
    corner = " ".join(grid.column_label(col) for col in sorted(grid.labels))
    own = {row: _row_meaning(labels[row], corner, language) for row in numbers}
    for row in numbers if receiving else ():
        others = grid.row_parts(row, min(numbers[row]), receiving)
        own[row] = replace(own[row], payers=meaning_of(others, language).payers)
    groups = _groups(grid, language)
    lines = [
        Line(row, numbers[row], _kind(" ".join(labels[row]), own, row), groups[row], _is_named(own[row]))
        for row in numbers
    ]
    meanings = {row: _under_groups(own[row], groups[row], language) for row in numbers}
    return _summed(lines, meanings, own)


def _row_meaning(parts: tuple[str, ...], corner: str, language: str) -> Meaning:
    """The labels of a row; one that a pillar shares with an area is the pillar's under a heading that says so."""
    own = meaning_of(parts, language)
    return replace(own, area=None) if own.area and names_pillar(f"{corner} {' '.join(parts)}") else own


def _under_groups(own: Meaning, groups: Sequence[str], language: str) -> Meaning:
    """What the rows of words above a row add to its labels; a total has its own area and payers."""
    found = own
    for label in groups:
        above = replace(meaning_of((label,), language), total=False, part=False, difference=False)
        if own.total:
            above = replace(above, area=None, payers=(), instrument=None)
        found = over(found, above)
    return found


def _groups(grid: Grid, language: str) -> dict[int, tuple[str, ...]]:
    """Return for each row the labels of rows without numbers that stand over it, the nearest first.

    One that says the same kind of thing as a nearer one is its neighbour and not above it.
    """
    result: dict[int, tuple[str, ...]] = {}
    above: list[tuple[str, frozenset[str]]] = []
    for row in grid.body_rows:
        label = _group_label(grid, row)
        if label is None:
            result[row] = tuple(text for text, _ in above)
            continue
        kinds = _kinds_said(meaning_of((label,), language))
        above = [(label, kinds), *((text, other) for text, other in above if kinds and not kinds & other)]
    return result


def _kinds_said(meaning: Meaning) -> frozenset[str]:
    names = ("years", "payers", "area", "instrument", "side", "status")
    return frozenset(name for name in names if getattr(meaning, name))


def _group_label(grid: Grid, row: int) -> str | None:
    """A row with one text and nothing else heads the rows below it."""
    texts = [text for col in range(grid.n_cols) if (text := grid.text(row, col))]
    if grid.repeats_header(row):
        return " ".join(grid.text(row, col) for col in sorted(grid.labels)) or None
    return texts[0] if len(set(texts)) == 1 and not grid.numbers_in(row) and any(map(str.isalnum, texts[0])) else None


def _kind(label: str, meanings: Mapping[int, Meaning], index: int) -> str:
    meaning = meanings[index]
    if meaning.difference:
        return "apart"
    if meaning.part:
        return "part"
    years = [other.years for at, other in meanings.items() if at != index and other.single_year]
    if meaning.total or _covers(meaning.years, years):
        return "total"
    return "plain" if any(map(str.isalnum, label)) else "blank"


def _covers(years: Years | None, others: Sequence[Years | None]) -> bool:
    """A span of years beside the single years in it is their sum."""
    if years is None or years[0] is None or years[1] is None or years[0] == years[1]:
        return False
    inside = {other for other in others if other and other[0] and years[0] <= other[0] <= years[1]}
    return len(inside) >= YEARS_OF_A_SPAN


def _is_named(meaning: Meaning) -> bool:
    return bool(meaning.payers or meaning.area or meaning.single_year or meaning.instrument)


def _with_parents(
    lines: Sequence[Line], meanings: Mapping[int, Meaning], own: Mapping[int, Meaning]
) -> tuple[dict[int, Meaning], dict[int, Sum]]:
    """Find lines that the lines right below add up to: payers of an area, measures of an area, payers of a mix.

    The parts of an area are money for that area; `davon` makes a part of one line alone.
    """
    result, parents = dict(meanings), {}
    for at, line in enumerate(lines):
        if line.kind != "plain" or not _may_hold(own[line.index]):
            continue
        below = _below(lines, at, own)
        if adds_up(line, below):
            parents[line.index] = Sum(line.index, tuple(part.index for part in below if part.kind == "plain"))
        for other in below:
            if own[line.index].area and (line.index in parents or other.kind == "part"):
                result[other.index] = replace(result[other.index], area=own[line.index].area)
    return result, parents


def _may_hold(meaning: Meaning) -> bool:
    """A year is no sum of others, nor is one payer, even where the Confederation pays as much as all of them."""
    return not meaning.single_year and (len(meaning.payers) != 1 or meaning.area is not None)


def _below(lines: Sequence[Line], at: int, own: Mapping[int, Meaning]) -> list[Line]:
    """Return the lines right below that may be parts of a line: of another kind, within its payers, up to its next."""
    head = own[lines[at].index]
    below: list[Line] = []
    for line in lines[at + 1 :]:
        said = own[line.index]
        alike = bool(said.area) if head.area else not _is_named(said) and line.kind != "part"
        outside = head.payers and set(said.payers) - set(head.payers)
        if said.total or alike or outside or line.kind not in ("plain", "part"):
            break
        below.append(line)
    mixed = len(head.payers) > 1 and {payer for line in below for payer in own[line.index].payers} != set(head.payers)
    return [] if mixed and not any(line.kind == "part" for line in below) else below


def _summed(lines: Sequence[Line], meanings: Mapping[int, Meaning], own: Mapping[int, Meaning]) -> Axis:
    meanings, parents = _with_parents(lines, _dated(meanings), own)
    inside = {part for total in parents.values() for part in total.parts}
    outer = [replace(line, kind="part") if line.index in inside else line for line in lines]
    return _axis(meanings, {**parents, **find_sums(outer)})


def _dated(meanings: Mapping[int, Meaning]) -> dict[int, Meaning]:
    """A difference without a year is of the later one of the two lines nearest to it, and of accounts if one is."""
    result = dict(meanings)
    yearly = [index for index, meaning in meanings.items() if meaning.single_year and not meaning.difference]
    for index, meaning in meanings.items():
        if not meaning.difference or meaning.years is not None or not yearly:
            continue
        nearest = sorted(yearly, key=lambda other: abs(other - index))[:COMPARED]
        compared = sorted((meanings[other] for other in nearest), key=lambda other: other.years or (0, 0))
        said = {other.status for other in compared}
        status = meaning.status or ("spent" if "spent" in said else compared[-1].status)
        result[index] = replace(meaning, years=compared[-1].years, status=status)
    return result


def _axis(meanings: Mapping[int, Meaning], sums: Mapping[int, Sum]) -> Axis:
    """Let each sum mean what its parts have in common, where its own label does not say it; inner sums first.

    The parts of `Total Ertrag` are of its side.
    """
    result = dict(meanings)
    for index in sorted(sums, key=lambda index: (_depth(index, sums, frozenset()), index)):
        parts = sums[index].parts
        result[index] = replace(over(result[index], common(result[part] for part in parts)), total=True)
        side = result[index].side
        result.update((part, replace(result[part], side=result[part].side or side)) for part in parts)
    return Axis(result, dict(sums))


def _depth(index: int, sums: Mapping[int, Sum], seen: frozenset[int]) -> int:
    inner = [part for part in sums[index].parts if part in sums and part not in seen]
    return 1 + max((_depth(part, sums, seen | {index}) for part in inner), default=0)
