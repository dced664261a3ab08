"""Works: books, films and exhibitions, which tell of acts and report none: "an exhibition on the siege of Malta"."""

from itertools import pairwise
from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.syntax.verbs import Sentence
from tocsin.coding.text.grammar import MARK, PREP, VERB

_ART: Final = frozenset(
    """
    novel novels film films movie movies book books memoir memoirs documentary documentaries painting paintings
    exhibition exhibitions exhibit exhibits opera operas poem poems song songs musical musicals biography biographies
    epic podcast podcasts miniseries mural murals fresco frieze tapestry mosaic etching woodcut watercolour watercolor
    sculpture diorama
    """.split()
)
"""Works whose "of" leads to what they tell of, too."""
WORKS: Final = _ART | frozenset(
    "play story series drama thriller comic museum display displays gallery panel panels".split()
)
AUDIENCE: Final = frozenset("visitors viewers readers audiences museumgoers pupils tourists".split())
"""Who learns of deeds from works."""
_LEADING: Final = frozenset({"of", "on", "about", "into"})
_TELLING: Final = frozenset("tells tell told telling".split())
_PHRASE: Final = 7
"""Tokens before a noun among which the preposition stands that leads to it."""


def of_a_work(s: Sentence, hit: Hit) -> bool:
    """Whether a noun only says what a work is about: "a film about the 1976 raid", "the book tells of the massacre"."""
    i = hit.first - 1
    while i > s.begin and hit.first - i < _PHRASE and not s.words[i].flags & (PREP | MARK | VERB):
        i -= 1
    if i <= s.begin or s.lower[i] not in _LEADING:
        return False
    before = s.lower[i - 1]
    if before in _TELLING:
        return s.lower[i - 2] in WORKS if i - 2 >= s.begin else False
    return before in (_ART if s.lower[i] == "of" else WORKS)


def opens_in_a_work(s: Sentence) -> bool:
    """As in "In the film, soldiers attack a village"; "In the story, officials say" may be news."""
    opening = s.lower[s.begin : min(s.begin + _OPENING, s.end)]
    return opening[0] == "in" and any(work in _ART and behind == "," for work, behind in pairwise(opening))


_OPENING: Final = 6
"""Tokens of "In her second novel,"."""
