"""Counts, surges and sequences: what came before an event in its group, and whether that is enough to ring. PURE.

Happenings are counted by story, so that many articles on one strike are one, and by the day on which they were
published: news that comes late is counted where it belongs.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter
from typing import Final, assert_never

from services.alerts.engine.memory import CITED, Memory, Occurrence
from services.alerts.engine.signals import Signal
from services.alerts.engine.standing import Told
from services.alerts.rules.schema import Rule
from services.alerts.rules.windows import Count, Surge
from services.alerts.rules.windows import Sequence as Ordered
from tocsin.records import SignalEvidence, stable_id

MOST_BEFORE: Final = 10
"""Earlier happenings that an alert cites as proof, the last ones."""


@dataclass(frozen=True, slots=True)
class Case:
    """What came before is enough: why, in words, and its proof in the order in which it was published."""

    why: str
    before: tuple[SignalEvidence, ...]


def track_of(rule: Rule, step: int, group: dict[str, str]) -> str:
    """Under which key the events of a group are kept that fit one step of a rule."""
    return stable_id("track", rule.id, str(step), *(f"{name}={value}" for name, value in sorted(group.items())))


def tracks_of(rule: Rule, group: dict[str, str]) -> list[str]:
    """The tracks that an event of the group needs to know, for a rule with a window; none for others."""
    if rule.window is None or not any(group.values()):
        return []
    return [track_of(rule, step, group) for step in range(rule.steps + 1)]


def observe(memory: Memory, told: Told, signal: Signal, group: dict[str, str], proof: SignalEvidence) -> Case | str:
    """Note what the event tells, and say whether it completes its window; if not, what is lacking, in words."""
    rule, window = signal.rule, signal.rule.window
    assert window is not None
    if not any(group.values()):
        return f"nobody is named to count by ({', '.join(rule.group_by)})"
    if signal.expected and not isinstance(window, Ordered):
        return f"it is {signal.event.modality}: only what happens is counted"
    seen = Occurrence(told.recorded.story, proof.article.id, proof.article.published_at, proof)
    memory.witness(track_of(rule, signal.step, group), seen)
    match window:
        case Count() | Surge():
            return _counted(window, memory.occurrences[track_of(rule, 0, group)], seen)
        case Ordered():
            return _ordered(window, [memory.occurrences.get(key, ()) for key in tracks_of(rule, group)], signal, seen)
        case _:
            assert_never(window)


def _counted(window: Count | Surge, track: Sequence[Occurrence], seen: Occurrence) -> Case | str:
    """The window with the most happenings among those that hold this one."""
    days = timedelta(days=window.days)
    since = seen.published - days - timedelta(days=window.usual_days if isinstance(window, Surge) else 0)
    until = seen.published + days
    ordered = [item for item in track if since < item.published < until]
    ordered.sort(key=_PUBLISHED)
    times = [item.published for item in ordered]
    short = ""
    for last in range(bisect_right(times, seen.published) - 1, len(times)):
        begin = bisect_right(times, times[last] - days)
        within = ordered[begin : last + 1]
        count = len({item.story for item in within})
        said, needed = f"{count} in {window.days} days", float(window.at_least)
        if isinstance(window, Surge):
            oldest = times[last] - days - timedelta(days=window.usual_days)
            usual = _usual(window, ordered[bisect_right(times, oldest) : begin])
            said, needed = f"{said}, usually {usual:.1f}", max(needed, window.factor * usual)
        if count >= needed:
            return Case(said, _proofs(track, within, seen))
        short = f"{said}; it needs {needed:g}"
    return short


_PUBLISHED: Final = attrgetter("published")


def _usual(window: Surge, before: Sequence[Occurrence]) -> float:
    """How many happenings the group usually has in as many days, by those of the days `before` that are usual."""
    return len({item.story for item in before}) * window.days / window.usual_days


def _proofs(track: Sequence[Occurrence], within: Sequence[Occurrence], seen: Occurrence) -> tuple[SignalEvidence, ...]:
    """One proof of each other happening, the last ones. Only the newest of the track are looked at: the file gives the
    proofs of no more, and the answer must not depend on what is still in memory.
    """
    counted = {item.article for item in within}
    found = {
        item.story: item.proof
        for item in track[-CITED:]
        if item.proof is not None and item.story != seen.story and item.article in counted
    }
    return tuple(sorted(found.values(), key=lambda proof: (proof.article.published_at, proof.event)))[-MOST_BEFORE:]


def _ordered(window: Ordered, tracks: Sequence[Sequence[Occurrence]], signal: Signal, seen: Occurrence) -> Case | str:
    """The chain of steps that ends last among those that hold this event."""
    days, names = timedelta(days=window.days), [step.name for step in window.after]
    last = len(names)
    ends = [seen]
    if signal.step < last:
        ends = [item for item in tracks[last] if seen.published <= item.published <= seen.published + days]
    for end in sorted(ends, key=lambda item: item.published, reverse=True):
        chain = [end]
        for step in reversed(range(last)):
            among = [seen] if step == signal.step else tracks[step]
            before = [item for item in among if _precedes(item, chain) and item.published >= end.published - days]
            if not before:
                break
            chain.append(max(before, key=lambda item: (item.published, item.article)))
        if len(chain) == last + 1:
            steps = zip(names, reversed(chain), strict=False)
            why = ", ".join(f"{name} on {item.published:%d %b %Y}" for name, item in steps)
            proofs = tuple(item.proof for item in reversed(chain) if item is not seen and item.proof is not None)
            return Case(f"after {why}", proofs)
    if signal.step < last:
        return f"step {signal.step + 1} of {last + 1} ({names[signal.step]}): the steps after it have not come"
    return f"the last step, and not all of {', '.join(names)} came in the {window.days} days before"


def _precedes(item: Occurrence, chain: Sequence[Occurrence]) -> bool:
    return item.published <= chain[-1].published and all(item.article != other.article for other in chain)
