"""Merging and splitting stories: messages of the log, which says what was held before."""

import sqlite3
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.timeline.api.editing import add_editing_routes
from services.timeline.log import log
from services.timeline.log.editing import merge
from services.timeline.log.rebuilding import rebuild
from tests.builders import alert, event, published, rung
from tests.integration.timeline.conftest import Timeline
from tests.integration.timeline.test_recording import tables
from tocsin.addresses import parse_networks
from tocsin.keys import Keys, Writers, make_key
from tocsin.messages import parse
from tocsin.serving import api

BRIDGE = "The Larkin bridge over the Ambel fell into the river on Friday night when a barge struck its second pier."
ELECTION = "Voters in the republic of Tamsin chose a new assembly; the Farmers' League leads with a third of the seats."
WHY = {"by": "desk", "reason": "the same night"}


async def tell(timeline: Timeline, name: str, text: str, **fields: Any) -> None:
    timeline.coder.by_article[name] = (event(),)
    await timeline.record(published(id=name, text=text, title=text[:30], **fields))


async def story_of(client: httpx.AsyncClient, article: str) -> str:
    return str((await client.get(f"/v1/articles/{article}")).json()["story"])


async def articles(client: httpx.AsyncClient, story: str, **parameters: Any) -> list[str]:
    answer = await client.get(f"/v1/stories/{story}", params=parameters)
    return [one["id"] for one in answer.json()["told_by"]] if answer.status_code == 200 else []


@pytest.fixture
async def told(timeline: Timeline) -> None:
    await tell(timeline, "a", BRIDGE)
    await tell(timeline, "b", f"{BRIDGE} Divers went down.")
    await tell(timeline, "c", ELECTION)


@pytest.mark.usefixtures("told")
async def test_merged_stories_are_one_from_then_on(client: httpx.AsyncClient, timeline: Timeline) -> None:
    bridge, election = await story_of(client, "a"), await story_of(client, "c")
    last = (await timeline.events())[-1].data
    await timeline.record(rung(alert(last, id="alr-1")))
    feed = (await client.get("/v1/feed")).json()
    before = feed["as_of"]
    answer = await client.post(f"/v1/stories/{election}/merge", json={"into": bridge, **WHY})
    assert answer.json() == {"story": election, "into": bridge, "articles": ["c"], **WHY}
    assert await articles(client, bridge) == ["a", "b", "c"]
    assert await articles(client, election) == ["a", "b", "c"]
    assert [one["id"] for one in (await client.get(f"/v1/stories/{election}")).json()["alerts"]] == ["alr-1"]
    assert await articles(client, election, as_of=before) == ["c"]
    assert await articles(client, bridge, as_of=before) == ["a", "b"]
    assert (await client.get(f"/v1/stories/{bridge}")).json()["formerly"] == [election]
    assert [one["id"] for one in (await client.get("/v1/stories")).json()["items"]] == [bridge]
    events = (await client.get("/v1/events", params={"story": bridge})).json()["items"]
    assert {one["article"]["id"] for one in events} == {"a", "b", "c"}
    (message,) = (await client.get("/v1/feed", params={"kind": "story", "after": feed["next"]})).json()["items"]
    assert message["message"]["type"] == "tocsin.story.merged.v1"
    await tell(timeline, "d", f"{ELECTION} The count goes on.")
    assert await story_of(client, "d") == bridge
    relayed = [parse(data) for _, data in await timeline.rows(log.OUTGOING, after=0, limit=99)]
    assert "tocsin.story.merged.v1" in [one.type for one in relayed]
    assert [one.previous for one in relayed] == [0, *(one.sequence for one in relayed[:-1])]


@pytest.mark.usefixtures("told")
async def test_a_split_story_goes_on_as_two(client: httpx.AsyncClient, timeline: Timeline) -> None:
    bridge = await story_of(client, "a")
    made = (await client.post(f"/v1/stories/{bridge}/split", json={"articles": ["b"], **WHY})).json()
    assert (made["articles"], made["into"] != bridge) == (["b"], True)
    assert (await articles(client, bridge), await articles(client, made["into"])) == (["a"], ["b"])
    back = await client.post(f"/v1/stories/{made['into']}/merge", json={"into": bridge, **WHY})
    assert back.status_code == 200
    assert await articles(client, bridge) == ["a", "b"]
    await tell(timeline, "d", "Withdrawn.", revises="b")
    assert await story_of(client, "d") == bridge


@pytest.mark.usefixtures("told")
async def test_a_restart_and_a_rebuild_keep_what_was_decided(client: httpx.AsyncClient, timeline: Timeline) -> None:
    bridge, election = await story_of(client, "a"), await story_of(client, "c")
    await client.post(f"/v1/stories/{election}/merge", json={"into": bridge, **WHY})
    await client.post(f"/v1/stories/{bridge}/split", json={"articles": ["a", "c"], **WHY})
    before = await tables(timeline)
    for chunk in (2, 500):
        assert [position async for position in rebuild(timeline.database, chunk=chunk)]
    assert await tables(timeline) == before
    again = Timeline(timeline.database, timeline.coder)
    await tell(again, "d", f"{ELECTION} The count goes on.")
    assert await story_of(client, "d") == await story_of(client, "c")


@pytest.mark.usefixtures("told")
async def test_what_can_not_be_done_is_said(client: httpx.AsyncClient) -> None:
    bridge = await story_of(client, "a")

    async def refused(path: str, **asked: Any) -> tuple[int, str]:
        answer = await client.post(path, json={**WHY, **asked})
        return answer.status_code, answer.json()["detail"]

    assert (await refused("/v1/stories/none/merge", into=bridge))[0] == 404
    assert (await refused(f"/v1/stories/{bridge}/merge", into="none"))[0] == 404
    for path, asked, words in (
        ("merge", {"into": bridge}, "same story"),
        ("split", {"articles": ["c"]}, "'c' is not of this story"),
        ("split", {"articles": ["a", "b"]}, "all that the story has"),
        ("split", {"articles": []}, "articles"),
        ("split", {"articles": ["a"], "reason": ""}, "reason"),
    ):
        status, detail = await refused(f"/v1/stories/{bridge}/{path}", **asked)
        assert (status, words in detail) == (422, True), detail


async def test_who_shows_no_key_may_not_edit_where_one_is_needed(timeline: Timeline) -> None:
    key, digest = make_key()
    app: FastAPI = api("timeline", "in a test", list)
    add_editing_routes(
        app,
        timeline.database,
        timeline.recorder,
        Writers(Keys((digest,)), (), "TOCSIN_TIMELINE_KEYS"),
        timeline.tail.wake,
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://timeline") as client:
        body = {"into": "sty_b", **WHY}
        assert (await client.post("/v1/stories/sty_a/merge", json=body)).status_code == 401
        shown = await client.post("/v1/stories/sty_a/merge", json=body, headers={"Authorization": f"Bearer {key}"})
        assert shown.status_code == 404


async def test_an_edit_that_fails_leaves_no_trace_in_memory(
    client: httpx.AsyncClient, timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tell(timeline, "a", BRIDGE)
    await tell(timeline, "c", ELECTION)
    bridge, election = await story_of(client, "a"), await story_of(client, "c")

    async def full(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("services.timeline.log.recording.write", full)
        assert (await client.post(f"/v1/stories/{election}/merge", json={"into": bridge, **WHY})).status_code == 500
    await tell(timeline, "d", f"{ELECTION} The count goes on.")
    assert await story_of(client, "d") == election


async def test_without_keys_this_machine_alone_may_edit(timeline: Timeline) -> None:
    app: FastAPI = api("timeline", "in a test", list)
    writers = Writers(Keys(), parse_networks("127.0.0.0/8"), "TOCSIN_TIMELINE_KEYS")
    add_editing_routes(app, timeline.database, timeline.recorder, writers, timeline.tail.wake)
    body = {"into": "sty_b", **WHY}
    for address, status in (("127.0.0.1", 404), ("192.0.2.7", 401)):
        transport = httpx.ASGITransport(app=app, client=(address, 5000))
        async with httpx.AsyncClient(transport=transport, base_url="http://timeline") as client:
            assert (await client.post("/v1/stories/sty_a/merge", json=body)).status_code == status


@pytest.mark.usefixtures("told")
async def test_a_merge_that_can_not_be_committed_is_none(
    client: httpx.AsyncClient, timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    bridge, election = await story_of(client, "a"), await story_of(client, "c")

    async def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("tocsin.sqlite.at_once", full)  # what commits
        with pytest.raises(sqlite3.OperationalError):
            await merge(timeline.database, timeline.recorder, election, into=bridge, reason="x", by="y")
    await tell(timeline, "d", f"{ELECTION} The count goes on.")
    assert await story_of(client, "d") == election
