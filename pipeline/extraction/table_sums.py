"""Which rows or columns of a table add up others, and whether their printed sums are right.

A sum is known by its label, or, where it has none, by its numbers. Sums that don't add up are told, never mended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

# A printed sum this near to that of its parts, as a share of itself, is meant as their sum and errs.
NEAR = Decimal("0.15")
# So many lines at least make an unlabelled sum of a line whose label names something else.
PARTS_OF_UNLABELLED = 3

Numbers = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column: its numbers by place across, and what its label makes it.

    `kind` is total, blank (no label), plain, part (of the line above) or apart (in no sum). `group` are the labels over
    the line. `named` is true where the label names a payer, an area or a year, which an unlabelled sum does not.
    """

    index: int
    numbers: Numbers
    kind: str = "plain"
    group: tuple[str, ...] = ()
    named: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """A line that adds up others; `errors` are the places at which it does not, with printed less added."""

    index: int
    parts: tuple[int, ...]
    errors: tuple[tuple[int, Decimal], ...] = ()


def find_sums(lines: Sequence[Line]) -> dict[int, Sum]:
    """Return the sums among the lines by index; one whose parts cannot be told has none."""
    found: dict[int, Sum] = {}
    for at, line in enumerate(lines):
        if line.kind == "total":
            found[line.index] = _labelled(lines, at, found)
        elif (total := _unlabelled(lines, at, found)) is not None:
            found[line.index] = total
    return found


def adds_up(line: Line, parts: Sequence[Line]) -> bool:
    """Tell whether a line is the sum of at least two others wherever it has a number."""
    known = [part for part in parts if part.kind == "plain"]
    return len(known) > 1 and bool(line.numbers) and _agreeing(line, known) == len(line.numbers)


def _labelled(lines: Sequence[Line], at: int, found: Mapping[int, Sum]) -> Sum:
    line = lines[at]
    scored = [(_agreeing(line, parts), parts) for parts in _candidates(lines, at, found)]
    best = max(scored, key=lambda item: item[0], default=(0, []))
    if best[0]:
        return _checked(line, best[1])
    near = next((parts for _, parts in scored if _is_near(line, parts)), None)
    return _checked(line, near) if near else Sum(line.index, _guess(lines, at))


def _unlabelled(lines: Sequence[Line], at: int, found: Mapping[int, Sum]) -> Sum | None:
    """A line without a label at the end (or the start) of a table is its sum if its numbers say so at most places."""
    line, others = lines[at], [other for other in lines if other.kind == "plain" and other.index != lines[at].index]
    if line.kind not in ("blank", "plain") or at not in (0, len(lines) - 1) or len(others) < 2 or not line.numbers:
        return None
    if line.kind == "plain" and (line.named or len(others) < PARTS_OF_UNLABELLED):
        return None
    sets = [others, [other for other in others if other.index not in found]]
    needed = len(line.numbers) if line.kind == "plain" else (len(line.numbers) + 1) // 2
    parts = next((parts for parts in sets if parts and _agreeing(line, parts) >= needed), None)
    if parts is None and line.kind == "blank" and at and _is_near(line, others):
        parts = others
    return _checked(line, parts) if parts else None


def _candidates(lines: Sequence[Line], at: int, found: Mapping[int, Sum]) -> Iterator[list[Line]]:
    """Yield what a total may add up, the nearest first."""
    plain = [line for line in lines if line.kind in ("plain", "blank") and line.index not in found]
    before = [line for line in plain if line.index < lines[at].index]
    after = [line for line in plain if line.index > lines[at].index]
    last = max((index for index in found if index < lines[at].index), default=-1)
    yield from (
        parts
        for parts in (
            [line for line in before if line.index > last],
            before,
            [line for line in before if line.group == lines[at].group],
            _with_subtotals(lines, at, found),
            after,
            [line for line in after if line.group == lines[at].group],
            [line for line in plain if line.index != lines[at].index],
            [line for line in lines if line.kind == "part"],
        )
        if parts
    )


def _with_subtotals(lines: Sequence[Line], at: int, found: Mapping[int, Sum]) -> list[Line]:
    """Return the sums before a line that are in no other one, and the lines that are in none."""
    covered = {part for total in found.values() for part in total.parts}
    return [line for line in lines[:at] if line.kind not in ("part", "apart") and line.index not in covered]


def _guess(lines: Sequence[Line], at: int) -> tuple[int, ...]:
    """Without numbers that agree, a total stands for all plain lines of its group, or of the table."""
    plain = [line for line in lines if line.kind == "plain"]
    same = [line.index for line in plain if line.group == lines[at].group]
    return tuple(same or [line.index for line in plain])


def _agreeing(line: Line, parts: Sequence[Line]) -> int:
    return sum(difference == 0 for difference in _differences(line, parts).values())


def _is_near(line: Line, parts: Sequence[Line]) -> bool:
    off = _differences(line, parts)
    return bool(off) and all(abs(value) <= NEAR * abs(line.numbers[place]) for place, value in off.items())


def _checked(line: Line, parts: Sequence[Line]) -> Sum:
    """Return the sum with its errors; a part whose number is unknown may be what a larger sum holds more."""
    full = [place for place in line.numbers if all(place in part.numbers for part in parts)]
    errors = tuple(
        (place, off) for place, off in sorted(_differences(line, parts).items()) if off < 0 or (off and place in full)
    )
    return Sum(line.index, tuple(part.index for part in parts), errors)


def _differences(line: Line, parts: Sequence[Line]) -> dict[int, Decimal]:
    """Return printed less added at each place where both stand; 0 where rounding explains it."""
    result: dict[int, Decimal] = {}
    for place, printed in line.numbers.items():
        numbers = [part.numbers[place] for part in parts if place in part.numbers]
        if numbers:
            off = printed - sum(numbers, Decimal(0))
            result[place] = Decimal(0) if abs(off) <= _rounding([printed, *numbers]) else off
    return result


def _rounding(numbers: Sequence[Decimal]) -> Decimal:
    """Return by how much a sum of rounded numbers may be off: half a unit of the last digit printed for each."""
    digits = max(0, *(-int(number.as_tuple().exponent) for number in numbers))
    return Decimal(len(numbers)) / 2 * Decimal(1).scaleb(-digits)
