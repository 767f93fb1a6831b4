"""What stands in an output folder, for commands that look at it."""

from __future__ import annotations

from pathlib import Path

from cli.exits import USAGE, CommandError
from pipeline.storage.ledger import Entry, read_entries
from pipeline.storage.migrations import NewerOutputError


def entries_of(out: Path) -> list[Entry]:
    """Return the entries of an output folder, none if nothing ever ran there.

    Raises CommandError if a newer kip wrote it.
    """
    try:
        return read_entries(out)
    except NewerOutputError as error:
        raise CommandError(USAGE, newer_sentence(out, error)) from error


def newer_sentence(out: Path, error: NewerOutputError) -> str:
    """Return what to tell about an output folder of a newer kip."""
    return (
        f"A newer version of kip wrote the {error.what} in {out} (schema {error.found}, this one knows {error.known}); "
        "bring kip up to date or name another --out."
    )
