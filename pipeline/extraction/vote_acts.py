"""Acts told by a vote: motions won or lost, counts without a verb, shares of the people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.domain.lexicon import joined_pattern
from pipeline.extraction.actors import (
    AGENT,
    OBLIQUE,
    PEOPLE,
    PLACE,
    VOTING,
    Actor,
    can_cast,
    is_of_the_people,
    parliament_at,
    voter,
)
from pipeline.extraction.scene import CONFIDENCE, Act, Scene, absent, act_at, distance, gap, lead, subjects
from pipeline.extraction.verbs import Span, agrees, clause_at, tells_an_act
from pipeline.extraction.votes import Vote

# A share in brackets goes with a count.
_BRACKET = re.compile(r"\(\s*$|\d\s*\(\s*$")
# Two counts so close tell one vote: `mit 58 zu 42 Prozent (5'800 zu 4'200 Stimmen)`.
_SAME_VOTE = 15
# No cantonal or municipal government has more members.
LARGEST_GOVERNMENT = 9


def phrases(scene: Scene) -> list[tuple[Span, str]]:
    """Expressions for winning or losing a vote, with the outcome for what was moved."""
    found = []
    for key, outcome in (("losing_re", "rejected"), ("winning_re", "approved")):
        for match in joined_pattern(scene.language, "decisions", key).finditer(scene.text):
            found.append((match.span(), outcome))
    return found


def phrase_act(scene: Scene, place: Span, outcome: str, vote: Vote | None) -> Act | None:
    """Return the act of a body before which a motion won or lost, or null where none is known."""
    own = scene.clauses[clause_at(scene.clauses, place[0])]
    if not tells_an_act(scene.text, [own], scene.language, counted=True):
        return None
    where = [actor for actor in scene.actors if actor.role in (PLACE, AGENT) and actor.body.body_type in VOTING]
    if where and (vote or scene.says("bill_re")):
        return act_at(scene, [place], min(where, key=lambda actor: distance(actor, place[0])), outcome, vote)
    moved = scene.says("moved_re") and scene.memory.last is not None and not scene.says("earlier_re", own)
    known = voter(vote, scene.language, scene.memory) if vote or moved else None
    return act_at(scene, [place], absent(known), outcome, vote) if known else None


def vote_acts(scene: Scene, acts: Sequence[Act]) -> list[Act]:
    """Votes told without a verb: `61 Ja gegen 22 Nein im Landrat`, `ebenso – mit 61 zu 70 – die Kürzung`."""
    taken = [act.vote for act in acts if act.vote]
    found: list[Act] = []
    for vote in scene.votes:
        if any(gap(vote, (other.start, other.end)) < _SAME_VOTE for other in taken):
            continue
        act = _vote_act(scene, vote, acts)
        if act is not None:
            found.append(act)
            taken.append(vote)
    return found


def _vote_act(scene: Scene, vote: Vote, acts: Sequence[Act]) -> Act | None:
    own = scene.clauses[clause_at(scene.clauses, vote.start)]
    if not tells_an_act(scene.text, [own], scene.language, counted=True):
        return None
    if vote.unit == "percent" and not scene.says("casting_re"):
        return None
    lost = vote.votes_no is not None and (vote.votes_yes or 0) < vote.votes_no
    outcome = "rejected" if lost or scene.says("rejected_re") else "approved"
    if acts:
        before = max(acts, key=lambda act: act.start <= vote.start)
        named = subjects(scene, *own)
        actor = named[0] if named else absent(before.actor)
        return replace(
            act_at(scene, [(vote.start, vote.end)], actor, before.outcome, vote),
            start=own[0] + lead(scene.text[own[0] :]),
        )
    if able := [actor for actor in scene.actors if _may_count(actor, vote, scene.language)]:
        nearest = min(able, key=lambda actor: (actor.role == OBLIQUE, distance(actor, vote.start)))
        return act_at(scene, [(vote.start, vote.end)], nearest, outcome, vote)
    known = voter(vote, scene.language, scene.memory) if scene.says("casting_re") else None
    if known is None and scene.session is not None and scene.session.body.body_type in VOTING:
        known = scene.session
    if known is None and vote.unit == "percent":
        # Shares are told of those who went to the polls.
        known = PEOPLE
    if known is None and vote.unit == "votes" and scene.says("echo_re"):
        # The news tell how a vote ended without telling once more whose it was.
        known = parliament_at(scene.memory.canton)
    return act_at(scene, [(vote.start, vote.end)], absent(known), outcome, vote) if known else None


def _may_count(actor: Actor, vote: Vote, language: str) -> bool:
    """`Dem Antrag der Regierung folgte der Rat mit 68 gegen 11 Stimmen`: no government has so many members."""
    if is_of_the_people(vote) and not can_cast(actor.body, vote, ()):
        return False
    small = vote.unit == "percent" or vote.decided <= LARGEST_GOVERNMENT
    # `transmise au Conseil d'Etat par 45 voix`: where the words for a place are those for who receives.
    receives = actor.role == OBLIQUE or (actor.role == PLACE and agrees(language))
    return small or not receives or actor.body.body_type in VOTING


def ballots(scene: Scene) -> list[Act]:
    """`62,00 % Ja zur Pflegeinitiative, 65,99 % Nein zur …`: each share is a vote of the people on its own."""
    acts: list[Act] = []
    # Beside the counts of the people their shares tell the same once more.
    for vote in () if any(is_of_the_people(vote) for vote in scene.votes) else scene.votes:
        known = vote.unit != "percent" or None not in (vote.votes_yes, vote.votes_no)
        if known or _BRACKET.search(scene.text, max(0, vote.start - 3), vote.start):
            continue
        acts.append(_ballot(scene, vote, acts[-1].until if acts else 0))
    ends = [*(act.start for act in acts[1:]), len(scene.text)]
    return [replace(act, end=min(act.end, end)) for act, end in zip(acts, ends, strict=False)]


def _ballot(scene: Scene, vote: Vote, after: int) -> Act:
    first, last = scene.clauses[clause_at(scene.clauses, vote.start)]
    outcome = "approved" if vote.votes_yes is not None else "rejected"
    if max(vote.votes_yes or 0.0, vote.votes_no or 0.0) <= 50:
        outcome = "other"
    start = max(first, after)
    start += lead(scene.text[start:])
    return Act(start, max(last, vote.end), start, PEOPLE, outcome, vote, CONFIDENCE, vote.end)
