"""A log outside of its file: exported, imported, backed up, restored, and what is redacted is gone."""

import gzip
from functools import partial
from pathlib import Path

import httpx
import pytest

from services.timeline.log import log, store
from services.timeline.log.rebuilding import rebuild
from services.timeline.log.redaction import NothingToRedact, redact
from tests.builders import NOW, alert, event, published, rung, span
from tests.integration.timeline.conftest import Timeline
from tests.integration.timeline.test_log_command import run
from tests.integration.timeline.test_recording import tables
from tocsin.messages import ArticleRead, parse
from tocsin.sqlite import Database

SECRET = "Ambrosius Quellenschutz"
"""Nobody else has this name."""


@pytest.fixture
async def data(timeline: Timeline) -> Path:
    """The folder of a timeline with three articles, their events, and alerts; one of them names the secret."""
    told = event(evidence=span(f"{SECRET} moved the troops"))
    timeline.coder.by_article["a"] = (told, told)
    await timeline.record(
        published(id="a", title=f"{SECRET} talks", text=f"{SECRET} moved the troops. So says {SECRET}."),
        published(id="b", text="Émigrés of “other” news.\n"),
    )
    first, _, other, *_ = [message.data for message in await timeline.events()]
    await timeline.record(rung(alert(first, summary=f"{SECRET}: troops")), rung(alert(other, id="alr_other")))
    await timeline.record(published(id="c", text="More of it.", revises="b"))
    return timeline.database.path.parent


async def rows(path: Path) -> list[tuple]:
    async with Database.open(path, store.SCHEMA) as database:
        return await Timeline(database).rows("SELECT * FROM log ORDER BY position")


@pytest.mark.parametrize("name", ["log.ndjson", "log.ndjson.gz"])
async def test_what_is_exported_is_imported_as_it_was(
    data: Path, timeline: Timeline, tmp_path: Path, name: str
) -> None:
    file, there = tmp_path / name, tmp_path / "there"
    assert (await run("export", file, "--data", data)).exit_code == 0
    result = await run("import", file, "--data", there)
    assert result.exit_code == 0, result.stderr
    assert "verified and folded" in result.output
    assert await rows(there / "timeline.db") == await timeline.rows("SELECT * FROM log ORDER BY position")
    async with Database.open(there / "timeline.db", store.SCHEMA) as database:
        assert await tables(Timeline(database)) == await tables(timeline)
    assert (await run("verify", "--data", there)).exit_code == 0
    assert "is there already" in (await run("import", file, "--data", there)).stderr


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda lines: lines[1:], "no export of a timeline's log"),
        (lambda lines: [b'{"tocsin_log":1}\n', *lines[1:]], "line 1: this is no export"),
        (lambda lines: [b'{"tocsin_log":1,"position":"x","first_id":"","chain":""}\n'], "line 1: this is no export"),
        (lambda lines: lines[:-1], "the rest of it is missing"),
        (lambda lines: [lines[0], *lines[2:]], "line 2: positions 1 to 1 are missing"),
        (lambda lines: [line.replace(b"moved", b"mowed") for line in lines], "line 2: the message at 1"),
        (lambda lines: [*lines[:3], b"{}\n"], "line 4: a field is missing"),
        (lambda lines: [*lines[:3], b"no\n"], "line 4: this is no line"),
    ],
)
async def test_an_export_that_was_changed_is_refused_and_leaves_nothing(data, tmp_path: Path, spoil, fault) -> None:
    file, there = tmp_path / "log.ndjson", tmp_path / "there"
    await run("export", file, "--data", data)
    file.write_bytes(b"".join(spoil(file.read_bytes().splitlines(keepends=True))))
    result = await run("import", file, "--data", there)
    assert result.exit_code == 2
    assert fault in result.stderr
    assert not there.exists()


@pytest.mark.parametrize("spoil", [lambda raw: raw[:-40], lambda raw: raw[:40] + b"\xff" * 40 + raw[80:]])
async def test_a_compressed_export_that_is_cut_off_or_damaged_is_refused(data: Path, tmp_path: Path, spoil) -> None:
    file = tmp_path / "log.ndjson.gz"
    await run("export", file, "--data", data)
    file.write_bytes(spoil(file.read_bytes()))
    result = await run("import", file, "--data", tmp_path / "there")
    assert (result.exit_code, result.stderr.startswith(str(file))) == (2, True)


async def test_a_restored_log_has_another_id_and_refuses_places_in_the_old_one(
    data: Path, timeline: Timeline, client: httpx.AsyncClient, tmp_path: Path
) -> None:
    backup, there = tmp_path / "backup.db", tmp_path / "there"
    await run("backup", backup, "--data", data)
    place = (await client.get("/v1/feed", params={"limit": 2})).json()["next"]
    old_log = place.partition(":")[0]
    result = await run("restore", backup, "--data", there)
    assert result.exit_code == 0, result.stderr
    async with Database.open(there / "timeline.db", store.SCHEMA) as database:
        restored = Timeline(database)
        [(log_id, first_id, last_event, position)] = await restored.rows(
            "SELECT log_id, first_id, last_event, position FROM head"
        )
        assert (log_id != old_log, first_id, last_event) == (True, old_log, 0)
        assert await restored.rows("SELECT sequence FROM relays") == [(position,)]
        assert await tables(restored) == await tables(timeline)
        await restored.record(published(id="d", text="Later."))
        assert [message.previous for message in await restored.events()][-2:] == [0, position + 3]
    assert (await run("verify", "--data", there)).exit_code == 0


async def test_a_backup_that_can_not_be_made_leaves_nothing_behind(data: Path, tmp_path: Path) -> None:
    broken, there = tmp_path / "broken", tmp_path / "there"
    broken.mkdir()
    there.mkdir()
    assert (await run("backup", broken / "timeline.db", "--data", data)).exit_code == 0
    whole = (broken / "timeline.db").read_bytes()
    (broken / "timeline.db").write_bytes(whole[: len(whole) // 2])
    result = await run("backup", there / "backup.db", "--data", broken)
    assert result.exit_code == 2
    assert f"no copy of {broken / 'timeline.db'} could be made in {there}: " in result.stderr
    assert list(there.iterdir()) == []


async def test_what_a_backup_replaces_is_kept_beside_it(data: Path, timeline: Timeline, tmp_path: Path) -> None:
    backup, there = tmp_path / "backup.db", tmp_path / "there"
    await run("backup", backup, "--data", data)
    for _ in range(3):
        assert (await run("restore", backup, "--data", there)).exit_code == 0
    names = {"timeline.db", "timeline.db.replaced1", "timeline.db.replaced2", "timeline.lock"}
    assert {path.name for path in there.iterdir()} == names


@pytest.mark.parametrize(
    "damage", ["UPDATE log SET data = 'x' WHERE position = 3", "DELETE FROM log WHERE position = 2"]
)
async def test_a_backup_that_is_not_whole_is_refused_and_changes_nothing(data: Path, tmp_path: Path, damage) -> None:
    backup, there = tmp_path / "backup.db", tmp_path / "there"
    await run("backup", backup, "--data", data)
    async with Database.open(backup, store.SCHEMA) as database, database.transaction() as connection:
        await connection.execute(damage)
    result = await run("restore", backup, "--data", there)
    assert result.exit_code == 2
    assert "is not whole" in result.stderr
    assert not there.exists()


async def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a database at all, and not short either" * 100)
    for name in ("notes.txt", "nothing.db"):
        result = await run("restore", tmp_path / name, "--data", tmp_path / "there")
        assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
        assert not (tmp_path / "there").exists()


async def test_what_is_redacted_is_gone_from_every_byte_and_the_chain_holds(data: Path, timeline: Timeline) -> None:
    assert any(SECRET.encode() in path.read_bytes() for path in data.glob("timeline.db*"))
    before = await timeline.rows("SELECT position, digest, chain FROM log")
    result = await run("redact", "a", "--data", data)
    assert result.exit_code == 0, result.stderr
    for path in data.glob("timeline.db*"):
        assert b"Quellenschutz" not in path.read_bytes(), path.name
        assert b"quellenschutz" not in path.read_bytes(), path.name
    verified = await run("verify", "--data", data)
    assert "4 redacted" in verified.output
    after = await timeline.rows("SELECT position, digest, chain FROM log")
    assert after[:-1] == before
    last = parse((await timeline.rows("SELECT data FROM log ORDER BY position DESC LIMIT 1"))[0][0])
    assert isinstance(last, ArticleRead)
    assert (last.data.unread, last.data.article.id, last.data.article.title) == ("redacted", "a", "")


async def test_what_is_redacted_is_answered_by_nothing_and_the_rest_as_before(
    data: Path, timeline: Timeline, client: httpx.AsyncClient
) -> None:
    async for _ in redact(timeline.database, "a", NOW):
        pass
    assert (await client.get("/v1/articles/a")).status_code == 404
    events = (await client.get("/v1/events")).json()["items"]
    assert {item["article"]["id"] for item in events} == {"c"}
    assert [item["id"] for item in (await client.get("/v1/alerts")).json()["items"]] == ["alr_other"]
    feed = (await client.get("/v1/feed")).json()["items"]
    assert [item["position"] for item in feed if item["message"] is None] == [1, 3, 4, 9]
    with pytest.raises(NothingToRedact):
        await anext(redact(timeline.database, "a", NOW))
    await timeline.record(published(id="a", text="It comes again."))
    assert (await client.get("/v1/articles/a")).status_code == 404


async def test_what_quotes_an_article_while_it_is_redacted_goes_with_it(
    data: Path, timeline: Timeline, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.timeline.log.redaction.rebuild", partial(rebuild, chunk=2))
    first = (await timeline.events())[0].data
    steps = redact(timeline.database, "a", NOW)
    await anext(steps)
    await timeline.record(rung(alert(first, revision=2, summary=f"{SECRET}: more troops")))
    async for _ in steps:
        pass
    assert [item["id"] for item in (await client.get("/v1/alerts")).json()["items"]] == ["alr_other"]
    assert await timeline.rows("SELECT 1 FROM log WHERE instr(data, 'Quellenschutz')") == []


async def test_those_behind_a_redacted_message_stay_in_turn(data: Path, timeline: Timeline) -> None:
    async for _ in redact(timeline.database, "a", NOW):
        pass
    relayed = [parse(message) for _, message in await timeline.rows(log.OUTGOING, after=0, limit=99)]
    assert [message.previous for message in relayed] == [0, *(message.sequence for message in relayed[:-1])]
    assert [isinstance(message, ArticleRead) for message in relayed] == [True, True, False, False, False, False, True]


async def test_an_export_keeps_what_is_redacted_redacted(data: Path, timeline: Timeline, tmp_path: Path) -> None:
    async for _ in redact(timeline.database, "a", NOW):
        pass
    file = tmp_path / "log.ndjson.gz"
    await run("export", file, "--data", data)
    assert b"Quellenschutz" not in gzip.decompress(file.read_bytes())
    assert (await run("import", file, "--data", tmp_path / "there")).exit_code == 0
    assert "4 redacted" in (await run("verify", "--data", tmp_path / "there")).output
