from __future__ import annotations

import pytest

from pipeline.reading.read import read_document

PAGE = """<!DOCTYPE html>
<html lang="de"><head><meta charset="{charset}"><title>Amt – Kanton</title>
<meta property="og:site_name" content="Kanton Muster"><script>var x = "nicht lesen";</script></head>
<body>
<nav><ul><li><a href="/">Start</a></li><li>Themen</li></ul></nav>
<main>
<h1>Integration im Kanton</h1>
<p>Der Kanton f&ouml;rdert   die <b>fr&#252;he</b>
Kindheit.<br><br>Neuer Absatz.</p>
<h2>Massnahmen</h2>
<ul><li>Kurse<ul><li>für Eltern</li></ul></li><li><p>Beratung</p></li></ul>
<h2>Kosten</h2>
<table><thead><tr><th>Bereich</th><th colspan="2">Franken</th></tr></thead>
<tr><td rowspan="2">Sprache</td><td>2024</td><td>120'000</td></tr>
<tr><td>2025</td><td>130'000</td></tr></table>
</main>
<footer>Impressum</footer><style>p {{ color: red }}</style>
</body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252"])
def test_blocks_in_order_with_menu_and_footer_kept_apart(charset: str) -> None:
    document = read_document(PAGE.format(charset=charset).replace("–", "-").encode(charset))
    blocks = [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks if b.kind != "table"]
    assert blocks == [
        ("menu", 0, "Start"),
        ("menu", 0, "Themen"),
        ("heading", 1, "Integration im Kanton"),
        ("paragraph", 0, "Der Kanton fördert die frühe Kindheit."),
        ("paragraph", 0, "Neuer Absatz."),
        ("heading", 2, "Massnahmen"),
        ("list_item", 0, "Kurse"),
        ("list_item", 0, "für Eltern"),
        ("list_item", 0, "Beratung"),
        ("heading", 2, "Kosten"),
        ("footer", 0, "Impressum"),
    ]
    assert "nicht lesen" not in document.text
    assert document.title == "Integration im Kanton"
    assert dict(document.metadata) == {"lang": "de", "og:site_name": "Kanton Muster"}
    assert not document.paginated


def test_table_cells_know_place_spans_and_headers() -> None:
    document = read_document(PAGE.format(charset="utf-8").encode())
    (table,) = document.tables
    cells = {(c.row, c.col): (document.text[c.start : c.end], c.row_span, c.col_span, c.header) for c in table.cells}
    assert (table.n_rows, table.n_cols, table.caption) == (3, 3, "Kosten")
    assert cells == {
        (0, 0): ("Bereich", 1, 1, True),
        (0, 1): ("Franken", 1, 2, True),
        (1, 0): ("Sprache", 2, 1, False),
        (1, 1): ("2024", 1, 1, False),
        (1, 2): ("120'000", 1, 1, False),
        (2, 1): ("2025", 1, 1, False),
        (2, 2): ("130'000", 1, 1, False),
    }


def test_a_table_for_layout_is_read_as_its_text() -> None:
    html = "<html><body><table><tr><td><p>Erster Absatz.</p><p>Zweiter Absatz.</p></td></tr></table></body></html>"
    document = read_document(html.encode())
    assert document.text == "Erster Absatz.\nZweiter Absatz."
    assert not document.tables


def test_entities_of_the_file_are_not_fetched() -> None:
    html = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>Wert &x; Ende</p></body></html>'
    text = read_document(html.encode()).text
    assert text.startswith("Wert")
    assert text.endswith("Ende")
    assert len(text) < 20


def test_a_wrong_declaration_gives_way_to_the_bytes() -> None:
    html = '<html><head><meta charset="utf-8"></head><body><p>Die Förderung für die Gemeinden</p></body></html>'
    assert "Förderung für" in read_document(html.encode("cp1252")).text
