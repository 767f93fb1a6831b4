"""Acts told by a verb: who acts, by the voice and the case, by a pronoun, or by what was named before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.domain.lexicon import joined_pattern, lexicon, says
from pipeline.extraction.actors import (
    AGENT,
    LARGEST_COMMITTEE,
    PLACE,
    SUBJECT,
    VOTING,
    Actor,
    by_pronoun,
    last_subject,
    parliament_at,
    voter,
)
from pipeline.extraction.periods import Day, find_dates, find_day_months, find_periods
from pipeline.extraction.scene import Act, Scene, absent, act_at, distance, subjects
from pipeline.extraction.verbs import (
    PARTICIPLE,
    PASSIVE,
    PRESENT,
    Carrier,
    Verb,
    agrees,
    carrier_of,
    clause_at,
    is_negated,
    is_rule,
    tells_an_act,
)
from pipeline.extraction.votes import Vote

# A participle without an auxiliary has its agent so near: `verabschiedet vom Regierungsrat`.
_NEAR = 60
# A day stands so near after the body that acted on it.
_DAY = 4
# Whoever is charged or authorised by an act is no body that acts.
_OF_A_BODY = ("commissioned", "authorised")
# The finite form of a relative clause stands at its end.
_FINAL = 16
# A finite verb and the word after it, which may be its subject.
_FINITE = re.compile(r"(?P<verb>\w+)(?:\s+\w+)?")


def verb_act(scene: Scene, readings: Sequence[Verb], vote: Vote | None) -> Act | None:
    """Return the act a verb tells in the first of its readings that tells one, or null."""
    return next((act for verb in readings if (act := _reading_act(scene, verb, vote))), None)


def _reading_act(scene: Scene, verb: Verb, vote: Vote | None) -> Act | None:
    carrier = carrier_of(scene.text, verb, scene.clauses, scene.language)
    own = scene.clauses[clause_at(scene.clauses, verb.start)]
    spans = [own] if carrier is None else [own, scene.clauses[carrier.clause]]
    in_session = scene.session is not None and carrier is not None and carrier.voice == PASSIVE
    counted = vote is not None or in_session
    if not tells_an_act(scene.text, spans, scene.language, counted=counted, after=verb.until):
        return None
    if verb.kind != PARTICIPLE and carrier is None:
        return None
    told = vote is not None or scene.session is not None
    if verb.kind == PRESENT and not told and (not scene.news or is_rule(scene.text, verb, own, scene.language)):
        return None
    if verb.kind != PARTICIPLE and not scene.text[: verb.start].strip() and not agrees(scene.language):
        return None  # `Stimmt der Landrat zu, …` is a condition
    actor = _near_agent(scene, verb) if carrier is None else _who(scene, verb, carrier, vote)
    if actor is None or not _fits(scene, actor, verb, vote):
        return None
    outcome = "rejected" if is_negated(scene.text, verb, own, scene.language) else verb.outcome
    places = [(verb.start, verb.until)] + ([(carrier.at, carrier.at)] if carrier else [])
    act = act_at(scene, places, actor, outcome, vote, own[0])
    return replace(act, again=carrier is not None and _has_pronoun_object(scene, carrier, actor))


def further_acts(scene: Scene, act: Act) -> list[Act]:
    """`approuvé le 23 mars par la CdC et le 25 avril par le Conseil fédéral`: others who did the same another day.

    So does one who is told by name and day alone: `la CdC l'a approuvé le 23 mars, le Conseil fédéral le 25 avril`.
    """
    found: list[Act] = []
    before = act.actor
    for actor in scene.actors:
        if before.body.start < 0 or actor.body.start <= before.body.end:
            continue
        between = (before.body.end, actor.body.start)
        joined = before.role == actor.role == AGENT and scene.says("further_agent_re", between)
        start = between[0] if joined else _dated_clause(scene, actor)
        if start is not None:
            start += len(scene.text[start : actor.body.end]) - len(scene.text[start : actor.body.end].lstrip(" ,"))
            end = scene.clauses[clause_at(scene.clauses, actor.body.start)][1]
            further = replace(
                act,
                start=start,
                end=end,
                core=start,
                actor=actor,
                vote=None,
                until=actor.body.end,
                matter=act.start,
            )
            found.append(further)
            before = actor
    return found


def _dated_clause(scene: Scene, actor: Actor) -> int | None:
    """Return where the clause of a body begins that holds nothing but its name and a day, null of any other."""
    start, end = scene.clauses[clause_at(scene.clauses, actor.body.start)]
    day = scene.text[actor.body.end : end].lstrip(" (")
    dates = find_dates(day, scene.language) or find_day_months(day, scene.language)
    bare = says(scene.text[start : actor.body.start], scene.language, "payers", "takes_turn_re")
    return (
        start if actor.role == SUBJECT and bare and dates and _begins(dates[0]) < _DAY and end - start < _NEAR else None
    )


def _begins(date: Day | tuple[int, int, int, int]) -> int:
    return date.start if isinstance(date, Day) else date[0]


def _has_pronoun_object(scene: Scene, carrier: Carrier, actor: Actor) -> bool:
    """`nahmen es an`, `hat der Rat sie abgelehnt`: the object stands right after the finite verb or its subject."""
    words = "|".join(lexicon(scene.language)["decisions"]["object_pronouns"])
    pattern = re.compile(rf"\s*(?:{words})(?![\w-])", re.IGNORECASE)
    finite = _FINITE.match(scene.text, carrier.at)
    ends = [finite.end("verb"), finite.end()] if finite else []
    if actor.body.start > carrier.at:
        ends.append(actor.body.end)
    return any(pattern.match(scene.text, end) for end in ends) and not _is_the_subject(scene, carrier, actor)


def _is_the_subject(scene: Scene, carrier: Carrier, actor: Actor) -> bool:
    """`Im Weiteren hat sie einen Beitrag gesprochen`: the pronoun after the finite verb is who acts, not the object."""
    words = "|".join(lexicon(scene.language)["decisions"]["pronouns"].get(actor.gender, ()))
    told_by_it = actor.body.start < 0 and bool(words)
    return told_by_it and re.match(rf"\w+\s+(?:{words})\s+\w", scene.text[carrier.at :], re.IGNORECASE) is not None


def _fits(scene: Scene, actor: Actor, verb: Verb, vote: Vote | None) -> bool:
    """The present tells an act of a body named beside it, a form of the plural one of several.

    Some verbs tell an act only of those who vote: a government that stands behind a bill decides nothing.
    """
    if verb.kind == PRESENT and actor.body.start < 0 and vote is None and scene.session is None:
        return False
    if verb.lemma in lexicon(scene.language)["decisions"].get("of_voting", ()) and actor.body.body_type not in VOTING:
        return False
    several = sum(1 for other in scene.actors if other.role == SUBJECT) > 1
    return not verb.plural or actor.gender == "p" or several


def _near_agent(scene: Scene, verb: Verb) -> Actor | None:
    """The agent of a participle without an auxiliary; where participles agree it follows, and rules are told so too."""
    follows = agrees(scene.language)
    dated = scene.votes or find_periods(scene.text, scene.language) or find_dates(scene.text, scene.language)
    if follows and not (scene.news or dated or not scene.text[: verb.start].strip()):
        return None
    near = [
        actor
        for actor in scene.actors
        if actor.role == AGENT
        and max(verb.start - actor.body.end, actor.body.start - verb.end) < _NEAR
        and not (follows and actor.body.start < verb.start)
    ]
    found = min(near, key=lambda actor: abs(actor.body.start - verb.start), default=None)
    return found or (_known_body(scene) if follows and not scene.text[: verb.start].strip() else None)


def _known_body(scene: Scene) -> Actor | None:
    """`Respinta invece la richiesta di …`: a participle that begins a sentence tells what the last body named did."""
    known = scene.memory.last or scene.session
    return absent(known) if scene.news and known else None


def _who(scene: Scene, verb: Verb, carrier: Carrier, vote: Vote | None) -> Actor | None:
    if carrier.voice == PASSIVE:
        return _agent(scene, verb, carrier, vote)
    own = clause_at(scene.clauses, verb.start)
    first, last = sorted((own, carrier.clause))
    here = [
        actor
        for actor in subjects(scene, scene.clauses[first][0], scene.clauses[last][1])
        if not _is_charged(scene, actor, verb)
    ]
    if here:
        return _first_of_several(scene, min(here, key=lambda actor: (not actor.clear, distance(actor, carrier.at))))
    return _subject_elsewhere(scene, carrier, vote)


def _is_charged(scene: Scene, actor: Actor, verb: Verb) -> bool:
    """`e ha incaricato l'Ufficio di attuarlo`: without cases, a body after such a verb is its object."""
    return agrees(scene.language) and verb.outcome in _OF_A_BODY and actor.body.start >= verb.until


def _first_of_several(scene: Scene, actor: Actor) -> Actor:
    """`Le Gouvernement et le SEM ont signé`: of several that act together the first."""
    before = [other for other in scene.actors if other.role == SUBJECT and other.body.end <= actor.body.start]
    between = scene.text[before[-1].body.end : actor.body.start] if before else ""
    return before[-1] if before and says(between, scene.language, "payers", "together_re") else actor


def _subject_elsewhere(scene: Scene, carrier: Carrier, vote: Vote | None) -> Actor | None:
    """The subject of a clause that names none: the one before a relative clause or a mere verb, or a pronoun's."""
    start, end = scene.clauses[carrier.clause]
    clause = scene.text[start:end]
    memory = replace(scene.memory, before=scene.memory.before + scene.text[:start])
    # `…, a-t-il décidé`: what is told before may name nobody.
    reach = (memory, scene.memory) if agrees(scene.language) else (memory,)
    meant = (by_pronoun(clause, carrier.at - start, scene.language, told, vote) for told in reach)
    if (pronoun := next((actor for actor in meant if actor), None)) is not None:
        return absent(pronoun)
    if says(clause.lstrip(), scene.language, "decisions", "relative_re") and end - carrier.at < _FINAL:
        before = [actor for actor in scene.actors if actor.body.end <= start]
        return before[-1] if before and start - before[-1].body.end < _NEAR else None
    prefield = scene.text[start : carrier.at].strip()
    if agrees(scene.language) and not scene.text[: carrier.at].strip():
        # `Approva inoltre …`: such languages need no pronoun.
        known = scene.memory.last if scene.says("inherit_re") else None
        return absent(known) if known else None
    bare = joined_pattern(scene.language, "decisions", "conjunction_re").sub("", prefield).strip()
    if bare:
        return None
    for first, last in reversed(scene.clauses[: carrier.clause]):
        named = subjects(scene, first, last)
        if named:
            return min(named, key=lambda actor: not actor.clear)
    return None


def _parliament(scene: Scene, vote: Vote) -> Actor | None:
    """`Die Motion wurde mit 115 zu 52 Stimmen überwiesen`: in news of a canton so many are its parliament."""
    large = vote.unit == "votes" and vote.decided > LARGEST_COMMITTEE
    return parliament_at(scene.memory.canton) if large and scene.memory.canton else None


def _agent(scene: Scene, verb: Verb, carrier: Carrier, vote: Vote | None) -> Actor | None:
    """Who acts in a passive: the agent named, the body where it happened, else who is remembered."""
    named = [actor for actor in scene.actors if actor.role == AGENT]
    if not named and verb.outcome != "submitted":
        named = [actor for actor in scene.actors if actor.role == PLACE and actor.body.body_type in VOTING]
    if named:
        return min(named, key=lambda actor: distance(actor, verb.start))
    known = None
    if verb.outcome == "submitted" and vote is None and scene.session is None:
        return None
    if vote is not None:
        known = voter(vote, scene.language, scene.memory) or _parliament(scene, vote)
    elif scene.says("inherit_re"):
        known = scene.memory.last or scene.session
    elif scene.session is not None:
        known = scene.session
    elif scene.says("bill_re", scene.clauses[carrier.clause]):
        known = last_subject(scene.language, scene.memory)
    return absent(known) if known else None
