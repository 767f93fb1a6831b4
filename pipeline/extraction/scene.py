"""A part of a sentence with its bodies, clauses and votes, and the acts made of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.domain.lexicon import says
from pipeline.extraction.actors import SUBJECT, Actor, Memory
from pipeline.extraction.verbs import Span, clause_at
from pipeline.extraction.votes import Vote

CONFIDENCE = 0.8
CONFIDENCE_INHERITED = 0.65
# A vote farther from its verb is not put into its quote.
_VOTE_REACH = 160


@dataclass(frozen=True, slots=True)
class Act:
    """An act told at `[start:end]` of a sentence, its verb, body and vote before `until`.

    `core` is where its own clause starts, without those it shares; `again` if a pronoun is all its object, so that it
    may tell once more what the act before it told; `matter` is where another act begins that tells what it is about.
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
    matter: int | None = None

    @property
    def told_from(self) -> int:
        """Where the words begin that say what it is about."""
        return self.start if self.matter is None else self.matter


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


def act_at(
    scene: Scene, places: list[Span], actor: Actor, outcome: str, vote: Vote | None, core: int | None = None
) -> Act:
    """Return an act whose quote is the clauses of these places, of its body and of its vote."""
    places = list(places)
    here = actor.body.start >= 0
    if here:
        places.append((actor.body.start, actor.body.end))
    if vote is not None and gap(vote, places[0]) < _VOTE_REACH:
        places.append((vote.start, vote.end))
    first = scene.clauses[clause_at(scene.clauses, min(places)[0])][0]
    last = max(end for _, end in places)
    end = max(scene.clauses[clause_at(scene.clauses, max(places[0][0], last - 1))][1], last)
    start = first + lead(scene.text[first:end])
    confidence = CONFIDENCE if here else CONFIDENCE_INHERITED
    own = start if core is None else core + lead(scene.text[core:end])
    return Act(start, end, own, actor, outcome, as_worded(vote, outcome), confidence, last)


def moved(act: Act, by: int) -> Act:
    """Return an act of a text that another one stands before, `by` characters long."""
    vote = act.vote and replace(act.vote, start=act.vote.start + by, end=act.vote.end + by)
    matter = None if act.matter is None else act.matter + by
    act = replace(act, start=act.start + by, end=act.end + by, core=act.core + by, until=act.until + by)
    return replace(act, vote=vote, matter=matter)


def as_worded(vote: Vote | None, outcome: str) -> Vote | None:
    """What was lost 18 to 37 was rejected by 37 to 18; counts that the text calls Yes and No stay what they are."""
    if vote is None or outcome != "rejected" or vote.labelled or vote.votes_yes is None or vote.votes_no is None:
        return vote
    lost = vote.votes_yes < vote.votes_no
    return replace(vote, votes_yes=vote.votes_no, votes_no=vote.votes_yes) if lost else vote


def gap(vote: Vote, place: Span) -> int:
    """Return how many characters lie between a vote and a place."""
    return max(0, vote.start - place[1], place[0] - vote.end)


def distance(actor: Actor, place: int) -> int:
    """Return how many characters lie between a body and a place."""
    return max(0, actor.body.start - place, place - actor.body.end)


def lead(text: str) -> int:
    """Return how many blanks a text begins with."""
    return len(text) - len(text.lstrip())


def subjects(scene: Scene, start: int, end: int) -> list[Actor]:
    """Return the bodies that are subjects in a stretch of the part."""
    return [actor for actor in scene.actors if actor.role == SUBJECT and start <= actor.body.start < end]


def absent(actor: Actor) -> Actor:
    """The same body, named elsewhere than in the sentence."""
    return replace(actor, body=replace(actor.body, start=-1, end=-1))
