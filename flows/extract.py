"""The Prefect flow of a run: batches as tasks, with retries, and what came of them as artifacts.

The work itself is `pipeline.runs.work.Work`; a task asks it to finish a batch and waits. No document passes through
Prefect: its results, its cache and its database hold counts and tables only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import wait
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import exponential_backoff

from pipeline.runs.work import Batch
from pipeline.storage.ledger import Entry

RETRIES = 2
BACKOFF_S = 2
# An artifact is for looking at; the whole list is in the report of the run.
MAX_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a flow run is given: batches, who finishes them, and the comparison once the run has published it."""

    run_id: str
    batches: Sequence[Batch]
    finish: Callable[[Batch], list[Entry]]
    overview: Future[Sequence[dict[str, Any]]]
    threads: int


def extract(assignment: Assignment) -> None:
    """Run the flow. Raises what keeps a batch from ending after its retries, and Prefect's own exceptions."""

    @task(
        name="documents",
        task_run_name="documents-{number}",
        retries=RETRIES,
        retry_delay_seconds=exponential_backoff(BACKOFF_S),
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    def documents(number: int) -> dict[str, int]:
        entries[number] = assignment.finish(assignment.batches[number])
        return dict(Counter(entry.outcome.state for entry in entries[number]))

    @flow(
        name="kip-extract",
        flow_run_name=assignment.run_id,
        task_runner=ThreadPoolTaskRunner(max_workers=assignment.threads),  # type: ignore[arg-type]
        persist_result=False,
    )
    def kip_extract() -> None:
        futures = [documents.submit(number) for number in range(len(assignment.batches))]
        wait(list(futures))
        for future in futures:
            future.result()
        _show_outcomes(assignment.run_id, [entry for number in sorted(entries) for entry in entries[number]])
        _show_overview(assignment.run_id, assignment.overview.result())

    entries: dict[int, list[Entry]] = {}
    kip_extract()


def _show_outcomes(run_id: str, entries: Sequence[Entry]) -> None:
    names = ("path", "state", "failure_code", "failure_reason")
    rows = [{name: getattr(entry.outcome, name) for name in names} for entry in entries]
    counts = Counter(entry.outcome.state for entry in entries)
    create_table_artifact(rows[:MAX_ROWS], key="kip-outcomes", description=f"{run_id}: {dict(counts)}")


def _show_overview(run_id: str, lines: Sequence[dict[str, Any]]) -> None:
    if not lines:
        return
    names = [name for name, value in lines[0].items() if not isinstance(value, (list, tuple))]
    rows = [[_shown(line[name]) for name in names] for line in lines]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in (names, ["---"] * len(names), *rows))
    create_markdown_artifact(table, key="kip-comparison", description=run_id)


def _shown(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}".replace(",", "’") if isinstance(value, float) else str(value)
