"""Aims: what somebody only means to do, or sends others to do, is no deed."""

from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.acts.promises import weighed
from tocsin.coding.events.counted import SENDING
from tocsin.coding.syntax.verbs import INFINITIVE, ING, Group, Sentence


def aimed_at(s: Sentence, groups: list[Group], hit: Hit, acts: dict[int, Hit], effects: dict[int, str]) -> str:
    """As in "a campaign to seize the capital": an aim, unless forces were sent for it."""
    group = groups[hit.clause]
    if group.form == INFINITIVE and _came_to_nothing(s, group):
        return "what an attempt that failed was for, not a deed"
    if hit.act.mode == "ceasefire" and _fought_for(s, group, acts):
        return "an aim, not a deed"
    if hit.act.type in _AIMED_AT and group.form == ING and group.link == "of" and s.lower[group.first - 2] in _AIMS:
        return "an aim, not a deed"
    if hit.act.mode == "martial-law" and _strive(s, groups, group):
        return "an aim, not a deed"
    if hit.act.type not in _AIMED_AT or group.link != "to" or group.parent < 0 or group.form != INFINITIVE:
        return ""
    parent = groups[group.parent]
    under_way = parent.lemma == "be" and not _UNDER_WAY.isdisjoint(s.lower[parent.head + 1 : parent.head + 3])
    led = parent.lemma in s.grammar.cues or effects.get(group.parent)
    adopted = parent.lemma == "vote" and hit.act.about == "sanctions"  # "voted on Monday to impose an embargo"
    tried = parent.lemma in _TRYING  # "attempted last week to retake the town"
    if group.first - parent.head < 2 or (led and not under_way) or adopted or tried:
        return ""
    above = acts.get(group.parent)
    if above is not None and above.act.type in ("MOBILIZE", "AID"):
        return ""
    led_by = s.lower[group.first - 1]
    ordered = led_by in ("order", "orders", "instructions")
    begun = hit.act.type == "MOBILIZE" and parent.lemma in _BEGINNING and led_by in _WORKS
    return "" if ordered or begun or weighed(hit) else "an aim, not a deed"


def _came_to_nothing(s: Sentence, group: Group) -> bool:
    """As in "since a failed raid to capture a militant"."""
    to = group.first if s.lower[group.first] == "to" else group.first - 1
    return s.lower[to] == "to" and s.lower[max(s.begin, to - 2)] in _FAILED


_FAILED: Final = frozenset("failed botched abortive unsuccessful thwarted".split())


def _strive(s: Sentence, groups: list[Group], group: Group) -> bool:
    """As in "rebels trying to overthrow the president offered talks": what they strive for only says who they are."""
    above = groups[group.parent] if group.link == "to" and group.parent >= 0 else group
    striving = above if above.lemma in _STRIVING else group
    if striving.lemma not in _STRIVING or striving.link not in ("reduced", "relative") or striving.subject is None:
        return False
    return any("rebels" in s.grammar.classes.get(word, ()) for word in s.lower[slice(*striving.subject)])


def _fought_for(s: Sentence, group: Group, acts: dict[int, Hit]) -> bool:
    """As in "an operation to stop the offensive", "sent jets to halt the attacks", "sent an envoy to end the war"."""
    if group.link != "to" or group.parent < 0 or group.form != INFINITIVE:
        return False
    above = acts.get(group.parent)
    return s.lower[group.first - 1] in _FORCE or (
        above is not None and (above.act.type in _FOUGHT or above.act.mode == "visit")
    )


def meant(groups: list[Group], hit: Hit, acts: dict[int, Hit]) -> bool:
    """As in "a scheme to invade", "sent 400 soldiers to fight rebels": what somebody means to do or is sent for."""
    group = groups[hit.clause]
    if group.form != INFINITIVE:
        return False
    above = acts.get(group.parent)
    sent = group.link == "to" and group.parent >= 0 and _sends(groups[group.parent], above)
    met = above is not None and above.act.type == "CONSULT" and group.link == "to"
    return (
        weighed(hit)
        or (sent and (hit.act.type == "ASSAULT" or hit.act.mode == "release"))
        or (met and hit.act.type in _TALKED_OF and hit.lemma != "sign")
    )


def _sends(group: Group, told: Hit | None) -> bool:
    """Whether a clause sends somebody to do something, whether or not that is an act of its own."""
    return group.lemma in _ORDERED or (told is not None and told.act.type in SENDING)


_AIMED_AT: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "MOBILIZE", "SUPPORT", "CONCEDE"})
_UNDER_WAY: Final = frozenset({"underway", "way", "on", "place", "out"})
"""Words before what is being done something for: "a search is under way to hunt them down"."""
_BEGINNING: Final = frozenset("launch start begin resume open restart run".split())
_WORKS: Final = frozenset("programme program project drive work plan effort".split())
"""What is done when it is begun: "launched a programme to enrich uranium"."""
_AIMS: Final = frozenset({"goal", "aim", "intention", "objective", "purpose", "ambition"})
_STRIVING: Final = frozenset({"seek", "try", "want", "fight", "aim", "strive", "struggle", "battle", "attempt"})
_TRYING: Final = frozenset({"try", "attempt"})
_FORCE: Final = frozenset(
    "operation operations offensive offensives campaign campaigns raid raids strike strikes assault assaults war push "
    "incursion troops soldiers forces jets warships".split()
)
"""What somebody fights others with: "launched a campaign to end the attacks"."""
_FOUGHT: Final = frozenset({"ASSAULT", "MOBILIZE"})
_TALKED_OF: Final = frozenset({"COOPERATE", "AGREE"})
"""What talks are held for, and come to or not: "talks were held to reach an agreement"."""
_ORDERED: Final = frozenset({"send", "dispatch", "deploy"})
