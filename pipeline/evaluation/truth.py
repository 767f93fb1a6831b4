"""The truth of documents made or annotated by hand: a JSON file for each, as `corpus/README.md` describes."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.evaluation.matching import Row

SCHEMA = 1


class TruthError(Exception):
    """A file of the truth can't be used; the message says which and why."""


def load_truths(folder: Path) -> dict[str, Row]:
    """Return the truths of a folder by the name of the document's file. Raises TruthError."""
    found: dict[str, Row] = {}
    for path in sorted(folder.glob("*.json")):
        truth = _load(path)
        if truth.get("schema") != SCHEMA or "file" not in truth:
            raise TruthError(f"{path} is no truth of schema {SCHEMA}; make it again with: make corpus")
        found[truth["file"]] = truth
    return found


def _load(path: Path) -> Row:
    try:
        truth: Row = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TruthError(f"{path} cannot be read ({error})") from error
    if not isinstance(truth, dict):
        raise TruthError(f"{path} is no truth: it holds a list or a value")
    return truth
