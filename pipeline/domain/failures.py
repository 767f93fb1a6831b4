"""Failures of documents: a code from a documented list and one sentence for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import ClassVar

from pipeline.domain.data import load_toml


@cache
def sentences() -> dict[str, str]:
    """Return the sentence of each failure code, with `{detail}` still to be filled in."""
    return {code: str(entry["sentence"]) for code, entry in load_toml("failures").items()}


def told(code: str, language: str) -> str:
    """Return the sentence of a failure code in de, fr or it, without what was seen."""
    return str(load_toml("failures")[code][language])


def detail_of(code: str, reason: str) -> str:
    """Return what was seen out of the sentence of a failure; empty where its code says it all."""
    before, gap, after = sentences()[code].partition("{detail}")
    return reason.removeprefix(before).removesuffix(after) if gap else ""


class CodedError(Exception):
    """Something ended with a code that has a sentence; `detail` is what was seen. Survives pickling between processes.

    `sentences` returns the sentence of each code, with `{detail}` still to be filled in.
    """

    sentences: ClassVar[Callable[[], Mapping[str, str]]]

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail

    @property
    def reason(self) -> str:
        """Return one sentence: what happened, and what to do."""
        return type(self).sentences()[self.code].format(detail=self.detail)

    def __str__(self) -> str:
        return self.reason


class DocumentFailure(CodedError):
    """A document could not be read; it ends as failed(code) and the run goes on.

    `code` is one of `failures.toml`.
    """

    sentences = staticmethod(sentences)
