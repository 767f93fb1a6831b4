"""`kip ingest`: look at the sources, release what was held back, tend to alarms. Imports what it needs when called."""

from __future__ import annotations

import json
import os
import sys
from contextlib import closing
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import EXPLAINED, FINE, INTERRUPTED, SOME_FAILED, USAGE, CommandError, leave
from cli.options import HELP, AsJson, Cache
from cli.sources import Folder, registry_folder

if TYPE_CHECKING:
    from flows.ingest import Ingested
    from pipeline.ingestion.settings import IngestSettings
    from pipeline.ingestion.store import Store

# A setting for tests against a server on this machine, and for nothing else.
LOOPBACK_SETTING = "KIP_ALLOW_LOOPBACK"
CONTACT_SETTING = "KIP_CONTACT"
SHOWN_RUNS = 10

app = typer.Typer(
    help="Look at the sources, read what is new, and publish it unless it is worse than before.",
    epilog=EXPLAINED,
    context_settings=HELP,
)

StoreOption = Annotated[Path, typer.Option("--store", help="Folder for what was fetched, with its versions and runs.")]
OutOption = Annotated[Path, typer.Option("--out", "-o", help="Where the last good outputs stand; becomes a link.")]
STORE = Path("outputs") / "ingest"
OUT = Path("outputs") / "published"


@app.callback(invoke_without_command=True)
def ingest(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    once: Annotated[
        bool, typer.Option("--once", help="Look at all sources now; kip serve does so by a schedule.")
    ] = False,
    only: Annotated[list[str] | None, typer.Option("--only", help="A canton such as AG; may be repeated.")] = None,
    sources: Folder = None,
    store: StoreOption = STORE,
    out: OutOption = OUT,
    contact: Annotated[
        str | None, typer.Option(help="Address or page that sites see in the user agent (default: $KIP_CONTACT).")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read (default: one per core).")] = None,
    delay: Annotated[float, typer.Option(min=0, help="Seconds between two requests to a host.")] = 2.0,
    notify: Annotated[
        list[str] | None, typer.Option("--notify", help="A Prefect block to tell, such as mail/kip; may be repeated.")
    ] = None,
    cache: Cache = None,
    as_json: AsJson = False,
) -> None:
    """Look at the sources, read what is new, and publish it unless it is worse than before."""
    if context.invoked_subcommand:
        return
    if not once:
        raise CommandError(USAGE, "Say --once to look at the sources now; kip serve does so by a schedule.")
    from dataclasses import replace  # noqa: PLC0415

    settings = settings_from(sources, store, out, cache, workers)
    settings = replace(
        settings,
        only=tuple(only or ()),
        contact=contact or os.environ.get(CONTACT_SETTING, ""),
        manners=replace(settings.manners, delay_s=delay),
        notify=tuple(notify or ()),
    )
    ended = _carry_out(settings)
    _tell(ended, settings, as_json)
    leave(SOME_FAILED if ended.reasons or ended.alarms or ended.failed else FINE)


def settings_from(
    sources: Path | None, store: Path, out: Path, cache: Path | None, workers: int | None
) -> IngestSettings:
    """Return the settings of an ingestion, with what the environment says where nothing was typed."""
    from pipeline.ingestion.settings import IngestSettings  # noqa: PLC0415
    from pipeline.runs.settings import default_cache, default_workers  # noqa: PLC0415

    return IngestSettings(
        sources=registry_folder(sources),
        store=store,
        out=out,
        cache=(cache or default_cache()).absolute(),
        workers=workers or default_workers(),
        allow_loopback=os.environ.get(LOOPBACK_SETTING) == "1",
    )


def _carry_out(settings: IngestSettings) -> Ingested:
    """Run and return how it ended. Raises CommandError with a sentence for whatever hinders it."""
    import threading  # noqa: PLC0415

    from rich.console import Console  # noqa: PLC0415

    from cli.run import signals  # noqa: PLC0415
    from flows.ingest import ingest as run  # noqa: PLC0415
    from pipeline.ingestion.concluding import InterruptedIngestionError  # noqa: PLC0415
    from pipeline.ingestion.registry import RegistryError  # noqa: PLC0415
    from pipeline.ingestion.releases import ReleaseError  # noqa: PLC0415
    from pipeline.ingestion.store import StoreInUseError  # noqa: PLC0415
    from pipeline.review.corrections import CorrectionsError  # noqa: PLC0415
    from pipeline.runs.work import Progress  # noqa: PLC0415

    console, stopping = Console(stderr=True), threading.Event()
    progress = Progress(lambda entry: None, lambda what: console.print(what, highlight=False, markup=False))
    try:
        with signals(stopping):
            ended = run(settings, progress=progress, stopping=stopping)
    except (RegistryError, ReleaseError, CorrectionsError) as error:
        raise CommandError(USAGE, str(error)) from error
    except StoreInUseError as error:
        raise CommandError(USAGE, f"Another ingestion works with {settings.store}; wait for it.") from error
    except InterruptedIngestionError as error:
        raise CommandError(INTERRUPTED, "Interrupted; the same command goes on from here.") from error
    except OSError as error:
        raise CommandError(USAGE, f"Cannot write: {error}. Name another --store or --out, or make room.") from error
    if not settings.contact:
        console.print("No contact was set, so sites can't tell whom to ask: --contact or KIP_CONTACT", highlight=False)
    return ended


def _tell(ended: Ingested, settings: IngestSettings, as_json: bool) -> None:
    if as_json:
        json.dump(asdict(ended), sys.stdout, ensure_ascii=False, indent=2, default=str)
        sys.stdout.write("\n")
        return
    lines = [f"{ended.state}: {ended.headline}", *(f"  {reason}" for reason in ended.reasons)]
    lines += [f"Alarm: {alarm}" for alarm in ended.alarms]
    lines.append(f"Report: {ended.report} · Outputs: {settings.out}")
    if ended.state == "held":
        lines.append(
            f'Next: look at {ended.folder / "out"}; if it is right: kip ingest accept {ended.run_id} --why "…"'
        )
    for line in lines:
        typer.echo(line)


@app.command(epilog=EXPLAINED)
def accept(
    run: Annotated[str, typer.Argument(metavar="RUN", help="Id of the run that was held back.")],
    why: Annotated[str, typer.Option("--why", help="Why it is right all the same; kept with the run.")],
    store: StoreOption = STORE,
    out: OutOption = OUT,
) -> None:
    """Publish a run that was held back."""
    from pipeline.ingestion.concluding import FEED  # noqa: PLC0415
    from pipeline.ingestion.feed import write_feed  # noqa: PLC0415
    from pipeline.ingestion.releases import ReleaseError, runs_of  # noqa: PLC0415
    from pipeline.ingestion.releases import accept as release  # noqa: PLC0415

    with closing(_open(store)) as opened:
        try:
            accepted = release(opened, run, why, out)
        except ReleaseError as error:
            raise CommandError(USAGE, str(error)) from error
        write_feed(opened.folder / FEED, runs_of(opened))
    typer.echo(f"Run {accepted.run_id} stands in {out} now.")


@app.command(epilog=EXPLAINED)
def runs(store: StoreOption = STORE) -> None:
    """List the last runs, how they ended and why."""
    from pipeline.ingestion.releases import runs_of  # noqa: PLC0415
    from pipeline.ingestion.report import as_event, headline  # noqa: PLC0415

    with closing(_open(store)) as opened:
        for run in runs_of(opened)[-SHOWN_RUNS:]:
            typer.echo(f"{run.run_id}  {run.state}: {headline(as_event(event) for event in run.events)}")
            for reason in run.reasons:
                typer.echo(f"  {reason}")


@app.command(epilog=EXPLAINED)
def alarms(
    acknowledge: Annotated[str | None, typer.Option(help="Key of an alarm to keep quiet until it is over.")] = None,
    why: Annotated[str, typer.Option(help="What is known of it.")] = "known",
    mute: Annotated[str | None, typer.Option(help="Key of an alarm to keep quiet until a day.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day it is quiet.")] = None,
    store: StoreOption = STORE,
) -> None:
    """List alarms, acknowledge one, or mute one until a day."""
    from pipeline.ingestion.alarms import UnknownAlarmError, load_alarms  # noqa: PLC0415
    from pipeline.ingestion.alarms import acknowledge as keep_quiet  # noqa: PLC0415
    from pipeline.ingestion.alarms import mute as mute_until  # noqa: PLC0415

    if mute and until is None:
        raise CommandError(USAGE, "Say until when, such as --until 2027-01-31.")
    with closing(_open(store)) as opened:
        try:
            if acknowledge:
                keep_quiet(opened, acknowledge, why)
            if mute and until:
                mute_until(opened, mute, until.date())
        except UnknownAlarmError as error:
            raise CommandError(USAGE, str(error)) from error
        for alarm in load_alarms(opened).values():
            typer.echo(f"{alarm.key}  {_loudness(alarm.acknowledged, alarm.muted_until)}\n  {alarm.sentence}")


def _loudness(acknowledged: str | None, muted_until: str | None) -> str:
    if acknowledged is not None:
        return f"acknowledged: {acknowledged}"
    return f"muted until {muted_until}" if muted_until and muted_until >= date.today().isoformat() else "open"


def _open(folder: Path) -> Store:
    from pipeline.ingestion.store import DATABASE, Store, StoreInUseError  # noqa: PLC0415

    if not (folder / DATABASE).is_file():
        raise CommandError(USAGE, f"There is no store in {folder}; begin with: kip ingest --once --store {folder}")
    try:
        return Store(folder)
    except StoreInUseError as error:
        raise CommandError(USAGE, f"An ingestion works with {folder}; wait for it.") from error
    except OSError as error:
        raise CommandError(USAGE, f"Cannot open {folder}: {error}") from error
