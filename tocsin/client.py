"""What a Python subscriber imports: ask the timeline, follow its log, subscribe to alerts.

from tocsin.client import Timeline, alerts

async with Timeline("http://127.0.0.1:8080") as timeline:
    async for event in timeline.events(actor="PRK", level_min=3):
        print(event.event.occurred.start, event.event.type, event.event.evidence.text)

async for entry_id, message in alerts("redis://127.0.0.1:6379/0"):
    print(message.data.level, message.data.summary)
"""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Final, Literal, Self, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ValidationError
from redis.asyncio import Redis
from redis.exceptions import AuthenticationError, AuthorizationError
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from tocsin.addresses import is_this_machine
from tocsin.answers import (
    ActorCount,
    ActorPage,
    AlertItem,
    AlertPage,
    ArticleItem,
    ArticlePage,
    Diff,
    EventItem,
    EventPage,
    Facets,
    FeedPage,
    ListedArticle,
    Series,
    Why,
    WhyNot,
)
from tocsin.dossiers import ExpectationItem, ExpectationPage, Story, StoryItem, StoryPage
from tocsin.faults import reason
from tocsin.messages import ALERTS, AlertMessage, AnyMessage, BadMessage, parse
from tocsin.streams import entry_bytes

Kind = Literal["article", "placement", "story", "event", "reading", "alert"]

PAGE: Final = 500
WAIT_SECONDS: Final = 20
PAUSE_SECONDS: Final = 1.0

Answer = TypeVar("Answer", bound=BaseModel)


class TimelineError(Exception):
    """The timeline did not give what was asked.

    TimelineError
    ├── Unreachable   no answer: it does not run there, or the network failed; worth trying again
    ├── Refused       it answered with an error; `problem` says which
    │   ├── NotFound  there is nothing with this id
    │   └── LogGone   the place is one of another log: start again without it
    └── Unreadable    what answered is not a timeline of this version
    """


class Unreachable(TimelineError):
    """No answer."""


class Unreadable(TimelineError):
    """Not an answer of a timeline."""


class Refused(TimelineError):
    """An error in the answer; `problem` is the problem+json document."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        super().__init__(problem.get("detail") or f"the timeline answers {status}")
        self.status = status
        self.problem = problem


class NotFound(Refused):
    """There is nothing with this id."""


class LogGone(Refused):
    """The cursor or place belongs to another log."""


_REFUSALS: Final = {404: NotFound, 410: LogGone}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the log. Keep `place`: following from there goes on behind this row."""

    place: str
    position: int
    recorded_at: str
    message: AnyMessage | None
    """None if it was redacted, or is of a type that this version does not know."""


class Timeline:
    """A timeline service. Use it as an async context manager."""

    def __init__(self, url: str = "http://127.0.0.1:8080", *, seconds: float = 30.0) -> None:
        trust_env = not is_this_machine(httpx.URL(url).host)
        self._http = httpx.AsyncClient(base_url=url, timeout=seconds + WAIT_SECONDS, trust_env=trust_env)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    def events(self, *, at_most: int | None = None, **filters: Any) -> AsyncIterator[EventItem]:
        """Events in the order in which they occurred, all pages as known at one moment.

        `filters` are the parameters of `GET /v1/events`; `from` is written `from_`, several values are a list.
        """
        return self._items("/v1/events", EventPage, at_most, filters)

    def alerts(self, *, at_most: int | None = None, **filters: Any) -> AsyncIterator[AlertItem]:
        """Alerts, the last told first, each in its latest revision; `filters` as of `GET /v1/alerts`."""
        return self._items("/v1/alerts", AlertPage, at_most, filters)

    def articles(self, *, at_most: int | None = None, **filters: Any) -> AsyncIterator[ListedArticle]:
        """Articles by when they were published, without their texts; `filters` as of `GET /v1/articles`."""
        return self._items("/v1/articles", ArticlePage, at_most, filters)

    def stories(self, *, at_most: int | None = None, **filters: Any) -> AsyncIterator[StoryItem]:
        """Stories, the one last told of first; `filters` as of `GET /v1/stories`."""
        return self._items("/v1/stories", StoryPage, at_most, filters)

    def expectations(self, *, at_most: int | None = None, **filters: Any) -> AsyncIterator[ExpectationItem]:
        """What is expected by a day, by due date; `filters` as of `GET /v1/expectations`."""
        return self._items("/v1/expectations", ExpectationPage, at_most, filters)

    async def actors(self, **filters: Any) -> list[ActorCount]:
        """Who is in most events that hold now; `filters` as of `GET /v1/actors`."""
        return (await self._get("/v1/actors", ActorPage, _named(filters))).items

    async def facets(self, **filters: Any) -> Facets:
        """How many of the events that fit there are of each kind; `filters` as of `GET /v1/facets`."""
        return await self._get("/v1/facets", Facets, _named(filters))

    async def series(self, **filters: Any) -> Series:
        """How many events began in each step of time, or the highest level; `filters` as of `GET /v1/series`."""
        return await self._get("/v1/series", Series, _named(filters))

    async def diff(self, earlier: int | str, later: int | str | None = None, *, limit: int = 100) -> Diff:
        """What changed between two moments: positions of the log or times; `later` is now if it is left out."""
        parameters = {"from": str(earlier), "to": None if later is None else str(later), "limit": limit}
        return await self._get("/v1/diff", Diff, _named(parameters))

    async def event(self, identity: str) -> EventItem:
        """One event. Raises NotFound."""
        return await self._get(f"/v1/events/{quote(identity)}", EventItem)

    async def why(self, identity: str) -> Why:
        """Why an event was read, and what alerts decided on it. Raises NotFound."""
        return await self._get(f"/v1/events/{quote(identity)}/why", Why)

    async def article(self, identity: str) -> ArticleItem:
        """One article with its events. Raises NotFound."""
        return await self._get(f"/v1/articles/{quote(identity)}", ArticleItem)

    async def why_not(self, identity: str) -> WhyNot:
        """What is read in an article, and what made no event, and why. Raises NotFound."""
        return await self._get(f"/v1/articles/{quote(identity)}/why-not", WhyNot)

    async def story(self, identity: str) -> Story:
        """One happening: its articles, events and alerts. Raises NotFound."""
        return await self._get(f"/v1/stories/{quote(identity)}", Story)

    async def follow(
        self, after: str | None = None, *, kinds: tuple[Kind, ...] = (), **filters: Any
    ) -> AsyncIterator[Row]:
        """The log after the place `after` (from its beginning if there is none), then what comes, without end.

        `filters` are those of `GET /v1/feed`: what has nothing of what is asked is left out.
        Goes on by itself when the service was away. Raises LogGone if the log was replaced, and Refused if the place is
        none.
        """
        parameters = {**_named(filters), "wait": WAIT_SECONDS, "limit": PAGE, "kind": list(kinds)}
        while True:
            try:
                page = await self._get("/v1/feed", FeedPage, parameters | ({"after": after} if after else {}))
            except Unreachable:
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            log_id = page.next.rpartition(":")[0]
            for item in page.items:
                place = f"{log_id}:{item.position}"
                yield Row(place, item.position, item.recorded_at, _message(item.message))
            after = page.next

    async def _items(
        self, path: str, model: type[Answer], at_most: int | None, filters: dict[str, Any]
    ) -> AsyncIterator[Any]:
        parameters = _named(filters)
        left = at_most
        while left is None or left > 0:
            parameters["limit"] = PAGE if left is None else min(PAGE, left)
            page: Any = await self._get(path, model, parameters)
            for item in page.items:
                yield item
            if page.next is None:
                return
            parameters["cursor"] = page.next
            left = None if left is None else left - len(page.items)

    async def _get(self, path: str, model: type[Answer], parameters: dict[str, Any] | None = None) -> Answer:
        try:
            answer = await self._http.get(path, params=parameters)
        except httpx.HTTPError as error:
            raise Unreachable(f"{self._http.base_url}: {error or type(error).__name__}") from error
        if answer.status_code in {502, 503, 504}:
            raise Unreachable(f"{self._http.base_url}: {answer.status_code} {answer.reason_phrase}")
        if answer.status_code != 200:
            raise _REFUSALS.get(answer.status_code, Refused)(answer.status_code, _problem(answer))
        try:
            return model.model_validate_json(answer.content)
        except ValidationError as error:
            raise Unreadable(f"{self._http.base_url}{path}: {reason(error)}") from error


def _named(filters: dict[str, Any]) -> dict[str, Any]:
    """Filters as parameters: `from_` is `from`, None is not asked."""
    return {name.rstrip("_"): value for name, value in filters.items() if value is not None}


def _problem(answer: httpx.Response) -> dict[str, Any]:
    try:
        content = answer.json()
    except ValueError:
        content = None
    return content if isinstance(content, dict) else {"title": answer.reason_phrase, "status": answer.status_code}


def _message(content: dict[str, Any] | None) -> AnyMessage | None:
    try:
        return parse(json.dumps(content)) if content else None
    except BadMessage:
        return None


async def alerts(
    redis_url: str = "redis://127.0.0.1:6379/0", after: str = "$"
) -> AsyncIterator[tuple[str, AlertMessage]]:
    """What is rung, with its entry id on the stream `tocsin:alerts`, without end; from now on, or after an entry id.

    Keep the entry id together with what you did, and go on after it: nothing is lost then. A message may come twice
    after a failure of Redis; its `id` is the same. Entries that are no alerts are left out. An outage is waited out;
    what Redis refuses (a password, an `after` that is no entry id) is raised as redis-py does.
    """
    async with Redis.from_url(redis_url, socket_timeout=30) as client:
        if after == "$":
            after = await _newest(client)
        while True:
            try:
                answer: Any = await client.xread({ALERTS: after}, count=100, block=5000)
            except (AuthenticationError, AuthorizationError):
                raise
            except (RedisConnectionError, RedisTimeoutError, OSError):
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            for entry_id, fields in answer[0][1] if answer else ():
                after = entry_id.decode()
                try:
                    message = parse(entry_bytes(fields))
                except BadMessage:
                    continue
                if isinstance(message, AlertMessage):
                    yield after, message


async def _newest(client: "Redis") -> str:
    """The place behind the last entry; taken once, so that nothing that comes between two reads is missed."""
    last: Any = await client.xrevrange(ALERTS, count=1)
    return str(last[0][0].decode()) if last else "0"


__all__ = [
    "LogGone",
    "NotFound",
    "Refused",
    "Row",
    "Timeline",
    "TimelineError",
    "Unreachable",
    "Unreadable",
    "alerts",
]
