"""Whose document it is by where it lies, where its content names no canton."""

from __future__ import annotations

import pytest

from pipeline.domain.whereabouts import canton_of_place


@pytest.mark.parametrize(
    ("path", "canton"),
    [
        ("KIP3_SO.pdf", "SO"),
        ("RRB-ZH-2023-1393.pdf", "ZH"),
        ("2022 VD rapport annuel.pdf", "VD"),
        ("AG_Jahresbericht.pdf", "AG"),
        ("KIP_AG.pdf", "AG"),
        ("2024-AG.pdf", "AG"),
        ("Kanton_Zürich_Konzept.pdf", "ZH"),
        ("konzept-zuerich.pdf", "ZH"),
        ("KIP Basel-Landschaft.docx", "BL"),
        ("St.Gallen_KIP3.pdf", "SG"),
        ("programme_fribourg.pdf", "FR"),
        ("programma-ticino.pdf", "TI"),
        ("CH_Rundschreiben.pdf", "CH"),
        ("inbox/GL/bericht.pdf", "GL"),
        ("inbox/gl/bericht.pdf", "GL"),
        ("quellen/Kanton Uri/bericht.pdf", "UR"),
        ("C:\\quellen\\Kt. Zug\\bericht.pdf", "ZG"),
        ("ZH/KIP3_SO.pdf", "SO"),
    ],
)
def test_names_and_folders_tell_the_canton(path: str, canton: str) -> None:
    assert canton_of_place(path, None) == (canton, "name")


@pytest.mark.parametrize(
    "path",
    [
        "bericht.pdf",
        "so-funktioniert-es.pdf",
        "ne-pas-ouvrir.pdf",
        "Vergleich_ZH_BE.pdf",
        "Zug und Uri.pdf",
        "Evaluation_Muster_AG.pdf",
        "Zugang.pdf",
        "bernardino.pdf",
        "ZH/alt/bericht.pdf",
        "Amt ZH/bericht.pdf",
        "SOS.pdf",
        "",
    ],
)
def test_other_names_tell_none(path: str) -> None:
    assert canton_of_place(path, None) is None


@pytest.mark.parametrize(
    ("url", "canton"),
    [
        ("https://www.ag.ch/de/bericht.pdf", "AG"),
        ("https://integration.zh.ch/", "ZH"),
        ("https://www.sem.admin.ch/kip", "CH"),
    ],
)
def test_an_address_tells_more_than_a_name(url: str, canton: str) -> None:
    assert canton_of_place("KIP3_SO.pdf", url) == (canton, "address")


@pytest.mark.parametrize("url", ["https://example.org/zh.ch", "https://notzh.ch/", "https://zh.ch.example.org/", "zh"])
def test_other_addresses_tell_none(url: str) -> None:
    assert canton_of_place(None, url) is None
