"""Complements: those named behind a verb, as its objects or behind the prepositions that lead to them."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in
from tocsin.coding.names.mention import ActorMention, across
from tocsin.coding.names.pronouns import antecedents
from tocsin.coding.roles.lists import JOINTS, listed
from tocsin.coding.roles.references import References
from tocsin.coding.syntax.verbs import FINITE, Group
from tocsin.coding.text.grammar import ADV, COORD, DET, MARK, PREP, REL, SUBORD, TO

_AS_WHAT: Final = (["hostage"], ["captive"], ["prisoner"])
"""As what somebody is taken who is named behind: "took hostage four sailors"."""
_ALONGSIDE: Final = frozenset({"by", "behind", "with", "alongside", "around", "round"})
"""Prepositions that a verb may have for its own: "stood by", "rallied behind"."""
_PRONOUNS: Final = frozenset({"it", "him", "them", "her"})
_LEADING: Final = frozenset({"", "of", "on", "at", "against", "with", "into", "to", "upon"})
"""Prepositions behind which those stand to whom something is done."""
_WITH: Final = 4
"""Tokens from "with" to whose forces they are: "with two of the ships from Oman"."""
_ENDING: Final = MARK | COORD | SUBORD | REL | TO
"""What a word must be one of to end the phrase behind a verb."""
_MOST: Final = 40
"""Mentions that a pronoun looks back at."""


_BEDS: Final = frozenset("hospital hospitals clinic clinics safety".split())


class Complements(References):
    """Whom the words behind the verbs and nouns of one sentence name."""

    def _objects(self, hit: Hit, group: Group) -> list[ActorMention]:
        start = group.head + 1
        if hit.act.mode == "abduct" and self.s.lower[start : start + 1] in _AS_WHAT:
            start += 1
        found = self._parties(start, self._stop(hit, group))
        direct = self._direct(found, start)
        if direct:
            return direct
        owners = self._owners_of_object(hit, start)
        if owners:
            return owners
        if not found:
            return self._pronoun(start, self.subject(hit.clause) if hit.clause >= 0 else [])
        own = self.s.lower[hit.last - 1] if hit.last > start and not group.passive else ""
        if own in _ALONGSIDE and found[0].preposition == own:
            return listed(self.scene, found)  # "stood by its ally at the council"
        first = next(
            (
                m
                for m in found
                if not m.modifier
                and (self._with_those(m) or (m.preposition in _LEADING and not self._tells_whence(found, m)))
            ),
            None,
        )
        if first is None:
            first = found[0]
            if first.preposition in ("by", "in", "since", "after", "near", "from"):
                return []
        return self._other_of_two(hit, first) or listed(self.scene, found[found.index(first) :])

    def _with_those(self, mention: ActorMention) -> bool:
        """As in "held drills with ships from Oman": those whose forces something is done with."""
        i = self.scene.token_at(mention.start) - 1
        return self.s.lower[i] == "from" and "with" in self.s.lower[max(self.s.begin, i - _WITH) : i]

    def _tells_whence(self, found: list[ActorMention], mention: ActorMention) -> bool:
        """Whether a list only joins somebody to one who tells whence something is: "jets from Mali and Niger"."""
        at = found.index(mention)
        while at and not found[at].preposition and self._joins(found[at - 1], found[at]):
            at -= 1
        return found[at].preposition == "from"

    def _joins(self, one: ActorMention, other: ActorMention) -> bool:
        return not one.modifier and self.scene.text[one.end : other.start] in JOINTS

    def _parties(self, first: int, last: int) -> list[ActorMention]:
        """Those named within tokens, but for who only tells whence or of what kind a thing is."""
        return [m for m in self.scene.actors_in(first, last) if not (m.modifier and "origin" in m.tags)]

    def _other_of_two(self, hit: Hit, those: ActorMention) -> list[ActorMention]:
        """Whom "the two countries" adds to who acts: "India closed the crossing between the two countries"."""
        if not those.plural or those.country is not None or hit.clause < 0:
            return []
        own = {m.country for m in self.subject(hit.clause)}
        two = self.described.last_two(those)
        return [m for m in two if m.country not in own] if own & {m.country for m in two} else []

    def _pronoun(self, start: int, doers: list[ActorMention]) -> list[ActorMention]:
        """Whom "them" or "him" stands for as an object: not those who do it."""
        if start >= self.s.end or self.s.lower[start] not in _PRONOUNS:
            return []
        at = self.scene.tokens.start[start]
        sentence = self.scene.sentence_of(start)
        stop = bisect_left(self.scene.actor_starts, at)
        others = [m for m in self.scene.actors[max(0, stop - _MOST) : stop] if m not in doers]
        return antecedents(self.s.lower[start], at, sentence, others) or [m for m in self.focus if m not in doers]

    def _stop(self, hit: Hit, group: Group) -> int:
        """Where the words behind a verb end that may be its objects: before the subject of the next clause."""
        stop = min(max(group.stop, hit.last, self._within(hit)), self.s.end)
        for other in self.groups:
            span = other.subject
            if span is None or not hit.last <= span[0] < stop:
                continue
            if other.form == FINITE and other.link != "relative" and not other.late_subject:
                stop = span[0]
        return stop

    def _owners_of_object(self, hit: Hit, start: int) -> list[ActorMention]:
        """Whose the thing is that is struck or trespassed on: "a bomb blew up their car", "sailed into its waters".

        What is "ours" in a quotation is the speaker's, whatever is done to it: "they harassed our boats".
        """
        s = self.s
        for i in (start, hit.last):
            if i >= s.end or s.lower[i] not in _POSSESSIVE:
                continue
            of_us = s.lower[i] == "our" and hit.act.type == "COERCE"
            if (
                hit.act.type == "ASSAULT"
                or of_us
                or (hit.act.type == "MOBILIZE" and "border" in classes_in(s, i, min(i + _LAND, s.end)))
            ):
                owners = self.antecedents.of(i, hit.clause)
                if owners and {m.start for m in owners}.isdisjoint(m.start for m in self.subject(hit.clause)):
                    return owners
        return []

    def _within(self, hit: Hit) -> int:
        """Where the words end of a participle that is one of an act's own: "remains committed to"."""
        end = 0
        for k in range(hit.clause + 1, len(self.groups) if hit.last - hit.first > 1 else 0):
            group = self.groups[k]
            if group.link == "reduced" and hit.first < group.head < hit.last:
                end = max(end, group.stop)
        return end

    def _direct(self, found: list[ActorMention], start: int) -> list[ActorMention]:
        """Those named in the very phrase behind the verb: "arrested a Somali man", "killed two Thai soldiers"."""
        s = self.s
        end = start
        while end < s.end and not s.words[end].flags & _ENDING and end - start < _PHRASE:
            if s.words[end].flags & PREP and not s.words[end].flags & (ADV | DET):
                break
            end += 1
        if end == start:
            return []
        limit = self.scene.tokens.end[end - 1]
        within = [m for m in found if m.start < limit and m.preposition == ""]
        heads = [m for m in within if not m.modifier and not m.possessive] or within
        return listed(self.scene, [*heads[:1], *(m for m in found if heads and m.start > heads[0].start)])

    def _after(self, hit: Hit, group: Group, prepositions: Iterable[str]) -> list[ActorMention]:
        stop = max(group.stop, hit.last)
        found = self.scene.actors_in(group.head + 1, min(stop, self.s.end))
        for n, mention in enumerate(found):
            if self._allied(mention, found[n + 1 : n + 2]):
                continue  # "by Islamic State-allied militants"
            if mention.preposition in prepositions or self._leads(mention, prepositions):
                return self._told_apart(found[n + 1 :]) or listed(self.scene, found[n:])
        if "by" in prepositions and group.passive and stop < self.s.end:
            return self._agent_of_both(hit) or self._far_agent(stop)
        return []

    def _agent_of_both(self, hit: Hit) -> list[ActorMention]:
        """Who does what the passive joined to one tells: "were beaten and dragged to vans by police"."""
        k = hit.clause + 1
        joined = self.groups[k] if k < len(self.groups) else None
        if joined is None or not joined.passive or joined.inherits != hit.clause or joined.first < joined.head:
            return []
        if not _BEDS.isdisjoint(self.s.lower[joined.head : joined.stop]):
            return []  # "were wounded and flown to a hospital by the army"
        return self._after(Hit(hit.act, k, joined.head, joined.head + 1, noun=False), joined, ("by",))

    def _allied(self, mention: ActorMention, behind: list[ActorMention]) -> bool:
        """Whether a name only tells whose friends those behind it are: "Rwanda-backed", "IS-linked", "Libyan-led"."""
        if not mention.modifier or not self.scene.text.startswith("-", mention.end):
            return False
        tied = any(_TIED.fullmatch(self.scene.text, mention.end, other.start) for other in behind)
        return tied or mention.kind != "demonym"  # "by Saudi-led air strikes": they did it

    def _told_apart(self, found: list[ActorMention]) -> list[ActorMention]:
        """Whom "including" names among those told before it: "condemned by its partners, including France and Chad"."""
        before = [self.scene.text[max(0, m.start - len(_INCLUDING)) : m.start].lower() for m in found]
        at = next((n for n, m in enumerate(found) if m.country and "including " in before[n]), -1)
        return listed(self.scene, found[at:]) if at >= 0 else []

    def _far_agent(self, start: int) -> list[ActorMention]:
        """Who stands behind a late "by": "was called “a gift of what is not his” by the ministry"."""
        for k in range(len(self.groups)):
            if self.groups[k].first >= start and self.groups[k].passive:
                return []
        found = self.scene.actors_in(start, self.s.end)
        for n, mention in enumerate(found):
            if mention.preposition == "by":
                return listed(self.scene, found[n:])
        return []

    def _leads(self, mention: ActorMention, prepositions: Iterable[str]) -> bool:
        """Whether a preposition stands a few words before: "by a group of Russian hackers"."""
        i = self.scene.token_at(mention.start) - 1
        for _ in range(5):
            if i < self.s.begin:
                return False
            if self.s.lower[i] in prepositions:
                return True
            f = self.s.words[i].flags
            if (f & PREP and self.s.lower[i] != "of") or f & (COORD | MARK):
                return self.s.lower[i] in _ACROSS and self.s.lower[i - 1] in prepositions
            i -= 1
        return False

    def _toward(self, hit: Hit, group: Group, prepositions: tuple[str, ...]) -> list[ActorMention]:
        stop = self._stop(hit, group)
        parties = self._parties(hit.first, stop)
        if hit.act.type in _DONE_WITH:
            parties = [m for m in parties if not across(self.scene.text, m)]  # "drilled near the border with Guyana"
        found = self._first(parties, prepositions)
        if found or hit.clause < 0:
            return found
        for i in range(hit.first + 1, stop):
            if self.s.lower[i] in _PRONOUNS and self.s.lower[i - 1] in prepositions:
                return self._pronoun(i, self.subject(hit.clause))
        return []

    def _first(self, found: list[ActorMention], prepositions: Iterable[str]) -> list[ActorMention]:
        for wanted in prepositions:
            for n, mention in enumerate(found):
                if mention.preposition == wanted or self._leads(mention, (wanted,)):
                    backed = n + 1 < len(found) and self.scene.text.startswith("-", mention.end)
                    return listed(self.scene, found[n + backed :])  # "against the Iran-backed group Hezbollah"
        return []


_DONE_WITH: Final = frozenset({"MOBILIZE", "COOPERATE", "CONSULT", "AGREE"})
"""Acts that somebody does with others."""
_TIED: Final = re.compile(r"-[a-z]+ (?:[\w-]+ )?")
"""What stands between those who back somebody and him: "Iranian-backed Shiite gunmen"."""
_INCLUDING: Final = "including the "
_ACROSS: Final = frozenset({"across", "inside", "within", "over", "beyond", "behind"})
"""Prepositions that may follow another: "came from across the Congolese border"."""
_POSSESSIVE: Final = frozenset({"their", "his", "her", "its", "our"})
_LAND: Final = 5
"""Tokens in which a line or a zone is named: "its exclusive economic zone"."""
_PHRASE: Final = 8
"""Tokens of a noun phrase looked at behind a verb."""
