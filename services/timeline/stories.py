"""Which articles tell of the same happening, and which are copies of one text. Pure; one pass in order of arrival.

An article joins the story that it is most alike, if it is alike enough: by the terms that it shares with the story's
articles, rare ones before common ones, and less so the further apart their days are. A copy of an earlier text, and
a revision of an earlier article, joins that one's story, and is of its origin. Nobody is moved afterwards.

The state is decided by the last `MEMORY` articles in their order and by where each was placed: after `recall` of those
`place` answers as if there had been no restart. (How rare a term is, is counted over `WINDOW` articles; so what the
last `WINDOW` looked like when they came depends on as many before them.) Sums are of whole numbers, so that taking an
article out leaves exactly what was there before it came.
"""

import heapq
import math
from collections import deque
from dataclasses import dataclass, field
from typing import ClassVar, Final

from services.timeline.fingerprint import Fingerprint, fingerprint
from tocsin.messages import Article, Placement, stable_id

_ALIKE: Final = 0.22
"""Cosine, lowered by the distance of days, from which on an article joins a story."""
_CONTAINED: Final = 0.3
_SHARED_GRAMS: Final = 3
"""A copy shares so much of the shorter text's sampled 5-grams, and at least so many."""
_FAR: Final = 0.6
"""What is left of the likeness of two texts whose days lie far apart."""
_SAME_DAYS, _FADE_DAYS = 3, 30.0
_RECENT: Final = 12
"""How many of a story's last articles an article's day is compared with."""
_ONE: Final = 4096
"""The length of an article's vector, in the whole numbers that are summed."""
_TERMS, _RAREST, _CANDIDATES = 100, 16, 12
"""Terms kept of an article; those by which stories are looked up; stories that are compared in full."""


@dataclass(slots=True)
class _Member:
    """An article in the window."""

    position: int
    placement: Placement
    terms: tuple[str, ...]
    """All its terms: they are counted for how common they are."""
    vector: dict[str, int]
    grams: frozenset[int]
    days: tuple[int, ...]


@dataclass(slots=True)
class _Story:
    """A story that is alive."""

    square: int = 0
    """The square of the length of the sum of its articles' vectors."""
    days: deque[tuple[int, ...]] = field(default_factory=deque)


class Stories:
    """The stories that are alive: those with an article among the last `WINDOW`."""

    WINDOW: ClassVar[int] = 5_000
    MEMORY: ClassVar[int] = 10_000

    def __init__(self) -> None:
        self.last = 0
        """The position of the last article that was placed or recalled."""
        self._window: deque[_Member] = deque()
        self._members: dict[int, _Member] = {}
        self._positions: dict[str, int] = {}
        self._stories: dict[str, _Story] = {}
        self._weights: dict[str, dict[str, int]] = {}
        """For each term, how much each story is about it: the sum over its articles."""
        self._common: dict[str, int] = {}
        """In how many articles of the window each term is."""
        self._holders: dict[int, list[int]] = {}
        """For each sampled 5-gram, the positions of the articles that hold it, the oldest first."""

    def place(self, position: int, article: Article) -> Placement:
        """Where the next article belongs; it is remembered there."""
        print_ = fingerprint(article.title, article.text, article.published_at)
        self._count(print_)
        vector = self._vector(print_)
        placement = self._find(article, print_, vector)
        self._remember(position, placement, print_, vector)
        return placement

    def recall(self, position: int, article: Article, placement: Placement) -> None:
        """Remember an article where it was placed before."""
        print_ = fingerprint(article.title, article.text, article.published_at)
        self._count(print_)
        self._remember(position, placement, print_, self._vector(print_))

    def _find(self, article: Article, print_: Fingerprint, vector: dict[str, int]) -> Placement:
        revised = self._positions.get(article.revises or "")
        earlier = self._copied(print_.grams) if revised is None else self._members[revised]
        if earlier:
            like = earlier.placement
            return Placement(article=article.id, story=like.story, origin=like.origin)
        story = self._most_alike(print_, vector) or stable_id("sty", article.id)
        return Placement(article=article.id, story=story, origin=article.id)

    def _copied(self, grams: frozenset[int]) -> _Member | None:
        """The earlier article of which a text with these 5-grams is a copy."""
        shared: dict[int, int] = {}
        for gram in grams:
            for holder in self._holders.get(gram, ()):
                shared[holder] = shared.get(holder, 0) + 1
        for holder in sorted(shared, key=lambda holder: (-shared[holder], holder)):
            member = self._members[holder]
            if shared[holder] >= max(_SHARED_GRAMS, _CONTAINED * min(len(grams), len(member.grams))):
                return member
        return None

    def _most_alike(self, print_: Fingerprint, vector: dict[str, int]) -> str | None:
        partial: dict[str, int] = {}
        for term in heapq.nlargest(_RAREST, vector, key=lambda term: (vector[term], term)):
            for story, weight in self._weights.get(term, {}).items():
                partial[story] = partial.get(story, 0) + weight * vector[term]
        ranked = heapq.nlargest(
            _CANDIDATES, partial, key=lambda story: (partial[story] / math.sqrt(self._stories[story].square), story)
        )
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        best, story = max(
            ((self._likeness(vector, print_, story) / length, story) for story in ranked), default=(0.0, "")
        )
        return story if best >= _ALIKE else None

    def _likeness(self, vector: dict[str, int], print_: Fingerprint, story: str) -> float:
        weights = self._weights
        product = sum(weight * weights[term].get(story, 0) for term, weight in vector.items() if term in weights)
        alive = self._stories[story]
        return product / math.sqrt(alive.square) * _nearness(print_.days, alive.days)

    def _vector(self, print_: Fingerprint) -> dict[str, int]:
        """The article's terms, weighted by how rare each is among the last articles, as whole numbers."""
        articles = len(self._window) + 1
        common = self._common
        weighted = {
            term: count * math.log((articles + 1) / (common[term] + 0.5)) for term, count in print_.terms.items()
        }
        top = heapq.nlargest(_TERMS, weighted, key=lambda term: (weighted[term], term))
        length = math.sqrt(sum(weighted[term] ** 2 for term in top)) or 1.0
        return {term: whole for term in top if (whole := round(_ONE * weighted[term] / length)) > 0}

    def _count(self, print_: Fingerprint) -> None:
        for term in print_.terms:
            self._common[term] = self._common.get(term, 0) + 1

    def _remember(self, position: int, placement: Placement, print_: Fingerprint, vector: dict[str, int]) -> None:
        member = _Member(position, placement, tuple(print_.terms), vector, print_.grams, print_.days)
        story = self._stories.setdefault(placement.story, _Story())
        for term, weight in vector.items():
            weights = self._weights.setdefault(term, {})
            before = weights.get(placement.story, 0)
            weights[placement.story] = before + weight
            story.square += weight * (2 * before + weight)
        story.days.append(print_.days)
        for gram in print_.grams:
            self._holders.setdefault(gram, []).append(position)
        self._members[position] = member
        self._positions[placement.article] = position
        self._window.append(member)
        self.last = position
        if len(self._window) > self.WINDOW:
            self._forget(self._window.popleft())

    def _forget(self, member: _Member) -> None:
        name = member.placement.story
        story = self._stories[name]
        for term, weight in member.vector.items():
            weights = self._weights[term]
            left = weights[name] - weight
            story.square -= weight * (2 * left + weight)
            _lower(weights, name, weight)
            if not weights:
                del self._weights[term]
        for term in member.terms:
            _lower(self._common, term, 1)
        for gram in member.grams:
            holders = self._holders[gram]
            holders.remove(member.position)
            if not holders:
                del self._holders[gram]
        story.days.popleft()
        if not story.days:
            del self._stories[name]
        del self._members[member.position]
        if self._positions.get(member.placement.article) == member.position:
            del self._positions[member.placement.article]


def _nearness(days: tuple[int, ...], story: deque[tuple[int, ...]]) -> float:
    """1 for the same days, falling to `_FAR`: the mean over the nearer half of the story's last articles."""
    recent = list(story)[-_RECENT:]
    apart = sorted(min(abs(day - other) for day in days for other in its) for its in recent)
    nearer = apart[: max(1, len(apart) // 2)]
    return sum(_FAR + (1 - _FAR) * math.exp(-max(0, d - _SAME_DAYS) / _FADE_DAYS) for d in nearer) / len(nearer)


def _lower(counts: dict[str, int], key: str, by: int) -> None:
    left = counts[key] - by
    if left:
        counts[key] = left
    else:
        del counts[key]
