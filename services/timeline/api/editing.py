"""Merging and splitting stories over HTTP: for editors, with a key if the service asks for one."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final

from fastapi import Depends, FastAPI
from pydantic import BaseModel, ConfigDict, Field

from services.timeline.api.answering import INVALID, NOT_FOUND, problems
from services.timeline.log.editing import NoSuchStory, NotSo, merge, split
from services.timeline.log.recording import Recorder
from tocsin.keys import Writers
from tocsin.problems import Problem
from tocsin.records import Regrouping
from tocsin.sqlite import Database

Name = Annotated[str, Field(min_length=1, max_length=200)]
_ANSWERS: Final = problems(**NOT_FOUND, **INVALID, e401="writing needs a key")


class _Decision(BaseModel):
    model_config = ConfigDict(extra="forbid")

    by: Name = Field(description="who decides it")
    reason: str = Field(min_length=1, max_length=1000, description="why, for those who read the log")


class MergeAsked(_Decision):
    """That a story is the same as another."""

    into: Name = Field(description="the story that its articles go to")


class SplitAsked(_Decision):
    """That some articles of a story tell of something else."""

    articles: list[Name] = Field(min_length=1, max_length=1000, description="ids of the articles that leave")


def add_editing_routes(
    app: FastAPI, database: Database, recorder: Recorder, writers: Writers, wake: Callable[[], None]
) -> None:
    """The endpoints; `wake` is called when the log has grown."""

    async def decided(making: Awaitable[Regrouping]) -> dict[str, Any]:
        try:
            made = await making
        except NoSuchStory as error:
            raise Problem(404, "No such story", f"there is no story with the id {str(error)[:200]!r} now") from None
        except NotSo as error:
            raise Problem(422, "The request is not valid", str(error)) from None
        wake()
        return made.model_dump(mode="json")

    written = Depends(writers.check)

    @app.post(
        "/v1/stories/{identity}/merge",
        tags=["editing"],
        response_model=Regrouping,
        responses=_ANSWERS,
        dependencies=[written],
    )
    async def merge_story(identity: str, asked: MergeAsked) -> dict[str, Any]:
        """Say that a story is the same as another: its articles, and what is told of it later, belong there."""
        return await decided(merge(database, recorder, identity, into=asked.into, reason=asked.reason, by=asked.by))

    @app.post(
        "/v1/stories/{identity}/split",
        tags=["editing"],
        response_model=Regrouping,
        responses=_ANSWERS,
        dependencies=[written],
    )
    async def split_story(identity: str, asked: SplitAsked) -> dict[str, Any]:
        """Say that some articles of a story tell of something else: they open a story of their own."""
        return await decided(
            split(database, recorder, identity, articles=asked.articles, reason=asked.reason, by=asked.by)
        )
