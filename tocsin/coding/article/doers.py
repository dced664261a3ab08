"""Doers: who does an act whose clause leaves that out, and where the text tells of it."""

from dataclasses import replace
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.means import mode_by_means
from tocsin.coding.acts.plausible import FORCE
from tocsin.coding.acts.things import classes_in
from tocsin.coding.article.gunfire import DOWNING, firing
from tocsin.coding.article.innocents import (
    HARSH,
    UNARMED,
    answered,
    by_mine,
    by_us,
    by_war,
    may_do,
    met,
    of_a_thing,
    planned,
    warded_off,
)
from tocsin.coding.events.placing import place_of
from tocsin.coding.names.mention import ActorMention, across, loose
from tocsin.coding.reading import Actor
from tocsin.coding.roles.before import Before
from tocsin.coding.roles.parties import Parties
from tocsin.coding.roles.roles import JUDGING
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import FINITE, ING, Group, Sentence
from tocsin.coding.text.calendar import DAYS
from tocsin.coding.text.grammar import COORD, DET, GENITIVE, MARK, NUMBER, PREP

WITHIN: Final = frozenset(
    {"arrest", "curfew", "martial-law", "censor", "crowd-control", "convict", "strike", "demo", "riot", "hunger"}
)
"""Modes of acts that a state or a people does to its own."""
DOMESTIC: Final = frozenset({"COERCE", "PROTEST", "RETREAT", "SANCTION"})
FORCES: Final = frozenset({"MIL", "POL"})
HARM: Final = frozenset({"kill", "wound", "injure", "die", "suffer", "lose"})
_TELLERS: Final = frozenset({"CVL", "JRN", "BUS", "IGO"})
_PEOPLE: Final = frozenset({"person", "office", "spokesperson"})
_PRONOUNS: Final = frozenset({"it", "he", "she", "they"})
_SOON: Final = 2
"""Sentences within which harm that names nobody goes on with harm told before."""
_FURTHER: Final = frozenset({"more", "another", "other", "others", "separate", "further"})
"""Words by which harm goes on with that told before: "four more people were killed in a separate strike"."""
_LOOSED: Final = frozenset({"fire", "launch", "plant", "detonate"})
"""Verbs of attacks that whoever tells of them did not carry out."""
_SEVERING: Final = frozenset({"cut", "sever", "encircle", "obstruct", "choke"})
"""What is done to passages by an enemy: whoever tells of it did not."""
_OF_POWER: Final = frozenset({"GOV", "MIL", "POL", "LEG", "JUD", "SPY"})
_OF_STATE: Final = frozenset({"GOV", "MIL"})
_PLACING: Final = frozenset("in near at on off over around inside outside along across of from".split())


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
        self._harm: tuple[int, Finding] | None = None
        """The harm told last, and the number of its sentence."""
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
        return [other] if other is not None and self.parties.dealings.hostile(other.country) else []

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
            state = site or self.parties.state(suffering or {self.home or ""})
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
        if within is not None:
            return [within]
        apart = self.tellers | self._of_sufferer(groups, one) | self._beyond(s)
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
            return [other] if self.parties.dealings.violent(other.country) else []
        if other.kind in _PEOPLE:
            told = False  # nor a minister who speaks of it
        return [other] if told or self.parties.dealings.violent(other.country) else []

    def _goes_on(self, s: Sentence, one: Finding, before: Finding, suffering: set[str]) -> bool:
        """Whether harm goes on with that told before: it is done to the same, or says that it is more of it."""
        if not before.actors or before.hit.act.id in DOWNING:
            return False
        here, there = ({m.sector for m in side.recipients} for side in (one, before))
        if ("REB" in here and there & _OF_POWER) or ("REB" in there and here & _OF_POWER):
            return False  # soldiers are not of the rebels' side
        further = not _FURTHER.isdisjoint(s.lower[s.begin : s.end]) and all(loose(m) for m in one.recipients)
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

    def captor(self, s: Sentence, one: Finding) -> list[ActorMention]:
        """Who lets go those who are only said to be freed: a side that has done them harm."""
        freed = {m.country for m in one.recipients if m.country}
        other = self.parties.opposite(self.scene, s, one.hit.first, freed, stand="accuser", tellers=self.tellers)
        return [other] if other is not None and self.parties.dealings.hostile(other.country) else []

    def passive(self, groups: list[Group], one: Finding) -> bool:
        return one.hit.clause >= 0 and (groups[one.hit.clause].passive or one.hit.noun)

    def again(self, s: Sentence, groups: list[Group], one: Finding) -> bool:
        """Takes those of the harm told just before for one that names nobody, as "Two bodyguards were wounded" does.

        So does "the attack" of which no doer is told. Tells whether there was any.
        """
        if one.hit.act.type != "ASSAULT" or one.actors:
            return False
        before = self.just_before(s)
        if before is None:
            return False
        if one.hit.noun and one.hit.act.frame != "patient" and definite(s, one.hit.first):
            if not self._may_be(s, groups, one, before):
                return False
            one.recipients = one.recipients or list(before.recipients)
        elif one.hit.lemma in HARM and self.passive(groups, one):
            if one.recipients or self.site(s, groups, one) is not None:
                return False
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

    def _doers_end(self, s: Sentence, groups: list[Group], one: Finding) -> int:
        """Where those end who may do an act: before a verb whose pronoun already stands for its doer."""
        if one.hit.noun or self.passive(groups, one):
            return s.end
        span = subject_of(groups, one.hit.clause)
        return groups[one.hit.clause].first if span is not None and s.lower[span[0]] in _PRONOUNS else s.end

    def spoken_of(self, s: Sentence, groups: list[Group], one: Finding) -> list[ActorMention]:
        """Who is named in the sentence, else spoken of before it, and does an act that nobody is said to do."""
        if by_us(s, groups, one) or (one.hit.act.type == "ASSAULT" and self._by_something(s, groups, one)):
            return []
        spans = {(r.start, r.end) for r in one.recipients}
        suffering = {m.country for m in one.recipients}
        if one.hit.act.mode == "expel" and suffering - {None} and self.passive(groups, one):
            host = self.parties.opposite(self.scene, s, one.hit.first, {code for code in suffering if code})
            return [host] if host is not None else []
        domestic = one.hit.act.type in DOMESTIC and one.hit.act.mode != "cyber"
        near = [
            m
            for m in self.scene.actors_in(s.begin, self._doers_end(s, groups, one))
            if m.country
            and (m.start, m.end) not in spans
            and not m.modifier
            and m.preposition not in _PLACING
            and m.start not in self.tellers
            and m.kind not in ("company", "outlet")
            and may_do(one, m)
        ]
        if (judges := self._judges(groups, one)) is not None:
            # "The government condemned the latest attack": whoever did it, not they who judge it.
            own = {m.country for m in judges}
            return [m for m in near if m.country not in own or m.sector == "REB"][:1]
        if one.hit.act.type == "ACCUSE" and self.passive(groups, one):
            # "a man accused of spying for Russia": who is named behind has to do with the deed.
            near = [m for m in near if self.scene.token_at(m.start) < one.hit.first]
        if planned(s, groups, one):
            # "The decision to send tanks angered Moscow": they who decided are named before, if at all.
            suffering |= {m.country for m in near if self.scene.token_at(m.start) > one.hit.first}
        if one.hit.act.mode == "cyber" and one.hit.place == "subject" and not groups[one.hit.clause].passive:
            # "The cyber attack crippled a Costa Rican ministry"
            struck = [m for m in near if self.scene.token_at(m.start) > groups[one.hit.clause].head]
            one.recipients = one.recipients or struck[:1]
            suffering |= {m.country for m in one.recipients}
        if answered(s, one):
            # "Japan on alert after a threat": whoever answers it did not make it.
            suffering |= {m.country for m in near if self.scene.token_at(m.start) < one.hit.first}
        if warded_off(groups, one):
            near = [m for m in near if m.preposition != "by"]
        if one.hit.act.type == "ACCUSE" and not one.recipients and of_a_thing(groups, one):
            return []
        if one.hit.act.id == "border-flight" and met(groups, one.hit.clause):
            return []
        if one.hit.act.id == "close-passage" and one.hit.lemma in _SEVERING and self.passive(groups, one):
            return []  # "The road to Kherson has been cut, its governor said"
        if one.hit.act.mode in WITHIN:
            near = [m for m in near if m.sector != "IGO"]  # no alliance stages a coup or keeps a curfew
        if one.hit.act.mode in WITHIN - {"convict"} and self.passive(groups, one) and not one.hit.noun:
            there = self.site(s, groups, one)
            if there is not None:
                # "Two men were arrested in Nairobi after the US embassy complained"
                return [next((m for m in near if m.country == there.country), there)]
        if (domestic and near) or one.hit.act.mode == "release":
            return near[:1]
        if one.hit.act.type == "ASSAULT" and (one.hit.act.frame == "thing" or self.passive(groups, one)):
            shooter = firing(self.scene, s, suffering) if one.hit.act.frame == "thing" else None
            if shooter is not None:
                return [shooter]
            # Who is near an attack that nobody has claimed is as likely its victim; but "was shot down, the army said".
            if (
                one.recipients
                or one.hit.lemma in HARM
                or one.hit.lemma in _LOOSED
                or groups[one.hit.clause].form != FINITE
            ):
                return []
            if one.hit.act.mode == "abduct" or one.hit.act.frame == "thing":
                return []  # "the army said drones had struck its posts"
            return [m for m in near if m.start in self.cited and m.sector in FORCES][:1]
        if one.hit.act.mode == "cyber" and one.hit.noun and one.hit.place == "object" and one.hit.act.id == "jamming":
            # "Latvia reported GPS jamming": not whoever was spoken of before.
            culprit = self.parties.culprit(self.scene, {code for code in suffering if code})
            return [culprit] if culprit is not None else []
        if one.hit.act.mode == "seize" and self.passive(groups, one) and not one.hit.noun:
            culprit = self.parties.culprit(self.scene)
            if culprit is not None:
                return [culprit]  # "seven rifles were taken"
        told_by = [
            m
            for m in self.scene.actors_in(s.begin, s.end)
            if m.start in self.tellers
            and "origin" not in m.tags
            and (one.hit.act.type not in HARSH or m.sector not in _TELLERS)
        ]
        voices = [_state_of(m) for m in told_by if m.kind == "outlet" and "state" in m.tags]
        cited = [] if one.hit.act.frame == "patient" else told_by  # "27 are dead, said the army's spokesman"
        within = one.hit.act.mode in WITHIN
        for candidates in (near, voices, self.before.focus, self.lead, cited):
            for mention in candidates:
                if (within and mention.sector == "IGO") or not may_do(one, mention):
                    continue
                if mention.country and (domestic or mention.country not in suffering):
                    return [mention]
        if one.hit.act.id == "advise-leave" and self.passive(groups, one):
            state = self.parties.state({code for code in suffering if code})
            return [state] if state is not None else []  # "two million people had been told to evacuate"
        return one.recipients[:1] if one.hit.act.type == "PROTEST" else []  # "a strike paralysed Guinea"

    def _judges(self, groups: list[Group], one: Finding) -> list[ActorMention] | None:
        """Those who only judge a deed, or None where its clause does more than that."""
        if one.hit.act.type != "ASSAULT" or not one.hit.noun or one.hit.place != "object":
            return None
        group = groups[one.hit.clause]
        span = subject_of(groups, one.hit.clause)
        judged = group.lemma in JUDGING or (one.hit.act.id == "deaths" and group.lemma not in _CAUSING)
        return self.scene.actors_in(*span) if judged and span is not None else None

    def _by_something(self, s: Sentence, groups: list[Group], one: Finding) -> bool:
        """Whether something did it whose owner is not told: "boarded a ship, as its anchor had cut the line"."""
        active = one.hit.clause >= 0 and not self.passive(groups, one)
        span = subject_of(groups, one.hit.clause) if active else None
        if span is None:
            return False
        # "a ship suspected of cutting a cable": not whoever has seized it
        suspect = groups[one.hit.clause].form == ING and not classes_in(s, *span).isdisjoint(_CRAFT)
        return s.lower[span[0]] in ("its", "their") or (suspect and not self.scene.actors_in(*span))

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


def _state_of(outlet: ActorMention) -> ActorMention:
    """The government that an outlet of its own speaks for."""
    return replace(outlet, actor=replace(outlet.actor, sector="GOV"), kind="country")


def definite(s: Sentence, first: int) -> bool:
    """Whether the noun at `first` is one that was told of: "the attack", "this dawn raid", not "the worst attack"."""
    for i in range(first - 1, max(s.begin, first - _DESCRIBED) - 1, -1):
        word = s.lower[i]
        if s.words[i].flags & DET and not s.words[i].flags & GENITIVE:
            return word in _DEFINITE
        if s.words[i].flags & GENITIVE:
            return s.lower[i - 1] in _OF_DAYS  # "Monday's attack"
        if s.words[i].flags & (PREP | MARK | COORD | NUMBER) or word.endswith("est") or word in _RANKED:
            return False
    return False


_DESCRIBED: Final = 4
"""Words that may stand between an article and its noun."""
_ATTACKERS: Final = frozenset("assailants assailant attackers attacker raiders ambushers".split())
"""Those who have attacked just before, if they are the rebels: "two of the assailants were killed"."""


def _are_attackers(s: Sentence, one: Finding) -> bool:
    """Whether those who suffer are rebels of whom an attack was told."""
    rebels = all(m.sector == "REB" for m in one.recipients)
    return rebels and not _ATTACKERS.isdisjoint(s.lower[s.begin : s.end])


def _defenders(before: Finding) -> list[ActorMention]:
    """Those of whom an attack told before befell, if they can have fought back."""
    return [m for m in before.recipients if m.sector in FORCES]


_CAUSING: Final = frozenset({"cause", "claim", "bring", "result", "lead", "inflict"})
"""Verbs whose subject may have killed; others only mourn or tell of the deaths."""
_CRAFT: Final = frozenset({"ship", "vehicle", "aircraft", "drone"})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_OF_DAYS: Final = DAYS | {"yesterday", "week", "weekend", "month"}
_RANKED: Final = frozenset({"worst", "first", "second", "third", "last", "same", "most", "only", "other"})
