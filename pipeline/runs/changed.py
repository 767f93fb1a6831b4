"""What a run changed in the tables of an output folder, noted beside its report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.storage.atomic import replacing

if TYPE_CHECKING:
    import pyarrow as pa

CHANGES = "changes.json"
MOST_TOLD = 200
"""Changes of a table that are noted row by row; all are counted, and `kip diff` tells all."""

Tables = Mapping[str, list[Mapping[str, Any]]]


def tables_before(out: Path) -> Tables | None:
    """Return the rows that stand in an output folder, by table; null where none can be read, as before a first run."""
    # Imported here, as everywhere in runs: pyarrow takes a second, which a run with nothing new doesn't have.
    from pipeline.comparison.changes import TABLES  # noqa: PLC0415
    from pipeline.storage.migrations import NewerOutputError  # noqa: PLC0415
    from pipeline.storage.stored import NoTablesError, load_table  # noqa: PLC0415

    try:
        return {name: load_table(out, name).to_pylist() for name in TABLES}
    except (NoTablesError, NewerOutputError):
        return None


def changes_between(before: Tables, after: Mapping[str, pa.Table]) -> dict[str, Any]:
    """Return the changes of each table as JSON can hold them: counts, and the first rows of each."""
    from pipeline.comparison.changes import TABLES, find_changes  # noqa: PLC0415
    from pipeline.reporting.changes import as_plain  # noqa: PLC0415

    told = as_plain(find_changes(before, {name: after[name].to_pylist() for name in TABLES}))
    return {name: {**table, "changes": table["changes"][:MOST_TOLD]} for name, table in told.items()}


def write_changes(changes: Mapping[str, Any], folder: Path) -> None:
    """Write the changes of a run into its folder. Raises OSError."""
    with replacing(folder / CHANGES) as draft:
        draft.write_text(json.dumps(changes, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
