"""The file on what is to ring when: how it is read, and when it is night."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.alerts.engine.noise import ALL_IS_HEARD, MuteTime, json_schema, load
from services.alerts.forms import FormInvalid

FILE = """
inhibit:
  - {name: fighting hides talk, while: {level_min: 6}, mutes: {level_max: 2}, same: pair}
mute_times:
  - {name: nights, mutes: {level_max: 3}, days: [mon, sun], from: 22:00, to: "06:30", zone: Europe/Oslo}
group:
  - {name: small, alerts: {level_max: 3}, by: [signal, group], interval: 30m}
repeat:
  - {name: loud, alerts: {level_min: 7}, every: 4h}
"""


def fault(tmp_path: Path, old: str, new: str) -> str:
    path = tmp_path / "noise.yaml"
    path.write_text(FILE.replace(old, new))
    with pytest.raises(FormInvalid) as caught:
        load(path)
    return str(caught.value)


def test_without_a_file_all_is_heard() -> None:
    assert load(None) == ALL_IS_HEARD


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "noise.yaml").write_text(FILE)
    noise = load(tmp_path / "noise.yaml")
    assert [part.name for part in (*noise.inhibit, *noise.mute_times, *noise.group, *noise.repeat)] == [
        "fighting hides talk",
        "nights",
        "small",
        "loud",
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("repeat:", "repeated:", "noise.yaml: repeated: no such field; allowed: group, inhibit, mute_times, repeat"),
        (
            "while: {level_min: 6}",
            "while: {}",
            "noise.yaml: inhibit.0.while: say which alerts are meant",
        ),
        ("same: pair", "same: twins", "noise.yaml: inhibit.0.same: 'twins' is not allowed; allowed: 'story' or 'pair'"),
        ('"06:30"', '"6.30"', "noise.yaml: mute_times.0.to: '6.30' is no time of day; allowed: hours and minutes"),
        ("Europe/Oslo", "Oslo", "noise.yaml: mute_times.0.zone: 'Oslo' is no time zone; allowed: names such as UTC"),
        ("30m", "30", "noise.yaml: group.0.interval: 30 is no duration"),
        ("[mon, sun]", "[]", "noise.yaml: mute_times.0.days: must have at least 1 item"),
        ("repeat:", "group:", "noise.yaml line 8: 'group' is given twice"),
    ],
)
def test_a_file_that_is_not_in_order_is_refused_with_the_field(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert says in fault(tmp_path, old, new)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FormInvalid, match=r"none\.yaml"):
        load(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2024-10-27T21:30", "2024-10-28T05:30"),  # Sunday 22:30 in Oslo, where the clocks went back that morning
        ("2024-10-28T05:29", "2024-10-28T05:30"),  # of the night that began on Sunday
        ("2024-10-28T05:30", None),
        ("2024-10-28T20:59", None),
        ("2024-10-28T21:00", "2024-10-29T05:30"),
        ("2024-10-29T22:00", None),  # a Tuesday
    ],
)
def test_a_mute_time_goes_by_the_clock_of_its_zone_and_the_day_on_which_it_begins(now: str, until: str | None) -> None:
    night = {"name": "n", "mutes": {"level_max": 3}, "days": ["mon", "sun"], "from": "22:00", "to": "06:30"}
    mute = MuteTime.model_validate({**night, "zone": "Europe/Oslo"})
    found = mute.until(datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert (found.astimezone(UTC).isoformat()[:16] if found else None) == until


def test_a_mute_time_may_lie_within_a_day() -> None:
    noon = MuteTime.model_validate({"name": "n", "mutes": {"level_max": 3}, "from": "12:00", "to": "13:00"})
    assert noon.until(datetime(2024, 10, 28, 12, 0, tzinfo=UTC)) == datetime(2024, 10, 28, 13, 0, tzinfo=UTC)
    assert noon.until(datetime(2024, 10, 28, 11, 59, tzinfo=UTC)) is None


def test_the_file_that_the_docs_show_is_in_order(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "docs" / "rules.md").read_text()
    block = re.search(r"```yaml\n(inhibit:.*?)```", text, re.DOTALL)
    assert block is not None
    (tmp_path / "noise.yaml").write_text(block[1])
    assert load(tmp_path / "noise.yaml").repeat[0].name == "loud"


def test_the_schema_for_editors_is_that_of_the_form() -> None:
    """`tocsin rules schema --noise > services/alerts/noise.schema.json` makes it anew."""
    path = Path(__file__).parents[3] / "services" / "alerts" / "noise.schema.json"
    assert path.read_text() == json_schema()
    schema = json.loads(json_schema())
    assert schema["properties"].keys() == {"inhibit", "mute_times", "group", "repeat"}
    assert schema["$defs"]["MuteTime"]["properties"]["from"] == {
        "pattern": "^\\d{2}:\\d{2}$",
        "title": "From",
        "type": "string",
    }
