"""What people read in place of ids, in German, French and Italian."""

from __future__ import annotations

from pipeline.domain.areas import area_title
from pipeline.domain.data import load_toml, vocabulary

LANGUAGES = ("de", "fr", "it")


def label(name: str, value: str, language: str) -> str:
    """Return the label of an id of the vocabulary `name`; the id itself where it has none (programmes, cantons)."""
    if name == "foerderbereich" and value in vocabulary("foerderbereich"):
        return area_title(value, language)
    entry = load_toml("labels").get(name, {}).get(value)
    return str(entry[language]) if entry else value
