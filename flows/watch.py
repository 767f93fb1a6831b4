"""The Prefect flow of an ingestion: a task for each source, the report as artifact, an event, and people told.

Prefect watches, and nothing depends on it: whatever it fails to do is done, or was done already, without it.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.blocks.core import Block
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from prefect.futures import wait
from prefect.task_runners import ThreadPoolTaskRunner

RESOURCE = "kip.ingest"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What Prefect and people are told: how the run ended, a line, the report, and whether anybody needs to know."""

    state: str
    headline: str
    report: str
    reasons: tuple[str, ...]
    alarms: tuple[str, ...]
    has_news: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """An ingestion as the flow sees it: ids of sources, what looks at one (and counts), and what concludes."""

    run_id: str
    sources: Sequence[str]
    look: Callable[[str], dict[str, int]]
    conclude: Callable[[], Outcome]
    notify: Sequence[str]
    threads: int


def watch(watched: Watched) -> None:
    """Run the flow. Raises what keeps the ingestion from its end, and Prefect's own exceptions."""

    @task(name="source", task_run_name="source-{canton}", cache_policy=NO_CACHE, persist_result=False)
    def source(canton: str) -> dict[str, int]:
        return watched.look(canton)

    @flow(
        name="kip-ingest",
        flow_run_name=watched.run_id,
        task_runner=ThreadPoolTaskRunner(max_workers=watched.threads),  # type: ignore[arg-type]
        persist_result=False,
    )
    def kip_ingest() -> None:
        futures = [source.submit(canton) for canton in watched.sources]
        wait(list(futures))
        for future in futures:
            future.result()
        _tell(watched, watched.conclude())

    kip_ingest()


def _tell(watched: Watched, outcome: Outcome) -> None:
    create_markdown_artifact(outcome.report, key="kip-changes", description=watched.run_id)
    emit_event(
        event=f"kip.ingest.{outcome.state}",
        resource={"prefect.resource.id": RESOURCE, "prefect.resource.name": watched.run_id},
        payload={
            "headline": outcome.headline,
            "reasons": list(outcome.reasons),
            "alarms": list(outcome.alarms),
        },
    )
    if outcome.has_news:
        subject = f"kip: {outcome.headline}, {outcome.state}"
        _notify_all(watched.notify, subject, outcome.report)


def _notify_all(names: Sequence[str], subject: str, body: str) -> None:
    """Tell every block; one that can't be told keeps none of the others from hearing, and fails the flow."""
    failed: list[str] = []
    for name in names:
        try:
            _notify(Block.load(name), subject, body)
        except Exception as error:  # noqa: BLE001 - told together, once all have been tried
            failed.append(f"{name} ({type(error).__name__}: {error})")
    if failed:
        raise RuntimeError(f"could not be told: {', '.join(failed)}")


def _notify(block: Any, subject: str, body: str) -> None:
    """Hand a message to a block that notifies (Slack, mail and others), or calls an address (webhook)."""
    if hasattr(block, "notify"):
        block.notify(body, subject)
    else:
        answer = block.call({"subject": subject, "text": body})
        if inspect.isawaitable(answer):
            asyncio.run(_awaited(answer))


async def _awaited(answer: Awaitable[Any]) -> Any:
    return await answer
