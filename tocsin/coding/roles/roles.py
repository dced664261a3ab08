"""Roles: which of the actors named around an act does it, and to whom."""

from collections.abc import Iterable
from itertools import takewhile
from typing import Final

from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.firing import FIRING
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in
from tocsin.coding.names.mention import ActorMention, across, are_people, loose, of_country, off_its_shore, only_hosts
from tocsin.coding.reading import Actor
from tocsin.coding.roles.announced import JUDGING
from tocsin.coding.roles.lists import distinct
from tocsin.coding.roles.nominal import Nominal
from tocsin.coding.roles.tellers import headed_by, teller, trailing
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group
from tocsin.coding.text.acts import FORCE_OR_THREAT, Act

_ITSELF: Final = frozenset({"it", "they", "he", "she", "we", "i"})
_STRUCK: Final = ("REB", "MIL", "POL", "CVL")
_PERSONS: Final = frozenset({"people", "captives"})


class Roles(Nominal):
    """Who acts and who is acted on, for the hits of one sentence."""

    def of(self, hit: Hit) -> tuple[list[ActorMention], list[ActorMention]]:
        """(actors, recipients) of a hit."""
        under = self._under_attack(hit)
        actors, recipients = under or (self.noun_roles(hit) if hit.noun else self._verb(hit))
        # What is said or declared on the air is said through an outlet, not to it; "media report 30 dead" of others.
        aired = hit.act.type == "STATEMENT" or (hit.act.frame == "patient" and hit.lemma == "report")
        recipients = [m for m in recipients if m.kind != "outlet" or not (aired or m.preposition == "on")]
        if hit.act.id == "called-sabotage":
            actors, recipients = [], [*actors, *recipients]  # "was described as sabotage by Denmark": it suffers it
        if hit.act.type in FORCE_OR_THREAT:
            # whoever made the weapons has no part in it
            actors, recipients = ([m for m in side if "origin" not in m.tags] for side in (actors, recipients))
        elif hit.act.type in _HOSTED:
            actors, recipients = ([m for m in side if "capital" not in m.tags] for side in (actors, recipients))
            if hit.act.type == "AGREE":
                # "pledged in Doha": where it was said
                actors, recipients = ([m for m in side if not only_hosts(m)] for side in (actors, recipients))
        actors = self.named_as_doers(hit, actors)
        if hit.act.type == "ASSAULT":
            recipients = [m for m in recipients if not across(self.scene.text, m)]
        if hit.act.id in FIRING:
            recipients = [m for m in recipients if not off_its_shore(self.scene.text, m)]
        if hit.act.mode == "ceasefire" and not hit.noun:
            # "agreed to a Russian-brokered truce": whose plan it is fights nobody
            recipients = [m for m in recipients if not m.modifier]
        if hit.act.type == "CONSULT":
            recipients = [mention for mention in recipients if not _is_topic(hit, mention)]
        return actors, recipients

    def _verb(self, hit: Hit) -> tuple[list[ActorMention], list[ActorMention]]:
        group = self.groups[hit.clause]
        act = hit.act
        subject = self.subject(hit.clause)
        if act.frame == "said":
            return self._said(hit, group, subject)
        if act.mode == "ceasefire" and group.lemma in _BROKERING:
            # "Oman brokered a truce between Chad and the rebels": it does not cease to fire.
            two = self._first(self.scene.actors_in(hit.first, group.stop), ("between",))
            if len({m.country for m in two}) > 1 or len(two) > 1:
                return distinct(two), distinct(two)
        if group.link == "relative" and group.antecedent and not subject:
            subject = self.people(group.antecedent)
        by = self._agents(hit, group, subject) if group.passive or act.frame == "patient" else []
        if group.passive and (not hit.state or act.mode == "arrest"):
            # whoever "was held without charge" is held by others
            actors, recipients = self._passive(hit, group, subject, by)
        elif act.id == "arms-arrive" and all(m.modifier or m.possessive for m in subject):
            # "German howitzers arrived in Ukraine": whose they are sends them.
            actors, recipients = by or subject or self._whence(hit, group), self._toward(hit, group, act.toward)
        elif act.type == "AID" and act.frame == "thing" and self.s.lower[hit.last - 1] == "from":
            # "The howitzers came from China": whoever says so gave none.
            actors = self._first(self.scene.actors_in(hit.first, group.stop), ("from",))
            recipients = [m for m in subject if not (m.modifier or m.possessive)]
        elif act.frame == "patient" and act.about == "talks" and len({m.country for m in subject}) > 1:
            return distinct(subject), distinct(subject)  # "talks between the two broke down"
        elif act.frame == "patient":
            actors = by or self._whose_attack(hit, group) or self._behind_harm(hit, group) or self._seen(hit, group)
            recipients = subject
        elif act.mode == "consider" and group.lemma == "be" and "under" in self.s.lower[hit.first : hit.last]:
            # "A ban on Chinese drones is under study in Tokyo": whoever is there weighs it.
            actors, recipients = self._after(hit, group, ("in", "by")), subject
        else:
            named = [m for m in subject if not (m.modifier and m.resolved)]  # not of "military vehicles"
            actors, recipients = named or self._come_from(hit, group) or subject, self._done_to(hit, group)
        if act.frame != "mutual" and not recipients and not group.passive:
            if self._each_other(hit, group, actors):
                return distinct(actors), distinct(actors)
            recipients = self._described(hit, group, actors)
        if act.type == "REQUEST" and not recipients and not group.passive:
            recipients = self._asked(hit.clause, actors)
        if act.type in _HELD_OUT and not recipients and not group.passive:
            recipients = [m for m in self._below(hit) if m.kind != "company" and not (m.modifier and m.resolved)]
        if act.type == "THREATEN" and not group.passive:
            recipients = self._on_condition(hit, recipients)
        if act.type == "THREATEN" and (group.passive or group.lemma in _SUFFERING) and 0 <= group.parent < hit.clause:
            # "Vowed that the enemy would pay": who says so threatens whom the clause speaks of.
            speaker = self.subject(group.parent)
            if speaker and {m.country for m in speaker} != {m.country for m in subject}:
                actors, recipients = speaker, subject or recipients
        return distinct(actors), distinct(recipients, actors if act.frame != "mutual" else ())

    def _come_from(self, hit: Hit, group: Group) -> list[ActorMention]:
        """Whose the tanks are of which it is told whence they came: "tanks crossed into Kuwait from Iraq"."""
        crosses = hit.act.type == "MOBILIZE" and (hit.act.about == "border" or "border" in hit.classes)
        span = subject_of(self.groups, hit.clause) if crosses and not group.passive else None
        land_forces = span is not None and not _ON_LAND.isdisjoint(classes_in(self.s, *span))
        return self._whence(hit, group) if land_forces else []

    def _whence(self, hit: Hit, group: Group) -> list[ActorMention]:
        """The country that something comes from by the words behind its verb."""
        found = self._first(self.scene.actors_in(hit.first, group.stop), ("from",))[:1]
        return [m for m in found if m.kind in ("country", "seat")]

    def _seen(self, hit: Hit, group: Group) -> list[ActorMention]:
        """Whose forces somebody sees come: "Taiwan reported 30 Chinese jets near the island"."""
        if hit.act.type != "MOBILIZE":
            return []
        own = {m.country for m in self.subject(hit.clause)}
        found = self.scene.actors_in(group.head + 1, group.stop)
        return [m for m in found if not m.preposition and m.country not in own and "origin" not in m.tags][:1]

    def _done_to(self, hit: Hit, group: Group) -> list[ActorMention]:
        """To whom the subject of a verb does its act."""
        act = hit.act
        objects = recipients = self._objects(hit, group)
        if act.type == "ASSAULT" and hit.lemma in _SENDING:
            objects = recipients = [m for m in objects if not m.modifier]
        named = (act.type == "ACCUSE" and self._owner_first(hit, group)) or (
            act.type in _TO_SOMEBODY and self._called_out(hit, group)
        )
        if act.type == "THREATEN" and (given := self._given(hit)):
            return given
        if act.toward and not named and not _strikes_people(act, objects):
            recipients = _people_there(hit, objects, self._toward(hit, group, act.toward)) or objects
        if act.type == "REQUEST":
            recipients = self._urged(hit.clause) or recipients
        recipients = self._answered(hit, recipients)
        if act.type == "ACCUSE":
            complained_of = self._complained_of(hit, group) or self._doer_of_deed(hit, group)
            recipients = complained_of or self._accused(hit, recipients)
        if group.link == "relative" and group.antecedent and group.subject != group.antecedent and not recipients:
            recipients = self.people(group.antecedent)
        return recipients

    def _given(self, hit: Hit) -> list[ActorMention]:
        """Those named among the words of an act: "gave the junta one week to reinstate the president"."""
        within = self.scene.actors_in(hit.first + 1, hit.last)
        return [m for m in within if not (m.preposition or m.modifier or m.possessive)][:1]

    def _said(
        self, hit: Hit, group: Group, subject: list[ActorMention]
    ) -> tuple[list[ActorMention], list[ActorMention]]:
        """Who says what a clause tells, and of whom: the fire was the work of Iran, the ministry said."""
        told = teller(self.s, self.groups, hit.clause)
        if told >= 0 and self.groups[told].passive:
            # "The envoy was told that the raid was unacceptable, Seoul said"
            speaking = trailing(self.s, self.groups, told)
            if speaking is not None:
                return distinct(self.subject(speaking)), distinct(self.subject(told))
        heading = headed_by(self.s)
        if told < 0:
            speakers = self.people(heading) if heading is not None else []
            own = {m.country for m in speakers}
            spoken = [m for m in (*self._toward(hit, group, hit.act.toward), *subject) if m.country not in own]
            return distinct(speakers), distinct(spoken)
        speakers = self.subject(told) or self.people(self.groups[told].subject or (0, 0), told)
        said_in = self.s.lower[slice(*(self.groups[told].subject or (0, 0)))]
        if not speakers and hit.act.type == "THREATEN" and not _LAWS.isdisjoint(said_in):
            # "will be regarded as an attack on Russia, the decree says": whose law it is
            return distinct(self._toward(hit, group, hit.act.toward)), []
        own = {m.country for m in speakers}
        others = self._toward(hit, group, hit.act.toward) or self._objects(hit, group)
        known = (m for m in (*others, *subject) if m.country or m.sector != "IGO")
        spoken = [m for m in known if m.country not in own]  # "agreements like an alliance" are of nobody
        addressed = self._objects(Hit(hit.act, told, group.head, group.head, noun=False), self.groups[told])
        return distinct(speakers), distinct(spoken or [m for m in addressed if m.country not in own])

    def tells_of_itself(self, hit: Hit) -> bool:
        """As in "recruits were trained by American forces, the Pentagon said": whoever did it says so."""
        group = self.groups[hit.clause]
        if hit.act.frame != "said":
            within = self._told_within(hit)
            if hit.act.effect == "allege" and hit.act.plain:
                below = (k for k, g in enumerate(self.groups) if g.parent == hit.clause and g.link in ("that", "zero"))
                within += [next(below, hit.clause)]  # "asserting that it had struck"
            return any(self._is_pronoun_of(k, hit.clause) for k in within)
        told = teller(self.s, self.groups, hit.clause)
        if not group.passive:
            return told >= 0 and hit.act.type == "ACCUSE" and self._is_pronoun_of(hit.clause, told)
        by = self._after(hit, group, ("by",)) if told >= 0 else []
        own = {m.country for m in self.subject(told)} if by else set()
        return bool(by) and all(m.country in own for m in by)

    def _told_within(self, hit: Hit) -> list[int]:
        """The clauses that the words of an act reach into: "said it was behind the raid"."""
        below = takewhile(lambda k: self.groups[k].first < hit.last, range(hit.clause + 1, len(self.groups)))
        return [k for k in below if self.groups[k].parent == hit.clause and self.groups[k].link != "what"]

    def _is_pronoun_of(self, k: int, told: int) -> bool:
        """As in "Armenia said it had broken the truce": the subject of clause `k` stands for that of `told`."""
        span = subject_of(self.groups, k)
        if span is None or self.s.lower[span[0]] not in _ITSELF:
            return False
        own = {(m.country, m.actor.text) for m in self.subject(told)}
        return any((m.country, m.actor.text) in own for m in self.subject(k))

    def _under_attack(self, hit: Hit) -> tuple[list[ActorMention], list[ActorMention]] | None:
        """Who attacked and who was attacked in "the patrol came under attack from rebels"; None where it is no such."""
        if hit.act.id != "attack" or hit.clause < 0:
            return None
        behind = self.groups[hit.clause].head + 1
        if self.s.lower[behind : behind + 1] != ["under"]:
            return None
        after = self.scene.actors_in(hit.first, self.groups[hit.clause].stop)
        doers = self._first(after, ("from", "by"))
        return distinct(doers), distinct(self.subject(hit.clause), doers)


_ON_LAND: Final = frozenset({"vehicle", "weapons", "troops"})
_LAWS: Final = frozenset("decree doctrine law document text bill treaty pact constitution order".split())
"""What says what a state will do, and names the state only by that."""
_HOSTED: Final = frozenset({"CONSULT", "AGREE", "RETREAT"})
"""Acts that whoever's capital it was in has no part in: "met in the Qatari capital"."""
_HELD_OUT: Final = frozenset({"THREATEN", "REJECT"})
"""Acts that speak of another act, which may name its other side."""
_TO_SOMEBODY: Final = frozenset({"ACCUSE", "REQUEST"})
"""Acts whose verb has for its very object whoever they are done to: "summoned the envoy over the killing of monks"."""
_SUFFERING: Final = frozenset({"pay", "face", "meet", "regret", "suffer", "receive", "bear", "lose", "feel"})


def _strikes_people(act: Act, objects: list[ActorMention]) -> bool:
    """As in "a bomb killed two soldiers in Mali", "struck a rebel depot in Syria": they are struck, not the country."""
    struck = _STRUCK if act.frame == "thing" or act.about in _PERSONS else ("REB",)
    return act.type == "ASSAULT" and any(m.sector in struck and m.preposition in ("", "of") for m in objects)


def _people_there(hit: Hit, objects: list[ActorMention], toward: list[ActorMention]) -> list[ActorMention]:
    """To whom that is done which leads `toward` somebody: people who are its object, not the place where they were.

    As in "killed two judges in Chad", "threw a grenade into the car of a minister in Lome"; they are of that country
    unless they are of another. So is whose base is attacked somewhere.
    """
    people = [m for m in objects if are_people(m) and m.preposition in ("", "of") and not (m.modifier or m.possessive)]
    if hit.act.type != "ASSAULT" or not toward or not _is_place(toward[0]):
        return toward
    if hit.lemma not in _SENDING and _are_foreign(objects, toward[0]):
        return objects
    if not people or toward[0] in people:
        return toward
    return [of_country(m, toward[0].country) if loose(m) else m for m in people]


def _are_foreign(objects: list[ActorMention], place: ActorMention) -> bool:
    """As in "attacked a US base in Iraq", "shelled a French camp in Mali": what is struck is not of the land around."""
    whose = objects[0] if objects and not objects[0].preposition and "origin" not in objects[0].tags else None
    return whose is not None and not loose(whose) and whose.country != place.country


_BROKERING: Final = frozenset({"broker", "mediate", "arrange"})
_SENDING: Final = frozenset({"fire", "launch", "lob", "drop", "send", "hurl"})
"""Verbs whose object is what flies, whoever made it: "fired Iranian drones at the port"."""


def _is_place(mention: ActorMention) -> bool:
    return mention.preposition in _THERE and mention.kind in ("country", "seat") and not mention.possessive


_THERE: Final = frozenset({"in", "at", "near", "inside", "outside"})


def _is_topic(hit: Hit, mention: ActorMention) -> bool:
    """Whether somebody is only talked about: "met on Kosovo", "discussed Iraq", "the war on the rebels"."""
    if mention.preposition in ("on", "over", "about"):
        return True
    if hit.lemma in _DISCUSSING:
        return mention.preposition not in ("with", "between", "among")
    return hit.lemma in _RAISING and not mention.preposition and mention.kind in ("country", "seat")


_DISCUSSING: Final = frozenset({"discuss", "debate"})
_RAISING: Final = frozenset({"address", "raise"})


def actors_of(mentions: Iterable[ActorMention]) -> tuple[Actor, ...]:
    return tuple([m.actor for m in mentions])


__all__ = ["JUDGING", "Roles", "actors_of", "head_of"]
