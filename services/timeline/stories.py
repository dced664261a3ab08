"""Which articles tell of the same happening, and which are copies of one text. Pure; one pass in order of arrival.

The state is a function of the last `WINDOW` articles, in their order, and of where each was placed: `recall` on those
gives the state that `place` had, so a restart changes no answer.
"""

import re
from collections import deque
from typing import ClassVar, Final

import xxhash

from tocsin.messages import Article, Placement, stable_id

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_GRAM: Final = 5
_SAMPLE: Final = 8
"""One in so many word 5-grams is looked at; which, its hash decides, so that copies are sampled alike."""
_CONTAINMENT: Final = 0.3


class Stories:
    """The stories that are alive: those with an article among the last `WINDOW`."""

    WINDOW: ClassVar[int] = 10_000

    def __init__(self) -> None:
        self.last = 0
        """The position of the last article that was placed or recalled."""
        self._window: deque[tuple[str, frozenset[int]]] = deque()
        self._placements: dict[str, Placement] = {}
        self._holders: dict[int, dict[str, None]] = {}

    def place(self, position: int, article: Article) -> Placement:
        """Where the next article belongs; it is remembered there."""
        grams = _grams(article)
        placement = self._find(article, grams)
        self._remember(position, article, placement, grams)
        return placement

    def recall(self, position: int, article: Article, placement: Placement) -> None:
        """Remember an article where it was placed before."""
        self._remember(position, article, placement, _grams(article))

    def _find(self, article: Article, grams: frozenset[int]) -> Placement:
        like = self._placements.get(article.revises or "") or self._placements.get(self._copied(grams) or "")
        if like:
            return Placement(article=article.id, story=like.story, origin=like.origin)
        return Placement(article=article.id, story=stable_id("sty", article.id), origin=article.id)

    def _copied(self, grams: frozenset[int]) -> str | None:
        shared: dict[str, int] = {}
        for gram in sorted(grams):
            for holder in self._holders.get(gram, ()):
                shared[holder] = shared.get(holder, 0) + 1
        best = max(shared, key=lambda holder: shared[holder], default=None)
        return best if best and shared[best] >= max(2, _CONTAINMENT * len(grams)) else None

    def _remember(self, position: int, article: Article, placement: Placement, grams: frozenset[int]) -> None:
        self.last = position
        self._placements[article.id] = placement
        self._window.append((article.id, grams))
        for gram in grams:
            self._holders.setdefault(gram, {})[article.id] = None
        if len(self._window) > self.WINDOW:
            oldest, its_grams = self._window.popleft()
            del self._placements[oldest]
            for gram in its_grams:
                del self._holders[gram][oldest]
                if not self._holders[gram]:
                    del self._holders[gram]


def _grams(article: Article) -> frozenset[int]:
    words = _WORD.findall(article.text.lower())
    hashes = (
        xxhash.xxh3_64_intdigest(" ".join(words[i : i + _GRAM]).encode("utf-8", "surrogatepass"))
        for i in range(max(1, len(words) - _GRAM + 1))
    )
    return frozenset(h for h in hashes if h % _SAMPLE == 0)
