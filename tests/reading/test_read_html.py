from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.failures import DocumentFailure
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


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def kinds(body: str) -> list[tuple[str, str]]:
    document = read_document(page(body))
    return [(b.kind, document.text[b.start : b.end]) for b in document.blocks]


TEXT = "<h1>Integration</h1><p>Die Gemeinden fördern die Sprache und die frühe Kindheit seit vielen Jahren.</p>"


@pytest.mark.parametrize(
    "beside",
    [
        "<aside><p>Strasse: 12 Millionen Franken</p></aside>",
        '<div role="complementary"><p>Strasse: 12 Millionen Franken</p></div>',
        '<div class="col-4 sidebar"><p>Strasse: 12 Millionen Franken</p></div>',
        '<div id="sidebarRight"><p>Strasse: 12 Millionen Franken</p></div>',
        '<section class="related-content"><p>Strasse: 12 Millionen Franken</p></section>',
        '<div class="teaserList"><p>Strasse: 12 Millionen Franken</p></div>',
        '<div class="cookie-banner"><p>Strasse: 12 Millionen Franken</p></div>',
        "<aside><table><tr><td>1</td><td>2</td></tr><tr><td>A</td><td>12 Millionen Franken</td></tr></table></aside>",
    ],
)
def test_what_stands_beside_the_text_is_menu(beside: str) -> None:
    document = read_document(page(TEXT + beside))
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "menu"]
    assert "12 Millionen Franken" in document.text
    assert not document.tables


@pytest.mark.parametrize(
    "around",
    [
        '<div class="has-sidebar">{}</div>',
        '<div class="layout-sidebar-left">{}</div>',
        '<div class="teaser">{}</div>',
        '<div id="menu"><main>{}</main></div>',
        '<div class="sociale-integration">{}</div>',
    ],
)
def test_a_name_does_not_make_the_page_itself_a_menu(around: str) -> None:
    assert [kind for kind, _ in kinds(around.format(TEXT))] == ["heading", "paragraph"]


def test_a_lead_of_the_class_teaser_is_text() -> None:
    assert kinds(f'<p class="teaser">Der Kanton fördert.</p>{TEXT}')[0] == ("paragraph", "Der Kanton fördert.")


def test_links_before_the_title_are_a_menu_and_links_after_it_are_text() -> None:
    links = "<ul><li><a href='/a'>Start</a></li><li><a href='/b'>Themen</a></li><li><a href='/c'>Kontakt</a></li></ul>"
    found = [kind for kind, _ in kinds(f"<div>{links}</div>{TEXT}{links}")]
    assert found == [*["menu"] * 3, "heading", "paragraph", *["list_item"] * 3]


def test_a_skip_link_is_menu_and_a_link_in_the_text_is_text() -> None:
    body = f'<a href="#main">Zum Inhalt</a>{TEXT}<p>Siehe <a href="#n1">Anhang</a>.</p>'
    assert kinds(body)[0] == ("menu", "Zum Inhalt")
    assert kinds(body)[-1] == ("paragraph", "Siehe Anhang.")


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>geheim</p>",
        '<div style="color: red; display:none"><p>geheim</p></div>',
        '<p style="visibility: hidden">geheim</p>',
        '<span aria-hidden="true">geheim</span>',
        "<dialog><p>geheim</p></dialog>",
        "<table><tr><th>A</th><th>B</th></tr><tr hidden><td>geheim</td></tr><tr><td>a</td><td>2</td></tr></table>",
        "<dl><dt hidden>geheim</dt><dd>offen</dd></dl>",
    ],
)
def test_what_is_not_shown_is_not_read(hidden: str) -> None:
    assert "geheim" not in read_document(page(TEXT + hidden)).text


def test_what_can_be_unfolded_is_read() -> None:
    body = '<details><summary>Sprache</summary><p>Kurse am Abend</p></details><p hidden="until-found">Beratung</p>'
    assert kinds(body) == [("paragraph", "Sprache"), ("paragraph", "Kurse am Abend"), ("paragraph", "Beratung")]


def test_a_term_and_its_description_are_one_item() -> None:
    body = "<dl><div><dt>Kredit:</dt><dd>120'000 <b>Franken</b></dd></div><dt>Dauer</dt><dd>2024</dd><dd>2025</dd></dl>"
    assert kinds(body) == [
        ("list_item", "Kredit: 120'000 Franken"),
        ("list_item", "Dauer: 2024"),
        ("list_item", "2025"),
    ]


def test_a_description_with_blocks_is_read_as_these() -> None:
    body = "<dl><dt>Kurse</dt><dd><ul><li>am Abend</li><li>am Morgen</li></ul></dd></dl>"
    assert kinds(body) == [("list_item", "Kurse"), ("list_item", "am Abend"), ("list_item", "am Morgen")]


def test_a_raised_number_is_no_part_of_an_amount() -> None:
    body = "<p>120'000<sup>1</sup> Franken<sup><a href='#n'>2</a></sup> für 50 m<sup>2</sup></p>"
    assert kinds(body) == [("paragraph", "120'000[1] Franken[2] für 50 m²")]


def test_the_foot_of_a_table_comes_last_and_its_caption_first() -> None:
    html = (
        "<table><caption>In Franken</caption><thead><tr><th>Bereich</th><th>2024</th></tr></thead>"
        "<tfoot><tr><td>Total</td><td>300</td></tr></tfoot>"
        "<tbody><tr><td>Sprache</td><td>300</td></tr></tbody></table>"
    )
    document = read_document(page(html))
    assert document.text == "In Franken\nBereich | 2024\nSprache | 300\nTotal | 300"
    assert document.tables[0].caption == "In Franken"


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = "<table><tr><th>Jahr</th><th>Franken</th></tr><tr><td>2024</td><td>100</td></tr></table>"
    html = f"<table><tr><th>Bereich</th><th>Kosten</th></tr><tr><td>Sprache</td><td>siehe {inner}</td></tr></table>"
    document = read_document(page(html))
    assert document.text == "Bereich | Kosten\nSprache | siehe\nJahr | Franken\n2024 | 100"
    assert [(table.n_rows, table.n_cols) for table in document.tables] == [(2, 2), (2, 2)]


def test_a_table_in_a_table_for_layout_is_found() -> None:
    inner = "<table><tr><td>Jahr</td><td>Franken</td></tr><tr><td>2024</td><td>100</td></tr></table>"
    document = read_document(
        page(f"<table><tr><td>{TEXT}</td><td>{inner}</td></tr><tr><td>Links</td><td>Ende</td></tr></table>")
    )
    assert [(table.n_rows, table.n_cols) for table in document.tables] == [(2, 2)]
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "table", "paragraph", "paragraph"]


def test_a_row_span_of_zero_reaches_the_end() -> None:
    rows = "<tr><td rowspan='0'>Bund</td><td>2024</td><td>1</td></tr><tr><td>2025</td><td>2</td></tr>"
    (table,) = read_document(page(f"<table>{rows}</table>")).tables
    assert (table.cells[0].row_span, table.n_cols) == (2, 3)


def test_spans_of_a_million_places_are_refused() -> None:
    row = "<tr>" + "<td colspan='1000' rowspan='9999'>x</td>" * 4 + "</tr>"
    with pytest.raises(DocumentFailure) as failure:
        read_document(page(f"<table>{row * 100}</table>"))
    assert failure.value.code == "too_large"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8-sig", "windows-1252"),
        ("utf-16", "utf-8"),
        ("cp1252", "utf-8"),
        ("cp1252", "idna"),
        ("utf-8", "utf-16"),
        ("utf-8", "no-such-charset"),
    ],
)
def test_bytes_decide_over_a_wrong_declaration(encoding: str, declared: str) -> None:
    html = f'<html><head><meta charset="{declared}"></head><body><p>Die Förderung für die Gemeinden</p></body></html>'
    assert read_document(html.encode(encoding)).text == "Die Förderung für die Gemeinden"


def test_one_broken_letter_does_not_break_the_others() -> None:
    head = '<meta charset="utf-8">'
    whole = "Die Förderung für die Gemeinden wäre überall möglich, wo Bürgerinnen und Bürger höhere Beiträge wünschen."
    data = page(f"<p>{whole}</p>", head).replace(b"<p>", b"<p>\xff ")
    assert read_document(data).text.endswith(whole)


def test_the_stated_language_counts_where_the_text_is_too_short() -> None:
    assert read_document(b'<html lang="fr-CH"><body><p>PIC 3</p></body></html>').language == "fr"
    assert read_document(b'<html lang="fr">' + page(TEXT)[21:]).language == "de"


def test_a_deep_page_loses_no_text() -> None:
    document = read_document(page("<div>" * 240 + "<div><p>ganz unten</p></div>" + "</div>" * 240))
    assert "ganz unten" in document.text


def test_a_long_page_is_read_whole() -> None:
    row = "<tr><td>Sprache</td><td>100</td><td>200</td></tr>"
    document = read_document(page(f"<main>{TEXT * 300}<table>{row * 300}</table></main>"))
    assert document.tables[0].n_rows == 300
    assert sum(block.kind == "paragraph" for block in document.blocks) >= 300


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_changed_bytes_fail_as_documents_do(data: st.DataObject) -> None:
    broken = bytearray(PAGE.format(charset="utf-8").encode())
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(broken) - 1))
        broken[place : place + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=3))
    try:
        read_document(bytes(broken))
        ended = "read"
    except DocumentFailure as failure:
        ended = failure.code
    assert ended in ("read", "damaged", "too_large", "unsupported")
