"""What people do about alerts over HTTP: acknowledge one, silence some, and ask why something did not ring."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import FastAPI, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from services.alerts.api.paging import MOST, Place, cursor_of, place_of
from services.alerts.engine.memory import Verdict
from services.alerts.engine.silences import Said, Silence, SilenceAsked, SilenceState
from services.alerts.engine.standing import NotStanding
from services.alerts.store import deciding, silencing
from services.alerts.store.store import Ledger, NoSuchAlert
from tocsin.problems import Problem
from tocsin.sqlite import Database

Named = Annotated[str, Path(max_length=200)]
NOT_FOUND: Final[dict[int | str, dict[str, Any]]] = {404: {"description": "there is none of that id"}}
Wake = Callable[[], None]


class AcknowledgementAsked(BaseModel):
    """Who looks after an alert."""

    model_config = ConfigDict(extra="forbid")

    by: Said = Field(description="who acknowledges")
    note: str = Field("", max_length=500)


class DecisionQuery(BaseModel):
    """Which decisions; what is left out is not asked."""

    model_config = ConfigDict(extra="forbid")

    article: str | None = Field(None, description="about this article")
    event: str | None = Field(None, description="about this event")
    alert: str | None = Field(None, description="about this alert")
    rule: str | None = Field(None, description="by this rule")
    verdict: Verdict | None = Field(None, description="with this outcome")
    limit: int = Field(50, ge=1, le=MOST)
    cursor: str | None = Field(None, description="`next` of the page before")


def add_noise_routes(app: FastAPI, database: Database, ledger: Ledger, wake: Wake) -> None:
    """The endpoints; `wake` is called when there is something new to publish."""
    _acknowledging(app, database, ledger, wake)
    _silencing(app, database)
    _deciding(app, database)


def _acknowledging(app: FastAPI, database: Database, ledger: Ledger, wake: Wake) -> None:
    responses = NOT_FOUND | {409: {"description": "the alert is over, or waits to be raised"}}

    @app.post("/v1/alerts/{alert_id}/ack", tags=["alerts"], response_class=Response, responses=responses)
    async def acknowledge(alert_id: Named, asked: AcknowledgementAsked) -> Response:
        """Say that you look after an alert; subscribers are told. It is lifted when the level rises."""
        try:
            async with database.transaction() as connection:
                alert = await ledger.acknowledge(connection, alert_id, asked.by, asked.note)
        except NoSuchAlert:
            raise Problem(
                404, "No such alert", f"there is no alert {alert_id[:100]!r}; /v1/alerts lists them"
            ) from None
        except NotStanding as error:
            raise Problem(409, "Nothing to acknowledge", str(error)) from None
        wake()
        return Response(alert.model_dump_json(), media_type="application/json")


def _silencing(app: FastAPI, database: Database) -> None:
    @app.get("/v1/silences", tags=["silences"])
    async def list_silences(
        state: Annotated[list[SilenceState], Query(description="any of these")] = [],  # noqa: B006 - FastAPI copies
    ) -> dict[str, Any]:
        """The silences, those that end last first, each with its state."""
        now = datetime.now(UTC)
        async with database.reading() as connection:
            found = await silencing.all_(connection)
        return {"items": [_shown(s, now) for s in found if not state or s.state(now) in state], "next": None}

    @app.post("/v1/silences", tags=["silences"], status_code=201)
    async def add_silence(asked: SilenceAsked) -> dict[str, Any]:
        """Silence the alerts that `matches` picks until `ends_at`. They are recorded and told with `muted`, and ring
        nobody; one that still stands at the end rings then.
        """
        now = datetime.now(UTC)
        if asked.ends_at <= now:
            raise Problem(422, "The request is not valid", "ends_at: must be in the future", field="ends_at")
        silence = asked.at(now)
        async with database.transaction() as connection:
            await silencing.save(connection, silence)
        return _shown(silence, now)

    @app.get("/v1/silences/{silence_id}", tags=["silences"], responses=NOT_FOUND)
    async def get_silence(silence_id: Named) -> dict[str, Any]:
        """One silence."""
        async with database.reading() as connection:
            silence = await silencing.find(connection, silence_id)
        return _shown(_there(silence, silence_id), datetime.now(UTC))

    @app.delete("/v1/silences/{silence_id}", tags=["silences"], responses=NOT_FOUND)
    async def end_silence(silence_id: Named) -> dict[str, Any]:
        """End a silence now. It stays on record; one that has ended already stays as it is."""
        now = datetime.now(UTC)
        async with database.transaction() as connection:
            silence = _there(await silencing.find(connection, silence_id), silence_id)
            if silence.state(now) != "ended":
                starts = min(silence.starts_at, now)
                silence = silence.model_copy(update={"starts_at": starts, "ends_at": now})
                await silencing.save(connection, silence)
        return _shown(silence, now)


def _deciding(app: FastAPI, database: Database) -> None:
    @app.get("/v1/decisions", tags=["decisions"])
    async def list_decisions(query: Annotated[DecisionQuery, Query()]) -> dict[str, Any]:
        """Why something rang, or did not: what became of each signal, the last one first.

        `rings`; `muted` by a silence or the like; `waits` for more; `known` already; `short` of its window or number;
        `stopped` by a guard. An event that is not here was asked for by no rule. Kept for 90 days.
        """
        before = place_of(query.cursor, "decided").number if query.cursor else None
        about = query.model_dump(exclude={"limit", "cursor"})
        async with database.reading() as connection:
            found = await deciding.listed(connection, about, before=before, limit=query.limit + 1)
        more = cursor_of("decided", Place(found[query.limit - 1]["number"])) if len(found) > query.limit else None
        return {"items": found[: query.limit], "next": more}


def _shown(silence: Silence, now: datetime) -> dict[str, Any]:
    matches = silence.matches.model_dump(mode="json", exclude_defaults=True)
    return {**silence.model_dump(mode="json"), "matches": matches, "state": silence.state(now)}


def _there(silence: Silence | None, silence_id: str) -> Silence:
    if silence is None:
        raise Problem(404, "No such silence", f"there is no silence {silence_id[:100]!r}; /v1/silences lists them")
    return silence
