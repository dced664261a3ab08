"""The routes file: what it may say, what is refused and in which words, and who gets what."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.alerts.forms import FormInvalid
from services.alerts.webhooks.courier import LONGEST_WAIT, wait_before
from services.alerts.webhooks.routes import Routes, json_schema, load
from tests.builders import alert, recorded
from tests.hooks import KEY, SECRET
from tocsin.records import Rung

FILE = """
receivers:
  - name: newsroom
    url: https://news.example/hooks/tocsin
    secret: {env: NEWSROOM}
  - name: desk
    url: https://desk.example/
    secret: {env: DESK}
    format: atom
    digest: 1h
routes:
  - to: [newsroom, desk]
    match: {level_min: 5}
  - to: [desk]
    match: {signal: [foreign-deployment], country: [PRK]}
    unless: {disputed: true}
"""


ACTED_ON = Rung(of="pair", name="PRK,RUS", level=4, previous=None)


def written(folder: Path, text: str) -> Path:
    path = folder / "routes.yaml"
    path.write_text(text)
    return path


def test_a_file_names_receivers_routes_and_where_the_secrets_lie(tmp_path: Path) -> None:
    book = load(written(tmp_path, FILE), {"NEWSROOM": SECRET, "DESK": SECRET})
    desk = book.routes.receiver("desk")
    assert desk is not None
    assert (desk.digest, desk.give_up, book.keys["desk"]) == (timedelta(hours=1), timedelta(days=3), (KEY,))
    assert SECRET not in repr(book)
    assert "\\x01" not in repr(book)


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"level": 5}, {"newsroom", "desk"}),
        ({"level": 4}, {"desk"}),
        ({"level": 4, "disputed": True}, set()),
        ({"level": 4, "group": {"actors": "RUS"}}, set()),
        ({"level": 4, "group": {"actors": "RUS"}, "ladder": (ACTED_ON,)}, {"desk"}),
        ({"level": 4, "signal": "incursion"}, set()),
    ],
)
def test_an_alert_goes_to_all_to_whom_a_route_leads(tmp_path: Path, fields: dict[str, Any], names: set[str]) -> None:
    book = load(written(tmp_path, FILE), {"NEWSROOM": SECRET, "DESK": SECRET})
    assert book.routes.receivers_of(alert(recorded(), **fields)) == names


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("format: atom", "format: xml", "receivers.1.format: 'xml' is not allowed; allowed: 'cloudevents', 'cap' or"),
        ("digest: 1h", "digest: 1w", "receivers.1.digest: '1w' is no duration; write a number and s, m, h or d"),
        ("format: atom", "format: cap", "digest: a CAP document tells of one alert"),
        ("https://desk.example/", "ftp://desk.example/", "receivers.1: url: must begin with http:// or https://"),
        (
            "https://desk.example/",
            "https://desk.example:99999/",
            "receivers.1: url: must begin with http:// or https://",
        ),
        ("https://desk.example/", "https://desk.example:http/", "a port from 1 to 65535"),
        ("https://desk.example/", '"https://desk.example/\\a"', "be in ASCII without spaces"),
        ("https://desk.example/", "https://me:pw@desk.example/", "url: must hold no user, password"),
        ("{env: DESK}", "{}", "receivers.1.secret: say either env or file"),
        ("{env: DESK}", "hunter2", "receivers.1.secret: say where it lies, {env: NAME} or {file: PATH}, and"),
        ("{env: DESK}", "[DESK]", "receivers.1.secret: must be a mapping of fields to their values"),
        ("{env: DESK}", "{env: NONE}", "receivers.1.secret: the environment variable NONE holds no secret"),
        ("{env: DESK}", "{file: /nowhere}", "receivers.1.secret: /nowhere can't be read: No such file"),
        ("name: desk", "name: newsroom", "the name 'newsroom' is given twice"),
        ("to: [desk]", "to: [pager]", "there is no receiver 'pager'; allowed: newsroom, desk"),
        ("to: [newsroom, desk]", "to: [desk]", "no route leads to 'newsroom'"),
        ("level_min: 5", "level_min: 12", "routes.0.match.level_min: must be less than or equal to 9"),
        ("level_min: 5", "level: 5", "routes.0.match.level: no such field; allowed: alert, country, disputed"),
        ("[foreign-deployment]", "[war]", "routes.1.match.signal.0: 'war' is not allowed; allowed: 'alliance-consult"),
        ("{level_min: 5}", "{}", "routes.0.match: say which alerts are meant; allowed: alert, rule"),
        ("to: [desk]", "to: [desk", "routes.yaml line"),
    ],
)
def test_a_file_that_is_not_in_order_is_refused_in_words(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = FILE.replace(old, new)
    assert text != FILE
    with pytest.raises(FormInvalid) as error:
        load(written(tmp_path, text), {"NEWSROOM": SECRET, "DESK": SECRET})
    assert says in str(error.value)
    assert "routes.yaml" in str(error.value)
    assert "hunter2" not in str(error.value)


def test_an_error_does_not_repeat_a_secret(tmp_path: Path) -> None:
    with pytest.raises(FormInvalid, match="NEWSROOM holds is no secret") as error:
        load(written(tmp_path, FILE), {"NEWSROOM": "hunter2", "DESK": SECRET})
    assert "hunter2" not in str(error.value)


def test_a_secret_file_may_hold_the_next_one_too(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(f"{SECRET}\nwhsec_{'A' * 32}\n")
    text = FILE.replace("{env: DESK}", f"{{file: {tmp_path / 'secret'}}}")
    assert load(written(tmp_path, text), {"NEWSROOM": SECRET}).keys["desk"] == (KEY, bytes(24))


def test_no_file_means_no_receivers() -> None:
    assert load(None).routes == Routes()


def test_the_schema_for_editors_is_that_of_the_form() -> None:
    """`tocsin receivers schema > services/alerts/webhooks/routes.schema.json` makes it anew."""
    path = Path(__file__).parents[3] / "services" / "alerts" / "webhooks" / "routes.schema.json"
    assert path.read_text() == json_schema()
    assert json.loads(json_schema())["properties"].keys() == {"receivers", "routes"}


def test_attempts_come_later_and_later_up_to_an_hour() -> None:
    assert [wait_before(n, 5, 1) for n in (1, 2, 3, 50)] == [5, 10, 20, LONGEST_WAIT]
    assert wait_before(1, 5, 0) == 2.5
