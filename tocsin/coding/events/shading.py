"""Shading: the modality of what is done with words, which is done by saying so."""

from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.events.speaking import depends, same_side, teller_of
from tocsin.coding.roles.roles import Roles
from tocsin.coding.syntax.subjects import subject_of
from tocsin.coding.syntax.surroundings import WEIGHING
from tocsin.coding.syntax.verbs import Group, Sentence

_AT_ONCE: Final = frozenset({"SANCTION", "AGREE", "ACCUSE", "REJECT", "REQUEST", "CONCEDE", "SUPPORT"})
"""Acts that are done once they are done: "is suspending its part in the treaty"."""


def shade_words(s: Sentence, groups: list[Group], one: Finding, effects: dict[int, str], roles: Roles) -> None:
    """Sets the modality of what is done with words: a threat may depend, and what one says is done by saying so."""
    hit, act = one.hit, one.hit.act
    group = groups[hit.clause]
    if act.type == "THREATEN":
        if depends(s, groups, one):
            one.shade.modality = "conditional"
        elif act.frame == "said" and group.lemma == "be" and one.shade.modality != "conditional":
            one.shade.modality = "future" if _there(s, groups, hit.clause) else "actual"
        elif group.quasi == "willing" and one.shade.modality == "considered":
            one.shade.modality = "actual"  # "is prepared to strike again"
    if act.type == "REQUEST" and group.modal == "would" and hit.lemma in _POLITE and one.shade.modality == "future":
        one.shade.modality = "actual"  # "would like Kenya to withdraw"
    at_once = act.type in _AT_ONCE and act.mode != "investigate"
    if one.shade.modality == "ongoing" and (at_once or _weighs(group, act.mode)):
        one.shade.modality = "actual"
    if act.type in ("SUPPORT", "REJECT") and one.shade.modality == "future" and not hit.noun:
        told = teller_of(s, groups, hit.clause, effects)
        if told is not None and same_side(roles, groups, told, hit.clause):
            # "Said that they would stick to the accord": they do, by saying so.
            one.shade.modality = "actual"


def _weighs(group: Group, mode: str | None) -> bool:
    """As in "is weighing whether to send arms": whoever weighs it does so by now, as whoever drafts a bill is at it."""
    return mode == "consider" and not group.passive and group.lemma in _THINKING


_THINKING: Final = WEIGHING | {"think"}
_POLITE: Final = frozenset({"like", "urge"})
"""Verbs of asking that "would" makes no less so."""


def _there(s: Sentence, groups: list[Group], k: int) -> bool:
    """As in "there would be consequences": what is held out is to come."""
    span = subject_of(groups, k)
    return span is not None and s.lower[span[0]] == "there"
