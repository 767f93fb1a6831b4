from __future__ import annotations

import pytest

from pipeline.domain.data import vocabulary
from pipeline.domain.programs import program_of_years, years_of


def test_every_programme_of_the_vocabulary_has_years_and_none_overlap() -> None:
    years = [year for program in vocabulary("program") for year in years_of(program)]
    assert years == list(range(2014, 2028))


@pytest.mark.parametrize(
    ("start", "end", "program"),
    [
        (2014, 2017, "KIP 1"),
        (2018, 2021, "KIP 2"),
        (2022, 2023, "KIP 2bis"),
        (2024, 2027, "KIP 3"),
        (2020, 2020, "KIP 2"),
        (2019, None, "KIP 2"),
        (None, 2023, "KIP 2bis"),
        (2017, 2018, None),
        (2014, 2021, None),
        (2009, 2009, None),
        (None, None, None),
    ],
)
def test_years_name_a_programme_only_if_it_holds_both(start: int | None, end: int | None, program: str | None) -> None:
    assert program_of_years(start, end) == program
