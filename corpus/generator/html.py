"""A sample as a web page, with the menu, breadcrumb and footer that stand around the text.

A site of today names its parts (`nav`, `main`, `aside`); one of an older system has `div` everywhere, the side column
before the text, and a notice on cookies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from corpus.generator.marks import plain
from corpus.generator.model import Block, Break, Contents, Grid, Heading, Item, Paragraph, Rendered, Sample

_TAGS = {"title": "h1", "subtitle": "p", "lead": "p", "body": "p", "small": "p"}


@dataclass(frozen=True, slots=True)
class Site:
    """What a canton's web site puts around its pages."""

    owner: str
    menu: tuple[str, ...]
    breadcrumb: tuple[str, ...]
    aside: tuple[str, ...]
    footer: tuple[str, ...]
    style: str
    charset: str = "utf-8"
    divs: bool = False
    notice: str | None = None


def render_html(sample: Sample, site: Site) -> Rendered:
    """Return the sample as a web page in the site's charset."""
    body = _old_body(sample, site) if site.divs else (*_above(site), *_main(sample), *_below(sample, site))
    lines = [*_head(sample, site), "<body>", *body, "</body>", "</html>"]
    return Rendered(("\n".join(lines) + "\n").encode(site.charset))


def _head(sample: Sample, site: Site) -> Iterator[str]:
    facts = sample.facts
    yield "<!DOCTYPE html>"
    yield f'<html lang="{facts.language}">'
    yield "<head>"
    yield f'<meta charset="{site.charset}">'
    yield f"<title>{escape(facts.title)} – {escape(site.owner)}</title>"
    yield f'<meta name="description" content="{escape(sample.sample_mark)}">'
    yield f'<meta name="kip-sample" content="{escape(sample.name)}">'
    if facts.published:
        yield f'<meta name="date" content="{facts.published}">'
    yield f"<style>{site.style}</style>"
    yield "</head>"


def _above(site: Site) -> Iterator[str]:
    yield f'<header><p class="owner">{escape(site.owner)}</p>'
    yield "<nav><ul>" + _list(site.menu) + "</ul></nav></header>"
    yield '<nav class="breadcrumb" aria-label="Breadcrumb"><ol>' + _list(site.breadcrumb) + "</ol></nav>"


def _old_body(sample: Sample, site: Site) -> Iterator[str]:
    yield f'<div id="page"><div id="top"><a href="#">{escape(site.owner)}</a></div>'
    if site.notice:
        yield f'<div class="cookie-banner"><p>{escape(site.notice)}</p><button>OK</button></div>'
    yield f'<div id="navigation"><ul class="menu">{_list(site.menu)}</ul></div>'
    yield f'<div class="breadcrumb">{" &gt; ".join(escape(step) for step in site.breadcrumb)}</div>'
    yield f'<div id="sidebar"><ul>{_list(site.aside)}</ul></div>'
    yield '<div id="content">'
    yield from _blocks(sample)
    yield "</div>"
    footer = " | ".join(escape(line) for line in (*site.footer, sample.sample_mark))
    yield f'<div id="footer">{footer}</div></div>'


def _main(sample: Sample) -> Iterator[str]:
    yield "<main><article>"
    yield from _blocks(sample)
    yield "</article></main>"


def _blocks(sample: Sample) -> Iterator[str]:
    yield f'<p class="sample"><strong>{escape(sample.sample_mark)}</strong></p>'
    for is_item, blocks in groupby(sample.blocks, key=lambda block: isinstance(block, Item)):
        if is_item:
            yield from _items([block for block in blocks if isinstance(block, Item)])
        else:
            for block in blocks:
                yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level + 1}>{_text(block.text)}</h{block.level + 1}>"
        case Paragraph():
            tag = _TAGS[block.style]
            yield f'<{tag} class="{block.style}">{_text(block.text)}</{tag}>'
        case Grid():
            yield from _table(block)
        case Item() | Contents() | Break():
            raise ValueError(f"{type(block).__name__} has no place of its own on a web page")


def _items(items: Sequence[Item]) -> Iterator[str]:
    tag = "ul" if items[0].label == "–" else "ol"
    yield f"<{tag}>"
    yield from (f"<li>{_text(item.text)}</li>" for item in items)
    yield f"</{tag}>"


def _table(grid: Grid) -> Iterator[str]:
    yield "<table>"
    if grid.caption:
        yield f"<caption>{_text(grid.caption)}</caption>"
    for number, row in enumerate(grid.rows):
        tag = "th" if number < grid.header_rows else "td"
        cells = "".join(f"<{tag}>{_text(cell)}</{tag}>" for cell in row)
        yield f"<tr>{cells}</tr>"
    yield "</table>"


def _below(sample: Sample, site: Site) -> Iterator[str]:
    yield "<aside><ul>" + _list(site.aside) + "</ul></aside>"
    footer = "".join(f"<p>{escape(line)}</p>" for line in (*site.footer, sample.sample_mark))
    yield f"<footer>{footer}</footer>"


def _list(entries: Sequence[str]) -> str:
    return "".join(f'<li><a href="#">{escape(entry)}</a></li>' for entry in entries)


def _text(source: str) -> str:
    return escape(plain(source), quote=False)
