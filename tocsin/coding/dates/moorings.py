"""Moorings: the clause of its sentence that each stated time belongs to.

A time before the verb belongs to the verb behind it, one behind a verb to that verb; a word that opens a clause parts
them. "Tuesday's attack" and "the 2015 deal" date a noun and no verb.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from operator import attrgetter
from typing import Final

from tocsin.coding.dates.dependants import elided
from tocsin.coding.dates.describing import BEGINNINGS, WIDE, compares, describes, of_noun_alone
from tocsin.coding.dates.mooring import Mooring
from tocsin.coding.dates.occurrence import day_of
from tocsin.coding.dates.reckoning import beside_day, reckoned
from tocsin.coding.scene import Scene
from tocsin.coding.syntax.surroundings import object_follows
from tocsin.coding.syntax.verbs import FINITE, Group, Sentence
from tocsin.coding.text.grammar import ADV, DET, MARK, PREP, QUOTE, REL
from tocsin.coding.timex.times import TimeMention

_DATING: Final = frozenset({"DATE", "TIME", "DURATION"})
_CENTURY: Final = 2
"""Figures of the value of a century: "10" for the 11th."""
_IN_THE_COURSE_OF: Final = frozenset({"in", "during", "of", "since"})
_OPENERS: Final = frozenset(
    "; : after before since while when once until till as because although though whereas if that and but who"
    " which".split()
)
_PREPOSED: Final = frozenset({"since", "until", "till", "before", "after", "on", "in", "by", "from"})
"""What leads a time as often as a clause: "since December"."""
SUBORDINATE: Final = frozenset("after before while when once until till as because although though whereas".split())


def moorings(scene: Scene, s: Sentence, groups: list[Group], told: date | None) -> list[Mooring]:
    """The times of a sentence that can date an event, in order; `told` is the day that the text told of last."""
    mentions = scene.times_in(s.begin, s.end)
    if not mentions:
        return []
    found: list[Mooring] = []
    apart: list[TimeMention] = []
    for mention in _placed(scene, s, groups, mentions):
        if mention.timex.type == "DURATION" and mention.start is None:
            apart.append(mention)
            continue
        if (mention.start is None and mention.end is None) or mention.timex.type not in _DATING:
            continue
        first, last = scene.token_at(mention.timex.start), scene.token_at(mention.timex.end)
        opened = _opened(s, groups, last)
        if opened >= 0:
            found.append(Mooring(_at_the_end(mention), first, last, opened, front=False, noun=False))
        if compares(s, mention, first, last):
            continue
        described = describes(scene, s, mention, first, last)
        if len(mention.timex.value) == _CENTURY and (described or s.lower[first - 1] not in _IN_THE_COURSE_OF):
            continue  # "an 11th-century temple"
        noun = described or of_noun_alone(scene, s, groups, mention, (first, last))
        clause, front = (-1, False) if noun or not groups else _clause(s, groups, first, last)
        if clause >= 0 and _comes_after(s, groups[clause], first):
            clause = -1
        clause -= elided(s, groups, clause)
        found.append(Mooring(mention, first, last, clause, front, noun))
        if described and groups and _sets_stage(s, mention, first):
            clause, front = _clause(s, groups, first - 1, last)
            found.append(Mooring(mention, first, last, clause, front, noun=False))
    # "three days after the president … and a day after the army …": both are counted from what is stated
    counted = [one for mention in apart for one in reckoned(scene, s, groups, mention, found, told=told)]
    ends = {one.clause: one.last for one in reversed(counted)}
    # "Two days after the vote on Sunday, …": that leads its sentence, and not the day that it is counted from
    found = [m for m in found if not (m.front and ends.get(m.clause, m.first) < m.first)]
    return sorted([*found, *counted], key=attrgetter("first"))


def _placed(scene: Scene, s: Sentence, groups: list[Group], mentions: list[TimeMention]) -> Iterator[TimeMention]:
    """The times of a sentence as what stands before them places them: "the eve of the vote on Sunday"."""
    verbs = frozenset(group.head for group in groups)
    for mention in _spanning(scene, s, mentions):
        first = scene.token_at(mention.timex.start)
        yield _since_beginning(s, beside_day(s, verbs, mention, first), first, scene.published.date())


def _since_beginning(s: Sentence, mention: TimeMention, first: int, today: date) -> TimeMention:
    """As in "since the start of the war in 2015": since then."""
    start = day_of(mention.start)
    if mention.relation != "at" or mention.precision not in WIDE or start is None:
        return mention
    if s.lower[first - 1] not in ("in", "of"):
        return mention
    for i in range(first - 4, max(s.begin, first - _SINCE), -1):
        if s.lower[i + 2] in BEGINNINGS and s.lower[i] == "since":
            return replace(mention, start=start, end=max(start, today), relation="since")
    return mention


_SINCE: Final = 10
"""Tokens from "since" to when that began since which something is so."""


def _comes_after(s: Sentence, group: Group, first: int) -> bool:
    """As in "the killings followed the burning of a consulate on Wednesday": a time behind tells of what was before."""
    after = group.lemma == "follow" and group.form == FINITE and not group.passive and group.head < first
    return after and object_follows(s, group.head + 1)


def points_back(s: Sentence) -> bool:
    """Whether a sentence is set in what the one before told: "In that ambush …", "At that meeting …"."""
    opening = s.lower[s.begin : s.begin + _POINTER]
    return len(opening) == _POINTER and opening[0] in _STAGES and opening[1] == "that" and opening[2] in s.grammar.nouns


_POINTER: Final = 3


def moored_at_opening(s: Sentence, groups: list[Group], mention: TimeMention) -> Mooring:
    """A time that the first words of a sentence point back to."""
    return moored(s, groups, mention, (s.begin, s.begin + _POINTER))


def moored(s: Sentence, groups: list[Group], mention: TimeMention, at: tuple[int, int]) -> Mooring:
    """A time at tokens `at` with the clause that it dates, which leads the sentence where it does."""
    clause, front = _clause(s, groups, *at) if groups else (-1, False)
    return Mooring(mention, *at, clause, front, noun=False)


def _opened(s: Sentence, groups: list[Group], last: int) -> int:
    """The clause that a "when" right behind a time opens ("the first since May, when it fired three"), or -1."""
    at = last
    if at < s.end and s.lower[at] in _TO:  # "from 1996 until 2001, when …"
        at = next((i for i in range(at + 1, min(at + _THROUGH, s.end)) if s.lower[i] == ","), at)
    at += s.lower[at : at + 1] == [","]
    if s.lower[at : at + 1] != ["when"] or at >= s.end:
        return -1
    return next((k for k, group in enumerate(groups) if group.first > at and group.link == "when"), -1)


_THROUGH: Final = 4
"""Tokens in which it is told until when something lasted."""


def _at_the_end(mention: TimeMention) -> TimeMention:
    """The end of a stretch of years: "ruled from 1996 until 2001, when it was driven out"."""
    end = day_of(mention.end)
    if mention.precision != "year" or end is None or mention.relation == "since":
        return mention
    return replace(mention, start=end.replace(month=1, day=1))


def _sets_stage(s: Sentence, mention: TimeMention, first: int) -> bool:
    """As in "during Tuesday's raid", "at last week's summit": what the time describes is when the rest was.

    A year does only where it is told as new, behind "during", or where it leads the sentence: "was killed in a 2015
    raid", "In the 2015 deal they agreed", not "his part in a 2015 raid" or "a role in the 2015 deal".
    """
    told = s.lower[first - 1]
    before = first - 2 if first - 1 > s.begin and told in _BEFORE_NOUNS else first - 1
    if before - 3 >= s.begin and s.lower[before] == "of" and s.lower[before - 1] in _STRETCHES:
        return s.lower[before - 3] in _STAGES  # "at the start of the 1994–96 war"
    if before < s.begin or s.lower[before] not in _STAGES:
        return False
    if mention.precision in ("day", "week", "month") or before == s.begin:
        return True
    new = told in ("a", "an") or s.lower[before] == "during"
    return mention.precision == "year" and new and s.lower[before - 1] not in _PARTS_PLAYED


_STRETCHES: Final = frozenset("start beginning outbreak outset height course middle end close aftermath".split())
_BEFORE_NOUNS: Final = frozenset({"the", "a", "an", "its", "their", "his", "her"})
_PARTS_PLAYED: Final = frozenset({"role", "roles", "part", "involvement", "hand", "complicity", "participation"})
_STAGES: Final = frozenset({"in", "during", "at", "amid"})


def _spanning(scene: Scene, s: Sentence, mentions: list[TimeMention]) -> Iterator[TimeMention]:
    """The times of a sentence, those of a range made one: "from Monday to Thursday", "the night of 21 to 22 July"."""
    pending: TimeMention | None = None
    for mention in mentions:
        first = scene.token_at(mention.timex.start)
        if pending is not None and _glosses(scene.text, pending, mention):
            pending = replace(pending, start=mention.start, end=mention.end, precision="day")
            continue
        if pending is not None:
            joined = _joined(pending, mention) if _linked(scene, s, pending, first) else None
            yield joined or pending
            pending = None
            if joined is not None:
                continue
        begun = s.lower[first - 2] if first - 2 >= s.begin and s.lower[first - 1] in _TO else ""
        start = mention.start
        if begun.isdigit() and mention.precision == "day" and start is not None and 0 < int(begun) < start.day:
            yield replace(mention, start=start.replace(day=int(begun)))
            continue
        pending = mention
    if pending is not None:
        yield pending


def _glosses(text: str, former: TimeMention, latter: TimeMention) -> bool:
    """Whether a day in brackets says which day the time before it was: "yesterday (Friday)"."""
    set_off = text[former.timex.end : latter.timex.start].strip() == "(" and text[latter.timex.end :][:1] == ")"
    return set_off and latter.precision == former.precision == "day"


_TO: Final = frozenset({"to", "and", "-", "–", "until", "till", "through", "or"})


def _linked(scene: Scene, s: Sentence, former: TimeMention, first: int) -> bool:
    """Whether only a word such as "to" stands between two times; "and" makes a range behind "between" alone."""
    last, word = scene.token_at(former.timex.end), s.lower[first - 1]
    if last != first - 1 or word not in _TO:
        return False
    begin = scene.token_at(former.timex.start)
    if word in ("until", "till"):
        return former.relation == "since"  # "from Monday until Friday", not "put off on Monday until Friday"
    return word not in ("and", "or") or (begin > s.begin and s.lower[begin - 1] == "between")


def _joined(former: TimeMention, latter: TimeMention) -> TimeMention | None:
    start, end = former.start, latter.end
    if isinstance(start, datetime) and isinstance(end, datetime):
        start = datetime.combine(end.date(), start.timetz())  # "from 8 a.m. to 6 p.m. on Monday"
    elif start is None or end is None or isinstance(start, datetime) or isinstance(end, datetime):
        return None
    return replace(former, start=start, end=end, precision=latter.precision, relation="at") if start <= end else None


def _clause(s: Sentence, groups: list[Group], first: int, last: int) -> tuple[int, bool]:
    """The verb group that a time at tokens `first` to `last` dates, and whether the time leads the sentence."""
    before = max((k for k, group in enumerate(groups) if group.head < first), default=-1)
    behind = before + 1
    if before < 0:
        led = _led(s, groups, last)
        return led, groups[led].link != "relative"
    if behind == len(groups):
        return _around_aside(s, groups, before, first), False
    following = groups[behind]
    if following.first < first:
        return behind, False  # "had on Tuesday attacked"
    if following.link == "relative" and s.words[last].flags & REL:
        return before, False  # "arrested a man on Tuesday who had …"
    if following.form != FINITE:
        return before, False
    opener = first - 2 if s.lower[first - 1] in _PREPOSED else first - 1
    if opener - 2 > groups[before].head and s.lower[opener] == s.lower[opener - 2] == "as":
        opener -= 3  # "warned as early as May"
    while (
        opener > groups[before].head
        and s.words[opener].flags & (ADV | PREP | DET | MARK)
        and s.lower[opener] not in _OPENERS
    ):
        opener -= 1
    if opener > groups[before].head and s.lower[opener] in _OPENERS:
        return _led(s, groups, last, behind), False
    subject = following.subject
    nested = subject is not None and subject[0] < groups[before].first and s.lower[last] != ","
    if nested and "," in s.lower[max(groups[before].head + 1, first - 2) : first]:
        return behind, False  # "the army, backed by tanks, on Tuesday attacked"
    if s.words[first - 1].flags & QUOTE or subject == (first, last):
        return behind, False  # "said: “Today is …”"
    if following.link == "zero" and groups[before].lemma not in s.grammar.cues:
        return before, False
    if following.link == "relative" and following.antecedent is not None and first < following.antecedent[1]:
        return before, False
    if subject is not None and not following.late_subject and groups[before].head < subject[0] and first > subject[0]:
        return behind, False
    return before, False


def _around_aside(s: Sentence, groups: list[Group], k: int, first: int) -> int:
    """The clause that goes on behind the aside that is clause `k`: "shelled Gao, where a base is, on Monday"."""
    opener = first - 1 if s.lower[first - 1] in _PREPOSED else first
    aside = k and groups[k].link in ("where", "relative") and s.lower[opener - 1] == ","
    opens = (s.lower[i] for i in range(groups[k - 1].head + 1, groups[k].head) if s.lower[i + 1] in _ASIDES)
    return k - 1 if aside and "," in opens else k


_ASIDES: Final = frozenset({"where", "which", "who"})


def _led(s: Sentence, groups: list[Group], last: int, k: int = 0) -> int:
    """The clause that a time in front of it leads: not the one that describes a noun or is set in between."""
    for j in range(k, len(groups)):
        group = groups[j]
        if group.form != FINITE:
            continue
        if group.link == "relative" and group.antecedent is not None and group.antecedent[0] >= last:
            continue
        if group.link in SUBORDINATE and any(s.lower[i] == group.link for i in range(last, group.first)):
            continue
        return j
    return k
