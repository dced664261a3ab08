"""Which events tell of the same happening, whatever articles they stand in. Pure; one pass in order of arrival.

An article tells of several happenings, and a happening is told by several articles, foreseen by one, denied by another.
An event joins the happening that it is most alike, if it is alike enough: of the same type, by somebody who acts in
both, at about the same time, in the same words, to the same end. Else it is the first to tell of a happening, which
has its id from it. Nobody is moved afterwards.

The state is decided by the last `WINDOW` events and where each was put: after `recall` of those `join` answers as if
there had been no restart. An event is compared with at most `_LOOKED_AT` happenings under each of its keys, so the
cost of one does not grow with how many there are.
"""

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Final

from services.timeline.stories.telling import Telling

_ALIKE: Final = 0.5
"""How alike an event must be to join: half the weight of its words, or what stands below."""
_STORY, _PARTNERS, _OBJECT, _PLACE, _MODE = 0.2, 0.15, 0.1, 0.1, 0.1
"""What it counts that both stand in one story, that the act is done to the same, with the same, there, in that way."""
_OTHERS, _OTHER_OBJECT, _ELSEWHERE, _OTHER_MODE = 0.2, 0.2, 0.2, 0.1
"""What it counts against it that they differ in one of these."""
_SITED: Final = frozenset({"ASSAULT", "PROTEST"})
"""Acts that are each done at one place: the same sentence is told of every town that is hit."""
_RECENT: Final = 3
"""How many of a happening's last tellings an event is compared with."""
_LOOKED_AT: Final = 16
"""Happenings that are compared under a key: the last ones told of."""
_BEFORE, _TERM_BEFORE = 50, 1
"""How common words are before any is counted: as if in 1 of 50 events."""
_MOST: Final = 20_000
"""Events in the window."""
_LOG: Final = tuple(math.log(max(n, 1)) for n in range(_MOST + _BEFORE + 10))
_REACH: Final = {"MOBILIZE": 10, "RETREAT": 7, "SANCTION": 5, "AID": 5, "COERCE": 3, "AGREE": 3, "ASSAULT": 1}
"""Days that may lie between two tellings of one act of a type: a deployment goes on, a strike is over."""
_LASTS: Final = {"MOBILIZE": 90, "RETREAT": 60, "SANCTION": 30, "AID": 30, "COERCE": 14, "AGREE": 14, "ASSAULT": 2}
"""Days that an act of a type may last from its first telling: a war's daily strikes are not one strike of a year."""
_SHORT, _WEEK = 2, 7
"""The same for the types that are not named."""


@dataclass(slots=True)
class _Happening:
    """A happening that was told of lately."""

    tellings: deque[Telling] = field(default_factory=deque)
    """The oldest first."""
    recent: tuple[Telling, ...] = ()
    """The last of them, with which an event is compared."""
    keys: dict[tuple[str, str], int] = field(default_factory=dict)
    """Under which it is looked up, with how many tellings give each."""

    def tell(self, telling: Telling) -> None:
        self.tellings.append(telling)
        self.recent = (*self.recent, telling)[-_RECENT:]

    def forget_first(self) -> None:
        self.tellings.popleft()
        self.recent = self.recent[-len(self.tellings) :] if self.tellings else ()


class Happenings:
    """The happenings that are alive: those with a telling among the last `WINDOW` events."""

    WINDOW: ClassVar[int] = _MOST

    def __init__(self) -> None:
        self._window: deque[tuple[str, Telling]] = deque()
        self._happenings: dict[str, _Happening] = {}
        self._under: dict[tuple[str, str], dict[str, None]] = {}
        """For each key the happenings, the one that was told of last at the end."""
        self._common: dict[str, int] = {}
        """In how many tellings of the window each word is."""

    def join(self, telling: Telling) -> str:
        """The happening that the next event tells of, by the id of the event that told of it first."""
        found = self._most_alike(telling) or telling.event
        self.recall(telling, found)
        return found

    def recall(self, telling: Telling, happening: str) -> None:
        """Remember an event where it was put before."""
        alive = self._happenings.setdefault(happening, _Happening())
        alive.tell(telling)
        for key in telling.keys:
            alive.keys[key] = alive.keys.get(key, 0) + 1
            row = self._under.setdefault(key, {})
            row.pop(happening, None)
            row[happening] = None
        for term in telling.terms:
            self._common[term] = self._common.get(term, 0) + 1
        self._window.append((happening, telling))
        if len(self._window) > self.WINDOW:
            self._forget(*self._window.popleft())

    def _most_alike(self, telling: Telling) -> str | None:
        whole, common, terms = _LOG[len(self._window) + _BEFORE], self._common, telling.terms
        weights = {term: whole - _LOG[common.get(term, 0) + _TERM_BEFORE] for term in terms}
        total = math.fsum(weights.values()) or 1.0  # exact, so that the order of a set makes no difference
        reach = _REACH.get(telling.type, _SHORT)
        since, until = telling.first - reach, telling.last + reach
        lasts = _LASTS.get(telling.type, _WEEK)
        best, found = _ALIKE, None
        for name in self._near(telling):
            alive = self._happenings[name]
            if telling.first - alive.tellings[0].last > lasts:
                continue
            for other in alive.recent:
                if other.last < since or other.first > until or terms.isdisjoint(other.terms):
                    continue
                likeness = _likeness(telling, other)
                if likeness is not None:
                    likeness += math.fsum([weights[term] for term in terms & other.terms]) / total
                    if likeness > best:
                        best, found = likeness, name
        return found

    def _near(self, telling: Telling) -> Iterator[str]:
        """The happenings under one of its keys, the last ones told of first; each once."""
        seen: set[str] = set()
        for key in telling.keys:
            row = self._under.get(key)
            if row:
                for name, _ in zip(reversed(row), range(_LOOKED_AT), strict=False):
                    if name not in seen:
                        seen.add(name)
                        yield name

    def _forget(self, happening: str, telling: Telling) -> None:
        alive = self._happenings[happening]
        alive.forget_first()
        for key in telling.keys:
            left = alive.keys[key] - 1
            if left:
                alive.keys[key] = left
                continue
            del alive.keys[key]
            row = self._under[key]
            del row[happening]
            if not row:
                del self._under[key]
        for term in telling.terms:
            left = self._common[term] - 1
            if left:
                self._common[term] = left
            else:
                del self._common[term]
        if not alive.tellings:
            del self._happenings[happening]


def _likeness(one: Telling, other: Telling) -> float | None:
    """How alike two events are, but for their words; None if nobody acts in both, or they are done at two places."""
    if one.actors and other.actors and one.actors.isdisjoint(other.actors):
        return None
    elsewhere = one.place and other.place and one.place.isdisjoint(other.place)
    if elsewhere and one.type in _SITED:
        return None
    alike = _STORY if one.story == other.story else 0.0
    alike += _told(one.mode, other.mode, _MODE, _OTHER_MODE) + _told(one.object, other.object, _OBJECT, _OTHER_OBJECT)
    if one.partners and other.partners:
        alike += -_OTHERS if one.partners.isdisjoint(other.partners) else _PARTNERS
    if one.place and other.place:
        alike += -_ELSEWHERE if elsewhere else _PLACE
    return alike


def _told(one: str | None, other: str | None, same: float, differs: float) -> float:
    if one is None or other is None:
        return 0.0
    return same if one == other else -differs
