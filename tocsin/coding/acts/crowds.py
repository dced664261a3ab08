"""Crowds: acts of theirs and against them, and who dies in them: lorries that block a border, tear gas, protests."""

from dataclasses import replace
from itertools import pairwise
from typing import Final

from tocsin.coding.acts.agents import doers
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence


def of_trade(s: Sentence, hit: Hit) -> Hit:
    """As in "truck drivers continued their blockade of the border crossing": a protest over prices."""
    if hit.act.id == "attack" and hit.noun and s.lower[hit.last - 1] in _STRIKES and _of_a_trade(s, hit):
        return replace(hit, act=s.grammar.acts["labour-strike"])
    if hit.act.id != "blockade" or _BY_TRADE.isdisjoint(s.vocabulary):
        return hit
    return replace(hit, act=s.grammar.acts["sit-down"])


def _of_a_trade(s: Sentence, hit: Hit) -> bool:
    """As in "a teachers' strike for higher pay"."""
    before = [word for word in s.lower[max(s.begin, hit.first - 3) : hit.first] if word not in ("'", "\u2019", "'s")]
    return not _TRADES.isdisjoint(before)


_STRIKES: Final = frozenset({"strike", "strikes"})
_TRADES: Final = frozenset(
    "teachers doctors nurses workers drivers miners dockers pilots lecturers postal rail tube writers actors".split()
)
_BY_TRADE: Final = frozenset("drivers truckers hauliers farmers fishermen tractors strikers".split())
"""Who blocks ports and borders over prices and wages, and with what."""


def gasses(s: Sentence, hit: Hit) -> bool:
    """As in "The police responded with tear gas"."""
    return not _GAS.isdisjoint(s.lower[hit.first : min(hit.last + _NEAR, s.end)])


_GAS: Final = frozenset({"teargas", "tear", "batons", "truncheons", "rubber"})


def at_crowd(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "police fired water cannon at protesters", "fired in the air to disperse a march": no warning to a ship."""
    whom = classes_in(s, hit.last, min(hit.last + _NEAR, s.end))
    by_police = "police" in doers(s, groups, hit.clause) and whom.isdisjoint(_WARNED)
    if "cannon" in s.lower[hit.first : hit.last]:
        return "crowd" in whom or by_police
    return "crowd" in whom or (by_police and "border" not in classes_in(s, s.begin, s.end)) or _disperses(s, hit)


def _disperses(s: Sentence, hit: Hit) -> bool:
    """As in "soldiers fired in the air to disperse a crowd of students"."""
    return any(s.lower[i].startswith("dispers") for i in range(hit.last, min(hit.last + _NEAR, s.end)))


_WARNED: Final = frozenset({"ship", "troops", "aircraft", "drone"})
"""Whom shots warn off, and who is no crowd."""
_NEAR: Final = 5
"""Tokens behind the trigger in which it is told what is used, and on whom."""


def in_unrest(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "nine were killed in protests", "died in post-election violence": where neither forces nor bombs are told.

    Soldiers who fire on a crowd, and gunmen at a rally, are named.
    """
    if hit.act.id not in _TOLLS:
        return False
    span = subject_of(groups, hit.clause) if hit.clause >= 0 else None
    if not _ARMED.isdisjoint(classes_in(s, span[0] if span is not None else s.begin, s.end)):
        return False
    led = (i for i in range(hit.first, s.end) if s.lower[i] in _IN)
    return any(_is_unrest(s, i + 1, min(i + 1 + _REACH, s.end)) for i in led)


def _is_unrest(s: Sentence, first: int, last: int) -> bool:
    words = s.lower[first:last]
    if not _UNREST.isdisjoint(words) or any(vote in _VOTES and ill == "violence" for vote, ill in pairwise(words)):
        return True
    return not _CLASHES.isdisjoint(words) and {"crowd", "police"} <= classes_in(s, first, s.end)


_TOLLS: Final = frozenset(
    {"be-killed", "die", "kill", "wound", "casualties", "deaths", "killed-in-attack", "leave-dead"}
)
_ARMED: Final = frozenset({"troops", "rebels", "explosives", "missile", "drone", "aircraft"})
"""Classes of those and of what makes more of it than a riot."""
_IN: Final = frozenset({"in", "during", "amid", "at", "after", "from", "since"})
_UNREST: Final = frozenset(
    """
    protest protests demonstration demonstrations rally rallies march marches riot riots rioting unrest looting
    """.split()
)
_VOTES: Final = frozenset(
    {"election", "post-election", "pre-election", "election-related", "electoral", "poll", "street"}
)
_CLASHES: Final = frozenset({"clash", "clashes"})
_REACH: Final = 7
"""Tokens behind a preposition in which it is told what somebody died in: "in nine days of violent protests"."""
