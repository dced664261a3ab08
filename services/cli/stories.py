"""`tocsin stories`: articles in (NDJSON), the story of each out."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def stories(
    file: Annotated[
        Path | None, typer.Argument(help="NDJSON of articles; standard input if it is - or left out")
    ] = None,
) -> None:
    """Read articles (NDJSON) as if they arrived in this order and print which story each joins or opens."""
    from services.cli.articles import read
    from services.timeline.stories.stories import Stories

    alive = Stories()
    for position, item in enumerate(read(file), 1):
        placement = alive.place(position, item)
        sys.stdout.write(json.dumps({"id": item.id, "story": placement.story, "origin": placement.origin}) + "\n")
