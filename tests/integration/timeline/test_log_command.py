"""`tocsin log` on a real file, beside a running service or without one."""

import asyncio
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from services.cli import app as command
from services.timeline.log import asking, store
from services.timeline.log.holding import held
from services.timeline.processes.coders import Coders
from tests.builders import alert, published, rung
from tests.ingesting import until
from tests.integration.timeline.conftest import Timeline
from tocsin.sqlite import Database, DatabaseUnusable
from tocsin.tasks import Tasks


async def run(*arguments: str | Path) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, command, ["log", *map(str, arguments)])


@pytest.fixture
async def data(timeline: Timeline) -> Path:
    """The folder of a timeline with two articles, four events and an alert."""
    await timeline.record(published(id="a"), published(id="b", text="Other news."))
    await timeline.record(rung(alert((await timeline.events())[0].data)))
    return timeline.database.path.parent


async def test_verify_says_that_the_log_is_whole(data: Path) -> None:
    result = await run("verify", "--data", data)
    assert result.exit_code == 0
    assert "9 rows, whole and unchanged" in result.output


async def test_verify_names_the_first_fault_and_fails(data: Path, timeline: Timeline) -> None:
    async with timeline.database.transaction() as connection:
        await connection.execute("UPDATE log SET type = 'other' WHERE position = 4")
    result = await run("verify", "--data", data)
    assert result.exit_code == 1
    assert "chain breaks at 4" in result.output


async def test_rebuild_leaves_every_answer_as_it_was(data: Path, timeline: Timeline) -> None:
    query = "SELECT event, signal, level, recorded_from FROM signals"
    before = await timeline.rows(query)
    result = await run("rebuild", "--data", data)
    assert (result.exit_code, "rebuilt from 9 rows" in result.output) == (0, True)
    assert await timeline.rows(query) == before != []
    assert await timeline.rows("SELECT generation FROM head") == [(2,)]


async def test_rebuild_is_refused_while_a_service_runs_that_does_not_answer(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "ACKNOWLEDGED_SECONDS", 0.5)
    async with held(data, patience=0):
        result = await run("rebuild", "--data", data)
    assert result.exit_code == 2
    assert "in use by another timeline service" in result.stderr


async def test_a_second_service_does_not_start_on_the_same_file(tmp_path: Path) -> None:
    async with held(tmp_path, patience=0):
        with pytest.raises(DatabaseUnusable, match="in use"):
            async with held(tmp_path, patience=0.2):
                pass
    async with held(tmp_path, patience=0):
        pass


async def test_stats_count_what_is_there(data: Path) -> None:
    result = await run("stats", "--data", data)
    assert result.exit_code == 0
    lines = {line.strip() for line in result.output.splitlines()}
    written = sum(path.stat().st_size for path in data.glob("timeline.db*") if path.suffix != ".db-shm")
    [size] = [int(line.split()[1].replace(",", "")) for line in lines if line.startswith("file: ")]
    assert (data / "timeline.db").stat().st_size < size <= written  # most of it is not yet in the file itself
    assert {"2  articles", "4  events that hold", "1  alerts in force", "1  stories"} <= lines


async def test_a_backup_is_a_timeline_of_its_own_and_is_not_overwritten(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "backups" / "timeline.db"
    assert (await run("backup", target, "--data", data)).exit_code == 0
    assert (await run("verify", "--data", target.parent)).exit_code == 0
    async with Database.open(target, store.SCHEMA) as copy:
        await Timeline(copy).record(published(id="c", text="Later."))
    again = await run("backup", target, "--data", data)
    assert again.exit_code == 2
    assert "is there already" in again.stderr


@pytest.mark.parametrize("what", ["verify", "stats", "rebuild"])
async def test_a_folder_without_a_timeline_gets_one_clear_line(tmp_path: Path, what: str) -> None:
    result = await run(what, "--data", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "--data" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "nowhere").exists()


async def test_a_file_that_is_no_database_gets_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "timeline.db").write_bytes(b"not a database, but long enough to be looked at" * 50)
    result = await run("verify", "--data", tmp_path)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


async def test_reading_again_records_what_the_codebook_of_today_tells(data: Path, timeline: Timeline) -> None:
    before = await timeline.rows("SELECT count(*) FROM log")
    trial = await run("reread", "--trial", "--data", data)
    assert trial.exit_code == 0, trial.stderr
    assert "2 articles read" in trial.output
    assert await timeline.rows("SELECT count(*) FROM log") == before
    result = await run("reread", "--data", data)
    assert result.output.splitlines()[1:] == trial.output.splitlines()[1:]
    assert await timeline.rows("SELECT count(*) FROM log") > before
    assert "0 articles read" in (await run("reread", "--data", data)).output


async def test_what_is_no_question_is_answered_and_the_next_one_is_done(
    data: Path, timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "LOOK_SECONDS", 0.01)
    attendant = asking.Attendant(data, timeline.database, timeline.recorder, Coders(timeline.coder, 0))
    async with held(data, patience=0), Tasks() as tasks:
        tasks.begin(attendant.attend(lambda: None), "doing what operators ask")
        await asyncio.sleep(0)
        for nonsense in ("[]", "{", '{"do": []}', '{"do": "dance"}', '{"do": "redact"}'):
            (data / "timeline.asked").write_text(nonsense)
            await until(lambda: not (data / "timeline.asked").exists())
            await until(lambda: "the service could not do it" in (data / "timeline.told").read_text())
            assert tasks.problems() == []
        (data / "timeline.told.part").mkdir()  # as on a full disk: nothing can be told
        waiting = asyncio.create_task(run("rebuild", "--data", data))
        await until(lambda: "can't be told" in "".join(attendant.troubles()))
        (data / "timeline.told.part").rmdir()
        assert "rebuilt from" in (await waiting).output
        assert attendant.troubles() == tasks.problems() == []


@pytest.mark.parametrize(
    ("befalls", "said"), [("ends", "ended before"), ("starts anew", "ended before"), ("hangs", "told nothing for")]
)
async def test_an_operator_does_not_wait_for_a_service_that_is_gone(
    data: Path, befalls: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "SILENT_SECONDS", 0.0 if befalls == "hangs" else 9.0)
    async with held(data, patience=0):
        waiting = asyncio.create_task(run("rebuild", "--data", data))
        await until(lambda: bool((data / "timeline.asked").exists() and (data / "timeline.asked").read_bytes()))
        (data / "answer").write_text("[3, 9]")
        (data / "answer").rename(data / "timeline.told")  # whole at once, as a service tells it
        if befalls == "starts anew":
            (data / "timeline.asked").unlink()
        if befalls != "ends":
            result = await waiting
    result = await waiting
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    assert (data / "timeline.asked").exists() == (befalls == "hangs")  # it may be at it still


async def test_a_service_that_runs_does_what_is_asked(data: Path, timeline: Timeline) -> None:
    changed: list[int] = []
    attendant = asking.Attendant(data, timeline.database, timeline.recorder, Coders(timeline.coder, 0))
    async with held(data, patience=0):
        attending = asyncio.create_task(attendant.attend(lambda: changed.append(1)))
        for words, said in (
            ("rebuild", "rebuilt from 9 rows"),
            ("reread", "2 articles read"),
            ("redact a", "a is redacted"),
        ):
            result = await run(*words.split(), "--data", data)
            assert (result.exit_code, said in result.output) == (0, True), result.stderr
        again = await run("redact", "a", "--data", data)
        attending.cancel()
    assert (again.exit_code, "redacted already" in again.stderr) == (2, True)
    assert len(changed) == 4
    assert {path.name for path in data.glob("timeline.*")} <= {
        "timeline.db",
        "timeline.db-wal",
        "timeline.db-shm",
        "timeline.lock",
    }
    await timeline.record(published(id="z", text="What comes later."))
    assert (await run("verify", "--data", data)).exit_code == 0
