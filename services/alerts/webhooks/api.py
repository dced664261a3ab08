"""The receivers over HTTP: how each is, what it did not take, and sending it again."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from fastapi import FastAPI, Path, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from services.alerts.webhooks import queue
from services.alerts.webhooks.courier import Courier
from services.alerts.webhooks.routes import Receiver
from tocsin.problems import Problem
from tocsin.sqlite import Database

NOT_FOUND: Final[dict[int | str, dict[str, Any]]] = {404: {"description": "there is none of that name"}}
Name = Annotated[str, Path(max_length=64)]


class Again(BaseModel):
    """What is to be sent again."""

    model_config = ConfigDict(extra="forbid")

    dead_letters: bool = Field(default=False, description="all that the receiver did not take")
    alert: str | None = Field(None, min_length=1, max_length=200, description="all that it was told of this alert")
    since: AwareDatetime | None = Field(None, description="all that it was told since then")

    all_since: AwareDatetime | None = Field(
        None, description="all that its routes lead to since then, whether it was told it or not"
    )

    @model_validator(mode="after")
    def _is_one(self) -> "Again":
        moments = (self.alert, self.since, self.all_since)
        if [self.dead_letters, *(moment is not None for moment in moments)].count(True) != 1:
            raise ValueError("say one of dead_letters, alert, since and all_since")
        return self


def add_receiver_routes(app: FastAPI, database: Database, courier: Courier) -> None:
    """Everything under `/v1/receivers`."""

    @app.get("/v1/receivers", tags=["receivers"])
    async def list_receivers() -> dict[str, Any]:
        """The receivers, each with how it is: fine, failing (and since when), what waits, what it did not take."""
        receivers = courier.book.routes.receivers
        async with database.reading() as connection:
            states = await queue.states(connection, [receiver.name for receiver in receivers])
        return {"items": [_shown(receiver, states[receiver.name]) for receiver in receivers], "next": None}

    @app.get("/v1/receivers/{name}", tags=["receivers"], responses=NOT_FOUND)
    async def get_receiver(
        name: Name, limit: Annotated[int, Query(ge=1, le=500, description="at most so many dead letters")] = 50
    ) -> dict[str, Any]:
        """One receiver, with its last dead letters: what it did not take for as long as it was tried."""
        receiver = _there(name)
        async with database.reading() as connection:
            states = await queue.states(connection, [name])
            dead = await queue.dead_letters(connection, name, limit)
        letters = [{**letter._asdict(), "queued": _moment(letter.queued)} for letter in dead]
        return {**_shown(receiver, states[name]), "letters": letters}

    @app.post("/v1/receivers/{name}/redeliver", tags=["receivers"], status_code=202, responses=NOT_FOUND)
    async def redeliver(name: Name, asked: Again) -> dict[str, int]:
        """Send again what a receiver did not take, or was told, or a new one might have been: `queued` messages. Each
        keeps its `webhook-id`.
        """
        _there(name)
        now = datetime.now(UTC).timestamp()
        if asked.all_since is not None:
            count = await courier.backfill(name, asked.all_since.astimezone(UTC).isoformat())
            courier.nudge()
            return {"queued": count}
        async with database.transaction() as connection:
            if asked.since is not None:
                since = asked.since.astimezone(UTC).isoformat()
                count = await queue.again_since(connection, name, now, since)
            else:
                count = await queue.again(connection, name, now, alert=asked.alert)
        courier.nudge()
        return {"queued": count}

    def _there(name: str) -> Receiver:
        receiver = courier.book.routes.receiver(name)
        if receiver is None:
            raise Problem(404, "No such receiver", f"there is no receiver {name[:64]!r}; /v1/receivers lists them")
        return receiver


def _shown(receiver: Receiver, state: queue.State) -> dict[str, Any]:
    """A receiver without its path, which may hold what only it should know."""
    parts = urlsplit(receiver.url)
    return {
        "name": receiver.name,
        "host": f"{parts.scheme}://{parts.netloc}",
        "format": receiver.format,
        "digest_seconds": receiver.digest.total_seconds() if receiver.digest else None,
        "state": "failing" if state.failing_since else "fine",
        "last_success": _moment(state.last_success),
        "failing_since": _moment(state.failing_since),
        "error": state.error,
        "waiting": state.waiting,
        "dead_letters": state.dead_letters,
    }


def _moment(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
