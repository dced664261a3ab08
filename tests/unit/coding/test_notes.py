"""Short notes on protests, arrests, accords, bases and groups: who does what, and what only sounds like it."""

import pytest

from tests.unit.coding.readings import events, told


def sides(text: str, pattern: str) -> tuple[str, str]:
    """The sides of the event of a text that some act made, as "KEN/POL" each."""
    (event,) = [event for event in events(text) if event.pattern == pattern]
    doers, sufferers = (" ".join(f"{a.country}/{a.sector}" for a in side) for side in (event.actors, event.recipients))
    return doers, sufferers


SUSPECTED = [
    ("On Monday suspected Maoists killed the mayor of a town near Patna.", "IND"),
    ("On 3 May 2020, suspected JNIM members burned the school of Fada, Burkina Faso.", "BFA"),
    ("In Borno suspected ISWAP fighters attacked the town of Geidam.", "NGA"),
    ("At dawn presumed FDLR rebels shot a chief in Rutshuru.", "COD"),
]


@pytest.mark.parametrize(("text", "country"), SUSPECTED)
def test_those_who_are_only_called_suspected_are_accused_by_nobody(text: str, country: str) -> None:
    found = events(text)
    assert not [event for event in found if event.type == "ACCUSE"]
    assert [actor.country for event in found for actor in event.actors] == [country]


def test_whoever_suspects_somebody_of_a_deed_still_does() -> None:
    assert ("ACCUSE", "actual", "IND") in told("On Monday Delhi suspected Maoists of the killing.")


def test_to_suspect_somebody_of_killing_is_to_speak_of_no_gas() -> None:
    (event,) = events("Delhi police suspected Maoists burned the school of Gaya.", "ACCUSE")
    assert event.object != "chemical-weapons"


BASES = [
    ("The French army inaugurated a forward base in Gossi, Mali.", "FRA/MIL", "MLI/GOV"),
    ("A military base has been established by Ethiopian troops at Beledweyne, Somalia.", "ETH/MIL", "SOM/GOV"),
    ("Indian paramilitaries pitched a forward operating base at Silger.", "IND/MIL", ""),
    ("A new base of the Kenyan army was opened in Lamu.", "KEN/MIL", ""),
    ("Myanmar army troops built a new outpost on the hill above the town.", "MMR/MIL", ""),
]


@pytest.mark.parametrize(("text", "doer", "land"), BASES)
def test_forces_that_open_a_base_are_there(text: str, doer: str, land: str) -> None:
    assert sides(text, "base-opened") == (doer, land)


CAMPS = [
    ("Al-Shabaab set up a training camp in the Galgala mountains.", "SOM/REB"),
    ("FDLR elements have installed a headquarters at Ntoto, Congo.", "COD/REB"),
]


@pytest.mark.parametrize(("text", "doer"), CAMPS)
def test_rebels_pitch_their_camps(text: str, doer: str) -> None:
    assert sides(text, "camp-pitched")[0] == doer


NO_BASES = [
    "The company opened its new headquarters in Lagos.",
    "The club built a training camp in Cairo.",
    "The mayor opened the restored barracks as a museum.",
    "Aid workers set up a camp for refugees in Chad.",
    "Protesters set up camp in the square of Khartoum.",
    "The Red Cross set up a base in Goma.",
]


@pytest.mark.parametrize("text", NO_BASES)
def test_what_others_build_is_no_base(text: str) -> None:
    assert not events(text, "MOBILIZE")


ARRESTS = [
    ("The president of the party was picked up at home by gendarmes in Douala.", "CMR/POL", "CMR/GOV"),
    ("The journalists were held incommunicado by the Eritrean authorities.", "ERI/GOV", "None/JRN"),
    ("A Lagos court denied bail to the activist.", "NGA/JUD", "NGA/CVL"),
    ("Police pulled dozens of marchers into vans in Minsk.", "BLR/POL", "BLR/CVL"),
    ("Officers drove six of the marchers to a police station in Lomé.", "TGO/POL", "TGO/CVL"),
]


@pytest.mark.parametrize(("text", "doer", "held"), ARRESTS)
def test_who_is_taken_and_who_takes_him(text: str, doer: str, held: str) -> None:
    (event,) = events(text, "COERCE")
    assert event.mode == "arrest"
    assert sides(text, event.pattern) == (doer, held)


TRAVELLERS = [
    "The last rebels boarded green buses for Idlib.",
    "The president boarded a plane to Doha.",
    "The two suspects tried to board a bus in Mandera.",
]


@pytest.mark.parametrize("text", TRAVELLERS)
def test_who_boards_a_bus_seizes_nothing(text: str) -> None:
    assert not events(text, "COERCE")


ACCORDS = [
    ("The government and fourteen armed groups signed a peace agreement in Bangui.", "CAF/GOV CAF/REB"),
    ("RENAMO and the government of Mozambique put their signatures to a truce at Gorongosa.", "MOZ/REB MOZ/GOV"),
    ("The government of Chad and 40 rebel groups signed a ceasefire in Doha.", "TCD/GOV TCD/REB"),
]


@pytest.mark.parametrize(("text", "both"), ACCORDS)
def test_an_accord_is_between_all_who_sign_it(text: str, both: str) -> None:
    assert sides(text, "ceasefire") == (both, both)


VENUES = [
    "The Taliban pledged in Doha to respect the truce.",
    "Colombia and the ELN agreed in Havana that a ceasefire would begin in August.",
]


@pytest.mark.parametrize("text", VENUES)
def test_where_something_was_agreed_is_no_side_of_it(text: str) -> None:
    (event,) = events(text, "AGREE")
    assert not {"QAT", "CUB"} & {actor.country for actor in (*event.actors, *event.recipients)}


def test_what_is_called_by_where_it_was_signed_is_of_no_such_land() -> None:
    for text in (
        "Units of the TDF left Mekelle under the Pretoria agreement.",
        "Rebels quit the Juba peace agreement.",
    ):
        assert not {"ZAF"} & {a.country for event in events(text) for a in (*event.actors, *event.recipients)}


def test_an_accord_on_the_conditions_of_something_hangs_on_none() -> None:
    (event,) = events("Kenya and Uganda signed an accord on the conditions for a joint port.", "AGREE")
    assert event.modality == "actual"
    (event,) = events("Kenya agreed to a truce on condition that Uganda left the island.", "RETREAT", "AGREE")[:1]
    assert event.modality == "conditional"


TOWNS = [
    (
        "Police used tear gas to break up a sit-in of teachers before the prefecture of Maroua, Cameroon; two fell.",
        "CMR",
    ),
    ("Hooded men burned three trucks near Temuco, Chile, on Monday.", "CHL"),
    ("Muslims of a village in Minya, Upper Egypt, attacked Coptic homes.", "EGY"),
]


@pytest.mark.parametrize(("text", "country"), TOWNS)
def test_the_land_behind_a_town_is_where_it_happened_and_does_nothing(text: str, country: str) -> None:
    assert events(text)
    for event in events(text):
        assert all(actor.sector != "GOV" for actor in event.actors)
        assert {actor.country for actor in event.actors} == {country}


def test_a_name_in_capitals_holds_no_verb() -> None:
    assert not events("Peru's Shining Path has renamed itself Militarised Communist Party.")


MERGED = [
    ("AQIM and Ansar Dine merged under one banner.", "DZA/REB MLI/REB"),
    ("Two Syrian rebel factions merged with Ahrar al-Sham.", "SYR/REB"),
]


@pytest.mark.parametrize(("text", "doers"), MERGED)
def test_groups_merge(text: str, doers: str) -> None:
    assert sides(text, "groups-merge")[0].startswith(doers)


CROWDS_FIRED_ON = [
    ("Police fired on striking oil workers in Zhanaozen.", "KAZ"),
    ("Soldiers fired without warning into people who were chanting in Lomé.", "TGO"),
    ("The junta's troops sprayed automatic fire at striking civil servants in Monywa.", "MMR"),
]


@pytest.mark.parametrize(("text", "country"), CROWDS_FIRED_ON)
def test_a_crowd_that_is_fired_on_neither_strikes_nor_is_warned(text: str, country: str) -> None:
    (event,) = events(text)
    assert (event.type, event.mode) in {("ASSAULT", "firearms"), ("ASSAULT", None)}
    assert {actor.country for actor in event.actors} <= {country, None}


def test_bullets_meet_nobody_for_talks() -> None:
    (event,) = events("Chanting students in Ambo were met by bullets on Tuesday.")
    assert (event.type, event.mode) == ("ASSAULT", "crowd-control")
    (event,) = events("The minister was met by the ambassador of Ghana in Oslo.")
    assert event.type == "CONSULT"


TAKEN = [
    "Soldiers captured the alleged finance chief of the Clan del Golfo.",
    "Two commanders of al-Qaeda fell into the hands of the Hadrami Elite.",
]


@pytest.mark.parametrize("text", TAKEN)
def test_those_of_armed_groups_whom_forces_take_are_arrested(text: str) -> None:
    assert [(event.type, event.mode) for event in events(text)] == [("COERCE", "arrest")]


def test_soldiers_whom_rebels_take_are_captives() -> None:
    assert [event.mode for event in events("Rebels captured two soldiers near Beni.")] == ["abduct"]


def test_what_somebody_is_said_to_be_accuses_nobody() -> None:
    assert not events("Police captured Jorge Rojas, alleged finance chief of the Clan del Golfo, in Cali.", "ACCUSE")


CLAIMED = [
    ("Al-Shabaab declared itself the author of the assault on a hotel in Nairobi.", "SOM/REB"),
    ("The Taliban acknowledged being behind the raid in Kabul.", "AFG/REB"),
]


@pytest.mark.parametrize(("text", "doer"), CLAIMED)
def test_who_calls_himself_the_author_of_an_attack_claims_it(text: str, doer: str) -> None:
    assert sides(text, "claim-attack")[0] == doer


NO_ACTS = [
    "A disused gold shaft caved in on twenty diggers at Siguiri, Guinea.",
    "Water treatment plants in Delhi stopped working.",
    "People were gathering to collect the fuel at Morogoro, Tanzania.",
    "Some 1,900 displaced persons arrived at Bunia.",
    "The papers were supplied by a network of clerks and butchers.",
    "The Red Cross fears that nine houses out of ten have lost their roofs.",
]


@pytest.mark.parametrize("text", NO_ACTS)
def test_what_only_sounds_like_an_act_is_none(text: str) -> None:
    assert not events(text)


def test_the_missile_that_hit_was_given_to_nobody() -> None:
    assert not events("A Buk missile which brought down a jet came from a Russian brigade, investigators said.", "AID")


MARCHERS = [
    "Several hundred people walked through Novi Sad with whistles and banners.",
    "Thousands walked silently in Buenos Aires behind the families of the victims.",
    "Activists brought out a procession in Barisal.",
]


@pytest.mark.parametrize("text", MARCHERS)
def test_who_walks_with_banners_protests(text: str) -> None:
    (event,) = events(text)
    assert (event.type, event.mode) == ("PROTEST", "demo")
    assert event.actors[0].sector in {"CVL", "UNK"}


def test_rebels_who_burn_a_school_do_not_protest() -> None:
    (event,) = events("On Monday JNIM members burned the school of Fada, Burkina Faso.")
    assert (event.type, event.mode) == ("ASSAULT", "destroy")


def test_teachers_who_are_pushed_back_with_water_cannon_are_not_deported() -> None:
    (event,) = events("Teachers were pushed back with water cannon in Rabat.")
    assert (event.type, event.mode) == ("ASSAULT", "crowd-control")


MOBS = [
    "Villagers beat five nomads to death in Rainpada, India, over a rumour.",
    "A crowd lynched two men accused of stealing a pick-up in Sololá, Guatemala.",
    "Villagers stoned to death a Japanese tourist in Guatemala.",
]


@pytest.mark.parametrize("text", MOBS)
def test_mobs_that_kill_are_told(text: str) -> None:
    (event,) = events(text, "ASSAULT")
    assert (event.mode, event.actors[0].sector) == ("beat", "CVL")


def test_a_common_crime_is_no_mob() -> None:
    assert not events("A man beat his neighbour to death in Leeds.")
