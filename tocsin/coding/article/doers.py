"""Doers: who does an act whose clause leaves that out, and where the text tells of it."""

from dataclasses import replace
from typing import Final

from tocsin.coding.acts.accidents import FORCE
from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.means import mode_by_means
from tocsin.coding.acts.things import classes_in
from tocsin.coding.article.gunfire import DOWNING, firing
from tocsin.coding.article.innocents import (
    UNARMED,
    by_mine,
    by_war,
    in_that_attack,
)
from tocsin.coding.events.placing import place_of
from tocsin.coding.names.mention import HUMANS, ActorMention, across, loose
from tocsin.coding.reading import Actor
from tocsin.coding.roles.before import Before
from tocsin.coding.roles.parties import Parties
from tocsin.coding.roles.roles import JUDGING
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.calendar import DAYS
from tocsin.coding.text.grammar import COORD, DET, GENITIVE, MARK, NUMBER, PREP

WITHIN: Final = frozenset(
    {"arrest", "curfew", "martial-law", "censor", "crowd-control", "convict", "strike", "demo", "riot", "hunger"}
)
"""Modes of acts that a state or a people does to its own."""
FORCES: Final = frozenset({"MIL", "POL"})
HARM: Final = frozenset({"kill", "wound", "injure", "die", "suffer", "lose"})
_SOON: Final = 2
"""Sentences within which harm that names nobody goes on with harm told before."""
_WHILE: Final = 4
"""Sentences in which "the attack" is that told before, though what forces did has been told since."""
_FURTHER: Final = frozenset({"more", "another", "other", "others", "separate", "further"})
"""Words by which harm goes on with that told before: "four more people were killed in a separate strike"."""
_OF_POWER: Final = frozenset({"GOV", "MIL", "POL", "LEG", "JUD", "SPY"})
_OF_STATE: Final = frozenset({"GOV", "MIL"})


class Doers:
    """Who may have done an act of one sentence, by that sentence and by what has been spoken of before it."""

    def __init__(self, scene: Scene, parties: Parties) -> None:
        self.scene = scene
        self.parties = parties
        self.before = Before(parties)
        self.tellers: frozenset[int] = frozenset()
        """Where those begin who only tell of the deed that is looked at."""
        self.cited: frozenset[int] = frozenset()
        """Where those begin who tell what the sentence is about, though they may have done it."""
        self.critics: frozenset[str] = frozenset()
        """The countries of those of whose anger over it the sentence tells."""
        self._informants: set[int] = set()
        """Where those begin who have told what a sentence so far is about."""
        self._harm: tuple[int, Finding] | None = None
        """The harm told last, and the number of its sentence."""
        self._attack: tuple[int, Finding] | None = None
        """The same, but for what forces do to rebels: "the attack" behind that is another one."""
        self.lead: list[ActorMention] = []
        """Of whom the text speaks most."""
        self.home: str | None = None
        """The country that it speaks of above all."""

    def enemy(self, s: Sentence, one: Finding) -> list[ActorMention]:
        """Who, of those of whose harm the text has told, does it again: "the shelling of Kharkiv went on"."""
        suffering = {m.country for m in one.recipients if m.country}
        within = self.parties.within(suffering, {m.sector for m in one.recipients})
        if within is not None:
            return [within]
        other = self.parties.opposite(self.scene, s, one.hit.first, suffering, stand="accuser", tellers=self.tellers)
        return [self._in_arms(other)] if other is not None and self.parties.dealings.hostile(other.country) else []

    def _in_arms(self, mention: ActorMention) -> ActorMention:
        """Those of somebody's country who can have used force: not the woman that the text named last."""
        unarmed = mention.sector in UNARMED and mention.country is not None
        return (self.parties.state({mention.country or ""}) if unarmed else None) or mention

    def fighters(self, s: Sentence, one: Finding) -> list[ActorMention]:
        """The two sides of a fight that names none: "heavy fighting raged along the line"."""
        suffering = {m.country for m in one.recipients if m.country}
        other = (
            self.parties.opposite(self.scene, s, one.hit.first, suffering, tellers=self.tellers) if suffering else None
        )
        return [*one.recipients, other] if other is not None else []

    def doer(self, s: Sentence, groups: list[Group], one: Finding) -> list[ActorMention]:
        """Who did what a passive leaves without a doer: the other party or side of a war within a country."""
        suffering = {m.country for m in one.recipients if m.country}
        if one.hit.act.mode in WITHIN:
            # "Two French journalists held in Iraq": by somebody there.
            site = self.site(s, groups, one) if one.hit.act.mode == "arrest" else None
            state = site or self.power(suffering or {self.home or ""}, one)
            return [state] if state is not None else []
        if by_war(s, groups, one):
            return []
        downing = self._downing(s, one, suffering)
        if downing is not None:
            return [downing]
        shooter = firing(self.scene, s, suffering)
        if shooter is not None:
            return [shooter]
        if by_mine(s, one):
            return []
        before = self.just_before(s)
        if before is not None and one.recipients and _are_attackers(s, one):
            return _defenders(before)
        # Jets are the state's, whoever suffers.
        aerial = mode_by_means(s, groups, one.hit, one.hit.act.mode, ()) == "aerial"
        if aerial and before is not None and any(m.sector == "REB" for m in before.actors):
            before = None
        if before is not None and self._goes_on(s, one, before, suffering):
            return list(before.actors)
        within = self.parties.within(suffering, {"REB"} if aerial else {m.sector for m in one.recipients})
        described = self._of_sufferer(groups, one)
        # "A reporter who covered cartels was shot" by nobody who is told, "soldiers who fought rebels" by those
        unarmed = self.passive(groups, one) and not one.hit.noun and not _of_sector(one.recipients, FORCES)
        if within is not None and not (unarmed and within.start in described):
            return [within]
        apart = self.tellers | described | self._beyond(s)
        other = self.parties.opposite(self.scene, s, one.hit.first, suffering, stand="accuser", tellers=apart)
        if other is None:
            return []
        if other.preposition == "in" and not other.modifier and not self.parties.dealings.violent(other.country):
            return []  # where it was, and no more
        # Where the text has told of no harm by them, those who suffer must at least be named as somebody's.
        told = (self.scene.of_security or self.scene.warlike) and not all(loose(m) for m in one.recipients)
        if other.sector == "IGO":
            # An alliance often only reacts: unless it is known to fight those who suffer.
            return [other] if self.parties.dealings.foes(suffering, other.country) else []
        if other.sector in UNARMED:
            # Those who only are named beside it do no such thing, though their state may.
            return [self._in_arms(other)] if self.parties.dealings.violent(other.country) else []
        informs = other.start in self._informants - self.cited and other.sector != "REB"
        if other.kind in HUMANS or informs:
            told = False  # nor a minister who speaks of it, nor a staff that has told of it before
        return [other] if told or self.parties.dealings.violent(other.country) else []

    def power(self, codes: set[str], one: Finding) -> ActorMention | None:
        """Those in power in one of some countries, if only their people tell which: "a Cuban poet was jailed"."""
        named = self.parties.state(codes)
        if named is not None or self.home not in codes:
            return named
        people = next((m for m in one.recipients if m.country == self.home and m.sector == "CVL"), None)
        return state_of(people) if people is not None else None

    def _goes_on(self, s: Sentence, one: Finding, before: Finding, suffering: set[str]) -> bool:
        """Whether harm goes on with that told before: it is done to the same, or says that it is more of it."""
        if not before.actors or before.hit.act.id in DOWNING:
            return False
        here, there = ({m.sector for m in side.recipients} for side in (one, before))
        if ("REB" in here and there & _OF_POWER) or ("REB" in there and here & _OF_POWER):
            return False  # soldiers are not of the rebels' side
        further = not _FURTHER.isdisjoint(s.vocabulary) and all(loose(m) for m in one.recipients)
        return further or suffering == {m.country for m in before.recipients if m.country}

    def _of_sufferer(self, groups: list[Group], one: Finding) -> frozenset[int]:
        """Where those begin who only say who suffers: "a base that hosts American troops was hit"."""
        span = subject_of(groups, one.hit.clause) if one.hit.clause >= 0 and not one.hit.noun else None
        found = self.scene.actors_in(span[0], groups[one.hit.clause].first) if span is not None else []
        return frozenset(m.start for m in found)

    def _beyond(self, s: Sentence) -> frozenset[int]:
        """Where those begin who only lie beyond a border: "hurt by a landmine near the border with Cambodia"."""
        return frozenset(m.start for m in self.scene.actors_in(s.begin, s.end) if across(self.scene.text, m))

    def _downing(self, s: Sentence, one: Finding, suffering: set[str]) -> ActorMention | None:
        """Who tells that what another sent was shot down: whose air defences did it ("…, Riyadh said")."""
        if one.hit.act.id not in DOWNING or not suffering:
            return None
        told = [m for m in self.scene.actors_in(s.begin, s.end) if m.start in self.cited and m.sector in _OF_STATE]
        return next((m for m in told if m.country and m.country not in suffering), None)

    def passive(self, groups: list[Group], one: Finding) -> bool:
        return one.hit.clause >= 0 and (groups[one.hit.clause].passive or one.hit.noun)

    def again(self, s: Sentence, groups: list[Group], one: Finding) -> bool:
        """Takes those of the harm told just before for one that names nobody, as "Two bodyguards were wounded" does.

        So does "the attack" of which no doer is told. Tells whether there was any.
        """
        if one.hit.act.type != "ASSAULT" or one.actors:
            return False
        before = self.just_before(s)
        if one.hit.noun and self._attack is not None and self.scene.sentence_of(s.begin) - self._attack[0] <= _WHILE:
            before = self._attack[1]
        if before is None or {m.sector for m in one.recipients} & {m.sector for m in before.actors} & _REBELS:
            return False  # "a rebel commander was killed in the clash": by those whom they attacked
        if one.hit.noun and one.hit.act.frame != "patient" and definite(s, one.hit.first):
            if not self._may_be(s, groups, one, before):
                return False
            one.recipients = one.recipients or list(before.recipients)
        elif one.hit.lemma in HARM and self.passive(groups, one):
            if one.recipients or self.site(s, groups, one) is not None:
                return False
            one.recipients = list(before.recipients)
        elif self.passive(groups, one) and in_that_attack(s, groups[one.hit.clause]):
            if all(loose(m) for m in one.recipients):
                one.recipients = list(before.recipients)
        else:
            return False
        one.actors = list(before.actors)
        return True

    def _may_be(self, s: Sentence, groups: list[Group], one: Finding, before: Finding) -> bool:
        """Whether "the attack" can be the one told before: nobody else suffers it, and it is done nowhere else."""
        site = self.site(s, groups, one)
        named = {m.country for m in one.recipients if not loose(m)} | ({site.country} if site is not None else set())
        return bool(before.actors) and named <= {m.country for m in (*before.recipients, *before.actors)}

    def remember(self, s: Sentence, one: Finding) -> None:
        """Takes up harm whose sufferers the text has named."""
        if one.hit.act.type == "ASSAULT" and one.recipients and one.shade.modality == "actual":
            self._harm = self.scene.sentence_of(s.begin), one
            if not (_of_sector(one.actors, FORCES) and _of_sector(one.recipients, _REBELS)):
                self._attack = self._harm

    def just_before(self, s: Sentence) -> Finding | None:
        """The harm told last, if that was a moment ago."""
        if self._harm is None or self.scene.sentence_of(s.begin) - self._harm[0] > _SOON:
            return None
        return self._harm[1]

    def awaited(self, s: Sentence, groups: list[Group], one: Finding) -> list[ActorMention]:
        """Who does what another only speaks of: "Seoul expects a nuclear test"."""
        if not one.hit.noun or one.hit.place != "object" or groups[one.hit.clause].lemma not in JUDGING:
            return []
        speakers = {
            m.country for m in self.scene.actors_in(*(subject_of(groups, one.hit.clause) or (0, 0))) if m.country
        }
        other = self.parties.opposite(self.scene, s, one.hit.first, speakers, stand="accuser") if speakers else None
        return [other] if other is not None and self.parties.dealings.hostile(other.country) else []

    def site(self, s: Sentence, groups: list[Group], one: Finding) -> ActorMention | None:
        """The country of the place where an act is done, as the side that suffers it."""
        place = place_of(self.scene, s, groups, one.hit)
        if place is None or place.country is None:
            return None
        actor = Actor(place.country, "UNK", None, place.field, place.start, place.end, place.text)
        return ActorMention(actor, "country", (place.start, place.end), -1, "")

    def of_force(self, s: Sentence, one: Finding) -> bool:
        """Whether an act of force stands in a text of war, or in a sentence that names what kills."""
        if one.hit.act.type != "ASSAULT":
            return False
        return self.scene.of_security or self.scene.warlike or not FORCE.isdisjoint(classes_in(s, s.begin, s.end))


def state_of(mention: ActorMention) -> ActorMention:
    """The government of somebody's country: of an outlet that speaks for it, of a people that it rules."""
    return replace(mention, actor=replace(mention.actor, sector="GOV", name=None), kind="country")


def definite(s: Sentence, first: int) -> bool:
    """Whether the noun at `first` is one that was told of: "the attack", "this dawn raid", not "the worst attack"."""
    for i in range(first - 1, max(s.begin, first - _DESCRIBED) - 1, -1):
        word = s.lower[i]
        if s.words[i].flags & DET and not s.words[i].flags & GENITIVE:
            return word in _DEFINITE
        if s.words[i].flags & GENITIVE:
            return s.lower[i - 1] in _OF_DAYS  # "Monday's attack"
        best = word.endswith("est") and word != "latest"
        if s.words[i].flags & (PREP | MARK | COORD | NUMBER) or best or word in _RANKED:
            return False
    return False


def _of_sector(mentions: list[ActorMention], sectors: frozenset[str]) -> bool:
    return bool(mentions) and all(m.sector in sectors for m in mentions)


_REBELS: Final = frozenset({"REB"})
_DESCRIBED: Final = 4
"""Words that may stand between an article and its noun."""
_ATTACKERS: Final = frozenset("assailants assailant attackers attacker raiders ambushers".split())
"""Those who have attacked just before, if they are the rebels: "two of the assailants were killed"."""


def _are_attackers(s: Sentence, one: Finding) -> bool:
    """Whether those who suffer are rebels of whom an attack was told."""
    rebels = all(m.sector == "REB" for m in one.recipients)
    return rebels and not _ATTACKERS.isdisjoint(s.vocabulary)


def _defenders(before: Finding) -> list[ActorMention]:
    """Those of whom an attack told before befell, if they can have fought back."""
    return [m for m in before.recipients if m.sector in FORCES]


_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_OF_DAYS: Final = DAYS | {"yesterday", "week", "weekend", "month"}
_RANKED: Final = frozenset({"worst", "first", "second", "third", "last", "same", "most", "only", "other"})
