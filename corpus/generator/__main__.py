"""`python -m corpus.generator [--out FOLDER] [--only NAME]`: write the samples and, beside them, their truth."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus.generator.comparison import comparison_truth
from corpus.generator.documents import ALL
from corpus.generator.truth import build_truth
from corpus.generator.write import to_json, to_json_lines, write_atomically

CORPUS = Path(__file__).resolve().parents[1]


def generate(folder: Path, only: str | None = None) -> list[str]:
    """Write `samples/NAME.SUFFIX` and `truth/NAME.json` below a folder and return a line about each.

    With `only`, write the samples whose names start so; else `truth/comparison.jsonl` too, what all of them say
    together. The truth lies apart, so that a run over `samples` meets documents only.
    """
    samples, truths = folder / "samples", folder / "truth"
    samples.mkdir(parents=True, exist_ok=True)
    truths.mkdir(parents=True, exist_ok=True)
    lines = []
    for entry in [entry for entry in ALL if entry.sample.name.startswith(only or "")]:
        sample, rendered = entry.sample, entry.render()
        name = f"{sample.name}.{entry.suffix}"
        truth = build_truth(sample, rendered, name)
        write_atomically(samples / name, rendered.data)
        write_atomically(truths / f"{sample.name}.json", to_json(truth))
        counts = ", ".join(f"{len(truth[kind])} {kind}" for kind in ("funding", "measures", "goals", "decisions"))
        lines.append(f"{name}: {len(rendered.data)} bytes, {counts}")
    if only is None:
        cells = comparison_truth(entry.sample for entry in ALL)
        write_atomically(truths / "comparison.jsonl", to_json_lines(cells))
    return lines


def main() -> None:
    """Write the samples and say what was written."""
    parser = argparse.ArgumentParser(prog="python -m corpus.generator", description="Write the sample documents.")
    parser.add_argument("--out", type=Path, default=CORPUS, help="folder to write below (default: corpus)")
    parser.add_argument("--only", help="write only the samples whose names start so")
    options = parser.parse_args()
    for line in generate(options.out, options.only):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
