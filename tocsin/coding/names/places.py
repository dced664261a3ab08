"""Where: the places that a text names, never one that it does not."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tocsin.codebook.where import PlaceKind, Spot
from tocsin.coding.names.homonyms import is_homonym
from tocsin.coding.names.modifiers import preposition_before
from tocsin.coding.reading import Place
from tocsin.coding.text.lexicon import Match
from tocsin.vocabulary import Field


@dataclass(slots=True)
class PlaceMention:
    """One naming of a place. `preposition` is the word before it ("in", "near", "off"), "" where there is none."""

    place: Place
    kind: PlaceKind | Literal["country", "capital"]
    sentence: int
    preposition: str

    @property
    def start(self) -> int:
        return self.place.start

    @property
    def end(self) -> int:
        return self.place.end


_OF_ELSEWHERE: Final = ("-flagged", "-registered", "-owned", "-born", "-made", "-built")
"""What makes a country's name tell whence a thing or somebody is: "a Panama-flagged tanker" is nowhere in Panama."""


def find_places(
    text: str, field: Field, matches: Sequence[Match], sentences: Sequence[tuple[int, int]]
) -> list[PlaceMention]:
    """All places named in one field, in order: cities, regions, seas and front lines, countries and their capitals."""
    result: list[PlaceMention] = []
    last = -1
    spots = {match.start for match in matches if match.kind == "place"}
    for match in matches:
        payload = match.payload
        kind: PlaceKind | Literal["country", "capital"]
        if match.kind == "place":
            spot: Spot = payload
            kind, code = spot.kind, spot.code
        elif (
            match.kind == "actor"
            and payload.kind in ("country", "seat")
            and payload.sector == "GOV"
            and match.start not in spots
        ):
            if len(payload.codes) > 1 or is_homonym(text, match, matches):
                continue
            kind, code = "country" if payload.kind == "country" else "capital", payload.codes[0]
        else:
            continue
        if match.start < last or text.startswith(_OF_ELSEWHERE, match.end):
            continue
        last = match.end
        place = Place(text[match.start : match.end], code, field, match.start, match.end)
        sentence = max(0, bisect_right(sentences, (match.start, len(text) + 1)) - 1)
        result.append(PlaceMention(place, kind, sentence, preposition_before(text, match.start)))
    return result
