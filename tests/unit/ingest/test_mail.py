"""Newsletters from mail messages."""

import io
import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from services.ingest.sources.files import Reading
from services.ingest.sources.forms import Fault, Given, Item
from services.ingest.sources.mail import MAX_MAIL_BYTES, split_mbox


def letter(number: int = 1, *, plain: str | None = "The ferry sails on time.", html: str | None = None) -> bytes:
    message = EmailMessage()
    message["Subject"] = f"Ferry {number}: café news"
    message["From"] = "The Quay <news@quay.example>"
    message["Date"] = "Sun, 27 Oct 2024 09:30:00 +0900"
    message["Message-ID"] = f"<{number}@quay.example>"
    message.set_content(plain or "")
    if html is not None:
        message.add_alternative(html, subtype="html")
    return bytes(message)


def read(tmp_path: Path, content: bytes, name: str, **given: str) -> list[dict[str, Any] | Fault]:
    path = tmp_path / name
    path.write_bytes(content)
    found = list(Reading(path, Given(**given), None, lambda _: None).items())
    return [json.loads(one.body) if isinstance(one, Item) else one for one in found]


def test_a_message_is_an_article_by_its_sender(tmp_path: Path) -> None:
    assert read(tmp_path, letter(), "one.eml") == [
        {
            "title": "Ferry 1: café news",
            "text": "The ferry sails on time.",
            "published_at": "2024-10-27T09:30:00+09:00",
            "published_basis": "metadata",
            "source": "The Quay",
            "id": "<1@quay.example>",
        }
    ]


def test_a_newsletter_that_is_html_only_gives_its_words(tmp_path: Path) -> None:
    html = "<html><head><style>p {color: red}</style></head><p>The ferry sails.</p><p>Nobody waits.</p></html>"
    [article] = read(tmp_path, letter(plain="See it in a browser.", html=html), "one.eml")
    assert isinstance(article, dict)
    assert article["text"] == "The ferry sails.\nNobody waits."


def test_what_is_given_prevails(tmp_path: Path) -> None:
    [article] = read(tmp_path, letter(), "one.eml", published_at="2024-10-26", source="Another")
    assert isinstance(article, dict)
    assert (article["published_at"], article["published_basis"]) == ("2024-10-26", "given")
    assert article["source"] == "Another"


@pytest.mark.parametrize("name", ["all.mbox", "all"])
def test_an_mbox_holds_many(tmp_path: Path, name: str) -> None:
    quoted = letter(2).replace(b"The ferry", b">From the quay the ferry")
    postmark = b"From news@quay.example Sun Oct 27 09:30:00 2024\n"
    box = postmark + letter(1) + b"\n" + postmark + quoted + b"\n" + postmark + b"Subject: none\n\n\n"
    first, second, third = read(tmp_path, box, name)
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert isinstance(third, Fault)
    assert (first["id"], second["text"]) == ("<1@quay.example>", "From the quay the ferry sails on time.")
    assert (third.where.endswith("[3]"), "has no text" in third.detail) == (True, True)


def test_a_message_that_is_too_large_is_left_out() -> None:
    postmark = b"From a@b.example Sun Oct 27 09:30:00 2024\n"
    box = io.BytesIO(b"x" * 1000 + b"\n" + b"y" * (MAX_MAIL_BYTES + 1) + b"\n\n" + postmark + b"small\n")
    first, second = split_mbox(box, postmark)
    assert "larger than 20 MB" in str(first)
    assert second == b"small\n"


@pytest.mark.parametrize(
    "raw",
    [
        b'From: "\n\n',
        b"Content-Type: text/plain; charset=klingon\n\nwords\n",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: image/png\n\n...\n--x--\n",
        b"From: <\nDate: never\nSubject: =?x?q?=ff?=\n\n",
        b"\xff\xfe words",
    ],
)
def test_a_broken_message_is_refused_or_read_and_never_a_crash(tmp_path: Path, raw: bytes) -> None:
    [found] = read(tmp_path, raw, "broken.eml")
    assert isinstance(found, Fault) or found["text"]
