"""Stories and expectations over HTTP, on a real file."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.builders import actor, alert, event, published, rung, span
from tests.integration.timeline.conftest import Timeline
from tocsin.coding.reading import Attribution, Event, Occurred, Quantity
from tocsin.dossiers import ExpectationPage, Story, StoryPage

MONDAY = Occurred("2024-10-28", "2024-10-28", "day", "text")
BRIEFING = event("CONSULT", None, object="talks", modality="future", occurred=MONDAY, place=None, quantities=())
BRIDGE = "The Larkin bridge over the Ambel fell into the river on Friday night when a barge struck its second pier."
ELECTION = "Voters in the republic of Tamsin chose a new assembly; the Farmers' League leads with a third of the seats."


def at(day: int, month: int = 10) -> datetime:
    return datetime(2024, month, day, 9, 0, tzinfo=UTC)


def forces(best: float, kind: str = "reported", due: str | None = None, **fields: Any) -> Event:
    amount = Quantity(best, best, best, "soldiers", None, kind, due, "text", 0, 5, str(best))  # type: ignore[arg-type]
    return event(quantities=(amount,), evidence=span(f"Pyongyang has moved {best:,.0f} troops"), **fields)


async def tell(timeline: Timeline, name: str, day: datetime, *events: Event, **fields: Any) -> None:
    timeline.coder.by_article[name] = events
    text = fields.pop("text", f"{BRIDGE} {name}.")
    title = fields.pop("title", " ".join(text.split()[:4]))
    await timeline.record(published(id=name, published_at=day, text=text, title=title, **fields))


async def get(client: httpx.AsyncClient, path: str, **parameters: Any) -> Any:
    answer = await client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def story_of(client: httpx.AsyncClient, article: str, **parameters: Any) -> Story:
    identity = (await get(client, f"/v1/articles/{article}"))["story"]
    return Story.model_validate(await get(client, f"/v1/stories/{identity}", **parameters))


async def expectations(client: httpx.AsyncClient, **parameters: Any) -> ExpectationPage:
    return ExpectationPage.model_validate(await get(client, "/v1/expectations", **parameters))


async def test_stories_are_listed_the_one_last_told_of_first(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await tell(timeline, "a", at(18), event())
    await tell(timeline, "b", at(19), event(stance="denies"), source="Harbour Post", title="Skipper asleep")
    await tell(timeline, "c", at(20), text=ELECTION, title="Tamsin votes")
    first = (await timeline.events())[0].data
    await timeline.record(rung(alert(first)))
    page = StoryPage.model_validate(await get(client, "/v1/stories"))
    election, bridge = page.items
    assert (election.title, election.articles, election.disputed, election.level) == ("Tamsin votes", 1, False, None)
    assert (bridge.title, bridge.articles, bridge.publishers, bridge.disputed) == ("The Larkin bridge over", 2, 2, True)
    assert (bridge.level, bridge.signals) == (5, ["foreign-deployment"])
    assert (bridge.first, bridge.last) == ("2024-10-18T09:00:00Z", "2024-10-19T09:00:00Z")


@pytest.mark.parametrize("short", [0, 1000])
async def test_stories_are_narrowed_down_and_paged(
    client: httpx.AsyncClient, timeline: Timeline, monkeypatch: pytest.MonkeyPatch, short: int
) -> None:
    monkeypatch.setattr("services.timeline.queries.story_lists._SHORT", short)
    monkeypatch.setattr("services.timeline.queries.story_lists._FEW", short)
    await tell(timeline, "a", at(18), event(), source="Echo")
    await tell(timeline, "b", at(19), event(), source="Ledger")
    await tell(timeline, "c", at(20), text=ELECTION)
    first = (await timeline.events())[0].data
    await timeline.record(rung(alert(first)))
    bridge = first.story

    async def found(**parameters: Any) -> list[str]:
        return [item["id"] for item in (await get(client, "/v1/stories", **parameters))["items"]]

    assert len(await found()) == 2
    for one in (
        {"country": "PRK"},
        {"source": "Ledger"},
        {"signal": "foreign-deployment"},
        {"level_min": 5},
        {"articles_min": 2},
        {"origins_min": 1, "source": "Echo"},
    ):
        assert await found(**one) == [bridge], one
    assert await found(country="FRA") == []
    assert await found(level_min=6) == []
    head = await get(client, "/v1/stories", limit=1)
    rest = await get(client, "/v1/stories", limit=1, cursor=head["next"])
    assert [item["id"] for item in rest["items"]] == [bridge]
    assert rest["next"] is None


async def test_a_story_of_which_it_was_told_later_is_listed_as_it_was(
    client: httpx.AsyncClient, timeline: Timeline
) -> None:
    await tell(timeline, "a", at(18), event())
    pin = (await get(client, "/v1/stories"))["as_of"]
    await tell(timeline, "b", at(19), event(stance="denies"))
    (then,) = (await get(client, "/v1/stories", as_of=pin))["items"]
    assert (then["articles"], then["disputed"]) == (1, False)
    assert (await story_of(client, "a", as_of=pin)).articles == 1
    assert (await client.get(f"/v1/stories/{then['id']}", params={"as_of": 0})).status_code == 404


async def test_a_story_holds_its_articles_events_and_alerts(client: httpx.AsyncClient, timeline: Timeline) -> None:
    text = " ".join(f"word{n}" for n in range(100))
    await timeline.record(published(id="a", text=text), published(id="b", text=text, source="Harbour Post"))
    first = (await timeline.events())[0].data
    await timeline.record(rung(alert(first)))
    story = await story_of(client, "a")
    assert (story.origins, story.publishers, [one.id for one in story.told_by]) == (1, 2, ["a", "b"])
    assert story.corroboration.origins_most == 1
    assert [e.level for e in story.events] == [5, None, None, None]
    assert [a.revision for a in story.alerts] == [1]


async def test_a_happening_is_told_side_by_side_in_whatever_story(
    client: httpx.AsyncClient, timeline: Timeline
) -> None:
    russia = Attribution(actor("RUS", text="Moscow"), "denied")
    await tell(timeline, "a", at(18), event())
    await tell(timeline, "b", at(19), event(stance="denies", attribution=russia), text=ELECTION, source="Echo")
    mine, other = await story_of(client, "a"), await story_of(client, "b")
    assert mine.id != other.id
    for story in (mine, other):
        (happening,) = story.timeline
        assert [one.article for one in happening.tellings] == ["a", "b"]
        assert happening.status == "disputed"
        assert [(line.voice, line.side) for line in story.claims[0].lines] == [("KOR", "asserts"), ("RUS", "denies")]


async def test_what_a_correction_takes_back_stays_in_the_ledger(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await tell(timeline, "a", at(18), forces(12000))
    before = (await get(client, "/v1/stories"))["as_of"]
    await tell(timeline, "b", at(19), forces(10000), revises="a", source="Example Wire")
    story = await story_of(client, "b")
    (happening,) = story.timeline
    assert [(one.article, one.superseded_at is not None) for one in happening.tellings] == [("a", True), ("b", False)]
    sides = [(line.side, line.standing) for line in story.claims[0].lines]
    assert sorted(sides) == [("asserts", True), ("corrects", True)]
    assert (await story_of(client, "a", as_of=before)).claims == []


async def test_numbers_are_a_track_through_all_stories(client: httpx.AsyncClient, timeline: Timeline) -> None:
    await tell(timeline, "a", at(18), forces(3000))
    await tell(timeline, "b", at(23), forces(8000, occurred=MONDAY), text=ELECTION)
    await tell(timeline, "c", at(25), forces(10000, "forecast", "2024-12-31", modality="future"))
    (track,) = (await story_of(client, "a")).numbers
    assert (track.track, [(n.best, n.kind, n.due) for n in track.numbers]) == (
        "PRK:forces",
        [(3000, "reported", None), (8000, "reported", None), (10000, "forecast", "2024-12-31")],
    )


async def test_an_expectation_is_open_until_its_day_and_then_missed(
    client: httpx.AsyncClient, timeline: Timeline
) -> None:
    await tell(timeline, "a", at(25), BRIEFING)
    timeline.now = at(28)
    await tell(timeline, "b", at(27), text=ELECTION)
    timeline.now = at(29)
    await tell(timeline, "c", at(27), text=ELECTION)
    then, later = [row[0] for row in await timeline.rows("SELECT position FROM articles WHERE id <> 'a'")]
    (open_,) = (await expectations(client, as_of=then)).items
    assert (open_.due, open_.state, open_.settled_by) == ("2024-10-28", "open", None)
    (missed,) = (await expectations(client, as_of=later)).items
    assert missed.state == "missed"
    assert [one.state for one in (await expectations(client)).items] == ["missed"]
    assert [one.state for one in (await expectations(client, as_of="2024-10-28")).items] == ["open"]
    assert [one.state for one in (await expectations(client, as_of=then, state="open")).items] == ["open"]
    assert (await story_of(client, "a")).expectations == [missed]


async def test_an_expectation_is_met_by_a_telling_of_its_happening(
    client: httpx.AsyncClient, timeline: Timeline
) -> None:
    await tell(timeline, "a", at(25), BRIEFING)
    await tell(timeline, "twin", at(26), BRIEFING, source="Echo")
    done = event("CONSULT", None, object="talks", occurred=MONDAY, place=None)
    await tell(timeline, "b", at(28), done, text=ELECTION)
    (one,) = (await expectations(client)).items
    (position,) = [row[0] for row in await timeline.rows("SELECT position FROM articles WHERE id = 'b'")]
    assert (one.state, one.settled_at, one.told) == ("met", "2024-10-28T09:00:00Z", 2)
    assert one.settled_by is not None
    assert one.settled_by.startswith("b.")
    assert [e.state for e in (await expectations(client, as_of=position - 1)).items] != ["met"]
    await tell(timeline, "c", at(29), text="Withdrawn.", revises="b")
    assert [e.state for e in (await expectations(client)).items] == ["missed"]


async def test_a_number_that_is_reached_meets_its_forecast_and_a_new_forecast_supersedes_one(
    client: httpx.AsyncClient, timeline: Timeline
) -> None:
    await tell(timeline, "a", at(23), forces(8000, "forecast", "2024-11-30", modality="future"))
    await tell(timeline, "b", at(27), forces(10000, "forecast", "2024-12-31", modality="future"), text=ELECTION)
    await tell(timeline, "c", at(28), forces(9000))
    await tell(timeline, "d", at(5, 11), forces(11000))
    first, second = (await expectations(client)).items
    assert (first.best, first.state, first.settled_by) == (8000, "superseded", second.id)
    assert (second.best, second.track, second.state) == (10000, "PRK:forces", "met")
    assert second.settled_by is not None
    assert second.settled_by.startswith("d.")


async def test_expectations_are_narrowed_down_and_paged(client: httpx.AsyncClient, timeline: Timeline) -> None:
    sanctions = event("SANCTION", None, modality="future", occurred=Occurred("2024-11-30", "2024-11-30", "day", "text"))
    await tell(timeline, "a", at(25), BRIEFING, sanctions)
    identity = (await get(client, "/v1/articles/a"))["story"]

    async def dues(**parameters: Any) -> list[str]:
        return [one.due for one in (await expectations(client, **parameters)).items]

    both = ["2024-10-28", "2024-11-30"]
    assert await dues() == both
    assert await dues(order="latest") == both[::-1]
    for one in ({"type": "SANCTION"}, {"from": "2024-11-01"}):
        assert await dues(**one) == both[1:], one
    for all_ in ({"actor": "PRK"}, {"country": "RUS"}, {"story": identity}, {"state": "missed"}):
        assert await dues(**all_) == both, all_
    for none in ({"actor": "FRA"}, {"story": "sty_other"}, {"state": "open"}, {"to": "2024-10-01"}):
        assert await dues(**none) == [], none
    head = await expectations(client, limit=1)
    rest = await expectations(client, limit=1, cursor=head.next)
    assert ([one.due for one in rest.items], rest.next) == (both[1:], None)
    table = await client.get("/v1/expectations", params={"format": "csv"})
    assert table.text.splitlines()[0].startswith("due,state,")
    answer = await client.get("/v1/expectations", params={"state": "late"})
    assert answer.status_code == 422
    assert "superseded" in answer.text
