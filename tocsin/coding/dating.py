"""Dating: the time that belongs to an event, else the one that runs on, else the day of publication."""

from datetime import date, datetime
from typing import Final

from tocsin.coding.reading import Occurred
from tocsin.coding.scene import Scene
from tocsin.coding.times import TimeMention
from tocsin.coding.verbs import Group, Sentence
from tocsin.vocabulary import Modality

_DATING: Final = frozenset({"DATE", "TIME", "DURATION"})


def date_of(
    scene: Scene, s: Sentence, groups: list[Group], k: int, trigger: tuple[int, int], modality: Modality
) -> Occurred:
    """When the act of clause `k` with its trigger took place or is due."""
    first, last = _extent(s, groups, k, trigger)
    found = [t for t in scene.times_in(first, last) if _dates(t)]
    if found:
        at = scene.tokens.start[trigger[0]]
        chosen = min(found, key=lambda t: (t.precision == "unknown", _distance(t, at)))
        return _occurred(chosen)
    today = scene.published.date().isoformat()
    if modality in ("future", "considered", "conditional", "hypothetical"):
        return Occurred(None, None, "unknown", "publication")
    return Occurred(today, today, "day", "publication")


def _dates(mention: TimeMention) -> bool:
    return (mention.start is not None or mention.end is not None) and mention.timex.type in _DATING


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
        if following.form in ("infinitive", "gerund", "participle") and following.link not in ("reduced", "relative"):
            last = max(last, following.stop)
        else:
            break
    return first, last


def _occurred(mention: TimeMention) -> Occurred:
    start, end = mention.start or mention.end, mention.end or mention.start
    return Occurred(_iso(start), _iso(end), mention.precision, "text")


def _iso(moment: date | datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
