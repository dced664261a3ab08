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
