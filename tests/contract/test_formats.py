"""The forms in which alerts are handed out are what their standards say."""

import base64
import hashlib
import hmac
from pathlib import Path
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from services.alerts.formats import atom
from services.alerts.formats.cap import NAMESPACE, Earlier, cap
from services.alerts.webhooks.signing import key_of, new_secret, signatures
from tests.builders import NOW, alert, event, recorded, rung, span
from tocsin.messages import AlertMessage

CAP = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "cap-1.2.xsd"))


def message(**fields: Any) -> AlertMessage:
    return rung(alert(recorded(fields.pop("happened", None)), **fields))


def told(document: bytes) -> Any:
    """The CAP document, which must be as the standard says."""
    root = etree.fromstring(document)
    CAP.assertValid(root)
    return root


def said(root: Any, path: str) -> list[str]:
    return [found.text for found in root.iterfind("/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/")))]


@pytest.mark.parametrize("status", ["raised", "updated", "acknowledged", "resolved", "cancelled"])
@pytest.mark.parametrize("level", [-3, 0, 3, 5, 9])
def test_every_alert_is_a_cap_document(status: str, level: int) -> None:
    root = told(cap(message(status=status, level=level, signal="nuclear-signalling", group={"place": "RUS"})))
    assert said(root, "info/category") == ["Security", "CBRNE"]
    assert said(root, "info/area/areaDesc") == ["RUS"]


def test_cap_says_no_more_than_is_known() -> None:
    one, two = (told(cap(message(origins=n))) for n in (1, 2))
    assert said(one, "info/certainty") + said(two, "info/certainty") == ["Possible", "Likely"]
    assert said(told(cap(message(origins=2, disputed=True))), "info/certainty") == ["Possible"]
    assert said(one, "msgType") == ["Alert"]
    assert "“Pyongyang has moved troops" in said(one, "info/description")[0]


def test_a_cancel_names_what_it_takes_back() -> None:
    earlier = [Earlier("message_1", NOW), Earlier("message_2", NOW)]
    root = told(cap(message(revision=3, status="cancelled", changes=("corrected by Example Wire",)), earlier))
    assert said(root, "msgType") == ["Cancel"]
    assert said(root, "note") == ["corrected by Example Wire"]
    sent = "2024-10-28T12:00:00-00:00"
    sender = "tocsin/alerts/test"
    assert said(root, "references") == [f"{sender},message_1,{sent} {sender},message_2,{sent}"]


@given(st.text())
def test_any_text_makes_a_whole_document(text: str) -> None:
    odd = message(title=text + "x", summary=text, changes=(text,), happened=event(evidence=span(text)))
    told(cap(odd))
    assert not feedparser.parse(atom.feed([odd], "odd")).bozo


def test_atom_has_an_entry_for_each_alert_that_keeps_its_id() -> None:
    first, second = message(), message(revision=2, changes=("two origins",))
    document = feedparser.parse(atom.feed([first, second], "all", "https://tocsin.example/v1/alerts?format=atom"))
    assert (document.bozo, document.version, len(document.entries)) == (False, "atom10", 2)
    assert document.entries[0].id == document.entries[1].id == feedparser.parse(atom.entry(first)).entries[0].id
    assert document.entries[0].title == f"[5] {first.data.summary} (raised)"
    assert document.entries[0].updated == "2024-10-28T12:00:00.000Z"
    assert document.entries[0].summary == first.data.summary
    assert "two origins" in document.entries[1].content[0].value
    assert {tag.term for tag in document.entries[0].tags} == {"foreign-deployment", "raised", "5"}


def test_only_links_of_the_web_are_handed_on() -> None:
    data = alert(recorded())
    bad = data.evidence[0].article.model_copy(update={"url": "javascript:alert(1)"})
    bad_message = rung(data.model_copy(update={"evidence": (data.evidence[0].model_copy(update={"article": bad}),)}))
    assert b"javascript" not in cap(bad_message) + atom.entry(bad_message)


def test_a_signature_is_that_of_the_published_scheme() -> None:
    secret = new_secret(bytes(range(24)))
    assert secret == "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"
    expected = hmac.new(bytes(range(24)), b'msg_1.1614265330.{"test": 1}', hashlib.sha256).digest()
    made = signatures([key_of(secret)], "msg_1", 1614265330, b'{"test": 1}')
    assert made == f"v1,{base64.b64encode(expected).decode()}"
    assert len(signatures([key_of(secret)] * 2, "m", 1, b"").split()) == 2


def test_the_example_of_the_scheme_has_the_signature_that_it_shows() -> None:
    key = key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    made = signatures([key], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("secret", ["hunter2hunter2", "c2hvcnQ=", "no base64!", "AAECAwQFBgcICQoLDA0ODxAREhMUFRY"])
@pytest.mark.parametrize("prefix", ["", "whsec_"])
def test_what_is_no_secret_is_refused_and_not_repeated(prefix: str, secret: str) -> None:
    with pytest.raises(ValueError, match="is no secret") as error:
        key_of(prefix + secret)
    assert secret not in str(error.value)
