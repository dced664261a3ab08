"""`tocsin code`: articles in, readings out, line by line."""

import json
from io import StringIO
from pathlib import Path

import pytest
import typer
from rich.console import Console

from services.cli.coding import code
from services.cli.explaining import explain
from tests.unit.coding.readings import PUBLISHED, read
from tocsin.records import Article

GOOD = {"id": "a1", "title": "", "text": "Iran seized a tanker on Monday.", "published_at": "2024-10-23"}


def written(folder: Path, *lines: object) -> Path:
    file = folder / "articles.ndjson"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return file


def test_each_article_is_one_line_in_the_same_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code(written(tmp_path, GOOD, {**GOOD, "id": "a2", "text": "Nothing happened."}))
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [article["id"] for article in told] == ["a1", "a2"]
    (event,) = told[0]["events"]
    assert event["type"] == "COERCE"
    assert event["occurred"]["start"] == "2024-10-21"
    assert GOOD["text"][event["trigger"]["start"] : event["trigger"]["end"]] == event["trigger"]["text"]


def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as stopped:
        code(written(tmp_path, GOOD, "{", {**GOOD, "id": "a3"}))
    out, err = capsys.readouterr()
    assert stopped.value.exit_code == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a1", "a3"]
    assert "line 2" in err


def test_another_language_gives_no_events(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code(written(tmp_path, {**GOOD, "language": "de"}))
    assert json.loads(capsys.readouterr().out)["events"] == []


def test_a_plain_text_is_explained_with_its_first_line_as_the_title(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pasted.txt").write_text("Tanker seized\r\n\r\nIran seized a tanker on Monday.\r\n")
    code(tmp_path / "pasted.txt", explain=True, published="2024-10-23")
    shown = capsys.readouterr().out
    assert "published 2024-10-23" in shown
    assert "2024-10-21" in shown
    assert "Tanker seized\n" in "\n".join(line.strip("│ ") for line in shown.splitlines())
    code(written(tmp_path, GOOD), explain=True)
    assert "a1 · published 2024-10-23" in capsys.readouterr().out
    with pytest.raises(typer.Exit) as stopped:
        code(tmp_path / "pasted.txt", explain=True, published="soon")
    assert (stopped.value.exit_code, capsys.readouterr().err[:21]) == (2, "--published: 'soon' i")


def test_explaining_hands_a_terminal_nothing_to_obey() -> None:
    text = "Iran\x07 seized\x1b[31m a tanker\x1b]0;owned\x07."
    out = StringIO()
    explain(
        Article(id="a\x1b[7m", title="", text=text, published_at=PUBLISHED), read(text), Console(file=out, width=80)
    )
    assert not {c for c in out.getvalue() if not c.isprintable()} - {"\n"}
    assert "Iran  seized [31m a tanker ]0;owned ." in out.getvalue()


def test_explaining_shows_events_and_why_others_are_none() -> None:
    text = "Iran seized a tanker. A quake killed nine people in Nepal."
    out = StringIO()
    explain(
        Article(id="a1", title="[Sea]", text=text, published_at=PUBLISHED),
        read(text, "[Sea]"),
        Console(file=out, width=100),
    )
    shown = out.getvalue()
    assert "[Sea]" in shown
    assert "seized" in shown
    assert "COERCE/seize" in shown
    assert "by nobody's hand" in shown
