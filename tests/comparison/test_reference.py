from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.comparison.reference import COLUMNS, Persons, ReferenceDataError, load_population
from pipeline.domain.data import data_path

HEADER = ";".join(COLUMNS)
ROW = "BE;2022;foreign_population;100;2022-12-31;BFS, STATPOP"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "population.csv"
    path.write_text("\n".join((HEADER, *lines, "")), encoding="utf-8")
    return path


def test_the_mean_is_over_the_years_that_are_known(tmp_path: Path) -> None:
    later = "BE;2023;foreign_population;110;2023-12-31;BFS, STATPOP"
    people = load_population(written(tmp_path, ROW, later))
    assert people.mean("foreign_population", "BE", (2022, 2023, 2024)) == Persons(
        105.0, (2022, 2023), ("BFS, STATPOP, 2022-12-31", "BFS, STATPOP, 2023-12-31")
    )
    assert people.mean("foreign_population", "BE", (2024,)) is None
    assert people.mean("foreign_population", "BL", (2022,)) is None


@pytest.mark.parametrize(
    "row",
    [
        "BE;2022;foreign_population;100;2022-12-31;",
        "BE;2022;foreign_population;1.5;2022-12-31;BFS",
        "BE;2022;foreign_population;0;2022-12-31;BFS",
        "BE;2022;foreign_population;100;Ende 2022;BFS",
        "BE;2022;everybody;100;2022-12-31;BFS",
        "XX;2022;foreign_population;100;2022-12-31;BFS",
        ROW,
        "BE;2022",
    ],
    ids=["no source", "no whole number", "nobody", "no date", "no group", "no canton", "twice", "too short"],
)
def test_a_row_that_does_not_fit_is_named_by_its_line(tmp_path: Path, row: str) -> None:
    with pytest.raises(ReferenceDataError, match="line 3"):
        load_population(written(tmp_path, ROW, row))


def test_another_header_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("canton,persons\nBE,100\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match="its columns must be"):
        load_population(path)


def test_the_file_of_the_project_fits_its_own_form() -> None:
    assert all(
        source for _, source in load_population(data_path("corpus", "reference", "population.csv")).persons.values()
    )
