"""Themselves: acts that a side does among its own, or that are done at home: "the war cabinet met"."""

from itertools import pairwise
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.names.descriptions import each_other
from tocsin.coding.names.mention import HUMANS, ActorMention, loose
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence

OF_STATE: Final = frozenset({"GOV", "MIL", "POL"})
_FEW_WORDS: Final = 5
"""Tokens behind a word within which its "with" or "of" stands."""
_OVER_ALL: Final = frozenset({"curfew", "martial-law"})
"""Modes of rule that are laid over a place, not on somebody."""
_OF_LAW: Final = frozenset({"POL", "JUD"})
"""Those who arrest and judge others, not themselves."""
_SITTINGS_OF: Final = frozenset({("meeting", "of"), ("session", "of"), ("sitting", "of")})
_FRIENDS: Final = frozenset(
    """
    allies partners aides advisers advisors cabinet commanders colleagues friends supporters experts staff families
    relatives residents survivors donors lawmakers mps voters veterans
    """.split()
)


def is_cabinet(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """As in "the war cabinet met": a body of one state, which meets nobody else."""
    span = subject_of(groups, one.hit.clause) if one.hit.clause >= 0 and not one.hit.noun else None
    if span is None or any(m.sector == "IGO" for m in one.actors):
        return False
    return s.lower[span[1] - 1] in _BODIES


_BODIES: Final = frozenset({"cabinet", "council", "committee", "parliament"})


def of_a_sitting(s: Sentence, first: int) -> bool:
    """As in "called a meeting of the National Command Authority": those who sit in it are no other side."""
    words = s.lower[first : min(first + _FEW_WORDS, s.end)]
    return any(pair in _SITTINGS_OF for pair in pairwise(words))


def of_a_body(one: Finding) -> bool:
    """Whether a body of states meets, which it does over somebody, not with them."""
    return one.hit.act.type == "CONSULT" and bool(one.actors) and all(m.sector == "IGO" for m in one.actors)


def on_each_other(s: Sentence, groups: list[Group], one: Finding) -> bool:
    """As in "accused each other of breaking the truce", where each is said to have done it to the other."""
    span = subject_of(groups, one.hit.clause) if one.hit.clause >= 0 else None
    return span is not None and each_other(s, span)


def among_friends(s: Sentence, first: int) -> bool:
    """Whether those behind a "with" are of the own side, and the text does not name them: "talks with its partners"."""
    for i in range(first, min(first + _FEW_WORDS, s.end)):
        if s.lower[i] == "with":
            return not _FRIENDS.isdisjoint(s.lower[i + 1 : min(i + _FEW_WORDS, s.end)])
    return False


def of_their_own(one: Finding) -> bool:
    """Whether rebels whose country only the text tells attack those who are named as a state's."""
    rebels = bool(one.actors) and all(m.sector == "REB" and loose(m) for m in one.actors)
    return rebels and any(m.sector in OF_STATE and m.country and not m.resolved for m in one.recipients)


def themselves(one: Finding) -> list[ActorMention]:
    """Those who do an act within their country, for those there whom it is done to, unless that would say too much."""
    act = one.hit.act
    if act.mode in _OVER_ALL or (act.mode == "disapprove" and ("attack" in one.hit.classes or _of_several(one))):
        return []
    if act.type == "ACCUSE" and act.frame == "patient":
        return []  # "the move drew condemnation from Paris": hardly over its own
    return [m for m in one.actors[:1] if act.type == "ACCUSE" or not (m.kind in HUMANS or m.sector in _OF_LAW)]


def _of_several(one: Finding) -> bool:
    """Whether those of several states do it, who hardly all do it to the first of them."""
    return len({m.country for m in one.actors}) > 1


def at_war_within(one: Finding) -> bool:
    """Whether both a state and rebels of its country do something: "Colombia and the ELN agreed to meet"."""
    sectors = {m.sector for m in one.actors}
    return "REB" in sectors and not OF_STATE.isdisjoint(sectors)
