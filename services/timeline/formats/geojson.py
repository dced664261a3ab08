"""A map: GeoJSON (RFC 7946). What no town is named for has no geometry: a place is never made up. PURE."""

import json
from collections.abc import Sequence
from typing import Any

from services.timeline.formats.entries import Entry


def geojson(entries: Sequence[Entry], about: dict[str, Any]) -> bytes:
    """A FeatureCollection; `next` and `as_of` are members of it beside the standard's."""
    features = [
        {
            "type": "Feature",
            "id": entry.id,
            "geometry": {"type": "Point", "coordinates": [entry.spot[1], entry.spot[0]]} if entry.spot else None,
            "properties": {"headline": entry.title, "place": entry.place, **entry.properties},
        }
        for entry in entries
    ]
    whole = {"type": "FeatureCollection", "features": features, "next": about["next"], "as_of": about["as_of"]}
    return json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace")
