"""Acts of force and the moves that come before them, in the many words in which news tells them."""

import pytest

from tests.unit.coding.readings import events

_TOLD = [
    ("ASSAULT", "A policeman was felled by a sniper in Port-au-Prince, Haiti."),
    ("ASSAULT", "Soldiers loosed off volleys at youths in Kathmandu, Nepal."),
    ("ASSAULT", "Pakistani rangers resorted to unprovoked firing on Indian posts in Jammu."),
    ("ASSAULT", "Gunmen blasted a police patrol with assault rifles in Sinaloa, Mexico."),
    ("ASSAULT", "Masked men executed a lawyer outside her home in Honduras."),
    ("ASSAULT", "A soldier was knifed by a settler at a bus stop near Hebron."),
    ("ASSAULT", "Two officers were slashed with machetes in Kinshasa, Congo."),
    ("ASSAULT", "An attacker ploughed a lorry into a crowd in Nice, France."),
    ("ASSAULT", "Raiders with spears speared eleven villagers in Pakistan."),
    ("ASSAULT", "Police in Uganda bashed a candidate with rifle butts."),
    ("ASSAULT", "Security agents kicked and slapped reporters in Harare, Zimbabwe."),
    ("ASSAULT", "Police in Belarus gave the protesters a savage beating."),
    ("ASSAULT", "Soldiers in Myanmar burned detainees with cigarettes."),
    ("ASSAULT", "Officers in Bahrain hung prisoners by their wrists."),
    ("ASSAULT", "Captives were subjected to mock executions in Russia."),
    ("ASSAULT", "Peacekeepers sexually exploited children in Chad."),
    ("COERCE", "Ethiopia forcibly relocated thousands of herders to the lowlands."),
    ("COERCE", "Thousands of Crimean Tatars were forcibly resettled by the Soviet army."),
    ("ASSAULT", "Fighters kept Yazidi women as sex slaves in Iraq."),
    ("ASSAULT", "Bandits carted off 80 villagers in Zamfara, Nigeria."),
    ("ASSAULT", "Unidentified men picked up a student in Quetta, Pakistan."),
    ("ASSAULT", "A motorcycle packed with explosives blew up outside a police station in Cali, Colombia."),
    ("ASSAULT", "A homemade device exploded in front of the ministry of labour in Athens, Greece."),
    ("ASSAULT", "An improvised bomb tore apart an army lorry in Burkina Faso."),
    ("ASSAULT", "Israel conducted sorties against targets in Latakia, Syria."),
    ("ASSAULT", "A French bomber released its payload over Raqqa in Syria."),
    ("ASSAULT", "Russia peppered Odesa with Shahed drones."),
    ("ASSAULT", "A swarm of unmanned aircraft descended on a Syrian base."),
    ("ASSAULT", "North Korea lobbed artillery rounds at a South Korean island."),
    ("ASSAULT", "Russian howitzers pulverised Bakhmut in Ukraine."),
    ("ASSAULT", "Hamas showered Tel Aviv with rockets."),
    ("ASSAULT", "Ukraine swatted a Russian bomber out of the sky."),
    ("ASSAULT", "Militants fired RPGs at an army post in Mozambique."),
    ("ASSAULT", "Rebels trashed the mayor's office in Bangui, Central African Republic."),
    ("ASSAULT", "Saboteurs toppled two power pylons in Pakistan."),
    ("ASSAULT", "Soldiers reduced a Rohingya village to cinders in Myanmar."),
    ("ASSAULT", "Islamic State put 30 Ethiopian Christians to death in Libya."),
    ("ASSAULT", "Tribal feuding in Papua New Guinea left 26 people dead."),
    ("ASSAULT", "Paramilitaries rampaged through villages in Gezira, Sudan."),
    ("ASSAULT", "Ethiopian troops dealt a heavy blow to the militia in Amhara."),
    ("ASSAULT", "Iraqi forces smoked out militants from caves in Hamrin."),
    ("ASSAULT", "Government troops crushed a mutiny in Chad."),
    ("ASSAULT", "Government forces snatched back a town in northern Syria."),
    ("ASSAULT", "The Taliban rolled into Kabul."),
    ("ASSAULT", "The rival factions slugged it out in Tripoli, Libya."),
    ("ASSAULT", "A scuffle between Indian and Chinese soldiers left men hurt at Tawang."),
    ("ASSAULT", "Police tear-gassed pensioners in Buenos Aires, Argentina."),
    ("ASSAULT", "Police resorted to a lathi charge on farmers near Ambala in India."),
    ("ASSAULT", "Mounted police charged into the crowd in Brussels, Belgium."),
    ("ASSAULT", "Police set dogs on demonstrators in Freetown, Sierra Leone."),
    ("ASSAULT", "Syrian planes dropped sarin on Saraqeb."),
    ("ASSAULT", "Salvos of Grad rockets pelted Stepanakert from dusk to dawn."),
    ("ASSAULT", "British paratroops wrested Goose Green from the Argentines."),
    ("MOBILIZE", "A Russian frigate slipped through the Channel on Monday."),
    ("MOBILIZE", "Venezuela marched 5,000 men to the Guyanese border."),
    ("MOBILIZE", "An Iraqi brigade was hurried to Mosul."),
    ("MOBILIZE", "Armoured columns rumbled towards Tripoli in Libya."),
    ("MOBILIZE", "Ukraine lowered the age of call-up to 25."),
    ("MOBILIZE", "Egypt's army strengthened its contingent in Sinai."),
    ("MOBILIZE", "Iran flexed its military muscle with war games in the Gulf."),
    ("MOBILIZE", "Israel activated its Iron Dome batteries."),
    ("MOBILIZE", "South Korea fired a warning volley at a North Korean boat."),
    ("MOBILIZE", "Riot police ringed the parliament in Tbilisi, Georgia."),
    ("MOBILIZE", "Security was stepped up at airports in Indonesia."),
    ("MOBILIZE", "Police were out in strength in Harare, Zimbabwe."),
    ("MOBILIZE", "Venezuela enrolled civilians in its militia."),
    ("MOBILIZE", "Burkina Faso signed up 50,000 volunteers to fight jihadists."),
    ("MOBILIZE", "Russia recruited Cubans to fight in Ukraine."),
]
_MEANT_OTHERWISE = [
    "Serena Williams thrashed her opponent in Melbourne.",
    "The company was peppered with questions by analysts in New York.",
    "The guard stood guard over the crown jewels in London.",
    "A gardener uprooted an olive tree in Tuscany.",
    "The council pulled down two tower blocks in Glasgow.",
    "A lorry ploughed into a wall in Turin.",
    "A car ploughed into a crowd after its brakes failed in Kathmandu, Nepal.",
    "The rumour wreaked havoc in the bond market in London.",
    "Microsoft gobbled up a rival in California.",
    "The bank beefed up security on its web site in Sydney.",
    "Google strengthened its presence in Asia.",
    "The two candidates slugged it out in a televised debate in Ohio.",
    "Toyota took on Tesla in Norway.",
    "The party won back a seat in Manchester.",
    "A gas cylinder exploded in a kitchen in Cairo, hurting three.",
]


@pytest.mark.parametrize(("kind", "text"), [pytest.param(kind, text, id=text) for kind, text in _TOLD])
def test_an_act_of_force_is_read_in_whatever_words(kind: str, text: str) -> None:
    assert kind in {event.type for event in events(text) if event.sense is None}


@pytest.mark.parametrize("text", [pytest.param(text, id=text) for text in _MEANT_OTHERWISE])
def test_words_of_force_in_other_senses_make_no_act(text: str) -> None:
    assert [event.pattern for event in events(text, "ASSAULT", "MOBILIZE") if event.sense is None] == []


def test_a_term_holds_the_preposition_within_it() -> None:
    (event,) = events("A lorry packed with explosives blew up at a market in Mogadishu, Somalia.", "ASSAULT")
    assert event.mode == "explosives"
