"""Passives: who does what is told of the one or the thing it is done to, and to whom."""

from typing import Final

from tocsin.coding.acts.carrying import LIGHT
from tocsin.coding.acts.extents import head_of
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import gets_it
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.roles.addressees import Addressees
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group
from tocsin.coding.text.acts import Act

_BEYOND: Final = frozenset({"with", "to", "into", "from"})
"""Prepositions of those on the other side of a border that is shut."""
_LAID: Final = frozenset({("blamed", "on"), ("attributed", "to"), ("ascribed", "to"), ("traced", "to")})
"""What is done to a deed by those who say whose it was."""


class Passives(Addressees):
    """Who acts and who is acted on where a verb stands in the passive, for the hits of one sentence."""

    def _agents(self, hit: Hit, group: Group, subject: list[ActorMention]) -> list[ActorMention]:
        """Those behind a "by" who do what the subject suffers.

        Not in "nine rebels were killed in clashes, following attacks by armed groups": those began it, and suffer.
        """
        by = self._after(hit, group, ("by",))
        rebels = bool(by and subject) and all(m.sector == "REB" for m in (*subject, *by))
        before = rebels and not _LATER.isdisjoint(self.s.lower[group.head : self.scene.token_at(by[0].start)])
        return [] if before else by

    def _passive(
        self, hit: Hit, group: Group, subject: list[ActorMention], by: list[ActorMention]
    ) -> tuple[list[ActorMention], list[ActorMention]]:
        """Who does what a passive tells, and to whom: those behind its "by" to its subject, or its subject's owner."""
        act = hit.act
        if act.id == "close-passage" and not by:
            # "Pakistani airspace was shut to Indian carriers": its owner shuts it, not whoever it is shut to.
            beyond = [m for m in self._in_subject(hit) if m.preposition in _BEYOND]
            return [m for m in subject if m not in beyond], beyond or self._toward(hit, group, act.toward)
        if act.type == "ASSAULT" and act.object and act.object <= _THROWN:
            # "A Russian missile was fired at Kyiv": its owner fires it.
            return by or subject, self._toward(hit, group, act.toward)
        if act.type == "ASSAULT" and hit.turned and group.lemma in LIGHT:
            # "Turkish air strikes were carried out on Kurdish bases": whose they are carries them out.
            return by or self._whose(hit), self._toward(hit, group, act.toward)
        if told := self._told_by_subject(hit, group, by=bool(by)):
            return told
        # "The Ukrainian attack was repelled by Russian troops": who repels it suffers it.
        actors, recipients = by, subject
        if act.id == "under-attack":
            actors, recipients = [m for m in subject if m.preposition != "on"], by
        if not actors and act.frame != "patient":
            # "Two envoys were expelled from Norway": it expels them.
            actors = self._after(hit, group, ("from", "of")) if act.type == "AID" or act.mode == "expel" else []
        if not actors and act.type == "ASSAULT" and act.frame != "patient":
            actors = self._in_whose_attack(group)
        if act.type == "ACCUSE" and tuple(self.s.lower[group.head : group.head + 2]) in _LAID:
            # "an ambush blamed on jihadists", "the attack was attributed to the rebels"
            recipients = self._after(hit, group, ("on", "to")) or recipients
            actors = [m for m in actors if m not in recipients]
        if not actors and act.type == "SUPPORT" and "of" in self.s.lower[hit.first : hit.last]:
            # "was assured of India's support"
            actors = [m for m in self.scene.actors_in(hit.first, group.stop) if m.possessive][:1]
        lodged = bool(act.object) and act.object <= _LODGED  # "a complaint against Israel was filed by Lebanon"
        aimed = self._aimed_at(hit) if (act.type in _MEANT or lodged) and (not recipients or by) else []
        if hit.turned and act.type in _ADDRESSED:
            # "A letter from the king was handed to the envoy by his brother"
            aimed = self._aimed_at(hit) or self._after(hit, group, ("to", "for", "on"))
        if aimed:
            recipients = aimed
        elif act.toward and not recipients:
            recipients = self._toward(hit, group, act.toward) or self._handed(hit.clause)
        elif act.object and act.toward and self._is_sent(group, act):
            # "Troops were sent to Kursk": the passive subject is the thing sent, its owner acts.
            if not actors:
                return subject, self._toward(hit, group, act.toward)
            recipients = self._toward(hit, group, act.toward) or subject
        return actors, recipients

    def _told_by_subject(
        self, hit: Hit, group: Group, *, by: bool
    ) -> tuple[list[ActorMention], list[ActorMention]] | None:
        """Both sides, where the subject tells them by whose it is or between whom; None where it does not."""
        act = hit.act
        if act.mode == "ceasefire":
            # "A truce between the two clans was announced by the governor"
            two = self._first(self._in_subject(hit), ("between",))
            return (two, two) if len({m.country for m in two}) > 1 else None
        owners = [] if by else self._whose(hit)
        if owners and act.mode in _OWN_TO_END:
            # "The Dutch embassy in Cairo was closed", "Dutch aid to Mali was cut": they do it whose it is.
            return owners, self._aimed_at(hit) or self._toward(hit, group, act.toward)
        if owners and act.object and act.object <= _OPENED:
            # "A UN inquiry was opened into the killings in Kenya": its owner opens it.
            return owners, self._toward(hit, group, act.toward)
        if owners and "sanctions" in hit.classes:
            # "American sanctions are weighed on two generals"; but "Iran sanctions were eased"
            aimed = self._aimed_at(hit) or self._toward(hit, group, ("on", "against"))
            return (owners, aimed) if aimed else None
        return None

    def _in_subject(self, hit: Hit) -> list[ActorMention]:
        """All who are named in the subject of a passive."""
        span = subject_of(self.groups, hit.clause)
        return self.scene.actors_in(*span) if span is not None else []

    def _aimed_at(self, hit: Hit) -> list[ActorMention]:
        """Whom a passive's subject is meant for: "Sanctions on Mali were tightened", "aid to Mali was cut"."""
        return [m for m in self._in_subject(hit) if m.preposition in _AIMED]

    def _whose(self, hit: Hit) -> list[ActorMention]:
        """Whose a passive's subject is: "Dutch aid to Mali was cut", but "ties with Mali were cut"."""
        span = subject_of(self.groups, hit.clause)
        found = self.scene.actors_in(*head_of(self.s, *span)) if span is not None else []
        return [m for m in found if not m.preposition]

    def _is_sent(self, group: Group, act: Act) -> bool:
        """Whether a passive's subject is what its act sends, not who gets it."""
        sends = act.type in _SENDING and act.mode not in ("release", "access") and act.id != "intercept-aircraft"
        return sends and not gets_it(self.s, group)


_LATER: Final = frozenset({"following", "after"})
_AIMED: Final = frozenset({"on", "against", "to", "with", "toward", "towards"})
"""Prepositions that tell whom a thing is meant for: "sanctions on Mali", "aid to Mali"."""
_ADDRESSED: Final = frozenset({"REQUEST", "CONSULT"})
"""Acts of words, whose receiver a passive tells with its subject or behind "to"."""
_OWN_TO_END: Final = frozenset({"withdraw", "discontinue"})
"""Modes of ending what is one's own."""
_MEANT: Final = frozenset({"SANCTION", "AID", "AGREE", "SUPPORT", "COERCE"})
_LODGED: Final = frozenset({"displeasure", "investigation"})
_THROWN: Final = frozenset({"missile", "drone", "weapons", "shots", "fire"})
"""Classes of what is fired at others."""
_OPENED: Final = frozenset({"investigation"})
"""Classes of what is its owner's own doing."""
_SENDING: Final = frozenset({"MOBILIZE", "AID", "AGREE", "CONSULT", "RETREAT", "COOPERATE"})
"""Types whose passive subject is the thing sent, and whose doer is its owner."""
