"""Why an event was read out of an article, and why words of it made none: the coder's reasons and those of alerts.

What rang and which guard stopped it was decided by the alerts service, which is asked over HTTP (decision 0010). It may
be away: then the answer says so, and tells what the timeline knows.
"""

import asyncio
import ssl
from functools import cache
from typing import Any, Final

import httpx
import structlog

from services.timeline.api.desk import Desk
from tocsin.answers import Decision, Decisions, Why, WhyNot
from tocsin.messages import ArticlePublished, EventRecorded

logger: Final = structlog.get_logger("tocsin.timeline")

SECONDS: Final = 3.0
MOST: Final = 200


async def why(desk: Desk, message: EventRecorded, article: ArticlePublished | None) -> Why:
    """The words and the codebook entry that made an event, whether it is read so today, and what alerts decided."""
    record = message.data
    event = record.event
    read = None
    if article is not None:
        async with desk.reading_again:
            read = await asyncio.to_thread(desk.coder, article.data)
    return Why(
        event=record.id,
        article=record.article,
        pattern=event.pattern,
        trigger=event.trigger,
        evidence=event.evidence,
        sense=event.sense,
        attribution=event.attribution,
        codebook=record.codebook,
        codebook_in_use=read.codebook if read else None,
        read_so_today=event in read.events if read else None,
        decisions=await decisions(desk, record.article.id, record.id),
    )


async def why_not(desk: Desk, article: ArticlePublished) -> WhyNot:
    """What the codebook in use reads in an article, which words made no event and why, and what alerts decided."""
    async with desk.reading_again:
        reading = await asyncio.to_thread(desk.coder, article.data)
    return WhyNot(
        article=article.data.id,
        codebook=reading.codebook,
        events=list(reading.events),
        silences=list(reading.silences),
        decisions=await decisions(desk, article.data.id),
    )


async def decisions(desk: Desk, article: str, event: str | None = None) -> Decisions:
    """What the alerts service decided on an article, or one event of it."""
    url = desk.settings.timeline_alerts_url
    if not url:
        return Decisions(items=None, problem="TOCSIN_TIMELINE_ALERTS_URL is empty, so alerts are not asked")
    asked = {"article": article, "limit": str(MOST)} | ({"event": event} if event else {})
    try:
        async with httpx.AsyncClient(base_url=url, timeout=SECONDS, trust_env=False, verify=_trusted()) as client:
            answer = await client.get("/v1/decisions", params=asked)
            answer.raise_for_status()
            found: list[dict[str, Any]] = answer.json()["items"]
            return Decisions(items=[Decision.model_validate(one) for one in found], problem=None)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as error:
        logger.warning("alerts could not be asked what it decided", url=url, reason=str(error) or type(error).__name__)
        return Decisions(items=None, problem="the alerts service did not answer; what it decided is not told here")


@cache
def _trusted() -> ssl.SSLContext:
    """Whom to trust over HTTPS. Read once: that takes some twenty milliseconds, in which nobody is answered."""
    return httpx.create_ssl_context(trust_env=False)
