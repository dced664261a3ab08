"""The reading of an article as a person may check it: the text with its spans marked, and why each event is one."""

from typing import Final

from rich.console import Console, Group
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from tocsin.coding.reading import Actor, Event, NonEvent, Occurred, Reading, Span, Timex
from tocsin.records import Article

_TRIGGER: Final = "bold reverse"
_SILENT: Final = "dim underline"
_ACTOR: Final = "cyan"
_TIME: Final = "green"
_QUANTITY: Final = "magenta"
_PLACE: Final = "yellow"


def explain(article: Article, reading: Reading, console: Console | None = None) -> None:
    """Shows an article: who (cyan), when (green), how many (magenta), where (yellow), what (reversed), then why."""
    console = console or Console()
    title = _marked(article.title, "title", reading)
    body = _marked(article.text, "text", reading)
    heading = f"{_safe(article.id)} · published {article.published_at:%Y-%m-%d} · codebook {reading.codebook}"
    console.print(Panel(Group(title, Text(), body) if article.title else body, title=heading, title_align="left"))
    console.print(_events(reading.events) if reading.events else Text("No event.", style="bold"))
    if reading.silences:
        console.print(_silences(reading.silences))


def _harmless(text: str) -> str:
    """The text, as long as it is, without what a terminal would obey."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _safe(text: str) -> str:
    """Text of others amid markup of ours."""
    return escape(_harmless(text))


def _marked(text: str, field: str, reading: Reading) -> Text:
    shown = Text(_harmless(text))

    def mark(span: Actor | Span | Timex, style: str) -> None:
        if span.field == field:
            shown.stylize(style, span.start, span.end)

    for time in reading.times:
        mark(time, _TIME)
    for silence in reading.silences:
        mark(silence.trigger, _SILENT)
    for event in reading.events:
        for actor in (*event.actors, *event.recipients):
            mark(actor, _ACTOR)
        for quantity in event.quantities:
            if quantity.field == field:
                shown.stylize(_QUANTITY, quantity.start, quantity.end)
        if event.place is not None and event.place.field == field:
            shown.stylize(_PLACE, event.place.start, event.place.end)
    for event in reading.events:
        mark(event.trigger, _TRIGGER)
    return shown


def _events(events: tuple[Event, ...]) -> Group:
    lines = [Text("Events", style="italic")]
    for number, event in enumerate(events):
        act = f"{event.type}/{event.mode}" if event.mode else event.type
        about = f" about {event.object}" if event.object else ""
        sense = f" [red]sense: {event.sense}[/red]" if event.sense else ""
        among = event.actors and event.actors == event.recipients
        whom = f"{_names(event.actors)} [dim]{'among themselves, or at home' if among else '→'}[/dim]"
        whom += "" if among else f" {_names(event.recipients)}"
        if event.against:
            whom += f" [dim]against[/dim] {_names(event.against)}"
        lines += [
            Text.from_markup(
                f"{number:3}  [bold]{_safe(event.trigger.text)}[/bold]  {act}{about}{sense}"
                f"  [dim]by {event.pattern}[/dim]"
            ),
            Text.from_markup(f"     {whom}"),
            Text.from_markup(
                f"     {event.modality}, {event.certainty}, {event.stance} · {_when(event.occurred)} · {_source(event)}"
            ),
        ]
    return Group(*lines)


def _names(actors: tuple[Actor, ...]) -> str:
    return ", ".join(f"{_safe(a.text)} [cyan]{a.country or '?'}[/cyan]/{a.sector}" for a in actors) or "–"


def _when(occurred: Occurred) -> str:
    if occurred.start is None and occurred.end is None:
        return "unknown"
    days = occurred.start if occurred.start == occurred.end else f"{occurred.start or '…'} – {occurred.end or '…'}"
    return f"{days} [dim]({occurred.precision}, by {occurred.basis})[/dim]"


def _source(event: Event) -> str:
    source = "says " + (_safe(event.attribution.source.text) if event.attribution.source else "the outlet")
    cue = f" “{_safe(event.attribution.cue)}”" if event.attribution.cue else ""
    hedge = f" [dim]hedge: {_safe(event.attribution.hedge)}[/dim]" if event.attribution.hedge else ""
    return source + cue + hedge


def _silences(silences: tuple[NonEvent, ...]) -> Table:
    table = Table(title="Triggers that made no event", title_justify="left", expand=True)
    for column in ("words", "pattern", "why not"):
        table.add_column(column, overflow="fold")
    for silence in silences:
        table.add_row(_safe(silence.trigger.text), silence.pattern, _safe(silence.reason))
    return table
