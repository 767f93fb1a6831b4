"""`kip explore`: the web page over the tables of an output folder, on this machine only unless told otherwise."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from rich.console import Console

from cli.exits import USAGE, CommandError
from cli.outputs import entries_of
from explorer.settings import OUT_SETTING, REFERENCE_SETTING
from pipeline.comparison.reference import ReferenceDataError, load_population
from pipeline.review.corrections import SETTING, default_folder
from pipeline.storage.originals import keep_originals

LOOPBACK = "127.0.0.1"
APP = Path(__file__).resolve().parent.parent / "explorer" / "app.py"


def explore(out: Path, port: int, address: str, corrections: Path | None, reference: Path | None) -> NoReturn:
    """Serve the explorer until it is stopped. Raises CommandError where there is nothing to show."""
    _check_reference(reference)
    if not (out / "tables" / "documents.parquet").exists():
        raise CommandError(USAGE, f"There are no tables in {out}; run kip run first, or name another --out.")
    keep_originals(out, _paths(out))
    console = Console(stderr=True)
    console.print(f"http://{address}:{port} shows {out}; Ctrl-C ends it.", highlight=False)
    if address != LOOPBACK:
        console.print("Whoever reaches this address can read the documents and write corrections.", highlight=False)
    settings = {OUT_SETTING: str(out.absolute()), SETTING: str((corrections or default_folder()).absolute())}
    if reference:
        settings[REFERENCE_SETTING] = str(reference.absolute())
    command = _command(port, address)
    # The server takes this process's place: whoever ends the command ends the server.
    os.execve(command[0], command, os.environ | settings)  # noqa: S606


def _check_reference(reference: Path | None) -> None:
    """Read the file once, so that the command says what is wrong with it and not the page."""
    try:
        if reference:
            load_population(reference)
    except (OSError, ReferenceDataError) as error:
        raise CommandError(USAGE, f"{error}.") from error


def _paths(out: Path) -> dict[str, Path]:
    outcomes = [entry.outcome for entry in entries_of(out) if entry.outcome.state == "done"]
    return {item.document_id: Path(item.path) for item in outcomes if item.document_id and item.path}


def _command(port: int, address: str) -> list[str]:
    options = {
        "server.port": str(port),
        "server.address": address,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "server.enableStaticServing": "false",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "viewer",
        "client.showErrorDetails": "none",
        "theme.base": "light",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "explorer.serve", "run", str(APP), *flags]
