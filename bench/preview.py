"""How long new rules take to be tried over a log: python -m bench.preview [articles, by default 20000]

The log is made of what the coder reads in the sample articles, moved in time and told by ever new outlets: nearly all
of it rings, so that it is harder than the news is. The ceiling is the same log read and parsed, and nothing more.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from services.alerts.rules.loading import SHIPPED
from services.cli.previewing import of_file
from services.timeline.log import log, recording, store
from tests.seeds import articles, reading
from tocsin.coding.reading import Event
from tocsin.messages import EventRecorded, parse
from tocsin.records import ArticleReference, RecordedEvent

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
TOLD_BY = 3
"""Articles that tell one story."""


def readings() -> list[tuple[datetime, tuple[Event, ...]]]:
    """When each sample was published, and what is read in it."""
    return [(article.published_at, reading(name).events) for name, article in articles().items()]


def moved(event: Event, days: int) -> Event:
    """The event so many days later."""

    def later(moment: str | None) -> str | None:
        if moment is None or len(moment) < 10:
            return moment
        day = datetime.fromisoformat(moment[:10]) + timedelta(days=days)
        return f"{day:%Y-%m-%d}{moment[10:]}"

    occurred = event.occurred
    return replace(event, occurred=replace(occurred, start=later(occurred.start), end=later(occurred.end)))


def records(count: int) -> Iterator[EventRecorded]:
    """The event records of so many articles."""
    samples = readings()
    for number in range(count):
        published, events = samples[number // TOLD_BY % len(samples)]
        at = BEGIN + timedelta(minutes=5 * number)
        days = (at.date() - published.date()).days
        article = ArticleReference(
            id=f"art-{number}", title="Sample", source=f"Outlet {number % 97}", url=None, published_at=at
        )
        for place, event in enumerate(events, 1):
            name = f"art-{number}.{place}"
            data = RecordedEvent(
                id=name, article=article, story=f"story-{number // TOLD_BY}", origin=article.id, codebook="0",
                event=moved(event, days), number=place, of=len(events),
            )  # fmt: skip
            yield EventRecorded(id=name, source="/bench", subject=name, time=at, recordedtime=at, data=data)


async def write(path: Path, count: int) -> int:
    """A timeline's file with the log of so many articles; how many events it holds."""
    found = 0
    async with store.opened(path) as database, database.transaction() as connection:
        await log.begin(connection)
        tape = log.Tape.after(await log.read_head(connection), BEGIN)
        for message in records(count):
            tape.append(message.id, message.type, message.to_json())
            found += 1
            if len(tape.rows) == 5000:
                await recording.write(connection, tape, [])
        await recording.write(connection, tape, [])
    return found


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "timeline.db"
        events = asyncio.run(write(path, count))
        begin = time.perf_counter()
        for _, _, raw in of_file(path):
            parse(raw)
        ceiling = time.perf_counter() - begin
        everything = timed(folder, str(SHIPPED), "--every-rule")
        changed = Path(folder) / "foreign-deployment.yaml"
        changed.write_text((SHIPPED / changed.name).read_text().replace("resolved_by: [withdrawal]", "resolved_by: []"))
        one = timed(folder, str(changed))
    print(f"{count:,} articles, {events:,} events; read and parsed alone: {ceiling:.1f} s")
    for what, spent in (("one rule changed", one), ("every rule", everything)):
        print(f"{what:<18}{spent:>7.1f} s {count / spent:>9,.0f} articles/s {spent / ceiling:>6.1f} × the ceiling")


def timed(folder: str, *words: str) -> float:
    """Seconds that `tocsin rules preview` takes."""
    begin = time.perf_counter()
    command = [sys.executable, "-m", "services.cli", "rules", "preview", *words, "--data", folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
