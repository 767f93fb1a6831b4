"""The commands for whoever keeps kip running: backup and restore."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.exits import EXPLAINED
from cli.options import HELP, OUT, Cache, Out

keeping = typer.Typer(context_settings=HELP)

Store = Annotated[
    Path | None, typer.Option("--store", help="Folder of kip ingest: what was fetched, with its versions.")
]
Corrections = Annotated[
    Path | None, typer.Option("--corrections", help="Folder of corrections (default: $KIP_CORRECTIONS).")
]


@keeping.command(epilog=EXPLAINED)
def serve(
    deployments: Annotated[
        Path | None, typer.Option("--deployments", help="What runs when (default: prefect.yaml of kip).")
    ] = None,
    home: Annotated[
        Path | None, typer.Option("--home", help="Folder for the server's state and logs (default: the user's data).")
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine alone.")] = 4200,
    database: Annotated[
        str | None,
        typer.Option(
            envvar="PREFECT_API_DATABASE_CONNECTION_URL",
            help="Such as postgresql+asyncpg://kip@127.0.0.1:5433/kip (default: SQLite in the home).",
        ),
    ] = None,
) -> None:
    """Keep a Prefect server and what its schedules ask for running on this machine, until stopped.

    State and schedules outlive the processes: after a restart what was due or cut off runs then.
    """
    from cli.serve import Request, serve_deployments  # noqa: PLC0415

    serve_deployments(Request(deployments, home, port, database))


@keeping.command(epilog=EXPLAINED)
def worker(
    scheduler: Annotated[str, typer.Argument(help="Address of the Dask scheduler, such as tcp://10.0.0.1:8786.")],
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read (default: one per core).")] = None,
    cache: Cache = None,
) -> None:
    """Lend this machine to runs that name the same scheduler with --cluster, until stopped."""
    from cli.worker import lend_machine  # noqa: PLC0415

    lend_machine(scheduler, workers, cache)


@keeping.command(epilog=EXPLAINED)
def backup(
    to: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, such as kip-backup.zip.")],
    out: Out = OUT,
    store: Store = None,
    corrections: Corrections = None,
    cache: Cache = None,
) -> None:
    """Write an output folder with its ledger, what was read for it, corrections and fetched documents into one file."""
    from cli.backup import Request, make_backup  # noqa: PLC0415

    make_backup(Request(to, out, store, corrections, cache))


@keeping.command(epilog=EXPLAINED)
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that kip backup has written.")],
    out: Out = OUT,
    store: Store = None,
    corrections: Corrections = None,
    cache: Cache = None,
) -> None:
    """Put back what a backup holds, after checking all of it; folders that hold something are left alone."""
    from cli.backup import Request, restore_backup  # noqa: PLC0415

    restore_backup(Request(file, out, store, corrections, cache))
