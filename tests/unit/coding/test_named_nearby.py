"""Those who are named near an act and have no part in it, and those who have one though they are only pointed at."""

from tests.unit.coding.readings import events


def parties(text: str, type_: str) -> tuple[list[str | None], list[str | None]]:
    (event,) = events(text, type_)
    return [actor.country for actor in event.actors], [actor.country for actor in event.recipients]


def test_the_launch_is_by_those_whose_missile_the_text_told_of() -> None:
    text = "Iran fired a missile on Friday. The launch came a day after Qatar had called on it to withdraw its ships."
    assert [actor.country for actor in events(text, "MOBILIZE")[-1].actors] == ["IRN"]


def test_drills_are_not_against_those_who_at_the_time_have_to_do_with_others() -> None:
    text = "Latvia has stepped up naval patrols, and the Swedish navy is shadowing a Russian tanker."
    drill, watch = events(text, "MOBILIZE")
    assert (drill.recipients, drill.against) == ((), ())
    assert [actor.country for actor in watch.recipients] == ["RUS"]


def test_what_is_sent_to_guard_something_is_not_sent_to_whoever_was_named_before() -> None:
    text = "NATO's chief spoke with Norway's president. Denmark has sent a patrol ship to guard the cable."
    assert parties(text, "MOBILIZE") == (["DNK"], [])


def test_its_soldiers_are_not_of_the_land_that_they_are_to_leave() -> None:
    (event,) = events("Kenya will withdraw its soldiers from Somalia.", "RETREAT")
    assert [(actor.country, actor.sector) for actor in event.recipients] == [("SOM", "GOV")]


def test_one_of_those_who_spoke_before_is_the_speaker() -> None:
    text = "Polish officials fear that Minsk may send more troops. The war could spread to Latvia, one of them warned."
    assert [actor.country for actor in events(text, "STATEMENT")[-1].actors] == ["POL"]


def test_a_surname_is_of_the_office_that_is_held_now() -> None:
    assert parties("Rutte condemned Russia's attack on Lviv.", "ACCUSE")[0] == ["NATO"]


def test_whoever_lets_others_use_arms_is_told_to_do_nothing() -> None:
    text = "Iran threatened to strike the ports of countries that let Israel use their missiles against it."
    assert {event.modality for event in events(text, "CONCEDE")} <= {"hypothetical"}


def test_its_anchor_is_not_of_those_who_board_the_ship() -> None:
    text = "Swedish police and coast guards boarded a tanker, as its anchor had severed a power cable."
    assert parties(text, "ASSAULT")[0] == []


def test_soldiers_fight_no_ally_of_theirs_in_whose_land_they_fight() -> None:
    text = "Laos and Vietnam signed a defence pact. Thailand expects Lao troops to fight in Vietnam next week."
    assert "VNM" not in {actor.country for event in events(text, "ASSAULT") for actor in event.recipients}


def test_a_threat_to_whoever_does_it_is_none_to_those_whom_it_is_done_for() -> None:
    text = "Iran threatened to hit any state that hosts the forces of America."
    assert "USA" not in parties(text, "THREATEN")[1]


def test_what_draws_condemnation_is_condemned_by_those_from_whom_it_comes() -> None:
    assert parties("Iran's missile test drew condemnation from France.", "ACCUSE") == (["FRA"], ["IRN"])
