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
from prefect.blocks.abstract import NotificationBlock
from prefect.blocks.core import Block
from prefect.blocks.webhook import Webhook
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from prefect.futures import wait
from prefect.task_runners import ThreadPoolTaskRunner

import flows.blocks  # noqa: F401 - Prefect loads a block only if its class was imported

RESOURCE = "kip.ingest"


class UntoldError(Exception):
    """Somebody could not be told of an ingestion that came to its end; the message names the blocks, and why."""


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
    """Run the flow. Raises UntoldError, what keeps the ingestion from its end, and Prefect's own exceptions."""

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
            _notify(name, subject, body)
        except Exception as error:  # noqa: BLE001 - told together, once all have been tried
            failed.append(f"{name} ({' '.join(str(error).split()) or type(error).__name__})")
    if failed:
        raise UntoldError(f"The ingestion came to its end, but could not tell {', '.join(failed)}")


def _notify(name: str, subject: str, body: str) -> None:
    """Hand a message to a block that notifies (mail, Slack and others) or calls an address (webhook)."""
    block: Any = Block.load(name)
    if isinstance(block, NotificationBlock):
        # Prefect keeps quiet about what was not delivered unless it is asked not to.
        with block.raise_on_failure():
            _settled(block.notify(body, subject))
    elif isinstance(block, Webhook):
        _settled(block.call({"subject": subject, "text": body})).raise_for_status()
    else:
        raise TypeError(f"a {type(block).__name__} tells nobody")


def _settled(answer: Any) -> Any:
    """Return what a block answers, at once or, as some do, later."""
    return asyncio.run(_awaited(answer)) if inspect.isawaitable(answer) else answer


async def _awaited(answer: Awaitable[Any]) -> Any:
    return await answer
