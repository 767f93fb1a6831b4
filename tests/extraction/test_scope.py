"""How far remarks on the Integrationspauschale reach: beside an amount, in its paragraph, its table, its document."""

from collections.abc import Callable

import pytest

from pipeline.extraction.scope import scope_said
from pipeline.records import Records

Extract = Callable[[str], Records]

INTRO = "Das Kantonale Integrationsprogramm (KIP 3, 2024–2027) des Kantons Uri fördert die Migrationsbevölkerung."


@pytest.mark.parametrize(
    "text",
    [
        "Alle Angaben verstehen sich ohne Integrationspauschale.",
        "Beträge in Franken, exkl. IP-Mittel",
        "Die Integrationspauschale wird separat abgerechnet.",
        "Nicht berücksichtigt sind die Integrationspauschalen des Bundes.",
        "Hinzu kommt die Integrationspauschale des Bundes.",
        "Daneben überweist der Bund die Integrationspauschale.",
        "In diesen Beträgen ist die IP nicht enthalten.",
        "Die Integrationspauschale ist in keinem dieser Beträge enthalten.",
        "Weder die Integrationspauschale noch das Programm S sind darin enthalten.",
        "Ohne die Pauschale für Geflüchtete kostet es 14 Mio.",
        "Die IP ist von diesen Zahlen ausgenommen.",
        "Kredit netto, ohne die Mittel aus der Integrationspauschale",
    ],
)
def test_words_that_leave_the_lump_sum_out(text: str) -> None:
    assert scope_said(text, "de") == "excluded"


@pytest.mark.parametrize(
    "text",
    [
        "Gesamtkosten inklusive IP",
        "Darin enthalten ist auch die Integrationspauschale.",
        "samt Integrationspauschale 12 Mio.",
        "Die Pauschale des Bundes ist bereits berücksichtigt.",
        "Unter Einrechnung der Integrationspauschale",
        "Die Beträge enthalten die Integrationspauschale.",
    ],
)
def test_words_that_count_the_lump_sum_in(text: str) -> None:
    assert scope_said(text, "de") == "included"


@pytest.mark.parametrize(
    "text",
    [
        "Aus der Integrationspauschale sind für die Frühe Kindheit zusätzlich 1,2 Mio. eingestellt.",
        "Die Integrationspauschale beträgt 18'000 Franken pro Flüchtling.",
        "Fallpauschalen sind nicht enthalten.",
        "Eine pauschale Abgeltung ist nicht vorgesehen.",
        "Die Mittel der Integrationspauschale fliessen vor allem in die Sprache.",
    ],
)
def test_words_that_say_nothing_of_other_amounts(text: str) -> None:
    assert scope_said(text, "de") is None


@pytest.mark.parametrize(
    "text",
    [
        # Two sentences further on, another amount between.
        "Der Kanton zahlt 2 Mio. Franken. Die Gemeinden zahlen 1 Mio. Franken. Neu. Die IP ist nicht enthalten.",
        # In the next paragraph.
        "Der Kanton zahlt 2 Mio. Franken.\n\nDie Integrationspauschale ist darin nicht enthalten.",
        # On all amounts, far away.
        "Der Kanton zahlt 2 Mio. Franken.\n\nEs.\n\nGeht.\n\nWeiter.\n\nAlle Beträge verstehen sich exkl. IP-Mittel.",
        # A part of a sum without the lump sum.
        "Das Programm kostet ohne Integrationspauschale 4 Mio. Franken. Der Kanton zahlt davon 2 Mio. Franken.",
    ],
)
def test_a_remark_reaches_the_amounts_it_speaks_of(extract: Extract, text: str) -> None:
    [row] = [row for row in extract(f"{INTRO}\n\n{text}").funding if row.amount_chf == 2_000_000]
    assert (row.instrument, row.ip_scope) == ("kip_total", "excluded")


def test_a_remark_of_another_chapter_does_not_reach_back(extract: Extract) -> None:
    text = f"<h2>Mittel</h2><p>{INTRO} Der Kanton zahlt 2 Mio. Franken.</p><h2>Bund</h2><p>Hinzu kommt die IP.</p>"
    [row] = extract(f"<html lang='de'><body><main>{text}</main></body></html>").funding
    assert row.ip_scope == "unknown"


@pytest.mark.parametrize(
    "remark",
    [
        "<p>Die IP ist in der folgenden Tabelle nicht enthalten.</p><table><caption>In Franken</caption>",
        "<table><caption>Finanzierung in Franken, ohne Integrationspauschale</caption>",
    ],
)
def test_a_remark_on_a_table_is_of_no_earlier_programme(extract: Extract, remark: str) -> None:
    table = f"{remark}<tr><th>Wer</th><th>2024</th></tr><tr><td>Bund und Kanton</td><td>640'000</td></tr></table>"
    text = f"<p>{INTRO} Im ersten Programm (2014–2017) gab der Kanton rund 2,2 Millionen Franken aus.</p>"
    told, printed = extract(f"<html lang='de'><body><main><h1>KIP 3</h1>{text}{table}</main></body></html>").funding
    assert (told.ip_scope, printed.ip_scope) == ("unknown", "excluded")


def test_a_sum_of_which_a_part_is_the_lump_sum_includes_it(extract: Extract) -> None:
    text = "Für die Kurse sind im KIP 5 Mio. Franken eingeplant, davon 3 Mio. Franken aus der Integrationspauschale."
    rows = extract(f"{INTRO} {text}").funding
    assert [(row.instrument, row.ip_scope) for row in rows] == [("kip_total", "included"), ("ip", "only")]


def test_the_lump_sum_named_again(extract: Extract) -> None:
    text = "Die Integrationspauschale ist nicht enthalten. Der Bund richtet sie jährlich aus, mit rund 5 Mio. Franken."
    [row] = extract(f"{INTRO} {text}").funding
    assert (row.instrument, row.payer, row.ip_scope) == ("ip", "bund", "only")


def test_a_total_told_in_two_tables_is_the_same_money(extract: Extract) -> None:
    """Uses come to what the sources come to: where one table leaves the lump sum out, so does the other."""
    uses = "<tr><th>Förderbereich</th><th>2024–2027</th></tr><tr><td>Sprache</td><td>2'640'000</td></tr>"
    uses += "<tr><td>Dolmetschen</td><td>1'400'000</td></tr><tr><td>Total</td><td>4'040'000</td></tr>"
    sources = "<tr><th>Wer zahlt</th><th>2024–2027</th></tr><tr><td>Bund (IFK)</td><td>2,0</td></tr>"
    sources += "<tr><td>Kanton</td><td>2,0</td></tr><tr><td>Total</td><td>4,0</td></tr>"
    tables = f"<table><caption>Mittelverwendung in Franken</caption>{uses}</table><p>Daraus wird bezahlt:</p>"
    tables += f"<table><caption>Mittelherkunft in Mio. Franken</caption>{sources}</table>"
    rows = extract(f"<html lang='de'><body><main><p>{INTRO}</p>{tables}</main></body></html>").funding
    assert {row.ip_scope for row in rows if row.side == "uses"} == {"excluded"}


def test_what_canton_and_towns_pay_is_without_federal_money(extract: Extract) -> None:
    table = "<tr><th>Herkunft</th><th>2024</th></tr><tr><td>Kanton</td><td>200'000</td></tr>"
    table += "<tr><td>Gemeinden</td><td>100'000</td></tr>"
    text = f"<p>{INTRO}</p><table><caption>Mittelherkunft in Franken</caption>{table}</table>"
    rows = extract(f"<html lang='de'><body><main>{text}</main></body></html>").funding
    assert [(row.payer, row.ip_scope) for row in rows] == [("kanton", "excluded"), ("gemeinden", "excluded")]


def test_an_amount_told_twice_is_the_same_money(extract: Extract) -> None:
    """A decision repeats the row of a table without the lump sum."""
    table = "<tr><th>Herkunft</th><th>2024–2027</th></tr><tr><td>Bund (IFK)</td><td>900'000</td></tr>"
    table += "<tr><td>Kanton</td><td>770'000</td></tr>"
    text = f"<p>{INTRO}</p><table><caption>Mittelherkunft in Franken</caption>{table}</table>"
    text += "<p>Der Landrat bewilligt für die Jahre 2024 bis 2027 einen Kantonsbeitrag von 770'000 Franken.</p>"
    row = extract(f"<html lang='de'><body><main>{text}</main></body></html>").funding[0]
    assert (row.found_in, row.payer, row.ip_scope) == ("text", "kanton", "excluded")


def test_a_document_that_leaves_the_lump_sum_out_does_so_everywhere(extract: Extract) -> None:
    text = f"<p>{INTRO}</p><h2>1 Kosten</h2><p>Der Kanton zahlt 2 Mio. Franken.</p><h2>2 Angebote</h2>"
    text += "<p>Die Integrationspauschale ist in diesem Bericht nicht enthalten.</p>"
    [row] = extract(f"<html lang='de'><body><main>{text}</main></body></html>").funding
    assert row.ip_scope == "excluded"
