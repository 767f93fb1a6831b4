"""`kip run`: from what was typed to a run, and what it says at the end."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from rich.console import Console

from cli.display import make_display
from cli.exits import FINE, INTERRUPTED, NOTHING_TO_DO, SOME_FAILED, USAGE, CommandError, leave
from cli.figures import overview_table
from cli.outputs import newer_sentence
from flows.run import Finished, NothingToDoError, run
from pipeline.reading.limits import limits_from
from pipeline.reading.slots import bound_slots
from pipeline.review.corrections import CorrectionsError, read
from pipeline.runs.crew import ClusterError
from pipeline.runs.inputs import STDIN, any_exists, expand
from pipeline.runs.report import Report, to_json
from pipeline.runs.settings import Settings, check_german_model, default_cache, default_workers
from pipeline.runs.work import Progress
from pipeline.storage.ledger import Input, OutputInUseError
from pipeline.storage.migrations import NewerOutputError

# So many failures are named on the terminal; the report has all.
PIPED_WIDTH = 120
MAX_FAILURES = 10


@dataclass(frozen=True, slots=True)
class Options:
    """What was typed."""

    paths: tuple[str, ...]
    out: Path
    cache: Path | None
    workers: int | None
    only_failed: bool
    force: bool
    timeout: float | None
    as_json: bool
    quiet: bool
    cluster: str | None = None


def run_documents(options: Options) -> None:
    """Run, say how it went, and leave with the exit code. Raises CommandError."""
    finished = carry_out(options)
    _tell(finished, options)
    leave(_exit_code(finished.report))


def carry_out(options: Options) -> Finished:
    """Run and return how it ended. Raises CommandError with a sentence for whatever hinders it."""
    settings = Settings(
        out=options.out,
        cache=(options.cache or default_cache()).absolute(),
        workers=options.workers or default_workers(),
        only_failed=options.only_failed,
        force=options.force,
        timeout_s=options.timeout,
        cluster=options.cluster,
    )
    _check_limits()
    _check_corrections(settings)
    if options.workers:
        bound_slots(options.workers)
    inputs = _inputs(options, settings)
    console = Console(stderr=True)
    stopping = threading.Event()
    try:
        with signals(stopping), make_display(console, len(inputs), quiet=options.quiet) as display:
            return run(settings, inputs, Progress(display.settled, display.busy_with), stopping)
    except OutputInUseError as error:
        who = f" (process {error.pid})" if error.pid else ""
        raise CommandError(
            USAGE, f"Another run{who} is writing to {options.out}; wait for it or name another --out."
        ) from error
    except NewerOutputError as error:
        raise CommandError(USAGE, newer_sentence(options.out, error)) from error
    except ClusterError as error:
        raise CommandError(USAGE, f"{error}.") from error
    except NothingToDoError as error:
        raise CommandError(NOTHING_TO_DO, f"Nothing to do: nothing has failed in {options.out}.") from error
    except OSError as error:
        raise CommandError(USAGE, f"Cannot write: {error}. Name another --out or --cache, or make room.") from error


def _check_limits() -> None:
    try:
        limits_from(os.environ)
        check_german_model(os.environ.get("KIP_GERMAN_MODEL"))
    except ValueError as error:
        raise CommandError(USAGE, str(error)) from error


def _check_corrections(settings: Settings) -> None:
    """Find out before hours of reading whether the corrections can be applied at the end."""
    try:
        read(settings.corrections)
    except (CorrectionsError, OSError) as error:
        raise CommandError(USAGE, f"Corrections can't be read: {error}") from error


def _inputs(options: Options, settings: Settings) -> list[Input]:
    if not options.paths and not options.only_failed:
        raise CommandError(USAGE, "Name at least one file or folder, such as: kip run documents/ (see kip run --help).")
    # Names as the system has them: those that are no valid text keep their bytes.
    listed = map(os.fsdecode, sys.stdin.buffer) if STDIN in options.paths else ()
    inputs = expand(options.paths, listed, leave_out=(settings.out, settings.cache))
    if options.paths and not inputs:
        raise CommandError(NOTHING_TO_DO, f"Nothing to do: there is no document in {', '.join(options.paths)}.")
    if inputs and not any_exists(inputs):
        raise CommandError(USAGE, f"There is no file or folder at {', '.join(item.path for item in inputs[:3])}.")
    return inputs


@contextmanager
def signals(stopping: threading.Event) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the run in order; a second one ends it at once, and the guardian cleans up."""

    def stop(number: int, frame: FrameType | None) -> None:
        if stopping.is_set():
            os._exit(INTERRUPTED)
        stopping.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _exit_code(report: Report) -> int:
    if report.interrupted:
        return INTERRUPTED
    return SOME_FAILED if report.failed else FINE


def _tell(finished: Finished, options: Options) -> None:
    report = finished.report
    if options.as_json:
        sys.stdout.write(to_json(report))
        return
    console = Console()
    # A file or a pipe has no width of its own; the table of the cantons needs this much.
    console.width = console.width if console.is_terminal else max(console.width, PIPED_WIDTH)
    if not options.quiet and not report.interrupted:
        console.print(overview_table(finished.overview))
    lines = [_count_line(report), *_failure_lines(report)]
    lines += _interrupted_lines() if report.interrupted else _next_lines(report, options.out, finished.open_corrections)
    for line in lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _count_line(report: Report) -> str:
    parts = [f"{getattr(report, state)} {state}" for state in ("done", "empty", "failed", "skipped")]
    return (
        f"{report.requested} requested = {' + '.join(parts)} · {report.pages} pages · {report.seconds['total']:.1f} s"
    )


def _failure_lines(report: Report) -> list[str]:
    failed = [item for item in report.inputs if item["state"] == "failed"]
    lines = [f"  {item['path']}: {item['failure_reason']}" for item in failed[:MAX_FAILURES]]
    if len(failed) > MAX_FAILURES:
        lines.append(f"  … and {len(failed) - MAX_FAILURES} more; see kip status or the report.")
    return lines


def _interrupted_lines() -> list[str]:
    return ["Interrupted; what is finished is kept, the same command goes on from here."]


def _next_lines(report: Report, out: Path, open_corrections: int) -> list[str]:
    shown = next((item["path"] for item in report.inputs if item["state"] == "done"), None)
    where = "" if out == Path("outputs") / "run" else f" --out {out}"
    lines = [
        f"Tables: {out / 'kip.xlsx'}, {out / 'csv'}, {out / 'kip.sqlite'} · Report: {out / 'runs' / report.run_id}"
    ]
    if open_corrections:
        lines.append(
            f"{open_corrections} corrections are about rows that are gone or changed; kip explore lists what waits."
        )
    if report.failed:
        lines.append(f"Next: kip run --only-failed{where} tries again what failed; kip status{where} tells why.")
    elif shown:
        lines.append(f"Next: kip show {shown}{where} shows page by page what was found.")
    return lines
