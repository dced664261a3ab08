"""What was told, as those who follow it see it: each message once, in order, as Server-Sent Events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import FastAPI, Header, Query, Response
from pydantic import BaseModel, Field

from services.alerts.engine.selecting import Concerned, codes_of
from services.alerts.settings import AlertsSettings
from services.alerts.store import listing, store
from services.alerts.store.pruning import last_pruned
from tocsin.following import Entry, EventStream, Followers, Tail, on_one_line, position_of, server_sent
from tocsin.records import AlertStatus, Rung
from tocsin.sqlite import Database
from tocsin.vocabulary import SignalName

_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "alert messages as they are told", "content": {"text/event-stream": {}}},
    410: {"description": "the place is one of another file, or too old: start again without it"},
    503: {"description": "too many follow already"},
}


class _Head(BaseModel):
    """What a follower can choose by."""

    type: str
    data: "_Chosen"


class _Chosen(BaseModel):
    status: AlertStatus
    signal: SignalName
    level: int
    group: dict[str, str] = {}
    ladder: tuple[Rung, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldEntry(Entry):
    """A message that was told, and what followers choose by."""

    head: _Chosen


def tail_of(database: Database) -> Tail[ToldEntry]:
    """The end of what was told."""

    async def read(position: int, limit: int) -> list[ToldEntry]:
        async with (
            database.reading() as connection,
            connection.execute(store.UNSENT, {"after": position, "limit": limit}) as rows,
        ):
            return [_told(sequence, message) async for sequence, message in rows]

    return Tail(read)


def _told(sequence: int, message: bytes) -> ToldEntry:
    head = _Head.model_validate_json(message)
    return ToldEntry(sequence, head.type, on_one_line(message), head.data)


class Choice(BaseModel):
    """Which messages a follower wants, and from where on."""

    status: list[AlertStatus] = Field([], description="any of these")
    signal: list[SignalName] = Field([], description="any of these")
    country: list[Concerned] = Field([], description="any of these acts or is acted on: codes or names")
    level_min: int | None = Field(None, ge=-3, le=9, description="at this level or above")
    after: str | None = Field(None, max_length=100, description="the `id` of the last one seen, as `Last-Event-ID`")

    async def sift(self, told: Sequence[ToldEntry]) -> list[ToldEntry]:
        """Those of the messages that the follower wants."""
        return [one for one in told if self._wants(one.head)]

    def _wants(self, head: _Chosen) -> bool:
        return (
            (not self.status or head.status in self.status)
            and (not self.signal or head.signal in self.signal)
            and (not self.country or not codes_of(head).isdisjoint(self.country))
            and (self.level_min is None or head.level >= self.level_min)
        )


def add_stream(app: FastAPI, database: Database, tail: Tail[ToldEntry], settings: AlertsSettings) -> None:
    """`/v1/alerts/stream`."""
    followers = Followers(settings.alerts_followers)
    app.state.before_stop.append(tail.close)

    @app.get("/v1/alerts/stream", tags=["alerts"], response_class=Response, responses=_PROBLEMS)
    async def stream(
        choice: Annotated[Choice, Query()], last_event_id: Annotated[str | None, Header(max_length=100)] = None
    ) -> Response:
        """Alert messages as they are told, as Server-Sent Events; after `Last-Event-ID`, from now on without it.

        Each `id` is a place among them; one who comes back with it misses none and gets none twice.
        """
        async with database.reading() as connection:
            source, last = await store.identity(connection), await listing.last_sequence(connection)
            begin = await last_pruned(connection)
        file = source.rpartition("/")[2]
        after = last_event_id or choice.after
        position = position_of(after, file, last, begin=begin) if after else last
        followers.check()
        chunks = server_sent(tail, file, position, choice.sift, settings.alerts_heartbeat_seconds)
        return EventStream(followers.admit(chunks), settings.alerts_slow_seconds)
