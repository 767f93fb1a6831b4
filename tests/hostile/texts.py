"""Broken and hostile web pages and texts, and bytes of formats that kip does not read."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.cases import EMPTY, FIGURE, LINES, TEXT, Case, given
from tests.hostile.packages import BILLION, FETCHED, PASSWORDS

SENTENCE = LINES[1]
PARAGRAPH = f"<p>{SENTENCE}</p>".encode()


def web(content: bytes, head: bytes = b"<meta charset=utf-8>") -> bytes:
    """Return a web page."""
    return b"<!DOCTYPE html><html><head>%s<title>Seite</title></head><body>%s</body></html>" % (head, content)


def nested(count: int, tag: bytes = b"div") -> bytes:
    return web(b"<%s>" % tag * count + PARAGRAPH)


def _pages() -> Iterator[Case]:
    yield Case("hundred-thousand-deep.html", lambda: nested(100_000), "too_large", "deep")
    yield Case("hundred-thousand-deep-inline.html", lambda: nested(100_000, b"b"), "too_large", "deep")
    yield Case("three-hundred-deep.html", lambda: nested(300), says=FIGURE)
    yield Case("tables-in-tables.html", lambda: nested(3_000, b"table><tr><td"), "too_large", "deep")
    yield Case("fifty-megabytes.html", lambda: web(b"<div>" * 10_000_100 + PARAGRAPH), "too_large", "bytes")
    yield Case(
        "menus-without-end.html",
        lambda: web(
            PARAGRAPH + b"<ul><li><a href=x>a</a><a href=x>b</a><a href=x>c</a></ul>" * 1_500 + b"<h1>Titel</h1>"
        ),
        says=FIGURE,
    )
    yield Case(
        "named-boxes.html", lambda: web(b"<div class=menu>" * 190 + PARAGRAPH + b"<p>x</p>" * 5_000), says=FIGURE
    )
    yield Case(
        "million-cells.html",
        lambda: web(b"<table>" + b"<tr>" + b"<td>1" * 100 + b"<tr>" * 2 + b"<td>1" * 120_000 + b"</table>"),
        "too_large",
        "cells",
    )
    yield Case(
        "spans-of-a-million.html",
        lambda: web(b"<table>" + b"<tr><td rowspan=9999 colspan=9999>1<td>2" * 300 + b"</table>"),
        "too_large",
        "cells",
    )
    yield Case("zero-bytes.html", lambda: web(PARAGRAPH.replace(b"Kindheit", b"Kind\0heit")), says=FIGURE)
    yield Case("full-of-zero-bytes.html", lambda: web(PARAGRAPH + b"\0" * 5_000), says=FIGURE)
    yield Case("wrong-charset.html", lambda: web(PARAGRAPH, b"<meta charset=utf-16>"), says="frühe")
    yield Case("no-such-charset.html", lambda: web(PARAGRAPH, b"<meta charset=no-such-thing>"), says="frühe")
    yield Case("charset-that-runs-code.html", lambda: web(PARAGRAPH, b"<meta charset=unicode_escape>"), says="frühe")
    yield Case("mixed-encodings.html", lambda: web(PARAGRAPH * 20 + "<p>Zürich</p>".encode("cp1252")), says="frühe")
    yield Case("utf-16-without-mark.html", lambda: web(PARAGRAPH).decode().encode("utf-16-le"), says=FIGURE)
    yield Case(
        "half-characters.html", lambda: web(PARAGRAPH + b"<p>&#xD800;&#xDFFF;&#0;&#x110000;&#xFFFE;</p>"), says=FIGURE
    )
    yield Case(
        "only-scripts.html", lambda: web(b"<script>fetch('ADDRESS/s')</script><iframe src='ADDRESS/i'></iframe>"), EMPTY
    )
    yield Case(
        "fetches.html",
        lambda: web(
            PARAGRAPH + b"<img src='ADDRESS/i'><script src='ADDRESS/s'></script><object data='ADDRESS/o'></object>",
            b"<base href='ADDRESS/'><link rel=stylesheet href='ADDRESS/c'>"
            b"<meta http-equiv=refresh content='0;url=ADDRESS/r'>",
        ),
        says=FIGURE,
    )
    yield Case(
        "login-page-named.pdf",
        lambda: web(b"<h1>Anmeldung</h1><form><p>Bitte melden Sie sich an.</p></form>"),
        says="Anmeldung",
    )
    yield Case(
        "mark-of-a-pdf-in-it.html", lambda: web(b"<p>Ein PDF beginnt mit %PDF-1.7.</p>" + PARAGRAPH), says=FIGURE
    )
    yield Case("brackets-without-end.html", lambda: b"<html>" + b"<!DOCTYPE x [" * 50_000 + PARAGRAPH)
    yield Case("attributes-without-end.html", lambda: web(b"<p " + b"a=1 " * 50_000 + b">" + PARAGRAPH), says=FIGURE)
    yield Case("comment-without-end.html", lambda: web(PARAGRAPH + b"<!--" * 50_000), says=FIGURE)
    for name, declared in (("billion-laughs", BILLION), ("passwords", PASSWORDS), ("fetched", FETCHED)):
        xhtml = b'<?xml version="1.0"?>%s<html><body><p>&l9;</p>%s</body></html>' % (
            declared.replace(b"DOCTYPE x", b"DOCTYPE html"),
            PARAGRAPH,
        )
        yield Case(f"{name}.html", given(xhtml), says=FIGURE)
        drawing = b'<?xml version="1.0"?>%s<svg xmlns="http://www.w3.org/2000/svg"><text>&l9;</text></svg>' % declared
        yield Case(f"{name}.svg", given(drawing), "unsupported", "SVG")


def _plain() -> Iterator[Case]:
    yield Case("nothing.txt", lambda: b"", "empty_file")
    yield Case("mark-alone.txt", lambda: b"\xef\xbb\xbf", EMPTY)
    yield Case("mark-of-utf-16-alone.txt", lambda: b"\xff\xfe", EMPTY)
    yield Case("blanks.txt", lambda: b" \r\n\t\f" * 500, EMPTY)
    yield Case("line-of-50-megabytes.txt", lambda: (SENTENCE + " ").encode() * 700_000, "too_large", "characters")
    yield Case("word-without-end.txt", lambda: b"a" * 30_000 + b"\n" + TEXT.encode(), says=FIGURE)
    yield Case("controls.txt", lambda: bytes(range(1, 32)) * 100, "unsupported", "neither text")
    yield Case("few-controls.txt", lambda: TEXT.encode() * 8 + b"\x01\x02", says=FIGURE)
    yield Case("terminal-codes.txt", lambda: b"\x1b[31m\x1b]0;x\x07" + TEXT.encode() * 30, says=FIGURE)
    yield Case("utf-16-without-mark.txt", lambda: TEXT.encode("utf-16-be"), says=FIGURE)
    yield Case("utf-16-of-odd-length.txt", lambda: b"\xff\xfe" + TEXT.encode("utf-16-le") + b"x", "unsupported")
    yield Case("mixed-encodings.txt", lambda: TEXT.encode() + "\nZürich".encode("cp1252"), says=FIGURE)
    yield Case("right-to-left.txt", lambda: TEXT.encode() + "\u202e000'021 eknarF\u202c".encode(), says=FIGURE)
    yield Case("accents-without-end.txt", lambda: TEXT.encode() + ("e" + "\u0301" * 10_000).encode(), says=FIGURE)
    yield Case("formulas.csv", lambda: b"=cmd|' /C calc'!A0;+1;@SUM(A1)\n" + SENTENCE.encode(), says=FIGURE)
    yield Case("pages-without-end.txt", lambda: b"x\f" * 5_000, "too_large", "pages")
    yield Case("mark-of-a-pdf-in-it.txt", lambda: b"Ein PDF beginnt mit %PDF-1.7.\n" + TEXT.encode(), says=FIGURE)
    for name, repeated, count in (
        ("figures", "1'", 4_000), ("hyphens", "a-", 4_000), ("money", "Fr. ", 4_000), ("brackets", "(", 4_000),
        ("years", "2014-", 2_000), ("headings", "1.", 4_000), ("lines", "\n", 50_000),
        ("apostrophes", "’", 4_000),
    ):  # fmt: skip
        yield Case(f"only-{name}.txt", given((TEXT + "\n" + repeated * count).encode()), says=FIGURE)


def _others() -> Iterator[Case]:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

    def entry(name: str) -> bytes:
        return ole + name.encode("utf-16-le").ljust(128, b"\0") + bytes(1_000)

    for name, data, says in (
        ("letter.doc", entry("WordDocument"), "old Word document"),
        ("table.xls", entry("Workbook"), "old Excel workbook"),
        ("slides.ppt", entry("PowerPoint Document"), "old PowerPoint"),
        ("mail.msg", entry("__substg1.0_0037001F"), "Outlook"),
        ("other.ole", ole + bytes(600), "old Office file"),
        ("letter.rtf", b"{\\rtf1\\ansi " + TEXT.encode() + b"}", "RTF"),
        ("letter.ps", b"%!PS-Adobe-3.0\n" + TEXT.encode(), "PostScript"),
        (
            "mail.eml",
            b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + TEXT.encode(),
            "e-mail",
        ),
        (
            "page.mht",
            b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n" + TEXT.encode(),
            "e-mail",
        ),
        ("old.xml", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "XML"),
        ("feed.xml", b'<?xml version="1.0" encoding="utf-8"?><rss><title>Neues</title></rss>', "XML"),
        ("bare.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><text>120</text></svg>', "SVG"),
        ("all.7z", b"7z\xbc\xaf\x27\x1c" + bytes(99), "7z"),
        ("all.gz", b"\x1f\x8b\x08" + bytes(99), "gzip"),
        ("all.tar", b"a.txt".ljust(257, b"\0") + b"ustar\x0000".ljust(255, b"\0") + bytes(512), "tar"),
        ("all.xz", b"\xfd7zXZ\0" + bytes(99), "xz"),
        ("all.bz2", b"BZh91AY&SY" + bytes(99), "bzip2"),
        ("all.rar", b"Rar!\x1a\x07\x01\0" + bytes(99), "RAR"),
        ("setup.exe", b"MZ\x90\0" + bytes(999), "program"),
        ("setup", b"\x7fELF\x02\x01\x01" + bytes(999), "program"),
        ("photo.heic", b"\0\0\0\x18ftypheic" + bytes(99), "HEIC"),
        ("film.mp4", b"\0\0\0\x18ftypisom" + bytes(99), "video"),
        ("photo.webp", b"RIFF\x10\0\0\0WEBPVP8 " + bytes(99), "WebP"),
        ("photo.gif", b"GIF89a\x01\0\x01\0" + bytes(99), "GIF"),
        ("photo.bmp", b"BM" + bytes(99), "bitmap"),
        ("book.djvu", b"AT&TFORM\0\0\0\x10DJVM" + bytes(99), "DjVu"),
        ("noise.bin", bytes(range(256)) * 20, "neither text"),
    ):
        yield Case(name, given(data), "unsupported", says)


CASES = (*_pages(), *_plain(), *_others())
