"""`tocsin alerts`: list, show, acknowledge, silence and resend alerts, and ask why something did not ring."""

import json
import sys
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

import typer

from services.cli.asking import HERE, Alerts, ask, document, fail, moment, plain

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)

Id = Annotated[str, typer.Argument(metavar="ALERT", help="The alert's id, as `tocsin alerts list` shows it.")]
By = Annotated[str, typer.Option(envvar="USER", help="Who does it; you, if it is left out.")]
Signals = Annotated[list[str] | None, typer.Option("--signal", help="Signals, such as foreign-deployment.")]

Countries = Annotated[list[str] | None, typer.Option("--country", help="Codes or names, such as PRK or South Korea.")]


class Form(StrEnum):
    """How an alert is printed."""

    TEXT = "text"
    JSON = "json"
    CAP = "cap"
    ATOM = "atom"


@app.command("list")
def list_(
    *,
    level: Annotated[int | None, typer.Option(help="Only alerts of this level and above.")] = None,
    signal: Signals = None,
    country: Countries = None,
    status: Annotated[
        list[str] | None, typer.Option(help="pending, raised, updated, acknowledged, resolved, cancelled.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many at most.")] = 20,
    url: Alerts = HERE,
) -> None:
    """List the alerts, those told last first. In a pipe each line is one alert as JSON."""
    asked = {"level_min": level, "signal": signal, "country": country, "status": status, "limit": limit}
    found = ask(url, "GET", "/v1/alerts", **asked)["items"]
    for alert in found:
        sys.stdout.write(f"{_row(alert)}\n" if sys.stdout.isatty() else f"{json.dumps(alert, ensure_ascii=False)}\n")
    if not found and sys.stdout.isatty():
        sys.stdout.write("no alert matches\n")


@app.command()
def show(
    alert: Id,
    *,
    form: Annotated[Form, typer.Option("--format", help="As text, JSON, CAP 1.2 or Atom.")] = Form.TEXT,
    url: Alerts = HERE,
) -> None:
    """Show one alert: its proof, and all that was told of it."""
    if form is not Form.TEXT:
        sys.stdout.buffer.write(document(url, f"/v1/alerts/{alert}", format=form.value) + b"\n")
        return
    found = ask(url, "GET", f"/v1/alerts/{alert}")
    now = found["alert"]
    lines = [_row(now), f"    {now['signal']}, by the rule {now['rule']}, in the story {now['story']}", ""]
    for item in now["evidence"]:
        article = item["article"]
        lines.append(f"“{item['quote']['text']}”")
        lines.append(
            f"    {article['source'] or 'unknown source'}, {article['published_at'][:10]}  {article['url'] or ''}"
        )
    lines += ["", f"Next: {now['runbook']}", ""]
    for message in found["history"]:
        told, at = message["data"], _minute(message["recordedtime"])
        lines.append(f"{at}  r{told['revision']} {told['status']} {told['level']}")
        lines += [f"    {change}" for change in told["changes"]]
    sys.stdout.write("".join(f"{plain(line)}\n" for line in lines))


@app.command()
def ack(
    alert: Id,
    *,
    by: By = "",
    note: Annotated[str, typer.Option(help="What subscribers should know of it.")] = "",
    url: Alerts = HERE,
) -> None:
    """Say that you look after an alert; subscribers are told."""
    if not by:
        fail("say who acknowledges: --by NAME")
    found = ask(url, "POST", f"/v1/alerts/{alert}/ack", body={"by": by, "note": note})
    sys.stdout.write(f"{_row(found)}\n")


@app.command()
def silence(
    *,
    alert: Annotated[list[str] | None, typer.Option(help="Ids of alerts.")] = None,
    rule: Annotated[list[str] | None, typer.Option(help="Ids of rules.")] = None,
    signal: Signals = None,
    country: Countries = None,
    story: Annotated[list[str] | None, typer.Option(help="Ids of stories.")] = None,
    level_min: Annotated[int | None, typer.Option(help="From this level up.")] = None,
    level_max: Annotated[int | None, typer.Option(help="Up to this level.")] = None,
    lasts: Annotated[str, typer.Option("--for", help="How long: 90m, 4h, 2d.")] = "4h",
    reason: Annotated[str, typer.Option(help="Why; it is shown with what is silenced.")],
    by: By = "",
    url: Alerts = HERE,
) -> None:
    """Let chosen alerts ring nobody for a while: those that fit all that is said. They are recorded all the same."""
    if not by:
        fail("say who silences: --by NAME")
    lists = {"alert": alert, "rule": rule, "signal": signal, "country": country, "story": story}
    matches: dict[str, Any] = {name: _parts(values) for name, values in lists.items() if values}
    matches |= {name: v for name, v in (("level_min", level_min), ("level_max", level_max)) if v is not None}
    ends = datetime.now(UTC) + _duration(lasts)
    body = {"matches": matches, "by": by, "reason": reason, "ends_at": ends.isoformat()}
    made = ask(url, "POST", "/v1/silences", body=body)
    sys.stdout.write(f"{made['id']} until {_minute(made['ends_at'])} UTC\n")


@app.command()
def silences(*, url: Alerts = HERE) -> None:
    """List the silences, those that hold or will hold first."""
    found = ask(url, "GET", "/v1/silences")["items"]
    for item in sorted(found, key=lambda silence: silence["state"] == "ended"):
        what = ", ".join(f"{name} {_said(value)}" for name, value in item["matches"].items())
        until = _minute(item["ends_at"])
        line = f"{item['state']:8}{item['id']}  until {until} UTC  {what}  ({item['by']}: {item['reason']})"
        sys.stdout.write(f"{plain(line)}\n")
    if not found:
        sys.stdout.write("no silences\n")


@app.command()
def unsilence(
    silence_id: Annotated[str, typer.Argument(metavar="SILENCE", help="Its id, as `silences` shows it.")],
    *,
    url: Alerts = HERE,
) -> None:
    """End a silence now."""
    ask(url, "DELETE", f"/v1/silences/{silence_id}")
    sys.stdout.write(f"{silence_id} has ended\n")


@app.command()
def why(
    alert: Annotated[str | None, typer.Argument(metavar="[ALERT]", help="What became of this alert.")] = None,
    *,
    article: Annotated[str | None, typer.Option(help="What became of this article's events.")] = None,
    event: Annotated[str | None, typer.Option(help="What became of this event.")] = None,
    rule: Annotated[str | None, typer.Option(help="What this rule decided.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many at most.")] = 20,
    url: Alerts = HERE,
) -> None:
    """Say why something rang, or did not: the decisions, the last one first."""
    found = ask(url, "GET", "/v1/decisions", article=article, event=event, alert=alert, rule=rule, limit=limit)["items"]
    for item in found:
        line = f"{_minute(item['at'])}  {item['verdict']:<7} {item['rule']:<30} {item['reason']}"
        sys.stdout.write(f"{plain(line)}\n")
    if not found:
        sys.stdout.write("no rule asked for it, if it is there: `tocsin rules explain` shows what is read in a text\n")


@app.command()
def redeliver(
    receiver: Annotated[str, typer.Argument(help="The receiver, as `tocsin receivers list` shows it.")],
    *,
    alert: Annotated[str | None, typer.Option(help="All that it was told of this alert.")] = None,
    since: Annotated[str | None, typer.Option(help="All that it was told since: 2024-10-27.")] = None,
    all_since: Annotated[
        str | None, typer.Option(help="All that its routes lead to since, told or not: for a new receiver.")
    ] = None,
    dead: Annotated[bool, typer.Option("--dead-letters", help="All that it did not take.")] = False,
    url: Alerts = HERE,
) -> None:
    """Send to a webhook again; each message keeps its webhook-id."""
    asked: dict[str, Any] = {}
    if alert is not None:
        asked["alert"] = alert
    if since is not None:
        asked["since"] = moment(since, "--since").isoformat()
    if all_since is not None:
        asked["all_since"] = moment(all_since, "--all-since").isoformat()
    if dead:
        asked["dead_letters"] = True
    if len(asked) != 1:
        fail("say what to send again, one of --dead-letters, --alert, --since and --all-since")
    done = ask(url, "POST", f"/v1/receivers/{receiver}/redeliver", body=asked)
    sys.stdout.write(f"{done['queued']} messages are sent to {receiver} again\n")


def _row(alert: dict[str, Any]) -> str:
    marks = "".join(f" [{mark}]" for mark in ("disputed", "capped", "muted") if alert.get(mark))
    head = f"{alert['level']:>2}  {alert['status']:<12} {alert['id']}"
    return plain(f"{head}  {alert['summary']}{marks}")


def _minute(moment: str) -> str:
    return moment[:16].replace("T", " ")


def _said(value: Any) -> str:
    return " or ".join(map(str, value)) if isinstance(value, list) else str(value)


def _parts(values: list[str]) -> list[str]:
    """Values that were given one by one, or several with commas between them."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _duration(text: str) -> timedelta:
    units = {"m": "minutes", "h": "hours", "d": "days"}
    number, unit = text[:-1], text[-1:]
    if unit not in units or not (number.isascii() and number.isdigit()) or len(number) > 6 or int(number) == 0:
        fail(f"--for: {text!r} is no duration; write a number and m, h or d: 90m, 4h, 2d")
    return timedelta(**{units[unit]: int(number)})
