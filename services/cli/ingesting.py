"""`tocsin ingest`: articles from files, folders and standard input to the ingest service."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from services.ingest.client import Listener
    from services.ingest.sources.forms import Fault, Given

HERE: Final = "http://127.0.0.1:8081"
Ingest = Annotated[str, typer.Option(envvar="TOCSIN_INGEST_URL", help="Where the ingest service listens.")]


def ingest(
    what: Annotated[
        list[str],
        typer.Argument(metavar="PATH…", help="Files, folders, addresses of web pages; - is standard input."),
    ],
    *,
    published: Annotated[
        str | None,
        typer.Option(help="When it was published, such as 2024-10-27 or 2024-10-27T09:30:00+09:00."),
    ] = None,
    source: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it can be read (one article).")] = None,
    title: Annotated[str | None, typer.Option(help="Its headline (one article).")] = None,
    language: Annotated[str | None, typer.Option(help="Its language, such as en; detected if it is missing.")] = None,
    encoding: Annotated[
        str | None, typer.Option(help="What texts are encoded in, if it is not UTF-8, such as cp1252.")
    ] = None,
    to: Ingest = HERE,
) -> None:
    """Give articles to the ingest service: text, HTML, JSON, NDJSON, CSV, mail, gzip of these, or a page's address.

    In a plain text, a first line that is followed by an empty one is the title. JSON, NDJSON and CSV have the fields
    title, text (or html), published_at, url, source, language and id; the options fill in what a record leaves out, and
    prevail over what a page says of itself. An article without any date is dated by its receipt. What was given before
    is not doubled, so an import that broke off is simply given again.
    """
    from services.ingest.client import ServiceAway, send
    from services.ingest.sources.forms import Given

    given = Given(title=title, published_at=published, source=source, url=url, language=language)
    pages = [one for one in what if one.lower().startswith(("http://", "https://"))]
    paths = [Path(one) for one in what if one not in pages]
    _check(what, given)
    summary = None
    try:
        with _listening(paths) as listener:
            summary = send(paths, to, pages=pages, given=given, encoding=encoding, listener=listener)
    except ServiceAway as error:
        _say(f"tocsin: {error}")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        _say("tocsin: stopped; what was answered is in: give the same files again for the rest")
        raise typer.Exit(130) from None
    one = f": {summary.ids[0]}" if summary.taken == 1 and summary.ids else ""
    sys.stdout.write(f"{summary}{one}\n")
    if summary.refused:
        raise typer.Exit(1)


def _check(what: list[str], given: "Given") -> None:
    """Refuse at once what is wrong with the options themselves."""
    from services.ingest.publication import UnreadableDate, parse_publication

    several = len(what) > 1 or Path(what[0]).is_dir()
    if several and (given.url or given.title):
        name = "--url" if given.url else "--title"
        _say(f"tocsin: {name} is of one article: give one file, or NDJSON in which each line has its own")
        raise typer.Exit(2)
    if given.published_at is not None:
        try:
            parse_publication(given.published_at)
        except UnreadableDate as error:
            _say(f"--published: {error}")
            raise typer.Exit(2) from None


@contextmanager
def _listening(paths: list[Path]) -> Iterator["Listener"]:
    """Tell faults on standard error; on a terminal above a bar that shows rate and remaining time."""
    from services.ingest.client import Listener

    if not sys.stderr.isatty():
        yield Listener(fault=_tell, note=_tell)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from services.ingest.client import size_of

    columns = (
        SpinnerColumn(),
        BarColumn(),
        TextColumn("{task.fields[articles]:,} articles, {task.fields[rate]:,.0f}/s"),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as progress:
        task = progress.add_task("", total=size_of(paths), articles=0, rate=0.0)

        def advance(articles: int, size: int) -> None:
            shown = progress.tasks[0]
            count = shown.fields["articles"] + articles
            progress.update(task, advance=size, articles=count, rate=count / (shown.elapsed or 1.0))

        def tell(fault: "Fault") -> None:
            progress.console.print(f"{fault.where}: {fault.detail}", markup=False, soft_wrap=True)

        yield Listener(fault=tell, note=tell, progress=advance)


def _tell(fault: "Fault") -> None:
    _say(f"{fault.where}: {fault.detail}")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
