"""`tocsin rules preview` and `explain` over a real log, by its file and over HTTP."""

import asyncio
import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from services.cli import app as command
from services.cli import previewing
from tests.builders import published, rule
from tests.integration.timeline.conftest import Timeline


def written(folder: Path, **fields: object) -> Path:
    folder.mkdir(exist_ok=True)
    content = rule(**fields).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    path = folder / f"{content['id']}.yaml"
    path.write_text(yaml.safe_dump(content))
    return path


async def preview(*words: str, code: int = 0) -> Result:
    result = await asyncio.to_thread(CliRunner().invoke, command, ["rules", "preview", *words])
    assert result.exit_code == code, result.output
    return result


async def test_a_rule_is_tried_over_the_log_by_file_and_over_http(
    url: str, timeline: Timeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previewing, "PAGE", 2)
    await timeline.record(*(published(id=f"a{number}", text=f"Matter {number} moves.") for number in range(3)))
    written(tmp_path / "old")
    new = written(tmp_path / "new", match={"type": ["STATEMENT"]}, group_by=["recipients"])
    asked = [str(new), "--rules", str(tmp_path / "old")]
    by_file = await preview(*asked, "--data", str(tmp_path), "--json")
    by_http = await preview(*asked, "--url", url, "--json")
    assert by_file.stdout == by_http.stdout
    rows = [json.loads(line) for line in by_http.stdout.splitlines()]
    assert [(row["change"], row["quote"][:9]) for row in rows] == [("newly", "Pyongyang"), ("no_longer", "Pyongyang")]
    shown = (await preview(*asked, "--url", url)).stdout
    assert "3 articles with 6 events" in shown
    assert "troops-abroad" in shown


async def test_what_can_not_be_tried_is_told_in_a_line(tmp_path: Path) -> None:
    old = written(tmp_path / "old")
    same = await preview(str(old), "--rules", str(old.parent), "--data", str(tmp_path))
    assert "no rule rings otherwise" in same.stderr
    (tmp_path / "bad.yaml").write_text("id: bad\n")
    bad = await preview(str(tmp_path / "bad.yaml"), "--rules", str(old.parent), code=2)
    assert "bad.yaml: title: is missing" in bad.stderr
    assert "can't be read" in (await preview(str(tmp_path / "none.yaml"), code=2)).stderr
    new = str(written(tmp_path / "new", joins_days=3))
    when = await preview(new, "--rules", str(old.parent), "--since", "yesterday", code=1)
    assert "--since: 'yesterday' is no day or moment" in when.stderr
    away = await preview(new, "--rules", str(old.parent), "--url", "http://127.0.0.1:9", code=1)
    assert "is `tocsin up` running?" in away.stderr
    no_file = await preview(new, "--rules", str(old.parent), "--data", str(tmp_path), code=1)
    assert "timeline.db" in no_file.stderr


async def test_an_article_of_the_log_is_explained_by_its_id(url: str, timeline: Timeline) -> None:
    await timeline.record(published(id="a1", text="Turkey deployed 400 soldiers to Libya on Thursday."))
    words = ["rules", "explain", "a1", "--url", url]
    result = await asyncio.to_thread(CliRunner().invoke, command, words)
    assert "foreign-deployment: rings: first told by Example Wire" in result.stdout
    unknown = await asyncio.to_thread(CliRunner().invoke, command, ["rules", "explain", "a2", "--url", url])
    assert (unknown.exit_code, "there is no article" in unknown.stderr) == (1, True)
