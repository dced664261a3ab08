"""`tocsin signals`: articles in (NDJSON), the signals of each out, by the coder and the rules alone: no server."""

import json
import sys
from datetime import UTC
from pathlib import Path
from typing import Annotated, Any

import typer


def signals(
    file: Annotated[
        Path | None, typer.Argument(help="NDJSON of articles; standard input if it is - or left out")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Also list what a guard stopped, with `suppressed_by`.")] = False,
    rules: Annotated[Path | None, typer.Option(help="A folder with other rule files.")] = None,
) -> None:
    """Read articles (NDJSON) and print the signals that they ring, one line an article, in the same order."""
    from services.alerts.engine.signals import Rules, of_article
    from services.alerts.rules import RuleInvalid, load
    from services.cli.articles import read
    from tocsin.coding import code

    try:
        asked = Rules(load(rules) if rules else load())
    except RuleInvalid as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(2) from None
    for item in read(file):
        found = of_article(asked, code(item).events, item.published_at.astimezone(UTC).date())
        told = [_told(signal) for signal in found if all_ or signal.stopped is None]
        sys.stdout.write(json.dumps({"id": item.id, "signals": told}, ensure_ascii=False) + "\n")


def _told(signal: Any) -> dict[str, Any]:
    evidence = signal.event.evidence
    told = {
        "signal": signal.rule.signal,
        "level": signal.level,
        "rule": signal.rule.id,
        "event": signal.number,
        "evidence": {
            "field": evidence.field,
            "start": evidence.start,
            "end": evidence.end,
            "text": evidence.text,
        },
    }
    if signal.stopped is not None:
        told |= {"suppressed_by": signal.stopped.guard, "reason": signal.stopped.reason}
    return told
