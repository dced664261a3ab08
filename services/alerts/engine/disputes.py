"""Denials and confirmations: who says that what an alert tells is not so, or is so after all. PURE."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from services.alerts.engine.answering import answering, is_about, voice
from services.alerts.engine.held import ENDS, Held
from services.alerts.engine.memory import Denial, Memory
from services.alerts.engine.signals import Rules, Signal
from services.alerts.engine.standing import DENIAL, TALK, Told, alert_id, group_of, kin_of, revise
from tocsin.coding.reading import Actor, Event
from tocsin.records import Alert, RecordedEvent

_DONE: Final = frozenset({"actual", "ongoing"})

KINDRED: Final = timedelta(days=45)
"""How far a denial reaches into other stories of the same act."""


def denied(rules: Rules, memory: Memory, told: Told) -> list[Alert | None]:
    """Mark as disputed what this event denies: the acts of its story in which the one who denies has a part."""
    recorded = told.recorded
    denies = any(s.rule.signal == DENIAL and s.stopped is None for s in told.signals)
    revisions: list[Alert | None] = []
    if denies:
        for who in told.event.actors:
            if (speaker := voice(who)) is not None:
                denial = _denial(told, speaker, who.name or who.text)
                memory.deny(denial)
                standing = [held for held in memory.of_story(recorded.story) if _meant(rules, held, denial)]
                revisions += [dispute(memory, held, denial, told) for held in standing]
    source = told.event.attribution.source
    if told.event.stance == "denies" and source is not None:
        denial = _denial(told, voice(source) or source.text, source.name or source.text)
        own = [alert_id(s.rule, recorded.story, group_of(s.rule, s.event)) for s in told.signals if s.stopped]
        kindred = [held for kin in _denied_kin(told.signals, told.event) for held in memory.kindred(kin)]
        for held in [found for found in map(memory.get, own) if found] + [
            h for h in kindred if _recent(memory, h, recorded)
        ]:
            revisions.append(dispute(memory, held, denial, told, named=True))
    return revisions


def _denial(told: Told, speaker: str, who: str) -> Denial:
    day = told.recorded.article.published_at.date().isoformat()
    return Denial(told.recorded.story, speaker, who, told.recorded.id, day, told.event.object or "")


def _meant(rules: Rules, held: Held, denial: Denial) -> bool:
    """Whether a denial can be of what an alert tells: by who denies, and by what is denied."""
    rule = rules.book.get(held.alert.rule)
    return denial.country in held.answers and (rule is None or is_about(rule, denial.about))


def disputing(memory: Memory, told: Told, signal: Signal) -> list[Denial]:
    """The denials known of what an event tells. What is done after a denial is not denied by it."""
    if signal.rule.signal in TALK:
        return []
    event, whose = signal.event, answering(signal.event)
    begun = event.occurred.start if event.modality in _DONE else None
    return [
        denial
        for denial in memory.denials(told.recorded.story)
        if denial.country in whose
        and is_about(signal.rule, denial.about)
        and (begun is None or begun[:10] <= denial.day)
    ]


def _denied_kin(signals: Iterable[Signal], event: Event) -> list[str]:
    """The kin of the acts that this event tells as denied: their alerts are disputed in other stories too."""
    if event.stance != "denies" or event.attribution.source is None:
        return []
    return [kin_of(s.rule, group_of(s.rule, event)) for s in signals if s.stopped is not None and event.actors]


def _recent(memory: Memory, held: Held, recorded: RecordedEvent) -> bool:
    """Whether an alert of another story is of the same days as a denial."""
    _, newest = memory.span(held.alert)
    return recorded.story not in held.stories and abs(recorded.article.published_at - newest) <= KINDRED


def dispute(memory: Memory, held: Held, denial: Denial, told: Told, *, named: bool = False) -> Alert | None:
    """Mark an alert as disputed. Whoever denies again is told again if the article names the act that is denied."""
    alert, article = held.alert, told.recorded.article.id
    if alert.signal in TALK or alert.status in ENDS:
        return None
    again = denial.country in held.denied_by
    if again and (not named or article in held.denied_in):
        return None
    evidence = tuple(item.model_copy(update={"disputed": True}) for item in alert.evidence)
    denied_by = {**held.denied_by, denial.country: denial.who}
    disputed = held.model_copy(update={"denied_by": denied_by, "denied_in": (*held.denied_in, article)})
    change = f"disputed: {denial.who} denies it{' again' if again else ''}"
    return revise(memory, disputed, {"disputed": True, "evidence": evidence}, [change])


def confirmed(rules: Rules, memory: Memory, told: Told) -> list[Alert | None]:
    """Lift the dispute where one who denied now confirms."""
    if not (speakers := confirms(told.event)):
        return []
    revisions: list[Alert | None] = []
    for held in memory.of_story(told.recorded.story):
        rule = rules.book.get(held.alert.rule)
        if rule is not None and not is_about(rule, told.event.object or ""):
            continue
        for who in map(voice, speakers):
            if who in held.denied_by and held.alert.status not in ENDS:
                left = {speaker: name for speaker, name in held.denied_by.items() if speaker != who}
                evidence = tuple(item.model_copy(update={"disputed": bool(left)}) for item in held.alert.evidence)
                facts = {"disputed": bool(left), "evidence": evidence}
                changes = [f"{held.denied_by[who]}, who had denied it, confirms it"]
                revisions.append(revise(memory, held.model_copy(update={"denied_by": left}), facts, changes))
                break
    return revisions


def confirms(event: Event) -> tuple[Actor, ...]:
    """Those who confirm something with this event."""
    if event.type == "STATEMENT" and event.mode == "confirm":
        return event.actors
    return (event.attribution.source,) if event.stance == "confirms" and event.attribution.source else ()
