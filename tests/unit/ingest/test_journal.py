"""How far an import has come."""

from pathlib import Path

import pytest

from services.ingest.journal import Journal, Passed, Service, Stamp

HERE = Service("/tocsin/ingest/a", 1000)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TOCSIN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "dump.ndjson"
    path.write_text("{}")
    return path


def broken_off(dump: Path, service: Service | None = HERE) -> Stamp:
    """An import that noted 700 records of `dump`, the service then holding 1,700 articles, and was killed."""
    stamp = Stamp.of(dump)
    assert stamp is not None
    journal = Journal.open([dump], "as it is", service)
    journal.note(stamp, Passed(500), 1500)
    journal.note(stamp, Passed(700), 1700)
    journal.close(finished=False)
    return stamp


def test_an_import_that_broke_off_is_known_again(dump: Path) -> None:
    stamp = broken_off(dump)
    journal = Journal.open([dump], "as it is", Service(HERE.source, 1700))
    assert (journal.passed(stamp), journal.records) == (Passed(700), 700)
    journal.note(stamp, Passed(900, whole=True), 1900)
    journal.close(finished=False)
    assert Journal.open([dump], "as it is", Service(HERE.source, 1900)).passed(stamp) == Passed(900, whole=True)


def test_a_finished_import_is_forgotten(dump: Path, cache: Path) -> None:
    stamp = broken_off(dump)
    Journal.open([dump], "as it is", Service(HERE.source, 1700)).close(finished=True)
    assert Journal.open([dump], "as it is", Service(HERE.source, 1700)).passed(stamp) == Passed()
    assert list((cache / "imports").iterdir()) == []


@pytest.mark.parametrize(
    ("how", "service", "records"),
    [
        ("otherwise", Service(HERE.source, 9999), 0),
        ("as it is", Service("/tocsin/ingest/b", 9999), 0),
        ("as it is", Service(HERE.source, 1699), 500),  # restored from a backup that lacks the last ones
        ("as it is", Service(HERE.source, 1000), 0),
        ("as it is", None, 0),
    ],
)
def test_what_another_service_or_reading_has_answered_does_not_count(
    dump: Path, how: str, service: Service | None, records: int
) -> None:
    broken_off(dump)
    assert Journal.open([dump], how, service).records == records


def test_a_file_that_has_changed_is_another(dump: Path) -> None:
    broken_off(dump)
    dump.write_text("{}\n{}")
    journal = Journal.open([dump], "as it is", Service(HERE.source, 9999))
    assert journal.passed(Stamp.of(dump)) == Passed()


@pytest.mark.parametrize("damage", ["", "{", "[]\n", "\x00\n{}", '{"source": "/tocsin/ingest/a"}\n{"file": 7}\n{"fi'])
def test_a_damaged_journal_is_none(dump: Path, cache: Path, damage: str) -> None:
    stamp = broken_off(dump)
    [path] = (cache / "imports").iterdir()
    path.write_text(damage)
    journal = Journal.open([dump], "as it is", Service(HERE.source, 9999))
    assert journal.passed(stamp) == Passed()
    journal.note(stamp, Passed(1), 1001)
    journal.close(finished=False)
    assert Journal.open([dump], "as it is", Service(HERE.source, 9999)).passed(stamp) == Passed(1)


def test_a_cache_that_cannot_be_written_is_no_fault(dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_CACHE", "/proc/nothing")
    assert Journal.open([dump], "as it is", HERE).records == 0
    broken_off(dump)


def test_what_is_no_plain_file_has_no_stamp(tmp_path: Path) -> None:
    assert Stamp.of(tmp_path) is None
    assert Stamp.of(tmp_path / "nothing") is None
