"""Sharing: verbs that have the subject of the one they are joined to: "landed and took the town"."""

from typing import Final

from tocsin.coding.syntax.boundaries import ADVERBIAL
from tocsin.coding.syntax.dependents import finite_before
from tocsin.coding.syntax.surroundings import object_follows, speaks
from tocsin.coding.syntax.valency import bare
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence, lemma_of
from tocsin.coding.text.grammar import ADV, BASE, COORD, MARK, PREP, TO


def share(s: Sentence, groups: list[Group], k: int, mark: str) -> bool:
    """As in "landed and took the town": lets a verb share the subject of the one it is joined to; whether it does."""
    group = groups[k]
    if (joined := _over_time(s, groups, k)) >= 0:
        group.inherits, group.link, group.parent = joined, "and", groups[joined].parent
        return True
    main = group.first - 2 >= s.begin and s.lower[group.first - 2] == ","
    previous = finite_before(groups, k, main=main)
    if previous > 0 and not main and _of_being(groups[previous]) and _by_somebody(s, group):
        previous = groups[previous].parent
    elif previous > 0 and not main and _of_a_thing(s, groups[previous]) and _by_somebody(s, group):
        # "accused Belarus of a raid that killed two and recalled its ambassador": no raid recalls anybody.
        previous = max(finite_before(groups, previous, main=True), 0)
    elif previous > 0 and not main and _of_harm(groups[previous]) and _by_somebody(s, group):
        # "said two civilians had been killed and vowed revenge": who says so vows it, no victim.
        previous = groups[previous].parent
    if main and 0 <= previous < k - 1 and _told_of_others(s, groups, k, previous):
        previous = k - 1  # "police said gunmen attacked a bank, and killed two guards"
    if previous > 0 and not main and _of_denier(s, groups, previous, group):
        # "denied it had sent arms and expelled two envoys": who denies it expels them.
        previous = groups[previous].parent
    if previous > 0 and _in_no_one_tense(groups[previous], group):
        # "warned that Minsk might send migrants and deployed troops": who warned deployed them.
        opening = finite_before(groups, previous, main=True)
        previous = opening if opening >= 0 and not groups[opening].modal else previous
    if previous < 0 or not (s.flag(group.first - 1) & (COORD | MARK | ADV) or mark in ("and", "but", "or", ",")):
        return False
    above = groups[previous]
    group.inherits = previous
    asked = s.flag(group.head + 1) & TO and group.lemma in s.grammar.object_control
    if above.passive and (asked or (group.first == group.head and (_is_freed(s, group) or _is_given(s, group)))):
        group.passive = True  # "was called in and asked to leave", "was beaten and let go"
    elif joins_passive(s, above, group) and not _leads_on(s, group):
        # "may be arrested and killed in the cells": one "be" for both.
        group.passive, group.perfect, group.past, group.modal = True, above.perfect, above.past, above.modal
    group.link, group.parent = "and", above.parent
    if above.link not in ("", "and", "zero") or above.parent >= 0:
        group.link = above.link
    return True


def _over_time(s: Sentence, groups: list[Group], k: int) -> int:
    """The clause that one goes on over what tells when: "took the town and, once the army fled, burned it"; or -1."""
    when = groups[k - 1]
    if k < _JOINED or when.form != FINITE or when.link not in ADVERBIAL or when.subject is None:
        return -1
    opening = when.subject[0] - 1
    behind = s.lower[groups[k].first - 1] != "and" and s.lower[opening] == when.link
    joint = opening - 1 - (s.lower[opening - 1] == ",")
    if not behind or not s.flag(joint) & COORD or groups[k - 2].head >= joint:
        return -1
    return finite_before(groups, k - 1)


_JOINED: Final = 2
"""Clauses before one that goes on over another: the one that it goes on, and that other."""


def _is_freed(s: Sentence, group: Group) -> bool:
    behind = s.lower[group.head + 1 : group.head + 3]
    return group.lemma == "let" and behind[:1] == ["go"] and behind[1:] != ["of"]


def _is_given(s: Sentence, group: Group) -> bool:
    """As in "was summoned and handed a note": who is given something is none who gives it."""
    return group.lemma in ("hand", "serve", "award") and s.lower[group.head + 1 : group.head + 2] in (["a"], ["an"])


def joins_passive(s: Sentence, above: Group, group: Group) -> bool:
    """As in "dozens had been killed and six hundred targets bombed": the passive auxiliary is left out."""
    return (
        above.passive
        and above.form == FINITE
        and group.past
        and group.first == group.head
        and group.lemma not in s.grammar.bare_verbs
        and not object_follows(s, group.head + 1)
    )


def _leads_on(s: Sentence, group: Group) -> bool:
    """Whether a verb without an object may be no passive: "was freed and called for calm", "was hit and sank"."""
    behind = s.lower[group.head + 1 : group.head + 2]
    phrasal = s.grammar.verbs.following(group.lemma)
    led = behind not in (["of"], ["with"]) and not phrasal.isdisjoint(behind)
    return bare(s, group.head) or speaks(s, group.lemma) or led or behind == ["that"]


def _in_no_one_tense(above: Group, group: Group) -> bool:
    """Whether a verb cannot go on what an auxiliary of a dependent clause leads: "will attack and has asked"."""
    dependent = above.parent >= 0 or above.link not in ("", "and")
    led = bool(above.modal) and not (above.passive or above.perfect or group.modal)
    return dependent and led and (group.perfect or group.past)


def _of_denier(s: Sentence, groups: list[Group], k: int, group: Group) -> bool:
    """Whether a simple past is none of what clause `k` tells and somebody denies: "rejected claims that it arms them".

    What he denies to have done stands in another tense, unless it goes on: "denied it had hit the town and killed two".
    """
    above = groups[k]
    said = groups[above.parent] if above.link in ("that", "zero") and above.parent >= 0 else None
    if said is None or said.lemma not in _DENYING or not (said.past and group.past and group.first == group.head):
        return False
    if not (above.past or above.perfect or above.modal):
        return True
    alike = above.lemma in _MEASURES and group.lemma in _MEASURES  # "denied it had recalled its envoy and closed …"
    return (above.progressive or above.perfect or above.modal != "") and not alike and _by_somebody(s, group)


_MEASURES: Final = frozenset("expel recall summon impose withdraw sanction ban suspend cancel".split())
_DENYING: Final = frozenset("deny reject dismiss refute rebuff rubbish deride dispute contest rebut".split())


def _of_a_thing(s: Sentence, group: Group) -> bool:
    """Whether a dependent clause tells what an attack or arms did, or what was done to a thing."""
    if group.link == "relative":
        span = group.antecedent if group.subject == group.antecedent else None
    else:
        span = group.subject if group.passive and group.link == "that" else None
    if span is None:
        return False
    nearest = next((i + 1 for i in range(span[1] - 1, span[0], -1) if s.flag(i) & PREP), span[0])
    if any(i in s.marks.named for i in range(nearest, span[1])):
        return False
    known = s.marks.classes
    classes = {name for i in range(nearest, span[1]) for _, names in known.get(i, ())[:1] for name in names}
    return classes.isdisjoint(_BEINGS) if group.passive else not classes.isdisjoint(_DEEDS)


def _of_being(group: Group) -> bool:
    """As in "denies that his land has any need and accuses the opposition": what is or has something says nothing."""
    return group.link in ("that", "zero") and group.parent >= 0 and group.lemma in ("be", "have")


def _told_of_others(s: Sentence, groups: list[Group], k: int, said: int) -> bool:
    """Whether a verb of harm goes on with what clause `said` only tells, not with who tells it."""
    told = groups[k - 1].link in ("that", "zero") and groups[k - 1].parent == said and groups[k - 1].form == FINITE
    return told and speaks(s, groups[said].lemma) and groups[k].lemma in _HARMING | _TAKING


_TAKING: Final = frozenset("abduct kidnap burn torch loot seize take set steal".split())


def _of_harm(group: Group) -> bool:
    """Whether somebody is said to be killed or hurt."""
    said = group.link in ("that", "zero") and group.parent >= 0
    return said and group.passive and group.form == FINITE and group.lemma in _HARMING


_HARMING: Final = frozenset("kill wound injure hurt hit slay massacre shoot bomb shell destroy attack capture".split())
_BEINGS: Final = frozenset(
    "people captives citizens crowd troops police rebels diplomats dissidents notables men state organisation".split()
)
_DEEDS: Final = frozenset({"attack", "missile", "drone", "weapons", "shots", "fire"})


def _by_somebody(s: Sentence, group: Group) -> bool:
    """Whether a verb is of what only people and states do, to somebody or something behind it."""
    decided = group.lemma in _DECIDED or s.grammar.cues.get(group.lemma) in ("report", "allege")
    behind = s.flag(group.head + 1)
    to_do = bool(behind & TO and lemma_of(s, group.head + 2, BASE))  # "vowed to strike", not "sent to the front"
    return decided and (to_do or not behind & (MARK | PREP))


_DECIDED: Final = frozenset(
    """
    expel recall summon impose send deploy order ask thank vow withdraw sanction ban call demand urge warn condemn
    accuse blame denounce promise pledge threaten appeal suspend cancel announce declare
    """.split()
)
