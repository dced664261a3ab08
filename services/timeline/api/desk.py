"""What answering takes."""

import asyncio
from dataclasses import dataclass, field

from services.timeline.log.drafts import Coder
from services.timeline.processes.clerks import Clerks
from services.timeline.settings import TimelineSettings
from tocsin.following import Entry, Followers, Tail
from tocsin.sqlite import Database


@dataclass(slots=True)
class Desk:
    """The file, the end of the log, the coder, and who is served."""

    database: Database | Clerks
    tail: Tail[Entry]
    coder: Coder
    settings: TimelineSettings
    reading_again: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    """Reading an article anew is work for the processor: one at a time."""
    followers: Followers = field(init=False)

    def __post_init__(self) -> None:
        self.followers = Followers(self.settings.timeline_followers)
