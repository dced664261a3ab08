"""Sending: whether forces that are moved go to somebody, stay at home, or are meant against somebody."""

from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.article.spoken import Spoken
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.names.modifiers import preposition_before
from tocsin.coding.syntax.verbs import Group, Sentence

_POINTING: Final = (["the"], ["these"], ["those"])
_MEN: Final = frozenset({"men", "troops", "soldiers", "fighters", "contingent", "recruits"})
_HELPING: Final = frozenset({"help", "support", "assist", "aid", "back", "protect", "secure", "train", "bolster"})
_FIGHTING: Final = frozenset({"fight", "serve", "battle", "die"})
_BESIDE: Final = frozenset({"for", "alongside", "beside", "with"})
_GUARDING: Final = frozenset({"guard", "protect", "watch", "patrol", "secure", "defend", "escort", "monitor"})
_CARRYING: Final = frozenset({"carry", "ferry", "ship", "transport", "bring", "fly"})
"""Verbs of those who move others' forces."""
_GOALS: Final = frozenset({"to", "into", "toward", "towards", ""})
_NEAR: Final = 5
"""Tokens behind a verb of moving within which those moved stand."""


class Sending(Spoken):
    """To whom forces go, and against whom, as far as one field has told."""

    def send(
        self, s: Sentence, groups: list[Group], one: Finding, other: ActorMention, site: ActorMention | None
    ) -> None:
        """Tells whether forces that are moved go to `other`, stay at home, or are meant against `other`."""
        own = {m.country for m in one.actors if m.country}
        if self._their_own(s, one, other):
            return
        if (site is not None and site.country in own) or self._only_near(s, groups, one, other):
            one.recipients = []
        welcome = self.parties.dealings.hosts(own, other.country) or _to_help(s, groups, one.hit.clause)
        if not welcome and self._opposed(s, own, other):
            one.against = [other]

    def brings(self, s: Sentence, groups: list[Group], one: Finding, own: set[str]) -> bool:
        """As in "Russian ships carried the North's men to Vladivostok": they go there, whoever's ships those are."""
        if one.hit.noun or one.hit.lemma not in _CARRYING:
            return False
        moved = [m for m in (*one.recipients, *self.before.senders) if m.country and m.country not in own]
        site = self.site(s, groups, one) if moved else None
        if site is None or site.country not in own or not self.is_goal(site):
            return False
        one.actors, one.recipients = moved[:1], [site]
        return True

    def is_goal(self, site: ActorMention) -> bool:
        """Whether a place is where somebody goes, not only where something is done."""
        return preposition_before(self.scene.text, site.start) in _GOALS

    def _their_own(self, s: Sentence, one: Finding, other: ActorMention) -> bool:
        """Whether those moved are the men whom somebody sent before: "Russian ships carried the men to the front"."""
        moved = s.lower[one.hit.first + 1 : one.hit.first + _NEAR]
        theirs = moved[:1] == ["them"] or (moved[:1] in _POINTING and not _MEN.isdisjoint(moved))
        return theirs and other.country in {m.country for m in self.before.senders}

    def _opposed(self, s: Sentence, own: set[str], other: ActorMention) -> bool:
        """Whether forces can be meant against somebody: one named with them, or whose harm the text has told of."""
        here = s.begin < s.end and other.start >= self.scene.tokens.start[s.begin]
        return here or self.parties.dealings.harmful(other.country) or self.parties.dealings.foes(own, other.country)

    def _only_near(self, s: Sentence, groups: list[Group], one: Finding, other: ActorMention) -> bool:
        """Whether forces that are to guard something have nothing to do with somebody named in another sentence."""
        here = other.start >= self.scene.tokens.start[s.begin]
        known = (
            here
            or one.hit.clause < 0
            or self.parties.dealings.dealt({m.country for m in one.actors if m.country}, other.country)
        )
        guards = any(g.parent == one.hit.clause and g.link == "to" and g.lemma in _GUARDING for g in groups)
        return not known and (guards or one.hit.act.about == "border")


def _to_help(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "deployed troops to help secure the capital", "to fight for Russia": no threat to those who are there."""
    return any(
        group.parent == k
        and group.link == "to"
        and (
            group.lemma in _HELPING
            or (group.lemma in _FIGHTING and not _BESIDE.isdisjoint(s.lower[group.head + 1 : group.head + 2]))
        )
        for group in groups
    )
