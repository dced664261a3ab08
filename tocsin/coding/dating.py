"""Dating: the time that belongs to an event, else the one that runs on, else the day of publication."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from tocsin.coding.grammar import DET, GENITIVE
from tocsin.coding.reading import Occurred
from tocsin.coding.scene import Scene
from tocsin.coding.times import TimeMention
from tocsin.coding.verbs import Group, Sentence
from tocsin.vocabulary import Modality, Precision

_DATING: Final = frozenset({"DATE", "TIME", "DURATION"})
_OPEN: Final = frozenset({"future", "considered", "conditional", "hypothetical"})
_NEAR: Final = timedelta(days=4)
_CARRIED: Final = 2
"""Sentences over which a stated time runs on."""


@dataclass(slots=True)
class Clock:
    """The time that runs on from sentence to sentence: what was stated last, and how many sentences ago."""

    stated: Occurred | None = None
    age: int = 0

    def tick(self) -> None:
        self.age += 1
        if self.age > _CARRIED:
            self.stated = None

    def state(self, occurred: Occurred) -> None:
        self.stated, self.age = occurred, 0


def date_of(
    scene: Scene,
    s: Sentence,
    groups: list[Group],
    k: int,
    trigger: tuple[int, int],
    modality: Modality,
    clock: Clock,
) -> Occurred:
    """When the act of clause `k` with its trigger took place or is due."""
    mention = _own_time(scene, s, groups, k, trigger)
    today = scene.published.date()
    if mention is not None:
        occurred = _occurred(mention)
        if mention.precision == "day" and occurred.start and modality in ("actual", "ongoing"):
            starts = date.fromisoformat(occurred.start[:10])
            if today - _NEAR <= starts <= today:
                clock.state(occurred)
        return occurred
    if modality in _OPEN:
        return Occurred(None, None, "unknown", "publication")
    if clock.stated is not None and k >= 0 and _past(groups[k]):
        return clock.stated
    return Occurred(today.isoformat(), today.isoformat(), "day", "publication")


def _past(group: Group) -> bool:
    return group.past and not group.perfect and group.form == "finite"


def _own_time(
    scene: Scene, s: Sentence, groups: list[Group], k: int, trigger: tuple[int, int]
) -> TimeMention | None:
    """The time in an event's own clause; else in the clause whose subject it shares."""
    at = scene.tokens.start[trigger[0]]
    for _ in range(4):
        first, last = _extent(s, groups, k, trigger)
        found = [t for t in scene.times_in(first, last) if _dates(scene, t, trigger)]
        if found:
            return min(found, key=lambda t: (_vague(t), _distance(t, at)))
        if k < 0 or groups[k].inherits < 0 or groups[k].link in ("relative", "reduced"):
            return None
        k = groups[k].inherits
        trigger = (groups[k].head, groups[k].head + 1)
    return None


def _dates(scene: Scene, mention: TimeMention, trigger: tuple[int, int]) -> bool:
    """Whether a time can date an event: it is no part of a name ("the 2015 deal") and says no "first since"."""
    if (mention.start is None and mention.end is None) or mention.timex.type not in _DATING:
        return False
    tokens = scene.tokens
    first = scene.token_at(mention.timex.start)
    last = scene.token_at(mention.timex.end)
    if last < len(tokens) and (tokens.lower[last] == "'s" or mention.timex.text.endswith(("'s", "’s"))):
        return trigger[0] - last in (0, 1, 2)
    before = tokens.lower[first - 1] if first else ""
    if len(mention.timex.text) == 4 and mention.timex.text.isdigit() and first and last < len(tokens):
        named = scene.words[first - 1].flags & (DET | GENITIVE) and tokens.word[last][0].isalpha()
        if named and not scene.words[last].flags:
            return False
    return not (mention.relation == "since" and before == "since" and tokens.lower[max(0, first - 2)] == "time")


def _vague(mention: TimeMention) -> int:
    """Rank of a time by how much it tells: a date before "now" before one that gives no date."""
    if mention.precision == "unknown":
        return 2
    return 1 if mention.timex.value == "PRESENT_REF" else 0


def _distance(mention: TimeMention, at: int) -> int:
    """How far a time stands from the trigger; one that follows is nearer than one before."""
    return mention.timex.start - at if mention.timex.start >= at else 2 * (at - mention.timex.end)


def _extent(s: Sentence, groups: list[Group], k: int, trigger: tuple[int, int]) -> tuple[int, int]:
    """The tokens that a clause's own time may stand in."""
    if k < 0:
        return s.begin, s.end
    group = groups[k]
    first = min(group.first, trigger[0])
    if group.subject is not None and not group.late_subject and group.subject[0] < first:
        first = group.subject[0]
    finite = [g for g in groups if g.form == "finite"]
    if finite and finite[0] is group:
        first = s.begin
    last = max(group.stop, trigger[1])
    for following in groups[k + 1 :]:
        if following.form in ("infinitive", "gerund") and following.link not in ("reduced", "relative"):
            last = max(last, following.stop)
        else:
            break
    return first, last


def _occurred(mention: TimeMention) -> Occurred:
    start, end = mention.start or mention.end, mention.end or mention.start
    if mention.relation == "since" and start is not None and not isinstance(start, datetime):
        # What has gone on since a day began on it; that it goes on, the modality says.
        end = _last_day(start, mention.precision)
    return Occurred(_iso(start), _iso(end), mention.precision, "text")


def _last_day(start: date, precision: Precision) -> date:
    """The last day of the period that begins with `start`."""
    if precision == "year":
        return date(start.year, 12, 31)
    months = {"month": 1, "quarter": 3}.get(precision)
    if months is not None:
        month = start.month - 1 + months
        return date(start.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return start + timedelta(days=6) if precision == "week" else start


def _iso(moment: date | datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
