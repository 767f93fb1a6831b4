"""An amount with its surroundings: what the rules for its attributes look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.domain.lexicon import joined_pattern, says
from pipeline.extraction.columns import Cell, cell_at
from pipeline.extraction.cues import Window, window
from pipeline.extraction.facts import Context
from pipeline.extraction.linked_amounts import Amount
from pipeline.extraction.passages import Passage
from pipeline.extraction.sentences import rough_sentences
from pipeline.records import Funding

PLACE = "¤"
# The parts of a decision: what it decides, and what it tells before.
GROUNDS = "grounds"
DISPOSITIVE = "dispositive"
# Every rule asks for the clause of the amount it looks at.
CLAUSES_KEPT = 16


@dataclass(frozen=True, slots=True)
class Thread:
    """What the passage has told of money so far: the amount before, the last one shared, with years, and yearly.

    `yearly` is the largest of the amounts up to the last one that are paid each year, null where that one is not.
    """

    previous: Funding | None = None
    shared: Funding | None = None
    dated: Funding | None = None
    yearly: Funding | None = None

    @property
    def years(self) -> tuple[int | None, int | None]:
        """The years last told."""
        return (self.dated.period_start, self.dated.period_end) if self.dated else (None, None)

    def after(self, row: Funding) -> Thread:
        """Return the thread with one more amount told."""
        per_head = row.instrument == "ip" and row.unit is not None
        shared = row if row.payer in ("mixed", "bund_kanton") else self.shared
        dated = self.dated if row.period_start is None or per_head else row
        return Thread(row, shared, dated, self._yearly(row))

    def _yearly(self, row: Funding) -> Funding | None:
        if row.basis != "per_year":
            return None
        larger = self.yearly is not None and (self.yearly.amount_chf or 0) > (row.amount_chf or 0)
        return self.yearly if larger else row


@dataclass(frozen=True, slots=True)
class Case:
    """An amount with everything the attribute rules look at.

    `own_before` and `own_after` reach to the neighbouring amounts of its sentence, `text_before` is the passage up to
    it, `text_after` what follows it there, `told` what the document said before the passage, `told_here` what its
    chapter did, and `partner` says how a bare number hangs on this amount. `cell` is its place in a table told in
    words, `section` the headings above, `part` the one of a decision it stands in: its grounds, its dispositive, or
    null where it has no dispositive; `lead` the line that introduces the list of which its passage is an item.
    """

    amount: Amount
    view: Window
    own_before: str
    own_after: str
    context: Context
    text_before: str
    text_after: str
    told: str
    told_here: str
    paired: bool
    partner: str | None = None
    cell: Cell | None = None
    section: tuple[str, ...] = ()
    part: str | None = None
    lead: str = ""

    @property
    def written(self) -> str:
        """The amount as it is written, with its qualifier."""
        return self.view.sentence[self.amount.start - self.view.start : self.amount.end - self.view.start]

    @property
    def marked(self) -> str:
        """The amount's own segment with a mark in its place."""
        return f"{self.own_before}{PLACE}{self.own_after}"

    @property
    def described_after(self) -> str:
        """What follows the amount up to the next one, without what a list sign begins to tell of that one."""
        followed = len(self.own_after) < len(self.view.after)
        return self.own_after[: _last_sign(self.own_after, self.context.language)] if followed else self.own_after

    @property
    def near(self) -> str:
        """The comma clause around the amount."""
        return _near(self.own_before, self.own_after)

    @property
    def clause(self) -> str:
        """The text around the amount between semicolons or colons."""
        return f"{self.view.clause_before}{PLACE}{_closed(self.view.clause_after)}"

    @property
    def around(self) -> list[str]:
        """The sentences of the passage up to the amount, the nearest first."""
        return rough_sentences(self.text_before)[::-1]

    @property
    def said_before(self) -> str:
        """The sentence before; where a pronoun or an answer begins a passage, the last one of the passage before."""
        first = not self.view.previous and self.says(self.view.sentence, "sentences", "goes_on")
        return rough_sentences(self.told_here.rstrip())[-1] if first else self.view.previous

    def whole(self, text: str) -> str:
        """Return a text without what it says the amount holds, leaves out or adds: `IP nicht eingerechnet`."""
        for scope in ("excluded_re", "included_re"):
            pattern = joined_pattern(self.context.language, "ip_scope", scope)
            text = pattern.sub(lambda match: match[0] if PLACE in match[0] else " ", text)
        # What is added after an amount is another one: `¤, zu denen die Integrationspauschalen kommen`.
        before, place, after = text.partition(PLACE)
        return before + place + joined_pattern(self.context.language, "ip_scope", "added_re").sub(" ", after)

    def says(self, text: str, section: str, key: str) -> bool:
        """Tell whether a text holds a cue of the document's language."""
        return says(text, self.context.language, section, f"{key}_re")


def begins_anew(case: Case) -> bool:
    """Tell whether the sentence of an amount tells another act than the ones before: `Ferner bewilligt sie ¤ für …`."""
    sentence = case.view.sentence
    return case.says(sentence, "sentences", "new_matter") and case.says(sentence, "status", "act")


def _last_sign(text: str, language: str) -> int | None:
    """Return where the last sign of a list stands, null without one."""
    signs = [match.start() for match in joined_pattern(language, "money", "list_sign_re").finditer(text)]
    return signs[-1] if signs else None


def _last_sign_end(text: str, language: str) -> int:
    """Return where the last sign of a list ends, 0 without one."""
    signs = [match.end() for match in joined_pattern(language, "money", "list_sign_re").finditer(text)]
    return signs[-1] if signs else 0


@lru_cache(maxsize=CLAUSES_KEPT)
def _near(own_before: str, own_after: str) -> str:
    pieces = re.split(r"[,;:](?=\s)", own_before)
    label = own_before.rstrip().endswith(":") and len(pieces) > 1
    before = " ".join(pieces[-2:]).split("(")[-1] if label else pieces[-1]
    after = _closed(re.split(r"[,;:](?=\s)|\.$", own_after)[0])
    return f"{before}{PLACE}{after}"


def _closed(text: str) -> str:
    """Return a text without the bracket it leaves open: that tells of the next amount."""
    return re.sub(r"\([^)]*$", "", text)


def _opened(text: str) -> str:
    """Return a text without the end of a bracket opened before it: that tells of the amount before."""
    _, closing, rest = text.partition(")")
    return rest if closing and "(" not in text[: -len(rest) or None] else text


def case_of(
    passage: Passage,
    amounts: list[Amount],
    index: int,
    bounds: list[tuple[int, int]],
    context: Context,
    told: tuple[str, str],
) -> Case:
    """Return the case of one of a passage's amounts; `told` is what document and chapter said before the passage."""
    amount, text = amounts[index], passage.text
    view = window(text, bounds, amount.start, amount.end)
    first, last = _pair(amounts, index, text)
    last_end = max([view.start, *(other.end for other in amounts[:first])])
    next_start = min([view.start + len(view.sentence), *(other.start for other in amounts[last + 1 :])])
    own_before = _opened(text[last_end : amounts[first].start])
    own_after = text[amounts[last].end : max(next_start, amounts[last].end)]
    if last_end > view.start and joined_pattern(context.language, "money", "described_by_re").match(own_after):
        own_before = own_before[_last_sign_end(own_before, context.language) :]
    return Case(
        amount=amount,
        view=view,
        own_before=own_before,
        own_after=own_after,
        context=context,
        text_before=text[: amount.start],
        text_after=text[amount.end :],
        told=told[0],
        told_here=told[1],
        paired=first != last,
        partner=amounts[first].link if index != first else None,
        cell=cell_at(text, amount.start, amount.end),
        section=passage.section,
        part=_part(passage, context),
        lead=_lead(told[1]) if passage.kind == "list_item" else "",
    )


def _lead(told: str) -> str:
    """Return the last line that ends with a colon: it introduces the list of the items after it."""
    return next((line for line in reversed(told.splitlines()) if line.rstrip().endswith(":")), "")


def _in_bracket(amount: Amount, other: Amount, text: str) -> bool:
    """`211'000 (138'000) Franken pro Jahr`: the old value in brackets, the unit after both."""
    return bool(other.link) and text[amount.end : other.start].strip() == "("


def _part(passage: Passage, context: Context) -> str | None:
    if context.dispositive is None:
        return None
    return DISPOSITIVE if passage.start + len(passage.text) > context.dispositive else GROUNDS


def _pair(amounts: list[Amount], index: int, text: str) -> tuple[int, int]:
    """Return the indices of an amount and of the bare number that shares its unit, first and last."""
    for first in (index - 1, index):
        if 0 <= first < len(amounts) - 1 and _in_bracket(amounts[first], amounts[first + 1], text):
            return first, first + 1
    if amounts[index].link and index + 1 < len(amounts):
        return index, index + 1
    if index and amounts[index - 1].link:
        return index - 1, index
    return index, index
