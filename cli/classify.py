"""`kip classify`: one label for each line of a file."""

from __future__ import annotations

from pathlib import Path

from cli.exits import USAGE, CommandError
from pipeline.storage.atomic import replacing


def classify_file(source: Path, out: Path) -> None:
    """Write each line of `source` with its label to `out`, in order; all of them or none. Raises CommandError."""
    # Imported here: scikit-learn is not needed to say that a file is missing.
    try:
        with source.open(encoding="utf-8") as lines, replacing(out) as draft:
            from pipeline.classification.jsonl import classify_lines  # noqa: PLC0415

            with draft.open("w", encoding="utf-8") as target:
                target.writelines(line.rstrip("\n") + "\n" for line in classify_lines(lines))
    except OSError as error:
        raise CommandError(USAGE, f"Cannot read {source} or write {out}: {error.strerror or error}.") from error
    except ValueError as error:
        raise CommandError(USAGE, f"{source} cannot be classified: {error}.") from error
