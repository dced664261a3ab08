"""The coder: from the words of one article to its reading."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tocsin.coding.attribution import attribute
from tocsin.coding.clauses import find_clauses
from tocsin.coding.dating import date_of
from tocsin.coding.grammar import Grammar, grammar
from tocsin.coding.hits import Hit, noun_hits, verb_hits
from tocsin.coding.matter import matter
from tocsin.coding.mention import ActorMention
from tocsin.coding.modality import Shade, own_shade, shade
from tocsin.coding.nominal import carried
from tocsin.coding.reading import Event, NonEvent, Quantity, Reading
from tocsin.coding.roles import Roles, actors_of
from tocsin.coding.scene import Scene, look
from tocsin.coding.verbs import Group, Sentence


def code(title: str, text: str, published: datetime, language: str | None = "en") -> Reading:
    """The reading of one article, in English; another language gives its times and nothing else.

    `published` is when it appeared (without a zone it counts as UTC).
    """
    known = grammar()
    events: list[Event] = []
    silences: list[NonEvent] = []
    scenes = []
    if title.strip():
        scenes.append(look(title, "title", published, known))
    scenes.append(look(text, "text", published, known))
    for scene in scenes:
        if language in (None, "en"):
            _read(scene, events, silences)
    times = tuple(t.timex for scene in scenes for t in scene.times)
    return Reading(times, tuple(events), tuple(silences), known.version)


@dataclass(slots=True)
class _Found:
    """An act in its sentence, before it is an event."""

    hit: Hit
    shade: Shade
    actors: list[ActorMention]
    recipients: list[ActorMention]


def _read(scene: Scene, events: list[Event], silences: list[NonEvent]) -> None:
    context = Context_(scene)
    for s in scene.sentences():
        groups = find_clauses(s)
        roles = Roles(scene, s, groups, context.focus)
        found = _sentence(scene, s, groups, roles, silences)
        for one in found:
            context.complete(s, one)
            if not one.actors and not one.recipients and not (one.hit.classes & _STRONG):
                silences.append(_silence(scene, one.hit, "nobody is named who does it or suffers it"))
                continue
            events.append(_event(scene, s, groups, roles, one))
        context.follow(groups, roles)


class Context_:
    """Who was spoken of last: what stands in for those that a sentence leaves out."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.focus: list[ActorMention] = []
        states = [m for m in scene.actors if m.country and not m.modifier]
        self.lead = states[:1]

    def follow(self, groups: list[Group], roles: Roles) -> None:
        for k, group in enumerate(groups):
            if group.form == "finite" and group.link != "relative":
                found = roles.subject(k)
                if found:
                    self.focus = found
                    return

    def complete(self, s: Sentence, one: "_Found") -> None:
        """Fills in an actor that the clause does not name: whoever the sentence or the ones before speak of."""
        if one.actors:
            return
        suffering = {m.country for m in one.recipients}
        domestic = one.hit.act.type in _DOMESTIC
        near = [m for m in self.scene.actors_in(s.begin, s.end) if m.country and not (m.start, m.end) in {(r.start, r.end) for r in one.recipients}]
        if domestic and near:
            one.actors = near[:1]
            return
        for candidates in (self.focus, near, self.lead):
            for mention in candidates:
                if mention.country and (mention.country not in suffering or domestic):
                    one.actors = [mention]
                    return
        if domestic and one.recipients:
            one.actors = one.recipients[:1]


_DOMESTIC: Final = frozenset({"COERCE", "PROTEST", "RETREAT", "SANCTION"})


def _sentence(
    scene: Scene, s: Sentence, groups: list[Group], roles: Roles, silences: list[NonEvent]
) -> list[_Found]:
    verbs = verb_hits(s, groups)
    effects = {hit.clause: hit.act.effect for hit in verbs if hit.act.effect}
    found = []
    taken: set[int] = set()
    for hit in verbs:
        above = shade(s, groups, hit.clause, effects)
        if above.absorbed >= 0:
            silences.append(_silence(scene, hit, above.reason))
            continue
        actors, recipients = roles.of(hit)
        reason = _implausible(hit, actors, recipients)
        if reason:
            silences.append(_silence(scene, hit, reason))
            continue
        found.append(_Found(hit, above, actors, recipients))
        taken.update(range(hit.first, hit.last))
    for hit in noun_hits(s, groups):
        if any(i in taken for i in range(hit.first, hit.last)):
            continue
        actors, recipients = roles.of(hit)
        told = {one.hit.clause: one for one in found if not one.hit.noun}
        verdict = carried(s, groups, hit, told, bool(actors), bool(recipients))
        if verdict.reason:
            silences.append(_silence(scene, hit, verdict.reason))
            continue
        above = shade(s, groups, hit.clause, effects) if hit.clause >= 0 else Shade()
        if verdict.shade:
            above = verdict.shade(above)
        if above.absorbed >= 0 and not hit.light:
            silences.append(_silence(scene, hit, above.reason))
            continue
        reason = _implausible(hit, actors, recipients)
        if reason:
            silences.append(_silence(scene, hit, reason))
            continue
        if verdict.replaces is not None:
            found = [one for one in found if one.hit.clause != verdict.replaces or one.hit.noun]
        found.append(_Found(hit, above, actors, recipients))
    found.sort(key=lambda one: one.hit.first)
    return found


_STRONG: Final = frozenset({"troops", "weapons", "missile", "nuclear-weapons", "chemical-weapons", "drone", "attack"})


def _implausible(hit: Hit, actors: list[ActorMention], recipients: list[ActorMention]) -> str:
    """Why an act cannot be meant, or "" where it can."""
    del hit, actors, recipients
    return ""


def _silence(scene: Scene, hit: Hit, reason: str) -> NonEvent:
    return NonEvent(scene.span(hit.first, hit.last), hit.act.id, reason)


def _event(scene: Scene, s: Sentence, groups: list[Group], roles: Roles, one: _Found) -> Event:
    hit, act = one.hit, one.hit.act
    actors = actors_of(one.actors)
    recipients = actors_of(one.recipients)
    if act.frame == "mutual" and actors:
        both = (*actors, *(r for r in recipients if r not in actors))
        actors = recipients = both
    about, contexts = matter(scene, s, groups, hit)
    occurred = date_of(scene, s, groups, hit.clause, (hit.first, hit.last), one.shade.modality)
    evidence = scene.span(s.begin, s.end)
    return Event(
        type=act.type,
        mode=act.mode,
        contexts=contexts,
        actors=actors,
        recipients=recipients,
        against=(),
        modality=one.shade.modality,
        certainty=act.certainty or one.shade.certainty,  # type: ignore[arg-type]
        stance=one.shade.stance,
        attribution=attribute(s, groups, hit.clause, roles, {}, one.shade.hedge),
        occurred=occurred,
        quantities=_quantities(scene, s, groups, hit),
        place=None,
        object=about,
        trigger=scene.span(hit.first, hit.last),
        evidence=evidence,
        pattern=act.id,
        sense=act.sense,
    )


def _quantities(scene: Scene, s: Sentence, groups: list[Group], hit: Hit) -> tuple[Quantity, ...]:
    if hit.clause < 0:
        return ()
    group = groups[hit.clause]
    first = group.subject[0] if group.subject and not group.late_subject else min(group.first, hit.first)
    last = min(max(group.stop, hit.last), s.end)
    return tuple(q.quantity for q in scene.quantities_in(min(first, hit.first), last))


__all__ = ["Grammar", "code"]
