"""Blame, refusals and denials as reporters tell them, and the deeds beside them that are none."""

import pytest

from tests.unit.coding.readings import countries, events, read, told


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ACCUSE", "Ukraine's minister blasted Austria for paying Moscow for gas."),
        ("ACCUSE", "Bolivia attacked Chile for mining the desert between them."),
        ("ACCUSE", "Peru's president publicly attacked his Chilean neighbour over a spy."),
        ("ACCUSE", "China attacked a visit by a Dutch minister to Taiwan as a provocation."),
        ("ACCUSE", "Kampala blasted a Rwandan plan to build a wall along the frontier."),
        ("ACCUSE", "Nicaragua's president kept up his verbal attacks on the United States."),
        ("ACCUSE", "Lithuania voiced dissatisfaction with Minsk's answer about the flight."),
        ("ACCUSE", "Kenyan detectives are hunting the gunmen who stormed a hotel in Nairobi."),
        ("ACCUSE", "Bombers were hunted by Tunisian police in Sousse."),
        ("ACCUSE", "Iran's minister fired off a protest to London after commandos boarded a tanker."),
        ("REJECT", "Japan brushed aside a Chinese protest over the islets."),
        ("REJECT", "Khartoum dismissed a warrant for its president as a plot."),
        ("REJECT", "Rabat ruled out a withdrawal from any part of the desert."),
        ("REJECT", "Jordan's king backed out of a summit with Israel's premier."),
        ("REJECT", "Cyprus remains opposed to recognising the north, the ministry in Nicosia said."),
        ("REJECT", "Greece made no concessions to Turkey over the islands, officials said."),
        ("REJECT", "Eritrea no longer wants UN peacekeepers on its side of the line."),
        ("STATEMENT", "Responsibility for the blast was claimed by Baluch separatists."),
        ("STATEMENT", "Moscow defended its sale of jets to Damascus."),
        ("STATEMENT", "The UN envoy warned of dire consequences if the talks broke down."),
        ("STATEMENT", "Indonesian police warned of revenge attacks by Jemaah Islamiah."),
        ("STATEMENT", "The envoy said the violence in Malakal risked plunging South Sudan into civil war."),
    ],
)
def test_what_is_said_is_read_as_words_and_not_as_force(kind: str, text: str):
    found = events(text)
    assert kind in {event.type for event in found}, read(text).silences
    assert "ASSAULT" not in {event.type for event in found}
    assert not (kind == "STATEMENT" and "THREATEN" in {event.type for event in found})


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked the village for harbouring soldiers.",
        "Israel attacked Iran for the first time on Friday.",
        "The raid was called a success; jets hit Iran as planned.",
    ],
)
def test_force_stays_force_beside_the_words_of_blame(text: str):
    assert events(text, "ASSAULT")


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("A Pakistan-based militant group attacked an Indian convoy near Pulwama.", ["PAK"]),
        ("A London-based rights group accused Sudan's army of murder.", ["GBR"]),
        ("Liberia's president was indicted by a UN-backed court for arming rebels in Sierra Leone.", ["UNO"]),
        ("A UN investigation was opened into the killing of monks in Burma.", ["UNO"]),
        ("An EU inquiry was ordered into the sinking of a boat off Libya.", ["EUR"]),
    ],
)
def test_whoever_is_described_by_a_home_or_an_owner_is_theirs(text: str, whose: list[str]):
    assert countries(events(text)[0].actors) == whose


def test_opposition_that_is_felt_is_no_party():
    (event,) = events("Russia voiced opposition to American plans for a missile shield.")
    assert (event.type, countries(event.recipients)) == ("REJECT", ["USA"])


def test_who_denies_a_deed_denies_nobody_access():
    assert ("STATEMENT", "actual", "IRQ") in told("Iraq denied obstructing efforts by inspectors to visit a plant.")
    assert not events("Iraq denied obstructing efforts by inspectors to visit a plant.", "COERCE")


def test_what_was_done_at_first_is_done():
    assert ("STATEMENT", "actual", "KEN") in told("Kenya at first denied the raid.")


def test_what_is_under_study_is_weighed_where_it_is():
    (event,) = events("A ban on Chinese drones is under study in Tokyo.")
    assert (event.mode, countries(event.actors), countries(event.recipients)) == ("consider", ["JPN"], ["CHN"])


def test_a_complaint_that_is_filed_is_against_whom_it_says():
    (event,) = events("A formal complaint against Israel was filed by Lebanon at the Security Council.")
    assert (event.type, countries(event.actors), countries(event.recipients)) == ("ACCUSE", ["LBN"], ["ISR"])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("STATEMENT", "The Norwegian mediator was pessimistic about the peace talks in Sri Lanka."),
        ("STATEMENT", "American negotiators reported progress in talks with North Korea."),
        ("STATEMENT", "Sudan's government was non-committal on a UN proposal for a truce."),
        ("REJECT", "Kenya denied a Somali request for more time."),
        ("REJECT", "Sweden's application was held up by Ankara for a year."),
        ("REJECT", "Sofia argued against sanctions on Russian gas."),
        ("REJECT", "The Duma delayed ratification of the arms treaty with Washington."),
    ],
)
def test_outlooks_and_delays_are_read(kind: str, text: str):
    assert kind in {event.type for event in events(text)}, read(text).silences


@pytest.mark.parametrize(
    "text",
    [
        "Kenya condemned Somalia, accusing it of shelling a village.",
        "Kenya's envoy launched a verbal attack on Somalia, accusing it of shelling a village.",
        "Kenya criticised the president of Somalia, accusing him of bombing a village.",
    ],
)
def test_whoever_is_charged_with_a_deed_has_done_it(text: str):
    assert [countries(event.actors) for event in events(text, "ASSAULT")] == [["SOM"]]
