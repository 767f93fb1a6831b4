"""What a text cites: articles of law in their short form, other decisions by number; made up for these tests."""

import pytest

from pipeline.extraction.references import cited_decisions, legal_references, references

LAWS = [
    ("de", "gestützt auf Artikel 58 Absatz 3 AIG und § 9 Abs. 1 EG AuG", ["Art. 58 Abs. 3 AIG", "§ 9 Abs. 1 EG AuG"]),
    ("de", "Art. 17 und 18 VlntA", ["Art. 17 VIntA", "Art. 18 VIntA"]),
    ("de", "nach Art. 58 Abs. 2 und 16 Abs. 3 VIntA", ["Art. 58 Abs. 2 VIntA", "Art. 16 Abs. 3 VIntA"]),
    ("de", "§ 7 Abs. 2 lit. b und c SHG", ["§ 7 Abs. 2 lit. b SHG", "§ 7 Abs. 2 lit. c SHG"]),
    ("de", "§ 5 Absatz 2 des kantonalen Förderungsgesetzes vom 3. Mai 2009 (FördG; BGS 1.2)", ["§ 5 Abs. 2 FördG"]),
    ("de", "Art. 4 Bst. a des Gesetzes über die Schule (Volksschulgesetz, VSG)", ["Art. 4 Bst. a VSG"]),
    ("de", "Art. 8 der Kantonsverfassung", ["Art. 8 der Kantonsverfassung"]),
    ("de", "Art. 55 des Kredits, Art. 17 und wir, § 3 Abs. 2 der Richtlinie, Art. 5a ff. und Art. 3 KIP", []),
    ("fr", "vu l'art. 58, al. 3, LEI et les art. 17 et 18 OIE", ["art. 58 al. 3 LEI", "art. 17 OIE", "art. 18 OIE"]),
    ("fr", "article 5 alinéa 2 de la loi sur l'aide aux familles (LAF)", ["art. 5 al. 2 LAF"]),
    ("it", "articolo 58 capoverso 3 della legge sugli stranieri (LStrI)", ["art. 58 cpv. 3 LStrI"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), LAWS)
def test_articles_of_law_in_their_short_form(language: str, text: str, expected: list[str]) -> None:
    assert list(legal_references(text, language)) == expected


DECISIONS = [
    ("de", "RRB Nr. 1288 vom 8. November 2023", ["RRB 1288"]),
    ("de", "KRB Nr. SGB 0123/2017 sowie die Motion M 0045/2019", ["KRB SGB 0123/2017", "Motion M 0045/2019"]),
    ("de", "LRV 2023-123, GRB 23.145 und Vorlage 3545.1", ["LRV 2023-123", "GRB 23.145", "Vorlage 3545.1"]),
    ("de", "das Postulat «Mehr Kurse» (2022/345)", ["Postulat 2022/345"]),
    ("de", "des Regierungsratsbeschlusses Nr. 12/2024", ["Regierungsratsbeschluss 12/2024"]),
    ("de", "die Vorlage 2024/2025 und der RRB 2017 mit 1288 Seiten", []),
    ("fr", "le rapport 19.019 et la décision n° 45", ["rapport 19.019", "décision 45"]),
    ("it", "il messaggio n. 7890", ["messaggio 7890"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), DECISIONS)
def test_decisions_named_by_number(language: str, text: str, expected: list[str]) -> None:
    assert list(references(text, language)) == expected


def test_the_number_of_another_decision_is_not_ones_own() -> None:
    text = "Mit Beschluss Nr. 12/2024 (vgl. RRB 2013/77) wurde die Motion M 0045/2019 abgeschrieben."
    assert [(cited.number, cited.own) for cited in cited_decisions(text, "de")] == [
        ("12/2024", True),
        ("2013/77", False),
        ("M 0045/2019", False),
    ]
    assert references(text, "de", own="12/2024") == ("RRB 2013/77", "Motion M 0045/2019")
