"""Broken and hostile images."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from tests.hostile.cases import EMPTY, Case
from tests.hostile.pdfs import packed_zeros

WORDS = "Integration 2024"


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    """Return an image as a file of a form such as PNG."""
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def picture() -> Image.Image:
    """Return a small picture of words."""
    image = Image.new("L", (900, 200), 255)
    ImageDraw.Draw(image).text((40, 60), WORDS, 0, ImageFont.load_default(60))
    return image


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, content: bytes, more: bytes = b"") -> bytes:
    """Return a gray PNG of a stated size."""
    head = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", content) + chunk(b"IEND", b"")


def wrong_checksum() -> bytes:
    data = bytearray(saved(picture(), "PNG"))
    data[29] ^= 0xFF
    return bytes(data)


def tiff(frames: int, circle: bool) -> bytes:
    """Return a TIFF of so many frames of 8 by 8 pixels, the last of which may lead back to the first."""
    entries = [(256, 3, 8), (257, 3, 8), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (278, 3, 8), (279, 4, 64)]
    size, first = 2 + 12 * len(entries) + 4, 8 + 64
    written = b"".join(struct.pack("<2H2I", tag, kind, 1, value) for tag, kind, value in entries)
    parts = [struct.pack("<2sHI", b"II", 42, first), b"\xff" * 64]
    for frame in range(frames):
        last = frame == frames - 1
        following = (first if circle else 0) if last else first + size * (frame + 1)
        parts.append(struct.pack("<H", len(entries)) + written + struct.pack("<I", following))
    return b"".join(parts)


def _cases() -> Iterator[Case]:
    yield Case("plain.png", lambda: saved(picture(), "PNG"), says="2024")
    yield Case("picture-named.pdf", lambda: saved(picture(), "PNG", dpi=(150, 150)), says="2024")
    yield Case("wrong-checksum.png", wrong_checksum, "damaged")
    for form in ("PNG", "JPEG", "TIFF"):
        yield Case(f"cut-off.{form.lower()}", partial(_beginning, form, 50), "damaged")
        yield Case(f"only-a-mark.{form.lower()}", partial(_beginning, form, 0), "damaged")
    yield Case("100-megapixels.png", lambda: png(10_000, 10_000, packed_zeros(100_010_000)), "too_large", "pixels")
    yield Case("terapixel.png", lambda: png(2_000_000_000, 2_000_000_000, b"\0"), "too_large", "pixels")
    yield Case(
        "100-megapixels.jpg",
        lambda: saved(Image.new("L", (10_000, 10_000), 255), "JPEG", quality=1),
        "too_large",
        "pixels",
    )
    yield Case(
        "100-megapixels.tif",
        lambda: saved(Image.new("1", (10_000, 10_000), 1), "TIFF", compression="group4"),
        "too_large",
        "pixels",
    )
    text = chunk(b"zTXt", b"Comment\0\0" + packed_zeros(200_000_000, b" "))
    yield Case("text-of-200-megabytes.png", lambda: png(8, 8, zlib.compress(bytes(72)), text), "damaged")
    yield Case(
        "profile-of-200-megabytes.png",
        lambda: png(8, 8, zlib.compress(bytes(72)), chunk(b"iCCP", b"x\0\0" + packed_zeros(200_000_000))),
        "damaged",
    )
    yield Case("one-pixel.png", lambda: saved(Image.new("L", (1, 1), 0), "PNG"), EMPTY)
    yield Case("no-pixel.png", lambda: png(0, 0, zlib.compress(b"")), "damaged")
    yield Case("thread.png", lambda: saved(Image.new("L", (1, 100_000), 0), "PNG"), EMPTY)
    yield Case("10000-frames.tif", lambda: tiff(10_000, circle=False), "too_large", "pages")
    yield Case("frames-in-circle.tif", lambda: tiff(3, circle=True), EMPTY)
    yield Case("frame-of-itself.tif", lambda: tiff(1, circle=True), EMPTY)


def _beginning(form: str, percent: int) -> bytes:
    data = saved(picture(), form)
    return data[: max(10, len(data) * percent // 100)]


CASES = tuple(_cases())
