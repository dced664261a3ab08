"""Which articles tell of the same happening, and which are copies of one text. Pure; one pass in order of arrival.

An article joins the story that it is most alike, if it is alike enough: by the terms that it shares with the story's
articles, rare ones before common ones, and less so the further apart their days are. A copy of an earlier text, and
a revision of an earlier article, joins that one's story, and is of its origin. Nobody is moved afterwards, but by an
editor who merges or splits stories.

The state is decided by the last `MEMORY` articles in their order and by where each was placed: after `recall` of those
`place` answers as if there had been no restart. (How rare a term is, is counted over `WINDOW` articles; so what the
last `WINDOW` looked like when they came depends on as many before them.) Sums are of whole numbers, so that taking an
article out leaves exactly what was there before it came.
"""

import heapq
import math
from collections import Counter, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import ClassVar, Final

from services.timeline.stories.fingerprint import Fingerprint, fingerprint
from tocsin.records import Article, Placement, stable_id

_MOST: Final = 5_000
"""Articles in the window."""
_ALIKE: Final = 0.19
"""Cosine, lowered by the distance of days and by what is missing, from which on an article joins a story."""
_CONTAINED: Final = 0.3
_SHARED_GRAMS: Final = 3
"""A copy shares so much of the shorter text's sampled 5-grams, and at least so many."""
_FAR, _FAR_PERHAPS = 0.4, 0.6
"""What is left of the likeness of two texts whose days lie far apart; and if only one of them tells its day itself."""
_SAME_DAYS, _FADE_DAYS = 2, 7.0
"""Days up to which texts may be of the same happening as well as on one day; days in which that fades."""
_RECENT: Final = 12
"""How many of a story's last articles an article's day is compared with."""
_CORE, _CORE_FROM, _WITHOUT_CORE = 0.7, 3, 0.65
"""Terms that so large a part of a story's articles have, once it has so many, are its core: they tell it from others
of its kind. So much is left of the likeness of an article that has none of them."""
_BEFORE, _TERM_BEFORE = 30, 2
"""How common terms are before any is counted: as if in 2 of 30 articles. At the beginning all are rare alike; soon the
words that a whole affair has in common count for little, and its happenings come apart."""
_LOG: Final = tuple(math.log(max(n, 1)) for n in range(_MOST + _BEFORE + 10))
_ONE: Final = 4096
"""The length of an article's vector, in the whole numbers that are summed."""
_TERMS, _RAREST = 100, 16
"""Terms that are kept of an article; those of them by which stories are looked up."""
_GLANCED, _COMPARED = 60, 8
"""Stories that share most of those; those of them that are compared in full."""
_MANY: Final = 200
"""A term of so many stories is common: before they are all looked through it is asked whether that can matter."""


@dataclass(slots=True, eq=False)
class _Member:
    """An article in the window."""

    position: int
    placement: Placement
    terms: tuple[str, ...]
    """All its terms: they are counted for how common they are."""
    vector: dict[str, int]
    grams: frozenset[int]
    days: tuple[int, ...]
    stated: bool


@dataclass(slots=True)
class _Story:
    """A story that is alive."""

    square: int = 0
    """The square of the length of the sum of its articles' vectors."""
    members: deque[_Member] = field(default_factory=deque)
    """Its articles, the oldest first."""
    core: tuple[tuple[str, float], ...] | None = None
    """The core terms with their shares of the articles; None until it is asked for again."""

    def recent(self) -> list[_Member]:
        """Its last articles: what an article is compared with beside the sum of all."""
        return [self.members[place] for place in range(max(-_RECENT, -len(self.members)), 0)]

    def core_terms(self) -> tuple[tuple[str, float], ...]:
        """The terms that most of its last articles have."""
        if self.core is None:
            recent = self.recent()
            having: dict[str, int] = {}
            for member in recent:
                for term in member.vector:
                    having[term] = having.get(term, 0) + 1
            least = _CORE * len(recent)
            core = ((term, count / len(recent)) for term, count in having.items() if count >= least)
            self.core = tuple(core) if len(recent) >= _CORE_FROM else ()
        return self.core


class Stories:
    """The stories that are alive: those with an article among the last `WINDOW`."""

    WINDOW: ClassVar[int] = _MOST
    MEMORY: ClassVar[int] = 2 * _MOST

    def __init__(self) -> None:
        self.last = 0
        """The position of the last article that was placed or recalled."""
        self._window: deque[_Member] = deque()
        self._members: dict[int, _Member] = {}
        self._positions: dict[str, int] = {}
        self._stories: dict[str, _Story] = {}
        self._weights: dict[str, dict[str, int]] = {}
        """For each term, how much each story is about it: the sum over its articles."""
        self._peaks: dict[str, int] = {}
        """For each term what no story has more of."""
        self._common: dict[str, int] = {}
        """In how many articles of the window each term is."""
        self._holders: dict[int, list[_Member]] = {}
        """For each sampled 5-gram, the articles that hold it, the oldest first."""

    def place(self, position: int, article: Article, print_: Fingerprint | None = None) -> Placement:
        """Where the next article belongs; it is remembered there. `print_` is its fingerprint, if that is known."""
        print_ = print_ or fingerprint(article.title, article.text, article.published_at)
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
        shared = Counter(chain.from_iterable([self._holders.get(gram, ()) for gram in grams]))
        like = [
            (-count, member.position, member)
            for member, count in shared.items()
            if count >= _SHARED_GRAMS and count >= _CONTAINED * min(len(grams), len(member.grams))
        ]
        return min(like)[2] if like else None

    def _most_alike(self, print_: Fingerprint, vector: dict[str, int]) -> str | None:
        known = [(weight, term) for term, weight in vector.items() if term in self._weights]
        rows = [(weight, self._weights[term]) for weight, term in known]
        partial = self._sharing(known[:_RAREST])  # a vector begins with its weightiest terms
        least = min(heapq.nlargest(_GLANCED, partial.values()), default=0)
        some = [(story, shared) for story, shared in partial.items() if shared >= least]
        first = sorted([(-shared / math.sqrt(self._stories[story].square), story) for story, shared in some])
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        best, found = _ALIKE, None
        for _, story in first[:_COMPARED]:
            alive = self._stories[story]
            product = sum([weight * row[story] for weight, row in rows if story in row])
            alike = product / length / math.sqrt(alive.square)
            if alike > best:  # what follows only lowers it
                alike *= _nearness(print_, alive.recent()) * self._completeness(vector, alive)
            if alike > best:
                best, found = alike, story
        return found

    def _sharing(self, terms: Sequence[tuple[int, str]]) -> dict[str, int]:
        """How much each story shares of these terms; some that are not among the `_GLANCED` first are left out.

        A common term that comes late can bring in no story that was not met before: what is left to share is less than
        the last of the first share already. So it need not be looked up for all the stories that have it.
        """
        shared: dict[str, int] = {}
        left = sum([weight * self._peaks[term] for weight, term in terms])
        for place, (weight, term) in enumerate(terms):
            row = self._weights[term]
            if len(row) > _MANY and len(shared) >= _GLANCED:
                least = heapq.nlargest(_GLANCED, shared.values())[-1]
                if left < least:
                    rest = [(weight, self._weights[term]) for weight, term in terms[place:]]
                    few = [(story, so_far) for story, so_far in shared.items() if so_far + left >= least]
                    return {story: so_far + sum([w * row.get(story, 0) for w, row in rest]) for story, so_far in few}
            for story, weight_there in row.items():
                shared[story] = shared.get(story, 0) + weight * weight_there
            left -= weight * self._peaks[term]
        return shared

    def _completeness(self, vector: dict[str, int], story: _Story) -> float:
        """1 if the article has all of the story's core, the rare terms weighing most; less if it lacks some."""
        there = whole = 0.0
        for term, share in story.core_terms():
            weight = share * self._rarity(term) ** 2
            whole += weight
            if term in vector:
                there += weight
        return _WITHOUT_CORE + (1 - _WITHOUT_CORE) * there / whole if whole else 1.0

    def _rarity(self, term: str) -> float:
        """How rare a term is among the last articles."""
        return _LOG[len(self._window) + 1 + _BEFORE] - _LOG[self._common[term] + _TERM_BEFORE]

    def _vector(self, print_: Fingerprint) -> dict[str, int]:
        """The article's terms, weighted by how rare each is among the last articles, as whole numbers."""
        common, every = self._common, _LOG[len(self._window) + 1 + _BEFORE]
        weighted = [(count * (_LOG[common[term] + _TERM_BEFORE] - every), term) for term, count in print_.terms.items()]
        weighted.sort()  # by weight, which is negative here, then by term
        top = weighted[:_TERMS]
        length = -math.sqrt(sum([weight * weight for weight, _ in top])) or 1.0
        return {term: whole for weight, term in top if (whole := round(_ONE * weight / length)) > 0}

    def _count(self, print_: Fingerprint) -> None:
        common = self._common
        for term in print_.terms:
            common[term] = common.get(term, 0) + 1

    def move(self, articles: Collection[str], into: str) -> None:
        """Put articles into another story: of those that are remembered, what was known of the one is of the other."""
        for name in articles:
            member = self._members.get(self._positions.get(name, -1))
            if member is not None and member.placement.story != into:
                self._detach(member)
                member.placement = member.placement.model_copy(update={"story": into})
                self._attach(member)

    def _remember(self, position: int, placement: Placement, print_: Fingerprint, vector: dict[str, int]) -> None:
        member = _Member(position, placement, tuple(print_.terms), vector, print_.grams, print_.days, print_.stated)
        self._attach(member)
        for gram in print_.grams:
            self._holders.setdefault(gram, []).append(member)
        self._members[position] = member
        self._positions[placement.article] = position
        self._window.append(member)
        self.last = position
        if len(self._window) > self.WINDOW:
            self._forget(self._window.popleft())

    def _forget(self, member: _Member) -> None:
        self._detach(member)
        for term in member.terms:
            _lower(self._common, term, 1)
        for gram in member.grams:
            holders = self._holders[gram]
            holders.remove(member)
            if not holders:
                del self._holders[gram]
        del self._members[member.position]
        if self._positions.get(member.placement.article) == member.position:
            del self._positions[member.placement.article]

    def _attach(self, member: _Member) -> None:
        """Add an article to the sums of its story, at its place in the order of arrival."""
        name = member.placement.story
        story = self._stories.setdefault(name, _Story())
        after = len(story.members)
        while after and story.members[after - 1].position > member.position:
            after -= 1
        story.members.insert(after, member)
        story.core = None
        for term, weight in member.vector.items():
            weights = self._weights.setdefault(term, {})
            before = weights.get(name, 0)
            weights[name] = now = before + weight
            if now > self._peaks.get(term, 0):
                self._peaks[term] = now
            story.square += weight * (2 * before + weight)

    def _detach(self, member: _Member) -> None:
        """Take an article out of the sums of its story; exactly what was there before it came is left."""
        name = member.placement.story
        story = self._stories[name]
        for term, weight in member.vector.items():
            weights = self._weights[term]
            story.square -= weight * (2 * weights[name] - weight)
            _lower(weights, name, weight)
            if not weights:
                del self._weights[term], self._peaks[term]
        story.members.remove(member)
        story.core = None
        if not story.members:
            del self._stories[name]


def _nearness(print_: Fingerprint, recent: list[_Member]) -> float:
    """1 for the same days, falling with their distance: the mean over the nearer half of a story's last articles."""
    each = []
    for member in recent:
        apart = min(abs(day - other) for day in print_.days for other in member.days)
        left = _FAR if print_.stated == member.stated else _FAR_PERHAPS
        each.append(left + (1 - left) * math.exp(-max(0, apart - _SAME_DAYS) / _FADE_DAYS))
    nearer = sorted(each, reverse=True)[: max(1, len(each) // 2)]
    return sum(nearer) / len(nearer)


def _lower(counts: dict[str, int], key: str, by: int) -> None:
    left = counts[key] - by
    if left:
        counts[key] = left
    else:
        del counts[key]
