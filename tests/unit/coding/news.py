"""Turning a table of news sentences with what an analyst reads in them into cases of a test."""

from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_name("news.txt")


class Case(NamedTuple):
    """One line of the table: an event that a reader must find in `text`."""

    type: str
    actors: frozenset[str]
    """Codes of which one must be read as the doer."""
    modality: str
    text: str


def cases() -> list[Case]:
    found = []
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, actors, modality, text = line.split("|", 3)
            found.append(Case(kind, frozenset(actors.split(",")), modality, text))
    return found
