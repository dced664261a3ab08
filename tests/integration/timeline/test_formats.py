"""What is exported is what calendars, maps, feed readers and TimelineJS take: held to their published formats."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import feedparser
import httpx
import jsonschema_rs
import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from services.timeline.formats import EXPORTS, Entry
from services.timeline.formats.calendar import folded
from tests.builders import alert, event, published, rung
from tests.integration.timeline.conftest import Timeline
from tocsin.coding.reading import Occurred, Place

PUBLISHED = Path(__file__).resolve().parents[2] / "contract" / "published"
ATOM = "{http://www.w3.org/2005/Atom}"


def check(name: str, content: bytes) -> dict:
    value = json.loads(content)
    schema = json.loads((PUBLISHED / f"{name}.json").read_text())
    jsonschema_rs.validator_for(schema, validate_formats=True).validate(value)
    return value


@pytest.fixture
async def told(timeline: Timeline) -> None:
    """A strike at Kursk at a minute, talks foreseen for three days, an article whose words are hostile."""
    minute = Occurred("2024-10-20T09:30:00+03:00", "2024-10-20T10:30:00+03:00", "minute", "text")
    ahead = Occurred("2024-11-02", "2024-11-04", "day", "text")
    timeline.coder.by_article = {
        "strike": (event("ASSAULT", "drone", occurred=minute, place=Place("Kursk", "RUS", "text", 0, 5)),),
        "talks": (event("CONSULT", "visit", occurred=ahead, modality="future", place=None),),
        "hostile": (event(),),
    }
    hostile = '</content><script>alert(1)</script>\x07 ]]> \\, ; "'
    await timeline.record(
        published(id="strike"), published(id="talks"), published(id="hostile", title=hostile, url="javascript:ring()")
    )
    await timeline.record(rung(alert((await timeline.events())[0].data)))


async def export(client: httpx.AsyncClient, form: str, path: str = "/v1/events", **more: object) -> httpx.Response:
    answer = await client.get(path, params={"format": form, **more})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == EXPORTS[form][0]
    return answer


@pytest.mark.usefixtures("told")
async def test_a_map_shows_towns_that_are_named_and_makes_up_no_place(client: httpx.AsyncClient) -> None:
    features = check("geojson", (await export(client, "geojson")).content)["features"]
    where = {f["properties"]["article"]: f["geometry"] for f in features}
    assert where["strike"] == {"type": "Point", "coordinates": [36.18, 51.73]}
    assert where["hostile"] is None  # "Russian Far East" is no town
    assert where["talks"] is None


@pytest.mark.usefixtures("told")
async def test_timelinejs_takes_the_events_and_no_markup_of_theirs(client: httpx.AsyncClient) -> None:
    answer = await export(client, "timelinejs")
    slides = check("timelinejs", answer.content)["events"]
    strike = next(s for s in slides if "drone" in s["text"]["headline"])
    assert strike["start_date"] == {"year": 2024, "month": 10, "day": 20, "hour": 6, "minute": 30}
    assert "<script" not in answer.text
    assert "javascript:" not in answer.text


@pytest.mark.usefixtures("told")
async def test_a_calendar_has_what_is_foreseen(client: httpx.AsyncClient) -> None:
    (entry,) = Calendar.from_ical((await export(client, "ics")).content).walk("VEVENT")
    assert entry["STATUS"] == "TENTATIVE"
    assert entry.decoded("DTSTART") == date(2024, 11, 2)
    assert entry.decoded("DTEND") == date(2024, 11, 5)  # the day after the last
    assert entry["SUMMARY"].startswith("Pyongyang: consult visit")


@pytest.mark.usefixtures("told")
async def test_a_calendar_has_what_happened_too_if_one_asks(client: httpx.AsyncClient) -> None:
    whole = Calendar.from_ical((await export(client, "ics", modality="actual")).content)
    assert whole.errors == []
    strike, hostile = whole.walk("VEVENT")
    assert strike.decoded("DTSTART") == datetime(2024, 10, 20, 6, 30, tzinfo=UTC)
    assert strike["STATUS"] == "CONFIRMED"
    assert '\\, ; "' in hostile["DESCRIPTION"]
    assert strike.errors == hostile.errors == []


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("path", ["/v1/events", "/v1/alerts"])
async def test_feed_readers_take_it_as_atom(client: httpx.AsyncClient, path: str) -> None:
    content = (await export(client, "atom", path)).content
    feed = feedparser.parse(content)
    assert not feed.bozo
    assert feed.version == "atom10"
    root = ElementTree.fromstring(content)
    for node in [root, *root.iter(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    assert len({entry.id for entry in feed.entries}) == len(feed.entries) > 0
    assert all(link.href.startswith("https://") for entry in feed.entries for link in entry.get("links", ()))


@pytest.mark.usefixtures("told")
async def test_feed_readers_take_it_as_json_feed_page_by_page(client: httpx.AsyncClient) -> None:
    seen, url = [], "http://timeline/v1/events?format=jsonfeed&limit=2"
    while url:
        page = check("jsonfeed-1.1", (await client.get(url)).content)
        seen += [item["id"] for item in page["items"]]
        url = page.get("next_url")
    assert len(set(seen)) == len(seen) == 3


@pytest.mark.usefixtures("told")
async def test_accept_chooses_a_format(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/events", headers={"Accept": "text/calendar, */*;q=0.1"})
    assert answer.headers["content-type"].startswith("text/calendar")
    assert (await client.get("/v1/articles", headers={"Accept": "text/calendar"})).json()["items"]
    assert (await client.get("/v1/articles", params={"format": "ics"})).status_code == 422


ENTRIES = st.builds(
    Entry,
    id=st.text(min_size=1),
    title=st.text(),
    text=st.text(),
    start=st.dates(min_value=date(1, 1, 2)).map(date.isoformat) | st.just("2024-10-20T09:30:00+03:00"),
    end=st.just("9999-12-31"),
    updated=st.just("2024-10-28T12:00:00.000000Z"),
    url=st.none() | st.just("https://example.org/a?b=1&c=2"),
    place=st.none() | st.text(),
    spot=st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    tags=st.lists(st.text(min_size=1), max_size=2).map(tuple),
    foreseen=st.booleans(),
    properties=st.just({}),
)


@given(st.lists(ENTRIES, max_size=3))
def test_no_text_breaks_a_format(entries: list[Entry]) -> None:
    about = {"title": "Events, all; of them", "url": "http://x/v1/events?a=1&b=2", "next_url": None}
    about |= {"next": None, "as_of": 3}
    written = {form: make(entries, about) for form, (_, make) in EXPORTS.items()}
    check("geojson", written["geojson"])
    check("timelinejs", written["timelinejs"])
    check("jsonfeed-1.1", written["jsonfeed"])
    assert len(list(ElementTree.fromstring(written["atom"]).iter(f"{ATOM}entry"))) == len(entries)
    assert len(Calendar.from_ical(written["ics"]).walk("VEVENT")) == len(entries)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_long_lines_of_a_calendar_are_folded_between_characters(line: str) -> None:
    written = folded(line)
    assert all(len(piece) <= 75 for piece in written.split(b"\r\n"))
    assert written.removesuffix(b"\r\n").replace(b"\r\n ", b"").decode() == line
