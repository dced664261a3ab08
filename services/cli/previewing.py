"""`tocsin rules preview`: new rules tried over the timeline's log, read from its file or over HTTP."""

import gc
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from services.cli.asking import connect, moment, plain

if TYPE_CHECKING:
    from services.alerts.rules import RuleBook
    from services.alerts.trials.preview import Preview

PAGE: Final = 1000

_GARBAGE: Final = 50_000
"""Objects after which those that refer to each other are looked for: what rules remember is much, and never does."""

TYPES: Final = (
    "tocsin.event.recorded.v1", "tocsin.article.read.v1", "tocsin.story.merged.v1", "tocsin.story.split.v1",
)  # fmt: skip
"""What the alerts follow of the log."""

Event = tuple[int, int, bytes]
"""A position, the last position of the log, and the message that is there."""


def merged(book: "RuleBook", path: Path) -> "RuleBook":
    """The rules of a folder; or the book with the rule of one file in the place of that of the same id.

    Raises FormInvalid.
    """
    from services.alerts.rules import load
    from services.alerts.rules.loading import with_one

    return load(path) if path.is_dir() else with_one(book, path)


def of_file(path: Path) -> Iterator[Event]:
    """What the alerts follow, of a timeline's file, in order. Raises sqlite3.Error."""
    import sqlite3

    query = """
        SELECT position, CAST(data AS BLOB) FROM log
        WHERE type IN (SELECT value FROM json_each(?)) AND length(data) > 0 ORDER BY position"""
    with sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True) as connection:
        [(last,)] = connection.execute("SELECT position FROM head").fetchall()
        for position, data in connection.execute(query, (json.dumps(TYPES),)):
            yield position, last, data
    connection.close()


def of_service(url: str) -> Iterator[Event]:
    """What the alerts follow, of a timeline's feed, in order. Raises httpx.HTTPError, and ValueError if it refuses."""
    with connect(url, 60) as client:
        place: str | None = None
        while True:
            asked: dict[str, str | int] = {"kind": "event,reading,story", "format": "ndjson", "limit": PAGE}
            if place is not None:
                asked["after"] = place
            answer = client.get("/v1/feed", params=asked)
            if answer.status_code != 200:
                raise ValueError(answer.json()["detail"])
            for line in answer.content.splitlines():
                position, message = _row(line)
                if message != b"null":  # else it was redacted
                    yield position, int(answer.headers["tocsin-as-of"]), message
            if answer.headers["tocsin-next"] == place:
                return
            place = answer.headers["tocsin-next"]


def _row(line: bytes) -> tuple[int, bytes]:
    """The position and the message of a line of the feed, whose form is `{"position":…,…,"message":…}`."""
    head, _, message = line.partition(b',"message":')
    return int(head.partition(b":")[2].partition(b",")[0]), message[:-1]


class Progress:
    """How far it is, on one line of a terminal."""

    def __init__(self) -> None:
        self._began = self._told = time.monotonic()

    def at(self, position: int, last: int, events: int) -> None:
        """Tell it, at most ten times a second."""
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._told > 0.1:
            self._told = now
            spent = now - self._began
            left = spent / position * (last - position) if position else 0.0
            share = f"{position / last:.0%}" if last else ""
            sys.stderr.write(
                f"\r{share} of the log, {events:,} events, {events / spent:,.0f}/s, {left:,.0f} s left\033[K"
            )

    def end(self) -> float:
        """Clear the line; the seconds it took."""
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K")
        return time.monotonic() - self._began


def run(preview: "Preview", events: Iterator[Event]) -> float:
    """Fold all of it; the seconds it took. One that can't be read any more is passed over, and said."""
    from tocsin.messages import ArticleRead, BadMessage, EventRecorded, StoryMerged, StorySplit, parse

    gc.freeze()
    gc.set_threshold(_GARBAGE)
    progress, count, bad = Progress(), 0, 0
    for position, last, raw in events:
        try:
            message = parse(raw)
        except BadMessage:
            bad += 1
            continue
        if isinstance(message, EventRecorded | ArticleRead | StoryMerged | StorySplit):
            preview.take(message)
            count += 1
            progress.at(position, last, count)
    spent = progress.end()
    if bad:
        sys.stderr.write(f"{bad:,} records could not be read and are left out\n")
    return spent


def report(preview: "Preview", spent: float, *, as_json: bool, whole: bool, most: int) -> None:
    """Print what differs."""
    from services.alerts.trials.preview import facts, lines

    if not as_json:
        sys.stdout.write("".join(f"{plain(line)}\n" for line in lines(preview, None if whole else most)))
        sys.stdout.write(f"\n({spent:.1f} s)\n")
        return
    rows: list[dict[str, Any]] = [{"change": "newly", **facts(rang)} for rang in preview.newly()]
    rows += [{"change": "no_longer", **facts(rang)} for rang in preview.no_longer()]
    rows += [{"change": "level", "before": old.level, **facts(new)} for old, new in preview.relevelled()]
    sys.stdout.write("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows))


def preview(
    new: Path,
    old: Path | None,
    *,
    since: str,
    data: Path | None,
    url: str,
    every: bool,
    as_json: bool,
    whole: bool,
    most: int,
) -> None:
    """Try the rules. Exits with 2 if they are not in order, with 1 if the log can't be read."""
    import sqlite3

    import httpx

    from services.alerts.forms import FormInvalid
    from services.alerts.rules import load
    from services.alerts.trials.preview import Preview, differing

    try:
        before = load(old) if old else load()
        after = merged(before, new)
    except FormInvalid as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(2) from None
    begin = moment(since, "--since") if since else None
    if not every and not differing(before, after):
        sys.stderr.write("no rule rings otherwise: the rules are those of today (--every-rule counts them)\n")
        return
    tried = Preview.of(before, after, begin, every=every)
    try:
        spent = run(tried, of_file(data / "timeline.db") if data else of_service(url))
    except (sqlite3.Error, httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError) as error:
        where = f"{data / 'timeline.db'}: {error}" if data else f"no log from {url}: {error}; is `tocsin up` running?"
        sys.stderr.write(f"{where}\n")
        raise typer.Exit(1) from None
    report(tried, spent, as_json=as_json, whole=whole, most=most)
