"""A play for the alerts engine, in the manner of Alertmanager's acceptance tests: feed at t, want between t1 and t2.

Times are minutes of a clock that the play turns by itself. What is told is read from the outbox of a real file, and
all of it must be wanted. `PLAYED` are the ways in which each play must end the same.
"""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, Self

from services.alerts.engine.noise import ALL_IS_HEARD, Noise
from services.alerts.engine.selecting import Selector
from services.alerts.engine.signals import Rules
from services.alerts.engine.silences import Silence
from services.alerts.rules import Rule
from services.alerts.rules.loading import RuleBook
from services.alerts.store import silencing
from services.alerts.store.store import SCHEMA, UNSENT, Ledger
from tests.builders import NOW, event_recorded
from tocsin.messages import AlertMessage, parse
from tocsin.records import RecordedEvent
from tocsin.sqlite import Database

Played = Literal["plainly", "restarted at every step", "with everything twice", "with a clock that looks seldom"]
PLAYED: tuple[Played, ...] = (
    "plainly",
    "restarted at every step",
    "with everything twice",
    "with a clock that looks seldom",
)

MINUTE = 1.0
HOUR = 60.0
DAY = 24 * HOUR

Action = Callable[[Ledger, Database], Awaitable[None]]


@dataclass
class Want:
    """A message that is to be told in a span of minutes."""

    begin: float
    end: float
    facts: dict[str, Any]

    def is_met_by(self, message: AlertMessage) -> bool:
        minutes = (message.time - NOW) / timedelta(minutes=1)
        return self.begin <= minutes <= self.end and all(
            (any(value in change for change in message.data.changes) if name == "says" else _of(message, name) == value)
            for name, value in self.facts.items()
        )


def _of(message: AlertMessage, name: str) -> Any:
    value = getattr(message.data, name)
    return bool(value) if name == "muted" else value


@dataclass
class Script:
    """What happens, and what is wanted; `play` does it."""

    path: Path
    rules: tuple[Rule, ...]
    played: Played
    noise: Noise = ALL_IS_HEARD
    wanted: list[Want] = field(default_factory=list)
    _acts: list[tuple[float, Action]] = field(default_factory=list)
    _minute: float = 0

    def feed(self, at: float, *events: RecordedEvent) -> Self:
        """The timeline has recorded events at this minute, in this order."""
        messages = [event_recorded(item, at=moment(at)) for item in events]

        async def act(ledger: Ledger, database: Database) -> None:
            async with database.transaction() as connection:
                await ledger.apply(connection, messages)

        return self._do(at, act)

    def acknowledge(self, at: float, signal: str, by: str = "night desk") -> Self:
        """Somebody acknowledges the alert of a signal."""

        async def act(ledger: Ledger, database: Database) -> None:
            query = "SELECT id FROM alerts WHERE signal = ?"
            async with database.transaction() as connection:
                async with connection.execute(query, (signal,)) as rows:
                    names = [name async for (name,) in rows]
                await ledger.acknowledge(connection, names[0], by, "")

        return self._do(at, act)

    def silence(self, at: float, until: float, **matches: Any) -> Self:
        """Somebody silences alerts."""
        silence = Silence(
            id=f"silence-{at}",
            matches=Selector(**matches),
            by="night desk",
            reason="announced",
            starts_at=moment(at),
            ends_at=moment(until),
        )

        async def act(_: Ledger, database: Database) -> None:
            async with database.transaction() as connection:
                await silencing.save(connection, silence)

        return self._do(at, act)

    def want(self, begin: float, end: float, **facts: Any) -> Self:
        """A message between two minutes, with these facts; `says` is within one of its changes."""
        self.wanted.append(Want(begin, end, facts))
        return self

    def _do(self, at: float, act: Action) -> Self:
        self._acts += [(at, act)] * (2 if self.played == "with everything twice" else 1)
        return self

    async def play(self, until: float = 0) -> list[AlertMessage]:
        """Do all of it, and let the clock run on until this minute; what was told, which is what was wanted."""
        stop = max([until, *(at for at, _ in self._acts), *(want.end for want in self.wanted)])
        looks = [stop] if self.played == "with a clock that looks seldom" else _every_quarter(stop)
        acts = [*self._acts, *((at, self._look(at)) for at in looks)]
        async with AsyncExitStack() as files:
            ledger, database = await self._open(files)
            for self._minute, act in sorted(acts, key=lambda item: item[0]):
                if self.played == "restarted at every step":
                    await files.aclose()
                    ledger, database = await self._open(files)
                await act(ledger, database)
            told = await _told(database)
        self._compare(told)
        return told

    def _look(self, at: float) -> Action:
        async def act(ledger: Ledger, database: Database) -> None:
            async with database.transaction() as connection:
                await ledger.tick(connection, moment(at))

        return act

    async def _open(self, files: AsyncExitStack) -> tuple[Ledger, Database]:
        database = await files.enter_async_context(Database.open(self.path / "alerts.db", SCHEMA))
        rules = Rules(RuleBook.of(self.rules))
        return Ledger(rules, "/tocsin/alerts/test", lambda: moment(self._minute), self.noise), database

    def _compare(self, told: list[AlertMessage]) -> None:
        left = list(told)
        for want in self.wanted:
            found = next((message for message in left if want.is_met_by(message)), None)
            assert found is not None, f"wanted {want}, told:\n" + "\n".join(map(_line, told))
            left.remove(found)
        assert not left, "told and not wanted:\n" + "\n".join(map(_line, left))


def moment(minute: float) -> datetime:
    return NOW + timedelta(minutes=minute)


def _every_quarter(stop: float) -> list[float]:
    step = 15 * MINUTE if stop <= 2 * DAY else 12 * HOUR
    return [number * step for number in range(1, int(stop / step) + 1)] + [stop]


async def _told(database: Database) -> list[AlertMessage]:
    async with database.reading() as db, db.execute(UNSENT, {"after": 0, "limit": 1000}) as rows:
        return [parse(message) async for _, message in rows]  # type: ignore[misc]


def _line(message: AlertMessage) -> str:
    minutes, alert = (message.time - NOW) / timedelta(minutes=1), message.data
    return f"{minutes:g}: {alert.signal} r{alert.revision} {alert.status} {alert.level} {alert.changes} {alert.muted}"
