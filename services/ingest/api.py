"""The HTTP interface of ingest: articles in, and what became of them.

A write needs a JSON content type: a browser does not send one to another site without asking first.
"""

import json
from typing import Annotated, Any, Final

from fastapi import FastAPI, Path, Request, Response
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from services.ingest.desk import Desk
from services.ingest.exchange import NDJSON, AnswerStream, whole_body
from services.ingest.gate import Gate
from services.ingest.idempotency import Requests
from services.ingest.lines import MAX_LINE_BYTES
from services.ingest.reception import Lines
from services.ingest.submission import Refused, Submission, plain
from tocsin.parameters import RequestRoute
from tocsin.problems import Problem

_ONE: Final = frozenset({"application/json"})
_MANY: Final = frozenset({NDJSON, "application/ndjson", "application/jsonl", "application/x-jsonlines"})


_KEY: Final = "A name of yours for this request, new for each article: a repetition gets the same answer for a week."
_ASKED: Final[dict[str, Any]] = {
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "schema": {
                "anyOf": [{"type": "string"}, {"type": "null"}],
                "description": _KEY,
                "title": "Idempotency-Key",
            },
            "description": _KEY,
        }
    ],
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Submission"}},
            NDJSON: {"schema": {"type": "string", "description": "One such object a line, any number of lines."}},
        },
    },
}
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "NDJSON: one answer a line as each is durable or refused: `line`, `status` (accepted, revision, "
        "duplicate, refused), `id`, or `field` and `detail`. If the answer breaks off, send the rest again.",
        "content": {NDJSON: {"schema": {"type": "string"}}},
    },
    202: {
        "description": "The article is durable: `id`, and `status` accepted, revision (with `revises`) or duplicate.",
        "content": {"application/json": {"schema": {"type": "object"}}},
    },
    400: {"description": "The Idempotency-Key is none."},
    401: {"description": "A key is needed."},
    403: {"description": "A browser sends it for a page of another site."},
    408: {"description": "The article did not come in time."},
    409: {"description": "A request with this Idempotency-Key is being worked on."},
    413: {"description": "Too large."},
    415: {"description": "Neither JSON nor NDJSON."},
    422: {"description": "Not an article; `field` and `detail` say why. Or the Idempotency-Key is another article's."},
    429: {"description": "Too many requests; `Retry-After` says when to try again."},
    503: {"description": "Nothing more can be taken for now; `Retry-After` says when to try again."},
}


def add_routes(app: FastAPI, desk: Desk, gate: Gate, requests: Requests) -> None:
    """The endpoints under `/v1`."""

    async def accept(request: Request) -> Response:
        """Take in one article (`application/json`), or any number (`application/x-ndjson`, one a line)."""
        client = await gate.check(request)
        kind = _content_type(request)
        await desk.room()
        if kind in _MANY:
            return AnswerStream(desk, request)
        try:
            body = await whole_body(request, MAX_LINE_BYTES, f"send many articles as {NDJSON}")
        except ClientDisconnect:
            return Response(status_code=400)  # nobody reads it
        key = request.headers.get("idempotency-key")
        if key is None:
            return _accepted(await _accept_one(desk, body))
        async with requests.once(client, key, body) as asked:
            asked.answer = asked.answer or await _accept_one(desk, body)
            return _accepted(asked.answer, replayed=asked.replayed)

    app.router.add_api_route(
        "/v1/articles",
        accept,
        methods=["POST"],
        tags=["articles"],
        openapi_extra=_ASKED,
        responses=_ANSWERS,
        response_model=None,
        route_class_override=RequestRoute,
    )

    @app.get("/v1/articles/{article_id}", tags=["articles"], responses={404: {"description": "Never accepted here."}})
    async def article(article_id: Annotated[str, Path(max_length=200)]) -> Response:
        """An accepted article and its state: accepted (durable), published (on the stream), confirmed (logged). Its
        `notes` say what is odd about it, such as a date that was not trusted.
        """
        found = await desk.outbox.find(article_id.replace("\x00", ""))
        if found is None:
            raise Problem(404, "No such article", f"{plain(article_id)} was never accepted here; POST it first")
        confirmed, sent = desk.relay.acknowledged, desk.relay.sent
        state = "confirmed" if found.sequence <= confirmed else "published" if found.sequence <= sent else "accepted"
        return JSONResponse(
            {
                "id": article_id,
                "state": state,
                "sequence": found.sequence,
                "accepted_at": found.accepted_at,
                "external_id": found.external_id,
                "notes": json.loads(found.notes or "[]"),
                "article": json.loads(found.message)["data"],
            }
        )

    @app.get("/v1/stats", tags=["articles"])
    async def stats() -> dict[str, int | str]:
        """How many articles were accepted, published to the stream, and confirmed by the timeline."""
        return {
            "source": desk.outbox.source,
            "accepted": desk.outbox.sequence,
            "published": desk.relay.sent,
            "confirmed": desk.relay.acknowledged,
        }

    _describe_submission(app)


def _describe_submission(app: FastAPI) -> None:
    """Put the schema of what is sent into OpenAPI: the body is read as a stream, so FastAPI does not see it."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        document = generate()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas.setdefault("Submission", Submission.model_json_schema())
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _content_type(request: Request) -> str:
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    if kind not in _ONE | _MANY:
        raise Problem(
            415,
            "Unknown content type",
            f"{plain(kind)[:80] or 'no content type'} is not taken: send one article as application/json, "
            f"many as {NDJSON} (one a line)",
        )
    charset = parameters.strip().lower().removeprefix("charset=").strip("\"' ")
    if charset not in {"", "utf-8", "utf8"}:
        raise Problem(415, "Unknown charset", "send UTF-8")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(415, "Unknown content encoding", "send the body uncompressed")
    return kind


async def _accept_one(desk: Desk, body: bytes) -> str:
    """The answer to one article that is durable, as JSON. Raises Problem if it is refused."""
    [answer] = await desk.take([body], Lines())
    if isinstance(answer.outcome, Refused):
        raise Problem(
            answer.outcome.status, "The article is not taken", str(answer.outcome), field=answer.outcome.field
        )
    return json.dumps(answer.fields(), ensure_ascii=False)


def _accepted(answer: str, *, replayed: bool = False) -> Response:
    headers = {"Location": f"/v1/articles/{json.loads(answer)['id']}"}
    if replayed:
        headers["Idempotency-Replayed"] = "true"
    return Response(answer, 202, headers, media_type="application/json")
