"""Why something was not fetched or not kept: a code and one sentence for people."""

from __future__ import annotations

from functools import cache

from pipeline.domain.data import load_toml
from pipeline.domain.failures import CodedError


@cache
def sentences() -> dict[str, str]:
    """Return the sentence of each code of a refusal, with `{detail}` still to be filled in."""
    return {code: str(sentence) for code, sentence in load_toml("ingestion")["refusals"].items()}


class Refusal(CodedError):
    """An address was not asked for, did not answer, or gave what kip doesn't keep.

    `code` is one of `refusals` in ingestion.toml.
    """

    sentences = staticmethod(sentences)
