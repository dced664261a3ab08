"""The docs are true: what they list is what the code has."""

import importlib.util
import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.alerts.rules import Rule
from services.alerts.trials.examples import failures
from services.alerts.webhooks.routes import Routes
from services.alerts.webhooks.signing import key_of, new_secret, signatures
from tocsin import vocabulary
from tocsin.coding import code
from tocsin.messages import MESSAGE_TYPES

ROOT = Path(__file__).parents[2]


def generator() -> Any:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["README.md", "docs/query.md", "docs/rules.md"])
def test_what_a_page_lists_is_what_the_code_has(page: str) -> None:
    text = (ROOT / page).read_text()
    assert "generated -->" in text
    assert generator().fresh(text) == text, "write it anew: make docs"


def test_the_interfaces_are_what_the_code_answers() -> None:
    for name, text in generator().interfaces().items():
        assert (ROOT / "docs" / "api" / name).read_text() == text, "write it anew: make docs"


def test_every_setting_is_described() -> None:
    assert not re.search(r"`TOCSIN_\w+` \| [^|]* \|  \|", generator().settings())


def test_every_message_type_is_told_to_subscribers() -> None:
    text = (ROOT / "docs" / "subscribe.md").read_text()
    assert {name for name in MESSAGE_TYPES if f"`{name}`" not in text} == set()


def test_every_code_is_explained() -> None:
    text = (ROOT / "docs" / "reading.md").read_text()
    codes = {*vocabulary.EVENT_TYPES, *vocabulary.SIGNAL_LEVELS}
    codes |= {mode for modes in vocabulary.MODES.values() for mode in modes}
    assert {code for code in codes if code not in text} == set()


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("seeds/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_nothing_of_one_machine_is_in_the_docs() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        assert not re.search(r"/(home|root|tmp|Users)/", page.read_text()), page.name


def test_the_rule_that_the_docs_show_does_as_its_examples_say() -> None:
    block = re.search(r"```yaml\n(.*?)```", (ROOT / "docs" / "rules.md").read_text(), re.DOTALL)
    assert block is not None
    rule = Rule.model_validate(yaml.safe_load(block[1]))
    assert failures(rule, code) == []


def test_the_routes_that_the_docs_show_are_in_order() -> None:
    block = re.search(
        r"```yaml\n(# yaml-language-server.*?)```", (ROOT / "docs" / "subscribe.md").read_text(), re.DOTALL
    )
    assert block is not None
    assert len(Routes.model_validate(yaml.safe_load(block[1])).receivers) == 2


def test_the_verification_that_the_docs_show_takes_our_signature_and_no_other() -> None:
    block = re.search(r"```python\n(import base64\n.*?)```", (ROOT / "docs" / "subscribe.md").read_text(), re.DOTALL)
    assert block is not None
    shown: dict[str, Any] = {}
    exec(block[1], shown)
    secret, now = new_secret(bytes(32)), int(time.time())
    headers = {
        "webhook-id": "m",
        "webhook-timestamp": str(now),
        "webhook-signature": signatures([bytes(24), key_of(secret)], "m", now, b"x"),
    }
    assert shown["verify"](secret, headers, b"x")
    assert not shown["verify"](secret, headers, b"y")
    assert not shown["verify"](secret, headers | {"webhook-timestamp": str(now - 600)}, b"x")
