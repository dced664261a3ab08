"""The HTTP interface of the feeds: which are polled, and how they are doing."""

from typing import Annotated, Any, Final
from urllib.parse import urlsplit

import httpx
from fastapi import Depends, FastAPI, Path, Request, Response
from pydantic import BaseModel, Field, ValidationError
from starlette.requests import ClientDisconnect

from services.ingest.exchange import whole_body
from services.ingest.feeds import NoSuchFeed
from services.ingest.fetching import Unfetchable
from services.ingest.gate import Gate
from services.ingest.identity import canonical_url
from services.ingest.polling import Poller
from services.ingest.publication import UnreadableDate, parse_publication
from services.ingest.sources.feeds import NoFeed
from tocsin.faults import told
from tocsin.problems import Problem

MAX_BYTES: Final = 20_000


class FeedAddress(BaseModel):
    """Which feed."""

    url: str = Field(description="The address of an RSS, Atom or JSON Feed (http or https).")
    pages: bool = Field(False, description="Fetch the page behind each entry, because the feed gives summaries only.")


_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": FeedAddress.model_json_schema()}},
    }
}


async def _read(request: Request) -> FeedAddress:
    """Which feed a request names. FastAPI would read a body of any length before it asks who sends it.

    Raises Problem.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Problem(415, "Unknown content type", "send the feed's address as application/json")
    try:
        body = await whole_body(request, MAX_BYTES, "send the address of one feed")
        return FeedAddress.model_validate_json(body)
    except ClientDisconnect:
        raise Problem(400, "No address of a feed", "the request broke off; send it again") from None
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        field = ".".join(map(str, fault["loc"]))
        detail = f"{field}: {told(fault)}" if field else told(fault)
        raise Problem(422, "No address of a feed", f'{detail}; send {{"url": "https://…"}}', field=field) from None


Named = Annotated[FeedAddress, Depends(_read)]


def add_feed_routes(app: FastAPI, poller: Poller, gate: Gate) -> None:
    """The endpoints under `/v1/feeds`."""
    needed = [Depends(gate.check)]

    @app.get("/v1/feeds", tags=["feeds"])
    async def listed() -> dict[str, Any]:
        """Every feed with its state, last success, failure and its cause, next poll, and articles given."""
        return {"items": await poller.feeds.all(), "next": None}

    @app.post(
        "/v1/feeds",
        tags=["feeds"],
        status_code=201,
        openapi_extra=_BODY,
        responses={422: {"description": "No address of a feed."}},
        dependencies=needed,
    )
    async def add(feed: Named) -> dict[str, Any]:
        """Poll a feed from now on. One that is polled already is polled at once, and its `pages` is set anew."""
        return await poller.add(_checked(feed.url), pages=feed.pages)

    @app.post(
        "/v1/feeds/preview",
        tags=["feeds"],
        openapi_extra=_BODY,
        responses={422: {"description": "It can't be had, or is no feed."}},
        dependencies=needed,
    )
    async def preview(feed: Named) -> dict[str, Any]:
        """What a feed holds now, with nothing taken of it."""
        try:
            found = await poller.look_at(_checked(feed.url))
        except (Unfetchable, NoFeed) as error:
            raise Problem(422, "No feed", f"url: {error}", field="url") from None
        shown = ("title", "published_at", "url", "source", "language")
        entries = [
            entry.model_dump(include=set(shown)) | {"characters": len(entry.text or "")} for entry in found.entries
        ]
        return {"title": found.title, "items": [entry | {"dated": _dated(entry["published_at"])} for entry in entries]}

    @app.delete(
        "/v1/feeds/{feed_id}",
        tags=["feeds"],
        status_code=204,
        responses={404: {"description": "No such feed."}},
        dependencies=needed,
    )
    async def remove(feed_id: Annotated[str, Path(max_length=200)]) -> Response:
        """Poll a feed no more. What it gave stays."""
        try:
            await poller.feeds.remove(feed_id)
        except NoSuchFeed:
            raise Problem(404, "No such feed", "no feed has that id: see GET /v1/feeds") from None
        return Response(status_code=204)


def _checked(url: str) -> str:
    try:
        canonical_url(url)
        httpx.URL(url)  # it knows more hosts that there can't be
    except (ValueError, httpx.InvalidURL) as error:
        raise Problem(422, "No address of a feed", f"url: {error}", field="url") from None
    if urlsplit(url).username is not None:
        raise Problem(
            422,
            "No address of a feed",
            "url: holds a name or a password, which would be shown in the list: ask for an address without",
            field="url",
        )
    return url


def _dated(published_at: str | None) -> str | None:
    """The date as it will be understood, None if the time of receipt will stand in."""
    try:
        return parse_publication(published_at).at.isoformat() if published_at else None
    except UnreadableDate:
        return None
