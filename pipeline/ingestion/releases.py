"""What stands in the output folder: a link to the outputs of the last run that was good, or was accepted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from pipeline.ingestion.store import Store

State = Literal["published", "held", "unchanged", "accepted", "superseded"]
PUBLISHED: Final = "published"
HELD: Final = "held"
UNCHANGED: Final = "unchanged"
ACCEPTED: Final = "accepted"
SUPERSEDED: Final = "superseded"
# Outputs of this many published runs are kept beside the last one, so that a bad one can be gone back on.
KEPT_BEFORE = 2


class ReleaseError(Exception):
    """A run can't be released; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of an ingestion: when (ISO time in UTC), how it ended and why.

    `fingerprint` stands for everything the outputs were made of. `publications` are the states of the publications
    behind them, by id; `events` what changed at the sources; `why` is what somebody said who accepted it.
    """

    run_id: str
    at: str
    state: State
    reasons: tuple[str, ...] = ()
    fingerprint: str = ""
    publications: Mapping[str, Any] | None = None
    events: tuple[Mapping[str, Any], ...] = ()
    why: str | None = None


def runs_of(store: Store) -> list[Run]:
    """Return all runs, the oldest first."""
    return [_run(content) for content in store.notes("runs").values()]


def save(store: Store, run: Run) -> None:
    """Keep a run."""
    store.keep_notes("runs", {run.run_id: asdict(run)})


def last_good(store: Store) -> Run | None:
    """Return the run whose outputs are published, or null."""
    name = store.notes("notes").get("last_good")
    content = store.notes("runs").get(name) if name else None
    return _run(content) if content else None


def last_held(store: Store) -> Run | None:
    """Return the run that waits for somebody's word, or null."""
    return next((run for run in reversed(runs_of(store)) if run.state == HELD), None)


def folder_of(store: Store, run_id: str) -> Path:
    """Return the folder of a run: its report, and its outputs in `out`."""
    return store.folder / "runs" / run_id


def check_target(out: Path) -> None:
    """Raise ReleaseError if the output folder is none that an ingestion may take the place of."""
    if out.is_symlink() or not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    raise ReleaseError(f"{out} is not the output of an ingestion; name another folder, so that nothing there is lost.")


def publish(store: Store, run: Run, out: Path) -> None:
    """Let the output folder lead to the outputs of a run, in one step, and keep it as the last good one.

    Runs that were held back before are superseded. Raises ReleaseError, and OSError if the link can't be made.
    """
    check_target(out)
    _link(folder_of(store, run.run_id) / "out", out)
    held = [replace(item, state=SUPERSEDED) for item in runs_of(store) if item.state == HELD]
    kept = {item.run_id: asdict(item) for item in [*held, run]}
    store.keep_notes("runs", kept)
    store.keep_notes("notes", {"last_good": run.run_id})
    _prune(store)


def accept(store: Store, run_id: str, why: str, out: Path) -> Run:
    """Publish a run that was held back, and keep who wanted it so. Raises ReleaseError, and OSError."""
    runs = {run.run_id: run for run in runs_of(store)}
    run = runs.get(run_id)
    held = [item.run_id for item in runs.values() if item.state == HELD]
    if run is None or run.state != HELD:
        what = "is not known" if run is None else f"is {run.state}"
        raise ReleaseError(f"Run {run_id} {what}; held back: {', '.join(held) or 'none'}.")
    if not why.strip():
        raise ReleaseError("Say why the run is good, with --why.")
    if not (folder_of(store, run_id) / "out").is_dir():
        raise ReleaseError(f"The outputs of run {run_id} are gone; the next ingestion makes them again.")
    accepted = replace(run, state=ACCEPTED, why=why.strip())
    publish(store, accepted, out)
    return accepted


def stamp(now: datetime) -> str:
    """Return a time as runs and versions hold it: ISO to the second."""
    return now.isoformat(timespec="seconds")


def _run(content: Mapping[str, Any]) -> Run:
    values = dict(content)
    values["reasons"], values["events"] = tuple(values["reasons"]), tuple(values["events"])
    return Run(**values)


def _link(target: Path, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.is_dir() and not out.is_symlink():
        out.rmdir()
    draft = out.with_name(f".{out.name}.{os.getpid()}.link")
    draft.unlink(missing_ok=True)
    draft.symlink_to(os.path.relpath(target.resolve(), out.parent.resolve()), target_is_directory=True)
    draft.replace(out)


def _prune(store: Store) -> None:
    """Remove the outputs of runs that nobody will go back to; their reports stay."""
    runs = runs_of(store)
    good = [run.run_id for run in runs if run.state in {PUBLISHED, ACCEPTED}]
    keep = set(good[-1 - KEPT_BEFORE :]) | {run.run_id for run in runs if run.state == HELD}
    drop: Sequence[str] = [run.run_id for run in runs if run.run_id not in keep]
    for run_id in drop:
        shutil.rmtree(folder_of(store, run_id) / "out", ignore_errors=True)
