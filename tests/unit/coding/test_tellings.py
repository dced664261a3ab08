"""One claim told in fifty ways: whose word it is, and whether they assert, confirm or deny it."""

import pytest

from tests.unit.coding.readings import events
from tocsin.coding.reading import Event

SPEAKERS = {
    "Norway's foreign minister": "NOR",
    "the Kenyan army": "KEN",
    "the United Nations": "UNO",
    "a spokesman for the Greek government": "GRC",
}
CLAIMS = [
    ("ASSAULT", "Ethiopia bombed a rebel camp", "that Ethiopia had bombed a rebel camp"),
    ("MOBILIZE", "Sudan sent 500 troops to the border", "that Sudan had sent 500 troops to the border"),
    ("SANCTION", "Mali expelled two diplomats", "that Mali had expelled two diplomats"),
]
ASSERTED = [
    "{S} said {C}.",
    "{C}, {S} said.",
    "{C}, said {S}.",
    "{C}, according to {S}.",
    "According to {S}, {C}.",
    "{S} told reporters in Geneva {T}.",
    "In a statement, {S} said {C}.",
    "“{C},” {S} said.",
    "“{C},” said {S} on Tuesday.",
    "{S} announced {T}.",
    "{S} claimed {T}.",
    "{S} alleged {T}.",
    "{S} believes {T}.",
    "{S} is convinced {T}.",
    "{S} is certain {T}.",
    "{S} said it had evidence {T}.",
    "{S} said in a report on Monday {T}.",
    "In a telephone interview on Monday, {S} said {C}.",
    "{S} insisted {T}.",
    "{S} has told the Security Council {T}.",
    "A report by {S} said {C}.",
    "{C}, {S} told Reuters.",
    "{C}, {S} was quoted as saying.",
]
CONFIRMED = [
    "{S} confirmed {T}.",
    "{C}, {S} confirmed on Tuesday.",
    "{S} confirmed reports {T}.",
    "{S} acknowledged {T}.",
]
DENIED = [
    "{S} denied {T}.",
    "{S} denied reports {T}.",
    "{S} rejected claims {T}.",
    "{S} dismissed as false a report {T}.",
    "{S} said there was no truth in reports {T}.",
    "{S} disputed {T}.",
]


def told(form: str) -> list[tuple[str, str, list[Event]]]:
    """For each speaker and each claim: the code of the one, the type of the other, and what was read."""
    found = []
    for speaker, code in SPEAKERS.items():
        for kind, claim, that in CLAIMS:
            text = form.format(S=speaker, C=claim, T=that)
            found.append((code, kind, events(text[0].upper() + text[1:])))
    return found


def source(event: Event) -> str | None:
    return event.attribution.source.country if event.attribution.source else None


@pytest.mark.parametrize("form", ASSERTED)
def test_a_claim_is_its_speakers(form: str) -> None:
    for code, kind, found in told(form):
        claims = [event for event in found if event.type == kind]
        assert any(source(event) == code and event.stance == "asserts" for event in claims), (code, kind)


@pytest.mark.parametrize("form", CONFIRMED)
def test_who_confirms_a_claim_is_cited_for_it(form: str) -> None:
    for code, kind, found in told(form):
        assert any(source(event) == code for event in found if event.type == kind), (code, kind)
        assert any(event.stance == "confirms" for event in found), (code, kind)


@pytest.mark.parametrize("form", DENIED)
def test_who_denies_a_claim_is_said_to_deny_it(form: str) -> None:
    for code, kind, found in told(form):
        deniers = [actor.country for event in found if event.mode == "deny" for actor in event.actors]
        denied = [source(event) for event in found if event.type == kind and event.stance == "denies"]
        assert code in deniers + denied, (code, kind)
