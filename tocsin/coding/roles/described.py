"""Descriptions: whom "the two", "the group", "the country" and "its neighbour" of a sentence stand for."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import Final

from tocsin.coding.names.descriptions import RIVALS, of_two
from tocsin.coding.names.descriptions import realm as realm_of
from tocsin.coding.names.mention import HUMANS, ActorMention
from tocsin.coding.names.pronouns import antecedents
from tocsin.coding.roles.antecedents import Antecedents
from tocsin.coding.roles.lists import listed
from tocsin.coding.syntax.verbs import Group

_TWO: Final = 2
_FORUMS: Final = frozenset({"body", "board", "council", "panel"})
_GROUPS: Final = frozenset({"group", "movement", "militia", "faction"})
_REACH: Final = 2
"""Sentences back in which those stand whom a description means."""
_MOST: Final = 40
"""Namings looked at for one description, so that no text costs more than its length."""
_FAR_BACK: Final = 200
_COUNTING: Final = frozenset(
    "many several some others dozen dozens scores hundreds thousands most a few handful at least more than".split()
)
_DEFINITE: Final = (["the"], ["these"], ["those"], ["its"], ["their"])


class Described:
    """Whom the descriptions of one sentence stand for."""

    def __init__(self, antecedents: Antecedents) -> None:
        self.antecedents = antecedents
        self.scene = antecedents.scene
        self.s = antecedents.s
        self.groups = antecedents.groups
        self.before = antecedents.before

    def called(self, last: int) -> list[ActorMention]:
        """Whose name stands behind the phrase that ends at `last`: "the group known as M23"."""
        if self.s.lower[last : last + 2] != ["known", "as"] and self.s.lower[last : last + 1] != ["called"]:
            return []
        return [m for m in self.scene.actors_in(last, min(last + 4, self.s.end))[:1] if not m.modifier]

    def called_only(self, first: int, last: int) -> list[ActorMention]:
        """Which "the group" and "the Iran-backed movement" is, or "the 15-nation body": the one that was named last."""
        if self.s.lower[first] not in ("the", "this"):
            return []
        if self.s.lower[last - 1] in _GROUPS:
            named = [m for m in self._earlier(first) if m.kind == "group" and m.actor.name and not m.modifier]
            near = [m for m in named if m in self._named(first)]
            return (near or (named if len({m.actor.name for m in named}) == 1 else []))[-1:]
        if self.s.lower[last - 1] in _FORUMS and any("-" in word for word in self.s.lower[first:last]):
            return [m for m in self._named(first) if m.kind == "organisation" and m.sector == "IGO"][-1:]
        return []

    def some(self, first: int, last: int) -> list[ActorMention]:
        """Whom "many", "dozens" and "a few" are of: the people of whom the text spoke last, if it sent no arms."""
        if not _COUNTING.issuperset(self.s.lower[first:last]) or self.s.recent:
            return []
        return [m for m in self._named(first) if m.kind == "people" and m.plural and not m.preposition][-1:]

    def two(self, first: int, last: int, apart: Collection[str | None] = ()) -> list[ActorMention]:
        """Whom "the two", "both neighbours" or "the two leaders" at `first` stands for, none of `apart`."""
        words = self.s.lower[first : min(last, first + 3)]
        if words[:1] != ["both"] and words[:2] != ["the", "two"] and not of_two(self.s, first, last):
            return []
        before = self._named(first) or self._heading()
        counted = [m for m in before if self._counted_two(m) and not m.modifier and "generic" not in m.tags]
        if counted and not self.scene.actors_in(first, last) and last - first <= _TWO:
            return counted[-1:]  # "captured two soldiers … Both were wounded"
        persons = {m.country: m for m in before if m.kind in HUMANS and m.sector == "GOV"}
        leaders = [m for country, m in persons.items() if country is not None and country not in apart]
        if self.scene.actors_in(first, last) and len(leaders) == _TWO:
            return leaders
        return self.before.parties.pair(before, self.scene.text, apart, self._earlier(first)) or _at_home(before)

    def _heading(self) -> list[ActorMention]:
        """Those named in the headline of this text."""
        title = self.before.parties.scenes.get("title")
        return [] if title is None or title is self.scene else title.actors

    def three(self, first: int) -> list[ActorMention]:
        """The last three of different countries that were listed before token `first`."""
        before = self._named(first)
        lists = [listed(self.scene, before[i:]) for i in range(len(before))]
        return next(
            (found for found in reversed(lists) if len({m.country for m in found}) == len(found) == _TWO + 1), []
        )

    def rival(self, first: int, last: int) -> ActorMention | None:
        """Whom "its neighbour" and "their old foe" at `first` stand for: the other party of the text."""
        if self.s.lower[first] not in ("its", "their", "his", "her"):
            return None
        if not any(word in RIVALS for word in self.s.lower[first + 1 : min(last, first + 4)]):
            return None
        own = {m.country for m in self.antecedents.of(first, -1) if m.country}
        own |= {m.country for g in self.groups if g.head < first for m in self._plainly(g) if m.country}
        if not own:
            return None
        return self.before.parties.opposite(self.scene, self.s, first, own) or self._next(first, own)

    def _next(self, first: int, own: Collection[str]) -> ActorMention | None:
        """Whom the words behind token `first` name next, none of `own`, as far as the sentence behind."""
        at = bisect_left(self.scene.actor_starts, self.scene.tokens.start[first])
        sentence = self.scene.sentence_of(first)
        behind = [m for m in self.scene.actors[at : at + _MOST] if m.sentence <= sentence + 1 and not m.resolved]
        return next((m for m in behind if m.country and m.country not in own), None)

    def _plainly(self, group: Group) -> list[ActorMention]:
        """The actors named in a clause's own subject."""
        return self.scene.actors_in(*group.subject) if group.subject is not None else []

    def _counted_two(self, mention: ActorMention) -> bool:
        """Whether a mention is one of two: "two North Korean soldiers"."""
        text = self.scene.text
        return text.endswith("two ", 0, mention.start) or text.startswith("two ", mention.start)

    def last_two(self, those: ActorMention) -> list[ActorMention]:
        """The last two named, for "the two" in front of `those`."""
        words = self.scene.text[max(0, those.start - 12) : those.start].lower().split()
        both, two = words[-1:] == ["both"], words[-1:] == ["two"] and words[-2:-1] in _DEFINITE
        if not (both or two):
            return []
        at = self.scene.token_at(those.start)
        of_text = self.two(at - 1 if both else at - 2, at + 1)
        return of_text or antecedents("two", those.start, those.sentence, self.scene.actors)

    def _earlier(self, first: int) -> list[ActorMention]:
        """Those whom the text has named before token `first`, however far back."""
        stop = bisect_left(self.scene.actor_starts, self.scene.tokens.start[first])
        return self.scene.actors[max(0, stop - _FAR_BACK) : stop]

    def _named(self, first: int) -> list[ActorMention]:
        """Those named before token `first`, a few sentences back."""
        sentence = self.scene.sentence_of(first)
        stop = bisect_left(self.scene.actor_starts, self.scene.tokens.start[first])
        start = stop
        while start and self.scene.actors[start - 1].sentence >= sentence - _REACH and stop - start < _MOST:
            start -= 1
        return self.scene.actors[start:stop]

    def realm(self, first: int, last: int, k: int) -> ActorMention | None:
        """The state that "the country" or "the kingdom" stands for as a subject."""
        if k < 0 or last - first != _TWO or self.s.lower[first] not in ("the", "this", "that"):
            return None
        sentence = self.scene.sentence_of(first)
        return realm_of(self.s.lower[last - 1], self._named(first), sentence)


def _at_home(before: Sequence[ActorMention]) -> list[ActorMention]:
    """The two sides of a war within a country: the rebels and the state or its forces that were named last."""
    rebels = next((m for m in reversed(before) if m.sector == "REB" and m.country), None)
    state = next((m for m in reversed(before) if rebels and m.country == rebels.country and m.sector in _STATE), None)
    return sorted((rebels, state), key=lambda m: m.start) if rebels and state else []


_STATE: Final = frozenset({"GOV", "MIL"})
