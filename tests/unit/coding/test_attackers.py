"""Who attacked, and who only mourned, confirmed, judged or suffered it."""

from tests.unit.coding.readings import events


def parties(text: str, type_: str) -> tuple[list[str | None], list[str | None]]:
    (event,) = events(text, type_)
    return [actor.country for actor in event.actors], [actor.country for actor in event.recipients]


def test_who_came_under_attack_suffers_it() -> None:
    assert parties("Kenyan police came under attack from al-Shabaab near Garissa.", "ASSAULT") == (["SOM"], ["KEN"])


def test_who_tells_of_a_raid_did_not_carry_it_out() -> None:
    text = "Boko Haram killed five villagers in Cameroon. The raid was confirmed by an official in Cameroon."
    assert {actor.country for event in events(text, "ASSAULT") for actor in event.actors} == {"NGA"}


def test_an_attack_by_some_on_a_base_of_others_has_left_these_dead() -> None:
    text = "An attack by ELN guerrillas against an army base manned by recruits has left six Colombian soldiers dead."
    for event in events(text, "ASSAULT"):
        assert [(actor.sector, actor.country) for actor in event.actors] == [("REB", "COL")]


def test_the_assailants_were_killed_by_those_whom_they_attacked() -> None:
    text = "Militants from Somalia attacked Kenyan police. Two of the assailants were killed in an exchange of fire."
    last = events(text, "ASSAULT")[-1]
    assert ([actor.country for actor in last.actors], [actor.sector for actor in last.recipients]) == (["KEN"], ["REB"])


def test_who_mourns_the_dead_has_not_killed_them() -> None:
    text = "India's defence minister expressed grief at the deaths of five soldiers in an ambush by militants."
    assert all(actor.sector != "GOV" for event in events(text, "ASSAULT") for actor in event.actors)


def test_whose_diplomats_are_expelled_does_not_expel_them() -> None:
    text = "Russia expelled 35 US diplomats. The president had ordered the expulsion of 30 Russian diplomats."
    assert [actor.country for actor in events(text, "SANCTION")[-1].actors] == ["USA"]


def test_a_decision_imposes_nothing_by_itself() -> None:
    assert parties("The Russian side made a decision to impose sanctions on Britain.", "SANCTION") == (["RUS"], ["GBR"])


def test_whoever_denies_that_his_country_is_something_accuses_others_himself() -> None:
    text = "Maduro denies that his nation has any need of aid and accuses Colombia of meddling."
    assert parties(text, "ACCUSE") == (["VEN"], ["COL"])


def test_those_whom_somebody_fights_did_what_they_are_accused_of() -> None:
    text = "Sudan's government accused the paramilitaries it is fighting of shelling a camp in Darfur."
    assert {actor.sector for event in events(text, "ASSAULT") for actor in event.actors} == {"REB"}
