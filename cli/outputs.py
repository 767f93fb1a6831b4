"""What stands in an output folder, for commands that look at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cli.exits import USAGE, CommandError
from pipeline.storage.atomic import replacing
from pipeline.storage.ledger import Entry, read_entries
from pipeline.storage.migrations import NewerOutputError

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.storage.stored import Row


def entries_of(out: Path) -> list[Entry]:
    """Return the entries of an output folder, none if nothing ever ran there.

    Raises CommandError if a newer kip wrote it.
    """
    try:
        return read_entries(out)
    except NewerOutputError as error:
        raise CommandError(USAGE, newer_sentence(out, error)) from error


def rows_of(out: Path, table: str) -> list[Row]:
    """Return the rows of a table of an output folder. Raises CommandError if there is none that can be read."""
    rows: list[Row] = table_of(out, table).to_pylist()
    return rows


def table_of(out: Path, name: str) -> pa.Table:
    """Return a table of an output folder. Raises CommandError if there is none that can be read."""
    # Imported here: pyarrow takes a moment, which commands that read the ledger alone don't have.
    from pipeline.storage.stored import NoTablesError, load_table  # noqa: PLC0415

    try:
        return load_table(out, name)
    except NoTablesError as error:
        raise CommandError(USAGE, f"{error}.") from error
    except NewerOutputError as error:
        raise CommandError(USAGE, newer_sentence(out, error)) from error


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Yield a draft that takes the place of a file when the block ends well. Raises CommandError if it can't."""
    try:
        with replacing(path) as draft:
            yield draft
    except OSError as error:
        raise CommandError(USAGE, f"Cannot write {path} ({error.strerror or error}).") from error


def newer_sentence(out: Path, error: NewerOutputError) -> str:
    """Return what to tell about an output folder of a newer kip."""
    return (
        f"A newer version of kip wrote the {error.what} in {out} (schema {error.found}, this one knows {error.known}); "
        "bring kip up to date or name another --out."
    )
