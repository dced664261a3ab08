"""How a sentence may tell an act: by a clause that nothing leads, an aside, a quotation of one word, a day to come."""

import pytest

from tests.unit.coding.readings import told

_TOLD = [
    # A clause that describes the noun right before its subject.
    ("Rebels shelled a town the army retook in March.", ("ASSAULT", "historical", "?")),
    ("The missiles Iran fired at Israel on Tuesday damaged a base.", ("ASSAULT", "actual", "IRN")),
    ("An airfield the guerrillas captured in June was bombed by Ethiopian jets.", ("ASSAULT", "actual", "ETH")),
    ("The envoy visited a village militants burned last week in Burkina Faso.", ("ASSAULT", "actual", "BFA")),
    ("The soldiers the rebels captured in Goma were freed on Monday.", ("ASSAULT", "actual", "COD")),
    ("The sanctions Washington imposed in June have hurt Iran.", ("SANCTION", "actual", "USA")),
    ("Russia shelled the hospital its troops had captured.", ("ASSAULT", "actual", "RUS")),
    # What is set off behind who is only described.
    ("Pakistan, asked for troops by Riyadh, has still to decide.", ("REQUEST", "actual", "SAU")),
    ("Hungary, urged by Berlin to back sanctions, has refused.", ("REQUEST", "actual", "DEU")),
    # A quotation that leaves "it is" out.
    (
        'Kinshasa saw Rwandan troops in Goma. "Lies," replied the Rwandan foreign ministry.',
        ("STATEMENT", "actual", "RWA"),
    ),
    (
        "Rebels said France had bombed a village in Mali. “Utter nonsense”, shrugged France's army.",
        ("STATEMENT", "actual", "FRA"),
    ),
    (
        'Russian jets violated Estonian airspace. "Unacceptable," said Estonia\'s prime minister.',
        ("ACCUSE", "actual", "EST"),
    ),
    ('Venezuela\'s president dared Colombia to try: "It would be cause for war."', ("THREATEN", "actual", "VEN")),
    # An act in -ing of which something is said.
    ("Bombing Iran would be a mistake, said the French president.", ("ACCUSE", "actual", "FRA")),
    ("Killing farmers is a war crime, the Belgian minister said.", ("ACCUSE", "actual", "BEL")),
    # The present of what is set for a day.
    ("The presidents of Kenya and Uganda gather in Nairobi on Friday.", ("CONSULT", "future", "KEN+UGA")),
    ("Modi visits Kyiv on Friday.", ("CONSULT", "future", "IND")),
    ("The drill, which Russia and Belarus start on Friday, involves 12,000 men.", ("COOPERATE", "future", "BLR+RUS")),
    # Two clauses that a comma alone parts; a session at which somebody did something; a passive that gets something.
    ("Oslo will lend helicopters, Berlin thinks of sending jets to Poland.", ("STATEMENT", "actual", "DEU")),
    ("At an emergency session on Saturday evening the Security Council rebuked Chad.", ("CONSULT", "actual", "UNO")),
    ("The Colombian ambassador was handed his papers by Ecuador.", ("SANCTION", "actual", "ECU")),
    # What is left out, and whose it is.
    ("Rome sent tanks to Ukraine; Oslo will not send its own.", ("REJECT", "actual", "NOR")),
    ("The howitzers came from China, the Sudanese army said.", ("AID", "actual", "CHN")),
    ("Iran is leaving the International Atomic Energy Agency.", ("SANCTION", "actual", "IRN")),
    # A clause behind "after" whose subject has no article; a people between a participle and its noun.
    ("Israeli jets roared over Beirut after rockets hit Haifa.", ("MOBILIZE", "actual", "ISR")),
    ("Russian tanks rumbled toward the border of Georgia after shells hit a post.", ("MOBILIZE", "actual", "RUS")),
    ("Kenya's army drove out armed Somali rebels.", ("ASSAULT", "actual", "KEN")),
    ("China sank a Vietnamese fishing boat.", ("ASSAULT", "actual", "CHN")),
    ("Columns of Russian tanks headed towards the Chechen border as Moscow massed men.", ("MOBILIZE", "actual", "RUS")),
    # A programme that is begun is at work.
    ("Iran launched a programme to enrich uranium at Natanz.", ("MOBILIZE", "actual", "IRN")),
    # What is gone on with, ordered or announced is yet to come.
    ("Iran will go ahead with enriching uranium.", ("MOBILIZE", "future", "IRN")),
    ("Haftar announced an offensive on Tripoli that will begin on Friday.", ("ASSAULT", "future", "LBY")),
    ("An assault on Mekelle was ordered by Ethiopia and will start within days.", ("ASSAULT", "future", "ETH")),
    ("Kyiv expects an increase in Russian air strikes on Odesa.", ("ASSAULT", "future", "RUS")),
    ("The Pentagon discussed air strikes on bases in Iraq.", ("ASSAULT", "considered", "USA")),
    # A past that is a noun too, before a clause that tells when or why.
    ("Sweden cut aid to Niger after soldiers seized power.", ("SANCTION", "actual", "SWE")),
    ("Gazprom cut gas supplies to Moldova after Chisinau refused to pay.", ("COERCE", "actual", "RUS")),
    ("Chad turned to France for help as rebels advanced.", ("REQUEST", "actual", "TCD")),
    # Whom a participle tells what to do, and who does something else.
    ("Envoys sent by Kenya to mediate in Sudan urged both armies to stop.", ("REQUEST", "actual", "KEN")),
    ("Haitian farmers forced to leave their fields demanded compensation.", ("REQUEST", "actual", "HTI")),
    # A participle between an infinitive and its object describes it.
    ("Oman engaged in quiet diplomacy to free detained sailors in Yemen.", ("CONSULT", "actual", "OMN")),
    # A condition, and what will come of it.
    ("If warships enter, it will make the situation more complicated, China said.", ("STATEMENT", "actual", "CHN")),
    ("The army promised an inquiry into the shelling of a camp in Mali.", ("ACCUSE", "future", "MLI")),
    # Whose it is: behind a speaker set off, of two who each have something, by whose raid one died, how long it took.
    (
        "Turkey will help. Should his country be struck, the Iraqi envoy warned, it would use poison gas.",
        ("THREATEN", "conditional", "IRQ"),
    ),
    ("Dutch F-35s and Polish F-16s destroyed Russian drones.", ("ASSAULT", "actual", "NLD+POL")),
    ("Twenty people died in an Israeli air strike in Lebanon.", ("ASSAULT", "actual", "ISR")),
    ("It took Russia ten months to capture Bakhmut.", ("ASSAULT", "actual", "RUS")),
    ("The resolution would ban arms sales to Iran.", ("SANCTION", "future", "")),
    # What was never done is denied; what is done no longer is given up.
    ("Pyongyang has never sent arms to Moscow, an official said.", ("STATEMENT", "actual", "PRK")),
    ("Germany has not sent Taurus missiles to Ukraine.", ("AID", "negated", "DEU")),
    ("Washington no longer objects to strikes by its missiles inside Russia.", ("CONCEDE", "actual", "USA")),
    # Whoever speaks behind a comma ends a sentence, and its verb is no one's who waits for one.
    ("Israel owned up to the strike on the consulate, two officials said.", ("STATEMENT", "actual", "ISR")),
    # Who did it may be open, that it was done is not.
    ("It was not clear who fired the rockets at Irbil in Iraq.", ("ASSAULT", "actual", "")),
    ("Nobody knows who shelled the market in Donetsk.", ("ASSAULT", "actual", "")),
    ('The Kremlin\'s answer to the report of a raid came within the hour: "Rubbish."', ("STATEMENT", "actual", "RUS")),
    # Who denies does what stands behind in his own tense, not what he denies to do.
    ("Chad denied it had armed rebels and expelled two Libyan envoys.", ("SANCTION", "actual", "TCD")),
    ("Oman dismissed reports that its jets are bombing Yemen and recalled its envoy.", ("SANCTION", "actual", "OMN")),
    # The object stands behind to whom something is sent, or on whom it is laid.
    ("Iran has supplied to Sudan dozens of drones.", ("AID", "actual", "IRN")),
    ("Turkey delivered to the Somali navy two patrol boats and drones.", ("AID", "actual", "TUR")),
    ("Canada has imposed on Belarus new sanctions.", ("SANCTION", "actual", "CAN")),
    # To whom it is told is no doer of it.
    ("The minister told lawmakers Peru had expelled four Chilean diplomats.", ("SANCTION", "actual", "PER")),
    ("The general told the envoys the army had shelled a village in Chad.", ("ASSAULT", "actual", "TCD")),
    (
        "A spokesman told reporters his country will recall its envoy. He spoke for Egypt.",
        ("SANCTION", "future", "EGY"),
    ),
    # "He and …": the pronoun does it too.
    ("Erdogan said he and the Greek minister discussed the islands.", ("CONSULT", "actual", "GRC+TUR")),
    # A condition holds what would be said under it; what shows no sign is not there.
    ("War would end if Iraq announced that its army had left Kuwait.", ("RETREAT", "hypothetical", "IRQ")),
    ("The Sudanese army showed no sign it was pulling back its troops.", ("RETREAT", "negated", "SDN")),
    # What was meant at first has come to something else.
    ("The order is smaller than the 90 jets that Peru originally planned to buy.", ("AGREE", "historical", "PER")),
    ("Kenya was on the point of bombing a camp in Somalia.", ("ASSAULT", "future", "KEN")),
    # Whose refusal it is stands behind "of".
    ("Kenya is angry over the refusal of Somalia to accept a new border.", ("REJECT", "actual", "SOM")),
    # For decades: it only describes them.
    (
        "The claim came from Hezbollah, which has been at war with Israel for decades.",
        ("ASSAULT", "historical", "ISR+LBN"),
    ),
    ("Rebels have been shelling the town of Goma in Congo for two days.", ("ASSAULT", "ongoing", "COD")),
    # Who was freed was taken before.
    ("The Malian rebels freed two nuns a month after they were abducted.", ("ASSAULT", "historical", "")),
    ("The Malian rebels freed two nuns six hours after they were abducted.", ("ASSAULT", "actual", "")),
    # A session before what is done behind it; a briefing is a meeting.
    ("After an emergency session in New York, the Security Council rebuked Libya.", ("CONSULT", "actual", "UNO")),
    ("NATO envoys received a briefing from a Danish delegation.", ("CONSULT", "actual", "NATO")),
    # What is not yet decided is weighed.
    ("Germany has still to make up its mind about sending tanks to Ukraine.", ("STATEMENT", "actual", "DEU")),
    ("Norway has not decided whether to send jets to Ukraine.", ("STATEMENT", "actual", "NOR")),
    # Guns are fired, not tested; what is decried is condemned, not denied.
    ("Chilean soldiers fired their rifles at a crowd in Arica.", ("ASSAULT", "actual", "CHL")),
    ("Ghana decried the remarks made by a Togolese minister.", ("ACCUSE", "actual", "GHA")),
    ("Bulgaria blocked the opening of talks with Albania.", ("REJECT", "actual", "BGR")),
    ("Benin's opposition will restart protests against the president.", ("PROTEST", "future", "BEN")),
]
_SILENT = [
    ("The accord averted threatened Israeli air strikes.", "THREATEN"),
    ("The deal held, averting threatened American strikes.", "THREATEN"),
    ("There was no response from the rebels to the truce offer.", "RETREAT"),
    ("The minister blamed the fighting for the delay.", "ASSAULT"),
    ("The king spoke after days of charges over troop movements and alleged arms supplies.", "ACCUSE"),
    ("North Korea fired a missile into Japan's exclusive economic zone.", "ASSAULT"),
    ("Bombing Iran would be a mistake, said the French president.", "ASSAULT"),
    ("Mali has made up its mind about the base.", "STATEMENT"),
    ("Mali is adamant that Algeria armed the rebels.", "REJECT"),
    ("Killing farmers is a war crime, the Belgian minister said.", "ASSAULT"),
    ("The hostages Hamas took in October were found dead.", "AID"),
    ("Spain's defence minister said a firm no to sending tanks.", "AID"),
    ("When the insurrection began, Niger blamed Libya.", "COERCE"),
    ("Ghana said it would take charge of the peace force in Liberia.", "COERCE"),
    ("Hackers compromised the network of the Dutch ministry.", "AGREE"),
]


@pytest.mark.parametrize(("text", "event"), _TOLD)
def test_an_act_is_told_however_its_sentence_is_built(text: str, event: tuple[str, str, str]) -> None:
    assert event in told(text), told(text)


@pytest.mark.parametrize(("text", "type_"), _SILENT)
def test_what_a_sentence_only_speaks_of_is_not_told(text: str, type_: str) -> None:
    assert type_ not in {kind for kind, _, _ in told(text)}
