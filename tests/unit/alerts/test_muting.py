"""What rings when a mute time ends: what stands still, and with it what waited with it."""

from datetime import UTC, datetime

import pytest

from services.alerts.engine.engine import fold
from services.alerts.engine.memory import Memory
from services.alerts.engine.noise import Noise
from services.alerts.engine.signals import Rules
from services.alerts.engine.timers import tick
from services.alerts.rules.loading import RuleBook
from tests.builders import event, recorded, rule

NIGHT = datetime(2024, 10, 18, 23, 0, tzinfo=UTC)
MORNING = datetime(2024, 10, 19, 6, 0, tzinfo=UTC)
NOISE = Noise.model_validate(
    {
        "mute_times": [{"name": "night", "mutes": {"level_max": 5}, "from": "22:00", "to": "06:00"}],
        "group": [{"name": "all", "alerts": {"level_max": 6}, "by": ["signal"], "interval": "5h"}],
    }
)


@pytest.mark.parametrize("corrected", [False, True])
def test_what_has_ended_in_the_night_is_not_told_in_the_morning(corrected: bool) -> None:
    rules, memory = Rules(RuleBook.of([rule()])), Memory(noise=NOISE)
    for record in (
        recorded(event(), id="a", article="art-a", story="s1", source="A"),
        recorded(event(), id="b", article="art-b", story="s2", source="B"),
        recorded(
            event("CONSULT", None),
            id="c",
            article="art-c",
            source="B",
            revises="art-b" if corrected else None,
            story="s3",
        ),
    ):
        fold(rules, memory, record, NIGHT)

    said = [alert for _, alert in tick(memory, MORNING)]

    together = [change for alert in said for change in alert.changes if change.startswith("with it")]
    (rang,) = [alert for alert in said if not alert.muted]
    assert rang.story == "s1" or not corrected
    assert len(together) == (0 if corrected else 1)
