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
    Path | None, typer.Option("--corrections", help="Folder of corrections [default: $KIP_CORRECTIONS].")
]


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
