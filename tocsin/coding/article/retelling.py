"""Retelling: an act that is told again keeps its day.

A headline tells what the first sentences date; "the attack" is one that the text has told of or will. Both have no
time of their own where they stand, and take it from the telling that has one.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from tocsin.coding.dates.clock import Recap
from tocsin.coding.reading import Event, Occurred
from tocsin.coding.text.acts import FORCE, SPEECH
from tocsin.vocabulary import Field

_TOLD: Final = frozenset({"actual", "ongoing"})
_NEWS: Final = timedelta(days=10)
"""What happened longer ago than this is no longer what a headline or a first sentence tells."""
_KNOWN: Final = re.compile(r"(?:\b(?:the|this|that|these|those|its|their|his|her)|['’]s?)\s+(\w+\s+)?$", re.IGNORECASE)
"""What stands before a noun that names something already told of."""
_OTHER: Final = re.compile(
    r"\b(?:similar|another|other|previous|earlier|separate|second|third)\s+(?:\w+\s+)?$", re.IGNORECASE
)
"""What stands before a noun that names something else of its kind."""
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_STEM: Final = 5


def settle(
    events: list[Event],
    text: str,
    today: date,
    loose: Collection[tuple[Field, int]],
    opening: int | None = None,
    *,
    recap: Recap | None = None,
) -> list[Event]:
    """`events`, in order, with the day of those that other sentences date: of the title, the lead, and what is known.

    `recap` is the day that the second sentence gives what the first has told. `loose` are the field and start of the
    triggers whose acts have no time of their own; before `opening` stands what the title may tell of.
    """
    if recap is not None:
        first_told = _lead(events)
        events = [replace(e, occurred=recap.when) if _bare(e, first_told, loose, recap) else e for e in events]
    told = [e for e in events if e.trigger.field == "text" and e.occurred.basis == "text" and e.modality in _TOLD]
    stated = [e for e in told if e.occurred.start and not _undated(e, loose)]
    if not told:
        return events
    lead = _lead(events)
    limit = len(text) if opening is None else opening
    headed = [e for e in told if e.trigger.start < limit]
    first = [e for e in stated if e.trigger.start < limit]
    settled = []
    for event in events:
        source = None
        going_on = event.modality == "ongoing" and event.occurred.basis == "text"
        if _undated(event, loose) and event.modality in _TOLD and not going_on:
            if event.trigger.field == "title":
                source = _headlined(event, first, lead, today) or _headlined(event, headed, lead, today)
            elif event.trigger.end <= lead:
                source = _known(event, stated, text, today) or _led(event, stated, text, today)
            else:
                source = _known(event, stated, text, today)
        settled.append(event if source is None else replace(event, occurred=source.occurred))
    return settled


def _bare(event: Event, lead: int, loose: Collection[tuple[Field, int]], recap: Recap) -> bool:
    """Whether an act that the text begins with has no day but that of publication, or of a report after `recap`."""
    if recap.aside and event.type not in FORCE:
        return False
    told = event.trigger.field == "text" and event.trigger.end <= max(lead, recap.until) and event.modality in _TOLD
    if not told or not _undated(event, loose):
        return False
    return event.occurred.basis == "publication" or _later(event.occurred, recap.when)


def _undated(event: Event, loose: Collection[tuple[Field, int]]) -> bool:
    """Whether an act has no time of its own; its words may begin with those of what came of it: "killed in a clash"."""
    field, start, end = event.trigger.field, event.trigger.start, event.trigger.end
    return any((field, at) in loose for at in range(start, end))


def _lead(events: Sequence[Event]) -> int:
    """Where the first sentence of the text that has an event ends."""
    return next((e.evidence.end for e in events if e.trigger.field == "text"), 0)


def _headlined(event: Event, stated: Sequence[Event], lead: int, today: date) -> Event | None:
    """The act of the text that a headline tells of: the same one, else what the first sentence dates."""
    recent = [e for e in stated if e.occurred.precision in ("day", "minute") and _recent(e, today)]
    for other in recent:
        if other.type == event.type and _stems(event) & _stems(other) and not _by_others(event, other):
            return other
    if event.type in SPEECH:
        return None
    return next((e for e in recent if e.trigger.end <= lead and e.type not in SPEECH), None)


def _led(event: Event, stated: Sequence[Event], text: str, today: date) -> Event | None:
    """The act of a later sentence that a first sentence tells of already: the same one, else "Monday's attack".

    It is no later than the report that the first sentence dates.
    """
    if event.type in SPEECH:
        return None
    alike = [e for e in stated if e.type == event.type and _recent(e, today) and not _by_others(e, event)]
    alike = [e for e in alike if not _later(e.occurred, event.occurred)]
    alike = [e for e in alike if not _OTHER.search(text, *_before(e))]
    if event.occurred.basis == "text":
        alike = [e for e in alike if e.occurred.precision in ("day", "minute")]
    same = (e for e in alike if _stems(e) & _stems(event))
    named = (e for e in alike if e.trigger.start > event.evidence.end and _names(e, text))
    return next(same, None) or next(named, None) or next((e for e in alike if _unfolds(event, e)), None)


def _by_others(event: Event, other: Event) -> bool:
    """Whether two acts are known to be done by different sides: "shot down six drones", "shot down a jet on Monday"."""
    sides = [{actor.country for actor in e.actors} - {None} for e in (event, other)]
    return all(sides) and sides[0].isdisjoint(sides[1])


def _unfolds(event: Event, other: Event) -> bool:
    """Whether the second sentence tells more of a deed of which somebody tells.

    As in "admitted that it had bombed the hall. Ten were killed when the missiles struck on Friday", "said on Friday
    that it had seized a village. Soldiers took it on Monday".
    """
    begins = event.evidence.end < other.evidence.start <= event.evidence.end + _GAP
    reported = event.type == "ASSAULT" and event.attribution.source is not None
    leads = other.evidence.text.partition(" ")[0] in _ELSEWHEN or _ANOTHER.search(other.evidence.text) is not None
    struck = {r.country for r in event.recipients} & {r.country for r in other.recipients} - {None}
    done = {a.country for a in event.actors} & {a.country for a in other.actors} - {None}
    return begins and reported and not leads and bool(struck or (done and event.mode == other.mode))


_ANOTHER: Final = re.compile(r"\b(?:similar|another|other|previous|earlier|separate|second|third)\b")
_GAP: Final = 2
"""Code points between a sentence and the next."""
_ELSEWHEN: Final = frozenset({"On", "In", "Earlier", "Last", "A", "Days", "Hours", "At", "Two", "Three", "Another"})
"""Words with which a sentence begins that tells of something else."""


def _names(event: Event, text: str) -> bool:
    """Whether an act is told by a noun for one that is known: "Monday's blast", "the deadly attack"."""
    known = _KNOWN.search(text, *_before(event))
    return known is not None and (not known[1] or not _OF_ANY.isdisjoint(event.trigger.text.lower().split()))


def _later(one: Occurred, other: Occurred) -> bool:
    """Whether one time is later than another that is a day."""
    return other.precision == "day" and (one.start or "")[:10] > (other.end or "")


def _before(event: Event) -> tuple[int, int]:
    """The span of what stands before the trigger of an event."""
    return max(0, event.trigger.start - _BEFORE), event.trigger.start


_BEFORE: Final = 30
"""Code points before a noun in which it is told whether it is known."""


def _known(event: Event, stated: Sequence[Event], text: str, today: date) -> Event | None:
    """The act that a noun with "the" or "this" before it names: the last one told before it, else the next of late."""
    alike = [e for e in stated if e.type == event.type]
    if not alike or not _names(event, text):
        return None
    same = [e for e in alike if _stems(e) & _stems(event)]
    before = [e for e in same if e.trigger.start < event.trigger.start]
    if not same and event.occurred.basis == "publication" and event.trigger.text.lower() in _OF_ANY:
        before = [e for e in alike if 0 < event.trigger.start - e.trigger.end < _REACH]
    return before[-1] if before else next((e for e in same if _recent(e, today)), None)


_OF_ANY: Final = frozenset(
    """
    deal agreement accord pact contract order purchase attack raid assault strike bombing blast clash clashes violence
    killing killings shooting battle battles explosion explosions blasts attacks raids strikes airstrike airstrikes
    bombings shelling fighting ambush massacre launch test drill crackdown offensive operation arrest arrests protest
    protests meeting talks visit
    """.split()
)
"""Nouns that name any act of their kind: "signed a contract … the deal"."""
_REACH: Final = 400
"""Code points behind an act within which such a noun names it."""


def _stems(event: Event) -> frozenset[str]:
    return frozenset(word.lower()[:_STEM] for word in _WORD.findall(event.trigger.text))


def _recent(event: Event, today: date) -> bool:
    return event.occurred.start is not None and date.fromisoformat(event.occurred.start[:10]) >= today - _NEWS
