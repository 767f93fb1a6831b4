"""`python -m corpus.generator [--out FOLDER]`: write all samples and their truth."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus.generator.documents import ALL
from corpus.generator.truth import build_truth
from corpus.generator.write import to_json, write_atomically

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def generate(folder: Path) -> list[str]:
    """Write every sample and its truth into a folder; return a line about each."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for entry in ALL:
        sample, rendered = entry.sample, entry.render()
        name = f"{sample.name}.{entry.suffix}"
        truth = build_truth(sample, rendered, name)
        write_atomically(folder / name, rendered.data)
        write_atomically(folder / f"{sample.name}.truth.json", to_json(truth))
        counts = ", ".join(f"{len(truth[kind])} {kind}" for kind in ("funding", "measures", "goals", "decisions"))
        lines.append(f"{name}: {len(rendered.data)} bytes, {counts}")
    return lines


def main() -> None:
    """Write the samples and say what was written."""
    parser = argparse.ArgumentParser(prog="python -m corpus.generator", description="Write the sample documents.")
    parser.add_argument("--out", type=Path, default=SAMPLES, help="folder to write into (default: corpus/samples)")
    for line in generate(parser.parse_args().out):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
