"""`tocsin events`: ask the timeline from the terminal."""

import json
import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.asking import connect, fail, plain

if TYPE_CHECKING:
    from rich.table import Table


class Form(StrEnum):
    """How the answer is printed."""

    TABLE = "table"
    NDJSON = "ndjson"
    CSV = "csv"
    GEOJSON = "geojson"
    TIMELINEJS = "timelinejs"
    ICS = "ics"
    ATOM = "atom"
    JSONFEED = "jsonfeed"


_LINES = (Form.NDJSON, Form.CSV)
"""Formats whose pages may follow each other in one file."""


Codes = Annotated[list[str] | None, typer.Option(help="Codes or names, such as PRK, NATO or South Korea.")]


def events(
    words: Annotated[
        list[str] | None, typer.Argument(help="""Words that all stand in the article; '"a phrase"', ' -without'.""")
    ] = None,
    since: Annotated[str | None, typer.Option("--from", help="Still going on then, or later: 2024-10-27.")] = None,
    to: Annotated[str | None, typer.Option(help="Begun by then.")] = None,
    actor: Codes = None,
    recipient: Codes = None,
    against: Codes = None,
    country: Codes = None,
    kind: Annotated[list[str] | None, typer.Option("--type", help="Event types, such as MOBILIZE.")] = None,
    mode: Annotated[list[str] | None, typer.Option(help="Event modes, such as troops.")] = None,
    context: Annotated[list[str] | None, typer.Option(help="Contexts, such as military or cyber.")] = None,
    modality: Annotated[list[str] | None, typer.Option(help="How real: actual, future, considered …")] = None,
    certainty: Annotated[list[str] | None, typer.Option(help="How sure: observed, likely, possible …")] = None,
    stance: Annotated[list[str] | None, typer.Option(help="asserts, denies, confirms, corrects, retracts.")] = None,
    signal: Annotated[list[str] | None, typer.Option(help="Signals, such as foreign-deployment.")] = None,
    level: Annotated[int | None, typer.Option(help="Only events of this level and above.")] = None,
    level_max: Annotated[int | None, typer.Option(help="Only events of this level and below.")] = None,
    place: Annotated[list[str] | None, typer.Option(help="Places, as the texts name them.")] = None,
    bbox: Annotated[str | None, typer.Option(help="A box of degrees: west,south,east,north.")] = None,
    quantity_min: Annotated[float | None, typer.Option(help="A number in it is at least this.")] = None,
    quantity_max: Annotated[float | None, typer.Option(help="A number in it is at most this.")] = None,
    unit: Annotated[list[str] | None, typer.Option(help="What the number counts: soldiers.")] = None,
    evidence: Annotated[str | None, typer.Option(help="Words that all stand in the quoted evidence.")] = None,
    source: Annotated[list[str] | None, typer.Option(help="Publishers.")] = None,
    story: Annotated[list[str] | None, typer.Option(help="Ids of stories.")] = None,
    as_of: Annotated[str | None, typer.Option(help="What was known then: a position or a time.")] = None,
    oldest: Annotated[bool, typer.Option("--oldest", help="The oldest first.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 20,
    form: Annotated[
        Form | None, typer.Option("--format", help="A table on a terminal, NDJSON in a pipe, if it is left out.")
    ] = None,
    url: Annotated[
        str, typer.Option(envvar="TOCSIN_TIMELINE_URL", help="Where the timeline is.")
    ] = "http://127.0.0.1:8080",
) -> None:
    """Ask the timeline for events, the newest first by the time at which they occurred."""
    asked: dict[str, Any] = {
        "q": " ".join(words) if words else None,
        "from": since,
        "to": to,
        "actor": actor,
        "recipient": recipient,
        "against": against,
        "country": country,
        "type": kind,
        "mode": mode,
        "context": context,
        "modality": modality,
        "certainty": certainty,
        "stance": stance,
        "signal": signal,
        "level_min": level,
        "level_max": level_max,
        "place": place,
        "bbox": bbox,
        "quantity_min": quantity_min,
        "quantity_max": quantity_max,
        "unit": unit,
        "evidence": evidence,
        "source": source,
        "story": story,
        "as_of": as_of,
        "order": "oldest" if oldest else None,
    }
    form = form or (Form.TABLE if sys.stdout.isatty() else Form.NDJSON)
    parameters = {name: value for name, value in asked.items() if value not in (None, [])}
    try:
        _print(url, parameters, limit, form)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def _print(url: str, parameters: dict[str, Any], limit: int, form: Form) -> None:
    if form is Form.TABLE:
        pages = _pages(url, parameters, limit, "ndjson")
        _show([json.loads(line) for text in pages for line in text.split("\n") if line])
        return
    if form not in _LINES and limit > 1000:
        sys.stderr.write(f"{form} is one document: at most 1000 events; ask for ndjson or csv, or fewer\n")
        raise typer.Exit(2)
    for number, text in enumerate(_pages(url, parameters, limit, form)):
        # Each page of a table has its head line; one is enough.
        sys.stdout.write(text.partition("\r\n")[2] if form is Form.CSV and number else text)


def _pages(url: str, parameters: dict[str, Any], limit: int, form: str) -> Iterator[str]:
    """The pages as text, in which each line is an item. Exits with 1 and a line for people if there is no answer."""
    import httpx

    cursor: str | None = None
    try:
        with connect(url) as client:
            while limit > 0:
                page = {"limit": min(limit, 1000), "format": form} | ({"cursor": cursor} if cursor else {})
                answer = client.get("/v1/events", params=parameters | page)
                if answer.status_code != 200:
                    fail(_refusal(answer))
                yield answer.text
                cursor = answer.headers.get("tocsin-next")
                if not cursor:
                    return
                limit -= min(limit, 1000)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        fail(f"no answer from {url}: {error}; is `tocsin up` running, or is it --url?")


def _refusal(answer: Any) -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"{answer.url} answers {answer.status_code}: no timeline?"


def _show(items: list[dict[str, Any]]) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    if not items:
        console.print("No event matches.")
        return
    console.print(_table(items))


_TONES = {-3: "green", -2: "green", -1: "green", 0: "white", 1: "cyan", 2: "blue", 3: "magenta", 4: "yellow"}


def _table(items: list[dict[str, Any]]) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    for name, width in (("when", 10), ("level", 5), ("who did what to whom", None), ("evidence", None)):
        table.add_column(name, width=width, ratio=None if width else (3 if name == "evidence" else 2), overflow="fold")
    for item in items:
        level = item["level"]
        tone = "dim" if level is None else _TONES.get(level, "red")
        table.add_row(
            item["event"]["occurred"]["start"] or item["article"]["published_at"][:10],
            Text("" if level is None else str(level), tone),
            Text(_deed(item["event"]), "" if level is None else tone),
            Text(plain(f"“{item['event']['evidence']['text'].strip()}” – {item['article']['source'] or 'unknown'}")),
        )
    return table


def _deed(event: dict[str, Any]) -> str:
    """Who did what to whom, how real and how sure, on one line."""
    act = f"{event['type']} {event['mode'] or ''}".strip()
    others = event["recipients"] and event["recipients"] != event["actors"]  # else among themselves, or at home
    whom = f" → {_names(event['recipients'])}" if others else ""
    doubts = [event["modality"]] if event["modality"] != "actual" else []
    doubts += [event["stance"]] if event["stance"] != "asserts" else []
    doubts += [event["certainty"]] if event["certainty"] not in {"observed", "unknown"} else []
    said = event["attribution"]["source"]
    doubts += [f"says {said['name'] or said['text']}"] if said else []
    tail = f" ({', '.join(doubts)})" if doubts else ""
    return plain(f"{_names(event['actors']) or '?'}: {act}{whom}{tail}")


def _names(actors: list[dict[str, Any]]) -> str:
    return ", ".join(dict.fromkeys(actor["name"] or actor["country"] or actor["text"] for actor in actors))
