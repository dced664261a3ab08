"""What reports on states at odds tell: charges, whose anger was drawn, sanctions weighed, borders crossed."""

import pytest

from services.alerts.engine.signals import Rules, of_article
from services.alerts.rules import load
from tests.unit.coding.readings import PUBLISHED, countries, events, read


def rung(text: str, title: str = "") -> set[tuple[str, int]]:
    """The signals of a text, with their levels."""
    found = of_article(Rules(load()), read(text, title).events, PUBLISHED.date())
    return {(signal.rule.signal, signal.level) for signal in found if signal.stopped is None}


@pytest.mark.parametrize(
    "text",
    [
        "Sudan accused the Chadian army of firing on a border post, killing two guards.",
        "Niger blamed Chad for shelling a market, wounding nine traders.",
        "Eritrea accused Chad of mining a road and seizing a lorry, killing six people.",
    ],
)
def test_what_a_deed_led_to_is_done_by_whoever_is_accused_of_it(text: str) -> None:
    assert {code for event in events(text, "ASSAULT") for code in countries(event.actors)} == {"TCD"}


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("The European Union is weighing sanctions against Georgia.", 2),
        ("Canada is mulling further sanctions on Nicaragua.", 2),
        ("EU ministers discussed sanctions on Nicaragua on Monday.", 2),
        ("The EU imposed sanctions on Nicaragua.", 3),
    ],
)
def test_sanctions_that_are_weighed_ring_a_level_lower(text: str, level: int) -> None:
    assert ("sanctions", level) in rung(text)


@pytest.mark.parametrize(
    "text",
    [
        "The EU is not considering sanctions on Baku.",
        "Washington is considering lifting sanctions on Cuba.",
        "Washington is weighing relief from sanctions for Cuba.",
        "The EU's sanctions on Georgia hurt exports, and Paris is weighing a visit by the minister.",
    ],
)
def test_sanctions_that_nobody_weighs_ring_none(text: str) -> None:
    assert "sanctions" not in {signal for signal, _ in rung(text)}


@pytest.mark.parametrize(
    ("text", "doers", "sufferers"),
    [
        ("Moscow faces the threat of sanctions from Washington.", ["USA"], ["RUS"]),
        ("Minsk faces the threat of new EU sanctions over the hijacking.", ["EUR"], ["BLR"]),
        ("Serbia is under threat of sanctions from the EU.", ["EUR"], ["SRB"]),
    ],
)
def test_who_faces_sanctions_is_threatened(text: str, doers: list[str], sufferers: list[str]) -> None:
    (event,) = events(text, "THREATEN")
    assert (countries(event.actors), countries(event.recipients)) == (doers, sufferers)


@pytest.mark.parametrize(
    ("text", "critics"),
    [
        ("The execution drew swift condemnation from the European Union.", ["EUR"]),
        ("The launch drew criticism from Seoul.", ["KOR"]),
        ("The move prompted condemnation from Paris.", ["FRA"]),
        ("Condemnation came from Paris and London.", ["FRA", "GBR"]),
    ],
)
def test_those_whose_anger_something_drew_neither_did_it_nor_are_blamed(text: str, critics: list[str]) -> None:
    (event,) = events(text)
    assert (event.type, countries(event.actors), countries(event.recipients)) == ("ACCUSE", critics, [])


@pytest.mark.parametrize(
    ("text", "doer", "entered"),
    [
        ("Dozens of tanks crossed into Kuwait from Iraq overnight, the emirate's army said.", "IRQ", "KWT"),
        ("Finland says a column of trucks crossed its border from Russia.", "RUS", "FIN"),
        ("Tanks and other military vehicles crossed the border into Kuwait from Iraq.", "IRQ", "KWT"),
    ],
)
def test_tanks_that_come_from_a_country_are_its_own(text: str, doer: str, entered: str) -> None:
    (event,) = events(text, "MOBILIZE")
    assert (countries(event.actors), countries(event.recipients)) == ([doer], [entered])


@pytest.mark.parametrize(
    "text",
    [
        "Separatists opened fire on army positions near the border with Romania, the governor of Odessa said.",
        "On the border with Romania, separatists opened fire on army positions in Odessa.",
    ],
)
def test_whose_border_is_near_owns_no_army(text: str) -> None:
    (event,) = events(text, "ASSAULT")
    assert "ROU" not in countries(event.recipients)


@pytest.mark.parametrize(
    ("title", "suffering"),
    [
        ("Russia claims village in Donetsk region", ["UKR"]),
        ("Russia claims control of Bakhmut", ["UKR"]),
        ("Russia claims capture of two towns near Kharkiv", ["UKR"]),
    ],
)
def test_a_place_that_is_claimed_is_said_to_be_taken(title: str, suffering: list[str]) -> None:
    (event,) = events("", "ASSAULT", title=title)
    assert (countries(event.actors), countries(event.recipients)) == (["RUS"], suffering)
    assert event.certainty == "possible"


@pytest.mark.parametrize(
    "text",
    [
        "China claims the Spratly islands.",
        "Russia claims the village was hit by shells.",
        "The mayor claims small towns are neglected.",
    ],
)
def test_what_is_claimed_else_is_no_place_that_is_taken(text: str) -> None:
    assert "claim-capture" not in {event.pattern for event in events(text)}


@pytest.mark.parametrize("text", ["Kyiv says the village was retaken.", "A town was recaptured, Ukraine said."])
def test_who_tells_of_a_place_that_was_won_back_had_lost_it(text: str) -> None:
    (event,) = events(text, "ASSAULT")
    assert countries(event.actors) == ["UKR"]


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("Norwegian jets intercepted two drones off Bergen.", "shoot-down"),
        ("A Greek destroyer intercepted three Houthi drones in the Red Sea.", "shoot-down"),
        ("Police intercepted two drones carrying drugs at the border with Mexico.", "seize-things"),
        ("Finnish fighters escorted a Russian bomber over the Baltic.", "intercept-aircraft"),
    ],
)
def test_what_flies_is_intercepted_in_the_air(text: str, pattern: str) -> None:
    (event,) = events(text)
    assert event.pattern == pattern


def test_fighters_beside_a_bomber_are_no_rebels() -> None:
    (event,) = events("Finnish fighters escorted a Russian bomber over the Baltic.")
    assert {actor.sector for actor in event.actors} == {"GOV"}


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("Oslo and Riga both say Russia jammed their satellites.", ["RUS"]),
        ("A joint US-Saudi statement condemned the attack on the tanker.", ["USA", "SAU"]),
        ("The president of Angola, a former Portuguese colony, met the French defence minister.", ["AGO", "FRA"]),
    ],
)
def test_who_is_named_beside_others_is_read_as_what_he_does(text: str, doers: list[str]) -> None:
    (event,) = events(text)
    assert countries(event.actors) == doers


@pytest.mark.parametrize(
    "text",
    [
        "The truce let Sudan regain control of the city and surrounding villages.",
        "Two soldiers have been killed in Karabakh since the ceasefire came into force.",
        "Norway brokered a deal last November to end six weeks of fighting over Karabakh.",
        "The Ukrainian government said it had suffered badly.",
    ],
)
def test_what_is_known_long_past_or_lies_around_rings_nothing_new(text: str) -> None:
    assert {signal for signal, _ in rung(text)} <= {"strike-combat"}
    assert not {signal for signal, _ in rung(text) if "killed" not in text}


@pytest.mark.parametrize("text", ["India voiced alarm over renewed fighting.", "Kenya was concerned about clashes."])
def test_whoever_is_troubled_by_a_fight_is_not_at_it(text: str) -> None:
    assert not any(event.actors for event in events(text, "ASSAULT"))


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("This is war, the Armenian prime minister said.", "threat-ultimatum"),
        ("The riots should be viewed as an act of aggression, the Chadian president said.", "threat-ultimatum"),
        ("Article 4 provides for talks when a member feels that its security is threatened.", "threat-ultimatum"),
        ("Denmark threatened to go ahead without permission from Bern.", "threat-ultimatum"),
        ("The drones fell on a farm in Latvia. The minister added that no one had been injured.", "official-denial"),
        ("Nine sailors have been subjected to a travel ban, Danish police said.", "sanctions"),
        ("The Latvian cable was suddenly disconnected from the grid.", "sanctions"),
        ("Russian troops took control of Gori, the ruined capital of the province.", "emergency-rule"),
        ("The Chadian army then sent fighter planes to the spot.", "arms-transfer"),
        ("The ELN for decades fought the Colombian government, carrying out bombings.", "strike-combat"),
        ("For years Hezbollah has carried out attacks on Israel.", "strike-combat"),
    ],
)
def test_what_is_only_said_known_or_someone_elses_business_does_not_ring(text: str, signal: str) -> None:
    assert signal not in {name for name, _ in rung(text)}


@pytest.mark.parametrize(
    ("text", "doers", "sufferers"),
    [
        ("Dissidents of the now-defunct FARC attacked a police station in Colombia.", ["COL"], ["COL"]),
        ("Russian troops took control of Gori, the ruined capital of the province.", ["RUS"], ["GEO"]),
        ("Kyrgyzstan said 45 people were injured in clashes with Tajik troops.", ["TJK"], ["KGZ"]),
        ("Tbilisi attempted last week to retake Sukhumi.", ["GEO"], ["GEO"]),
        ("The rebels used mortars in the attack, the Colombian army said.", ["COL"], ["COL"]),
    ],
)
def test_who_attacks_is_told_by_what_they_were_and_whom_they_met(
    text: str, doers: list[str], sufferers: list[str]
) -> None:
    event = events(text, "ASSAULT")[-1]
    assert (countries(event.actors), countries(event.recipients)) == (doers, sufferers)


@pytest.mark.parametrize(
    ("text", "doer", "goal"),
    [
        (
            "Maduro gave the order as Britain's defence ministry announced it would send a warship to Guyana.",
            "GBR",
            "GUY",
        ),
        ("Romania will ask NATO to invoke Article 4 after Russian drones entered its airspace.", "RUS", "ROU"),
    ],
)
def test_it_is_whoever_says_so_or_asks(text: str, doer: str, goal: str) -> None:
    (event,) = events(text, "MOBILIZE")
    assert (countries(event.actors), countries(event.recipients)) == ([doer], [goal])


def test_troops_of_two_neighbours_fight_each_other() -> None:
    told = "Kyrgyz and Tajik troops clashed. Troops from the two Central Asian neighbours exchanged gunfire at a dam."
    assert countries(events(told, "ASSAULT")[-1].actors) == ["KGZ", "TJK"]


def test_an_attack_is_laid_to_those_behind_to() -> None:
    (event,) = events("The attack was attributed to the ELN in Colombia.", "ACCUSE")
    assert [actor.name for actor in event.recipients] == ["ELN"]


def test_emergency_is_declared_where_the_text_plays() -> None:
    told = (
        "Russian paratroopers went to Kazakhstan after the Kazakh president asked for help. Belarus confirmed that its"
        " soldiers were going to Kazakhstan. Minsk described the unrest in Kazakhstan as a coup. A nationwide state of"
        " emergency has been declared, with a watchdog reporting a block on the internet."
    )
    assert [countries(event.actors) for event in events(told, "COERCE")] == [["KAZ"]]


def test_whose_flag_a_ship_flies_owns_no_guards() -> None:
    told = "A Panama-flagged tanker was boarded by a Danish crew, a coast guard official said in Copenhagen."
    (event,) = events(told)
    assert event.attribution.source is not None
    assert event.attribution.source.country == "DNK"


@pytest.mark.parametrize(
    ("text", "type_", "doers"),
    [
        ("The Baltic states expelled ten Russian diplomats.", "SANCTION", ["EST", "LVA", "LTU"]),
        ("Poland and the Baltic states closed their borders with Belarus.", "COERCE", ["POL", "EST", "LVA", "LTU"]),
        ("The Lithuanian government said two crossings with Belarus were closed.", "COERCE", ["LTU"]),
        ("Pakistani airspace was closed to Indian airlines.", "COERCE", ["PAK"]),
        (
            "Putin said that any raid on Minsk, a neighbour and close ally of Russia, would be considered an attack.",
            "THREATEN",
            ["RUS"],
        ),
    ],
)
def test_several_states_act_as_one_and_borders_are_shut_by_those_who_tell(
    text: str, type_: str, doers: list[str]
) -> None:
    (event,) = events(text, type_)
    assert countries(event.actors) == doers


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Ethiopia claimed the capture of two Eritrean soldiers.", "abduct"),
        (
            "A Russian helicopter was shot down as it prepared to land in Chechnya, killing all three crew.",
            "heavy-weapons",
        ),
    ],
)
def test_one_act_is_told_once(text: str, mode: str) -> None:
    (event,) = events(text, "ASSAULT")
    assert event.mode == mode


@pytest.mark.parametrize(
    "text",
    [
        "The deal, brokered by NATO officials, clears the way for disarming the rebels in Macedonia.",
        "The base lies within shooting range of the Chechen hills.",
    ],
)
def test_what_mediators_broker_is_no_pact_and_a_range_no_shot(text: str) -> None:
    assert not {signal for signal, _ in rung(text)} & {"pact-or-exit", "strike-combat"}


def test_what_was_answered_with_force_is_an_attack_and_no_threat() -> None:
    (event,) = events("The Chadian army responded with maximum force, using tanks and warplanes.")
    assert event.type == "ASSAULT"


def test_those_who_were_sent_to_do_something_are_who_left() -> None:
    told = "The king spoke on Friday. The troops that were sent to carry out his order have been withdrawn, he said."
    (event,) = events(f"Chad's army took the streets. {told}", "RETREAT")
    assert [actor.text for actor in event.actors] == ["troops"]
