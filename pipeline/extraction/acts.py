"""Acts told in a sentence: a verb of decision with its body, a vote with its outcome, a noun with its date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.domain.lexicon import joined_pattern, says
from pipeline.extraction.actors import OBLIQUE, SUBJECT, Actor, Memory, actors, by_pronoun, gender_of
from pipeline.extraction.bodies import named_bodies
from pipeline.extraction.periods import find_dates
from pipeline.extraction.scene import CONFIDENCE, CONFIDENCE_INHERITED, Act, Scene, absent, act_at, gap, moved
from pipeline.extraction.verb_acts import further_acts, verb_act
from pipeline.extraction.verbs import Span, Verb, clause_at, clauses_of, find_verbs, has_verb, tells_an_act
from pipeline.extraction.vote_acts import ballots, phrase_act, phrases, vote_acts
from pipeline.extraction.votes import Vote, find_votes

# Between an article and a name: `des Zürcher`.
_ADJECTIVES = re.compile(r"(?:[\w.]+\s+){0,2}")


def acts_in(sentence: str, language: str, memory: Memory, *, news: bool, session: Actor | None) -> list[Act]:
    """Return the acts told in a sentence, in order; `news`: its present tells acts; `session`: whose news it is."""
    if sentence.rstrip().endswith("?"):
        return []
    found: list[Act] = []
    for start, part in _parts(sentence, language):
        before = replace(
            memory, before=memory.before + sentence[:start], last=found[-1].actor if found else memory.last
        )
        scene = _scene(part, language, before, news, session)
        if scene is not None:
            found += [moved(act, start) for act in _part_acts(scene)]
    return found


def _parts(sentence: str, language: str) -> list[tuple[int, str]]:
    cuts = (match.end() for match in re.finditer(r";\s", sentence))
    starts = [0, *(cut for cut in cuts if not says(sentence[cut:], language, "decisions", "counter_vote_re"))]
    ends = [*(start for start in starts[1:]), len(sentence)]
    return [(start, sentence[start:end].rstrip("; \n")) for start, end in zip(starts, ends, strict=True)]


def _scene(text: str, language: str, memory: Memory, news: bool, session: Actor | None) -> Scene | None:
    """Return the scene, or null where nothing of an act stands: most sentences."""
    votes = tuple(find_votes(text, language))
    if not votes and not has_verb(text, language):
        keys = ("noun_re", "losing_re", "winning_re", "committee_re", "verdict_re")
        if not any(says(text, language, "decisions", key) for key in keys):
            return None
    named = tuple(actors(text, language, memory))
    return Scene(text, language, memory, named, clauses_of(text, language), votes, news, session)


def _part_acts(scene: Scene) -> list[Act]:
    shares = ballots(scene)
    if shares:
        return shares
    verbs = _telling_verbs(scene)
    outcomes = phrases(scene)
    places = [(readings[0].start, readings[0].until) for readings in verbs] + [place for place, _ in outcomes]
    votes = _paired(scene, places)
    acts = [act for readings, vote in zip(verbs, votes, strict=False) if (act := verb_act(scene, readings, vote))]
    acts += [
        act
        for (place, outcome), vote in zip(outcomes, votes[len(verbs) :], strict=True)
        if (act := phrase_act(scene, place, outcome, vote))
    ]
    acts = [each for act in acts for each in (act, *further_acts(scene, act))]
    acts += _committee_acts(scene) + _noun_acts(scene) + _verdicts(scene)
    distinct = _distinct(scene, acts + vote_acts(scene, acts))
    starts = [act.start for act in distinct]
    return [_with_content(scene, act, starts) for act in distinct]


def _with_content(scene: Scene, act: Act, starts: Sequence[int]) -> Act:
    """`… beantragt mit 9 zu 4 Stimmen, den Kredit anzunehmen`: the clause after the comma says what was decided."""
    after = [clause for clause in scene.clauses if act.end <= clause[0] <= act.end + len(", ")]
    if not after or not scene.says("content_clause_re", after[0]):
        return act
    taken = any(after[0][0] <= start < after[0][1] for start in starts)
    return act if taken else replace(act, end=after[0][1])


def _telling_verbs(scene: Scene) -> list[list[Verb]]:
    """Leave out the verb of those who lost: `78 stimmten der Vorlage zu, 29 lehnten sie ab` is one act."""
    kept: list[list[Verb]] = []
    for readings in find_verbs(scene.text, scene.language):
        inside = [vote for vote in scene.votes if vote.start <= readings[0].start < vote.end]
        if not (inside and kept and kept[-1][0].start >= inside[0].start):
            kept.append(readings)
    return kept


def _paired(scene: Scene, places: Sequence[Span]) -> list[Vote | None]:
    """Give each vote to the nearest verb or phrase, of its own clause first; each takes one."""
    pairs = sorted(
        (
            gap(vote, (start, end)) and abs(clause_at(scene.clauses, vote.start) - clause_at(scene.clauses, start)),
            gap(vote, (start, end)),
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
            actor = absent(actor) if actor else None
        if actor is None or actor.body.body_type != "committee":
            continue
        weak = scene.says("committee_weak_re", match.span()) and not (scene.votes or scene.says("bill_re"))
        # `propose` tells no act of others: of a committee it is the act itself.
        besides = scene.text[own[0] : match.start()] + scene.text[match.end() : own[1]]
        if weak or not tells_an_act(besides, [(0, len(besides))], scene.language, counted=True):
            continue
        acts.append(_recommendation(scene, match.span(), actor, own))
    return acts


def _recommendation(scene: Scene, place: Span, actor: Actor, own: Span) -> Act:
    nearest = min(scene.votes, key=lambda vote: gap(vote, place), default=None)
    outcome = "rejected" if scene.says("committee_against_re", (own[0], len(scene.text))) else "approved"
    joint = scene.text.rfind(" und ", max(own[0], actor.body.end), place[0])
    own_vote = scene.says("unanimous_re", (place[1], own[1])) or (nearest is not None and nearest.start > place[0])
    if joint >= 0 and own_vote and scene.votes:
        vote = nearest if nearest and nearest.start > place[0] else None
        start = joint + len(" und ")
        return Act(start, own[1], start, actor, outcome, vote, CONFIDENCE, own[1])
    return act_at(scene, [place], actor, outcome, nearest)


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


def _verdicts(scene: Scene) -> list[Act]:
    """`Feu vert du Grand Conseil au crédit`: a headline that tells what a body said to something."""
    acts = []
    for verdict in joined_pattern(scene.language, "decisions", "verdict_re").finditer(scene.text):
        actor = next((actor for actor in scene.actors if actor.body.start == verdict.end()), None)
        if actor is None or not scene.says("verdict_after_re", (actor.body.end, len(scene.text))):
            continue
        start = verdict.start() + len(verdict[0]) - len(verdict[0].lstrip(" :–—"))
        outcome = "rejected" if scene.says("verdict_rejected_re", (start, verdict.end())) else "approved"
        end = scene.clauses[clause_at(scene.clauses, actor.body.start)][1]
        acts.append(Act(start, end, start, actor, outcome, None, CONFIDENCE_INHERITED, actor.body.end))
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
