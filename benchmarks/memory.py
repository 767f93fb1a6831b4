"""One worker's memory: `python -m benchmarks.memory reading|extraction SAMPLES GLOB FOLDER`, told as a line of JSON.

The functions are those a worker runs, in a fresh process, over all samples one after the other. The artefacts of the
reading worker are the inputs of the extraction worker, in FOLDER.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import sys
from pathlib import Path

from pipeline.runs.stages import EXTRACTION, READING, read_stage, understand_stage

HEAVY = ("spacy", "sklearn", "pypdfium2", "pdfplumber", "prefect", "pandas")


def peak() -> int:
    """Return the most memory this process ever had, in bytes."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes if sys.platform == "darwin" else kilobytes * 1024


def main(kind: str, samples: Path, pattern: str, folder: Path) -> None:
    """Warm up, do every sample, and print what it took."""
    files = sorted(samples.glob(pattern))
    (READING if kind == "reading" else EXTRACTION).warm()
    warm = peak()
    for path in files:
        artefact = folder / f"{path.name}.document"
        if kind == "reading":
            read_stage(os.fsencode(path), hashlib.sha256(path.read_bytes()).hexdigest(), artefact)
        else:
            understand_stage(artefact, folder / f"{path.name}.records")
    loaded = [name for name in HEAVY if name in sys.modules]
    print(json.dumps({"documents": len(files), "warm": warm, "peak": peak(), "loaded": loaded}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
