"""What is said of a figure: a code with its values, so that each language has a sentence of its own for it.

The sentences stand in `domain/remarks.toml`. A remark is kept as JSON, as the table `comparison` holds it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NewType

from pipeline.domain.data import load_toml
from pipeline.domain.labels import LANGUAGES, label

Remark = NewType("Remark", str)
"""A JSON object: `code`, and what the sentence of that code is filled with."""

OTHER = "other"
"""The code of remarks that name what else is stated of a figure."""

TOGETHER = "together"
"""The code of the remark on who pays an amount together."""

LONGEST_TITLE = 80
"""So many characters of a title tell which document it is."""

ENGLISH = "en"
"""The language of the tables: payers, areas and kinds of documents stand in it by their ids."""


def remark(code: str, **values: Any) -> Remark:
    """Return a remark; `values` are those its sentence names: numbers, texts, ids, remarks or sequences of them."""
    return Remark(json.dumps({"code": code, **values}, ensure_ascii=False))


def content(item: str) -> dict[str, Any]:
    """Return the code and the values of a remark."""
    read: dict[str, Any] = json.loads(item)
    return read


def tell(item: str, language: str) -> str:
    """Return a remark as a sentence in en, de, fr or it."""
    values = content(item)
    sentence = str(load_toml("remarks")["sentences"][values.pop("code")][language])
    if "parts" in values:
        values["parts"] = _parts(values["parts"], values["dimension"], language)
    return sentence.format(**{name: _told(name, value, language) for name, value in values.items()})


def tell_all(items: Iterable[str], language: str) -> str:
    """Return remarks in one line."""
    return "; ".join(tell(item, language) for item in items)


def money(amount: float) -> str:
    """Return an amount for notes: `CHF 1’498’188`, with centimes only where there are some."""
    text = f"{amount:,.2f}".removesuffix(".00").replace(",", "’")
    return f"CHF {text}"


def tell_statement(values: dict[str, Any], language: str) -> str:
    """Return a statement of a document: amount, how exact, which document, page and quote."""
    words = load_toml("remarks")["words"]
    page = values["page"]
    parts = (
        _money(values["amount"], language),
        tell_all(values["derivation"], language),
        tell_all(values["wording"], language),
        _source(values, language),
        f"{words['page'][language]} {page}" if page is not None else None,
        f"«{values['quote']}»",
    )
    return ", ".join(part for part in parts if part)


def _source(values: dict[str, Any], language: str) -> str:
    """Return how people call a document: `KIP-Konzept «Integration im Kanton» (ZH, 2021-09-01)`; by its id untitled."""
    words = load_toml("remarks")["words"]
    kind = _label("doc_type", values["doc_type"], language)
    dated = _day(values["published"], language) or words["undated"][language]
    # Tables that an older kip wrote know neither title nor canton.
    canton, title = values.get("canton"), values.get("title")
    named = f"«{_shortened(title)}»" if title else f"{words['document'][language]} {values['document']}"
    return f"{kind} {named} ({', '.join(part for part in (canton, dated) if part)})"


def _day(published: str | None, language: str) -> str | None:
    """Return an ISO date, or as much of one as is known, as people write it: `14.11.2017`."""
    if published is None or language == ENGLISH:
        return published
    return ".".join(reversed(published.split("-")))


def _shortened(title: str) -> str:
    """Return a title without what goes beyond its first words."""
    plain = " ".join(title.split())
    if len(plain) <= LONGEST_TITLE:
        return plain
    return f"{plain[:LONGEST_TITLE].rsplit(' ', maxsplit=1)[0].rstrip(' ,;:–-')} …"


def _told(name: str, value: Any, language: str) -> str:
    teller = _TELLERS.get(name)
    return teller(value, language) if teller else str(value)


def _parts(parts: Sequence[tuple[Any, float]], dimension: str, language: str) -> str:
    named = ((_part(dimension, value, language), _money(amount, language)) for value, amount in parts)
    return " + ".join(f"{name} {amount}" for name, amount in named)


def _part(dimension: str, value: Any, language: str) -> str:
    return _label(dimension, str(value), language) if dimension in ("payer", "foerderbereich") else str(value)


def _label(name: str, value: str, language: str) -> str:
    if name == "foerderbereich" and language in LANGUAGES:
        return str(load_toml("comparison")["areas"][value][language])
    return label(name, value, language) if language in LANGUAGES else value


def _money(amount: float, _language: str) -> str:
    return money(amount)


def _amounts(sign: str) -> Callable[[Sequence[float], str], str]:
    return lambda amounts, language: sign.join(_money(amount, language) for amount in amounts)


def _span(years: Sequence[int], _language: str) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _listed(values: Sequence[Any], _language: str) -> str:
    return ", ".join(map(str, values))


def _word(group: str) -> Callable[[str | None, str], str]:
    return lambda value, language: str(load_toml("remarks")[group][value or "untold"][language])


_TELLERS: dict[str, Callable[[Any, str], str]] = {
    "amount": _money,
    "low": _money,
    "high": _money,
    "added": _amounts(" + "),
    "against": _amounts(", "),
    "years": _span,
    "mean_of": _listed,
    "missing": _listed,
    "sources": lambda sources, _: "; ".join(sources),
    "payers": lambda payers, language: ", ".join(_label("payer", payer, language) for payer in payers),
    "share": lambda share, _: f"{share:.4g}",
    "persons": lambda number, language: _money(round(number), language).removeprefix("CHF "),
    "statement": tell_statement,
    "made": tell_all,
    "dimension": _word("dimension"),
    "ip_scope": _word("ip_scope"),
    "side": _word("side"),
}
