"""Usages: what verbs of news mean beside the acts that they spell: "made up of", "threw out a bill", "stood by"."""

from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.things import classes_in, head_of
from tocsin.coding.events.askings import word_behind
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import MARK, PREP

REFLEXIVE: Final = frozenset({"itself", "themselves", "himself", "herself", "ourselves", "myself"})


def as_a_show(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "staged a drill in a demonstration of unity": the drill is what is staged."""
    shown = s.lower[hit.last - 1].startswith("demonstration")
    return shown and any(s.flag(i) & PREP for i in range(hit.first, hit.last))


def itself(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "rockets for Ukraine to defend itself", "help in defending its sovereignty"."""
    behind = groups[hit.clause].head + 1
    own = s.lower[behind : behind + 1] in (["its"], ["their"]) and not _OWN.isdisjoint(s.lower[behind : behind + 3])
    return own or not REFLEXIVE.isdisjoint(s.lower[behind : behind + 1])


_OWN: Final = frozenset(
    "sovereignty territory borders border interests independence land soil integrity airspace".split()
)


def which(_: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "would take back the land it had lost"."""
    return groups[hit.clause].antecedent is not None


def breaches(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "until noon to end ceasefire breaches"."""
    return not _BREACHES.isdisjoint(s.lower[hit.last : min(hit.last + OBJECTS, s.end)])


_BREACHES: Final = frozenset("breach breaches violation violations infringements".split())


def digs(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "will explore for oil", "ordered firms to explore and exploit minerals"."""
    head = groups[hit.clause].head
    return not _DUG.isdisjoint(s.lower[head + 1 : head + OBJECTS])


_DUG: Final = frozenset("for oil gas minerals seabed deposits exploit drill".split())


def consists(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "is made up of 3,000 soldiers"."""
    return word_behind(s, hit) in ("of", "mostly", "mainly", "largely", "primarily")


def muted(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "has given only a muted response"."""
    head = groups[hit.clause].head
    return not _CAUTIOUS.isdisjoint(s.lower[head + 1 : head + OBJECTS])


_CAUTIOUS: Final = frozenset("muted cautious lukewarm positive tepid guarded mixed warm measured initial".split())


def turns_down(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "threw out the 'Meadow Farm' proposal"."""
    return not _PROPOSED.isdisjoint(s.lower[hit.last : min(hit.last + OBJECTS, s.end)])


_PROPOSED: Final = frozenset(
    "proposal proposals plan plans case bill motion charge charges appeal lawsuit suit".split()
)


def stands_near(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "three ships stood by at a distance"."""
    by = groups[hit.clause].head + 1
    return s.lower[by : by + 1] == ["by"] and bool(s.flag(by + 1) & (MARK | PREP))


def over_days(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "launched missile attacks on Israel over the weekend"."""
    return not s.dated.isdisjoint((hit.last, hit.last + 1))


def against_haste(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "cautioned against making premature assumptions"."""
    words = s.lower[hit.first : min(hit.last + OBJECTS, s.end)]
    return "against" in words and not _HASTE.isdisjoint(words)


_HASTE: Final = frozenset("premature hasty assumptions drawing jumping complacency speculation speculating".split())


def a_storm(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "Storm slams coast of Florida"."""
    span = subject_of(groups, hit.clause)
    if span is None:
        return False
    return s.lower[head_of(s, *span)[1] - 1] in s.grammar.natural


def more_than_that(s: Sentence, _: list[Group], hit: Hit) -> bool:
    """As in "is seeking not just a ceasefire but a peace"."""
    behind = s.lower[hit.first + 1 : hit.first + 3]
    return behind in (["not", "just"], ["not", "only"], ["not", "merely"])


def says_that(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "claim they are under attack", not "claimed an attack"."""
    head = groups[hit.clause].head
    return s.lower[head + 1 : head + 2] in (["that"], ["they"], ["it"], ["he"], ["she"])


def is_rung(_: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "families contacted by the kidnappers"."""
    return groups[hit.clause].passive


def withholds(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "denied two candidates a place on the ballot"."""
    head = groups[hit.clause].head
    behind = s.lower[head + 1 : head + OBJECTS]
    if "that" in behind[:2] or not _TAKING.isdisjoint(behind):
        return False  # "denied that it took place"
    return not _WITHHELD.isdisjoint(behind)


_TAKING: Final = frozenset({"took", "taken", "take", "taking"})
_WITHHELD: Final = frozenset(
    """
    access entry visa visas place places permission bail permit permits asylum parole registration boarding treatment
    accreditation credentials seat seats
    """.split()
)
OBJECTS: Final = 8
"""Tokens of whom and what something is withheld from."""


def talks_end(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "concluded 16-hour military talks"."""
    head = groups[hit.clause].head
    return not _TALKS.isdisjoint(s.lower[head + 1 : head + OBJECTS])


_TALKS: Final = frozenset("talks negotiations drills drill exercise exercises visit meeting dialogue".split())


def holds_talks(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "peace talks hosted by Switzerland"."""
    span = subject_of(groups, hit.clause)
    passive = groups[hit.clause].passive and span is not None
    return passive and span is not None and not _TALKS.isdisjoint(s.lower[span[0] : span[1]])


def keeps_calm(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "assists in maintaining political stability, military balance and economic progress"."""
    head = groups[hit.clause].head
    return not _CALM.isdisjoint(s.lower[head + 1 : head + OBJECTS])


_CALM: Final = frozenset("stability peace balance order calm security".split())


def parts_armies(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "the two armies began a limited disengagement"."""
    head = groups[hit.clause].head
    return "disengagement" in s.lower[head + 1 : head + OBJECTS]


def feared_dead(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "more than 100 people are feared dead"."""
    head = groups[hit.clause].head
    return s.lower[head + 1 : head + 2] in (["dead"], ["killed"], ["missing"], ["drowned"], ["lost"], ["trapped"])


def made_out(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "the drones were identified as likely targets of warships"."""
    span = subject_of(groups, hit.clause)
    things = classes_in(s, *head_of(s, *span)) if span is not None else frozenset[str]()
    return groups[hit.clause].passive and bool(things & {"drone", "missile", "aircraft", "ship", "weapons"})


def endangers_by_being(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "the drones presented an imminent threat to ships"."""
    head = groups[hit.clause].head
    return not _DANGERS.isdisjoint(s.lower[head + 1 : head + OBJECTS])


_DANGERS: Final = frozenset("threat threats danger risk hazard challenge".split())
