"""The alerts of the sample articles as a page that a reviewer can read and judge: `seeds/alerts.md`.

`python -m tests.seeds --write` writes it anew. After the last article the clock runs on, so that the page shows how
alerts end.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from tests import seeds
from tocsin.records import Alert

PAGE = seeds.SEEDS / "alerts.md"

HEAD = """\
# What the sample articles ring

Every message that subscribers get when the articles of this folder arrive at the time of their publication: which
alerts ring, in which order, how they change, and how they end. The number in brackets names an alert, in the order of
raising; `r` counts its revisions; "2 of 3" are its independent origins and its articles.
`python -m tests.seeds --write` writes this page anew, a test holds it fresh, and whoever changes what is read or rung
reads the difference.
"""

Line = tuple[datetime, str, int, Alert]


def page() -> str:
    """The whole page."""
    told = list(_told())
    parts = [HEAD]
    for day, lines in groupby(told, key=lambda line: line[0].date()):
        parts.append(f"## {day.day} {day:%B %Y}\n\n" + "\n".join(_of_day(list(lines))) + "\n")
    parts.append("## Articles that ring nothing\n\n" + "\n".join(_silent(told)) + "\n")
    return "\n".join(parts)


def write() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), "utf-8")


def _told() -> Iterator[Line]:
    """Each message with its moment, what made it, and the number of its alert."""
    numbers: dict[str, int] = {}
    for at, cause, alert in seeds.told():
        yield at, cause, numbers.setdefault(alert.id, len(numbers) + 1), alert


def _of_day(lines: list[Line]) -> Iterator[str]:
    for cause, of in groupby(lines, key=lambda line: line[1]):
        told = list(of)
        expired = [f"[{number}] {alert.rule}" for _, _, number, alert in told if _has_expired(alert)]
        if expired:
            yield f"- by the clock: **resolved** for want of news: {', '.join(expired)}"
        left = [line for line in told if not _has_expired(line[3])]
        if left:
            yield f"- {left[0][0]:%H:%M} by {cause}:"
            for _, _, number, alert in left:
                yield from _message(number, alert)


def _has_expired(alert: Alert) -> bool:
    return alert.status == "resolved" and alert.changes[0].startswith("resolved: no news")


def _message(number: int, alert: Alert) -> Iterator[str]:
    marks = [name for name, is_so in (("disputed", alert.disputed), ("capped", alert.capped)) if is_so]
    risen = alert.status != "raised" and alert.previous_level not in (None, alert.level)
    level = f"{alert.previous_level} → {alert.level}" if risen else f"{alert.level}"
    facts = ", ".join([f"level {level}", f"{alert.origins} of {alert.articles}", *marks])
    yield f"  - **{alert.status} [{number}]** r{alert.revision} `{alert.rule}`, {facts}: {alert.summary}"
    said = [change for change in alert.changes if not change.startswith("first told by ")]
    yield from (f"    - {change}" for change in said)


def _silent(told: list[Line]) -> Iterator[str]:
    causes = {cause for _, cause, _, _ in told}
    for name, wanted in seeds.expected()["articles"].items():
        if name not in causes:
            kind = "ordinary news" if wanted.get("ordinary") else "tells nothing that is new"
            yield f"- {name}: {kind}"
