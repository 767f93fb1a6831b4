"""Why something was not fetched or not kept: a code and one sentence for people."""

from __future__ import annotations

from pipeline.domain.data import load_toml


class Refusal(Exception):
    """An address was not asked for, did not answer, or gave what kip doesn't keep.

    `code` is one of `refusals` in ingestion.toml, `detail` what was seen.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail

    @property
    def reason(self) -> str:
        """Return one sentence: what happened, and what to do."""
        return str(load_toml("ingestion")["refusals"][self.code]).format(detail=self.detail)

    def __str__(self) -> str:
        return self.reason
