"""The text around a sentence: whom it speaks of, and who stands in for those that a clause leaves out."""

from collections.abc import Sequence
from typing import Final

from tocsin.coding.acts.carrying import HURTING
from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.things import TAKING, stands_in
from tocsin.coding.article.captives import captor, freed
from tocsin.coding.article.counterparts import HARMFUL, MUTUAL, SPOKEN
from tocsin.coding.article.countries import Countries
from tocsin.coding.article.dispatches import Dispatches, unowned
from tocsin.coding.article.doers import FORCES, HARM, definite, state_of
from tocsin.coding.article.gunfire import DOWNING, by_attack, defend, downed, fired_from
from tocsin.coding.article.sides import (
    attacks,
    by_measures,
    by_pronoun,
    moved,
    not_on_their_own,
    not_themselves,
    sends,
    speak_as_state,
    take_arms,
    with_others,
)
from tocsin.coding.article.strangers import stranger
from tocsin.coding.names.homonyms import names_model
from tocsin.coding.names.mention import ActorMention, loose
from tocsin.coding.roles.parties import Parties
from tocsin.coding.roles.roles import Roles
from tocsin.coding.roles.voices import spoke, told
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence
from tocsin.coding.text.acts import HARSH
from tocsin.coding.text.course import Lead

_FRIENDLY: Final = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT", "AID"})
_LEGAL: Final = frozenset({"SANCTION", "COERCE"})
_DEEDS: Final = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "AID", "RETREAT", "COOPERATE"})
"""Acts that are not done by telling of them."""


_FIRED: Final = frozenset({"fire-weapon", "shell", "weapon-hits", "send-weapons-forward"})
"""Acts of fire of which it may not be told whose it was."""
_LOOSED: Final = frozenset({"fire", "launch", "lob", "shoot"})
_FIRING: Final = _FIRED - {"send-weapons-forward"} | {"weapons-test", "weapon-is-tested", "arms-into-sea"}
_AT_HOME: Final = 0.45
"""The share of a text from which somebody without a country is of the one that it speaks of most."""


_REGAINING: Final = frozenset({"retake", "recapture", "liberate", "regain", "reclaim"})
"""Verbs of those who win back what was theirs."""
_OF_FORCE: Final = frozenset({"ASSAULT", "MOBILIZE"})
_BY_NO_POLICE: Final = frozenset({"destroy", "explosives", "suicide-attack", "heavy-weapons"})
"""Modes of attacks of which police tell, and which they make none of: "a cable was cut, police said"."""


class Context(Countries):
    """What has been spoken of so far in one field."""

    def __init__(self, scene: Scene, parties: Parties) -> None:
        super().__init__(scene, parties)
        self._forces = frozenset(m.start for m in scene.actors if m.sector in FORCES)
        self._police = frozenset(m.start for m in scene.actors if m.sector == "POL")
        self._first: dict[str, ActorMention] = {}
        self.dispatches = Dispatches(scene)
        for mention in scene.actors:
            if mention.country is not None and not mention.modifier:
                self._first.setdefault(mention.country, mention)

    def enter(self, lead: Lead) -> None:
        """Takes up an item of the page, up to whose end the text has spoken most of `lead`."""
        self._harm = None
        self.home = lead.country if lead.share >= _AT_HOME else None
        chief = self._first.get(lead.country or "")
        self.lead = [] if chief is None else [chief]

    def follow(self, groups: list[Group], roles: Roles, found: Sequence[Finding]) -> None:
        """Takes the subject of a sentence, and those who did something together in it, as what the next speaks of."""
        self.before.together = next((one.sides for one in found if one.hit.act.frame == "mutual" and one.sides), [])
        self.before.senders = next(
            (one.actors for one in reversed(found) if one.actors and sends(one)),
            self.before.senders,
        )
        self.before.shooters = next(
            (one.actors for one in reversed(found) if one.actors and one.hit.act.id in _FIRING),
            self.before.shooters,
        )
        self.before.judges = next(
            (one.actors for one in found if one.actors and one.hit.act.about == "sanctions"), self.before.judges
        )
        self._hear(groups, roles, found)
        took = next((one for one in reversed(found) if one.recipients and one.hit.act.mode in TAKING), None)
        self.before.taken = (took.actors, took.recipients) if took is not None else self.before.taken
        self.before.told = told(groups, roles)
        for k, group in enumerate(groups):
            if group.form == FINITE and group.link != "relative":
                subject = roles.subject(k)
                if subject:
                    self.before.focus = subject
                    return

    def _hear(self, groups: list[Group], roles: Roles, found: Sequence[Finding]) -> None:
        """Takes up who speaks in a sentence: its quotation's speaker, else who says or demands something in it."""
        voice = self.before.voice
        if voice is not None and voice.speaker:
            self.before.speaker = voice.speaker
            return
        speaks = (one.actors for one in reversed(found) if one.actors and one.hit.act.type in SPOKEN)
        self.before.speaker = spoke(groups, roles) or next(speaks, self.before.speaker)

    def complete(
        self,
        s: Sentence,
        groups: list[Group],
        one: Finding,
        tellers: frozenset[int] = frozenset(),
        beside: Sequence[Finding] = (),
    ) -> None:
        """Fills in who does an act, and to whom, where its clause leaves it out.

        `tellers` are where those begin who only tell of what their sentence is about: they are no side of it. `beside`
        are all acts of the sentence.
        """
        self._busy = with_others(self.scene, groups, one, beside) if one.hit.act.type == "MOBILIZE" else frozenset()
        self._judging = self._third(beside) if one.hit.act.type in HARMFUL else set()
        self.critics = _critics(one, beside) | _alarmed(one, beside)
        self.cited = tellers
        self._informants |= tellers
        self.tellers = tellers - self._own(one) if one.hit.act.type in _DEEDS else frozenset()
        self._strike_out(one, self._in_subject(groups, one), by_pronoun=by_pronoun(s, groups, one))
        self._name(s, groups, one, beside)
        named = bool(one.actors)
        again = self.again(s, groups, one)
        sufferer = again or (one.hit.act.type in HARMFUL and not one.actors and self.has_sufferer(s, groups, one))
        if sufferer:
            one.actors = not_themselves(one.actors if again else self.doer(s, groups, one), one.recipients)
        elif freed(self, s, groups, one, beside):
            pass
        elif not one.actors and one.hit.act.mode == "release" and self.passive(groups, one):
            told = any(m.country for m in one.recipients)
            one.actors = captor(self, s, groups, one) if told else []
        elif not one.actors:
            one.actors = self.awaited(s, groups, one) or self.spoken_of(s, groups, one)
        if not named:
            one.actors = not_on_their_own(one)
        take_arms(one)
        speak_as_state(one)
        self.give_countries(s, groups, one)
        told = any(not loose(m) for m in one.recipients)
        if not sufferer:
            self.answer(s, groups, one)
            self.not_of_the_accused(s, one)
            if not one.actors and one.recipients and self.of_force(s, one):
                one.actors = self.enemy(s, one)
            if one.hit.act.frame == "mutual" and not one.actors and self.of_force(s, one):
                one.actors = self.fighters(s, one)
        self.remember(s, one)
        self._address(s, one)
        self._meet(one, told=told)

    def _name(self, s: Sentence, groups: list[Group], one: Finding, beside: Sequence[Finding]) -> None:
        """Fills in the doer where a word of the clause stands for somebody: "seven men", "the launch", "it"."""
        act = one.hit.act
        if not one.actors and one.hit.clause >= 0 and not one.hit.noun:
            one.actors = stranger(self.scene, s, groups, one.hit.clause, patient=act.frame == "patient")
        led = by_attack(groups, one, beside)
        if led is not None and one.actors:
            one.actors = list(led.actors)
        self.not_of_the_accused(s, one)
        self.dispatches.complete(one)
        shut = act.id == "close-passage" and bool(one.recipients)
        if not one.actors and (shut or one.hit.lemma in _REGAINING) and self.passive(groups, one):
            # "Kyiv says the village was retaken", "… the border with Belarus was shut": who tells it did so.
            one.actors = [state_of(m) for m in self.scene.actors_in(s.begin, s.end) if m.start in self.cited][:1]
            one.recipients = [m for m in one.recipients if m.country not in {own.country for own in one.actors}]
        if one.hit.clause >= 0 and stands_in(s, subject_of(groups, one.hit.clause)):
            downed(one, beside, self.before.senders)
        if act.id in DOWNING:
            defend(self.scene, s, one, self.just_before(s))
        if not one.actors and act.id in _FIRED and one.hit.lemma in _LOOSED and self.passive(groups, one):
            self._trace(s, one)
        if not one.actors and unowned(self.scene, s, groups, one):
            one.actors = list(self.before.senders)
        if not one.actors and act.id == "missile-lands":
            one.actors = list(self.before.shooters)  # "One fell into the sea, Tokyo said"
        if not one.actors and act.type == "MOBILIZE" and one.hit.noun and definite(s, one.hit.first):
            # "The launch came a day after ministers had met"
            fired = act.id in _FIRING and self.before.shooters
            one.actors = list(fired or self.before.senders)
        if not one.actors and act.type in _LEGAL and by_measures(s, groups, one):
            one.actors = list(self.before.judges)

    def _meet(self, one: Finding, *, told: bool) -> None:
        """Remembers what the two sides are to each other; `told` where the text names whom the act is done to."""
        act = one.hit.act
        hostile = act.type in HARSH
        self.parties.dealings.meet(
            one.actors,
            one.recipients,
            hostile=hostile,
            deed=act.type not in SPOKEN,
            foes=hostile and (act.type != "MOBILIZE" or bool(one.against)),
            friends=act.type in _FRIENDLY,
            force=attacks(one),
            hosts=act.id == "send-troops" and not one.against and "border" not in one.hit.classes,
            supposed=not told,
        )
        if act.type == "COOPERATE" or (act.type == "AGREE" and "pact" in one.hit.classes):
            self.parties.dealings.ally((*one.actors, *one.recipients))
        if act.id == "accuse" and told:
            self.parties.dealings.meet(one.recipients, one.actors, hostile=True, foes=True)

    def _trace(self, s: Sentence, one: Finding) -> None:
        """Tells who fired what is only said to have been fired: whoever's soil it came from, else who did so before.

        As in "The missile was launched at about seven".
        """
        owner = fired_from(self.scene, s, one.hit.last)
        if owner is not None:
            one.recipients = [m for m in one.recipients if m.country != owner.country]
            one.actors = [self.parties.rebels(owner.country) or owner]
        elif not {m.country for m in self.before.shooters} & {m.country for m in one.recipients if m.country}:
            one.actors = list(self.before.shooters)

    def _in_subject(self, groups: list[Group], one: Finding) -> frozenset[int]:
        """Where those begin who are the subject of an act's clause, whatever else they say."""
        span = subject_of(groups, one.hit.clause) if one.hit.clause >= 0 else None
        return frozenset(m.start for m in self.scene.actors_in(*span)) if span is not None else frozenset()

    def _strike_out(self, one: Finding, doing: frozenset[int], *, by_pronoun: bool) -> None:
        """Takes out those who are named with an act and are no side of it.

        Whoever tells it `by_pronoun` is one: "farmers said that they would fight".
        """
        act = one.hit.act
        if act.type in _DEEDS:
            one.actors = [m for m in one.actors if m.kind != "outlet"]  # "daily attacks" are by no daily
        if act.type in _OF_FORCE:
            makers = {m.start for m in one.actors if m.kind == "company" and names_model(self.scene.text, m.end)}
            one.actors = [m for m in one.actors if m.start not in makers]
        if act.type == "MOBILIZE":
            one.recipients = [m for m in one.recipients if not (moved(m) or m.kind == "outlet")]
        if act.frame == "mutual" and act.type == "ASSAULT":
            # "… were fighting, the Treasury said"
            tellers = self.tellers - doing
            one.actors = [m for m in one.actors if by_pronoun or m.start not in tellers]
            one.recipients = [m for m in one.recipients if m.start not in tellers]

    def _address(self, s: Sentence, one: Finding) -> None:
        """Remembers to whom somebody turns: what else the sentence tells him to say is meant for the same."""
        own = {m.country for m in one.actors if m.country}
        other = next((m for m in one.recipients if m.country and m.country not in own), None)
        if other is not None and one.hit.act.type in SPOKEN and one.hit.act.type not in MUTUAL:
            self._addressed = (s.begin, own, other)

    def _third(self, beside: Sequence[Finding]) -> set[str]:
        """Of what country those are who accuse others in this sentence, where the text tells of no harm to them."""
        accusers = [m.country for other in beside if other.hit.act.type == "ACCUSE" for m in other.actors]
        return {code for code in accusers if code is not None and not self.parties.dealings.harmful(code)}

    def _own(self, one: Finding) -> frozenset[int]:
        """Where forces begin that as often did what they tell of: "two drones were shot down, the army said"."""
        harmed = one.hit.lemma in HARM or any(hit.lemma in HURTING for hit in one.results)
        if harmed and any(m.sector in ("MIL", "CVL") for m in one.recipients):
            return frozenset()
        return self._forces - self._police if one.hit.act.mode in _BY_NO_POLICE else self._forces


def _critics(one: Finding, beside: Sequence[Finding]) -> frozenset[str]:
    """The countries of those whose anger an act only drew: "the execution drew condemnation from France"."""
    drawn = (other for other in beside if other is not one and other.hit.act.type == "ACCUSE")
    critics = (m.country for other in drawn if other.hit.act.frame == "patient" for m in other.actors)
    return frozenset(code for code in critics if code is not None)


def _alarmed(one: Finding, beside: Sequence[Finding]) -> frozenset[str]:
    """The countries of those who only answer an intrusion: "Seoul left the pact after balloons crossed the border"."""
    act = one.hit.act
    crosses = act.about == "border" or "border" in one.hit.classes
    if one.actors or act.type != "MOBILIZE" or not crosses:
        return frozenset()
    answers = (other for other in beside if other is not one and other.hit.act.type in _ANSWERS)
    return frozenset(m.country for other in answers for m in other.actors if m.country is not None)


_ANSWERS: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "SANCTION", "CONSULT", "THREATEN"})
