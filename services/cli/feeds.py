"""`tocsin feeds`: which feeds the ingest service polls, and how they are doing."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from services.cli.asking import fail, plain
from services.cli.ingesting import HERE, Ingest

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)

Address = Annotated[str, typer.Argument(help="The address of an RSS, Atom or JSON Feed.")]
Pages = Annotated[bool, typer.Option(help="Fetch the page behind each entry: the feed gives summaries only.")]


@app.command()
def add(url: Address, *, pages: Pages = False, to: Ingest = HERE) -> None:
    """Poll a feed from now on."""
    feed = _ask(to, "POST", "/v1/feeds", {"url": url, "pages": pages})
    sys.stdout.write(f"{feed['url']} is polled from now on\n")


@app.command("list")
def list_(*, to: Ingest = HERE) -> None:
    """Show every feed: its state, the articles it gave, its last success, its next poll, and what is wrong with it."""
    feeds = _ask(to, "GET", "/v1/feeds")["items"]
    for feed in feeds:
        last = f"last {_minute(feed['succeeded_at'])}" if feed["succeeded_at"] else "last never"
        due = f"next {_minute(feed['next_poll'])}" if feed["next_poll"] else "never again"
        sys.stdout.write(f"{feed['state']:8}{feed['articles']:7,} articles  {last:21}  {due:21}  {feed['url']}\n")
        sys.stdout.writelines(f"        {plain(line)}\n" for line in _said_of(feed))
    if not feeds:
        sys.stdout.write("no feeds yet: tocsin feeds add https://…, or a list: tocsin feeds import seeds/feeds.opml\n")


def _said_of(feed: dict[str, Any]) -> Iterator[str]:
    """What there is to know of a feed besides."""
    if feed["failure"]:
        yield feed["failure"] + (f" ({feed['failures']} times in a row)" if feed["failures"] > 1 else "")
    if feed["refused"]:
        yield f"{feed['refused']:,} refused, the last: {feed['refusal']}"
    if feed["noted"]:
        yield f"{feed['noted']:,} odd, the last: {feed['note']}"
    if push := feed["push"]:
        told = f"until {_minute(push['until'])}" if push["until"] else push["reason"] or "it has not answered yet"
        yield f"hub {push['hub']} {push['state']}: {told}"


def _minute(moment: str) -> str:
    return moment[:16].replace("T", " ")


@app.command("test")
def look_at(url: Address, *, to: Ingest = HERE) -> None:
    """Show what a feed holds now; nothing of it is taken."""
    found = _ask(to, "POST", "/v1/feeds/preview", {"url": url})
    sys.stdout.write(f"{found['title'] or 'no title'}: {len(found['items'])} entries\n")
    for entry in found["items"]:
        dated = _minute(entry["dated"] or "no date")
        sys.stdout.write(f"{dated:16}  {entry['characters']:6,} characters  {entry['title'] or '(no title)'}\n")


@app.command()
def remove(
    feed: Annotated[str, typer.Argument(help="The address of the feed, or its id.")], *, to: Ingest = HERE
) -> None:
    """Poll a feed no more; its articles stay."""
    feeds = _ask(to, "GET", "/v1/feeds")["items"]
    found = next((known for known in feeds if feed in {known["id"], known["url"]}), None)
    if found is None:
        fail(f"{feed} is not polled: see tocsin feeds list")
    _ask(to, "DELETE", f"/v1/feeds/{found['id']}")
    sys.stdout.write(f"{found['url']} is polled no more\n")


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="A list of feeds in OPML, as feed readers export it.")],
    *,
    to: Ingest = HERE,
) -> None:
    """Poll every feed of an OPML file."""
    from services.ingest.opml import NoList, read_opml

    try:
        feeds = read_opml(path.read_bytes())
    except OSError as error:
        fail(f"{path}: {error.strerror or error}")
    except NoList as error:
        fail(f"{path} {error}")
    refused = 0
    for feed in feeds:
        try:
            _answer(to, "POST", "/v1/feeds", {"url": feed.url, "pages": feed.pages})
        except _Refused as error:
            sys.stderr.write(f"{plain(feed.url)}: {plain(str(error))}\n")
            refused += 1
    sys.stdout.write(f"{len(feeds) - refused} feeds are polled from now on\n")
    if refused:
        raise typer.Exit(1)


@app.command()
def export(*, to: Ingest = HERE) -> None:
    """Write the list of feeds to standard output, as OPML."""
    from services.ingest.opml import Listed, write_opml

    feeds = _ask(to, "GET", "/v1/feeds")["items"]
    document = write_opml(Listed(feed["url"], feed["title"], feed["pages"]) for feed in feeds)
    sys.stdout.write(document.decode())


class _Refused(Exception):
    """The service does not do it; says why."""


def _ask(to: str, method: str, path: str, body: Any = None) -> Any:
    """The service's answer. Exits with 1 and its reason if it is a refusal or does not come."""
    try:
        return _answer(to, method, path, body)
    except _Refused as error:
        fail(str(error))


def _answer(to: str, method: str, path: str, body: Any = None) -> Any:
    """The service's answer. Raises _Refused; exits with 1 and the reason if none comes."""
    import httpx

    from services.ingest.client import ServiceAway, another_answers, connect, nobody_answers

    try:
        with connect(to) as client:
            answer = client.request(method, path, json=body)
            told: Any = answer.json() if answer.content else None
            if not answer.is_success:
                raise _Refused(str(told["detail"]))
    except ServiceAway as error:
        fail(str(error))
    except httpx.TransportError as error:
        fail(nobody_answers(to, str(error)))
    except (ValueError, KeyError, TypeError):
        fail(another_answers(to))
    return told
