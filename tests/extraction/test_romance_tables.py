"""Tables, lists and headings of French and Italian documents: figures, measures and goals."""

from collections.abc import Callable, Sequence

import pytest

from pipeline.extraction.extract import extract_records
from pipeline.reading.read import read_document
from pipeline.records import Funding, Records

Extract = Callable[[str], Records]
Rows = Sequence[Sequence[str]]

FRENCH = "Le programme d'intégration cantonal (PIC 3) 2024-2027 du canton de Vaud soutient la population étrangère."
ITALIAN = (
    "Il programma d'integrazione cantonale (PIC 3) 2024-2027 del Cantone Ticino sostiene la popolazione straniera."
)


def table(caption: str, *rows: Sequence[str]) -> str:
    head = "".join(f"<th>{cell}</th>" for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def page(language: str, *parts: str) -> str:
    intro = FRENCH if language == "fr" else ITALIAN
    return f"<html lang='{language}'><body><main><h1>PIC 3</h1><p>{intro}</p>{''.join(parts)}</main></body></html>"


FRENCH_PAGE = page(
    "fr",
    "<h2>Budget</h2>",
    table(
        "Origine des moyens, en milliers de francs",
        ("Origine des moyens", "2024", "2025", "Total"),
        ("Confédération, crédit d'intégration", "1'100", "1'150", "2'250"),
        ("Confédération, forfait d'intégration", "3'000", "3'000", "6'000"),
        ("Canton", "800", "850", "1'650"),
        ("Communes", "300", "300", "600"),
        ("Tiers", "–", "50", "50"),
        ("Total", "5'200", "5'350", "10'550"),
    ),
    "<h2>Comptes</h2>",
    table(
        "Dépenses par domaine 2023, comptes, en CHF",
        ("Domaine d'encouragement", "Montant"),
        ("Langue et formation", "640 000"),
        ("Petite enfance", "210 000"),
        ("Interprétariat communautaire et médiation interculturelle", "90 000"),
        ("Total", "940 000"),
        ("Nombre de participants", "1 250"),
    ),
    "<h2>Objectifs</h2>",
    table(
        "Vivre-ensemble et participation",
        ("Objectif", "Indicateur", "Valeur cible", "Échéance"),
        ("Les communes connaissent leurs habitants étrangers.", "Nombre de communes avec un accueil", "40", "2026"),
        ("Les associations sont soutenues.", "Part des demandes traitées en un mois", "90 %", "2027"),
    ),
    "<h2>Mesures</h2><h3>Langue</h3>",
    table(
        "Cours et ateliers",
        ("Mesure", "Responsable", "Groupe cible"),
        ("Cours de français en entreprise", "BCI", "Adultes"),
        ("Ateliers de lecture à la bibliothèque; Café des langues", "Ville de Renens", "Parents"),
    ),
    "<h2>Autres prestations</h2>",
    "<ul><li>Protection contre la discrimination: Permanence contre le racisme</li>"
    "<li>Interprétariat</li><li>La commune est responsable de l'accueil.</li></ul>",
)

ITALIAN_PAGE = page(
    "it",
    "<h2>Finanziamento</h2>",
    table(
        "Provenienza dei mezzi, in migliaia di franchi",
        ("Fonte", "2024", "2025", "Totale"),
        ("Confederazione, credito d'integrazione", "1'100", "1'150", "2'250"),
        ("Cantone", "800", "850", "1'650"),
        ("Comuni", "300", "300", "600"),
        ("Terzi", "20", "20", "40"),
        ("Totale", "2'220", "2'320", "4'540"),
    ),
    "<h2>Consuntivo</h2>",
    table(
        "Spese per settore 2023, consuntivo, in CHF",
        ("Settore di promozione", "Importo"),
        ("Lingua e formazione", "640'000"),
        ("Prima infanzia", "210'000"),
        ("Totale", "850'000"),
    ),
    "<h2>Obiettivi</h2>",
    table(
        "Convivenza e partecipazione",
        ("Obiettivo", "Indicatore", "Valore obiettivo", "Scadenza"),
        ("I comuni conoscono i propri abitanti stranieri.", "Numero di comuni con un'accoglienza", "40", "2026"),
        ("Le associazioni sono sostenute.", "Quota di domande evase in un mese", "90 %", "2027"),
    ),
    "<h2>Misure</h2><h3>Lingua</h3>",
    table(
        "Corsi e sportelli",
        ("Misura", "Responsabile", "Gruppo target"),
        ("Corsi d'italiano in azienda", "SIS", "Adulti"),
        ("Sportello per le famiglie", "Città di Locarno", "Genitori"),
    ),
    "<ul><li>Protezione dalla discriminazione: Centro d'ascolto</li></ul>",
)


@pytest.fixture(scope="module", params=["fr", "it"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def records(language: str) -> Records:
    return extract_records(read_document({"fr": FRENCH_PAGE, "it": ITALIAN_PAGE}[language].encode()))


def figures(records: Records, side: str) -> list[Funding]:
    return [row for row in records.funding if row.side == side]


def test_every_cell_with_money_is_a_figure(records: Records, language: str) -> None:
    assert (len(figures(records, "sources")), len(figures(records, "uses"))) == {"fr": (17, 4), "it": (15, 3)}[language]
    assert all(row.found_in == "table" for row in records.funding)
    assert "1 250" not in {row.evidence.quote for row in records.funding}


def test_units_stand_in_the_caption(records: Records) -> None:
    assert {row.amount_chf for row in figures(records, "sources")} >= {1_100_000.0, 2_250_000.0}
    assert max(row.amount_chf or 0 for row in figures(records, "uses")) < 1_000_000


def test_rows_tell_who_pays(records: Records, language: str) -> None:
    payers = [row.payers for row in figures(records, "sources") if row.period_start == row.period_end == 2025]
    federal = [("bund",), ("bund",)] if language == "fr" else [("bund",)]
    everybody = ("bund", "kanton", "gemeinden", "dritte")
    assert payers == [*federal, ("kanton",), ("gemeinden",), ("dritte",), everybody]


def test_federal_money_has_its_instrument(records: Records, language: str) -> None:
    found = {row.instrument for row in figures(records, "sources") if row.payers == ("bund",)}
    assert found == ({"ifk", "ip"} if language == "fr" else {"ifk"})


def test_years_totals_and_status(records: Records) -> None:
    totals = [row for row in figures(records, "sources") if row.column_label in ("Total", "Totale")]
    assert {(row.period_start, row.period_end, row.basis) for row in totals} == {(2024, 2025, "total")}
    assert all(row.is_total for row in totals)
    assert {row.status for row in figures(records, "sources")} == {"planned"}
    assert {row.status for row in figures(records, "uses")} == {"spent"}


def test_areas_are_known_by_their_titles(records: Records, language: str) -> None:
    areas = [row.foerderbereich for row in figures(records, "uses")]
    assert areas[:2] == ["sprache", "fruehe_kindheit"]
    assert areas[-1] is None
    assert ("dolmetschen" in areas) == (language == "fr")


def test_goals_keep_their_indicator_and_value(records: Records) -> None:
    first, second = records.goals
    assert (first.target_value, first.due, first.foerderbereich) == (40, "2026", "zusammenleben")
    assert (second.target_value, second.due) == (90, "2027")
    assert second.unit in ("pour cent", "per cento")


def test_measures_of_tables_and_lists(records: Records, language: str) -> None:
    names = [measure.title for measure in records.measures]
    french = ["Cours de français en entreprise", "Ateliers de lecture à la bibliothèque", "Café des langues"]
    french += ["Permanence contre le racisme", "Interprétariat"]
    italian = ["Corsi d'italiano in azienda", "Sportello per le famiglie", "Centro d'ascolto"]
    assert names == (french if language == "fr" else italian)


def test_a_measure_has_the_area_it_stands_under(records: Records) -> None:
    areas = {measure.title: measure.foerderbereich for measure in records.measures}
    assert "sprache" in areas.values()
    assert areas.get("Permanence contre le racisme", areas.get("Centro d'ascolto")) == "vielfalt_diskriminierungsschutz"


@pytest.mark.parametrize(
    ("language", "caption", "rows"),
    [
        ("fr", "Places d'accueil", (("Commune", "2023", "2024"), ("Renens", "1'200", "1'300"), ("Nyon", "900", "950"))),
        ("fr", "Coûts en euros", (("Poste", "Coûts"), ("Cours", "1'200"), ("Loyer", "3'000"))),
        ("it", "Partecipanti ai corsi", (("Comune", "2023", "2024"), ("Lugano", "1'200", "1'300"))),
    ],
)
def test_other_tables_hold_no_money(extract: Extract, language: str, caption: str, rows: Rows) -> None:
    assert extract(page(language, table(caption, *rows))).funding == ()


GERMAN_PART = (
    "<p>Der Kanton Freiburg setzt das Kantonale Integrationsprogramm KIP 3 für die Jahre 2024 bis 2027 um und fördert "
    "damit die Integration der ausländischen Bevölkerung in allen Bezirken.</p>"
    "<p>Der Bund zahlt dafür pro Jahr 2,3 Millionen Franken an den Kanton Freiburg.</p>"
)
FRENCH_PART = (
    "<p>Le Conseil d'État du canton de Fribourg a adopté le 27 juin 2023 le programme d'intégration cantonal pour les "
    "années 2024 à 2027.</p><p>Les communes versent chaque année 400 000 francs pour les cours de langue.</p>"
)


def test_each_part_of_a_document_is_read_in_its_language(extract: Extract) -> None:
    costs = table(
        "Coûts par domaine, en CHF", ("Domaine", "Coûts"), ("Langue", "310 000"), ("Petite enfance", "90 000")
    )
    body = f"{GERMAN_PART}{FRENCH_PART}{costs}"
    found = extract(f"<html lang='de'><body><main><h1>KIP 3</h1>{body}</main></body></html>")
    assert found.facts.canton == "FR"
    assert [(row.amount_chf, row.payer) for row in found.funding if row.found_in == "text"] == [
        (2_300_000.0, "bund"),
        (400_000.0, "gemeinden"),
    ]
    assert [row.foerderbereich for row in found.funding if row.found_in == "table"] == ["sprache", "fruehe_kindheit"]
    assert [(row.body, row.date) for row in found.decisions] == [("Staatsrat", "2023-06-27")]


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        (
            "fr",
            "Le canton propose des ateliers de conversation pour les parents, un mentorat et une permanence juridique.",
            ["Ateliers de conversation pour les parents", "Mentorat", "Permanence juridique"],
        ),
        (
            "fr",
            "Au cours de l'année, le groupe de travail a discuté du projet de loi et de la séance du comité.",
            [],
        ),
        (
            "it",
            "Il Cantone offre corsi di lingua nelle regioni, uno sportello di consulenza e serate informative.",
            ["Corsi di lingua nelle regioni", "Sportello di consulenza", "Serate informative"],
        ),
        ("it", "Nel corso dell'anno il gruppo di lavoro ha discusso il disegno di legge.", []),
        (
            "fr",
            "Un guichet mobile, une soirée de bienvenue pour les nouveaux habitants et l'offre « Lire en ville ».",
            ["Guichet mobile", "Soirée de bienvenue pour les nouveaux habitants", "Offre « Lire en ville »"],
        ),
        ("fr", "« Nous avons besoin de cours », a dit la présidente; la motion « Pour l'école » le demande.", []),
        (
            "it",
            "Seguono un pretirocinio d'integrazione, colloqui di prima informazione e la formazione degli interpreti.",
            ["Pretirocinio d'integrazione", "Colloqui di prima informazione", "Formazione degli interpreti"],
        ),
    ],
)
def test_offers_named_in_running_text(extract: Extract, language: str, sentence: str, names: list[str]) -> None:
    assert [measure.title for measure in extract(page(language, f"<p>{sentence}</p>")).measures] == names


@pytest.mark.parametrize(
    ("language", "caption", "rows"),
    [
        (
            "fr",
            "Comptes 2023 en milliers de francs",
            (("", "Comptes 2023"), ("Charges", ""), ("Langue", "1 200"), ("Produits", ""), ("Part du canton", "500")),
        ),
        (
            "it",
            "Consuntivo 2022, in migliaia di franchi",
            (("", "Consuntivo 2022"), ("Costi", ""), ("Lingua", "1'200"), ("Ricavi", ""), ("Quota del Cantone", "500")),
        ),
    ],
)
def test_accounts_have_two_sides(extract: Extract, language: str, caption: str, rows: Rows) -> None:
    spent, given = extract(page(language, table(caption, *rows))).funding
    assert (spent.side, spent.foerderbereich, spent.amount_chf, spent.status) == ("uses", "sprache", 1.2e6, "spent")
    assert (given.side, given.payers, given.amount_chf, given.role) == ("sources", ("kanton",), 5e5, "level")
