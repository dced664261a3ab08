"""When a process may be started again: one that can't begin would else be started anew with all that comes."""

import time
from typing import Final

import structlog

logger: Final = structlog.get_logger("tocsin.timeline")

FIRST_SECONDS: Final = 1.0
MOST_SECONDS: Final = 60.0


class Pause:
    """After one that died before it had begun, no other is started for a while: each time for twice as long."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._failures = 0
        self._until = 0.0

    def holds(self) -> bool:
        """Whether none may be started now."""
        return time.monotonic() < self._until

    def died(self, *, begun: bool, why: str = "its last words are above") -> None:
        """A process ended by itself, or could not be made: note it, and say so in the log."""
        if begun:
            self._failures = 0
            logger.warning("a process died; what it had to do is done without it", process=self._what)
            return
        seconds = min(MOST_SECONDS, FIRST_SECONDS * 2.0 ** min(self._failures, 10))
        self._failures += 1
        self._until = time.monotonic() + seconds
        logger.error(
            "a process can't begin; the service works without it", process=self._what, reason=why, again_after=seconds
        )
