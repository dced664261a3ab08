"""Truces: where the noun tells of one that is broken, has run out or is in danger, and of none that is made."""

from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.verdicts import Verdict, long_past
from tocsin.coding.syntax.verbs import Group, Sentence


def of_truce(s: Sentence, groups: list[Group], hit: Hit, above: Finding | None) -> Verdict | None:
    """What the words around a noun for a truce make of it; `above` is the act of its clause's verb."""
    if _in_danger(s, groups, hit):
        return Verdict("a truce that may not hold: none is made")
    if above is not None and above.hit.act.id == "break-ceasefire":
        return Verdict("what is broken")
    if hit.first - 1 in s.dated and s.lower[hit.first - 2] == "the":
        return Verdict("only says which truce is meant")  # "the July truce"
    if _run_out(s, hit):
        return Verdict(shade=long_past)
    return Verdict("a truce that does not hold") if _broken(s, hit) else None


def _in_danger(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "Sudan truce in tatters", "the fragile truce hangs by a thread", "the raid strains a ceasefire"."""
    group = groups[hit.clause] if hit.clause >= 0 else None
    if group is not None and group.lemma in _ENDANGERING and hit.place == ("subject" if group.passive else "object"):
        return True
    behind = s.lower[hit.last : min(hit.last + _NEARBY, s.end)]
    return any(
        word in ("in", "under", "at", "on", "by", "close") and not _DANGER.isdisjoint(behind[i + 1 : i + 3])
        for i, word in enumerate(behind)
    )


_NEARBY: Final = 7
"""Tokens behind a truce in which it is told that it is in danger."""
_ENDANGERING: Final = frozenset(
    "threaten endanger jeopardise jeopardize imperil strain test undermine shake rock erode weaken mar".split()
)
_DANGER: Final = frozenset(
    "tatters ruins shreds jeopardy doubt danger peril trouble threat strain risk brink verge thread collapse".split()
)


def _run_out(s: Sentence, hit: Hit) -> bool:
    """As in "renewed strikes after a two-month truce": one that has lasted so long, and no longer does."""
    before = s.lower[max(s.begin, hit.first - 4) : hit.first]
    return "after" in before and any(word.endswith(_SO_LONG) for word in before)


_SO_LONG: Final = ("-day", "-week", "-month", "-year", "-hour", "-long")


def _broken(s: Sentence, hit: Hit) -> bool:
    """As in "regular violations of the ceasefire", "since the collapse of the truce"."""
    return any(
        s.lower[i] == "of" and s.lower[i - 1] in _BREACHES for i in range(max(s.begin + 1, hit.first - 4), hit.first)
    )


_BREACHES: Final = frozenset("violation violations breach breaches collapse breakdown expiry failure lack".split())
