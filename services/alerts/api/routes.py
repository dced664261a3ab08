"""What the alerts service answers over HTTP: alerts as they stand and were told, and the rules."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from fastapi import Depends, FastAPI, Query, Request, Response

from services.alerts.api.following import ToldEntry, add_stream
from services.alerts.api.paging import MOST, Place, cursor_of, place_of
from services.alerts.engine.selecting import Concerned
from services.alerts.formats import atom
from services.alerts.formats.cap import MEDIA_TYPE as CAP
from services.alerts.formats.cap import Earlier, cap
from services.alerts.rules import Rule, RuleBook
from services.alerts.settings import AlertsSettings
from services.alerts.store import listing, store
from tocsin.following import Tail
from tocsin.keys import Keys, Writers
from tocsin.messages import AlertMessage, parse
from tocsin.parameters import only_known
from tocsin.problems import Problem
from tocsin.records import AlertState
from tocsin.serving import api
from tocsin.sqlite import Database
from tocsin.vocabulary import SignalName

PROBLEM: Final[dict[int | str, dict[str, Any]]] = {404: {"description": "there is none of that id"}}


@dataclass(slots=True)
class Desk:
    """What answering takes."""

    database: Database
    rules: Callable[[], RuleBook]
    """Those in use."""
    tail: Tail[ToldEntry]
    settings: AlertsSettings


def build(desk: Desk, problems: Callable[[], list[str]], warnings: Callable[[], list[str]] = list) -> FastAPI:
    """The application; `problems()` says why it is not ready, `warnings()` what to see to though it is."""
    about = "Alerts of what escalates, each with its proof, and the rules that ring them."
    app = api("tocsin alerts", about, problems, warnings)
    app.router.dependencies += [Depends(_writing(desk.settings)), Depends(only_known)]
    add_stream(app, desk.database, desk.tail, desk.settings)
    _add_alerts(app, desk.database)
    _add_rules(app, desk.rules)
    return app


def _writing(settings: AlertsSettings) -> Callable[[Request], Awaitable[None]]:
    """What every request to a route that is added later must pass: whoever changes something must be allowed to."""
    keys = Keys(settings.alerts_keys)
    writers = Writers(keys, settings.alerts_open_to, "TOCSIN_ALERTS_KEYS")

    async def check(request: Request) -> None:
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            writers.check(request)

    return check


def _add_alerts(app: FastAPI, database: Database) -> None:
    @app.get("/v1/alerts", tags=["alerts"], response_class=Response, responses=_json("Alerts, those told last first"))
    async def list_alerts(
        *,
        status: Annotated[list[AlertState], Query(description="any of these")] = [],  # noqa: B006 - FastAPI copies
        signal: Annotated[list[SignalName], Query(description="any of these")] = [],  # noqa: B006
        country: Annotated[list[Concerned], Query(description="any of these acts or is acted on: codes or names")] = [],  # noqa: B006
        level_min: Annotated[int | None, Query(ge=-3, le=9, description="at this level or above")] = None,
        limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
        cursor: Annotated[str | None, Query(description="`next` of the page before")] = None,
        format: Annotated[Literal["json", "atom"], Query(description="JSON, or an Atom feed")] = "json",  # noqa: A002
    ) -> Response:
        """The alerts that fit, as they stand. `as_of` is the number of the last message told.

        Who follows on in `/v1/alerts/stream` after `place` misses nothing of what came since.
        """
        before = place_of(cursor, "told") if cursor else None
        async with database.reading() as connection:
            source, as_of = await store.identity(connection), await listing.last_sequence(connection)  # before the list
            found = await listing.listed(
                connection,
                statuses=status,
                signals=signal,
                countries=country,
                level_min=level_min,
                before=before,
                limit=limit + 1,
            )
            if format == "atom":
                told = [message async for message in listing.told(connection, [one.sequence for one in found[:limit]])]
                return Response(atom.feed([_alert(message) for message in told], "alerts"), media_type=atom.FEED_TYPE)
        last = found[limit - 1] if len(found) > limit else None
        more = cursor_of("told", Place(last.sequence, last.id)) if last else None
        items = ",".join(one.alert for one in found[:limit])
        place = f"{source.rpartition('/')[2]}:{as_of}"
        return _answer(f'{{"items":[{items}],"next":{json.dumps(more)},"as_of":{as_of},"place":"{place}"}}')

    @app.get("/v1/alerts/{alert_id}", tags=["alerts"], response_class=Response, responses=_json("The alert") | PROBLEM)
    async def get_alert(
        alert_id: str,
        format: Annotated[Literal["json", "cap", "atom"], Query(description="JSON, CAP 1.2 or Atom")] = "json",  # noqa: A002
    ) -> Response:
        """One alert as it stands, with its `history`: every message that told of it, oldest first.

        As CAP or Atom, it is the last of these messages.
        """
        async with database.reading() as connection:
            alert = await listing.find(connection, alert_id)
            if alert is None:
                raise Problem(404, "No such alert", f"there is no alert {alert_id[:100]!r}; /v1/alerts lists them")
            told = [message async for _, message in listing.history(connection, alert_id)]
        if format == "json":
            return _answer(f'{{"alert":{alert.model_dump_json()},"history":[{b",".join(told).decode()}]}}')
        if not told:
            raise Problem(404, "Nothing told", f"nothing was told of {alert_id[:100]!r} yet: it is {alert.status}")
        *before, last = [_alert(message) for message in told]
        if format == "atom":
            return Response(atom.entry(last), media_type=atom.ENTRY_TYPE)
        return Response(cap(last, [Earlier(m.id, m.recordedtime) for m in before]), media_type=CAP)

    @app.get("/v1/ladder", tags=["alerts"])
    async def list_ladder(
        name: Annotated[list[str], Query(description="pairs such as `PRK,RUS`, or ids of stories")] = [],  # noqa: B006
        code: Annotated[str | None, Query(description="pairs in which this one is", max_length=100)] = None,
        limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
    ) -> dict[str, Any]:
        """Where pairs of actors and stories stand on the ladder of escalation, and where before; the highest first."""
        async with database.reading() as connection:
            return {"items": await listing.ladder(connection, name, code, limit), "next": None}


def _add_rules(app: FastAPI, rules: Callable[[], RuleBook]) -> None:
    @app.get("/v1/rules", tags=["rules"])
    async def list_rules() -> dict[str, Any]:
        """All rules, by id. `as_of` is the version of them together."""
        book = rules()
        return {"items": [_described(rule) for rule in book.rules], "next": None, "as_of": book.version}

    @app.get("/v1/rules/{rule_id}", tags=["rules"], responses=PROBLEM)
    async def get_rule(rule_id: str) -> dict[str, Any]:
        """One rule with its version, its examples and its known false positives."""
        rule = rules().get(rule_id)
        if rule is None:
            raise Problem(404, "No such rule", f"there is no rule {rule_id[:100]!r}; /v1/rules lists them")
        return _described(rule)


def _described(rule: Rule) -> dict[str, Any]:
    return {"version": rule.version, **rule.model_dump(mode="json", by_alias=True, exclude_defaults=True)}


def _alert(message: bytes) -> AlertMessage:
    found = parse(message)
    assert isinstance(found, AlertMessage)
    return found


def _answer(body: str) -> Response:
    return Response(body, media_type="application/json")


def _json(description: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"description": description, "content": {"application/json": {}}}}
