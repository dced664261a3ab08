"""`tocsin ingest`: articles from files, folders and standard input to the ingest service."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

if TYPE_CHECKING:
    from services.ingest.client import Listener
    from services.ingest.sources.forms import Fault, Given

HERE: Final = "http://127.0.0.1:8081"
LOOK_SECONDS: Final = 0.5
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
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and take what comes into the folders.")] = False,
    to: Ingest = HERE,
) -> None:
    """Give articles to the ingest service: text, HTML, JSON, NDJSON, CSV, mail, gzip of these, or a page's address.

    In a plain text, a first line that is followed by an empty one is the title. JSON, NDJSON and CSV have the fields
    title, text (or html), published_at, url, source, language and id; the options fill in what a record leaves out, and
    prevail over what a page says of itself. An article without any date is dated by its receipt. What was given before
    is not doubled; an import that broke off is given again as it is, and goes on where it stopped.
    """
    from services.ingest.client import ServiceAway, send
    from services.ingest.sources.forms import Given

    given = Given(title=title, published_at=published, source=source, url=url, language=language)
    _check(what, given, watch=watch)
    pages = [one for one in what if one.lower().startswith(("http://", "https://"))]
    paths = [Path(one) for one in what if one not in pages]

    def give(files: list[Path], addresses: list[str]) -> int:
        with _listening(files) as listener:
            summary = send(files, to, pages=addresses, given=given, encoding=encoding, listener=listener)
        one = f": {summary.ids[0]}" if summary.taken == 1 and summary.ids else ""
        sys.stdout.write(f"{summary}{one}\n")
        sys.stdout.flush()
        return summary.refused

    try:
        if watch:
            _watch(paths, lambda files: give(files, []))
        refused = give(paths, pages)
    except ServiceAway as error:
        _say(f"tocsin: {error}")
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        _say("tocsin: stopped; what was answered is in: give the same files again, and it goes on")
        raise typer.Exit(130) from None
    if refused:
        raise typer.Exit(1)


def _watch(paths: list[Path], give: Callable[[list[Path]], object]) -> NoReturn:
    """Give what comes into the folders, as long as nobody stops it. A service that is away is waited for."""
    from services.ingest.client import ServiceAway
    from services.ingest.sources.watching import Watch

    folders, away = Watch(paths), ""
    while True:
        if come := folders.come():
            try:
                give(come)
                folders.take(come)
                away = ""
            except ServiceAway as error:
                if str(error) != away:
                    _say(f"tocsin: {error}")
                away = str(error)
        time.sleep(LOOK_SECONDS)


def _check(what: list[str], given: "Given", *, watch: bool) -> None:
    """Refuse at once what is wrong with the options themselves."""
    from services.ingest.publication import UnreadableDate, parse_publication

    if watch and "-" in what:
        _say("tocsin: --watch is for folders and files; standard input is read as it comes without it")
        raise typer.Exit(2)
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


_WAITING: Final = "tocsin: waiting: {}"


@contextmanager
def _listening(paths: list[Path]) -> Iterator["Listener"]:
    """Tell faults on standard error; on a terminal above a bar that shows rate and remaining time."""
    from services.ingest.client import Listener

    if not sys.stderr.isatty():
        yield Listener(fault=_tell, note=_tell, waiting=lambda reason: _say(_WAITING.format(reason)))
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

        def wait(reason: str) -> None:
            progress.console.print(_WAITING.format(reason), markup=False, soft_wrap=True)

        yield Listener(fault=tell, note=tell, waiting=wait, progress=advance)


def _tell(fault: "Fault") -> None:
    _say(f"{fault.where}: {fault.detail}")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
