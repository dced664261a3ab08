"""One story put together from the events that tell of it: happenings side by side, claims, numbers. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from services.timeline.stories import claims, tracks
from services.timeline.stories.claims import Side, Told, claim, meant, moment_of, voice_of
from services.timeline.stories.corroboration import corroboration, tellers
from tocsin.coding.reading import Actor, Quantity
from tocsin.dossiers import Claim, ClaimLine, Happening, Number, Telling, Track
from tocsin.records import RecordedEvent
from tocsin.vocabulary import Modality

_SURER: Final = {modality: place for place, modality in enumerate(("actual", "ongoing", "historical", "future"))}
"""Which telling speaks for its happening: one that it was done before one that foresees it."""
assert set(_SURER) <= set(get_args(Modality))


@dataclass(frozen=True, slots=True)
class Dossier:
    """What a story's events amount to."""

    timeline: list[Happening]
    claims: list[Claim]


def dossier(tellings: Iterable[Told], own: frozenset[str], levels: Mapping[int, int]) -> Dossier:
    """The happenings of a story and the ledger of each.

    `tellings` are all events of those happenings, of other stories too; `own` are the articles of this one, `levels`
    the highest level of the signals of an event, by its position.
    """
    by_happening: dict[str, list[Told]] = {}
    for told in sorted(tellings, key=lambda told: told.position):
        by_happening.setdefault(told.record.happening or told.record.id, []).append(told)
    echoes = _echoes(by_happening, own)
    timeline, ledger = [], []
    for name, told_of in by_happening.items():
        found = claim(name, told_of, echoes.get(name, ()))
        timeline.append(_happening(name, told_of, found.status, levels))
        if len(found.lines) > 1 or found.status != "asserted":
            ledger.append(_shown(found))
    timeline.sort(key=lambda happening: (_when(happening), happening.tellings[0].position))
    place = {happening.id: n for n, happening in enumerate(timeline)}
    ledger.sort(key=lambda one: place[one.happening])
    return Dossier(timeline, ledger)


def _echoes(by_happening: Mapping[str, Sequence[Told]], own: frozenset[str]) -> dict[str, list[tuple[Told, Side]]]:
    """Denials and confirmations in words, by the happening that each means."""
    found: dict[str, list[tuple[Told, Side]]] = {}
    for told_of in by_happening.values():
        for told in told_of:
            event = told.record.event
            side: Side | None = {"deny": "denies", "confirm": "confirms"}.get(event.mode or "")  # type: ignore[assignment]
            if event.type != "STATEMENT" or side is None or event.modality not in ("actual", "ongoing"):
                continue
            before = [
                (name, [other.record for other in others])
                for name, others in by_happening.items()
                if others[0].said <= told.said and any(other.record.article.id in own for other in others)
            ]
            name = meant(told.record, before)
            if name is not None:
                found.setdefault(name, []).append((told, side))
    return found


def _happening(name: str, told_of: Sequence[Told], status: claims.Status, levels: Mapping[int, int]) -> Happening:
    standing = [told for told in told_of if told.corrected_by is None] or told_of
    lead = min(standing, key=lambda told: (_SURER.get(told.record.event.modality, 9), told.position)).record
    event = lead.event
    backing = [told.record for told in standing if claims.side_of(told.record) in ("asserts", "confirms")]
    return Happening(
        id=name,
        type=event.type,
        mode=event.mode,
        object=event.object,
        actors=_names(event.actors),
        recipients=_names(event.recipients),
        occurred=event.occurred,
        modality=event.modality,
        status=status,
        level=max((levels[told.position] for told in standing if told.position in levels), default=None),
        corroboration=corroboration(tellers(backing)),
        tellings=[_telling(told) for told in sorted(told_of, key=lambda told: (told.said, told.position))],
    )


def _names(actors: Iterable[Actor]) -> list[str]:
    return list(dict.fromkeys(actor.country or actor.name or actor.text for actor in actors))


def _when(happening: Happening) -> str:
    """By which happenings are put in order; by the day of publication where no text tells."""
    start = happening.occurred.start or happening.occurred.end
    return start[:10] if start else happening.tellings[0].published_at[:10]


def _telling(told: Told) -> Telling:
    record = told.record
    return Telling(
        event=record.id,
        position=told.position,
        article=record.article.id,
        title=record.article.title,
        source=record.article.source,
        url=record.article.url,
        published_at=told.said,
        story=record.story,
        origin=record.origin,
        modality=record.event.modality,
        stance=record.event.stance,
        voice=voice_of(record)[0],
        quote=record.event.evidence.text,
        superseded_at=told.superseded_at,
    )


def _shown(found: claims.Claim) -> Claim:
    lines = [
        ClaimLine(
            voice=line.voice,
            country=line.country,
            outlet=line.outlet,
            side=line.side,
            first=line.first,
            last=line.last,
            standing=line.standing,
            articles=len(line.articles),
            event=line.event,
            quote=line.quote,
        )
        for line in found.lines
    ]
    return Claim(happening=found.happening, status=found.status, lines=lines)


def tracked(records: Iterable[RecordedEvent], names: Sequence[str]) -> list[Track]:
    """The tracks of these names with the numbers that the events tell, each as it was told first.

    A track with a single number is no track.
    """
    told: dict[str, dict[tuple[float, str, str], _Numbered]] = {name: {} for name in names}
    for record in sorted(records, key=lambda record: (moment_of(record.article), record.id)):
        for name, quantity in tracks.numbers(record.event):
            if name in told:
                alike = (quantity.best, quantity.kind, quantity.due or "")
                told[name].setdefault(alike, (record, quantity, set()))[2].add(record.article.id)
    found = []
    for name, each in told.items():
        whose, _, counts = name.partition(":")
        if len(each) > 1:
            points = [_number(*numbered) for numbered in each.values()]
            found.append(Track(track=name, whose=whose.split(","), counts=counts, numbers=points))
    return found


_Numbered = tuple[RecordedEvent, Quantity, set[str]]
"""The event that tells a number first, and the articles that tell it."""


def _number(record: RecordedEvent, quantity: Quantity, articles: set[str]) -> Number:
    return Number(
        said=moment_of(record.article),
        best=quantity.best,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        kind=quantity.kind,
        due=quantity.due,
        voice=voice_of(record)[0],
        articles=len(articles),
        event=record.id,
        quote=record.event.evidence.text,
    )
