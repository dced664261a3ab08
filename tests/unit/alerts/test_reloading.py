"""Files that are looked after while the service runs: no change of them is missed."""

from pathlib import Path

import pytest

from services.alerts.reloading import Watched


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rules"
    path.write_text("one")
    return path


def watched(file: Path, used: list[str], current: str = "one", while_used: str = "") -> Watched[str]:
    async def use(text: str) -> None:
        used.append(text)
        if while_used:
            file.write_text(while_used)

    return Watched("rules", current, files=lambda _: [file], load=file.read_text, use=use)


async def test_what_says_the_same_is_not_taken_up_again(file: Path) -> None:
    used: list[str] = []
    rules = watched(file, used)
    await rules.look(anyway=False)
    file.touch()
    await rules.look(anyway=False)
    assert used == []
    await rules.look(anyway=True)
    assert used == ["one"]


async def test_a_change_before_the_first_look_is_taken_up(file: Path) -> None:
    used: list[str] = []
    rules = watched(file, used, current="zero")
    await rules.look(anyway=False)
    assert (used, rules.current) == (["one"], "one")


async def test_a_change_while_another_is_taken_up_is_seen_next(file: Path) -> None:
    used: list[str] = []
    rules = watched(file, used, while_used="three!")
    await rules.look(anyway=False)
    file.write_text("two!")
    await rules.look(anyway=False)
    await rules.look(anyway=False)
    await rules.look(anyway=False)
    assert used == ["two!", "three!"]
