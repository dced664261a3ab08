"""The rows that an article becomes in the log: itself, where it belongs, and what was read in it. Pure.

The messages are joined from the pieces of a draft, byte for byte as `tocsin.messages` would write them: the rows of a
batch are the hot path, and building and writing each as an object took most of its time.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from pydantic_core import to_json

from services.timeline.log.drafts import Draft, event_id
from services.timeline.log.log import ARTICLE_READ, EVENT_RECORDED, Tape
from services.timeline.log.projection import Changes, fold
from services.timeline.stories.telling import Telling
from tocsin.messages import ArticlePlaced, ArticlePublished, ArticleRead
from tocsin.records import EmptyReading, Placement, stable_id, utc

Join = Callable[[Telling], str]
"""Finds the happening that an event tells of, by the id of the event that told of it first."""

_EVENT: Final = (
    b'{"specversion":"1.0","id":"%b","source":%b,"type":"' + EVENT_RECORDED.encode() + b'","subject":"%b","time":%b,'
    b'"recordedtime":%b,"datacontenttype":"application/json","sequence":"%016d","previous":"%016d",'
    b'"correlationid":%b,"causationid":%b,"traceparent":%b,"data":{"id":"%b","article":%b,"story":%b,"origin":%b,'
    b'"codebook":%b,"event":%b,"happening":%b,"number":%d,"of":%d}}'
)


def source(log_id: str) -> str:
    """The name under which the timeline with this log publishes."""
    return f"/tocsin/timeline/{log_id}"


def placed(tape: Tape, cause: ArticlePublished, placement: Placement) -> Changes:
    """Append where an article belongs."""
    message = ArticlePlaced(
        id=stable_id("plc", placement.article),
        source=source(tape.head.log_id),
        subject=placement.article,
        time=cause.time,
        recordedtime=datetime.fromisoformat(tape.recorded_at),
        correlationid=placement.article,
        causationid=cause.id,
        data=placement,
    )
    return fold(tape.append(message.id, message.type, message.to_json()), message)


def read(tape: Tape, cause: ArticlePublished, placement: Placement, draft: Draft, join: Join) -> Changes:
    """Append what was read in an article: its events, each with the happening that it tells of, or that it has none."""
    if draft.events:
        yield from _events(tape, cause, placement, draft, join)
        return
    article = cause.data
    message = ArticleRead(
        id=stable_id("read", article.id, draft.codebook, draft.unread or "", str(tape.next_position)),
        source=source(tape.head.log_id),
        subject=article.id,
        time=cause.time,
        recordedtime=datetime.fromisoformat(tape.recorded_at),
        sequence=tape.next_position,
        previous=tape.head.last_event,
        correlationid=article.id,
        causationid=cause.id,
        traceparent=cause.traceparent,
        data=EmptyReading(
            article=draft.article,
            story=placement.story,
            origin=placement.origin,
            codebook=draft.codebook,
            unread=draft.unread,
        ),
    )
    yield from fold(tape.append(message.id, ARTICLE_READ, message.to_json()), message)


def _events(tape: Tape, cause: ArticlePublished, placement: Placement, draft: Draft, join: Join) -> Changes:
    article, of, before = cause.data, len(draft.events), tape.head.position
    happenings = []
    recorded_at = to_json(utc(datetime.fromisoformat(tape.recorded_at)))
    from_, codebook = to_json(source(tape.head.log_id)), to_json(draft.codebook)
    story, origin = to_json(placement.story), to_json(placement.origin)
    root, cause_id, trace = to_json(article.id), to_json(cause.id), to_json(cause.traceparent)
    for number, event in enumerate(draft.events, 1):
        identity = event_id(article.id, draft.codebook, number)
        name = to_json(identity)[1:-1]
        happenings.append(join(event.telling.of(placement.story)))
        position = tape.next_position
        message = _EVENT % (
            name, from_, name, event.time, recorded_at, position, tape.head.last_event, root, cause_id, trace,
            name, draft.reference, story, origin, codebook, event.event, to_json(happenings[-1]), number, of,
        )  # fmt: skip
        tape.append(identity, EVENT_RECORDED, message)
    yield from draft.changes(before, happenings)
