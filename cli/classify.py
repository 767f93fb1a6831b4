"""`kip classify`: one label for each line of a file, JSON lines or CSV."""

from __future__ import annotations

from pathlib import Path

from cli.exits import USAGE, CommandError
from pipeline.storage.atomic import replacing

CSV = ".csv"


def classify_file(source: Path, out: Path) -> None:
    """Write each line of `source` with its label to `out`, in order; all of them or none. Raises CommandError.

    A name that ends in `.csv` is read and written as CSV, any other as JSON lines.
    """
    classify = _classify_csv if source.suffix.lower() == CSV else _classify_jsonl
    try:
        with replacing(out) as draft:
            classify(source, draft)
    except OSError as error:
        raise CommandError(USAGE, f"Cannot read {source} or write {out}: {error.strerror or error}.") from error
    except ValueError as error:
        raise CommandError(USAGE, f"{source} cannot be classified: {error}.") from error


# The library is imported once the file is open: scikit-learn is not needed to say that a file is missing.


def _classify_jsonl(source: Path, out: Path) -> None:
    with source.open(encoding="utf-8") as lines, out.open("w", encoding="utf-8") as target:
        from pipeline.classification.jsonl import classify_lines  # noqa: PLC0415

        target.writelines(f"{line}\n" for line in classify_lines(lines))


def _classify_csv(source: Path, out: Path) -> None:
    # A byte order mark comes from Excel, and lets Excel read umlauts again.
    with (
        source.open(encoding="utf-8-sig", newline="") as lines,
        out.open("w", encoding="utf-8-sig", newline="") as target,
    ):
        from pipeline.classification.csv_rows import classify_csv  # noqa: PLC0415

        classify_csv(lines, target)
