"""A PDF page whose font prints the right letters and says the wrong ones, written by hand: no library makes such."""

from __future__ import annotations

from collections.abc import Sequence


def remapped_page(lines: Sequence[str], shift: int | None) -> bytes:
    """Return a page of lines whose ToUnicode table is off by `shift`; null for a table that knows no character."""
    text = " ".join(f"({_escaped(line)}) Tj T*" for line in lines)
    content = f"BT /F1 10 Tf 14 TL 62 770 Td {text} ET".encode("cp1252")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 5 0 R >>"
    return _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 6 0 R >> >> >>",
        _stream(content),
        _stream(_to_unicode(shift)),
        font,
    )


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _to_unicode(shift: int | None) -> bytes:
    codes = [code for code in range(33, 256) if bytes([code]).decode("cp1252", "ignore")]
    unicodes = [(code, 0xFFFD if shift is None else ord(bytes([code]).decode("cp1252")) + shift) for code in codes]
    head = "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n"
    rows = "".join(f"<{code:02x}> <{unicode:04x}>\n" for code, unicode in [(32, 32), *unicodes])
    return f"{head}{len(unicodes) + 1} beginbfchar\n{rows}endbfchar\nendcmap end".encode()


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content)


def _pdf(*objects: bytes) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + head + table + trailer
