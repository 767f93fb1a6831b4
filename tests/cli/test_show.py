"""What `kip show` says of figures."""

from __future__ import annotations

from cli.show import Shown, document_lines, explained
from pipeline.extraction.extract import extract_records
from pipeline.reading.read import read_document
from pipeline.storage.ledger import make_input, unfinished

TABLE = """<html><body><h1>Kantonales Integrationsprogramm 2024–2027</h1>
<p>Mittelverwendung in Franken</p><table>
<tr><th>Förderbereich</th><th>Budget 2024</th></tr><tr><td>Sprache</td><td>400'000</td></tr>
<tr><td>Frühe Kindheit</td><td>200'000</td></tr><tr><td>Dolmetschen</td><td>100'000</td></tr>
<tr><td>Total</td><td>{total}</td></tr></table></body></html>"""


def shown(total: str) -> str:
    document = read_document(TABLE.format(total=total).encode())
    return "\n".join(document_lines(Shown(unfinished(make_input("a.html")), document, extract_records(document))))


def test_a_sum_that_does_not_add_up_is_shown_with_the_difference() -> None:
    assert "CHF 10’000 more than its parts, CHF 700’000" in shown("710'000")
    assert "CHF 20’000 less than its parts, CHF 700’000" in shown("680'000")
    assert "its parts" not in shown("700'000")


def reasons(text: str, media: str = "") -> str:
    document = read_document((media or text).encode())
    shown = Shown(unfinished(make_input("a.txt")), document, extract_records(document))
    return "\n".join(document_lines(explained(shown)))


def test_each_value_of_a_figure_tells_the_words_that_decided_it() -> None:
    text = (
        "Das Kantonale Integrationsprogramm Uri kostet 2024 bis 2027 insgesamt 1,2 Millionen Franken. "
        "Der Bund zahlt daran jährlich 150'000 Franken."
    )
    whole, _, yearly = reasons(text).partition("150’000")
    assert "“2024 bis 2027” (periods.years)" in line_of(whole, "period")
    assert "“Integrationsprogramm” (instruments.kip)" in line_of(whole, "instrument")
    assert "per_year" in line_of(yearly, "basis")
    assert "“jährlich” (intervals.year)" in line_of(yearly, "basis")
    assert "“Bund” (payers.bund)" in line_of(yearly, "payer")


def test_label_of_a_table_and_rule_of_the_whole_tell_a_value() -> None:
    lines = reasons("", TABLE.format(total="700'000"))
    first = lines[lines.index("CHF 400’000") : lines.index("CHF 200’000")]
    assert "“Sprache” (label)" in line_of(first, "foerderbereich")
    assert "“Budget 2024” (label)" in line_of(first, "period")
    assert "table" in line_of(first, "side")


def test_goal_is_shown_with_its_values() -> None:
    grid = (
        "<html><body><h1>Kantonales Integrationsprogramm 2024–2027</h1><table><tr><th>Ziel</th><th>Indikator</th>"
        "<th>Zielwert</th><th>Istwert</th></tr><tr><td>Die Teilnehmenden verstehen Deutsch</td>"
        "<td>Anzahl Teilnehmende</td><td>400</td><td>0</td></tr></table></body></html>"
    )
    (line,) = [line for line in reasons("", grid).splitlines() if "goal" in line]
    assert "Anzahl Teilnehmende" in line
    assert "target 400" in line
    assert "actual 0" in line


def test_a_form_of_votes_that_does_not_add_up_tells_the_difference() -> None:
    form = "Abstimmungsprotokoll\nKantonsrat Sitzung vom 12. September 2023\nVorlage 5901: Kredit für Sprachkurse\n"
    votes = "JA: 47\nNEIN: 62\nEnthalten: 4\nTotal Stimmen: {}"
    assert "total: 17 more than its counts" in reasons(form + votes.format(130))
    assert "than its counts" not in reasons(form + votes.format(113))


def line_of(lines: str, value: str) -> str:
    """Return the line that explains a value, empty without one."""
    return next((line for line in lines.splitlines() if line.strip().startswith(value + " ")), "")
