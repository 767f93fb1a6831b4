"""Broken and hostile PDFs, written object by object."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence
from functools import cache, partial

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.hostile.cases import EMPTY, FIGURE, LINES, Case

Objects = Mapping[int, bytes]

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
A4 = b"0 0 595 842"
# Deflate packs a thousand zeros into one byte.
PACKED = 100_000_000


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream with its dictionary."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def shown(lines: Sequence[str] = LINES) -> bytes:
    """Return the drawing of lines of text."""
    rows = (b"(%s) Tj T*" % line.encode("cp1252").replace(b"(", b"\\(") for line in lines)
    return b"BT /F 12 Tf 16 TL 60 760 Td " + b" ".join(rows) + b" ET"


def page(box: bytes = A4, content: int = 4, more: bytes = b"", resources: bytes = b"") -> bytes:
    """Return a page; its text is object `content`, its font object 5."""
    return b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents %d 0 R/Resources<</Font<</F 5 0 R>>%s>>%s>>" % (
        box,
        content,
        resources,
        more,
    )


def plain() -> dict[int, bytes]:
    """Return the objects of a sound PDF of one page."""
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return {1: CATALOG, 2: pages, 3: page(), 4: stream(shown()), 5: FONT}


def body(objects: Objects, head: bytes = b"%PDF-1.7\n") -> tuple[bytes, dict[int, int]]:
    """Return the objects written one after the other, and where each begins."""
    parts, places, length = [head], {}, len(head)
    for number, content in objects.items():
        places[number] = length
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        length += len(parts[-1])
    return b"".join(parts), places


def pdf(objects: Objects, more: bytes = b"", end: bytes = b"%%EOF\n") -> bytes:
    """Return the file with its table of places; `more` goes into its trailer."""
    written, places = body(objects)
    size = max(objects) + 1
    table = b"".join(
        b"%010d %05d %s \n" % ((places[n], 0, b"n") if n in places else (0, 65535, b"f")) for n in range(size)
    )
    trailer = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n" % (size, more, len(written))
    return written + b"xref\n0 %d\n" % size + table + trailer + end


def changed(**objects: bytes) -> bytes:
    """Return the sound PDF with other objects, named `o3` and the like."""
    return pdf({**plain(), **{int(name[1:]): content for name, content in objects.items()}})


def many_pages(count: int, stated: int | None = None) -> bytes:
    """Return a PDF of so many pages that share one text; `stated` is the number it says it has."""
    numbers = range(10, 10 + count)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count if stated is None else stated)
    return pdf({**plain(), 2: tree, **{number: page() for number in numbers}})


def beginning(percent: int) -> bytes:
    """Return the first part of a PDF of thirty pages."""
    whole = many_pages(30)
    return whole[: len(whole) * percent // 100]


def boxed(box: bytes) -> bytes:
    """Return a PDF whose page is of this size."""
    return changed(o3=page(box))


@cache
def packed_zeros(size: int, byte: bytes = b"\0") -> bytes:
    """Return so many bytes of one kind, deflated, without ever holding them."""
    packer = zlib.compressobj(1)
    block = byte * 10_000_000
    parts = [packer.compress(block[: min(len(block), size - done)]) for done in range(0, size, len(block))]
    return b"".join([*parts, packer.flush()])


def with_picture(entries: bytes, data: bytes, before: bytes = b"") -> bytes:
    """Return a PDF whose page is an image with these entries."""
    objects = plain()
    drawing = before + b" q 595 0 0 842 0 0 cm /I Do Q"
    image = stream(data, b"/Type/XObject/Subtype/Image" + entries)
    return pdf({**objects, 3: page(resources=b"/XObject<</I 6 0 R>>"), 4: stream(drawing), 6: image})


def form(content: bytes, inner: bytes) -> bytes:
    """Return a form that draws `content` with inner forms of these names."""
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>/XObject<<%s>>>>" % inner
    return stream(content, entries)


def forms_in_forms(levels: int, each: int) -> bytes:
    """Return a PDF whose page draws forms that draw forms: each^levels texts from a few hundred bytes."""
    objects = {**plain(), 3: page(resources=b"/XObject<</X 10 0 R>>"), 4: stream(shown() + b" /X Do")}
    for level in range(levels):
        objects[10 + level] = form(b"/X Do " * each, b"/X %d 0 R" % (11 + level))
    return pdf({**objects, 10 + levels: form(b"BT /F 1 Tf (x) Tj ET", b"")})


def fontless() -> bytes:
    """Return a PDF whose letters look right and mean nothing: a scan of its page is the only way to read it."""
    codes = {letter: index for index, letter in enumerate(sorted(set("".join(LINES))), 1)}
    names = b"".join(b"/%s" % _glyph_name(letter) for letter in codes)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[1%s]>>/ToUnicode 6 0 R>>" % names
    ranges = b"".join(b"<%02x> <%04x>\n" % (code, 0xE000 + code) for code in codes.values())
    mapping = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange %d beginbfchar\n%s" % (len(codes), ranges)
    rows = b" ".join(b"<%s> Tj T*" % bytes(codes[c] for c in line).hex().encode() for line in LINES)
    drawing = b"BT /F 14 Tf 20 TL 40 760 Td " + rows + b" ET"
    return changed(o4=stream(drawing), o5=font, o6=stream(mapping + b"endbfchar endcmap"))


def _glyph_name(letter: str) -> bytes:
    names = {" ": b"space", "'": b"quotesingle", ".": b"period", "ä": b"adieresis", "ö": b"odieresis"}
    names |= {"ü": b"udieresis", **dict(zip("0123456789", (b"zero", b"one", b"two"), strict=False))}
    return names.get(letter, letter.encode())


def surrogates() -> bytes:
    """Return a PDF whose font maps letters to halves of characters, and whose title is one."""
    mapping = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <d800> endbfchar endcmap"
    font = FONT[:-2] + b"/ToUnicode 6 0 R>>"
    objects = {**plain(), 4: stream(shown((*LINES, "ABBA"))), 5: font, 6: stream(mapping)}
    return pdf({**objects, 7: b"<</Title<feff0041d8000042>>>"}, b"/Info 7 0 R")


def active() -> bytes:
    """Return a PDF that would run scripts, start programs, fetch addresses and unpack attachments."""
    script = b"<</S/JavaScript/JS(app.launchURL\\('ADDRESS'\\); this.submitForm\\('ADDRESS'\\);)>>"
    actions = b"/OpenAction 6 0 R/AA<</WC 6 0 R>>/Names<</JavaScript<</Names[(a) 6 0 R]>>"
    files = b"/EmbeddedFiles<</Names[(a.exe) 8 0 R]>>>>/AcroForm<</Fields[9 0 R]/XFA 7 0 R>>"
    catalog = b"<</Type/Catalog/Pages 2 0 R%s%s>>" % (actions, files)
    launch = b"/AA<</O<</S/Launch/F(/bin/true)>>/C<</S/URI/URI(ADDRESS)>>>>/Annots[9 0 R]"
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(x)/Rect[0 0 10 10]/AA<</F 6 0 R>>/A<</S/GoToR/F(ADDRESS)>>>>"
    objects = {
        **plain(),
        1: catalog,
        3: page(more=launch),
        6: script,
        7: stream(b"<xdp:xdp><a href='ADDRESS'/></xdp:xdp>"),
    }
    return pdf({**objects, 8: b"<</Type/Filespec/F(a.exe)/EF<</F 10 0 R>>>>", 9: field, 10: stream(b"MZ" + bytes(99))})


def locked(password: str) -> bytes:
    """Return a PDF under a password, which may be empty: then anybody may read it."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password, "owner", canModify=0), invariant=1)
    for index, line in enumerate(LINES):
        canvas.drawString(60, 760 - 16 * index, line)
    canvas.save()
    return buffer.getvalue()


def huge_picture() -> bytes:
    """Return a PDF with a JPEG of 100 megapixels, all white."""
    buffer = io.BytesIO()
    Image.new("L", (10_000, 10_000), 255).save(buffer, "JPEG", quality=1)
    return with_picture(
        b"/Width 10000/Height 10000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode", buffer.getvalue()
    )


def broken_table(shift: int) -> bytes:
    """Return a PDF whose table of places is wrong by so many bytes."""
    written, _ = body(plain())
    sound = pdf(plain())
    table = sound[len(written) :]
    return written + b" " * shift + table


def updated(cut: bool) -> bytes:
    """Return a PDF with a later change of its text at its end, complete or cut off."""
    first = pdf(plain())
    later = stream(shown((*LINES, "Nachtrag: Der Kredit wird verlängert.")))
    change = b"4 0 obj\n%s\nendobj\n" % later
    table = b"xref\n4 1\n%010d 00000 n \n" % len(first)
    place = len(first) + len(change)
    trailer = b"trailer\n<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (first.index(b"xref\n"), place)
    return first + (change[:-40] if cut else change + table + trailer)


def linearised(cut: bool) -> bytes:
    """Return a PDF that says at its start how long it is, as those made for the web do, or the first part of one."""
    whole = pdf({9: b"<</Linearized 1/L 00000/N 1/O 3/E 99/T 99>>", **plain()})
    length = len(whole) + (30_000 if cut else 0)
    if cut:
        # The table at the start of such a file leads to no further one.
        whole = whole.partition(b"startxref")[0] + b"startxref\n0\n%%EOF\n"
    return whole.replace(b"/L 00000", b"/L %05d" % length)


def deflated(lines: Sequence[str]) -> bytes:
    """Return the drawing of lines, deflated."""
    return zlib.compress(shown(lines))


def with_contents(contents: Mapping[int, bytes], entries: bytes = b"/Filter/FlateDecode") -> bytes:
    """Return a PDF with a page for each drawing, packed as the entries say; `contents` is by the page's number."""
    numbers = {number: (100 + number, 200 + number) for number in contents}
    kids = b" ".join(b"%d 0 R" % leaf for leaf, _ in numbers.values())
    objects = {**plain(), 2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents))}
    objects |= {leaf: page(content=text) for leaf, text in numbers.values()}
    return pdf(objects | {numbers[number][1]: stream(data, entries) for number, data in contents.items()})


def hurt_in_the_middle(count: int = 3) -> bytes:
    """Return a PDF of so many pages, of which the second can't be unpacked from its middle on."""
    whole = {number: deflated([f"Seite {number}: {line}" for line in LINES * 9]) for number in range(1, count + 1)}
    half = len(whole[2]) // 2
    return with_contents({**whole, 2: whole[2][:half] + bytes(40) + whole[2][half + 40 :]})


CASES = (
    Case("plain.pdf", lambda: pdf(plain()), says=FIGURE),
    # Under a password
    Case("locked.pdf", lambda: locked("geheim"), "encrypted", "password"),
    Case("locked-for-owner-only.pdf", lambda: locked(""), says=FIGURE),
    # Cut off
    *(Case(f"cut-at-{share}.pdf", partial(beginning, share), "damaged") for share in (1, 10, 25, 50, 75, 90)),
    Case("cut-in-its-table.pdf", lambda: pdf(plain()).partition(b"0000 n")[0], "damaged"),
    Case("cut-and-filled-with-zeros.pdf", lambda: many_pages(30)[:3_000] + bytes(9_000), "damaged"),
    Case("linearised-and-cut.pdf", lambda: linearised(cut=True), "damaged", "cut off"),
    Case("update-cut-off.pdf", lambda: updated(cut=True), "damaged"),
    # Broken, with everything there
    Case("linearised.pdf", lambda: linearised(cut=False), says=FIGURE),
    Case("updated.pdf", lambda: updated(cut=False), says="Nachtrag"),
    Case("no-end-mark.pdf", lambda: pdf(plain(), end=b""), says=FIGURE),
    Case("no-startxref.pdf", lambda: pdf(plain()).partition(b"startxref")[0], says=FIGURE),
    Case("wrong-places.pdf", lambda: broken_table(77), says=FIGURE),
    Case("junk-before.pdf", lambda: b"\xef\xbb\xbf<br />Warning: header already sent\n" + pdf(plain()), says=FIGURE),
    Case("junk-behind.pdf", lambda: pdf(plain()) + b"\n<!-- cached -->" * 2_000, says=FIGURE),
    Case("zeros-behind.pdf", lambda: pdf(plain()) + bytes(50_000), says=FIGURE),
    Case("page-hurt-in-the-middle.pdf", hurt_in_the_middle, says=FIGURE),
    Case("unknown-filter.pdf", lambda: with_contents({1: deflated(LINES)}, b"/Filter/Unknown"), "damaged"),
    # Circles
    Case("page-tree-in-circle.pdf", lambda: changed(o2=b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>")),
    Case("page-tree-of-itself.pdf", lambda: changed(o2=b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "damaged"),
    Case("table-in-circle.pdf", lambda: pdf(plain(), b"/Prev %010d" % len(body(plain())[0])), says=FIGURE),
    Case(
        "form-of-itself.pdf",
        lambda: pdf(
            {
                **plain(),
                3: page(resources=b"/XObject<</X 6 0 R>>"),
                4: stream(shown() + b" /X Do"),
                6: form(b"/X Do", b"/X 6 0 R"),
            }
        ),
        says=FIGURE,
    ),
    Case(
        "outline-in-circle.pdf",
        lambda: changed(
            o1=b"<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>",
            o6=b"<</First 7 0 R/Last 7 0 R>>",
            o7=b"<</Title(x)/Parent 6 0 R/Next 7 0 R/First 7 0 R>>",
        ),
        says=FIGURE,
    ),
    Case("length-of-itself.pdf", lambda: changed(o4=b"<</Length 4 0 R>>stream\n" + shown() + b"\nendstream")),
    Case("forms-in-forms.pdf", lambda: forms_in_forms(9, 10), "timeout", slow=True),
    # Sizes
    *(
        Case(f"box-{name}.pdf", partial(boxed, box), says=FIGURE)
        for name, box in (
            ("14400", b"0 0 14400 14400"),
            ("million", b"0 0 1000000 1000000"),
            ("zero", b"0 0 0 0"),
            ("negative", b"595 842 0 0"),
            ("nan", b"0 0 nan inf"),
            ("wide", b"0 0 1000000 842"),
            ("far", b"0 0 1e38 1e38"),
        )
    ),
    Case("box-tiny.pdf", lambda: changed(o3=page(b"0 0 0.001 0.001"))),
    Case("million-empty.pdf", lambda: changed(o3=page(b"0 0 1000000 1000000"), o4=stream(b"")), "too_large"),
    Case("user-unit.pdf", lambda: changed(o3=page(more=b"/UserUnit 1000000")), says=FIGURE),
    Case("count-of-a-million.pdf", lambda: many_pages(3, 1_000_000), says=FIGURE),
    Case("count-of-fifty.pdf", lambda: many_pages(3, 50), says=FIGURE),
    Case("count-of-minus-one.pdf", lambda: many_pages(3, -1), says=FIGURE),
    Case("5000-pages.pdf", lambda: many_pages(5_000), "too_large", "5000 pages"),
    Case("no-pages.pdf", lambda: many_pages(0), "damaged"),
    # Bombs
    Case("100-megapixels.pdf", huge_picture, EMPTY),
    Case(
        "picture-of-100-megabytes.pdf",
        lambda: with_picture(
            b"/Width 10000/Height 10000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode",
            packed_zeros(100_000_000, b"\xff"),
        ),
        EMPTY,
    ),
    Case(
        "picture-of-a-terapixel.pdf",
        lambda: with_picture(
            b"/Width 1000000/Height 1000000/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode",
            b"\0" * 100,
            shown(),
        ),
        says=FIGURE,
    ),
    Case(
        "text-of-100-megabytes.pdf",
        lambda: changed(o4=stream(packed_zeros(PACKED, b" "), b"/Filter/FlateDecode")),
        EMPTY,
    ),
    Case(
        "deflated-twice.pdf",
        lambda: changed(o4=stream(zlib.compress(packed_zeros(PACKED, b" ")), b"/Filter[/FlateDecode/FlateDecode]")),
        EMPTY,
    ),
    Case("thousand-filters.pdf", lambda: changed(o4=stream(shown(), b"/Filter[" + b"/ASCIIHexDecode" * 1_000 + b"]"))),
    # What it says and does
    Case("letters-without-meaning.pdf", fontless, says=FIGURE),
    Case("half-characters.pdf", surrogates, says=FIGURE),
    Case("scripts-and-attachments.pdf", active, says=FIGURE),
    Case("garbage.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 50, "damaged"),
    Case("only-a-head.pdf", lambda: b"%PDF-1.7\n", "damaged"),
    Case("page-missing.pdf", lambda: pdf({k: v for k, v in plain().items() if k != 3}), "damaged"),
    Case("text-missing.pdf", lambda: pdf({k: v for k, v in plain().items() if k != 4}), "damaged"),
    Case("font-missing.pdf", lambda: pdf({k: v for k, v in plain().items() if k != 5}), says=FIGURE),
    Case("deep-arrays.pdf", lambda: changed(o6=b"[" * 100_000 + b"]" * 100_000), says=FIGURE),
)
