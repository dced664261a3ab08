"""Stories that an editor merges or splits: their alerts go along. PURE.

An alert all of whose reports go into another story is that story's from then on. If that story has the same alert
already, the reports join it, and the one that brought them is over and names it. An alert that keeps some of its
reports loses the others to an alert of the new story.
"""

from datetime import datetime
from typing import Any

from services.alerts.engine.adding import MOST_EVIDENCE
from services.alerts.engine.held import ENDS, Held
from services.alerts.engine.memory import Memory
from services.alerts.engine.raising import overdue, raised, ripened
from services.alerts.engine.standing import id_in, level_of, revise
from services.alerts.engine.withdrawals import withdraw
from tocsin.records import Alert, Expectation, Regrouping, SignalEvidence


def regroup(memory: Memory, regrouping: Regrouping, now: datetime, *, whole: bool) -> list[Alert | None]:
    """Let the alerts of a story follow its articles: all of them, if the `whole` story went, or some."""
    memory.regroup(regrouping)
    moved = set(regrouping.articles)
    revisions: list[Alert | None] = []
    for known in memory.of_story(regrouping.story):
        held = memory.current(known.alert.id)  # another one of the story may have joined it meanwhile
        evidence = held.alert.evidence
        goes = [item for item in evidence if item.article.id in moved]
        if held.alert.story != regrouping.story:
            if whole or goes:
                stories = _with(held.stories, regrouping) if whole else (*held.stories, regrouping.into)
                memory.change(held.model_copy(update={"stories": stories}))
        elif whole or len(goes) == len(evidence):
            revisions += _follow(memory, held, regrouping, now)
        elif goes and held.alert.status not in ENDS:
            revisions += _part(memory, held, regrouping, now)
    return revisions


def _follow(memory: Memory, held: Held, regrouping: Regrouping, now: datetime) -> list[Alert | None]:
    """An alert goes into the other story as it is, or into the same alert there."""
    into, alert = regrouping.into, held.alert
    here = held.model_copy(update={"stories": _with(held.stories, regrouping)})
    other = memory.get(id_in(into, alert))
    over = alert.status in ENDS
    if over and other is not None:
        return [revise(memory, here, {}, [])]
    if other is None or other.alert.id == alert.id or other.alert.status in ENDS:
        memory.call(id_in(into, alert), alert.id)
        return [revise(memory, here, {"story": into}, [] if over else [f"its story is {into} now"])]
    if other.alert.status == "pending" and alert.status != "pending":  # who was told goes on being told
        memory.call(id_in(into, alert), alert.id)
        here = here.model_copy(update={"alert": alert.model_copy(update={"story": into})})
        return _join(memory, here, other, now)
    return _join(memory, other, here, now)


def _join(memory: Memory, held: Held, other: Held, now: datetime) -> list[Alert | None]:
    """The reports of two alerts are one's; the other is over."""
    alert, known = held.alert, {item.event for item in held.alert.evidence}
    news = [item for item in other.alert.evidence if item.event not in known]
    evidence = (*alert.evidence, *news)[:MOST_EVIDENCE]
    tellings = (*held.tellings, *(telling for telling in other.tellings if telling.event not in known))
    denied_by = {**other.denied_by, **held.denied_by}
    joined = held.model_copy(
        update={
            "countries": tuple(sorted({*held.countries, *other.countries})),
            "answering": tuple(sorted({*held.answers, *other.answers})),
            "stories": tuple(dict.fromkeys((*held.stories, *other.stories))),
            "pairs": tuple(dict.fromkeys((*held.pairs, *other.pairs))),
            "tellings": tellings,
            "denied_by": denied_by,
        }
    )
    both = (alert.expectation, other.alert.expectation)
    facts = _counted(alert, evidence) | {
        "disputed": bool(denied_by),
        "expectation": None if None in both else alert.expectation,
        "story": alert.story,
    }
    changes = [f"with {len(news)} reports of {other.alert.id}: their stories were merged", *_recounted(alert, facts)]
    revision = revise(memory, joined, facts, changes)
    if alert.status == "pending":
        revision = ripened(memory, memory.current(alert.id), now)
    ended = {"continued_in": alert.id}
    over = revise(memory, other, ended, [f"continued in {alert.id}: their stories were merged"], status="resolved")
    return [revision, over]


def _part(memory: Memory, held: Held, regrouping: Regrouping, now: datetime) -> list[Alert | None]:
    """Some reports of an alert become an alert of the new story."""
    alert, moved = held.alert, set(regrouping.articles)
    goes = tuple(item for item in alert.evidence if item.article.id in moved)
    revisions: list[Alert | None] = []
    if len({item.article.id for item in goes}) >= held.least:
        revisions.append(_parted(memory, held, goes, regrouping, now))
    for article in sorted({item.article.id for item in goes}):
        revisions += withdraw(memory, [memory.current(alert.id)], article, f"it is of {regrouping.into}")
    return revisions


def _parted(
    memory: Memory, held: Held, goes: tuple[SignalEvidence, ...], regrouping: Regrouping, now: datetime
) -> Alert | None:
    alert = held.alert
    events = {item.event for item in goes}
    tellings = tuple(telling for telling in held.tellings if telling.event in events)
    lead = next((telling for telling in reversed(tellings) if telling.leads), tellings[-1] if tellings else None)
    expected: list[Expectation | None] = [telling.expectation for telling in tellings] or [alert.expectation]
    expectation = None if None in expected else expected[-1]
    facts = _counted(alert, goes) | {
        "id": id_in(regrouping.into, alert),
        "revision": 0,
        "status": "pending",
        "previous_level": None,
        "story": regrouping.into,
        "expectation": expectation,
        "occurred": lead.occurred if lead else alert.occurred,
        "summary": lead.sentence if lead else held.told,
        "changes": (f"parted from {alert.id}: its story was split",),
        "acknowledged": None,
        "muted": (),
    }
    parted = held.model_copy(
        update={
            "alert": alert.model_copy(update=facts),
            "told": facts["summary"],
            "stories": (regrouping.into,),
            "tellings": tellings,
            "rang": False,
            "withdrawn": (),
            "overdue": overdue(expectation, now),
            "look": None,
            "again": None,
        }
    )
    memory.change(parted)
    return ripened(memory, parted, now) if alert.status == "pending" else raised(memory, parted, [])


def _counted(alert: Alert, evidence: tuple[SignalEvidence, ...]) -> dict[str, Any]:
    """What of an alert is as its evidence makes it."""
    origins = len({item.origin for item in evidence})
    level, capped = level_of(alert.level, [item.level for item in evidence], origins)
    articles = len({item.article.id for item in evidence})
    return {"evidence": evidence, "origins": origins, "articles": articles, "level": level, "capped": capped}


def _recounted(alert: Alert, facts: dict[str, Any]) -> list[str]:
    changes = [f"level {alert.level} → {facts['level']}"] if facts["level"] != alert.level else []
    if alert.capped and not facts["capped"]:
        changes.append("no longer capped: a second, independent origin tells of it")
    return changes


def _with(stories: tuple[str, ...], regrouping: Regrouping) -> tuple[str, ...]:
    return tuple(dict.fromkeys(regrouping.into if story == regrouping.story else story for story in stories))
