"""Claimants: those whose act a noun is, by what stands before it and by who has claimed it."""

from typing import Final

from tocsin.coding.acts.carrying import HURTING
from tocsin.coding.acts.hits import Hit
from tocsin.coding.names.compounds import BROKERED
from tocsin.coding.names.mention import ActorMention, loose
from tocsin.coding.names.modifiers import with_prefix
from tocsin.coding.roles.complements import Complements
from tocsin.coding.text.grammar import DET, PREP

_CLAIMED: Final = 10
"""Tokens behind an attack in which it is said who claimed it."""
_ADJECTIVAL: Final = frozenset({"US", "U.S.", "UK", "U.K.", "UAE", "Israel", "Russia", "Saudi"})
"""Names that headlines use as adjectives."""
_BY_ANYBODY: Final = frozenset({"explosives", "suicide-attack"})
"""Modes of attacks that no state owns to: "Pakistan suicide bombing"."""
_BESIDE: Final = frozenset({"near", "outside", "beside", "at", "inside"})
"""Prepositions of where a bomb went off: "a blast near parliament"."""
_SITES: Final = frozenset({"country", "seat"})
_DOER_AND_SITE: Final = 2
"""Names before a noun of which the second may be where it is done."""


class Claimants(Complements):
    """Whose act the nouns of one sentence name."""

    def named_as_doers(self, hit: Hit, found: list[ActorMention]) -> list[ActorMention]:
        """Those of some actors who can be the doers: a country's name beside a bomb only tells where it went off."""
        if hit.act.mode not in _BY_ANYBODY or not (hit.noun or hit.act.frame == "thing"):
            return found
        away = [m for m in found if m.preposition not in _BESIDE]
        return [m for m in away if m.kind not in _SITES or m.possessive or m.preposition or m.modifier]

    def _named_by(self, hit: Hit) -> list[ActorMention]:
        """The doer whose name holds the act itself: "Taliban suicide bombers"."""
        begin, end = self.scene.tokens.start[hit.first], self.scene.tokens.end[hit.last - 1]
        return [
            m
            for m in self.scene.actors_in(max(self.s.begin, hit.first - 6), hit.last)
            if m.start < begin < end <= m.end
        ]

    def _owners(self, hit: Hit) -> list[ActorMention]:
        """The actors that describe a noun: "Russian missile strikes", "Seoul's decision"."""
        s = self.s
        first = hit.first
        low = max(s.begin, first - 7)
        for i in range(first - 1, low - 1, -1):
            f = s.words[i].flags
            if (
                f & PREP
                or (f & DET and s.word[i].islower() and (i < first - 1 or s.lower[i] in ("a", "an")))
                or s.lower[i] in (",", ";", ":", "(", '"')
            ):
                low = i + 1
                break
        for group in self.groups:
            if group.head < first:
                low = max(low, group.head + 1)
        found = [m for m in self.scene.actors_in(low, first) if not self._site_of_harm(hit, m)]
        if hit.act.mode == "ceasefire":
            found = [m for m in found if not self.scene.text.startswith(BROKERED, m.end)]
        if self.scene.actors_in(s.begin, low):  # "Officials staged a pro-American rally"
            found = [m for m in found if with_prefix(self.scene.text, m.start) == m.start]
        # The noun's own words may name them: "a rebel attack"; "a terrorist attack" is by nobody who is known.
        within = self.scene.actors_in(first, hit.last - 1)
        found += [m for m in within if m.modifier and m.sector == "REB" and not ("label" in m.tags and loose(m))]
        if not found and hit.act.type == "MOBILIZE" and s.lower[first - 1] == "its":
            return self.antecedents.of(first - 1, hit.clause)  # "Iran says that its missile tests are lawful"
        owners = [m for m in found if m.modifier or m.possessive or m.end >= self.scene.tokens.start[first] - 14]
        return owners[:-1] if self._aimed_at_last(owners) else owners

    def _site_of_harm(self, hit: Hit, mention: ActorMention) -> bool:
        """As in "nine soldiers killed in Mali attack": the bare name of a country before it tells where it was."""
        if hit.act.type != "ASSAULT" or hit.clause < 0 or mention.kind != "country" or mention.possessive:
            return False
        group = self.groups[hit.clause]
        bare = mention.end == self.scene.tokens.end[hit.first - 1] and mention.actor.text not in _ADJECTIVAL
        return bare and group.passive and group.lemma in HURTING and mention.preposition in ("in", "after")

    def _aimed_at_last(self, owners: list[ActorMention]) -> bool:
        """Whether the last of those before a noun is where the first ones do it: "Israeli Gaza strikes"."""
        if len(owners) != _DOER_AND_SITE:
            return False
        doer, site = owners
        between = self.scene.text[doer.end : site.start]
        return between == " " and doer.kind in ("demonym", "country") and site.kind == "country"

    def _claimants(self, hit: Hit) -> list[ActorMention]:
        """Who says that the attack was theirs: "a suicide bombing in Kirkuk claimed by Islamic State"."""
        for k, group in enumerate(self.groups):
            if group.lemma == "claim" and group.passive and hit.last <= group.first < hit.last + _CLAIMED:
                return self._after(Hit(hit.act, k, group.head, group.head + 1, noun=False), group, ("by",))
            blamed = self.s.lower[group.head : group.head + 2] == ["blamed", "on"] and not group.passive
            if blamed and hit.last <= group.first < hit.last + _CLAIMED:
                return self._first(self.scene.actors_in(group.head, group.stop), ("on",))  # "a raid it blamed on Iran"
        return []
