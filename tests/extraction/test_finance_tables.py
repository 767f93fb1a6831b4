"""Finance tables of every shape, written as HTML: which figure is whose, for what, when, and what adds up what."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.records import Funding, Records

Extract = Callable[[str], Records]
Cells = dict[tuple[str | None, str | None], Funding]

INTRO = "Das Kantonale Integrationsprogramm KIP 3 (2024–2027) des Kantons Uri fördert die Migrationsbevölkerung."
REPORT = (
    "Jahresbericht 2023 zum Kantonalen Integrationsprogramm KIP 2bis des Kantons Uri für die Migrationsbevölkerung."
)


def page(table: str, caption: str = "", heading: str = "Finanzierung", intro: str = INTRO, marked: int = 1) -> str:
    """Return a page with a table: a line per row, cells parted by `|`; `marked` rows are header cells.

    A cell `<3` covers three columns, `^2` two rows; cells it covers are left out.
    """
    rows = [line.strip() for line in table.strip().splitlines()]
    html = "".join(_row(row, "th" if number < marked else "td") for number, row in enumerate(rows))
    told = f"<caption>{caption}</caption>" if caption else ""
    body = f"<h1>KIP</h1><p>{intro}</p><h2>{heading}</h2><table>{told}{html}</table>"
    return f"<html lang='de'><body><main>{body}</main></body></html>"


def _row(line: str, tag: str) -> str:
    cells = []
    for cell in line.split("|"):
        text, span = cell.strip(), ""
        for sign, name in (("<", "colspan"), ("^", "rowspan")):
            head, found, number = text.rpartition(sign)
            if found and number.isdigit():
                text, span = head.strip(), f'{span} {name}="{number}"'
        cells.append(f"<{tag}{span}>{text}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def cells(records: Records) -> Cells:
    return {(row.row_label, row.column_label): row for row in records.funding}


def amounts(rows: Sequence[Funding]) -> list[float | None]:
    return [row.amount_chf for row in rows]


def totals(records: Records) -> set[tuple[str | None, str | None]]:
    return {(row.row_label, row.column_label) for row in records.funding if row.is_total}


def test_payers_head_columns_and_areas_rows(extract: Extract) -> None:
    table = """
        Förderbereich | Bund | Kanton | Gemeinden | Total
        Sprache | 500 | 300 | 200 | 1'000
        Dolmetschen | 50 | 30 | 20 | 100
        Total | 550 | 330 | 220 | 1'100
    """
    found = cells(extract(page(table, "Finanzierung 2024–2027 in TCHF")))
    assert {(row.foerderbereich, row.payer, row.amount_chf) for row in found.values() if not row.is_total} == {
        ("sprache", "bund", 500_000), ("sprache", "kanton", 300_000), ("sprache", "gemeinden", 200_000),
        ("dolmetschen", "bund", 50_000), ("dolmetschen", "kanton", 30_000), ("dolmetschen", "gemeinden", 20_000),
    }  # fmt: skip
    assert (found["Sprache", "Total"].payer, found["Sprache", "Total"].foerderbereich) == ("mixed", "sprache")
    assert (found["Total", "Kanton"].payer, found["Total", "Kanton"].foerderbereich) == ("kanton", None)
    assert {row.side for row in found.values()} == {"uses"}
    assert {(row.basis, row.period_start, row.period_end) for row in found.values()} == {("total", 2024, 2027)}


def test_axes_may_be_swapped(extract: Extract) -> None:
    table = """
        in Franken | Sprache | Dolmetschen | Total
        2024 | 500'000 | 50'000 | 550'000
        2025 | 510'000 | 60'000 | 570'000
        2024–2025 | 1'010'000 | 110'000 | 1'120'000
    """
    found = cells(extract(page(table, "Mittelverwendung")))
    one = found["2025", "Sprache"]
    assert (one.foerderbereich, one.basis, one.period_start, one.period_end) == ("sprache", "per_year", 2025, 2025)
    both = found["2024–2025", "Sprache"]
    assert (both.basis, both.period_start, both.period_end, both.is_total) == ("total", 2024, 2025, True)
    assert found["2024", "Total"].period_end == 2024
    assert len(found) == 9


def test_payers_stand_over_years_in_two_header_rows(extract: Extract) -> None:
    table = """
        Förderbereich ^2 | Bund <2 | Kanton <2
        2024 | 2025 | 2024 | 2025
        Sprache | 100'000 | 110'000 | 90'000 | 95'000
        Zusammenleben | 40'000 | 41'000 | 30'000 | 31'000
    """
    found = cells(extract(page(table, "Mittelverwendung in CHF", marked=2)))
    row = found["Sprache", "Kanton 2025"]
    assert (row.amount_chf, row.payer, row.period_start, row.foerderbereich) == (95_000, "kanton", 2025, "sprache")
    assert len(found) == 8


def test_three_header_rows_without_marks(extract: Extract) -> None:
    table = """
        Finanzplan KIP 3 | | | |
        | Bund | Bund | Kanton | Kanton
        | 2024 | 2025 | 2024 | 2025
        | CHF | CHF | CHF | CHF
        Sprache | 100'000 | 110'000 | 90'000 | 95'000
        Dolmetschen | 40'000 | 41'000 | 30'000 | 31'000
    """
    found = extract(page(table, marked=0)).funding
    assert [(row.foerderbereich, row.payer, row.period_start, row.amount_chf) for row in found[:4]] == [
        ("sprache", "bund", 2024, 100_000), ("sprache", "bund", 2025, 110_000),
        ("sprache", "kanton", 2024, 90_000), ("sprache", "kanton", 2025, 95_000),
    ]  # fmt: skip
    assert len(found) == 8


def test_budget_and_accounts_stand_side_by_side(extract: Extract) -> None:
    table = """
        Förderbereich | Budget 2023 | Rechnung 2023 | Abweichung
        Sprache | 500'000 | 480'000 | -20'000
        Dolmetschen | 50'000 | 60'000 | 10'000
        Total | 550'000 | 540'000 | -10'000
    """
    found = cells(extract(page(table, "Mittelverwendung in Franken", intro=REPORT)))
    assert found["Sprache", "Budget 2023"].status == "planned"
    assert found["Sprache", "Rechnung 2023"].status == "spent"
    assert {row.role for (_, column), row in found.items() if column != "Abweichung"} == {"level"}
    changes = {label: (row.role, row.amount_chf) for (label, column), row in found.items() if column == "Abweichung"}
    assert changes["Sprache"] == ("decrease", 20_000)
    assert changes["Dolmetschen"] == ("increase", 10_000)


def test_a_unit_over_one_column_holds_for_that_column(extract: Extract) -> None:
    table = """
        Geldgeber | 2024 (TCHF) | 2025 (TCHF) | Total (CHF)
        Bund | 1'200 | 1'300 | 2'500'000
        Kanton | 800 | 900 | 1'700'000
    """
    found = extract(page(table, "Mittelherkunft")).funding
    assert amounts(found) == [1_200_000, 1_300_000, 2_500_000, 800_000, 900_000, 1_700_000]


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("in CHF", 1), ("in Franken", 1), ("(Beträge in Fr.)", 1), ("in TCHF", 1000), ("in Fr. 1000", 1000),
        ("in 1'000 Franken", 1000), ("in Tausend Franken", 1000), ("(CHF 1’000)", 1000), ("in Mio. CHF", 1_000_000),
        ("in Millionen Franken", 1_000_000),
    ],
)  # fmt: skip
def test_the_unit_may_be_written_in_many_ways(extract: Extract, unit: str, factor: int) -> None:
    table = """
        Herkunft | 2024 | 2025
        Bund | 12 | 13
        Kanton | 8.5 | 9
    """
    assert amounts(extract(page(table, f"Mittelherkunft {unit}")).funding) == [
        12 * factor, 13 * factor, 8.5 * factor, 9 * factor
    ]  # fmt: skip


def test_a_total_may_stand_first(extract: Extract) -> None:
    table = """
        Förderbereich | Total | 2024 | 2025
        Total | 1'100 | 540 | 560
        Sprache | 900 | 440 | 460
        Dolmetschen | 200 | 100 | 100
    """
    found = extract(page(table, "Mittelverwendung in TCHF"))
    assert totals(found) == {
        ("Total", "Total"), ("Total", "2024"), ("Total", "2025"), ("Sprache", "Total"), ("Dolmetschen", "Total")
    }  # fmt: skip
    assert cells(found)["Sprache", "Total"].period_end == 2025


def test_an_unlabelled_last_row_is_the_sum_its_numbers_say(extract: Extract) -> None:
    table = """
        Wer zahlt | 2024 | 2025 |
        Bund (IFK) | 226'500 | 230'000 | 456'500
        Kanton | 113'250 | 120'000 | 233'250
        Gemeinden | 113'250 | 110'000 | 223'250
        | 453'000 | 460'000 | 913'000
    """
    found = extract(page(table, "Mittelherkunft in Franken")).funding
    assert [row.is_total for row in found] == [False, False, True] * 3 + [True] * 3
    assert {row.payer for row in found[9:]} == {"mixed"}
    assert (found[2].basis, found[2].period_start, found[2].period_end) == ("total", 2024, 2025)


def test_the_confederation_is_not_the_total_of_canton_and_communes(extract: Extract) -> None:
    table = """
        Herkunft | 2024
        Kanton | 113'250
        Gemeinden | 113'250
        Bund | 226'500
    """
    assert totals(extract(page(table, "Mittelherkunft in Franken"))) == set()


def test_a_row_that_names_something_else_is_the_total_if_all_columns_say_so(extract: Extract) -> None:
    table = """
        Förderbereich | 2024 | 2025
        Sprache | 400 | 410
        Frühe Kindheit | 150 | 155
        Dolmetschen | 50 | 55
        Programm Uri | 600 | 620
    """
    assert totals(extract(page(table, "Mittelverwendung in TCHF"))) == {
        ("Programm Uri", "2024"), ("Programm Uri", "2025")
    }  # fmt: skip


def test_subtotals_and_a_grand_total(extract: Extract) -> None:
    table = """
        Position | 2024 | 2025
        Sprache | |
        Bund | 100 | 110
        Kanton | 100 | 110
        Zwischentotal | 200 | 220
        Dolmetschen | |
        Bund | 30 | 40
        Kanton | 20 | 20
        Zwischentotal | 50 | 60
        Gesamttotal | 250 | 280
    """
    found = [row for row in extract(page(table, "Mittelverwendung in TCHF")).funding if row.period_start == 2024]
    assert [(row.row_label, row.foerderbereich, row.payer, row.is_total) for row in found] == [
        ("Bund", "sprache", "bund", False), ("Kanton", "sprache", "kanton", False),
        ("Zwischentotal", "sprache", "bund_kanton", True),
        ("Bund", "dolmetschen", "bund", False), ("Kanton", "dolmetschen", "kanton", False),
        ("Zwischentotal", "dolmetschen", "bund_kanton", True),
        ("Gesamttotal", None, "bund_kanton", True),
    ]  # fmt: skip
    assert not any(row.evidence.needs_review for row in found)


def test_sources_and_uses_in_one_table(extract: Extract) -> None:
    table = """
        in Franken | 2024 | 2025
        Mittelherkunft <3
        Bund | 600'000 | 610'000
        Kanton | 400'000 | 390'000
        Total Mittelherkunft | 1'000'000 | 1'000'000
        Mittelverwendung <3
        Sprache | 700'000 | 690'000
        Dolmetschen | 300'000 | 310'000
        Total Mittelverwendung | 1'000'000 | 1'000'000
    """
    found = cells(extract(page(table)))
    assert {label: row.side for (label, year), row in found.items() if year == "2024"} == {
        "Bund": "sources", "Kanton": "sources", "Total Mittelherkunft": "sources",
        "Sprache": "uses", "Dolmetschen": "uses", "Total Mittelverwendung": "uses",
    }  # fmt: skip
    assert found["Total Mittelherkunft", "2024"].payer == "bund_kanton"
    assert found["Total Mittelverwendung", "2024"].payer == "unknown"
    assert not any(row.evidence.needs_review for row in found.values())


def test_totals_tell_the_side_of_their_parts(extract: Extract) -> None:
    table = """
        Ertrag / Aufwand | Rechnung 2022 | Rechnung 2023
        Beitrag Bund | 500'000 | 510'000
        Teilnehmerbeiträge | 20'000 | 21'000
        Total Ertrag | 520'000 | 531'000
        Personalaufwand | 300'000 | 310'000
        Projektbeiträge | 200'000 | 210'000
        Total Aufwand | 500'000 | 520'000
    """
    found = extract(page(table, "Jahresrechnung KIP in CHF", intro=REPORT)).funding
    assert [row.side for row in found] == ["sources"] * 6 + ["uses"] * 6
    assert [row.payer for row in found[:6:2]] == ["bund", "dritte", "mixed"]
    assert {row.status for row in found} == {"spent"}


def test_an_account_form_has_labels_on_both_sides(extract: Extract) -> None:
    table = """
        Mittelverwendung | CHF | Mittelherkunft | CHF
        Sprache | 700'000 | Bund | 600'000
        Dolmetschen | 300'000 | Kanton | 400'000
        Total | 1'000'000 | Total | 1'000'000
    """
    found = extract(page(table)).funding
    assert [(row.row_label, row.side, row.foerderbereich, row.payer) for row in found[:4]] == [
        ("Sprache", "uses", "sprache", "unknown"), ("Bund", "sources", None, "bund"),
        ("Dolmetschen", "uses", "dolmetschen", "unknown"), ("Kanton", "sources", None, "kanton"),
    ]  # fmt: skip
    assert [row.is_total for row in found] == [False] * 4 + [True] * 2


def test_areas_cover_rows_of_payers(extract: Extract) -> None:
    table = """
        Förderbereich | Herkunft | 2024 | 2025
        Sprache ^2 | Bund (IFK) | 100'000 | 110'000
        Kanton und Gemeinden | 100'000 | 105'000
        Dolmetschen ^2 | Bund (IFK) | 30'000 | 30'000
        Kanton und Gemeinden | 20'000 | 20'000
    """
    found = [row for row in extract(page(table, "Mittelverwendung in Franken")).funding if row.period_start == 2025]
    assert [(row.foerderbereich, row.payer, row.instrument, row.amount_chf) for row in found] == [
        ("sprache", "bund", "ifk", 110_000), ("sprache", "mixed", "kip_total", 105_000),
        ("dolmetschen", "bund", "ifk", 30_000), ("dolmetschen", "mixed", "kip_total", 20_000),
    ]  # fmt: skip


def test_an_area_left_empty_goes_on_from_above(extract: Extract) -> None:
    table = """
        Förderbereich | Herkunft | 2024
        Sprache | Bund | 100'000
        | Kanton | 90'000
        Dolmetschen | Bund | 30'000
        | Kanton | 20'000
        | Total | 240'000
    """
    found = extract(page(table, "Mittelverwendung in Franken")).funding
    assert [row.foerderbereich for row in found] == ["sprache", "sprache", "dolmetschen", "dolmetschen", None]
    assert [row.is_total for row in found] == [False] * 4 + [True]


def test_an_area_row_with_its_own_amount_is_the_sum_of_the_payers_below_it(extract: Extract) -> None:
    table = """
        Förderbereich | 2024
        Sprache | 190'000
        Bund | 100'000
        Kanton | 90'000
        Dolmetschen | 50'000
        Bund | 30'000
        Kanton | 20'000
        Total | 240'000
    """
    found = extract(page(table, "Mittelverwendung in Franken")).funding
    assert [(row.foerderbereich, row.payer, row.is_total) for row in found] == [
        ("sprache", "bund_kanton", True), ("sprache", "bund", False), ("sprache", "kanton", False),
        ("dolmetschen", "bund_kanton", True), ("dolmetschen", "bund", False), ("dolmetschen", "kanton", False),
        (None, "bund_kanton", True),
    ]  # fmt: skip
    assert not any(row.evidence.needs_review for row in found)


def test_a_row_of_which_is_a_part_and_not_added(extract: Extract) -> None:
    table = """
        Förderbereich | 2024 | 2025
        Sprache | 400'000 | 410'000
        davon Integrationspauschale | 250'000 | 250'000
        Dolmetschen | 100'000 | 110'000
        Total | 500'000 | 520'000
    """
    found = extract(page(table, "Mittelverwendung in Franken")).funding
    part = found[2]
    assert (part.foerderbereich, part.instrument, part.payer, part.is_total) == ("sprache", "ip", "bund", False)
    assert not any(row.evidence.needs_review for row in found)


def test_a_wrong_sum_is_told_and_not_mended(extract: Extract) -> None:
    table = """
        Förderbereich | Budget 2024 | Budget 2025
        Sprache | 400'000 | 410'000
        Frühe Kindheit | 200'000 | 200'000
        Dolmetschen | 100'000 | 110'000
        Total | 710'000 | 720'000
    """
    found = cells(extract(page(table, "Mittelverwendung in Franken")))
    wrong = found["Total", "Budget 2024"]
    assert wrong.amount_chf == 710_000
    assert wrong.evidence.needs_review
    assert wrong.evidence.found_by.endswith("sum_check/1:+10000")
    assert [label for label, row in found.items() if row.evidence.needs_review] == [("Total", "Budget 2024")]


def test_the_only_column_may_add_up_wrong(extract: Extract) -> None:
    table = """
        Herkunft | CHF
        Bund | 5'620'000
        Kanton | 3'480'000
        Gemeinden | 2'140'000
        Total | 11'140'000
    """
    wrong = extract(page(table, "Mittelherkunft 2024–2027")).funding[-1]
    assert (wrong.is_total, wrong.evidence.needs_review) == (True, True)
    assert wrong.evidence.found_by.endswith("sum_check/1:-100000")


def test_rounding_explains_small_differences(extract: Extract) -> None:
    table = """
        Förderbereich | 2024 | 2025 | Total
        Sprache | 1.4 | 1.4 | 2.9
        Frühe Kindheit | 0.4 | 0.4 | 0.7
        Dolmetschen | 0.2 | 0.3 | 0.5
        Total | 2.1 | 2.1 | 4.1
    """
    assert not any(
        row.evidence.needs_review for row in extract(page(table, "Mittelverwendung in Mio. CHF")).funding
    )  # fmt: skip


def test_percentages_and_heads_are_no_amounts(extract: Extract) -> None:
    table = """
        Herkunft | 2024 | in % | 2025 | in % | Anzahl Plätze
        Bund | 500'000 | 50 % | 600'000 | 55 | 120
        Kanton | 500'000 | 50 % | 490'000 | 45 | 80
        Anteil in Prozent | 100 | 100 | 100 | 100 | 100
        Anzahl Personen | 300 | | 320 | | 200
    """
    found = extract(page(table, "Mittelherkunft in Franken")).funding
    assert [(row.row_label, row.amount_chf) for row in found] == [
        ("Bund", 500_000), ("Bund", 600_000), ("Kanton", 500_000), ("Kanton", 490_000)
    ]  # fmt: skip


def test_running_numbers_and_codes_are_labels(extract: Extract) -> None:
    table = """
        Nr. | Förderbereich | 2024
        1 | Sprache | 400'000
        2 | Frühe Kindheit | 200'000
        3 | Dolmetschen | 100'000
    """
    found = extract(page(table, "Mittelverwendung in Franken")).funding
    assert [(row.row_label, row.foerderbereich, row.amount_chf) for row in found] == [
        ("1 Sprache", "sprache", 400_000), ("2 Frühe Kindheit", "fruehe_kindheit", 200_000),
        ("3 Dolmetschen", "dolmetschen", 100_000),
    ]  # fmt: skip


def test_codes_of_earlier_programmes_name_areas(extract: Extract) -> None:
    table = """
        Förderbereich | 2018 | 2019
        FB 1.1 Erstinformation und Integrationsförderbedarf | 62'000 | 63'000
        FB 2.2 Frühe Kindheit | 94'500 | 95'000
        FB 3.1 Interkulturelles Dolmetschen und Vermitteln | 48'000 | 49'000
    """
    found = extract(page(table, "Mittelverwendung KIP 2 in Franken")).funding
    assert [row.foerderbereich for row in found[::2]] == ["information_beratung", "fruehe_kindheit", "dolmetschen"]


def test_a_table_of_one_area_has_it_from_its_heading(extract: Extract) -> None:
    table = """
        Jahr | Bund | Kanton | Gemeinden | Total
        2024 | 620 | 310 | 290 | 1'220
        2025 | 630 | 315 | – | 945
    """
    found = extract(page(table, "Finanzierung in Fr. 1000", heading="4.2 Sprache")).funding
    assert {row.foerderbereich for row in found} == {"sprache"}
    assert {row.side for row in found} == {"uses"}
    assert [row.payer for row in found[:4]] == ["bund", "kanton", "gemeinden", "mixed"]
    assert len(found) == 7


def test_without_the_lump_sum_federal_money_is_the_grant(extract: Extract) -> None:
    table = """
        Herkunft | 2024
        Bund | 500'000
        Kanton | 500'000
    """
    found = extract(page(table, "Mittelherkunft in Franken, ohne Integrationspauschale")).funding
    assert [(row.instrument, row.ip_scope) for row in found] == [("ifk", "excluded"), ("kip_total", "excluded")]


def test_a_column_of_the_lump_sum_is_in_the_total_only(extract: Extract) -> None:
    table = """
        Förderbereich ^2 | Bund <2 | Kanton ^2 | Total ^2
        IFK | IP
        Sprache | 100'000 | 300'000 | 100'000 | 500'000
        Dolmetschen | 20'000 | – | 20'000 | 40'000
    """
    found = cells(extract(page(table, "Finanzierung 2024–2027 in CHF", marked=2)))
    assert {column: (row.instrument, row.ip_scope) for (label, column), row in found.items() if label == "Sprache"} == {
        "Bund IFK": ("ifk", "excluded"), "Bund IP": ("ip", "only"), "Kanton": ("kip_total", "excluded"),
        "Total": ("kip_total", "included"),
    }  # fmt: skip
    assert found["Sprache", "Bund IP"].payer == "bund"


def test_a_table_of_the_lump_sum_alone(extract: Extract) -> None:
    table = """
        Verwendung | 2024 (TCHF) | 2025 (TCHF)
        Flüchtlinge | 3'450 | 3'520
        Vorläufig Aufgenommene | 2'180 | 2'240
    """
    found = extract(page(table, "Integrationspauschale")).funding
    assert {(row.instrument, row.ip_scope, row.payer, row.side) for row in found} == {("ip", "only", "bund", "uses")}


def test_amounts_may_bear_their_unit_in_the_cell(extract: Extract) -> None:
    table = """
        Herkunft | Beitrag
        Bund | CHF 1'200'000.–
        Kanton | 0,8 Mio. Franken
        Gemeinden | ca. Fr. 400'000
        Dritte | 12'000 CHF
    """
    found = extract(page(table, "Mittelherkunft")).funding
    assert amounts(found) == [1_200_000, 800_000, 400_000, 12_000]
    assert [row.qualifier for row in found] == ["exact", "exact", "about", "exact"]


def test_a_lost_group_sign_does_no_harm(extract: Extract) -> None:
    table = """
        Herkunft | 2024 | 2025
        Bund | 3720 000 | 3 720 000
        Kanton | 7440'000 | 455 000
    """
    found = extract(page(table, "Mittelherkunft in Franken")).funding
    assert amounts(found) == [3_720_000, 3_720_000, 7_440_000, 455_000]


def test_foot_note_signs_do_not_hide_a_number(extract: Extract) -> None:
    table = """
        Herkunft | 2024 | 2025
        Bund | 500'000* | 510'000¹
        Kanton | 400'000 | 410'000 *)
    """
    assert amounts(extract(page(table, "Mittelherkunft in Franken")).funding) == [500_000, 510_000, 400_000, 410_000]


def test_amounts_that_look_like_years_are_amounts(extract: Extract) -> None:
    table = """
        Herkunft | 2024 | 2025
        Bund | 2010 | 1995
        Kanton | 1950 | 2024
    """
    found = extract(page(table, "Mittelherkunft in TCHF")).funding
    assert amounts(found) == [2_010_000, 1_995_000, 1_950_000, 2_024_000]


def test_prices_are_what_participants_pay(extract: Extract) -> None:
    table = """
        Kurs | Preis pro Lektion in Franken
        Deutsch A1 | 7.50
        Deutsch B1 | 9.00
    """
    found = extract(page(table, "Deutschkurse", heading="Sprache")).funding
    assert [(row.basis, row.unit, row.payer, row.role, row.amount_chf) for row in found] == [
        ("per_unit", "lesson", "dritte", "revenue", 7.5), ("per_unit", "lesson", "dritte", "revenue", 9),
    ]  # fmt: skip


def test_amounts_per_head(extract: Extract) -> None:
    table = """
        Pauschale | CHF pro Person
        Integrationspauschale | 18'000
        Programm S | 3'000
    """
    found = extract(page(table, "Pauschalen des Bundes")).funding
    assert [(row.basis, row.unit, row.instrument) for row in found] == [
        ("per_person", "person", "ip"), ("per_person", "person", "status_s")
    ]  # fmt: skip


def test_a_yearly_amount_over_the_whole_period(extract: Extract) -> None:
    table = """
        Förderbereich | Fr. pro Jahr | Fr. 2024–2027
        Sprache | 100'000 | 400'000
        Dolmetschen | 20'000 | 80'000
    """
    found = cells(extract(page(table, "Mittelverwendung 2024–2027")))
    yearly = found["Sprache", "Fr. pro Jahr"]
    assert (yearly.basis, yearly.interval, yearly.period_start, yearly.period_end) == ("per_year", "year", 2024, 2027)
    assert (found["Sprache", "Fr. 2024–2027"].basis, found["Sprache", "Fr. 2024–2027"].interval) == ("total", None)


def test_a_caption_can_name_the_only_payer(extract: Extract) -> None:
    table = """
        Förderbereich | 2024
        Sprache | 100'000
        Dolmetschen | 20'000
    """
    found = extract(page(table, "Beiträge des Kantons in Franken")).funding
    assert {(row.payer, row.side) for row in found} == {("kanton", "uses")}


def test_a_city_in_the_name_of_a_canton_is_no_commune(extract: Extract) -> None:
    table = """
        Herkunft | 2024
        Kanton Basel-Stadt | 100'000
        Stadt Basel | 20'000
    """
    found = extract(page(table, "Mittelherkunft in Franken")).funding
    assert [row.payer for row in found] == ["kanton", "gemeinden"]


def test_every_payer_of_a_mixed_label_is_named(extract: Extract) -> None:
    table = """
        Förderbereich | IFK | Kanton und Gemeinden | Total
        Sprache | 1,7 | 1,7 | 3,4
        Dolmetschen | 1,1 | 1,2 | 2,3
    """
    found = cells(extract(page(table, "Finanzierung 2024–2027 in Mio. CHF")))
    assert found["Sprache", "Kanton und Gemeinden"].payers == ("kanton", "gemeinden")
    assert found["Sprache", "Total"].payers == ("bund", "kanton", "gemeinden")
    assert found["Sprache", "Total"].ip_scope == "excluded"


def test_a_bill_asks_for_the_money_of_the_canton(extract: Extract) -> None:
    table = """
        Herkunft | 2024
        Bund | 500'000
        Kanton | 400'000
        Total | 900'000
    """
    intro = f"Bericht und Antrag. Vorlage an den Landrat. Botschaft des Regierungsrates. {INTRO}"
    found = extract(page(table, "Mittelherkunft in Franken", intro=intro)).funding
    assert [row.status for row in found] == ["planned", "requested", "planned"]


@pytest.mark.parametrize(
    ("caption", "table"),
    [
        ("Teilnehmende", "Kurs | 2024 | 2025\nDeutsch A1 | 1'200 | 1'300\nDeutsch B1 | 800 | 900"),
        ("Ausgaben in EUR", "Posten | 2024\nSprache | 100'000\nDolmetschen | 20'000"),
        ("Bevölkerung der Gemeinden", "Gemeinde | 2024\nAltdorf | 9'600\nErstfeld | 3'900"),
        ("Stimmen", "Name | Ja | Nein\nLandrat | 43 | 12\nKommission | 9 | 2"),
    ],
)
def test_numbers_that_are_no_francs_are_no_funding(extract: Extract, caption: str, table: str) -> None:
    assert extract(page(table, caption, heading="Statistik")).funding == ()


def test_a_pillar_is_the_sum_of_the_areas_below_it(extract: Extract) -> None:
    table = """
        in TCHF | 2024 | 2025
        Pfeiler 1 Information und Beratung | 400 | 420
        Erstinformation | 150 | 160
        Beratung | 250 | 260
        Pfeiler 2 Bildung und Arbeit | 900 | 910
        Sprache und Bildung | 700 | 700
        Frühe Kindheit | 200 | 210
        Total | 1'300 | 1'330
    """
    found = extract(page(table, "Mittelverwendung"))
    assert {label for label, year in totals(found) if year == "2024"} == {
        "Pfeiler 1 Information und Beratung", "Pfeiler 2 Bildung und Arbeit", "Total"
    }  # fmt: skip
    assert not any(row.evidence.needs_review for row in found.funding)


def test_measures_below_an_area_are_its_parts(extract: Extract) -> None:
    table = """
        Förderbereich und Massnahme | 2024 | 2025
        Sprache | 700'000 | 710'000
        Deutschkurse am Abend | 500'000 | 500'000
        Kurse mit Kinderbetreuung | 200'000 | 210'000
        Dolmetschen | 90'000 | 95'000
        Vermittlungsstelle | 60'000 | 65'000
        Schulung | 30'000 | 30'000
        Total | 790'000 | 805'000
    """
    found = extract(page(table, "Mittelverwendung in Franken")).funding
    areas = {row.row_label: (row.foerderbereich, row.is_total) for row in found}
    assert areas == {
        "Sprache": ("sprache", True), "Deutschkurse am Abend": ("sprache", False),
        "Kurse mit Kinderbetreuung": ("sprache", False), "Dolmetschen": ("dolmetschen", True),
        "Vermittlungsstelle": ("dolmetschen", False), "Schulung": ("dolmetschen", False), "Total": (None, True),
    }  # fmt: skip


def test_a_mix_of_payers_is_the_sum_of_those_below_it(extract: Extract) -> None:
    table = """
        Herkunft | 2024
        Bund | 500'000
        Kanton und Gemeinden | 500'000
        Kanton | 300'000
        Gemeinden | 200'000
        Total | 1'000'000
    """
    found = extract(page(table, "Mittelherkunft in Franken"))
    assert {label for label, _ in totals(found)} == {"Kanton und Gemeinden", "Total"}
    assert not any(row.evidence.needs_review for row in found.funding)
    assert found.funding[-1].payers == ("bund", "kanton", "gemeinden")


def test_a_sum_over_columns_of_which_the_parts_are_told(extract: Extract) -> None:
    table = """
        Förderbereich | Kosten total | davon Bund | davon Kanton
        Sprache | 500'000 | 300'000 | 200'000
        Dolmetschen | 90'000 | 50'000 | 40'000
    """
    found = cells(extract(page(table, "Kosten 2024 in Franken")))
    assert {column: (row.payer, row.is_total) for (label, column), row in found.items() if label == "Sprache"} == {
        "Kosten total": ("bund_kanton", True), "davon Bund": ("bund", False), "davon Kanton": ("kanton", False),
    }  # fmt: skip


def test_totals_with_and_without_the_lump_sum(extract: Extract) -> None:
    table = """
        Herkunft | 2024
        Integrationsförderkredit | 500'000
        Kanton | 500'000
        Total ohne Integrationspauschale | 1'000'000
        Integrationspauschale | 3'000'000
        Total inklusive Integrationspauschale | 4'000'000
    """
    found = extract(page(table, "Mittelherkunft in Franken")).funding
    assert [(row.instrument, row.ip_scope, row.is_total) for row in found] == [
        ("ifk", "excluded", False), ("kip_total", "excluded", False), ("kip_total", "excluded", True),
        ("ip", "only", False), ("kip_total", "included", True),
    ]  # fmt: skip
    assert not any(row.evidence.needs_review for row in found)


def test_totals_of_one_payer_with_two_credits(extract: Extract) -> None:
    table = """
        Herkunft | 2024 | 2025
        Bund: IFK | 500 | 510
        Bund: IP | 3'000 | 2'900
        Total Bund | 3'500 | 3'410
        Kanton | 400 | 410
        Gemeinden | 100 | 100
        Total | 4'000 | 3'920
    """
    found = [row for row in extract(page(table, "Mittelherkunft in TCHF")).funding if row.period_start == 2024]
    assert [(row.payer, row.is_total, row.ip_scope) for row in found] == [
        ("bund", False, "excluded"), ("bund", False, "only"), ("bund", True, "included"),
        ("kanton", False, "excluded"), ("gemeinden", False, "excluded"), ("mixed", True, "included"),
    ]  # fmt: skip


def test_a_share_may_be_an_amount(extract: Extract) -> None:
    table = """
        Förderbereich | Anteil Bund | Anteil Kanton | Anteil in % | Anteil Bund am Ganzen
        Sprache | 500'000 | 300'000 | 62 | 62
        Dolmetschen | 90'000 | 50'000 | 64 | 64
    """
    found = extract(page(table, "Finanzierung 2024 in Franken")).funding
    assert amounts(found) == [500_000, 300_000, 90_000, 50_000]


def test_two_tables_in_one_grid_with_a_header_each(extract: Extract) -> None:
    table = """
        Mittelherkunft | 2024 | 2025
        Bund | 600'000 | 610'000
        Kanton | 400'000 | 390'000
        Mittelverwendung | 2024 | 2025
        Sprache | 700'000 | 690'000
        Dolmetschen | 300'000 | 310'000
    """
    found = extract(page(table, "Finanzierung in Franken")).funding
    assert [row.side for row in found] == ["sources"] * 4 + ["uses"] * 4
    assert 2024 not in amounts(found)


def test_scales_and_vague_words_in_cells(extract: Extract) -> None:
    table = """
        Herkunft | 2024 | 2025
        Bund | 1,2 Mio. | rund 1,3 Mio.
        Kanton | 450'000 | ca. 500'000
    """
    found = extract(page(table, "Mittelherkunft in Franken")).funding
    assert [(row.amount_chf, row.qualifier) for row in found] == [
        (1_200_000, "exact"), (1_300_000, "about"), (450_000, "exact"), (500_000, "about")
    ]  # fmt: skip


def test_large_numbers_under_a_heading_of_money_need_no_unit(extract: Extract) -> None:
    table = """
        Herkunft | 2024 | 2025
        Bund | 600'000 | 610'000
        Kanton | 400'000 | 390'000
    """
    assert amounts(extract(page(table, heading="Mittelherkunft")).funding) == [600_000, 610_000, 400_000, 390_000]


def test_one_note_states_the_unit_of_all_tables(extract: Extract) -> None:
    table = """
        Herkunft | 2024
        Bund | 600
        Kanton | 400
    """
    html = page(table, "Mittelherkunft", intro=f"{INTRO} Alle Beträge sind in TCHF angegeben.")
    assert amounts(extract(html).funding) == [600_000, 400_000]


def test_a_table_of_figures_that_are_not_about_integration(extract: Extract) -> None:
    table = """
        Strasse | 2024
        Axenstrasse | 600'000
    """
    html = page(table, "Ausgaben in CHF", intro="Der Kanton baut Strassen und Brücken.").replace("KIP", "Rechnung")
    found = extract(html).funding
    assert amounts(found) == [600_000]
    assert not any(row.is_integration for row in found)


POOL = (
    "", "–", "Sprache", "Bund (IFK)", "Kanton und Gemeinden", "Total", "davon IP", "2024", "2024–2027", "Summe", "TCHF",
    "1'200", "3'000'000", "12.5", "-40", "50 %", "ca. 2 Mio. Franken", "Zwischentotal", "Abweichung", "Anzahl Personen",
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(st.sampled_from(POOL), min_size=4, max_size=4), min_size=1, max_size=9))
def test_any_table_is_read_and_its_figures_stand_in_it(extract: Extract, rows: list[list[str]]) -> None:
    table = "\n".join(" | ".join(row) for row in rows)
    found = extract(page(table, "Finanzierung 2024–2027 in TCHF", marked=0)).funding
    assert all(row.amount_chf is not None and row.amount_chf >= 0 for row in found)
    texts = {cell for row in rows for cell in row}
    assert {row.evidence.quote for row in found if row.found_in == "table"} <= texts


def test_a_pillar_is_no_area(extract: Extract) -> None:
    table = """
        Pfeiler | 2024 | 2025
        1 Information und Beratung | 100'000 | 110'000
        2 Bildung und Arbeit | 300'000 | 310'000
    """
    assert {row.foerderbereich for row in extract(page(table, "Mittelverwendung in Franken")).funding} == {None}
