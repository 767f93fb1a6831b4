"""Rows made by hand for tests of what is written about them."""

from __future__ import annotations

from typing import Any

from pipeline.records import Evidence


def evidence(document_id: str, quote: str, page: int | None = 1, start: int = 0, **values: Any) -> Evidence:
    settings: dict[str, Any] = {
        "x0": None,
        "y0": None,
        "x1": None,
        "y1": None,
        "section": "Finanzierung",
        "found_by": "test/1",
        "confidence": 0.9,
    }
    return Evidence(
        document_id=document_id,
        page=page,
        char_start=start,
        char_end=start + len(quote),
        quote=quote,
        **(settings | values),
    )
