"""Who says what of a happening: a ledger in which nothing is struck out. Pure.

A denial does not delete what it denies, and a correction does not hide what it corrects: each voice keeps its lines.
Where a claim stands is decided by what each voice said last, and by what was not taken back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from tocsin.coding.reading import Actor
from tocsin.records import ArticleReference, RecordedEvent, second

Side = Literal["asserts", "denies", "confirms", "corrects", "retracts"]
Voice = tuple[str, str | None, bool]
"""Who speaks: a code or a name, the country if known, and whether it is the outlet itself."""
Status = Literal["asserted", "confirmed", "disputed", "denied", "withdrawn", "supposed"]
"""How a claim stands; `withdrawn` is what nobody says any longer, `supposed` what nobody has claimed."""

SPEECH: Final = frozenset({"STATEMENT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})
"""Events of words. A denial is of a deed before it is of these."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as the log has it: what an article tells, and whether that still holds."""

    position: int
    record: RecordedEvent
    corrected_by: ArticleReference | None = None
    """The revision of its article, which tells it no longer."""
    superseded_at: int | None = None
    """The position of that."""
    said: str = field(init=False)
    """When its article was published, in UTC."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "said", moment_of(self.record.article))  # asked for often


@dataclass(slots=True)
class Line:
    """What one voice says of one happening on one side, in however many articles."""

    voice: str
    """Who says it: a code or a name; an outlet's name where it says it itself."""
    country: str | None
    outlet: bool
    side: Side
    first: str
    last: str
    event: str
    quote: str
    articles: list[str] = field(default_factory=list)
    origins: set[str] = field(default_factory=set)
    standing: bool = True
    """Whether any of its articles still says so."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A happening with all that is said of it."""

    happening: str
    status: Status
    lines: tuple[Line, ...]
    """By the time at which each was said first."""


def moment_of(article: ArticleReference) -> str:
    """When an article was published, UTC, as a text that sorts."""
    return second(article.published_at)


Lines = dict[tuple[str, bool, Side], Line]


def claim(happening: str, tellings: Iterable[Told], echoes: Iterable[tuple[Told, Side]] = ()) -> Claim:
    """The ledger of a happening: of the events that tell of it, and of denials and confirmations that mean it."""
    said = [(told, side, voice_of(told.record)) for told in tellings if (side := side_of(told.record)) is not None]
    said += [(told, side, _speaker(told.record)) for told, side in echoes]
    lines: Lines = {}
    for told, side, voice in sorted(said, key=lambda each: (each[0].said, each[0].position)):
        _enter(lines, told, side, voice)
        if told.corrected_by is not None:
            _correct(lines, told, told.corrected_by)
    ordered = sorted(lines.values(), key=lambda line: (line.first, line.voice, line.side))
    return Claim(happening, _status(ordered), tuple(ordered))


def side_of(record: RecordedEvent) -> Side | None:
    """On which side of what it tells an event stands; None where it claims nothing."""
    event = record.event
    if event.modality == "hypothetical":
        return None
    if event.type == "STATEMENT":
        return "asserts"  # that somebody denied something is told, not denied
    if event.modality == "negated" and event.stance == "asserts":
        return "denies"
    return event.stance


def voice_of(record: RecordedEvent) -> Voice:
    """Who says what an event tells."""
    source = record.event.attribution.source
    if source is not None:
        return _name(source), source.country, False
    return record.article.source or "an outlet without a name", None, True


def _name(actor: Actor) -> str:
    return actor.name or actor.country or actor.text


def _speaker(record: RecordedEvent) -> Voice:
    """Who denies or confirms, in an event that tells of the denial or the confirmation."""
    actors = record.event.actors
    return (_name(actors[0]), actors[0].country, False) if actors else voice_of(record)


def _enter(lines: Lines, told: Told, side: Side, by: Voice) -> None:
    record, (voice, country, outlet) = told.record, by
    held = told.corrected_by is None
    line = lines.get((voice, outlet, side))
    if line is None:
        quote = record.event.evidence.text
        line = Line(voice, country, outlet, side, told.said, told.said, record.id, quote, standing=held)
        lines[voice, outlet, side] = line
    line.last = told.said
    line.standing = line.standing or held
    line.origins.add(record.origin)
    if record.article.id not in line.articles:
        line.articles.append(record.article.id)


def _correct(lines: Lines, told: Told, by: ArticleReference) -> None:
    voice = by.source or told.record.article.source or "an outlet without a name"
    at = moment_of(by)
    line = lines.setdefault(
        (voice, True, "corrects"), Line(voice, None, True, "corrects", at, at, told.record.id, by.title)
    )
    if by.id not in line.articles:
        line.articles.append(by.id)


def _status(lines: Sequence[Line]) -> Status:
    if not lines:
        return "supposed"
    latest: dict[tuple[str, bool], Line] = {}
    for line in sorted(lines, key=lambda line: (line.last, line.first)):
        if line.standing and line.side != "corrects":
            latest[line.voice, line.outlet] = line
    sides = [line.side for line in latest.values()]
    tells = any(side in ("asserts", "confirms") for side in sides)
    if "denies" in sides:
        return "disputed" if tells else "denied"
    if not tells:
        return "withdrawn"
    return "confirmed" if "confirms" in sides else "asserted"


def meant(speech: RecordedEvent, happenings: Sequence[tuple[str, Sequence[RecordedEvent]]]) -> str | None:
    """Which happening a denial or a confirmation in words means: the deed of the same matter and the same parties.

    `happenings` are those that were told of before or with it, each with its events. None where it can't be told.
    """
    event = speech.event
    concerned = _codes(*event.actors, *event.recipients, *event.against)
    best, found = (0, 0), None
    for name, records in happenings:
        if records[0].event.type in SPEECH:
            continue
        parties = frozenset[str]().union(
            *(_codes(*r.event.actors, *r.event.recipients, *r.event.against) for r in records)
        )
        common = len(concerned & parties)
        same = event.object is not None and any(record.event.object == event.object for record in records)
        if common and (same or common > 1) and (2 * same + common, len(records)) > best:
            best, found = (2 * same + common, len(records)), name
    return found


def _codes(*actors: Actor) -> frozenset[str]:
    return frozenset(actor.country or actor.text for actor in actors)
