"""Amounts in running text with what is said of them; the sentences are written for these tests.

Each amount stands in square brackets with its payer, status, basis and years; a dash leaves one open.
"""

import re
from collections.abc import Callable

import pytest

from pipeline.records import Funding, Records

Extract = Callable[[str], Records]

SENTENCES = [
    (
        "Das Kantonale Integrationsprogramm kostet [2,4 Millionen Franken|bund_kanton]; [1,1 Millionen|kanton] davon "
        "übernimmt der Kanton, den Rest der Bund."
    ),
    (
        "Das KIP 3 kostet 2024 [3,2 Mio. Franken|bund_kanton]. Davon trägt der Kanton [1,4 Mio. Franken|kanton], für "
        "den Rest kommt der Bund auf."
    ),
    "Für das KIP 3 zahlt Zürich [4 Millionen Franken pro Jahr|kanton].",
    "Luzern steuert an das KIP jährlich [900'000 Franken|kanton] bei, der Bund [1,1 Mio. Franken|bund].",
    (
        "Der Bund zahlt [2 Millionen Franken|bund] an das KIP, der Kanton und die Gemeinden legen zusammen [2 "
        "Millionen|mixed] drauf."
    ),
    (
        "Bund und Kanton geben je [600'000 Franken|bund_kanton] für das Integrationsprogramm aus. Das ergibt [1,2 "
        "Millionen Franken|bund_kanton] im Jahr."
    ),
    (
        "Je [300'000 Franken|mixed] zahlen der Kanton Uri und seine Gemeinden an das Integrationsprogramm, der Bund "
        "legt noch einmal so viel drauf."
    ),
    (
        "Neben dem Geld aus Bern kostet das KIP [800'000 Franken pro Jahr|mixed]; drei Viertel trägt der Kanton, "
        "einen Viertel die Gemeinden."
    ),
    "Ohne die Bundesmittel bleiben für das KIP [750'000 Franken|kanton], die der Kanton aufbringt.",
    (
        "Der Kanton Thurgau gibt für sein KIP [1,3 Millionen Franken|kanton] aus. Das sind [200'000 Franken|kanton] "
        "mehr als bisher."
    ),
    (
        "2022 erhielt der Kanton vom Bund Integrationspauschalen von [3,1 Millionen Franken|bund], von denen er [2,6 "
        "Millionen|bund] ausgab."
    ),
    (
        "Aus dem Lotteriefonds fliessen [50'000 Franken|dritte] in das Integrationsprojekt, die Teilnehmerinnen "
        "zahlen [10 Franken|dritte] pro Abend."
    ),
    "Die Integrationsförderung kostet [4,4 Millionen Franken|mixed], die sich Bund, Kanton und Gemeinden teilen.",
    "Zulasten der Staatskasse gehen für das KIP [640'000 Franken|kanton].",
    "Der Grosse Rat bewilligte für das KIP 3 einen Verpflichtungskredit von [5,2 Millionen Franken|kanton].",
    "Die Bundesversammlung hat für die Integrationsförderung [130 Millionen Franken|bund] gesprochen.",
    (
        "Der Beitrag des Bundes an das KIP beläuft sich auf [1,8 Millionen Franken|bund], jener des Kantons auf [1,2 "
        "Millionen|kanton]."
    ),
    (
        "Für das KIP stehen [2,7 Millionen Franken|mixed] bereit: [1,5 Millionen|bund] vom Bund, [0,8 "
        "Millionen|kanton] vom Kanton und [0,4 Millionen|gemeinden] von den Gemeinden."
    ),
    (
        "Wie viel zahlt der Bund an das KIP? Rund [1,1 Millionen Franken|bund]. Und der Kanton? Knapp [900'000 "
        "Franken|kanton]."
    ),
    (
        "Solothurn erhält für das KIP 3 vom Bund jährlich [2,1 Millionen Franken|bund] und muss selbst [1,9 "
        "Millionen|kanton] aufbringen."
    ),
    "Die Gemeinden beteiligen sich mit [50 Rappen|gemeinden] pro Einwohner am KIP.",
    "Das kantonale Budget für das KIP umfasst [1,1 Millionen Franken|kanton].",
    (
        "Die Stiftung Mercator trägt [120'000 Franken|dritte] zum Integrationsprojekt bei, die reformierte Kirche "
        "[30'000 Franken|dritte]."
    ),
    "Die Kosten des KIP von [2 Mio. Franken|bund_kanton] teilen sich Bund und Kanton hälftig.",
    "Graubünden lässt sich das KIP 3 im Jahr [1,1 Millionen Franken|kanton] kosten.",
    "Das SEM überweist dem Kanton pro Flüchtling einmalig [18'000 Franken|bund].",
    (
        "Vom Bundesbeitrag an das KIP 2, der [7,2 Millionen Franken|bund] ausmacht, hat der Kanton bis Ende 2019 die "
        "Hälfte abgerufen."
    ),
    "Der Kanton hat aus dem Bundesbeitrag [1,2 Millionen Franken|bund] für Deutschkurse im KIP verwendet.",
    (
        "Den Hauptanteil am KIP, [3,4 Millionen Franken|bund], steuert der Bund bei; auf den Kanton entfallen [1,6 "
        "Millionen|kanton], auf die Gemeinden [0,9 Millionen|gemeinden]."
    ),
    "Für die Sprachkurse des KIP verlangt der Anbieter von den Teilnehmenden [80 Franken|dritte] pro Semester.",
    "Ein Deutschkurs kostet die Teilnehmerin [240 Franken|dritte], den Rest bezahlt der Kanton.",
    (
        "Der Kanton Schwyz beteiligt sich mit [300'000 Franken|kanton] am KIP, die übrigen [310'000 Franken|bund] "
        "kommen aus Bern."
    ),
    "An die Projekte des KIP zahlten die Kirchgemeinden [20'000 Franken|dritte].",
    "Aus eigenen Mitteln wirft Freiburg [1,7 Millionen Franken|kanton] für das KIP auf.",
    "Das KIP kostet den Kanton [950'000 Franken im Jahr|kanton].",
    "Der Stadt Winterthur überweist der Kanton [870'000 Franken|kanton] aus dem KIP.",
    "Die Aufwendungen des Kantons für das KIP betrugen [2,2 Millionen Franken|kanton].",
    (
        "Im Integrationskredit des Bundes stecken [38 Millionen Franken|bund] pro Jahr; die Kantone zahlen "
        "mindestens gleich viel."
    ),
    "Das KIP 3 kostet im Kanton Zug [11,2 Millionen Franken|bund_kanton]. Bund und Kanton teilen sich die Kosten.",
    "Genf schiesst [4 Millionen|kanton] ein, um das KIP 3 zu finanzieren.",
    (
        "Neuenburg bezahlt für sein KIP aus der Kantonskasse [1,3 Millionen Franken|kanton], also etwas mehr als der "
        "Bund mit [1,2 Millionen|bund]."
    ),
    (
        "Der Kantonsrat hat das KIP 3 einstimmig durchgewinkt. Damit stehen [264'000 Franken|-|approved] des Kantons "
        "zur Verfügung."
    ),
    (
        "Die Regierung beantragt dem Grossen Rat für das KIP 3 [16 Millionen Franken|-|requested]. [8 "
        "Millionen|-|requested] würde der Kanton tragen."
    ),
    "Im letzten Jahr unterstützte der Kanton im KIP 40 Projekte mit insgesamt [1,2 Millionen Franken|-|spent].",
    "Für das KIP waren 2021 [148'000 Franken|-|spent] aus der Staatskasse nötig.",
    "Im Jahr 2003 verteilte der Kanton für die Integration [370'000 Franken|-|spent] an sechs Organisationen.",
    "Genehmigt ist das KIP 2024–2027. Es kostet den Kanton [960'000 Franken pro Jahr|-|approved].",
    "Für 2025 sind im KIP [1,4 Millionen Franken|-|planned] eingeplant.",
    "Das KIP 2 hat den Kanton [4,2 Millionen Franken|-|spent] gekostet.",
    "Das KIP wird den Kanton [1,2 Millionen Franken|-|planned] kosten.",
    "Der Landrat befindet im Herbst über den Kredit von [3,1 Millionen Franken|-|requested] für das KIP 3.",
    "Die Kommission empfiehlt dem Kantonsrat, für das KIP 3 [2,6 Millionen Franken|-|requested] zu sprechen.",
    "Das Volk hat dem Kredit von [4,5 Millionen Franken|-|approved] für die Integrationsförderung zugestimmt.",
    "Der Regierungsrat hat für das KIP einen Betrag von [800'000 Franken|-|approved] freigegeben.",
    "Im Budget 2024 sind für das KIP [1,9 Millionen Franken|-|planned] eingestellt.",
    "Die Rechnung 2022 weist für das KIP [1,72 Millionen Franken|-|spent] aus.",
    (
        "Die Ausgaben für das KIP lagen 2019 bei [2,1 Millionen Franken|-|spent], budgetiert waren [2,4 "
        "Millionen|-|planned]."
    ),
    "Wird der Kredit angenommen, kann der Kanton für das KIP [900'000 Franken|-|requested] einsetzen.",
    "Die SP wollte den Kredit für das KIP um [300'000 Franken|-|requested] erhöhen.",
    "Mit [520'000 Franken|-|spent] schlugen im vergangenen Jahr die Deutschkurse des KIP zu Buche.",
    "Deutschkurse verschlangen 2018 im KIP [1,1 Millionen Franken|-|spent].",
    "Der Regierungsrat legt dem Kantonsrat einen Kredit von [5 Millionen Franken|-|requested] für das KIP 3 vor.",
    "Die Regierung erhofft sich vom Parlament [2 Millionen Franken|-|requested] für das KIP 3.",
    "Seit Mai 2019 überweist der Bund pro anerkannten Flüchtling einmalig [18'000 Franken|-|approved].",
    "Laut der Schlussabrechnung des KIP 1 wurden [3,3 Millionen Franken|-|spent] beansprucht.",
    (
        "Das Parlament hat den Rahmenkredit von [7 Millionen Franken|-|approved] für das KIP 3 mit 61 zu 22 Stimmen "
        "genehmigt."
    ),
    "Die Regierung rechnet für das KIP 3 mit Kosten von [1,3 Millionen Franken|-|planned].",
    "Nach Schätzung der Regierung würde das Integrationsgesetz Mehrkosten von [500'000 Franken|-|planned] auslösen.",
    (
        "Jahr für Jahr steuerte der Bund [2,45 Millionen|-|spent|per_year] an das KIP bei, der Kanton [eine Million "
        "Franken|-|spent|per_year]."
    ),
    "In jedem der vier Jahre zahlt der Kanton [400'000 Franken|-|-|per_year] an das KIP 3.",
    (
        "2020 gab der Kanton für das KIP [1,2 Millionen Franken|-|-|per_year|2020] aus. Im selben Jahr flossen "
        "[300'000 Franken|-|-|per_year|2020] vom Bund."
    ),
    (
        "Zwischen 2018 und 2021 gab der Kanton für das KIP 2 [21,7 Millionen Franken|-|spent|total|2018-2021] aus. "
        "[13,9 Millionen|-|spent|total|2018-2021] davon stammen vom Bund, [4,1 Millionen|-|-|total|2018-2021] vom "
        "Kanton."
    ),
    (
        "Für die Jahre 2022 und 2023 erhält die Caritas aus dem KIP [96'000 Franken|-|-|total|2022-2023], zahlbar in "
        "vier Raten."
    ),
    "Das KIP kostet in vier Jahren [8 Millionen Franken|-|-|total], also [2 Millionen Franken|-|-|per_year] jährlich.",
    "Die Trägerschaft erhält aus dem KIP [88 Franken|-|-|per_unit] je durchgeführte Lektion.",
    (
        "Aus dem Integrationskredit bezahlt der Kanton [2500 Franken|-|-|per_unit] pro Kurs, für die Kinderbetreuung "
        "[3 Franken|-|-|per_unit] pro Kind und Lektion."
    ),
    (
        "Pro Person und Monat werden den Kantonen für Menschen mit Schutzstatus S [250 Franken|-|-|per_person] "
        "ausgerichtet, im Jahr [3000 Franken|-|-|per_person]."
    ),
    (
        "In den Jahren 2014 bis 2017 standen für das KIP 1 [9 Millionen Franken|-|-|total|2014-2017] zur Verfügung, "
        "davon [2,5 Millionen|-|-|total|2014-2017] für die Sprache."
    ),
    "Ab 2019 zahlt der Kanton dem Verein jährlich [40'000 Franken|-|-|per_year|2019] für das Integrationsprojekt.",
    "Für das Schuljahr 2023/24 erhält die Fachstelle Integration [120'000 Franken|-|-|-|2023-2024].",
    "Im ersten Programmjahr der KIP-Periode 2018–2021 flossen [1,3 Mio. Franken|-|spent|per_year|2018] in Sprachkurse.",
    "Das KIP 3 dauert von 2024 bis 2027. Der Kanton zahlt dafür [3,6 Millionen Franken|kanton|-|total|2024-2027].",
    "Die Integrationsförderung kostet alle Jahre wieder rund [2 Millionen Franken|-|-|per_year].",
    "2019 hat der Kanton für das KIP [1,3 Millionen Franken|-|spent] vom Bund vereinnahmt.",
    "Unter dem Strich blieben dem Kanton beim KIP 2 Kosten von [2,2 Millionen Franken|-|spent].",
    "Von 2014 bis 2017 förderte der Kanton im KIP 1 Sprachkurse mit [3 Millionen Franken|-|spent].",
    "Die Fachstelle Integration schüttete 2022 [210'000 Franken|-|spent] an Projekte aus.",
    "Im Vorjahr hatte der Kanton für das KIP noch [1,1 Millionen Franken|-|spent] ausgegeben.",
    "Der Kanton hätte für das KIP [500'000 Franken|-|planned] mehr ausgeben wollen.",
    "Die Regierung möchte für das KIP 3 [4 Millionen Franken|-|requested] beim Kantonsrat abholen.",
    "Die Kommission verlangt, den Kredit für das KIP um [400'000 Franken|-|requested] zu kürzen.",
    (
        "Für die Integrationsförderung sind im Aufgaben- und Finanzplan jährlich [1,6 Millionen Franken|-|planned] "
        "eingeplant."
    ),
    "Ein Postulat fordert [200'000 Franken|-|requested] mehr für die Integrationsförderung.",
    "Vorgesehen ist für das KIP ein Kredit von [3 Millionen Franken|-|planned].",
    "Mit dem Entscheid des Landrats stehen für das KIP 3 [1,8 Millionen Franken|-|approved] bereit.",
    "Nach dem Ja des Kantonsrats fliessen [5,5 Millionen Franken|-|approved] in das KIP 3.",
    "Der Kredit von [2,9 Millionen Franken|-|approved] für das KIP passierte den Rat ohne Gegenstimme.",
    "Der Kantonsrat winkte den Kredit von [3,4 Millionen Franken|-|approved] für das KIP 3 durch.",
    "Der Landrat segnete den Integrationskredit von [1,9 Millionen Franken|-|approved] ab.",
    "Die Stadt bekam 2021 aus dem KIP [90'000 Franken|-|spent] für die Frühförderung.",
    "In der Jahresrechnung 2023 stehen für das KIP Ausgaben von [1,7 Millionen Franken|-|spent].",
    "Der Aufwand für das KIP belief sich 2022 auf [1,4 Millionen Franken|-|spent].",
    "Seit 2018 hat der Bund [12 Millionen Franken|-|spent] in das Neuenburger KIP gesteckt.",
    "Der Regierungsrat bewilligt dem Verein aus dem Integrationskredit [60'000 Franken|-|approved].",
    "Künftig soll das KIP den Kanton [1,2 Millionen Franken|-|planned] kosten.",
    "Der Bund dürfte an das KIP rund [1,5 Millionen Franken|-|planned] zahlen.",
    "Die Gemeinden müssten [300'000 Franken|-|planned] für das KIP aufbringen.",
    "Bis Ende 2027 will der Kanton für das KIP 3 [6 Millionen Franken|-|planned] ausgeben.",
    "Die Kosten des KIP betragen jährlich [2 Millionen Franken|-|planned].",
    "Alljährlich wendet der Kanton [1,2 Millionen Franken|-|-|per_year] für das KIP auf.",
    "Pro Jahr sind im KIP [800'000 Franken|-|-|per_year] für Sprachkurse reserviert.",
    "Verteilt auf vier Jahre kostet das KIP [5 Millionen Franken|-|-|total].",
    "Der Kredit für das KIP beträgt [5 Millionen Franken|-|-|total|2024-2027] für die Jahre 2024 bis 2027.",
    "Im Budgetjahr 2022 stehen für das KIP [1,9 Millionen Franken|-|-|per_year|2022] bereit.",
    (
        "Für die Periode 2018–2021 hat der Bund an das KIP [9 Millionen Franken|-|-|total|2018-2021] bezahlt, also "
        "[2,25 Millionen|-|-|per_year|2018-2021] im Jahr."
    ),
    "Ein Jahr später waren es für das KIP [1,1 Millionen Franken|-|spent|per_year].",
    "Das Jahresbudget des KIP liegt bei [1,4 Millionen Franken|-|-|per_year].",
    "Für eine Stunde Dolmetschen bezahlt die Schule [78 Franken|-|-|per_unit].",
    (
        "[88 Franken|-|-|per_unit] kostet die Gemeinde eine Stunde Dolmetschen. [50 Franken|kanton|-|per_unit] davon "
        "zahlt der Kanton."
    ),
    "[12 Franken|-|-|per_unit] verlangt die Schule von Zugewanderten für eine Lektion Deutsch.",
    "Jede Teilnehmerin zahlt für den Deutschkurs [150 Franken|-|-|per_person].",
    (
        "Der Kanton zahlt dem Anbieter [60 Franken|-|-|per_unit] pro Lektion aus dem KIP, ab 2024 [65 "
        "Franken|-|-|per_unit]."
    ),
    (
        "Die Integrationspauschale von [18'000 Franken|-|-|per_person] pro anerkannten Flüchtling überweist der Bund "
        "einmalig."
    ),
    "Zahlbar sind aus dem KIP zwei Tranchen von je [45'000 Franken|-|-|total].",
    "2022 kostete das KIP [1,2 Millionen Franken|-|spent|per_year|2022], 2023 [1,4 Millionen|-|spent|per_year|2023].",
    "Für die Jahre 2022/23 sieht der Kanton im KIP 2bis [2,4 Millionen Franken|-|-|total|2022-2023] vor.",
    "Während der vier Jahre des KIP 2 gab der Kanton [4 Millionen Franken|-|spent|total|2018-2021] aus.",
    (
        "Die Vereinbarung gilt bis Ende 2027; der Kanton gibt dem HEKS daraus jährlich [120'000 "
        "Franken|-|-|per_year] für die Integrationsförderung."
    ),
    "Im laufenden Jahr gibt der Kanton [700'000 Franken|-|-|per_year] für die Integrationsförderung aus.",
]
MARKED = re.compile(r"\[([^]|]+)\|([^]]+)\]")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_amounts_are_noted_as_a_reader_would(extract: Extract, sentence: str) -> None:
    text = MARKED.sub(lambda match: match[1], sentence)
    funding = extract(text).funding

    for row, (written, expected) in zip(funding, MARKED.findall(sentence), strict=True):
        assert _matches(row, expected.split("|")), (written, expected, row)


def _matches(row: Funding, expected: list[str]) -> bool:
    years = [str(year) for year in dict.fromkeys((row.period_start, row.period_end)) if year is not None]
    found = (row.payer, row.status, row.basis, "-".join(years))
    return all(wanted in ("-", value) for wanted, value in zip(expected, found, strict=False))
