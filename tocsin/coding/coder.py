"""The coder: from the words of one article to its reading."""

import gc
from datetime import datetime
from functools import cache
from typing import Final

from tocsin.coding.acts.accidents import FORCE
from tocsin.coding.acts.carrying import LIGHT
from tocsin.coding.acts.finding import Cast, Finding
from tocsin.coding.acts.firing import FIRING, aimed, at_practice, called_test
from tocsin.coding.acts.governed import mode_of
from tocsin.coding.acts.matter import denied, matter
from tocsin.coding.acts.means import mode_by_means
from tocsin.coding.acts.meetings import over_security, to_ease, with_guardians
from tocsin.coding.acts.things import TAKING, classes_in
from tocsin.coding.article.context import Context as Around
from tocsin.coding.article.courts import before_court
from tocsin.coding.article.progress import Progress
from tocsin.coding.article.retelling import settle
from tocsin.coding.article.timing import fresh, timely, when
from tocsin.coding.dates.clock import Clock, Recap
from tocsin.coding.events.amounts import amounts
from tocsin.coding.events.findings import Findings
from tocsin.coding.events.placing import place_of
from tocsin.coding.events.worlds import STRONG, helps, of_crime, sense_of, takes_many
from tocsin.coding.names.actors import settle_heading
from tocsin.coding.names.mention import off_its_shore
from tocsin.coding.names.naming import headline_namings
from tocsin.coding.reading import Actor, Event, NonEvent, Reading
from tocsin.coding.roles.attribution import attribute, vouched
from tocsin.coding.roles.roles import Roles, actors_of
from tocsin.coding.roles.standins import stand_ins
from tocsin.coding.roles.tellers import telling
from tocsin.coding.roles.voices import Voices
from tocsin.coding.scene import Scene, look
from tocsin.coding.syntax.clauses import clauses_of
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.course import course_of
from tocsin.coding.text.grammar import Grammar
from tocsin.coding.text.lexicon import lexicon, scan
from tocsin.coding.text.tables import grammar
from tocsin.vocabulary import Field, Stance


def code(title: str, text: str, published: datetime, language: str | None = "en") -> Reading:
    """The reading of one article, in English; another language gives its times and nothing else.

    `published` is when it appeared (without a zone it counts as UTC).
    """
    known = _ready()
    english = language is None or language.lower().partition("-")[0] == "en"
    events: list[Event] = []
    silences: list[NonEvent] = []
    loose: set[tuple[Field, int]] = set()
    recap: Recap | None = None
    scenes = []
    heads = scan(title) if title.strip() else []
    body = scan(text)
    course = course_of(text, body, title, heads)
    if title.strip():
        scenes.append(look(title, "title", published, known, heads, course=course.opening()))
    heading = scenes[0].actors if scenes else ()
    scenes.append(look(text, "text", published, known, body, course=course, heading=heading))
    if namings := headline_namings(title, heading, scenes[-1].actors):
        scenes[0] = look(title, "title", published, known, heads, course=course.opening(), namings=namings)
        heading = scenes[0].actors
    settle_heading(heading, scenes[-1].actors)
    if english:
        far = Progress(scenes, course, known)
        for scene in scenes:
            clock = _read(scene, far, events, silences)
            loose |= {(scene.field, at) for at in clock.loose}
            recap = clock.recap
    times = tuple(t.timex for scene in scenes for t in scene.times)
    events = settle(events, text, published.date(), loose, course.ends[0], recap=recap)
    events = before_court(events, loose, course.ends[0])
    return Reading(times, tuple(events), tuple(silences), known.version)


@cache
def _ready() -> Grammar:
    """The tables of the codebook, with its lexicon built.

    They stay for good: looking through them at each collection of garbage would cost a tenth of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        lexicon()
        return grammar()
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def _read(scene: Scene, far: Progress, events: list[Event], silences: list[NonEvent]) -> Clock:
    """Adds the events of one field; gives back the time that has run on through it."""
    clock, around = Clock(scene), Around(scene, far.parties)
    recent: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    held = False
    former: Finding | None = None
    sentences = scene.sentences()
    voices = Voices(scene, sentences)
    for s in sentences:
        far.reach(scene, around, s)
        groups = clauses_of(s)
        clock.hear(s, groups)
        around.before.voice = voices.of(s, around.before)
        roles = Roles(scene, s, groups, around.before)
        sense, relief = far.senses.of(scene.field, s.begin, s.end), far.senses.of_disaster
        s.sense, s.world = scene.sense if sense == scene.sense else None, sense
        findings = Findings(scene, s, groups, roles, silences)
        s.recent, s.done, s.held = recent, done, held
        s.meant = stand_ins(scene, s, groups, roles)
        found = findings.read(former)
        former = found[-1] if found else former
        done = frozenset().union(*(one.hit.classes for one in found)) if found else done
        tellers = telling(s, groups, roles) if found else frozenset()
        for one in found:
            around.complete(s, groups, one, tellers, found)
            if not one.actors and not one.recipients and not _tells_by_itself(scene, s, one):
                findings.silent(one.hit, "nobody is named who does it or suffers it")
                continue
            world = "weather" if sense is None and relief and helps(one) else sense
            events.append(_event(scene, s, groups, findings, one, clock=clock, sense=world))
            held = held or (one.hit.act.mode in TAKING and bool(one.recipients))
            if one.hit.act.type in _SENDING or one.hit.classes & _FLYING:
                recent = one.hit.classes | (classes_in(s, s.begin, s.end) & _SENT)
        around.follow(groups, roles, found)
    return clock


_DATED: Final = frozenset({"COOPERATE"})
"""Types that an act is recast as, and is still done on the day that the text tells."""
_FLYING: Final = frozenset({"missile", "drone", "aircraft"})
_SENT: Final = frozenset({"missile", "drone", "weapons", "ship", "vehicle", "troops", "police"})
"""What is sent or sold, wherever its sentence names it: "a contract for two batteries of missiles"."""
_SENDING: Final = frozenset({"MOBILIZE", "AID", "AGREE"})
"""Acts whose object "more" and "another" may stand for in the sentences behind."""


def _tells_by_itself(scene: Scene, s: Sentence, one: Finding) -> bool:
    """Whether an act is an event though nobody is named who does it or suffers it: 108 are killed in attacks."""
    if one.hit.classes & STRONG or one.hit.act.id in _BY_ITSELF:
        return True
    placed = one.hit.act.about in _OF_PLACES or "infrastructure" in one.hit.classes
    if placed and (scene.of_security or scene.places_in(s.begin, s.end)):
        return True
    if one.hit.act.type != "ASSAULT":
        return False
    return scene.of_security or not FORCE.isdisjoint(classes_in(s, s.begin, s.end))


_BY_ITSELF: Final = frozenset({"cut-cable", "border-flight", "missile-lands"})
"""Acts whose doer is seldom known, and whose sufferer goes without saying."""
_OF_PLACES: Final = frozenset({"curfew", "emergency", "power", "ceasefire"})
"""What holds in a place, whoever declares it."""


def _event(
    scene: Scene,
    s: Sentence,
    groups: list[Group],
    findings: Findings,
    one: Finding,
    *,
    clock: Clock,
    sense: str | None,
) -> Event:
    hit, act = one.hit, one.hit.act
    if act.frame == "mutual" and len(one.actors) > 1:
        one.recipients = [m for m in one.recipients if m.preposition not in _SITES]
    actors = actors_of(one.actors)
    recipients = actors_of(one.recipients)
    together = one.cast is not None and one.cast.type == "COOPERATE"
    if together and len({actor.country for actor in actors}) > 1:
        recipients = actors  # whoever they drill against is no partner
    elif (together or _mutual(one)) and (actors or recipients) and not one.of_others:
        named = {(a.country, a.sector, a.name) for a in actors if a.country}
        both = (*actors, *(r for r in recipients if r not in actors and (r.country, r.sector, r.name) not in named))
        actors = recipients = both
    elif act.type == "ASSAULT" and recipients == actors and len(actors) == 1 and (hit.noun or hit.lemma in LIGHT):
        recipients = ()  # "the rebels carried out strikes in the Red Sea": on nobody that is named
    modality, occurred = when(s, groups, one, clock)
    modality = timely(scene, s, groups, one, modality=modality, occurred=occurred)
    cast = one.cast or Cast(act.type, mode_by_means(s, groups, hit, mode_of(hit), actors), modality)
    if cast.modality == "actual" and cast.type in _DATED:
        cast = cast._replace(modality=modality)  # "hold their joint drill on Friday"
    fired = one.cast is None and act.id in FIRING and "missile" in hit.classes
    practised = fired and (
        at_practice(s, hit.first) or any(off_its_shore(scene.text, m) for m in scene.actors_in(hit.first, s.end))
    )
    shown = (
        fired
        and not (one.results or aimed(scene, s, hit.first))
        and (practised if act.id == "shell" else not recipients)
    )
    if shown and actors and _of_state(actors):
        violent = findings.roles.before.parties.dealings.violent
        if practised or called_test(s, hit.last) or not any(violent(actor.country) for actor in actors):
            cast = Cast("MOBILIZE", "weapons", modality)  # a missile without a target is tested, or shown
    evidence = scene.span(s.begin, s.end)
    counted = amounts(scene, s, groups, one)
    if sense is None and of_crime(scene, s, one, counted):
        sense = "crime"
    elif sense == "crime" and takes_many(one, counted):
        sense = None
    source = attribute(s, groups, hit.clause, findings.roles, findings.effects, hedge=one.shade.hedge)
    about, contexts = matter(scene, s, groups, hit)
    if act.mode == "deny":
        contexts = (*contexts, *denied(hit, findings.found, contexts))
    sides = (*one.actors, *one.recipients)
    called = cast.type == "REQUEST" and cast.mode == "meet" and with_guardians(one.recipients)
    met = act.type == "CONSULT" and over_security(scene, s, hit, sides)
    if called or met or (about == "pact" and with_guardians(sides) and hit.lemma not in _MEDIATING):
        contexts = tuple(dict.fromkeys((*contexts, "military")))
        about = "security" if (called or act.mode == "visit") and about == "talks" else about
    if practised and cast.type == "MOBILIZE":
        about = "test"
    elif act.type == "CONSULT" and act.frame == "mutual" and act.mode is None and about == "talks":
        # Those who have done each other harm talk over that.
        foes = findings.roles.before.parties.dealings.fought({m.country for m in sides if m.country})
        about = "peace-talks" if foes or (to_ease(s) and len({m.country for m in sides}) > 1) else about
    return Event(
        type=cast.type,
        mode=cast.mode,
        contexts=contexts,
        actors=actors,
        recipients=recipients,
        against=tuple(foe for foe in actors_of(one.against) if not (together and foe in recipients)),
        modality=cast.modality,
        certainty=act.certainty or one.shade.certainty,
        stance=_STANCES.get(cast.mode or "", one.shade.stance) if cast.type == "STATEMENT" else one.shade.stance,
        attribution=vouched(source, s, hit, cast.type, actors),
        occurred=occurred,
        quantities=counted,
        place=place_of(scene, s, groups, hit),
        object=about,
        trigger=scene.span(*_told_at(one)),
        evidence=evidence,
        pattern=act.id,
        sense=sense_of(one, sense, of_text=scene.sense, about=about, fresh=fresh(occurred, clock)),
    )


def _mutual(one: Finding) -> bool:
    """Whether both sides do it to each other; to threaten a fight is the act of one."""
    return one.hit.act.frame == "mutual" and (one.cast is None or one.cast.type != "THREATEN")


def _told_at(one: Finding) -> tuple[int, int]:
    """The tokens that tell an act: with the noun of an attack the verb of what it did ("were killed in a raid")."""
    hit = one.hit
    for other in one.results if hit.noun else ():
        first, last = min(hit.first, other.first), max(hit.last, other.last)
        if last - first <= _BREATH:
            return first, last
    return hit.first, hit.last


_BREATH: Final = 12
"""Tokens of which a noun and its verb are quoted as one."""
_MEDIATING: Final = frozenset({"broker", "mediate", "facilitate"})
"""Verbs of those who help others to a deal."""
_SITES: Final = frozenset({"at", "in", "near"})
"""Prepositions that make a name the place where several meet."""


def _of_state(actors: tuple[Actor, ...]) -> bool:
    return all(actor.sector in ("GOV", "MIL") for actor in actors)


_STANCES: Final[dict[str, Stance]] = {"deny": "denies", "confirm": "confirms"}
