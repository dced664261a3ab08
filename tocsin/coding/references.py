"""References: whom a noun phrase, a relative word or a pronoun of one sentence speaks of."""

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import Final

from tocsin.coding.mention import ActorMention
from tocsin.coding.pronouns import antecedents
from tocsin.coding.scene import Scene
from tocsin.coding.subjects import Range, subject_of
from tocsin.coding.verbs import Group, Sentence

_PLACING: Final = frozenset(
    """
    in near at on to against off over into around inside with after before about as than like under toward towards
    across outside for along between since during despite
    """.split()
)
"""Prepositions that make a name a place, a goal or a circumstance, not the head of its phrase."""
_MANY: Final = frozenset({"people", "group", "force", "demonym"})
_TWO: Final = 2
_JOINTS: Final = frozenset({", ", " and ", ", and "})
_LONGEST_LIST: Final = 12
_PRONOUNS: Final = frozenset("it he she they him them her who its his their we i both two".split())
_BETWEEN: Final = frozenset("and or nor & , the both as well also a an its his their of".split())


class References:
    """Who is meant in one sentence; `focus` are those whom the sentences before it spoke of last."""

    def __init__(self, scene: Scene, s: Sentence, groups: list[Group], focus: list[ActorMention]) -> None:
        self.scene = scene
        self.s = s
        self.groups = groups
        self.focus = focus
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
        if group.link == "relative" and group.antecedent == span:
            nearest = self._nearest(span)
            if nearest:
                return nearest
        if group.link == "relative" and group.antecedent and self.s.lower[span[0] - 1] == "whose":
            # "Jeremy Corbyn, whose office accused …"
            return self.people(span, k) if self._of_its_own(span) else self.people(group.antecedent, k)
        return self.people(span, k)

    def _of_its_own(self, span: Range) -> bool:
        """Whether a phrase names somebody by more than their office."""
        return any(m.country and not m.resolved for m in self.scene.actors_in(*span))

    def _nearest(self, span: Range) -> list[ActorMention]:
        """Whom "which" or "who" stands for where a name ends the words before it: "sanctions on Moscow, which …"."""
        found = self.scene.actors_in(*span)
        if not found or found[-1].modifier or found[-1].end != self.scene.tokens.end[span[1] - 1]:
            return []
        return self.with_earlier(found[-1:])

    def people(self, span: Range, k: int = -1) -> list[ActorMention]:
        """The actors that a noun phrase names: its head's, else those that describe it; `k` is its clause."""
        first, last = span
        found = self.scene.actors_in(first, last)
        if found and found[0].plural and self._of_two(first, last):
            persons = "persons" if found[0].kind in ("person", "office", "spokesperson") else "sides"
            both = antecedents(f"two {persons}", found[0].start, found[0].sentence, self.scene.actors)
            if len(both) > 1:
                return both
        heads = [m for m in found if not m.modifier and (m.preposition not in _PLACING or self._opens(m, first))]
        if heads:
            # "…, the ministry said": what stands before that comma is no list with the speaker.
            set_off = k >= 0 and self.groups[k].link == ","
            return [self._owned(m, k) for m in (listed(self.scene, heads) if set_off else self.with_earlier(heads))]
        described = [m for m in found if m.modifier or m.preposition in ("from", "of", "by")]
        if described:
            return listed(self.scene, described)
        if k >= 0 and self.groups[k].link == "," and self.s.lower[first] in ("it", "he", "she", "they"):
            # "…, it added": whoever spoke before, not whom the words speak of.
            return list(self.focus)
        if last - first <= 4 and any(self.s.lower[i] in _PRONOUNS for i in range(first, min(last, first + 3))):
            return self._antecedent(first, k)
        return found[:1] if found and found[0].preposition not in _PLACING else []

    def _of_two(self, first: int, last: int) -> bool:
        """Whether a phrase speaks of two already named: "the two leaders", "both governments"."""
        words = self.s.lower[first : min(last, first + 3)]
        return words[:1] == ["both"] or words[:2] == ["the", "two"]

    def _owned(self, mention: ActorMention, k: int) -> ActorMention:
        """As in "His army": of whoever was spoken of last."""
        i = self.scene.token_at(mention.start) - 1
        if not mention.resolved or i < self.s.begin or self.s.lower[i] not in ("his", "its", "their", "her"):
            return mention
        owners = self._antecedent(i, k)
        country = owners[0].country if owners else None
        return mention if country is None else replace(mention, actor=replace(mention.actor, country=country))

    def with_earlier(self, heads: list[ActorMention]) -> list[ActorMention]:
        """Those whom a list joins to the first of `heads`, before it and behind it."""
        found = listed(self.scene, heads)
        at = bisect_left(self.scene.actor_starts, heads[0].start) - 1
        limit = self.scene.tokens.start[self.s.begin]
        while at >= 0 and len(found) < _LONGEST_LIST:
            mention = self.scene.actors[at]
            gap = self.scene.text[mention.end : found[0].start]
            if mention.start < limit or gap not in _JOINTS or mention.modifier or mention.preposition in _PLACING:
                break
            found.insert(0, mention)
            at -= 1
        return found

    def _antecedent(self, at: int, k: int) -> list[ActorMention]:
        """Whom a pronoun stands for: the subject of a clause before it in its sentence, else those last spoken of."""
        if self.s.lower[at] in ("they", "their", "them") and k >= 0:
            several = self._several(at)
            if several:
                return several
        if self.s.lower[at] not in ("we", "i", "our", "my"):
            for j in range(k - 1, -1, -1):
                span = self.groups[j].subject
                if span is not None and span[1] <= at and (self.groups[j].link != "relative" or j == k - 1):
                    found = [m for m in self.scene.actors_in(*span) if not m.modifier and m.preposition not in _PLACING]
                    if found:
                        return self.with_earlier(found)
            if self.s.lower[at] in ("his", "her", "he", "she"):
                start = self.scene.tokens.start[at]
                sentence = bisect_right(self.scene.spans, (start, 1 << 60)) - 1
                return antecedents("he", start, sentence, self.scene.actors) or list(self.focus)
        elif k >= 0:
            # "We will respond," said the general.
            for j in range(len(self.groups) - 1, -1, -1):
                group = self.groups[j]
                if (
                    j != k
                    and group.lemma in ("say", "tell", "add", "warn", "declare", "write")
                    and group.subject is not None
                ):
                    found = self.scene.actors_in(*group.subject)
                    if found:
                        return found[:1]
        return list(self.focus)

    def _several(self, at: int) -> list[ActorMention]:
        """Whom "they" stands for in its sentence where its subjects are single: "Pakistan shot down two Indian jets
        after they crossed".
        """
        earlier = self.scene.actors_in(self.s.begin, at)
        if len(earlier) < _TWO or earlier[0].plural or earlier[0].kind in _MANY or len(listed(self.scene, earlier)) > 1:
            return []
        several = [m for m in earlier[1:] if m.country != earlier[0].country and self._many(m, at)]
        return several[-1:]

    def _many(self, mention: ActorMention, stop: int) -> bool:
        """Whether a mention is of several, or describes a plural: "two Indian jets"."""
        i = self.scene.token_at(mention.end)
        words = self.s.lower[i : min(i + 2, stop)] if mention.modifier else self.s.lower[i - 1 : i]
        return mention.plural or any(word.endswith(("s", "troops", "men")) and word != "'s" for word in words)

    def _opens(self, mention: ActorMention, first: int) -> bool:
        return mention.start <= self.scene.tokens.end[first] and mention.preposition == ""


def listed(scene: Scene, mentions: list[ActorMention]) -> list[ActorMention]:
    """The first mention and those that a list joins to it: "Britain, France and Germany"."""
    if not mentions:
        return []
    found = [mentions[0]]
    for mention in mentions[1:]:
        gap = scene.text[found[-1].end : mention.start]
        if mention.possessive and not found[-1].possessive:
            break  # "Ethiopia, Eritrea's old rival"
        if len(gap) > 24 or not all(word in _BETWEEN for word in gap.lower().replace(",", " , ").split()):
            break
        found.append(mention)
    return found
