"""Reading a sentence or two as an article of 23 October 2024, and showing what was read in one line an event."""

from datetime import UTC, datetime

from tocsin.coding.coder import code
from tocsin.coding.reading import Actor, Event, Reading

PUBLISHED = datetime(2024, 10, 23, 9, 0, tzinfo=UTC)


def read(text: str, title: str = "") -> Reading:
    return code(title, text, PUBLISHED)


def events(text: str, *types: str, title: str = "") -> list[Event]:
    """The events of a text, only those of some types if types are given."""
    return [event for event in read(text, title).events if not types or event.type in types]


def countries(actors: tuple[Actor, ...]) -> list[str | None]:
    return [actor.country for actor in actors]


def told(text: str) -> set[tuple[str, str, str]]:
    """(type, modality, the actors' countries) of each event."""
    return {
        (event.type, event.modality, "+".join(sorted(actor.country or "?" for actor in event.actors)))
        for event in read(text).events
    }
