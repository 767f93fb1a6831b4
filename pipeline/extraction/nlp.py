"""The German pipeline: one spaCy `Language` of registered components, built from code and lexicon alone."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language

from pipeline.extraction import amounts, periods, sentences, tokenizer  # noqa: F401 - registers the components

COMPONENTS = ("kip_sentences", "kip_amounts", "kip_periods")


@cache
def pipeline_for(language: str) -> Language:
    """Return the pipeline of a language with a lexicon. Raises KeyError for others."""
    nlp = spacy.blank(language, config={"nlp": {"tokenizer": {"@tokenizers": "kip_tokenizer.v1"}}})
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp
