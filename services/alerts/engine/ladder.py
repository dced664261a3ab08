"""The ladder of escalation: where each pair of actors and each story stands, and where it stood before. PURE.

A pair climbs when an alert of a higher level is raised, and steps down with a de-escalation, or with the cancelling of
what put it there. What is older than `HOLDS` holds nobody up.
"""

from datetime import datetime, timedelta
from typing import Final

from services.alerts.engine.held import ENDS, Held
from services.alerts.engine.memory import Height, Memory
from tocsin.records import Rung

HOLDS: Final = timedelta(days=30)
MOST_HOLDING: Final = 20


def stand(memory: Memory, held: Held) -> Held:
    """The alert with the rungs that its pairs and its story are on, now that it is at its level, or over."""
    alert = held.alert
    at = max((item.article.published_at for item in alert.evidence), default=None)
    names = [*held.pairs, alert.story]
    for name in names:
        before = memory.ladder.get(name)
        after = _fallen(before, alert.id) if alert.status in ENDS else _climbed(before, alert.level, at, alert.id)
        if after != before and after is not None:
            memory.ladder[name] = after
            memory.climbed.add(name)
    rungs = tuple(
        Rung(of="story" if name == alert.story else "pair", name=name, level=height.level, previous=height.previous)
        for name in names
        if (height := memory.ladder.get(name)) is not None
    )
    return held.model_copy(update={"alert": alert.model_copy(update={"ladder": rungs})})


def _climbed(before: Height | None, level: int, at: datetime | None, alert: str) -> Height | None:
    if at is None:
        return before
    if before is None:
        return Height(level, None, at, (alert,))
    if level == before.level:
        holding = tuple(dict.fromkeys((*before.alerts, alert)))[-MOST_HOLDING:]
        return Height(level, before.previous, max(at, before.at), holding)
    if level < 0 or level > before.level or at - before.at > HOLDS:
        return Height(level, before.level, at, (alert,)) if at >= before.at - HOLDS else before
    return before


def _fallen(before: Height | None, alert: str) -> Height | None:
    """One alert less that holds it up; with the last it falls to where it was before."""
    if before is None or alert not in before.alerts:
        return before
    left = tuple(name for name in before.alerts if name != alert)
    if left:
        return Height(before.level, before.previous, before.at, left)
    return Height(before.previous or 0, before.level, before.at, ())
