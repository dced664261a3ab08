"""Fill a timeline's file with synthetic history, fast: the rows are made by the real projection, the texts are not.

Two years of articles in the order in which they were published, some late: each with about five events of some seventy
countries, a story that a few others tell too, and now and then an alert. Words and countries are as unevenly common as
in news. The same seed gives the same history.
"""

import gc
import itertools
import multiprocessing
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.timeline.log import log
from services.timeline.log.projection import Change, fold
from tocsin.coding.reading import Actor, Attribution, Event, Occurred, Place, Quantity, Span
from tocsin.messages import AlertRaised, ArticlePlaced, ArticlePublished, EventRecorded
from tocsin.records import Alert, Article, ArticleReference, Placement, RecordedEvent, SignalEvidence, stable_id
from tocsin.vocabulary import CONTEXTS, EVENT_TYPES, MODES, SIGNAL_LEVELS

START = datetime(2023, 1, 1, tzinfo=UTC)
DAYS = 730
COUNTRIES = [
    "RUS", "UKR", "USA", "CHN", "ISR", "PSE", "IRN", "GBR", "FRA", "DEU", "PRK", "KOR", "TUR", "SYR", "POL", "JPN",
    "IND", "PAK", "SAU", "YEM", "LBN", "EGY", "IRQ", "SDN", "ETH", "VEN", "MMR", "AFG", "TWN", "NATO", "UNO", "EUR",
    "AZE", "ARM", "GEO", "BLR", "MDA", "SRB", "XKX", "GRC", "ITA", "ESP", "NLD", "SWE", "FIN", "NOR", "DNK", "EST",
    "LVA", "LTU", "ROU", "HUN", "CZE", "CAN", "AUS", "PHL", "VNM", "MLI", "NER", "BFA", "TCD", "SOM", "KEN", "COD",
    "RWA", "HTI", "MEX", "COL", "BRA", "ARG",
]  # fmt: skip
TOWNS = [("Kyiv", "UKR"), ("Kursk", "RUS"), ("Seoul", "KOR"), ("Rafah", "PSE"), ("Aden", "YEM"), ("Tehran", "IRN")]
SIGNALS = list(SIGNAL_LEVELS)
SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]
VOCABULARY = ["".join(p) for p in itertools.islice(itertools.product(SYLLABLES, repeat=3), 20_000)]
COMMON, RARE = "police", "zeppelin"

Made = tuple[log.Tape, list[tuple[Change, tuple[Any, ...]]]]
"""Rows, and what they change in the tables."""


@dataclass(slots=True)
class Filling:
    """Makes batches of log rows and changes, as many articles as asked for."""

    seed: int = 1
    words: int = 120
    articles: int = 0
    stories: list[str] = field(default_factory=list)
    dice: random.Random = field(init=False)
    weights: list[float] = field(init=False)
    frequencies: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.weights = list(itertools.accumulate(1 / (n + 1) for n in range(len(COUNTRIES))))
        self.frequencies = list(itertools.accumulate(1 / (n + 2) for n in range(len(VOCABULARY))))

    def batch(self, tape: log.Tape, count: int, total: int) -> Iterator[tuple[Change, tuple[Any, ...]]]:
        """Add `count` of `total` articles with their events and alerts to the tape; the changes that they make."""
        for _ in range(count):
            yield from self._article(tape, total)

    def _article(self, tape: log.Tape, total: int) -> Iterator[tuple[Change, tuple[Any, ...]]]:
        dice, self.articles = self.dice, self.articles + 1
        late = dice.choice([0, 0, 0, 0, 0, 0, 0, 0, 1, 30])
        published = START + timedelta(days=DAYS * self.articles / total - late, hours=dice.randrange(20))
        identity = self._id("art")  # as random as those of real articles: a sorted index has no end to grow at
        text = " ".join(dice.choices(VOCABULARY, cum_weights=self.frequencies, k=self.words))
        if dice.random() < 0.2:
            text += f" {COMMON}"
        if self.articles % 20_000 == 5:
            text += f" {RARE}"
        article = Article.model_construct(
            id=identity, title=text[:60], text=text, published_at=published, published_precision="minute",
            published_basis="given", source=f"Outlet {int(dice.paretovariate(0.8)) % 400}",
            url=f"https://example.org/{identity}", language="en", revises=None,
        )  # fmt: skip
        yield from self._tell(tape, ArticlePublished, self._id("msg"), published, article)
        if not self.stories or dice.random() < 0.3:
            self.stories.append(self._id("sty"))
        story = self.stories[-1 - int(dice.paretovariate(0.7)) % min(50, len(self.stories))]
        placement = Placement.model_construct(article=identity, story=story, origin=identity)
        yield from self._tell(tape, ArticlePlaced, self._id("plc"), published, placement)
        reference = ArticleReference.model_construct(
            id=identity,
            title=article.title,
            source=article.source,
            url=article.url,
            published_at=published,
            revises=None,
        )
        events = []
        for number in range(1, (of := dice.randrange(3, 8)) + 1):
            record = RecordedEvent.model_construct(
                id=f"{identity}.{number}", article=reference, story=story, origin=identity, codebook="0123456789ab",
                event=self._event(published.date()), happening=None, number=number, of=of,
            )  # fmt: skip
            events.append(record)
            yield from self._tell(tape, EventRecorded, record.id, published, record)
        if dice.random() < 0.15:
            alert = self._alert(self._id("alr"), events[: dice.randrange(1, 4)])
            yield from self._tell(tape, AlertRaised, f"{alert.id}.1", published, alert)

    def _id(self, kind: str) -> str:
        return stable_id(kind, str(self.seed), str(self.articles))

    def _tell(
        self, tape: log.Tape, model: Any, identity: str, time: datetime, data: Any
    ) -> Iterator[tuple[Change, tuple[Any, ...]]]:
        message = model.model_construct(
            id=identity, source="/tocsin/bench", subject=identity, time=time, recordedtime=time, data=data,
            sequence=None, previous=None, correlationid=None, causationid=None, traceparent=None,
        )  # fmt: skip
        yield from fold(tape.append(identity, message.type, message.to_json()), message)

    def _event(self, published: date) -> Event:
        dice = self.dice
        kind = EVENT_TYPES[min(int(dice.expovariate(0.2)), len(EVENT_TYPES) - 1)]
        modes = sorted(MODES[kind])
        start = published + timedelta(
            days=dice.choice([0] * 19 + [-1] * 10 + [-2, -3, -7, -7, -30, -400, -2000, 5, 12, 40])
        )
        length = dice.choice([0] * 17 + [6, 29, 364])
        trigger = Span("text", 20, 25, "moved")
        place = Place(*dice.choice(TOWNS), "text", 30, 34) if dice.random() < 0.2 else None
        number = round(dice.paretovariate(0.5) * 10)
        unit = dice.choice(["soldiers"] + ["people"] * 9)  # numbers of forces are followed, those of people are not
        quantity = Quantity(None, number, None, unit, None, "reported", None, "text", 40, 44, str(number))
        return Event(
            type=kind,
            mode=dice.choice(modes) if modes and dice.random() < 0.7 else None,
            contexts=(CONTEXTS[min(int(dice.expovariate(0.5)), len(CONTEXTS) - 1)],),
            actors=(self._actor(),),
            recipients=(self._actor(),) if dice.random() < 0.6 else (),
            against=(self._actor(),) if dice.random() < 0.05 else (),
            modality=dice.choice(["actual"] * 7 + ["future", "considered", "negated"]),  # type: ignore[arg-type]
            certainty=dice.choice(["observed", "likely", "possible"]),  # type: ignore[arg-type]
            stance=dice.choice(["asserts"] * 9 + ["denies"]),  # type: ignore[arg-type]
            attribution=Attribution(self._actor(), "said"),
            occurred=Occurred(start.isoformat(), (start + timedelta(days=length)).isoformat(), "day", "text"),
            quantities=(quantity,) if dice.random() < 0.15 else (),
            place=place,
            object=None,
            trigger=trigger,
            evidence=Span("text", 0, 90, f"Officials {dice.choice(VOCABULARY)} moved {dice.choice(VOCABULARY)} there."),
            pattern="bench.move",
            sense=None,
        )

    def _actor(self) -> Actor:
        (code,) = self.dice.choices(COUNTRIES, cum_weights=self.weights)
        return Actor(code, "GOV", None, "text", 0, 9, code.title())

    def _alert(self, identity: str, events: list[RecordedEvent]) -> Alert:
        signal = self.dice.choice(SIGNALS)
        low, high = SIGNAL_LEVELS[signal]
        level = self.dice.randint(low, high)
        evidence = tuple(
            SignalEvidence.model_construct(
                event=one.id, article=one.article, origin=one.origin, level=level, quote=one.event.evidence,
                occurred=one.event.occurred, disputed=False,
            )
            for one in events
        )  # fmt: skip
        return Alert.model_construct(
            id=identity, revision=1, status="raised", rule=signal, rule_version="1", signal=signal, level=level,
            previous_level=None, capped=None, title="A synthetic alert", summary="It is made up.", group={},
            story=events[0].story, occurred=events[0].event.occurred, expectation=None, disputed=False, origins=1,
            articles=1, evidence=evidence, changes=(), runbook="",
        )  # fmt: skip


_FILLINGS: dict[int, Filling] = {}
"""By seed, in the process that makes the articles."""


def make(seed: int, begin: int, head: log.Head, count: int, total: int) -> Made:
    """So many articles behind the head of a log, of a history of `total` that begins with its article `begin`.

    For a process of its own, as the coders read in theirs: making an article costs as much as writing it.
    """
    filling = _FILLINGS.setdefault(seed, Filling(seed=seed, articles=begin))
    tape = log.Tape.after(head, datetime.now(UTC))
    return tape, list(filling.batch(tape, count, total))


def maker() -> ProcessPoolExecutor:
    """The process that makes articles; nothing that it makes refers to itself, so nobody looks for what does."""
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=gc.disable)
