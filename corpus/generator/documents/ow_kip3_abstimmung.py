"""Minutes of a vote: a form of counts that add up to the total, and how each member voted."""

from __future__ import annotations

from corpus.generator.model import Block, Decision, Facts, Grid, Heading, Money, Paragraph, Planted, Rendered, Sample
from corpus.generator.pdf import Look, render_pdf
from corpus.generator.terms import CANTON, KIP3

SEATS = 55
# Seats that voted against, abstained or were away; all others voted for.
AGAINST = (3, 7, 8, 15, 19, 22, 28, 33, 34, 41, 47, 52)
ABSTAINED = (11, 38)
AWAY = (5, 26, 50)
FOR = SEATS - len(AGAINST) - len(ABSTAINED) - len(AWAY)
# Three groups of columns side by side.
GROUPS = 3

FACTS = Facts(
    media_type="application/pdf",
    canton="OW",
    language="de",
    doc_type="government_decision",
    title="Abstimmungsprotokoll: Rahmenkredit Kantonales Integrationsprogramm 2024–2027",
    issuer="Kantonsrat des Kantons Obwalden",
    program="KIP 3",
    period_start=2024,
    period_end=2027,
    published="2023-06-29",
    number="22.23.97",
)

LOOK = Look(
    body="Helvetica",
    bold="Helvetica-Bold",
    accent="#000000",
    header="Kantonsrat Obwalden",
    footer="Abstimmungsprotokoll, erstellt durch die elektronische Anlage",
    size=9.5,
    leading=12.5,
    title_size=14.0,
    margin=18.0,
    table="lines",
    table_size=7.8,
)


def _vote(seat: int) -> str:
    if seat in AGAINST:
        return "Nein"
    if seat in ABSTAINED:
        return "Enthaltung"
    return "nicht präsent" if seat in AWAY else "Ja"


def _members() -> Grid:
    height = -(-SEATS // GROUPS)
    rows = [
        tuple(
            cell
            for group in range(GROUPS)
            for cell in _member(row + 1 + group * height)
        )
        for row in range(height)
    ]  # fmt: skip
    header = ("Sitz", "Mitglied", "Stimme") * GROUPS
    return Grid("t1", (header, *rows), (0.6, 1.6, 1.3) * GROUPS, caption="Stimmabgabe der Mitglieder")


def _member(seat: int) -> tuple[str, str, str]:
    return (str(seat), f"Mitglied {seat:02}", _vote(seat)) if seat <= SEATS else ("", "", "")


MONEY = {"f1": Money(453_000, **KIP3, **CANTON, status="approved", side="sources")}

DECISIONS = {
    "d1": Decision(
        "Kantonsrat",
        "Der Kantonsrat",
        "parliament",
        "approved",
        number="22.23.97",
        date="2023-06-29",
        what="Rahmenkredit für das Kantonale Integrationsprogramm 2024–2027",
        votes_yes=FOR,
        votes_no=len(AGAINST),
        votes_abstain=len(ABSTAINED),
        vote_unit="votes",
    ),
}

BLOCKS: tuple[Block, ...] = (
    Paragraph("Abstimmungsprotokoll", "title"),
    Paragraph("Sitzung: 29. Juni 2023, 10.42 Uhr"),
    Paragraph(
        "Geschäft: 22.23.97 Rahmenkredit Kantonales Integrationsprogramm 2024–2027 (KIP 3), {{f1|Fr. 453'000.–}}"
    ),
    Paragraph("Abstimmung: Schlussabstimmung, offenes Verfahren"),
    Heading("Ergebnis", 2),
    Paragraph(
        f"{{{{d1|JA: {FOR}   NEIN: {len(AGAINST)}   Enthalten: {len(ABSTAINED)}}}}}   Nicht Präsent: {len(AWAY)}   "
        f"Total Stimmen: {SEATS - len(AWAY)}",
        "lead",
    ),
    Paragraph("Die Vorlage ist angenommen."),
    _members(),
)

SAMPLE = Sample(
    name="ow-kip3-abstimmung-muster",
    facts=FACTS,
    blocks=BLOCKS,
    money=MONEY,
    decisions=DECISIONS,
    planted=(
        Planted(
            "agreement",
            "What the bill asked for is what the parliament approved.",
            ("f1",),
            "ow-kip3-botschaft-muster",
            ("f1",),
        ),
    ),
)


def render() -> Rendered:
    """Draw the minutes."""
    return render_pdf(SAMPLE, LOOK)
