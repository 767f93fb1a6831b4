"""One document beside its truth: all rates, stage by stage. Pure functions over records and truth."""

from __future__ import annotations

from pipeline.evaluation.findings import (
    decision_scores,
    facts_scores,
    funding_scores,
    goal_scores,
    measure_scores,
)
from pipeline.evaluation.matching import Row
from pipeline.evaluation.rates import Rate
from pipeline.evaluation.reading import table_scores, text_scores
from pipeline.records import Document, Records

STAGES = ("text", "tables", "funding", "finance tables", "measures", "goals", "decisions", "areas", "facts")


def score_document(document: Document | None, records: Records, truth: Row) -> dict[tuple[str, str], Rate]:
    """Return the rates of one document by stage and figure, in a fixed order.

    `truth` is that of `corpus/truth`. Without the document, whose artefact another version of kip may have made, text
    and tables are not rated. *found* is the share of the truth that was found, *right* the share of the finds that are
    in the truth; every other figure is the share of pairs in which a column agrees.
    """
    reading = {} if document is None else {**text_scores(document, truth), **table_scores(document, truth)}
    return {
        **reading,
        **funding_scores(records, truth),
        **measure_scores(records, truth),
        **goal_scores(records, truth),
        **decision_scores(records, truth),
        **facts_scores(records, truth),
    }
