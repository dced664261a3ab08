"""Dating: the time that belongs to an event, else the one that runs on, else the day of publication."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.dates.clock import RECENT, Clock
from tocsin.coding.dates.dependants import reports
from tocsin.coding.dates.describing import WIDE
from tocsin.coding.dates.eves import Told
from tocsin.coding.dates.mooring import Mooring
from tocsin.coding.dates.moorings import SUBORDINATE
from tocsin.coding.dates.occurrence import day_of, occurred_at
from tocsin.coding.dates.stating import OPEN, of_before, stated
from tocsin.coding.dates.tale import MAIN, NEAR, past, told_as_past
from tocsin.coding.dates.vicinity import MEANWHILE, happens
from tocsin.coding.reading import Occurred
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, REDUCED, Group, Sentence
from tocsin.coding.text.acts import FORCE, SPEECH
from tocsin.coding.timex.times import TimeMention
from tocsin.vocabulary import EventType, Modality


def date_of(
    s: Sentence, groups: list[Group], hit: Hit, modality: Modality, clock: Clock, *, kind: EventType | None = None
) -> Occurred:
    """When the act of a hit took place or is due; `kind` is what the sentence makes of it, if not what it is by itself.

    What is to come, only weighed, or taken as known, and has no time of its own, gets the day of publication with
    precision `unknown`.
    """
    today = clock.today
    speech = (kind or hit.act.type) in SPEECH
    if not speech and (clause := _reported(groups, hit)) != hit.clause:
        hit = replace(hit, clause=clause)
    mention, own = stated(s, groups, hit, modality, clock, speech=speech)
    if mention is None and clock.entry is not None and modality not in OPEN:
        return clock.entry
    if not own:
        clock.loose.add(s.tokens.start[hit.first])
    had_been = hit.clause >= 0 and not speech and _had_been(groups[_governor(groups, hit.clause)])
    if mention is not None and had_been and not own and clock.tale is not None and mention.precision in WIDE:
        return clock.tale.when  # "In March a ship was sunk. Experts found in May that a torpedo had hit it"
    if mention is not None:
        if mention.relation == "before" and hit.clause >= 0 and _denied(s, groups[hit.clause]):
            mention = _from_then(mention)
        occurred = occurred_at(mention)
        if mention.relation == "since" and _summed(groups, hit):
            occurred = replace(occurred, end=today.isoformat())
        if hit.act.type == "ASSAULT" and occurred.precision == "day" and occurred.start:
            clock.acts.append(Told(" ".join(s.lower[hit.first : hit.last]), date.fromisoformat(occurred.start[:10])))
        runs_on = mention.precision == "day" and mention.relation in ("at", "during") and not speech
        runs_on = runs_on and (hit.clause < 0 or not _set_in(s, groups, hit.clause, clock.moored))
        if runs_on and occurred.start and modality in ("actual", "ongoing"):
            starts = date.fromisoformat(occurred.start[:10])
            if today - NEAR <= starts <= today:
                clock.state(occurred)
        return occurred
    threatened = speech and modality == "conditional" and hit.clause >= 0 and past(groups[hit.clause])
    now = today.isoformat()
    if (modality in OPEN and not threatened) or of_before(s, groups, hit):
        return Occurred(now, now, "unknown", "publication")
    recalled = clock.told is not None and clock.told.history and hit.clause >= 0 and groups[hit.clause].past
    long_ago = _long_ago(groups, hit, clock) if modality in ("actual", "ongoing") and (recalled or not speech) else None
    if long_ago is not None:
        return occurred_at(long_ago)
    if hit.clause >= 0 and (_tells_past(s, groups, hit.clause) or (not clock.moored and _toll(groups, hit))):
        group, tale = groups[hit.clause], clock.telling(groups, hit.clause)
        if tale is not None and (not speech or group.passive or group.link in SUBORDINATE or _goes_on(s, group)):
            return tale.when
    if had_been and clock.stated is not None and clock.age <= 1:
        return clock.stated
    if hit.clause >= 0 and (_in_past(groups, hit.clause) or (not clock.moored and _toll(groups, hit))):
        if clock.stated is not None and not speech:
            return clock.stated
        if clock.stated is not None and _goes_on(s, groups[hit.clause]):
            return clock.stated
        lead = clock.lead if speech else clock.deed or clock.lead
        if lead is not None:
            return lead
    background = hit.clause >= 0 and not speech and groups[hit.clause].perfect and groups[hit.clause].past
    if background and not had_been and clock.before is None:
        return clock.deed or Occurred(now, now, "day", "publication")
    if had_been or (hit.clause >= 0 and not speech and _has_been(s, groups, hit.clause)):
        return clock.deed or clock.lead or Occurred(now, now, "day", "publication")  # no later than it is told
    return Occurred(now, now, "day", "publication")


def of_own_clause(scene: Scene, group: Group, today: date) -> Occurred:
    """When something was by the words of its own clause alone: "who took power in the 1986 coup, met them today"."""
    times = [t for t in scene.times_in(group.first, group.stop) if (day_of(t.start) or today) <= today]
    now = today.isoformat()
    return occurred_at(times[0]) if times else Occurred(now, now, "day", "publication")


_AT_ONCE: Final = 5
"""Tokens behind a verb in which it is told that something came at once."""
_SOON: Final = frozenset({"immediately", "promptly", "instantly"})
_SETTING: Final = SUBORDINATE - MEANWHILE
"""What leads the clause that another one goes on from."""


def _set_in(s: Sentence, groups: list[Group], k: int, moored: list[Mooring]) -> bool:
    """Whether the text goes on from another clause: "fled after it fell on Monday", "which he set on Friday, began"."""
    if groups[k].link == "relative" and (groups[k].perfect or _in_commas(s, groups[k])):
        return True  # "the town, which had been shelled on Saturday, was abandoned"
    if groups[k].link != "relative":
        return groups[k].link in _SETTING
    days = (groups[m.clause] for m in moored if m.clause >= 0 and m.mention.precision in ("day", "minute"))
    return any(group.link == "" and (group.passive or happens(s, group)) for group in days)


def _in_commas(s: Sentence, group: Group) -> bool:
    """Whether a relative clause is set off: "Delhi, which on Tuesday bombed the camp, …"."""
    return group.antecedent is not None and s.lower[group.antecedent[1]] == ","


def _goes_on(s: Sentence, group: Group) -> bool:
    """Whether a clause tells what came next: "The rebels then threatened …", "Cairo denied it at once"."""
    if "then" in s.lower[max(s.begin, group.first - 2) : group.head + 2]:
        return True
    behind = s.lower[group.head + 1 : group.head + _AT_ONCE]
    return "at once" in " ".join(behind) or not _SOON.isdisjoint(behind)


def _in_past(groups: list[Group], k: int) -> bool:
    """Whether a clause is in the past tense, or what it is governed by: "ordered the town to be sealed off"."""
    return past(groups[_governor(groups, k)])


def _governor(groups: list[Group], k: int) -> int:
    """The clause with a tense that an infinitive or an -ing is governed by; the clause itself where it has one."""
    for _ in range(3):
        if groups[k].form not in (INFINITIVE, ING) or groups[k].parent < 0:
            break
        k = groups[k].parent
    return k


def _has_been(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether somebody said that something has been done: "“The two have agreed to a truce,” the envoy said"."""
    group = groups[_governor(groups, k)]
    told = group.perfect and not group.past and group.form == FINITE and not group.modal
    return told and any(other.past and other.link in _REPORTING and reports(s, other) for other in groups)


_REPORTING: Final = MAIN | {'"', "”"}
"""How a clause stands that tells who speaks."""


def _tells_past(s: Sentence, groups: list[Group], k: int) -> bool:
    """Whether a clause is told as past, or hangs on such a one: "massed its troops, withdrawing them within days".

    What somebody says had been done was done before that: "said they had agreed".
    """
    group = groups[k]
    if group.form in (REDUCED, ING):
        return any(told_as_past(other) and other.link in MAIN for other in groups)
    said = group.perfect and group.link in ("that", "zero") and group.parent >= 0 and reports(s, groups[group.parent])
    return told_as_past(group) and not said


def _reported(groups: list[Group], hit: Hit) -> int:
    """The clause that tells a deed where its words begin with the report of it: "reported that two were wounded"."""
    k = hit.clause
    while 0 <= k < len(groups) - 1 and groups[k + 1].link == "that" and groups[k + 1].head < hit.last:
        k += 1
    return k


def _long_ago(groups: list[Group], hit: Hit, clock: Clock) -> TimeMention | None:
    """The time of a sentence of things long past, for what hangs in it: "it left in 2003, breaking the deal"."""
    if hit.clause < 0:
        return None
    group = groups[hit.clause]
    if group.form not in (REDUCED, ING) and (group.link != "relative" or not group.past):
        return None
    named = [m.mention for m in clock.moored if m.noun and hit.first <= m.first < hit.last]
    times = named or [m.mention for m in clock.moored if not m.noun]
    ends = [day_of(t.end or t.start) for t in times]
    old = all(end is not None and end < clock.today - RECENT for end in ends)
    return times[0] if times and old else None


def _toll(groups: list[Group], hit: Hit) -> bool:
    """Whether a deed is told without a tense: "a first count gives nine soldiers killed", "troops flown in fired"."""
    if hit.noun:
        return hit.act.type == "ASSAULT"
    return hit.act.type in FORCE and groups[hit.clause].form == REDUCED


def _summed(groups: list[Group], hit: Hit) -> bool:
    """Whether deeds are summed up to now: "Nine have been killed since May"; in "where nine have" that is known."""
    group = groups[hit.clause] if hit.clause >= 0 and not hit.noun else None
    counted = group is not None and group.perfect and not group.past and group.link not in ("relative", "where")
    return counted and hit.lemma in _SUMMED


_SUMMED: Final = frozenset("kill wound injure die arrest detain abduct kidnap displace".split())


def _had_been(group: Group) -> bool:
    """Whether a clause tells what is reported as done before: "said that they had attacked"."""
    return group.past and group.perfect and group.form == FINITE and group.link in ("that", "zero")


def _denied(s: Sentence, group: Group) -> bool:
    """As in "will not come before May", "nothing will come"."""
    return group.negated or (group.subject is not None and s.lower[group.subject[0]] in ("no", "nothing", "none"))


def _from_then(mention: TimeMention) -> TimeMention:
    """What does not come before May comes from May on."""
    end = mention.end
    if end is None or isinstance(end, datetime):
        return mention
    return replace(mention, start=end + timedelta(days=1), end=None, relation="since")
