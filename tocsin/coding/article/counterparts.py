"""Counterparts: who suffers an act or is spoken to, where its clause leaves that out."""

from bisect import bisect_left
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.article.doers import WITHIN
from tocsin.coding.article.innocents import of_a_thing
from tocsin.coding.article.onlookers import befallen, hosts, observers, offices_far_off, venues
from tocsin.coding.article.sending import Sending
from tocsin.coding.article.sides import harms_unarmed
from tocsin.coding.article.spoken import DOMESTIC
from tocsin.coding.article.themselves import (
    OF_STATE,
    among_friends,
    at_war_within,
    is_cabinet,
    of_a_body,
    of_a_sitting,
    of_their_own,
    on_each_other,
    themselves,
)
from tocsin.coding.names.mention import ActorMention, across, loose, of_country
from tocsin.coding.names.modifiers import preposition_before
from tocsin.coding.roles.parties import Parties, Stand
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.reservations import whoever
from tocsin.coding.syntax.verbs import Group, Sentence

HARMFUL: Final = frozenset({"ASSAULT", "COERCE"})
MUTUAL: Final = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Acts that several do with each other."""
SPOKEN: Final = frozenset({"STATEMENT", "ACCUSE", "REQUEST", "REJECT", "SUPPORT", "CONSULT"})
_TO_NOBODY: Final = frozenset({"resign", "fire-weapon", "nuclear-work"})
"""Acts that have no other side."""
_SITTING: Final = frozenset({"convene", "sit"})
"""Verbs of those who meet among themselves: "the government convened in a bunker"."""
_TOLD_TO_ALL: Final = frozenset({"STATEMENT", "SUPPORT"})
"""Acts that are meant for nobody whom they do not name."""
_GOING: Final = frozenset({"MOBILIZE", "AID", "CONSULT", "SANCTION", "THREATEN"})
_ARMED: Final = frozenset({"REB", "MIL"})
_INNER: Final = frozenset({"release", "disarm", "ceasefire"})
"""Modes of acts that as often stay at home: done to others only where the two have dealt with each other."""
_BETWEEN: Final = frozenset(
    {"STATEMENT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "SANCTION", "MOBILIZE", "CONSULT", "ASSAULT", "SUPPORT"}
)
"""Acts that take two sides, whoever's people the words behind them name."""
_TO_PERSONS: Final = frozenset({"ACCUSE", "REQUEST"})
"""Acts of words that people of one country as often turn on each other."""
_BETWEEN_STATES: Final = frozenset({"SANCTION", "ACCUSE", "REQUEST", "REJECT"})
"""Acts of headlines that are done to somebody, though only the text below says to whom."""
_OUTSIDE: Final = frozenset({"IGO"})
_WATCHING: Final = _OUTSIDE | {"SPY", "JRN", "CVL", "LEG"}
"""Those of whom nothing follows for the side against which forces move that they tell of."""
_CALLED_TO_ACCOUNT: Final = frozenset({"summon"})
"""What is asked of those who did something."""
_INNER_AFFAIRS: Final = frozenset({*DOMESTIC, "ACCUSE", "REQUEST", "REJECT", "ASSAULT", "CONCEDE"})
"""Acts that in a text about one country alone stay within it."""
_FEW: Final = 20
"""Namings before a sentence among which those stand between whom somebody mediates."""
_PRIVATE: Final = frozenset({"CVL", "JRN"})
"""Those who turn to others than states, whoever is named around them."""
_WHOLE: Final = frozenset({"country", "seat"})
_SPOKEN_OF: Final = 0.2
"""The share of a text below which somebody is no side of what another sentence tells."""
_AT: Final = frozenset({"at", "on", "into"})
_CRAFT: Final = frozenset({"ship", "aircraft"})
"""What is seized of others: whose it is, its flag tells, not the sea that it is seized in."""
_DONE_TO_STATES: Final = frozenset({"ASSAULT", "MOBILIZE", "SANCTION"})
_SPEAKING: Final = frozenset({"agency", "body", "office", "spokesperson", "person"})
"""Kinds of those who are named as they speak, while shells hit their country."""
_RULED: Final = frozenset({"crowd", "dissidents"})
"""Classes of people who stand against their own state."""


class Counterparts(Sending):
    """Whom an act is done to, as far as one field has told."""

    def __init__(self, scene: Scene, parties: Parties) -> None:
        super().__init__(scene, parties)
        self._addressed: tuple[int, set[str], ActorMention] | None = None
        """Where a sentence begins, who speaks in it, and to whom."""
        self._busy: frozenset[int] = frozenset()
        """Where those begin who have to do with others than the doer of the act that is looked at."""
        self._judging: set[str] = set()
        """The countries of those who accuse others in a sentence, and of whom no harm is told."""

    def answer(self, s: Sentence, groups: list[Group], one: Finding) -> None:
        """Fills in the side that suffers an act or is spoken to, where its clause leaves it out."""
        if one.hit.siding:
            return
        act, own = one.hit.act, {m.country for m in one.actors if m.country}
        if act.type == "MOBILIZE" and self.brings(s, groups, one, own):
            return
        if self._is_settled(s, groups, one, own):
            return
        harms = act.type in HARMFUL
        if act.type == "ASSAULT" and any(m.country and m.country not in own for m in one.recipients):
            return
        if act.type == "ASSAULT" and of_their_own(one):
            return  # "militants attacked Pakistani soldiers near Afghanistan": they fight at home
        site = self.site(s, groups, one) if harms or act.type in _GOING else None
        if site is not None and harms and self.scene.text.startswith((" border", " frontier"), site.end):
            site = None  # "killed near the Afghanistan border": on the one side or the other
        if site is not None and act.type == "SANCTION" and not self._of_clause(groups, one, site):
            site = None  # "sanctions on a firm that sold oil to China"
        if site is not None and act.frame == "mutual" and site.country in self.parties.dealings.allies(own):
            site = None  # "their soldiers fight in the Kursk region": with those whom they help
        if site is not None and act.mode == "deport" and self.is_goal(site):
            site = None  # "forced thousands to flee to Kenya"
        if site is not None and site.country not in own and (harms or act.type == "MOBILIZE" or self.is_goal(site)):
            one.recipients = [site]
            return
        if one.recipients and not self._other_people(one):
            return
        if act.type == "THREATEN" and any(g.first > one.hit.first and whoever(s, g) for g in groups):
            return  # "threatened to strike countries that let others use their bases"
        other = self._likely(s, one, own, self._other(s, one, own))
        rebels = all(m.sector == "REB" for m in one.actors)
        struck = one.recipients or ([site] if site is not None else [])
        if other is not None and struck and rebels and across(self.scene.text, other):
            one.recipients = struck  # "rebels struck the Sudanese town, on the border with Chad"
        elif other is not None and act.type in _INNER_AFFAIRS and self.parties.far_from(own, other.country):
            one.recipients = themselves(one)
        elif other is not None and act.type == "COOPERATE" and self.parties.dealings.foes(own, other.country):
            return  # "said it would work with its partners": not with whom it fights
        elif other is not None and act.type == "ACCUSE" and self.parties.dealings.friends(own, other.country):
            return  # "had spoken with the president of Finland and condemned all attacks": not his
        elif other is not None and harms_unarmed(one):
            # "killed two farmers", "abducted a judge": they are of the other side, and no soldiers
            one.recipients = [of_country(m, other.country) for m in one.recipients]
        elif other is not None:
            done = act.type in _DONE_TO_STATES and other.kind in _SPEAKING and other.sector in OF_STATE
            one.recipients = [self.parties.land(other) if done else other]
            one.of_others = of_a_body(one)
            if act.type == "MOBILIZE":
                self.send(s, groups, one, other, site)
        elif act.type == "MOBILIZE":
            one.recipients = []
        elif (
            not one.recipients
            and act.about != "sanctions"  # nobody puts them on themselves
            and not self._elsewhere(one)
            and (harms or act.type in DOMESTIC or (act.type in _INNER_AFFAIRS and self.home in own))
        ):
            # "M23 seized Goma"; but rebels who free somebody do not free themselves
            freed = rebels and act.mode == "release"
            one.recipients = struck if rebels and struck else [] if freed else themselves(one)

    def _aimed_at(self, site: ActorMention) -> bool:
        """As in "fired Iranian drones at Kharkiv": not "fired a missile near the border"."""
        return preposition_before(self.scene.text, site.start) in _AT

    def _elsewhere(self, one: Finding) -> bool:
        """Whether an act that names no other side is hardly done at home: a ship is seized, soldiers fight."""
        act = one.hit.act
        if act.mode == "seize" and not one.hit.classes.isdisjoint(_CRAFT):
            return True
        return act.type == "ASSAULT" and act.frame == "mutual" and not self.parties.has_rebels

    def _is_settled(self, s: Sentence, groups: list[Group], one: Finding, own: set[str]) -> bool:
        """Whether an act tells its other side, has none, or has one by what it is; the last is filled in."""
        act = one.hit.act
        if act.frame == "mutual" and one.recipients:
            return True
        if act.type in MUTUAL and not one.recipients and among_friends(s, one.hit.first):
            return True
        several = len(own) > 1 or (act.type in MUTUAL and at_war_within(one))
        each_other = act.type in MUTUAL or act.frame == "mutual" or on_each_other(s, groups, one)
        if several and not one.recipients and each_other:
            one.recipients = list(one.actors)
            return True
        if any(m.country is None or m.country not in own for m in one.recipients if not loose(m)):
            return True
        if act.type == "THREATEN" and any(m.country and m.country not in own for m in one.recipients):
            return True  # "gave the junta in Niger one week to reinstate the president"
        if len(own) > 1 and own == {m.country for m in one.recipients}:
            return True  # "accused each other"
        if any(m.sector == "REB" for m in one.recipients) and all(m.sector in OF_STATE for m in one.actors):
            return True  # a war within: "troops captured the rebel stronghold"
        if act.type == "CONSULT" and len(own) == 1 and (one.hit.lemma in _SITTING or is_cabinet(s, groups, one)):
            return True
        if act.id == "council-meets" and one.hit.lemma == "call" and not one.recipients:
            return True  # "the president called an emergency meeting": of his own men
        if act.id in _TO_NOBODY and not one.results:
            site = self.site(s, groups, one) if act.type == "ASSAULT" else None
            if site is not None and site.country not in own and self._aimed_at(site):
                one.recipients = [site]
            return True
        if act.type == "ACCUSE" and not one.recipients and of_a_thing(groups, one):
            return True
        if act.mode == "meet" and not one.recipients and of_a_sitting(s, one.hit.first):
            return True
        if act.mode == "third-party" and not one.recipients:
            one.recipients = self._between(s, own)
            if one.recipients:
                return True
        if act.id == "claim-attack" and self._harm is not None and not one.recipients:
            one.recipients = list(self._harm[1].recipients)
            return True
        if act.mode in WITHIN or act.type == "PROTEST":
            one.recipients = one.recipients or themselves(one)
            return True
        return act.type in _TOLD_TO_ALL or (act.sense is not None and not self.scene.of_security)

    def _other_people(self, one: Finding) -> bool:
        """Whether those whom an act names as its own side's can be the other side's people."""
        act = one.hit.act
        if act.type in _TO_PERSONS and one.recipients[0].kind == "person" and not one.recipients[0].modifier:
            return False  # "Kerry accused President Bush"
        if act.type == "REQUEST" and all(m.kind == "people" for m in one.recipients):
            return one.recipients[0].possessive  # "demanded the crew's release", but "urged Americans to leave Lebanon"
        ruled = all(m.sector in ("CVL", "LEG") for m in one.actors) and one.recipients[0].sector not in ("CVL", "LEG")
        if act.type in SPOKEN and ruled and not one.recipients[0].modifier:
            return False  # "the opposition accused the government"
        if act.type in HARMFUL and one.hit.classes & _RULED and all(m.sector in OF_STATE for m in one.actors):
            return False  # "officials sanctioned for killing protesters": of their own country
        if all(loose(m) for m in one.recipients):
            by_deed = act.type in HARMFUL or act.mode in _INNER or act.about == "sanctions"
            return by_deed or not all(m.sector == "CVL" for m in one.recipients)
        return act.type in _BETWEEN

    def _other(self, s: Sentence, one: Finding, own: set[str]) -> ActorMention | None:
        """The other side of an act, from the text around it."""
        act = one.hit.act
        if act.type in HARMFUL or act.type == "THREATEN":
            within = self.parties.within(own, {m.sector for m in one.actors})
            if within is not None:
                return within
        if of_a_body(one):
            return self.parties.concern(self.scene, own)
        if act.type in SPOKEN and self._addressed is not None and self._addressed[:2] == (s.begin, own):
            return self._addressed[2]  # "rejected the charges and called the verdict a farce"
        stand: Stand = "party"
        if act.type == "ACCUSE" or act.id in _CALLED_TO_ACCOUNT:
            stand = "accuser"
        # Who tells of an attack, or of jets at the border, has often suffered it, but not observers.
        tellers = self.cited if act.type == "CONCEDE" else self.tellers
        if act.type == "CONSULT":
            tellers |= hosts(self.scene, s)
        if act.type == "AGREE":
            tellers |= venues(self.scene, s)
        if act.type in HARMFUL or act.type == "MOBILIZE":
            watching = _WATCHING if act.type == "MOBILIZE" else _OUTSIDE
            tellers = observers(self.scene, s, self.cited, watching | {"GOV"} if act.frame == "mutual" else watching)
        if act.about == "nuclear-programme":
            tellers |= self.cited  # "Iran has enriched uranium, a French diplomat said": that is done to nobody
        if act.type == "MOBILIZE":
            tellers |= self._busy
        apart = own | offices_far_off(self.scene, s, self.parties.dealings, tellers)
        if act.type in HARMFUL:
            apart |= self._judging
        elif act.mode == "disapprove":
            apart |= befallen(self.scene, s, self.parties.dealings, one.hit)
        if act.type == "ASSAULT" and act.frame == "mutual":
            apart |= self.parties.dealings.allies(own)
        if act.type == "AGREE" and all(m.sector == "IGO" for m in one.actors):
            # "The EU agreed on new measures, Finland's president said": a member may tell what all agreed.
            apart |= {m.country for m in self.scene.actors_in(s.begin, s.end) if m.country and m.start in self.cited}
        other = None
        if act.type == "MOBILIZE":  # rather others than who tells of it, where the sentence has both
            other = self.parties.opposite(
                self.scene, s, one.hit.first, apart, stand=stand, tellers=tellers | self.cited
            )
        other = other or self.parties.opposite(self.scene, s, one.hit.first, apart, stand=stand, tellers=tellers)
        if other is None and self.scene.field == "title" and act.type in _BETWEEN_STATES:
            return self.parties.concern(self.scene, own)  # it tells before the text does who is involved
        if other is None and act.type == "ACCUSE" and "attack" in one.hit.classes:
            return self.parties.within(own, {m.sector for m in one.actors})
        inner = (act.type == "COERCE" and not any(m.sector in _ARMED for m in one.actors)) or act.mode in _INNER
        met = self.parties.dealings.foes if act.mode == "ceasefire" else self.parties.dealings.dealt
        return None if inner and other is not None and not met(own, other.country) else other

    def _likely(self, s: Sentence, one: Finding, own: set[str], other: ActorMention | None) -> ActorMention | None:
        """`other`, unless it is more likely that the text does not tell to whom: none is better than a wrong one."""
        if other is None or (one.actors and all(m.sector in _PRIVATE for m in one.actors)):
            return None
        if other.sector == "IGO" and one.hit.act.type == "ASSAULT" and "peacekeepers" not in one.hit.classes:
            return None  # "told the Security Council that Chad was preparing an invasion"
        named = other.actor.field == self.scene.field and other.start >= self.scene.tokens.start[s.begin]
        if not own and ("cyber" in one.hit.act.contexts or not self.of_force(s, one)):
            # "Nine killed in Gaza": of those who are there.
            return other if named and one.hit.act.type == "ASSAULT" and other.kind in _WHOLE else None
        blamed = self.parties.dealings.violent(other.country) or self.parties.dealings.foes(own, other.country)
        if one.hit.act.about == "sanctions" and self.scene.field == "text" and not (named or blamed):
            return None  # "prepared sanctions against the shadow fleet": not on those whose cables it cut
        return other if named or self.parties.share(other.country or "") >= _SPOKEN_OF else None

    def _between(self, s: Sentence, own: set[str]) -> list[ActorMention]:
        """The two between whom somebody mediates: those who have dealt with each other most, none of `own`."""
        stop = bisect_left(self.scene.actor_starts, self.scene.tokens.start[s.begin])
        before = self.scene.actors[max(0, stop - _FEW) : stop]
        return self.parties.pair(before, self.scene.text, own)

    def _of_clause(self, groups: list[Group], one: Finding, site: ActorMention) -> bool:
        """Whether a place stands among the words of an act's own clause."""
        return one.hit.clause < 0 or self.scene.token_at(site.start) < groups[one.hit.clause].stop
