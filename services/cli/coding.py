"""`tocsin code`: articles in (NDJSON), the reading of each out, or shown to a person with the reasons."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer


def code(
    file: Annotated[
        Path | None, typer.Argument(help="NDJSON of articles; standard input if it is - or left out.")
    ] = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Show each text with its spans marked and why each event is one; a plain text will do."
        ),
    ] = False,
    published: Annotated[
        str, typer.Option(help="--explain: when a plain text was published, YYYY-MM-DD; today if it is left out.")
    ] = "",
) -> None:
    """Read articles (NDJSON) and print who did what to whom, when and how sure, a line an article, in order."""
    from services.cli.articles import read
    from tocsin.coding import code as read_article

    for item in read(file, published=published if explain else None):
        reading = read_article(item)
        if explain:
            from services.cli.explaining import explain as show

            show(item, reading)
        else:
            sys.stdout.write(json.dumps({"id": item.id, **_told(reading)}, ensure_ascii=False) + "\n")


def _told(reading: Any) -> dict[str, Any]:
    from dataclasses import asdict

    times = [asdict(time) for time in reading.times]
    return {"times": times, "events": [asdict(event) for event in reading.events], "codebook": reading.codebook}
