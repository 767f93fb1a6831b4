from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading.encodings import encoding_changes
from pipeline.reading.mending import MARGIN_NONE_LEFT, MARGIN_SOME_LEFT, mend
from pipeline.reading.read import read_document
from pipeline.reading.repair import acronym_changes, figure_changes, pattern_changes, umlaut_changes
from pipeline.records import Cell, Table

CLEAN = (
    "Die Gemeinden führen für Zugewanderte jährlich Gespräche durch und prüfen gemäss Gesetz, ob die Massnahmen "
    "genügen. Sie können Beiträge kürzen, wenn der Träger seine Pflichten nicht erfüllt. Über Ausnahmen entscheidet "
    "die zuständige Behörde nach Anhörung der Fachstelle, welche die Förderung der Sprache überwacht."
)
ENGLISH_MODEL = (
    "Die Gemeinden fihren fiir Zugewanderte jahrlich Gesprache durch und priifen gemass Gesetz, ob die Massnahmen "
    "geniigen. Sie kénnen Beitrage kirzen, wenn der Trager seine Pflichten nicht erfillt. Uber Ausnahmen entscheidet "
    "die zustandige Behérde nach Anhérung der Fachstelle, welche die Férderung der Sprache iiberwacht."
)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("fiir", "für"),
        ("flir", "für"),
        ("Integrationsférderung", "Integrationsförderung"),
        ("Auslanderinnen", "Ausländerinnen"),
        ("gemass", "gemäss"),
        ("Erwdgungen", "Erwägungen"),
        ("Spielréaume", "Spielräume"),
        ("kénnen", "können"),
        ("Bediirfnisse", "Bedürfnisse"),
        ("Vertraége", "Verträge"),
        ("Regelstrukturen", "Regelstrukturen"),
        ("Massnahmen", "Massnahmen"),
        ("schliesslich", "schliesslich"),
        ("wurde", "wurde"),
        ("Flichtlinge", "Flüchtlinge"),
        ("Plédtze", "Plätze"),
        ("Férderung", "Förderung"),
        ("Ertragsuberschuss", "Ertragsüberschuss"),
        ("veréffentlic", "veröffentlic"),
        ("MaBnahmen", "Maßnahmen"),
        ("zahit", "zahlt"),
        ("lnformation", "Information"),
        ("kKonnen", "Können"),
        ("KIP3", "KIP3"),
        ("11a", "11a"),
        ("2bis", "2bis"),
    ],
)
def test_words_get_their_umlauts_back_and_others_stay(printed: str, meant: str) -> None:
    assert mend(printed, MARGIN_NONE_LEFT) == meant


def test_a_text_of_the_wrong_model_is_repaired_and_can_be_undone() -> None:
    document = read_document(ENGLISH_MODEL.encode())
    assert document.text == CLEAN
    assert document.original(document.pages[0]) == ENGLISH_MODEL
    assert {edit.rule for edit in document.pages[0].edits} == {"umlaut"}


def test_a_clean_text_stays_as_it_is() -> None:
    assert list(umlaut_changes(CLEAN)) == []


def _repaired(text: str) -> str:
    for change in sorted(umlaut_changes(text), key=lambda change: -change.start):
        text = text[: change.start] + change.after + text[change.end :]
    return text


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Der Bund Ubernimmt die Kosten.", "Der Bund übernimmt die Kosten."),
        ("Die Ubersicht folgt.", "Die Übersicht folgt."),
        ("Ubrige Kosten tragen sie. Fir 2021 gilt es.", "Übrige Kosten tragen sie. Für 2021 gilt es."),
        ("Die Beitrage2 steigen.", "Die Beiträge2 steigen."),
    ],
)
def test_capitals_and_notes_in_a_misread_text(printed: str, meant: str) -> None:
    assert _repaired(f"{ENGLISH_MODEL} {printed}") == f"{CLEAN} {meant}"


def test_a_short_page_goes_the_way_of_the_others() -> None:
    document = read_document(
        f"{ENGLISH_MODEL} {ENGLISH_MODEL}\f{ENGLISH_MODEL} {ENGLISH_MODEL}\fAnhang fiir Trager".encode()
    )
    assert document.page_text(document.pages[2]) == "Anhang für Träger"


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Anhang Il und Ill", ["II", "III"]),
        ("auf Niveau Bl", ["Niveau B1"]),
        ("von Al/A2, dann A2-Bl", ["A1", "B1"]),
        ("er schlie&t", ["ß"]),
    ],
)
def test_forms_that_only_a_misread_text_has(printed: str, meant: list[str]) -> None:
    assert [change.after for change in pattern_changes(printed, misread=True)] == meant
    assert list(pattern_changes(printed)) == []


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("MÃ¼ller", ["ü"]),
        ("Grüsse â€“ Bern", ["–"]),
        ("fu\u00a8r", ["ü"]),
        ("O\ufb00ene P\ufb02icht", ["ff", "fl"]),
        ("Âne, São Paulo, Château", []),
    ],
)
def test_letters_taken_apart_come_together(printed: str, meant: list[str]) -> None:
    assert [change.after for change in encoding_changes(printed)] == meant


def test_a_clean_text_with_few_umlauts_stays_as_it_is() -> None:
    text = "Der Kanton Bern und die Gemeinden zahlen den Beitrag an das Programm, das bis Ende Juni dauert. " * 3
    assert list(umlaut_changes(text)) == []


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüéß", max_size=12))
def test_mending_settles(word: str) -> None:
    once = mend(word, MARGIN_SOME_LEFT)
    assert mend(once, MARGIN_SOME_LEFT) == once


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("die 11Z-Leitung tagt", ["IIZ"]),
        ("vom lIZ-Gremium", ["IIZ"]),
        ("die Interinstitutionelle Zusammenarbeit (112) tagt", ["IIZ"]),
        ("die Nummer 112 wählen, 112 Franken", []),
        ("die Polizei (112) rufen", []),
        ("Artikel 11 und 5EM", ["SEM"]),
    ],
)
def test_acronyms_need_evidence(text: str, repaired: list[str]) -> None:
    assert [change.after for change in acronym_changes(text)] == repaired


@pytest.mark.parametrize("printed", ["KIP 2°¥", "KIP 2™", 'KIP 2"*', "KIP 2bls"])
def test_the_raised_bis_of_a_programme(printed: str) -> None:
    assert [change.after for change in pattern_changes(f"im {printed} steht")] == ["KIP 2bis"]


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("gemäss $ 31 der Verfassung", ["§"]),
        ("nach $ 12a gilt", ["§"]),
        ("der $ 7 Abs. 2 lautet", ["§"]),
        ("Personen des Programms $ und mit Schutzstatus $.", ["Programms S", "Schutzstatus S"]),
        ("laut $ 31'000 und $ 5 Mio. im Jahr, nach $ 12 Millionen", []),
        ("der Ausweis $ 20 und 30 $ des Betrags", []),
    ],
)
def test_a_dollar_that_is_a_section_sign_or_a_status(text: str, repaired: list[str]) -> None:
    assert [change.after for change in pattern_changes(text)] == repaired


@pytest.mark.parametrize("printed", ["KIP 2", "«KIP 2»", "KIP 2bis", 'das "KIP 2" läuft', "KIP 2018"])
def test_sound_programme_names_stay(printed: str) -> None:
    assert list(pattern_changes(f"im {printed} steht")) == []


@pytest.mark.parametrize(
    ("column", "repaired"),
    [
        (["147", "O", "15"], ["0"]),
        (["147", "l", "15"], ["1"]),
        (["Partei", "O", "Name"], []),
        (["147", "Oo1", "15"], []),
    ],
)
def test_a_cell_that_is_one_figure_among_figures(column: list[str], repaired: list[str]) -> None:
    text = "\n".join(column)
    starts = [sum(len(value) + 1 for value in column[:row]) for row in range(3)]
    cells = tuple(Cell(row, 0, start, start + len(column[row])) for row, start in enumerate(starts))
    table = Table("t", 1, 0, len(text), 3, 1, cells)
    assert [change.after for change in figure_changes(text, table)] == repaired
