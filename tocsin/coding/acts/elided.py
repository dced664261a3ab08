"""Elided: objects whose noun is left out because it was told before."""

import re
from typing import Final

from tocsin.coding.syntax.verbs import Sentence
from tocsin.coding.text.grammar import ADV, COORD, DET, MARK, PREP, REL, SUBORD

MORE: Final = frozenset({"more", "another", "others"})


def counts_only(s: Sentence, i: int) -> bool:
    """Whether the object at token `i` is a number and no more: "Berlin expelled four", "will send 20 more soon"."""
    i = behind_count(s, i)
    if i < 0:
        return False
    i += i < s.end and s.lower[i] in MORE
    i += 2 * (s.lower[i : i + 2] == ["of", "them"])
    if i >= s.end or i in s.dated or s.flag(i) & (COORD | MARK | SUBORD | REL):
        return i >= s.end or s.lower[i] not in _UNITS
    return bool(s.flag(i) & (PREP | ADV)) and s.lower[i] != "of" and not s.flag(i) & DET


def behind_count(s: Sentence, i: int) -> int:
    """The token behind the number that a noun phrase at token `i` begins with, -1 if it begins with none."""
    while i < s.end and s.lower[i] in _ABOUT:
        i += 1
    first = i
    while i < s.end and (_FIGURE.fullmatch(s.lower[i]) or s.lower[i] in _NUMERALS) and i not in s.dated:
        i += 1
    return i if i > first else -1


_FIGURE: Final = re.compile(r"[0-9]{1,3}(?:,?[0-9]{3})*")
"""As in "1,200", and neither "$20bn" nor "14th"."""
_NUMERALS: Final = frozenset(
    """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen hundred thousand
    """.split()
)
_ABOUT: Final = frozenset("about around some nearly almost over at least most another a further".split())
_UNITS: Final = frozenset({"%", "-", "/", "€", "$", "£"})


COUNTED: Final = frozenset(
    """
    expel oust deport evict recall withdraw evacuate send give deliver supply provide dispatch deploy station move fire
    launch test shoot free release pardon arrest detain jail hold seize charge convict sentence execute blacklist
    sanction ban suspend dismiss sack abduct kidnap capture take recruit train
    """.split()
)
"""Verbs that a number alone may follow where it is known of what; "needs 20" and "reached 42" tell of sums."""
