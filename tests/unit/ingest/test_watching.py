"""Folders into which articles come while one watches."""

import os
from pathlib import Path

from services.ingest.sources.watching import Watch


def write(path: Path, text: str, at: int) -> None:
    path.write_text(text)
    os.utime(path, ns=(at, at))


def test_a_file_is_taken_once_it_is_whole_and_again_when_it_changes(tmp_path: Path) -> None:
    path, watch = tmp_path / "a.txt", Watch([tmp_path])
    assert watch.come() == []
    write(path, "half", 1)
    assert watch.come() == []
    write(path, "half and half", 2)
    assert watch.come() == []
    assert watch.come() == [path]
    assert watch.come() == [path], "not taken yet"
    watch.take([path])
    assert watch.come() == []
    write(path, "corrected", 3)
    assert watch.come() == []
    assert watch.come() == [path]


def test_what_goes_away_and_what_is_no_article_is_left_alone(tmp_path: Path) -> None:
    path, watch = tmp_path / "a.txt", Watch([tmp_path, tmp_path / "missing"])
    write(path, "words", 1)
    (tmp_path / "photo.jpg").touch()
    watch.come()
    path.unlink()
    assert watch.come() == []
