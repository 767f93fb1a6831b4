"""The explorer in a real browser: every room, filters, the way to the source, corrections, hostile text, access."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.explorer.served import FORMULA, Seen, explorer_of, run_kip

Look = Callable[..., Seen]
ROOMS = {
    "overview": ("Überblick", "Aperçu", "Panoramica"),
    "comparison": ("Vergleich", "Comparaison", "Confronto"),
    "measures": ("Massnahmen", "Mesures", "Misure"),
    "goals": ("Ziele", "Objectifs", "Obiettivi"),
    "funding": ("Finanzen", "Finances", "Finanze"),
    "decisions": ("Beschlüsse", "Décisions", "Decisioni"),
    "source": ("Quelle", "Source", "Fonte"),
    "review": ("Prüfen", "Contrôler", "Verificare"),
    "runs": ("Läufe", "Exécutions", "Esecuzioni"),
}


def table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(folder / "out" / "tables" / f"{name}.parquet")


def ifk(folder: Path) -> str:
    rows = table(folder, "funding")
    return str(rows[rows["amount_chf"] == 4_000_000.0]["funding_id"].iloc[0])


@pytest.mark.parametrize(("position", "locale"), [(0, "de-CH"), (1, "fr-CH"), (2, "it-CH")])
def test_every_room_opens_in_the_language_of_the_browser(
    position: int, locale: str, look: Look, server: str, folder: Path
) -> None:
    seen = look(server, locale)
    for room, titles in ROOMS.items():
        page = seen.open(f"room={room}&canton=BE,BL&record={ifk(folder)}")
        assert page.inner_text("h1") == titles[position]
        page.wait_for_function(f"document.documentElement.lang === '{locale[:2]}'")
        assert page.locator("[data-testid='stException']").count() == 0
    assert seen.complaints == []


def test_unknown_does_not_look_like_zero(look: Look, server: str) -> None:
    page = look(server).open("payer=kanton")
    assert page.locator(".kip-tiles > div").count() == 26
    unknown = page.locator(".kip-tiles .unknown", has_text="ZH")
    assert "–" in unknown.inner_text()
    known = page.locator(".kip-tiles > div", has_text="BL")
    assert known.get_attribute("class") == "heat4"
    assert "3’200’000" in known.inner_text()


def test_filters_change_the_rows_to_those_of_the_tables(look: Look, server: str, folder: Path) -> None:
    seen = look(server)
    documents = table(folder, "documents").set_index("document_id")["canton"]
    rows = table(folder, "funding")
    rows = rows[rows["is_integration"]]
    for canton in ("BE", "BL"):
        page = seen.open(f"room=funding&canton={canton}")
        expected = (rows["document_id"].map(documents) == canton).sum()
        assert page.locator("table.kip tbody tr").count() == expected > 0
    page = seen.open("room=funding&canton=BL&payer=bund")
    assert page.locator("table.kip tbody tr").count() == 1
    assert "4’000’000" in page.inner_text("table.kip tbody")


def test_searching_keeps_its_words_in_the_address(look: Look, server: str) -> None:
    seen = look(server)
    page = seen.open("room=measures")
    page.get_by_label("Suchen").fill("deutschkurse")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=deutschkurse**")
    seen.settle()
    rows = page.locator("table.kip tbody tr")
    assert rows.count() >= 1
    assert all("deutschkurse" in text.lower() for text in rows.all_inner_texts())


def test_a_number_leads_to_the_marked_place_on_its_page(look: Look, server: str, folder: Path) -> None:
    seen = look(server)
    page = seen.open("room=funding&canton=BL&payer=bund")
    page.get_by_role("link", name="4’000’000").click()
    page.wait_for_selector(".kip-sheet img")
    seen.settle()
    assert page.inner_text("#kip-mark, .kip-text mark").startswith("4'000'000")
    row = table(folder, "funding").set_index("funding_id").loc[ifk(folder)]
    sheet, mark = page.locator(".kip-sheet").bounding_box(), page.locator(".kip-sheet .kip-mark").bounding_box()
    assert sheet
    assert mark
    assert (mark["y"] - sheet["y"]) / sheet["height"] == pytest.approx(row["y0"] / 841.89, abs=0.01)
    assert (mark["x"] - sheet["x"]) / sheet["width"] == pytest.approx(row["x0"] / 595.28, abs=0.01)
    assert seen.complaints == []


def test_the_text_of_a_hostile_document_does_nothing(look: Look, server: str, tmp_path: Path) -> None:
    seen = look(server)
    page = seen.open("room=measures&canton=BE")
    assert FORMULA in page.inner_text("table.kip")
    assert page.title() == "kip"
    with page.expect_download(timeout=90_000) as download:
        page.get_by_role("button", name="Als CSV herunterladen").click()
    download.value.save_as(tmp_path / "shown.csv")
    text = (tmp_path / "shown.csv").read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert any(FORMULA in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_a_correction_survives_a_restart_and_the_next_run(look: Look, folder: Path, tmp_path: Path) -> None:
    record = ifk(folder)
    folder = Path(shutil.copytree(folder, tmp_path / "copy"))
    with explorer_of(folder) as address:
        seen = look(address)
        page = seen.open(f"room=source&record={record}")
        page.get_by_label("Ihr Name").fill("Anna Muster")
        page.keyboard.press("Enter")
        page.wait_for_selector("button:not([disabled]):has-text('Berichtigen')")
        seen.settle()
        page.get_by_role("button", name="Berichtigen").click()
        page.wait_for_selector("text=Geben Sie den neuen Wert an")
        page.get_by_label("Neuer Wert").fill("4’100’000")
        page.get_by_role("button", name="Berichtigen").click()
        page.wait_for_selector("text=Anna Muster")
    with explorer_of(folder) as address:
        assert "Anna Muster" in look(address).open(f"room=source&record={record}").inner_text("body")
    run_kip(folder)
    row = table(folder, "funding").set_index("funding_id").loc[record]
    assert (row["amount_chf"], row["reviewed"]) == (4_100_000.0, "corrected")
    assert list(row["machine_values"]) == ["amount_chf=4000000.0"]


@pytest.mark.parametrize("room", list(ROOMS))
def test_axe_finds_no_serious_violation(room: str, look: Look, server: str, folder: Path) -> None:
    page = look(server).open(f"room={room}&canton=BE,BL&record={ifk(folder)}")
    # While Streamlit fades something in, its contrast is not what people read.
    page.wait_for_function("document.getAnimations().every(one => one.playState !== 'running')")
    found = Axe().run(page).response["violations"]
    serious = [
        (item["id"], node["html"][:200])
        for item in found
        if item["impact"] in ("serious", "critical")
        for node in item["nodes"]
    ]
    assert serious == []
