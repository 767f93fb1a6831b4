from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.records import (
    Decision,
    Evidence,
    Facts,
    Funding,
    Goal,
    Measure,
    Mention,
    Outcome,
    PageRow,
    Records,
    record_id,
)
from pipeline.storage.tables import Entry


def _evidence(document_id: str, page: int | None, start: int, quote: str) -> Evidence:
    return Evidence(
        document_id=document_id,
        page=page,
        x0=10.0,
        y0=20.0,
        x1=110.5,
        y1=32.0,
        char_start=start,
        char_end=start + len(quote),
        quote=quote,
        section="Finanzierung › Mittelherkunft",
        found_by="amounts@1",
        confidence=0.9,
    )


def _page(document_id: str, number: int, text: str) -> PageRow:
    return PageRow(document_id, number, "digital", (), 595.0, 842.0, text, len(text), None, 0.03, 0.99, 0, 4)


def _records(document_id: str, quote: str, text: str) -> Records:
    measure_id = record_id(document_id, "measure", 40)
    late, early = _evidence(document_id, 2, 300, quote), _evidence(document_id, 1, 40, quote)
    split = Funding(
        record_id(document_id, "funding", 300),
        late,
        amount_chf=1_500_000.0,
        payer="mixed",
        payers=("bund", "kanton"),
        payer_shares=(0.5, 0.5),
        is_integration=True,
        measure_id=measure_id,
    )
    vague = Funding(record_id(document_id, "funding", 40), early, amount_chf=None)
    return Records(
        Facts(document_id, "application/pdf", canton="AG", title="Bericht", foerderbereiche_named=("sprache",)),
        pages=(_page(document_id, 2, "Zweite Seite"), _page(document_id, 1, text)),
        funding=(split, vague),
        measures=(Measure(measure_id, early, title="Deutschkurse", foerderbereich="sprache"),),
        mentions=(Mention(record_id(document_id, "mention", 40), measure_id, early),),
        goals=(Goal(record_id(document_id, "goal", 40), early, level="outcome", text="Alle sprechen mit"),),
        decisions=(
            Decision(
                record_id(document_id, "decision", 40),
                early,
                body="Regierungsrat",
                body_as_named="Der Regierungsrat",
                body_type="executive",
                items=("1. genehmigt", "2. beauftragt"),
            ),
        ),
    )


@pytest.fixture
def entry() -> Callable[..., Entry]:
    """An input that was read: a document of two pages with a row in each table."""

    def make(
        name: str, *, quote: str = "1,5 Mio. Franken", text: str = "Deutschkurse in Zürich", **values: Any
    ) -> Entry:
        document_id = record_id(name, "document")
        settings: dict[str, Any] = {"state": "done", "failure_code": None, "document_id": document_id}
        outcome = Outcome(f"input-{name}", f"/documents/{name}.pdf", **(settings | values))
        return outcome, _records(document_id, quote, text)

    return make


@pytest.fixture
def failed() -> Callable[[str], Entry]:
    def make(name: str) -> Entry:
        return Outcome(f"input-{name}", f"/documents/{name}.pdf", failure_code="damaged"), None

    return make
