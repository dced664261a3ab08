"""A query that its model reads at once is read as FastAPI would read it, and refused as it would refuse it."""

import asyncio
from typing import Annotated
from urllib.parse import urlencode

import httpx
from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.routing import APIRoute
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from tocsin.parameters import QueryRoute


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    from_: str | None = Field(None, alias="from")
    limit: int = Field(50, ge=1)
    actor: list[str] = []
    count: bool = False


async def things(request: Request, query: Annotated[Asked, Query()]) -> Response:
    return Response(f"{request.url.path.rpartition('/')[2]} {query!r}")


async def thing(identity: str, query: Annotated[Asked, Query()]) -> Response:
    return Response(f"{identity} {query!r}")


def served(route: type[APIRoute]) -> FastAPI:
    router = APIRouter(route_class=route)
    router.get("/things")(things)
    router.get("/things/{identity:path}")(thing)
    app = FastAPI()
    app.include_router(router)
    return app


def answer(app: FastAPI, url: str) -> tuple[int, bytes]:
    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            return await client.get(url)

    told = asyncio.run(ask())
    return told.status_code, told.content


QUICK, PLAIN = served(QueryRoute), served(APIRoute)
GIVEN = st.tuples(
    st.sampled_from(["from", "from_", "limit", "actor", "count", "else"]),
    st.sampled_from(["", "1", "7", "0", "x", "true", "a,b", "PRK"]),
)


@given(st.sampled_from(["/things", "/things/a/b"]), st.lists(GIVEN, max_size=4))
def test_a_query_is_answered_as_fastapi_answers_it(path: str, asked: list[tuple[str, str]]) -> None:
    url = f"{path}?{urlencode(asked)}"
    assert answer(QUICK, url) == answer(PLAIN, url)


def test_the_docs_know_the_parameters() -> None:
    assert answer(QUICK, "/openapi.json") == answer(PLAIN, "/openapi.json")
