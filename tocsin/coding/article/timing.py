"""Timing: when an act was or will be, and what its date makes of how its clause tells it."""

from datetime import date, timedelta
from typing import Final

from tocsin.coding.acts.finding import Finding
from tocsin.coding.dates.clock import Clock
from tocsin.coding.dates.dating import date_of, of_own_clause
from tocsin.coding.dates.stating import due
from tocsin.coding.events.bygone import bygone, came_to_power, of_old, told_in_a_work
from tocsin.coding.events.lasting import goes_on
from tocsin.coding.reading import Occurred
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.reservations import asked
from tocsin.coding.syntax.verbs import INFINITIVE, Group, Sentence
from tocsin.coding.text.acts import SPEECH
from tocsin.vocabulary import Modality

_NEWS: Final = timedelta(days=7)
_BACKGROUND: Final = timedelta(days=150)
"""What lies further back than this was not news when the text appeared."""


def when(s: Sentence, groups: list[Group], one: Finding, clock: Clock) -> tuple[Modality, Occurred]:
    """An act's modality and date: what is announced for next week is to come."""
    modality, kind = _modality(one), one.cast and one.cast.type
    occurred = date_of(s, groups, one.hit, modality, clock, kind=kind)
    if modality == "actual" and came_to_power(groups, one):
        occurred = of_own_clause(clock.scene, groups[one.hit.clause], clock.today)
    announced = one.hit.lemma in _ANNOUNCING and (kind or one.hit.act.type) not in SPEECH
    if announced and modality == "actual" and occurred.basis == "publication":
        ahead = date_of(s, groups, one.hit, "future", clock, kind=kind)
        if ahead.basis == "text" and (ahead.start or "") > clock.today.isoformat():
            return "future", ahead
    return modality, occurred


_ANNOUNCING: Final = frozenset("announce order approve unveil declare call".split())
"""Verbs of what is said today and done on a day to come."""


def _modality(one: Finding) -> Modality:
    """What the clause makes of an act, else what its entry of the codebook has; what is only offered is weighed."""
    act, modality = one.hit.act, one.shade.modality
    if act.modality is not None and (modality == "actual" or (modality == "ongoing" and act.modality in _AHEAD)):
        modality = act.modality  # "are weighing a strike": the weighing goes on, the strike does not
    offered = one.hit.lemma == "offer" and act.type in _OFFERED and modality in ("actual", "future")
    return "considered" if offered else modality


_AHEAD: Final = frozenset({"considered", "future"})
_OFFERED: Final = frozenset({"AID", "COOPERATE", "MOBILIZE"})
"""Deeds that whoever offers them has not done."""


def fresh(occurred: Occurred, clock: Clock) -> bool:
    """Whether the text dates an act to the last days."""
    if occurred.basis != "text" or occurred.end is None:
        return False
    return clock.today - _NEWS <= date.fromisoformat(occurred.end[:10]) <= clock.today


_OPENING: Final = frozenset({"begin", "start", "open", "hold"})
"""Verbs that say in the present what is set for a day: "the drill starts on Tuesday", as "the council meets"."""


def timely(
    scene: Scene, s: Sentence, groups: list[Group], one: Finding, *, modality: Modality, occurred: Occurred
) -> Modality:
    """What the date makes of the modality: long ago is background, a present tense with a day to come is expected.

    What a question asks is not told.
    """
    if modality in ("actual", "ongoing") and asked(s, one.hit.first):
        return "hypothetical"
    if modality in ("actual", "ongoing") and occurred.basis == "publication" and of_old(s, groups, one):
        return "historical"
    if modality == "actual" and goes_on(scene, s, groups, one):
        modality = "ongoing"
    if occurred.basis == "publication" and told_in_a_work(s, groups, one):
        return "historical"
    if modality == "future" and occurred.basis == "publication" and _aimed_long_ago(scene, groups, one):
        return "historical"
    if modality == "actual" and occurred.basis == "publication":
        return "historical" if bygone(scene, s, groups, one) else modality
    if occurred.basis != "text" or modality not in ("actual", "ongoing"):
        return modality
    today = scene.published.date()
    if occurred.end is not None and date.fromisoformat(occurred.end[:10]) < today - _BACKGROUND:
        return modality if modality == "ongoing" and _to_this_day(groups, one) else "historical"
    if occurred.start is None:
        return modality
    starts = date.fromisoformat(occurred.start[:10])
    if one.hit.clause < 0:
        return "future" if starts > today else modality
    group = groups[one.hit.clause]
    if starts > today and (one.hit.noun or due(groups, one.hit) or not (group.past or group.perfect)):
        return "future"
    present = not group.past and not group.perfect and not group.passive and group.form == "finite"
    sitting = one.hit.act.type == "CONSULT" and group.lemma != "be"
    scheduled = sitting or (one.hit.act.type == "MOBILIZE" and group.lemma in _OPENING)
    if present and modality == "actual" and starts == today and scheduled and scene.field == "text":
        return "future"
    return modality


def _aimed_long_ago(scene: Scene, groups: list[Group], one: Finding) -> bool:
    """As in "brokered a deal last spring to end the fighting": the aim of what was done long ago."""
    group = groups[one.hit.clause] if one.hit.clause >= 0 and not one.hit.noun else None
    if group is None or group.form != INFINITIVE or group.parent < 0 or not groups[group.parent].past:
        return False
    today = scene.published.date()
    above = of_own_clause(scene, groups[group.parent], today)
    return above.basis == "text" and above.end is not None and date.fromisoformat(above.end[:10]) < today - _BACKGROUND


def _to_this_day(groups: list[Group], one: Finding) -> bool:
    """As in "have blockaded the town since 2023"; but "40,000 have been killed since 1984" sums up what is past."""
    if one.hit.clause < 0 or one.hit.act.frame == "patient":
        return False
    group = groups[one.hit.clause]
    if group.form == INFINITIVE and group.parent >= 0:
        group = groups[group.parent]  # "has been trying to seize the capital since April"
    return group.perfect and not group.past
