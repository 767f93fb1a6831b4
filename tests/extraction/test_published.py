"""When a document was issued, and its number; the texts are made up for these tests."""

from collections.abc import Callable

import pytest

from pipeline.records import Records

Extract = Callable[[str], Records]

TEXTS = [
    (
        "Gestützt auf § 41 der Verfassung vom 3. Mai 1894, wird beschlossen:\n\n1. Gut.\n\nZug, 30. November 2023",
        "2023-11-30",
        None,
    ),
    (
        "Das Gesetz vom 16. Mai 2005 gilt. Das Programm dauert bis 31. Mai 2027.\n\nAltdorf, 8. November 2023",
        "2023-11-08",
        None,
    ),
    (
        "Am 26. April 2009 hat die Landsgemeinde das Gesetz angenommen.\n\nProtokoll Nr. 991 vom 19. November 2013",
        "2013-11-19",
        "991",
    ),
    (
        "Auszug aus dem Protokoll\nSitzung vom 8. November 2023\n1288. Programm zur Integration\n\nDer Bund zahlt.",
        "2023-11-08",
        "1288",
    ),
    (
        "Verordnung über die Kurse\nEntwurf des Departements vom 29. Oktober 2024\n\nErlass (Stand 1. Mai 2020).",
        "2024-10-29",
        None,
    ),
    ("Bericht an den Bund, April 2017\n\nDer Regierungsrat nahm im Mai davon Kenntnis.", "2017-04", None),
    (
        "Vertrag\n\nLaut RRB Nr. 97/2017 vom 7. Mai 2017.\n\nBern, 12. Juni 2017 Chur, 12. Juni 2017",
        "2017-06-12",
        None,
    ),
    ("Der Regierungsrat genehmigte das Programm am 20. Juni 2023.", "2023-06-20", None),
]


@pytest.mark.parametrize(("text", "published", "number"), TEXTS)
def test_the_date_of_a_document_and_its_number(
    extract: Extract, text: str, published: str | None, number: str | None
) -> None:
    facts = extract(text).facts
    assert (facts.published, facts.number) == (published, number)
