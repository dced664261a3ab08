"""What whole reports of wars, coups and talks tell: who "the foes" are, what only says which is meant, what goes on."""

import pytest

from tests.unit.coding.readings import countries, events


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Sri Lanka's navy killed nine Tamil Tiger rebels, a week after the foes agreed to talk.", "LKA"),
        ("The army in Mali killed six rebels. The warring parties agreed on Monday to resume talks.", "MLI"),
        ("Colombia's army killed six ELN guerrillas. The two sides agreed on Monday to talk.", "COL"),
    ],
)
def test_the_foes_of_a_civil_war_are_the_rebels_and_the_state(text: str, country: str) -> None:
    (event,) = events(text, "AGREE")
    assert {(actor.country, actor.sector == "REB") for actor in event.actors} == {(country, True), (country, False)}


@pytest.mark.parametrize(
    "text",
    [
        "Guards sealed off the palace in Niger, and after talks broke down killed two officers.",
        "Guards closed the airport in Niger and, when the envoy had left, killed two officers.",
        "Guards closed the airport in Niger and once night fell killed two officers.",
    ],
)
def test_who_goes_on_over_a_clause_of_time_does_what_follows(text: str) -> None:
    event = events(text, "ASSAULT")[-1]
    assert countries(event.actors) == ["NER"]
    assert [recipient.text for recipient in event.recipients] == ["officers"]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("A police officer told Reuters gunmen had attacked a mosque in Mali.", "gunmen"),
        ("A doctor told the BBC rebels had shelled his clinic in Sudan.", "rebels"),
        ("The minister told Reuters on Monday rebels had shelled a hospital in Sudan.", "rebels"),
        ("A source told Radio Okapi a convoy loaded with M23 rebels had attacked Goma.", "M23 rebels"),
    ],
)
def test_an_outlet_that_is_told_something_is_none_of_those_who_did_it(text: str, doer: str) -> None:
    (event,) = events(text, "ASSAULT")
    assert [actor.text for actor in event.actors] == [doer]


@pytest.mark.parametrize(
    "text",
    [
        "Chad and Libya agreed to resume talks that were suspended in March.",
        "Chad and Libya agreed to resume peace talks that were stalled for months.",
        "Togo and Benin will restart negotiations broken off after a raid.",
    ],
)
def test_talks_that_are_resumed_were_broken_off_before(text: str) -> None:
    assert {event.modality for event in events(text, "SANCTION")} <= {"historical"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("CONSULT", "The French government rushed to impose sanctions on Mali."),
        ("CONSULT", "Moscow hurried to condemn the raid on Chad."),
        ("CONSULT", "Chad's troops made contact with Sudan's forces near the border."),
        ("THREATEN", "Rebels seized two towns in Chad, threatening to undo its fragile peace."),
        ("THREATEN", "The rebels' advance threatens to plunge Chad into chaos."),
        ("THREATEN", "Beijing asserts its claim over the whole sea."),
        ("MOBILIZE", "The Fifth Fleet, which is based in Bahrain, condemned the attack."),
        ("MOBILIZE", "The navy's boat returned to the Philippine island of Palawan."),
        ("STATEMENT", "The navy in Peru said the boat was 20 metres away from the pier when it exploded."),
        ("SANCTION", "Rebels sank a boat in Peru, leaving six sailors presumed dead ahead of peace talks."),
        ("ACCUSE", "A Philippine boat was involved in a collision with a Chinese ship, Manila said."),
        ("RETREAT", "We need to silence these guns, the general in Chad said."),
        ("ASSAULT", "A French protester was struck and killed on Sunday by a train in Lorraine."),
        ("CONSULT", "War clouds are gathering over Ethiopia and Eritrea."),
    ],
)
def test_what_reads_like_an_act_is_none(kind: str, text: str) -> None:
    assert events(text, kind) == []


@pytest.mark.parametrize(
    "text",
    [
        "After a brief exchange of fire in Bangui, government troops retreated.",
        "There was an exchange of fire in Bangui, and government forces retreated.",
    ],
)
def test_who_gives_way_under_fire_withdraws_nothing(text: str) -> None:
    assert {event.object for event in events(text, "RETREAT")} <= {"rout"}


@pytest.mark.parametrize(
    ("text", "captives"),
    [
        ("The Israeli hostages in Gaza are alive.", "ISR"),
        ("The UN asked about the Canadian hostage.", "CAN"),
    ],
)
def test_those_who_are_held_hold_nobody(text: str, captives: str) -> None:
    (event,) = events(text, "ASSAULT")
    assert event.actors == ()
    assert countries(event.recipients) == [captives]


def test_mutinying_soldiers_depose_whom_they_detain() -> None:
    (event,) = events("The bloc suspended Niger a day after mutinying soldiers detained the president.", "COERCE")
    assert [(actor.country, actor.sector) for actor in event.actors] == [("NER", "MIL")]
    assert event.occurred.start == "2024-10-22"


def test_what_a_state_has_been_through_is_past() -> None:
    (event,) = events("The Comoros has seen more than 20 coups since independence.", "COERCE")
    assert event.modality == "historical"


@pytest.mark.parametrize("crowd", ["protesters", "protestors", "demonstrators"])
def test_police_who_battle_a_crowd_put_down_a_riot(crowd: str) -> None:
    assert {event.type for event in events(f"Security forces battled with {crowd} in the Comoros.")} == {"PROTEST"}


@pytest.mark.parametrize(
    "text",
    [
        "Hackers attacked websites in Estonia on Monday. The attack also hit the central bank in Riga.",
        "A cyberattack took sites in Estonia offline. Similar attacks hit servers in Latvia and Poland.",
    ],
)
def test_attacks_in_a_text_on_hackers_are_theirs(text: str) -> None:
    assert {event.mode for event in events(text) if event.type in ("ASSAULT", "COERCE")} == {"cyber"}


@pytest.mark.parametrize(
    "text",
    [
        "The minister in Maputo spoke on Tuesday, warning the army could intervene.",
        "The minister in Maputo warned that the army could intervene.",
    ],
)
def test_to_warn_of_what_may_come_is_said_however_it_is_joined(text: str) -> None:
    assert ("STATEMENT", "warn") in {(event.type, event.mode) for event in events(text)}


@pytest.mark.parametrize(
    ("text", "doer", "sufferer"),
    [
        ("Serbs surrounded as many as 200 U.N. troops near Tuzla.", "SRB", "UNO"),
        ("South Korean drills drew response fire from the North's troops.", "PRK", "KOR"),
        ("Ethiopia broke through Eritrean lines on Friday.", "ETH", "ERI"),
    ],
)
def test_who_does_what_to_whom_at_a_front(text: str, doer: str, sufferer: str) -> None:
    (event,) = events(text, "ASSAULT")
    assert (countries(event.actors), countries(event.recipients)) == ([doer], [sufferer])


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Mali cut ties with Togo after it accused Mali of a raid.", "TGO"),
        ("Venezuela's president cut ties with Colombia as it accused Venezuela of harbouring rebels.", "COL"),
        ("Mali cut ties with Togo after it accused Benin of a raid.", "MLI"),
    ],
)
def test_nobody_does_to_itself_what_it_does_in_a_clause_behind(text: str, doer: str) -> None:
    (event,) = events(text, "ACCUSE")
    assert countries(event.actors) == [doer]


def test_they_are_not_the_one_who_speaks_of_them() -> None:
    text = 'Rebels entered Bor in Sudan. The governor, Adam Deng, spoke at night. "They abducted six women," he said.'
    event = events(text, "ASSAULT")[-1]
    assert "GOV" not in {actor.sector for actor in event.actors}


@pytest.mark.parametrize(
    "text",
    [
        "NATO gave Belgrade ten days to comply before air strikes begin.",
        "NATO extended the deadline for Belgrade before possible air strikes were launched against Serbia.",
        "NATO took a step toward ordering an air attack on Serbia.",
    ],
)
def test_what_a_deadline_puts_off_has_not_happened(text: str) -> None:
    assert {event.modality for event in events(text, "ASSAULT")} == {"future"}


@pytest.mark.parametrize(
    "text",
    [
        "The conflict, which has left some 2,000 people dead, goes on in Kosovo.",
        "The war, which has cost 2,000 lives, goes on in Kosovo.",
    ],
)
def test_the_toll_of_a_war_is_no_news(text: str) -> None:
    assert {event.modality for event in events(text, "ASSAULT")} <= {"historical"}


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Chad condemned the peacekeepers who were deployed in the region after the war of 2020.", False),
        ("Chad condemned the French troops, who were deployed in Mali after a coup in 2012.", False),
        ("Chad condemned the French troops who were deployed in Mali on Monday.", True),
    ],
)
def test_when_forces_came_long_ago_only_says_which_are_meant(text: str, tells: bool) -> None:
    assert bool(events(text, "MOBILIZE", "AID")) == tells


@pytest.mark.parametrize(
    ("kind", "text", "doer"),
    [
        ("REQUEST", "Georgia's president said he had called Putin to demand that he free two men.", "GEO"),
        ("STATEMENT", "The Taliban sent a text message to The Associated Press claiming the attack in Kabul.", "AFG"),
        ("SANCTION", "A Chinese spokesman told reporters China would impose sanctions on Boeing.", "CHN"),
    ],
)
def test_whoever_calls_or_writes_says_what_follows(kind: str, text: str, doer: str) -> None:
    event = events(text, kind)[-1]
    assert countries(event.actors) == [doer]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("MOBILIZE", "Envoys of Chad's army remained in Togo for talks."),
        ("ASSAULT", "Oman made a new push for a truce in Yemen."),
        ("THREATEN", "The envoys in Mali were given three days to negotiate."),
        ("CONSULT", "Scores of allied warplanes have flown to bases in Italy."),
        ("RETREAT", "Georgia's president called Putin to demand an end to attacks."),
    ],
)
def test_what_those_do_who_talk_is_no_force(kind: str, text: str) -> None:
    assert events(text, kind) == []


def test_what_goes_on_daily_is_no_newspaper() -> None:
    (event,) = events("The delegations of Mali and Togo engage in daily negotiations.", "CONSULT")
    assert {actor.sector for actor in event.actors} == {"GOV"}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("As rebels attacked Bangui, France said it would send troops.", "FRA"),
        ("As rebels attacked Bangui, France vowed to send troops.", "FRA"),
        ("After gunmen had entered Goma, Kenya said it would send troops.", "KEN"),
    ],
)
def test_a_comma_alone_joins_nobody_to_those_behind_it(text: str, country: str) -> None:
    (event,) = events(text, "MOBILIZE")
    assert countries(event.actors) == [country]
