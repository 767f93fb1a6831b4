"""The cantonal integration programmes and their years."""

from __future__ import annotations

from functools import cache

from pipeline.domain.data import load_toml


def years_of(program: str) -> tuple[int, ...]:
    """Return the calendar years of a programme in order: `KIP 2bis` has 2022 and 2023. Raises KeyError."""
    return _years()[program]


def program_of_years(start: int | None, end: int | None) -> str | None:
    """Return the programme that holds both years, or null where they lie in two or in none.

    With one year open the other decides: a figure `ab 2019` belongs to the programme running in 2019.
    """
    named = {year for year in (start, end) if year is not None}
    holding = [program for program, years in _years().items() if named and named <= set(years)]
    return holding[0] if holding else None


@cache
def _years() -> dict[str, tuple[int, ...]]:
    entries = load_toml("programs")["programs"]
    return {entry["id"]: tuple(range(entry["start"], entry["end"] + 1)) for entry in entries}
