"""The pipeline of a language: one spaCy `Language` of trained components and of rules from code and lexicon."""

from __future__ import annotations

import os
from functools import cache

import spacy
from spacy.language import Language

from pipeline.domain.data import data_path
from pipeline.extraction import amounts, periods, recogniser, sentences, tokenizer  # noqa: F401 - registers components

COMPONENTS = ("kip_sentences", "kip_amounts", "kip_periods")
# Folder below `models/` of the pipeline trained for a language; the others have rules alone.
TRAINED = {"de": "de_kip"}
# Names an installed spaCy package of German, such as de_core_news_md, whose tagger and vectors are used.
SETTING = "KIP_GERMAN_MODEL"
TAGGER = "tagger"


@cache
def pipeline_for(language: str) -> Language:
    """Return the pipeline of a language with a lexicon. Raises KeyError for others."""
    nlp = trained_pipeline(language) or blank_pipeline(language)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def blank_pipeline(language: str) -> Language:
    """Return a pipeline of the tokenizer alone.

    spaCy's own French takes seconds to load exceptions for its tokenizer, of which this one has no use.
    """
    bare: type[Language] = type("BareLanguage", (Language,), {"lang": language})
    return bare.from_config({"nlp": {"tokenizer": {"@tokenizers": "kip_tokenizer.v1"}}})


def trained_pipeline(language: str) -> Language | None:
    """Return the trained components of a language, or null where it has none.

    kip's own tagger, which shared its training, stays on disk: the rules do without tags. Where KIP_GERMAN_MODEL names
    a package, its tagger joins, and names without a noun are left out. Raises FileNotFoundError where the model is
    missing, and OSError where the package is.
    """
    if language not in TRAINED:
        return None
    nlp = spacy.load(data_path("models", TRAINED[language]), exclude=[TAGGER])
    package = os.environ.get(SETTING)
    return _with_tagger_of(nlp, package) if package else nlp


def _with_tagger_of(nlp: Language, package: str) -> Language:
    other = spacy.load(package)
    nlp.vocab.vectors = other.vocab.vectors
    if "tok2vec" in other.pipe_names:
        # The tagger takes a copy of the network it listens to: `tok2vec` is another one here.
        other.replace_listeners("tok2vec", TAGGER, ["model.tok2vec"])
    nlp.add_pipe(TAGGER, source=other)
    return nlp
