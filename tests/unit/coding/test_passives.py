"""Who does what a passive tells, and to whom: by its subject, its "by", or whose it is that something is done to."""

import pytest

from tests.unit.coding.readings import events

_BOTH = [
    # Words of the act stand in the subject of the passive.
    ("Pressure on Eritrea was stepped up by the African Union.", "REQUEST", "AFU", "ERI"),
    ("Fresh pressure was put on Cambodia by Thailand.", "REQUEST", "THA", "KHM"),
    ("The need for Sudan to open its roads was stressed by Norway.", "REQUEST", "NOR", "SDN"),
    ("A blueprint for a federal state was presented to the Cypriot leaders by Britain.", "REQUEST", "GBR", "CYP"),
    ("A letter from the emir was handed on Monday to the Saudi king by the Omani envoy.", "CONSULT", "OMN", "SAU"),
    # It is ended by whose it is, unless a "by" tells otherwise.
    ("The Danish embassy in Baghdad was closed on Monday.", "SANCTION", "DNK", "IRQ"),
    ("The Thai ambassador was withdrawn from Phnom Penh.", "SANCTION", "THA", "KHM"),
    ("Swedish aid to Burundi was halted on Monday.", "SANCTION", "SWE", "BDI"),
    ("French armour was pulled out of Niger.", "RETREAT", "FRA", "NER"),
    ("Somali peacekeeping funds were cut by Washington.", "SANCTION", "USA", "SOM"),
    ("The export of drone engines to Iran was banned by Japan.", "COERCE", "JPN", "IRN"),
    # Whom sanctions are on stands behind "on", whosever they are.
    ("American sanctions are being considered on Georgian judges.", "STATEMENT", "USA", "GEO"),
    # Not by who only tells of it.
    ("A visit by the Chinese premier to Delhi was announced by India's foreign ministry.", "CONSULT", "CHN", "IND"),
]


@pytest.mark.parametrize(("text", "kind", "actor", "recipient"), _BOTH)
def test_a_passive_has_its_doer_and_whom_it_is_done_to(text: str, kind: str, actor: str, recipient: str) -> None:
    told = [(one.actors, one.recipients) for one in events(text, kind)]
    assert any(
        actor in {a.country for a in actors} and recipient in {r.country for r in recipients}
        for actors, recipients in told
    )


def test_a_truce_that_others_announce_is_of_those_between_whom_it_is() -> None:
    (truce,) = events("A ceasefire between Chad and Libya was announced in Paris by French mediators.", "RETREAT")
    assert {actor.country for actor in truce.actors} == {"TCD", "LBY"}


@pytest.mark.parametrize(
    ("kind", "mode", "text"),
    [
        ("ASSAULT", "heavy-weapons", "Kenya was on edge. The town was put under mortar fire."),
        ("ASSAULT", None, "Kenya was on edge. A tanker was retaken from pirates off Eyl."),
        ("COERCE", "restrict", "Two camps of Burundian refugees were closed in Tanzania."),
        ("COERCE", "deport", "Forty Cameroonian traders were ordered out of the country."),
        ("COERCE", "seize", "Kenya was on edge. A search of the former president's villa was ordered."),
        ("COERCE", "restrict", "Kenya was on edge. The home of the opposition leader was ringed."),
        ("COOPERATE", None, "Fuel was shipped to Lebanon."),
        ("AID", None, "The Iraqi militias were equipped with drones."),
        ("ASSAULT", None, "A heavy blow was dealt to the militia by Ethiopian troops."),
    ],
)
def test_what_nobody_is_said_to_have_done_was_done(kind: str, mode: str | None, text: str) -> None:
    assert mode in {event.mode for event in events(text, kind)}


@pytest.mark.parametrize(
    "text",
    [
        "The chief executive was ousted after talks with Kenyan shareholders.",
        "The Kenyan minister was sacked.",
        "Three Kenyan players were carried off the pitch.",
        "Two camps of Burundian refugees were closed.",
    ],
)
def test_those_to_whom_it_is_done_do_it_to_nobody(text: str) -> None:
    assert events(text, "ASSAULT", "PROTEST") == []
