"""Describing: the times that tell of a noun, not of what is done: "Tuesday's attack", "the third in a year"."""

import re
from datetime import timedelta
from typing import Final

from tocsin.coding.dates.occurrence import day_of
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence
from tocsin.coding.text.calendar import MONTHS, WEEKDAYS
from tocsin.coding.text.grammar import (
    ADV,
    BE,
    CLASSED,
    COORD,
    DET,
    DO,
    GENITIVE,
    HAVE,
    MARK,
    MODAL,
    PREP,
    PRON,
    REL,
    SUBORD,
    TO,
    VERB,
)
from tocsin.coding.timex.times import TimeMention


def compares(s: Sentence, mention: TimeMention, first: int, last: int) -> bool:
    """Whether a time is one that others are compared with: "for the first time since 2003", "As in 2012, …"."""
    if mention.relation == "since" and "time" in s.lower[max(s.begin, first - 3) : first]:
        return True
    if s.lower[first - 1] == "from" and s.lower[last - 1] in ("ago", "earlier"):
        return True  # "rose 5% from a year ago"
    if first - 2 >= s.begin and s.lower[first - 1] == "in" and s.lower[first - 2] in _LIKE:
        return True
    return _ranks(s, mention, first)


def of_noun_alone(scene: Scene, s: Sentence, groups: list[Group], mention: TimeMention, at: tuple[int, int]) -> bool:
    """Whether a time at tokens `at` tells of the noun before it, and not of what that does or suffers."""
    first, last = at
    begun = mention.relation == "since" and mention.end is not None
    if _since_noun(s, first) or (begun and (_set_off(s, first, last) or _in_force(s, first) or _summed(s, first))):
        return True
    if _of_cause(s, groups, first):
        return True
    start = day_of(mention.start)
    old = start is not None and start < scene.published.date() - _OF_LATE
    wide = old or mention.precision in WIDE
    return (wide and _apposed(s, groups, first)) or ((wide or mention.precision == "week") and _of_reason(s, first))


def _summed(s: Sentence, first: int) -> bool:
    """As in "bringing the total since January to nine": January is that of the total."""
    return s.lower[first - 2] in _SUMS


_SUMS: Final = frozenset({"total", "number", "toll", "tally", "count", "figure"})


def _since_noun(s: Sentence, first: int) -> bool:
    """As in "the heaviest raids since a failed coup in May": May is that of the coup."""
    if s.lower[first - 1] not in ("in", "on", "of"):
        return False
    for i in range(first - 2, max(s.begin, first - 12), -1):
        if s.lower[i] == "since":
            return i < first - 2 and s.lower[i + 2] not in BEGINNINGS
        f = s.words[i].flags
        if f & (MARK | BE | HAVE | MODAL) or (f & VERB and not f & CLASSED and not s.flag(i - 1) & DET):
            return False
    return False


BEGINNINGS: Final = frozenset({"beginning", "start", "outbreak", "onset"})


def _set_off(s: Sentence, first: int, last: int) -> bool:
    """As in "The junta, in power since July, …": it tells of the noun, not of what that does."""
    if last >= s.end or s.lower[last] != ",":
        return False
    for i in range(first - 1, max(s.begin, first - 7), -1):
        if s.lower[i] == ",":
            return i > s.begin
        if s.words[i].flags & (VERB | BE | HAVE | MODAL | REL) and not s.words[i].flags & CLASSED:
            return False
    return False


def _in_force(s: Sentence, first: int) -> bool:
    """As in "were killed despite a truce in force since November": November is that of the truce."""
    return first - 3 >= s.begin and s.lower[first - 3] == "in" and s.lower[first - 2] in _STANDING


_STANDING: Final = frozenset("force place effect power office operation existence charge session use".split())
_OF_LATE: Final = timedelta(days=20)
WIDE: Final = frozenset({"month", "quarter", "year"})


def _apposed(s: Sentence, groups: list[Group], first: int) -> bool:
    """As in "shelled Kharkiv, a city of 1.4 million in 2021", "some in use since 1999": it tells of the noun alone."""
    for i in range(first - 1, max(s.begin, first - _APPOSITION), -1):
        verb = any(group.first <= i <= group.head for group in groups) and not names_act(s, i)
        if s.words[i].flags & COORD or verb:
            return False
        if s.lower[i] in _APART:
            opens = any(group.subject is not None and i < group.subject[0] < first for group in groups)
            return not opens and i < first - 2 and s.lower[i + 1] in _APPOSING and s.lower[i + 2] not in _ONES
    return False


_APPOSITION: Final = 12
_APART: Final = frozenset({",", "–", "—", "--"})
_APPOSING: Final = frozenset({"a", "an", "the", "one", "some", "many", "its", "their", "his", "her", "like", "home"})


def _of_reason(s: Sentence, first: int) -> bool:
    """As in "struck camps over the killing of 26 people in April": when the reason was."""
    act = next((i for i in range(first - 1, max(s.begin, first - _REASON), -1) if names_act(s, i)), s.begin)
    for i in range(act - 1, max(s.begin, act - _REASON), -1):
        if s.lower[i] in _REASONS:
            return True
        if s.words[i].flags & (MARK | VERB | PREP) and not s.words[i].flags & CLASSED:
            return s.lower[i] in ("to", "for") and s.lower[i - 1] in _ANSWERS
    return False


def _of_cause(s: Sentence, groups: list[Group], first: int) -> bool:
    """As in "has begun strikes after a raid on its troops last weekend": when that was which it is done for."""
    told = next((group for group in reversed(groups) if group.head < first), None)
    if told is None or told.form != FINITE or told.past or not told.perfect:
        return False
    begin = max(told.head, first - _CAUSE)
    causes = (i for i in range(first - 1, begin, -1) if s.lower[i] in _CAUSES)
    cause = next(causes, -1)
    return cause >= 0 and any(names_act(s, i) for i in range(cause + 1, first))


_CAUSES: Final = frozenset({"after", "following", "over", "for"})
_CAUSE: Final = 18
"""Tokens from what is done for something to when that was."""
_ONES: Final = frozenset("latter former last latest first second third other most".split())
"""Words for one of those that did what the sentence tells: "two truces collapsed, the latter in July 2015"."""
_REASON: Final = 7
_REASONS: Final = frozenset({"over"})
_ANSWERS: Final = frozenset(
    "reply response retaliation revenge answer it him them reprisal respond react responding reacting reaction".split()
)


def names_act(s: Sentence, i: int) -> bool:
    """Whether a noun is one for an act by itself: a raid, not a base, a plan or a mine."""
    named = s.grammar.nouns.get(s.lower[i], {})
    return any(act.type in _ACTS for behind in ("", *s.lower[i + 1 : i + 2]) for _, act in named.get(behind, ()))


_ACTS: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "CONSULT", "RETREAT"})


_COUNTED_IN: Final = re.compile(r"(?:this|the past|the last|a|an|two|three|four|five|\d+) ")
_RANKS: Final = frozenset(
    "most least first second third fourth fifth sixth seventh eighth ninth tenth worst best only last latest".split()
)


def _ranks(s: Sentence, mention: TimeMention, first: int) -> bool:
    """Whether a stretch only tells how rare something is: "the largest drill in a decade", "the third since May"."""
    if mention.relation != "since" and (
        mention.precision in ("day", "minute") or not _COUNTED_IN.match(mention.timex.text.lower())
    ):
        return False
    if mention.relation == "since" and s.lower[first - 1] == "from":
        return False  # "the biggest drill in decades from January"
    if mention.relation == "since" and s.lower[first - 2] in _KNOWN:
        return True  # "in numbers not seen since 1999"
    for i in range(first - 1, max(s.begin, first - 8) - 1, -1):
        word, f = s.lower[i], s.words[i].flags
        if s.lower[i + 1] == "of" or (s.lower[i - 1] == "at" and word in ("least", "most")):
            continue  # "a third of its value", "at least four"
        if word in _RANKS or (word.endswith("est") and len(word) > 4 and word not in ("request", "protest", "arrest")):
            return True
        if f & (MARK | MODAL) and not f & PREP:
            return False
    return False


_KNOWN: Final = frozenset({"seen", "unseen", "known", "witnessed", "recorded", "experienced"})


def describes(scene: Scene, s: Sentence, mention: TimeMention, first: int, last: int) -> bool:
    """Whether a time only describes a noun: "Tuesday's attack", "the 2015 deal", "the war of 1991"."""
    if mention.timex.text.endswith(("'s", "’s")):
        return True
    if last >= s.end:
        return False
    if s.lower[last] == "'s":
        return True
    if first - 1 > s.begin and s.lower[first - 1] == "of" and s.lower[first - 2] not in _PARTS:
        return True
    if first == s.begin or scene.tokens.end[last - 1] + 1 < scene.tokens.start[last]:
        return False
    bare = mention.timex.text.isdigit() or (s.lower[first] in MONTHS and last - first == 1)
    if bare and s.lower[first - 1] in (_ABOUT_TITLED if s.headline else _ABOUT):
        f = s.words[last].flags  # "jailed for 1994 massacre", but not "fell for 2019 as"
        return not f & _GLUE and not (f & VERB and not f & CLASSED)
    begin = first - 1
    if s.lower[first] not in WEEKDAYS:  # "their office Christmas party"
        while begin > max(s.begin, first - 4) and not s.words[begin].flags & (_GLUE | VERB | GENITIVE):
            begin -= 1
    if not s.words[begin].flags & (DET | GENITIVE) and s.lower[begin] not in ("the", "a", "an"):
        return False
    if begin < first - 1 and (s.words[last].flags & VERB or s.lower[first] in _DEICTIC):
        return False  # "in a letter last week Israel threatened …"
    if s.lower[first - 1] in ("this", "that") and not mention.timex.text.isdigit():
        return False
    return not s.words[last].flags & _GLUE and s.word[last][0].isalpha()


_ABOUT: Final = frozenset({"for", "over", "about", "behind"})
_ABOUT_TITLED: Final = _ABOUT | {"after", "of", "on", "with", "since"}
"""What leads to a noun that a year describes without an article, which headlines leave out."""
_DEICTIC: Final = frozenset({"last", "this", "next", "earlier", "later"})
_PARTS: Final = frozenset(
    "as night nights evening morning afternoon day days week weeks month months early late hours end start beginning"
    " middle outset eve spring summer autumn fall winter first second last half".split()
)
"""What may stand before "of" and a time without being the noun that it describes."""
_GLUE: Final = ADV | BE | COORD | DET | DO | HAVE | MARK | MODAL | PREP | PRON | REL | SUBORD | TO


_LIKE: Final = frozenset({"as", "like", "unlike", "than", "one", "that", "those"})
