"""Words that spell an act and tell of none, beside those that do."""

import pytest

from tests.unit.coding.readings import events


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("REQUEST", "Holes in the fence were encouraging smuggling from Chad."),
        ("REQUEST", "Farmers had wanted to camp outside parliament in Paris."),
        ("REQUEST", "The premier, asked before the vote if he would resign, smiled."),
        ("REQUEST", "The president sought a third term in Guinea."),
        ("REQUEST", "The wounded were seeking treatment in Chad."),
        ("REQUEST", "Police were called for a brawl at a flat in Leeds."),
        ("REQUEST", "The boycott is part of a growing pressure campaign against Belarus."),
        ("SUPPORT", "Canada weighs rockets for Ukraine to defend itself against Russia."),
        ("ASSAULT", "The army of Sudan hopes to come back to the land it lost."),
        ("STATEMENT", "Officials denied two candidates a place on the ballot in Belarus."),
        ("RETREAT", "The ceasefire commission of Sudan met, and the ceasefire violations were counted."),
        ("SANCTION", "Sudan's army has until noon to end ceasefire breaches."),
        ("THREATEN", "A search is under way in Kenya to hunt down the attackers."),
        ("THREATEN", "The envoys of Japan came to discuss trade and security issues, with the North seen as a threat."),
        ("CONSULT", "The families were contacted by the kidnappers in Nigeria."),
        ("CONSULT", "An official of the French diplomatic mission in Niger was handed a note."),
        ("CONSULT", "Mourners gathered in Sanaa to bury the dead."),
        ("MOBILIZE", "The wounded marines were flown to a military hospital in Germany."),
        ("AID", "Iran showed missiles capable of reaching Israel."),
        ("STATEMENT", "Venezuela considers the region its own, and Exxon will explore for oil there."),
        ("STATEMENT", "The force is made up of 3,000 soldiers, the commander of Kenya's army said."),
        ("STATEMENT", "The spokesman of the Kremlin cautioned against making hasty assumptions."),
        ("THREATEN", "Caracas told Guyana to give up its erratic, threatening and risky conduct."),
        ("THREATEN", "So far the army of Sudan has given only a muted response."),
        ("THREATEN", "The ELN said that it would end the practice of kidnapping for ransom in Colombia."),
        ("SANCTION", "The planners of Devon threw out the proposal for 90 homes."),
        ("SUPPORT", "Two Chinese frigates stood by at some distance."),
        ("MOBILIZE", "A suicide bomber struck in Mogadishu. The bomber was heading towards the airport."),
        ("REQUEST", "A builder in Wales wanted to put up 90 homes on a field."),
        ("REQUEST", "At their dialogue, called the Blue Forum, the ministers of Oman and Kenya agreed to talk more."),
        ("PROTEST", "India and Oman staged a naval exercise on Monday in a demonstration of their ties."),
        ("ACCUSE", "Iran says it is enriching uranium solely for power stations."),
        ("ACCUSE", "Storm slams coast of Mozambique."),
        ("COERCE", "The freed hostages boarded a helicopter of the Red Cross in Colombia."),
        ("RETREAT", "The Kremlin dismissed the possibility of a truce with Ukraine."),
        ("RETREAT", "Poland thought of sending soldiers to Ukraine to uphold a potential ceasefire."),
        ("ASSAULT", "An officer of the Kenyan army died on Saturday aged 82."),
        ("ASSAULT", "The station in Kabul was attacked before, in a raid in 2016 that left 12 dead."),
        ("ASSAULT", "Cross-border attacks by militants will come up for discussion in Islamabad."),
    ],
)
def test_words_that_spell_an_act_may_tell_of_none(type_: str, text: str) -> None:
    assert not [event for event in events(text, type_) if event.modality in ("actual", "ongoing", "future")]


@pytest.mark.parametrize(
    ("type_", "modality", "text"),
    [
        ("REQUEST", "actual", "The Pentagon encouraged Japan to buy more missiles."),
        ("REQUEST", "actual", "Ukraine sought more air defence from its allies."),
        ("REQUEST", "actual", "The police of Turkey asked for help."),
        ("STATEMENT", "actual", "Iran denied that it had sent drones to Russia."),
        ("ASSAULT", "actual", "The rebels lost the town of Palma to the army of Mozambique."),
        ("ASSAULT", "considered", "The army of Sudan hopes to win back the land it lost."),
        ("ASSAULT", "actual", "Rights groups and protesters claim they're under attack by Libyan troops."),
        ("CONSULT", "actual", "Ministers of twelve states gathered in Doha for talks on Gaza."),
        ("CONSULT", "hypothetical", "Norway is under pressure to help in arranging talks between Sudan and the RSF."),
        ("PROTEST", "actual", "Demonstrators had gathered in Tbilisi in defiance of a ban."),
        ("COOPERATE", "considered", "Oman's minister met his Kenyan colleague to boost cooperation between the two."),
        ("ACCUSE", "actual", "The rebels left the talks to protest against an offensive by Sudan's army."),
        ("SANCTION", "actual", "The president of Norway ordered the expulsion of 12 Russian suspected spies."),
        ("MOBILIZE", "negated", "North Korea is banned from developing missiles."),
        ("MOBILIZE", "actual", "The wounded were taken to a hospital as 300 soldiers were flown to Niger."),
        ("MOBILIZE", "actual", "North Korea fired two missiles in an easterly direction toward Japan."),
        ("STATEMENT", "actual", "France considers a ban on arms exports to Niger."),
        ("SANCTION", "actual", "Chad threw out the ambassador of Germany."),
        ("ASSAULT", "actual", "A suicide bomber struck in Mogadishu. The bomber had targeted a convoy of soldiers."),
        ("ASSAULT", "actual", "Iran launched missile and drone attacks on Israel over the weekend."),
        ("ACCUSE", "actual", "Vietnam has presented a strongly-worded protest to China over its use of a patrol boat."),
        ("PROTEST", "ongoing", "Spanish truck drivers continued their blockade of the border with France on Monday."),
        ("MOBILIZE", "ongoing", "The drills of Chile's navy are being conducted for the first time in six months."),
        ("AGREE", "considered", "Talks between Sudan and the RSF have been held in Jeddah to reach an agreement."),
        ("CONSULT", "actual", "Japan's defence minister is on a three-day visit to Oman."),
        ("MOBILIZE", "actual", "About 20 commandos were airdropped in Kashmir to find the gunmen."),
    ],
)
def test_words_beside_them_tell_of_it(type_: str, modality: str, text: str) -> None:
    assert modality in [event.modality for event in events(text, type_)]


def test_what_an_outlet_headlines_as_to_come_is_no_sanction_that_it_answers() -> None:
    (event,) = events("", "SANCTION", title="Moscow to Expel Five Polish Diplomats Over EU Sanctions")
    assert (event.mode, event.modality, event.actors[0].country) == ("expel", "future", "RUS")
