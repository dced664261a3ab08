"""One event as it is compared with others that may tell of the same happening. Pure."""

from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from services.timeline.stories.fingerprint import terms_of
from tocsin.coding.reading import Actor, Event

_MUTUAL: Final = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""What is done together: whoever takes part acts."""
_WEEKS: Final = 14
"""Days in which what is foreseen without a day is looked for."""
_VAGUE: Final = frozenset({"year", "quarter", "unknown"})


class Telling(NamedTuple):
    """One event as it is compared. A tuple: many of them come from the coders' processes."""

    event: str
    """The event's id."""
    article: str
    story: str
    type: str
    mode: str | None
    object: str | None
    actors: frozenset[str]
    """Codes of those who act, or their names."""
    partners: frozenset[str]
    """Codes of those on whom or against whom they act."""
    place: frozenset[str]
    """The words of the place's name."""
    first: int
    last: int
    """The days in which it may have happened or is to happen, as proleptic ordinals."""
    terms: frozenset[str]
    """The stems of its quoted sentence."""
    keys: tuple[tuple[str, str], ...]
    """Under which happenings are looked up that it may tell of: its type with each who acts, and with its story."""

    def of(self, story: str) -> "Telling":
        """The same, of an event whose story is known now."""
        return self._replace(story=story, keys=(*self.keys[:-1], (self.type, story)))


def telling(identity: str, article: str, story: str, published: datetime, event: Event) -> Telling:
    """The event with this id as it is compared."""
    actors = frozenset(map(_code, event.actors))
    partners = frozenset(map(_code, (*event.recipients, *event.against)))
    if event.type in _MUTUAL:
        actors = partners = actors | partners
    else:
        partners -= actors  # those who act on their own country's soil are told apart by nothing of this
    first, last = _days(event, published.astimezone(UTC).date())
    # To confirm and to deny are two happenings, a visit and talks are perhaps one.
    kind = f"{event.type}/{event.mode}" if event.type == "STATEMENT" else event.type
    return Telling(
        event=identity,
        article=article,
        story=story,
        type=kind,
        mode=event.mode,
        object=event.object,
        actors=actors,
        partners=partners,
        place=frozenset(event.place.text.casefold().split()) if event.place else frozenset(),
        first=first,
        last=last,
        terms=terms_of(event.evidence.text),
        keys=(*((kind, actor) for actor in sorted(actors)), (kind, story)),
    )


def _code(actor: Actor) -> str:
    return actor.country or (actor.name or actor.text).casefold()


def _days(event: Event, published: date) -> tuple[int, int]:
    """The first and the last day on which it may have happened; of what is foreseen without a day, the next weeks."""
    today, occurred = published.toordinal(), event.occurred
    start, end = _ordinal(occurred.start or occurred.end), _ordinal(occurred.end or occurred.start)
    foreseen = event.modality in ("future", "considered", "conditional")
    if start is None or end is None or (occurred.basis == "publication" and foreseen):
        return (today, today + _WEEKS) if foreseen else (today, today)
    if occurred.precision in _VAGUE and start < today < end:
        start = today
    return start, end


def _ordinal(text: str | None) -> int | None:
    return date.fromisoformat(text[:10]).toordinal() if text else None
