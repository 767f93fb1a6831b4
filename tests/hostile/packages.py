"""Broken and hostile Word documents and workbooks: archives, their XML, and what they point to."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache, partial

import docx
import openpyxl

from tests.hostile.cases import ADDRESS, EMPTY, FIGURE, LINES, Case
from tests.hostile.pdfs import packed_zeros, pdf, plain

W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT, SHEET = "word/document.xml", "xl/worksheets/sheet1.xml"
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
BILLION = b'<!DOCTYPE x [<!ENTITY l0 "lol">' + LAUGHS + b"]>"
QUADRATIC = b'<!DOCTYPE x [<!ENTITY l9 "' + b"a" * 100_000 + b'">]>'
PASSWORDS = b'<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
FETCHED = b'<!DOCTYPE x [<!ENTITY % p SYSTEM "ADDRESS/p.dtd"> %p; <!ENTITY l9 SYSTEM "ADDRESS/e">]>'

Parts = Mapping[str, bytes]


@cache
def word() -> bytes:
    """Return a sound Word document."""
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@cache
def workbook() -> bytes:
    """Return a sound workbook."""
    book = openpyxl.Workbook()
    for row in (["Massnahme", 2024], ["Deutschkurse", FIGURE], ["Beratung", 4000]):
        book.active.append(row)  # type: ignore[union-attr]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def parts_of(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    """Return the package with these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def with_parts(package: bytes, parts: Parts) -> bytes:
    """Return a package with other or further parts."""
    return packed({**parts_of(package), **parts})


def replaced(package: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a package in which a part reads otherwise."""
    content = parts_of(package)[part]
    assert old in content
    return with_parts(package, {part: content.replace(old, new, 1)})


def body(content: bytes, before: bytes = b"") -> bytes:
    """Return the main part of a Word document."""
    return b'<?xml version="1.0"?>%s<w:document %s><w:body>%s</w:body></w:document>' % (before, W, content)


def paragraph(text: bytes) -> bytes:
    return b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % text


def word_of(content: bytes, before: bytes = b"") -> bytes:
    """Return a Word document with this body."""
    return with_parts(word(), {DOCUMENT: body(content, before)})


def sheet_of(content: bytes, before: bytes = b"") -> bytes:
    """Return a workbook whose sheet is this."""
    sheet = b'<?xml version="1.0"?>%s<worksheet %s>%s</worksheet>' % (before, S, content)
    return with_parts(workbook(), {SHEET: sheet})


ROW = b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row></sheetData>'


def bomb(package: bytes, part: str, size: int) -> bytes:
    """Return a package with a part of so many zeros, or so its directory says: it must be refused before unpacking."""
    return append_raw(package, [(part.encode(), packed_zeros(10_000_000)[2:-4], 0, size)])


def append_raw(package: bytes, entries: list[tuple[bytes, bytes, int, int]], shared: bool = False) -> bytes:
    """Return a package with entries written by hand; `shared` lets all of them lie over the bytes of the first."""
    names = parts_of(package)
    end = package.rindex(b"PK\x05\x06")
    (start,) = struct.unpack("<I", package[end + 16 : end + 20])
    written, listed, place = io.BytesIO(), io.BytesIO(), start
    written.write(package[:start])
    listed.write(package[start:end])
    for index, (name, content, check, size) in enumerate(entries):
        if not shared or index == 0:
            place = written.tell()
            written.write(
                struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, check, len(content), size, len(name), 0)
            )
            written.write(name + content)
        sizes = check, len(content), size, len(name)
        listed.write(
            struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, *sizes, 0, 0, 0, 0, 0, place) + name
        )
    count, directory = len(names) + len(entries), listed.getvalue()
    end_mark = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), written.tell(), 0)
    return written.getvalue() + directory + end_mark


def overlapping() -> bytes:
    """Return a workbook with a thousand entries that all unpack the same ten million zeros."""
    same = [(b"xl/media/a.xml", packed_zeros(10_000_000)[2:-4], 0, 10_000_000)] * 1_000
    return append_raw(workbook(), same, shared=True)


def many_entries(count: int) -> bytes:
    """Return a Word document with so many empty parts."""
    return append_raw(word(), [(b"word/media/%d" % n, b"\x03\0", 0, 0) for n in range(count)])


def nested_archives() -> bytes:
    """Return archives in archives, each of them ten times the one within."""
    inner = packed({"zeros": b"\0" * 1_000_000})
    for _ in range(6):
        inner = packed({f"{n}.zip": inner for n in range(10)})
    return inner


def addressed(package: bytes, address: bytes) -> bytes:
    """Return a package with the address in all its parts."""
    return packed({name: content.replace(ADDRESS, address) for name, content in parts_of(package).items()})


def without(package: bytes, *names: str) -> bytes:
    """Return a package without some of its parts."""
    return packed({name: content for name, content in parts_of(package).items() if name not in names})


def with_macros() -> bytes:
    """Return a Word document with macros (.docm)."""
    plain_type = b"wordprocessingml.document.main+xml"
    types = parts_of(word())["[Content_Types].xml"]
    types = types.replace(
        b"vnd.openxmlformats-officedocument." + plain_type, b"vnd.ms-word.document.macroEnabled.main+xml"
    )
    return with_parts(word(), {"[Content_Types].xml": types, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)})


def with_outside() -> bytes:
    """Return a Word document with a picture, a template and a text that lie elsewhere."""
    relation = b'<Relationship Id="%s" Type="%s/%s" Target="%s" TargetMode="External"/>'
    more = b"".join(
        relation % (b"rX%d" % n, RELATIONS, kind, b"ADDRESS/%s" % kind)
        for n, kind in enumerate(
            (b"image", b"attachedTemplate", b"aFChunk", b"subDocument", b"oleObject", b"footnotes", b"styles")
        )
    )
    return replaced(word(), "word/_rels/document.xml.rels", b"</Relationships>", more + b"</Relationships>")


def renamed_main() -> bytes:
    """Return a Word document whose main part has another number, as the Word of the web writes it."""
    parts = {
        name.replace("word/document.xml", "word/document2.xml").replace(
            "_rels/document.xml", "_rels/document2.xml"
        ): content
        for name, content in parts_of(word()).items()
    }
    return packed(
        {name: content.replace(b"word/document.xml", b"word/document2.xml") for name, content in parts.items()}
    )


def other_type() -> bytes:
    """Return a Word document whose main part calls itself plain XML."""
    types = parts_of(word())["[Content_Types].xml"]
    return with_parts(
        word(),
        {
            "[Content_Types].xml": types.replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", b"application/xml"
            )
        },
    )


def many_notes(count: int) -> bytes:
    """Return a Word document that refers to so many notes, none of which it has."""
    marks = b"".join(b'<w:r><w:footnoteReference w:id="%d"/></w:r>' % n for n in range(count))
    return word_of(paragraph(LINES[1].encode()) + b"<w:p>" + marks + b"</w:p>")


def with_links() -> bytes:
    """Return a workbook with a formula that asks another file, and a list of such files."""
    link = b'<externalLink %s xmlns:r="%s"><externalBook r:id="r1"/></externalLink>' % (S, RELATIONS)
    cell = (
        b'<sheetData><row r="1"><c r="A1"><f>WEBSERVICE("ADDRESS/f")+[1]Sheet1!A1</f></c>'
        b'<c r="B1" t="str"><v>%s Franken</v></c></row></sheetData>' % FIGURE.encode()
    )
    return with_parts(sheet_of(cell), {"xl/externalLinks/externalLink1.xml": link})


def _words() -> Iterator[Case]:
    text = paragraph(LINES[1].encode())
    yield Case("plain.docx", word, says=FIGURE)
    yield Case("macros.docm", with_macros, says=FIGURE)
    yield Case("pictures-elsewhere.docx", with_outside, says=FIGURE, packed=True)
    yield Case("main-part-of-another-number.docx", renamed_main, says=FIGURE)
    yield Case("wrong-content-type.docx", other_type, says=FIGURE)
    yield Case("no-main-part.docx", lambda: without(word(), DOCUMENT), "unsupported", "without its main part")
    yield Case("no-content-types.docx", lambda: without(word(), "[Content_Types].xml"), "damaged")
    yield Case("no-relations.docx", lambda: without(word(), "_rels/.rels"), "damaged")
    yield Case("cut-off.docx", lambda: word()[:-200], "damaged")
    yield Case("cut-in-the-middle.docx", lambda: word()[: len(word()) // 2], "damaged")
    yield Case("wrong-checksum.docx", lambda: _flipped(word(), DOCUMENT), "damaged")
    yield Case("empty-main-part.docx", lambda: with_parts(word(), {DOCUMENT: b""}), "damaged")
    yield Case("broken-xml.docx", lambda: with_parts(word(), {DOCUMENT: body(text)[:-9]}), "damaged")
    yield Case("no-text.docx", lambda: word_of(b""), EMPTY)
    yield Case(
        "zeros-of-three-gigabytes.docx",
        lambda: bomb(word(), "word/media/a.bin", 3_000_000_000),
        "too_large",
        "unpacked",
    )
    yield Case(
        "main-part-of-400-megabytes.docx",
        lambda: bomb(without(word(), DOCUMENT), DOCUMENT, 400_000_000),
        "too_large",
        "bytes",
    )
    yield Case("sixty-thousand-parts.docx", lambda: many_entries(60_000), "too_large", "parts")
    yield Case("archives-in-archives.zip", nested_archives, "unsupported", "ZIP")
    yield Case(
        "hundred-thousand-deep.docx", lambda: word_of(b"<w:sdt><w:sdtContent>" * 100_000 + text), "too_large", "deep"
    )
    yield Case(
        "tables-in-tables.docx",
        lambda: word_of(b"<w:tbl><w:tr><w:tc>" * 80 + text + b"</w:tc></w:tr></w:tbl>" * 80),
        says=FIGURE,
    )
    yield Case(
        "million-wide-cell.docx",
        lambda: word_of(
            text
            + b"<w:tbl>"
            + (
                b'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr>%s</w:tc><w:tc>%s</w:tc></w:tr>'
                % (text, text)
            )
            * 200
            + b"</w:tbl>"
        ),
        "too_large",
        "cells",
    )
    yield Case("ten-thousand-notes.docx", lambda: many_notes(10_000), says=FIGURE)
    for name, declared in (
        ("billion-laughs", BILLION),
        ("quadratic", QUADRATIC),
        ("passwords", PASSWORDS),
        ("fetched", FETCHED),
    ):
        laughing = paragraph(b"&l9;" * (50 if name == "quadratic" else 1))
        yield Case(f"{name}.docx", partial(word_of, laughing, declared), "damaged", "entities", packed=True)
    hidden = b"<!--" + b" " * 70_000 + b"-->" + PASSWORDS
    yield Case("passwords-behind-a-comment.docx", lambda: word_of(paragraph(b"&l9;"), hidden), "damaged")
    yield Case(
        "laughs-behind-a-comment.docx", lambda: word_of(paragraph(b"&l9;"), hidden[:70_007] + BILLION), "damaged"
    )


def _flipped(package: bytes, part: str) -> bytes:
    place = package.index(part.encode()) + len(part) + 100
    return package[:place] + bytes([package[place] ^ 0xFF]) + package[place + 1 :]


def _workbooks() -> Iterator[Case]:
    row = ROW % FIGURE.encode()
    whole = b"A1:XFD1048576"
    yield Case("plain.xlsx", workbook, says=FIGURE)
    yield Case("whole-sheet-claimed.xlsx", lambda: sheet_of(b'<dimension ref="%s"/>' % whole + row), says=FIGURE)
    yield Case(
        "last-cell.xlsx",
        lambda: sheet_of(row.replace(b"A1", b"XFD1048576").replace(b'row r="1"', b'row r="1048576"')),
        says=FIGURE,
    )
    yield Case("beyond-the-last-cell.xlsx", lambda: sheet_of(row.replace(b"A1", b"ZZZZ99999999999")), "damaged")
    yield Case(
        "merged-whole-sheet.xlsx",
        lambda: sheet_of(row + b'<mergeCells><mergeCell ref="%s"/></mergeCells>' % whole),
        "too_large",
        "cells",
    )
    yield Case(
        "many-merged.xlsx",
        lambda: sheet_of(
            row
            + b"<mergeCells>"
            + b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1, 60_000))
            + b"</mergeCells>"
        ),
        "too_large",
        "cells",
    )
    yield Case(
        "link-over-whole-sheet.xlsx",
        lambda: sheet_of(row + b'<hyperlinks><hyperlink ref="%s" display="x"/></hyperlinks>' % whole),
        "too_large",
        "cells",
    )
    yield Case(
        "hidden-columns-without-end.xlsx",
        lambda: sheet_of(
            b"<cols>%s</cols>" % b"".join(b'<col min="%d" max="2000000000" hidden="1"/>' % n for n in range(2, 2_000))
            + row
        ),
        says=FIGURE,
    )
    yield Case(
        "formula-without-value.xlsx",
        lambda: sheet_of(b'<sheetData><row r="1"><c r="A1"><f>SUM(B1:B9)</f></c></row></sheetData>'),
        says="=SUM",
    )
    yield Case("links-elsewhere.xlsx", with_links, says=FIGURE, packed=True)
    yield Case("overlapping-parts.xlsx", overlapping, "too_large", "unpacked")
    yield Case(
        "zeros-of-three-gigabytes.xlsx",
        lambda: bomb(workbook(), "xl/media/a.bin", 3_000_000_000),
        "too_large",
        "unpacked",
    )
    yield Case(
        "no-workbook.xlsx", lambda: without(workbook(), "xl/workbook.xml"), "unsupported", "without its main part"
    )
    yield Case("no-sheet.xlsx", lambda: without(workbook(), SHEET), "damaged")
    yield Case("deep.xlsx", lambda: sheet_of(row + b"<x>" * 50_000 + b"</x>" * 50_000), says=FIGURE)
    for name, declared in (
        ("billion-laughs", BILLION),
        ("quadratic", QUADRATIC),
        ("passwords", PASSWORDS),
        ("fetched", FETCHED),
    ):
        yield Case(
            f"{name}.xlsx", partial(sheet_of, ROW % (b"&l9;" * 50), declared), "damaged", "entities", packed=True
        )


def _mistaken() -> Iterator[Case]:
    yield Case(
        "word-named.pdf", lambda: replaced(word(), DOCUMENT, b"Der Kanton", b"Der Nachbarkanton"), says="Nachbarkanton"
    )
    yield Case("pdf-named.docx", lambda: pdf({**plain(), 6: b"(docx)"}), says=FIGURE)
    yield Case("pdf-packed-first.docx", lambda: _stored_first(word(), pdf(plain())), says=FIGURE)
    yield Case(
        "document.odt",
        lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
        "unsupported",
        "OpenDocument",
    )
    yield Case(
        "book.epub",
        lambda: packed({"mimetype": b"application/epub+zip", "META-INF/container.xml": b"<x/>"}),
        "unsupported",
        "e-book",
    )
    yield Case(
        "slides.pptx",
        lambda: packed({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}),
        "unsupported",
        "PowerPoint",
    )
    yield Case("old.xlsb", lambda: packed({"xl/workbook.bin": b"\0" * 9}), "unsupported", "xlsb")


def _stored_first(package: bytes, attachment: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.pdf", attachment)
        for name, content in parts_of(package).items():
            archive.writestr(name, content)
    return buffer.getvalue()


CASES = (*_words(), *_workbooks(), *_mistaken())
