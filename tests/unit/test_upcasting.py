"""Messages of older versions are read as those of today."""

import json
from typing import Any

import pytest

from tests.builders import article, published
from tocsin import upcasting
from tocsin.messages import ArticlePublished, parse
from tocsin.upcasting import upcast


def renamed(content: dict[str, Any]) -> dict[str, Any]:
    """As if the text had once been called the body."""
    data = dict(content["data"])
    data["text"] = data.pop("body")
    return content | {"type": "tocsin.article.published.v1", "data": data}


def typed(content: dict[str, Any]) -> dict[str, Any]:
    """As if the type had once had no version."""
    return content | {"type": "tocsin.article.published.v0"}


OLDER = {"tocsin.article.published.v0": renamed, "tocsin.article.published": typed}


@pytest.mark.parametrize("kind", OLDER)
def test_a_message_of_an_older_version_is_read_as_one_of_today(kind: str, monkeypatch: pytest.MonkeyPatch):
    for name, step in OLDER.items():
        monkeypatch.setitem(upcasting.UPCASTS, name, step)
    content = json.loads(published(article(text="Ships sail.")).to_json())
    content["data"]["body"] = content["data"].pop("text")
    message = parse(json.dumps(content | {"type": kind}))
    assert isinstance(message, ArticlePublished)
    assert message == published(article(text="Ships sail."))


def test_a_message_of_today_is_left_as_it_is():
    raw = published().to_json()
    assert upcast("tocsin.article.published.v1", raw, OLDER) == ("tocsin.article.published.v1", raw)
