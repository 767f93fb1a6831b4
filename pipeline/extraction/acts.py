"""Acts told in a sentence: a verb of decision with its body, a vote with its outcome, a noun with its date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.domain.lexicon import joined_pattern, lexicon, says
from pipeline.extraction.actors import (
    AGENT,
    OBLIQUE,
    PLACE,
    SUBJECT,
    VOTING,
    Actor,
    Memory,
    actors,
    by_pronoun,
    gender_of,
    last_subject,
    voter,
)
from pipeline.extraction.bodies import NamedBody, named_bodies
from pipeline.extraction.periods import find_dates
from pipeline.extraction.verbs import (
    PARTICIPLE,
    PASSIVE,
    PRESENT,
    Carrier,
    Span,
    Verb,
    carrier_of,
    clause_at,
    clauses_of,
    find_verbs,
    has_verb,
    is_negated,
    is_rule,
    tells_an_act,
)
from pipeline.extraction.votes import Vote, find_votes

CONFIDENCE = 0.8
CONFIDENCE_INHERITED = 0.65
# A participle without an auxiliary has its agent so near: `verabschiedet vom Regierungsrat`.
_NEAR = 60
# The finite form of a relative clause stands at its end.
_FINAL = 16
# A vote farther from its verb is not put into its quote.
_VOTE_REACH = 160
# A finite verb and the word after it, which may be its subject.
_FINITE = re.compile(r"(?P<verb>\w+)(?:\s+\w+)?")
# Between an article and a name: `des Zürcher`.
_ADJECTIVES = re.compile(r"(?:[\w.]+\s+){0,2}")
# A share in brackets goes with a count.
_BRACKET = re.compile(r"\(\s*$|\d\s*\(\s*$")
# Two counts so close tell one vote: `mit 58 zu 42 Prozent (5'800 zu 4'200 Stimmen)`.
_SAME_VOTE = 15


@dataclass(frozen=True, slots=True)
class Act:
    """An act told at `[start:end]` of a sentence, its verb, body and vote before `until`.

    `core` is where its own clause starts, without those it shares; `again` if a pronoun is all its object, so that it
    may tell once more what the act before it told.
    """

    start: int
    end: int
    core: int
    actor: Actor
    outcome: str
    vote: Vote | None
    confidence: float
    until: int
    again: bool = False

    @property
    def named_here(self) -> bool:
        """Tell whether the body is named in the sentence itself."""
        return self.confidence == CONFIDENCE


@dataclass(frozen=True, slots=True)
class Scene:
    """A part of a sentence up to a semicolon, with what is known of it."""

    text: str
    language: str
    memory: Memory
    actors: tuple[Actor, ...]
    clauses: tuple[Span, ...]
    votes: tuple[Vote, ...]
    news: bool
    session: Actor | None

    def says(self, key: str, span: Span | None = None) -> bool:
        """Tell whether the part, or a span of it, holds an expression of the lexicon."""
        start, end = span or (0, len(self.text))
        return says(self.text[start:end], self.language, "decisions", key)


def acts_in(sentence: str, language: str, memory: Memory, *, news: bool, session: Actor | None) -> list[Act]:
    """Return the acts told in a sentence, in order; `news`: its present tells acts; `session`: whose news it is."""
    if sentence.rstrip().endswith("?"):
        return []
    found: list[Act] = []
    for start, part in _parts(sentence):
        before = replace(
            memory, before=memory.before + sentence[:start], last=found[-1].actor if found else memory.last
        )
        scene = _scene(part, language, before, news, session)
        if scene is not None:
            found += [_moved(act, start) for act in _part_acts(scene)]
    return found


def _parts(sentence: str) -> list[tuple[int, str]]:
    starts = [0, *(match.end() for match in re.finditer(r";\s", sentence))]
    ends = [*(start for start in starts[1:]), len(sentence)]
    return [(start, sentence[start:end].rstrip("; \n")) for start, end in zip(starts, ends, strict=True)]


def _moved(act: Act, by: int) -> Act:
    vote = act.vote and replace(act.vote, start=act.vote.start + by, end=act.vote.end + by)
    return replace(act, start=act.start + by, end=act.end + by, core=act.core + by, until=act.until + by, vote=vote)


def _scene(text: str, language: str, memory: Memory, news: bool, session: Actor | None) -> Scene | None:
    """Return the scene, or null where nothing of an act stands: most sentences."""
    votes = tuple(find_votes(text, language))
    if not votes and not has_verb(text, language):
        keys = ("noun_re", "losing_re", "winning_re", "committee_re")
        if not any(says(text, language, "decisions", key) for key in keys):
            return None
    named = tuple(actors(text, language, memory))
    return Scene(text, language, memory, named, clauses_of(text), votes, news, session)


def _part_acts(scene: Scene) -> list[Act]:
    ballots = _ballots(scene)
    if ballots:
        return ballots
    verbs = find_verbs(scene.text, scene.language)
    phrases = _phrases(scene)
    places = [(readings[0].start, readings[0].until) for readings in verbs] + [place for place, _ in phrases]
    votes = _paired(scene, places)
    acts = [act for readings, vote in zip(verbs, votes, strict=False) if (act := _verb_act(scene, readings, vote))]
    acts += [
        act
        for (place, outcome), vote in zip(phrases, votes[len(verbs) :], strict=True)
        if (act := _phrase_act(scene, place, outcome, vote))
    ]
    acts += _committee_acts(scene) + _noun_acts(scene)
    return _distinct(scene, acts + _vote_acts(scene, acts))


def _paired(scene: Scene, places: Sequence[Span]) -> list[Vote | None]:
    """Give each vote to the nearest verb or phrase, of its own clause first; each takes one."""
    pairs = sorted(
        (
            _gap(vote, (start, end)) and abs(clause_at(scene.clauses, vote.start) - clause_at(scene.clauses, start)),
            _gap(vote, (start, end)),
            place,
            no,
        )
        for no, vote in enumerate(scene.votes)
        for place, (start, end) in enumerate(places)
    )
    taken: dict[int, Vote] = {}
    used: set[int] = set()
    for _, _, place, no in pairs:
        if place not in taken and no not in used:
            taken[place] = scene.votes[no]
            used.add(no)
    return [taken.get(place) for place in range(len(places))]


def _gap(vote: Vote, place: Span) -> int:
    return max(0, vote.start - place[1], place[0] - vote.end)


def _verb_act(scene: Scene, readings: Sequence[Verb], vote: Vote | None) -> Act | None:
    return next((act for verb in readings if (act := _reading_act(scene, verb, vote))), None)


def _reading_act(scene: Scene, verb: Verb, vote: Vote | None) -> Act | None:
    carrier = carrier_of(scene.text, verb, scene.clauses, scene.language)
    own = scene.clauses[clause_at(scene.clauses, verb.start)]
    spans = [own] if carrier is None else [own, scene.clauses[carrier.clause]]
    in_session = scene.session is not None and carrier is not None and carrier.voice == PASSIVE
    if not tells_an_act(scene.text, spans, scene.language, counted=vote is not None or in_session):
        return None
    if verb.kind != PARTICIPLE and carrier is None:
        return None
    if verb.kind == PRESENT and vote is None and (not scene.news or is_rule(scene.text, verb, own, scene.language)):
        return None
    if verb.kind != PARTICIPLE and not scene.text[: verb.start].strip():
        return None  # `Stimmt der Landrat zu, …` is a condition
    actor = _near_agent(scene, verb) if carrier is None else _who(scene, verb, carrier, vote)
    if actor is None or not _fits(scene, actor, verb, vote):
        return None
    outcome = "rejected" if is_negated(scene.text, verb, own, scene.language) else verb.outcome
    places = [(verb.start, verb.until)] + ([(carrier.at, carrier.at)] if carrier else [])
    act = _act(scene, places, actor, outcome, vote, own[0])
    return replace(act, again=carrier is not None and _has_pronoun_object(scene, carrier, actor))


def _has_pronoun_object(scene: Scene, carrier: Carrier, actor: Actor) -> bool:
    """`nahmen es an`, `hat der Rat sie abgelehnt`: the object stands right after the finite verb or its subject."""
    words = "|".join(lexicon(scene.language)["decisions"]["object_pronouns"])
    pattern = re.compile(rf"\s*(?:{words})(?![\w-])", re.IGNORECASE)
    finite = _FINITE.match(scene.text, carrier.at)
    ends = [finite.end("verb"), finite.end()] if finite else []
    if actor.body.start > carrier.at:
        ends.append(actor.body.end)
    return any(pattern.match(scene.text, end) for end in ends)


def _fits(scene: Scene, actor: Actor, verb: Verb, vote: Vote | None) -> bool:
    """The present tells an act of a body named beside it, a form of the plural one of several."""
    if verb.kind == PRESENT and actor.body.start < 0 and vote is None:
        return False
    several = sum(1 for other in scene.actors if other.role == SUBJECT) > 1
    return not verb.plural or actor.gender == "p" or several


def _act(
    scene: Scene, places: list[Span], actor: Actor, outcome: str, vote: Vote | None, core: int | None = None
) -> Act:
    """Return an act whose quote is the clauses of these places, of its body and of its vote."""
    places = list(places)
    here = actor.body.start >= 0
    if here:
        places.append((actor.body.start, actor.body.end))
    if vote is not None and _gap(vote, places[0]) < _VOTE_REACH:
        places.append((vote.start, vote.end))
    first = scene.clauses[clause_at(scene.clauses, min(places)[0])][0]
    last = max(end for _, end in places)
    end = max(scene.clauses[clause_at(scene.clauses, max(places[0][0], last - 1))][1], last)
    start = first + _lead(scene.text[first:end])
    confidence = CONFIDENCE if here else CONFIDENCE_INHERITED
    own = start if core is None else core + _lead(scene.text[core:end])
    return Act(start, end, own, actor, outcome, _as_worded(vote, outcome), confidence, last)


def _as_worded(vote: Vote | None, outcome: str) -> Vote | None:
    """What was lost 18 to 37 was rejected by 37 to 18."""
    if vote is None or outcome != "rejected" or vote.votes_yes is None or vote.votes_no is None:
        return vote
    lost = vote.votes_yes < vote.votes_no
    return replace(vote, votes_yes=vote.votes_no, votes_no=vote.votes_yes) if lost else vote


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip())


def _near_agent(scene: Scene, verb: Verb) -> Actor | None:
    """The agent of a participle without an auxiliary."""
    near = [
        actor
        for actor in scene.actors
        if actor.role == AGENT and max(verb.start - actor.body.end, actor.body.start - verb.end) < _NEAR
    ]
    return min(near, key=lambda actor: abs(actor.body.start - verb.start), default=None)


def _who(scene: Scene, verb: Verb, carrier: Carrier, vote: Vote | None) -> Actor | None:
    if carrier.voice == PASSIVE:
        return _agent(scene, verb, carrier, vote)
    own = clause_at(scene.clauses, verb.start)
    first, last = sorted((own, carrier.clause))
    here = _subjects(scene, scene.clauses[first][0], scene.clauses[last][1])
    if here:
        return min(here, key=lambda actor: (not actor.clear, _distance(actor, carrier.at)))
    return _subject_elsewhere(scene, carrier, vote)


def _subjects(scene: Scene, start: int, end: int) -> list[Actor]:
    return [actor for actor in scene.actors if actor.role == SUBJECT and start <= actor.body.start < end]


def _distance(actor: Actor, place: int) -> int:
    return max(0, actor.body.start - place, place - actor.body.end)


def _subject_elsewhere(scene: Scene, carrier: Carrier, vote: Vote | None) -> Actor | None:
    """The subject of a clause that names none: the one before a relative clause or a mere verb, or a pronoun's."""
    start, end = scene.clauses[carrier.clause]
    clause = scene.text[start:end]
    memory = replace(scene.memory, before=scene.memory.before + scene.text[:start])
    pronoun = by_pronoun(clause, carrier.at - start, scene.language, memory, vote)
    if pronoun is not None:
        return _absent(pronoun)
    if says(clause.lstrip(), scene.language, "decisions", "relative_re") and end - carrier.at < _FINAL:
        before = [actor for actor in scene.actors if actor.body.end <= start]
        return before[-1] if before and start - before[-1].body.end < _NEAR else None
    prefield = scene.text[start : carrier.at].strip()
    bare = joined_pattern(scene.language, "decisions", "conjunction_re").sub("", prefield).strip()
    if bare:
        return None
    for first, last in reversed(scene.clauses[: carrier.clause]):
        named = _subjects(scene, first, last)
        if named:
            return min(named, key=lambda actor: not actor.clear)
    return None


def _absent(actor: Actor) -> Actor:
    """The same body, named elsewhere than in the sentence."""
    return replace(actor, body=replace(actor.body, start=-1, end=-1))


def _agent(scene: Scene, verb: Verb, carrier: Carrier, vote: Vote | None) -> Actor | None:
    """Who acts in a passive: the agent named, the body where it happened, else who is remembered."""
    named = [actor for actor in scene.actors if actor.role == AGENT]
    if not named and verb.outcome != "submitted":
        named = [actor for actor in scene.actors if actor.role == PLACE and actor.body.body_type in VOTING]
    if named:
        return min(named, key=lambda actor: _distance(actor, verb.start))
    known = None
    if verb.outcome == "submitted" and vote is None and scene.session is None:
        return None
    if vote is not None:
        known = voter(vote, scene.language, scene.memory)
    elif scene.says("inherit_re"):
        known = scene.memory.last
    elif scene.session is not None:
        known = scene.session
    elif scene.says("bill_re", scene.clauses[carrier.clause]):
        known = last_subject(scene.language, scene.memory)
    return _absent(known) if known else None


def _phrases(scene: Scene) -> list[tuple[Span, str]]:
    """Expressions for winning or losing a vote, with the outcome for what was moved."""
    found = []
    for key, outcome in (("losing_re", "rejected"), ("winning_re", "approved")):
        for match in joined_pattern(scene.language, "decisions", key).finditer(scene.text):
            found.append((match.span(), outcome))
    return found


def _phrase_act(scene: Scene, place: Span, outcome: str, vote: Vote | None) -> Act | None:
    own = scene.clauses[clause_at(scene.clauses, place[0])]
    if not tells_an_act(scene.text, [own], scene.language, counted=True):
        return None
    where = [actor for actor in scene.actors if actor.role in (PLACE, AGENT) and actor.body.body_type in VOTING]
    if where and (vote or scene.says("bill_re")):
        return _act(scene, [place], min(where, key=lambda actor: _distance(actor, place[0])), outcome, vote)
    known = voter(vote, scene.language, scene.memory) if vote else None
    return _act(scene, [place], _absent(known), outcome, vote) if known else None


def _vote_acts(scene: Scene, acts: Sequence[Act]) -> list[Act]:
    """Votes told without a verb: `61 Ja gegen 22 Nein im Landrat`, `ebenso – mit 61 zu 70 – die Kürzung`."""
    taken = [act.vote for act in acts if act.vote]
    found: list[Act] = []
    for vote in scene.votes:
        if any(_gap(vote, (other.start, other.end)) < _SAME_VOTE for other in taken):
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
        named = _subjects(scene, *own)
        actor = named[0] if named else _absent(before.actor)
        return replace(
            _act(scene, [(vote.start, vote.end)], actor, before.outcome, vote),
            start=own[0] + _lead(scene.text[own[0] :]),
        )
    if scene.actors:
        nearest = min(scene.actors, key=lambda actor: (actor.role == OBLIQUE, _distance(actor, vote.start)))
        return _act(scene, [(vote.start, vote.end)], nearest, outcome, vote)
    known = voter(vote, scene.language, scene.memory) if scene.says("casting_re") else None
    return _act(scene, [(vote.start, vote.end)], _absent(known), outcome, vote) if known else None


def _ballots(scene: Scene) -> list[Act]:
    """`62,00 % Ja zur Pflegeinitiative, 65,99 % Nein zur …`: each share is a vote of the people on its own."""
    acts: list[Act] = []
    for vote in scene.votes:
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
    start += _lead(scene.text[start:])
    people = Actor(NamedBody(-1, -1, "Volk", "people"), SUBJECT, False, "n", "")
    return Act(start, max(last, vote.end), start, people, outcome, vote, CONFIDENCE, vote.end)


def _committee_acts(scene: Scene) -> list[Act]:
    """`Die Finanzkommission empfiehlt mit 9 zu 2 Stimmen …`: the recommendation is an act of the committee."""
    acts = []
    for match in joined_pattern(scene.language, "decisions", "committee_re").finditer(scene.text):
        index = clause_at(scene.clauses, match.start())
        own = scene.clauses[index]
        before = [actor for actor in scene.actors if actor.role == SUBJECT and actor.body.start < own[1]]
        after = [actor for actor in before if actor.body.start > match.start()]
        actor = after[0] if after else before[-1] if before else None
        if actor is None:
            memory = replace(scene.memory, before=scene.memory.before + scene.text[: own[0]])
            actor = by_pronoun(scene.text[slice(*own)], match.start() - own[0], scene.language, memory, None)
            actor = _absent(actor) if actor else None
        if actor is None or actor.body.body_type != "committee":
            continue
        weak = scene.says("committee_weak_re", match.span()) and not (scene.votes or scene.says("bill_re"))
        if weak or not tells_an_act(scene.text, [own], scene.language, counted=True):
            continue
        acts.append(_recommendation(scene, match.span(), actor, own))
    return acts


def _recommendation(scene: Scene, place: Span, actor: Actor, own: Span) -> Act:
    nearest = min(scene.votes, key=lambda vote: _gap(vote, place), default=None)
    outcome = "rejected" if scene.says("committee_against_re", (own[0], len(scene.text))) else "approved"
    joint = scene.text.rfind(" und ", own[0], place[0])
    own_vote = scene.says("unanimous_re", (place[1], own[1])) or (nearest is not None and nearest.start > place[0])
    if joint >= 0 and own_vote and scene.votes:
        vote = nearest if nearest and nearest.start > place[0] else None
        start = joint + len(" und ")
        return Act(start, own[1], start, actor, outcome, vote, CONFIDENCE, own[1])
    return _act(scene, [place], actor, outcome, nearest)


def _noun_acts(scene: Scene) -> list[Act]:
    """`ein Beschluss des Kantonsrats vom 26. April 2010`: a noun with its body and its date."""
    bodies = named_bodies(scene.text, scene.language)
    acts = []
    for noun in joined_pattern(scene.language, "decisions", "noun_re").finditer(scene.text):
        body = next((body for body in bodies if body.start >= noun.end()), None)
        if body is None or not _ADJECTIVES.fullmatch(scene.text, noun.end(), body.start):
            continue
        if not scene.says("noun_after_re", (body.end, len(scene.text))):
            continue
        if scene.says("cited_re", (0, noun.start())):
            continue
        dates = find_dates(scene.text[body.end :], scene.language)
        end = body.end + dates[0].end if dates else body.end
        outcome = "rejected" if scene.says("noun_rejected_re", (noun.start(), noun.end())) else "approved"
        named = scene.text[body.start : body.end]
        actor = Actor(body, OBLIQUE, False, gender_of(named, scene.language), named)
        acts.append(Act(noun.start(), end, noun.start(), actor, outcome, None, CONFIDENCE_INHERITED, end))
    return acts


def _distinct(scene: Scene, acts: list[Act]) -> list[Act]:
    """Acts that share their clause are one, the first; one that shares only its subject keeps its own clause."""
    kept: list[Act] = []
    for act in sorted(acts, key=lambda item: (item.start, item.core, item.end)):
        if kept and kept[-1].until <= act.start < kept[-1].end:
            kept[-1] = replace(kept[-1], end=act.start)
        if not any(act.start < other.end and other.start < act.end for other in kept):
            kept.append(act)
        elif not any(act.core < other.end and other.start < act.end for other in kept):
            kept.append(replace(act, start=act.core))
    ordered = sorted(kept, key=lambda item: item.start)
    return [act for act in ordered if not _announces(scene, act, ordered)]


def _announces(scene: Scene, act: Act, acts: Sequence[Act]) -> bool:
    """`Das Volk hat entschieden: Mit 60 zu 40 Prozent nahm es …` announces what follows the colon."""
    colon = re.match(r"\s*:", scene.text[act.end :])
    return colon is not None and act.vote is None and any(other.start > act.end for other in acts)
