"""Headlines with their first sentence, as agencies, broadcasters and papers write them, and what they must ring."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.alerts.engine.signals import Rules, of_article
from services.alerts.rules.loading import load
from tocsin.coding.coder import code

TABLE = Path(__file__).with_name("headlines.txt")
RULES = Rules(load())
PUBLISHED = datetime(2016, 5, 12, tzinfo=UTC)


def rows() -> list[list[str]]:
    """[signals, title, text] of each line; a signal behind "?" may ring or not."""
    lines = TABLE.read_text("utf-8").splitlines()
    return [[part.strip() for part in line.split("|")] for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("asked", "title", "text"), rows(), ids=lambda part: part[:40])
def test_a_headline_rings_what_a_duty_officer_wants(asked: str, title: str, text: str) -> None:
    names = [name.strip() for name in asked.split(",") if name.strip() not in ("", "-")]
    wanted = {name for name in names if not name.startswith("?")}
    allowed = wanted | {name.removeprefix("?") for name in names}
    signals = of_article(RULES, code(title, text, PUBLISHED).events, PUBLISHED.date())
    rung = {signal.rule.signal for signal in signals if signal.stopped is None}
    assert wanted <= rung <= allowed, rung
