"""`kip worker`: this machine as one of several that read for a run."""

from __future__ import annotations

import logging
from pathlib import Path

from rich.console import Console

from cli.exits import FINE, USAGE, CommandError, leave
from cli.stopping import stopped_by_signals
from pipeline.reading.slots import bound_slots, drop_own_slots, take_own_slots
from pipeline.runs.crew import NEEDS_EXTRA, ClusterError
from pipeline.runs.settings import Settings, default_cache, default_workers

# Beside what kip's own processes print.
LOG = "worker.log"


def lend_machine(scheduler: str, workers: int | None, cache: Path | None) -> None:
    """Work for the runs of a scheduler until Ctrl-C or SIGTERM. Raises CommandError."""
    try:
        from pipeline.runs.cluster import lend  # noqa: PLC0415 - an extra brings its libraries
    except ImportError as error:
        raise CommandError(USAGE, f"{NEEDS_EXTRA}.") from error
    if workers:
        bound_slots(workers)
        # Whoever divides a machine among workers wants each to have its share.
        take_own_slots()
    settings = Settings(Path(), (cache or default_cache()).absolute(), workers or default_workers())
    _log_to(settings.cache / LOG)
    console = Console(stderr=True)
    console.print(f"{settings.workers} processes read for {scheduler}; Ctrl-C ends it.", highlight=False)
    try:
        lend(scheduler, settings, stopped_by_signals())
    except ClusterError as error:
        raise CommandError(USAGE, f"{error}.") from error
    except OSError as error:
        raise CommandError(USAGE, f"Cannot work: {error}.") from error
    finally:
        drop_own_slots()
    leave(FINE)


def _log_to(file: Path) -> None:
    """Let Dask write into a file what it would tell on the terminal. Raises CommandError if it can't be written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(file, encoding="utf-8")
    except OSError as error:
        raise CommandError(USAGE, f"Cannot work: {error}.") from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s"))
    logging.getLogger("distributed").handlers[:] = [handler]
