"""Suites of feeds that say in a comment what to expect of them, run through our own reading.

Two forms are known. Those of the feedparser project write conditions in Python on what its parser finds:

    <!--
    Header:      Content-type: application/atom+xml
    Description: …
    Expect:      not bozo and entries[0]['title'] == 'Ferry late'
    -->

Those of the W3C's feed validator name what the validator says (or, with "!", does not say) of the document:

    <!--
      Description:  …
      Expect:       ValidURI{parent:item,element:link}
    -->

Both are turned into claims on a `Feed` of ours. What is said of authors, images or geography nobody here reads: then
the case has to be read without a crash, and what comes out of it has to be sound.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import yaml

from services.ingest.identity import canonical_url
from services.ingest.publication import parse_publication
from services.ingest.sources.feeds import Feed, NoFeed, read_feed
from services.ingest.sources.fragments import plain_text
from services.ingest.submission import Refused, Submission, admit, plain

NOW = datetime(2024, 10, 28, 12, tzinfo=UTC)
WHERE = "http://127.0.0.1:8097/feed.xml"
"""An address that the relative links of a case are resolved against."""

_EXPECTATION = re.compile(r"Description:\s*(?P<about>.*?)\s*Expect:\s*(?P<expect>.*?)\s*-->", re.DOTALL)
_HEADER = re.compile(r"^\s*Header:\s*(?P<name>[\w-]+):\s*(?P<value>.*?)\s*$", re.MULTILINE)
_VERDICT = re.compile(r"!?[A-Z]\w+(?:\{.*\})?", re.DOTALL)

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Case:
    """One document of a suite."""

    name: str
    body: bytes
    headers: dict[str, str]
    expect: str

    @property
    def is_verdict(self) -> bool:
        """Whether it is the validator's: `Expect` names a verdict and is no condition."""
        return _VERDICT.fullmatch(self.expect) is not None


@dataclass
class Outcome:
    """What became of a case: what was claimed and held, and what did not."""

    case: Case
    held: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Deviation:
    """Cases that we read in another way than their suite, on purpose."""

    cases: tuple[str, ...]
    reason: str

    def covers(self, case: Case) -> bool:
        return any(fnmatch(case.name, pattern) for pattern in self.cases)


def deviations(path: Path) -> list[Deviation]:
    return [Deviation(tuple(one["cases"]), one["reason"]) for one in yaml.safe_load(path.read_text())]


def cases(folder: Path) -> Iterator[Case]:
    """Every document below `folder` that says what to expect of it."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".xml", ".json"} and path.is_file():
            body = path.read_bytes()
            said = _comment(body)
            if found := _EXPECTATION.search(said):
                headers = {h["name"].lower(): h["value"] for h in _HEADER.finditer(said[: found.end()])}
                yield Case(path.relative_to(folder).as_posix(), body, headers, found["expect"])


def _comment(body: bytes) -> str:
    """The document as far as its comment can be read whatever it is encoded in."""
    flat = body.replace(b"\x00", b"").decode("latin-1")
    return flat if "Expect:" in flat else body.decode("cp037")


def run(case: Case) -> Outcome:
    """Read a case as a polled feed is read. An exception that is no refusal is a crash, and is raised."""
    outcome = Outcome(case)
    try:
        feed = read_feed(case.body, case.headers, case.headers.get("content-location", WHERE))
    except NoFeed as refused:
        if case.is_verdict and _is_clean(case.expect) and _is_feed(case.body):
            outcome.faults.append(f"a valid feed is refused: {refused}")
        elif any(_reader(path) for path, _ in _claims(case.expect)):
            outcome.faults.append(f"refused: {refused}")
        return outcome
    _check_sound(feed, outcome)
    if case.is_verdict:
        _check_verdict(case, feed, outcome)
    else:
        for path, value in _claims(case.expect):
            if reader := _reader(path):
                _compare(path, reader(feed, path, value), outcome)
    return outcome


def _compare(path: Path_, fault: str | None, outcome: Outcome) -> None:
    if fault is None:
        outcome.held += 1
    else:
        outcome.faults.append(f"{'.'.join(map(str, path))}: {fault}")


def _check_sound(feed: Feed, outcome: Outcome) -> None:
    """Whatever a feed is, what is read out of it is fit to be taken, or refused with words."""
    for entry in feed.entries:
        if entry.url is not None:
            canonical_url(entry.url)
        if entry.published_at is not None:
            parse_publication(entry.published_at)
        try:
            article = admit(entry, received=NOW).article
        except Refused:
            continue
        assert article.published_at.tzinfo is not None
        assert plain(article.title) == article.title


# What feedparser's suite claims


def _claims(expect: str) -> Iterator[tuple[Path_, Any]]:
    """The parts of a condition that say `this == that`, joined by `and`."""
    try:
        tree = ast.parse(expect.strip(), mode="eval").body
    except SyntaxError:
        return
    for part in tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]:
        if isinstance(part, ast.Compare) and len(part.ops) == 1 and isinstance(part.ops[0], ast.Eq):
            for here, there in ((part.left, part.comparators[0]), (part.comparators[0], part.left)):
                try:
                    value = ast.literal_eval(there)
                except ValueError:
                    continue
                if path := _path(here):
                    yield path, value
                    break


def _path(node: ast.expr) -> Path_:
    """`entries[0]['title']` as ("entries", 0, "title"); empty if it is something else."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute) and (base := _path(node.value)):
        return (*base, node.attr)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and (base := _path(node.value)):
        return (*base, node.slice.value)  # type: ignore[arg-type]
    return ()


def _reader(path: Path_) -> Any:
    """How a claim on that place is checked, None if nothing of ours is there."""
    match path:
        case ("feed", "title") | ("feed", "title_detail", "value"):
            return lambda feed, _, value: _same_words(feed.title, value)
        case ("entries", int(), *rest):
            return _ENTRY.get(tuple(rest))
    return None


def _entry(feed: Feed, path: Path_) -> Submission | None:
    number = path[1]
    assert isinstance(number, int)
    return feed.entries[number] if number < len(feed.entries) else None


def _same_words(ours: str | None, value: Any) -> str | None:
    """None if our plain text is what they expect, which may be HTML."""
    wanted = {_words(str(value)), _words(plain_text(str(value)))}
    return None if _words(ours or "") in wanted else f"{ours!r}, not {value!r}"


def _words(text: str) -> str:
    return " ".join(plain(text).split())


def _title(feed: Feed, path: Path_, value: Any) -> str | None:
    entry = _entry(feed, path)
    return _same_words(entry.title if entry else None, value)


def _body(feed: Feed, path: Path_, value: Any) -> str | None:
    """Of several bodies we take the longest: a shorter one may be claimed, a longer one may not."""
    entry = _entry(feed, path)
    text = (entry.text or "") if entry else ""
    wanted = plain_text(str(value))
    return None if len(_words(wanted)) < len(_words(text)) else _same_words(text, value)


def _link(feed: Feed, path: Path_, value: Any) -> str | None:
    entry = _entry(feed, path)
    try:
        wanted = canonical_url(str(value))
    except ValueError:
        wanted = None
    if entry is None:  # an entry without words is no article
        return None
    ours = canonical_url(entry.url) if entry.url else None
    return None if ours == wanted else f"{ours!r}, not {value!r}"


def _identity(feed: Feed, path: Path_, value: Any) -> str | None:
    entry = _entry(feed, path)
    return None if entry is None else _same_words(entry.id, value)


def _source(feed: Feed, path: Path_, value: Any) -> str | None:
    entry = _entry(feed, path)
    return None if entry is None else _same_words(entry.source, value)


def _moment(feed: Feed, path: Path_, value: Any) -> str | None:
    """`value` is a time tuple in UTC. Only the first entry's own date is ours: of several, that of its publication."""
    entry = _entry(feed, path)
    if entry is None:
        return None
    if value is None:
        return None if entry.published_at is None else f"{entry.published_at!r}, not a date that can't be read"
    if entry.published_at is None:
        return f"no date, not {value}"
    ours = parse_publication(entry.published_at).at.astimezone(UTC).replace(microsecond=0)
    wanted = datetime(*value[:6], tzinfo=UTC)
    return None if ours == wanted else f"{ours}, not {wanted}"


_ENTRY: dict[Path_, Any] = {
    ("title",): _title,
    ("title_detail", "value"): _title,
    ("description",): _body,
    ("summary",): _body,
    ("summary_detail", "value"): _body,
    ("content", 0, "value"): _body,
    ("link",): _link,
    ("id",): _identity,
    ("guid",): _identity,
    ("source", "title"): _source,
    ("published_parsed",): _moment,
    ("updated_parsed",): _moment,
    ("created_parsed",): _moment,
}


# What the validator's suite claims


def _is_clean(expect: str) -> bool:
    """Whether the validator finds nothing wrong with the whole document."""
    return expect.partition("{")[0] in {"!Error", "!Warning"}


def _is_feed(body: bytes) -> bool:
    """Whether it is a document of the kind that is polled: the suite has outlines, maps and editing services too."""
    try:
        root = ET.fromstring(body)
    except (ET.ParseError, ValueError):
        return False
    return root.tag.rpartition("}")[2].lower() in {"rss", "feed", "rdf", "entry", "channel"}


def _check_verdict(case: Case, feed: Feed, outcome: Outcome) -> None:
    verdict, _, place = case.expect.partition("{")
    told = dict(part.split(":", 1) for part in place.rstrip("}").split(",") if ":" in part)
    of_entry = told.get("parent") in {"item", "entry"}
    outcome.held += 1  # it is read, and what came out of it is sound: of a faulty document no more is claimed
    if verdict.startswith("Valid") and verdict.endswith("Date") and of_entry and feed.entries:
        dated = feed.entries[0].published_at is not None
        _compare((told.get("element", "date"),), None if dated else "a valid date is not read", outcome)
    if _is_clean(case.expect) or verdict.startswith("Valid"):
        for number, title in enumerate(_titles(case.body)):
            entry = feed.entries[number] if number < len(feed.entries) else None
            _compare(("entries", number, "title"), _same_words(entry.title if entry else None, title), outcome)


def _titles(body: bytes) -> list[str]:
    """The plain titles of the items that have words, read in the simplest way there is."""
    try:
        root = ET.fromstring(body)
    except (ET.ParseError, ValueError):
        return []
    items = [e for e in root.iter() if e.tag.rpartition("}")[2] in {"item", "entry"}]
    found = [[c for c in item if c.tag.rpartition("}")[2] == "title" and "dc" not in c.tag] for item in items]
    simple = all(len(titles) == 1 and titles[0].text and not len(titles[0]) for titles in found)
    return [str(titles[0].text) for titles in found] if simple else []
