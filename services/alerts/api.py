"""What the alerts service answers over HTTP: alerts as they stand and were told, and the rules."""

import json
from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import FastAPI, Query, Response

from services.alerts import listing
from services.alerts.paging import MOST, cursor_of, place_of
from services.alerts.rules import Rule, RuleBook
from tocsin.messages import AlertState
from tocsin.serving import Problem, api
from tocsin.sqlite import Database
from tocsin.vocabulary import SignalName

PROBLEM: Final[dict[int | str, dict[str, Any]]] = {404: {"description": "there is none of that id"}}


def build(database: Database, book: RuleBook, problems: Callable[[], list[str]]) -> FastAPI:
    """The application, over one database and one rule book."""
    app = api("tocsin alerts", "Alerts of what escalates, each with its proof, and the rules that ring them.", problems)
    rules = [_described(rule) for rule in book.rules]

    @app.get("/v1/alerts", tags=["alerts"], response_class=Response, responses=_json("Alerts, those told last first"))
    async def list_alerts(
        status: Annotated[list[AlertState], Query(description="any of these")] = [],  # noqa: B006 - FastAPI copies
        signal: Annotated[list[SignalName], Query(description="any of these")] = [],  # noqa: B006
        level_min: Annotated[int | None, Query(ge=-3, le=9, description="at this level or above")] = None,
        limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
        cursor: Annotated[str | None, Query(description="`next` of the page before")] = None,
    ) -> Response:
        """The alerts that fit, as they stand. `as_of` is the number of the last message told."""
        before = place_of(cursor, "told") if cursor else None
        async with database.reading() as connection:
            found = await listing.listed(
                connection, statuses=status, signals=signal, level_min=level_min, before=before, limit=limit + 1
            )
            as_of = await listing.last_sequence(connection)
        more = cursor_of("told", found[limit - 1][0]) if len(found) > limit else None
        items = ",".join(item for _, item in found[:limit])
        return _answer(f'{{"items":[{items}],"next":{json.dumps(more)},"as_of":{as_of}}}')

    @app.get("/v1/alerts/{alert_id}", tags=["alerts"], response_class=Response, responses=_json("The alert") | PROBLEM)
    async def get_alert(alert_id: str) -> Response:
        """One alert as it stands, with its `history`: every message that told of it, oldest first."""
        async with database.reading() as connection:
            alert = await listing.find(connection, alert_id)
            if alert is None:
                raise Problem(404, "No such alert", f"there is no alert {alert_id[:100]!r}; /v1/alerts lists them")
            told = [message.decode() async for _, message in listing.history(connection, alert_id)]
        return _answer(f'{{"alert":{alert.model_dump_json()},"history":[{",".join(told)}]}}')

    @app.get("/v1/rules", tags=["rules"])
    async def list_rules() -> dict[str, Any]:
        """All rules, by id. `as_of` is the version of them together."""
        return {"items": rules, "next": None, "as_of": book.version}

    @app.get("/v1/rules/{rule_id}", tags=["rules"], responses=PROBLEM)
    async def get_rule(rule_id: str) -> dict[str, Any]:
        """One rule with its version, its examples and its known false positives."""
        rule = book.get(rule_id)
        if rule is None:
            raise Problem(404, "No such rule", f"there is no rule {rule_id[:100]!r}; /v1/rules lists them")
        return _described(rule)

    return app


def _described(rule: Rule) -> dict[str, Any]:
    return {"version": rule.version, **rule.model_dump(mode="json", by_alias=True, exclude_defaults=True)}


def _answer(body: str) -> Response:
    return Response(body, media_type="application/json")


def _json(description: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"description": description, "content": {"application/json": {}}}}
