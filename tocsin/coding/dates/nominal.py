"""Nominal: the times of an act that a noun names, and of what is moved to another day."""

from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.dates.describing import names_act
from tocsin.coding.dates.mooring import Mooring
from tocsin.coding.dates.moorings import SUBORDINATE
from tocsin.coding.dates.vicinity import JOINED, MAKING
from tocsin.coding.syntax.verbs import Group, Sentence
from tocsin.coding.text.grammar import MARK, PREP

_PRIOR: Final = frozenset("after following since before behind over despite amid from".split())
"""Prepositions that lead to what was known before: "met after the bombings"."""


def earlier(s: Sentence, hit: Hit) -> bool:
    """Whether a noun names what its sentence takes as known, whose time is not that of the verb."""
    if hit.place == "subject":
        return False  # "since the invasion began"
    for i in range(hit.first - 1, max(s.begin, hit.first - 4) - 1, -1):
        if s.lower[i] in _PRIOR:
            return True
        if s.words[i].flags & (MARK | PREP):
            return False
    return False


def of_noun(s: Sentence, groups: list[Group], hit: Hit, moored: list[Mooring]) -> list[Mooring]:
    """The times that stand with a noun: "Tuesday's attack", "the attack on Tuesday", "the invasion of Iraq in 2003"."""
    describing = [m for m in moored if m.noun and (0 <= hit.first - m.last <= 3 or _behind(s, hit, m))]
    if describing:
        return describing
    verb = next((k for k, g in enumerate(groups) if g.first >= hit.last), len(groups))
    stop = groups[verb].first if verb < len(groups) else moored[-1].last
    opened = groups[verb].subject if verb < len(groups) and groups[verb].link in SUBORDINATE else None
    if opened is not None:
        stop = opened[0] - 1  # "detected an incursion, a week before the president takes office"
    beside = [m for m in moored if not m.noun and hit.last <= m.first < stop]
    if verb < len(groups) and groups[verb].link in JOINED:
        beside = [m for m in beside if m.clause != verb]  # "after a raid, and on Friday it attacked"
    if not beside:
        beside = [m for m in moored if m.noun and hit.last <= m.first < stop and _closes(s, hit, m)]
    if beside or verb == len(groups):
        return beside
    described = groups[verb].antecedent if groups[verb].link == "relative" else groups[verb].subject
    if (
        groups[verb].link in ("relative", "reduced")
        and _DASHES.isdisjoint(s.lower[hit.last : groups[verb].first])
        and described is not None
        and described[0] <= hit.first < described[1]
        and not (groups[verb].link == "reduced" and _of_other(s, hit, groups[verb]))
    ):
        return [m for m in moored if m.clause == verb]
    return []


def _closes(s: Sentence, hit: Hit, mooring: Mooring) -> bool:
    """Whether a time ends what tells of an act: "after a drone attack on its forces last weekend, the army said"."""
    ends = mooring.last >= s.end or bool(s.words[mooring.last].flags & MARK)
    return ends and not any(names_act(s, i) for i in range(hit.last, mooring.first))


def _of_other(s: Sentence, hit: Hit, group: Group) -> bool:
    """As in "the release of sailors seized in May": what the participle tells was done to them, not the act itself."""
    return "of" in s.lower[hit.first : group.first] and group.lemma not in MAKING


def of_object(s: Sentence, groups: list[Group], k: int, moored: list[Mooring]) -> list[Mooring]:
    """The times of what clause `k` was done to: "crushed an uprising led by monks in 2007"."""
    behind = groups[k + 1] if k + 1 < len(groups) else None
    if behind is None or behind.link != "reduced" or behind.subject is None or behind.subject[0] <= groups[k].head:
        return []
    first, end = behind.subject
    if behind.lemma not in MAKING:  # "welcomed the release of sailors seized in May"
        first = next((i + 1 for i in range(end - 1, first, -1) if s.lower[i] == "of"), first)
    return [m for m in moored if m.clause == k + 1] if any(names_act(s, i) for i in range(first, end)) else []


_DASHES: Final = frozenset({"-", "–", "—", "("})
"""Marks behind which something else is described."""


def _behind(s: Sentence, hit: Hit, mooring: Mooring) -> bool:
    gap = mooring.first - hit.last
    return 0 <= gap <= 2 or (0 < gap <= 5 and s.lower[mooring.first - 1] == "in")


MOVING: Final = frozenset(
    "move push put postpone delay defer reschedule adjourn shift bring call set schedule slate fix arrange".split()
)
"""Verbs that give something a day, or another one."""


def leads_to(s: Sentence, mooring: Mooring) -> bool:
    """Whether a time is where something leads to: "until May", "to Friday"."""
    return mooring.mention.relation == "until" or s.lower[mooring.first - 1] in ("to", "for")


def moved_to(s: Sentence, groups: list[Group], hit: Hit, moored: list[Mooring]) -> list[Mooring]:
    """The new day of what is put off: "the talks were moved to Friday"."""
    if hit.place != "subject" or hit.clause < 0 or groups[hit.clause].lemma not in MOVING:
        return []
    return [m for m in moored if m.clause == hit.clause and leads_to(s, m)]
