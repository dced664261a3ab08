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


def test_rebels_behind_by_are_of_the_country_in_which_they_strike() -> None:
    text = "A base of French troops in Niger was shelled by militiamen."
    assert parties(text, "ASSAULT") == (["NER"], ["FRA"])
    assert parties("A camp of US marines in Iraq was hit with rockets by Shi'ite militants.", "ASSAULT")[0] == ["IRQ"]


def test_a_soldier_who_shoots_a_foreigner_is_of_the_place() -> None:
    text = "A French cameraman was hit by a soldier's bullet in Tunis."
    assert parties(text, "ASSAULT") == (["TUN"], ["FRA"])


def test_who_backs_the_attackers_does_not_suffer_the_attack() -> None:
    assert parties("Rebels backed by Rwanda seized Bukavu.", "ASSAULT") == (["COD"], ["COD"])


def test_an_attack_that_something_was_hit_in_is_of_those_before_it() -> None:
    assert parties("A clinic was hit in a US air strike on Kunduz.", "ASSAULT") == (["USA"], ["AFG"])
    assert parties("Six Kenyan policemen died in an al-Shabaab ambush.", "ASSAULT") == (["SOM"], ["KEN"])
    assert parties("Two Afghan boys died during a NATO air raid.", "ASSAULT") == (["NATO"], ["AFG"])


def test_a_counter_attack_is_of_one_side() -> None:
    text = "Sudan's army launched a counter-attack against paramilitaries in Omdurman."
    assert sides(text) == [(["MIL"], ["REB"])]


def test_men_on_the_move_move_for_nobody_who_fires_on_them() -> None:
    assert events("Rebels fired on advancing Russian troops near Kherson.", "MOBILIZE") == []
    assert events("Snipers shot at fleeing Iraqi soldiers near Mosul.", "RETREAT") == []


def test_who_tells_of_it_last_is_no_item_of_a_list() -> None:
    (event,) = events("Militiamen massacred villagers near Bangui, the Red Cross said.", "ASSAULT")
    assert {actor.country for actor in event.recipients} == {"CAF"}
    moved = events("France sent trainers to western Ukraine, Le Monde reported.", "MOBILIZE", "AID")
    assert all(actor.sector != "JRN" for event in moved for actor in event.recipients)


def test_a_town_is_of_those_whose_it_is_said_to_be() -> None:
    (event,) = events("Syrian troops deployed in the Lebanese port of Tripoli.", "MOBILIZE")
    assert [actor.country for actor in event.recipients] == ["LBN"]


def test_an_attack_for_show_is_a_drill() -> None:
    (event,) = events("A mock raid on Luzon was staged by US marines.")
    assert event.type in ("MOBILIZE", "COOPERATE")


def sides(text: str) -> list[tuple[list[str], list[str]]]:
    """The sectors on both sides of each attack."""
    return [([a.sector for a in e.actors], [r.sector for r in e.recipients]) for e in events(text, "ASSAULT")]


def test_members_of_a_branch_of_a_group_are_its_men() -> None:
    text = "Members of the Red Unit (RU) of the New People's Army ambushed two soldiers in Samar."
    assert sides(text) == [(["REB"], ["MIL"])]


def test_a_state_s_own_paramilitary_force_is_no_rebel_group() -> None:
    text = "Nine men of India's central paramilitary force were killed in a clash with Maoists near Sukma."
    assert sides(text) == [(["REB"], ["MIL"])]


def test_the_attack_is_that_told_before_though_soldiers_have_killed_the_attackers_since() -> None:
    text = (
        "Al-Shabaab gunmen stormed a hotel in Mogadishu on Friday. Somali soldiers killed three of the militants. "
        "The attack left nine people dead."
    )
    assert sides(text)[-1][0] == ["REB"]


def test_the_group_attacks_and_not_its_leader_whose_death_is_told() -> None:
    text = (
        "A soldier was killed in an ambush in Bastar, India. In May the Maoist leader Ram Rao was shot by troops. "
        "Nine Maoists died with him."
    )
    assert all(actor.name != "Ram Rao" for event in events(text, "ASSAULT") for actor in event.actors)


def test_who_flies_the_wounded_to_a_hospital_has_not_hurt_them() -> None:
    text = "Rebels attacked a convoy in Mali. Nine soldiers were wounded and taken to a hospital by air force jets."
    assert sides(text)[-1] == (["REB"], ["MIL"])


def test_no_state_sends_the_suicide_bombers_after_whom_it_is_on_alert() -> None:
    (bombing,) = events("", "ASSAULT", title="Togo on high alert after twin suicide bombings")
    assert bombing.actors == ()


def test_where_a_report_was_filed_is_no_side_of_it() -> None:
    text = "GOMA, Democratic Republic of Congo (Reuters) - Congo's M23 rebels clashed with government troops on Friday."
    assert sorted(sides(text)[0][0]) == ["MIL", "REB"]


def test_a_bomb_kills_the_soldiers_and_not_the_country_where_it_went_off() -> None:
    assert sides("A roadside bomb killed two Kenyan soldiers in Somalia.") == [([], ["MIL"])]
