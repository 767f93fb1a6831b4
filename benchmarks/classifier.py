"""How quick the classifier of areas is: `python -m benchmarks.classifier`, told as a line of JSON.

Seconds are those of the processor. Texts are the phrases of the gold, each of which comes once before it comes again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from pipeline.classification.classifier import load_classifier
from pipeline.classification.gold import read_gold
from pipeline.domain.data import data_path


def seconds(function: Callable[[], object]) -> float:
    """Return the processor's seconds of a call."""
    before = time.process_time()
    function()
    return time.process_time() - before


def import_libraries() -> None:
    import sklearn.pipeline  # noqa: F401, PLC0415 - as above
    import skops.io  # noqa: F401, PLC0415 - that this takes its time is what is measured


def main() -> None:
    """Print seconds for the libraries and the model, and texts per second, new ones and ones seen before."""
    libraries, model = seconds(import_libraries), seconds(load_classifier)
    texts = [phrase.text for phrase in read_gold(data_path("corpus", "gold", "measures.jsonl"))]
    classifier = load_classifier()
    classifier.predict(["Probe"])
    new, again = (len(texts) / seconds(lambda: classifier.predict(texts)) for _ in range(2))
    print(json.dumps({"libraries": libraries, "model": model, "new": new, "again": again}))


if __name__ == "__main__":
    main()
