"""Nuclear work and those who inspect it; and whose deed it is when reports of fights name both sides."""

import pytest

from tests.unit.coding.readings import countries, events


@pytest.mark.parametrize(
    "text",
    [
        "Iran doubles enrichment.",
        "Iran has tripled its stockpile of enriched uranium.",
        "Iran has accelerated production of highly enriched uranium at a plant.",
        "Iran said it would reopen its nuclear reactor at Arak.",
        "Iran will go ahead with the reprocessing of spent fuel.",
        "Iran plans to introduce nuclear material to the plant.",
    ],
)
def test_nuclear_work_that_grows_or_goes_on_is_read(text: str) -> None:
    assert [(event.object, countries(event.actors)) for event in events(text)] == [("nuclear-programme", ["IRN"])]


def test_inspectors_are_ordered_out_by_the_state_that_they_were_in() -> None:
    (event,) = events("Inspectors were ordered out of Iran on Monday.")
    assert (event.type, event.mode, countries(event.actors)) == ("SANCTION", "expel", ["IRN"])


def test_whoever_seems_to_do_something_does_not_say_so() -> None:
    (event,) = events("Iran appears to have restarted a plutonium plant, the IAEA said on Monday.")
    assert event.certainty == "possible"
    assert event.attribution.source is not None
    assert event.attribution.source.country == "IAEA"


def test_what_a_plant_yields_is_passed_on_to_nobody() -> None:
    assert events("Iran may reopen the plant that provided the plutonium for its bomb.", "COOPERATE") == []


def test_its_tests_are_those_of_whoever_speaks_of_them() -> None:
    (event,) = events("Iran maintains that its missile tests are meant to deter threats posed by Iraq.", "MOBILIZE")
    assert countries(event.actors) == ["IRN"]


@pytest.mark.parametrize("armed", ["heavily armed", "lightly armed", "well armed"])
def test_whoever_is_described_as_armed_is_armed_by_nobody(armed: str) -> None:
    assert events(f"Kenyan soldiers intercepted {armed} insurgents near the border.", "AID", "COOPERATE") == []


def test_who_denies_a_deed_goes_on_and_not_those_who_are_said_to_have_done_it() -> None:
    (event,) = events("Chad denied that its troops had crossed the border, accusing Niger of lies.", "ACCUSE")
    assert (countries(event.actors), countries(event.recipients)) == (["TCD"], ["NER"])


def test_of_those_who_trade_fire_the_other_side_kills() -> None:
    killed = events("Two Thai soldiers were killed after Thai and Khmer soldiers traded fire.", "ASSAULT")[0]
    assert countries(killed.actors) != ["THA"]


def test_what_stood_near_a_blast_did_not_set_it_off() -> None:
    (event,) = events("Twin blasts near parliament offices in Nairobi hit a crowded market.", "ASSAULT")
    assert event.actors == ()


def test_casualties_that_are_feared_are_no_warning() -> None:
    assert events("Casualties were feared after a raid on Gao, Mali's army said.", "STATEMENT") == []


def test_the_toll_of_an_attack_is_laid_to_those_who_made_it() -> None:
    toll = events("The death toll in the Taliban attack in Kabul rose to 30, Afghan officials said.", "ASSAULT")[0]
    assert [actor.name for actor in toll.actors] == ["Taliban"]
