"""How far a text is from the truth, in single characters."""

from __future__ import annotations

import numpy as np


def error_rate(truth: str, found: str) -> float:
    """Return the edits of single characters from one text to the other, per character of the truth.

    White space counts as one blank, however much of it there is.
    """
    wanted, got = " ".join(truth.split()), " ".join(found.split())
    return distance(wanted, got) / max(len(wanted), 1)


def distance(a: str, b: str) -> int:
    """Return the Levenshtein distance, a row of the table at a time."""
    letters = np.array([ord(character) for character in b], dtype=np.int32)
    columns = np.arange(len(b) + 1, dtype=np.int32)
    row = columns.copy()
    for number, character in enumerate(a, 1):
        best = np.empty_like(row)
        best[0] = number
        np.minimum(row[:-1] + (letters != ord(character)), row[1:] + 1, out=best[1:])
        # An insertion costs one from the left: the least of all cells to the left, each with its way.
        row = np.minimum.accumulate(best - columns) + columns
    return int(row[-1])
