"""Firing: whether what is fired flies at somebody, or is only tested and shown."""

from typing import Final

from tocsin.coding.acts.things import classes_in
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import Sentence
from tocsin.coding.text.grammar import MARK

FIRING: Final = frozenset({"fire-weapon", "shell"})
"""Acts that may be tests: "fired a missile into the sea", "fired a missile at a target at sea"."""
_TESTS: Final = frozenset({"test", "tests", "drill", "exercise"})
"""What a launch is called by those who aim at nobody."""
_FLIGHT: Final = 6
"""Tokens within which what is fired and what it is fired at stand."""
_AIMS: Final = frozenset({"target", "territory", "troops", "people", "ship", "infrastructure"})
_WIDE: Final = frozenset({"country", "sea", "region"})
"""Kinds of places toward which a missile is tested as well."""
_UPON: Final = frozenset({"at", "on"})
_TOWARD: Final = frozenset({"at", "toward", "towards", "into", "on"})
_MARKS: Final = frozenset({"a", "practice", "mock", "naval", "sea", "floating"})
"""Words before a "target" that is a mark, and nobody's."""


def aimed(scene: Scene, s: Sentence, first: int) -> bool:
    """Whether what is fired flies at something of somebody's: "lobbed missiles at a base", "toward Haifa"."""
    reach = min(first + 2 * _FLIGHT, s.end)
    if any(m.kind not in _WIDE and m.preposition in _TOWARD for m in scene.places_in(first, reach)):
        return True
    # Not "on Thursday, the army said".
    at = next((i for i in range(first, reach) if s.lower[i] in _UPON and i + 1 not in s.dated), -1)
    stop = next((i for i in range(at + 1, s.end) if s.flag(i) & MARK), s.end)
    end = min(at + _FLIGHT, stop)
    return at >= 0 and "target" not in s.lower[at + 1 : end] and not _AIMS.isdisjoint(classes_in(s, at + 1, end))


def at_practice(s: Sentence, first: int) -> bool:
    """As in "fired a missile from the sea at a target 900 km away"."""
    reach = range(first + 1, min(first + 3 * _FLIGHT, s.end))
    return any(s.lower[i] == "target" and s.lower[i - 1] in _MARKS for i in reach)


def called_test(s: Sentence, first: int) -> bool:
    """As in "launched two missiles in what it called a test", "fired missiles as the leader looked on"."""
    behind = s.lower[first : s.end]
    if "unarmed" in s.vocabulary:
        return True
    return not _TESTS.isdisjoint(behind) or _one_of_many(s, first) or any(map(_watching, behind, behind[1:]))


def _watching(word: str, following: str) -> bool:
    return following == "on" and word in ("looking", "looked", "looks")


def _one_of_many(s: Sentence, first: int) -> bool:
    """As in "launched a missile, the fourth this year": whoever counts them like that tells of tests."""
    words = s.lower[first : s.end]
    return words[:1] in (["a"], ["an"]) and any(
        word in NTH and words[i + 1 :][:2] == ["this", "year"] for i, word in enumerate(words)
    )


NTH: Final = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())
