"""Which of the entries that a stream brought are to be applied now: each producer's messages in their order. PURE.

A producer numbers its messages: `sequence` is this one's number, `previous` that of the one before. One that was
applied already is dropped. One that comes after a gap is dropped too: its producer sends it again, after what is
missing. What numbers nothing (a message of somebody else's) is always in turn.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, ValidationError

from tocsin.messages import MAX_MESSAGE_BYTES, AnyMessage, BadMessage, parse
from tocsin.records import Sequence


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message as it came: its entry id, its bytes, and what they say."""

    entry_id: str
    raw: bytes
    message: AnyMessage


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An entry that no consumer can use, and why."""

    entry_id: str
    reason: str
    raw: bytes


@dataclass(slots=True)
class Turn:
    """What one read brought: what to apply, what to set aside, and how far that brings each producer."""

    deliveries: list[Delivery] = field(default_factory=list)
    dead: list[DeadLetter] = field(default_factory=list)
    producers: dict[str, int] = field(default_factory=dict)
    """CloudEvents source → its last message that is applied or set aside with this turn."""
    after_gap: int = 0
    """Messages left out because one before them is missing."""
    lacking: set[str] = field(default_factory=set)
    """The producers of those."""


class _Numbering(BaseModel):
    """The little that must be readable for a message to take its place in its producer's order."""

    model_config = ConfigDict(extra="ignore")
    source: str
    sequence: Sequence | None = None
    previous: Sequence | None = None


def take_turns(entries: Iterable[tuple[str, bytes]], applied: Mapping[str, int]) -> Turn:
    """Sort `entries`, (entry id, message bytes) in the stream's order; `applied` is how far each producer is."""
    turn = Turn()
    for entry_id, raw in entries:
        if not _in_turn(raw, applied, turn):
            continue
        try:
            turn.deliveries.append(Delivery(entry_id, raw, parse(raw)))
        except BadMessage as error:
            turn.dead.append(DeadLetter(entry_id, str(error), raw))
    return turn


def _in_turn(raw: bytes, applied: Mapping[str, int], turn: Turn) -> bool:
    if len(raw) > MAX_MESSAGE_BYTES:
        return True  # `parse` refuses it without reading it
    try:
        number = _Numbering.model_validate_json(raw)
    except ValidationError:
        return True  # numbers nothing: `parse` says what is wrong with it
    if number.sequence is None:
        return True
    last = turn.producers.get(number.source, applied.get(number.source, 0))
    if number.sequence <= last:
        return False
    if number.previous is not None and number.previous > last:
        turn.after_gap += 1
        turn.lacking.add(number.source)
        return False
    turn.producers[number.source] = number.sequence
    return True
