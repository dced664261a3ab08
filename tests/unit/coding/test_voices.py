"""Who speaks: in quotations over several sentences, behind them, through statements, and by a spokesman."""

import pytest

from tests.unit.coding.readings import events


def speakers(text: str, *types: str, title: str = "") -> list[str | None]:
    found = events(text, *types, title=title)
    return [event.attribution.source.country if event.attribution.source else None for event in found]


def doers(text: str, *types: str, title: str = "") -> list[str | None]:
    return [event.actors[0].country if event.actors else None for event in events(text, *types, title=title)]


def test_we_are_those_who_are_said_to_speak_where_the_quotation_ends() -> None:
    text = (
        "“We condemn Ethiopia's raids. We urge Ethiopia to withdraw its troops,” Eritrea's foreign ministry said in "
        "a statement."
    )
    assert doers(text, "ACCUSE", "REQUEST") == ["ERI", "ERI"]
    assert set(speakers(text)) == {"ERI"}


def test_a_quotation_that_names_no_speaker_goes_on_with_the_last_one() -> None:
    text = (
        "Chad's defence minister accused Sudan of sheltering rebels. "
        '"We shot down two Sudanese drones near Adre. Their troops shelled a village."'
    )
    assert set(speakers(text)) == {"TCD"}
    assert doers(text, "ASSAULT") == ["TCD", "SDN"]


def test_who_speaks_beside_a_quotation_is_not_of_those_whom_it_names() -> None:
    text = (
        "Kenya's army lost two trucks. \"After Ethiopia's raid we closed the border,\" a foreign ministry spokesman "
        "said."
    )
    assert set(speakers(text, "COERCE")) == {"KEN"}


def test_an_army_spokesman_is_of_the_army_that_has_spoken() -> None:
    text = (
        'Thai gunners shelled a post, the Cambodian army said. "We lost two men," army spokesman Chhum Socheat added.'
    )
    assert set(speakers(text, "ASSAULT")) == {"KHM"}


def test_a_general_is_of_those_for_whom_he_is_said_to_speak() -> None:
    text = "Indian troops crossed over, said General Athar Abbas, a spokesman for the Pakistani army."
    assert set(speakers(text)) == {"PAK"}


@pytest.mark.parametrize(
    "text",
    [
        "A statement released by the Tajik border service says that Kyrgyz soldiers crossed the line.",
        "Tajikistan's border service said that two guards had been shot and four Kyrgyz soldiers had been captured.",
        "The Tajik army said on Telegram it had shelled a Kyrgyz post.",
    ],
)
def test_whose_word_it_is_goes_with_statements_and_through_what_is_told_on(text: str) -> None:
    assert set(speakers(text)) == {"TJK"}


def test_the_words_of_an_outlet_stay_its_own_between_quotations() -> None:
    text = '"We want peace," Chad\'s president said. Sudanese troops shelled Adre on Monday.'
    assert speakers(text, "ASSAULT") == [None]


def test_a_minister_is_no_head_of_another_state_with_the_same_name() -> None:
    text = "Defence Minister Pedro Sánchez said that Colombian troops had shelled a camp of the ELN."
    assert {code for event in events(text) for actor in event.actors for code in [actor.country]} == {"COL"}


def test_soldiers_are_not_killed_by_their_own_state_unless_the_text_says_so() -> None:
    text = "Azerbaijan's army says that it lost four soldiers in the clashes."
    assert "AZE" not in doers(text, "ASSAULT")[:1]


def test_an_army_spokesman_is_not_of_the_rebels_that_attacked() -> None:
    text = "Boko Haram fighters killed six Chadian soldiers in an attack on a camp, an army spokesman said."
    assert set(speakers(text)) == {"TCD"}


def test_a_local_governor_is_of_the_place_that_his_sentence_names() -> None:
    text = "Russia shelled thirty villages in the Kharkiv region on Monday, the local governor said."
    assert speakers(text) == ["UKR"]


def test_somebody_with_an_office_behind_his_name_speaks_though_a_comma_parts_him_from_his_verb() -> None:
    text = (
        '"They are shelling the town," Oleh Syniehubov, head of the Ukrainian administration in Kharkiv, told Reuters.'
    )
    assert set(speakers(text)) == {"UKR"}


def test_a_surname_is_of_whom_the_text_introduces_with_it() -> None:
    text = (
        "Rebels shelled Najran, Turki Maliki, a spokesman for the Saudi army, said. Maliki accused Iran of arming them."
    )
    assert doers(text, "ACCUSE") == ["SAU"]


def test_our_troops_are_those_of_whoever_speaks() -> None:
    text = (
        "The Congolese army said that Rwandan troops had occupied Bunagana. "
        '"Our troops have taken control of Bunagana," an M23 spokesman said.'
    )
    last = events(text, "ASSAULT")[-1]
    assert [(actor.country, actor.sector) for actor in last.actors] == [("COD", "REB")]


def test_what_opens_a_reported_clause_does_not_part_it_from_its_teller() -> None:
    text = "Pakistan spoke. Iran said on Tuesday that as part of its strikes, it attacked two bases in Pakistan."
    assert speakers(text, "ASSAULT")[-1] == doers(text, "ASSAULT")[-1] == "IRN"


def test_a_group_may_be_introduced_with_or_and_its_letters() -> None:
    text = "The Arakan Army, or AA, fights in Myanmar. The junta bombed Pauktaw, the AA said."
    assert speakers(text, "ASSAULT")[-1] == "MMR"


@pytest.mark.parametrize(
    "text",
    [
        '"We shipped fuel to Lebanon," Iran said.',
        'Iran gave no reason. "We shipped fuel to Lebanon," it said.',
        "Norway held talks with Iran, which has shipped fuel to Lebanon.",
    ],
)
def test_we_and_which_do_what_those_do_for_whom_they_stand(text: str) -> None:
    (event,) = events(text, "COOPERATE")
    assert [actor.country for actor in event.actors] == ["IRN"]


def test_what_became_of_talks_did_not_become_of_those_who_talk() -> None:
    assert events("Norway held talks with Iran, which collapsed on Monday.", "COERCE", "ASSAULT") == []
