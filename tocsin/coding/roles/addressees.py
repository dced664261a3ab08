"""Addressees: to whom words are said, and of whom they speak, where the verb's own object does not tell."""

from itertools import pairwise
from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.names.descriptions import RECIPROCAL, of_two
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.roles.harm import Harm, bare_place
from tocsin.coding.syntax.hanging import CONDITIONS
from tocsin.coding.syntax.verbs import INFINITIVE, Group

_OTHERS: Final = frozenset({"him", "her", "them", "it"})
_TWO: Final = 2
_THE_OTHER: Final = ("the", "other")
STRUCK: Final = frozenset({"on", "against", "of"})
"""Prepositions behind a deed of those whom it is done to."""
_NEAR: Final = 8
"""Tokens behind a verb in which those stand whom it speaks of."""


class Addressees(Harm):
    """Whom what is asked, blamed or refused is said to or speaks of, for the hits of one sentence."""

    def _owner_first(self, hit: Hit, group: Group) -> bool:
        """Whether whose deed it is stands right behind the verb: "deplored Russia's aggression against Ukraine"."""
        found = self.scene.actors_in(group.head + 1, self._stop(hit, group))
        return bool(found) and found[0].possessive and not found[0].preposition

    def _called_out(self, hit: Hit, group: Group) -> bool:
        """Whether the verb's very object is somebody: "blasted the government for arming Kyiv"."""
        start = group.head + 1
        direct = self._direct(self.scene.actors_in(start, self._stop(hit, group)), start)
        return bool(direct) and not (direct[0].modifier or direct[0].possessive)

    def _doer_of_deed(self, hit: Hit, group: Group) -> list[ActorMention]:
        """Who did what is condemned where a "by" tells: "the killing of a journalist by Israeli troops"."""
        found = self.scene.actors_in(group.head + 1, self._stop(hit, group))
        return self._first(found, ("by",)) if found and found[0].preposition else []

    def _complained_of(self, hit: Hit, group: Group) -> list[ActorMention]:
        """Of whom somebody complains to others: "complained to the UN that Chad had bombed a convoy"."""
        if group.lemma not in _COMPLAINING:
            return []
        below = range(hit.clause + 1, len(self.groups))
        told = (k for k in below if self.groups[k].parent == hit.clause and self.groups[k].link == "that")
        return next((self.subject(k) for k in told if not self.groups[k].passive), [])

    def _accused(self, hit: Hit, found: list[ActorMention]) -> list[ActorMention]:
        """Those of some who can be condemned: not those whom an attack struck, as in "condemned the raid on Kyiv"."""
        struck = hit.act.mode == "disapprove" and "attack" in hit.classes
        return [m for m in found if not (m.preposition in STRUCK or self._is_struck(m))] if struck else found

    def _is_struck(self, mention: ActorMention) -> bool:
        """Whether the bare name of a place tells where an attack was: "condemned the Kabul bombing"."""
        at = self.scene.token_at(mention.end)
        return bare_place(mention) and any(self._is_attack(i) for i in range(at, min(at + 2, self.s.end)))

    def _answered(self, hit: Hit, found: list[ActorMention]) -> list[ActorMention]:
        """Whom sanctions are on that answer a deed: who did it, as in "sanctions over Russia's war on Ukraine"."""
        if hit.act.type != "SANCTION" or not found or found[0].preposition not in STRUCK:
            return found
        struck = self.scene.token_at(found[0].start)
        deed = next((i for i in range(struck - 1, max(hit.last, struck - _NEAR) - 1, -1) if self._is_attack(i)), -1)
        if deed < 0:
            return found
        doers = [m for m in self.scene.actors_in(hit.last, deed) if m.possessive or m.modifier]
        return doers or self._first(self.scene.actors_in(struck, min(struck + _NEAR, self.s.end)), ("by",))

    def _is_attack(self, i: int) -> bool:
        return "attack" in self.s.grammar.classes.get(self.s.lower[i], ())

    def _handed(self, k: int) -> list[ActorMention]:
        """Whom "to him" behind a passive stands for: "a note was handed to them"."""
        at = self.groups[k].head + 2
        told = at < self.s.end and self.s.lower[at - 1] == "to" and self.s.lower[at] in _OTHERS
        return self.antecedents.of(at, k) if told else []

    def _each_other(self, hit: Hit, group: Group, actors: list[ActorMention]) -> bool:
        """Whether those who act do it to one another: "accused each other of firing", "each blamed the other"."""
        words = self.s.lower[group.head + 1 : max(self._stop(hit, group), hit.last) + 1]
        of_two = len({m.country for m in actors}) == _TWO
        return any(pair in RECIPROCAL or (of_two and pair == _THE_OTHER) for pair in pairwise(words[:_NEAR]))

    def _described(self, hit: Hit, group: Group, actors: list[ActorMention]) -> list[ActorMention]:
        """Those of whom an object speaks without naming them: "urged both to halt", "sanctions on its neighbour"."""
        stop = self._stop(hit, group)
        for i in range(group.head + 1, stop):
            if of_two(self.s, i, stop):
                return self.described.two(i, stop, {m.country for m in actors})
            if (rival := self.described.rival(i, stop)) is not None:
                return [rival]
        return []

    def _asked(self, k: int, asking: list[ActorMention]) -> list[ActorMention]:
        """Who is to do what is asked: the subject of the clause below, "demanded that they release the crew"."""
        for child in range(k + 1, len(self.groups)):
            span = self.groups[child].subject
            if self.groups[child].parent == k and span is not None and not self.groups[child].passive:
                if self.s.lower[span[0]] in ("they", "it", "he", "she"):
                    own = {m.country for m in asking}
                    return [m for m in self.focus if m.country not in own]
                return self.people(span, child)
        return []

    def _urged(self, k: int) -> list[ActorMention]:
        """Who is asked before what is asked: "urged the president to send shells to Kyiv"."""
        group = self.groups[k]
        below = self.groups[k + 1] if k + 1 < len(self.groups) else group
        if below.parent != k or below.form != INFINITIVE:
            return []
        return self._direct(self.scene.actors_in(group.head + 1, below.first), group.head + 1)

    def _below(self, hit: Hit) -> list[ActorMention]:
        """To whom that is done which is threatened or refused: "threatened to send home Ethiopian troops"."""
        for child in range(hit.clause + 1, len(self.groups)):
            below = self.groups[child]
            if below.parent == hit.clause and below.form == INFINITIVE:
                start = below.head + 1
                found = self._direct(self.scene.actors_in(start, max(below.stop, start)), start)
                return found or self._objects(Hit(hit.act, child, below.head, start, noun=False), below)
        return []

    def _on_condition(self, hit: Hit, found: list[ActorMention]) -> list[ActorMention]:
        """Who is threatened where only the condition names anybody: "warned it would hit Adre if Chad struck Wau"."""
        k = next((k for k in range(hit.clause + 1, len(self.groups)) if self.groups[k].link in CONDITIONS), -1)
        span = self.groups[k].subject if k >= 0 else None
        if span is None or any(hit.first < self.scene.token_at(m.start) < span[0] for m in found):
            return found
        own = {m.country for m in self.subject(hit.clause)}
        return [m for m in self.subject(k) if m.country and m.country not in own] or found

    def _meeting(self, hit: Hit, asking: list[ActorMention]) -> list[ActorMention]:
        """Who meets because somebody asked: "at Washington's request the council meets", "… meets at its request"."""
        own = {m.country for m in asking}
        for k, group in enumerate(self.groups):
            if k == hit.clause or (hit.clause < 0 and group.first >= hit.last):
                return [m for m in self.subject(k) if m.country not in own]
        return []


_COMPLAINING: Final = frozenset({"complain", "protest"})
"""Verbs whose "to" leads to those who are told, and their "that" to those of whom."""
