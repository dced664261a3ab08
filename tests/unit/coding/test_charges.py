"""What somebody is accused of, and what the accuser does besides; who did what was done in the attack told before."""

import pytest

from tests.unit.coding.readings import countries, events


@pytest.mark.parametrize(
    "text",
    [
        "Amnesty International accused the Malian army of massacres, burning villages and shelling schools.",
        "Amnesty International accused the Malian army of massacres and shelling schools.",
        "Mali's army is accused of massacres, burning villages and looting.",
    ],
)
def test_what_stands_behind_a_charge_is_what_the_accused_did(text: str) -> None:
    for event in events(text, "ASSAULT"):
        assert (countries(event.actors), event.certainty) == (["MLI"], "possible")


def test_what_the_accuser_does_besides_is_no_charge() -> None:
    (expelled,) = events("Chad accused Niger of sabotage, expelling two diplomats.", "SANCTION")
    assert (countries(expelled.actors), expelled.certainty) == (["TCD"], "likely")
    assert expelled.attribution.cue is None


def test_a_claim_that_another_must_answer_for_it_owns_to_nothing() -> None:
    (event,) = events("Fiji claimed that Tonga must bear full responsibility for the collision.")
    assert event.type == "ACCUSE"


@pytest.mark.parametrize(
    ("text", "korea"),
    [
        ("Seoul accused the North of piracy.", "PRK"),
        ("Pyongyang suspects the South of spying.", "KOR"),
    ],
)
def test_of_a_korea_that_is_accused_the_charge_is_no_part(text: str, korea: str) -> None:
    (event,) = events(text, "ACCUSE")
    assert countries(event.recipients) == [korea]


def test_the_north_is_a_korea_in_a_headline_in_capitals_too() -> None:
    found = events("The army said nothing.", "MOBILIZE", title="Seoul on Alert After North Fires Missile")
    assert countries(found[-1].actors) == ["PRK"]


@pytest.mark.parametrize(
    ("text", "doer", "victim"),
    [
        ("Russia shelled Kherson on Monday. A school was hit in the strike, the mayor said.", "RUS", "UKR"),
        ("Chad bombed a town in Niger. Nine huts were burned in the raid, residents of Niger said.", "TCD", "NER"),
    ],
)
def test_what_is_destroyed_in_the_attack_its_doers_destroyed(text: str, doer: str, victim: str) -> None:
    event = events(text, "ASSAULT")[-1]
    assert (countries(event.actors), countries(event.recipients)) == ([doer], [victim])


def test_what_is_done_according_to_law_is_no_law_that_speaks() -> None:
    (event,) = events("Togo deported nine men of Benin according to law.", "COERCE")
    assert event.attribution.source is None


@pytest.mark.parametrize("watched", ["oversaw", "observed", "supervised", "watched", "presided over"])
def test_whose_leader_watches_a_drill_holds_it(watched: str) -> None:
    (event,) = events(f"Syria's president {watched} an exercise of tank brigades on Monday.")
    assert (event.type, event.object, countries(event.actors)) == ("MOBILIZE", "exercise", ["SYR"])


def test_rebels_who_attacked_first_do_not_kill_their_own() -> None:
    text = "At least 60 militants were killed in clashes with soldiers in Mali, following attacks by armed groups."
    killed = events(text, "ASSAULT")[0]
    assert [actor.sector for actor in (*killed.actors, *killed.recipients)] == ["MIL", "REB"]


def test_a_rebel_killed_in_the_clash_is_killed_by_those_whom_they_attacked() -> None:
    text = "Tamil Tigers killed nine sailors in Sri Lanka. The navy said a Tiger commander was killed in the clash."
    killed = events(text, "ASSAULT")[-1]
    assert [actor.sector for actor in (*killed.actors, *killed.recipients)] == ["MIL", "REB"]


def test_what_somebody_asserts_of_himself_accuses_nobody() -> None:
    assert events("The rebels claimed the raid, asserting that they had struck nine bases in Mali.", "ACCUSE") == []


def test_losses_are_inflicted_by_those_who_fight() -> None:
    (event,) = events("Heavy losses were inflicted on the rebels near Gao, Mali's army said.")
    assert ([a.sector for a in event.actors], [a.sector for a in event.recipients]) == (["MIL"], ["REB"])


def test_who_brokered_a_truce_neither_keeps_nor_breaks_it() -> None:
    for event in events("A Norwegian-brokered truce with the rebels in Mali collapsed on Monday.", "RETREAT"):
        assert "NOR" not in countries(event.actors)
