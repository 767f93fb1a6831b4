"""A cheap look at what was fetched, before anything is read by recognition: what it is, its text, whether it matters.

The look runs in a worker, as bytes from the web may bring a library down.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from pipeline.domain.data import load_toml
from pipeline.extraction.relevance import relevance
from pipeline.workers import Kind

# Fewer letters on a PDF page are a page number or a stamp on a scan.
MIN_PAGE_LETTERS = 20
# A scan has no text to compare; its picture at this resolution is the same for the same scan.
PICTURE_DPI = 36
# Where a title and the first lines of a page end.
HEAD = 300
SUFFIXES = {"pdf": ".pdf", "docx": ".docx", "xlsx": ".xlsx", "html": ".html", "plain_text": ".txt"}


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found.

    `suffix` is the ending for its file, empty where its kind has several; `text_hash` is the same for the same content
    whatever its bytes; `relevance` (0 to 1) says how sure it is that the
    text is about integration promotion, null where there is no text to judge by; `refusal` is the code of a reason not
    to keep it, with `detail`.
    """

    kind: str
    suffix: str
    text_hash: str
    relevance: float | None = None
    refusal: str | None = None
    detail: str = ""


def warm_looking() -> None:
    """Load what a look needs."""
    import pipeline.reading.read  # noqa: F401, PLC0415


LOOKING = Kind("looking", warm_looking)


def promises_document(address: str) -> bool:
    """Return whether an address ends as a file of a document does, so that a web page there is none."""
    ending = PurePosixPath(unquote(urlsplit(address).path)).suffix.casefold()
    return ending in load_toml("ingestion")["documents"]["endings"]


def look_at(path: Path, promised: bool) -> Look:
    """Look at a file; `promised` says that its address promises a document and no web page.

    Raises DocumentFailure where its content can't be read.
    """
    from pipeline.process import load_bytes  # noqa: PLC0415
    from pipeline.reading.language import detect_language  # noqa: PLC0415
    from pipeline.reading.readers import choose_reader  # noqa: PLC0415

    data = load_bytes(path)
    kind = choose_reader(data).name
    text, pictures = _pdf_content(data) if kind == "pdf" else _content(data, kind)
    refusal, detail = _refusal(kind, text, data, promised)
    judged = relevance(text, detect_language(text)) if len(text.split()) >= MIN_PAGE_LETTERS else None
    return Look(kind, SUFFIXES.get(kind, ""), _hash([*_lines(text), *pictures]), judged, refusal, detail)


def _content(data: bytes, kind: str) -> tuple[str, list[str]]:
    """Return the text of what is no PDF; an image has its bytes instead."""
    from pipeline.process import read  # noqa: PLC0415

    if kind == "image":
        return "", [hashlib.sha256(data).hexdigest()]
    return read(data).text, []


def _pdf_content(data: bytes) -> tuple[str, list[str]]:
    """Return the text of a PDF, and for each page without text its picture as a hash."""
    import pypdfium2 as pdfium  # noqa: PLC0415

    from pipeline.domain.failures import DocumentFailure  # noqa: PLC0415

    try:
        document = pdfium.PdfDocument(data)
        pages = [_page_content(page) for page in document]
    except pdfium.PdfiumError as error:
        raise DocumentFailure("encrypted" if "assword" in str(error) else "damaged", str(error)) from error
    return "\n".join(text for text, _ in pages), [picture for _, picture in pages if picture]


def _page_content(page: object) -> tuple[str, str]:
    text = page.get_textpage().get_text_bounded()  # type: ignore[attr-defined]
    if sum(letter.isalpha() for letter in text) >= MIN_PAGE_LETTERS:
        return text, ""
    image = page.render(scale=PICTURE_DPI / 72, grayscale=True).to_numpy()  # type: ignore[attr-defined]
    return text, hashlib.sha256(image.tobytes()).hexdigest()


def _lines(text: str) -> Iterator[str]:
    """Yield the words of a text as they read, whatever blanks and line ends stand between them."""
    yield " ".join(unicodedata.normalize("NFC", text).split())


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _refusal(kind: str, text: str, data: bytes, promised: bool) -> tuple[str | None, str]:
    """Return why a content is not the document it is taken for: a login or error page, a web page for a file."""
    words = load_toml("ingestion")["pages"]
    flat = " ".join(text.split())
    head = flat[:HEAD].casefold()
    short = len(flat) <= words["short"]
    if kind == "html":
        title = _title(data).casefold()
        head = f"{title} {head}"
        asks = any(field.encode() in data for field in words["login_fields"])
        if asks and (promised or short or any(word in title for word in words["login"])):
            return "login_page", ""
    said = next((word for word in words["error"] if word in head), None)
    if short and said:
        return "error_page", f"«{said}»"
    if kind == "html" and promised:
        return "web_page", f"«{flat[:60]}»"
    return None, ""


def _title(data: bytes) -> str:
    found = re.search(rb"<title[^>]*>(.*?)</title>", data[:20_000], re.IGNORECASE | re.DOTALL)
    return found[1].decode("utf-8", "replace").strip() if found else ""
