"""The numbers a browser writes before the items of an ordered list (HTML Standard, 4.4.5 and 4.4.8)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.reading.docx_styles import formatted

_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_UNNUMBERED = re.compile(r"list-style(?:-type)?\s*:[^;]*\bnone\b", re.IGNORECASE)
_OWN_LABEL = re.compile(r"\s*(?:\(?\w{1,3}[.)]|[\d.]+\s|[–•-]\s)")
_WHOLE = re.compile(r"-?\d{1,9}")


@dataclass(slots=True)
class ListNumbers:
    """Counts the items of the ordered lists of a page, in their order; `last` is the number each list has come to."""

    last: dict[Any, int] = field(default_factory=dict)

    def label(self, item: Any) -> str:
        """Return the label of the next item, such as `3.` or `b.`; empty for bullets and where it brings its own."""
        listed = item.getparent()
        if listed is None or listed.tag != "ol" or _UNNUMBERED.search(listed.get("style", "")):
            return ""
        number = self._count(item, listed)
        first = next((text for text in item.itertext() if text.strip()), "")
        form = _FORMS.get(item.get("type") or listed.get("type", ""), "decimal")
        return "" if _OWN_LABEL.match(first) else f"{formatted(number, form)}."

    def _count(self, item: Any, listed: Any) -> int:
        step = -1 if listed.get("reversed") is not None else 1
        if listed not in self.last:
            start = _whole(listed.get("start"))
            first = len(listed.findall("li")) if step < 0 else 1
            self.last[listed] = (first if start is None else start) - step
        stated = _whole(item.get("value"))
        self.last[listed] = self.last[listed] + step if stated is None else stated
        return self.last[listed]


def _whole(text: str | None) -> int | None:
    return int(text) if text and _WHOLE.fullmatch(text.strip()) else None
