"""Reports of wars within countries: who speaks, who fights, and whom enemies, movements and raids belong to."""

import pytest

from tests.unit.coding.readings import countries, events
from tocsin.coding.reading import Actor, Event


def named(actors: tuple[Actor, ...]) -> list[str | None]:
    """Each of some actors by the name of a group, else by country and sector."""
    return [actor.name or f"{actor.country or '?'} {actor.sector}" for actor in actors]


def last(text: str, type_: str = "ASSAULT", title: str = "") -> Event:
    return events(text, type_, title=title)[-1]


@pytest.mark.parametrize(
    "text",
    [
        "A colonel and a village chief say a rebel group burned a clinic in the east of Chad.",
        "Chad's army and a local mayor say rebels burned a clinic.",
        "Herders in the valley and an aid worker say rebels burned a clinic in Chad.",
    ],
)
def test_two_who_say_so_have_not_done_it(text: str) -> None:
    assert [actor.sector for actor in last(text).actors] == ["REB"]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Clashes broke out between Sudan's army, led by General Omar, and the Rapid Support Forces.",
            ["SDN MIL", "Rapid Support Forces"],
        ),
        (
            "Heavy fighting between Chad's army, backed by French jets, and Libyan rebels went on.",
            ["TCD MIL", "LBY REB"],
        ),
        ("Clashes between the army, the police and rebels killed ten in Goma.", ["COD MIL", "COD POL", "COD REB"]),
    ],
)
def test_an_aside_parts_no_two_who_fight(text: str, sides: list[str]) -> None:
    assert named(last(text).actors) == sides


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("The blast killed four people in Idlib, with Russia saying it had bombed a depot of rebels.", "RUS"),
        ("Shells fell near Dohuk, with the Turkish army confirming it had hit a camp of rebels.", "TUR"),
    ],
)
def test_who_says_beside_a_clause_what_it_did_is_its_doer(text: str, doer: str) -> None:
    assert countries(last(text).actors) == [doer]


@pytest.mark.parametrize(
    ("text", "by", "on"),
    [
        ("The army said enemy forces overran a post near Bunia on Tuesday.", "? MIL", "COD UNK"),
        ("Hostile forces shelled Merowe, the Sudanese army said.", "? MIL", "SDN UNK"),
        ("The Russian military said hostile forces had attacked its base in Syria.", "? MIL", "RUS MIL"),
    ],
)
def test_whose_enemy_forces_are_stays_open(text: str, by: str, on: str) -> None:
    event = last(text)
    assert (named(event.actors), named(event.recipients)) == ([by], [on])


@pytest.mark.parametrize(
    "text",
    [
        "Israel raided Gaza again, after dozens of rockets fired by the Palestinian Islamist movement Hamas.",
        "Two rockets fired by the Palestinian militant group Hamas hit Sderot on Monday.",
    ],
)
def test_a_movement_goes_by_its_name(text: str) -> None:
    assert named(last(text).actors) == ["Hamas"]


def test_an_abbreviation_is_of_the_land_that_the_headline_names() -> None:
    event = last("The ADF raided the village by night, an official said.", title="Nine killed in eastern Congo")
    assert named(event.actors) == ["Allied Democratic Forces"]


@pytest.mark.parametrize(
    "text",
    [
        "Rwanda sent a battalion to fight with Mozambique's army against al-Shabab rebels.",
        "Chad and Niger launched a joint offensive against Boko Haram.",
        "The Chadian army, joined by French troops, is on the offensive against Boko Haram.",
    ],
)
def test_whoever_fights_beside_others_fights_the_third(text: str) -> None:
    event = last(text)
    assert {actor.sector for actor in event.recipients} == {"REB"}
    assert "REB" not in {actor.sector for actor in event.actors}


@pytest.mark.parametrize(
    ("text", "by", "to"),
    [
        ("Hezbollah warned it would hit Haifa if Israel struck Tyre.", "LBN", "ISR"),
        ("The Houthis warned they would widen their attacks on ships if Israel went on bombing Yemen.", "YEM", "ISR"),
        ("Eritrea threatened to bomb Djibouti if Ethiopia did not leave.", "ERI", "DJI"),
        ('Iran\'s president promised Israel would "pay a heavy price".', "IRN", "ISR"),
    ],
)
def test_who_warns_of_his_own_blows_threatens_those_of_the_condition(text: str, by: str, to: str) -> None:
    event = last(text, "THREATEN")
    assert (countries(event.actors), countries(event.recipients)) == ([by], [to])


def test_what_somebody_is_looking_to_do_is_only_in_his_mind() -> None:
    assert last("The Turkish army is looking to end its occupation of northern Syria.", "RETREAT").modality != "actual"


@pytest.mark.parametrize(
    ("text", "by", "to"),
    [
        ("Two Iranian bombers were intercepted over the strait by Omani jets.", ["OMN"], ["IRN"]),
        ("Two Russian jets were intercepted off Latakia on Monday.", [], ["RUS"]),
        ("Greek jets intercepted two Turkish bombers.", ["GRC"], ["TUR"]),
    ],
)
def test_who_is_intercepted_intercepts_nobody(text: str, by: list[str], to: list[str]) -> None:
    event = last(text, "MOBILIZE")
    assert (countries(event.actors), countries(event.recipients)) == (by, to)


@pytest.mark.parametrize(
    ("text", "type_", "pattern"),
    [
        ("The African Union called for an immediate pause to the fighting in Tigray.", "REQUEST", "urge-restraint"),
        (
            "Five herders were killed and a hamlet razed by jihadists near Bama, Radio Mali reported.",
            "ASSAULT",
            "destroy",
        ),
        ("Rebels forced the army out of the capital of Chad.", "ASSAULT", "win-ground"),
        ("A patrol of the Malian army was the victim of an ambush near Gossi.", "ASSAULT", "under-attack"),
        ("Egypt's army chief warned of war.", "STATEMENT", "speak-of-fire"),
    ],
)
def test_what_is_called_for_razed_or_warned_of(text: str, type_: str, pattern: str) -> None:
    assert pattern in [event.pattern for event in events(text, type_)]


def test_villages_around_a_town_are_not_cut_off() -> None:
    assert not events("The truce holds in Homs and surrounding villages.", "ASSAULT")


@pytest.mark.parametrize(
    ("text", "by", "to"),
    [
        ("Jihadists killed two Nigerian soldiers in Borno.", ["NGA REB"], ["NGA MIL"]),
        ("Israeli and U.S. bombings hit Iran on Sunday.", ["ISR GOV", "USA GOV"], ["IRN GOV"]),
        (
            "Tehran reacted to last week's attack on the plant at Natanz that it blamed on Israel.",
            ["ISR GOV"],
            ["IRN UNK"],
        ),
    ],
)
def test_who_is_struck_and_by_whom(text: str, by: list[str], to: list[str]) -> None:
    event = next(event for event in events(text, "ASSAULT"))
    assert (named(event.actors), named(event.recipients)) == (by, to)


@pytest.mark.parametrize(
    ("text", "by", "to"),
    [
        ("The release of two French hostages by al-Shabaab was announced on Monday.", ["al-Shabaab"], ["FRA CVL"]),
        ("The swap will also see the release of three Kenyan soldiers.", [], ["KEN MIL"]),
    ],
)
def test_those_of_whose_release_is_told_are_freed(text: str, by: list[str], to: list[str]) -> None:
    event = last(text, "RETREAT")
    assert named(event.actors) == by or not by
    assert named(event.recipients) == to or bool(by)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Musa Ali, a militia leader in Maiduguri, said jihadists had burned a village.", ["NGA REB"]),
        ("John Okello, a resident of Beni, said rebels shot two women.", ["COD CVL"]),
    ],
)
def test_an_unknown_speaker_is_what_he_is_called(text: str, source: list[str]) -> None:
    said = last(text).attribution.source
    assert said is not None
    assert named((said,)) == source


def test_the_coalition_is_the_one_that_was_named() -> None:
    text = "The Saudi-led coalition bombed Sanaa. An envoy left. The coalition said it would free ten men held there."
    assert countries(last(text, "RETREAT").actors) == ["SAU"]


@pytest.mark.parametrize(
    "text",
    [
        "Talks were hurt by Iran's announcement that it would enrich uranium.",
        "A French envoy said Iran enriched uranium.",
    ],
)
def test_it_is_whoever_announces_and_no_teller_suffers(text: str) -> None:
    event = last(text, "MOBILIZE")
    assert (countries(event.actors), event.recipients) == (["IRN"], ())


def test_who_suspects_a_state_is_not_of_it() -> None:
    assert countries(last("An intelligence agency believes Iran was behind the blast.", "ACCUSE").actors) == [None]


def test_soldiers_serving_as_part_of_a_mission_against_rebels_are_killed_by_those() -> None:
    event = last(
        "Four Kenyan soldiers serving in Somalia as part of a mission against al-Shabaab were killed on Sunday."
    )
    assert named(event.recipients) == ["KEN MIL"]


def test_a_list_behind_as_begins_a_clause() -> None:
    event = last("Talks stalled as Egypt, Jordan, and Saudi Arabia condemned Israel.", "ACCUSE")
    assert countries(event.actors) == ["EGY", "JOR", "SAU"]


def test_a_rocket_is_no_part_of_those_whom_it_kills() -> None:
    event = last("A monitor said an Israeli rocket killed officer Ali Haddad in Tyre.")
    assert (countries(event.actors), countries(event.recipients)) == (["ISR"], ["LBN"])


def test_who_is_backed_is_no_backer_in_a_headline_either() -> None:
    event = last("", title="Rwanda-Backed Rebels Attack Goma")
    assert named(event.actors) == ["COD REB"]


def test_government_forces_fight_the_rebels_of_their_own_state() -> None:
    text = "Rwandan soldiers came on Sunday. Clashes between government forces and M23 rebels raged."
    assert named(last(text).actors) == ["COD MIL", "M23"]


def test_a_person_is_no_group_of_the_same_name() -> None:
    text = "Congo's minister Therese Kayikwamba Wagner condemned Rwanda. Wagner accused Rwanda of shelling Sake."
    assert countries(last(text, "ACCUSE").actors) == ["COD"]


def test_what_is_counted_from_a_truce_is_known() -> None:
    event = last("It was the first raid on Tyre since the ceasefire took effect.", "RETREAT")
    assert event.modality == "historical"


def test_the_group_that_says_it_did_so_did_it() -> None:
    text = "Israel bombed Hezbollah. The Lebanese group said that it answered with a raid by shelling an Israeli base."
    assert named(last(text).actors) == ["Hezbollah"]


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("The marshal has ordered his army to target Turkish ships.", {"hit-target"}),
        ("A rocket killed six detainees near Basra in Iraq.", {"kill"}),
        ("Violence struck again in Diyala.", {"attack"}),
        ("Turkey will answer any raid by militia fighting for General Haftar.", {"attack", "vow-force"}),
        ("A bomb went off outside a city council meeting in Baghdad.", {"bomb-explodes"}),
    ],
)
def test_words_of_war_beside_others(text: str, patterns: set[str]) -> None:
    assert {event.pattern for event in events(text)} <= patterns


def test_who_tells_of_others_has_not_killed() -> None:
    event = last("The agency said troops foiled a raid on a post in Sinai, and killed four militants.")
    assert [actor.sector for actor in event.actors] == ["MIL"]


def test_an_aside_parts_nobody_from_what_he_is_accused_of() -> None:
    event = last("Israel accused the Lebanese army, backed by French troops, of shelling Metula.")
    assert countries(event.actors) == ["LBN"]


def test_american_officials_behind_a_comma_end_no_sentence() -> None:
    source = last("", title="Iran Attacks Base in Iraq, U.S. Officials Say").attribution.source
    assert source is not None
    assert source.country == "USA"


def test_insurgents_go_on_being_those_told_of_before() -> None:
    text = "Rwandan forces killed 14 insurgents in Mozambique. A spokesman said six insurgents were killed on Sunday."
    assert countries(last(text).recipients) == ["MOZ"]


def test_militants_are_at_home_where_they_fight() -> None:
    text = "Islamic State said its men had struck in Sinai. The army said militants had burned a truck near al-Arish."
    assert countries(last(text).actors) == ["EGY"]


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("A letter was signed by Peter Met, a spokesman for the rebels of Mali.", set()),
        ("The British tanker was sailing out of the Gulf on Sunday.", set()),
        ("Iranian boats ordered the tanker to change course.", set()),
        ("A British frigate trained its guns on Iranian boats.", {"pass-close-by"}),
        ("Iranian sailors fired long bursts from small arms at a British frigate.", {"shoot"}),
        ("Fighting erupted between soldiers and armed youth in Nasir in South Sudan.", {"fighting"}),
    ],
)
def test_words_of_war_at_sea_and_in_villages(text: str, patterns: set[str]) -> None:
    assert {event.pattern for event in events(text)} == patterns
