"""`tocsin tail`: follow alerts, events or articles as they come; for people on a terminal, NDJSON in a pipe."""

import json
import os
import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from services.cli.asking import plain
from tocsin.faults import without_password

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tocsin.messages import AnyMessage
    from tocsin.records import Alert, Article, EmptyReading, RecordedEvent, Regrouping

_ENTRY_ID: Final = re.compile(r"\$|[0-9]+(-[0-9]+)?")


class Stream(StrEnum):
    """What can be followed."""

    ALERTS = "alerts"
    EVENTS = "events"
    ARTICLES = "articles"


def tail(
    stream: Annotated[Stream, typer.Argument(help="What to follow.")] = Stream.ALERTS,
    redis_url: Annotated[
        str, typer.Option(envvar="TOCSIN_REDIS_URL", help="The server with the streams; else the one of `tocsin up`.")
    ] = "",
    data: Annotated[Path, typer.Option(envvar="TOCSIN_DATA", help="The folder of `tocsin up`.")] = Path("data"),
    since: Annotated[str, typer.Option(help="Begin after this entry id; 0 for the beginning, $ for now.")] = "0",
    follow: Annotated[bool, typer.Option(help="Wait for more; without it stop at the end.")] = True,
    level: Annotated[int | None, typer.Option(help="Only alerts of this level and above.")] = None,
) -> None:
    """Follow alerts, events or articles as they come. In a pipe each line is one message as it is on the wire."""
    from redis.exceptions import RedisError

    if not _ENTRY_ID.fullmatch(since):
        sys.stderr.write(f"--since: {plain(since)!r} is no entry id; write 0, $ or one such as 1730000000000-0\n")
        raise typer.Exit(2)
    url = redis_url or _embedded(data)
    show = _readable() if sys.stdout.isatty() else _line
    try:
        for raw in _entries(url, f"tocsin:{stream}", since, follow=follow):
            if level is None or _level(raw) >= level:
                show(raw)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except (RedisError, OSError, ValueError) as error:
        sys.stderr.write(f"{plain(without_password(url))}: {error}; is `tocsin up` running?\n")
        raise typer.Exit(1) from None


def _embedded(data: Path) -> str:
    """The server that `tocsin up` runs on `data`; the usual address if it runs none there."""
    try:
        port = int(json.loads((data / "valkey" / "server.json").read_text())["port"])
    except (OSError, ValueError, KeyError, TypeError):
        port = 6379
    return f"redis://127.0.0.1:{port}/0"


def _entries(url: str, stream: str, since: str, *, follow: bool) -> Iterator[bytes]:
    import redis

    from tocsin.streams import entry_bytes

    client = redis.Redis.from_url(url, socket_timeout=10)
    place: Any = since
    if since == "$":  # the server means another entry by it at each look
        last: Any = client.xrevrange(stream, count=1)
        place = last[0][0] if last else "0"
    while True:
        answer: Any = client.xread({stream: place}, count=100, block=5000 if follow else None)
        entries = answer[0][1] if answer else []
        for entry_id, fields in entries:
            place = entry_id
            yield entry_bytes(fields)
        if not entries and not follow:
            return


def _line(raw: bytes) -> None:
    sys.stdout.buffer.write(raw.replace(b"\n", b" ") + b"\n")
    sys.stdout.buffer.flush()


def _level(raw: bytes) -> int:
    from tocsin.messages import BadMessage, parse
    from tocsin.records import Alert

    try:
        data = parse(raw).data
    except BadMessage:
        return 9  # shown, so that somebody sees it
    return data.level if isinstance(data, Alert) else 9


def _readable() -> Any:
    from rich.console import Console

    from tocsin.messages import BadMessage, parse

    console = Console(highlight=False)

    def show(raw: bytes) -> None:
        try:
            console.print(told(parse(raw)))
        except BadMessage as error:
            console.print(f"not a message of tocsin: {error}", style="red", markup=False)

    return show


def told(message: "AnyMessage") -> "RenderableType":
    """A message as a person reads it in a terminal."""
    from tocsin.records import Alert, Article, EmptyReading, RecordedEvent, Regrouping

    match message.data:
        case Alert() as alert:
            return _alert(alert, message.time)
        case Article() as article:
            return _article(article)
        case RecordedEvent() as record:
            return _event(record)
        case EmptyReading() as reading:
            return _empty(reading)
        case Regrouping() as regrouping:
            return _regrouping(regrouping, message.time)
        case _:
            return message.type


def _article(article: "Article") -> "RenderableType":
    from rich.text import Text

    line = Text(f"{article.published_at:%Y-%m-%d %H:%M}  ", style="dim")
    line.append(plain(article.title or article.text[:80]), "bold")
    return line.append(f"  {plain(article.source or '')}", "dim")


def _empty(reading: "EmptyReading") -> "RenderableType":
    from rich.text import Text

    why = f"not read ({reading.unread})" if reading.unread else "no event"
    article = reading.article
    line = Text(f"{article.published_at:%Y-%m-%d}  {why}  ", style="dim")
    return line.append(plain(article.title or article.id)).append(f"  {plain(article.source or '')}", "dim")


def _regrouping(regrouping: "Regrouping", time: Any) -> "RenderableType":
    from rich.text import Text

    line = Text(f"{time:%Y-%m-%d}  ", style="dim")
    count = len(regrouping.articles)
    line.append(f"{count} article{'s' if count > 1 else ''} put from ")
    line.append(plain(regrouping.story), "bold").append(" into ").append(plain(regrouping.into), "bold")
    return line.append(f"  {plain(regrouping.reason)} ({plain(regrouping.by)})", "dim")


def _event(record: "RecordedEvent") -> "RenderableType":
    from rich.text import Text

    event = record.event
    line = Text(f"{(event.occurred.start or '?')[:10]:<10}  ", style="dim")
    line.append(f"{event.type}{'/' + event.mode if event.mode else ''}  ", "cyan")
    line.append(plain(", ".join(who.text for who in event.actors) or "?"), "bold")
    if event.recipients:
        line.append(" → ").append(plain(", ".join(who.text for who in event.recipients)), "bold")
    line.append(f"  {event.modality}", "dim")
    return line.append(f"\n            “{plain(event.evidence.text)}”", "dim")


_STYLES = ((7, "bold white on red"), (5, "bold red"), (3, "yellow"), (0, "cyan"), (-9, "green"))


def _alert(alert: "Alert", time: Any) -> "RenderableType":
    from rich.text import Text

    style = next(style for level, style in _STYLES if alert.level >= level)
    line = Text(f"{time:%Y-%m-%d %H:%M}  ", style="dim")
    line.append(f"{alert.level:>2} ", style).append(f"{alert.signal} ", style)
    line.append(f"{alert.status} r{alert.revision}", "bold" if alert.status == "raised" else "dim")
    if alert.disputed:
        line.append("  disputed", "magenta")
    if alert.capped:
        line.append("  capped", "magenta")
    line.append(f"\n    {plain(alert.summary)}", "not dim")
    for change in alert.changes:
        line.append(f"\n    · {plain(change)}", "dim")
    newest = alert.evidence[-1]
    source = f"{newest.article.source or 'unknown source'}, {newest.article.published_at:%d %b %Y}"
    line.append(f"\n    “{plain(newest.quote.text)}” ", "not dim italic").append(f"({plain(source)})", "dim")
    return line
