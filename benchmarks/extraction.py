"""One core's speed after reading: `python -m benchmarks.extraction SAMPLES GLOB`, told as a line of JSON.

Seconds are those of the processor, Tesseract's included: other work on the machine does not count.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pipeline.process import read, understand
from pipeline.runs.stages import warm_extraction, warm_reading

T = TypeVar("T")


def processor_seconds(function: Callable[[], T]) -> tuple[T, float]:
    """Return what a function returns, and what it and its ended children had of the processors."""
    before = os.times()
    result = function()
    return result, sum(os.times()[:4]) - sum(before[:4])


def main(samples: Path, pattern: str) -> None:
    """Read every sample, then extract and classify, and print words and seconds."""
    warm_reading()
    warm_extraction()
    contents = [path.read_bytes() for path in sorted(samples.glob(pattern))]
    documents, reading = processor_seconds(lambda: [read(content) for content in contents])
    _, understanding = processor_seconds(lambda: [understand(document) for document in documents])
    words = sum(len(document.text.split()) for document in documents)
    print(json.dumps({"words": words, "reading": reading, "understanding": understanding}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
