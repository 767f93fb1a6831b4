"""What `kip show` says of figures."""

from __future__ import annotations

from cli.show import Shown, document_lines
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
