"""The values that parameters of the timeline's queries take: what may be asked, in which words."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field

from services.timeline.log.gazetteer import Box, place_name
from services.timeline.log.projection import moment
from services.timeline.queries.words import match
from tocsin.naming import code_of
from tocsin.vocabulary import MODES


def _split(value: Any) -> Any:
    """`a,b` means the same as the parameter given twice."""
    values = value if isinstance(value, list) else [value]
    return [part.strip() for text in values for part in str(text).split(",") if part.strip()]


_WHEN: Final = "give a date (2024-10-28) or a date-time with its zone (2024-10-28T09:00:00Z)"


def _checked_moment(text: str) -> str:
    # A `+` in a query string that nobody escaped arrives as a blank.
    text = re.sub(r"(T[\d:.]+) (\d\d:?\d\d)$", r"\1+\2", text.strip())
    try:
        moment(text)
    except (ValueError, OverflowError):
        raise ValueError(_WHEN) from None
    return text


def _checked_as_of(text: str) -> str:
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return text
    try:
        return _checked_moment(text)
    except ValueError:
        raise ValueError(f"give a position, or {_WHEN.removeprefix('give ')}") from None


def _checked_code(text: str) -> str:
    code = code_of(text)
    if code is None:
        raise ValueError(
            f"{text[:40]!r} is no country or organisation that is known; give its code or name: KOR, NATO, South Korea"
        )
    return code


_MODES: Final = tuple(sorted(set().union(*MODES.values())))


def _checked_mode(text: str) -> str:
    if text not in _MODES:
        raise ValueError(f"give one of {', '.join(_MODES)}")
    return text


def _checked_box(text: str) -> str:
    try:
        box_of(text)
    except ValueError:
        raise ValueError(
            "give four degrees, west,south,east,north: 124,33,132,43 is Korea; latitudes from -90 to 90 and the "
            "southern first, longitudes from -180 to 180"
        ) from None
    return text


def box_of(text: str) -> Box:
    """The box that `west,south,east,north` means. Raises ValueError if it means none."""
    box = Box(*map(float, text.split(","))) if text.count(",") == 3 else None
    if box is None or not (-180 <= box.west <= 180 and -180 <= box.east <= 180 and -90 <= box.south <= box.north <= 90):
        raise ValueError(text)
    return box


def _checked_words(text: str) -> str:
    match(text)
    return text


Listed = BeforeValidator(_split)
Moment = Annotated[
    str,
    AfterValidator(_checked_moment),
    Field(json_schema_extra={"anyOf": [{"format": "date"}, {"format": "date-time"}], "examples": ["2024-10-28"]}),
]
AsOf = Annotated[
    str,
    AfterValidator(_checked_as_of),
    Field(
        json_schema_extra={
            "anyOf": [
                {"pattern": "^[0-9]{1,18}$", "description": "position"},
                {"format": "date"},
                {"format": "date-time"},
            ],
            "examples": ["42", "2024-10-28"],
        }
    ),
]
Country = Annotated[
    str,
    AfterValidator(_checked_code),
    Field(max_length=100, json_schema_extra={"examples": ["KOR", "NATO", "South Korea"]}),
]
Mode = Annotated[str, AfterValidator(_checked_mode), Field(json_schema_extra={"enum": list(_MODES)})]
Place = Annotated[str, Field(max_length=100, json_schema_extra={"pattern": "^.+:[0-9]{1,18}$"})]
PlaceName = Annotated[str, Field(max_length=100), AfterValidator(place_name)]
Degrees = Annotated[
    str, Field(max_length=80, json_schema_extra={"examples": ["124,33,132,43"]}), AfterValidator(_checked_box)
]
Words = Annotated[
    str,
    Field(max_length=500, json_schema_extra={"examples": ['"power station" -nuclear']}),
    AfterValidator(_checked_words),
]


def after_end(text: str) -> str:
    """The first moment after `text` (a date: after its day), as a text that sorts among events' times."""
    at = moment(text, last=True)
    return at + "~"


def recorded_bound(text: str) -> str:
    """`text`, a date or date-time, as the latest time of recording that it includes."""
    if "T" in text:
        at = datetime.fromisoformat(text)
        at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
        return f"{at.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
    return f"{date.fromisoformat(text).isoformat()}T23:59:59.999999Z"
