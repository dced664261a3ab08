"""Where the towns lie that a text names. PURE but for one data file; `docs/gazetteer.py` tells where it is from."""

import json
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from tocsin.coding.reading import Place

_FILE: Final = resources.files(__package__).joinpath("gazetteer.json")


class Box(NamedTuple):
    """Degrees of longitude and latitude, as GeoJSON orders them. `west` > `east` goes over the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether the place lies in it, the edges included."""
        if not self.south <= latitude <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= longitude <= self.east
        return longitude >= self.west or longitude <= self.east


@cache
def spots() -> dict[str, tuple[float, float]]:
    """Latitude and longitude by spot, such as `RUS:kursk`."""
    data = json.loads(_FILE.read_text("utf-8"))
    return {
        f"{code}:{name}": (latitude, longitude)
        for code, towns in data.items()
        if code
        for name, (latitude, longitude) in towns.items()
    }


def spot(place: Place | None) -> str:
    """The spot of a place that a text names; '' where it is no town with known coordinates, a whole country say."""
    if place is None or place.country is None:
        return ""
    key = f"{place.country}:{place_name(place.text)}"
    return key if key in spots() else ""


def place_name(text: str) -> str:
    """A place's name as it is looked up: in small letters, blanks made one."""
    return " ".join(text.lower().split())


def within(box: Box) -> list[str]:
    """The spots in the box, in alphabetical order."""
    return sorted(key for key, (latitude, longitude) in spots().items() if box.holds(latitude, longitude))
