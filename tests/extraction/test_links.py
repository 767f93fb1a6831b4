"""Which measure an amount of running text pays for: one of its own clause, never over another amount."""

from collections.abc import Callable

from pipeline.records import Records

Extract = Callable[[str], Records]

NEWS = "Medienmitteilung des Kantons Thurgau zur Integration von Migrantinnen und Migranten.\n\n"


def links(extract: Extract, text: str) -> list[tuple[float | None, str | None]]:
    records = extract(NEWS + text)
    titles = {measure.measure_id: measure.title for measure in records.measures}
    return [(row.amount_chf, titles.get(row.measure_id or "")) for row in records.funding]


def test_an_amount_pays_for_the_measure_of_its_own_clause(extract: Extract) -> None:
    told = links(
        extract,
        "Der Verein Brücke erhält für seinen Alltag 45'000 Franken, das Hilfswerk 210'000 Franken für Deutschkurse. "
        "Das HEKS erhält für seine Arbeit 95'000 Franken und führt Spielgruppen durch. "
        "Für Deutschkurse sind 100'000 Franken, für den Begegnungstreff 30'000 Franken vorgesehen. "
        "Der Beitrag an die Alphabetisierungskurse steigt von 60'000 auf 80'000 Franken.",
    )
    assert told == [
        (45_000, None),
        (210_000, "Deutschkurse"),
        (95_000, None),
        (100_000, "Deutschkurse"),
        (30_000, "Begegnungstreff"),
        (60_000, "Alphabetisierungskurse"),
        (80_000, "Alphabetisierungskurse"),
    ]


def test_amounts_in_brackets_belong_to_the_measure_before_them(extract: Extract) -> None:
    told = links(
        extract,
        "Unterstützt werden Deutschkurse für Eltern (90'000 Franken), ein Tandemprojekt (50'000 Franken) und eine "
        "Spielgruppe (20'000 Franken).",
    )
    assert told == [(90_000, "Deutschkurse für Eltern"), (50_000, "Tandemprojekt"), (20_000, "Spielgruppe")]
