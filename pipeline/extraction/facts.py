"""Facts of a document as a whole: canton, programme, period, kind, date, number, relevance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline import __version__
from pipeline.domain.areas import area_of_title, areas_named
from pipeline.domain.cantons import FEDERAL, canton_by_seats, canton_scores, find_canton
from pipeline.domain.data import vocabulary
from pipeline.domain.expressions import Expression, expression
from pipeline.domain.governments import canton_of_members
from pipeline.domain.lexicon import SUPPORTED, WITH_FACTS, joined_pattern, lexicon, says
from pipeline.domain.programs import years_of
from pipeline.extraction.actors import is_of_the_people
from pipeline.extraction.bodies import named_bodies
from pipeline.extraction.passages import Passage
from pipeline.extraction.periods import find_periods, program_named, program_of_title
from pipeline.extraction.published import HEAD_CHARACTERS, margins_of, published, sitting_of
from pipeline.extraction.relevance import RELEVANT, offers_help, relevance
from pipeline.extraction.votes import find_votes
from pipeline.records import Document, Facts

# So many list items before anything else are the breadcrumb of a web page.
BREADCRUMB_ITEMS = 4
# A table that labels cells with so many areas names them.
AREAS_IN_TABLE = 2
# The kind and number of a document stand in its head.
FIRST_CHARACTERS = 700
NUMBER_CHARACTERS = 1200
# A number may also stand in the margins, or below the signatures.
LAST_LINES = 3
TITLE_CHARACTERS = 160
# A document of so many pages that bears the name of a programme is its concept.
CONCEPT_PAGES = 10
MINIMUM_KIND_WEIGHT = 3

_BLANKS = re.compile(r"\s{2,}")


# Kinds of documents that treat one matter.
ONE_MATTER = ("kip_concept", "report", "evaluation", "programme_agreement", "parliament_bill", "government_decision")


@dataclass(frozen=True, slots=True)
class Context:
    """What the finders of figures, decisions and measures need to know of the document.

    `dispositive` is where its last dispositive begins, null without one: what stands before are the grounds.
    `all_yearly` tells whether a note says that all of its amounts are paid each year.
    """

    language: str
    canton: str | None
    program: str | None
    doc_type: str
    relevance: float
    named_programme: bool
    report_year: int | None = None
    offers_help: bool = False
    dispositive: int | None = None
    names_lump_sum: bool = False
    all_yearly: bool = False
    published: str | None = None
    sitting: str | None = None

    @property
    def reports(self) -> bool:
        """Tell whether the document gives an account of what was done."""
        return self.report_year is not None or self.doc_type == "report"

    @property
    def of_one_matter(self) -> bool:
        """Tell whether documents of this kind treat one matter."""
        return self.doc_type in ONE_MATTER

    @property
    def about_integration(self) -> bool:
        """Tell whether the document treats integration promotion."""
        return self.relevance >= RELEVANT

    @property
    def may_name_offers(self) -> bool:
        """Tell whether measures are looked for: in documents of the field, and in short ones about everyday help."""
        return self.about_integration or self.offers_help


def document_facts(document: Document, found: list[Passage]) -> Facts:
    """Return the facts of a document, read from its text and its own metadata, never from a file name."""
    text = _own_text(document, found)
    language = rules_language(document)
    periods = find_periods(text, language)
    topic = relevance(text, document.language)
    # The years of a programme are also those of other fields' plans.
    named = program_named(periods, text, language) or program_of_title(document.title or "", language)
    program = named if topic >= RELEVANT else None
    first, last = _period(program)
    canton = _canton(document, text, language)
    return Facts(
        document_id=document.document_id,
        media_type=document.media_type,
        canton=canton,
        canton_from="text" if canton else None,
        language=document.language,
        doc_type=kind_of(document, text, language),
        title=document.title,
        program=program,
        period_start=first,
        period_end=last,
        published=published(document, text, language),
        issuer=_metadata(document).get("publisher"),
        number=_number(document, text, language),
        page_count=len(document.pages),
        pages_ocr=sum(page.route in ("ocr", "mixed") for page in document.pages),
        text_quality=_quality(document),
        foerderbereiche_named=_areas(document, text),
        relevance=topic,
        pipeline_version=__version__,
    )


def context_of(document: Document, facts: Facts) -> Context:
    """Return the context for the finders."""
    language = rules_language(document)
    named = says(document.text, language, "integration", "strong_re")
    if language in SUPPORTED:
        named = named or says(document.text, language, "instruments", "kip_re")
    year = _report_year(document, language)
    helps = facts.relevance < RELEVANT and offers_help(document.text, language)
    lump_sum = language in SUPPORTED and says(document.text, language, "instruments", "ip_re")
    return Context(
        *(language, facts.canton, facts.program, facts.doc_type, facts.relevance, named, year, helps),
        names_lump_sum=lump_sum,
        published=facts.published,
        sitting=sitting_of(document.text, language),
    )


def _report_year(document: Document, language: str) -> int | None:
    """Return the year that a report or account bears in its title or first line, or null."""
    if language not in SUPPORTED:
        return None
    head = f"{document.title or ''}\n{document.text[:TITLE_CHARACTERS]}"
    if says(head, language, "decisions", "session_re"):
        return None
    match = joined_pattern(language, "documents", "report_year_re").search(head)
    planned = joined_pattern(language, "documents", "planned_year_re").search(head)
    if match is None or (planned and planned["year"] != match["year"]):
        return None
    return int(match["year"])


def rules_language(document: Document) -> str:
    """Return the language whose words read a document: German for one without a lexicon or too short to tell."""
    return document.language if document.language in WITH_FACTS else SUPPORTED[0]


def _own_text(document: Document, found: list[Passage]) -> str:
    return "\n".join(passage.text for passage in found) if found else document.text


def _canton_text(document: Document) -> str:
    """The whole text with menus and footers, which name the office, and the metadata the file carries."""
    return "\n".join([document.text, *(value for _, value in document.metadata)])


def _canton(document: Document, text: str, language: str) -> str | None:
    """Return whose document it is: of a canton, of the Confederation (`CH`), or null where nothing tells."""
    found = find_canton(_canton_text(document))
    if found is None or (found == FEDERAL and _tells_of_a_canton(text, language)):
        member = canton_of_members(text[:HEAD_CHARACTERS])
        # Where several cantons come near each other, a person of one of them decides nothing.
        alone = member is not None and not canton_scores(text).keys() - {FEDERAL}
        return member if alone else _voting_canton(text, language)
    return found


def _tells_of_a_canton(text: str, language: str) -> bool:
    """Tell whether the bodies of a canton without a name are more than those of the Confederation."""
    if language not in SUPPORTED:
        return False
    kinds = [named.body_type for named in named_bodies(text[:HEAD_CHARACTERS], language)]
    federal = sum(kind.startswith("federal") for kind in kinds)
    return sum(kind in ("executive", "parliament") for kind in kinds) > federal


def _voting_canton(text: str, language: str) -> str | None:
    """Return the canton whose parliament alone can have cast the votes named: `61 Ja gegen 22 Nein im Landrat`."""
    if language not in SUPPORTED:
        return None
    parliaments = {named.body for named in named_bodies(text, language) if named.body_type == "parliament"}
    votes = find_votes(text, language)
    counts = [vote for vote in votes if vote.unit == "votes" and not is_of_the_people(vote)]
    if len(parliaments) != 1 or not counts:
        return None
    cast = max(vote.decided + (vote.votes_abstain or 0) for vote in counts)
    return canton_by_seats(parliaments.pop(), cast, language)


def _metadata(document: Document) -> dict[str, str]:
    return dict(document.metadata)


def _areas(document: Document, text: str) -> tuple[str, ...]:
    """Areas named in running text, and those that label the rows or columns of a table that lists several."""
    named = [area.foerderbereich for area in areas_named(text)]
    for table in document.tables:
        cells = (document.text[cell.start : cell.end] for cell in table.cells)
        areas = dict.fromkeys(area for cell in cells if cell.strip() and (area := area_of_title(cell)))
        named += areas if len(areas) >= AREAS_IN_TABLE else []
    found = set(named)
    return tuple(area for area in vocabulary("foerderbereich") if area in found)


def _period(program: str | None) -> tuple[int | None, int | None]:
    if program is None:
        return None, None
    years = years_of(program)
    return years[0], years[-1]


@cache
def _kinds(language: str) -> tuple[tuple[str, Expression, float], ...]:
    table = lexicon(language)["documents"]["kinds"]
    return tuple(
        (kind, expression(pattern, re.IGNORECASE | re.MULTILINE), float(weight))
        for kind, entries in table.items()
        for pattern, weight in entries
    )


def kind_of(document: Document, text: str, language: str) -> str:
    """Return the kind of document by the words of its head, `other` where nothing says it clearly."""
    metadata = " ".join(value for _, value in document.metadata)
    first = _tight(f"{document.title or ''}\n{text[:FIRST_CHARACTERS]}")
    later = _tight(f"{document.text[:HEAD_CHARACTERS]}\n{text[:HEAD_CHARACTERS]}\n{metadata}")
    words = lexicon(language)["documents"]
    scores: dict[str, float] = {}
    for kind, pattern, weight in _kinds(language):
        factor = (
            words["first_factor"] if pattern.search(first) else words["later_factor"] if pattern.search(later) else 0.0
        )
        scores[kind] = scores.get(kind, 0.0) + weight * float(factor)
    for kind, weight in _layout(document, language):
        scores[kind] = scores.get(kind, 0.0) + weight
    best = max(scores, key=lambda kind: scores[kind], default="other")
    return best if scores.get(best, 0.0) >= MINIMUM_KIND_WEIGHT else "other"


def _tight(text: str) -> str:
    """Return a text without runs of white space, over which patterns would take turns without end."""
    return _BLANKS.sub(lambda match: "\n" if "\n" in match[0] else " ", text)


def _opens_dispositive(title: str, language: str) -> bool:
    """`3. Beschluss` does; `Beschlussesentwurf` proposes."""
    draft = language in SUPPORTED and says(title, language, "decisions", "draft_re")
    return not draft and says(title, language, "decisions", "dispositive_re")


def _layout(document: Document, language: str) -> Iterator[tuple[str, float]]:
    """What the layout says of the kind: a dispositive with a heading, a breadcrumb at the top, HTML."""
    weights = lexicon(language)["documents"]
    headings = [document.text[block.start : block.end] for block in document.blocks if block.kind == "heading"]
    if any(_opens_dispositive(title, language) for title in headings):
        yield "government_decision", float(weights["dispositive_weight"])
    top = [block.kind for block in document.blocks[:BREADCRUMB_ITEMS]]
    if len(top) == BREADCRUMB_ITEMS and set(top) <= {"list_item", "menu"}:
        yield "web_page", float(weights["breadcrumb_weight"])
    contents = any(block.kind == "toc" for block in document.blocks) or len(document.pages) >= CONCEPT_PAGES
    if contents and says(document.title or "", language, "documents", "concept_title_re"):
        yield "kip_concept", float(weights["concept_weight"])
    if "html" in document.media_type:
        yield "web_page", float(weights["html_weight"])


def _number(document: Document, text: str, language: str) -> str | None:
    """The number in the head, on the margins of the pages, or below the signatures."""
    head, foot = text[:NUMBER_CHARACTERS], "\n".join(text.rstrip().splitlines()[-LAST_LINES:])
    for key, places in (("number_re", (head,)), ("margin_number_re", margins_of(document)), ("number_re", (foot,))):
        for place in places:
            for pattern in lexicon(language)["decisions"].get(key, ()):
                match = re.search(pattern, place, re.MULTILINE | re.IGNORECASE)
                if match:
                    return match[1]
    return None


def _quality(document: Document) -> float:
    """Return the mean dictionary rate of the pages by their length; 0 where nothing was measured."""
    rates = [
        (page.dictionary_rate, page.end - page.start) for page in document.pages if page.dictionary_rate is not None
    ]
    weight = sum(length for _, length in rates)
    return round(sum(rate * length for rate, length in rates) / weight, 3) if weight else 0.0
