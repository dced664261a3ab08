"""Dating: the time that belongs to an event, else the one that runs on, else the day of publication."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Final

from tocsin.coding.acts.hits import Hit
from tocsin.coding.dates.clock import RECENT, Clock
from tocsin.coding.dates.eves import Told
from tocsin.coding.dates.mooring import Mooring
from tocsin.coding.dates.moorings import SUBORDINATE
from tocsin.coding.dates.occurrence import day_of, occurred_at
from tocsin.coding.dates.tale import MAIN, NEAR, past, told_as_past
from tocsin.coding.dates.vicinity import (
    MEANWHILE,
    MOVING,
    circles,
    earlier,
    happens,
    leads_to,
    moved_to,
    of_noun,
    of_object,
    reports,
    vague,
)
from tocsin.coding.reading import Occurred
from tocsin.coding.syntax.hanging import holder
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, REDUCED, Group, Sentence
from tocsin.coding.text.grammar import PREP
from tocsin.coding.timex.times import TimeMention
from tocsin.vocabulary import EventType, Modality

_OPEN: Final = frozenset({"future", "considered", "conditional", "hypothetical"})
_SPEECH: Final = frozenset({"STATEMENT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})
"""Acts by words: each has its own day, which is not that of what happens."""


def date_of(
    s: Sentence, groups: list[Group], hit: Hit, modality: Modality, clock: Clock, *, kind: EventType | None = None
) -> Occurred:
    """When the act of a hit took place or is due; `kind` is what the sentence makes of it, if not what it is by itself.

    What is to come, only weighed, or taken as known, and has no time of its own, gets the day of publication with
    precision `unknown`.
    """
    today = clock.today
    speech = (kind or hit.act.type) in _SPEECH
    if not speech and (clause := _reported(groups, hit)) != hit.clause:
        hit = replace(hit, clause=clause)
    mention, own = _stated(s, groups, hit, modality, clock, speech=speech)
    if mention is None and clock.entry is not None and modality not in _OPEN:
        return clock.entry
    if not own:
        clock.loose.add(s.tokens.start[hit.first])
    had_been = hit.clause >= 0 and not speech and _had_been(groups[_governor(groups, hit.clause)])
    if mention is not None and had_been and not own and clock.tale is not None and mention.precision in _WIDE:
        return clock.tale.when  # "In March a ship was sunk. Experts found in May that a torpedo had hit it"
    if mention is not None:
        if mention.relation == "before" and hit.clause >= 0 and _denied(s, groups[hit.clause]):
            mention = _from_then(mention)
        occurred = occurred_at(mention)
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
    if (modality in _OPEN and not threatened) or (hit.noun and earlier(s, hit)):
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


_AT_ONCE: Final = 5
"""Tokens behind a verb in which it is told that something came at once."""
_SOON: Final = frozenset({"immediately", "promptly", "instantly"})


def _set_in(s: Sentence, groups: list[Group], k: int, moored: list[Mooring]) -> bool:
    """Whether the text goes on from another clause: "fled after it fell on Monday", "which he set on Friday, began"."""
    if groups[k].link == "relative" and (groups[k].perfect or _in_commas(s, groups[k])):
        return True  # "the town, which had been shelled on Saturday, was abandoned"
    if groups[k].link != "relative":
        return groups[k].link in SUBORDINATE - MEANWHILE
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
    return hit.act.type in _DONE and groups[hit.clause].form == REDUCED


def _stated(
    s: Sentence, groups: list[Group], hit: Hit, modality: Modality, clock: Clock, *, speech: bool
) -> tuple[TimeMention | None, bool]:
    """The stated time that dates an act, from the nearest clause that has one, and whether that is its own."""
    moored = clock.moored
    if hit.clause < 0 and hit.noun and clock.compared and hit.last <= clock.compared[0].first:
        return clock.compared[0].mention, True
    if not moored:
        return None, False
    if hit.noun:
        found = moved_to(s, groups, hit, moored) or of_noun(s, groups, hit, moored)
        if found:
            return _nearest(found, hit.last), True
        if earlier(s, hit) or _ordered(groups, hit):
            return None, False
    if hit.clause < 0:
        # No verb: what the sentence states, if it states one day.
        free = [m for m in moored if not m.noun]
        return (_nearest(free, hit.first) if free else None), False
    if (hit.act.type in _SPEECH or hit.act.mode in _FOR_DEEDS) and modality not in _OPEN:
        moored = [m for m in moored if not _of_deed(s, hit, m)]
    if not past(groups[hit.clause]):
        # "They met in May; they have always denied it."
        moored = [m for m in moored if ";" not in s.lower[min(hit.first, m.first) : max(hit.first, m.first)]]
    if groups[hit.clause].lemma in MOVING:
        moored = [m for m in moored if not leads_to(s, m)]
    around = circles(s, groups, hit.clause, moored)
    held = holder(groups, hit.clause)
    if held < hit.clause and (hit.act.type not in _LEFT_OVER or hit.lemma in _SENT_OFF) and not hit.noun:
        around = chain(around, circles(s, groups, held, moored))  # "on Monday shot down drones launched at the port"
    for n, several in enumerate(around):
        fitting = [m for m in several if _fits(m, groups, hit, modality, clock.today, speech=speech)]
        if fitting:
            return _nearest(fitting, hit.first), n == 0 and not hit.noun
    described = _of_described(groups, hit, clock.moored)
    if described:
        return _nearest(described, hit.first), False
    suffered = of_object(s, groups, hit.clause, moored) if past(groups[hit.clause]) and not speech else []
    return (_nearest(suffered, hit.first) if suffered else None), False


def _of_described(groups: list[Group], hit: Hit, moored: list[Mooring]) -> list[Mooring]:
    """As in "including a raid in 2016 that left 12 dead": the time between a noun and what describes it."""
    group = groups[hit.clause]
    if hit.act.type != "ASSAULT" or group.link != "relative" or group.antecedent is None or hit.noun:
        return []
    first, last = group.antecedent
    return [m for m in moored if first < m.first and m.first - last <= _AT and m.first < group.first]


_AT: Final = 4
"""Tokens behind a noun in which its time begins."""


def _ordered(groups: list[Group], hit: Hit) -> bool:
    """As in "the strikes were ordered on Thursday": that is not the day on which they were made."""
    if hit.clause < 0 or hit.place != "subject":
        return False
    return groups[hit.clause].passive and groups[hit.clause].lemma in _ORDERING


_ORDERING: Final = frozenset({"order", "authorise", "authorize", "approve", "plan", "prepare"})


def _of_deed(s: Sentence, hit: Hit, mooring: Mooring) -> bool:
    """Whether a time behind words, or an arrest, dates the deed that they are about: "condemned a killing in March"."""
    if mooring.mention.precision in ("day", "minute"):
        return False  # that of what is said as often
    over = mooring.mention.relation != "during" and "over" in s.lower[hit.last : mooring.first]
    return over or any(_names_deed(s, i) for i in range(hit.last, mooring.first))


def _names_deed(s: Sentence, i: int) -> bool:
    led = next((s.lower[j] for j in range(i - 1, max(s.begin, i - _PHRASE), -1) if s.words[j].flags & PREP), "")
    if led in ("in", "during", "at"):
        return False  # "arrested in a raid in May"
    named = s.grammar.nouns.get(s.lower[i], {}).items()
    return any(act.type in _DONE for behind, acts in named if behind in ("", s.lower[i + 1]) for _, act in acts)


_PHRASE: Final = 4
"""Tokens before a noun among which the preposition stands that leads to it."""
_LEFT_OVER: Final = frozenset({"ASSAULT", "COERCE"})
"""Acts of which something is told later as well: "buried the men killed in May"."""
_SENT_OFF: Final = frozenset({"launch", "fire"})
_FOR_DEEDS: Final = frozenset({"arrest", "convict"})
_DONE: Final = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})


def _fits(mooring: Mooring, groups: list[Group], hit: Hit, modality: Modality, today: date, *, speech: bool) -> bool:
    """Whether a time is one for the tense: what is to come is not past, and what happened not to come."""
    mention, group = mooring.mention, groups[hit.clause]
    start, end = day_of(mention.start), day_of(mention.end)
    if modality in _OPEN:
        if mention.timex.type == "DURATION" and start is not None and start < today:
            return False  # "would let them attack after the past year's works"
        begun = mention.relation == "since" and start is not None and start < today
        if begun and (mooring.clause != hit.clause or group.modal in ("will", "shall")):
            return False  # "who has led it since 2000, will go"
        if end is None or end >= today:
            return True
        # "was to land in May": to come only as it was seen then
        ahead = group.modal in ("will", "shall", "'ll") and not group.past
        return (speech or mooring.clause == hit.clause) and group.form != INFINITIVE and not ahead
    if 0 <= mooring.clause == group.inherits and end is not None and end < today and _is_now(group):
        return False  # "fled on Monday and are waiting for aid"
    if mention.relation == "until" and modality in ("actual", "ongoing") and not groups[mooring.clause].negated:
        # It ends what was done, or agreed; but "it was not until 1997 that …", "Until 2019 they held the town".
        return end is not None and end < (today if mooring.front else today - _LONG_OVER)
    spoken = hit.act.type in _SPEECH and not group.passive
    told = group.past or group.perfect or spoken or mention.relation == "by"
    if told and end is not None and end > today and (mention.precision == "day" or mention.relation == "by"):
        return False  # a stretch that is not over, or the day by which a promise is to be kept
    if mention.timex.type == "DURATION" and start is not None and start >= today:
        return not told  # "announced 500 job cuts over the next two years"
    return not told or start is None or start <= today


_WIDE: Final = frozenset({"month", "quarter", "year"})
_LONG_OVER: Final = timedelta(days=365)
"""What ended longer ago than this was done before: "fought until 1990"."""


def _had_been(group: Group) -> bool:
    """Whether a clause tells what is reported as done before: "said that they had attacked"."""
    return group.past and group.perfect and group.form == FINITE and group.link in ("that", "zero")


def _is_now(group: Group) -> bool:
    """Whether a clause tells what is going on: "are waiting"."""
    return group.form == FINITE and group.progressive and not (group.past or group.perfect or group.modal)


def _nearest(found: list[Mooring], at: int) -> TimeMention:
    """The time that tells most and stands nearest; one that follows is nearer than one before.

    An hour gives way to a day that stands beside it: "from 8 a.m. on Monday" is not 8 a.m. of another day; so does what
    leads the sentence to a part of it: "In 1994 they killed 800,000 between April and July".
    """
    found = [m for m in found if not (m.front and any(_within(n.mention, m.mention) for n in found))]
    days = {day_of(m.mention.start) for m in found if m.mention.precision == "day"}
    if days:
        found = [m for m in found if m.mention.precision != "minute" or day_of(m.mention.start) in days]
    return min(found, key=lambda m: (vague(m.mention), m.first - at if m.first >= at else 2 * (at - m.last))).mention


def _within(part: TimeMention, whole: TimeMention) -> bool:
    """Whether a time is a part of another."""
    days = (day_of(whole.start), day_of(part.start), day_of(part.end), day_of(whole.end))
    if None in days or (days[0], days[3]) == (days[1], days[2]):
        return False
    return list(days) == sorted(day for day in days if day is not None)


def _denied(s: Sentence, group: Group) -> bool:
    """As in "will not come before May", "nothing will come"."""
    return group.negated or (group.subject is not None and s.lower[group.subject[0]] in ("no", "nothing", "none"))


def _from_then(mention: TimeMention) -> TimeMention:
    """What does not come before May comes from May on."""
    end = mention.end
    if end is None or isinstance(end, datetime):
        return mention
    return replace(mention, start=end + timedelta(days=1), end=None, relation="since")
