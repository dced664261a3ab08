"""`tocsin signals`, `tocsin rules` and `tocsin tail`, run as a user runs them."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from services.alerts.rules.loading import SHIPPED
from services.cli.tail import _entries, told
from services.cli.up import redis_cli
from tests.builders import alert, event, published, recorded, rung
from tocsin.embedded import Keeper
from tocsin.messages import ALERTS, ARTICLES, DATA_FIELD, EVENTS

GOLDEN = Path(__file__).parents[2] / "contract" / "golden"
ARTICLE = {
    "id": "a1",
    "title": "",
    "text": "Turkey deployed 400 soldiers to Libya on Monday. Libya denied on Monday that troops were coming.",
    "published_at": "2024-10-24",
}


def tocsin(*arguments: str, given: str = "", code: int = 0) -> tuple[str, str]:
    """What the command prints on standard output and on standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "services.cli", *arguments], input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    return done.stdout, done.stderr


def on_terminal(*arguments: str) -> str:
    """What the command shows on a terminal."""
    screen, terminal = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "services.cli", *arguments],
        stdout=terminal,
        env=os.environ | {"TERM": "dumb", "COLUMNS": "200"},
        check=True,
    )
    os.close(terminal)
    shown = os.read(screen, 65_536).decode()
    os.close(screen)
    return shown


def test_signals_are_printed_one_line_an_article_with_the_quoted_words() -> None:
    out, _ = tocsin("signals", given=json.dumps(ARTICLE) + "\n" + json.dumps({**ARTICLE, "id": "a2", "text": "Rain."}))
    first, second = (json.loads(line) for line in out.splitlines())
    assert (first["id"], second) == ("a1", {"id": "a2", "signals": []})
    deployment = next(item for item in first["signals"] if item["signal"] == "foreign-deployment")
    quote = deployment["evidence"]
    assert quote["text"] == ARTICLE["text"][quote["start"] : quote["end"]]
    assert (deployment["level"], deployment["rule"]) == (5, "foreign-deployment")
    assert not any("suppressed_by" in item for item in first["signals"])


def test_all_lists_what_a_guard_stopped() -> None:
    past = {**ARTICLE, "text": "In March 1998 Turkey deployed 400 soldiers to Libya."}
    out, _ = tocsin("signals", "--all", given=json.dumps(past))
    [signal] = [item for item in json.loads(out)["signals"] if item["signal"] == "foreign-deployment"]
    assert signal["suppressed_by"] == "recency"
    assert signal["reason"]


def test_a_bad_line_is_named_and_the_good_ones_are_answered() -> None:
    lines = [json.dumps(ARTICLE), "{nonsense", json.dumps({"id": "a3"}), json.dumps({**ARTICLE, "id": "a4"})]
    out, err = tocsin("signals", given="\n".join(lines), code=1)
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a1", "a4"]
    assert "standard input line 2: not JSON" in err
    assert "standard input line 3: text: is missing" in err


def test_rules_that_are_not_in_order_are_told_and_nothing_runs(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("id: broken\n")
    _, err = tocsin("rules", "list", "--rules", str(tmp_path), code=2)
    assert "broken.yaml: title: is missing" in err


def test_rules_are_listed_tested_and_explained(tmp_path: Path) -> None:
    out, _ = tocsin("rules", "list")
    assert "foreign-deployment" in out
    out, _ = tocsin("rules", "test", "foreign-deployment")
    assert re.fullmatch(r"ok   foreign-deployment: (\d+) of \1\n", out)
    _, err = tocsin("rules", "test", "nonsense", code=2)
    assert "there is no rule 'nonsense'" in err
    (tmp_path / "article.txt").write_text("Turkey deployed 400 soldiers to Libya.")
    out, _ = tocsin("rules", "explain", str(tmp_path / "article.txt"), "--published", "2024-10-24")
    assert "   foreign-deployment: rings: first told by" in out
    out, _ = tocsin("rules", "explain", str(tmp_path / "article.txt"), "--rule", "incursion")
    assert "incursion wants none of `any` holds; the nearest lacks object: border or shots (it is troops)" in out
    _, err = tocsin("rules", "explain", str(tmp_path / "article.txt"), "--rule", "nonsense", code=2)
    assert "there is no rule 'nonsense'" in err
    _, err = tocsin("rules", "explain", str(tmp_path / "none.txt"), code=2)
    assert "there is no file" in err


def test_a_rule_of_ones_own_is_tested_and_explained_by_its_file(tmp_path: Path) -> None:
    shipped = (SHIPPED / "foreign-deployment.yaml").read_text()
    own = tmp_path / "troops-away.yaml"
    own.write_text(shipped.replace("id: foreign-deployment", "id: troops-away"))
    out, _ = tocsin("rules", "test", str(own))
    assert re.fullmatch(r"ok   troops-away: (\d+) of \1\n", out)
    out, _ = tocsin("rules", "list", "--rules", str(own))
    assert "troops-away" in out
    assert "withdrawal" in out
    (tmp_path / "article.txt").write_text("Turkey deployed 400 soldiers to Libya.")
    out, _ = tocsin("rules", "explain", str(tmp_path / "article.txt"), "--rules", str(own), "--rule", "troops-away")
    assert "troops-away: known: foreign-deployment tells the same event" in out
    _, err = tocsin("rules", "test", str(tmp_path / "none.yaml"), code=2)
    assert "none.yaml: can't be read" in err


def test_what_can_not_be_explained_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Turkey deployed 400 soldiers to Libya.")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\xff")
    _, err = tocsin("rules", "explain", str(tmp_path / "article.txt"), "--published", "soon", code=2)
    assert err == "--published: 'soon' is no day; write it as 2024-10-27\n"
    _, err = tocsin("rules", "explain", str(tmp_path / "picture.png"), code=2)
    assert err == f"{tmp_path / 'picture.png'} is no text in UTF-8\n"


def test_tail_prints_what_is_on_the_wire_into_a_pipe(server: Keeper) -> None:
    client = redis.Redis.from_url(server.url)
    messages = [rung(alert(recorded(), revision=n, level=n)).to_json() for n in (1, 5)]
    for message in messages:
        client.xadd(ALERTS, {DATA_FIELD: message})
    client.xadd(ARTICLES, {DATA_FIELD: published().to_json()})

    out, _ = tocsin("tail", "alerts", "--no-follow", "--redis-url", server.url)
    assert out.encode().splitlines() == messages

    out, _ = tocsin("tail", "alerts", "--no-follow", "--level", "5", "--redis-url", server.url)
    assert out.encode().splitlines() == messages[1:]

    out, _ = tocsin("tail", "articles", "--no-follow", "--redis-url", server.url)
    assert json.loads(out)["type"] == "tocsin.article.published.v1"
    client.close()


def test_tail_from_now_on_misses_nothing_between_two_looks(server: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    client = redis.Redis.from_url(server.url)
    look = client.xread
    for coming in (b"the first on the stream", b"one more"):
        new = iter([coming])

        def between(_: redis.Redis, streams: dict[str, str], new: Iterator[bytes] = new, **_how: int) -> object:
            found = look(streams, block=1)
            if not found:
                client.xadd(ALERTS, {DATA_FIELD: next(new)})
            return found

        monkeypatch.setattr(redis.Redis, "xread", between)
        assert next(_entries(server.url, ALERTS, "$", follow=True)) == coming
    client.close()


def test_tail_shows_all_that_the_stream_of_events_carries_on_a_terminal(server: Keeper) -> None:
    with redis.Redis.from_url(server.url) as client:
        for name in ("event.recorded", "article.read", "story.merged", "story.split"):
            client.xadd(EVENTS, {DATA_FIELD: (GOLDEN / f"tocsin.{name}.v1.json").read_bytes()})
    lines = on_terminal("tail", "events", "--no-follow", "--redis-url", server.url).splitlines()
    assert "MOBILIZE/troops" in lines[0]
    assert "no event  Troops on the move  Example Wire" in lines[2]
    assert "2 articles put from story-1 into story-2  the same fire (desk)" in lines[3]
    assert "1 article put from story-1 into story-2  the same fire (desk)" in lines[4]


def test_tail_refuses_what_is_no_entry_id() -> None:
    _, err = tocsin("tail", "--since", "yesterday", code=2)
    assert "--since: 'yesterday' is no entry id" in err


@pytest.mark.parametrize(
    ("url", "command"),
    [
        ("redis://127.0.0.1:6379/0", "redis-cli -u redis://127.0.0.1:6379/0"),
        ("rediss://desk:secret@redis.example:6380/1", "redis-cli -u rediss://redis.example:6380/1"),
        ("redis://:secret@[::1]:6379", "redis-cli -u redis://[::1]:6379"),
        ("unix:///run/valkey.sock?db=2&password=secret", "redis-cli -s /run/valkey.sock -n 2"),
    ],
)
def test_how_redis_cli_reaches_a_server_is_said_without_its_password(url: str, command: str) -> None:
    assert redis_cli(url) == command


def test_tail_says_what_to_do_where_no_server_answers() -> None:
    _, err = tocsin("tail", "alerts", "--no-follow", "--redis-url", "redis://:secret@127.0.0.1:1/0", code=1)
    assert err.startswith("redis://127.0.0.1:1/0: ")
    assert "is `tocsin up` running?" in err


def test_a_person_reads_an_alert_an_event_and_an_article_in_plain_words() -> None:
    record = recorded(event())
    shown = str(told(rung(alert(record, disputed=True, changes=("first\ttold",), capped="level 7 needs more"))))
    assert "5 foreign-deployment raised r1  disputed  capped" in shown
    assert "· first told" in shown
    assert "“Pyongyang has moved troops to the Russian Far East” (Example Wire, 18 Oct 2024)" in shown
    assert "Troops on the move" in str(told(published()))
