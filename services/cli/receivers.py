"""`tocsin receivers`: the webhooks that alerts are sent to, how each is, and what a routes file may say."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from services.cli.asking import HERE, Alerts, ask, plain

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@app.command("list")
def list_(*, url: Alerts = HERE) -> None:
    """Show every receiver: fine or failing since when, what waits, what it did not take."""
    found = ask(url, "GET", "/v1/receivers")["items"]
    for item in found:
        sys.stdout.write(f"{_row(item)}\n")
    if not found:
        sys.stdout.write("no receivers: TOCSIN_ALERTS_ROUTES names the file that says who gets what\n")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="The receiver's name.")],
    *,
    url: Alerts = HERE,
) -> None:
    """Show one receiver and its last dead letters."""
    found = ask(url, "GET", f"/v1/receivers/{name}")
    sys.stdout.write(f"{_row(found)}\n")
    for letter in found["letters"]:
        line = f"    {letter['queued']}  {letter['alert']}  after {letter['attempts']} attempts: {letter['error']}"
        sys.stdout.write(f"{plain(line)}\n")


@app.command()
def check(
    path: Annotated[Path, typer.Argument(help="A routes file.")],
) -> None:
    """Say whether a routes file, and the secrets that it names, are in order."""
    from services.alerts.forms import FormInvalid
    from services.alerts.webhooks.routes import load

    try:
        routes = load(path).routes
    except FormInvalid as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(2) from None
    sys.stdout.write(f"in order: {len(routes.receivers)} receivers, {len(routes.routes)} routes\n")


@app.command()
def schema() -> None:
    """Print the JSON Schema of routes files, for completion in editors."""
    from services.alerts.webhooks.routes import json_schema

    sys.stdout.write(json_schema())


@app.command()
def secret() -> None:
    """Make a new secret for signing. It is kept nowhere: put it where the service and the receiver find it."""
    import secrets

    from services.alerts.webhooks.signing import new_secret

    sys.stdout.write(f"{new_secret(secrets.token_bytes(32))}\n")


def _row(item: dict[str, Any]) -> str:
    when = f"since {item['failing_since']}: {item['error']}" if item["failing_since"] else item["last_success"] or "new"
    counts = f"{item['waiting']} waiting, {item['dead_letters']} dead letters"
    return plain(f"{item['state']:8}{item['name']:20}{item['host']:36}{counts}  {when}")
