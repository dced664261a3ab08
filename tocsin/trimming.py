"""What goes from a stream, and which consumer groups are waited for.

MINID, never MAXLEN: a length trims what nobody has read. An entry stays until every group has read and acknowledged it;
but no group holds a stream back for ever: one that nobody reads any more would fill Redis, and stop all.
"""

from collections import deque
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import structlog
from prometheus_client import Gauge

from tocsin.streams import EntryId, last_generated

if TYPE_CHECKING:
    from redis.asyncio import Redis

log: Final = structlog.get_logger("tocsin.trimming")

CROWDED: Final = 0.8
"""So much of `maxmemory` is used that no group is waited for."""

MOST_LOOKS: Final = 1000
"""So many moments are remembered at which a stream was looked at whose ids don't tell how old its entries are."""

LEFT_BEHIND: Final = Gauge("tocsin_groups_left_behind", "Consumer groups that are not waited for any more", ["stream"])


class Trimming:
    """Trims one stream, and remembers whom it has not waited for.

    Entries stay for `kept`, and for `patience` more while a group has not read or not acknowledged them.
    """

    def __init__(self, stream: str, *, kept: timedelta, patience: timedelta) -> None:
        self._stream = stream
        self._kept = kept
        self._patience = patience
        self._ages = _Ages(longest=kept + patience)
        self._left_behind: dict[str, EntryId] = {}
        """By group: what came before is not kept for it."""

    def warnings(self) -> list[str]:
        """Which groups lack what they have not read; empty if none does."""
        return [
            f"the consumer group {name!r} of {self._stream} has not read or not acknowledged what came before "
            f"{_moment(place)} and is not waited for any more; what it lacks is in the log, as docs/subscribe.md says; "
            f"if nobody needs it: XGROUP DESTROY {self._stream} {name}"
            for name, place in sorted(self._left_behind.items())
        ]

    async def trim(self, client: "Redis", below: EntryId) -> int:
        """Drop the entries before `below` that nobody is waited for; how many, about."""
        now, _ = await client.time()
        self._ages.look(int(now), await last_generated(client, self._stream))
        young = self._ages.before(int(now), self._kept)
        patience = timedelta() if await _is_crowded(client) else self._patience
        waited_for = self._ages.before(int(now), self._kept + patience)
        groups = await client.xinfo_groups(self._stream)
        needed = {_name(group): await self._needed(client, group) for group in groups}
        behind = [name for name, place in needed.items() if await self._has(client, place, waited_for)]
        self._note(behind, waited_for, {_name(group): EntryId.of(group["last-delivered-id"]) for group in groups})
        below = min(below, young, *(max(place, waited_for) for place in needed.values()))
        dropped = 0
        while removed := await client.xtrim(self._stream, minid=str(below), approximate=True):  # `~` stops early
            dropped += int(removed)
        return dropped

    async def _needed(self, client: "Redis", group: dict[str, Any]) -> EntryId:
        """The first entry that a group may still have to do with."""
        read = EntryId.of(group["last-delivered-id"])
        following = EntryId(read.milliseconds, read.number + 1)
        if not group["pending"]:
            return following
        pending = await client.xpending(self._stream, group["name"])
        return min(following, EntryId.of(pending["min"])) if pending["min"] else following

    async def _has(self, client: "Redis", place: EntryId, before: EntryId) -> bool:
        """Whether there are entries from `place` on and before another."""
        return place < before and bool(await client.xrange(self._stream, str(place), f"({before}", count=1))

    def _note(self, behind: list[str], waited_for: EntryId, read: dict[str, EntryId]) -> None:
        """Remember who is left behind, until it has read on."""
        before = self._left_behind
        self._left_behind = {
            name: place for name, place in before.items() if read.get(name, place) < place
        } | dict.fromkeys(behind, waited_for)
        for name in self._left_behind.keys() - before.keys():
            log.warning("a consumer group is not waited for any more", stream=self._stream, group=name)
        LEFT_BEHIND.labels(self._stream).set(len(self._left_behind))


class _Ages:
    """How old entries are. Their ids tell; where those are ahead of the server's clock, for that was set back and new
    entries are numbered on from the last one, looks at the newest one do.
    """

    def __init__(self, longest: timedelta) -> None:
        self._longest = longest.total_seconds()
        self._looks: deque[tuple[int, EntryId]] = deque()
        """When, by the server's clock in seconds, which entry was the newest; empty while the ids tell."""

    def look(self, now: int, newest: EntryId) -> None:
        """Note that it is `now`, and which entry is the newest."""
        if newest.milliseconds <= now * 1000:
            self._looks.clear()
        elif not self._looks or now - self._looks[-1][0] >= self._longest / MOST_LOOKS:
            self._looks.append((now, newest))
        while len(self._looks) > 1 and now - self._looks[1][0] >= self._longest:
            self._looks.popleft()

    def before(self, now: int, age: timedelta) -> EntryId:
        """The entries before this one are older than `age`."""
        seen = [newest for at, newest in self._looks if now - at >= age.total_seconds()]
        return max([_ago(now, age), *seen])


async def _is_crowded(client: "Redis") -> bool:
    memory = await client.info("memory")
    most = int(memory.get("maxmemory", 0))
    return most > 0 and int(memory["used_memory"]) > CROWDED * most


def _ago(now: int, age: timedelta) -> EntryId:
    return EntryId(max(0, int((now - age.total_seconds()) * 1000)), 0)


def _moment(place: EntryId) -> str:
    return f"{datetime.fromtimestamp(place.milliseconds / 1000, UTC):%Y-%m-%d %H:%M} UTC"


def _name(group: dict[str, Any]) -> str:
    return bytes(group["name"]).decode(errors="replace")
