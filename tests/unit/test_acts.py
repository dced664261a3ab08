"""The acts of the codebook: each entry's own sentence is read as that act, and its words can be matched at all."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin import codebook
from tocsin.codebook.families import spread
from tocsin.codebook.inflection import verb_forms
from tocsin.coding.coder import code

_FOLDER = Path(codebook.__file__).parent
_LONGEST = 9
"""Words of the longest phrase that an act may begin with: the coder looks no further than a dozen tokens."""


def _acts() -> Iterator[dict[str, Any]]:
    for file in sorted(_FOLDER.glob("acts-*.yaml")):
        yield from yaml.safe_load(file.read_text(encoding="utf-8"))


def _named(acts: Iterator[dict[str, Any]]) -> list[Any]:
    return [pytest.param(act, id=act["id"]) for act in acts]


# What companies do is read in texts of business alone, which one sentence is not.
@pytest.mark.parametrize("act", _named(act for act in _acts() if "within" not in act))
def test_an_act_is_read_from_its_own_sentence(act: dict[str, Any]) -> None:
    reading = code("", act["example"], datetime(2024, 10, 20, tzinfo=UTC), "en")

    found = [(event.pattern, event.type, event.mode) for event in reading.events]
    assert any(
        pattern == act["id"] or (kind, mode) == (act["type"], act.get("mode")) for pattern, kind, mode in found
    ), (found, [(silence.pattern, silence.reason) for silence in reading.silences])


@pytest.mark.parametrize("act", _named(_acts()))
def test_the_phrases_of_an_act_are_plain_and_short(act: dict[str, Any]) -> None:
    for phrase in (phrase for key in ("verbs", "nouns") for phrase in spread("acts", act["id"], key, act.get(key, []))):
        words = phrase.split()
        assert len(words) <= _LONGEST, phrase
        assert phrase == " ".join(words), phrase
        assert words[0] != "…", phrase
        assert words[-1] != "…", phrase
        assert not phrase.endswith(("-not", "-no")), phrase


@pytest.mark.parametrize("act", _named(_acts()))
def test_an_act_lists_no_phrase_twice(act: dict[str, Any]) -> None:
    for field in ("verbs", "nouns", "object", "subject", "toward", "contexts"):
        words = act.get(field, [])
        assert len(words) == len(set(words)), sorted({word for word in words if words.count(word) > 1})


@pytest.mark.parametrize(
    ("verb", "past"),
    [
        ("acquit", "acquitted"),
        ("shun", "shunned"),
        ("broadcast", "broadcast"),
        ("withdraw", "withdrew"),
        ("ally", "allied"),
    ],
)
def test_verbs_of_acts_are_known_in_the_past(verb: str, past: str) -> None:
    assert past in verb_forms(verb)
