"""Events: who did what to whom, and how sure, in sentences of our own."""

import pytest

from tests.unit.coding.readings import events, read, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korea has sent 1,500 soldiers to Russia.", ("MOBILIZE", "actual", "PRK")),
        ("North Korea will send 1,500 soldiers to Russia.", ("MOBILIZE", "future", "PRK")),
        ("Germany is considering sending missiles to Ukraine.", ("STATEMENT", "actual", "DEU")),
        ("France condemned the shelling of the port.", ("ACCUSE", "actual", "FRA")),
        ("Iran refused to withdraw its ships.", ("REJECT", "actual", "IRN")),
        ("Turkey urged Greece to resume talks.", ("REQUEST", "actual", "TUR")),
        ("India and Pakistan signed a defence pact.", ("AGREE", "actual", "IND+PAK")),
        ("Israel threatened to strike Iran.", ("THREATEN", "actual", "ISR")),
        ("The European Union imposed sanctions on Belarus.", ("SANCTION", "actual", "EUR")),
        ("Russian troops attacked a village in Ukraine.", ("ASSAULT", "actual", "RUS")),
        ("Egypt freed nine prisoners.", ("RETREAT", "actual", "EGY")),
    ],
)
def test_a_plain_sentence_tells_its_act(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


def test_what_is_weighed_is_an_event_of_its_own() -> None:
    weighed = {(event.type, event.modality) for event in events("Germany is considering sending missiles to Ukraine.")}
    assert ("AID", "considered") in weighed


def test_a_denial_keeps_what_it_denies() -> None:
    both = {(event.type, event.stance) for event in events("Serbia denied that it had sent soldiers to Kosovo.")}
    assert ("STATEMENT", "denies") in both
    assert ("MOBILIZE", "denies") in both


def test_the_passive_names_doer_and_sufferer() -> None:
    (event,) = events("Two Indian soldiers were killed by Pakistani gunners.", "ASSAULT")
    assert [actor.country for actor in event.actors] == ["PAK"]
    assert [actor.country for actor in event.recipients] == ["IND"]


def test_every_target_of_a_list_is_kept() -> None:
    (event,) = events("Russia accused Britain, France and Germany of meddling.", "ACCUSE")
    assert [actor.country for actor in event.recipients] == ["GBR", "FRA", "DEU"]


def test_a_condition_reaches_its_main_clause() -> None:
    found = {event.type: event.modality for event in events("If the talks fail, Turkey will invade Syria.")}
    assert found["ASSAULT"] == "conditional"


def test_a_refusal_to_come_is_no_deed() -> None:
    assert ("REJECT", "actual", "POL") in told("Poland said it would not send soldiers to Ukraine.")


def test_a_demand_tells_what_it_demands() -> None:
    found = events("China urged Japan to withdraw its warships.")
    assert [(event.type, event.mode) for event in found] == [("REQUEST", "yield")]


@pytest.mark.parametrize(
    "text",
    [
        "The deployment remains a matter of debate.",
        "Nine people were killed when a bus crashed near Rome.",
        "The quake killed forty people in Nepal.",
        "The coach asked whether the strike would end.",
    ],
)
def test_no_event_of_force_where_none_is_told(text: str) -> None:
    assert not events(text, "ASSAULT", "MOBILIZE")


@pytest.mark.parametrize(
    "text",
    [
        "More than 40,000 people have fled to Uganda since fighting resumed around Bunagana in Congo.",
        "There was fighting on three fronts in Libya, a rebel said.",
        "The bodies of nine soldiers were found near Goma, their hands tied.",
        "The governor's refusal to quit sparks heavy fighting in Sudan.",
        "Drones strike a refinery in Saudi Arabia, halving its output.",
        "Mortar rounds land in the Old City of Damascus.",
        "Villages in Myanmar are burnt to the ground as soldiers sweep the hills.",
        "Observers of the United Nations were shot at near Hama.",
        "The deputy governor of Kirkuk escapes an assassination attempt.",
        "Artillery duels continue around Donetsk airport.",
        "Four aid workers are killed when their convoy is caught in crossfire near Malakal.",
        "A Red Cross convoy is attacked near Aleppo.",
    ],
)
def test_fighting_told_in_passing_is_told(text: str) -> None:
    assert [event for event in events(text, "ASSAULT") if event.sense is None and event.modality != "negated"]


def test_a_truce_that_fell_apart_is_none() -> None:
    (event,) = events("A truce brokered by Egypt fell apart on Sunday.", "RETREAT")
    assert event.modality == "negated"


def test_those_killed_in_clashes_do_not_clash() -> None:
    (event,) = events("At least 25 people were killed in clashes in Suez.", "ASSAULT")
    assert not event.actors


def test_each_silent_trigger_says_why() -> None:
    reading = read("The quake killed forty people in Nepal.")
    assert [(silence.trigger.text, silence.reason) for silence in reading.silences] == [
        ("killed", "an accident or a force of nature, by nobody's hand")
    ]


def test_who_says_so_is_kept() -> None:
    (event,) = events("Seoul's spy agency said that North Korea had sent soldiers to Russia.", "MOBILIZE")
    assert event.attribution.source is not None
    assert event.attribution.source.country == "KOR"
    assert event.attribution.cue == "said"


def test_an_elided_number_is_an_expectation_of_its_own() -> None:
    found = events("North Korea has sent 3,000 soldiers to Russia, with up to 10,000 expected by December.", "MOBILIZE")
    assert [(event.modality, event.trigger.text) for event in found] == [("actual", "sent"), ("future", "expected")]


def test_a_subject_of_nobody_denies_its_verb() -> None:
    assert {event.modality for event in events("No missile was fired at Kyiv.", "ASSAULT")} <= {"negated"}


def test_a_question_is_no_request() -> None:
    assert not events("Asked whether soldiers would go to Mali, the minister smiled.", "REQUEST")


def test_a_verdict_is_not_the_deed_again() -> None:
    assert not events("A court in Paris found two Frenchmen guilty of murdering a guard.", "ASSAULT")


def test_more_is_of_what_was_sent_before() -> None:
    found = events("North Korea has sent 3,000 soldiers to Russia. Pyongyang is expected to send more.", "MOBILIZE")
    assert [event.modality for event in found] == ["actual", "future"]


def test_an_offer_of_silence_is_no_comment() -> None:
    assert ("STATEMENT", "actual", "USA+USA") in told("Neither the White House nor the Pentagon would comment.")


def test_technology_that_is_feared_to_be_passed_on_is_an_act_of_its_giver() -> None:
    (event,) = events("Officials in Tokyo fear that China may hand over missile technology to Iran.", "COOPERATE")
    assert [actor.country for actor in event.actors] == ["CHN"]
    assert (event.modality, event.certainty) == ("considered", "possible")


def test_arms_that_are_promised_are_to_come() -> None:
    (event,) = events("Norway promised to deliver missiles to Ukraine.", "AID")
    assert event.modality == "future"
    assert [actor.country for actor in event.recipients] == ["UKR"]


def test_getting_rid_of_weapons_is_no_supply() -> None:
    assert not events("The rebels in Colombia pledged to get rid of their weapons.", "AID")


def test_a_threat_is_told_whatever_stands_before_its_subject() -> None:
    text = "In a speech to the officers of the fleet the Russian president threatened to strike bases in Norway."
    (event,) = events(text, "THREATEN")
    assert (event.mode, event.actors[-1].country) == ("violence", "RUS")


def test_the_council_of_a_text_on_the_european_union_is_its() -> None:
    text = "The Council imposed sanctions on two Belarusian generals. They may not enter the European Union."
    assert ("SANCTION", "actual", "EUR") in told(text)


def test_a_council_is_the_one_that_is_named_before() -> None:
    text = "The Security Council met. The European Union waited. The Council condemned the shelling in Sudan."
    assert ("ACCUSE", "actual", "UNO") in told(text)


def test_an_agreement_on_a_contract_for_weapons_is_about_their_sale() -> None:
    (event,) = events("Poland and South Korea agreed to work for a contract for howitzers.", "AGREE")
    assert event.object == "arms-sale"


def test_a_defence_treaty_is_a_military_matter() -> None:
    (event,) = events("Egypt and Sudan signed a defence treaty.", "AGREE")
    assert "military" in event.contexts


@pytest.mark.parametrize(
    "text",
    [
        "The rocket was launched at about 6:30 a.m. from a site in northern Iran.",
        "The missile was fired at dawn from a base near Pyongyang.",
    ],
)
def test_an_hour_is_no_target(text: str) -> None:
    assert "weapon-hits" not in {event.pattern for event in events(text, "ASSAULT")}


def test_whoever_is_cited_does_what_is_done_by_saying_so() -> None:
    (event,) = events("The fire in the depot was the work of Iran, Israel's defence minister said.", "ACCUSE")
    assert [actor.country for actor in event.actors] == ["ISR"]
    assert [actor.country for actor in event.recipients] == ["IRN"]


def test_nobody_cited_says_nothing_by_saying() -> None:
    assert not events("The fire in the depot was the work of Iran.", "ACCUSE")


def test_a_speaker_set_off_within_a_threat_makes_it() -> None:
    (event,) = events("Any Turkish ship, one of Greece's admirals said, would be sunk.", "THREATEN")
    assert [actor.country for actor in event.actors] == ["GRC"]
    assert event.modality == "conditional"


def test_the_victims_word_that_nothing_came_is_no_denial() -> None:
    found = events("No missile was fired at Kyiv overnight, Ukraine's air force said.", "STATEMENT", "ASSAULT")
    assert [(event.type, event.modality) for event in found] == [("ASSAULT", "negated")]


@pytest.mark.parametrize(
    "text",
    [
        "A gas blast in a kitchen in Ohio injured three people.",
        "An explosion at a fireworks factory in Lisbon killed five people.",
        "A mine blast killed 60 coal workers in China.",
    ],
)
def test_what_explodes_by_accident_is_no_attack(text: str) -> None:
    assert events(text, "ASSAULT") == []


@pytest.mark.parametrize(
    "text",
    [
        "At least 40 people were killed as shells hit a market in Aleppo.",
        "Heavy fighting erupted in South Ossetia.",
        "Two engineers died in an ambush near Basra.",
        "More than 200 people were massacred in a village near Hama.",
        "Soldiers opened fire on mourners in Homs.",
    ],
)
def test_force_that_nobody_claims_is_an_attack(text: str) -> None:
    assert events(text, "ASSAULT")


@pytest.mark.parametrize(
    "text", ["Opinion polls suggest that most voters are for peace.", "Should the talks fail, Oslo would act, it said."]
)
def test_what_evidence_suggests_or_a_condition_supposes_is_no_request(text: str) -> None:
    assert events(text, "REQUEST") == []


def test_whoever_was_taken_is_let_go() -> None:
    (event,) = events("Rebels captured a doctor in May and released him on Friday.", "RETREAT")
    assert [actor.text for actor in event.recipients] == ["doctor"]


def test_what_somebody_plots_has_not_happened() -> None:
    (event,) = events("The two men plotted to bomb a market in Strasbourg.", "ASSAULT")
    assert event.modality == "considered"


def test_an_attack_that_was_thwarted_did_not_happen() -> None:
    (event,) = events("The security service has thwarted two major attacks.", "ASSAULT")
    assert event.modality == "negated"


@pytest.mark.parametrize("text", ["The army ended the siege of the town.", "Serbia lifted its blockade of the port."])
def test_what_is_ended_is_not_done(text: str) -> None:
    assert events(text, "COERCE") == []


@pytest.mark.parametrize(
    "text",
    [
        "Air strikes on Aleppo were suspended by Russia on Monday.",
        "The bombing of Yemen was stopped by Saudi Arabia.",
        "Rocket attacks on Israel have ended, Hamas said.",
        "Any attack on Iran was ruled out by the American president.",
        "An invasion of Taiwan was averted by the United States.",
    ],
)
def test_force_that_its_verb_ends_or_rules_out_is_told_as_none(text: str) -> None:
    assert [event.modality for event in events(text, "ASSAULT") if event.modality != "negated"] == []


def test_force_that_does_not_stop_goes_on() -> None:
    assert [event.modality for event in events("The bombing of Aleppo did not stop on Monday.", "ASSAULT")] == [
        "ongoing"
    ]


@pytest.mark.parametrize(
    ("title", "type_"),
    [
        ("Nepal sends troops to Lebanon", "MOBILIZE"),
        ("Hungary holds up aid for Ukraine", "REJECT"),
    ],
)
def test_a_headline_has_its_verb_in_the_present(title: str, type_: str) -> None:
    assert events("", type_, title=title)


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Ukraine was granted a loan by Japan.", ["JPN"], ["UKR"]),
        ("Japan promised food to Pakistan.", ["JPN"], ["PAK"]),
        ("The army of Niger was given shells.", [], ["NER"]),
    ],
)
def test_whoever_is_given_something_is_no_giver(text: str, actors: list[str], recipients: list[str]) -> None:
    (event,) = events(text, "AID")
    assert [actor.country for actor in event.actors] == actors
    assert [actor.country for actor in event.recipients] == recipients


def test_a_hunger_strike_is_no_strike_on_anybody() -> None:
    assert events("A hunger strike was begun by dissidents in Cuba on Monday.", "ASSAULT") == []


def test_a_mock_attack_is_a_drill() -> None:
    text = "China staged a mock attack on Taiwan on Monday."
    assert events(text, "ASSAULT") == []
    assert [event.object for event in events(text, "MOBILIZE")] == ["exercise"]


@pytest.mark.parametrize("kin", ["Syrians", "villagers"])
def test_a_participle_between_verb_and_people_only_describes_them(kin: str) -> None:
    assert told(f"Egypt freed jailed {kin} on Monday.") == {("RETREAT", "actual", "EGY")}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Thailand announced the lifting of martial law.", "CONCEDE"),
        ("The United States announced an end to sanctions on Sudan.", "CONCEDE"),
        ("Saudi Arabia announced the end of its blockade of Qatar.", "RETREAT"),
        ("Russia announced an end to air strikes on Idlib.", "RETREAT"),
    ],
)
def test_what_is_announced_to_end_is_not_done_again(text: str, type_: str) -> None:
    assert {event.type for event in events(text)} == {type_}


def test_a_strike_by_a_state_is_no_strike_of_workers() -> None:
    assert told("A strike by Israel on Beirut killed three people.") == {("ASSAULT", "actual", "ISR")}
    assert told("A strike by rail workers in France began on Monday.") == {("PROTEST", "actual", "FRA")}


def test_whose_troops_withdraw_is_theirs_not_of_the_place_that_they_leave() -> None:
    assert told("The pull-out of American troops from Niger began on Monday.") == {("RETREAT", "actual", "USA")}


def test_the_noun_that_a_word_of_force_only_describes_is_no_attack() -> None:
    assert events("The bombing trial opened in Madrid on Monday.", "ASSAULT") == []


def test_what_was_thwarted_did_not_happen_whoever_planned_it() -> None:
    (event,) = events("Kenyan spies thwarted two attacks planned by al-Shabaab on Nairobi.", "ASSAULT")
    assert event.modality == "negated"


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine captured two Russian soldiers, the first of Moscow's men to be taken alive in the war.",
        "Gunmen killed the mayor of Goma, the third official to be assassinated this year.",
    ],
)
def test_a_deed_that_only_ranks_those_it_was_done_to_is_told_once(text: str) -> None:
    assert len(events(text, "ASSAULT")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Rwanda pulled out of the camp after a three-day operation that left 11 dead.",
        "France condemned the bombing that killed nine people in Lahore.",
        "Some 30,000 Sudanese, victims of fresh attacks by militias in Darfur, fled to Chad.",
    ],
)
def test_a_deed_told_in_passing_is_told(text: str) -> None:
    assert any(event.modality == "actual" for event in events(text, "ASSAULT"))


def test_what_a_judge_deals_with_is_past() -> None:
    assert all(
        event.modality == "historical"
        for event in events("A court jailed five men for the bombing that killed nine people in Lahore.", "ASSAULT")
    )


def test_what_is_the_fourth_since_january_is_not_of_january() -> None:
    (event,) = events("A pipeline in Egypt was hit by the fourth bomb attack since January.", "ASSAULT")
    assert event.occurred.basis == "publication"


def test_no_newspaper_attacks() -> None:
    assert not [
        who
        for event in events("Near daily attacks by rebels on pipelines in Nigeria went on.", "ASSAULT")
        for who in event.actors
        if who.sector == "JRN"
    ]


@pytest.mark.parametrize(
    ("text", "about", "security"),
    [
        ("Chad quit the regional security pact.", "pact", True),
        ("Kenya and Uganda signed a ten-year security accord.", "pact", True),
        ("Kenya and Uganda signed an accord on fisheries.", "pact", False),
        ("Albania joined NATO.", "pact", True),
    ],
)
def test_a_pact_is_one_of_security_by_its_words_or_its_members(text: str, about: str, security: bool) -> None:
    event = next(event for event in events(text) if event.object == about)
    assert ("military" in event.contexts) == security


def test_a_bill_to_leave_a_treaty_weighs_leaving_it() -> None:
    (event,) = events("", "SANCTION", title="Tehran drafts bill to quit NPT")
    assert event.modality == "considered"


def test_a_truce_that_collapses_is_none() -> None:
    (event,) = events("", "RETREAT", title="Ceasefire collapses in Darfur")
    assert event.modality == "negated"


def test_leaders_who_talk_of_the_trouble_in_a_third_country_talk_of_security() -> None:
    (event,) = events("The French and British premiers will hold talks on the situation in Chad.", "CONSULT")
    assert "military" in event.contexts


def test_a_gas_pipeline_is_not_gassed() -> None:
    found = events("", "ASSAULT", title="Bomb damages gas pipeline in Baluchistan")
    assert "unconventional" not in [event.mode for event in found]


@pytest.mark.parametrize(
    "text",
    [
        "Ethiopia agreed to withdraw its soldiers from Badme.",
        "Kenya's cabinet approved a plan to pull its troops out of Somalia.",
        "The rebels agreed to free two hostages.",
    ],
)
def test_letting_go_is_told_beside_the_promise_of_it(text: str) -> None:
    assert [event.modality for event in events(text, "RETREAT")] == ["future"]


def test_those_held_hostage_hold_nobody() -> None:
    (event,) = events("Two Dutch nurses held hostage in Chad for a month are well, the minister said.", "ASSAULT")
    assert "NLD" not in [who.country for who in event.actors]


def test_an_armed_group_attacks_where_a_crowd_vandalises() -> None:
    (event,) = events("Somalia's Islamist group al-Shabaab on Sunday attacked a military base in Kenya.")
    assert event.type == "ASSAULT"


def test_what_is_claimed_is_known_through_what_describes_it() -> None:
    text = "The militants claimed responsibility for a suicide bombing in Lahore that killed up to 60 people."
    (event,) = events(text, "STATEMENT")
    assert event.object == "attack"


def test_deaths_in_a_contested_place_are_by_somebody() -> None:
    assert events("", "ASSAULT", title="At least nine killed in Gaza overnight")
    assert not events("", "ASSAULT", title="Avalanche kills five in Kashmir")


def test_where_a_council_sits_is_told_beside_what_it_does() -> None:
    (event,) = events("", "CONSULT", title="Security Council condemns Beslan siege at emergency session")
    assert event.mode == "multilateral"


def test_talks_among_six_are_peace_talks() -> None:
    (event,) = events("", "CONSULT", title="North Korea ready to return to six-party talks")
    assert event.object == "peace-talks"


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Niger's president signed a law suspending cooperation with the African Union.", "SANCTION"),
        ("Peru, which has 900 soldiers in Goma, is pulling some of them back, an officer said.", "RETREAT"),
        ("Senior commanders of Laos and Cambodia will talk again on 12 May.", "CONSULT"),
        ("Chile called Bolivia's decision a disastrous message.", "ACCUSE"),
    ],
)
def test_what_hangs_on_another_word_is_read(text: str, type_: str) -> None:
    assert events(text, type_)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The gang leader said that he would fight until the premier of Haiti resigned.", "hypothetical"),
        ("Until the premier of Haiti resigns, the gangs will not leave the port.", "hypothetical"),
        ("Rebels fought in Goma until Chad's army withdrew on Friday.", "actual"),
    ],
)
def test_what_ends_something_yet_to_be_has_not_come_about(text: str, modality: str) -> None:
    assert [event.modality for event in events(text, "RETREAT")] == [modality]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Kenya will lift its sanctions once the rebels free the judge.", "future"),
        ("Kenya will lift its sanctions as soon as the rebels free the judge.", "future"),
        ("Kenya will lift its sanctions when the rebels have freed the judge.", "future"),
        ("When the rebels free the judge, Kenya will lift its sanctions.", "future"),
        ("Kenya lifted its sanctions once the rebels had freed the judge.", "actual"),
        ("Kenya will lift its sanctions after the rebels freed the judge.", "actual"),
    ],
)
def test_what_is_to_come_first_is_yet_to_come(text: str, modality: str) -> None:
    (event,) = [event for event in events(text, "RETREAT") if event.mode == "release"]
    assert event.modality == modality


@pytest.mark.parametrize("whom", ["two surgeons", "a Finnish nurse", "three observers", "an engineer"])
def test_whoever_is_held_can_be_set_free(whom: str) -> None:
    (event,) = events(f"Gunmen in Chad set free {whom} on Friday.", "RETREAT")
    assert event.mode == "release"


@pytest.mark.parametrize(
    ("text", "threatens"),
    [
        ("Oman said it would punish the companies involved.", True),
        ("Chad would have no choice but to strike back, its army said.", True),
        ("The ministry said Norway would take further measures against Belarus.", True),
        ("The bank will take further measures to cut its costs.", False),
        ("Oman punished two companies.", False),
        ("The referee will punish late tackles.", False),
    ],
)
def test_what_a_state_will_do_to_others_is_a_threat(text: str, threatens: bool) -> None:
    assert bool(events(text, "THREATEN")) is threatens


@pytest.mark.parametrize(
    "text",
    [
        "The envoy accused Rwanda of arming the rebels.",
        "The prime minister told Rwanda to withdraw its soldiers.",
        "The foreign ministry summoned the Rwandan ambassador.",
        "The government rejected Rwanda's demand.",
        "An army spokesman condemned Rwanda's raid.",
    ],
)
def test_nobody_accuses_his_own_state_by_its_name(text: str) -> None:
    found = [event for event in events(text) if event.type in ("ACCUSE", "REQUEST", "REJECT")]
    assert [who.country for event in found for who in event.actors] == [None]
    assert {who.country for event in found for who in event.recipients} == {"RWA"}


def test_what_is_forced_is_no_force() -> None:
    assert not events("The junta used forced recruits to dig trenches.", "THREATEN")


def test_who_may_not_be_named_asks_for_nothing() -> None:
    text = "An officer, requesting anonymity as he was not authorised to speak to the press, said Israel shelled Tyre."
    assert [event.type for event in events(text)] == ["ASSAULT"]


def test_an_attack_and_what_it_did_are_quoted_together() -> None:
    (event,) = events("Four soldiers were killed in a raid on a Malian army post near Gao.", "ASSAULT")
    assert event.trigger.text == "killed in a raid"


def test_arms_sales_are_no_business_of_a_firm() -> None:
    text = (
        "China will impose sanctions on two executives of American firms, its foreign ministry said. The arms sales"
        " to Taiwan by the company undermine China's sovereignty, a spokesman said."
    )
    assert not [event for event in events(text) if event.pattern.startswith("business")]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels' gains sent the Congolese army fleeing.",
        "The dispute between Sudan's army and its rivals entered its second week.",
    ],
)
def test_what_drives_away_or_goes_on_sends_nobody(text: str) -> None:
    assert not [event for event in events(text, "MOBILIZE") if event.trigger.text in ("sent", "entered")]


def test_what_somebody_is_taken_for_is_not_weighed() -> None:
    assert not events("The ELN is considered a terrorist group by the United States.", "STATEMENT")


def test_militants_whom_israel_speaks_of_are_palestinian() -> None:
    text = "Israeli troops entered Nablus in the West Bank. The military said that its men had shot dead two gunmen."
    (event,) = events(text, "ASSAULT")
    assert [one.country for one in event.recipients] == ["PSE"]


def test_who_counts_the_killed_tells_that_they_were() -> None:
    found = events("Israel struck Tyre. Hezbollah announced the deaths of at least three of its fighters.", "ASSAULT")
    assert [[one.country for one in event.actors] for event in found] == [["ISR"], ["ISR"]]
    assert [one.country for one in found[1].recipients] == ["LBN"]
    assert not events("The deaths of 20 people in a bus crash shocked Peru.", "ASSAULT")
