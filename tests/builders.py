"""Things to test with, made by keyword with sensible defaults: articles, readings, events, messages, deliveries."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from services.alerts.rules import Rule
from tocsin.coding.reading import Actor, Attribution, Event, Occurred, Place, Reading, Span
from tocsin.inbox import Delivery
from tocsin.messages import ALERT_MESSAGES, AlertMessage, AnyMessage, ArticlePublished, EventRecorded, parse
from tocsin.records import Alert, Article, ArticleReference, RecordedEvent, SignalEvidence, stable_id

NOW = datetime(2024, 10, 28, 12, 0, tzinfo=UTC)
TEXT = "Pyongyang has moved troops to the Russian Far East, officials in Seoul said on Friday."


def article(id: str = "art-1", **fields: Any) -> Article:  # noqa: A002
    """An article of one sentence, published on 18 October 2024."""
    defaults: dict[str, Any] = {
        "title": "Troops on the move",
        "text": TEXT,
        "published_at": datetime(2024, 10, 18, 9, 0, tzinfo=UTC),
        "source": "Example Wire",
        "url": f"https://example.org/{id}",
        "language": "en",
    }
    return Article(**{**defaults, "id": id, **fields})


def published(
    of: Article | None = None, *, sequence: int | None = None, producer: str = "/tocsin/ingest/test", **fields: Any
) -> ArticlePublished:
    """The message that publishes an article (by default `article(**fields)`), as an ingest service would."""
    data = of or article(**fields)
    return ArticlePublished(
        id=stable_id("msg", data.id),
        source=producer,
        subject=data.id,
        time=data.published_at,
        recordedtime=NOW,
        sequence=sequence,
        previous=None if sequence is None else sequence - 1,
        correlationid=data.id,
        data=data,
    )


def actor(country: str | None = "PRK", sector: str = "GOV", **fields: Any) -> Actor:
    """Who acts: a government, where the text says `Pyongyang` unless told otherwise."""
    defaults: dict[str, Any] = {"name": None, "field": "text", "start": 0, "end": 9, "text": "Pyongyang"}
    return Actor(**{**defaults, "country": country, "sector": sector, **fields})


def span(text: str = "Pyongyang has moved troops to the Russian Far East", **fields: Any) -> Span:
    """A quotation of the text."""
    return Span(**{"field": "text", "start": 0, "end": len(text), "text": text, **fields})


def event(type: str = "MOBILIZE", mode: str | None = "troops", **fields: Any) -> Event:  # noqa: A002
    """North Korea moves troops to Russia on 18 October 2024, says Seoul."""
    defaults: dict[str, Any] = {
        "contexts": ("military",),
        "actors": (actor("PRK"),),
        "recipients": (actor("RUS", start=34, end=41, text="Russian"),),
        "against": (),
        "modality": "actual",
        "certainty": "likely",
        "stance": "asserts",
        "attribution": Attribution(actor("KOR", start=52, end=70, text="officials in Seoul"), "said"),
        "occurred": Occurred("2024-10-18", "2024-10-18", "day", "text"),
        "quantities": (),
        "place": Place("Russian Far East", "RUS", "text", 34, 50),
        "object": "troops",
        "trigger": Span("text", 14, 19, "moved"),
        "evidence": span(),
        "pattern": "test.move",
        "sense": None,
    }
    return Event(**{**defaults, "type": type, "mode": mode, **fields})


def reading(*events: Event, codebook: str = "0123456789abcdef") -> Reading:
    """A reading of an article that found these events."""
    return Reading(times=(), events=events, silences=(), codebook=codebook)


def recorded(
    happened: Event | None = None,
    *,
    id: str = "ev-1",  # noqa: A002
    story: str = "story-1",
    **fields: Any,
) -> RecordedEvent:
    """An event as the timeline recorded it. `article`, `source`, `published_at` and `revises` go to its article."""
    name = fields.pop("article", f"art-{id}")
    reference = ArticleReference(
        id=name,
        title="Troops on the move",
        source=fields.pop("source", "Example Wire"),
        url=None,
        published_at=fields.pop("published_at", datetime(2024, 10, 18, 9, 0, tzinfo=UTC)),
        revises=fields.pop("revises", None),
    )
    defaults: dict[str, Any] = {"origin": name, "codebook": "0123456789abcdef", "event": happened or event()}
    defaults["happening"] = id
    return RecordedEvent(**{**defaults, "id": id, "story": story, "article": reference, **fields})


def event_recorded(of: RecordedEvent, *, sequence: int | None = None, at: datetime = NOW) -> EventRecorded:
    """The message that records an event, `at` a moment."""
    return EventRecorded(
        id=of.id,
        source="/tocsin/timeline/test",
        subject=of.id,
        time=of.article.published_at,
        recordedtime=at,
        sequence=sequence,
        previous=None if sequence is None else sequence - 1,
        correlationid=of.article.id,
        data=of,
    )


def rule(id: str = "troops-abroad", **fields: Any) -> Rule:  # noqa: A002
    """A rule that rings for troops on the move. Fields as in a rule file."""
    defaults: dict[str, Any] = {
        "title": "Troops sent abroad",
        "description": "A state sends troops to another's soil.",
        "signal": "foreign-deployment",
        "level": 5,
        "match": {"type": ["MOBILIZE"], "mode": ["troops"]},
        "false_positives": ["Rotations of peacekeepers."],
        "references": ["https://example.org/"],
        "runbook": "Look for a second source.",
        "examples": {
            "fire": ["The kingdom sent troops over the lake."] * 3,
            "silent": ["The kingdom kept its troops at home."] * 3,
        },
    }
    return Rule.model_validate({**defaults, "id": id, **fields})


def alert(record: RecordedEvent, *, revision: int = 1, **fields: Any) -> Alert:
    """An alert of a foreign deployment that cites one recorded event."""
    reference = ArticleReference.model_validate(record.article)
    evidence = SignalEvidence(
        event=record.id,
        article=reference,
        origin=record.origin,
        level=5,
        quote=record.event.evidence,
        occurred=record.event.occurred,
    )
    defaults: dict[str, Any] = {
        "id": stable_id("alr", "foreign-deployment", record.story),
        "revision": revision,
        "status": "raised" if revision == 1 else "updated",
        "rule": "foreign-deployment",
        "rule_version": "1",
        "signal": "foreign-deployment",
        "level": 5,
        "previous_level": None,
        "capped": None,
        "title": "North Korea: troops to Russia",
        "summary": "North Korea likely moved troops to Russia.",
        "group": {"actors": "PRK"},
        "story": record.story,
        "occurred": record.event.occurred,
        "expectation": None,
        "disputed": False,
        "origins": 1,
        "articles": 1,
        "evidence": (evidence,),
        "changes": (),
        "runbook": "Look for a second source.",
    }
    return Alert(**{**defaults, **fields})


def rung(data: Alert, *, sequence: int | None = None) -> AlertMessage:
    """The message that tells of an alert."""
    assert data.status != "pending"
    return ALERT_MESSAGES[data.status](
        id=f"{data.id}.{data.revision}",
        source="/tocsin/alerts/test",
        subject=data.id,
        time=NOW,
        recordedtime=NOW,
        sequence=sequence,
        previous=None if sequence is None else sequence - 1,
        data=data,
    )


def deliveries(messages: Iterable[AnyMessage]) -> list[Delivery]:
    """Messages as a stream delivers them."""
    return [delivery(message, number) for number, message in enumerate(messages, 1)]


def delivery(message: AnyMessage, number: int = 1) -> Delivery:
    """One message as a stream delivers it: parsed from its bytes."""
    raw = message.to_json()
    return Delivery(f"{number}-0", raw, parse(raw))


class ScriptedCoder:
    """Reads each article as the test says: the events by article id, else the default ones."""

    def __init__(self, default: Sequence[Event] = (), **by_article: Sequence[Event]) -> None:
        self.default = tuple(default)
        self.by_article = by_article

    def __call__(self, article: Article) -> Reading:
        return reading(*self.by_article.get(article.id, self.default))
