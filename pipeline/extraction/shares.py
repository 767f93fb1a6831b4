"""A sum and who shares it: told in its own sentence or in the one after it."""

from __future__ import annotations

import re

from pipeline.domain.lexicon import joined_pattern
from pipeline.extraction.case import Case
from pipeline.extraction.payers import named_payers, payer_set

# The words that split a sum open the next sentence: `Davon trägt der Bund …`, `Den Rest zahlt …`.
OPENING = 40
# Who doubles what others pay is the second at least.
MIN_SHARERS = 2


def sharers(case: Case) -> tuple[str, ...]:
    """Return those who pay an amount together, one where only one part of it is told, none where nobody is.

    `Von den Kosten von 2 Mio. trägt der Bund die Hälfte, je ein Viertel Kanton und Gemeinden`;
    `5,6 Mio., wovon der Bund die Hälfte trägt`; `Davon stammten 3 Mio. vom Bund und 2 Mio. vom Kanton.`
    """
    for text in (_carried(case), _split_within(case), _split_beyond(case), _split_after(case)):
        if text and (payers := _payers_of(text, case)):
            return payers
    return ()


def _payers_of(text: str, case: Case) -> tuple[str, ...]:
    """Those named in a text, with the Confederation where its credit or lump sum is."""
    named = payer_set(text, case.context.language)
    federal = any(case.says(text, "instruments", instrument) for instrument in ("ip", "ifk"))
    return ("bund", *named) if federal and "bund" not in named else named


def _carried(case: Case) -> str:
    carried = case.says(case.own_after, "shares", "carries") or case.says(case.own_before, "shares", "towards")
    return case.view.after if carried else ""


def _split_within(case: Case) -> str:
    """Return the rest of the sentence from the words that split the amount, or from a colon right after it."""
    after = case.view.after
    if case.says(case.view.before, "shares", "breakdown") or case.says(case.own_after, "shares", "is_part"):
        return ""
    if case.says(case.own_before, "shares", "any") and case.says(after, "shares", "rest"):
        return case.view.sentence
    if colon := re.match(r"[^.;\d]{0,40}:\s", after):
        return after[colon.end() :]
    split = joined_pattern(case.context.language, "shares", "breakdown_re").search(after)
    if split is None or has_figure(_first_clause(after[: split.start()]), case):
        return ""
    return after[split.start() :] if split.start() <= len(case.own_after) else _clause_around(after, split.start())


def _pays_alone(case: Case) -> bool:
    """Tell whether the clause of an amount names one payer, who gives it."""
    return len(payer_set(case.own_before, case.context.language)) == 1 and case.says(case.near, "payers", "pays")


def _first_clause(text: str) -> str:
    return re.split(r"[,;](?=\s)", text)[0]


def has_figure(text: str, case: Case) -> bool:
    """Tell whether a text holds a number or a share."""
    return case.says(text, "shares", "figure")


def _split_beyond(case: Case) -> str:
    """Return what follows the next semicolon where it tells shares: `…; zwei Drittel trägt der Kanton, …`."""
    _, _, rest = case.own_after.partition(";")
    told = case.says(rest, "shares", "any") and not has_figure(rest, case)
    return rest if told and len(payer_set(rest, case.context.language)) >= MIN_SHARERS else ""


def doublers(case: Case) -> tuple[str, ...]:
    """Return those who pay a sum by the sentence after it: `Kanton und Gemeinden geben 3 Mio., der Bund gleich viel`.

    None where that sentence doubles nothing or names one of them only.
    """
    following = case.view.following
    named = named_payers(following, case.context.language) if case.says(following, "shares", "doubled") else ()
    if not named:
        return ()
    # `Kantone und Gemeinden geben gleich viel` speaks of one side only.
    both = case.says(following[named[0].end : named[-1].start], "shares", "sides")
    payers = payer_set(following, case.context.language)
    return payers if both and len(payers) >= MIN_SHARERS else ()


def _clause_around(text: str, at: int) -> str:
    """`2,7 Millionen, 1,35 Millionen davon aus Bern`: the part stands before the word that splits."""
    return text[text.rfind(", ", 0, at) + 1 :]


def _split_after(case: Case) -> str:
    """Return the following sentence where it splits the amount, with shares or with figures of its own."""
    following = case.view.following
    if case.says(case.own_before, "shares", "breakdown") and len(payer_set(case.near, case.context.language)) == 1:
        # `Davon entfallen ¤ auf den Kanton`: a part of one payer, whatever the next sentence splits.
        return ""
    figures = has_figure(following, case)
    if _pays_alone(case) and has_figure(following, case) and case.says(following[:OPENING], "shares", "rest"):
        # `Les communes versent ¤. Le solde, soit …, incombe à l'Etat`: the rest of a sum told before both.
        return ""
    if any(case.says(following[:OPENING], "shares", cue) for cue in ("breakdown", "rest")):
        return following if figures or case.says(following, "shares", "any") else ""
    if case.says(following, "shares", "rest") and len(payer_set(following, case.context.language)) >= MIN_SHARERS:
        return following
    shared = case.says(following, "shares", "any") and not case.says(following, "shares", "other_whole")
    if (
        shared
        and not figures
        and not case.says(following, "shares", "doubled")
        and len(payer_set(following, case.context.language)) >= MIN_SHARERS
    ):
        return following
    return ""
