"""The explorer in a real browser: every room, filters, the way to the source, corrections, hostile text, access."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.explorer.served import FORMULA, PICTURE, Folder, Seen

# The first test pays for the run and the servers of all.
pytestmark = pytest.mark.timeout(600)

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


def table(folder: Folder, name: str) -> pd.DataFrame:
    return pd.read_parquet(folder.out / "tables" / f"{name}.parquet")


def funding_of(folder: Folder, amount: float) -> str:
    rows = table(folder, "funding")
    return str(rows[rows["amount_chf"] == amount]["funding_id"].iloc[0])


def actions_of(folder: Folder, who: str) -> list[str]:
    lines = (folder.path / "corrections" / "corrections.jsonl").read_text(encoding="utf-8").splitlines()
    return [said["action"] for said in map(json.loads, lines) if said["who"] == who]


def serious_violations(page: Page) -> list[tuple[str, str]]:
    # While Streamlit fades something in, its contrast is not what people read.
    page.wait_for_function("document.getAnimations().every(one => one.playState !== 'running')")
    found = Axe().run(page).response["violations"]
    return [
        (item["id"], node["html"][:200])
        for item in found
        if item["impact"] in ("serious", "critical")
        for node in item["nodes"]
    ]


def cells_of(page: Page, caption: str) -> dict[str, list[str]]:
    """Return the cells of each row of a table by the heading of the row."""
    rows = page.locator(f"table.kip:has(caption:text-is('{caption}')) tbody tr")
    return {
        row.locator("th").inner_text(): [" ".join(text.split()) for text in row.locator("td").all_inner_texts()]
        for row in rows.all()
    }


@pytest.mark.parametrize(("position", "locale"), [(0, "de-CH"), (1, "fr-CH"), (2, "it-CH")])
def test_every_room_opens_in_the_language_of_the_browser_for_everybody(
    position: int, locale: str, look: Look, server: str, folder: Folder
) -> None:
    seen = look(server, locale)
    page = seen.open(f"canton=BE,BL&record={funding_of(folder, 530_000.0)}")
    page.wait_for_function(f"document.documentElement.lang === '{locale[:2]}'")
    for room, titles in ROOMS.items():
        if room != "overview":
            seen.enter(titles[position])
        assert page.inner_text("h1") == titles[position]
        assert page.locator("[data-testid='stException']").count() == 0
        # The rooms are built alike in all languages; what axe looks at does not depend on them.
        assert position or serious_violations(page) == [], room
    assert seen.complaints == []


def test_unknown_does_not_look_like_zero_and_amounts_stand_per_head(look: Look, server: str) -> None:
    seen = look(server)
    page = seen.open("payer=kanton")
    assert page.locator(".kip-tiles > div").count() == 26
    unknown = page.locator(".kip-tiles .unknown", has_text="ZH")
    assert "–" in unknown.inner_text()
    known = page.locator(".kip-tiles > div", has_text="BL")
    assert known.get_attribute("class") == "heat4"
    assert "3’200’000" in known.inner_text()
    page = seen.open("payer=kanton&figure=per_head")
    # 3'200'000 francs in four years for 80'000 people.
    assert page.locator(".kip-tiles > div", has_text="BL").inner_text().split() == ["BL", "10", "KIP", "3"]
    assert "unknown" in str(page.locator(".kip-tiles > div", has_text="BE").get_attribute("class"))


def test_two_cantons_stand_side_by_side(look: Look, server: str) -> None:
    page = look(server).open("room=comparison&canton=BE,BL")
    assert cells_of(page, "Mittel")["Kanton"] == ["–", "3’200’000"]
    assert cells_of(page, "Beträge, Franken pro Jahr")["Bund"][1].startswith("1’000’000 Integrationsförderkredit")
    assert page.locator("table.kip:has(caption:text-is('Mittel')) .kip-bar span").count() > 0
    similar = cells_of(page, "Ähnliche Massnahmen")
    assert ["Deutschkurse für Eltern", "Deutschkurse für Eltern mit Kinderbetreuung"] in similar.values()
    alone = cells_of(page, "Was nur ein Teil der gewählten Kantone hat")["Sprache"]
    assert "Alphabetisierungskurs" in alone[0]
    assert "Deutschkurse für Eltern" not in alone[0] + alone[1]


def test_filters_and_words_change_the_rows_to_those_of_the_tables(look: Look, server: str, folder: Folder) -> None:
    seen = look(server)
    documents = table(folder, "documents").set_index("document_id")["canton"]
    rows = table(folder, "funding")
    rows = rows[rows["is_integration"]]
    for canton in ("BE", "BL"):
        page = seen.open(f"room=funding&canton={canton}")
        expected = (rows["document_id"].map(documents) == canton).sum()
        assert page.locator("table.kip tbody tr").count() == expected > 0
    page = seen.type("Suchen", "4'000'000", "table.kip tbody:not(:has(tr:nth-child(2)))")
    page.wait_for_url("**q=4%27000%27000**")
    assert "4’000’000" in page.inner_text("table.kip tbody")


def test_a_number_leads_to_the_marked_place_on_its_page_and_its_repairs(
    look: Look, server: str, folder: Folder
) -> None:
    seen = look(server)
    page = seen.open("room=funding&canton=BL&payer=bund")
    seen.follow("4’000’000", "source")
    page.wait_for_selector(".kip-sheet img")
    assert page.inner_text("#kip-mark, .kip-text mark").startswith("4'000'000")
    row = table(folder, "funding").set_index("funding_id").loc[funding_of(folder, 4_000_000.0)]
    sheet, mark = page.locator(".kip-sheet").bounding_box(), page.locator(".kip-sheet .kip-mark").bounding_box()
    assert sheet
    assert mark
    assert (mark["y"] - sheet["y"]) / sheet["height"] == pytest.approx(row["y0"] / 841.89, abs=0.01)
    assert (mark["x"] - sheet["x"]) / sheet["width"] == pytest.approx(row["x0"] / 595.28, abs=0.01)
    assert cells_of(page, "Textreparaturen auf dieser Seite") == {
        "Konver-⏎sationscafé → Konversationscafé": ["1 ×"],
    }
    assert seen.complaints == []


def test_the_source_of_a_table_says_whether_its_sums_hold(look: Look, server: str, folder: Folder) -> None:
    page = look(server).open(f"room=source&record={funding_of(folder, 300_000.0)}")
    sums = cells_of(page, "Gehen die Summen dieser Tabelle auf?")
    assert sums["Spalte: 2024"] == ["500’000", "500’000", "0", "ja"]
    assert sums["Spalte: 2025"] == ["530’000", "520’000", "10’000", "nein"]


def test_the_text_of_a_hostile_document_does_nothing(look: Look, server: str, tmp_path: Path) -> None:
    seen = look(server)
    page = seen.open("room=measures&canton=BE")
    assert FORMULA in page.inner_text("table.kip")
    assert page.title() == "kip"
    seen.follow(PICTURE, "source")
    seen.choose("Spalte", "Titel")
    page.get_by_text(f"Wert der Maschine: Deutschkurs {PICTURE}").wait_for()
    assert seen.complaints == []
    seen.open("room=measures&canton=BE")
    seen.download("Als CSV herunterladen", tmp_path / "shown.csv")
    text = (tmp_path / "shown.csv").read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert any(FORMULA in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_what_waits_is_judged_with_the_keyboard(look: Look, server: str, folder: Folder) -> None:
    seen = look(server)
    page = seen.open("room=review&canton=BE")
    assert "Die Teile der Tabelle ergeben eine andere Summe." in page.inner_text("body")
    # All keys of the page are in this name, which is typed and not obeyed.
    page.get_by_label("Ihr Name").press_sequentially("Xaun")
    page.keyboard.press("Enter")
    page.wait_for_selector("button:not([disabled]):has-text('Bestätigen')")
    seen.settle()
    buttons = ["Bestätigen", "Verwerfen", "Später"]
    assert seen.tabs("Ihr Name", 6) == [*buttons, "Spalte", "Neuer Wert", "Berichtigen"]
    first = "h2.kip-headline:has-text('530’000')"
    for key, button in (("a", "Bestätigen"), ("x", "Verwerfen")):
        seen.press(key, button, first, leaves=True)
        seen.press("u", "Rückgängig", first)
    assert actions_of(folder, "Xaun") == ["accepted", "undone", "rejected", "undone"]
    seen.press("n", "Später", first, leaves=True)
    assert seen.complaints == []


def test_a_correction_survives_the_next_run_and_a_restart(look: Look, server: str, folder: Folder) -> None:
    record = funding_of(folder, 1_500_000.0)
    seen = look(server)
    seen.open(f"room=source&record={record}")
    seen.type("Ihr Name", "Anna Muster", "button:not([disabled]):has-text('Bestätigen')")
    for typed, answer in (("viel", "«viel» ist keine Zahl"), ("1’600’000", "1’600’000")):
        seen.submit("Neuer Wert", typed, "Berichtigen", answer)
    said = actions_of(folder, "Anna Muster")
    assert said == ["corrected"]
    folder.run()
    row = table(folder, "funding").set_index("funding_id").loc[record]
    assert (row["amount_chf"], row["reviewed"]) == (1_600_000.0, "corrected")
    assert list(row["machine_values"]) == ["amount_chf=1500000.0"]
    with folder.explorer() as restarted:
        seen = look(restarted)
        page = seen.open(f"record={record}&room=runs")
        assert cells_of(page, "Was sich gegenüber dem Lauf davor geändert hat")["Finanzen"][2:] == ["0", "0", "1"]
        seen.open(f"room=source&record={record}")
        assert cells_of(page, "Werte")["Franken"] == ["1’600’000"]
        assert cells_of(page, "Werte")["Werte der Maschine"] == ["Franken: 1’500’000"]
        assert "Anna Muster" in page.inner_text("body")
