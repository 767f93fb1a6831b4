"""A sample as plain text, as an office's press service mails it: wrapped lines, underlined title, dashes for lists."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from corpus.generator.marks import plain
from corpus.generator.model import Block, Break, Contents, Grid, Heading, Item, Paragraph, Rendered, Sample


def render_text(sample: Sample, width: int = 76, charset: str = "utf-8", line_end: str = "\n") -> Rendered:
    """Return the sample as text, wrapped at `width` characters, in a charset and with the line ends of a system."""
    lines = [sample.sample_mark, ""]
    for block in sample.blocks:
        lines += _lines(block, width)
    lines += ["--", sample.sample_mark, ""]
    return Rendered(line_end.join(lines).encode(charset))


def _lines(block: Block, width: int) -> Iterator[str]:
    match block:
        case Heading():
            yield from ["", plain(block.text), "-" * min(len(plain(block.text)), width), ""]
        case Paragraph(style="title"):
            title = _wrap(plain(block.text), width)
            yield from [*title, "=" * max(len(line) for line in title), ""]
        case Paragraph():
            yield from [*_wrap(plain(block.text), width), ""]
        case Item():
            label = "-" if block.label == "–" else block.label
            yield from textwrap.wrap(
                plain(block.text), width, initial_indent=f"{label} ", subsequent_indent=" " * (len(label) + 1),
                break_on_hyphens=False, break_long_words=False,
            )  # fmt: skip
            yield ""
        case Grid() | Contents() | Break():
            raise ValueError(f"{type(block).__name__} has no place in a plain text")


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False)
