"""The wire: golden messages that break when it changes, and generated documents that are fresh."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.builders import NOW, alert, event_recorded, published, recorded, rung
from tocsin import contract
from tocsin.messages import MESSAGE_TYPES, AnyMessage, ArticlePlaced, ArticleRead, StoryMerged, StorySplit, parse
from tocsin.records import EmptyReading, Placement, Regrouping, stable_id

GOLDEN = Path(__file__).parent / "golden"
API = Path(__file__).parents[2] / "docs" / "api"


def messages() -> dict[str, AnyMessage]:
    record = recorded()
    made: dict[str, AnyMessage] = {m.type: m for m in (published(sequence=7), event_recorded(record, sequence=9))}
    made["tocsin.article.placed.v1"] = ArticlePlaced(
        id=stable_id("plc", record.article.id),
        source="/tocsin/timeline/test",
        subject=record.article.id,
        time=NOW,
        recordedtime=NOW,
        data=Placement(article=record.article.id, story=record.story, origin=record.origin),
    )
    for kind, regrouping in ((StoryMerged, ("art-1", "art-2")), (StorySplit, ("art-1",))):
        made[kind.model_fields["type"].default] = kind(
            id="rgp_1",
            source="/tocsin/timeline/test",
            subject="story-1",
            time=NOW,
            recordedtime=NOW,
            data=Regrouping(story="story-1", into="story-2", articles=regrouping, reason="the same fire", by="desk"),
        )
    made["tocsin.article.read.v1"] = ArticleRead(
        id=stable_id("read", record.article.id),
        source="/tocsin/timeline/test",
        subject=record.article.id,
        time=NOW,
        recordedtime=NOW,
        sequence=10,
        previous=9,
        correlationid=record.article.id,
        data=EmptyReading(
            article=record.article, story=record.story, origin=record.origin, codebook=record.codebook, unread=None
        ),
    )
    for status in ("raised", "updated", "acknowledged", "resolved", "cancelled"):
        message = rung(alert(record, status=status, revision=1 if status == "raised" else 2), sequence=12)
        made[message.type] = message
    return made


@pytest.mark.parametrize("name", MESSAGE_TYPES)
def test_a_message_is_on_the_wire_as_its_golden_file_says(name: str) -> None:
    golden = json.loads((GOLDEN / f"{name}.json").read_text())
    assert json.loads(messages()[name].to_json()) == golden


@pytest.mark.parametrize("name", MESSAGE_TYPES)
def test_a_golden_file_is_read(name: str) -> None:
    assert parse((GOLDEN / f"{name}.json").read_bytes()) == messages()[name]


def test_there_is_a_golden_file_for_each_type() -> None:
    assert {file.stem for file in GOLDEN.glob("*.json")} == set(MESSAGE_TYPES)


@pytest.mark.parametrize("name", contract.documents())
def test_generated_documents_are_fresh(name: str) -> None:
    assert (API / name).read_text() == contract.documents()[name], "write them anew: python -m tocsin.contract docs/api"


def test_each_message_type_has_its_channel() -> None:
    document: dict[str, Any] = yaml.safe_load((API / "asyncapi.yaml").read_text())
    named = {name for channel in document["channels"].values() for name in channel["messages"]}
    assert named == {*contract.TRAVELLING, "log.row"}


def test_asyncapi_describes_what_is_followed_over_http_and_refers_to_nothing_that_is_not_there() -> None:
    text = (API / "asyncapi.yaml").read_text()
    document: dict[str, Any] = yaml.safe_load(text)
    followed = {channel["address"] for name, channel in document["channels"].items() if name.endswith("over-http")}
    served = {
        path
        for file in API.glob("openapi-*.json")
        for path, operations in json.loads(file.read_text())["paths"].items()
        if "text/event-stream" in json.dumps(operations)
    }
    assert followed == served
    for inside in re.findall(r"'?#/([\w./-]+)", text):
        place: Any = document
        for part in inside.split("/"):
            place = place[part]
    assert all((API / name).exists() for name in re.findall(r"\./([\w.]+\.json)", text))
