"""Who does what to whom: subjects and objects, passives, pronouns, places, and sides that a clause leaves out."""

from datetime import UTC, datetime

import pytest

from tocsin.coding.coder import code
from tocsin.coding.reading import Event

PUBLISHED = datetime(2024, 11, 5, 9, 0, tzinfo=UTC)


def read(text: str, title: str = "") -> list[Event]:
    return list(code(title, text, PUBLISHED).events)


def act(text: str, trigger: str, title: str = "") -> Event:
    """The event whose trigger holds some words."""
    events = read(text, title)
    found = [event for event in events if trigger in event.trigger.text]
    assert found, [(event.type, event.trigger.text) for event in events]
    return found[0]


def sides(event: Event) -> tuple[set[str | None], set[str | None]]:
    return {actor.country for actor in event.actors}, {actor.country for actor in event.recipients}


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Russian missiles struck Kyiv overnight.", "struck", "RUS", "UKR"),
        ("Iran fired missiles at Israel.", "fired", "IRN", "ISR"),
        ("Kenya sent 400 police officers to Haiti.", "sent", "KEN", "HTI"),
        ("Germany has delivered 18 Leopard tanks to Ukraine.", "delivered", "DEU", "UKR"),
        ("The EU imposed sanctions on six Belarusian officials.", "imposed", "EUR", "BLR"),
        ("Ukraine asked NATO to deploy air defences.", "asked", "UKR", "NATO"),
        ("Libya's coast guard opened fire on an Italian fishing boat.", "fire", "LBY", "ITA"),
        ("Washington summoned the Chinese ambassador over the balloon.", "summoned", "USA", "CHN"),
        ("Venezuela massed troops on the border with Guyana.", "massed", "VEN", "GUY"),
    ],
)
def test_the_subject_acts_on_the_object_or_on_the_goal(text: str, trigger: str, actors: str, recipients: str) -> None:
    assert sides(act(text, trigger)) == ({actors}, {recipients})


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Two Russian diplomats were expelled by Norway on Tuesday.", "expelled", "NOR", "RUS"),
        ("Sanctions were imposed on Iran by the United States.", "imposed", "USA", "IRN"),
        ("Two Thai soldiers were killed by Cambodian artillery on Monday.", "killed", "KHM", "THA"),
        ("Thirteen Israeli hostages were released by Hamas on Friday.", "released", "PSE", "ISR"),
        ("The Chinese ambassador was summoned by Canada's foreign ministry.", "summoned", "CAN", "CHN"),
        ("Pakistani airspace was closed to Indian aircraft on Thursday.", "closed", "PAK", "IND"),
    ],
)
def test_a_passive_turns_the_sides_round(text: str, trigger: str, actors: str, recipients: str) -> None:
    assert sides(act(text, trigger)) == ({actors}, {recipients})


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("The deployment of 3,000 North Korean soldiers to Russia was confirmed by Seoul.", "deployment", "PRK", "RUS"),
        ("Seoul's warning to Pyongyang came after the launch.", "warning", "KOR", "PRK"),
        ("A missile strike by Israel on Damascus killed five people.", "missile strike", "ISR", "SYR"),
    ],
)
def test_a_noun_tells_its_sides_by_owners_and_prepositions(
    text: str, trigger: str, actors: str, recipients: str
) -> None:
    assert sides(act(text, trigger)) == ({actors}, {recipients})


def test_all_of_a_list_act() -> None:
    condemned = act("Spain, Ireland and Norway condemned Israel over the raid.", "condemned")
    assert sides(condemned) == ({"ESP", "IRL", "NOR"}, {"ISR"})


def test_they_stands_for_all_of_a_list() -> None:
    text = "On Monday London, Paris and Berlin said that they condemned Iran."
    assert sides(act(text, "condemned")) == ({"GBR", "FRA", "DEU"}, {"IRN"})


def test_those_who_agree_agree_with_each_other() -> None:
    assert sides(act("Japan and the Philippines signed a defence pact on Monday.", "signed")) == (
        {"JPN", "PHL"},
        {"JPN", "PHL"},
    )


def test_which_stands_for_the_nearest_name() -> None:
    text = "Washington imposed sanctions on Moscow, which called them illegal."
    assert sides(act(text, "called"))[0] == {"RUS"}


def test_pronouns_stand_for_whom_the_sentence_before_spoke_of() -> None:
    text = "China's foreign ministry accused Japan of provocation. It demanded an apology."
    assert sides(act(text, "demanded")) == ({"CHN"}, {"JPN"})


def test_a_role_that_was_owned_before_keeps_its_owner() -> None:
    text = (
        "Burkina Faso's junta expelled the French ambassador. Paris regretted the move. "
        "The junta has also asked French troops to leave."
    )
    assert sides(act(text, "asked")) == ({"BFA"}, {"FRA"})


def test_a_statement_is_made_to_nobody_whom_it_does_not_name() -> None:
    text = "Greece protested to Turkey after two jets flew over Rhodes. Ankara denied that its aircraft had been there."
    assert sides(act(text, "denied")) == ({"TUR"}, set())


def test_a_third_party_condemns_the_one_who_did_the_harm() -> None:
    text = "Russian missiles struck Kyiv overnight. Ukraine shot down ten of them. Japan condemned the attack."
    assert sides(act(text, "condemned")) == ({"JPN"}, {"RUS"})


def test_home_affairs_stay_at_home() -> None:
    assert sides(act("Police in Belgrade arrested 20 protesters.", "arrested")) == ({"SRB"}, {"SRB"})
    assert sides(act("Thousands marched in Tbilisi against the government.", "marched")) == ({"GEO"}, {"GEO"})


def test_both_sides_of_a_war_within_have_one_country() -> None:
    text = (
        "Mali's army clashed with Tuareg rebels in Mali's north. "
        "The rebels said they had captured a base. Mali's government denied it."
    )
    assert sides(act(text, "captured"))[1] == {"MLI"}


def test_an_opponent_that_only_the_text_around_tells_is_one_against_whom_forces_move() -> None:
    text = "Azerbaijan accused Armenia of shelling a village. Armenia mobilised reservists."
    mobilised = act(text, "mobilised")
    assert [actor.country for actor in mobilised.against] == ["AZE"]


def test_a_resignation_has_no_other_side() -> None:
    assert act("South Korea's defence minister resigned on Wednesday.", "resigned").recipients == ()


def test_a_threat_strikes_those_who_would_pay() -> None:
    text = "Iran vowed that Israel would pay dearly for the raid."
    events = [event for event in read(text) if event.type == "THREATEN"]
    assert events
    assert sides(events[0]) == ({"IRN"}, {"ISR"})


@pytest.mark.parametrize(
    ("text", "trigger", "number"),
    [
        ("Israel said Hezbollah had fired 40 rockets at Haifa.", "fired", 40),
        ("Up to 10,000 North Korean troops are expected to be sent to Russia by December.", "sent", 10000),
        ("The 180 missiles which Iran fired at Israel did little damage.", "fired", 180),
        ("Sudan's army said it had shot down a drone over Khartoum.", "shot down", 1),
        ("Ethiopian troops attacked a village in Somalia, killing 12 people.", "attacked", 12),
    ],
)
def test_an_act_takes_the_counts_of_its_clause(text: str, trigger: str, number: float) -> None:
    assert number in [quantity.best for quantity in act(text, trigger).quantities]


def test_a_speaker_vouches_for_an_act_of_words() -> None:
    accused = act("India's army accused Pakistan of shelling villages.", "accused")
    assert accused.attribution.source is not None
    assert accused.attribution.source.country == "IND"


def test_a_source_behind_what_it_says_is_cited() -> None:
    killed = act("Israeli air strikes killed 22 people in southern Lebanon, its health ministry said.", "air strikes")
    assert killed.attribution.source is not None
    assert killed.attribution.cue == "said"


def test_who_killed_is_kept_where_the_noun_tells_how() -> None:
    killed = act("Colombian guerrillas killed four policemen in a raid on Saturday.", "raid")
    assert sides(killed) == ({"COL"}, {"COL"})


def test_harm_told_again_is_by_those_who_did_it_before() -> None:
    text = "Russian troops shelled Ukrainian soldiers near Kyiv. The shelling of Kharkiv went on."
    assert sides(read(text)[-1]) == ({"RUS"}, {"UKR"})


def test_nobody_is_made_the_doer_of_an_unclaimed_killing() -> None:
    assert act("Gunmen shot dead a mayor in Mexico on Friday.", "shot dead").actors[0].country in (None, "MEX")
    assert not act("Six sailors were killed when a South Korean cargo ship hit a rock off Japan.", "killed").actors


def test_an_office_in_apposition_has_the_country_of_its_person() -> None:
    text = (
        "The Russian ambassador was called in by Kim Hong-kyun, the first vice-minister, who condemned the deployment."
    )
    assert "RUS" not in sides(act(text, "condemned"))[0]


def test_a_fight_without_named_sides_is_between_the_two_of_the_text() -> None:
    text = (
        "Armenia accused Azerbaijan of shelling its soldiers. Azerbaijani troops attacked Armenian positions. "
        "Heavy fighting raged around Nagorno-Karabakh."
    )
    assert sides(act(text, "fighting"))[0] == {"ARM", "AZE"}


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        (
            "Armenia and Azerbaijan exchanged fire. Georgia said it was worried. Russia urged both to show restraint.",
            "urged",
            "RUS",
            "ARM AZE",
        ),
        (
            "Serbia moved tanks towards Kosovo. NATO called on the two sides to step back.",
            "called on",
            "NATO",
            "SRB XKX",
        ),
        (
            "Kenya's president opened talks between Congo and Rwanda. The two leaders met for an hour.",
            "met",
            "COD RWA",
            "COD RWA",
        ),
        (
            "Pakistan's prime minister met his Indian counterpart in Samarkand. They agreed to restore full ties.",
            "agreed",
            "IND PAK",
            "IND PAK",
        ),
        ("Algeria shut its airspace to Moroccan planes. The kingdom protested.", "protested", "MAR", "DZA"),
        (
            "China's coast guard boarded a Taiwanese boat. The island's government demanded the crew's release.",
            "demanded",
            "TWN",
            "CHN",
        ),
        ("The General Assembly deplored Russia's aggression against Ukraine.", "deplored", "UNO", "RUS"),
        ("Turkey condemned the killing of a Syrian doctor by Israeli troops.", "condemned", "TUR", "ISR"),
        ("North Korean troops reached Kursk. Ukraine shelled them on Monday.", "shelled", "UKR", "PRK"),
        ("France summoned the Russian ambassador and expelled him.", "expelled", "FRA", "RUS"),
        ("Canada condemned the Syrian government and imposed sanctions on it.", "imposed", "CAN", "SYR"),
        ("Should Russia reward the North, South Korea would strike back at it.", "strike back at", "KOR", "RUS"),
    ],
)
def test_descriptions_stand_for_those_named_before(text: str, trigger: str, actors: str, recipients: str) -> None:
    assert sides(act(text, trigger)) == (set(actors.split()), set(recipients.split()))


def test_who_asks_for_a_meeting_asks_those_who_meet() -> None:
    text = "At the request of Chile and Peru the Security Council meets on Thursday over the shelling of Bolivia."
    assert sides(act(text, "request")) == ({"CHL", "PER"}, {"UNO"})


def test_a_body_of_states_meets_over_somebody_and_not_with_them() -> None:
    text = "North Korea fired a missile over Japan. China voiced concern. The Security Council will meet on Thursday."
    assert sides(act(text, "meet")) == ({"UNO"}, {"PRK"})


def test_a_text_of_one_country_stays_at_home() -> None:
    text = (
        "Nigeria's army lost nine men in Borno. The governor of Zamfara said he would pay no ransom. The kidnappers "
        "had demanded money. Schools in Kaduna are shut. Jets sold by the United States reached Abuja in July."
    )
    assert sides(act(text, "demanded")) == ({"NGA"}, {"NGA"})


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        (
            "Volodymyr Zelensky's offer got a reply from the Kremlin. Its spokesman accused Kyiv of lying.",
            "accused",
            "RUS",
            "UKR",
        ),
        (
            "Turkey landed troops in Tripoli. On Monday forces loyal to Khalifa Haftar attacked the Turkish base.",
            "attacked",
            "LBY",
            "TUR",
        ),
        (
            "Beijing told the Americans to stop arming Taiwan, which, a spokesman said, would lead to war.",
            "told",
            "CHN",
            "USA",
        ),
        (
            "Poland had been told by the EU to wait. The official, Josep Borrell, has since criticised Warsaw.",
            "criticised",
            "EUR",
            "POL",
        ),
        ("Residents of Goma accused the army of theft as Rwandan-backed rebels came.", "accused", "COD", "COD"),
        ("Police arrested a Russian spy in Oslo.", "arrested", "NOR", "RUS"),
        (
            "Mali said Niger had sent troops to Benin. The opposition in Bamako accused the government of lying.",
            "accused",
            "MLI",
            "MLI",
        ),
        ("The Burkinabe army killed at least 220 Malian herders in February.", "killed", "BFA", "MLI"),
        ("Turkey attacked Syrian villages; Iraqi troops moved north.", "attacked", "TUR", "SYR"),
        (
            "Kyiv's army said it was quiet. Two guided bombs fell on Kramatorsk; Russian gunners shelled Kherson.",
            "fell on",
            "RUS",
            "UKR",
        ),
    ],
)
def test_words_beside_tell_whose_somebody_is(text: str, trigger: str, actors: str, recipients: str) -> None:
    assert sides(act(text, trigger)) == ({actors}, {recipients})


def test_forces_that_are_only_counted_are_those_whose_dispatch_was_told() -> None:
    text = (
        "Seoul says North Korea sent soldiers to Russia. Its spy service told lawmakers that 3,000 troops had been "
        "deployed to Russia so far. About 10,000 are now there, against 3,000 in October."
    )
    found = [event for event in read(text) if event.type == "MOBILIZE"]
    assert len(found) == 4
    assert {actor.country for event in found for actor in event.actors} == {"PRK"}


def test_two_bombs_are_not_the_two() -> None:
    text = "Mali and Niger signed a pact. Two bombs exploded near Gao."
    assert sides(act(text, "exploded"))[0] != {"MLI", "NER"}


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        (
            "In the Congolese capital, crowds looted the Rwandan mission before police arrested twenty of them.",
            "arrested",
            "COD",
            "COD",
        ),
        ("France condemned the attack on Ukraine.", "condemned", "FRA", ""),
        ("Japan condemned the bombing of a mosque in Pakistan.", "condemned", "JPN", ""),
        ("Russian missiles struck Kyiv. France condemned the strike on Ukraine.", "condemned", "FRA", "RUS"),
        ("Turkey criticised human-rights abuses in Chad.", "criticised", "TUR", "TCD"),
        ("Finland's police boarded a tanker. Canada imposed sanctions on the shadow fleet.", "imposed", "CAN", ""),
        ("Russia attacked Ukraine again. Canada imposed sanctions on its banks.", "imposed", "CAN", "RUS"),
        ("Canada adopted sanctions in view of Russia's war of aggression against Ukraine.", "adopted", "CAN", "RUS"),
        ("Canada imposed sanctions over the attack on Ukraine by Russia.", "imposed", "CAN", "RUS"),
        ("The EU imposed sanctions on Iran for supplying drones to Russia.", "supplying", "IRN", "RUS"),
        ("Britain sanctioned six Iranian officials for killing protesters.", "killing", "IRN", "IRN"),
        ("A ceasefire between Israel and the Lebanese militia Hezbollah began.", "ceasefire", "ISR LBN", "ISR LBN"),
        ("Two car bombs went off in Goma. M23 seized Goma.", "seized", "COD", "COD"),
        ("State media in Pyongyang confirmed the launch.", "confirmed", "PRK", ""),
        ("Turkey condemned the crackdown by Chad on Libyans.", "condemned", "TUR", "TCD"),
        ("Israel bombed Gaza. Dozens of rockets were fired from the Gaza Strip on Monday.", "fired", "PSE", "ISR"),
        ("A rocket once again was fired from Lebanon into Israel.", "fired", "LBN", "ISR"),
        ("The UN chief condemned a terrorist attack in Quetta that killed nine people.", "killed", "PAK", "PAK"),
        (
            "Israel's army looks into a Palestinian man's death after a video showed him being shot in the back.",
            "shot in the back",
            "ISR",
            "PSE",
        ),
        (
            "UN observers confirmed 108 people were killed in Syria, the majority shot at point-blank range.",
            "shot at",
            "",
            "SYR",
        ),
        ("Police in Rome arrested a judge. The judge was released.", "released", "ITA", "ITA"),
        ("The Government of National Accord captured three cities west of Tripoli.", "captured", "LBY", "LBY"),
        ("Laos refused to free two pilots after Vietnam had scrambled a jet.", "refused", "LAO", "VNM"),
        ("Belarus's minister agreed with his Iranian counterpart to trade drones.", "agreed", "BLR", "IRN"),
        (
            "Japan protested over the launch. Rocket units have been put on alert, the state news agency KCNA said.",
            "put",
            "PRK",
            "JPN",
        ),
        (
            "Pyongyang accused its neighbour of sending drones over the capital. Seoul denied it.",
            "accused",
            "PRK",
            "KOR",
        ),
        (
            "Israeli armour reached the road through the Gaza Strip on Monday. The military bombed 600 targets.",
            "bombed",
            "ISR",
            "PSE",
        ),
        (
            "North Korea rules out talks. Two soldiers were killed in Russia's Kursk region, the South said on Monday.",
            "killed",
            "RUS",
            "PRK",
        ),
    ],
)
def test_whose_somebody_is_follows_from_where_and_from_whom_the_text_speaks(
    text: str, trigger: str, actors: str, recipients: str
) -> None:
    assert sides(act(text, trigger)) == (set(actors.split()), set(recipients.split()))


def test_what_was_taken_the_accused_took() -> None:
    text = "Manila's navy accused China's coast guard of piracy near the shoal. Seven rifles were taken."
    assert sides(act(text, "taken")) == ({"CHN"}, {"PHL"})


def test_the_dead_of_a_war_within_fell_to_its_other_side() -> None:
    text = (
        "Haiti's government declared a curfew after armed gangs stormed the prison in Port-au-Prince. "
        "A dozen bodies lay outside its walls, and 30 people were wounded in the attack."
    )
    killed = [event for event in read(text) if event.type == "ASSAULT"][-1]
    assert sides(killed)[0] == {"HTI"}


@pytest.mark.parametrize("three", ["The three", "All three juntas", "The three countries"])
def test_three_stand_for_those_listed_last(three: str) -> None:
    text = f"Mali, Niger and Burkina Faso left the court on Monday. {three} accused it of serving France."
    assert sides(act(text, "accused"))[0] == {"MLI", "NER", "BFA"}


def test_a_group_of_several_countries_is_of_the_one_whose_places_are_named() -> None:
    text = "JNIM fighters overran a post near Djibo on Monday."
    assert sides(act(text, "overran"))[0] == {"BFA"}


def test_what_is_declared_on_the_air_is_not_done_to_the_broadcaster() -> None:
    text = "Myanmar's military seized power before dawn. A state of emergency was proclaimed on army television."
    assert sides(act(text, "proclaimed")) == ({"MMR"}, set())


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Iran sent Hezbollah guided missiles in March.", "sent", "IRN", "LBN"),
        ("Slovenia scrapped with immediate effect a military agreement with Serbia.", "scrapped", "SVN", "SRB"),
        ("The US embassy in Amman urged Americans to leave Jordan.", "urged", "USA", "USA"),
        ("Eritrea and Ethiopia accused each other of arming rebels.", "accused", "ERI ETH", "ERI ETH"),
        ("Azerbaijan attacked Armenia. An Israeli-made missile hit a barracks near Yerevan.", "hit", "AZE", "ARM"),
        ("Congo's army fled as Rwandan troops shelled the outskirts of Goma.", "shelled", "RWA", "COD"),
        (
            "Seven people were killed when an Israeli strike hit a convoy in Deir al-Balah, officials said.",
            "killed",
            "ISR",
            "PSE",
        ),
        ("Britain imposed sanctions on a firm that helped Iran sell oil to China.", "imposed", "GBR", "IRN"),
        (
            "Russia deplored Estonia's decision. A Russian diplomat was given two days to leave, the embassy said.",
            "given",
            "EST",
            "RUS",
        ),
        (
            "Japan's ministry said it had seen 30 Chinese jets near the islands, 11 of which crossed the median line.",
            "crossed",
            "CHN",
            "JPN",
        ),
    ],
)
def test_what_stands_between_the_words_hides_nobody(text: str, trigger: str, actors: str, recipients: str) -> None:
    assert sides(act(text, trigger)) == (set(actors.split()), set(recipients.split()))


def test_each_of_several_things_that_are_declared_has_the_same_doer() -> None:
    text = "The government in Quito declared a state of emergency and a night curfew after gunmen attacked a prison."
    assert [actor.sector for actor in act(text, "curfew").actors] == ["GOV"]


def test_harm_that_names_nobody_befell_those_of_the_sentence_before() -> None:
    text = "Gunmen killed a police chief in Zahedan, Iranian state media said. Two bodyguards were wounded."
    wounded = act(text, "wounded")
    assert [actor.sector for actor in (*wounded.actors, *wounded.recipients)] == ["REB", "POL"]


def test_a_claim_is_made_to_those_who_were_struck() -> None:
    text = (
        "Gunmen killed a judge in Zahedan on Sunday, Iranian television said. They fled towards the Pakistani border. "
        "Jaish al-Adl later claimed the attack."
    )
    assert sides(act(text, "claimed"))[1] == {"IRN"}


def test_an_envoy_is_summoned_by_those_whom_the_deed_angered() -> None:
    text = (
        "An Israeli strike killed seven people in Gaza. The military said it was looking into it. Washington wanted "
        "answers, and Poland's foreign minister summoned the ambassador."
    )
    assert sides(act(text, "summoned")) == ({"POL"}, {"ISR"})


def test_nobody_works_with_the_one_that_threatens_him() -> None:
    text = (
        "Guyana accused Venezuela of massing troops at its border. Its vice-president said the country was working "
        "with its partners on its defence."
    )
    assert "VEN" not in sides(act(text, "working"))[1]


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Two senators urged President Joe Biden to send rockets to Ukraine.", "urged", "USA", "USA"),
        (
            "Mogadishu protested and threatened to send home up to 10,000 Ethiopian troops who fight al Shabaab.",
            "threatened",
            "SOM",
            "ETH",
        ),
        (
            "Azerbaijan blamed Iran for the attack. Iran's envoy was called in and a protest note was handed to him.",
            "handed",
            "AZE",
            "IRN",
        ),
        (
            "Ethiopia and Somalia agreed to end their feud. Turkey, which brokered the talks, was pleased.",
            "brokered",
            "TUR",
            "ETH SOM",
        ),
        (
            "Hezbollah fired rockets at Safed. Israel's army says jets hit the site from which the rockets were fired.",
            "were fired",
            "LBN",
            "ISR",
        ),
    ],
)
def test_who_is_turned_to_by_what_hangs_on_the_verb(text: str, trigger: str, actors: str, recipients: str) -> None:
    found = read(text)
    event = found[-1] if trigger == "were fired" else act(text, trigger)
    assert sides(event) == (set(actors.split()), set(recipients.split()))


def test_what_else_a_sentence_says_is_meant_for_the_same() -> None:
    text = (
        "Albania cut ties with Iran. Washington threatened Iran with more. Iran rejected Albania's charges and "
        "described the rupture as short-sighted."
    )
    assert sides(act(text, "described")) == ({"IRN"}, {"ALB"})


def test_number_ten_denies_nothing() -> None:
    assert act("No 10 said Britain would respond to any attack by Russia.", "respond").modality != "negated"


def test_a_role_in_a_headline_is_that_of_the_text_below() -> None:
    text = "A court in The Hague on Friday jailed three men who had plotted to kill an Iranian dissident for Tehran."
    assert sides(act(text, "jails", "Court jails three over Iranian plot"))[0] == {"NLD"}


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        ("Italy's defence minister summoned the Israeli ambassador.", "summoned", "ITA", "ISR"),
        ("Moscow pulled out of the grain deal, a step the White House condemned.", "pulled out", "RUS", ""),
        ("The spokesman for Iran's foreign ministry, Esmail Baghaei, condemned Israel.", "condemned", "IRN", "ISR"),
    ],
)
def test_subjects_are_found_whatever_stands_beside_them(text: str, trigger: str, actors: str, recipients: str) -> None:
    event = act(text, trigger)
    assert sides(event)[0] == {actors}
    assert not recipients or sides(event)[1] == {recipients}


def test_a_headline_that_names_one_side_has_the_other_of_the_text_below() -> None:
    text = "Brazil called its ambassador home from Israel on Monday after a quarrel over Gaza. Israel shrugged."
    assert sides(act(text, "recalls", "Brasilia recalls ambassador"))[1] == {"ISR"}


def test_those_who_fell_blame_nobody() -> None:
    blamed = act("Nine Malian soldiers died in an ambush blamed on jihadists.", "blamed")
    assert blamed.actors == ()
    assert [actor.sector for actor in blamed.recipients] == ["REB"]


@pytest.mark.parametrize(
    ("title", "trigger", "text", "actors", "recipients"),
    [
        (
            "Okello threatens Rwanda with war",
            "threatens",
            "Zorba Okello, Uganda's defence minister, spoke.",
            "UGA",
            "RWA",
        ),
        ("Kim signs pact with Russia", "signs", "North Korean leader Kim Jong Un has signed a pact.", "PRK", "RUS"),
    ],
)
def test_a_surname_in_a_headline_is_whom_the_text_below_introduces(
    title: str, trigger: str, text: str, actors: str, recipients: str
) -> None:
    event = act(text, trigger, title)
    assert actors in sides(event)[0]
    assert recipients in sides(event)[1]


def test_sanctions_of_which_a_text_has_told_are_those_of_whoever_imposed_them() -> None:
    text = "France put sanctions on two Iranian generals. They had met in Doha. The sanctions bar them from Paris."
    assert sides(act(text, "bar")) == ({"FRA"}, {"IRN"})


def test_states_that_nobody_names_are_not_the_one_that_the_text_speaks_of() -> None:
    assert sides(act("Russia shelled Kyiv. One hundred countries condemned the attack.", "condemned"))[0] == {None}
    talks = act("Iran attacked a tanker. Britain said it would hold talks with its allies.", "hold")
    assert "IRN" not in sides(talks)[0] | sides(talks)[1]
    talks = act(
        "North Korean troops are in Russia. NATO said consultations with partners would go on.", "consultations"
    )
    assert sides(talks) == ({"NATO"}, {"NATO"})


@pytest.mark.parametrize(
    "text",
    [
        "India and Pakistan accused each other of breaking the truce. One Indian soldier was killed in clashes.",
        "India bombed Pakistan. The two countries accused each other of breaking a truce. An Indian soldier was shot.",
    ],
)
def test_each_of_two_is_said_to_have_done_it_to_the_other(text: str) -> None:
    assert sides(act(text, "breaking")) == ({"IND", "PAK"}, {"IND", "PAK"})
    assert ({"PAK"}, {"IND"}) in [sides(event) for event in read(text)]


def test_an_attacker_of_whom_a_doctrine_speaks_is_none_of_its_own_state() -> None:
    text = (
        "President Vladimir Putin approved a doctrine by which Russia may use them if the attacker is helped by others."
    )
    assert sides(act(text, "lowers", "Putin lowers threshold for use of nuclear weapons")) == ({"RUS"}, set())


def test_a_place_before_an_office_is_not_who_holds_it() -> None:
    [condemned] = read("Speaking in Buenos Aires, the president condemned Chile.")
    assert (condemned.actors[0].country, condemned.actors[0].name) == ("ARG", None)


def test_somebody_whose_name_is_no_denies_nothing() -> None:
    assert act("The minister of defence, No Kwang Chol, sent soldiers to Russia.", "sent").modality == "actual"


def test_a_shadow_fleet_shadows_nobody() -> None:
    events = read("Russia fired on Kyiv. Two ships of the so-called shadow fleet were denied access to ports in Spain.")
    assert not [event for event in events if "shadow" in event.trigger.text]


def test_sanctions_on_somebody_are_not_on_those_who_impose_them() -> None:
    assert sides(act("The United States imposed sanctions on nine people.", "imposed")) == ({"USA"}, {None})


def test_somebody_of_whom_only_the_name_is_known_is_not_of_the_state_that_he_condemns() -> None:
    assert sides(act("", "condemns", "Traore condemns France")) == ({None}, {"FRA"})
    assert sides(act("", "Urges", "Israel Urges Sanctions on Iran"))[0] == {"ISR"}
    assert act("", "Kill", "Two Car Bombs Kill 10 Iraqis in Baghdad").actors == ()


def test_a_ship_that_a_museum_holds_is_not_seized() -> None:
    assert not [event for event in read("The museum holds two ships. Japan bombed them.") if event.mode == "seize"]
    assert [event for event in read("Iran holds two tankers.") if event.mode == "seize"]
