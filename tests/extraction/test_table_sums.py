"""Sums of rows and columns: found by label or by numbers, told where they err."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction.table_sums import Line, find_sums

Rows = Sequence[Sequence[int | str | None]]
amounts = st.integers(min_value=1, max_value=5_000_000)


def line(index: int, numbers: Sequence[int | str | None], kind: str = "plain", *, named: bool = True) -> Line:
    known = {place: Decimal(number) for place, number in enumerate(numbers) if number is not None}
    return Line(index, known, kind, named=named)


def lines(rows: Rows, last: str = "total") -> list[Line]:
    kinds = ["plain"] * (len(rows) - 1) + [last]
    return [line(index, row, kind) for index, (row, kind) in enumerate(zip(rows, kinds, strict=True))]


@given(st.lists(st.tuples(amounts, amounts), min_size=2, max_size=9))
def test_a_labelled_total_of_its_parts_is_right(parts: list[tuple[int, int]]) -> None:
    total = [sum(column) for column in zip(*parts, strict=True)]
    found = find_sums(lines([*parts, total]))[len(parts)]
    assert found.parts == tuple(range(len(parts)))
    assert found.errors == ()


@given(st.lists(st.tuples(amounts, amounts), min_size=2, max_size=9), st.integers(10, 1_000_000))
def test_a_total_that_errs_in_one_column_is_told_by_how_much(parts: list[tuple[int, int]], off: int) -> None:
    first, second = (sum(column) for column in zip(*parts, strict=True))
    assert find_sums(lines([*parts, [first, second + off]]))[len(parts)].errors == ((1, Decimal(off)),)


@given(st.lists(st.tuples(amounts, amounts), min_size=2, max_size=9))
def test_a_blank_last_line_is_the_sum_its_numbers_say(parts: list[tuple[int, int]]) -> None:
    total = [sum(column) for column in zip(*parts, strict=True)]
    assert find_sums(lines([*parts, total], "blank"))[len(parts)].errors == ()


def test_a_blank_line_of_other_numbers_is_no_sum() -> None:
    assert find_sums(lines([[100, 200], [300, 400], [7, 9]], "blank")) == {}


def test_a_line_in_the_middle_is_no_sum_without_a_label() -> None:
    assert find_sums([line(0, [100]), line(1, [400]), line(2, [300]), line(3, [5])]) == {}


def test_a_named_line_is_no_sum_by_its_numbers() -> None:
    rows = [line(0, [100]), line(1, [200]), line(2, [50]), line(3, [350], named=True)]
    assert find_sums(rows) == {}
    assert find_sums([*rows[:3], line(3, [350], named=False)])[3].parts == (0, 1, 2)


def test_rounded_numbers_may_be_off_by_half_a_unit_each() -> None:
    assert find_sums(lines([["1.4"], ["0.4"], ["0.2"], ["2.2"]]))[3].errors == ()
    assert find_sums(lines([["1.4"], ["0.4"], ["0.2"], ["2.3"]]))[3].errors == ((0, Decimal("0.3")),)


def test_unknown_parts_are_left_out_and_explain_what_a_sum_holds_more() -> None:
    assert find_sums(lines([[100, None], [200, 50], [300, 50]]))[2].errors == ()
    assert find_sums(lines([[100, None], [200, 50], [300, 90]]))[2].errors == ()
    assert find_sums(lines([[100, None], [200, 50], [300, 40]]))[2].errors == ((1, Decimal(-10)),)


def test_subtotals_make_the_grand_total() -> None:
    kinds = ["plain", "plain", "total", "plain", "plain", "total", "total"]
    numbers = [10, 20, 30, 5, 6, 11, 41]
    found = find_sums([line(at, [number], kind) for at, (number, kind) in enumerate(zip(numbers, kinds, strict=True))])
    assert {index: total.parts for index, total in found.items()} == {2: (0, 1), 5: (3, 4), 6: (0, 1, 3, 4)}


def test_parts_of_a_line_and_comparisons_are_not_added() -> None:
    rows = [line(0, [100]), line(1, [60], "part"), line(2, [50]), line(3, [-3], "apart"), line(4, [150], "total")]
    assert find_sums(rows)[4].parts == (0, 2)


def test_a_total_far_from_all_numbers_is_not_called_wrong() -> None:
    """Its parts are not in the table, or not all of them were read."""
    assert find_sums(lines([[100], [200], [5000]]))[2].errors == ()
