"""References: whom a noun phrase, a relative word or a pronoun of one sentence speaks of."""

from bisect import bisect_left
from dataclasses import replace
from typing import Final

from tocsin.coding.names.descriptions import each_other, of_three, of_two
from tocsin.coding.names.mention import ActorMention
from tocsin.coding.roles.antecedents import Antecedents
from tocsin.coding.roles.before import Before
from tocsin.coding.roles.described import Described
from tocsin.coding.roles.lists import PLACING, joined, list_around, listed
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.speakers import SETTING_OFF, may_speak
from tocsin.coding.syntax.subjects import Range, subject_of
from tocsin.coding.syntax.verbs import ING, Group, Sentence

_OF_PARTNERS: Final = frozenset({"each", "both", "either", "neither", "two"})
_TWO: Final = 2
_PLACES: Final = frozenset({"country", "seat"})
_SHORT: Final = 5
"""Tokens of a phrase whose pronoun tells whose it is: "two of their lorries"."""
_NEAR: Final = 5
"""Tokens before an "as" in which a "same" makes it one that compares."""
_PRONOUNS: Final = frozenset("it he she they him them her who its his their we i".split())
_SPOKE: Final = 4
"""How many sentences back somebody has spoken who goes on: "…, he added"."""
_OFFICES: Final = frozenset({"office", "spokesperson"})
_CHARGED: Final = (["it"], ["him"], ["her"], ["them"])
_LEADING: Final = frozenset({"for", "on", "against"})
"""Prepositions that lead to those of whom a clause tells what they do."""


class References:
    """Who is meant in one sentence."""

    def __init__(self, scene: Scene, s: Sentence, groups: list[Group], before: Before) -> None:
        self.scene = scene
        self.s = s
        self.groups = groups
        self.before = before
        self.focus = before.focus
        self.antecedents = Antecedents(scene, s, groups, before)
        self.described = Described(self.antecedents)
        self._subjects: dict[int, list[ActorMention]] = {}

    def subject(self, k: int) -> list[ActorMention]:
        """The actors in a clause's subject; a pronoun stands for those last spoken of."""
        if k not in self._subjects:
            self._subjects[k] = self._subject(k)
        return self._subjects[k]

    def _subject(self, k: int) -> list[ActorMention]:
        span = subject_of(self.groups, k)
        if span is None:
            return []
        group = self.groups[k]
        if group.subject is None and group.inherits > k:
            return self.subject(group.inherits)  # "After pulling out of Cambodia, Vietnam …": no list
        if each_other(self.s, span) and 0 <= group.parent < k:
            return self.subject(group.parent)  # "accused each other of breaking the truce"
        if group.link == "of" and (charged := self._charged(k, span)):
            return charged
        if group.link == "relative" and group.antecedent == span:
            nearest = self._nearest(span)
            if nearest:
                return nearest
        if group.link == "relative" and group.antecedent and self.s.lower[span[0] - 1] == "whose":
            # "Jeremy Corbyn, whose office accused …"
            return self.people(span, k) if self._of_its_own(span) else self.people(group.antecedent, k)
        return self.people(span, k)

    def _charged(self, k: int, span: Range) -> list[ActorMention]:
        """Whom "it" stands for in "condemned Chad, accusing it of shelling": whoever the clause before is done to."""
        parent = self.groups[k].parent
        above = self.groups[parent] if parent >= 0 else self.groups[k]
        if above.link != "participle" or above.parent < 0 or self.s.lower[span[0] : span[1]] not in _CHARGED:
            return []
        own = {m.country for m in self.subject(above.parent)}
        between = self.scene.actors_in(self.groups[above.parent].head + 1, above.first)
        return [m for m in between if m.country and m.country not in own and not m.modifier][:1]

    def _of_its_own(self, span: Range) -> bool:
        """Whether a phrase names somebody by more than their office."""
        return any(m.country and not m.resolved for m in self.scene.actors_in(*span))

    def _nearest(self, span: Range) -> list[ActorMention]:
        """Whom "which" or "who" stands for where a name ends the words before it: "sanctions on Moscow, which …"."""
        end = bisect_left(self.scene.actor_starts, self.scene.tokens.end[span[1] - 1])
        if self.s.lower[span[1] : span[1] + 1] == ["that"] and self.s.lower[span[0] : span[1]].count("in"):
            return []  # "a bombing in Kabul that killed two": what happened there
        found = self.scene.actors[max(0, end - 1) : end]  # it may begin before: "his Polish counterpart, Andrzej Duda"
        if not found or found[-1].modifier or found[-1].end != self.scene.tokens.end[span[1] - 1]:
            return []
        if found[-1].preposition and found[-1].kind in _PLACES and self.s.lower[span[1]] == "that":
            return []  # "a war in Mali that has killed thousands": no country needs to be told which it is
        return list_around(self.scene, self.s, found[-1:])

    def people(self, span: Range, k: int = -1) -> list[ActorMention]:
        """The actors that a noun phrase names: its head's, else those that describe it; `k` is its clause."""
        first, last = span = self._with_name(span)
        found = self.scene.actors_in(first, last)
        several = self._several(found, span, k)
        if several is not None:
            return several
        heads = [m for m in found if not m.modifier and self._free(m, first, k)]
        if len(heads) > 1 and self.scene.text[heads[-2].end : heads[-1].start] == " the ":
            heads = heads[-1:]  # "at the request of Germany and France the council met"
        if heads:
            # "…, the ministry said", "… arms Iran and Moscow sends troops": what stands before that is no list with it.
            set_off = self._set_off(k) or (k >= 0 and self.s.lower[first - 1] == "and")
            people = listed(self.scene, heads) if set_off else list_around(self.scene, self.s, heads)
            beside = self._pronoun_beside(first, k)
            return [*beside, *(self._owned(m, k) for m in (*people, *joined(self.scene, self.s, found, span)))]
        calls = k >= 0 and self.groups[k].head == last  # "It called on Chile", but "the group called M23 fired"
        called = (not calls and self.described.called(last)) or self.described.called_only(first, last)
        if called:
            return called
        whose = [m for m in found if (m.modifier and "origin" not in m.tags) or m.preposition in ("from", "of", "by")]
        if whose:
            return listed(self.scene, whose)
        return self._meant(found, span, k)

    def _pronoun_beside(self, first: int, k: int) -> list[ActorMention]:
        """Whom a pronoun stands for that opens a list: "said he and the Greek minister discussed the deal"."""
        if self.s.lower[first] not in ("he", "she", "they") or self.s.lower[first + 1] != "and":
            return []
        return self.antecedents.of(first, k)

    def _with_name(self, span: Range) -> Range:
        """A phrase with the word before it that is a part of its first name: "First Deputy Foreign Minister …"."""
        first = span[0] - 1
        before = self.scene.actors_in(first, span[0]) if first >= self.s.begin else []
        return (first, span[1]) if before and before[0].end > self.scene.tokens.start[span[0]] else span

    def _several(self, found: list[ActorMention], span: Range, k: int) -> list[ActorMention] | None:
        """Those of whom a phrase speaks as several: "the two governments", "negotiators from …", "each of them".

        None where it does not speak so.
        """
        first, last = span
        if found and found[0].plural and found[0].resolved | (found[0].country is None):
            three = of_three(self.s, first, last)
            several = self.described.three(first) if three else self.described.two(first, last)
            several = several or self.described.last_two(found[0])
            if several:
                return several
        if len(found) > _TWO and found[0].plural and found[0].sector == "GOV" and found[1].preposition == "from":
            several = listed(self.scene, found[1:])
            if len(several) > 1:
                return several  # "negotiators from Russia and Ukraine"
        if self.s.lower[last - 2 : last] == ["of", "them"] and not found:
            if self.s.lower[first] in _OF_PARTNERS and self.before.together:
                return list(self.before.together)  # "obliges each of them to help"
            if self.s.recent and not self._set_off(k):
                return list(self.before.senders)  # "the first of them reached the front"
        return None

    def _meant(self, found: list[ActorMention], span: Range, k: int) -> list[ActorMention]:
        """Whom a phrase means that has nobody's name as its head: a pronoun's or a description's."""
        first, last = span
        if k > 0 and self._behind_speaker(first, k):
            return self.subject(k - 1)
        if self._set_off(k) and self.s.lower[first] in ("it", "he", "she", "they"):
            if self.s.lower[first] == "they":
                return list(self.focus)
            return self._went_on() or ([] if self.groups[k].passive else self.antecedents.of(first, k))
        if of_two(self.s, first, last):
            return self.described.two(first, last)
        if of_three(self.s, first, last):
            return self.described.three(first)
        one = self.described.realm(first, last, k) or self.described.rival(first, last)
        if one is not None:
            return [one]
        if last - first <= _SHORT and any(self.s.lower[i] in _PRONOUNS for i in range(first, min(last, first + 3))):
            return self.antecedents.of(first, k)
        if not found:
            return self._titled(first) or self._introduced(last, k) or self.described.some(first, last)
        return found[:1] if found[0].preposition not in PLACING and "origin" not in found[0].tags else []

    def _behind_speaker(self, first: int, k: int) -> bool:
        """As in "If we are struck, the envoy said, it would fire": what somebody says of his own side, set off."""
        said, s = self.groups[k - 1], self.s
        if s.lower[first] not in ("it", "they", "we") or s.lower[first - 1] != "," or said.link != ",":
            return False
        ends = said.subject[1] if said.late_subject and said.subject is not None else said.head + 1
        return ends == first - 1 and may_speak(s, said) and not may_speak(s, self.groups[k])

    def _went_on(self) -> list[ActorMention]:
        """Who "…, it added" goes back to: whoever spoke before, not whom the words speak of."""
        speaker, focus = self.before.speaker[:1], self.focus[:1]
        here = self.scene.sentence_of(self.s.begin)
        if not speaker or here - speaker[0].sentence > _SPOKE:
            return list(self.focus)
        person = bool(focus) and focus[0].kind in _OFFICES | {"person"}
        return list(self.focus) if person and focus[0].start > speaker[0].start else speaker

    def _set_off(self, k: int) -> bool:
        """Whether a clause says who speaks: "…, one of them warned"."""
        if k < 0 or self.groups[k].link not in SETTING_OFF:
            return False
        return self.groups[k].link == "," or may_speak(self.s, self.groups[k])  # not "“They fled,” he said"

    def _titled(self, first: int) -> list[ActorMention]:
        """Whose name stands at `first` behind the office: "the spokesman for the ministry, Esmail Baghaei, said"."""
        if first - 1 <= self.s.begin or self.s.lower[first - 1] != "," or not self.s.word[first][0].isupper():
            return []
        end = self.scene.tokens.end[first - 2]
        before = self.scene.actors_in(self.s.begin, first - 1)[-1:]
        return [m for m in before if m.end == end and m.kind in _OFFICES]

    def _introduced(self, last: int, k: int) -> list[ActorMention]:
        """What somebody unknown is, between commas: "Musa Ali, a militia leader in the town, said"."""
        if k < 0 or self.s.lower[last : last + 1] != [","] or self.s.lower[last + 1] not in ("a", "an", "the"):
            return []
        first = self.groups[k].first
        named = [m for m in self.scene.actors_in(last + 1, first) if not (m.modifier or m.preposition)][:1]
        return named if self.s.lower[first - 1] == "," and self.s.word[last - 1][0].isupper() else []

    def _owned(self, mention: ActorMention, k: int) -> ActorMention:
        """As in "His army": of whoever was spoken of last."""
        i = self.scene.token_at(mention.start) - 1
        word = self.s.lower[i] if i >= self.s.begin else ""
        if mention.resolved and word in ("our", "my"):
            return self._of_speaker(mention, i)
        if not mention.resolved or word not in ("his", "its", "their", "her"):
            return mention
        owners = self.antecedents.of(i, k)
        here = owners and owners[0].start >= self.scene.tokens.start[self.s.begin]
        country = owners[0].country if here else None
        return mention if country is None else replace(mention, actor=replace(mention.actor, country=country))

    def _of_speaker(self, mention: ActorMention, at: int) -> ActorMention:
        """As in "“Our troops have taken the town,” the rebels' spokesman said": they are of whoever speaks."""
        voice = self.before.voice
        if voice is None or not voice.says(at) or voice.speaker[0].country is None:
            return mention
        speaker = voice.speaker[0]
        sector = "REB" if speaker.sector == "REB" else mention.sector
        return replace(mention, actor=replace(mention.actor, country=speaker.country, sector=sector))

    def _free(self, mention: ActorMention, first: int, k: int) -> bool:
        """Whether no preposition within the phrase from `first` on makes a place of somebody.

        What leads to the phrase is no part of it: "the cover for soldiers whom Kyiv expects to fight", "sanctions on
        Iran for supplying drones".
        """
        leads = mention.preposition in _LEADING and self.s.lower[first - 1 : first] == [mention.preposition]
        return mention.preposition not in PLACING or leads or self._leads_clause(mention, k)

    def _leads_clause(self, mention: ActorMention, k: int) -> bool:
        """Whether what looks like a subject's preposition leads its clause: "as Rwandan troops shelled the town"."""
        if not mention.preposition or k < 0:
            return False
        if mention.preposition == "with" and self.groups[k].form == ING:
            return True  # "…, with Chad accusing its neighbour"
        if self.groups[k].link != mention.preposition:
            return False
        at = self.scene.token_at(mention.start)
        if self.s.lower[at - 1] in ("a", "an"):
            return False  # "dressed as a policeman"
        return "same" not in self.s.lower[max(self.s.begin, at - _NEAR) : at]  # "in the same breath as Rabat's …"
