"""Likelihood: what an adjective makes of the act that a noun names: "judged a deployment likely"."""

from collections.abc import Callable
from typing import Final

from tocsin.coding.acts.carrying import DEEDS
from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.verdicts import maybe, negate, to_come
from tocsin.coding.syntax.shades import Shade
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import ADV, COORD, DET, MARK, PREP, SUBORD, TO

_BEING: Final = frozenset({"be", "remain", "seem", "look", "appear", "become"})
_JUDGING: Final = frozenset("judge call consider deem think believe regard see view rate describe assess hold".split())
"""Verbs whose object is what they say of it: "judged an attack likely"."""
_LIKELY: Final = frozenset("likely probable imminent inevitable unavoidable certain impending".split())
_POSSIBLE: Final = frozenset("possible conceivable plausible feasible".split())
_UNLIKELY: Final = frozenset(
    "unlikely improbable impossible inconceivable unthinkable elusive unrealistic implausible remote".split()
)
_OUT: Final = (("out", "of", "the", "question"), ("off", "the", "table"))
_QUOTES: Final = frozenset("\"'“”‘’")
_FREE: Final = MARK | PREP | COORD | SUBORD | DET | ADV | TO
"""What a word must be one of to stand behind an adjective that judges, and not be described by it."""
_REACH: Final = 14
"""Tokens behind a noun among which the adjective stands that judges it."""


def likelihood(s: Sentence, groups: list[Group], hit: Hit) -> Callable[[Shade], Shade] | None:
    """What becomes of an act whose noun its clause calls likely, possible or unlikely; None where it does not."""
    if hit.clause < 0 or hit.act.type not in DEEDS:
        return None
    group = groups[hit.clause]
    judged = group.lemma in _JUDGING
    if hit.place == "subject" and (group.lemma in _BEING or (judged and group.passive)):
        at = _behind(s, group.head + 1)
    elif hit.place == "object" and judged and not group.passive:
        at = _judging(s, groups, hit)
    else:
        return None
    word = s.lower[at] if at < s.end else ""
    if word in _LIKELY:
        return negate if group.negated else to_come
    if word in _POSSIBLE:
        return negate if group.negated else maybe
    ruled_out = word in _UNLIKELY or any(tuple(s.lower[at : at + len(words)]) == words for words in _OUT)
    return negate if ruled_out and not group.negated else None


def _behind(s: Sentence, i: int) -> int:
    """The first token from `i` on that is no adverb, quote or "as": "highly likely", "as “likely”"."""
    while i < s.end and (s.lower[i] in _QUOTES or s.lower[i] == "as" or (s.flag(i) & ADV and not _judges(s, i))):
        i += 1
    return i


def _judges(s: Sentence, i: int) -> bool:
    return s.lower[i] in _LIKELY or s.lower[i] in _POSSIBLE or s.lower[i] in _UNLIKELY


def _judging(s: Sentence, groups: list[Group], hit: Hit) -> int:
    """Where the adjective stands that a verb gives to its object: "sees a test by the North as imminent"."""
    stop = min([s.end, hit.last + _REACH, *(g.first for g in groups if g.first >= hit.last)])
    for i in range(hit.last, stop):
        if s.flag(i) & MARK and s.lower[i] not in _QUOTES:
            break
        if _judges(s, i):
            led = s.flag(i - 1) & (DET | PREP) and s.lower[i - 1] != "as"
            alone = i + 1 >= s.end or s.lower[i + 1] in _QUOTES or s.flag(i + 1) & _FREE
            return i if alone and not led else s.end  # "an attack on likely targets", "as likely revenge"
    return s.end
