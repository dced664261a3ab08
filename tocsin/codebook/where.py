"""Where things happen: cities, regions, seas, straits, bases, front lines and contested places.

places.yaml and cities*.yaml; countries and their capitals are places as well and come from countries.yaml.
"""

from typing import Any, Final, Literal, NamedTuple

from tocsin.codebook.faults import CodebookError
from tocsin.codebook.sections import Compiled, Source, check_words, entries

FILES: Final = ("places.yaml", "cities*.yaml")
PlaceKind = Literal["city", "region", "sea", "strait", "base", "contested", "site", "line"]


class Spot(NamedTuple):
    """A named place: `code` is its country's, None for seas and for what several countries share."""

    name: str
    code: str | None
    kind: PlaceKind


def compile_where(sources: list[Source]) -> Compiled:
    """All places as terms of the kind "place"."""
    compiled = Compiled()
    for source in sources:
        if source.name.startswith("cities"):
            _cities(source, compiled)
        else:
            for entry in entries(source, {"kind": str, "names": list}, {"country": str}):
                for name in entry["names"]:
                    compiled.add("place", (name, entry.get("country"), entry["kind"]), [name])
    return compiled


def _cities(source: Source, compiled: Compiled) -> None:
    if not isinstance(source.data, dict):
        raise CodebookError(source.name, None, None, "must be a mapping from country codes to city names")
    for code, names in source.data.items():
        if not isinstance(names, list):
            raise CodebookError(source.name, str(code), None, "must be a list of city names")
        check_words(source.name, str(code), "names", names)
        for name in names:
            compiled.add("place", (name, code, "city"), [name])


def revive_where(kind: str, payload: Any) -> Spot:
    del kind
    return Spot(*payload)
