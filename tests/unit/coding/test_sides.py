"""Whose forces, which alliance, which state: what only the text around tells of those who act."""

import pytest

from tests.unit.coding.readings import events, read


def parties(text: str, type_: str, title: str = "") -> tuple[list[str | None], list[str | None]]:
    (event,) = events(text, type_, title=title)
    return [actor.country for actor in event.actors], [actor.country for actor in event.recipients]


def test_bare_forces_are_those_of_the_country_whose_forces_the_text_is_about() -> None:
    title = "Nairobi questions the mission of Ugandan soldiers"
    text = "The envoy complained to reporters of the Ugandan soldiers. Some 900 troops were sent to Goma on Friday."
    assert parties(text, "MOBILIZE", title)[0] == ["UGA"]


def test_forces_are_nobodys_for_sure_where_two_countries_have_some() -> None:
    text = "Ugandan soldiers and Rwandan soldiers held a drill. Burundi sent troops to Goma."
    assert parties(text.split(". ")[1], "MOBILIZE")[0] == ["BDI"]


def test_the_soldiers_are_those_whom_the_text_told_of() -> None:
    text = "Chad has sent 900 soldiers to Mali. Togo's spy service saw ships. The soldiers deployed to Gao, it said."
    assert [actor.country for actor in events(text, "MOBILIZE")[-1].actors] == ["TCD"]


def test_an_official_tells_what_his_own_state_means_to_do() -> None:
    text = "Norway may send tanks to Latvia if Belarus attacks, a senior official said."
    assert {event.attribution.source.country for event in events(text) if event.attribution.source} == {"NOR"}


def test_a_headline_may_name_the_north_alone() -> None:
    assert parties("", "MOBILIZE", "Seoul says North likely to send more troops to Russia") == (["PRK"], ["RUS"])


def test_the_north_sea_is_no_state() -> None:
    found = events("South Korean ships will sail to the North Sea and hold a naval drill with Norway.")
    assert "PRK" not in {actor.country for event in found for actor in (*event.actors, *event.recipients)}


def test_the_alliance_is_the_one_that_was_named() -> None:
    text = "NATO's secretary general spoke at the United Nations. The alliance condemned the strike on Odesa."
    assert parties(text, "ACCUSE")[0] == ["NATO"]


def test_who_tells_of_a_deed_has_no_part_in_it() -> None:
    actors, recipients = parties("Nine Chadian soldiers were killed in the war, Nigeria's army estimated.", "ASSAULT")
    assert "NGA" not in actors
    assert recipients == ["TCD"]


def test_what_is_made_by_somebody_is_not_aimed_at_him() -> None:
    text = "Ukraine fired four U.S.-made missiles at Russia's Bryansk region, the ministry in Moscow said."
    assert parties(text, "ASSAULT") == (["UKR"], ["RUS"])


@pytest.mark.parametrize(
    "text",
    [
        "Japan's defence minister was asked about three North Korean officers killed by a missile strike near Donetsk.",
        "NATO will send ships to the Baltic Sea, two days after a power cable off Estonia was cut.",
        "America imposed sanctions on Chad, which bar Americans from trade. Chadian soldiers had suffered casualties.",
    ],
)
def test_nobody_is_made_the_doer_who_only_reacts(text: str) -> None:
    assert [event.actors for event in events(text, "ASSAULT")] == [()]


def test_whom_somebody_has_spoken_with_is_not_whom_he_condemns() -> None:
    text = "Norway's king spoke with Finland's president on Monday and condemned all attacks on power plants."
    assert "FIN" not in parties(text, "ACCUSE")[1]


def test_those_who_tell_of_a_fight_have_no_part_in_it() -> None:
    text = "North Korean soldiers have been fighting there, the American Treasury said."
    assert "USA" not in {code for side in parties(text, "ASSAULT") for code in side}


def test_who_speaks_of_an_attack_did_not_carry_it_out() -> None:
    found = events("Germany's foreign minister called the attack on Kyiv by Russian forces a crime.", "ASSAULT")
    assert ["DEU"] not in [[actor.country for actor in event.actors] for event in found]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Poland will not stay silent in the face of Belarus's incursion into its airspace last week.", "actual"),
        ("It was an unprovoked military action.", None),
    ],
)
def test_what_a_clause_takes_as_known_is_not_what_it_says(text: str, modality: str | None) -> None:
    found = {event.modality for event in events(text) if event.type in ("ASSAULT", "MOBILIZE")}
    assert found == ({modality} if modality else set())


def test_can_confirm_confirms() -> None:
    (event,) = events("We can confirm that Eritrean soldiers were sent to Tigray, the U.S. envoy said.", "STATEMENT")
    assert (event.mode, event.modality) == ("confirm", "actual")


@pytest.mark.parametrize("hedge", ["likely", "probably"])
def test_what_is_likely_is_likely(hedge: str) -> None:
    (event,) = events(f"Iran has {hedge} sent missiles to Russia, Ukraine said.", "AID")
    assert event.certainty == "likely"


@pytest.mark.parametrize(
    ("text", "type_", "actor"),
    [
        (
            (
                "Hours after Moroccan troops cleared the road, the Polisario Front, which called the truce dead,"
                " said its units had shelled a post."
            ),
            "ASSAULT",
            "ESH",
        ),
        ("Germany waits; Britain, by contrast, has sent missiles to Ukraine.", "AID", "GBR"),
        ("Ethiopia, Eritrea's old rival, massed tanks near the border last week.", "MOBILIZE", "ETH"),
        ("Rwanda denied backing the M23 rebels, who have taken Sake and cut the road to Goma.", "ASSAULT", "COD"),
    ],
)
def test_the_subject_is_found_through_what_stands_between(text: str, type_: str, actor: str) -> None:
    assert next([who.country for who in event.actors] for event in events(text, type_)) == [actor]


def test_neither_of_two_is_left_out() -> None:
    (event,) = events("Neither Moscow nor Minsk has commented on the warheads.", "STATEMENT")
    assert [who.country for who in event.actors] == ["RUS", "BLR"]


def test_his_army_is_that_of_the_person_spoken_of() -> None:
    text = "Canada will buy radars. Ilham Aliyev blamed Yerevan. In September his army overran the enclave."
    assert parties(text, "ASSAULT")[0] == ["AZE"]


def test_how_rare_a_thing_is_does_not_date_it() -> None:
    (event,) = events("Japan and Australia will hold their largest naval drill in a decade off Guam.", "COOPERATE")
    assert event.occurred.basis == "publication"


def test_a_participle_is_no_verb_where_another_follows() -> None:
    found = {
        event.trigger.text: event
        for event in events("Two drones launched from Iraq were shot down, Israel's army said.")
    }
    assert [who.country for who in found["shot down"].actors] == ["ISR"]


def test_a_verb_before_a_clause_with_its_own_is_one() -> None:
    (event,) = events("Syrian rebels swept into Hama on Thursday after the army pulled out.", "ASSAULT")
    assert [(who.country, who.sector) for who in event.actors] == [("SYR", "REB")]


def test_an_act_does_not_reach_into_the_next_clause() -> None:
    text = "Colombia's president suspended the truce with the ELN, blaming the group for a bombing."
    assert not events(text, "RETREAT")
    assert not events("Congo called on the Security Council to impose an arms embargo on Rwanda.", "MOBILIZE")


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Israel killed a Hamas commander in a Gaza air strike.", ["ISR"], "PSE"),
        ("A suicide attack on a wedding in Kabul killed 70.", [], "AFG"),
        ("Iraqi jets bombed rebel camps in Anbar since dawn.", ["IRQ"], "IRQ"),
    ],
)
def test_verb_and_noun_of_one_deed_tell_it_together(text: str, actor: list[str], recipient: str) -> None:
    (event,) = events(text, "ASSAULT")
    assert [who.country for who in event.actors] == actor
    assert recipient in [who.country for who in event.recipients]


def test_what_is_ordered_is_ordered() -> None:
    (event,) = events("Russia ordered drills to practise the use of nuclear weapons.", "MOBILIZE")
    assert [who.country for who in event.actors] == ["RUS"]


def test_where_several_meet_is_no_party() -> None:
    (event,) = events("Armenian and Azerbaijani leaders signed a peace accord at the White House.", "RETREAT")
    assert [who.country for who in event.actors] == ["ARM", "AZE"]


def test_who_speaks_in_a_headline_did_not_do_it() -> None:
    found = events("", "ASSAULT", title="Oslo: nine Chadian soldiers killed or wounded")
    assert "NOR" not in [who.country for event in found for who in event.actors]


def test_whom_a_headline_sets_before_its_colon_does_what_is_done_by_saying_so() -> None:
    (event,) = events("", "THREATEN", title="Tripoli: Smugglers will pay a heavy price")
    assert [who.country for who in event.actors] == ["LBY"]
    assert event.attribution.cue == ":"
    assert not events("", "STATEMENT", title="Analysis: Chad is sliding into civil war")


def test_who_is_only_named_elsewhere_is_no_side() -> None:
    title = "Ecuador deploys 10,000 soldiers after prison riots"
    text = "Peru sent police to its own border. The United States said that it stood ready to help."
    mobilised = events(text, "MOBILIZE", title=title)
    assert mobilised
    assert "USA" not in {actor.country for event in mobilised for actor in (*event.recipients, *event.against)}


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Guyana says a Venezuelan gunboat entered its waters.", "GUY"),
        ("Estonia said on Monday that a Russian helicopter had violated its airspace.", "EST"),
        ("Finland says two Russian MiG-31 fighters violated its airspace on Saturday.", "FIN"),
    ],
)
def test_who_speaks_of_its_waters_is_trespassed_on(text: str, owner: str) -> None:
    assert parties(text, "MOBILIZE")[1] == [owner]


def test_fighters_that_fly_are_no_rebels() -> None:
    found = events("Finland says two Russian MiG-31 fighters violated its airspace on Saturday.")
    assert "REB" not in {actor.sector for event in found for actor in event.actors}


def test_jets_sent_to_a_drill_are_not_received_by_whom_the_sentence_ends_with() -> None:
    text = "China launched drills around Taiwan on Tuesday, sending dozens of jets, a day after Lai was sworn in."
    assert events(text, "AID") == []


def test_a_cable_may_be_cut_by_nobody_known_and_belong_to_nobody_named() -> None:
    text = "Two communication cables on the floor of the Baltic Sea have been severed, and sabotage is suspected."
    assert [event.mode for event in events(text, "ASSAULT")] == ["destroy"]


SENT = "About 3,000 North Korean soldiers have been sent to Russia, the South's spy service says."


def test_the_first_of_them_are_the_forces_sent_last() -> None:
    text = f"{SENT} Ukraine says that the first of them reached the Kursk region on Wednesday."
    arrived = events(text, "MOBILIZE")[-1]
    assert [who.country for who in arrived.actors] == ["PRK"]
    assert (arrived.place and arrived.place.text, arrived.against) == ("Kursk region", ())


def test_a_participle_and_an_apposition_part_no_subject_from_its_verb() -> None:
    text = (
        "Fiji's government wants to be heard. A delegation led by Ms Ito, a former judge, is to brief NATO, the "
        "alliance said at the weekend. It will also meet officials of the European Union."
    )
    assert "FJI" in [who.country for who in events(text, "CONSULT")[-1].actors]


def test_the_service_is_the_one_that_was_named() -> None:
    text = (
        "The National Intelligence Service met lawmakers. The service told them that soldiers had been sent to Russia."
    )
    assert events(text, "MOBILIZE")[-1].attribution.source.country == "KOR"


def test_who_suggests_how_it_is_asks_for_nothing() -> None:
    assert events("A minister of Chad suggested on Friday that such a dispatch would be lawful.", "REQUEST") == []
    assert events("Chad suggested that Niger should withdraw its troops.", "REQUEST")


def test_who_accuses_of_an_attack_did_not_carry_it_out() -> None:
    attack = events("", "ASSAULT", title="Fiji accuses Tonga of missile attack near Suva")
    assert "FJI" not in {who.country for event in attack for who in event.actors}


def test_who_only_talks_with_somebody_holds_no_drill_against_him() -> None:
    text = "Turkey's minister phoned his Iranian counterpart. Iran began an air defence drill along its coast."
    assert [event.against for event in events(text, "MOBILIZE")] == [()]


def test_what_is_done_to_oneself_is_no_measure() -> None:
    assert events("Slovakia will confine itself to humanitarian help, the premier said.", "COERCE", "THREATEN") == []


def test_trying_to_win_support_is_no_trial() -> None:
    assert events("Haiti's premier is trying to win support for a police force.", "SANCTION") == []


def test_a_time_is_no_object() -> None:
    text = "France will deliver radars and missiles to Armenia under a contract signed last October."
    assert [event.modality for event in events(text, "AID")] == ["future"]


def test_bombers_of_a_state_fly() -> None:
    found = events("Russian bombers flew over the Baltic Sea on Monday, Finland said.", "MOBILIZE")
    assert [(who.country, who.sector) for event in found for who in event.actors] == [("RUS", "GOV")]


def test_missiles_sent_to_a_friend_are_not_fired() -> None:
    text = "North Korea sent Moscow ballistic missiles in exchange for oil."
    assert parties(text, "AID") == (["PRK"], ["RUS"])
    assert not events(text, "ASSAULT")


def test_where_a_report_was_filed_attacked_nobody() -> None:
    title = "Seoul: 1,100 North Koreans killed or wounded"
    found = read("SEOUL (Meridian) — About 1,100 North Korean soldiers have been killed in the war.", title).events
    assert "KOR" not in {who.country for event in found if event.type == "ASSAULT" for who in event.actors}


def test_whose_capital_talks_are_held_in_has_no_part_in_them() -> None:
    text = "Chad's government and its rebels have been negotiating in the Qatari capital, Doha, for a week."
    assert set(parties(text, "CONSULT")[0]) == {"TCD"}


def test_leaders_of_a_continent_are_of_no_country_that_the_text_names() -> None:
    assert parties("African leaders agreed to send jets to Mali.", "AGREE")[0] == [None]
    assert parties("European leaders agreed to send jets to Ukraine.", "AGREE")[0] == ["EUR"]


def test_each_side_accuses_the_other() -> None:
    text = "Each side accuses the other of attacking a border post."
    both = ["PAK", "AFG"]
    assert parties(text, "ACCUSE", "Pakistani and Afghan troops clash") == (both, both)


def test_who_holds_a_place_that_is_attacked_does_not_attack_it() -> None:
    assert parties("The Malian army camp attack on Monday killed nine soldiers.", "ASSAULT")[0] == []


def test_those_who_were_killed_fighting_somebody_were_killed_by_them() -> None:
    assert parties("", "ASSAULT", "Seven Kenyan soldiers killed fighting al-Shabaab") == (["SOM"], ["KEN"])


def test_an_envoy_is_summoned_whatever_it_is_over() -> None:
    assert parties("", "REQUEST", "India summons Canadian envoy over killing of activists") == (["IND"], ["CAN"])


def test_what_a_group_is_linked_to_does_not_act_for_it() -> None:
    text = "The al-Qaeda-affiliated group known as JNIM claimed responsibility for an attack on a base in Mali."
    assert parties(text, "STATEMENT")[0] == ["MLI"]


def test_former_soviet_republics_are_not_russia() -> None:
    text = "Troops clashed on the border of the former Soviet republics of Kyrgyzstan and Tajikistan."
    assert "RUS" not in parties(text, "ASSAULT")[0]


@pytest.mark.parametrize(
    "text",
    [
        "A drone struck a rebel depot in Syria.",
        "A drone hit the car of a militia leader in Yemen.",
        "Explosive drones struck the gang's base in Haiti.",
    ],
)
def test_those_whose_house_is_struck_are_struck(text: str) -> None:
    (event,) = events(text, "ASSAULT")
    assert [actor.sector for actor in event.recipients] == ["REB"]


def test_air_defences_are_of_those_who_were_fired_at() -> None:
    fired = "Chad fired nine missiles at Niger's capital overnight."
    shot_down = events(f"{fired} Air defences shot down seven of them.", "ASSAULT")[-1]
    assert [actor.country for actor in (*shot_down.actors, *shot_down.recipients)] == ["NER", "TCD"]


def test_who_made_the_weapons_suffers_nothing() -> None:
    text = "Kenya shelled the town in reply to strikes with Swedish and British missiles on military depots in Nairobi."
    assert all(r.country not in {"GBR", "SWE"} for event in events(text) for r in (*event.actors, *event.recipients))


def test_forces_are_not_against_either_of_two_with_something_between_them() -> None:
    text = "Turkey put its troops on alert after a pipeline between Armenia and Georgia was blown up."
    assert not events(text, "MOBILIZE")[0].against


def test_the_men_that_one_sends_and_another_carries_are_against_neither() -> None:
    text = "Chad has sent 900 soldiers to Mali. Malian ships carried the men from ports near Ndjamena to Gao."
    assert not events(text, "MOBILIZE")[-1].against


def test_an_office_that_tells_of_a_fight_is_far_from_it() -> None:
    actors, recipients = parties("Malian and Chadian troops were fighting near Gao, the Pentagon said.", "ASSAULT")
    assert "USA" not in actors + recipients


def test_who_tells_reporters_is_named_before_it_with_an_office_behind_the_name() -> None:
    (event,) = events("Malian troops moved closer to Chad, Farah Dakhlallah, a spokeswoman for NATO, told reporters.")
    assert [actor.country for actor in event.recipients] == ["TCD"]


def test_a_war_kills_by_both_sides() -> None:
    text = "A truce between Israel and Hezbollah ended a war that has killed 3,000 people in Lebanon."
    assert not events(text, "ASSAULT")[0].actors


def test_what_a_pact_binds_to_is_no_deed() -> None:
    text = "Mali and Chad signed a pact. It obliges each of them to provide weapons to the other."
    (event,) = events(text, "AID")
    assert (event.modality, {actor.country for actor in event.actors}) == ("hypothetical", {"MLI", "TCD"})


@pytest.mark.parametrize(
    "speaker", ["the alliance's chief, Mark Rutte", "NATO's chief, Mark Rutte", "Mark Rutte, its chief"]
)
def test_who_says_it_is_not_to_whom_it_is_done(speaker: str) -> None:
    (event,) = events(f"North Korea has sent 9,000 soldiers to Russia, {speaker}, said on Monday.")
    assert [actor.country for actor in event.recipients] == ["RUS"]


@pytest.mark.parametrize("told", ["The two sides clashed on Monday.", "Both sides met on Monday."])
def test_makers_of_weapons_are_not_the_two_of_whom_a_text_tells(told: str) -> None:
    text = f"Strikes with Swedish and British missiles hit depots near Nairobi in Kenya. {told}"
    assert all(actor.country not in {"GBR", "SWE"} for event in events(text) for actor in event.actors)


def test_the_two_governments_are_the_two_that_the_text_is_about() -> None:
    text = (
        "Chad accused Sudan of shelling a village. Sudan denied it and massed troops. The UN appealed for calm. "
        "Kenya asked its citizens to leave. Talks between the two governments broke down last month."
    )
    assert [actor.country for actor in events(text, "SANCTION")[-1].actors] == ["TCD", "SDN"]


def test_the_group_is_the_only_one_that_the_text_has_named() -> None:
    text = (
        "Al Shabaab attacked a base in Somalia. Kenya condemned the raid. The UN mission appealed for calm. "
        "Italy sent aid. The group has killed 400 soldiers this year."
    )
    assert [actor.name for actor in events(text, "ASSAULT")[-1].actors] == ["al-Shabaab"]


@pytest.mark.parametrize("some", ["Many", "Some", "A few", "At least a dozen"])
def test_some_are_of_those_spoken_of(some: str) -> None:
    text = f"Students rallied in Nairobi. {some} were arrested by police."
    assert [actor.country for actor in events(text, "COERCE")[-1].recipients] == ["KEN"]


def test_the_two_navies_are_of_the_two_that_the_text_is_about() -> None:
    text = (
        "The Philippines summoned the Chinese ambassador after China's coast guard rammed a boat. Manila accused "
        "Beijing of piracy. Vietnam, which has a dispute with Beijing, called for restraint. In May the two navies had "
        "agreed to set up a hotline."
    )
    assert {actor.country for actor in events(text, "AGREE")[-1].actors} == {"PHL", "CHN"}


def test_whoever_reports_jamming_or_was_spoken_of_before_does_none() -> None:
    text = "Estonia blamed Russia for an attack on a cable. France sent a ship. Latvia reported GPS jamming."
    assert [actor.country for actor in events(text, "COERCE")[-1].actors] == ["RUS"]


def test_a_ministry_tells_of_its_own_air_defences() -> None:
    text = (
        "Ukrainian drones set a refinery in Saratov ablaze, a day after a Russian missile killed 12 people in Dnipro. "
        "Russia's defence ministry said its air defences had destroyed 47 drones."
    )
    (event,) = (one for one in events(text, "ASSAULT") if one.trigger.text == "destroyed")
    assert [actor.country for actor in event.actors] == ["RUS"]
    assert [actor.country for actor in event.recipients] == ["UKR"]


def test_whoever_seizes_a_ship_did_not_do_what_the_ship_did() -> None:
    assert parties("Sweden seized a ship suspected of cutting a cable.", "ASSAULT")[0] == []


def test_no_states_send_troops_to_their_own_land() -> None:
    assert parties("Western states will send soldiers to Ukraine.", "MOBILIZE") == ([None], ["UKR"])


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Modi met the generals after the Kashmir attack killed 26 men.", ([], ["IND"])),
        ("Damascus strike kills nine", ([], ["SYR"])),
        ("Moscow drone attack on Odesa kills two", (["RUS"], ["UKR"])),
        ("Gaza rocket attack kills one in Israel", (["PSE"], ["ISR"])),
    ],
)
def test_the_bare_name_of_a_place_tells_where_an_attack_was_unless_another_is_struck(
    text: str, sides: tuple[list[str], list[str]]
) -> None:
    assert parties(text, "ASSAULT") == sides


def test_whose_town_was_bombed_is_not_condemned_for_it() -> None:
    assert parties("World leaders condemned the Kabul bombing.", "ACCUSE")[1] == []


def test_whose_forces_somebody_speaks_of_are_his_own() -> None:
    text = "Ukraine accused Russia of shelling Kherson and said its troops had returned fire."
    (event,) = (one for one in events(text, "ASSAULT") if one.trigger.text == "returned fire")
    assert [actor.country for actor in event.actors] == ["UKR"]


def test_a_crossing_between_the_two_countries_is_closed_to_the_other() -> None:
    text = "Chad and Sudan traded fire. Chad closed the border between the two countries on Monday."
    assert parties(text, "COERCE") == (["TCD"], ["SDN"])


def test_where_a_drone_was_made_is_not_whose_it_is() -> None:
    text = "Pakistan brought down 25 drones of Israeli make that India had sent over Lahore."
    assert parties(text, "ASSAULT") == (["PAK"], ["IND"])


def test_whom_an_ultimatum_is_given_is_not_who_it_is_about() -> None:
    text = "West African leaders gave the junta in Niger one week to reinstate President Mohamed Bazoum."
    (event,) = events(text, "THREATEN")
    assert [actor.text for actor in event.recipients] == ["junta"]


def test_troops_that_are_withdrawn_from_a_country_are_not_its_own() -> None:
    (event,) = events("", "SANCTION", title="France to withdraw ambassador and troops from Niger")
    assert "MIL" not in {actor.sector for actor in event.recipients}


def test_a_military_intervention_is_not_yet_that_of_any_military() -> None:
    (event,) = events("Kenya warned against any foreign military intervention.", "STATEMENT")
    assert event.recipients == ()


def test_who_lies_beyond_a_border_did_not_do_what_happened_there() -> None:
    text = "Three Thai soldiers were injured by a landmine near the border with Cambodia."
    assert parties(text, "ASSAULT") == ([], ["THA"])
    drill = "Venezuela's president ordered 5,600 soldiers to take part in an exercise near the border with Guyana."
    assert parties(drill, "MOBILIZE")[0] == ["VEN"]


def test_a_province_named_for_the_south_is_not_of_south_korea() -> None:
    text = "The governor of South Kivu said that Congolese soldiers had attacked the rebels."
    assert {event.attribution.source.country for event in events(text) if event.attribution.source} == {"COD"}


def test_a_body_to_which_somebody_speaks_is_not_what_troops_move_against() -> None:
    text = "Congo's foreign minister told the UN Security Council that Rwandan troops had crossed the border."
    assert parties(text, "MOBILIZE") == (["RWA"], [])


@pytest.mark.parametrize(
    ("title", "type", "sides"),
    [
        ("Rubio says India, Pakistan agree to ceasefire", "RETREAT", ["IND", "PAK"]),
        ("Trump says Thailand, Cambodia to hold talks on ceasefire", "CONSULT", ["THA", "KHM"]),
        ("NATO says Turkey to send troops to Kosovo", "MOBILIZE", ["TUR"]),
        ("Hamas and Israel agree to Russian-brokered truce", "RETREAT", ["PSE", "ISR"]),
    ],
)
def test_headlines_leave_out_and_and_will(title: str, type: str, sides: list[str]) -> None:  # noqa: A002
    assert parties("", type, title)[0] == sides


def test_whose_cabinet_meets_meets_nobody_else() -> None:
    text = "Israel will respond to Iran's attack, its military chief said. The war cabinet met for the second time."
    assert parties(text, "CONSULT") == (["ISR"], ["ISR"])


def test_whoever_recalls_an_envoy_is_no_speaker_behind_a_comma() -> None:
    found = events("", "SANCTION", title="Mali expels French envoy, recalls ambassador")
    assert {actor.country for event in found for actor in event.actors} == {"MLI"}


def test_the_guards_are_irans_where_only_its_drones_were_named() -> None:
    text = "Britain shot at Iranian drones. A commander of the Guards said that Iran might review its nuclear doctrine."
    [event] = events(text, "STATEMENT")
    assert event.attribution.source is not None
    assert event.attribution.source.country == "IRN"


def test_officers_are_those_of_whom_the_text_tells() -> None:
    (event,) = events("Soldiers seized power in Guinea. The officers accused the president of weakness.", "ACCUSE")
    assert event.actors[0].sector == "MIL"
    (event,) = events("Police in Lagos shot two men. The officers accused them of theft.", "ACCUSE")
    assert event.actors[0].sector == "POL"


def test_who_drills_with_somebody_does_so_with_nobody_named_behind() -> None:
    text = "The US conducted military exercises with Guyana in response to Venezuela's actions."
    assert parties(text, "COOPERATE")[0] == ["USA", "GUY"]


def test_who_tells_of_drones_that_are_nobodys_did_not_send_them() -> None:
    assert parties("The Indian army said drones struck three of its posts.", "ASSAULT") == ([], ["IND"])
    assert parties("The Israeli army said its drones struck three depots in Lebanon.", "ASSAULT")[0] == ["ISR"]


def test_the_clocks_of_a_city_take_no_part() -> None:
    text = "Sudan's army announced a ceasefire at 12:00 (11:00 Moscow time) on Monday."
    assert parties(text, "RETREAT")[0] == ["SDN"]


def test_the_body_that_somebody_heads_is_not_his_name() -> None:
    (event,) = events("Iran's president met the chief of the Armenian Armed Forces General Staff.", "CONSULT")
    assert not any(actor.name for actor in event.actors)


def test_a_move_that_is_welcomed_pays_no_visit() -> None:
    assert [e.type for e in events("The move was welcomed by Israel, which said it was a first step.")] == ["SUPPORT"]


def test_behind_the_colon_of_a_headline_stands_who_will() -> None:
    assert parties("", "SANCTION", "Burundi: EU to sanction generals")[0] == ["EUR"]


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("Kosovo gained recognition from Peru and Chile.", "SUPPORT", (["PER", "CHL"], ["XKX"])),
        ("Kosovo's bid won the backing of Indonesia.", "SUPPORT", (["IDN"], ["XKX"])),
        ("Moldova was assured of Romania's support.", "SUPPORT", (["ROU"], ["MDA"])),
        ("Ties with Tehran were restored by Oman.", "SUPPORT", (["OMN", "IRN"], ["OMN", "IRN"])),
        ("Niger received military equipment from Italy.", "AID", (["ITA"], ["NER"])),
        ("The United States armed Syrian rebels with missiles.", "AID", (["USA"], ["SYR"])),
        ("Iran armed Houthi fighters with drones.", "AID", (["IRN"], ["YEM"])),
        ("Israel killed Hezbollah fighters in Lebanon.", "ASSAULT", (["ISR"], ["LBN"])),
        ("European officials condemned Belarus.", "ACCUSE", (["EUR"], ["BLR"])),
    ],
)
def test_who_gives_and_who_gets_is_told_apart(text: str, type_: str, expected: tuple[list[str], list[str]]) -> None:
    assert parties(text, type_) == expected


def test_rebels_come_up_against_whoever_is_helped() -> None:
    text = "Britain promised support to Sierra Leone's army as rebels closed in on Freetown."
    assert parties(text, "ASSAULT")[0] == ["SLE"]
    assert parties("Uganda sent troops to South Sudan as rebels advanced on Juba.", "ASSAULT")[0] == ["SSD"]


def test_protests_are_those_of_the_place_that_is_named_with_them() -> None:
    assert parties("Kuwait pledged a loan to Jordan after days of protests in Amman.", "PROTEST")[0] == ["JOR"]


def test_who_is_no_side_of_it_denies_nothing() -> None:
    (event,) = events("Syria has not cooperated with the inspectors, diplomats said.", "COOPERATE")
    assert event.modality == "negated"
    assert not events("Recruits of Iraq's army were trained by American forces, the Pentagon said.", "ACCUSE")


def test_forces_are_not_of_the_country_of_those_whom_they_free() -> None:
    assert parties("Commandos freed two Kenyan hostages in Somalia.", "RETREAT") == (["SOM"], ["KEN"])


def test_an_organisation_is_one_with_what_it_is_said_to_be() -> None:
    assert parties("The alliance NATO condemned the raid on Odesa.", "ACCUSE")[0] == ["NATO"]


@pytest.mark.parametrize("words", ["Unlike Norway", "Like the Dutch", "Instead of Norway"])
def test_whoever_is_compared_does_not_act(words: str) -> None:
    assert parties(f"{words}, Russia sent troops to Mali.", "MOBILIZE")[0] == ["RUS"]


def test_a_paper_does_not_tell_where_something_was() -> None:
    text = "Togo's army closed the roads. The premier was arrested at a post, according to a Lagos newspaper."
    (event,) = events(text, "COERCE")[-1:]
    assert event.place is None or event.place.country != "NGA"


def test_whoever_is_nobody_in_public_owns_no_army() -> None:
    text = "A singer was hurt in Dili. The army of Indonesia withdrew. The armed forces chief, General Wiranto, agreed."
    assert "TLS" not in {actor.country for event in events(text, "AGREE", "RETREAT") for actor in event.actors}


def test_an_alliance_that_meets_over_an_intrusion_has_not_intruded() -> None:
    assert parties("NATO will hold urgent talks after drones crossed into Latvia.", "MOBILIZE") == ([], ["LVA"])


def test_positions_of_a_people_are_those_of_its_fighters() -> None:
    assert parties("Turkish howitzers shelled Kurdish positions near Hasakah.", "ASSAULT") == (["TUR"], ["SYR"])


def test_who_answers_an_intrusion_has_not_intruded() -> None:
    text = "Seoul suspended the accord with Pyongyang after balloons with rubbish crossed the border."
    assert parties(text, "MOBILIZE")[0] == ["PRK"]


def test_to_whom_somebody_complains_is_not_of_whom() -> None:
    text = "Lebanon complained to the United Nations that Israel had shelled Tyre."
    assert parties(text, "ACCUSE") == (["LBN"], ["ISR"])
    assert parties(text, "ASSAULT") == (["ISR"], ["LBN"])


def test_who_brokers_a_truce_does_not_cease_to_fire() -> None:
    both = ["SDN", "TCD"]
    assert parties("Oman brokered a truce between Sudan and Chad.", "RETREAT") == (both, both)


def test_who_is_told_of_an_invasion_is_not_invaded() -> None:
    text = "Eritrea accused Ethiopia before the Security Council of preparing an invasion."
    assert parties(text, "ASSAULT") == (["ETH"], [])
