"""Acts of words, each said in one of the ways that reporters say it."""

import pytest

from tests.unit.coding.readings import events


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("REQUEST", "Brazil underscored the necessity for Venezuela to publish the results."),
        ("REQUEST", "The European Union turned up the heat on Belarus."),
        ("REQUEST", "Libya imposed new conditions on Egypt before reopening its border."),
        ("REQUEST", "Chadian families claimed damages from France."),
        ("REQUEST", "Four Cuban doctors took asylum in the Colombian embassy."),
        ("REQUEST", "Moldova reached out to Romania for ammunition."),
        ("REQUEST", "Iraq floated the idea of talks between Iran and the United States."),
        ("THREATEN", "The militia told oil workers to be gone from the delta by Friday or face attack."),
        ("REJECT", "Tehran slammed the door on talks with Washington."),
        ("REJECT", "The M23 scoffed at Congo's offer of an amnesty."),
        ("REJECT", "Ethiopia bristled at Egypt's demand for a binding deal on the dam."),
        ("ACCUSE", "Ukraine laid the blame for the dam's collapse on Russia."),
        ("ACCUSE", "The ambassador was given a dressing-down over the leaked cables by Turkey's foreign ministry."),
        ("STATEMENT", "Jordan's king sees three civil wars looming in the region."),
        ("STATEMENT", "Baku dismissed as fanciful a report that its jets had flown over Armenia."),
        ("STATEMENT", "Kenya advised its citizens against all travel to Somalia."),
        ("THREATEN", "Turkey warned that its patience with Syria was wearing thin."),
        ("REQUEST", "Moldova has put out an urgent appeal for gas to Romania."),
        ("REJECT", "Bolivia scoffed at Chile's offer of a corridor to the sea."),
        ("REJECT", "The junta in Niger slammed the door on mediation by Algeria."),
        ("REJECT", "Sri Lanka threw out Norway's plea for a ceasefire."),
        ("STATEMENT", "Iraq fretted aloud that the war in Syria could leak across every border."),
        ("STATEMENT", "Any notion of an attack was flatly excluded by Syria's foreign ministry."),
        ("STATEMENT", "Pakistan has still to make up its mind."),
        ("SUPPORT", "Turkey's president said Ukraine deserves to be in NATO."),
        ("ACCUSE", "The court ruled that the Dutch government broke the law when it sold jets to Israel."),
        ("COERCE", "Every crossing to Belarus shuts on Thursday because of the war games, Poland said."),
        ("AID", "The shells will be part of a large package for Ukraine."),
        ("AID", "Morocco took possession of its first six Apache helicopters."),
        ("STATEMENT", "The claim that Doha paid the militia does not bear scrutiny, Qatar's ambassador wrote."),
        ("SANCTION", "Talks between Iran and Iraq hit a wall on Monday."),
        ("CONSULT", "Merkel and Putin spoke for an hour on Tuesday about the pipeline."),
        ("MOBILIZE", "Britain's contingent in Estonia will be trebled to 3,000."),
        ("AID", "Germany's package for Ukraine contains two Patriot batteries."),
        ("COOPERATE", "American officers are supplying targeting information to Israel."),
        ("MOBILIZE", "About fifty Saudi jets are taking part."),
        ("MOBILIZE", "Kenya has four ships on passage to the Gulf of Aden."),
        ("REJECT", "Hamas closed the door to talks with Israel."),
        ("STATEMENT", "Sudan threw out the charge that it had gassed villagers."),
        ("STATEMENT", "“These drones are not ours,” said the Iranian ambassador."),
        ("STATEMENT", "Belgium hesitates over sending jets to Ukraine."),
        ("ACCUSE", "Mongolia's minister finds it unfortunate that China closed the border."),
        ("ACCUSE", "Norway's premier had one word for the raid on Oslo harbour: reckless."),
        ("THREATEN", "Iraq would not shrink from using chemical arms against Iran."),
        ("THREATEN", "Nicaragua dared Colombia to cross the line."),
        ("SANCTION", "Bolivia broke with Israel over the war in Gaza."),
        ("SANCTION", "Two monitors in Tiraspol will be shown out, the Moldovan ministry said."),
        ("REQUEST", "Britain is circulating a draft resolution on Sudan in the Security Council."),
        ("CONSULT", "NATO leaders assemble in Madrid on Tuesday."),
        ("MOBILIZE", "India has two frigates on the way to the Gulf of Aden."),
        ("MOBILIZE", "Nineteen drones came in from Belarus, the Polish premier said."),
        ("MOBILIZE", "Two companies of French paratroopers are being flown in from Libreville."),
        ("ASSAULT", "Syrian gunners sent a Turkish jet into the sea."),
        ("ASSAULT", "The town of Palma in Mozambique was sacked by insurgents."),
        ("ASSAULT", "A ship was sunk by Iran."),
        ("ASSAULT", "Two ships were sunk by Iran."),
        ("ASSAULT", "Iran sank two ships in the strait."),
    ],
)
def test_an_act_is_read_however_it_is_worded(kind: str, text: str) -> None:
    assert kind in {event.type for event in events(text)}


@pytest.mark.parametrize("text", ["A ferry sank off Indonesia.", "The storm sank two boats in the Philippines."])
def test_a_ship_that_goes_down_by_itself_was_sunk_by_nobody(text: str) -> None:
    assert events(text) == []
