"""Sentences with part-of-speech tags from CoNLL-U files (Universal Dependencies), to train the tagger with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ID, FORM, TAG, MISC = 0, 1, 3, 9
HELD_OUT = "_test"


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """Words, whether a space follows each, and their universal parts of speech; a contraction (`zum`) has none."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    tags: tuple[str, ...]


def read_treebank(path: Path) -> tuple[tuple[TaggedSentence, ...], tuple[TaggedSentence, ...]]:
    """Return sentences to train with, and those of files named `*_test.conllu`, held out to test with.

    `path` is a CoNLL-U file or a folder of such. Raises FileNotFoundError where there is none.
    """
    files = sorted(path.glob("*.conllu")) if path.is_dir() else [path]
    if not files:
        raise FileNotFoundError(f"no file *.conllu in {path}")
    known = [sentence for file in files if not file.stem.endswith(HELD_OUT) for sentence in read_sentences(file)]
    held_out = [sentence for file in files if file.stem.endswith(HELD_OUT) for sentence in read_sentences(file)]
    return tuple(known), tuple(held_out)


def read_sentences(file: Path) -> Iterator[TaggedSentence]:
    """Yield the sentences of a CoNLL-U file."""
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        sentence = _sentence([line.split("\t") for line in block.splitlines() if line and not line.startswith("#")])
        if sentence.words:
            yield sentence


def _sentence(rows: list[list[str]]) -> TaggedSentence:
    words, spaces, tags = [], [], []
    parts = 0
    for row in rows:
        if "." in row[ID]:
            continue
        if parts:
            parts -= 1
            continue
        first, _, last = row[ID].partition("-")
        parts = int(last) - int(first) + 1 if last else 0
        words.append(row[FORM])
        spaces.append("SpaceAfter=No" not in row[MISC])
        tags.append("" if last else row[TAG])
    return TaggedSentence(tuple(words), tuple(spaces), tuple(tags))
