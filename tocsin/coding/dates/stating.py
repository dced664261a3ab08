"""Stating: which of the stated times around an act dates it."""

from datetime import date, timedelta
from itertools import chain
from typing import Final

from tocsin.coding.acts.carrying import COMING
from tocsin.coding.acts.hits import Hit
from tocsin.coding.dates.clock import Clock
from tocsin.coding.dates.dependants import reports
from tocsin.coding.dates.describing import WIDE
from tocsin.coding.dates.mooring import Mooring
from tocsin.coding.dates.moorings import SUBORDINATE
from tocsin.coding.dates.nominal import MOVING, earlier, leads_to, moved_to, of_noun, of_object
from tocsin.coding.dates.occurrence import day_of
from tocsin.coding.dates.tale import past
from tocsin.coding.dates.vicinity import TOLLS, circles, happens, vague
from tocsin.coding.syntax.hanging import holder
from tocsin.coding.syntax.surroundings import CHARGING
from tocsin.coding.syntax.verbs import FINITE, INFINITIVE, ING, Group, Sentence
from tocsin.coding.text.acts import FORCE, SPEECH
from tocsin.coding.text.grammar import PREP, QUOTE
from tocsin.coding.timex.times import TimeMention
from tocsin.vocabulary import Modality

OPEN: Final = frozenset({"future", "considered", "conditional", "hypothetical"})


def stated(
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
        if of_before(s, groups, hit) or _ordered(groups, hit):
            return None, False
    if hit.clause < 0:
        # No verb: what the sentence states, if it states one day.
        free = [m for m in moored if not m.noun]
        return (_nearest(free, hit.first) if free else None), False
    if (hit.act.type in SPEECH or hit.act.mode in _FOR_DEEDS) and modality not in OPEN:
        moored = [m for m in moored if not _of_deed(s, hit, m)]
    moored = [m for m in moored if not _since_then(groups, hit, m)]
    if not past(groups[hit.clause]):
        # "They met in May; they have always denied it."
        moored = [m for m in moored if ";" not in s.lower[min(hit.first, m.first) : max(hit.first, m.first)]]
    if speech and s.words[s.begin].flags & QUOTE:
        closed = next((i for i in range(s.begin + 1, hit.first) if s.words[i].flags & QUOTE), s.begin)
        moored = [m for m in moored if m.first > closed or s.lower[m.first] in _NOW]  # "“In May it was calm,” he said"
    if modality in OPEN:
        moored = [m for m in moored if not _of_todays_report(s, groups, hit, m, clock.today)]
    if groups[hit.clause].lemma in MOVING and not due(groups, hit):
        moored = [m for m in moored if not leads_to(s, m)]
    around = circles(s, groups, hit.clause, moored)
    held = holder(groups, hit.clause)
    if held < hit.clause and (hit.act.type not in _LEFT_OVER or hit.lemma in _SENT_OFF) and not hit.noun:
        around = chain(around, circles(s, groups, held, moored))  # "on Monday shot down drones launched at the port"
    for n, several in enumerate(around):
        fitting = [m for m in several if _fits(m, groups, hit, modality, clock.today, speech=speech)]
        if fitting:
            own = n == 0 and _tells_when(s, groups, hit) if hit.noun else n == 0 or _goes_along(s, groups, hit, fitting)
            return _nearest(fitting, hit.first), own
    described = _of_described(groups, hit, clock.moored)
    if described:
        return _nearest(described, hit.first), False
    suffered = of_object(s, groups, hit.clause, moored) if past(groups[hit.clause]) and not speech else []
    return (_nearest(suffered, hit.first) if suffered else None), False


def _since_then(groups: list[Group], hit: Hit, mooring: Mooring) -> bool:
    """As in "four have been hanged since soldiers took over in 2021": the year of another deed, since which it was.

    Of those who have been killed since then it dates the count.
    """
    if mooring.clause in (-1, hit.clause) or groups[mooring.clause].link != "since" or hit.act.type not in _HARSH:
        return False
    group = groups[hit.clause]
    return group.perfect and not (group.past or group.negated) and mooring.mention.precision in WIDE


_HARSH: Final = frozenset({"COERCE", "SANCTION"})
_NOW: Final = frozenset({"today", "tonight"})


def _of_todays_report(s: Sentence, groups: list[Group], hit: Hit, mooring: Mooring, today: date) -> bool:
    """As in "will send troops, the minister said on Monday": that is not when they will be sent."""
    if mooring.clause in (-1, hit.clause) or day_of(mooring.mention.end) != today:
        return False
    return reports(s, groups[mooring.clause])


def due(groups: list[Group], hit: Hit) -> bool:
    """As in "the talks have been scheduled for Friday": what is told is to come."""
    return not hit.noun and hit.act.type not in SPEECH and groups[hit.clause].passive and hit.lemma in COMING


def _of_described(groups: list[Group], hit: Hit, moored: list[Mooring]) -> list[Mooring]:
    """As in "including a raid in 2016 that left 12 dead": the time between a noun and what describes it."""
    group = groups[hit.clause]
    if hit.act.type != "ASSAULT" or group.link != "relative" or group.antecedent is None or hit.noun:
        return []
    first, last = group.antecedent
    return [m for m in moored if first < m.first and m.first - last <= _AT and m.first < group.first]


_AT: Final = 4
"""Tokens behind a noun in which its time begins."""


def _goes_along(s: Sentence, groups: list[Group], hit: Hit, times: list[Mooring]) -> bool:
    """As in "fought a battle on Friday, sinking three ships", "struck it on Friday after shots were fired".

    What somebody says came after a deed is not of the day on which he says so.
    """
    group = groups[hit.clause]
    if group.form == ING:
        return all(group.parent == m.clause for m in times)
    spoken = any(groups[m.clause].lemma in s.grammar.cues or groups[m.clause].lemma in CHARGING for m in times)
    return group.link in SUBORDINATE and not spoken


def _tells_when(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "a string of bombings killed 26 on Sunday", "the attack took place on Friday": that is when it was."""
    if hit.place != "subject" or hit.act.type != "ASSAULT":
        return False
    group = groups[hit.clause]
    return group.lemma in TOLLS or group.lemma in _STARTS or (group.lemma != "come" and happens(s, group))


_STARTS: Final = frozenset({"erupt", "break", "flare"})


def of_before(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """Whether a noun names what was before that which its clause tells: "met after the raid"."""
    return hit.noun and earlier(s, hit) and not _died_of(s, groups, hit)


def _died_of(s: Sentence, groups: list[Group], hit: Hit) -> bool:
    """As in "died on Friday after a shootout", "took it after heavy fighting": what is told as new was on that day."""
    if hit.clause < 0 or hit.act.type != "ASSAULT" or groups[hit.clause].lemma not in _FALLING:
        return False
    return _DEFINITE.isdisjoint(s.lower[max(s.begin, hit.first - _PHRASE) : hit.first])


_FALLING: Final = frozenset("die kill wound injure leave capture seize take retake recapture overrun".split())
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "'s", "’s"})


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
    return any(act.type in FORCE for behind, acts in named if behind in ("", s.lower[i + 1]) for _, act in acts)


_PHRASE: Final = 4
"""Tokens before a noun among which the preposition stands that leads to it."""


_LEFT_OVER: Final = frozenset({"ASSAULT", "COERCE"})
"""Acts of which something is told later as well: "buried the men killed in May"."""


_SENT_OFF: Final = frozenset({"launch", "fire"})


_FOR_DEEDS: Final = frozenset({"arrest", "convict"})


def _fits(mooring: Mooring, groups: list[Group], hit: Hit, modality: Modality, today: date, *, speech: bool) -> bool:
    """Whether a time is one for the tense: what is to come is not past, and what happened not to come."""
    mention, group = mooring.mention, groups[hit.clause]
    start, end = day_of(mention.start), day_of(mention.end)
    if modality in OPEN:
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
    spoken = hit.act.type in SPEECH and not group.passive
    told = (group.past or group.perfect or spoken or mention.relation == "by") and not due(groups, hit)
    if told and end is not None and end > today and (mention.precision == "day" or mention.relation == "by"):
        return False  # a stretch that is not over, or the day by which a promise is to be kept
    if mention.timex.type == "DURATION" and start is not None and start >= today:
        return not told  # "announced 500 job cuts over the next two years"
    return not told or start is None or start <= today


def _is_now(group: Group) -> bool:
    """Whether a clause tells what is going on: "are waiting"."""
    return group.form == FINITE and group.progressive and not (group.past or group.perfect or group.modal)


_LONG_OVER: Final = timedelta(days=365)
"""What ended longer ago than this was done before: "fought until 1990"."""


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
