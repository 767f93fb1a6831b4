"""The sample documents, one module each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.generator.documents import (
    ag_kip1_jahresbericht,
    ai_kip1_standeskommission,
    ai_kip3_seite,
    ar_integration_synopse,
    ar_kip2bis_mitteilung,
    be_kip2bis_konzept,
    bl_kip3_landratsvorlage,
    bs_kip2_jahresbericht,
    bs_kip2bis_finanzraster,
    bs_kip3_angebote,
    fr_kip3_konzept,
    gl_kip2bis_scan,
    gr_kip2bis_beschluss,
    gr_kip3_mitteilungen,
    lu_kip1_tiff,
    lu_kip3_broschuere,
    ne_pic3_page,
    nw_kip2_vereinbarung,
    ow_kip3_abstimmung,
    ow_kip3_botschaft,
    sg_kip2_konzept,
    sh_kip2_medienmitteilung,
    sh_kip2_rrb,
    so_kip3_rrb,
    sz_kip2_scan,
    tg_kip3_konzept,
    tg_kip3_medienmitteilung,
    ti_pic2_pagina,
    ur_kip3_foto,
    ur_kip3_landratsvorlage,
    vd_pic3_page,
    zg_kip2_scan,
    zh_kip1_konzept,
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
    Entry(sh_kip2_rrb.SAMPLE, sh_kip2_rrb.render, "pdf"),
    Entry(sh_kip2_medienmitteilung.SAMPLE, sh_kip2_medienmitteilung.render, "txt"),
    Entry(gr_kip2bis_beschluss.SAMPLE, gr_kip2bis_beschluss.render, "pdf"),
    Entry(ai_kip1_standeskommission.SAMPLE, ai_kip1_standeskommission.render, "pdf"),
    Entry(zh_kip1_konzept.SAMPLE, zh_kip1_konzept.render, "pdf"),
    Entry(ow_kip3_botschaft.SAMPLE, ow_kip3_botschaft.render, "pdf"),
    Entry(ow_kip3_abstimmung.SAMPLE, ow_kip3_abstimmung.render, "pdf"),
    Entry(nw_kip2_vereinbarung.SAMPLE, nw_kip2_vereinbarung.render, "pdf"),
    Entry(ar_integration_synopse.SAMPLE, ar_integration_synopse.render, "pdf"),
    Entry(gr_kip3_mitteilungen.SAMPLE, gr_kip3_mitteilungen.render, "html"),
    Entry(bs_kip3_angebote.SAMPLE, bs_kip3_angebote.render, "html"),
    Entry(ai_kip3_seite.SAMPLE, ai_kip3_seite.render, "html"),
    Entry(ar_kip2bis_mitteilung.FIRST, ar_kip2bis_mitteilung.render_first, "txt"),
    Entry(ar_kip2bis_mitteilung.SECOND, ar_kip2bis_mitteilung.render_second, "txt"),
    Entry(sg_kip2_konzept.SAMPLE, sg_kip2_konzept.render, "pdf"),
    Entry(sz_kip2_scan.SAMPLE, sz_kip2_scan.render, "pdf"),
    Entry(zg_kip2_scan.SAMPLE, zg_kip2_scan.render, "pdf"),
    Entry(ur_kip3_landratsvorlage.SAMPLE, ur_kip3_landratsvorlage.render, "pdf"),
    Entry(ur_kip3_foto.SAMPLE, ur_kip3_foto.render, "jpg"),
    Entry(vd_pic3_page.SAMPLE, vd_pic3_page.render, "html"),
    Entry(ti_pic2_pagina.SAMPLE, ti_pic2_pagina.render, "html"),
    Entry(bs_kip2_jahresbericht.SAMPLE, bs_kip2_jahresbericht.render, "html"),
    Entry(bs_kip2bis_finanzraster.SAMPLE, bs_kip2bis_finanzraster.render, "xlsx"),
    Entry(fr_kip3_konzept.SAMPLE, fr_kip3_konzept.render, "docx"),
    Entry(ag_kip1_jahresbericht.SAMPLE, ag_kip1_jahresbericht.render, "pdf"),
    Entry(be_kip2bis_konzept.SAMPLE, be_kip2bis_konzept.render, "pdf"),
    Entry(lu_kip3_broschuere.SAMPLE, lu_kip3_broschuere.render, "pdf"),
    Entry(lu_kip1_tiff.SAMPLE, lu_kip1_tiff.render, "tif"),
)
