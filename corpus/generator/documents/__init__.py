"""The sample documents, one module each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.generator.documents import (
    bl_kip3_landratsvorlage,
    gl_kip2bis_scan,
    ne_pic3_page,
    so_kip3_rrb,
    tg_kip3_konzept,
    tg_kip3_medienmitteilung,
)
from corpus.generator.model import Rendered, Sample


@dataclass(frozen=True, slots=True)
class Entry:
    """A sample, how it is drawn, and the suffix of its file."""

    sample: Sample
    render: Callable[[], Rendered]
    suffix: str


ALL = (
    Entry(tg_kip3_konzept.SAMPLE, tg_kip3_konzept.render, "pdf"),
    Entry(tg_kip3_medienmitteilung.SAMPLE, tg_kip3_medienmitteilung.render, "html"),
    Entry(so_kip3_rrb.SAMPLE, so_kip3_rrb.render, "pdf"),
    Entry(gl_kip2bis_scan.SAMPLE, gl_kip2bis_scan.render, "pdf"),
    Entry(ne_pic3_page.SAMPLE, ne_pic3_page.render, "html"),
    Entry(bl_kip3_landratsvorlage.SAMPLE, bl_kip3_landratsvorlage.render, "docx"),
)
