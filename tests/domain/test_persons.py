from __future__ import annotations

import pytest

from pipeline.domain.persons import find_names, redactor


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Frau Regierungsrätin Kathrin Muster leitet", "Frau Regierungsrätin [Name] leitet"),
        ("Der Landschreiber: Hugo Beispiel-Meier", "Der Landschreiber: [Name]"),
        ("Herr Dr. Keller und Prof. Dr. A. Zangger", "Herr Dr. [Name] und Prof. Dr. [Name]"),
        ("Mme Rossier, conseillère d’État Anne-Claude Rey", "Mme [Name], conseillère d’État [Name]"),
        ("M. Dupont propose", "M. [Name] propose"),
        ("Signora Giulia Bianchi, presidente", "Signora [Name], presidente"),
        ("von Hans-Peter von Arx eingereicht", "von [Name] eingereicht"),
        ("HANS MÜLLER", "[Name]"),
        ("Müller Peter, SVP", "[Name], SVP"),
        ("Muster Urs Ja\nBeispiel Nora Nein", "[Name] Ja\n[Name] Nein"),
        ("Projektleiter Urs Muster", "Projektleiter [Name]"),
        ("Postulat J. Meier betreffend", "Postulat [Name] betreffend"),
        ("Auskunft: k.muster@kanton.example.org", "Auskunft: [Name]"),
        ("Frau\nMüller", "Frau\n[Name]"),
    ],
)
def test_names_are_left_out_and_their_cues_stay(text: str, left: str) -> None:
    assert redactor()(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Der Regierungsrat des Kantons Uri genehmigt das Programm.",
        "Der Regierungsrat Kanton Basel-Landschaft",
        "Der Bundesrat Ende 2022",
        "A. Ausgangslage",
        "Massnahmen\nB. Kosten und Finanzierung",
        "Appenzell A. Rh. und Appenzell I. Rh.",
        "Deutschkurse für Erwachsene in Sankt Gallen, max. 500 Franken",
        "Conseil d’État du canton de Vaud",
    ],
)
def test_bodies_places_and_headings_are_no_names(text: str) -> None:
    assert redactor()(text) == text
    assert find_names(text) == []


def test_a_name_told_once_is_known_everywhere() -> None:
    known = find_names("Die Leitung hat Frau Xhevahire Bytyqi.")
    assert known == ["Xhevahire Bytyqi"]
    assert redactor(known)("Ansprechperson ist Xhevahire\nBytyqi (Amt).") == "Ansprechperson ist [Name] (Amt)."
    assert redactor()("Xhevahire Bytyqi") == "Xhevahire Bytyqi"


def test_several_surnames_are_known_without_the_given_name() -> None:
    assert redactor(["Nora Muster Beispiel"])("Muster Beispiel sagt") == "[Name] sagt"


def test_what_follows_an_office_teaches_no_name_by_itself() -> None:
    assert find_names("Die Präsidentin Nora Beispiel und der Landrat Sport Kultur") == ["Nora Beispiel"]
