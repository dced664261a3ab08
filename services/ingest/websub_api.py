"""Where hubs reach us: they make sure that we asked, and send what is new (WebSub). The only endpoints for the web."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final, Literal

from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, Field
from starlette.requests import ClientDisconnect

from services.ingest.desk import RETRY_SECONDS
from services.ingest.exchange import whole_body
from services.ingest.feeds import NoSuchFeed
from services.ingest.fetching import MAX_BODY_BYTES
from services.ingest.polling import Poller
from services.ingest.sources.feeds import NoFeed
from services.ingest.submission import plain
from services.ingest.websub import LEASE_SECONDS, PATH, NoSuchSubscription, Subscriptions, is_signed
from tocsin.problems import Problem
from tocsin.serving import log

Token = Annotated[str, Path(max_length=100)]

_UNKNOWN: Final[dict[int | str, dict[str, Any]]] = {404: {"description": "Nobody here asked for that."}}
_GONE: Final[dict[int | str, dict[str, Any]]] = {410: {"description": "Nobody here wants it any more."}}


class Question(BaseModel):
    """What a hub asks, in the words of WebSub."""

    mode: Literal["subscribe", "unsubscribe", "denied"] = Field(alias="hub.mode")
    topic: str = Field(alias="hub.topic", max_length=5000)
    challenge: str = Field("", alias="hub.challenge", max_length=5000)
    lease: int = Field(LEASE_SECONDS, alias="hub.lease_seconds", ge=0, le=10**12)
    reason: str = Field("", alias="hub.reason", max_length=5000)


def add_websub_routes(app: FastAPI, poller: Poller) -> None:
    """The endpoints under `/v1/websub`."""

    @app.get(PATH + "{token}", tags=["websub"], response_class=PlainTextResponse, responses=_UNKNOWN)
    async def verify(token: Token, asked: Annotated[Question, Query()]) -> Response:
        """For hubs: whether this service asked for a subscription; the answer is the challenge."""
        try:
            with _told():
                await _answer(poller.subscriptions, token, asked)
        except NoSuchSubscription:
            raise Problem(404, "No such subscription", "nobody here asked for that topic at this address") from None
        return PlainTextResponse(asked.challenge, headers={"X-Content-Type-Options": "nosniff"})

    @app.post(PATH + "{token}", tags=["websub"], status_code=202, responses=_GONE)
    async def receive(token: Token, request: Request) -> Response:
        """For hubs: what is new in a feed, signed with the secret that the hub was given. What is not is ignored."""
        try:
            with _told():
                await _receive(poller, token, request)
        except (NoSuchSubscription, NoSuchFeed):
            raise Problem(410, "No such subscription", "nobody here wants this any more: send it no more") from None
        except NoFeed as error:
            raise Problem(422, "No feed", f"what was sent {error}") from None
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it
        return Response(status_code=202)


@contextmanager
def _told() -> Iterator[None]:
    """What else breaks is a Problem, too: hubs that hear of one send again, and the feed is polled all the same."""
    try:
        yield
    except (Problem, NoSuchSubscription, NoSuchFeed, NoFeed, ClientDisconnect):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is logged and answered
        log.error("a hub's request broke", exc_info=error)
        raise Problem(
            503,
            "Not taken",
            "the service failed on this, and its log says why; send it again later, the feed is polled meanwhile",
            headers={"Retry-After": str(RETRY_SECONDS)},
        ) from None


async def _receive(poller: Poller, token: str, request: Request) -> None:
    subscription = await poller.subscriptions.find(token)
    body = await whole_body(request, MAX_BODY_BYTES, "it is polled instead")
    if is_signed(subscription.secret, request.headers.get("x-hub-signature", ""), body):
        await poller.pushed(subscription, body, {"content-type": request.headers.get("content-type", "")})
    else:  # WebSub, 7.1.2: 2xx all the same, so that nobody finds the secret out by trying.
        log.warning("what a hub sent is not signed as it should be", feed=subscription.feed)


async def _answer(subscriptions: Subscriptions, token: str, asked: Question) -> None:
    """Raises NoSuchSubscription unless it is as the hub says. We never ask to end one: what is not wanted gets 410."""
    if asked.mode == "subscribe":
        await subscriptions.confirm(token, asked.topic, asked.lease, time.time())
    elif asked.mode == "denied":
        await subscriptions.deny(token, asked.topic, plain(asked.reason), time.time())
    else:
        raise NoSuchSubscription
