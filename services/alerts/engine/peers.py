"""The alerts that are not over, by what news may change them: kin, and the two sides that they are between. PURE."""

from collections import defaultdict
from itertools import islice
from typing import Final

from services.alerts.engine.held import ENDS, Held

KINDRED: Final = 20
"""Alerts of one kin that news of another story may join, dispute or resolve: those that wait, the last told."""


class Peers:
    """Names of alerts; the memory holds the alerts themselves."""

    def __init__(self) -> None:
        self._by_kin: dict[tuple[str, bool], dict[str, None]] = defaultdict(dict)
        """By kin and whether they wait, those told of last at the end."""
        self._by_sides: dict[tuple[str, str], set[str]] = defaultdict(set)
        """By rule and pair."""

    def put(self, held: Held, before: Held | None) -> None:
        """Take up an alert as it is now; `before` is how it was."""
        self._join_kin(held, before)
        alert = held.alert
        for pair in held.pairs:
            if alert.status in ENDS:
                self._by_sides[alert.rule, pair].discard(alert.id)
            else:
                self._by_sides[alert.rule, pair].add(alert.id)

    def kindred(self, kin: str) -> set[str]:
        """At most `KINDRED` of a kin, however many there are."""
        found = (name for waits in (True, False) for name in reversed(self._by_kin.get((kin, waits), {})))
        return set(islice(found, KINDRED))

    def between(self, rule: str, pair: str) -> set[str]:
        """Those of a rule between two sides, whoever of them acts."""
        return self._by_sides.get((rule, pair), set())

    def _join_kin(self, held: Held, before: Held | None) -> None:
        place, alert = _place(held), held.alert
        was = _place(before) if before is not None else None
        if before is not None and (place, alert.revision) == (was, before.alert.revision):
            return
        if was is not None:
            self._by_kin[was].pop(alert.id, None)
        if place is not None:
            self._by_kin[place][alert.id] = None


def _place(held: Held) -> tuple[str, bool] | None:
    """Where it stands among its kin; nowhere if it is over."""
    status = held.alert.status
    return None if status in ENDS else (held.kin, status == "pending")
