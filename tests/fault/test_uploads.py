"""One POST of any length: in constant memory, each line answered, and nothing lost or doubled by a kill."""

from pathlib import Path

from bench.uploading import Told, kept, killed_and_repeated, lines, serving, upload


def test_a_post_that_a_kill_cuts_off_and_that_is_repeated_gives_each_article_once(tmp_path: Path):
    with serving(tmp_path) as service:
        first, second = killed_and_repeated(service, count=3_000, stop_at=1_200)
        rows = kept(service.file)
    assert first.statuses == {"accepted": first.lines}
    assert 0 < first.lines <= 1_200
    assert second.lines == 3_000
    assert set(second.statuses) == {"accepted", "duplicate"}
    assert second.statuses["duplicate"] >= first.lines
    assert [number for number, _ in rows] == list(range(1, 3_001))
    assert {given for _, given in rows} == {str(number) for number in range(3_000)}


def test_a_post_takes_no_more_memory_the_longer_it_goes_on(tmp_path: Path):
    with serving(tmp_path) as service:
        told = Told(service, every=1_000)
        upload(service.url, lines(12_000), told)
        upload(service.url, lines(12_000), told_again := Told(service, every=1_000))
    assert told.statuses == {"accepted": 12_000}
    assert told_again.statuses == {"duplicate": 12_000}
    assert max(told.memory + told_again.memory) - told.memory[0] < 15, "of more than 50 MB that were sent"
